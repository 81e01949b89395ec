//! Rows of what the bank said of files of unknown fate.

use diesel::sql_types::{Binary, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{OptionalExtension, QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use platform::Fault;
use uuid::Uuid;

use crate::bestand::Antwoord;

/// What the bank said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vraag {
    /// Of which file.
    pub bestand: Uuid,
    /// Of its how-manieth sending.
    pub verzending: i32,
    /// `kanaal` or `hand`.
    pub wijze: &'static str,
    /// What it said.
    pub antwoord: Antwoord,
    /// The hash of what it has.
    pub sha256: Option<Vec<u8>>,
    /// What shows it, when a person asked.
    pub bewijs: Option<String>,
    /// Who asked.
    pub door: String,
}

/// Keeps what the bank said.
pub async fn insert(
    conn: &mut AsyncPgConnection,
    vraag: &Vraag,
    op: Timestamp,
) -> Result<(), Fault> {
    sql_query(
        "INSERT INTO bankvraag (id, bestand_id, verzending, wijze, antwoord, sha256, bewijs, door, \
             op) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind::<SqlUuid, _>(platform::id::new_uuid())
    .bind::<SqlUuid, _>(vraag.bestand)
    .bind::<Integer, _>(vraag.verzending)
    .bind::<Text, _>(vraag.wijze)
    .bind::<Text, _>(vraag.antwoord.code())
    .bind::<Nullable<Binary>, _>(vraag.sha256.as_deref())
    .bind::<Nullable<Text>, _>(vraag.bewijs.as_deref())
    .bind::<Text, _>(&vraag.door)
    .bind::<Timestamptz, _>(op.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}

/// The last thing the bank said of a sending.
#[derive(Debug, Clone, QueryableByName)]
pub struct Laatste {
    #[diesel(sql_type = Text)]
    antwoord: String,
    #[diesel(sql_type = Text)]
    wijze: String,
    #[diesel(sql_type = Text)]
    door: String,
}

impl Laatste {
    /// Whether this person may send the file again. The database says the same a second time.
    pub fn allows(&self, door: &str) -> bool {
        self.antwoord == Antwoord::Afwezig.code() && (self.wijze == "kanaal" || self.door != door)
    }
}

/// The last thing the bank said of a sending, if anything.
pub async fn last(
    conn: &mut AsyncPgConnection,
    bestand: Uuid,
    verzending: i32,
) -> Result<Option<Laatste>, Fault> {
    let query = sql_query(
        "SELECT antwoord, wijze, door FROM bankvraag WHERE bestand_id = $1 AND verzending = $2 \
         ORDER BY op DESC, id DESC LIMIT 1",
    );
    let query = query.bind::<SqlUuid, _>(bestand).bind::<Integer, _>(verzending);
    Ok(query.get_result(conn).await.optional()?)
}
