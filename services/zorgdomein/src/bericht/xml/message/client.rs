//! Client, with everything below it.

use super::{Class, Element, Fields, Reader};
use crate::bericht::wire;
use crate::persoon::Adres;

impl Reader {
    pub(super) fn client(&mut self, element: &Element) -> Option<(wire::Client, wire::Budget)> {
        let mut fields = Fields::of(element, Class::Client);
        let bsn = self.leaf(&mut fields, "Bsn");
        let contact = fields.take("Contact").map(|contact| self.contact(Class::Contact, contact));
        let relaties = fields.many("Relatie");
        let relaties: Vec<_> =
            numbered(&relaties).filter_map(|(n, found)| self.relatie(n, found)).collect();
        let budget = self.required(&mut fields, "Budget").and_then(|found| self.budget(found));
        self.end(element, &fields);
        Some((wire::Client { bsn: bsn?, contact, relaties }, budget?))
    }

    fn contact(&mut self, class: Class, element: &Element) -> wire::Contact {
        let mut fields = Fields::of(element, class);
        let contact = wire::Contact {
            adres: fields.take("Adres").map(|adres| self.adres(class, adres)),
            telefoon: self.optional(&mut fields, "Telefoon"),
            emailadres: self.optional(&mut fields, "Emailadres"),
            ingangsdatum: self.optional(&mut fields, "Ingangsdatum"),
        };
        self.end(element, &fields);
        contact
    }

    fn adres(&mut self, class: Class, element: &Element) -> Adres {
        let mut fields = Fields::of(element, class);
        let mut adres = Adres::default();
        if let Some(huis) = fields.take("Huis") {
            let mut inner = Fields::of(huis, class);
            adres.huisnummer = self.number(&mut inner, "Huisnummer");
            adres.huisletter = self.optional(&mut inner, "Huisletter");
            adres.huisnummer_toevoeging = self.optional(&mut inner, "HuisnummerToevoeging");
            self.end(huis, &inner);
        }
        adres.postcode = self.optional(&mut fields, "Postcode");
        adres.straatnaam = self.optional(&mut fields, "Straatnaam");
        adres.plaatsnaam = self.optional(&mut fields, "Plaatsnaam");
        adres.land_code = self.optional(&mut fields, "LandCode");
        self.end(element, &fields);
        adres
    }

    fn number(&mut self, fields: &mut Fields<'_>, name: &'static str) -> Option<u32> {
        let text = self.leaf(fields, name)?;
        let number = Some(&text).filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
        let number = number.and_then(|text| text.parse().ok());
        if number.is_none() {
            self.fault(fields.class, "een geheel getal");
        }
        number
    }

    fn relatie(&mut self, n: usize, element: &Element) -> Option<wire::Relatie> {
        let class = Class::Relatie(n);
        let mut fields = Fields::of(element, class);
        let nummer = self.leaf(&mut fields, "Nummer");
        let soort = self.leaf(&mut fields, "Soort");
        let naam = fields.take("Naam").and_then(|naam| self.naam(class, naam));
        let bsn = self.optional(&mut fields, "Bsn");
        let geslacht = self.optional(&mut fields, "Geslacht");
        let kvk_nummer = self.optional(&mut fields, "KvkNummer");
        let organisatie = self.optional(&mut fields, "Organisatie");
        let ingangsdatum = self.optional(&mut fields, "Ingangsdatum");
        let contact = fields.take("Contact");
        let contact = contact.map(|found| self.contact(Class::RelatieContact(n), found));
        self.end(element, &fields);
        Some(wire::Relatie {
            nummer: nummer?,
            soort: soort?,
            naam,
            bsn,
            geslacht,
            kvk_nummer,
            organisatie,
            ingangsdatum,
            contact,
        })
    }

    fn naam(&mut self, class: Class, element: &Element) -> Option<wire::Naam> {
        let mut fields = Fields::of(element, class);
        let geslachtsnaam = self.leaf(&mut fields, "Geslachtsnaam");
        let voorvoegsel = self.optional(&mut fields, "Voorvoegsel");
        let partnernaam = self.optional(&mut fields, "Partnernaam");
        let voornamen = self.optional(&mut fields, "Voornamen");
        let voorletters = self.optional(&mut fields, "Voorletters");
        let naam_gebruik = self.leaf(&mut fields, "NaamGebruik");
        self.end(element, &fields);
        Some(wire::Naam {
            geslachtsnaam: geslachtsnaam?,
            voorvoegsel,
            partnernaam,
            voornamen,
            voorletters,
            naam_gebruik: naam_gebruik?,
        })
    }

    fn budget(&mut self, element: &Element) -> Option<wire::Budget> {
        let class = Class::Budget;
        let mut fields = Fields::of(element, class);
        let budget_identificatie = self.leaf(&mut fields, "BudgetIdentificatie");
        let budget_identificatie_oud = self.optional(&mut fields, "BudgetIdentificatieOud");
        let afgiftedatum = self.optional(&mut fields, "Afgiftedatum");
        let periode = fields.take("BudgetPeriode");
        let budget_periode = periode.and_then(|periode| self.tijdvak(class, periode));
        let parts = fields.many("FunctieBudget");
        let functie_budgetten =
            numbered(&parts).filter_map(|(n, part)| self.functiebudget(n, part)).collect();
        self.end(element, &fields);
        Some(wire::Budget {
            budget_identificatie: budget_identificatie?,
            budget_identificatie_oud,
            afgiftedatum,
            budget_periode,
            functie_budgetten,
        })
    }

    fn functiebudget(&mut self, n: usize, element: &Element) -> Option<wire::Functiebudget> {
        let class = Class::Functiebudget(n);
        let mut fields = Fields::of(element, class);
        let zorgfunctie = self.leaf(&mut fields, "Zorgfunctie");
        let periode = self.required(&mut fields, "FunctieBudgetPeriode");
        let periode = periode.and_then(|periode| self.tijdvak(class, periode));
        let bedrag = self.number(&mut fields, "FunctieBudgetBedrag");
        let vrij = fields.rest.first().is_some_and(|next| next.name == "VerantwoordingsvrijBedrag");
        let vrij = if vrij { self.number(&mut fields, "VerantwoordingsvrijBedrag") } else { None };
        self.end(element, &fields);
        Some(wire::Functiebudget {
            zorgfunctie: zorgfunctie?,
            functie_budget_periode: periode?,
            functie_budget_bedrag: i64::from(bedrag?),
            verantwoordingsvrij_bedrag: vrij.map(i64::from),
        })
    }

    fn tijdvak(&mut self, class: Class, element: &Element) -> Option<wire::Tijdvak> {
        let mut fields = Fields::of(element, class);
        let ingangsdatum = self.leaf(&mut fields, "Ingangsdatum");
        let einddatum = self.leaf(&mut fields, "Einddatum");
        self.end(element, &fields);
        Some(wire::Tijdvak { ingangsdatum: ingangsdatum?, einddatum: einddatum? })
    }
}

fn numbered<'a>(found: &[&'a Element]) -> impl Iterator<Item = (usize, &'a Element)> {
    found.iter().copied().enumerate()
}
