//! Writes a 502, and a 501 as its sender would: UTF-8 without byte order mark, CR/LF, no empty
//! elements, in the order of the schema.

use quick_xml::escape::escape;

use super::retour::{Retour, Verdict};
use super::rules::Class;
use super::{Berichtsoort, wire};
use crate::persoon::Adres;

/// The 502 as text.
pub fn write(retour: &Retour) -> String {
    let Retour { kind, header, identificatie_retour, dagtekening_retour, verdict } = retour;
    let mut xml = Xml { text: String::new(), verdict: Some(verdict) };
    xml.line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    xml.line(&format!("<Bericht xmlns=\"{}\">", escape(kind.naamruimte_retour.as_str())));
    xml.group("Header", |xml| {
        xml.leaf("BerichtCode", &kind.code_retour);
        xml.leaf("BerichtVersie", &kind.versie.to_string());
        xml.leaf("BerichtSubversie", &kind.subversie.to_string());
        xml.leaf("Afzender", &header.afzender);
        xml.group("BerichtIdentificatie", |xml| {
            xml.leaf("Identificatie", &header.identificatie);
            xml.leaf("Dagtekening", &header.dagtekening);
        });
        xml.group("XsdVersie", |xml| {
            xml.leaf("BasisschemaXsdVersie", or_unknown(&header.basisschema_xsd_versie));
            xml.leaf("BerichtXsdVersie", or_unknown(&header.bericht_xsd_versie));
        });
        xml.leaf("IdentificatieRetour", identificatie_retour);
        xml.leaf("DagtekeningRetour", &dagtekening_retour.to_string());
        xml.group("XsdVersieRetour", |xml| {
            xml.leaf("BasisschemaXsdVersie", &kind.xsd_versie);
            xml.leaf("BerichtXsdVersie", &kind.xsd_versie);
        });
        xml.codes(Class::Header);
    });
    match verdict {
        Verdict::Goed | Verdict::Ongeldig { bericht: None } => {}
        Verdict::Afgekeurd { bericht, .. } | Verdict::Ongeldig { bericht: Some(bericht) } => {
            xml.client(&bericht.client, &bericht.budget);
        }
    }
    xml.line("</Bericht>");
    xml.text
}

/// A 501 with this content, as a sender writes it.
pub fn write_501(kind: &Berichtsoort, bericht: &wire::Bericht) -> String {
    let mut xml = Xml { text: String::new(), verdict: None };
    xml.line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    xml.line(&format!("<Bericht xmlns=\"{}\">", escape(kind.naamruimte.as_str())));
    xml.group("Header", |xml| {
        xml.leaf("BerichtCode", &kind.code);
        xml.leaf("BerichtVersie", &kind.versie.to_string());
        xml.leaf("BerichtSubversie", &kind.subversie.to_string());
        xml.leaf("Afzender", &bericht.afzender);
        xml.group("BerichtIdentificatie", |xml| {
            xml.leaf("Identificatie", &bericht.bericht_identificatie);
            xml.leaf("Dagtekening", &bericht.dagtekening);
        });
        xml.group("XsdVersie", |xml| {
            xml.leaf("BasisschemaXsdVersie", &kind.xsd_versie);
            xml.leaf("BerichtXsdVersie", &kind.xsd_versie);
        });
    });
    xml.client(&bericht.client, &bericht.budget);
    xml.line("</Bericht>");
    xml.text
}

/// A version that was not given, or not of the form `n.n.n`, cannot be repeated in a valid answer.
fn or_unknown(version: &str) -> &str {
    let valid = version.len() <= 14
        && version.split('.').count() == 3
        && version.split('.').all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    if valid { version } else { "0.0.0" }
}

struct Xml<'a> {
    text: String,
    /// What the answer says; `None` in a message that is not an answer.
    verdict: Option<&'a Verdict>,
}

impl Xml<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push_str("\r\n");
    }

    fn leaf(&mut self, name: &str, value: &str) {
        self.line(&format!("<{name}>{}</{name}>", escape(value)));
    }

    fn optional(&mut self, name: &str, value: Option<&String>) {
        if let Some(value) = value {
            self.leaf(name, value);
        }
    }

    fn group(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        self.open(name);
        content(self);
        self.close(name);
    }

    fn open(&mut self, name: &str) {
        self.line(&format!("<{name}>"));
    }

    fn close(&mut self, name: &str) {
        self.line(&format!("</{name}>"));
    }

    fn codes(&mut self, class: Class) {
        let Some(codes) = self.verdict.map(|verdict| verdict.codes_of(class)) else { return };
        self.group("RetourCodes", |xml| {
            for code in &codes {
                xml.leaf("RetourCode", code);
            }
        });
    }

    fn client(&mut self, client: &wire::Client, budget: &wire::Budget) {
        let wire::Client { bsn, contact, relaties } = client;
        self.group("Client", |xml| {
            xml.leaf("Bsn", bsn);
            if let Some(contact) = contact {
                xml.contact(Class::Contact, contact);
            }
            for (n, relatie) in relaties.iter().enumerate() {
                xml.relatie(n, relatie);
            }
            xml.budget(budget);
            xml.codes(Class::Client);
        });
    }

    fn contact(&mut self, class: Class, contact: &wire::Contact) {
        let wire::Contact { adres, telefoon, emailadres, ingangsdatum } = contact;
        self.group("Contact", |xml| {
            if let Some(adres) = adres {
                xml.adres(adres);
            }
            xml.optional("Telefoon", telefoon.as_ref());
            xml.optional("Emailadres", emailadres.as_ref());
            xml.optional("Ingangsdatum", ingangsdatum.as_ref());
            xml.codes(class);
        });
    }

    fn adres(&mut self, adres: &Adres) {
        let Adres {
            huisnummer,
            huisletter,
            huisnummer_toevoeging,
            postcode,
            straatnaam,
            plaatsnaam,
            land_code,
        } = adres;
        self.group("Adres", |xml| {
            if let Some(huisnummer) = huisnummer {
                xml.open("Huis");
                xml.leaf("Huisnummer", &huisnummer.to_string());
                xml.optional("Huisletter", huisletter.as_ref());
                xml.optional("HuisnummerToevoeging", huisnummer_toevoeging.as_ref());
                xml.close("Huis");
            }
            xml.optional("Postcode", postcode.as_ref());
            xml.optional("Straatnaam", straatnaam.as_ref());
            xml.optional("Plaatsnaam", plaatsnaam.as_ref());
            xml.optional("LandCode", land_code.as_ref());
        });
    }

    fn relatie(&mut self, n: usize, relatie: &wire::Relatie) {
        let wire::Relatie {
            nummer,
            soort,
            naam,
            bsn,
            geslacht,
            kvk_nummer,
            organisatie,
            ingangsdatum,
            contact,
        } = relatie;
        self.group("Relatie", |xml| {
            xml.leaf("Nummer", nummer);
            xml.leaf("Soort", soort);
            if let Some(naam) = naam {
                xml.naam(naam);
            }
            xml.optional("Bsn", bsn.as_ref());
            xml.optional("Geslacht", geslacht.as_ref());
            xml.optional("KvkNummer", kvk_nummer.as_ref());
            xml.optional("Organisatie", organisatie.as_ref());
            xml.optional("Ingangsdatum", ingangsdatum.as_ref());
            if let Some(contact) = contact {
                xml.contact(Class::RelatieContact(n), contact);
            }
            xml.codes(Class::Relatie(n));
        });
    }

    fn naam(&mut self, naam: &wire::Naam) {
        let wire::Naam {
            geslachtsnaam,
            voorvoegsel,
            partnernaam,
            voornamen,
            voorletters,
            naam_gebruik,
        } = naam;
        self.group("Naam", |xml| {
            xml.leaf("Geslachtsnaam", geslachtsnaam);
            xml.optional("Voorvoegsel", voorvoegsel.as_ref());
            xml.optional("Partnernaam", partnernaam.as_ref());
            xml.optional("Voornamen", voornamen.as_ref());
            xml.optional("Voorletters", voorletters.as_ref());
            xml.leaf("NaamGebruik", naam_gebruik);
        });
    }

    fn budget(&mut self, budget: &wire::Budget) {
        let wire::Budget {
            budget_identificatie,
            budget_identificatie_oud,
            afgiftedatum,
            budget_periode,
            functie_budgetten,
        } = budget;
        self.group("Budget", |xml| {
            xml.leaf("BudgetIdentificatie", budget_identificatie);
            xml.optional("BudgetIdentificatieOud", budget_identificatie_oud.as_ref());
            xml.optional("Afgiftedatum", afgiftedatum.as_ref());
            if let Some(periode) = budget_periode {
                xml.tijdvak("BudgetPeriode", periode);
            }
            for (n, part) in functie_budgetten.iter().enumerate() {
                xml.functiebudget(n, part);
            }
            xml.codes(Class::Budget);
        });
    }

    fn functiebudget(&mut self, n: usize, part: &wire::Functiebudget) {
        let wire::Functiebudget {
            zorgfunctie,
            functie_budget_periode,
            functie_budget_bedrag,
            verantwoordingsvrij_bedrag,
        } = part;
        self.group("FunctieBudget", |xml| {
            xml.leaf("Zorgfunctie", zorgfunctie);
            xml.tijdvak("FunctieBudgetPeriode", functie_budget_periode);
            xml.leaf("FunctieBudgetBedrag", &functie_budget_bedrag.to_string());
            if let Some(vrij) = verantwoordingsvrij_bedrag {
                xml.leaf("VerantwoordingsvrijBedrag", &vrij.to_string());
            }
            xml.codes(Class::Functiebudget(n));
        });
    }

    fn tijdvak(&mut self, name: &str, tijdvak: &wire::Tijdvak) {
        self.group(name, |xml| {
            xml.leaf("Ingangsdatum", &tijdvak.ingangsdatum);
            xml.leaf("Einddatum", &tijdvak.einddatum);
        });
    }
}
