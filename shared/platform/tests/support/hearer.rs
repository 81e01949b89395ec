//! A hearer that keeps the amount of the newest version, and the messages it is given.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::allow_attributes,
    reason = "each test program uses a part"
)]

use contracts::BudgetstandBijgewerkt;
use contracts::catalogue::{Queue, ZORGDOMEIN_GEBOEKT};
use diesel::sql_types::{BigInt, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use platform::messaging::consumer::{Delivery, Hearer, Verdict};
use platform::messaging::inbox::Incoming;
use platform::messaging::outbox::Said;
use platform::{Context, Fault};
use uuid::Uuid;

/// This amount can never be applied.
pub const NEVER: i64 = 13;
/// This amount makes the hearer fail.
pub const FAILS: i64 = 666;
/// This amount makes the hearer panic.
pub const PANICS: i64 = 667;

pub struct Proef;

impl Hearer for Proef {
    fn queue(&self) -> Queue {
        ZORGDOMEIN_GEBOEKT
    }

    fn hear<'a>(
        &'a self,
        _context: &'a Context,
        conn: &'a mut AsyncPgConnection,
        batch: &'a [Delivery],
    ) -> BoxFuture<'a, Result<Vec<Verdict>, Fault>> {
        async move {
            let mut verdicts = Vec::new();
            for delivery in batch {
                verdicts.push(match delivery.fact::<BudgetstandBijgewerkt>() {
                    Ok(fact) => keep(conn, &fact).await?,
                    Err(verdict) => verdict,
                });
            }
            Ok(verdicts)
        }
        .boxed()
    }
}

async fn keep(
    conn: &mut AsyncPgConnection,
    fact: &BudgetstandBijgewerkt,
) -> Result<Verdict, Fault> {
    let cents = fact.potten[0].besteed.cents();
    if !fact.budgethouder_id.is_nil() && !is_known(conn, fact.budgethouder_id).await? {
        return Ok(Verdict::NotYet("de oorzaak is nog niet bekend".to_owned()));
    }
    diesel::sql_query(
        "INSERT INTO proef (id, aantal) VALUES ($1, $2) \
         ON CONFLICT (id) DO UPDATE SET aantal = $2, keren = proef.keren + 1",
    )
    .bind::<SqlUuid, _>(fact.toekenning_id)
    .bind::<BigInt, _>(cents)
    .execute(conn)
    .await?;
    match cents {
        FAILS => Err(Fault::Other(anyhow::anyhow!("bedrag {cents} gaat niet"))),
        PANICS => panic!("een onmogelijke toestand"),
        NEVER => {
            diesel::sql_query("DELETE FROM proef WHERE id = $1")
                .bind::<SqlUuid, _>(fact.toekenning_id)
                .execute(conn)
                .await?;
            Ok(Verdict::Never("ongeluksgetal".to_owned()))
        }
        _ => Ok(Verdict::Applied),
    }
}

#[derive(diesel::QueryableByName)]
struct Amount {
    #[diesel(sql_type = BigInt)]
    aantal: i64,
    #[diesel(sql_type = BigInt)]
    keren: i64,
}

async fn is_known(conn: &mut AsyncPgConnection, cause: Uuid) -> Result<bool, Fault> {
    let found: Vec<Amount> =
        diesel::sql_query("SELECT 0::int8 AS aantal, 0::int8 AS keren FROM oorzaak WHERE id = $1")
            .bind::<SqlUuid, _>(cause)
            .load(conn)
            .await?;
    Ok(!found.is_empty())
}

/// The amount that is in effect for a subject, and how many times one was written.
pub async fn amount(context: &Context, id: Uuid) -> Option<(i64, i64)> {
    let mut conn = context.database.work.get().await.unwrap();
    let found: Vec<Amount> = diesel::sql_query("SELECT aantal, keren FROM proef WHERE id = $1")
        .bind::<SqlUuid, _>(id)
        .load(&mut conn)
        .await
        .unwrap();
    found.iter().map(|row| (row.aantal, row.keren)).next()
}

/// Makes a cause known.
pub async fn know(context: &Context, cause: Uuid) {
    let mut conn = context.database.work.get().await.unwrap();
    diesel::sql_query("INSERT INTO oorzaak (id) VALUES ($1)")
        .bind::<SqlUuid, _>(cause)
        .execute(&mut conn)
        .await
        .unwrap();
}

/// The message that carries this.
pub fn message(said: &Said) -> Incoming {
    bytes(said.envelope.clone())
}

/// Any bytes as a message.
pub fn bytes(body: Vec<u8>) -> Incoming {
    Incoming { body, headers: serde_json::json!({}), traceparent: None }
}
