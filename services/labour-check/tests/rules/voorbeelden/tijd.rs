//! Calls and working time.

use super::Voorbeeld;
use crate::fixtures::{Change, Geval, WERKDAGEN, ao, dienst, each, fam, uren, vol};
use contracts::labour::Toetsfeiten;
use contracts::labour::aanvullend::{Dag, Patroon};
use jiff::civil::date;
use kernel::Wet;

const NIETS: Change = |_| {};
const ALLE: [Dag; 7] = [
    Dag::Maandag,
    Dag::Dinsdag,
    Dag::Woensdag,
    Dag::Donderdag,
    Dag::Vrijdag,
    Dag::Zaterdag,
    Dag::Zondag,
];

const fn vb(
    regel: &'static str,
    basis: fn() -> Toetsfeiten,
    goed: (Change, char),
    fout: (Change, char),
) -> Voorbeeld {
    Voorbeeld { regel, basis, goed, fout }
}

fn on_call(g: &mut Geval) {
    let a = &mut g.feiten.aanvullend;
    a.rooster.diensten.clear();
    a.rooster.patroon = Some(Patroon::Onregelmatig);
    a.oproep.uren_min = Some(uren(0));
    a.oproep.uren_max = Some(uren(2000));
}

fn nights(g: &mut Geval, dagen: &[Dag], van: &str, tot: &str) {
    g.roster(each(dagen, van, tot, 0));
}

pub(super) const VOORBEELDEN: &[Voorbeeld] = &[
    vb("OPR-01", ao, (NIETS, 'N'), (on_call, 'A')),
    vb(
        "OPR-02",
        ao,
        (
            |g| {
                on_call(g);
                g.feiten.aanvullend.oproep.oproeptermijn_uren = Some(96);
            },
            'A',
        ),
        (
            |g| {
                on_call(g);
                g.feiten.aanvullend.oproep.oproeptermijn_uren = Some(24);
            },
            'X',
        ),
    ),
    vb(
        "OPR-03",
        ao,
        (
            |g| {
                g.feiten.aanvullend.oproep.sinds = Some(date(2025, 6, 1));
                g.feiten.aanvullend.oproep.uren_gemiddeld = Some(uren(600));
            },
            'A',
        ),
        (
            |g| {
                g.feiten.aanvullend.oproep.sinds = Some(date(2025, 6, 1));
                g.feiten.aanvullend.oproep.uren_gemiddeld = Some(uren(950));
            },
            'X',
        ),
    ),
    vb(
        "OPR-04",
        ao,
        (|g| g.feiten.aanvullend.oproep.loonuitsluiting_maanden = Some(3), 'A'),
        (|g| g.feiten.aanvullend.oproep.loonuitsluiting_maanden = Some(12), 'X'),
    ),
    vb(
        "OPR-05",
        ao,
        (
            |g| {
                on_call(g);
                g.feiten.aanvullend.oproep.referentiedagen = Some(true);
            },
            'A',
        ),
        (on_call, 'W'),
    ),
    vb(
        "OPR-06",
        ao,
        (
            |g| {
                on_call(g);
                g.feiten.aanvullend.oproep.uren_per_oproep_min = Some(uren(300));
            },
            'A',
        ),
        (
            |g| {
                on_call(g);
                g.feiten.aanvullend.oproep.uren_per_oproep_min = Some(uren(50));
            },
            'X',
        ),
    ),
    vb(
        "OPR-07",
        ao,
        (
            |g| {
                g.wetsvoorstellen = true;
                on_call(g);
                g.feiten.aanvullend.oproep.uren_min = Some(uren(1000));
                g.feiten.aanvullend.oproep.uren_max = Some(uren(1300));
            },
            'A',
        ),
        (
            |g| {
                g.wetsvoorstellen = true;
                on_call(g);
            },
            'W',
        ),
    ),
    vb(
        "TIJD-01",
        ao,
        (|g| g.roster(each(&[Dag::Maandag], "08:00", "20:00", 0)), 'A'),
        (|g| g.roster(each(&[Dag::Maandag], "08:00", "21:00", 0)), 'X'),
    ),
    vb(
        "TIJD-02",
        vol,
        (|g| g.roster(each(&WERKDAGEN, "08:00", "20:00", 0)), 'A'),
        (|g| g.roster(each(&WERKDAGEN, "08:00", "21:00", 0)), 'X'),
    ),
    vb("TIJD-03", vol, (NIETS, 'A'), (|g| g.roster(each(&WERKDAGEN, "08:00", "18:00", 0)), 'X')),
    vb(
        "TIJD-04",
        vol,
        (|g| g.roster(each(&WERKDAGEN, "08:00", "19:00", 0)), 'A'),
        (|g| g.roster(each(&WERKDAGEN, "08:00", "19:30", 0)), 'X'),
    ),
    vb(
        "TIJD-05",
        ao,
        (
            |g| {
                g.roster(vec![
                    dienst(Dag::Maandag, "18:00", "22:00", 0),
                    dienst(Dag::Dinsdag, "09:00", "12:00", 0),
                ]);
            },
            'A',
        ),
        (
            |g| {
                g.roster(vec![
                    dienst(Dag::Maandag, "19:00", "23:00", 0),
                    dienst(Dag::Dinsdag, "07:00", "23:00", 60),
                    dienst(Dag::Woensdag, "07:00", "09:00", 0),
                ]);
            },
            'X',
        ),
    ),
    vb("TIJD-06", vol, (NIETS, 'A'), (|g| g.roster(each(&ALLE, "09:00", "12:00", 0)), 'X')),
    vb(
        "TIJD-07",
        ao,
        (|g| g.roster(each(&[Dag::Maandag], "09:00", "17:30", 30)), 'A'),
        (|g| g.roster(each(&[Dag::Maandag], "09:00", "17:00", 0)), 'W'),
    ),
    vb(
        "TIJD-08",
        ao,
        (|g| nights(g, &[Dag::Maandag], "22:00", "07:00"), 'A'),
        (|g| nights(g, &WERKDAGEN, "21:00", "08:00"), 'X'),
    ),
    vb(
        "TIJD-09",
        ao,
        (|g| nights(g, &[Dag::Maandag, Dag::Donderdag], "22:00", "07:00"), 'A'),
        (
            |g| {
                let mut all = each(
                    &[Dag::Maandag, Dag::Dinsdag, Dag::Woensdag, Dag::Donderdag],
                    "23:00",
                    "07:00",
                    0,
                );
                all.push(dienst(Dag::Zaterdag, "07:00", "09:00", 0));
                g.roster(all);
            },
            'X',
        ),
    ),
    vb("TIJD-10", ao, (NIETS, 'A'), (|g| g.roster(each(&[Dag::Zondag], "09:00", "12:00", 0)), 'W')),
    vb(
        "TIJD-11",
        fam,
        (
            |g| {
                g.feiten.wetten = vec![Wet::Wlz];
                g.hours(4000, 500);
                g.feiten.uren.wlz_per_week = Some(uren(4000));
            },
            'A',
        ),
        (
            |g| {
                g.feiten.wetten = vec![Wet::Wlz];
                g.hours(4200, 500);
                g.feiten.uren.wlz_per_week = Some(uren(4200));
            },
            'X',
        ),
    ),
    vb(
        "TIJD-12",
        ao,
        (
            |g| {
                g.born(date(2009, 6, 1));
                g.roster(each(&[Dag::Maandag], "09:00", "17:30", 30));
            },
            'A',
        ),
        (
            |g| {
                g.born(date(2009, 6, 1));
                g.roster(each(&[Dag::Maandag], "20:00", "00:00", 0));
            },
            'X',
        ),
    ),
    vb(
        "TIJD-13",
        vol,
        (|g| g.feiten.aanvullend.rooster.uren_andere_werkgevers = Some(uren(2000)), 'A'),
        (|g| g.feiten.aanvullend.rooster.uren_andere_werkgevers = Some(uren(4000)), 'H'),
    ),
    vb(
        "TIJD-14",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.rooster.slaapdienst = Some(true), 'H'),
    ),
    vb(
        "TIJD-15",
        ao,
        (NIETS, 'A'),
        (|g| g.feiten.aanvullend.huishouden.inwonend = Some(true), 'H'),
    ),
];
