//! Kind, regime, other agreements.

use super::Voorbeeld;
use crate::fixtures::{Change, Geval, WERKDAGEN, ao, each, fam, inst, op, periode, uren, vol};
use contracts::labour::aanvullend::{Dag, EerdereOvereenkomst, Familieverhouding, Rechtsvorm};
use contracts::labour::{EindeOp, Relatie, Toetsfeiten};
use jiff::civil::{Date, date};
use kernel::SoortOvereenkomst::Opdracht;

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

fn signs(g: &mut Geval) {
    let a = &mut g.feiten.aanvullend.aanwijzingen;
    a.werktijden_door_budgethouder = Some(true);
    a.instructies = Some(true);
    a.vrije_vervanging = Some(false);
}

pub(super) const VOORBEELDEN: &[Voorbeeld] = &[
    vb(
        "KWAL-01",
        fam,
        (NIETS, 'A'),
        (|g| g.feiten.partijen.relatie_budgethouder = Some(Relatie::Geen), 'X'),
    ),
    vb(
        "KWAL-02",
        ao,
        (
            |g| {
                g.feiten.partijen.relatie_budgethouder = Some(Relatie::EersteGraad);
                g.feiten.aanvullend.aanwijzingen.familieverhouding =
                    Some(Familieverhouding::GezagAannemelijk);
            },
            'A',
        ),
        (
            |g| {
                g.feiten.partijen.relatie_budgethouder = Some(Relatie::Partner);
                g.feiten.aanvullend.aanwijzingen.familieverhouding =
                    Some(Familieverhouding::GeenGezag);
            },
            'X',
        ),
    ),
    vb(
        "KWAL-03",
        fam,
        (NIETS, 'A'),
        (
            |g| {
                let a = &mut g.feiten.aanvullend;
                a.aanwijzingen.vaste_uren = Some(true);
                a.aanwijzingen.instructies = Some(true);
                a.aanwijzingen.zelfde_huishouden = Some(false);
                a.ziekte.doorbetaling_weken = Some(6);
            },
            'H',
        ),
    ),
    vb("KWAL-04", op, (NIETS, 'A'), (signs, 'H')),
    vb("KWAL-05", op, (NIETS, 'A'), (|g| g.feiten.partijen.kvk_ingeschreven = false, 'H')),
    vb("KWAL-06", inst, (NIETS, 'A'), (|g| g.feiten.partijen.kvk_ingeschreven = false, 'X')),
    vb("KWAL-07", op, (NIETS, 'A'), (signs, 'W')),
    vb(
        "KWAL-08",
        op,
        (
            |g| {
                g.wetsvoorstellen = true;
                g.rate(4000);
            },
            'A',
        ),
        (|g| g.wetsvoorstellen = true, 'W'),
    ),
    vb(
        "KWAL-09",
        ao,
        (
            |g| {
                g.feiten.looptijd.einde_op = EindeOp::Vervanging;
                g.feiten.aanvullend.aanwijzingen.vervangt_genoemd = Some(true);
            },
            'A',
        ),
        (
            |g| {
                g.feiten.looptijd.einde_op = EindeOp::Vervanging;
                g.feiten.aanvullend.aanwijzingen.vervangt_genoemd = Some(false);
            },
            'H',
        ),
    ),
    vb(
        "RDAH-01",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.huishouden.dagen_gemiddeld = Some(uren(350)), 'H'),
    ),
    vb("RDAH-02", ao, (NIETS, 'A'), (|g| g.roster(each(&WERKDAGEN, "09:00", "10:00", 0)), 'X')),
    vb(
        "RDAH-03",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.huishouden.werk_buiten_huishouden = Some(true), 'H'),
    ),
    vb("RDAH-04", ao, (NIETS, 'A'), (|g| g.roster(each(&WERKDAGEN, "09:00", "10:00", 0)), 'N')),
    vb(
        "RDAH-05",
        vol,
        (|g| g.wetsvoorstellen = true, 'A'),
        (
            |g| {
                g.wetsvoorstellen = true;
                g.roster(each(&[Dag::Maandag], "09:00", "10:00", 0));
            },
            'W',
        ),
    ),
    vb(
        "KRUIS-01",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.samenhang.uren_alle_budgethouders = Some(uren(8000)), 'H'),
    ),
    vb(
        "KRUIS-02",
        ao,
        (NIETS, 'N'),
        (|g| g.feiten.aanvullend.samenhang.dagen_alle_overeenkomsten = Some(uren(400)), 'A'),
    ),
    vb(
        "KRUIS-03",
        ao,
        (NIETS, 'A'),
        (
            |g| {
                g.feiten.aanvullend.samenhang.overlap =
                    Some(contracts::labour::aanvullend::Overlap::AnderHuishouden);
            },
            'H',
        ),
    ),
    vb(
        "KRUIS-04",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.samenhang.andere_soort = Some(Opdracht), 'H'),
    ),
    vb(
        "KRUIS-05",
        ao,
        (
            |g| {
                before(g, Opdracht, date(2026, 1, 1), date(2026, 6, 30));
                g.end(date(2027, 1, 31));
            },
            'A',
        ),
        (
            |g| {
                g.earlier(&[
                    (date(2025, 1, 1), date(2025, 5, 31)),
                    (date(2025, 12, 1), date(2026, 3, 31)),
                ]);
                before(g, Opdracht, date(2025, 6, 1), date(2025, 11, 30));
                g.end(date(2027, 1, 31));
            },
            'H',
        ),
    ),
    vb(
        "FORM-10",
        ao,
        (|g| g.feiten.aanvullend.formeel.rechtsvorm = Some(Rechtsvorm::Anders), 'A'),
        (
            |g| {
                g.feiten.aanvullend.samenhang.naast_elkaar =
                    Some(contracts::labour::aanvullend::Naastelkaar::ZelfdeSoort);
            },
            'X',
        ),
    ),
];
