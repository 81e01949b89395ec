//! From texts to typed facts: what the schema demands of each field. All faults are collected; a
//! message with one is not judged by the other rules.

use jiff::civil::Date;
use kernel::{Euro, KvkNummer, Wet, Zorgfunctie};

use super::rules::{Break, Class, EERSTE_DAG, Place};
use super::{
    Budget, Client, Functiebudget, Kop, Negencijferig, Relatie, Tijdvak, Toekenningsbericht,
    codelists, wire,
};
use crate::persoon::Vertegenwoordiging;

mod contact;

/// Most relations in one message.
const RELATIES_MAX: usize = 100;
/// Most parts in one budget.
const DELEN_MAX: usize = 200;
/// Largest amount iPgb holds: 99 999 999 eurocents.
const BEDRAG_MAX: i64 = 99_999_999;

/// Reads every field, or tells everything that is not of its type.
pub fn read(bericht: &wire::Bericht) -> Result<Toekenningsbericht, Vec<Break>> {
    let day = bericht.dagtekening.parse().unwrap_or(EERSTE_DAG);
    let mut faults = Faults { breaks: Vec::new(), day };
    let kop = faults.kop(bericht);
    let wet = Wet::parse(&bericht.wet).ok();
    let client = faults.client(wet, &bericht.client, &bericht.budget);
    match (kop, client) {
        (Some(kop), Some(client)) if faults.breaks.is_empty() => {
            Ok(Toekenningsbericht { kop, client })
        }
        _ => Err(faults.breaks),
    }
}

/// The faults so far.
struct Faults {
    breaks: Vec<Break>,
    /// Day of the message: its codes must hold on it.
    day: Date,
}

impl Faults {
    fn add(&mut self, rule: &'static str, place: Place, demands: &'static str) {
        self.breaks.push(Break { rule, demands, place });
    }

    /// The value, or a fault of the schema.
    fn read<T>(&mut self, place: Place, value: Result<T, kernel::Fault>) -> Option<T> {
        value.map_err(|fault| self.add("XSD", place, fault.expected)).ok()
    }

    /// A text of 1 to `max` characters without control characters.
    fn text(&mut self, place: Place, text: &str, max: usize) -> Option<String> {
        let fits = !text.trim().is_empty() && text.chars().count() <= max;
        if fits && !text.chars().any(char::is_control) {
            return Some(text.to_owned());
        }
        self.add("XSD", place, "een niet-lege tekst die niet te lang is, zonder stuurtekens");
        None
    }

    fn optional_text(&mut self, place: Place, text: Option<&String>, max: usize) -> Option<String> {
        text.and_then(|text| self.text(place, text, max))
    }

    /// A day `YYYY-MM-DD`, without time or zone.
    fn date(&mut self, place: Place, text: &str) -> Option<Date> {
        let day = if text.len() == 10 { text.parse::<Date>().ok() } else { None };
        let day = day.filter(|day| day.year() > 0 && day.to_string() == text);
        if day.is_none() {
            self.add("XSD", place, "een bestaande dag zoals 2026-01-31");
        }
        day
    }

    fn optional_date(&mut self, place: Place, text: Option<&String>) -> Option<Date> {
        text.and_then(|text| self.date(place, text))
    }

    fn negencijferig(&mut self, place: Place, text: &str) -> Option<Negencijferig> {
        let fits = text.len() == 9 && text.bytes().all(|b| b.is_ascii_digit());
        if !fits {
            self.add("XSD", place, "een bsn van 9 cijfers");
        }
        fits.then(|| Negencijferig(text.to_owned()))
    }

    /// A code of a list, as a number; it holds on the day of the message.
    fn code(&mut self, place: Place, text: &str, lijst: &str) -> Option<u8> {
        let known = codelists::is_known(lijst, text, self.day);
        let code = text.parse::<u8>().ok().filter(|_| known);
        if code.is_none() {
            self.add("XSD", place, "een code uit de codelijst");
        }
        code
    }

    fn amount(&mut self, place: Place, cents: i64) -> Option<Euro> {
        let fits = (0..=BEDRAG_MAX).contains(&cents);
        if !fits {
            self.add("XSD", place, "een bedrag in hele eurocenten van 0 tot en met 99999999");
        }
        fits.then(|| Euro::from_cents(cents))
    }

    fn kop(&mut self, bericht: &wire::Bericht) -> Option<Kop> {
        let at = |field| Place::of(Class::Header, field);
        let wet = self.read(at("wet"), Wet::parse(&bericht.wet));
        let four =
            bericht.afzender.len() == 4 && bericht.afzender.bytes().all(|b| b.is_ascii_digit());
        if !four {
            self.add("XSD", at("afzender"), "een code van 4 cijfers");
        }
        let identificatie =
            self.text(at("berichtIdentificatie"), &bericht.bericht_identificatie, 12);
        let dagtekening = self.date(at("dagtekening"), &bericht.dagtekening);
        Some(Kop {
            wet: wet?,
            afzender: four.then(|| bericht.afzender.clone())?,
            identificatie: identificatie?,
            dagtekening: dagtekening?,
        })
    }

    fn client(
        &mut self,
        wet: Option<Wet>,
        client: &wire::Client,
        budget: &wire::Budget,
    ) -> Option<Client> {
        let bsn = self.negencijferig(Place::of(Class::Client, "bsn"), &client.bsn);
        let contact = client.contact.as_ref().map(|contact| self.contact(Class::Contact, contact));
        if client.relaties.len() > RELATIES_MAX {
            self.add("XSD", Place::of(Class::Client, "relaties"), "hooguit 100 relaties");
        }
        let relaties: Vec<Option<Relatie>> = client
            .relaties
            .iter()
            .take(RELATIES_MAX)
            .enumerate()
            .map(|(n, relatie)| self.relatie(n, relatie))
            .collect();
        let budget = self.budget(wet, budget);
        Some(Client {
            bsn: bsn?,
            contact,
            relaties: relaties.into_iter().collect::<Option<_>>()?,
            budget: budget?,
        })
    }

    fn relatie(&mut self, n: usize, relatie: &wire::Relatie) -> Option<Relatie> {
        let class = Class::Relatie(n);
        let at = |field| Place::of(class, field);
        let nummer = self.text(at("nummer"), &relatie.nummer, 20);
        let soort = self
            .code(at("soort"), &relatie.soort, "COD473")
            .and_then(|code| Vertegenwoordiging::of_code(code).ok());
        let naam = relatie.naam.as_ref().map(|naam| self.naam(class, naam));
        let bsn = relatie.bsn.as_ref().map(|bsn| self.negencijferig(at("bsn"), bsn));
        let geslacht = relatie.geslacht.as_ref();
        let geslacht = geslacht.map(|code| self.code(at("geslacht"), code, "COD046"));
        let kvk = relatie.kvk_nummer.as_ref();
        let kvk = kvk.map(|kvk| self.read(at("kvkNummer"), KvkNummer::parse(kvk)));
        let organisatie = self.optional_text(at("organisatie"), relatie.organisatie.as_ref(), 35);
        let ingangsdatum = self.optional_date(at("ingangsdatum"), relatie.ingangsdatum.as_ref());
        let contact = relatie.contact.as_ref();
        let contact = contact.map(|contact| self.contact(Class::RelatieContact(n), contact));
        Some(Relatie {
            nummer: nummer?,
            soort: soort?,
            naam: naam.map_or(Some(None), |naam| naam.map(Some))?,
            bsn: bsn.map_or(Some(None), |bsn| bsn.map(Some))?,
            geslacht: geslacht.flatten(),
            kvk_nummer: kvk.flatten(),
            organisatie,
            ingangsdatum,
            contact,
        })
    }

    fn budget(&mut self, wet: Option<Wet>, budget: &wire::Budget) -> Option<Budget> {
        let at = |field| Place::of(Class::Budget, field);
        let identificatie = self.text(at("budgetIdentificatie"), &budget.budget_identificatie, 36);
        let oud = budget.budget_identificatie_oud.as_ref();
        let oud = self.optional_text(at("budgetIdentificatieOud"), oud, 36);
        let afgiftedatum = self.optional_date(at("afgiftedatum"), budget.afgiftedatum.as_ref());
        let periode = budget.budget_periode.as_ref();
        let periode = periode.and_then(|periode| self.tijdvak(at("budgetPeriode"), periode));
        let count = budget.functie_budgetten.len();
        if count == 0 || count > DELEN_MAX {
            self.add("XSD", at("functieBudgetten"), "1 tot en met 200 functiebudgetten");
        }
        let parts: Vec<Option<Functiebudget>> = budget
            .functie_budgetten
            .iter()
            .take(DELEN_MAX)
            .enumerate()
            .map(|(n, part)| self.functiebudget(wet, n, part))
            .collect();
        Some(Budget {
            identificatie: identificatie?,
            identificatie_oud: oud,
            afgiftedatum,
            periode,
            functiebudgetten: parts.into_iter().collect::<Option<_>>()?,
        })
    }

    fn functiebudget(
        &mut self,
        wet: Option<Wet>,
        n: usize,
        part: &wire::Functiebudget,
    ) -> Option<Functiebudget> {
        let at = |field| Place::of(Class::Functiebudget(n), field);
        let zorgfunctie = self.read(at("zorgfunctie"), Zorgfunctie::parse(&part.zorgfunctie));
        let periode = self.tijdvak(at("functieBudgetPeriode"), &part.functie_budget_periode);
        // A period before the first day of these messages is TR511, not an unknown code.
        let first = periode.map_or(self.day, |periode| periode.ingangsdatum.max(EERSTE_DAG));
        let listed = zorgfunctie
            .as_ref()
            .zip(wet)
            .is_none_or(|(functie, wet)| codelists::is_zorgfunctie(wet, functie, first));
        if !listed {
            self.add("XSD", at("zorgfunctie"), "een zorgfunctie uit de codelijst van deze wet");
        }
        let bedrag = self.amount(at("functieBudgetBedrag"), part.functie_budget_bedrag);
        let vrij = part.verantwoordingsvrij_bedrag;
        let vrij = vrij.map(|cents| self.amount(at("verantwoordingsvrijBedrag"), cents));
        Some(Functiebudget {
            zorgfunctie: zorgfunctie?,
            periode: periode?,
            bedrag: bedrag?,
            verantwoordingsvrij: vrij.flatten(),
        })
    }

    fn tijdvak(&mut self, place: Place, tijdvak: &wire::Tijdvak) -> Option<Tijdvak> {
        let ingangsdatum = self.date(place, &tijdvak.ingangsdatum);
        let einddatum = self.date(place, &tijdvak.einddatum);
        Some(Tijdvak { ingangsdatum: ingangsdatum?, einddatum: einddatum? })
    }
}
