//! Days of care that do not count: outside the agreement, after a death, while admitted or ill.
//!
//! A line that names its days, or pays a month, is paid for the other days. Of any other line it
//! is not known how much lies on them: it is refused, and can be handed in again by its days.
#![warn(clippy::arithmetic_side_effects)]

use jiff::civil::Date;
use kernel::{Eenheid, Periode, SoortOvereenkomst, Wet};

use super::Dossier;
use crate::declaratie::Indieningsregel;
use crate::declaratie::catalogus::Gebrek;
use crate::declaratie::limieten::{Limieten, Limietnaam};
use crate::declaratie::opgave::Kostensoort;
use crate::omstandigheid::Soort;
use crate::zorgovereenkomst::Overeenkomstregel;

/// The days outside a period.
pub fn buiten(periode: Periode) -> Vec<Periode> {
    let before = periode.van().yesterday().ok();
    let before = before.and_then(|last| Periode::try_new(Date::MIN, Some(last)).ok());
    let after = periode.day_after().and_then(|first| Periode::try_new(first, None).ok());
    before.into_iter().chain(after).collect()
}

/// The days after a day.
pub fn na(dag: Date) -> Option<Periode> {
    Periode::try_new(dag.tomorrow().ok()?, None).ok()
}

/// Whether a line can be paid for a part of its days.
pub fn splitsbaar(regel: &Indieningsregel) -> bool {
    !regel.dagen.is_empty() || regel.eenheid == Eenheid::Maand
}

/// The first day of care that lies in one of the periods.
pub fn eerste_dag(regel: &Indieningsregel, perioden: &[Periode]) -> Option<Date> {
    if regel.dagen.is_empty() {
        let shared = perioden.iter().filter_map(|periode| regel.periode.within(*periode));
        return shared.map(crate::declaratie::Zorgdagen::van).min();
    }
    let worked = regel.dagen.iter().filter(|dag| dag.aantal.hundredths() > 0);
    worked.map(|dag| dag.datum).find(|dag| perioden.iter().any(|periode| periode.contains(*dag)))
}

/// What a check found on a line: that some of its days do not count, or that it does not.
pub fn of(
    regel: &Indieningsregel,
    dagen: &'static Gebrek,
    geheel: &'static Gebrek,
) -> &'static Gebrek {
    if splitsbaar(regel) { dagen } else { geheel }
}

/// The days after the death of the budgethouder (pgb:D-07).
pub fn na_overlijden(dossier: &Dossier<'_>) -> Option<Periode> {
    let told = dood(dossier, dossier.overeenkomst.budgethouder_id);
    dossier.budgethouder.overleden_op.into_iter().chain(told).min().and_then(na)
}

/// The days after the death of the zorgverlener (pgb:D-08).
pub fn na_overlijden_zorgverlener(dossier: &Dossier<'_>) -> Option<Periode> {
    let told = dood(dossier, dossier.overeenkomst.zorgverlener_id);
    dossier.zorgverlener.overleden_op.into_iter().chain(told).min().and_then(na)
}

fn dood(dossier: &Dossier<'_>, persoon: uuid::Uuid) -> Option<Date> {
    dossier.omstandig(persoon, Soort::Overlijden).map(Periode::van).min()
}

/// Days in an institution on which this line may not be paid (pgb:D-25): under the Wlz, but not
/// short stays elsewhere or dagbesteding apart from it.
pub fn opname(dossier: &Dossier<'_>, afspraak: &Overeenkomstregel) -> Vec<Periode> {
    let exempt = ["04", "07"].contains(&afspraak.zorgfunctie.as_str());
    if afspraak.wet != Wet::Wlz || exempt {
        return Vec::new();
    }
    dossier.omstandig(dossier.overeenkomst.budgethouder_id, Soort::Opname).collect()
}

/// Days on which a zorgverlener who is not employed was ill (pgb:D-48).
pub fn ziekte(dossier: &Dossier<'_>) -> Vec<Periode> {
    let paid = dossier.overeenkomst.soort == SoortOvereenkomst::Arbeidsovereenkomst
        || dossier.overeenkomst.soort == SoortOvereenkomst::Instelling
        || dossier.indiening.opgave.kostensoort == Kostensoort::Ziekte;
    if paid {
        return Vec::new();
    }
    dossier.omstandig(dossier.overeenkomst.zorgverlener_id, Soort::Ziekte).collect()
}

/// Days outside the EU after those that a year allows (pgb:D-27).
pub fn buitenland(
    dossier: &Dossier<'_>,
    afspraak: &Overeenkomstregel,
    limieten: &Limieten,
) -> Vec<Periode> {
    let abroad = || dossier.omstandig(dossier.overeenkomst.budgethouder_id, Soort::BuitenEu);
    let mut years: Vec<i16> = abroad().map(|periode| periode.van().year()).collect();
    let last = dossier.indiening.regels.iter().map(|regel| regel.periode.tot().year()).max();
    years.extend(last);
    years.sort_unstable();
    years.dedup();
    let mut beyond = Vec::new();
    for year in years {
        let first = jiff::civil::date(year, 1, 1);
        let Some(most) = limieten.op(Limietnaam::BuitenlandDagen, afspraak.wet, first) else {
            continue;
        };
        let Ok(whole) = Periode::try_new(first, Some(first.last_of_year())) else { continue };
        let mut stays: Vec<Periode> = abroad().filter_map(|p| p.intersection(whole)).collect();
        stays.sort_unstable_by_key(|periode| periode.van());
        let mut used = 0_i64;
        for stay in stays {
            let tot = stay.tot().unwrap_or(first.last_of_year());
            let days = crate::declaratie::days_between(stay.van(), tot).saturating_add(1);
            let free = most.saturating_sub(used).clamp(0, days);
            used = used.saturating_add(days);
            if free < days {
                let from = stay.van().saturating_add(jiff::Span::new().days(free));
                beyond.extend(Periode::try_new(from, Some(tot)));
            }
        }
    }
    beyond
}

/// All days on which a line does not count.
pub fn dagen(dossier: &Dossier<'_>, regel: &Indieningsregel, limieten: &Limieten) -> Vec<Periode> {
    if !splitsbaar(regel) {
        return Vec::new();
    }
    let mut perioden = buiten(dossier.overeenkomst.looptijd);
    perioden.extend(na_overlijden(dossier));
    perioden.extend(na_overlijden_zorgverlener(dossier));
    perioden.extend(ziekte(dossier));
    if let Some(afspraak) = dossier.overeenkomst.rijen(regel.regel_id).next() {
        perioden.extend(opname(dossier, afspraak));
        perioden.extend(buitenland(dossier, afspraak, limieten));
    }
    perioden
}
