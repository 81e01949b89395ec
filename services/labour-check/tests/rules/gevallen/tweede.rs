//! V16 to V25: regime, calls, hours, persons, rates, form.

use crate::fixtures::{Geval, WERKDAGEN, ao, dienst, each, fam, op, uren, vol};
use contracts::labour::aanvullend::{Aanzegging, Dag, Opzegtermijn, Patroon, Werkstatus};
use contracts::labour::{Relatie, Uitkomst, VakantieUren};
use jiff::civil::date;
use kernel::{SoortOvereenkomst, Wet};
use labour_check::engine::Modus;

use super::{case, expect, overall};

#[test]
fn v16_four_days_are_too_many_for_the_household_rules() {
    let geval = case(ao(), |g| {
        let days = [Dag::Maandag, Dag::Dinsdag, Dag::Woensdag, Dag::Donderdag];
        g.roster(each(&days, "09:00", "12:00", 0));
        g.hours(1200, 400);
        g.feiten.aanvullend.ziekte.doorbetaling_weken = Some(6);
        g.feiten.aanvullend.personen.afschrift_document = Some(true);
    });
    let expected = &["RDAH-01 A", "RDAH-02 X", "ZIEK-01 X", "FISC-01 X", "FORM-05 H"];
    expect("V16", &geval, expected);
}

#[test]
fn v17_an_announcement_ten_days_late_costs() {
    let geval = case(ao(), |g| {
        g.signed(date(2025, 6, 20));
        g.kennis = date(2026, 7, 15);
        g.modus = Modus::Bestaand;
        g.term(date(2025, 7, 1), Some(date(2026, 6, 30)));
        g.granted(date(2025, 1, 1), date(2027, 12, 31));
        g.feiten.aanvullend.geschiedenis.aanzegging =
            Some(Aanzegging { op: Some(date(2026, 6, 9)) });
    });
    expect("V17", &geval, &["OPZ-05 W"]);
    let text = geval.uitslag().vondst("OPZ-05").unwrap().tekst();
    assert!(text.contains("30 mei 2026") && text.contains("10 dagen"), "{text}");
}

#[test]
fn v18_work_on_call_has_rules_of_its_own() {
    let on_call = |termijn: u16, dagen: bool| {
        case(ao(), |g| {
            g.roster(Vec::new());
            let a = &mut g.feiten.aanvullend;
            a.rooster.patroon = Some(Patroon::Onregelmatig);
            a.oproep.uren_min = Some(uren(0));
            a.oproep.uren_max = Some(uren(2000));
            a.oproep.loonuitsluiting_maanden = Some(3);
            a.oproep.oproeptermijn_uren = Some(termijn);
            a.oproep.referentiedagen = Some(dagen);
            a.opzegging.termijn_zorgverlener = Some(Opzegtermijn::Dagen(4));
        })
    };
    expect("V18a", &on_call(24, false), &["OPR-01 A", "OPR-02 X", "OPR-04 A", "OPR-05 W"]);
    expect("V18b", &on_call(96, true), &["OPR-01 A", "OPR-02 A", "OPR-04 A", "OPR-05 A"]);
}

#[test]
fn v19_after_twelve_months_on_call_fixed_hours_are_offered() {
    let since = |g: &mut Geval| {
        g.feiten.aanvullend.oproep.sinds = Some(date(2025, 6, 1));
        g.feiten.aanvullend.oproep.uren_gemiddeld = Some(uren(950));
    };
    let none = case(ao(), |g| {
        g.signed(date(2025, 5, 20));
        g.kennis = date(2026, 7, 15);
        g.modus = Modus::Bestaand;
        g.term(date(2025, 6, 1), None);
        g.granted(date(2025, 1, 1), date(2027, 12, 31));
        g.feiten.aanvullend.rooster.patroon = Some(Patroon::Onregelmatig);
        since(g);
    });
    expect("V19a", &none, &["OPR-03 W"]);
    assert!(none.uitslag().vondst("OPR-03").unwrap().tekst().contains("1 juli 2026"));
    expect("V19b", &case(ao(), since), &["OPR-03 X"]);
}

#[test]
fn v20_a_week_of_sixty_five_hours_breaks_five_limits() {
    let geval = case(vol(), |g| {
        g.roster(each(&WERKDAGEN, "08:00", "21:45", 45));
        g.hours(6500, 500);
    });
    let expected = &["TIJD-01 X", "TIJD-02 X", "TIJD-03 X", "TIJD-04 X", "TIJD-05 X", "TIJD-06 A"];
    expect("V20", &geval, expected);
}

#[test]
fn v21_forty_hours_is_the_most_without_exemption() {
    let mother = |exempt: bool| {
        case(fam(), |g| {
            g.feiten.partijen.relatie_budgethouder = Some(Relatie::EersteGraad);
            g.feiten.wetten = vec![Wet::Wlz];
            g.signed(date(2024, 2, 15));
            g.term(date(2024, 3, 1), None);
            g.granted(date(2024, 1, 1), date(2024, 12, 31));
            g.rate(2000);
            g.hours(4200, 500);
            g.feiten.uren.wlz_per_week = Some(uren(4200));
            g.feiten.uren.ontheffing_veertig_uur = exempt;
        })
    };
    let both = &["LOON-01 A", "TAR-01 A", "TAR-02 A"];
    expect("V21", &mother(false), both);
    expect("V21a", &mother(false), &["TIJD-11 X"]);
    expect("V21b", &mother(true), &["TIJD-11 A"]);
}

#[test]
fn v22_children_work_little_or_not_at_all() {
    expect("V22a", &case(ao(), |g| g.born(date(2014, 3, 1))), &["PERS-01 X", "LOON-01 N"]);
    let saturday = |g: &mut Geval| {
        g.born(date(2011, 1, 10));
        g.roster(vec![dienst(Dag::Zaterdag, "10:00", "13:00", 0)]);
        g.hours(300, 100);
        g.rate(550);
        let school = &mut g.feiten.aanvullend.rooster.schooldagen;
        *school = WERKDAGEN.to_vec();
    };
    expect("V22b", &case(ao(), saturday), &["PERS-03 A", "LOON-01 A", "LOON-06 A"]);
    let tuesday = case(ao(), saturday).with(|g| {
        let mut both = g.feiten.aanvullend.rooster.diensten.clone();
        both.push(dienst(Dag::Dinsdag, "16:00", "20:00", 0));
        g.roster(both);
    });
    expect("V22c", &tuesday, &["PERS-03 X"]);
    let text = tuesday.uitslag().vondst("PERS-03").unwrap().tekst();
    assert!(text.contains("schooldag en werk voor 7.00 of na 19.00 uur"), "{text}");
}

#[test]
fn v23_a_permit_must_last() {
    let none = case(ao(), |g| {
        g.feiten.aanvullend.personen.werkstatus = Some(Werkstatus::Geen);
    });
    expect("V23a", &none, &["PERS-06 X"]);
    let until = case(ao(), |g| {
        g.feiten.aanvullend.personen.werkstatus = Some(Werkstatus::Vergunning);
        g.feiten.aanvullend.personen.vergunning_tot = Some(date(2026, 12, 31));
    });
    expect("V23b", &until, &["PERS-06 W 2026-12-31"]);
}

#[test]
fn v24_who_is_informal_has_the_lower_ceiling() {
    let wlz = |change: &dyn Fn(&mut Geval)| {
        case(op(), |g| {
            g.feiten.wetten = vec![Wet::Wlz];
            g.feiten.uren.wlz_per_week = g.feiten.uren.per_week;
            g.signed(date(2024, 2, 15));
            g.term(date(2024, 3, 1), None);
            change(g);
        })
    };
    let neighbour = wlz(&|g| {
        g.feiten.partijen.ib_ondernemer = Some(false);
        g.feiten.partijen.kvk_ingeschreven = false;
        g.feiten.aanvullend.formeel.zorgactiviteit = Some(false);
        g.rate(2500);
    });
    expect("V24a", &neighbour, &["TAR-01 A", "TAR-02 X"]);
    expect("V24b", &wlz(&|g| g.rate(7700)), &["TAR-01 A", "TAR-02 A"]);
    let brother = wlz(&|g| {
        g.feiten.partijen.relatie_budgethouder = Some(Relatie::TweedeGraad);
        g.rate(6000);
    });
    expect("V24c", &brother, &["TAR-01 A", "TAR-02 X", "TAR-04 X"]);
    for (geval, status) in [(neighbour, "informele"), (brother, "informele")] {
        let text = geval.uitslag().vondst("TAR-01").unwrap().tekst();
        assert!(text.contains(status), "{text}");
    }
}

#[test]
fn v25_the_third_party_clause_is_not_for_the_zvw() {
    let without = case(fam(), |g| g.feiten.bedingen.derdenbeding = false);
    expect("V25a", &without, &["FORM-04 X"]);
    let zvw = case(op(), |g| {
        g.feiten.wetten = vec![Wet::Zvw];
        g.feiten.bedingen.derdenbeding = false;
        g.feiten.aanvullend.verstrekkerregels.maximum = None;
    });
    expect("V25b", &zvw, &["FORM-01 N", "FORM-04 N", "TAR-05 H", "TAR-06 H"]);
    overall("V25b", &zvw, Uitkomst::HandmatigeBeoordeling);
}

#[test]
fn a_form_that_does_not_ask_asks_questions_and_blocks_nothing() {
    for soort in SoortOvereenkomst::ALL {
        let mut feiten = contracts::examples::toetsfeiten();
        feiten.soort = soort;
        feiten.beloning.vakantie_uren = VakantieUren::Doorbetaald;
        feiten.partijen.relatie_budgethouder = Some(match soort {
            SoortOvereenkomst::Familie => Relatie::EersteGraad,
            SoortOvereenkomst::Arbeidsovereenkomst
            | SoortOvereenkomst::Opdracht
            | SoortOvereenkomst::Instelling => Relatie::Geen,
        });
        let uitslag = Geval { kennis: date(2026, 1, 21), ..Geval::new(feiten) }.uitslag();
        let asked = uitslag.vondsten.iter().filter(|v| v.oordeel.letter.letter() == 'V').count();
        assert!(asked > 5, "{soort:?} asks {asked}");
        let blocks: Vec<String> = uitslag
            .vondsten
            .iter()
            .filter(|v| matches!(v.oordeel.letter.letter(), 'H' | 'X'))
            .map(|v| format!("{} {}", v.regel.id, v.tekst()))
            .collect();
        assert!(blocks.is_empty(), "{soort:?}: {blocks:?}");
    }
}
