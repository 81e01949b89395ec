//! What labour-check says must be done about an agreement is shown with it.

use platform::messaging::consumer::Verdict;
use serde_json::json;

use super::support::world;

#[tokio::test]
async fn a_task_about_an_agreement_is_shown_in_its_newest_state_and_to_nobody_else() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let task = "0190a000-0000-7000-8000-0000000000a1";
    let said = |status: &str| {
        json!({ "taakId": task, "zorgovereenkomstId": afspraak.id, "overeenkomstVersie": 1,
            "regel": "OPZ-04", "taakOp": "2026-12-31", "toelichting": "Laat weten of u doorgaat.",
            "status": status })
    };
    let queue = contracts::catalogue::ZORGDOMEIN_ANTWOORDEN;
    for (versie, status) in [(1, "open"), (3, "afgehandeld"), (2, "vervallen")] {
        let kind = ("nl.pgb.overeenkomsttaak-vastgesteld.v1", task, versie);
        assert_eq!(world.hear(queue, kind, said(status)).await, Verdict::Applied);
    }
    let path = format!("/zorgovereenkomsten/{}/taken", afspraak.id);
    let (status, list) = world.get(&world.one, &path).await;
    assert_eq!(status, 200);
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    assert_eq!(list["items"][0]["status"], "afgehandeld");
    assert_eq!(list["items"][0]["taakOp"], "2026-12-31");
    assert_eq!(world.get(&world.two, &path).await.0, 404);
}
