//! Re-checks, campaigns and shadow rounds over the running agreements, and the tasks they leave.

use contracts::{OvereenkomsttaakVastgesteld, Taakstatus};
use diesel_async::RunQueryDsl;
use jiff::civil::date;
use kernel::Euro;
use labour_check::SERVICE;
use labour_check::ronde::flows::step;
use platform::Context;
use platform::http::testing as http;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{
    NEIGHBOUR, OWN, SCOPE, agreement, approved, context_on, employment, hear, later, message, read,
    running, said, verstrekker,
};

/// Walks until there is nothing more to do; says how many steps it took.
async fn walk(context: &Context) -> usize {
    let mut steps = 0;
    while step(context).await.expect("a step") {
        steps += 1;
        assert!(steps < 50, "the rounds do not end");
    }
    steps
}

async fn rounds(server: &http::Server) -> Vec<Value> {
    let (_, list) = read(server.get(&server.token(OWN, SCOPE), "/rondes")).await;
    list["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn every_half_year_each_running_agreement_is_judged_again_and_tasks_are_told() {
    let context = context_on("2026-01-21").await;
    let (own, neighbour) = (verstrekker(OWN), verstrekker(NEIGHBOUR));
    let (low, mut high, ended) = (employment(&own), employment(&own), employment(&own));
    high.feiten.beloning.bedrag = Euro::from_cents(2500);
    running(&context, &own, &[low.clone(), high, ended.clone()]).await;
    hear(&context, &[message(1, neighbour)]).await;
    let mut over = approved(&ended);
    over.regels[0].geldig_tot = Some(date(2026, 3, 31));
    hear(&context, &[message(2, over)]).await;
    assert_eq!(walk(&context).await, 0, "judged in this half year");

    let context = later(&context, "2026-07-02");
    assert!(walk(&context).await > 0);
    let server = http::serve(&SERVICE, &context).await;
    let found = rounds(&server).await;
    assert_eq!(found.len(), 1, "{found:?}");
    let [soort, status] = ["soort", "status"].map(|name| found[0][name].as_str().unwrap());
    assert_eq!((soort, status), ("halfjaar", "klaar"));
    let counts = ["totaal", "gedaan", "geraakt"].map(|name| found[0][name].as_i64().unwrap());
    assert_eq!(counts, [2, 2, 1]);
    let id = found[0]["id"].as_str().unwrap();
    let (token, path) = (server.token(OWN, SCOPE), format!("/rondes/{id}/regels"));
    let (_, touched) = read(server.get(&token, &path)).await;
    assert_eq!(touched["items"][0]["zorgovereenkomstId"], json!(low.zorgovereenkomst_id));
    assert_eq!(touched["items"][0]["uitkomst"], "akkoordMetWaarschuwing", "an old agreement");
    assert!(touched["items"][0]["bevindingen"].to_string().contains("LOON-01"));
    let (_, strange) = read(server.get(&server.token(NEIGHBOUR, SCOPE), &path)).await;
    assert_eq!(strange["items"], json!([]), "a neighbour sees none of it");
    assert_eq!(walk(&context).await, 0, "once is enough");
}

#[tokio::test]
async fn a_round_that_was_cut_off_goes_on_where_it_was() {
    let context = context_on("2026-01-21").await;
    let own = verstrekker(OWN);
    running(&context, &own, &[employment(&own)]).await;
    let copies = "INSERT INTO lopend SELECT gen_random_uuid(), overeenkomst_versie, verstrekkers, \
        status, tot, feiten, uitkomst, volgende_verjaardag, beoordeeld_op \
        FROM lopend, generate_series(1, 600)";
    context
        .transact_work(platform::Scope::Landelijk, move |conn| {
            Box::pin(async move {
                diesel::sql_query(copies).execute(conn).await?;
                Ok::<_, platform::Fault>(())
            })
        })
        .await
        .expect("six hundred more");
    let context = later(&context, "2026-07-02");
    assert!(step(&context).await.expect("a step"));
    let server = http::serve(&SERVICE, &context).await;
    let half = rounds(&server).await;
    assert_eq!((half[0]["gedaan"].as_i64(), &half[0]["status"]), (Some(500), &json!("loopt")));
    walk(&later(&context, "2026-07-03")).await;
    let whole = rounds(&server).await;
    let counts = ["totaal", "gedaan", "geraakt"].map(|name| whole[0][name].as_i64().unwrap());
    assert_eq!((counts, &whole[0]["status"]), ([601, 601, 601], &json!("klaar")));
}

#[tokio::test]
async fn a_birthday_that_moves_the_wage_is_told_before_and_looked_at_on_the_day() {
    let context = context_on("2026-01-21").await;
    let own = verstrekker(OWN);
    let mut young = employment(&own);
    young.feiten.partijen.geboortedatum_zorgverlener = Some(date(2005, 5, 10));
    young.feiten.beloning.bedrag = Euro::from_cents(1300);
    running(&context, &own, &[young.clone()]).await;
    let wage = |told: &[(i64, OvereenkomsttaakVastgesteld)]| -> Vec<_> {
        let own = told.iter().filter(|(_, task)| task.taak_op == date(2026, 5, 10));
        own.map(|(versie, task)| (*versie, task.status)).collect()
    };
    let told = said::<OvereenkomsttaakVastgesteld>(&context).await;
    assert_eq!(wage(&told), [(1, Taakstatus::Open)], "{told:?}");

    let context = later(&context, "2026-05-10");
    walk(&context).await;
    let server = http::serve(&SERVICE, &context).await;
    let found = rounds(&server).await;
    assert_eq!((&found[0]["soort"], &found[0]["gedaan"]), (&json!("verjaardag"), &json!(1)));
    let told = said::<OvereenkomsttaakVastgesteld>(&context).await;
    assert_eq!(wage(&told), [(1, Taakstatus::Open), (2, Taakstatus::Vervallen)]);
}

#[tokio::test]
async fn a_task_is_listed_and_closed_once_by_its_own_verstrekker() {
    let context = context_on("2026-01-21").await;
    let (own, neighbour) = (verstrekker(OWN), verstrekker(NEIGHBOUR));
    let mut young = employment(&own);
    young.feiten.partijen.geboortedatum_zorgverlener = Some(date(2005, 5, 10));
    young.feiten.beloning.bedrag = Euro::from_cents(1300);
    running(&context, &own, &[young]).await;
    hear(&context, &[message(1, neighbour)]).await;
    let server = http::serve(&SERVICE, &context).await;
    let (token, stranger) = (server.token(OWN, SCOPE), server.token(NEIGHBOUR, SCOPE));
    let (_, list) = read(server.get(&token, "/taken?tot=2026-05-10")).await;
    let id = list["items"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/taken/{id}/afhandelingen");
    assert_eq!(read(server.post(&stranger, &path, &json!({}))).await.0, 404);
    let (status, done) = read(server.post(&token, &path, &json!({}))).await;
    assert_eq!((status, &done["status"]), (201, &json!("afgehandeld")));
    assert_eq!(read(server.post(&token, &path, &json!({}))).await.0, 409);
    assert_eq!(read(server.get(&token, "/taken?tot=morgen")).await.0, 400);
}

#[tokio::test]
async fn a_campaign_lists_wrong_clauses_and_follows_their_repair() {
    let context = context_on("2026-01-21").await;
    let (own, neighbour) = (verstrekker(OWN), verstrekker(NEIGHBOUR));
    let (sound, mut wrong) = (agreement(&own, true), agreement(&own, true));
    wrong.feiten.bedingen.derdenbeding = false;
    running(&context, &own, &[sound, wrong.clone()]).await;
    hear(&context, &[message(1, neighbour)]).await;
    let server = http::serve(&SERVICE, &context).await;
    let token = server.token(OWN, SCOPE);
    let mut asked = json!({ "soort": "campagne", "naam": "Derdenbeding", "regels": ["FORM-04", "X-1"],
        "reden": "Oude overeenkomsten zonder derdenbeding." });
    let (status, problem) = read(server.post(&token, "/rondes", &asked)).await;
    assert_eq!((status, problem["errors"].as_array().unwrap().len()), (400, 2), "{problem}");
    asked["regels"] = json!(["FORM-04"]);
    asked["gedoogdTot"] = json!("2026-06-30");
    let (status, started) = read(server.post(&token, "/rondes", &asked)).await;
    assert_eq!((status, started["totaal"].as_i64()), (201, Some(2)));
    walk(&context).await;

    let path = format!("/rondes/{}", started["id"].as_str().unwrap());
    let (_, list) = read(server.get(&token, &format!("{path}/regels"))).await;
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    assert_eq!(list["items"][0]["status"], "open");
    let told = said::<OvereenkomsttaakVastgesteld>(&context).await;
    let repair = &told.last().unwrap().1;
    assert_eq!((repair.regel.as_str(), repair.taak_op), ("FORM-04", date(2026, 6, 30)));

    wrong.overeenkomst_versie = 2;
    wrong.feiten.bedingen.derdenbeding = true;
    hear(&context, &[message(2, wrong)]).await;
    let (_, progress) = read(server.get(&token, &format!("{path}/voortgang"))).await;
    let counts = ["geraakt", "open", "hersteld"].map(|name| progress["items"][0][name].as_i64());
    assert_eq!(counts, [Some(1), Some(0), Some(1)]);
    let told = said::<OvereenkomsttaakVastgesteld>(&context).await;
    assert_eq!(told.last().unwrap().1.status, Taakstatus::Afgehandeld);
    let stranger = server.token(NEIGHBOUR, SCOPE);
    assert_eq!(read(server.get(&stranger, &path)).await.0, 404);
}

#[tokio::test]
async fn a_shadow_round_keeps_apart_what_a_bill_would_do() {
    let context = context_on("2026-01-21").await;
    let own = verstrekker(OWN);
    let fact = agreement(&own, true);
    running(&context, &own, std::slice::from_ref(&fact)).await;
    let server = http::serve(&SERVICE, &context).await;
    let token = server.token(OWN, SCOPE);
    let asked = json!({ "soort": "schaduw", "naam": "Wetsvoorstellen",
        "reden": "Wat zouden de wetsvoorstellen raken?" });
    let (status, started) = read(server.post(&token, "/rondes", &asked)).await;
    assert_eq!(status, 201, "{started}");
    walk(&context).await;
    let path = format!("/rondes/{}", started["id"].as_str().unwrap());
    let (_, done) = read(server.get(&token, &path)).await;
    assert_eq!((&done["status"], &done["gedaan"]), (&json!("klaar"), &json!(1)));
    let (_, touched) = read(server.get(&token, &format!("{path}/regels"))).await;
    let listed = touched["items"].as_array().unwrap().len();
    assert_eq!(done["geraakt"].as_u64(), u64::try_from(listed).ok());
    let answered = said::<contracts::ZorgovereenkomstGetoetst>(&context).await;
    let about: Vec<Uuid> = answered.iter().map(|(_, own)| own.zorgovereenkomst_id).collect();
    assert_eq!(about, [fact.zorgovereenkomst_id], "a bill is no answer to anybody");
}
