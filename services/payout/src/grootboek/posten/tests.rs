//! The events of grants, advances and the bank, line by line.

use super::*;
use crate::grootboek::Zijde;

const EIGEN: Uuid = Uuid::from_u128(1_000);

fn cents(cents: i64) -> Euro {
    Euro::from_cents(cents)
}

fn pot() -> Potsleutel {
    Potsleutel {
        pot: Uuid::from_u128(1),
        verstrekker: Uuid::from_u128(900),
        wet: Wet::Wlz,
        jaar: 2026,
    }
}

fn lines(regels: &Regels) -> Vec<String> {
    let line = |regel: &crate::grootboek::Regel| {
        let side = if regel.zijde == Zijde::Debet { "D" } else { "C" };
        format!("{} {side} {}", regel.rekening.soort.code(), regel.bedrag.decimal())
    };
    let mut lines: Vec<String> = regels.as_slice().iter().map(line).collect();
    lines.sort();
    lines
}

fn stand(beschikbaar: i64, tekort: i64) -> Potstand {
    Potstand { beschikbaar: cents(beschikbaar), tekort: cents(tekort), ..Potstand::empty(pot()) }
}

/// The lines of an entry that a payment of one share asks for.
fn of_payment(
    bedrag: i64,
    terug: i64,
    regels: impl Fn(&Betaalpost<'_>, &mut Standen) -> Regels,
) -> Vec<String> {
    let delen = [Deel { bedrag: cents(bedrag), terug: cents(terug), ..Deel::empty(pot()) }];
    let betaalpost = Betaalpost {
        verstrekker: pot().verstrekker,
        zorgverlener: Uuid::from_u128(800),
        declaratie: Uuid::from_u128(7),
        eigen_rekening: EIGEN,
        delen: &delen,
    };
    let mut standen = Standen::from([(pot().pot, stand(0, 0))]);
    lines(&regels(&betaalpost, &mut standen))
}

/// What it was, what it becomes, the position before, and the entry.
type Case = (Option<i64>, i64, (i64, i64), &'static str, &'static [&'static str]);

#[test]
fn a_grant_is_booked_by_its_difference() {
    let cases: [Case; 5] = [
        (None, 1_200_000, (0, 0), "E1", &["R.AVAILABLE C 12000.00", "R.GRANT D 12000.00"]),
        (Some(100), 600, (100, 0), "E2", &["R.AVAILABLE C 5.00", "R.GRANT D 5.00"]),
        (Some(600), 100, (600, 0), "E2", &["R.AVAILABLE D 5.00", "R.GRANT C 5.00"]),
        (
            Some(80_000),
            0,
            (30_000, 0),
            "E2b",
            &["R.AVAILABLE D 300.00", "R.GRANT C 800.00", "R.SHORT D 500.00"],
        ),
        (
            Some(0),
            80_000,
            (0, 50_000),
            "E2",
            &["R.AVAILABLE C 300.00", "R.GRANT D 800.00", "R.SHORT C 500.00"],
        ),
    ];
    for (was, wordt, (beschikbaar, tekort), code, expected) in cases {
        let mut before = stand(beschikbaar, tekort);
        let (soort, regels) = toegekend(pot(), was.map(cents), cents(wordt), &mut before).unwrap();
        assert_eq!(soort.code(), code);
        assert_eq!(lines(&regels), expected);
    }
    assert_eq!(toegekend(pot(), Some(cents(5)), cents(5), &mut stand(5, 0)), None);
}

#[test]
fn an_advance_is_e3() {
    let regels = voorschot(EIGEN, pot().verstrekker, Wet::Wlz, 2026, cents(100_000_000));
    assert_eq!(lines(&regels), ["M.BANK D 1000000.00", "M.FUND C 1000000.00"]);
    assert!(regels.as_slice().iter().any(|regel| regel.rekening == pot().fonds()));
}

#[test]
fn a_payment_goes_to_the_bank_by_e7_and_is_spent_by_e8() {
    let e7 = of_payment(60_000, 0, |post, _| vrijgegeven(post));
    assert_eq!(e7, ["M.PAY D 600.00", "M.TRANSIT C 600.00"]);
    let e8 = of_payment(60_000, 0, |post, _| afgeschreven(post));
    let expected =
        ["M.BANK C 600.00", "M.TRANSIT D 600.00", "R.COMMITTED D 600.00", "R.SPENT C 600.00"];
    assert_eq!(e8, expected);
}

#[test]
fn a_refused_payment_is_payable_again_and_stays_committed() {
    let e9 = of_payment(60_000, 0, afgewezen);
    assert_eq!(e9, ["M.PAY C 600.00", "M.TRANSIT D 600.00"]);
}

#[test]
fn a_returned_payment_is_e10_and_paid_again_by_e10a() {
    let e10 = of_payment(60_000, 0, teruggekomen);
    let expected =
        ["M.BANK D 600.00", "M.RETURNED C 600.00", "R.COMMITTED C 600.00", "R.SPENT D 600.00"];
    assert_eq!(e10, expected);
    let e10a = of_payment(60_000, 0, |post, _| opnieuw_betaalbaar(post));
    assert_eq!(e10a, ["M.PAY C 600.00", "M.RETURNED D 600.00"]);
}

#[test]
fn a_debit_after_a_correction_under_way_spends_the_rest_only() {
    let e8 = of_payment(60_000, 12_000, |post, _| afgeschreven(post));
    let expected =
        ["M.BANK C 600.00", "M.TRANSIT D 600.00", "R.COMMITTED D 480.00", "R.SPENT C 480.00"];
    assert_eq!(e8, expected);
}

#[test]
fn money_that_never_left_or_came_back_ends_the_recovery_on_it() {
    let e9 = of_payment(60_000, 12_000, afgewezen);
    let expected = [
        "M.FUND C 120.00",
        "M.PAY C 480.00",
        "M.RECV C 120.00",
        "M.RECV_CLEAR D 120.00",
        "M.TRANSIT D 600.00",
        "R.AVAILABLE C 120.00",
        "R.RECOVERABLE D 120.00",
    ];
    assert_eq!(e9, expected);
    let e10 = of_payment(60_000, 60_000, teruggekomen);
    assert!(!e10.iter().any(|line| line.starts_with("M.RETURNED")), "nothing is left to decide");
}

#[test]
fn gross_booking_waits_on_suspense_for_its_credit() {
    assert_eq!(lines(&bruto_meer(EIGEN, cents(100))), ["M.BANK C 1.00", "M.SUSPENSE D 1.00"]);
    assert_eq!(lines(&bijgeschreven(EIGEN, cents(100))), ["M.BANK D 1.00", "M.SUSPENSE C 1.00"]);
}

#[test]
fn a_line_of_zero_is_no_line() {
    let mut regels = Regels::default();
    regels.boek(pot().recht(S::Available), pot().recht(S::Committed), Euro::ZERO);
    assert!(regels.is_empty());
}

mod meer;
