//! Trial period, persons, clauses, form, sickness.

use contracts::labour::EindeOp;
use contracts::labour::Toetsfeiten;
use contracts::labour::aanvullend::{
    Bekwaamheid, Boete, Boetebestemming, Concurrentiebeding, Dag, Document, Eenzijdig, Gegevens,
    Model, Nevenwerkbeding, Recht, Studiekosten, Werkstatus,
};
use jiff::civil::{Date, date};
use kernel::{Eenheid, Wet};

use super::Voorbeeld;
use crate::fixtures::{Change, Geval, WERKDAGEN, ao, each, fam, op, uren, vol};

const NIETS: Change = |_| {};

const fn vb(
    regel: &'static str,
    basis: fn() -> Toetsfeiten,
    goed: (Change, char),
    fout: (Change, char),
) -> Voorbeeld {
    Voorbeeld { regel, basis, goed, fout }
}

fn trial(g: &mut Geval, months: u8, tot: Option<Date>) {
    g.feiten.bedingen.proeftijd_maanden = Some(months);
    g.term(date(2026, 8, 1), tot);
}

fn fine(g: &mut Geval, bestemming: Boetebestemming) {
    g.feiten.aanvullend.clausules.boete = Some(Boete {
        schriftelijk: true,
        overtreding_genoemd: true,
        bedrag_genoemd: true,
        bestemming: Some(bestemming),
        meer_dan_halve_dag: false,
        afwijking_schriftelijk: false,
    });
}

fn replacement(g: &mut Geval, months: u8) {
    g.feiten.looptijd.einde_op = EindeOp::Vervanging;
    g.feiten.aanvullend.aanwijzingen.vervangt_genoemd = Some(true);
    trial(g, months, None);
}

fn weken(g: &mut Geval, weken: u16) {
    g.feiten.aanvullend.ziekte.doorbetaling_weken = Some(weken);
}

fn young(g: &mut Geval, year: i16) {
    g.born(date(year, 3, 1));
    g.roster(each(&[Dag::Zaterdag], "10:00", "13:00", 0));
    g.hours(300, 100);
}

pub(super) const VOORBEELDEN: &[Voorbeeld] = &[
    vb(
        "PROEF-01",
        ao,
        (|g| trial(g, 1, None), 'A'),
        (
            |g| {
                trial(g, 1, None);
                g.feiten.aanvullend.clausules.proeftijd_zorgverlener_maanden = Some(2);
            },
            'X',
        ),
    ),
    vb(
        "PROEF-02",
        ao,
        (|g| trial(g, 1, Some(date(2027, 2, 1))), 'N'),
        (|g| trial(g, 1, Some(date(2027, 1, 31))), 'X'),
    ),
    vb(
        "PROEF-03",
        ao,
        (|g| trial(g, 1, Some(date(2027, 7, 31))), 'A'),
        (|g| trial(g, 2, Some(date(2027, 7, 31))), 'X'),
    ),
    vb("PROEF-04", ao, (|g| trial(g, 2, None), 'A'), (|g| trial(g, 3, None), 'X')),
    vb("PROEF-05", ao, (|g| replacement(g, 1), 'A'), (|g| replacement(g, 2), 'X')),
    vb(
        "PROEF-06",
        ao,
        (|g| trial(g, 1, None), 'A'),
        (
            |g| {
                trial(g, 1, None);
                g.earlier(&[(date(2025, 8, 1), date(2026, 7, 31))]);
            },
            'X',
        ),
    ),
    vb("PROEF-07", op, (NIETS, 'A'), (|g| g.feiten.bedingen.proeftijd_maanden = Some(1), 'W')),
    vb("PERS-01", ao, (|g| g.born(date(2010, 3, 1)), 'A'), (|g| g.born(date(2014, 3, 1)), 'X')),
    vb(
        "PERS-02",
        ao,
        (|g| young(g, 2012), 'A'),
        (
            |g| {
                young(g, 2012);
                g.feiten.aanvullend.zorgtaken.verzorgen_of_tillen = Some(true);
            },
            'X',
        ),
    ),
    vb(
        "PERS-03",
        ao,
        (|g| young(g, 2011), 'A'),
        (
            |g| {
                young(g, 2011);
                g.roster(each(&[Dag::Dinsdag], "16:00", "20:00", 0));
                g.feiten.aanvullend.rooster.schooldagen = WERKDAGEN.to_vec();
            },
            'X',
        ),
    ),
    vb(
        "PERS-04",
        ao,
        (|g| young(g, 2011), 'A'),
        (
            |g| {
                young(g, 2011);
                g.feiten.aanvullend.personen.toestemming_ouders = Some(false);
            },
            'X',
        ),
    ),
    vb(
        "PERS-05",
        vol,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.personen.document = Some(Document::Rijbewijs), 'X'),
    ),
    vb(
        "PERS-06",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.personen.werkstatus = Some(Werkstatus::Geen), 'X'),
    ),
    vb(
        "PERS-07",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.partijen.zorgverlener_ref = g.feiten.partijen.budgethouder_ref.clone(), 'X'),
    ),
    vb(
        "PERS-08",
        fam,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.personen.zorgverlener_is_vertegenwoordiger = Some(true), 'H'),
    ),
    vb(
        "PERS-09",
        op,
        (
            |g| {
                g.feiten.aanvullend.verstrekkerregels.vog_verplicht = Some(true);
                g.feiten.aanvullend.verstrekkerregels.vog_maanden = Some(3);
                g.feiten.aanvullend.personen.vog_op = Some(date(2026, 5, 15));
            },
            'A',
        ),
        (|g| g.feiten.aanvullend.verstrekkerregels.vog_verplicht = Some(true), 'X'),
    ),
    vb("PERS-10", ao, (NIETS, 'N'), (|g| g.born(date(1957, 6, 1)), 'A')),
    vb(
        "PERS-11",
        ao,
        (NIETS, 'A'),
        (
            |g| {
                g.feiten.aanvullend.personen.bekwaamheid = Some(Bekwaamheid::Minderjarig);
                g.feiten.aanvullend.personen.vertegenwoordiger_tekende = Some(false);
            },
            'X',
        ),
    ),
    vb(
        "PERS-12",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.samenhang.wederzijds = Some(true), 'H'),
    ),
    vb(
        "BED-01",
        ao,
        (|g| fine(g, Boetebestemming::Derde), 'A'),
        (|g| fine(g, Boetebestemming::Budgethouder), 'X'),
    ),
    vb("BED-02", ao, (NIETS, 'A'), (|g| g.feiten.aanvullend.clausules.boete_en_schade = true, 'X')),
    vb(
        "BED-03",
        ao,
        (NIETS, 'A'),
        (
            |g| {
                g.end(date(2027, 7, 31));
                g.feiten.aanvullend.clausules.concurrentie =
                    Some(Concurrentiebeding { schriftelijk: true, gemotiveerd: false });
            },
            'X',
        ),
    ),
    vb(
        "BED-04",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.clausules.nevenwerk = Some(Nevenwerkbeding::ZonderReden), 'X'),
    ),
    vb(
        "BED-05",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.clausules.schade_voor_zorgverlener = true, 'X'),
    ),
    vb(
        "BED-06",
        ao,
        (NIETS, 'A'),
        (
            |g| g.feiten.aanvullend.clausules.eenzijdig_wijzigen = Some(Eenzijdig::OokOnderMinimum),
            'X',
        ),
    ),
    vb(
        "BED-07",
        ao,
        (NIETS, 'A'),
        (
            |g| g.feiten.aanvullend.clausules.studiekosten = Some(Studiekosten::WettelijkVerplicht),
            'X',
        ),
    ),
    vb(
        "BED-08",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.clausules.afstand = vec![Recht::LoonBijZiekte], 'X'),
    ),
    vb(
        "BED-09",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.clausules.geen_werk_geen_loon_maanden = Some(0), 'X'),
    ),
    vb(
        "BED-10",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.clausules.geen_overlijdensuitkering = true, 'X'),
    ),
    vb(
        "FORM-01",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.betaling.model = Some(Model::EigenTekst), 'X'),
    ),
    vb("FORM-02", ao, (NIETS, 'A'), (|g| g.feiten.ondertekening.zorgverlener_op = None, 'X')),
    vb(
        "FORM-03",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.zorgtaken.omschreven = Some(false), 'X'),
    ),
    vb("FORM-04", ao, (NIETS, 'A'), (|g| g.feiten.bedingen.derdenbeding = false, 'X')),
    vb(
        "FORM-05",
        vol,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.betaling.opgaaf_loonheffingen = Some(false), 'H'),
    ),
    vb(
        "FORM-06",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.betaling.rekening_gedeeld_met = Some(3), 'H'),
    ),
    vb(
        "FORM-07",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.betaling.declaratie_weken = Some(12), 'X'),
    ),
    vb(
        "FORM-08",
        ao,
        (
            |g| {
                g.feiten.beloning.eenheid = Eenheid::Maand;
                g.rate(50_000);
            },
            'A',
        ),
        (
            |g| {
                g.feiten.beloning.eenheid = Eenheid::Maand;
                g.rate(50_000);
                g.feiten.wetten = vec![Wet::Zvw];
            },
            'X',
        ),
    ),
    vb(
        "FORM-09",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.clausules.vrije_tekst = Some(true), 'H'),
    ),
    vb(
        "FORM-11",
        vol,
        (NIETS, 'A'),
        (
            |g| {
                g.feiten.aanvullend.betaling.gegevens =
                    Some(Gegevens { binnen_week: false, binnen_maand: false });
            },
            'W',
        ),
    ),
    vb("FORM-12", ao, (NIETS, 'A'), (|g| g.feiten.uren.per_week = Some(uren(800)), 'X')),
    vb("ZIEK-01", ao, (|g| weken(g, 6), 'A'), (|g| weken(g, 5), 'X')),
    vb(
        "ZIEK-02",
        ao,
        (|g| g.feiten.aanvullend.ziekte.percentage = Some(100), 'A'),
        (|g| g.feiten.aanvullend.ziekte.percentage = Some(50), 'X'),
    ),
    vb(
        "ZIEK-03",
        ao,
        (|g| g.feiten.aanvullend.ziekte.wachtdagen = Some(2), 'A'),
        (|g| g.feiten.aanvullend.ziekte.wachtdagen = Some(3), 'X'),
    ),
    vb(
        "ZIEK-04",
        vol,
        (
            |g| {
                g.born(date(1957, 6, 1));
                weken(g, 6);
            },
            'A',
        ),
        (
            |g| {
                g.born(date(1957, 6, 1));
                weken(g, 4);
            },
            'X',
        ),
    ),
    vb(
        "ZIEK-05",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.ziekte.melden_binnen_dagen = Some(7), 'W'),
    ),
    vb(
        "ZIEK-06",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.ziekte.bevallingsverlof_weken = Some(8), 'X'),
    ),
    vb("ZIEK-07", fam, (NIETS, 'A'), (|g| weken(g, 6), 'W')),
];
