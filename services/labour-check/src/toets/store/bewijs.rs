//! Receipts as rows.

use diesel::prelude::*;
use diesel::sql_types::{Array, Integer, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use platform::Fault;
use uuid::Uuid;

use super::Toets;
use crate::engine::{Bewijs, Modus, Uitgave};

/// A stored receipt.
#[derive(Debug, Clone, QueryableByName)]
pub struct BewijsRow {
    #[diesel(sql_type = Text)]
    modus: String,
    #[diesel(sql_type = Integer)]
    uitgave: i32,
    /// The hash inside it.
    #[diesel(sql_type = Text)]
    pub hash: String,
    /// The bytes.
    #[diesel(sql_type = Text)]
    pub tekst: String,
}

impl BewijsRow {
    /// Whether the agreement was new or approved before.
    pub fn modus(&self) -> Modus {
        if self.modus == Modus::Bestaand.code() { Modus::Bestaand } else { Modus::Nieuw }
    }

    /// The edition by which was judged.
    pub fn uitgave(&self) -> Uitgave {
        u16::try_from(self.uitgave).map_or(Uitgave::HUIDIG, Uitgave)
    }
}

/// Stores the receipts of new agreements; one whose toets was there already is left out with it.
pub async fn save_bewijzen(
    conn: &mut AsyncPgConnection,
    getoetst: &[(Toets, Bewijs)],
) -> Result<(), Fault> {
    let ids: Vec<Uuid> = getoetst.iter().map(|(toets, _)| toets.id).collect();
    let hashes: Vec<&str> = getoetst.iter().map(|(_, bewijs)| bewijs.hash.as_str()).collect();
    let texts: Vec<&str> = getoetst.iter().map(|(_, bewijs)| bewijs.tekst.as_str()).collect();
    diesel::sql_query(
        "INSERT INTO toetsbewijs (toets_id, verstrekkers, modus, uitgave, hash, tekst) \
         SELECT toets.id, toets.verstrekkers, $4, $5, given.hash, given.tekst \
         FROM unnest($1, $2, $3) AS given (id, hash, tekst) JOIN toets ON toets.id = given.id",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<Text>, _>(hashes)
    .bind::<Array<Text>, _>(texts)
    .bind::<Text, _>(Modus::Nieuw.code())
    .bind::<Integer, _>(i32::from(Uitgave::HUIDIG.0))
    .execute(conn)
    .await?;
    Ok(())
}

/// The receipt of a toets, when the scope may see it.
pub async fn bewijs_of(
    conn: &mut AsyncPgConnection,
    toets_id: Uuid,
) -> Result<Option<BewijsRow>, Fault> {
    let rows: Vec<BewijsRow> = diesel::sql_query(
        "SELECT modus, uitgave, hash, tekst FROM toetsbewijs WHERE toets_id = $1",
    )
    .bind::<SqlUuid, _>(toets_id)
    .load(conn)
    .await?;
    Ok(rows.into_iter().next())
}
