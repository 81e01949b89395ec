#![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

use super::*;
use crate::feiten::{Betaling, Herkomst};
use jiff::civil::date;
use proptest::prelude::*;

const TODAY: Date = date(2026, 4, 15);

fn sleutel(name: &str) -> Sleutel {
    Sleutel {
        indicator: Indicator::R01,
        versie: 1,
        sleutel: name.to_owned(),
        venster: "2026".to_owned(),
        verstrekker_id: LANDELIJK,
    }
}

/// A finding in which each of these zorgverleners was paid once.
fn bevonden(zorgverleners: &[u128]) -> Bevonden {
    let mut bewijs = Bewijzen::default();
    for number in zorgverleners {
        bewijs.betaling(&Betaling {
            id: Uuid::from_u128(100 + number),
            verstrekker_id: Uuid::from_u128(7),
            zorgverlener_id: Uuid::from_u128(*number),
            iban: None,
            betaald: true,
            loopt: true,
            bedrag: 5000,
            datum: TODAY,
            herkomst: Herkomst {
                gebeurtenis_id: Uuid::from_u128(200 + number),
                versie: 3,
                gezegd_op: TODAY,
            },
        });
    }
    Bevonden {
        waarden: Waarden::default().aantal("aantalZorgverleners", zorgverleners.len()),
        onderwerpen: zorgverleners.iter().map(|number| Uuid::from_u128(*number)).collect(),
        benadeelden: BTreeSet::new(),
        bewijs,
    }
}

fn stored(name: &str, status: Status, found: &Bevonden) -> Deel {
    Deel {
        id: Uuid::from_u128(1),
        sleutel: sleutel(name),
        status,
        waarden: found.waarden.clone(),
        onderwerpen: found.onderwerpen.clone(),
        bewijs: found.bewijssleutels(),
    }
}

/// The parts after these steps were carried out.
fn carry_out(mut delen: Vec<Deel>, stappen: Vec<Stap>) -> Vec<Deel> {
    for stap in stappen {
        match stap {
            Stap::Melden { sleutel: key, bevonden } => {
                let made = stored("x", Status::Nieuw, &bevonden);
                delen.push(Deel { id: Uuid::from_u128(9), sleutel: key, ..made });
            }
            Stap::Bijwerken { deel, naar, bevonden, .. } => {
                let deel = delen.iter_mut().find(|stored| stored.id == deel).unwrap();
                let made = stored("x", naar, &bevonden);
                *deel = Deel { id: deel.id, sleutel: deel.sleutel.clone(), ..made };
            }
            Stap::Intrekken { deel, .. } => {
                let deel = delen.iter_mut().find(|stored| stored.id == deel).unwrap();
                deel.status = Status::IngetrokkenDatacorrectie;
                deel.bewijs.clear();
            }
        }
    }
    delen
}

fn any_status() -> impl Strategy<Value = Status> {
    prop::sample::select(vec![
        Status::Nieuw,
        Status::InTriage,
        Status::OpgenomenInDossier,
        Status::Afgesloten(Uitkomst::Verklaard),
        Status::Sluimerend(date(2026, 5, 1)),
        Status::IngetrokkenDatacorrectie,
        Status::Verlopen,
    ])
}

proptest! {
    #[test]
    fn planning_again_after_the_plan_was_carried_out_plans_nothing(
        status in any_status(),
        before in prop::collection::btree_set(1_u128..6, 1..5),
        after in prop::option::of(prop::collection::btree_set(1_u128..6, 1..5)),
        other in any::<bool>(),
    ) {
        let list = |set: std::collections::BTreeSet<u128>| set.into_iter().collect::<Vec<_>>();
        let delen = vec![stored("a", status, &bevonden(&list(before)))];
        let mut found = BTreeMap::new();
        if let Some(after) = after {
            found.insert(sleutel("a"), bevonden(&list(after)));
        }
        if other {
            found.insert(sleutel("b"), bevonden(&[1, 2, 3]));
        }
        let delen = carry_out(delen.clone(), plan(delen, found.clone()));
        prop_assert_eq!(plan(delen, found), vec![]);
    }
}

#[test]
fn what_was_explained_is_not_raised_again_until_somebody_new_is_paid() {
    let found = bevonden(&[1, 2, 3]);
    let closed = stored("a", Status::Afgesloten(Uitkomst::Verklaard), &found);
    let again = BTreeMap::from([(sleutel("a"), found)]);
    assert_eq!(plan(vec![closed.clone()], again), vec![]);
    let grown = BTreeMap::from([(sleutel("a"), bevonden(&[1, 2, 3, 4]))]);
    let stappen = plan(vec![closed], grown);
    assert!(matches!(
        stappen.as_slice(),
        [Stap::Bijwerken { naar: Status::Nieuw, van: Status::Afgesloten(_), .. }]
    ));
}

#[test]
fn a_signal_whose_evidence_is_gone_is_withdrawn_and_comes_back_new() {
    let found = bevonden(&[1, 2, 3]);
    let open = stored("a", Status::InTriage, &found);
    let stappen = plan(vec![open.clone()], BTreeMap::new());
    assert!(matches!(stappen.as_slice(), [Stap::Intrekken { van: Status::InTriage, .. }]));
    let withdrawn = carry_out(vec![open], stappen);
    let stappen = plan(withdrawn, BTreeMap::from([(sleutel("a"), found)]));
    assert!(matches!(stappen.as_slice(), [Stap::Bijwerken { naar: Status::Nieuw, .. }]));
}

#[test]
fn a_person_decides_only_about_what_is_open() {
    use Besluit::{Afsluiten, Heropenen, InTriage, Sluimeren};
    let closed = Status::Afgesloten(Uitkomst::Dubbel);
    let (soon, late) = (date(2026, 5, 1), date(2026, 12, 1));
    let cases = [
        (Status::Nieuw, InTriage, Ok(Status::InTriage)),
        (Status::Nieuw, Afsluiten(Uitkomst::Dubbel), Ok(closed)),
        (Status::InTriage, Sluimeren(soon), Ok(Status::Sluimerend(soon))),
        (Status::InTriage, Sluimeren(TODAY), Err(Refusal::NoSuchDay)),
        (Status::InTriage, Sluimeren(late), Err(Refusal::NoSuchDay)),
        (Status::Sluimerend(soon), InTriage, Ok(Status::InTriage)),
        (closed, Heropenen, Ok(Status::InTriage)),
        (closed, InTriage, Err(Refusal::Closed)),
        (Status::Nieuw, Heropenen, Err(Refusal::Open)),
        (Status::IngetrokkenDatacorrectie, InTriage, Err(Refusal::NotOpen)),
        (Status::Verlopen, Heropenen, Err(Refusal::NotOpen)),
        (Status::OpgenomenInDossier, Afsluiten(Uitkomst::Dubbel), Err(Refusal::NotOpen)),
    ];
    for (status, besluit, expected) in cases {
        assert_eq!(status.decide(besluit, TODAY), expected, "{status:?} {besluit:?}");
    }
}

#[test]
fn a_status_reads_back_from_its_columns() {
    for code in Status::CODES {
        let uitkomst = (code == "AFGESLOTEN").then_some(Uitkomst::Onvoldoende);
        let tot = (code == "SLUIMEREND").then_some(TODAY);
        assert_eq!(Status::of_row(code, uitkomst, tot).unwrap().code(), code);
        assert!(Status::of_row(code, Some(Uitkomst::Dubbel), Some(TODAY)).is_err(), "{code}");
    }
    for uitkomst in Uitkomst::ALL {
        assert_eq!(Uitkomst::parse(uitkomst.code()), Ok(uitkomst));
    }
}
