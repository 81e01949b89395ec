//! The databases of the chain, each read in one transaction that sees one moment and may not write.

use std::path::Path;
use std::time::Instant;

use anyhow::Context as _;
use contracts::catalogue::SERVICES;
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use futures_util::TryStreamExt;
use platform::database::{Purpose, connect};

use super::merge::{self, Differences, Row, Strict};
use super::report::{About, Check, NAMED_MAX};
use crate::address::Addresses;

/// One of the services that keeps a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Service {
    /// Persons, grants, agreements, claims.
    Zorgdomein,
    /// The ledger and the payments.
    Payout,
    /// The toets.
    LabourCheck,
    /// Signals and measures.
    RiskScan,
}

impl Service {
    /// All of them, in the order of [`SERVICES`].
    pub const ALL: [Self; 4] = [Self::Zorgdomein, Self::Payout, Self::LabourCheck, Self::RiskScan];

    const fn index(self) -> usize {
        match self {
            Self::Zorgdomein => 0,
            Self::Payout => 1,
            Self::LabourCheck => 2,
            Self::RiskScan => 3,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        SERVICES.get(self.index()).copied().unwrap_or("")
    }

    /// The service of this name.
    pub fn named(name: &str) -> anyhow::Result<Self> {
        let found = Self::ALL.into_iter().find(|service| service.name() == name);
        found.with_context(|| format!("{name} is geen dienst van de keten"))
    }
}

/// Connections to all databases.
pub struct Chain {
    connections: Vec<AsyncPgConnection>,
}

/// A moment of one database that nothing changes, with room to sort, and an end to patience.
const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; \
    SET LOCAL work_mem = '64MB'; SET LOCAL statement_timeout = '10min'; SELECT 1";

/// A check inside one database.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// Which check.
    pub about: About<'a>,
    /// Where.
    pub service: Service,
    /// How much there is to look at: one row, `aantal bigint` and `centen bigint` or NULL.
    pub bekeken: &'a str,
    /// The offenders: `onderwerp text` (an opaque id) and `toelichting text`. No rows is right.
    pub afwijkingen: &'a str,
}

/// What one side of a comparison says: a query for `sleutel text`, `stand text`, `centen bigint`.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// Where.
    pub service: Service,
    /// The query.
    pub sql: &'a str,
}

/// A check that two databases say the same.
#[derive(Debug, Clone, Copy)]
pub struct Comparison<'a> {
    /// Which check.
    pub about: About<'a>,
    /// One side: how much is looked at is counted here.
    pub left: Side<'a>,
    /// The other side.
    pub right: Side<'a>,
    /// Which side may know more.
    pub strict: Strict,
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    aantal: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    centen: Option<i64>,
}

#[derive(QueryableByName)]
struct Offender {
    #[diesel(sql_type = BigInt)]
    aantal: i64,
    #[diesel(sql_type = Nullable<Text>)]
    onderwerp: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    toelichting: Option<String>,
}

#[derive(QueryableByName, PartialEq)]
struct Digest {
    #[diesel(sql_type = BigInt)]
    aantal: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    centen: Option<i64>,
    #[diesel(sql_type = Text)]
    hashes: String,
}

#[derive(QueryableByName)]
struct SideRow {
    #[diesel(sql_type = Text)]
    sleutel: String,
    #[diesel(sql_type = Text)]
    stand: String,
}

impl Chain {
    /// Connects to all databases with the role that reads everything.
    pub async fn connect(addresses: &Addresses, ca: Option<&Path>) -> anyhow::Result<Self> {
        let mut connections = Vec::new();
        for service in Service::ALL {
            let name = service.name();
            let url = addresses
                .get(name)
                .and_then(|known| known.get("controle_url"))
                .with_context(|| format!("geen controle_url voor {name}"))?;
            let conn = connect(url, ca, Purpose::Migration)
                .await
                .with_context(|| format!("geen verbinding met de database van {name}"))?;
            connections.push(conn);
        }
        Ok(Self { connections })
    }

    /// The connection of one service.
    pub fn of(&mut self, service: Service) -> &mut AsyncPgConnection {
        self.connections.get_mut(service.index()).expect("there is a connection for each service")
    }

    /// Begins the transactions, one directly after the other: from here on nothing changes.
    pub async fn begin(&mut self) -> anyhow::Result<()> {
        for conn in &mut self.connections {
            conn.batch_execute(BEGIN).await.context("geen leestransactie")?;
        }
        Ok(())
    }

    /// Ends the transactions, so that the next ones see what happened since.
    pub async fn end(&mut self) -> anyhow::Result<()> {
        for conn in &mut self.connections {
            conn.batch_execute("ROLLBACK").await?;
        }
        Ok(())
    }

    /// One number.
    pub async fn count(&mut self, service: Service, sql: &str) -> anyhow::Result<u64> {
        let row: Counted =
            sql_query(format!("SELECT aantal, NULL::bigint AS centen FROM ({sql}) x"))
                .get_result(self.of(service))
                .await?;
        Ok(u64::try_from(row.aantal)?)
    }

    /// Rows of one database.
    pub async fn rows<T>(&mut self, service: Service, sql: &str) -> anyhow::Result<Vec<T>>
    where
        T: QueryableByName<diesel::pg::Pg> + Send + 'static,
    {
        Ok(sql_query(sql).load::<T>(self.of(service)).await?)
    }

    /// Does a check inside one database.
    pub async fn look(&mut self, look: &Look<'_>) -> Check {
        let began = Instant::now();
        let done = self.try_look(look).await;
        self.or_unknown(look.about, done).await.took(began.elapsed())
    }

    async fn try_look(&mut self, look: &Look<'_>) -> anyhow::Result<Check> {
        let counted: Counted = sql_query(look.bekeken).get_result(self.of(look.service)).await?;
        let bekeken = look.about.looked_at(u64::try_from(counted.aantal)?, counted.centen);
        let offenders: Vec<Offender> = sql_query(format!(
            "SELECT count(*) OVER () AS aantal, onderwerp, toelichting FROM ({}) AS afwijking \
             LIMIT {NAMED_MAX}",
            look.afwijkingen
        ))
        .load(self.of(look.service))
        .await?;
        let aantal = offenders.as_slice().first().map_or(0, |row| row.aantal);
        let named = offenders.into_iter().map(|row| {
            let onderwerp = row.onderwerp.unwrap_or_default();
            format!("{onderwerp}: {}", row.toelichting.unwrap_or_default())
        });
        Ok(Check::of(look.about, bekeken, u64::try_from(aantal)?, named.collect()))
    }

    /// Does a check between two databases.
    pub async fn compare(&mut self, comparison: &Comparison<'_>) -> Check {
        let began = Instant::now();
        let done = self.try_compare(comparison).await;
        self.or_unknown(comparison.about, done).await.took(began.elapsed())
    }

    /// First each side is summed up where it stands; only sides that do not add up to the same
    /// are walked row by row.
    async fn try_compare(&mut self, comparison: &Comparison<'_>) -> anyhow::Result<Check> {
        let Comparison { about, left, right, strict } = *comparison;
        let [l, r] = self
            .connections
            .get_disjoint_mut([left.service.index(), right.service.index()])
            .context("een vergelijking is tussen twee diensten")?;
        let (from_left, from_right) =
            futures_util::future::try_join(digest(l, left.sql), digest(r, right.sql)).await?;
        let looked_at = about.looked_at(u64::try_from(from_left.aantal)?, from_left.centen);
        let found = if from_left == from_right {
            Differences::default()
        } else {
            let names = (left.service.name(), right.service.name());
            merge::merge(rows(l, left.sql).await?, rows(r, right.sql).await?, names, strict).await?
        };
        Ok(Check::of(about, looked_at, found.aantal, found.eerste))
    }

    /// What a check found, or that it could not be done. A statement that failed has ended its
    /// transaction: the next check gets new ones, again all at one moment.
    pub async fn or_unknown(&mut self, about: About<'_>, done: anyhow::Result<Check>) -> Check {
        match done {
            Ok(check) => check,
            Err(error) => {
                self.begin_again().await;
                about.unknown(&error)
            }
        }
    }

    /// New transactions. A connection that is gone makes every later check on it say so itself.
    pub async fn begin_again(&mut self) {
        for conn in &mut self.connections {
            let _failed = conn.batch_execute("ROLLBACK").await;
            let _failed = conn.batch_execute(BEGIN).await;
        }
    }
}

async fn digest(conn: &mut AsyncPgConnection, sql: &str) -> anyhow::Result<Digest> {
    // A sum of hashes does not depend on the order, and a row that stands twice does not cancel
    // itself out.
    Ok(sql_query(format!(
        "SELECT count(*) AS aantal, sum(centen)::bigint AS centen, \
         coalesce(sum(hash_record_extended(ROW(sleutel, stand), 0)), 0)::text AS hashes \
         FROM ({sql}) AS kant"
    ))
    .get_result(conn)
    .await?)
}

async fn rows(
    conn: &mut AsyncPgConnection,
    sql: &str,
) -> anyhow::Result<impl futures_util::Stream<Item = anyhow::Result<Row>>> {
    let rows = sql_query(format!(
        "SELECT sleutel, stand FROM ({sql}) AS kant \
         ORDER BY sleutel COLLATE \"C\", stand COLLATE \"C\""
    ))
    .load_stream::<SideRow>(conn)
    .await?;
    Ok(rows.map_ok(|SideRow { sleutel, stand }| Row { sleutel, stand }).map_err(anyhow::Error::new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_service_has_its_own_name_and_is_found_by_it() {
        for service in Service::ALL {
            assert_eq!(Service::named(service.name()).unwrap(), service);
        }
        assert!(Service::named("portal").is_err());
    }
}
