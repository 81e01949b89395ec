//! Rows of bank profiles.

use diesel::sql_types::{BigInt, Date, Integer, Text, Uuid as SqlUuid};
use diesel::{OptionalExtension, QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::civil::{Date as Day, Time};
use jiff_diesel::ToDiesel;
use platform::Fault;
use uuid::Uuid;

use crate::bestand::profiel::{Bankprofiel, Batchboeking};

#[derive(QueryableByName)]
struct Rij {
    #[diesel(sql_type = SqlUuid)]
    eigen_rekening_id: Uuid,
    #[diesel(sql_type = Text)]
    sluit_om: String,
    #[diesel(sql_type = Integer)]
    opdrachten_max: i32,
    #[diesel(sql_type = BigInt)]
    bytes_max: i64,
    #[diesel(sql_type = Text)]
    batchboeking: String,
}

impl Rij {
    fn read(self) -> Result<Bankprofiel, Fault> {
        let sluit_om: Time =
            self.sluit_om.parse().map_err(Fault::stored("bankprofiel.sluit_om"))?;
        Ok(Bankprofiel {
            eigen_rekening: self.eigen_rekening_id,
            sluit_om,
            opdrachten_max: usize::try_from(self.opdrachten_max).unwrap_or(2),
            bytes_max: usize::try_from(self.bytes_max).unwrap_or(usize::MAX),
            batchboeking: Batchboeking::parse(&self.batchboeking),
        })
    }
}

/// Of each account the profile in force on a day.
const IN_FORCE: &str = "SELECT DISTINCT ON (eigen_rekening_id) eigen_rekening_id, rang, \
    to_char(sluit_om, 'HH24:MI:SS') AS sluit_om, opdrachten_max, bytes_max, batchboeking \
    FROM bankprofiel WHERE geldig_van <= $1 ORDER BY eigen_rekening_id, geldig_van DESC";

/// The profile that is paid from on a day: of those in force the first in rank.
pub async fn paid_from(
    conn: &mut AsyncPgConnection,
    dag: Day,
) -> Result<Option<Bankprofiel>, Fault> {
    let query = sql_query(format!(
        "SELECT * FROM ({IN_FORCE}) own ORDER BY rang, eigen_rekening_id LIMIT 1"
    ));
    let row: Option<Rij> =
        query.bind::<Date, _>(dag.to_diesel()).get_result(conn).await.optional()?;
    row.map(Rij::read).transpose()
}

/// The profile of an account on a day.
pub async fn of_account(
    conn: &mut AsyncPgConnection,
    rekening: Uuid,
    dag: Day,
) -> Result<Option<Bankprofiel>, Fault> {
    let query = sql_query(format!("SELECT * FROM ({IN_FORCE}) own WHERE eigen_rekening_id = $2"));
    let query = query.bind::<Date, _>(dag.to_diesel()).bind::<SqlUuid, _>(rekening);
    let row: Option<Rij> = query.get_result(conn).await.optional()?;
    row.map(Rij::read).transpose()
}
