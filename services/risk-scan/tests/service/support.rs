//! Facts as they come from the others, and the signals as they stand.

use contracts::{
    Betaalstaat, BetalingBijgewerkt, Envelope, Fact, Source, VerstrekkerVastgesteld,
    ZorgverlenerVastgesteld, examples,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use futures_util::FutureExt as _;
use jiff::civil::Date;
use kernel::{Euro, KvkNummer, Oin};
use platform::messaging::consumer::Hearer;
use platform::messaging::inbox::{Incoming, Tally, apply_batch};
use platform::{Context, Fault, Scope, clock, testing};
use risk_scan::SERVICE;
use risk_scan::leesmodel::messages::{Stamgegevens, Stroom};
use risk_scan::signaal::flows;
use serde_json::Value;
use uuid::Uuid;

/// The account of most tests.
pub(crate) const REKENING: &str = "ref-rekening-1";

/// A message of a version of a fact; the same fact and version give the same message.
pub(crate) fn message<F: Fact>(versie: i64, fact: F) -> Incoming {
    let source = Source::new(&Oin::parse(testing::OIN).unwrap(), "proef");
    // Two facts may be of one subject: an id per kind, subject and version.
    let kind = F::TYPE.bytes().fold(7_u64, |sum, byte| sum.wrapping_mul(31) ^ u64::from(byte));
    let told = u128::from(kind.wrapping_add(versie.unsigned_abs()));
    let id = Uuid::from_u128(fact.subject().as_u128().wrapping_mul(31) ^ (told << 64));
    let envelope = Envelope::new(id, source, versie, "2026-05-01T10:00:00Z".parse().unwrap(), fact);
    incoming(&serde_json::to_value(envelope).unwrap())
}

pub(crate) fn incoming(envelope: &Value) -> Incoming {
    Incoming {
        body: serde_json::to_vec(envelope).unwrap(),
        headers: serde_json::json!({}),
        traceparent: None,
    }
}

/// A service with an empty database.
pub(crate) struct Dienst {
    pub(crate) context: Context,
}

/// A part as it stands, in words that do not depend on when or in which order it was made.
#[derive(Debug, Clone, PartialEq, Eq, diesel::QueryableByName)]
pub(crate) struct Stand {
    #[diesel(sql_type = diesel::sql_types::Text)]
    pub(crate) sleutel: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    pub(crate) venster: String,
    #[diesel(sql_type = diesel::sql_types::Uuid)]
    pub(crate) verstrekker_id: Uuid,
    #[diesel(sql_type = diesel::sql_types::Text)]
    pub(crate) status: String,
    #[diesel(sql_type = diesel::sql_types::Jsonb)]
    pub(crate) waarden: Value,
    #[diesel(sql_type = diesel::sql_types::Array<diesel::sql_types::Uuid>)]
    pub(crate) bewijs: Vec<Uuid>,
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    count: i64,
}

impl Dienst {
    pub(crate) async fn fresh() -> Self {
        Self { context: testing::context(&SERVICE).await }
    }

    pub(crate) async fn hear(&self, hearer: &dyn Hearer, batch: &[Incoming]) -> Tally {
        apply_batch(&self.context, hearer, batch).await.unwrap()
    }

    /// Hears payments and the like, all of which must be applied.
    pub(crate) async fn stroom(&self, batch: &[Incoming]) {
        assert_eq!(self.hear(&Stroom, batch).await.applied, batch.len());
    }

    pub(crate) async fn stamgegevens(&self, batch: &[Incoming]) {
        assert_eq!(self.hear(&Stamgegevens, batch).await.applied, batch.len());
    }

    /// Steps the job until nothing is left.
    pub(crate) async fn follow(&self) {
        while flows::evaluate_touched(&self.context).await.unwrap() {}
    }

    pub(crate) async fn reconcile(&self) {
        flows::evaluate_all(&self.context).await.unwrap();
    }

    /// Runs a statement under a scope, in a transaction of its own.
    pub(crate) async fn run(&self, scope: Scope, statement: &str) -> Result<usize, Fault> {
        let statement = statement.to_owned();
        self.context
            .transact(scope, move |conn| {
                let statement = statement.clone();
                async move { Ok::<_, Fault>(diesel::sql_query(statement).execute(conn).await?) }
                    .boxed()
            })
            .await
    }

    /// Rows that follow `FROM`, under a scope.
    pub(crate) async fn count(&self, scope: Scope, from: &str) -> i64 {
        let query = format!("SELECT count(*) AS count FROM {from}");
        self.load::<Count>(scope, &query).await.remove(0).count
    }

    pub(crate) async fn load<R>(&self, scope: Scope, query: &str) -> Vec<R>
    where
        R: diesel::deserialize::FromSqlRow<diesel::sql_types::Untyped, diesel::pg::Pg>
            + Send
            + 'static,
    {
        let query = query.to_owned();
        self.context
            .transact(scope, move |conn: &mut AsyncPgConnection| {
                let query = query.clone();
                async move { Ok::<_, Fault>(diesel::sql_query(query).load::<R>(conn).await?) }
                    .boxed()
            })
            .await
            .unwrap()
    }

    /// Every part of R01 as it stands.
    pub(crate) async fn standen(&self) -> Vec<Stand> {
        self.load(
            Scope::Landelijk,
            "SELECT s.sleutel, d.venster, d.verstrekker_id, d.status, d.waarden, \
             ARRAY(SELECT b.feit_id FROM bewijs AS b WHERE b.deel_id = d.id \
             AND b.vervallen_op IS NULL AND b.soort = 'betaling' ORDER BY 1) AS bewijs \
             FROM signaal_deel AS d JOIN signaal AS s ON s.id = d.signaal_id \
             WHERE d.indicator = 'R01' ORDER BY 1, 2, 3",
        )
        .await
    }

    /// Makes the verstrekkers known, each with an OIN of its own.
    pub(crate) async fn verstrekkers(&self, count: u8) -> Vec<(Uuid, String)> {
        let known: Vec<(Uuid, String)> = (1..=count)
            .map(|number| (verstrekker(number), format!("000000990000000020{number:02}")))
            .collect();
        let batch: Vec<Incoming> = known
            .iter()
            .map(|(id, oin)| {
                let mut fact: VerstrekkerVastgesteld = examples::verstrekker_vastgesteld();
                fact.verstrekker_id = *id;
                fact.oin = Oin::parse(oin).unwrap();
                fact.mandaten = Vec::new();
                message(1, fact)
            })
            .collect();
        self.stamgegevens(&batch).await;
        known
    }

    /// Three zorgverleners of one verstrekker paid on one account, judged.
    pub(crate) async fn three_on_one_account(&self, verstrekker_id: Uuid) {
        let batch: Vec<Incoming> =
            (1_u8..4).map(|n| message(1, betaald(n, verstrekker_id, n, REKENING))).collect();
        self.stroom(&batch).await;
        self.follow().await;
    }
}

pub(crate) fn verstrekker(number: u8) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0001_0000 + u128::from(number))
}

pub(crate) fn zorgverlener_id(number: u8) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0002_0000 + u128::from(number))
}

pub(crate) fn betaling_id(number: u8) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0003_0000 + u128::from(number))
}

/// Payment `number` of 100 euro, booked on that day of March 2026.
pub(crate) fn betaald(
    number: u8,
    verstrekker_id: Uuid,
    zorgverlener: u8,
    rekening: &str,
) -> BetalingBijgewerkt {
    let mut fact = examples::betaling_bijgewerkt();
    fact.betaling_id = betaling_id(number);
    fact.verstrekker_id = verstrekker_id;
    fact.zorgverlener_id = zorgverlener_id(zorgverlener);
    fact.iban_ref = Some(rekening.to_owned());
    fact.bedrag = Euro::from_cents(10_000);
    fact.staat = Betaalstaat::Betaald;
    fact.betaald_op = Date::new(2026, 3, i8::try_from(number % 28 + 1).unwrap()).ok();
    fact
}

pub(crate) fn teruggekomen(fact: BetalingBijgewerkt) -> BetalingBijgewerkt {
    BetalingBijgewerkt { staat: Betaalstaat::Teruggekomen, ..fact }
}

pub(crate) fn persoon(number: u8, adres: Option<&str>) -> ZorgverlenerVastgesteld {
    let mut fact = examples::zorgverlener_vastgesteld();
    fact.zorgverlener_id = zorgverlener_id(number);
    fact.natuurlijk_persoon = true;
    fact.kvk_nummer = None;
    fact.adres_ref = adres.map(str::to_owned);
    fact.verstrekkers = vec![verstrekker(1)];
    fact
}

pub(crate) fn firma(number: u8, kvk: &str, adres: &str) -> ZorgverlenerVastgesteld {
    let mut fact = persoon(number, Some(adres));
    fact.natuurlijk_persoon = false;
    fact.kvk_nummer = Some(KvkNummer::parse(kvk).unwrap());
    fact
}

/// Today, as the service sees it.
pub(crate) fn today(context: &Context) -> Date {
    clock::day_of(context.clock.now())
}
