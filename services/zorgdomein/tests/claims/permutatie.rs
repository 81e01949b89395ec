//! The same facts in any order of arrival end in the same state (pgb:R-TWK-09), over a real
//! service and database.
//!
//! A history is a set of facts about one budgethouder; it is told twice, to two budgethouders who
//! differ in nothing else, in two random orders. `PERMUTATIES` tells more of them, up to 1,999.

use std::sync::Arc;

use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;
use futures_util::FutureExt;
use futures_util::future::join_all;
use platform::{Problem, Scope};
use serde_json::{Value, json};

use super::support::{Afspraak, World, text, world};

/// Histories in an ordinary run, each told in two orders.
const HISTORIES: u32 = 250;
/// How many are told at the same time.
const AT_ONCE: u32 = 4;

/// Random numbers that are the same in every run: a failure can be seen again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        // Numerical Recipes' constants; the high half is random enough for a test.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for place in (1..items.len()).rev() {
            let other = usize::try_from(self.roll(u64::try_from(place).unwrap() + 1)).unwrap();
            items.swap(place, other);
        }
    }
}

/// A thing that becomes known.
#[derive(Debug, Clone)]
enum Fact {
    /// The toets says yes.
    Toets,
    /// The verstrekker says yes.
    Oordeel,
    /// A claim of some days of March, at the old or the new rate.
    Claim { nummer: u64, eerste: u64, dagen: u64, tarief: i64 },
    /// The rate rises from 1 March.
    Tarief,
    /// The agreement ends on a day of March.
    Einde(u64),
    /// The budgethouder died on a day of March.
    Overlijden(u64),
    /// The zorgverlener was ill on days of March.
    Ziekte(u64, u64),
    /// The grant ends on a day of March.
    Korter(u64),
}

/// A history: the approvals, up to three claims on days of their own, and what may change.
fn history(dice: &mut Dice) -> Vec<Fact> {
    let mut facts = vec![Fact::Toets, Fact::Oordeel];
    for nummer in 0..=dice.roll(3) {
        let dagen = 1 + dice.roll(9);
        let tarief = if dice.roll(2) == 0 { 3000 } else { 3200 };
        facts.push(Fact::Claim { nummer, eerste: 1 + nummer * 10, dagen, tarief });
    }
    let may = |dice: &mut Dice| dice.roll(2) == 0;
    if may(dice) {
        facts.push(Fact::Tarief);
    }
    if may(dice) {
        facts.push(Fact::Einde(1 + dice.roll(31)));
    }
    if may(dice) {
        facts.push(Fact::Overlijden(1 + dice.roll(31)));
    }
    if may(dice) {
        let from = 1 + dice.roll(25);
        facts.push(Fact::Ziekte(from, from + dice.roll(6)));
    }
    if may(dice) {
        facts.push(Fact::Korter(1 + dice.roll(31)));
    }
    facts
}

/// An order of arrival. A change can only be signed of an agreement that both approved: a client
/// that is told so comes again later.
fn arrival(facts: &[Fact], dice: &mut Dice) -> Vec<Fact> {
    let mut order = facts.to_vec();
    dice.shuffle(&mut order);
    let change = |fact: &Fact| matches!(fact, Fact::Tarief | Fact::Einde(_));
    let (late, mut early): (Vec<Fact>, Vec<Fact>) = order.into_iter().partition(change);
    let approved = early
        .iter()
        .rposition(|fact| matches!(fact, Fact::Toets | Fact::Oordeel))
        .map_or(0, |place| place + 1);
    for fact in late {
        let room = u64::try_from(early.len() - approved).unwrap() + 1;
        let at = approved + usize::try_from(dice.roll(room)).unwrap();
        early.insert(at, fact);
    }
    early
}

fn march(day: u64) -> String {
    format!("2026-03-{day:02}")
}

/// One budgethouder with an agreement that nobody approved yet.
struct Partij {
    n: u32,
    afspraak: Afspraak,
    budgethouder: Value,
    zorgverlener: Value,
    verstrekker: Value,
}

async fn begin(world: &World, n: u32) -> Partij {
    let grant = world.grant(&world.one, "WMO", n, "02").await;
    let carer = world.carer(&world.one, n + 4000, &grant["verstrekkerId"]).await;
    let mut body = World::agreement_body(&grant, &carer, &format!("ZOV-{n}"), 3000);
    body["soort"] = json!("opdracht");
    let made = world.make(&world.one, "/zorgovereenkomsten", &body).await;
    Partij {
        n,
        afspraak: Afspraak {
            id: text(&made["id"]),
            regel: text(&made["regels"][0]["id"]),
            pot: text(&grant["potten"][0]["id"]),
            toekenning: text(&grant["id"]),
            tarief: 3000,
        },
        budgethouder: grant["budgethouderId"].clone(),
        zorgverlener: carer["id"].clone(),
        verstrekker: grant["verstrekkerId"].clone(),
    }
}

impl Partij {
    fn claim(&self, nummer: u64, eerste: u64, dagen: u64, tarief: i64) -> Value {
        let days: Vec<Value> = (eerste..eerste + dagen)
            .map(|day| json!({ "datum": march(day), "aantal": 400 }))
            .collect();
        let hours = i64::try_from(dagen).unwrap() * 400;
        let bedrag = hours * tarief / 100;
        json!({
            "kenmerk": format!("P{}-{nummer}", self.n), "zorgovereenkomstId": self.afspraak.id,
            "soort": "uren",
            "regels": [{ "regelId": self.afspraak.regel, "begindatum": march(eerste),
                "einddatum": march(eerste + dagen - 1), "aantal": hours, "eenheid": "uur",
                "tarief": tarief, "bedrag": bedrag, "dagen": days }],
            "totaal": bedrag
        })
    }

    fn happened(&self, wie: &Value, soort: &str, van: u64, tot: Option<u64>) -> Value {
        let mut body = json!({ "persoonId": wie, "verstrekkerId": self.verstrekker,
            "soort": soort, "geldigVan": march(van), "reden": "Proef." });
        if let Some(tot) = tot {
            body["geldigTot"] = json!(march(tot));
        }
        body
    }

    /// Tells one fact. What is refused because it no longer makes a difference is no fault.
    async fn tell(&self, world: &World, fact: &Fact) {
        let own = |tail: &str| format!("/zorgovereenkomsten/{}/{tail}", self.afspraak.id);
        let (path, body) = match fact {
            Fact::Toets => {
                world.toets(&self.afspraak.id, 1, "akkoord").await;
                return;
            }
            Fact::Claim { nummer, eerste, dagen, tarief } => {
                let claim = self.claim(*nummer, *eerste, *dagen, *tarief);
                let answers = world.bulk(&world.one, &[claim]).await;
                assert_eq!(answers[0]["status"], 201, "{answers:#?}");
                return;
            }
            Fact::Oordeel => (own("beoordelingen"), json!({ "oordeel": "goed" })),
            Fact::Tarief => (
                own("wijzigingen"),
                json!({ "ingangsdatum": "2026-03-01", "ondertekendOp": "2026-04-12",
                    "regels": [{ "regelId": self.afspraak.regel, "tarief": 3200 }] }),
            ),
            Fact::Einde(day) => {
                (own("beeindigingen"), json!({ "einddatum": march(*day), "reden": "overleg" }))
            }
            Fact::Overlijden(day) => {
                let body = self.happened(&self.budgethouder, "overlijden", *day, None);
                ("/omstandigheden".to_owned(), body)
            }
            Fact::Ziekte(van, tot) => {
                let body = self.happened(&self.zorgverlener, "ziekte", *van, Some(*tot));
                ("/omstandigheden".to_owned(), body)
            }
            Fact::Korter(day) => ("/toekenningen".to_owned(), self.shorter(*day)),
        };
        let (status, answer) = world.post(&world.one, &path, &body).await;
        let too_late = matches!(fact, Fact::Einde(_)) && status == 400;
        assert!(status == 201 || too_late, "{fact:?}: {status} {answer:#}");
    }

    fn shorter(&self, day: u64) -> Value {
        json!({
            "afzender": "9901", "berichtIdentificatie": format!("KORT{}", self.n),
            "dagtekening": "2026-04-10", "wet": "WMO",
            "client": { "bsn": super::support::bsn(self.n) },
            "budget": {
                "budgetIdentificatie": format!("C{:08}", self.n),
                "budgetIdentificatieOud": format!("B{:08}", self.n),
                "functieBudgetten": [{ "zorgfunctie": "02", "functieBudgetPeriode":
                    { "ingangsdatum": "2026-01-01", "einddatum": march(day) },
                    "functieBudgetBedrag": 10_000_000 }]
            }
        })
    }
}

#[derive(diesel::QueryableByName)]
struct Stand {
    #[diesel(sql_type = Text)]
    stand: String,
}

/// What is true at the end: each claim with its status, what counts and what is due, and that
/// what was said last is what is due.
async fn standing(world: &World, n: u32) -> Vec<String> {
    let prefix = format!("P{n}-");
    world
        .context
        .transact(Scope::Landelijk, move |conn| {
            let prefix = prefix.clone();
            async move {
                let rows: Vec<Stand> = diesel::sql_query(
                    "SELECT substr(d.kenmerk, length($1) + 1) || ' ' || d.status || ' ' || \
                     d.verschuldigd || ' ' || r.aantal_toegekend || ' ' || coalesce((SELECT \
                     convert_from(e.envelope, 'UTF8')::jsonb->'data'->>'totaalVerschuldigd' \
                     FROM event e WHERE e.subject = d.id \
                     AND e.type = 'nl.pgb.declaratie-vastgesteld.v1' \
                     ORDER BY e.versie DESC LIMIT 1), '0') AS stand FROM declaratie d \
                     JOIN declaratieregel r ON r.declaratie_id = d.id \
                     WHERE d.kenmerk LIKE $1 || '%' ORDER BY 1",
                )
                .bind::<Text, _>(&prefix)
                .load(conn)
                .await?;
                Ok::<_, Problem>(rows.into_iter().map(|row| row.stand).collect())
            }
            .boxed()
        })
        .await
        .unwrap()
}

async fn compare(world: Arc<World>, seed: u32) {
    let mut dice = Dice(u64::from(seed).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let facts = history(&mut dice);
    let mut ends = Vec::new();
    for copy in 0..2 {
        let order = arrival(&facts, &mut dice);
        let partij = begin(&world, 1 + seed * 2 + copy).await;
        for fact in &order {
            partij.tell(&world, fact).await;
        }
        ends.push((standing(&world, partij.n).await, order));
    }
    let [(one, first), (other, second)] = ends.as_slice() else { panic!("two orders") };
    assert_eq!(one, other, "history {seed}: {first:#?} and {second:#?}");
    for stand in one {
        let words: Vec<&str> = stand.split(' ').collect();
        assert_eq!(words[2], words[4], "what was said last is what is due: {stand}");
    }
}

/// One lane of histories: the lanes share them all.
async fn compare_all(world: Arc<World>, seeds: std::ops::Range<u32>) {
    for seed in seeds.step_by(usize::try_from(AT_ONCE).unwrap()) {
        compare(Arc::clone(&world), seed).await;
    }
}

#[tokio::test]
async fn the_same_facts_in_any_order_of_arrival_end_in_the_same_state() {
    #[expect(clippy::disallowed_methods, reason = "a test has no command line of its own")]
    let asked = std::env::var("PERMUTATIES").ok();
    let histories = asked.and_then(|text| text.parse().ok());
    let histories: u32 = histories.unwrap_or(HISTORIES);
    assert!(histories < 2000, "there are no more test persons");
    let world = Arc::new(world().await);
    join_all((0..AT_ONCE).map(|lane| compare_all(Arc::clone(&world), lane..histories))).await;
    let claims = "SELECT count(*) FROM declaratie WHERE status = 'goedgekeurd'";
    assert!(world.count(claims).await > i64::from(histories) / 2, "claims are also right");
}
