//! What a verstrekker writes down about a budgethouder and who acts for him. Each record says of
//! which person it speaks, under which law and in which days, and what its kind demands.

use jiff::civil::{Date, date};
use kernel::{Periode, Wet};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

pub mod formeel;
pub mod stukken;

use self::formeel::Feiten;
pub use self::stukken::{
    Bevinding, Bewijs, Bewijssoort, Gesprek, Punt, Puntoordeel, Rechtsvorm, Vertegenwoordigd,
};

/// A record with what all kinds share.
#[derive(Clone, PartialEq, Eq)]
pub struct Dossierstuk {
    /// Who writes it.
    pub verstrekker: Uuid,
    /// The person it speaks of, besides the budgethouder.
    pub persoon: Option<Uuid>,
    /// The law, when it holds for one.
    pub wet: Option<Wet>,
    /// The days it holds for.
    pub periode: Periode,
    /// The record it replaces.
    pub vervangt: Option<Uuid>,
    /// What it says.
    pub stuk: Stuk,
}

/// Wat een dossierstuk zegt; `soort` bepaalt welke velden erbij horen.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "soort", rename_all = "camelCase")]
pub enum Stuk {
    /// Iemand vertegenwoordigt de budgethouder, in deze rechtsvorm.
    Vertegenwoordiging(Vertegenwoordigd),
    /// De zes punten van Rlz 5.11 lid 2 over een vertegenwoordiger.
    Bevindingen {
        /// Elk punt één keer.
        punten: Vec<Bevinding>,
    },
    /// Wie het budget beheert.
    Beheerder {
        /// Waarom deze persoon.
        reden: String,
    },
    /// De tien punten van pgb-vaardigheid.
    PgbVaardigheid {
        /// Elk punt één keer.
        punten: Vec<Punt>,
        /// Het oordeel over het geheel.
        conclusie: Puntoordeel,
        /// Advies: zelf, met een vertegenwoordiger, een cursus, of zorg in natura.
        advies: String,
    },
    /// Het gesprek voor de eerste toekenning.
    Bewustekeuzegesprek(Gesprek),
    /// Een bezoek thuis.
    Huisbezoek(Gesprek),
    /// Of een zorgverlener formeel of informeel is.
    FormeelInformeel {
        /// Wat daarvoor telt.
        feiten: Feiten,
        /// Oordeel van een gemeente; bij Wlz en Zvw volgt het uit de feiten.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        oordeel: Option<formeel::Tariefsoort>,
        /// Waarom.
        reden: String,
    },
}

/// What must be known of the budgethouder to judge a record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Budgethouderfeiten {
    /// Birth date, when known.
    pub geboortedatum: Option<Date>,
}

/// A fault: JSON pointer and what is expected, in Dutch.
pub type Fout = (&'static str, &'static str);

/// Most characters of a free text.
const TEKST_MAX: usize = 4_000;
/// New helpers of this kind were not accepted from this day on (pgb:R-REP-03).
const GEWAARBORGDE_HULP_NIEUW_TOT: Date = date(2024, 5, 22);

impl Stuk {
    /// The kind, as in the database.
    pub const fn soort(&self) -> &'static str {
        match self {
            Self::Vertegenwoordiging(_) => "vertegenwoordiging",
            Self::Bevindingen { .. } => "bevindingen",
            Self::Beheerder { .. } => "beheerder",
            Self::PgbVaardigheid { .. } => "pgbVaardigheid",
            Self::Bewustekeuzegesprek(_) => "bewustekeuzegesprek",
            Self::Huisbezoek(_) => "huisbezoek",
            Self::FormeelInformeel { .. } => "formeelInformeel",
        }
    }
}

impl Dossierstuk {
    /// Everything that is wrong with it. `gewaarborgde_hulp_tot` is the first day on which that
    /// kind of helper no longer exists.
    pub fn faults(&self, of: Budgethouderfeiten, gewaarborgde_hulp_tot: Option<Date>) -> Vec<Fout> {
        let mut faults = Vec::new();
        if self.persoon.is_none() && self.needs_person() {
            faults.push(("/persoonId", "de persoon over wie het gaat"));
        }
        match &self.stuk {
            Stuk::Vertegenwoordiging(what) => {
                self.represented(what, (of, gewaarborgde_hulp_tot), &mut faults);
            }
            Stuk::Bevindingen { punten } => {
                if self.wet != Some(Wet::Wlz) {
                    faults.push(("/wet", "WLZ: de zes punten staan in de Rlz"));
                }
                let numbers = punten.iter().map(|row| row.punt);
                each_once(numbers, 6, &mut faults);
                if punten.iter().any(|row| row.vastgesteld && !is_text(&row.toelichting)) {
                    faults.push(("/stuk/punten", "een toelichting bij elk vastgesteld punt"));
                }
            }
            Stuk::Beheerder { reden } => text(reden, "/stuk/reden", &mut faults),
            Stuk::PgbVaardigheid { punten, conclusie: _, advies } => {
                each_once(punten.iter().map(|row| row.punt), 10, &mut faults);
                if !punten.iter().all(|row| is_text(&row.motivering)) {
                    faults.push(("/stuk/punten", "een motivering bij elk punt"));
                }
                text(advies, "/stuk/advies", &mut faults);
            }
            Stuk::Bewustekeuzegesprek(gesprek) | Stuk::Huisbezoek(gesprek) => {
                gesprek.faults(&mut faults);
            }
            Stuk::FormeelInformeel { feiten: _, oordeel, reden } => {
                text(reden, "/stuk/reden", &mut faults);
                match self.wet {
                    None => faults.push(("/wet", "de wet waarvoor het geldt")),
                    Some(Wet::Wmo | Wet::Jw) if oordeel.is_none() => {
                        faults.push(("/stuk/oordeel", "het oordeel van de gemeente"));
                    }
                    Some(Wet::Wlz | Wet::Zvw) if oordeel.is_some() => {
                        faults.push(("/stuk/oordeel", "geen oordeel: het volgt uit de feiten"));
                    }
                    Some(_) => {}
                }
            }
        }
        faults
    }

    const fn needs_person(&self) -> bool {
        !matches!(self.stuk, Stuk::Bewustekeuzegesprek(_) | Stuk::Huisbezoek(_))
    }

    fn represented(
        &self,
        what: &Vertegenwoordigd,
        (of, hulp_tot): (Budgethouderfeiten, Option<Date>),
        faults: &mut Vec<Fout>,
    ) {
        let place = "/stuk/rechtsvorm";
        if what.rechtsvorm == Rechtsvorm::Mentor && what.financieel {
            faults.push((place, "een mentor beslist niet over geld (R-REP-02)"));
        }
        if what.rechtsvorm == Rechtsvorm::Bewindvoerder && what.zorg {
            faults.push((place, "een bewindvoerder beslist niet over zorg (R-REP-02)"));
        }
        if !what.zorg && !what.financieel {
            faults.push(("/stuk", "zorg, financieel, of beide"));
        }
        if what.rechtsvorm.bewijs().is_some_and(|wanted| !wanted.contains(&what.bewijs.soort)) {
            faults
                .push(("/stuk/bewijs", "het bewijs dat bij de rechtsvorm hoort (Rlz 5.11 lid 1)"));
        }
        text(&what.bewijs.kenmerk, "/stuk/bewijs/kenmerk", faults);
        match what.rechtsvorm {
            Rechtsvorm::GewaarborgdeHulp => {
                if self.wet != Some(Wet::Wlz) {
                    faults.push(("/wet", "WLZ: gewaarborgde hulp bestaat alleen daar"));
                }
                let late = self.periode.van() >= GEWAARBORGDE_HULP_NIEUW_TOT;
                let past = hulp_tot
                    .is_some_and(|end| self.periode.day_after().is_none_or(|after| after > end));
                if late || past {
                    let expected = "een begin voor 22 mei 2024 en een eind voor 1 juli 2028";
                    faults.push(("/periode", expected));
                }
            }
            Rechtsvorm::Ouder | Rechtsvorm::Voogd => {
                let adult = of.geboortedatum.and_then(|born| adult_on(born, 18));
                let past = adult.is_some_and(|adult| {
                    self.periode.day_after().is_none_or(|after| after > adult)
                });
                if past {
                    faults
                        .push(("/periode", "een eind voor de dag waarop de budgethouder 18 wordt"));
                }
            }
            Rechtsvorm::Jeugdbescherming => {
                let adult = of.geboortedatum.and_then(|born| adult_on(born, 21));
                if adult.is_some_and(|adult| self.periode.van() >= adult) {
                    faults.push((
                        "/periode",
                        "een begin voordat de budgethouder 21 wordt (R-REP-07)",
                    ));
                }
            }
            Rechtsvorm::Curator
            | Rechtsvorm::Bewindvoerder
            | Rechtsvorm::Mentor
            | Rechtsvorm::Gemachtigde => {}
        }
    }
}

fn adult_on(born: Date, years: i16) -> Option<Date> {
    born.checked_add(jiff::Span::new().years(years)).ok()
}

fn is_text(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= TEKST_MAX
}

fn text(text: &str, place: &'static str, faults: &mut Vec<Fout>) {
    if !is_text(text) {
        faults.push((place, "een tekst van 1 tot en met 4000 tekens"));
    }
}

/// Each number from 1 to `last` exactly once.
fn each_once(numbers: impl Iterator<Item = u8>, last: u8, faults: &mut Vec<Fout>) {
    let mut given: Vec<u8> = numbers.collect();
    given.sort_unstable();
    if given != (1..=last).collect::<Vec<u8>>() {
        faults.push(("/stuk/punten", "elk punt precies één keer"));
    }
}

/// Who manages a budget on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beheerder {
    /// Written down by a verstrekker.
    Vastgelegd(Uuid),
    /// The only one who may order payments for him.
    Vertegenwoordiger(Uuid),
    /// The budgethouder himself: nobody acts for him.
    Budgethouder,
    /// Several may act and nobody chose: exactly one must be written down.
    Onbepaald,
}

/// Exactly one manages a budget: who was written down, else the only one who may order payments,
/// else the budgethouder himself.
pub fn beheerder(vastgelegd: Option<Uuid>, financieel: &[Uuid]) -> Beheerder {
    if let Some(chosen) = vastgelegd {
        return Beheerder::Vastgelegd(chosen);
    }
    let mut distinct = financieel.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    match distinct.as_slice() {
        [] => Beheerder::Budgethouder,
        [only] => Beheerder::Vertegenwoordiger(*only),
        _ => Beheerder::Onbepaald,
    }
}

#[cfg(test)]
mod tests;
