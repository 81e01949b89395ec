//! Divides a line over the stretches of days in which one rate, one maximum, one pot and one
//! month hold, and says what is due from each.
//!
//! The only rounding is that of the line, half up to whole cents (pgb:R-EEN-05); the parts are
//! differences of rounded running totals, so that they add up to the line to the cent.
#![warn(clippy::arithmetic_side_effects)]

use jiff::civil::Date;
use kernel::{Aantal, Euro, Id, Periode, Wet, Zorgfunctie};
use uuid::Uuid;

use super::tarieven::{Maxima, Vraag};
use super::{Dag, Zorgdagen};
use crate::zorgovereenkomst::{Overeenkomstregel, Zorgovereenkomst};

/// A pot of a grant that holds: what care of a function may be paid from on its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pot {
    /// Its id.
    pub id: Uuid,
    /// The grant.
    pub toekenning_id: Uuid,
    /// Who granted it.
    pub verstrekker_id: Uuid,
    /// The law.
    pub wet: Wet,
    /// The function; 99 is all of them.
    pub zorgfunctie: Zorgfunctie,
    /// Its days.
    pub periode: Periode,
}

/// How a stretch of days is covered by grants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dekking {
    /// No grant of this law holds on these days.
    GeenToekenning,
    /// A grant holds, but not for this function.
    AndereFunctie,
    /// This pot pays.
    Pot(Uuid),
}

/// A stretch of days within a line in which nothing changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deel {
    /// The days, all in one month.
    pub dagen: Zorgdagen,
    /// Its share of the quantity: hundredths where the claim says days, else the days themselves.
    pub gewicht: i64,
    /// The agreed rate; absent when nothing is agreed for these days.
    pub tarief: Option<Euro>,
    /// The maximum rate; absent when there is none.
    pub maximum: Option<Euro>,
    /// Which pot pays.
    pub dekking: Dekking,
    /// Whether these days count at all.
    pub telt: Telt,
}

/// Whether days of care count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Telt {
    /// They do.
    Wel,
    /// A check took them out: nothing is due for them.
    Niet,
}

/// A line with its stretches of days, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdeling {
    /// The stretches; their days together are the days of the line.
    pub delen: Vec<Deel>,
    gewicht: i64,
}

/// What is due from one pot for one month of care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verschuldigd {
    /// The pot.
    pub pot_id: Uuid,
    /// First day of the month.
    pub maand: Date,
    /// Eurocents.
    pub bedrag: Euro,
}

/// The days of a line and how much was done on each, where known.
#[derive(Debug, Clone, Copy)]
pub struct Zorg<'a> {
    /// The line of the agreement.
    pub regel_id: Id<Overeenkomstregel>,
    /// First and last day.
    pub dagen: Zorgdagen,
    /// How much on which day; empty when the claim does not say.
    pub per_dag: &'a [Dag],
    /// Days that do not count.
    pub uitgesloten: &'a [Periode],
}

impl Verdeling {
    /// Divides a line. `None` when the agreement has no such line on any day.
    pub fn of(
        zorg: Zorg<'_>,
        overeenkomst: &Zorgovereenkomst,
        potten: &[Pot],
        maxima: &Maxima,
    ) -> Option<Self> {
        let rijen = overeenkomst.rijen(zorg.regel_id);
        let line = rijen.clone().next()?;
        let vraag = Vraag {
            wet: line.wet,
            verstrekker_id: line.verstrekker_id,
            tariefsoort: overeenkomst.tariefsoort,
            soort: overeenkomst.soort,
            zorgfunctie: &line.zorgfunctie,
            eenheid: line.eenheid,
        };
        let own_pots = || {
            potten
                .iter()
                .filter(|pot| pot.wet == line.wet && pot.verstrekker_id == line.verstrekker_id)
        };
        let mut starts = vec![zorg.dagen.van()];
        let changes = rijen
            .clone()
            .flat_map(|rij| bounds(rij.geldig))
            .chain(own_pots().flat_map(|pot| bounds(pot.periode)))
            .chain(maxima.changes(vraag))
            .chain(zorg.uitgesloten.iter().flat_map(|periode| bounds(*periode)))
            .chain(month_starts(zorg.dagen));
        starts.extend(changes.filter(|day| zorg.dagen.van() < *day && *day <= zorg.dagen.tot()));
        starts.sort_unstable();
        starts.dedup();

        let mut delen = Vec::with_capacity(starts.len());
        for (place, van) in starts.iter().enumerate() {
            let next = starts.get(place.saturating_add(1));
            let tot = next.and_then(|day| day.yesterday().ok()).unwrap_or(zorg.dagen.tot());
            let Ok(dagen) = Zorgdagen::try_new(*van, tot) else { continue };
            delen.push(Deel {
                dagen,
                gewicht: weight(dagen, zorg.per_dag),
                tarief: rijen.clone().find(|rij| rij.geldig.contains(*van)).map(|rij| rij.tarief),
                maximum: maxima.op(vraag, *van),
                dekking: dekking(own_pots(), line, *van),
                telt: if zorg.uitgesloten.iter().any(|periode| periode.contains(*van)) {
                    Telt::Niet
                } else {
                    Telt::Wel
                },
            });
        }
        let gewicht = delen.iter().map(|deel| deel.gewicht).sum();
        Some(Self { delen, gewicht })
    }

    /// What the quantity is worth at the agreed rates, before any maximum. `None` when a rate is
    /// missing or the amount does not fit.
    pub fn at_agreed(&self, aantal: Aantal) -> Option<Euro> {
        self.total(aantal, |deel| deel.tarief)
    }

    /// What the quantity is worth at the agreed rates, held to the maxima.
    pub fn at_most(&self, aantal: Aantal) -> Option<Euro> {
        self.total(aantal, capped)
    }

    /// What is due for the quantity from each pot and month, held to the maxima. `None` when a
    /// rate or a pot is missing on some day.
    pub fn verschuldigd(&self, aantal: Aantal) -> Option<Vec<Verschuldigd>> {
        let mut parts: Vec<Verschuldigd> = Vec::with_capacity(self.delen.len());
        let (mut running, mut rounded) = (0_i128, Euro::ZERO);
        for deel in self.gewogen() {
            let Dekking::Pot(pot_id) = deel.dekking else { return None };
            running = running.checked_add(product(aantal, deel.gewicht, capped(deel)?)?)?;
            let total = self.rounded(running)?;
            let bedrag = total.checked_sub(rounded)?;
            rounded = total;
            let maand = deel.dagen.van().first_of_month();
            match parts.last_mut() {
                Some(last) if last.pot_id == pot_id && last.maand == maand => {
                    last.bedrag = last.bedrag.checked_add(bedrag)?;
                }
                _ => parts.push(Verschuldigd { pot_id, maand, bedrag }),
            }
        }
        Some(parts)
    }

    /// The stretches that count.
    pub fn tellend(&self) -> impl Iterator<Item = &Deel> {
        self.delen.iter().filter(|deel| deel.telt == Telt::Wel)
    }

    /// The stretches that count and hold a part of the quantity.
    fn gewogen(&self) -> impl Iterator<Item = &Deel> {
        self.tellend().filter(|deel| deel.gewicht > 0)
    }

    /// How much of a quantity lies on days that count, rounded down to hundredths.
    pub fn tellend_aantal(&self, aantal: Aantal) -> Aantal {
        let weight: i64 = self.gewogen().map(|deel| deel.gewicht).sum();
        let part = i128::from(aantal.hundredths())
            .checked_mul(i128::from(weight))
            .and_then(|product| product.checked_div(i128::from(self.gewicht)))
            .and_then(|hundredths| i64::try_from(hundredths).ok());
        part.and_then(|hundredths| Aantal::from_hundredths(hundredths).ok()).unwrap_or_default()
    }

    fn total(&self, aantal: Aantal, rate: impl Fn(&Deel) -> Option<Euro>) -> Option<Euro> {
        let sum = self
            .gewogen()
            .map(|deel| product(aantal, deel.gewicht, rate(deel)?))
            .try_fold(0_i128, |sum, next| sum.checked_add(next?))?;
        self.rounded(sum)
    }

    /// Divides by weight and hundredths, half up.
    fn rounded(&self, sum: i128) -> Option<Euro> {
        let divisor = i128::from(self.gewicht).checked_mul(200)?;
        let doubled = sum.checked_mul(2)?.checked_add(divisor.checked_div(2)?)?;
        i64::try_from(doubled.checked_div(divisor)?).ok().map(Euro::from_cents)
    }
}

fn capped(deel: &Deel) -> Option<Euro> {
    deel.tarief.map(|tarief| deel.maximum.map_or(tarief, |maximum| tarief.min(maximum)))
}

fn product(aantal: Aantal, gewicht: i64, tarief: Euro) -> Option<i128> {
    i128::from(aantal.hundredths())
        .checked_mul(i128::from(gewicht))?
        .checked_mul(i128::from(tarief.cents()))
}

/// The days on which a period begins and has just ended.
fn bounds(periode: Periode) -> impl Iterator<Item = Date> {
    [Some(periode.van()), periode.day_after()].into_iter().flatten()
}

/// The first days of the months that begin within these days.
fn month_starts(dagen: Zorgdagen) -> impl Iterator<Item = Date> {
    let next = |day: Date| day.last_of_month().tomorrow().ok();
    std::iter::successors(next(dagen.van()), move |day| next(*day))
        .take_while(move |day| *day <= dagen.tot())
}

fn weight(dagen: Zorgdagen, per_dag: &[Dag]) -> i64 {
    if per_dag.is_empty() {
        return dagen.days();
    }
    per_dag
        .iter()
        .filter(|dag| dagen.van() <= dag.datum && dag.datum <= dagen.tot())
        .fold(0, |sum, dag| sum.saturating_add(dag.aantal.hundredths()))
}

/// The pot that pays for a function on a day: its own pot before that for all functions, and the
/// grant the line was agreed under before a later one.
fn dekking<'a>(
    potten: impl Iterator<Item = &'a Pot>,
    line: &Overeenkomstregel,
    dag: Date,
) -> Dekking {
    let mut granted = Dekking::GeenToekenning;
    let mut best: Option<&Pot> = None;
    let rank = |pot: &Pot| {
        (pot.zorgfunctie != line.zorgfunctie, pot.toekenning_id != line.toekenning_id, pot.id)
    };
    for pot in potten.filter(|pot| pot.periode.contains(dag)) {
        granted = Dekking::AndereFunctie;
        let fits = pot.zorgfunctie == line.zorgfunctie || pot.zorgfunctie.is_totaal();
        if fits && best.is_none_or(|other| rank(pot) < rank(other)) {
            best = Some(pot);
        }
    }
    best.map_or(granted, |pot| Dekking::Pot(pot.id))
}
