//! What blocks hold, when an account is usable, how names compare.

use super::*;
use jiff::civil::date;

const BUDGET: [Uuid; 1] = [Uuid::from_u128(6)];

fn relatie() -> Betaalrelatie<'static> {
    Betaalrelatie {
        toekenningen: &BUDGET,
        verstrekker: Uuid::from_u128(1),
        zorgverlener: Uuid::from_u128(2),
        zorgovereenkomst: Uuid::from_u128(3),
        betaalgegevens: Uuid::from_u128(4),
    }
}

fn maatregel() -> MaatregelVastgesteld {
    MaatregelVastgesteld {
        maatregel_id: Uuid::from_u128(9),
        verstrekker_id: Uuid::from_u128(1),
        zorgverlener_id: Uuid::from_u128(2),
        zorgovereenkomst_id: None,
        actief: true,
        van: date(2026, 3, 1),
        tot: date(2026, 5, 31),
        grondslag: "R-BLK-02".to_owned(),
    }
}

#[test]
fn a_maatregel_holds_in_its_period_only() {
    let block = of_maatregel(&maatregel()).unwrap();
    for (day, holds) in [
        (date(2026, 2, 28), false),
        (date(2026, 3, 1), true),
        (date(2026, 5, 31), true),
        (date(2026, 6, 1), false),
    ] {
        assert_eq!(block.holds(&relatie(), day), holds, "{day}");
    }
    assert_eq!(of_maatregel(&MaatregelVastgesteld { actief: false, ..maatregel() }), None);
}

#[test]
fn a_maatregel_holds_its_own_verstrekker_payee_and_agreement_only() {
    let day = date(2026, 3, 2);
    let block = of_maatregel(&maatregel()).unwrap();
    let other = Betaalrelatie { verstrekker: Uuid::from_u128(7), ..relatie() };
    assert!(!block.holds(&other, day));
    let other = Betaalrelatie { zorgverlener: Uuid::from_u128(7), ..relatie() };
    assert!(!block.holds(&other, day));
    let one = MaatregelVastgesteld { zorgovereenkomst_id: Some(Uuid::from_u128(8)), ..maatregel() };
    assert!(!of_maatregel(&one).unwrap().holds(&relatie(), day));
}

#[test]
fn an_account_that_is_no_good_holds_whoever_pays_to_it() {
    let block = of_rekening(Uuid::from_u128(4), "AC04", date(2026, 3, 2));
    assert!(block.holds(&relatie(), date(2026, 3, 2)));
    let other = Betaalrelatie { betaalgegevens: Uuid::from_u128(5), ..relatie() };
    assert!(!block.holds(&other, date(2026, 3, 2)));
}

#[test]
fn a_block_of_a_budget_holds_what_is_paid_from_it() {
    let day = date(2026, 3, 2);
    let of = |budget: u128| Blokkade {
        toekenning: Some(Uuid::from_u128(budget)),
        betaalgegevens: None,
        ..of_rekening(Uuid::nil(), "hand", day)
    };
    assert!(of(6).holds(&relatie(), day));
    assert!(!of(7).holds(&relatie(), day));
}

/// payments:T10: approved on Tuesday, usable on Friday.
#[test]
fn a_changed_account_is_usable_three_target_days_after_its_approval() {
    for (approved, usable) in [
        (date(2026, 3, 17), date(2026, 3, 20)),
        (date(2026, 3, 20), date(2026, 3, 25)),
        (date(2026, 4, 2), date(2026, 4, 9)),
        (date(2026, 4, 24), date(2026, 4, 29)),
    ] {
        assert_eq!(bruikbaar_van(approved), usable, "{approved}");
    }
}

#[test]
fn a_block_by_hand_ends_within_thirteen_weeks() {
    let van = date(2026, 3, 2);
    assert_eq!(hand_tot(van, None), Some(date(2026, 6, 1)));
    assert_eq!(hand_tot(van, Some(date(2026, 3, 2))), Some(date(2026, 3, 2)));
    assert_eq!(hand_tot(van, Some(date(2026, 6, 2))), None);
    assert_eq!(hand_tot(van, Some(date(2026, 3, 1))), None);
}

#[test]
fn names_are_compared_without_order_accents_and_marks() {
    let key = naamsleutel("Proef, Zoë-Anne van der");
    assert_eq!(key, "ANNE DER PROEF VAN ZOE");
    assert_eq!(naamsleutel("zoe anne VAN DER proef"), key);
    assert_ne!(naamsleutel("Zoe Anne Proef"), key);
}

#[test]
fn kinds_of_blocks_read_back() {
    for soort in Blokkadesoort::ALL {
        assert_eq!(Blokkadesoort::parse(soort.code()), Some(soort));
    }
}
