//! Checks on time and hours: D-41 to D-44.
#![warn(clippy::arithmetic_side_effects)]

use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::{Eenheid, SoortOvereenkomst, Wet};

use super::{EerdereRegel, Feit, Oordeel, Regelbeeld, Uitkomst, uren};
use crate::declaratie::catalogus::{ALLE_WETTEN, Check, Gebrek, Klasse, Reikwijdte};
use crate::declaratie::limieten::Limietnaam;
use crate::declaratie::{Indieningsregel, Zorgdagen, days_between};
use crate::zorgovereenkomst::VeertigUur;

/// The period of care is over.
pub static D_41: Check = Check {
    id: "D-41",
    naam: "De zorgperiode is voorbij",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "pgb:R-DED-01",
    goed: "De zorg is al gegeven.",
    gebreken: &[&NOG_NIET_VOORBIJ],
};

static NOG_NIET_VOORBIJ: Gebrek = Gebrek {
    code: "nogNietVoorbij",
    wachtend: Klasse::B,
    anders: Klasse::A,
    reikwijdte: Reikwijdte::Regel,
    tekst: "De zorg loopt tot en met {dag:einddatum}. U kunt pas declareren als die dag voorbij is.",
};

pub(super) fn d_41(oordeel: &mut Oordeel<'_, '_>) {
    oordeel.each_line(&D_41, |dossier, beeld, _, _| {
        let over = beeld.regel.periode.tot() < dossier.ingediend_op;
        let feiten = vec![
            ("einddatum", Feit::Dag(beeld.regel.periode.tot())),
            ("ingediendOp", Feit::Dag(dossier.ingediend_op)),
        ];
        Some(((!over).then_some(&NOG_NIET_VOORBIJ), feiten))
    });
}

/// Handed in within four weeks of receipt.
pub static D_42: Check = Check {
    id: "D-42",
    naam: "Ingediend binnen de termijn na ontvangst",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "Rlz 5.23 lid 4 onder c",
    goed: "U heeft op tijd gedeclareerd.",
    gebreken: &[&TE_LAAT],
};

static TE_LAAT: Gebrek = Gebrek {
    code: "teLaat",
    wachtend: Klasse::S,
    anders: Klasse::S,
    reikwijdte: Reikwijdte::Declaratie,
    tekst: "U kreeg deze declaratie op {dag:ontvangenOp}. U heeft na meer dan {tekst:termijnDagen} dagen gedeclareerd. Declareer voortaan eerder.",
};

/// Not judged without a day of receipt, or where the law sets no term.
pub(super) fn d_42(oordeel: &mut Oordeel<'_, '_>) {
    let dossier = oordeel.dossier;
    let Some(received) = dossier.indiening.ontvangen_op else { return };
    let wetten = oordeel.beelden.iter().filter_map(|beeld| Some(beeld.afspraak?.wet));
    let limieten = oordeel.regels.limieten;
    let term =
        wetten.filter_map(|wet| limieten.op(Limietnaam::IndientermijnDagen, wet, received)).min();
    let Some(term) = term else { return };
    let late = days_between(received, dossier.ingediend_op) > term;
    let feiten = vec![
        ("ontvangenOp", Feit::Dag(received)),
        ("ingediendOp", Feit::Dag(dossier.ingediend_op)),
        ("termijnDagen", Feit::Getal(term)),
    ];
    oordeel.note(&D_42, late.then_some(&TE_LAAT), None, feiten);
}

/// No more hours on a day than a day can hold.
pub static D_43: Check = Check {
    id: "D-43",
    naam: "Niet meer uren op een dag dan mogelijk is",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "pgb:D-43",
    goed: "Het aantal uren per dag kan kloppen.",
    gebreken: &[&MEER_DAN_MOGELIJK, &VEEL_UREN],
};

static MEER_DAN_MOGELIJK: Gebrek = Gebrek {
    code: "meerDanMogelijk",
    wachtend: Klasse::B,
    anders: Klasse::A,
    reikwijdte: Reikwijdte::Declaratie,
    tekst: "Op {dag:dag} staan {uren:uren} uren. Meer dan {uren:limiet} uren op een dag kan niet.",
};

static VEEL_UREN: Gebrek = Gebrek {
    code: "veelUren",
    wachtend: Klasse::U,
    anders: Klasse::U,
    reikwijdte: Reikwijdte::Declaratie,
    tekst: "Op {dag:dag} staan {uren:uren} uren. Dat is veel. Een medewerker kijkt of dit klopt.",
};

/// Where the claim does not say days, its hours are spread evenly over them.
pub(super) fn d_43(oordeel: &mut Oordeel<'_, '_>) {
    let Some((dag, hours)) = busiest_day(&oordeel.beelden) else { return };
    let Some(wet) = oordeel.beelden.iter().find_map(|beeld| Some(beeld.afspraak?.wet)) else {
        return;
    };
    let limieten = oordeel.regels.limieten;
    let most = limieten.op(Limietnaam::UrenDagMax, wet, dag);
    let look = limieten.op(Limietnaam::UrenDagControle, wet, dag);
    let (gebrek, limit) = match (most, look) {
        (Some(most), _) if hours > most => (Some(&MEER_DAN_MOGELIJK), Some(most)),
        (_, Some(look)) if hours > look => (Some(&VEEL_UREN), Some(look)),
        _ => (None, most),
    };
    let mut feiten = vec![("dag", Feit::Dag(dag)), ("uren", uren(hours))];
    feiten.extend(limit.map(|limit| ("limiet", uren(limit))));
    oordeel.note(&D_43, gebrek, None, feiten);
}

/// The first of the days with the most hours, hundredths.
fn busiest_day(beelden: &[Regelbeeld<'_>]) -> Option<(Date, i64)> {
    let mut counted = beelden.iter().filter_map(|b| Some((b.regel, hours(b.regel)?)));
    if let [only] = beelden
        && only.regel.dagen.is_empty()
    {
        let (regel, total) = counted.next()?;
        return Some((regel.periode.van(), per_day(total, regel.periode)));
    }
    let mut hours_on: BTreeMap<Date, i64> = BTreeMap::new();
    let mut add = |day, hours: i64| {
        let sum = hours_on.entry(day).or_default();
        *sum = sum.saturating_add(hours);
    };
    for (regel, total) in counted {
        if regel.dagen.is_empty() {
            let each = per_day(total, regel.periode);
            let mut day = Some(regel.periode.van());
            while let Some(on) = day.filter(|day| *day <= regel.periode.tot()) {
                add(on, each);
                day = on.tomorrow().ok();
            }
        } else {
            regel.uren_per_dag().into_iter().for_each(|(day, hours)| add(day, hours));
        }
    }
    // On a tie the first day: `max_by_key` takes the last, so go backwards.
    hours_on.into_iter().rev().max_by_key(|(_, hours)| *hours)
}

fn per_day(total: i64, dagen: Zorgdagen) -> i64 {
    total.checked_div(dagen.days()).unwrap_or(total)
}

/// Hours of a line, hundredths; absent for a unit that does not say hours of work.
pub(super) fn hours(regel: &Indieningsregel) -> Option<i64> {
    match regel.eenheid {
        Eenheid::Uur | Eenheid::Dagdeel | Eenheid::Dag | Eenheid::Nacht | Eenheid::Etmaal => {
            regel.eenheid.hours().map(|hours| regel.aantal.hundredths().saturating_mul(hours))
        }
        Eenheid::Week | Eenheid::Maand | Eenheid::Stuk | Eenheid::Kilometer => None,
    }
}

/// Forty hours a week per zorgverlener per budgethouder.
pub static D_44: Check = Check {
    id: "D-44",
    naam: "Niet meer dan het maximum aantal uren per week",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "Rlz 5.22 lid 5",
    goed: "Het aantal uren per week is niet meer dan {uren:limiet}.",
    gebreken: &[&TE_VEEL_UREN],
};

static TE_VEEL_UREN: Gebrek = Gebrek {
    code: "teVeelUren",
    wachtend: Klasse::A,
    anders: Klasse::A,
    reikwijdte: Reikwijdte::Meerdere,
    tekst: "In de week van {dag:week} zijn er meer dan {uren:limiet} uren. Wij betalen {uren:overuren} uren niet.",
};

/// For those who are not employed; the law says where (a limit for that law), and the zorgkantoor
/// may have allowed more beforehand. Hours above are taken from the last lines, whatever the order
/// in which the claim names them.
pub(super) fn d_44(oordeel: &mut Oordeel<'_, '_>) {
    let overeenkomst = oordeel.dossier.overeenkomst;
    let judged = match overeenkomst.soort {
        SoortOvereenkomst::Opdracht | SoortOvereenkomst::Familie => true,
        SoortOvereenkomst::Arbeidsovereenkomst | SoortOvereenkomst::Instelling => false,
    };
    if !judged || overeenkomst.veertig_uur == VeertigUur::Ontheven {
        return;
    }
    let mut places: Vec<usize> = (0..oordeel.beelden.len()).collect();
    places.sort_by_key(|place| oordeel.beelden.get(*place).map(|beeld| canonical(beeld.regel)));
    let mut used: BTreeMap<(&'static str, Date), i64> = BTreeMap::new();
    for place in places {
        let Some(beeld) = oordeel.beelden.get(place) else { continue };
        let (Some(afspraak), Some(total)) = (beeld.afspraak, hours(beeld.regel)) else { continue };
        let wet = afspraak.wet;
        let first = beeld.regel.periode.van();
        let limit = oordeel.regels.limieten.op(Limietnaam::UrenWeekMax, wet, first);
        let Some(limit) = limit else { continue };
        let mut over = Overuren { week: monday(first), total: 0 };
        for (week, hours) in weeks(beeld.regel.periode, total, &beeld.regel.uren_per_dag()) {
            let earlier = oordeel.dossier.eerdere;
            let taken =
                used.entry((wet.code(), week)).or_insert_with(|| earlier_hours(earlier, wet, week));
            let room = limit.saturating_sub(*taken).max(0);
            *taken = taken.saturating_add(hours.min(room));
            over.add(week, hours.saturating_sub(room).max(0));
        }
        let feiten = vec![
            ("week", Feit::Dag(over.week)),
            ("limiet", uren(limit)),
            ("uren", uren(total)),
            ("overuren", uren(over.total)),
        ];
        let gebrek = (over.total > 0).then_some(&TE_VEEL_UREN);
        oordeel.note(&D_44, gebrek, Some(place), feiten);
        if let Some(Uitkomst { overuren, .. }) = oordeel.uitkomsten.last_mut() {
            *overuren = over.total;
        }
    }
}

/// Hours above the limit, and the first week that has them.
struct Overuren {
    week: Date,
    total: i64,
}

impl Overuren {
    fn add(&mut self, week: Date, hours: i64) {
        if self.total == 0 && hours > 0 {
            self.week = week;
        }
        self.total = self.total.saturating_add(hours);
    }
}

/// An order of lines that does not depend on the order in which they are named.
fn canonical(regel: &Indieningsregel) -> impl Ord + use<> {
    let (van, tot) = (regel.periode.van(), regel.periode.tot());
    (van, tot, regel.regel_id, regel.tarief, regel.aantal, regel.bedrag)
}

fn earlier_hours(eerdere: &[EerdereRegel], wet: Wet, week: Date) -> i64 {
    eerdere
        .iter()
        .filter(|regel| regel.wet == wet)
        .flat_map(|regel| weeks(regel.dagen, regel.uren, &regel.uren_per_dag))
        .filter(|(monday, _)| *monday == week)
        .fold(0, |sum, (_, hours)| sum.saturating_add(hours))
}

/// Hours per week: as the days say, else spread evenly and rounded down.
pub(super) fn weeks(dagen: Zorgdagen, total: i64, per_dag: &[(Date, i64)]) -> Vec<(Date, i64)> {
    let mut weeks: Vec<(Date, i64)> = Vec::new();
    if !per_dag.is_empty() {
        for (day, hours) in per_dag {
            match weeks.last_mut() {
                Some((week, sum)) if *week == monday(*day) => *sum = sum.saturating_add(*hours),
                _ => weeks.push((monday(*day), *hours)),
            }
        }
        return weeks;
    }
    let mut week = Some(monday(dagen.van()));
    while let Some(start) = week.filter(|week| *week <= dagen.tot()) {
        let next = start.saturating_add(jiff::Span::new().days(7));
        let shared = next
            .yesterday()
            .ok()
            .and_then(|sunday| Zorgdagen::try_new(start, sunday).ok())
            .and_then(|seven| seven.intersection(dagen))
            .map_or(0, Zorgdagen::days);
        let hours = total.saturating_mul(shared).checked_div(dagen.days()).unwrap_or(0);
        weeks.push((start, hours));
        week = Some(next);
    }
    weeks
}

/// The Monday of the week of a day.
pub(crate) fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.saturating_sub(jiff::Span::new().days(back))
}

#[cfg(test)]
mod tests;
