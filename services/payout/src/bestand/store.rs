//! Rows of files and their batches.

use diesel::sql_types::{
    Array, BigInt, Binary, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel::{OptionalExtension, QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use platform::Fault;
use uuid::Uuid;

use super::{Batchplan, Plan};

pub mod profielen;
pub mod vragen;

/// One of our own bank accounts.
#[derive(Debug, Clone, QueryableByName)]
pub struct EigenRekening {
    /// Which.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// Whose name the bank knows it by.
    #[diesel(sql_type = Text)]
    pub naam: String,
    /// The account.
    #[diesel(sql_type = Text)]
    pub iban: String,
    /// The bank.
    #[diesel(sql_type = Text)]
    pub bic: String,
}

/// Our own accounts; which one we pay from says the bank profile.
pub async fn eigen_rekeningen(conn: &mut AsyncPgConnection) -> Result<Vec<EigenRekening>, Fault> {
    Ok(sql_query("SELECT id, naam, iban, bic FROM eigen_rekening ORDER BY id").load(conn).await?)
}

/// A payment of a run as it is stored.
#[derive(Debug, QueryableByName)]
pub struct TeBetalenRij {
    /// The attempt.
    #[diesel(sql_type = SqlUuid)]
    pub poging: Uuid,
    /// Its reference at the bank.
    #[diesel(sql_type = Text)]
    pub end_to_end_id: String,
    /// Whose money.
    #[diesel(sql_type = SqlUuid)]
    pub verstrekker: Uuid,
    /// To which account.
    #[diesel(sql_type = SqlUuid)]
    pub betaalgegevens: Uuid,
    /// Kind of claim.
    #[diesel(sql_type = Text)]
    pub soort: String,
    /// How much.
    #[diesel(sql_type = BigInt)]
    pub bedrag: i64,
    /// The number the payee sees.
    #[diesel(sql_type = BigInt)]
    pub kenmerk: i64,
    /// The payee's own reference.
    #[diesel(sql_type = Nullable<Text>)]
    pub factuurnummer: Option<String>,
    /// The month of care.
    #[diesel(sql_type = Text)]
    pub zorgmaand: String,
}

/// The payments that stand in a run whose files are being built.
pub async fn to_pay(conn: &mut AsyncPgConnection, run: Uuid) -> Result<Vec<TeBetalenRij>, Fault> {
    let query = sql_query(
        "SELECT poging.id AS poging, poging.end_to_end_id, betaling.verstrekker_id AS verstrekker, \
             betaling.betaalgegevens_id AS betaalgegevens, betaling.soort, poging.bedrag, \
             betaling.kenmerk, betaling.factuurnummer, betaling.zorgmaand \
         FROM poging JOIN betaling ON betaling.id = poging.betaling_id \
         WHERE poging.betaalrun_id = $1 AND poging.staat = 'aangemaakt' ORDER BY poging.id",
    );
    Ok(query.bind::<SqlUuid, _>(run).load(conn).await?)
}

/// Stores a file that was built.
pub async fn insert(
    conn: &mut AsyncPgConnection,
    (run, id): (Uuid, Uuid),
    plan: &Plan,
    (inhoud, sha256): (&[u8], &[u8]),
    op: Timestamp,
) -> Result<(), Fault> {
    sql_query(
        "INSERT INTO bestand (id, betaalrun_id, volgnummer, msg_id, aantal, totaal, inhoud, sha256, \
             staat, gebouwd_op) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'gebouwd', $9)",
    )
    .bind::<SqlUuid, _>(id)
    .bind::<SqlUuid, _>(run)
    .bind::<Integer, _>(plan.volgnummer)
    .bind::<Text, _>(&plan.bestand.msg_id)
    .bind::<BigInt, _>(plan.aantal)
    .bind::<BigInt, _>(plan.totaal.cents())
    .bind::<Binary, _>(inhoud)
    .bind::<Binary, _>(sha256)
    .bind::<Timestamptz, _>(op.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}

/// Stores the batches of a file.
pub async fn insert_batches(
    conn: &mut AsyncPgConnection,
    (bestand, rekening): (Uuid, Uuid),
    batches: &[Batchplan],
) -> Result<(), Fault> {
    let counts: Vec<i64> =
        batches.iter().map(|b| i64::try_from(b.pogingen.len()).unwrap_or(i64::MAX)).collect();
    sql_query(
        "INSERT INTO bestand_batch (pmt_inf_id, verstrekker_id, aantal, totaal, bestand_id, \
             eigen_rekening_id) \
         SELECT batch.*, $5, $6 FROM unnest($1, $2, $3, $4) AS batch",
    )
    .bind::<Array<Text>, _>(batches.iter().map(|b| b.pmt_inf_id.as_str()).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(batches.iter().map(|b| b.verstrekker).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(counts)
    .bind::<Array<BigInt>, _>(batches.iter().map(|b| b.totaal.cents()).collect::<Vec<_>>())
    .bind::<SqlUuid, _>(bestand)
    .bind::<SqlUuid, _>(rekening)
    .execute(conn)
    .await?;
    Ok(())
}

/// A file without its bytes.
#[derive(Debug, Clone, QueryableByName)]
pub struct Bestandsrij {
    /// Which.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// Of which run.
    #[diesel(sql_type = SqlUuid)]
    pub betaalrun_id: Uuid,
    /// Its reference at the bank.
    #[diesel(sql_type = Text)]
    pub msg_id: String,
    /// How many payments.
    #[diesel(sql_type = BigInt)]
    pub aantal: i64,
    /// What they add up to.
    #[diesel(sql_type = BigInt)]
    pub totaal: i64,
    /// SHA-256 of its bytes.
    #[diesel(sql_type = Binary)]
    pub sha256: Vec<u8>,
    /// Where it stands.
    #[diesel(sql_type = Text)]
    pub staat: String,
    /// When it was built.
    #[diesel(sql_type = Timestamptz)]
    pub gebouwd_op: jiff_diesel::Timestamp,
    /// Row version.
    #[diesel(sql_type = BigInt)]
    pub revisie: i64,
    /// The how-manieth sending is under way or was the last; 0 before the first.
    #[diesel(sql_type = Integer)]
    pub verzending: i32,
}

const COLUMNS: &str =
    "id, betaalrun_id, msg_id, aantal, totaal, sha256, staat, gebouwd_op, revisie, verzending";

/// A file by id.
pub async fn load(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Option<Bestandsrij>, Fault> {
    let query = sql_query(format!("SELECT {COLUMNS} FROM bestand WHERE id = $1"));
    Ok(query.bind::<SqlUuid, _>(id).get_result(conn).await.optional()?)
}

/// Locks a file by id.
pub async fn lock(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Option<Bestandsrij>, Fault> {
    let query = sql_query(format!("SELECT {COLUMNS} FROM bestand WHERE id = $1 FOR UPDATE"));
    Ok(query.bind::<SqlUuid, _>(id).get_result(conn).await.optional()?)
}

/// Locks a file by its reference at the bank.
pub async fn lock_by_msg_id(
    conn: &mut AsyncPgConnection,
    msg_id: &str,
) -> Result<Option<Bestandsrij>, Fault> {
    let query = sql_query(format!("SELECT {COLUMNS} FROM bestand WHERE msg_id = $1 FOR UPDATE"));
    Ok(query.bind::<Text, _>(msg_id).get_result(conn).await.optional()?)
}

/// The files of a run.
pub async fn of_run(conn: &mut AsyncPgConnection, run: Uuid) -> Result<Vec<Bestandsrij>, Fault> {
    let query = sql_query(format!(
        "SELECT {COLUMNS} FROM bestand WHERE betaalrun_id = $1 ORDER BY volgnummer"
    ));
    Ok(query.bind::<SqlUuid, _>(run).load(conn).await?)
}

#[derive(QueryableByName)]
struct Inhoud {
    #[diesel(sql_type = Binary)]
    inhoud: Vec<u8>,
}

/// The bytes of a file.
pub async fn inhoud(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Vec<u8>, Fault> {
    let query = sql_query("SELECT inhoud FROM bestand WHERE id = $1");
    let row: Inhoud = query.bind::<SqlUuid, _>(id).get_result(conn).await?;
    Ok(row.inhoud)
}

/// Moves a locked file to a state.
pub async fn set_staat(conn: &mut AsyncPgConnection, id: Uuid, staat: &str) -> Result<(), Fault> {
    sql_query("UPDATE bestand SET staat = $2, revisie = revisie + 1 WHERE id = $1")
        .bind::<SqlUuid, _>(id)
        .bind::<Text, _>(staat)
        .execute(conn)
        .await?;
    Ok(())
}

/// A sending of a locked file begins.
pub async fn begin_sending(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    door: &str,
    op: Timestamp,
) -> Result<(), Fault> {
    sql_query(
        "UPDATE bestand SET staat = 'verzenden', revisie = revisie + 1, \
             verzending = verzending + 1, verzonden_door = $2, verzonden_op = $3 WHERE id = $1",
    )
    .bind::<SqlUuid, _>(id)
    .bind::<Text, _>(door)
    .bind::<Timestamptz, _>(op.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct PmtInf {
    #[diesel(sql_type = Text)]
    pmt_inf_id: String,
}

/// The batches of a file.
pub async fn batches(conn: &mut AsyncPgConnection, bestand: Uuid) -> Result<Vec<String>, Fault> {
    let query = sql_query("SELECT pmt_inf_id FROM bestand_batch WHERE bestand_id = $1 ORDER BY 1");
    let rows: Vec<PmtInf> = query.bind::<SqlUuid, _>(bestand).load(conn).await?;
    Ok(rows.into_iter().map(|row| row.pmt_inf_id).collect())
}

#[derive(QueryableByName)]
struct Eigen {
    #[diesel(sql_type = SqlUuid)]
    eigen_rekening_id: Uuid,
}

/// The own account that a file debits.
pub async fn rekening_of(conn: &mut AsyncPgConnection, bestand: Uuid) -> Result<Uuid, Fault> {
    let query =
        sql_query("SELECT eigen_rekening_id FROM bestand_batch WHERE bestand_id = $1 LIMIT 1");
    let row: Eigen = query.bind::<SqlUuid, _>(bestand).get_result(conn).await?;
    Ok(row.eigen_rekening_id)
}

/// Files of these batches of which every attempt ended are booked.
pub async fn close_booked(conn: &mut AsyncPgConnection, batches: &[String]) -> Result<(), Fault> {
    sql_query(
        "UPDATE bestand SET staat = 'geboekt', revisie = revisie + 1 WHERE id IN ( \
             SELECT bestand_id FROM bestand_batch WHERE pmt_inf_id = ANY($1)) \
         AND staat NOT IN ('gebouwd', 'geboekt') AND NOT EXISTS ( \
             SELECT FROM poging JOIN bestand_batch USING (pmt_inf_id) \
             WHERE bestand_id = bestand.id \
             AND poging.staat IN ('in_bestand', 'verzonden', 'geaccepteerd'))",
    )
    .bind::<Array<Text>, _>(batches)
    .execute(conn)
    .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// Files whose sending began before a moment and never finished are of unknown fate; which.
pub async fn doubt(conn: &mut AsyncPgConnection, before: Timestamp) -> Result<Vec<Uuid>, Fault> {
    let query = sql_query(
        "UPDATE bestand SET staat = 'onbekend', revisie = revisie + 1 \
         WHERE staat = 'verzenden' AND verzonden_op < $1 RETURNING id",
    );
    let rows: Vec<Id> = query.bind::<Timestamptz, _>(before.to_diesel()).load(conn).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}
