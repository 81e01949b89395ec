//! What each kind of record demands, and who manages a budget.

use jiff::civil::{Date, date};
use kernel::{Periode, Wet};
use uuid::Uuid;

use super::formeel::{Feiten, Tariefsoort, classify};
use super::stukken::{
    Bevinding, Bewijs, Bewijssoort, Punt, Puntoordeel, Rechtsvorm, Vertegenwoordigd,
};
use super::{Beheerder, Budgethouderfeiten, Dossierstuk, Stuk, beheerder};

const HULP_TOT: Option<Date> = Some(date(2028, 7, 1));

fn stuk(stuk: Stuk) -> Dossierstuk {
    Dossierstuk {
        verstrekker: Uuid::from_u128(1),
        persoon: Some(Uuid::from_u128(2)),
        wet: Some(Wet::Wlz),
        periode: Periode::try_new(date(2026, 1, 1), None).unwrap(),
        vervangt: None,
        stuk,
    }
}

fn represented(rechtsvorm: Rechtsvorm, zorg: bool, financieel: bool) -> Dossierstuk {
    let soort = rechtsvorm.bewijs().map_or(Bewijssoort::Machtigingsformulier, |own| own[0]);
    let bewijs = Bewijs { soort, kenmerk: "C/1".to_owned(), datum: date(2025, 1, 1) };
    stuk(Stuk::Vertegenwoordiging(Vertegenwoordigd { rechtsvorm, zorg, financieel, bewijs }))
}

fn places(found: &Dossierstuk, born: Option<Date>) -> Vec<&'static str> {
    let of = Budgethouderfeiten { geboortedatum: born };
    found.faults(of, HULP_TOT).into_iter().map(|(place, _)| place).collect()
}

#[test]
fn each_legal_form_covers_what_the_law_says() {
    use Rechtsvorm::{Bewindvoerder, Curator, Gemachtigde, Mentor};
    for (form, zorg, financieel, good) in [
        (Curator, true, true, true),
        (Bewindvoerder, false, true, true),
        (Bewindvoerder, true, true, false),
        (Mentor, true, false, true),
        (Mentor, true, true, false),
        (Gemachtigde, false, true, true),
        (Gemachtigde, false, false, false),
    ] {
        let found = represented(form, zorg, financieel);
        assert_eq!(places(&found, None).is_empty(), good, "{form:?} {zorg} {financieel}");
    }
    let mut unproven = represented(Curator, true, true);
    if let Stuk::Vertegenwoordiging(what) = &mut unproven.stuk {
        what.bewijs.soort = Bewijssoort::Machtigingsformulier;
    }
    assert_eq!(places(&unproven, None), ["/stuk/bewijs"]);
    unproven.persoon = None;
    assert_eq!(places(&unproven, None), ["/persoonId", "/stuk/bewijs"]);
}

#[test]
fn a_parent_acts_until_the_child_is_eighteen() {
    let born = Some(date(2010, 5, 1));
    let mut parent = represented(Rechtsvorm::Ouder, true, true);
    assert_eq!(places(&parent, born), ["/periode"]);
    parent.periode = Periode::try_new(date(2026, 1, 1), Some(date(2028, 4, 30))).unwrap();
    assert_eq!(places(&parent, born), [""; 0]);
    parent.periode = Periode::try_new(date(2026, 1, 1), Some(date(2028, 5, 1))).unwrap();
    assert_eq!(places(&parent, born), ["/periode"]);
}

#[test]
fn gewaarborgde_hulp_is_of_before_and_ends_in_2028() {
    let mut helper = represented(Rechtsvorm::GewaarborgdeHulp, true, true);
    assert_eq!(places(&helper, None), ["/periode"], "new after 22 May 2024");
    helper.periode = Periode::try_new(date(2020, 1, 1), Some(date(2028, 6, 30))).unwrap();
    assert_eq!(places(&helper, None), [""; 0]);
    helper.periode = Periode::try_new(date(2020, 1, 1), None).unwrap();
    assert_eq!(places(&helper, None), ["/periode"]);
    helper.wet = Some(Wet::Wmo);
    assert_eq!(places(&helper, None), ["/wet", "/periode"]);
}

#[test]
fn findings_and_points_are_all_there_with_their_reasons() {
    let finding = |punt| Bevinding { punt, vastgesteld: false, toelichting: String::new() };
    let six: Vec<Bevinding> = (1..=6).map(finding).collect();
    assert_eq!(places(&stuk(Stuk::Bevindingen { punten: six.clone() }), None), [""; 0]);
    assert_eq!(
        places(&stuk(Stuk::Bevindingen { punten: six[1..].to_vec() }), None),
        ["/stuk/punten"]
    );
    let mut bare = six;
    bare[3].vastgesteld = true;
    assert_eq!(places(&stuk(Stuk::Bevindingen { punten: bare }), None), ["/stuk/punten"]);

    let point = |punt| Punt { punt, oordeel: Puntoordeel::MetHulp, motivering: "omdat".to_owned() };
    let skills = |last: u8| Stuk::PgbVaardigheid {
        punten: (1..=last).map(point).collect(),
        conclusie: Puntoordeel::MetHulp,
        advies: "met een vertegenwoordiger".to_owned(),
    };
    assert_eq!(places(&stuk(skills(10)), None), [""; 0]);
    assert_eq!(places(&stuk(skills(9)), None), ["/stuk/punten"]);
}

const NOBODY: Feiten = Feiten {
    familie: false,
    mantelzorger: false,
    handelsregister: false,
    meer_werkenden: false,
    big: false,
    agb: false,
    buitenland: false,
};

#[test]
fn formal_and_informal_follow_from_law_and_facts() {
    use Tariefsoort::{Formeel, Informeel};
    let of = |wet, feiten| classify(wet, feiten).map(|(outcome, _)| outcome);
    let zzp = Feiten { handelsregister: true, ..NOBODY };
    let firm = Feiten { meer_werkenden: true, ..zzp };
    for (feiten, expected) in [
        (NOBODY, Informeel),
        (zzp, Formeel),
        (Feiten { familie: true, ..zzp }, Informeel),
        (Feiten { familie: true, ..firm }, Formeel),
        (Feiten { big: true, ..NOBODY }, Formeel),
        (Feiten { big: true, familie: true, ..NOBODY }, Informeel),
        (Feiten { mantelzorger: true, ..firm }, Informeel),
        (Feiten { buitenland: true, ..firm }, Informeel),
    ] {
        assert_eq!(of(Wet::Wlz, feiten), Some(expected), "{feiten:?}");
    }
    let nurse = Feiten { big: true, agb: true, ..zzp };
    assert_eq!(of(Wet::Zvw, nurse), Some(Formeel));
    assert_eq!(of(Wet::Zvw, Feiten { agb: false, ..nurse }), Some(Informeel));
    assert_eq!(of(Wet::Wmo, nurse), None, "the gemeente decides");
}

#[test]
fn exactly_one_manages_a_budget() {
    let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
    assert_eq!(beheerder(None, &[]), Beheerder::Budgethouder);
    assert_eq!(beheerder(None, &[one, one]), Beheerder::Vertegenwoordiger(one));
    assert_eq!(beheerder(None, &[one, two]), Beheerder::Onbepaald);
    assert_eq!(beheerder(Some(two), &[one, two]), Beheerder::Vastgelegd(two));
}
