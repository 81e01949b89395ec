//! Wage, leave, rates, tax.

use contracts::labour::aanvullend::{
    Betaalwijze, Dag, Inhouding, Maximum, Toeslagmoment, Vestiging,
};
use contracts::labour::{Relatie, Toetsfeiten, VakantieUren, Vakantietoeslag};
use jiff::civil::date;
use kernel::{Eenheid, Euro, Wet};

use super::Voorbeeld;
use crate::fixtures::{Change, Geval, ao, each, fam, inst, op, uren, vol};

const NIETS: Change = |_| {};

const fn vb(
    regel: &'static str,
    basis: fn() -> Toetsfeiten,
    goed: (Change, char),
    fout: (Change, char),
) -> Voorbeeld {
    Voorbeeld { regel, basis, goed, fout }
}

fn in_2023(g: &mut Geval, cents: i64) {
    g.signed(date(2023, 8, 1));
    g.term(date(2023, 8, 1), None);
    g.granted(date(2023, 1, 1), date(2023, 12, 31));
    g.rate(cents);
}

fn unit(g: &mut Geval, eenheid: Eenheid, cents: i64) {
    g.feiten.beloning.eenheid = eenheid;
    g.rate(cents);
}

fn monthly(g: &mut Geval, cents: i64) {
    g.signed(date(2025, 12, 20));
    g.term(date(2026, 1, 1), None);
    g.roster(each(&[Dag::Maandag, Dag::Dinsdag, Dag::Woensdag], "09:00", "17:30", 30));
    g.hours(2400, 300);
    unit(g, Eenheid::Maand, cents);
}

fn wlz_2024(g: &mut Geval, cents: i64) {
    g.feiten.wetten = vec![Wet::Wlz];
    g.feiten.uren.wlz_per_week = g.feiten.uren.per_week;
    g.signed(date(2024, 2, 15));
    g.term(date(2024, 3, 1), None);
    g.rate(cents);
}

fn zvw(g: &mut Geval) {
    g.feiten.wetten = vec![Wet::Zvw];
}

fn euro(cents: i64) -> Euro {
    Euro::from_cents(cents)
}

fn waiver(g: &mut Geval, cents: i64) {
    g.rate(cents);
    g.feiten.aanvullend.verlof.toeslag_procent = Some(0);
    g.feiten.aanvullend.verlof.toeslag_afstand_schriftelijk = true;
}

fn indexed(g: &mut Geval, cents: i64) {
    g.signed(date(2026, 5, 20));
    g.term(date(2026, 6, 1), None);
    g.feiten.aanvullend.onkosten.automatische_indexatie = Some(false);
    g.rate(cents);
}

pub(super) const VOORBEELDEN: &[Voorbeeld] = &[
    vb("LOON-01", ao, (|g| g.rate(1499), 'A'), (|g| g.rate(1498), 'X')),
    vb("LOON-02", ao, (|g| in_2023(g, 1279), 'A'), (|g| in_2023(g, 1278), 'X')),
    vb("LOON-03", ao, (|g| monthly(g, 152_984), 'A'), (|g| monthly(g, 152_983), 'X')),
    vb(
        "LOON-04",
        fam,
        (|g| unit(g, Eenheid::Dagdeel, 6500), 'A'),
        (
            |g| {
                unit(g, Eenheid::Dag, 50_000);
                g.feiten.beloning.uren_van_eenheid = Some(uren(3000));
            },
            'X',
        ),
    ),
    vb("LOON-05", ao, (NIETS, 'A'), (|g| indexed(g, 1471), 'W')),
    vb(
        "LOON-06",
        ao,
        (|g| g.born(date(2007, 3, 1)), 'A'),
        (
            |g| {
                g.born(date(2005, 9, 15));
                g.rate(1250);
            },
            'W',
        ),
    ),
    vb(
        "LOON-07",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.beloning.vakantie_uren = VakantieUren::Inbegrepen, 'W'),
    ),
    vb(
        "LOON-08",
        fam,
        (|g| unit(g, Eenheid::Etmaal, 39_000), 'A'),
        (|g| unit(g, Eenheid::Etmaal, 24_000), 'X'),
    ),
    vb(
        "LOON-09",
        ao,
        (NIETS, 'A'),
        (
            |g| {
                g.rate(1499);
                g.feiten.aanvullend.onkosten.inhoudingen =
                    vec![Inhouding { bedrag: Euro::from_cents(5000), volmacht: false }];
            },
            'X',
        ),
    ),
    vb("LOON-10", ao, (NIETS, 'A'), (|g| g.feiten.aanvullend.onkosten.tijd_voor_tijd = true, 'X')),
    vb(
        "LOON-11",
        ao,
        (NIETS, 'A'),
        (
            |g| {
                g.rate(1550);
                g.feiten.aanvullend.onkosten.onkosten_in_tarief = Some(euro(100));
            },
            'X',
        ),
    ),
    vb("LOON-12", op, (NIETS, 'A'), (|g| g.rate(1200), 'W')),
    vb(
        "LOON-13",
        fam,
        (NIETS, 'N'),
        (
            |g| {
                g.rate(1400);
                g.feiten.aanvullend.onkosten.eigen_bijbetaling = Some(euro(250));
            },
            'H',
        ),
    ),
    vb(
        "LOON-14",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.betaling.betaalwijze = Some(Betaalwijze::Contant), 'X'),
    ),
    vb(
        "VAK-01",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.beloning.vakantietoeslag = Vakantietoeslag::Geen, 'X'),
    ),
    vb("VAK-02", ao, (|g| waiver(g, 5000), 'A'), (|g| waiver(g, 2000), 'X')),
    vb(
        "VAK-03",
        ao,
        (|g| g.feiten.beloning.vakantie_uren_per_jaar = Some(uren(2400)), 'A'),
        (|g| g.feiten.beloning.vakantie_uren_per_jaar = Some(uren(2000)), 'X'),
    ),
    vb("VAK-04", ao, (NIETS, 'A'), (|g| g.feiten.aanvullend.verlof.afgekocht = true, 'X')),
    vb(
        "VAK-05",
        ao,
        (|g| g.feiten.aanvullend.verlof.verval_maanden = Some(6), 'A'),
        (|g| g.feiten.aanvullend.verlof.verval_maanden = Some(0), 'X'),
    ),
    vb(
        "VAK-06",
        ao,
        (|g| g.feiten.aanvullend.verlof.toeslagmoment = Some(Toeslagmoment::ElkeBetaling), 'A'),
        (
            |g| g.feiten.aanvullend.verlof.toeslagmoment = Some(Toeslagmoment::MinderDanJaarlijks),
            'X',
        ),
    ),
    vb(
        "VAK-07",
        fam,
        (NIETS, 'A'),
        (|g| g.feiten.beloning.vakantie_uren = VakantieUren::Doorbetaald, 'W'),
    ),
    vb(
        "TAR-01",
        op,
        (|g| wlz_2024(g, 5000), 'A'),
        (
            |g| {
                wlz_2024(g, 5000);
                g.feiten.partijen.relatie_budgethouder = Some(Relatie::Partner);
            },
            'H',
        ),
    ),
    vb("TAR-02", fam, (|g| wlz_2024(g, 2444), 'A'), (|g| wlz_2024(g, 2500), 'X')),
    vb(
        "TAR-03",
        op,
        (
            |g| {
                wlz_2024(g, 7088);
                g.feiten.beloning.eenheid = Eenheid::Dagdeel;
            },
            'A',
        ),
        (
            |g| {
                wlz_2024(g, 7500);
                g.feiten.beloning.eenheid = Eenheid::Dagdeel;
            },
            'X',
        ),
    ),
    vb(
        "TAR-04",
        op,
        (|g| wlz_2024(g, 5000), 'A'),
        (
            |g| {
                wlz_2024(g, 5000);
                g.feiten.partijen.relatie_budgethouder = Some(Relatie::EersteGraad);
            },
            'X',
        ),
    ),
    vb(
        "TAR-05",
        op,
        (
            |g| {
                zvw(g);
                g.feiten.aanvullend.formeel.agb = Some(true);
            },
            'A',
        ),
        (zvw, 'H'),
    ),
    vb(
        "TAR-06",
        fam,
        (
            |g| {
                zvw(g);
                g.rate(2436);
            },
            'A',
        ),
        (
            |g| {
                zvw(g);
                g.rate(2501);
            },
            'X',
        ),
    ),
    vb("TAR-07", fam, (|g| g.rate(2500), 'A'), (|g| g.rate(2501), 'X')),
    vb(
        "TAR-08",
        op,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.onkosten.eigen_bijbetaling = Some(euro(156)), 'W'),
    ),
    vb("TAR-09", op, (NIETS, 'A'), (|g| g.feiten.aanvullend.formeel.big_onbekend = true, 'H')),
    vb(
        "TAR-10",
        fam,
        (NIETS, 'A'),
        (
            |g| {
                g.feiten.aanvullend.verstrekkerregels.maximum =
                    Some(Maximum { formeel: Some(euro(7000)), informeel: Some(euro(1800)) });
            },
            'W',
        ),
    ),
    vb(
        "FISC-01",
        vol,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.onkosten.loonheffing_ingehouden = Some(false), 'X'),
    ),
    vb(
        "FISC-02",
        vol,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.personen.afschrift_document = Some(false), 'X'),
    ),
    vb(
        "FISC-03",
        vol,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.personen.bsn_in_orde = Some(false), 'W'),
    ),
    vb(
        "FISC-04",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.onkosten.reiskosten_per_km = Some(euro(30)), 'W'),
    ),
    vb(
        "FISC-05",
        vol,
        (NIETS, 'A'),
        (
            |g| g.feiten.aanvullend.onkosten.onbelaste_vergoedingen_per_jaar = Some(euro(100_000)),
            'W',
        ),
    ),
    vb("FISC-06", vol, (NIETS, 'N'), (NIETS, 'N')),
    vb(
        "FISC-07",
        inst,
        (NIETS, 'N'),
        (|g| g.feiten.aanvullend.formeel.vestiging = Some(Vestiging::Buitenland), 'H'),
    ),
    vb(
        "FISC-08",
        vol,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.onkosten.jaarbudget = Some(euro(2_500_000)), 'W'),
    ),
];
