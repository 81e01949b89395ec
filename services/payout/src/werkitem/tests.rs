//! Queues, urgency and due days of items, and how they end.

use super::*;
use jiff::civil::date;

#[test]
fn a_reason_of_the_bank_leads_to_its_own_queue_and_urgency() {
    let of = |reden: &str| Melding::of(Soort::Afwijzing, "betaling", "x").because(reden);
    for (reden, wachtrij, dringend) in [
        ("AC04", Wachtrij::Gegevens, false),
        ("AM04", Wachtrij::Treasury, true),
        ("AM05", Wachtrij::Uitvoering, true),
        ("FRAD", Wachtrij::Fraude, false),
        ("MD07", Wachtrij::Levensgebeurtenissen, false),
        ("FF01", Wachtrij::Techniek, true),
        ("RR03", Wachtrij::Naleving, false),
        ("TM01", Wachtrij::Uitvoering, false),
    ] {
        let melding = of(reden);
        assert_eq!((melding.wachtrij(), melding.is_dringend()), (wachtrij, dringend), "{reden}");
    }
    let own = Melding::of(Soort::Limiet, "betaling", "x").because("AM04");
    assert_eq!(own.wachtrij(), Wachtrij::Treasury);
}

#[test]
fn urgent_is_today_and_a_recall_has_ten_banking_days() {
    let thursday = date(2026, 4, 2);
    let day = |soort| Melding::of(soort, "x", "y").vervalt_op(thursday);
    assert_eq!(day(Soort::BestandOnbekend), thursday);
    assert_eq!(day(Soort::Retour), date(2026, 4, 8), "Good Friday and Easter Monday are off");
    assert_eq!(day(Soort::Terugvraag), date(2026, 4, 20));
}

#[test]
fn an_item_is_handled_once_and_by_somebody_who_has_it() {
    let item = Werkitem {
        id: Uuid::nil(),
        wachtrij: "uitvoering".to_owned(),
        soort: Soort::Retour.code().to_owned(),
        onderwerpsoort: "betaling".to_owned(),
        onderwerp: "x".to_owned(),
        reden: None,
        bedrag: None,
        dringend: false,
        gemeld_op: Timestamp::UNIX_EPOCH,
        vervalt_op: date(2026, 4, 2),
        eigenaar: None,
        afgehandeld: None,
        revisie: 1,
    };
    let now = Timestamp::UNIX_EPOCH;
    assert_eq!(item.clone().finish("a", "b", now), Err(Refusal::ZonderEigenaar));
    let done = item.assign("a").unwrap().finish("a", "betaald", now).unwrap();
    assert_eq!(done.revisie, 3);
    assert_eq!(done.clone().assign("b"), Err(Refusal::Afgehandeld));
    assert_eq!(done.finish("b", "weg", now), Err(Refusal::Afgehandeld));
}

#[test]
fn codes_of_kinds_read_back() {
    for soort in Soort::ALL {
        assert_eq!(Soort::parse(soort.code()), Some(soort));
    }
}
