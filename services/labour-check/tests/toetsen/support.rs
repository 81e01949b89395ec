//! What the tests share: verstrekkers, agreements, and what was said about them.

use std::path::PathBuf;

use contracts::labour::{VakantieUren, Vakantietoeslag};
use contracts::{
    Envelope, Fact, Source, VerstrekkerVastgesteld, ZorgovereenkomstIngediend,
    ZorgovereenkomstVastgesteld, examples,
};
use diesel::sql_types::{BigInt, Bytea, Text};
use diesel_async::RunQueryDsl;
use jiff::civil::date;
use kernel::{Euro, Oin, Periode, SoortOvereenkomst};
use labour_check::toets::messages::Overeenkomsten;
use platform::clock::Clock;
use platform::messaging::inbox::{Incoming, Tally, apply_batch};
use platform::messaging::outbox::Said;
use platform::{Context, testing};
use serde_json::json;
use uuid::Uuid;

pub(crate) const OWN: &str = "00000099000000010001";
pub(crate) const NEIGHBOUR: &str = "00000099000000010002";
pub(crate) const SCOPE: &str = "pgb.toetsen.lezen pgb.toetsen.beoordelen";

/// A message as zorgdomein sends it.
pub(crate) fn message<F: contracts::Fact>(versie: i64, fact: F) -> Incoming {
    let source = Source::new(&Oin::parse(testing::OIN).expect("a test OIN"), "zorgdomein");
    Incoming {
        body: Said::new(&source, versie, fact).envelope,
        headers: json!({}),
        traceparent: None,
    }
}

pub(crate) fn verstrekker(oin: &str) -> VerstrekkerVastgesteld {
    VerstrekkerVastgesteld {
        verstrekker_id: Uuid::now_v7(),
        oin: Oin::parse(oin).expect("a test OIN"),
        mandaten: Vec::new(),
        ..examples::verstrekker_vastgesteld()
    }
}

/// An agreement under this verstrekker; without a birth date it wants a person to look.
pub(crate) fn agreement(
    verstrekker: &VerstrekkerVastgesteld,
    complete: bool,
) -> ZorgovereenkomstIngediend {
    let mut fact = examples::zorgovereenkomst_ingediend();
    fact.zorgovereenkomst_id = Uuid::now_v7();
    fact.verstrekkers = vec![verstrekker.verstrekker_id];
    if !complete {
        fact.feiten.partijen.ib_ondernemer = Some(false);
        fact.feiten.partijen.geboortedatum_zorgverlener = None;
    }
    fact
}

pub(crate) async fn hear(context: &Context, batch: &[Incoming]) -> Tally {
    apply_batch(context, &Overeenkomsten, batch).await.expect("the database answers")
}

#[derive(diesel::QueryableByName)]
struct Event {
    #[diesel(sql_type = Bytea)]
    envelope: Vec<u8>,
    #[diesel(sql_type = BigInt)]
    versie: i64,
}

/// What was said of this kind, oldest first.
pub(crate) async fn said<F: Fact>(context: &Context) -> Vec<(i64, F)> {
    let mut conn = context.database.work.get().await.expect("a connection");
    let events: Vec<Event> =
        diesel::sql_query("SELECT envelope, versie FROM event WHERE type = $1 ORDER BY versie")
            .bind::<Text, _>(F::TYPE)
            .load(&mut conn)
            .await
            .expect("the event log can be read");
    let read = |bytes: &[u8]| serde_json::from_slice::<Envelope<F>>(bytes).expect("a fact").data;
    events.iter().map(|event| (event.versie, read(&event.envelope))).collect()
}

/// The same about one subject.
pub(crate) async fn answers<F: Fact>(context: &Context, id: Uuid) -> Vec<(i64, F)> {
    said::<F>(context).await.into_iter().filter(|(_, fact)| fact.subject() == id).collect()
}

/// An employment by the hour from February 2026 at 14.71, the minimum of that half year, with
/// vakantiegeld on top.
pub(crate) fn employment(verstrekker: &VerstrekkerVastgesteld) -> ZorgovereenkomstIngediend {
    let mut fact = agreement(verstrekker, true);
    fact.feiten.soort = SoortOvereenkomst::Arbeidsovereenkomst;
    fact.feiten.looptijd.toekenning =
        Periode::try_new(date(2026, 1, 1), Some(date(2028, 12, 31))).ok();
    fact.feiten.beloning.bedrag = Euro::from_cents(1471);
    fact.feiten.beloning.vakantietoeslag = Vakantietoeslag::BijElkeBetaling;
    fact.feiten.beloning.vakantie_uren = VakantieUren::Doorbetaald;
    fact
}

/// Both approved it.
pub(crate) fn approved(fact: &ZorgovereenkomstIngediend) -> ZorgovereenkomstVastgesteld {
    let mut approved = examples::zorgovereenkomst_vastgesteld();
    approved.zorgovereenkomst_id = fact.zorgovereenkomst_id;
    for regel in &mut approved.regels {
        regel.verstrekker_id = fact.verstrekkers[0];
        regel.geldig_tot = None;
    }
    approved
}

/// A context whose clock stands at nine in the morning of this day.
pub(crate) async fn context_on(day: &str) -> Context {
    let mut context = testing::context(&labour_check::SERVICE).await;
    context.clock = Clock::from_file(set(None, day));
    context
}

/// Writes a day into a clock file; another file is another clock.
fn set(file: Option<PathBuf>, day: &str) -> PathBuf {
    let name = format!("pgb-labour-clock-{}", platform::id::new_uuid());
    let path = file.unwrap_or_else(|| std::env::temp_dir().join(name));
    std::fs::write(&path, format!("{day}T09:00:00+02:00")).expect("a clock file");
    path
}

/// The same database on a later day.
pub(crate) fn later(context: &Context, day: &str) -> Context {
    let mut context = context.clone();
    context.clock = Clock::from_file(set(None, day));
    context
}

/// A verstrekker, agreements that it heard of and approved, on a day.
pub(crate) async fn running(
    context: &Context,
    own: &VerstrekkerVastgesteld,
    facts: &[ZorgovereenkomstIngediend],
) {
    let mut batch = vec![message(1, own.clone())];
    batch.extend(facts.iter().map(|fact| message(1, fact.clone())));
    assert_eq!(hear(context, &batch).await.parked, 0);
    let approvals: Vec<Incoming> = facts.iter().map(|fact| message(1, approved(fact))).collect();
    assert_eq!(hear(context, &approvals).await.parked, 0);
}

/// Answers of a server.
pub(crate) async fn read(request: reqwest::RequestBuilder) -> (u16, serde_json::Value) {
    let response = request.send().await.expect("an answer");
    let status = response.status().as_u16();
    (status, response.json().await.unwrap_or(serde_json::Value::Null))
}
