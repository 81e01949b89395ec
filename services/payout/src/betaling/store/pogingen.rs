//! Rows of attempts.

use std::collections::BTreeMap;

use diesel::sql_types::{Array, BigInt, Integer, Nullable, Text, Uuid as SqlUuid};
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use kernel::Euro;
use platform::Fault;
use uuid::Uuid;

use crate::betaling::{Betaling, Pogingstaat};

/// An attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poging {
    /// Which.
    pub id: Uuid,
    /// Of which payment.
    pub betaling: Uuid,
    /// In which run.
    pub betaalrun: Uuid,
    /// In which batch of a file, when built.
    pub pmt_inf_id: Option<String>,
    /// Its reference at the bank.
    pub end_to_end_id: String,
    /// How much.
    pub bedrag: Euro,
    /// Where it stands.
    pub staat: Pogingstaat,
}

#[derive(QueryableByName)]
struct PogingRij {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    betaling_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    betaalrun_id: Uuid,
    #[diesel(sql_type = Nullable<Text>)]
    pmt_inf_id: Option<String>,
    #[diesel(sql_type = Text)]
    end_to_end_id: String,
    #[diesel(sql_type = BigInt)]
    bedrag: i64,
    #[diesel(sql_type = Text)]
    staat: String,
}

impl PogingRij {
    fn read(self) -> Result<Poging, Fault> {
        Ok(Poging {
            id: self.id,
            betaling: self.betaling_id,
            betaalrun: self.betaalrun_id,
            pmt_inf_id: self.pmt_inf_id,
            end_to_end_id: self.end_to_end_id,
            bedrag: Euro::from_cents(self.bedrag),
            staat: Pogingstaat::parse(&self.staat).map_err(Fault::stored("poging.staat"))?,
        })
    }
}

async fn by_uuids(
    conn: &mut AsyncPgConnection,
    condition: &str,
    keys: &[Uuid],
) -> Result<Vec<Poging>, Fault> {
    let query = sql_query(select(condition)).bind::<Array<SqlUuid>, _>(keys);
    let rows: Vec<PogingRij> = query.load(conn).await?;
    rows.into_iter().map(PogingRij::read).collect()
}

async fn by_texts(
    conn: &mut AsyncPgConnection,
    condition: &str,
    keys: &[String],
) -> Result<Vec<Poging>, Fault> {
    let query = sql_query(select(condition)).bind::<Array<Text>, _>(keys);
    let rows: Vec<PogingRij> = query.load(conn).await?;
    rows.into_iter().map(PogingRij::read).collect()
}

fn select(condition: &str) -> String {
    format!(
        "SELECT id, betaling_id, betaalrun_id, pmt_inf_id, end_to_end_id, bedrag, staat \
         FROM poging WHERE {condition} ORDER BY id"
    )
}

/// Attempts by id.
pub async fn by_id(conn: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<Poging>, Fault> {
    by_uuids(conn, "id = ANY($1)", ids).await
}

/// The attempts of payments that are still here or on their way.
pub async fn open_of(
    conn: &mut AsyncPgConnection,
    betalingen: &[Uuid],
) -> Result<Vec<Poging>, Fault> {
    let condition = "betaling_id = ANY($1) \
        AND staat IN ('aangemaakt', 'in_bestand', 'verzonden', 'geaccepteerd')";
    by_uuids(conn, condition, betalingen).await
}

/// The attempts of runs.
pub async fn of_runs(conn: &mut AsyncPgConnection, runs: &[Uuid]) -> Result<Vec<Poging>, Fault> {
    by_uuids(conn, "betaalrun_id = ANY($1)", runs).await
}

/// The attempts in batches.
pub async fn of_batches(
    conn: &mut AsyncPgConnection,
    batches: &[String],
) -> Result<Vec<Poging>, Fault> {
    by_texts(conn, "pmt_inf_id = ANY($1)", batches).await
}

/// The attempts with these `EndToEndId`s.
pub async fn by_end_to_end(
    conn: &mut AsyncPgConnection,
    ids: &[String],
) -> Result<Vec<Poging>, Fault> {
    by_texts(conn, "end_to_end_id = ANY($1)", ids).await
}

#[derive(QueryableByName)]
struct Eerder {
    #[diesel(sql_type = SqlUuid)]
    betaalgegevens_id: Uuid,
    #[diesel(sql_type = Nullable<Text>)]
    reden: Option<String>,
    #[diesel(sql_type = Text)]
    staat: String,
}

/// For the accounts of these attempts: the reason of the attempt before them, where that was
/// refused or came back.
pub async fn refused_before(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, String>, Fault> {
    let rows: Vec<Eerder> = sql_query(
        "SELECT account.betaalgegevens_id, last.reden, last.staat FROM ( \
             SELECT DISTINCT betaling.betaalgegevens_id FROM poging \
             JOIN betaling ON betaling.id = poging.betaling_id WHERE poging.id = ANY($1)) account \
         CROSS JOIN LATERAL (SELECT poging.reden, poging.staat FROM betaling \
             JOIN poging ON poging.betaling_id = betaling.id \
             WHERE betaling.betaalgegevens_id = account.betaalgegevens_id \
                 AND poging.id <> ALL($1) AND poging.staat <> 'vervallen' \
             ORDER BY poging.id DESC LIMIT 1) last",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .load(conn)
    .await?;
    let refused = |row: Eerder| {
        let no = matches!(row.staat.as_str(), "afgewezen" | "teruggekomen");
        Some((row.betaalgegevens_id, row.reden.filter(|_| no)?))
    };
    Ok(rows.into_iter().filter_map(refused).collect())
}

/// Moves attempts to a state, each with its own reason.
pub async fn save(
    conn: &mut AsyncPgConnection,
    pogingen: &[(Uuid, Option<String>)],
    staat: Pogingstaat,
) -> Result<(), Fault> {
    sql_query(
        "UPDATE poging SET staat = $3, reden = nieuw.reden \
         FROM unnest($1, $2) AS nieuw (id, reden) WHERE poging.id = nieuw.id",
    )
    .bind::<Array<SqlUuid>, _>(pogingen.iter().map(|(id, _)| *id).collect::<Vec<_>>())
    .bind::<Array<Nullable<Text>>, _>(
        pogingen.iter().map(|(_, reden)| reden.as_deref()).collect::<Vec<_>>(),
    )
    .bind::<Text, _>(staat.code())
    .execute(conn)
    .await?;
    Ok(())
}

/// A new attempt of each payment for a run; the database gives each its `EndToEndId`.
pub async fn create(
    conn: &mut AsyncPgConnection,
    betaalrun: Uuid,
    betalingen: &[Betaling],
) -> Result<(), Fault> {
    let ids: Vec<Uuid> = betalingen.iter().map(|_| platform::id::new_uuid()).collect();
    sql_query(
        "INSERT INTO poging (id, betaling_id, verstrekker_id, nummer, bedrag, betaalrun_id, staat) \
         SELECT nieuw.*, $6, 'aangemaakt' FROM unnest($1, $2, $3, $4, $5) AS nieuw",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<SqlUuid>, _>(betalingen.iter().map(|b| b.id).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(betalingen.iter().map(|b| b.verstrekker).collect::<Vec<_>>())
    .bind::<Array<Integer>, _>(betalingen.iter().map(|b| b.poging).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(betalingen.iter().map(|b| b.bedrag.cents()).collect::<Vec<_>>())
    .bind::<SqlUuid, _>(betaalrun)
    .execute(conn)
    .await?;
    Ok(())
}

/// Places attempts in the batches of the files that were built.
pub async fn place(conn: &mut AsyncPgConnection, places: &[(Uuid, &str)]) -> Result<(), Fault> {
    sql_query(
        "UPDATE poging SET staat = 'in_bestand', pmt_inf_id = nieuw.pmt_inf_id \
         FROM unnest($1, $2) AS nieuw (id, pmt_inf_id) WHERE poging.id = nieuw.id",
    )
    .bind::<Array<SqlUuid>, _>(places.iter().map(|(id, _)| *id).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(places.iter().map(|(_, batch)| *batch).collect::<Vec<_>>())
    .execute(conn)
    .await?;
    Ok(())
}
