//! Nobody sees, judges, changes or claims on a row of another verstrekker.

use serde_json::{Value, json};

use super::support::{claim, text, world};

#[tokio::test]
async fn the_neighbour_gets_404_on_every_path() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let body = claim(&afspraak, "D-1", "2026-03-01", "2026-03-31", 2000);
    let id = text(&world.make(&world.one, "/declaraties", &body).await["id"]);
    for path in [
        format!("/declaraties/{id}"),
        format!("/zorgovereenkomsten/{}", afspraak.id),
        format!("/toekenningen/{}/budgetstand", afspraak.toekenning),
    ] {
        assert_eq!(world.get(&world.two, &path).await.0, 404, "{path}");
    }
    let acts = [
        (format!("/declaraties/{id}/intrekkingen"), json!({})),
        (
            format!("/zorgovereenkomsten/{}/beoordelingen", afspraak.id),
            json!({ "oordeel": "goed" }),
        ),
        (
            format!("/zorgovereenkomsten/{}/wijzigingen", afspraak.id),
            json!({ "ingangsdatum": "2026-03-01", "ondertekendOp": "2026-04-12",
                "regels": [{ "regelId": afspraak.regel, "tarief": 1 }] }),
        ),
    ];
    for (path, body) in acts {
        assert_eq!(world.post(&world.two, &path, &body).await.0, 404, "{path}");
    }
    let (status, shown) = world.get(&world.one, &format!("/declaraties/{id}")).await;
    assert_eq!((status, &shown["status"]), (200, &json!("goedgekeurd")));
}

#[tokio::test]
async fn lists_hold_own_rows_only() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let other = world.active_at(&world.two, ("WMO", "02"), (2, 4000), |_| {}).await;
    for (token, afspraak) in [(&world.one, &afspraak), (&world.two, &other)] {
        let body = claim(afspraak, "D-1", "2026-03-01", "2026-03-31", 2000);
        world.make(token, "/declaraties", &body).await;
    }
    for (path, own) in [("/declaraties", "zorgovereenkomstId"), ("/zorgovereenkomsten", "id")] {
        let (status, list) = world.get(&world.two, path).await;
        let items = list["items"].as_array().unwrap();
        assert_eq!((status, items.len()), (200, 1), "{path}");
        assert_eq!(items[0][own], json!(other.id));
    }
    let filter = format!("/declaraties?zorgovereenkomstId={}", afspraak.id);
    let (_, list) = world.get(&world.two, &filter).await;
    assert_eq!(list["items"], json!([]));
    assert_eq!(world.get(&world.one, "/declaraties?status=onzin").await.0, 400);
}

#[tokio::test]
async fn a_claim_on_the_agreement_of_another_is_a_claim_on_nothing() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let body = claim(&afspraak, "D-1", "2026-03-01", "2026-03-31", 2000);
    let (status, problem) = world.post(&world.two, "/declaraties", &body).await;
    assert_eq!((status, &problem["errors"][0]["code"]), (400, &json!("D-30")));
    let own = world.active_at(&world.two, ("WMO", "02"), (2, 4000), |_| {}).await;
    let lines: [Value; 2] = [body, claim(&own, "D-2", "2026-03-01", "2026-03-31", 2000)];
    let answers = world.bulk(&world.two, &lines).await;
    let statuses: Vec<&Value> = answers.iter().map(|own| &own["status"]).collect();
    assert_eq!(statuses, [&json!(400), &json!(201)]);
}

#[tokio::test]
async fn each_look_is_logged_with_whose_rows_were_shown() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let body = claim(&afspraak, "D-1", "2026-03-01", "2026-03-31", 2000);
    let id = text(&world.make(&world.one, "/declaraties", &body).await["id"]);
    world.get(&world.one, &format!("/declaraties/{id}")).await;
    world.get(&world.two, &format!("/declaraties/{id}")).await;
    let shown = "SELECT count(*) FROM inzage WHERE resource = 'declaraties' \
        AND cardinality(rij_verstrekkers) = 1";
    assert_eq!(world.count(shown).await, 2);
    let outside = "SELECT count(*) FROM inzage WHERE scope = 'verstrekkers' \
        AND NOT rij_verstrekkers <@ verstrekkers";
    assert_eq!(world.count(outside).await, 0);
}

#[tokio::test]
async fn without_the_word_of_scope_nothing_opens() {
    let world = world().await;
    let afspraak = world.active(1, 3000).await;
    let reader = world.server.token(super::support::ONE, "pgb.declaraties.lezen");
    let body = claim(&afspraak, "D-1", "2026-03-01", "2026-03-31", 2000);
    assert_eq!(world.post(&reader, "/declaraties", &body).await.0, 403);
    let mut paper = body;
    paper["entree"] = json!("papier");
    assert_eq!(world.post(&world.one, "/declaraties", &paper).await.0, 403);
}
