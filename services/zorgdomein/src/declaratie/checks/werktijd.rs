//! Checks on fixed pay and the working time of employees: D-39 and D-45.
#![warn(clippy::arithmetic_side_effects)]

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::Date;
use kernel::{Eenheid, SoortOvereenkomst};

use super::tijd::{hours, monday, weeks};
use super::{EerdereRegel, Feit, Oordeel, uren};
use crate::declaratie::catalogus::{ALLE_WETTEN, Check, Gebrek, Klasse, Reikwijdte};
use crate::declaratie::limieten::Limietnaam;

/// Care that a fixed monthly amount pays is not claimed by the hour as well.
pub static D_39: Check = Check {
    id: "D-39",
    naam: "Geen uren naast een vast maandbedrag voor dezelfde zorg",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "pgb:D-39",
    goed: "Deze zorg is niet al met een vast maandbedrag betaald.",
    gebreken: &[&AL_MAANDBEDRAG],
};
static AL_MAANDBEDRAG: Gebrek = Gebrek {
    code: "alMaandbedrag",
    wachtend: Klasse::A,
    anders: Klasse::A,
    reikwijdte: Reikwijdte::Regel,
    tekst: "Voor deze zorg is van {dag:begindatum} tot en met {dag:einddatum} al een vast maandbedrag gedeclareerd.",
};

/// The same function under the same law, paid the other way, on a shared day.
pub(super) fn d_39(oordeel: &mut Oordeel<'_, '_>) {
    oordeel.each_line(&D_39, |dossier, beeld, afspraak, _| {
        let monthly = beeld.regel.eenheid == Eenheid::Maand;
        let same = |other: &&EerdereRegel| {
            other.regel_id != beeld.regel.regel_id
                && (other.eenheid == Eenheid::Maand) != monthly
                && other.dagen.overlaps(beeld.regel.periode)
                && dossier.overeenkomst.rijen(other.regel_id).next().is_some_and(|agreed| {
                    agreed.wet == afspraak.wet && agreed.zorgfunctie == afspraak.zorgfunctie
                })
        };
        let found = dossier.eerdere.iter().find(same)?;
        let feiten = vec![
            ("eerdereDeclaratieId", Feit::Id(found.declaratie_id.uuid())),
            ("begindatum", Feit::Dag(found.dagen.van())),
            ("einddatum", Feit::Dag(found.dagen.tot())),
        ];
        Some((Some(&AL_MAANDBEDRAG), feiten))
    });
}

/// Working time of an employee.
pub static D_45: Check = Check {
    id: "D-45",
    naam: "Arbeidstijden blijven binnen de Arbeidstijdenwet",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "Arbeidstijdenwet 5:7",
    goed: "De arbeidstijd blijft binnen de wet.",
    gebreken: &[&TE_LANGE_WEEK, &GEMIDDELD_TE_LANG],
};
static TE_LANGE_WEEK: Gebrek = Gebrek {
    code: "teLangeWeek",
    wachtend: Klasse::U,
    anders: Klasse::U,
    reikwijdte: Reikwijdte::Declaratie,
    tekst: "In de week van {dag:week} staan {uren:uren} uren. De wet staat {uren:limiet} uren toe. Een medewerker kijkt of dit klopt.",
};
static GEMIDDELD_TE_LANG: Gebrek = Gebrek {
    code: "gemiddeldTeLang",
    wachtend: Klasse::U,
    anders: Klasse::U,
    reikwijdte: Reikwijdte::Declaratie,
    tekst: "In {tekst:weken} weken vanaf {dag:week} is het gemiddeld {uren:uren} uren per week. De wet staat {uren:limiet} uren toe.",
};

/// How many weeks before and after a claim the averages reach.
pub(crate) const WEKEN: i64 = 15;

/// For employees only: who has no employer is not bound by it.
pub(super) fn d_45(oordeel: &mut Oordeel<'_, '_>) {
    let dossier = oordeel.dossier;
    if dossier.overeenkomst.soort != SoortOvereenkomst::Arbeidsovereenkomst {
        return;
    }
    let Some(wet) = oordeel.beelden.iter().find_map(|beeld| Some(beeld.afspraak?.wet)) else {
        return;
    };
    let mut worked: BTreeMap<Date, i64> = BTreeMap::new();
    let mut add = |(week, hours): (Date, i64)| {
        let sum = worked.entry(week).or_default();
        *sum = sum.saturating_add(hours);
    };
    let mut touched: Vec<Date> = Vec::new();
    for beeld in &oordeel.beelden {
        let Some(total) = hours(beeld.regel) else { continue };
        let own = weeks(beeld.regel.periode, total, &beeld.regel.uren_per_dag());
        touched.extend(own.iter().map(|(week, _)| *week));
        own.into_iter().for_each(&mut add);
    }
    for other in dossier.eerdere {
        weeks(other.dagen, other.uren, &other.uren_per_dag).into_iter().for_each(&mut add);
    }
    let Some(first) = touched.iter().min().copied() else { return };
    let limieten = oordeel.regels.limieten;
    let spans = [
        (Limietnaam::AtwWeekMax, 1, &TE_LANGE_WEEK),
        (Limietnaam::AtwVierWekenGemiddeld, 4, &GEMIDDELD_TE_LANG),
        (Limietnaam::AtwZestienWekenGemiddeld, 16, &GEMIDDELD_TE_LANG),
    ];
    for (naam, count, gebrek) in spans {
        let Some(limit) = limieten.op(naam, wet, first) else { continue };
        let longest = touched
            .iter()
            .flat_map(|week| windows(*week, count))
            .map(|start| (mean(&worked, start, count), start))
            .max_by_key(|(mean, start)| (*mean, std::cmp::Reverse(*start)));
        let Some((mean, start)) = longest.filter(|(mean, _)| *mean > limit) else { continue };
        let feiten = vec![
            ("week", Feit::Dag(start)),
            ("weken", Feit::Getal(count)),
            ("uren", uren(mean)),
            ("limiet", uren(limit)),
        ];
        oordeel.note(&D_45, Some(gebrek), None, feiten);
        return;
    }
    oordeel.note(&D_45, None, None, Vec::new());
}

/// The first weeks of every stretch of `count` weeks that holds this week.
fn windows(week: Date, count: i64) -> impl Iterator<Item = Date> {
    (0..count).map(move |back| monday(week).saturating_sub(Span::new().weeks(back)))
}

/// Mean hours a week from a week on, hundredths, rounded down.
fn mean(worked: &BTreeMap<Date, i64>, start: Date, count: i64) -> i64 {
    let end = start.saturating_add(Span::new().weeks(count));
    let sum = worked.range(start..end).fold(0_i64, |sum, (_, hours)| sum.saturating_add(*hours));
    sum.checked_div(count).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::{Eenheid, Euro, Id};
    use uuid::Uuid;

    use super::super::dubbel::proef::earlier;
    use super::super::proef::{Proef, aantal};
    use super::*;

    #[test]
    fn an_employee_works_at_most_sixty_hours_a_week_and_less_on_the_average() {
        let mut proef = Proef::new();
        proef.assert_absent("D-45");
        proef.overeenkomst.soort = SoortOvereenkomst::Arbeidsovereenkomst;
        for (hours, good) in [(6000, true), (6001, false)] {
            proef.one_line(date(2026, 3, 2), date(2026, 3, 8), hours);
            proef.assert_is("D-45", good, "teLangeWeek");
        }
        proef.one_line(date(2026, 3, 2), date(2026, 3, 8), 6000);
        for (before, good) in [(16_000, true), (16_006, false)] {
            let mut other = earlier(date(2026, 2, 9), date(2026, 3, 1));
            other.uren = before;
            proef.eerdere = vec![other];
            proef.assert_is("D-45", good, "gemiddeldTeLang");
        }
    }

    #[test]
    fn hours_beside_a_monthly_amount_for_the_same_care_are_refused() {
        let mut proef = Proef::new();
        let mut monthly = proef.overeenkomst.regels[0].clone();
        monthly.regel_id = Id::from_uuid(Uuid::from_u128(301));
        monthly.eenheid = Eenheid::Maand;
        monthly.tarief = Euro::from_cents(60_000);
        proef.overeenkomst.regels.push(monthly.clone());
        let mut other = earlier(date(2026, 3, 1), date(2026, 3, 31));
        other.regel_id = monthly.regel_id;
        other.eenheid = Eenheid::Maand;
        proef.eerdere.push(other);
        proef.assert_gebrek("D-39", "alMaandbedrag");
        proef.one_line(date(2026, 4, 1), date(2026, 4, 10), 1000);
        proef.assert_absent("D-39");
        proef.one_line(date(2026, 3, 31), date(2026, 4, 10), 1000);
        proef.assert_gebrek("D-39", "alMaandbedrag");
        proef.overeenkomst.regels[1].zorgfunctie = kernel::Zorgfunctie::parse("01").unwrap();
        proef.assert_absent("D-39");
        assert_eq!(proef.indiening.regels[0].aantal, aantal(1000));
    }
}
