//! What messages of the bank mean.

use jiff::civil::date;

use super::status::apply_status;
use super::*;
use crate::bank::{Batchstatus, Detail, Reden, Status, Statusbericht, Transactiestatus};

fn cents(cents: i64) -> Euro {
    Euro::from_cents(cents)
}

fn poging(n: u128, bedrag: i64, staat: Pogingstaat) -> Pogingstand {
    Pogingstand {
        id: Uuid::from_u128(n),
        pmt_inf_id: "B01".to_owned(),
        end_to_end_id: format!("PGB{n:015}"),
        bedrag: cents(bedrag),
        staat,
    }
}

fn status(groep: Option<Status>, batches: Vec<Batchstatus>) -> Statusbericht {
    Statusbericht {
        msg_id: "BANK-1".to_owned(),
        aangemaakt_op: "2026-03-19T15:00:00Z".parse().unwrap(),
        orgnl_msg_id: "F01".to_owned(),
        groep,
        redenen: Vec::new(),
        batches,
    }
}

fn rejection(n: u128, code: &str) -> Batchstatus {
    Batchstatus {
        pmt_inf_id: "B01".to_owned(),
        status: Some(Status::Gedeeltelijk),
        redenen: Vec::new(),
        transacties: vec![Transactiestatus {
            instr_id: None,
            end_to_end_id: Some(format!("PGB{n:015}")),
            status: Some(Status::Afgewezen),
            redenen: vec![Reden { code: code.to_owned(), toelichting: None }],
        }],
    }
}

#[test]
fn a_partly_refused_file_accepts_what_it_does_not_name() {
    let sent = [poging(1, 100, Pogingstaat::Verzonden), poging(2, 100, Pogingstaat::Verzonden)];
    let besluit =
        apply_status(&status(Some(Status::Gedeeltelijk), vec![rejection(2, "AC04")]), &sent);
    assert_eq!(besluit.geaccepteerd, [Uuid::from_u128(1)]);
    assert_eq!(besluit.afgewezen, [(Uuid::from_u128(2), "AC04".to_owned())]);
    assert_eq!(besluit.bestand, Some("deels_afgewezen"));
}

#[test]
fn an_older_acceptance_and_a_repeated_refusal_change_nothing() {
    let after = [poging(1, 100, Pogingstaat::Geaccepteerd), poging(2, 100, Pogingstaat::Afgewezen)];
    let older = apply_status(&status(Some(Status::Geaccepteerd), Vec::new()), &after);
    assert_eq!((older.geaccepteerd.len(), older.afgewezen.len()), (0, 0));
    let again =
        apply_status(&status(Some(Status::Gedeeltelijk), vec![rejection(2, "AC04")]), &after);
    assert_eq!((again.geaccepteerd.len(), again.afgewezen.len()), (0, 0));
}

#[test]
fn a_refusal_of_the_whole_file_refuses_each_attempt_with_the_reason_of_the_file() {
    let sent = [poging(1, 100, Pogingstaat::Verzonden), poging(2, 100, Pogingstaat::Geaccepteerd)];
    let mut bericht = status(Some(Status::Afgewezen), Vec::new());
    bericht.redenen = vec![Reden { code: "AM04".to_owned(), toelichting: None }];
    let besluit = apply_status(&bericht, &sent);
    assert_eq!(besluit.afgewezen.len(), 2);
    assert!(besluit.afgewezen.iter().all(|(_, reden)| reden == "AM04"));
    assert_eq!(besluit.bestand, Some("afgewezen"));
}

#[test]
fn a_refusal_after_booking_is_an_alarm_and_nothing_else() {
    let booked = [poging(1, 100, Pogingstaat::Geboekt)];
    let besluit = apply_status(&status(None, vec![rejection(1, "AC04")]), &booked);
    assert!(besluit.afgewezen.is_empty());
    assert_eq!(besluit.meldingen[0].soort, crate::werkitem::Soort::AfwijzingNaBoeking);
}

#[test]
fn an_unknown_status_is_an_alarm_and_changes_nothing() {
    let sent = [poging(1, 100, Pogingstaat::Verzonden)];
    let besluit = apply_status(&status(Some(Status::Onbekend("XXXX".into())), Vec::new()), &sent);
    assert_eq!(besluit.bestand, None);
    assert_eq!(besluit.meldingen.len(), 1);
    assert!(besluit.geaccepteerd.is_empty());
}

fn entry(richting: Richting, bedrag: i64, pmt_inf_id: Option<&str>, detail: Detail) -> Bankboeking {
    Bankboeking {
        positie: 1,
        referentie: Some("R1".to_owned()),
        richting,
        bedrag: cents(bedrag),
        boekdatum: date(2026, 3, 20),
        terugboeking: false,
        transactiecode: None,
        pmt_inf_id: pmt_inf_id.map(str::to_owned),
        details: vec![detail],
    }
}

fn bekend(pogingen: &[Pogingstand]) -> Bekend {
    Bekend::of(pogingen.to_vec(), Vec::new())
}

#[test]
fn a_batch_is_debited_gross_or_net_and_both_close() {
    let three = [
        poging(1, 100, Pogingstaat::Geaccepteerd),
        poging(2, 100, Pogingstaat::Afgewezen),
        poging(3, 100, Pogingstaat::Geaccepteerd),
    ];
    for (bedrag, bruto) in [(300, 100), (200, 0)] {
        let debit = entry(Richting::Af, bedrag, Some("B01"), Detail::default());
        let read = bekend(&three).read(&debit);
        let pogingen = vec![Uuid::from_u128(1), Uuid::from_u128(3)];
        assert_eq!(read, Betekenis::Afgeschreven { pogingen, bruto: cents(bruto) });
    }
    let odd = entry(Richting::Af, 250, Some("B01"), Detail::default());
    let read = bekend(&three).read(&odd);
    assert_eq!(read, Betekenis::Onbekend { alarm: Some("bedrag past niet bij de batch") });
}

fn returned(n: u128) -> Detail {
    Detail {
        end_to_end_id: Some(format!("PGB{n:015}")),
        retourreden: Some("AC04".to_owned()),
        ..Detail::default()
    }
}

#[test]
fn a_credit_with_a_return_reason_is_a_return_or_the_credit_of_a_refusal() {
    let mut known =
        bekend(&[poging(1, 100, Pogingstaat::Geboekt), poging(2, 100, Pogingstaat::Afgewezen)]);
    let back = entry(Richting::Bij, 100, None, returned(1));
    let expected = Betekenis::Retour { poging: Uuid::from_u128(1), reden: "AC04".to_owned() };
    assert_eq!(known.read(&back), expected);
    let twice = known.read(&back);
    assert!(matches!(twice, Betekenis::Onbekend { alarm: Some(_) }), "it came back once");
    let credit = entry(Richting::Bij, 100, None, returned(2));
    assert_eq!(known.read(&credit), Betekenis::Afwijzing);
    let bare = Detail { retourreden: None, ..returned(2) };
    let reversal = Bankboeking { terugboeking: true, ..entry(Richting::Bij, 100, None, bare) };
    assert_eq!(known.read(&reversal), Betekenis::Afwijzing);
}

#[test]
fn a_payment_debited_and_returned_on_one_statement_is_both() {
    let mut known = bekend(&[poging(1, 100, Pogingstaat::Verzonden)]);
    let debit = entry(Richting::Af, 100, Some("B01"), Detail::default());
    assert!(matches!(known.read(&debit), Betekenis::Afgeschreven { pogingen: _, bruto: _ }));
    let back = entry(Richting::Bij, 100, None, returned(1));
    assert!(matches!(known.read(&back), Betekenis::Retour { poging: _, reden: _ }));
}

#[test]
fn an_advance_is_known_by_its_kenmerk_as_a_word() {
    let announced = Aangekondigd { id: Uuid::from_u128(5), kenmerk: "VS-1".to_owned() };
    let mut known = Bekend::of(Vec::new(), vec![announced]);
    for (text, found) in
        [("voorschot VS-1 maart", true), ("VS-1", true), ("VS-12", false), ("XVS-1", false)]
    {
        let detail = Detail { omschrijving: Some(text.to_owned()), ..Detail::default() };
        let read = known.read(&entry(Richting::Bij, 100, None, detail));
        assert_eq!(read == Betekenis::Voorschot { id: Uuid::from_u128(5) }, found, "{text}");
    }
}

#[test]
fn an_entry_keeps_its_identity_in_another_copy_of_its_statement() {
    let one = entry(Richting::Af, 100, None, Detail::default());
    let copy = Bankboeking { positie: 7, ..one.clone() };
    assert_eq!(identity("S1", &one), identity("S1-COPY", &copy));
    let other = Bankboeking { bedrag: cents(101), ..one.clone() };
    assert_ne!(identity("S1", &one), identity("S1", &other));
    let bare = Bankboeking { referentie: None, ..one };
    assert_eq!(identity("S1", &bare), "S1#1");
}
