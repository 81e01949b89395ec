//! What is taken in, and what is not.

use super::proef::{aanvraag, toekenning};
use super::*;

const BEKEND: Bekend = Bekend { budgethouder: true, zorgverlener: true };

fn codes(aanvraag: &Aanvraag, bekend: Bekend, toekenningen: &[Toekenning]) -> Vec<String> {
    gebreken(aanvraag, bekend, toekenningen)
        .into_iter()
        .map(|gebrek| format!("{} {}", gebrek.plaats, gebrek.code))
        .collect()
}

#[test]
fn an_agreement_under_an_own_grant_is_taken_in() {
    assert!(codes(&aanvraag(), BEKEND, &[toekenning()]).is_empty());
}

#[test]
fn everything_wrong_is_said_at_once() {
    let mut wrong = aanvraag();
    wrong.regels.push(wrong.regels[0].clone());
    wrong.regels[1].tarief = Euro::ZERO;
    let mut third = wrong.regels[0].clone();
    third.zorgfunctie = Zorgfunctie::parse("01").unwrap();
    wrong.regels.push(third);
    wrong.regels.push(wrong.regels[0].clone());
    let unknown = Bekend { budgethouder: false, zorgverlener: false };
    assert_eq!(
        codes(&wrong, unknown, &[toekenning()]),
        [
            "/budgethouderId onbekend",
            "/zorgverlenerId onbekend",
            "/regels/1/tarief formaat",
            "/regels/2/zorgfunctie D-22",
            "/regels/3 dubbel",
        ]
    );
}

#[test]
fn a_grant_of_somebody_else_or_one_that_is_withdrawn_does_not_count() {
    let mut other = toekenning();
    other.budgethouder = kernel::Id::from_uuid(Uuid::from_u128(11));
    let mut withdrawn = toekenning();
    withdrawn.status = Toekenningstatus::Ingetrokken;
    for toekenning in [other, withdrawn] {
        assert_eq!(codes(&aanvraag(), BEKEND, &[toekenning]), ["/regels/0/toekenningId R-ZOV-02"]);
    }
}

#[test]
fn nobody_cares_for_pay_for_himself_and_lines_are_limited() {
    let mut own = aanvraag();
    own.zorgverlener_id = own.budgethouder_id;
    own.regels.clear();
    assert_eq!(codes(&own, BEKEND, &[toekenning()]), ["/zorgverlenerId D-06", "/regels aantal"]);
}

#[test]
fn who_pays_must_know_the_zorgverlener() {
    let own = toekenning().verstrekker.uuid();
    assert_eq!(strangers(&aanvraag(), &[toekenning()], &[own]), []);
    let found = strangers(&aanvraag(), &[toekenning()], &[Uuid::from_u128(2)]);
    assert_eq!(found[0].plaats, "/regels/0/toekenningId");
}
