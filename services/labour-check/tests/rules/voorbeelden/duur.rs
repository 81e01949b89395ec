//! Term and end.

use super::Voorbeeld;
use crate::fixtures::{Change, Geval, ao, op, periode, uren, vol};
use contracts::labour::Toetsfeiten;
use contracts::labour::aanvullend::{
    Aanzegging, EerdereOvereenkomst, Opzegdag, Opzegtermijn, Patroon, Verbodeneinde, WijzeVanEinde,
};
use jiff::civil::{Date, date};
use kernel::SoortOvereenkomst::Arbeidsovereenkomst;
use labour_check::engine::Modus;

const NIETS: Change = |_| {};
const fn vb(
    regel: &'static str,
    basis: fn() -> Toetsfeiten,
    goed: (Change, char),
    fout: (Change, char),
) -> Voorbeeld {
    Voorbeeld { regel, basis, goed, fout }
}

fn before(g: &mut Geval, soort: kernel::SoortOvereenkomst, van: Date, tot: Date) {
    g.feiten.aanvullend.geschiedenis.eerdere.push(EerdereOvereenkomst {
        soort,
        periode: periode(van, Some(tot)),
        onbepaald: false,
        einde: None,
        uren_per_week: None,
    });
}

fn indefinite(g: &mut Geval, einde: WijzeVanEinde) {
    before(g, Arbeidsovereenkomst, date(2024, 1, 1), date(2026, 7, 31));
    g.feiten.aanvullend.geschiedenis.eerdere[0].onbepaald = true;
    g.feiten.aanvullend.geschiedenis.eerdere[0].einde = Some(einde);
    g.end(date(2027, 7, 31));
}

fn terms(g: &mut Geval, count: i16) {
    let terms: Vec<(Date, Date)> = (0..count)
        .map(|n| {
            let year = 2026 - count + n;
            (date(year, 8, 1), date(year + 1, 7, 31))
        })
        .collect();
    g.earlier(&terms);
    g.end(date(2027, 7, 31));
}

/// An agreement of 2018 that is looked at now.
fn of_2018(g: &mut Geval, tot: Date) {
    g.signed(date(2017, 11, 20));
    g.term(date(2017, 12, 1), Some(tot));
    g.kennis = date(2017, 11, 20);
}

fn expired(g: &mut Geval, op: Date) {
    g.signed(date(2025, 6, 20));
    g.kennis = date(2026, 7, 15);
    g.modus = Modus::Bestaand;
    g.term(date(2025, 7, 1), Some(date(2026, 6, 30)));
    g.feiten.aanvullend.geschiedenis.aanzegging = Some(Aanzegging { op: Some(op) });
}

fn on_call(g: &mut Geval) {
    let a = &mut g.feiten.aanvullend;
    a.rooster.diensten.clear();
    a.rooster.patroon = Some(Patroon::Onregelmatig);
    a.oproep.uren_min = Some(uren(0));
    a.oproep.uren_max = Some(uren(2000));
}

fn aged(g: &mut Geval, termijn: Opzegtermijn) {
    g.born(date(1957, 6, 1));
    g.feiten.aanvullend.opzegging.termijn_budgethouder = Some(termijn);
}

pub(super) const VOORBEELDEN: &[Voorbeeld] = &[
    vb("DUUR-01", ao, (|g| terms(g, 2), 'A'), (|g| terms(g, 3), 'W')),
    vb(
        "DUUR-02",
        ao,
        (|g| terms(g, 2), 'A'),
        (
            |g| {
                g.earlier(&[(date(2024, 1, 15), date(2026, 7, 31))]);
                g.end(date(2027, 3, 31));
            },
            'W',
        ),
    ),
    vb(
        "DUUR-03",
        ao,
        (|g| of_2018(g, date(2019, 10, 31)), 'A'),
        (|g| of_2018(g, date(2019, 12, 31)), 'W'),
    ),
    vb(
        "DUUR-04",
        ao,
        (
            |g| {
                g.born(date(1950, 6, 1));
                terms(g, 3);
            },
            'A',
        ),
        (
            |g| {
                g.born(date(1950, 6, 1));
                terms(g, 6);
            },
            'W',
        ),
    ),
    vb(
        "DUUR-05",
        ao,
        (
            |g| {
                g.born(date(2009, 3, 1));
                g.end(date(2027, 1, 31));
            },
            'A',
        ),
        (
            |g| {
                g.born(date(2009, 3, 1));
                g.hours(1600, 200);
                g.end(date(2027, 1, 31));
            },
            'N',
        ),
    ),
    vb(
        "DUUR-06",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.geschiedenis.opvolgend = Some(true), 'H'),
    ),
    vb("DUUR-07", ao, (NIETS, 'A'), (|g| g.granted(date(2025, 1, 1), date(2026, 7, 31)), 'X')),
    vb(
        "DUUR-08",
        ao,
        (|g| g.feiten.aanvullend.geschiedenis.wijziging = Some(true), 'A'),
        (
            |g| {
                g.feiten.aanvullend.geschiedenis.wijziging = Some(true);
                g.term(date(2026, 9, 10), None);
            },
            'W',
        ),
    ),
    vb(
        "DUUR-09",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.opzegging.eindigt_bij = vec![Verbodeneinde::Zwangerschap], 'X'),
    ),
    vb(
        "DUUR-10",
        ao,
        (|g| indefinite(g, WijzeVanEinde::Opzegging), 'A'),
        (|g| indefinite(g, WijzeVanEinde::WederzijdsGoedvinden), 'W'),
    ),
    vb(
        "DUUR-11",
        ao,
        (|g| g.end(date(2027, 7, 31)), 'A'),
        (
            |g| {
                g.end(date(2027, 7, 31));
                g.feiten.aanvullend.geschiedenis.beding_overlijden = Some(false);
            },
            'W',
        ),
    ),
    vb(
        "DUUR-12",
        ao,
        (|g| g.term(date(2026, 7, 1), None), 'A'),
        (|g| g.term(date(2026, 2, 1), None), 'H'),
    ),
    vb(
        "DUUR-13",
        ao,
        (
            |g| {
                g.wetsvoorstellen = true;
                g.end(date(2027, 1, 31));
            },
            'A',
        ),
        (
            |g| {
                g.wetsvoorstellen = true;
                g.earlier(&[
                    (date(2022, 1, 1), date(2022, 6, 30)),
                    (date(2022, 7, 1), date(2022, 12, 31)),
                    (date(2025, 1, 1), date(2025, 6, 30)),
                ]);
                g.end(date(2027, 1, 31));
            },
            'W',
        ),
    ),
    vb(
        "OPZ-01",
        ao,
        (NIETS, 'A'),
        (
            |g| g.feiten.aanvullend.opzegging.termijn_budgethouder = Some(Opzegtermijn::Dagen(14)),
            'X',
        ),
    ),
    vb(
        "OPZ-02",
        ao,
        (
            |g| {
                g.feiten.aanvullend.opzegging.termijn_budgethouder = Some(Opzegtermijn::Maanden(4));
                g.feiten.aanvullend.opzegging.termijn_zorgverlener = Some(Opzegtermijn::Maanden(2));
            },
            'A',
        ),
        (
            |g| {
                g.feiten.aanvullend.opzegging.termijn_budgethouder = Some(Opzegtermijn::Maanden(3));
                g.feiten.aanvullend.opzegging.termijn_zorgverlener = Some(Opzegtermijn::Maanden(2));
            },
            'X',
        ),
    ),
    vb(
        "OPZ-03",
        ao,
        (|g| g.end(date(2027, 7, 31)), 'A'),
        (
            |g| {
                g.end(date(2027, 7, 31));
                g.feiten.aanvullend.opzegging.tussentijds_zorgverlener = Some(false);
            },
            'X',
        ),
    ),
    vb("OPZ-04", ao, (|g| g.end(date(2026, 12, 31)), 'N'), (|g| g.end(date(2027, 7, 31)), 'W')),
    vb(
        "OPZ-05",
        ao,
        (|g| expired(g, date(2026, 5, 30)), 'A'),
        (|g| expired(g, date(2026, 6, 9)), 'W'),
    ),
    vb(
        "OPZ-06",
        vol,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.opzegging.direct_zonder_reden = true, 'X'),
    ),
    vb(
        "OPZ-07",
        ao,
        (|g| aged(g, Opzegtermijn::Maanden(1)), 'A'),
        (|g| aged(g, Opzegtermijn::Dagen(14)), 'X'),
    ),
    vb(
        "OPZ-08",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.opzegging.geen_transitievergoeding = true, 'X'),
    ),
    vb(
        "OPZ-09",
        op,
        (
            |g| g.feiten.aanvullend.opzegging.termijn_budgethouder = Some(Opzegtermijn::Maanden(1)),
            'A',
        ),
        (|g| g.feiten.aanvullend.opzegging.boete_bij_opzeggen = true, 'X'),
    ),
    vb(
        "OPZ-10",
        ao,
        (
            |g| {
                on_call(g);
                g.feiten.aanvullend.opzegging.termijn_zorgverlener = Some(Opzegtermijn::Dagen(4));
            },
            'A',
        ),
        (
            |g| {
                on_call(g);
                g.feiten.aanvullend.opzegging.termijn_zorgverlener = Some(Opzegtermijn::Maanden(1));
            },
            'X',
        ),
    ),
    vb(
        "OPZ-11",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.opzegging.opzegdag = Some(Opzegdag::AnderMondeling), 'W'),
    ),
];
