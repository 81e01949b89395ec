//! A service of the tests: it hears one kind of fact and keeps the amount of the newest version.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::allow_attributes,
    reason = "each test program uses a part"
)]

use contracts::BudgetstandBijgewerkt;
use diesel_async::RunQueryDsl;
use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use futures_util::FutureExt;
use platform::messaging::outbox::{self, Said};
use platform::service::Service;
use platform::{Context, Fault, Scope};
use uuid::Uuid;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("tests/migrations");

pub static SERVICE: Service = Service {
    name: "zorgdomein",
    description: "Een dienst voor de tests.",
    api_version: "1.0.0",
    port: 0,
    migrations: || MIGRATIONS,
    routes: |_| {},
    hearers: |_| Vec::new(),
    jobs: &[],
};

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    count: i64,
}

/// Rows in a table, or in what else may follow `FROM`.
pub async fn count(context: &Context, from: &str) -> i64 {
    let mut conn = context.database.work.get().await.unwrap();
    diesel::sql_query(format!("SELECT count(*) AS count FROM {from}"))
        .get_result::<Count>(&mut conn)
        .await
        .unwrap()
        .count
}

/// Says these in one transaction.
pub async fn say(context: &Context, said: Vec<Said>) {
    context
        .transact(Scope::Landelijk, move |conn| {
            let said = said.clone();
            async move {
                outbox::record(conn, &said).await?;
                Ok::<_, Fault>(())
            }
            .boxed()
        })
        .await
        .unwrap();
}

/// A state of subject `id` with this amount; without a cause that must be known first.
pub fn fact(id: Uuid, cents: i64) -> BudgetstandBijgewerkt {
    caused(id, cents, Uuid::nil())
}

/// The same, which needs `cause` to be known.
pub fn caused(id: Uuid, cents: i64, cause: Uuid) -> BudgetstandBijgewerkt {
    let mut fact = contracts::examples::budgetstand_bijgewerkt();
    fact.toekenning_id = id;
    fact.budgethouder_id = cause;
    fact.potten[0].besteed = kernel::Euro::from_cents(cents);
    fact
}
