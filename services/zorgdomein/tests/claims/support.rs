//! A running service on 12 April 2026 with two gemeenten and a zorgkantoor, a grant, a zorgverlener,
//! and what is needed to make an agreement active.

use contracts::catalogue::Queue;
use diesel::sql_types::{BigInt, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use futures_util::FutureExt;
use jiff::Timestamp;
use platform::clock::Clock;
use platform::http::testing::{self, Server};
use platform::messaging::consumer::{Delivery, Verdict};
use platform::testing::NATIONAL_OIN;
use platform::{Context, Fault, Problem, Scope};
use serde_json::{Value, json};
use zorgdomein::SERVICE;

/// Gemeente 9901.
pub(crate) const ONE: &str = "00000099000000010001";
/// Gemeente 9902.
pub(crate) const TWO: &str = "00000099000000010002";
/// Zorgkantoor 5501.
pub(crate) const OFFICE: &str = "00000099000000010101";
/// Everything a verstrekker may do here.
pub(crate) const ALL: &str = "pgb.toekenningen.lezen pgb.toekenningen.schrijven \
    pgb.zorgverleners.lezen pgb.zorgverleners.schrijven pgb.budgethouders.lezen \
    pgb.verstrekkers.lezen pgb.verstrekkers.schrijven pgb.zorgovereenkomsten.lezen \
    pgb.zorgovereenkomsten.schrijven pgb.zorgovereenkomsten.beoordelen \
    pgb.declaraties.lezen pgb.declaraties.schrijven pgb.declaraties.beoordelen \
    pgb.omstandigheden.schrijven";

/// The running service.
pub(crate) struct World {
    pub(crate) context: Context,
    clock: std::path::PathBuf,
    pub(crate) server: Server,
    pub(crate) one: String,
    pub(crate) two: String,
    pub(crate) office: String,
}

/// An agreement that may be claimed on.
#[derive(Debug, Clone)]
pub(crate) struct Afspraak {
    pub(crate) id: String,
    pub(crate) regel: String,
    pub(crate) pot: String,
    pub(crate) toekenning: String,
    pub(crate) tarief: i64,
}

/// Starts it.
pub(crate) async fn world() -> World {
    let mut context = platform::testing::context(&SERVICE).await;
    let file = std::env::temp_dir().join(format!("clock-{}", platform::id::new_uuid()));
    std::fs::write(&file, "2026-04-12T10:00:00Z").unwrap();
    context.clock = Clock::from_file(file.clone());
    let server = testing::serve(&SERVICE, &context).await;
    let national = server.token(NATIONAL_OIN, ALL);
    for (naam, soort, code, oin, wetten) in [
        ("Gemeente Proefstad", "gemeente", "9901", ONE, json!(["WMO", "JW"])),
        ("Gemeente Proefdorp", "gemeente", "9902", TWO, json!(["WMO", "JW"])),
        ("Zorgkantoor Proefregio", "zorgkantoor", "5501", OFFICE, json!(["WLZ"])),
    ] {
        let body = json!({ "naam": naam, "soort": soort, "afzendercode": code, "oin": oin,
            "wetten": wetten });
        let answer = server.post(&national, "/verstrekkers", &body).send().await.unwrap();
        assert_eq!(answer.status(), 201);
    }
    let (one, two) = (server.token(ONE, ALL), server.token(TWO, ALL));
    let office = server.token(OFFICE, ALL);
    World { context, clock: file, server, one, two, office }
}

/// The number of test person `n`, in the range of invented persons.
pub(crate) fn bsn(n: u32) -> String {
    static NUMBERS: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(|| {
        let good = |number: &String| kernel::Bsn::parse(number).is_ok();
        (0..100_000).map(|tail| format!("9999{tail:05}")).filter(good).collect()
    });
    NUMBERS[usize::try_from(n).unwrap()].clone()
}

impl World {
    /// A POST; on a busy machine a client tries again.
    pub(crate) async fn post(&self, token: &str, path: &str, body: &Value) -> (u16, Value) {
        for _ in 0..50 {
            let answer = self.server.post(token, path, body).send().await.unwrap();
            let status = answer.status().as_u16();
            if status != 503 {
                return (status, answer.json().await.unwrap());
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        panic!("{path} stayed busy");
    }

    /// Sets the clock of the process to noon of a day and waits until it is felt.
    pub(crate) async fn set_day(&self, day: &str) {
        std::fs::write(&self.clock, format!("{day}T10:00:00Z")).unwrap();
        let day: jiff::civil::Date = day.parse().unwrap();
        for _ in 0..500 {
            if self.context.clock.today() == day {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("the clock never showed {day}");
    }

    /// Lets a job of the service do its steps until nothing is left.
    pub(crate) async fn run_job(&self, name: &str) {
        let job = SERVICE.jobs.iter().find(|job| job.name == name).unwrap();
        for _ in 0..20 {
            if !(job.step)(&self.context).await.unwrap() {
                return;
            }
        }
        panic!("{name} goes on for ever");
    }

    pub(crate) async fn get(&self, token: &str, path: &str) -> (u16, Value) {
        let answer = self.server.get(token, path).send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    /// A POST that must make something.
    pub(crate) async fn make(&self, token: &str, path: &str, body: &Value) -> Value {
        let (status, made) = self.post(token, path, body).await;
        assert_eq!(status, 201, "{path}: {made:#}");
        made
    }

    /// A grant for test person `n`, for all of 2026.
    pub(crate) async fn grant(&self, token: &str, wet: &str, n: u32, functie: &str) -> Value {
        let afzender = match (wet, token == self.two) {
            ("WLZ", _) => "5501",
            (_, false) => "9901",
            (_, true) => "9902",
        };
        let body = json!({
            "afzender": afzender,
            "berichtIdentificatie": format!("{wet}{n:05}"),
            "dagtekening": "2026-01-05",
            "wet": wet,
            "client": { "bsn": bsn(n) },
            "budget": {
                "budgetIdentificatie": format!("B{n:08}"),
                "functieBudgetten": [{
                    "zorgfunctie": functie,
                    "functieBudgetPeriode":
                        { "ingangsdatum": "2026-01-01", "einddatum": "2026-12-31" },
                    "functieBudgetBedrag": 10_000_000
                }]
            }
        });
        self.make(token, "/toekenningen", &body).await
    }

    /// A zorgverlener, test person `n`, who works for these verstrekkers.
    pub(crate) async fn carer(&self, token: &str, n: u32, verstrekker: &Value) -> Value {
        let iban = population_iban(n);
        let body = json!({
            "soort": "persoon",
            "naam": format!("Proef Zorgverlener {n}"),
            "bsn": bsn(n),
            "geboortedatum": "1980-05-10",
            "iban": iban,
            "rekeninghouder": format!("Proef Zorgverlener {n}"),
            "verstrekkers": [verstrekker]
        });
        self.make(token, "/zorgverleners", &body).await
    }

    /// The body of an agreement of 1 January 2026, one line an hour.
    pub(crate) fn agreement_body(
        grant: &Value,
        carer: &Value,
        kenmerk: &str,
        tarief: i64,
    ) -> Value {
        let functie = &grant["potten"][0]["zorgfunctie"];
        json!({
            "kenmerk": kenmerk,
            "budgethouderId": grant["budgethouderId"],
            "zorgverlenerId": carer["id"],
            "soort": "opdracht",
            "ingangsdatum": "2026-01-01",
            "ondertekening": { "budgethouderOp": "2025-12-20", "zorgverlenerOp": "2025-12-20" },
            "afgeslotenOp": "2025-12-20",
            "relatieBudgethouder": "geen",
            "urenPerWeek": 800,
            "dagenPerWeek": 200,
            "vakantietoeslag": "inbegrepen",
            "vakantieUren": "geen",
            "derdenbeding": true,
            "ibOndernemer": true,
            "formeel": true,
            "regels": [{ "toekenningId": grant["id"], "zorgfunctie": functie, "eenheid": "uur",
                "tarief": tarief }]
        })
    }

    /// Lets the toets answer, as labour-check would.
    pub(crate) async fn toets(&self, id: &str, versie: i64, uitkomst: &str) -> Verdict {
        self.toets_of(id, 1, versie, uitkomst).await
    }

    /// The same for a later version of the agreement.
    pub(crate) async fn toets_of(
        &self,
        id: &str,
        overeenkomst_versie: i64,
        versie: i64,
        uitkomst: &str,
    ) -> Verdict {
        let data = json!({ "zorgovereenkomstId": id, "overeenkomstVersie": overeenkomst_versie,
            "uitkomst": uitkomst, "bevindingen": [] });
        let kind = "nl.pgb.zorgovereenkomst-getoetst.v1";
        self.hear(contracts::catalogue::ZORGDOMEIN_ANTWOORDEN, (kind, id, versie), data).await
    }

    /// Gives one fact to the hearer of a queue, in a transaction: what it is, whose, which version.
    pub(crate) async fn hear(
        &self,
        queue: Queue,
        (kind, subject, versie): (&'static str, &str, i64),
        data: Value,
    ) -> Verdict {
        let delivery = Delivery {
            id: platform::id::new_uuid(),
            source: "urn:nld:oin:00000099000000001000:systeem:proef".to_owned(),
            kind: kind.to_owned(),
            subject: subject.parse().unwrap(),
            versie,
            time: "2026-04-12T10:00:00Z".parse::<Timestamp>().unwrap(),
            data: serde_json::value::to_raw_value(&data).unwrap(),
        };
        let context = self.context.clone();
        self.context
            .transact_work(Scope::Landelijk, move |conn| {
                let (context, delivery) = (context.clone(), delivery.clone());
                async move {
                    let hearers = (SERVICE.hearers)(&context);
                    let hearer = hearers.iter().find(|own| own.queue() == queue).unwrap();
                    let mut verdicts = hearer.hear(&context, conn, &[delivery]).await?;
                    Ok::<_, Fault>(verdicts.pop().unwrap())
                }
                .boxed()
            })
            .await
            .unwrap()
    }

    /// An agreement that both approved, for the grant of test person `n` at gemeente 9901.
    pub(crate) async fn active(&self, n: u32, tarief: i64) -> Afspraak {
        self.active_at(&self.one, ("WMO", "02"), (n, tarief), |_| {}).await
    }

    /// The same elsewhere, under another law and function, with a change of the body.
    pub(crate) async fn active_at(
        &self,
        token: &str,
        (wet, functie): (&str, &str),
        (n, tarief): (u32, i64),
        spoil: impl FnOnce(&mut Value),
    ) -> Afspraak {
        let grant = self.grant(token, wet, n, functie).await;
        let carer = self.carer(token, n + 1000, &grant["verstrekkerId"]).await;
        let mut body = Self::agreement_body(&grant, &carer, &format!("ZOV-{n}"), tarief);
        spoil(&mut body);
        let made = self.make(token, "/zorgovereenkomsten", &body).await;
        let id = text(&made["id"]);
        assert_eq!(self.toets(&id, 1, "akkoord").await, Verdict::Applied);
        let path = format!("/zorgovereenkomsten/{id}/beoordelingen");
        let judged = self.make(token, &path, &json!({ "oordeel": "goed" })).await;
        assert_eq!(judged["status"], "actief");
        Afspraak {
            regel: text(&made["regels"][0]["id"]),
            pot: text(&grant["potten"][0]["id"]),
            toekenning: text(&grant["id"]),
            id,
            tarief,
        }
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

    /// The envelopes of every fact of a type, in order of subject and version.
    pub(crate) async fn facts(&self, kind: &'static str) -> Vec<Value> {
        self.context
            .transact(Scope::Landelijk, move |conn| {
                async move { facts(conn, kind).await.map_err(Problem::from) }.boxed()
            })
            .await
            .unwrap()
    }
}

/// A right claim of one line: `hours` in hundredths, days inclusive.
pub(crate) fn claim(afspraak: &Afspraak, kenmerk: &str, van: &str, tot: &str, hours: i64) -> Value {
    let bedrag = (hours * afspraak.tarief + 50) / 100;
    json!({
        "kenmerk": kenmerk,
        "zorgovereenkomstId": afspraak.id,
        "soort": "uren",
        "regels": [{ "regelId": afspraak.regel, "begindatum": van, "einddatum": tot,
            "aantal": hours, "eenheid": "uur", "tarief": afspraak.tarief, "bedrag": bedrag }],
        "totaal": bedrag
    })
}

/// The text of a JSON string.
pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// The checks in an answer that found something, as `D-33 A anderTarief`.
pub(crate) fn found(answer: &Value) -> Vec<String> {
    let outcomes = answer["uitkomsten"].as_array().unwrap_or_else(|| panic!("{answer:#}"));
    outcomes
        .iter()
        .filter(|outcome| outcome["uitkomst"] != "goed")
        .map(|own| [&own["check"], &own["uitkomst"], &own["gebrek"]].map(text).join(" "))
        .collect()
}

/// A Dutch test account that passes mod 97.
fn population_iban(n: u32) -> String {
    (2..=98)
        .map(|check| format!("NL{check:02}PROE{n:010}"))
        .find(|iban| kernel::Iban::parse(iban).is_ok())
        .unwrap()
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
