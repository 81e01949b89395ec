//! The events of corrections, wages and the end of the year, line by line: the examples of the
//! plan of entries.

use super::*;
use crate::grootboek::posten::terug::{Herstel, Teruggave, Weg};
use crate::grootboek::posten::{jaar, loon, terug};
use crate::grootboek::saldi::Jaarstand;
use crate::grootboek::{Postsoort, Rekeningsoort};
use kernel::Maand;

fn loonpost() -> loon::Loonpost {
    loon::Loonpost {
        zorgovereenkomst: Uuid::from_u128(60),
        maand: Maand::parse("2026-03").unwrap(),
        bruto: cents(109_375),
        loonheffing: cents(1_842),
        vakantiereserve: cents(8_750),
        werkgever: cents(19_054),
    }
}

fn teruggave(bedrag: i64, hersteld: i64) -> Teruggave {
    let declaratie = Uuid::from_u128(7);
    Teruggave { declaratie, bedrag: cents(bedrag), hersteld: cents(hersteld) }
}

#[test]
fn a_voluntary_deposit_is_e4_and_is_spent_after_the_grant() {
    let mut position = stand(10_000, 0);
    let e4 = gestort(EIGEN, cents(20_000), &mut position);
    let expected =
        ["M.BANK D 200.00", "M.OWNDEP C 200.00", "R.AVAILABLE C 200.00", "R.OWN D 200.00"];
    assert_eq!(lines(&e4), expected);
    let mut e5 = Regels::default();
    let payee = Uuid::from_u128(800);
    assert_eq!(goedgekeurd(&mut e5, &mut position, payee, cents(15_000)), cents(15_000));
    let expected = [
        "M.FUND D 100.00",
        "M.OWNDEP D 50.00",
        "M.PAY C 150.00",
        "R.AVAILABLE D 150.00",
        "R.COMMITTED C 150.00",
    ];
    assert_eq!(lines(&e5), expected);
    let mut e11 = Regels::default();
    let pay = Rekening::van(S::Pay, pot().verstrekker, payee);
    verlaagd_voor_betaling(&mut e11, pay, cents(6_000), &mut position);
    let expected = [
        "M.FUND C 10.00",
        "M.OWNDEP C 50.00",
        "M.PAY D 60.00",
        "R.AVAILABLE C 60.00",
        "R.COMMITTED D 60.00",
    ];
    assert_eq!(lines(&e11), expected, "what was drawn last goes back first");
}

#[test]
fn a_deposit_first_covers_a_shortage() {
    let mut position = stand(0, 5_000);
    let e4 = gestort(EIGEN, cents(20_000), &mut position);
    let expected = [
        "M.BANK D 200.00",
        "M.FUND C 50.00",
        "M.OWNDEP C 150.00",
        "R.AVAILABLE C 150.00",
        "R.OWN D 200.00",
        "R.SHORT C 50.00",
    ];
    assert_eq!(lines(&e4), expected);
}

#[test]
fn a_wage_is_e6_to_the_cent() {
    let mut position = stand(200_000, 0);
    let e6 = loon::goedgekeurd(&mut position, &loonpost()).unwrap();
    let expected = [
        "M.EMPLOYER_DUE C 190.54",
        "M.FUND D 1371.79",
        "M.HOLIDAY_RES C 87.50",
        "M.LH_DUE C 18.42",
        "M.NETPAY C 1075.33",
        "R.AVAILABLE D 1371.79",
        "R.COMMITTED C 1371.79",
    ];
    assert_eq!(lines(&e6), expected);
    assert_eq!(position.beschikbaar, cents(62_821));
    let month = e6.as_slice().iter().find(|r| r.rekening.soort == S::LhDue).unwrap().rekening;
    assert_eq!((month.jaar, month.maand), (2026, 3));
}

#[test]
fn a_wage_above_the_budget_or_below_nothing_is_not_posted() {
    let mut position = stand(137_178, 0);
    let refused = loon::goedgekeurd(&mut position, &loonpost());
    assert_eq!(refused, Err(loon::Onboekbaar::BudgetOntoereikend));
    let below = loon::Loonpost { loonheffing: cents(109_376), ..loonpost() };
    let refused = loon::goedgekeurd(&mut stand(200_000, 0), &below);
    assert_eq!(refused, Err(loon::Onboekbaar::NettoOnderNul));
    assert_eq!(position.beschikbaar, cents(137_178), "nothing is taken");
}

#[test]
fn a_net_wage_goes_to_the_bank_and_the_whole_charge_is_spent() {
    let (verstrekker, agreement) = (pot().verstrekker, Uuid::from_u128(60));
    let e7 = loon::vrijgegeven(verstrekker, agreement, EIGEN, cents(107_533));
    assert_eq!(lines(&e7), ["M.NETPAY D 1075.33", "M.TRANSIT C 1075.33"]);
    let e8 = of_payment(137_179, 0, |post, _| loon::afgeschreven(post, cents(107_533)));
    let expected =
        ["M.BANK C 1075.33", "M.TRANSIT D 1075.33", "R.COMMITTED D 1371.79", "R.SPENT C 1371.79"];
    assert_eq!(e8, expected);
}

#[test]
fn a_wage_lowered_after_payment_is_owed_net_and_the_rest_comes_back_at_once() {
    let e12 = loon::verlaagd_na_betaling(&mut stand(0, 0), Uuid::from_u128(7), &loonpost());
    let expected = [
        "M.EMPLOYER_DUE D 190.54",
        "M.FUND C 296.46",
        "M.HOLIDAY_RES D 87.50",
        "M.LH_DUE D 18.42",
        "M.RECV D 1075.33",
        "M.RECV_CLEAR C 1075.33",
        "R.AVAILABLE C 296.46",
        "R.RECOVERABLE C 1075.33",
        "R.SPENT D 1371.79",
    ];
    assert_eq!(lines(&e12), expected);
}

#[test]
fn tax_garnishment_and_holiday_allowance_are_e12t_and_e17_to_e19() {
    let (verstrekker, agreement) = (pot().verstrekker, Uuid::from_u128(60));
    let maand = loonpost().maand;
    let e12t = loon::te_weinig_belast(verstrekker, Uuid::from_u128(7), &maand, cents(49_400));
    assert_eq!(lines(&e12t), ["M.LH_DUE C 494.00", "M.RECV_TAX D 494.00"]);
    let e17 = loon::beslagen(verstrekker, agreement, Uuid::from_u128(5), cents(10_000));
    assert_eq!(lines(&e17), ["M.GARNISH C 100.00", "M.NETPAY D 100.00"]);
    let e18 = loon::afgedragen(EIGEN, &maand, cents(1_842), cents(19_054));
    let expected = ["M.EMPLOYER_DUE D 190.54", "M.LH_DUE D 18.42", "M.TRANSIT C 208.96"];
    assert_eq!(lines(&e18), expected);
    let paid = loon::Loonpost {
        bruto: cents(105_000),
        loonheffing: cents(35_490),
        vakantiereserve: Euro::ZERO,
        werkgever: cents(18_292),
        ..loonpost()
    };
    let e19 = loon::vakantiegeld(&mut stand(100_000, 0), &paid).unwrap();
    let expected = [
        "M.EMPLOYER_DUE C 182.92",
        "M.FUND D 182.92",
        "M.HOLIDAY_RES D 1050.00",
        "M.LH_DUE C 354.90",
        "M.NETPAY C 695.10",
        "R.AVAILABLE D 182.92",
        "R.COMMITTED C 182.92",
    ];
    assert_eq!(lines(&e19), expected);
}

#[test]
fn a_recovery_is_collected_by_set_off_across_verstrekkers_by_e13() {
    let mut position = stand(0, 0);
    let other = Potsleutel { verstrekker: Uuid::from_u128(901), ..pot() };
    let pay = Rekening::van(S::Pay, other.verstrekker, Uuid::from_u128(800));
    let mut e13 = Regels::default();
    terug::geind(&mut e13, pay, teruggave(10_000, 0), &mut position);
    terug::verrekend(&mut e13, other, cents(10_000));
    let expected = [
        "M.FUND C 100.00",
        "M.PAY D 100.00",
        "M.RECV C 100.00",
        "M.RECV_CLEAR D 100.00",
        "R.AVAILABLE C 100.00",
        "R.COMMITTED D 100.00",
        "R.RECOVERABLE D 100.00",
        "R.SPENT C 100.00",
    ];
    assert_eq!(lines(&e13), expected);
    let fund = e13.as_slice().iter().find(|r| r.rekening.soort == S::Fund).unwrap().rekening;
    assert_eq!(fund.verstrekker, pot().verstrekker, "the money belongs to who paid too much");
}

#[test]
fn a_recovery_is_collected_over_the_bank_by_e14_or_waived_by_e15() {
    let bank = Rekening::eigen(S::Bank, EIGEN);
    let mut e14 = Regels::default();
    terug::geind(&mut e14, bank, teruggave(10_000, 4_000), &mut stand(0, 0));
    let expected = [
        "M.BANK D 100.00",
        "M.FUND C 100.00",
        "M.RECV C 100.00",
        "M.RECV_CLEAR D 100.00",
        "R.AVAILABLE C 60.00",
        "R.RECOVERABLE D 60.00",
    ];
    assert_eq!(lines(&e14), expected, "what was restored at once is not restored again");
    let mut e15 = Regels::default();
    terug::kwijtgescholden(&mut e15, teruggave(10_000, 0), pot());
    let expected =
        ["M.RECV C 100.00", "M.RECV_CLEAR D 100.00", "R.RECOVERABLE D 100.00", "R.SPENT C 100.00"];
    assert_eq!(lines(&e15), expected);
}

#[test]
fn a_right_may_be_restored_when_the_claim_is_corrected() {
    let mut position = stand(0, 0);
    let mut e12 = Regels::default();
    let how = (Weg::Betaald, Herstel::BijCorrectie);
    terug::verlaagd_na_betaling(&mut e12, &mut position, Uuid::from_u128(7), how, cents(10_000));
    let expected =
        ["M.RECV D 100.00", "M.RECV_CLEAR C 100.00", "R.AVAILABLE C 100.00", "R.SPENT D 100.00"];
    assert_eq!(lines(&e12), expected);
    assert_eq!(position.beschikbaar, cents(10_000));
}

#[test]
fn a_block_takes_money_apart_and_gives_it_back_by_e16() {
    let set = of_payment(60_000, 0, |post, _| {
        let mut regels = Regels::default();
        terug::geblokkeerd(&mut regels, post);
        regels
    });
    assert_eq!(set, ["M.BLOCKED C 600.00", "M.PAY D 600.00"]);
    let lifted = of_payment(60_000, 0, |post, _| {
        let mut regels = Regels::default();
        terug::gedeblokkeerd(&mut regels, post);
        regels
    });
    assert_eq!(lifted, ["M.BLOCKED D 600.00", "M.PAY C 600.00"]);
}

#[test]
fn the_end_of_a_year_is_e21_and_e22_and_a_late_claim_e23() {
    let mut position = stand(143_000, 0);
    let e21 = jaar::vrijgevallen(&mut position);
    assert_eq!(lines(&e21), ["R.AVAILABLE D 1430.00", "R.CLOSED C 1430.00"]);
    let (verstrekker, wet) = (pot().verstrekker, Wet::Wlz);
    for (fund, expected) in [
        (143_000, ["M.FUND D 1430.00", "M.FUND_SETTLE C 1430.00"]),
        (-143_000, ["M.FUND C 1430.00", "M.FUND_SETTLE D 1430.00"]),
    ] {
        assert_eq!(lines(&jaar::afgerekend(verstrekker, wet, 2026, cents(fund))), expected);
    }
    let out = jaar::uitbetaald(EIGEN, verstrekker, wet, 2026, cents(143_000));
    assert_eq!(lines(&out), ["M.FUND_SETTLE D 1430.00", "M.TRANSIT C 1430.00"]);
    let bij = jaar::bijbetaald(EIGEN, verstrekker, wet, 2026, cents(100));
    assert_eq!(lines(&bij), ["M.BANK D 1.00", "M.FUND_SETTLE C 1.00"]);

    let mut refused = Regels::default();
    let payee = Uuid::from_u128(800);
    assert_eq!(goedgekeurd(&mut refused, &mut position, payee, cents(100)), Euro::ZERO);
    assert!(refused.is_empty(), "a closed year takes no claims");
    position.jaar = Jaarstand::Opengesteld;
    let mut e23 = Regels::default();
    assert_eq!(goedgekeurd(&mut e23, &mut position, payee, cents(43_000)), cents(43_000));
    let expected = [
        "M.FUND_SETTLE D 430.00",
        "M.PAY C 430.00",
        "R.AVAILABLE C 430.00",
        "R.AVAILABLE D 430.00",
        "R.CLOSED D 430.00",
        "R.COMMITTED C 430.00",
    ];
    assert_eq!(lines(&e23), expected);
}

#[test]
fn a_closed_year_gets_its_money_and_rights_back_on_the_accounts_of_closing() {
    let mut position = stand(0, 0);
    position.jaar = Jaarstand::Afgesloten;
    let mut e14 = Regels::default();
    let bank = Rekening::eigen(S::Bank, EIGEN);
    terug::geind(&mut e14, bank, teruggave(10_000, 0), &mut position);
    let expected = [
        "M.BANK D 100.00",
        "M.FUND_SETTLE C 100.00",
        "M.RECV C 100.00",
        "M.RECV_CLEAR D 100.00",
        "R.CLOSED C 100.00",
        "R.RECOVERABLE D 100.00",
    ];
    assert_eq!(lines(&e14), expected);
}

#[test]
fn a_recall_less_a_fee_is_e24() {
    let e24 = of_payment(125_000, 0, |post, _| terug::teruggeroepen(post, cents(1_250)));
    let expected = [
        "M.BANK D 1237.50",
        "M.COST D 12.50",
        "M.RETURNED C 1250.00",
        "R.COMMITTED C 1250.00",
        "R.SPENT D 1250.00",
    ];
    assert_eq!(e24, expected);
}

#[test]
fn the_plan_of_accounts_and_of_entries_names_each_once() {
    let mut codes: Vec<&str> = Rekeningsoort::ALL.iter().map(|soort| soort.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), 26);
    for soort in Rekeningsoort::ALL {
        assert!(soort.code().starts_with(soort.boek().code()));
    }
    let below: Vec<_> = Rekeningsoort::ALL.iter().filter(|s| s.mag_onder_nul()).collect();
    assert_eq!(below.len(), 6, "only money that follows others may be below zero");
    let mut events: Vec<&str> = Postsoort::ALL.iter().map(|soort| soort.code()).collect();
    events.sort_unstable();
    events.dedup();
    assert_eq!(events.len(), 30);
    for refused in ["E1", "E2", "E2b", "E3", "E4", "E5", "E6", "E12u", "E21"] {
        let soort = Postsoort::ALL.iter().find(|soort| soort.code() == refused).unwrap();
        assert!(!soort.mag_na_afsluiting(), "{refused} is of an open year");
    }
}
