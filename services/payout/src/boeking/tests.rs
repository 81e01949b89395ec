//! Every event of the ledger as a table, and random legal histories that keep the books right.

mod history;

use kernel::Wet;

use super::*;
use crate::grootboek::{Potsleutel, Zijde};

fn cents(cents: i64) -> Euro {
    Euro::from_cents(cents)
}

fn sleutel(pot: u128) -> Potsleutel {
    Potsleutel {
        pot: Uuid::from_u128(pot),
        verstrekker: Uuid::from_u128(900),
        wet: Wet::Wlz,
        jaar: 2026,
    }
}

fn standen(potten: &[(u128, i64, i64)]) -> Standen {
    let stand = |(pot, beschikbaar, tekort): &(u128, i64, i64)| {
        let sleutel = sleutel(*pot);
        let stand = Potstand {
            beschikbaar: cents(*beschikbaar),
            tekort: cents(*tekort),
            ..Potstand::empty(sleutel)
        };
        (sleutel.pot, stand)
    };
    potten.iter().map(stand).collect()
}

fn verschuldigd(per_pot: &[(u128, i64)]) -> Verschuldigd {
    Verschuldigd {
        declaratie: Uuid::from_u128(7),
        verstrekker: Uuid::from_u128(900),
        zorgverlener: Uuid::from_u128(800),
        per_pot: per_pot.iter().map(|(pot, c)| (Uuid::from_u128(*pot), cents(*c))).collect(),
        herstel: Herstel::BijOntvangst,
    }
}

fn eerder(fase: Fase, bedrag: i64, terug: i64) -> EerderGeboekt {
    let deel = GeboektDeel {
        betaling: Uuid::from_u128(70),
        fase,
        pot: Uuid::from_u128(1),
        bedrag: cents(bedrag),
        terug: cents(terug),
        hersteld: Euro::ZERO,
        geind: Euro::ZERO,
        kwijt: Euro::ZERO,
    };
    EerderGeboekt { ooit: true, delen: vec![deel] }
}

/// The entry as `M.FUND D 600.00`, one line each, in order of the plan of accounts.
fn lines(uitkomst: &Uitkomst) -> Vec<String> {
    let Some((_, regels)) = &uitkomst.post else { return Vec::new() };
    let mut lines: Vec<String> = regels
        .as_slice()
        .iter()
        .map(|regel| {
            let side = if regel.zijde == Zijde::Debet { "D" } else { "C" };
            format!("{} {side} {}", regel.rekening.soort.code(), regel.bedrag.decimal())
        })
        .collect();
    lines.sort();
    lines
}

fn soort(uitkomst: &Uitkomst) -> Option<&'static str> {
    uitkomst.post.as_ref().map(|(soort, _)| soort.code())
}

#[test]
fn a_new_claim_within_the_budget_is_e5() {
    let mut standen = standen(&[(1, 100_000, 0)]);
    let uitkomst = decide(&verschuldigd(&[(1, 60_000)]), &EerderGeboekt::default(), &mut standen);
    assert_eq!(soort(&uitkomst), Some("E5"));
    assert_eq!(
        lines(&uitkomst),
        ["M.FUND D 600.00", "M.PAY C 600.00", "R.AVAILABLE D 600.00", "R.COMMITTED C 600.00"]
    );
    assert_eq!((uitkomst.geboekt, uitkomst.geweigerd), (cents(60_000), Euro::ZERO));
    assert_eq!(uitkomst.nieuw, [(Uuid::from_u128(1), cents(60_000))]);
    assert_eq!(standen[&Uuid::from_u128(1)].beschikbaar, cents(40_000));
}

#[test]
fn a_new_claim_above_the_budget_is_refused_whole() {
    let mut standen = standen(&[(1, 10_000, 0), (2, 100, 0)]);
    let before = standen.clone();
    let claim = verschuldigd(&[(1, 5_000), (2, 101)]);
    let uitkomst = decide(&claim, &EerderGeboekt::default(), &mut standen);
    assert_eq!(soort(&uitkomst), None);
    assert_eq!((uitkomst.geboekt, uitkomst.geweigerd), (Euro::ZERO, cents(5_101)));
    assert_eq!(uitkomst.reden, Some(Weigeringsreden::BudgetOntoereikend));
    assert_eq!(standen, before, "nothing is taken for a claim that is refused");
}

#[test]
fn two_claims_on_one_budget_are_decided_in_order_of_arrival() {
    let mut standen = standen(&[(1, 10_000, 0)]);
    let claim = verschuldigd(&[(1, 8_000)]);
    let first = decide(&claim, &EerderGeboekt::default(), &mut standen);
    let second = decide(&claim, &EerderGeboekt::default(), &mut standen);
    assert_eq!((first.geboekt, second.geboekt), (cents(8_000), Euro::ZERO));
    assert_eq!(standen[&Uuid::from_u128(1)].beschikbaar, cents(2_000));
}

#[test]
fn a_correction_down_before_payment_is_e11() {
    let mut standen = standen(&[(1, 0, 0)]);
    let before = eerder(Fase::Onbetaald, 60_000, 0);
    let uitkomst = decide(&verschuldigd(&[(1, 48_000)]), &before, &mut standen);
    assert_eq!(soort(&uitkomst), Some("E11"));
    assert_eq!(
        lines(&uitkomst),
        ["M.FUND C 120.00", "M.PAY D 120.00", "R.AVAILABLE C 120.00", "R.COMMITTED D 120.00"]
    );
    assert_eq!(uitkomst.gewijzigd[0].bedrag, cents(48_000));
    assert_eq!(uitkomst.geboekt, cents(48_000));
}

#[test]
fn a_correction_down_after_payment_is_e12_and_restores_no_right() {
    for (fase, account) in [(Fase::Betaald, "R.SPENT"), (Fase::Onderweg, "R.COMMITTED")] {
        let mut standen = standen(&[(1, 40_000, 0)]);
        let before = eerder(fase, 60_000, 0);
        let uitkomst = decide(&verschuldigd(&[(1, 48_000)]), &before, &mut standen);
        assert_eq!(soort(&uitkomst), Some("E12"));
        let mut expected = vec![
            "M.RECV D 120.00".to_owned(),
            "M.RECV_CLEAR C 120.00".to_owned(),
            "R.RECOVERABLE C 120.00".to_owned(),
            format!("{account} D 120.00"),
        ];
        expected.sort();
        assert_eq!(lines(&uitkomst), expected);
        assert_eq!(uitkomst.vordering, cents(12_000));
        assert_eq!(standen[&Uuid::from_u128(1)].beschikbaar, cents(40_000));
    }
}

#[test]
fn a_correction_down_of_what_came_back_is_e10b() {
    let mut standen = standen(&[(1, 0, 0)]);
    let before = eerder(Fase::Teruggekomen, 60_000, 0);
    let uitkomst = decide(&verschuldigd(&[(1, 0)]), &before, &mut standen);
    assert_eq!(soort(&uitkomst), Some("E10b"));
    assert_eq!(
        lines(&uitkomst),
        ["M.FUND C 600.00", "M.RETURNED D 600.00", "R.AVAILABLE C 600.00", "R.COMMITTED D 600.00"]
    );
}

#[test]
fn a_correction_up_reaches_as_far_as_the_budget() {
    for (beschikbaar, booked, refused) in [(5_000, 5_000, 0), (3_000, 3_000, 2_000), (0, 0, 5_000)]
    {
        let mut standen = standen(&[(1, beschikbaar, 0)]);
        let before = eerder(Fase::Betaald, 60_000, 0);
        let uitkomst = decide(&verschuldigd(&[(1, 65_000)]), &before, &mut standen);
        assert_eq!(soort(&uitkomst), (booked > 0).then_some("E12u"));
        assert_eq!(uitkomst.geboekt, cents(60_000 + booked));
        assert_eq!(uitkomst.geweigerd, cents(refused));
        let reden = (refused > 0).then_some(Weigeringsreden::BudgetUitgeputBijTwk);
        assert_eq!(uitkomst.reden, reden);
    }
}

#[test]
fn a_correction_up_first_ends_an_open_recovery() {
    let mut standen = standen(&[(1, 1_000, 0)]);
    let before = eerder(Fase::Betaald, 60_000, 12_000);
    let uitkomst = decide(&verschuldigd(&[(1, 60_500)]), &before, &mut standen);
    assert_eq!(soort(&uitkomst), Some("E12u"));
    assert_eq!(uitkomst.vordering, cents(-12_000));
    assert_eq!(uitkomst.nieuw, [(Uuid::from_u128(1), cents(500))]);
    assert_eq!(uitkomst.gewijzigd[0].terug, Euro::ZERO);
}

#[test]
fn what_comes_free_clears_a_shortage_first() {
    let mut standen = standen(&[(1, 0, 5_000)]);
    let before = eerder(Fase::Onbetaald, 60_000, 0);
    let uitkomst = decide(&verschuldigd(&[(1, 48_000)]), &before, &mut standen);
    assert!(lines(&uitkomst).contains(&"R.SHORT C 50.00".to_owned()));
    assert!(lines(&uitkomst).contains(&"R.AVAILABLE C 70.00".to_owned()));
    let stand = standen[&Uuid::from_u128(1)];
    assert_eq!((stand.tekort, stand.beschikbaar), (Euro::ZERO, cents(7_000)));
}

#[test]
fn a_claim_that_moves_to_another_pot_frees_the_first_before_it_draws_on_the_second() {
    let mut standen = standen(&[(1, 0, 0), (2, 60_000, 0)]);
    let before = eerder(Fase::Onbetaald, 60_000, 0);
    let uitkomst = decide(&verschuldigd(&[(2, 60_000)]), &before, &mut standen);
    assert_eq!((uitkomst.geboekt, uitkomst.geweigerd), (cents(60_000), Euro::ZERO));
    assert_eq!(standen[&Uuid::from_u128(1)].beschikbaar, cents(60_000));
    assert_eq!(standen[&Uuid::from_u128(2)].beschikbaar, Euro::ZERO);
}

#[test]
fn the_same_amount_again_books_nothing() {
    let mut standen = standen(&[(1, 100, 0)]);
    let before = eerder(Fase::Betaald, 60_000, 0);
    let uitkomst = decide(&verschuldigd(&[(1, 60_000)]), &before, &mut standen);
    assert_eq!(uitkomst.post, None);
    assert_eq!((uitkomst.geboekt, uitkomst.geweigerd), (cents(60_000), Euro::ZERO));
}
