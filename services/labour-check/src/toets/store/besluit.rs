//! Decisions of people as rows.

use contracts::labour::Grond;
use diesel::prelude::*;
use diesel::sql_types::{Array, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use platform::Fault;
use uuid::Uuid;

use super::{BeoordelingRow, Toets};
use crate::toets::besluit::{Besluit, Oordeel, Wie};

const fn ground(grond: Grond) -> &'static str {
    match grond {
        Grond::StrijdMetRecht => "strijdMetRecht",
        Grond::Uitvoerbaarheid => "uitvoerbaarheid",
    }
}

impl BeoordelingRow {
    /// The row of a decision that holds; `first` is who wanted it before, where it took two.
    pub fn new(toets: &Toets, besluit: &Besluit, first: Option<Wie>, now: Timestamp) -> Self {
        let second = first.is_some().then(|| besluit.door.clone());
        let by = first.unwrap_or_else(|| besluit.door.clone());
        Self {
            id: platform::id::new_uuid(),
            toets_id: toets.id,
            verstrekkers: toets.verstrekkers.clone(),
            oordeel: besluit.oordeel.code().to_owned(),
            reden: besluit.reden.clone(),
            door_oin: by.oin,
            door_sub: by.sub,
            grond: besluit.grond.map(|grond| ground(grond).to_owned()),
            artikelen: besluit.artikelen.clone(),
            tweede_oin: second.as_ref().map(|wie| wie.oin.clone()),
            tweede_sub: second.map(|wie| wie.sub),
            vastgelegd_op: now,
        }
    }
}

/// A decision that waits for a second person.
pub struct VoorstelRow<'a> {
    /// Of which toets.
    pub toets: &'a Toets,
    /// What the first person wants.
    pub besluit: &'a Besluit,
    /// When.
    pub now: Timestamp,
}

/// Stores what a first person wants; `false` when somebody was first.
pub async fn save_voorstel(
    conn: &mut AsyncPgConnection,
    row: VoorstelRow<'_>,
) -> Result<bool, Fault> {
    let VoorstelRow { toets, besluit, now } = row;
    let stored = diesel::sql_query(
        "INSERT INTO beoordelingsvoorstel (id, toets_id, verstrekkers, oordeel, reden, grond, \
             artikelen, door_oin, door_sub, vastgelegd_op) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING",
    )
    .bind::<SqlUuid, _>(platform::id::new_uuid())
    .bind::<SqlUuid, _>(toets.id)
    .bind::<Array<SqlUuid>, _>(&toets.verstrekkers)
    .bind::<Text, _>(besluit.oordeel.code())
    .bind::<Text, _>(&besluit.reden)
    .bind::<Nullable<Text>, _>(besluit.grond.map(ground))
    .bind::<Array<Text>, _>(&besluit.artikelen)
    .bind::<Text, _>(&besluit.door.oin)
    .bind::<Text, _>(&besluit.door.sub)
    .bind::<Timestamptz, _>(now.to_diesel())
    .execute(conn)
    .await?;
    Ok(stored == 1)
}

#[derive(QueryableByName)]
struct First {
    #[diesel(sql_type = Text)]
    oordeel: String,
    #[diesel(sql_type = Text)]
    door_oin: String,
    #[diesel(sql_type = Text)]
    door_sub: String,
}

/// What a first person wants about a toets, locked against a second at the same moment.
pub async fn voorstel_of(
    conn: &mut AsyncPgConnection,
    toets_id: Uuid,
) -> Result<Option<(Oordeel, Wie)>, Fault> {
    let rows: Vec<First> = diesel::sql_query(
        "SELECT oordeel, door_oin, door_sub FROM beoordelingsvoorstel WHERE toets_id = $1 FOR SHARE",
    )
    .bind::<SqlUuid, _>(toets_id)
    .load(conn)
    .await?;
    Ok(rows.into_iter().next().and_then(|row| {
        let wie = Wie { oin: row.door_oin, sub: row.door_sub };
        Oordeel::parse(&row.oordeel).map(|oordeel| (oordeel, wie))
    }))
}
