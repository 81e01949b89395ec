//! The database: roles, row-level security, transactions, the event log.

#![cfg(test)]

#[cfg(test)]
#[path = "support/service.rs"]
mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::result::DatabaseErrorKind;
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use futures_util::FutureExt;
use platform::messaging::outbox::{self, Said};
use platform::{Context, Fault, Problem, Scope, testing};
use support::{SERVICE, count, fact};
use uuid::Uuid;

#[derive(diesel::QueryableByName)]
struct Answer {
    #[diesel(sql_type = diesel::sql_types::Bool)]
    yes: bool,
}

#[cfg(test)]
async fn inside(conn: &mut AsyncPgConnection, id: Uuid) -> bool {
    diesel::sql_query("SELECT in_scope($1) AS yes")
        .bind::<diesel::sql_types::Uuid, _>(id)
        .get_result::<Answer>(conn)
        .await
        .unwrap()
        .yes
}

#[cfg(test)]
async fn scoped(context: &Context, scope: Scope, id: Uuid) -> bool {
    context
        .transact(scope, move |conn| async move { Ok::<_, Fault>(inside(conn, id).await) }.boxed())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_row_is_in_scope_only_for_its_verstrekker_and_the_whole_country() {
    let context = testing::context(&SERVICE).await;
    let (ours, theirs) = (Uuid::now_v7(), Uuid::now_v7());
    assert!(scoped(&context, Scope::of([ours]), ours).await);
    assert!(!scoped(&context, Scope::of([ours]), theirs).await);
    assert!(!scoped(&context, Scope::of([]), ours).await);
    assert!(!scoped(&context, Scope::Persoon(ours), ours).await);
    assert!(scoped(&context, Scope::Landelijk, theirs).await);
    // Outside a transaction with a scope there is none, also on a connection that had one.
    let mut conn = context.database.http.get().await.unwrap();
    assert!(!inside(&mut conn, ours).await);
}

#[tokio::test]
async fn the_application_role_cannot_change_the_event_log_or_the_schema() {
    let context = testing::context(&SERVICE).await;
    let said = Said::new(&context.source, 1, fact(Uuid::now_v7(), 1));
    support::say(&context, vec![said]).await;
    let mut conn = context.database.http.get().await.unwrap();
    for refused in [
        "UPDATE event SET versie = 2",
        "DELETE FROM event",
        "TRUNCATE event",
        "DROP TABLE outbox",
        "CREATE TABLE x (y int)",
    ] {
        assert!(conn.batch_execute(refused).await.is_err(), "{refused}");
    }
}

#[tokio::test]
async fn what_is_said_in_a_transaction_that_fails_was_never_said() {
    let context = testing::context(&SERVICE).await;
    let source = context.source.clone();
    let failed: Result<(), Fault> = context
        .transact(Scope::Landelijk, move |conn| {
            let said = Said::new(&source, 1, fact(Uuid::now_v7(), 1));
            async move {
                outbox::record(conn, &[said]).await?;
                Err(Fault::Other(anyhow::anyhow!("changed my mind")))
            }
            .boxed()
        })
        .await;
    assert!(failed.is_err());
    assert_eq!(count(&context, "event").await, 0);
    assert_eq!(count(&context, "outbox").await, 0);
}

#[tokio::test]
async fn an_event_is_logged_in_the_partition_of_its_month_and_put_in_the_outbox() {
    let context = testing::context(&SERVICE).await;
    let said: Vec<Said> =
        (0..100).map(|cents| Said::new(&context.source, 1, fact(Uuid::now_v7(), cents))).collect();
    support::say(&context, said).await;
    assert_eq!(count(&context, "event").await, 100);
    assert_eq!(count(&context, "event_default").await, 0);
    assert_eq!(count(&context, "outbox").await, 100);
}

#[tokio::test]
async fn an_envelope_that_no_hearer_could_take_is_not_said() {
    let context = testing::context(&SERVICE).await;
    let mut said = Said::new(&context.source, 1, fact(Uuid::now_v7(), 1));
    said.envelope = vec![b'x'; outbox::ENVELOPE_MAX + 1];
    let mut conn = context.database.http.get().await.unwrap();
    assert!(outbox::record(&mut conn, &[said]).await.is_err());
}

/// Adds one to each, slowly.
#[cfg(test)]
async fn add_to_both(conn: &mut AsyncPgConnection, one: Uuid, other: Uuid) -> Result<(), Fault> {
    for id in [one, other] {
        diesel::sql_query("UPDATE proef SET aantal = aantal + 1 WHERE id = $1")
            .bind::<diesel::sql_types::Uuid, _>(id)
            .execute(conn)
            .await?;
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    Ok(())
}

#[tokio::test]
async fn two_transactions_that_deadlock_both_end_well() {
    let context = testing::context(&SERVICE).await;
    let (first, second) = (Uuid::now_v7(), Uuid::now_v7());
    let mut conn = context.database.http.get().await.unwrap();
    for id in [first, second] {
        diesel::sql_query("INSERT INTO proef (id, aantal) VALUES ($1, 0)")
            .bind::<diesel::sql_types::Uuid, _>(id)
            .execute(&mut conn)
            .await
            .unwrap();
    }
    let add = |one: Uuid, other: Uuid| {
        context.transact(Scope::Landelijk, move |conn| add_to_both(conn, one, other).boxed())
    };
    let (one, other) = tokio::join!(add(first, second), add(second, first));
    one.unwrap();
    other.unwrap();
    assert_eq!(count(&context, "proef WHERE aantal = 2").await, 2);
}

/// Fails twice in this way; says how often it was tried.
#[cfg(test)]
async fn tries(kind: DatabaseErrorKind) -> (u32, bool) {
    let context = testing::context(&SERVICE).await;
    let tried = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&tried);
    let done = context
        .transact(Scope::Landelijk, move |_conn| {
            let before = counter.fetch_add(1, Ordering::Relaxed);
            async move {
                if before < 2 {
                    let said = Box::new("proef".to_owned());
                    return Err(Problem::from(diesel::result::Error::DatabaseError(kind, said)));
                }
                Ok(())
            }
            .boxed()
        })
        .await;
    (AtomicU32::load(&tried, Ordering::Relaxed), done.is_ok())
}

#[tokio::test]
async fn only_a_tie_is_tried_again_also_when_it_is_wrapped_in_a_problem() {
    assert_eq!(tries(DatabaseErrorKind::SerializationFailure).await, (3, true));
    // What became of the commit is unknown here.
    assert_eq!(tries(DatabaseErrorKind::UnableToSendCommand).await, (1, false));
    assert_eq!(tries(DatabaseErrorKind::UniqueViolation).await, (1, false));
}

#[tokio::test]
async fn the_schema_is_current_only_when_every_migration_is_applied() {
    let context = testing::context(&SERVICE).await;
    let pool = &context.database.http;
    assert!(platform::database::schema_is_current(pool, SERVICE.migrations).await);
    let mut conn = pool.get().await.unwrap();
    conn.batch_execute("DELETE FROM __diesel_schema_migrations WHERE version LIKE '2026%0001'")
        .await
        .unwrap();
    assert!(!platform::database::schema_is_current(pool, SERVICE.migrations).await);
}

#[tokio::test]
async fn a_connection_that_died_in_the_pool_is_not_noticed_by_who_asks_next() {
    let context = testing::context(&SERVICE).await;
    assert!(scoped(&context, Scope::Landelijk, Uuid::now_v7()).await);
    let mut other = context.database.work.get().await.unwrap();
    other
        .batch_execute(
            "SET ROLE NONE; SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
        .await
        .unwrap();
    assert!(scoped(&context, Scope::Landelijk, Uuid::now_v7()).await);
}
