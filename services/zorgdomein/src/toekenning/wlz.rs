//! What a Wlz budget may be: basisbedrag of the profile, part-time stay, modular care in kind,
//! toeslagen, guarantee amount, proration, pgb op maat, and the part that needs no account.
//!
//! One pot for the calendar year: the parts serve the computation only (pgb:R-WLZ-02). Rounding:
//! half up to whole cents, once per amount, after proration.

#![warn(clippy::arithmetic_side_effects)]

use jiff::civil::{Date, date};
use kernel::{Euro, Periode};
use rust_decimal::{Decimal, RoundingStrategy};

use super::bedragen::{self, Basisbedrag};

/// Which group guidance the budgethouder uses.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum Dagbesteding {
    /// None.
    Geen,
    /// Without transport.
    ZonderVervoer,
    /// With transport.
    MetVervoer,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aanvraag {
    /// The profile: `5VV`.
    pub zorgprofiel: String,
    /// The days, within one calendar year.
    pub periode: Periode,
    /// Group guidance.
    pub dagbesteding: Dagbesteding,
    /// Nights per 14 days in an institution: 7, 8 or 9 (deeltijdverblijf); `None` lives at home.
    pub nachten_in_instelling: Option<u8>,
    /// Cost of modular care in kind, eurocents a year.
    pub mpt_in_natura: Euro,
    /// Lives in a wooninitiatief.
    pub wooninitiatief: Wonen,
    /// Extra care above the profile, eurocents a year.
    pub meerzorg: Euro,
    /// Extra costs at home, eurocents a year.
    pub extra_kosten_thuis: Euro,
    /// Of old AWBZ cases: the budget that ended on 31 December of the year before.
    pub garantie_budget: Option<Euro>,
    /// Pgb op maat; `None` grants the maximum.
    pub budgetplan: Option<Budgetplan>,
}

/// Where somebody lives.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum Wonen {
    /// On his own or with family.
    Thuis,
    /// In a wooninitiatief.
    Wooninitiatief,
}

/// The approved plan of a pgb op maat, for the period itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budgetplan {
    /// Sum of the plan, eurocents.
    pub som: Euro,
    /// Margin above it, eurocents.
    pub marge: Euro,
}

/// A yearly amount that is part of the computation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Onderdeel {
    /// What it is.
    pub naam: &'static str,
    /// Eurocents a year; what is taken off is negative.
    pub per_jaar: Euro,
}

/// What comes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Berekening {
    /// The amounts a year of which the maximum is made.
    pub onderdelen: Vec<Onderdeel>,
    /// Days in the period.
    pub dagen: i32,
    /// Days in the year.
    pub dagen_in_jaar: i32,
    /// The most that may be granted for the period.
    pub wettelijk_maximum: Euro,
    /// What is granted: the maximum, or plan and margin up to it.
    pub toegekend: Euro,
    /// The part of it that needs no account (pgb:R-VVB-01).
    pub verantwoordingsvrij: Euro,
    /// Every figure was checked against a source of law.
    pub gecontroleerd: bool,
}

/// Why nothing can be computed: where, and what is expected in Dutch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{expected}")]
pub struct Weigering {
    /// JSON pointer.
    pub place: &'static str,
    /// What is expected.
    pub expected: &'static str,
}

const fn no<T>(place: &'static str, expected: &'static str) -> Result<T, Weigering> {
    Err(Weigering { place, expected })
}

/// Computes the budget.
pub fn bereken(aanvraag: &Aanvraag) -> Result<Berekening, Weigering> {
    let van = aanvraag.periode.van();
    let Some(tot) = aanvraag.periode.tot().filter(|tot| tot.year() == van.year()) else {
        return no("/periode", "een periode binnen één kalenderjaar");
    };
    let (dagen, dagen_in_jaar) =
        (days(van, tot), days(date(van.year(), 1, 1), date(van.year(), 12, 31)));
    let mut maker = Maker { dag: van, onderdelen: Vec::new(), gecontroleerd: true };
    maker.profile(aanvraag)?;
    maker.toeslagen(aanvraag)?;
    maker.add("mptInNatura", negative(aanvraag.mpt_in_natura)?);
    let mut per_jaar = Euro::checked_sum(maker.onderdelen.iter().map(|part| part.per_jaar))
        .map(|sum| sum.max(Euro::ZERO))
        .ok_or(Weigering { place: "", expected: "bedragen die samen te tellen zijn" })?;
    if let Some(budget) = aanvraag.garantie_budget {
        let factor = maker.figure("garantie_factor", "/garantieBudget")?;
        let garantie = share(budget, factor);
        if garantie > per_jaar {
            maker.onderdelen = vec![Onderdeel { naam: "garantiebedrag", per_jaar: garantie }];
            per_jaar = garantie;
        }
    }
    let deel = |per_jaar: Euro| prorate(per_jaar, dagen, dagen_in_jaar);
    let wettelijk_maximum = deel(per_jaar);
    let toegekend = match aanvraag.budgetplan {
        None => wettelijk_maximum,
        Some(Budgetplan { som, marge }) => {
            som.checked_add(marge).map(|wanted| wanted.min(wettelijk_maximum)).ok_or(Weigering {
                place: "/budgetplan",
                expected: "bedragen die samen te tellen zijn",
            })?
        }
    };
    let vrij = share(toegekend, maker.figure("verantwoordingsvrij_deel", "/periode")?);
    let lowest = deel(Euro::from_cents(maker.figure("verantwoordingsvrij_minimum", "/periode")?));
    let highest = deel(Euro::from_cents(maker.figure("verantwoordingsvrij_maximum", "/periode")?));
    Ok(Berekening {
        dagen,
        dagen_in_jaar,
        wettelijk_maximum,
        toegekend,
        verantwoordingsvrij: vrij.max(lowest).min(highest).min(toegekend),
        gecontroleerd: maker.gecontroleerd,
        onderdelen: maker.onderdelen,
    })
}

struct Maker {
    dag: Date,
    onderdelen: Vec<Onderdeel>,
    gecontroleerd: bool,
}

impl Maker {
    fn add(&mut self, naam: &'static str, per_jaar: Euro) {
        if per_jaar != Euro::ZERO {
            self.onderdelen.push(Onderdeel { naam, per_jaar });
        }
    }

    fn figure(&mut self, naam: &str, place: &'static str) -> Result<i64, Weigering> {
        let Some(found) = bedragen::parameter(naam, self.dag) else {
            return no(place, "een jaar waarvan dit bedrag bekend is");
        };
        self.gecontroleerd &= found.gecontroleerd;
        Ok(found.waarde)
    }

    fn profile(&mut self, aanvraag: &Aanvraag) -> Result<(), Weigering> {
        let jaar = self.dag.year();
        if !bedragen::has_basisbedragen(jaar) {
            return no("/periode", "een jaar waarvan de basisbedragen bekend zijn");
        }
        let Some(basis) = bedragen::basisbedrag(&aanvraag.zorgprofiel, jaar) else {
            return no("/zorgprofiel", "een zorgprofiel waarvoor een pgb kan (Rlz 5.5)");
        };
        self.gecontroleerd &= basis.gecontroleerd;
        let kern = match aanvraag.nachten_in_instelling {
            None => basis.kern,
            Some(nachten @ 7..=9) => {
                let home = 14_i32.saturating_sub(i32::from(nachten));
                prorate(basis.kern, home, 14)
            }
            Some(_) => return no("/nachtenInInstelling", "7, 8 of 9 nachten per 14 dagen"),
        };
        self.add("basisbedrag", kern);
        let groep = group(basis, aanvraag.dagbesteding)?;
        self.add("begeleidingGroep", groep);
        Ok(())
    }

    fn toeslagen(&mut self, aanvraag: &Aanvraag) -> Result<(), Weigering> {
        if aanvraag.wooninitiatief == Wonen::Wooninitiatief {
            let amount = self.figure("toeslag_wooninitiatief", "/wonen")?;
            self.add("toeslagWooninitiatief", Euro::from_cents(amount));
            if ["4VV", "5VV", "6VV", "7VV", "8VV"].contains(&aanvraag.zorgprofiel.as_str()) {
                let amount = self.figure("toeslag_kwaliteit_vv", "/wonen")?;
                self.add("toeslagKwaliteit", Euro::from_cents(amount));
            }
        }
        self.add("meerzorg", aanvraag.meerzorg);
        self.add("extraKostenThuis", aanvraag.extra_kosten_thuis);
        Ok(())
    }
}

fn group(basis: &Basisbedrag, dagbesteding: Dagbesteding) -> Result<Euro, Weigering> {
    let place = "/dagbesteding";
    let amount = match dagbesteding {
        // The LVG profiles always include it (bijlage H).
        Dagbesteding::Geen if basis.zorgprofiel.ends_with("LVG") => {
            return no(place, "dagbesteding: dit zorgprofiel bevat die altijd");
        }
        Dagbesteding::Geen => Some(Euro::ZERO),
        Dagbesteding::ZonderVervoer => basis.groep_zonder_vervoer,
        Dagbesteding::MetVervoer => basis.groep_met_vervoer,
    };
    amount.ok_or(Weigering {
        place,
        expected: "geen dagbesteding: dit zorgprofiel heeft die niet apart",
    })
}

fn negative(amount: Euro) -> Result<Euro, Weigering> {
    Euro::ZERO
        .checked_sub(amount)
        .ok_or(Weigering { place: "/mptInNatura", expected: "een bedrag in eurocenten" })
}

/// Days of a period, both ends included.
fn days(van: Date, tot: Date) -> i32 {
    van.until(tot).map_or(0, |span| span.get_days()).saturating_add(1)
}

/// `amount × part / whole`, half up to whole cents.
fn prorate(amount: Euro, part: i32, whole: i32) -> Euro {
    scaled(amount, Decimal::from(part), Decimal::from(whole))
}

/// A share in hundredths of a percent.
fn share(amount: Euro, hundredths_of_percent: i64) -> Euro {
    scaled(amount, Decimal::from(hundredths_of_percent), Decimal::from(10_000))
}

fn scaled(amount: Euro, times: Decimal, over: Decimal) -> Euro {
    let exact = Decimal::from(amount.cents()).checked_mul(times);
    let exact = exact.and_then(|product| product.checked_div(over)).unwrap_or_default();
    let cents = exact.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    Euro::from_cents(i64::try_from(cents).unwrap_or_default())
}

#[cfg(test)]
mod tests;
