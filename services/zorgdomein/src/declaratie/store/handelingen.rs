//! What people did with claims: rows that are only added.

use std::collections::HashMap;

use diesel::QueryableByName;
use diesel::sql_types::{Array, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff_diesel::ToDiesel as _;
use platform::Fault;
use serde_json::Value;
use uuid::Uuid;

use super::super::checks::Vrijgave;
use crate::store::statement;

/// An act of a person.
#[derive(Debug, Clone)]
pub(crate) enum Daad<'a> {
    /// What was claimed before and after the repair.
    Herstel { oud: Value, nieuw: Value },
    /// What a check found was let pass.
    Vrijgave { check: &'a str, gebrek: &'a str },
    /// Refused on a legal ground.
    Afwijzing { grond: &'a str },
}

/// On which claim, by whom, why.
pub(crate) struct Handeling<'a> {
    pub(crate) declaratie_id: Uuid,
    pub(crate) verstrekker_id: Uuid,
    pub(crate) reden: &'a str,
    pub(crate) door: &'a str,
    pub(crate) now: Timestamp,
}

/// Keeps what a person did.
pub(crate) async fn insert(
    conn: &mut AsyncPgConnection,
    handeling: &Handeling<'_>,
    daad: &Daad<'_>,
) -> Result<(), Fault> {
    let (soort, check, gebrek, grond) = match daad {
        Daad::Herstel { .. } => ("herstel", None, None, None),
        Daad::Vrijgave { check, gebrek } => ("vrijgave", Some(*check), Some(*gebrek), None),
        Daad::Afwijzing { grond } => ("afwijzing", None, None, Some(*grond)),
    };
    let (oud, nieuw) = match daad {
        Daad::Herstel { oud, nieuw } => (Some(oud), Some(nieuw)),
        Daad::Vrijgave { .. } | Daad::Afwijzing { .. } => (None, None),
    };
    statement(
        "INSERT INTO declaratie_handeling (id, declaratie_id, verstrekker_id, soort, check_id, \
         gebrek, oud, nieuw, grond, reden, door, vastgelegd_op) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind::<SqlUuid, _>(platform::id::new_uuid())
    .bind::<SqlUuid, _>(handeling.declaratie_id)
    .bind::<SqlUuid, _>(handeling.verstrekker_id)
    .bind::<Text, _>(soort)
    .bind::<Nullable<Text>, _>(check)
    .bind::<Nullable<Text>, _>(gebrek)
    .bind::<Nullable<Jsonb>, _>(oud)
    .bind::<Nullable<Jsonb>, _>(nieuw)
    .bind::<Nullable<Text>, _>(grond)
    .bind::<Text, _>(handeling.reden)
    .bind::<Text, _>(handeling.door)
    .bind::<Timestamptz, _>(handeling.now.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct VrijgaveRow {
    #[diesel(sql_type = SqlUuid)]
    declaratie_id: Uuid,
    #[diesel(sql_type = Text)]
    check_id: String,
    #[diesel(sql_type = Text)]
    gebrek: String,
    #[diesel(sql_type = Text)]
    door: String,
}

/// What was released on these claims.
pub(crate) async fn vrijgaven(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Vrijgave>>, Fault> {
    let rows: Vec<VrijgaveRow> = statement(
        "SELECT declaratie_id, check_id, gebrek, door FROM declaratie_handeling \
         WHERE declaratie_id = ANY($1) AND soort = 'vrijgave'",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .load(conn)
    .await?;
    let mut found: HashMap<Uuid, Vec<Vrijgave>> = HashMap::new();
    for VrijgaveRow { declaratie_id, check_id, gebrek, door } in rows {
        found.entry(declaratie_id).or_default().push(Vrijgave { check: check_id, gebrek, door });
    }
    Ok(found)
}
