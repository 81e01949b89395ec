//! A running service with two gemeenten and a zorgkantoor, and messages to send it.

use diesel::sql_types::{BigInt, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use futures_util::FutureExt;
use platform::http::testing::{self, Server};
use platform::testing::NATIONAL_OIN;
use platform::{Context, Problem, Scope};
use serde_json::{Value, json};
use zorgdomein::SERVICE;
use zorgdomein::persoon::peers::{Brp, set_brp};

/// Gemeente 9901.
pub(crate) const ONE: &str = "00000099000000010001";
/// Gemeente 9902.
pub(crate) const TWO: &str = "00000099000000010002";
/// Zorgkantoor 5501.
pub(crate) const OFFICE: &str = "00000099000000010101";
/// Everything a verstrekker may do here.
pub(crate) const ALL: &str = "pgb.toekenningen.lezen pgb.toekenningen.schrijven \
    pgb.zorgverleners.lezen pgb.zorgverleners.schrijven pgb.budgethouders.lezen \
    pgb.verstrekkers.lezen pgb.verstrekkers.schrijven pgb.dossiers.lezen pgb.dossiers.schrijven";
/// A test person the register does not know.
pub(crate) const UNKNOWN: &str = "999990056";
/// Test persons the register knows.
pub(crate) const KNOWN: [&str; 4] = ["999990019", "999990020", "999990032", "999990044"];

/// The running service.
pub(crate) struct World {
    pub(crate) context: Context,
    pub(crate) server: Server,
    pub(crate) one: String,
    pub(crate) two: String,
    pub(crate) office: String,
    pub(crate) ids: Vec<String>,
}

/// Starts it.
pub(crate) async fn world() -> World {
    world_on(platform::clock::Clock::system()).await
}

/// Starts it on a clock of one's own.
pub(crate) async fn world_on(clock: platform::clock::Clock) -> World {
    register_of_persons();
    let context = Context { clock, ..platform::testing::context(&SERVICE).await };
    let server = testing::serve(&SERVICE, &context).await;
    let national = server.token(NATIONAL_OIN, ALL);
    let mut ids = Vec::new();
    for (naam, soort, code, oin, wetten) in [
        ("Gemeente Proefstad", "gemeente", "9901", ONE, json!(["WMO", "JW"])),
        ("Gemeente Proefdorp", "gemeente", "9902", TWO, json!(["WMO", "JW"])),
        ("Zorgkantoor Proefregio", "zorgkantoor", "5501", OFFICE, json!(["WLZ"])),
    ] {
        let body = json!({ "naam": naam, "soort": soort, "afzendercode": code, "oin": oin,
            "wetten": wetten });
        let answer = server.post(&national, "/verstrekkers", &body).send().await.unwrap();
        assert_eq!(answer.status(), 201);
        let made: Value = answer.json().await.unwrap();
        ids.push(made["id"].as_str().unwrap().to_owned());
    }
    let (one, two) = (server.token(ONE, ALL), server.token(TWO, ALL));
    let office = server.token(OFFICE, ALL);
    World { context, server, one, two, office, ids }
}

fn register_of_persons() {
    let path = std::env::temp_dir().join(format!("brp-{}.ndjson", std::process::id()));
    let line = |(n, bsn): (usize, &&str)| {
        json!({ "bsn": bsn, "naam": format!("Proef Persoon {n}"), "geboortedatum": "1960-01-01",
            "adres": { "postcode": "9999XX", "huisnummer": n + 1 } })
        .to_string()
    };
    let lines = KNOWN.iter().enumerate().map(line).collect::<Vec<_>>().join("\n");
    if set_brp(Brp::of_file(&path)) {
        std::fs::write(&path, lines).unwrap();
    }
}

/// A Wmo message of gemeente 9901: one function, the whole of 2026.
#[derive(Clone)]
pub(crate) struct Message {
    pub(crate) wet: &'static str,
    pub(crate) code: &'static str,
    pub(crate) afzender: &'static str,
    pub(crate) identificatie: String,
    pub(crate) bsn: String,
    pub(crate) budget: String,
    pub(crate) oud: Option<String>,
    pub(crate) relaties: String,
    pub(crate) delen: Vec<(&'static str, &'static str, &'static str, i64)>,
}

impl Message {
    pub(crate) fn new(identificatie: &str, budget: &str) -> Self {
        Self {
            wet: "WMO",
            code: "458",
            afzender: "9901",
            identificatie: identificatie.to_owned(),
            bsn: KNOWN[0].to_owned(),
            budget: budget.to_owned(),
            oud: None,
            relaties: String::new(),
            delen: vec![("02", "2026-01-01", "2026-12-31", 2_000_000)],
        }
    }

    /// As XML, lines ended as told.
    pub(crate) fn xml(&self, end: &str) -> String {
        let Self { wet, code, afzender, identificatie, bsn, budget, oud, relaties, delen } = self;
        let oud = oud
            .as_ref()
            .map(|oud| format!("<BudgetIdentificatieOud>{oud}</BudgetIdentificatieOud>\n"));
        let delen: Vec<String> = delen.iter().map(functiebudget).collect();
        let delen = delen.concat();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <Bericht xmlns=\"urn:nl:pgb-keten:ipgb:2.1:{wet}501\">\n<Header>\n\
             <BerichtCode>{code}</BerichtCode>\n<BerichtVersie>2</BerichtVersie>\n\
             <BerichtSubversie>1</BerichtSubversie>\n<Afzender>{afzender}</Afzender>\n\
             <BerichtIdentificatie>\n<Identificatie>{identificatie}</Identificatie>\n\
             <Dagtekening>2026-01-05</Dagtekening>\n</BerichtIdentificatie>\n<XsdVersie>\n\
             <BasisschemaXsdVersie>1.0.0</BasisschemaXsdVersie>\n\
             <BerichtXsdVersie>1.0.0</BerichtXsdVersie>\n</XsdVersie>\n</Header>\n<Client>\n\
             <Bsn>{bsn}</Bsn>\n{relaties}<Budget>\n\
             <BudgetIdentificatie>{budget}</BudgetIdentificatie>\n{}{delen}</Budget>\n</Client>\n\
             </Bericht>\n",
            oud.unwrap_or_default()
        )
        .replace('\n', end)
    }
}

fn functiebudget(
    (functie, van, tot, bedrag): &(&'static str, &'static str, &'static str, i64),
) -> String {
    format!(
        "<FunctieBudget>\n<Zorgfunctie>{functie}</Zorgfunctie>\n<FunctieBudgetPeriode>\
         <Ingangsdatum>{van}</Ingangsdatum><Einddatum>{tot}</Einddatum>\
         </FunctieBudgetPeriode>\n<FunctieBudgetBedrag>{bedrag}</FunctieBudgetBedrag>\n\
         </FunctieBudget>\n"
    )
}

impl World {
    /// Sends bytes to the XML door: status, message id, body.
    pub(crate) async fn send(&self, token: &str, body: Vec<u8>) -> (u16, String, String) {
        let answer = self
            .server
            .client
            .post(format!("{}/berichten", self.server.url))
            .bearer_auth(token)
            .header("content-type", "application/xml")
            .body(body)
            .send()
            .await
            .unwrap();
        let status = answer.status().as_u16();
        let id = answer.headers().get("bericht-id").map(|id| id.to_str().unwrap().to_owned());
        (status, id.unwrap_or_default(), answer.text().await.unwrap())
    }

    /// Sends a message of gemeente 9901 that is answered: the retourcodes of the answer, sorted.
    pub(crate) async fn codes(&self, message: &Message) -> Vec<String> {
        let (status, _, retour) = self.send(&self.one, message.xml("\n").into_bytes()).await;
        assert_eq!(status, 200, "{retour}");
        codes(&retour)
    }

    /// Sends a message that must be good.
    pub(crate) async fn accepted(&self, token: &str, message: &Message) {
        let (status, _, retour) = self.send(token, message.xml("\r\n").into_bytes()).await;
        assert_eq!((status, codes(&retour)), (200, vec!["0200".to_owned()]), "{retour}");
    }

    /// The toekenningen of a person, as this caller sees them.
    pub(crate) async fn of_person(&self, token: &str, bsn: &str) -> Vec<Value> {
        let body = json!({ "bsn": bsn });
        let answer = self.server.post(token, "/toekenningen/_zoek", &body).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        let found: Value = answer.json().await.unwrap();
        found["items"].as_array().unwrap().clone()
    }

    /// A GET that answers JSON.
    pub(crate) async fn get(&self, token: &str, path: &str) -> (u16, Value) {
        let answer = self.server.get(token, path).send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    /// Counts with a statement, over all rows.
    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        self.context
            .transact(Scope::Landelijk, move |conn| {
                async move { count(conn, sql).await.map_err(Problem::from) }.boxed()
            })
            .await
            .unwrap()
    }

    /// The data of every fact of a type, in order of version.
    pub(crate) async fn facts(&self, kind: &'static str) -> Vec<Value> {
        self.context
            .transact(Scope::Landelijk, move |conn| {
                async move { facts(conn, kind).await.map_err(Problem::from) }.boxed()
            })
            .await
            .unwrap()
    }
}

/// The retourcodes in an answer, sorted, each once; 0200 only when there is no other.
pub(crate) fn codes(retour: &str) -> Vec<String> {
    let mut codes: Vec<String> = retour
        .split("<RetourCode>")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap().to_owned())
        .collect();
    codes.sort();
    codes.dedup();
    if codes.len() > 1 {
        codes.retain(|code| code != "0200");
    }
    codes
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

async fn count(
    conn: &mut AsyncPgConnection,
    sql: &'static str,
) -> Result<i64, diesel::result::Error> {
    let row: Count = diesel::sql_query(sql).get_result(conn).await?;
    Ok(row.count)
}

#[derive(diesel::QueryableByName)]
struct Event {
    #[diesel(sql_type = Text)]
    data: String,
}

async fn facts(
    conn: &mut AsyncPgConnection,
    kind: &'static str,
) -> Result<Vec<Value>, diesel::result::Error> {
    let rows: Vec<Event> = diesel::sql_query(
        "SELECT convert_from(envelope, 'UTF8') AS data FROM event WHERE type = $1 \
         ORDER BY subject, versie",
    )
    .bind::<Text, _>(kind)
    .load(conn)
    .await?;
    Ok(rows.iter().map(|row| serde_json::from_str(&row.data).unwrap()).collect())
}
