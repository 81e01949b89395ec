//! Rows of items.

use diesel::sql_types::{Array, BigInt, Bool, Date, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{OptionalExtension, QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::Date as Day;
use jiff_diesel::ToDiesel;
use kernel::Euro;
use platform::Fault;
use platform::http::paging::Page;
use uuid::Uuid;

use super::{Afhandeling, Melding, Werkitem, wachtrij_code};

#[derive(QueryableByName)]
struct Rij {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    wachtrij: String,
    #[diesel(sql_type = Text)]
    soort: String,
    #[diesel(sql_type = Text)]
    onderwerpsoort: String,
    #[diesel(sql_type = Text)]
    onderwerp: String,
    #[diesel(sql_type = Nullable<Text>)]
    reden: Option<String>,
    #[diesel(sql_type = Nullable<BigInt>)]
    bedrag: Option<i64>,
    #[diesel(sql_type = Bool)]
    dringend: bool,
    #[diesel(sql_type = Timestamptz)]
    gemeld_op: jiff_diesel::Timestamp,
    #[diesel(sql_type = Date)]
    vervalt_op: jiff_diesel::Date,
    #[diesel(sql_type = Nullable<Text>)]
    eigenaar: Option<String>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    afgehandeld_op: Option<jiff_diesel::Timestamp>,
    #[diesel(sql_type = Nullable<Text>)]
    afgehandeld_door: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    besluit: Option<String>,
    #[diesel(sql_type = BigInt)]
    revisie: i64,
}

const COLUMNS: &str = "id, wachtrij, soort, onderwerpsoort, onderwerp, reden, bedrag, dringend, \
    gemeld_op, vervalt_op, eigenaar, afgehandeld_op, afgehandeld_door, besluit, revisie";

impl From<Rij> for Werkitem {
    fn from(rij: Rij) -> Self {
        let afgehandeld = match (rij.afgehandeld_op, rij.afgehandeld_door, rij.besluit) {
            (Some(op), Some(door), Some(besluit)) => {
                Some(Afhandeling { op: op.to_jiff(), door, besluit })
            }
            _ => None,
        };
        Self {
            id: rij.id,
            wachtrij: rij.wachtrij,
            soort: rij.soort,
            onderwerpsoort: rij.onderwerpsoort,
            onderwerp: rij.onderwerp,
            reden: rij.reden,
            bedrag: rij.bedrag.map(Euro::from_cents),
            dringend: rij.dringend,
            gemeld_op: rij.gemeld_op.to_jiff(),
            vervalt_op: rij.vervalt_op.to_jiff(),
            eigenaar: rij.eigenaar,
            afgehandeld,
            revisie: rij.revisie,
        }
    }
}

/// Stores items; one that is open already stays as it is.
pub async fn insert(
    conn: &mut AsyncPgConnection,
    meldingen: &[Melding],
    bankbericht: Option<Uuid>,
    (op, vandaag): (Timestamp, Day),
) -> Result<(), Fault> {
    if meldingen.is_empty() {
        return Ok(());
    }
    let texts =
        |value: fn(&Melding) -> &str| -> Vec<&str> { meldingen.iter().map(value).collect() };
    let ids: Vec<Uuid> = meldingen.iter().map(|_| platform::id::new_uuid()).collect();
    let days: Vec<_> = meldingen.iter().map(|m| m.vervalt_op(vandaag).to_diesel()).collect();
    sql_query(
        "INSERT INTO werkitem (id, wachtrij, soort, onderwerpsoort, onderwerp, reden, bedrag, \
             dringend, vervalt_op, bankbericht_id, gemeld_op) \
         SELECT nieuw.*, $10, $11 FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) AS nieuw \
         ON CONFLICT (soort, onderwerp) WHERE afgehandeld_op IS NULL DO NOTHING",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<Text>, _>(texts(|m| wachtrij_code(m.wachtrij())))
    .bind::<Array<Text>, _>(texts(|m| m.soort.code()))
    .bind::<Array<Text>, _>(texts(|m| m.onderwerpsoort))
    .bind::<Array<Text>, _>(texts(|m| &m.onderwerp))
    .bind::<Array<Nullable<Text>>, _>(
        meldingen.iter().map(|m| m.reden.as_deref()).collect::<Vec<_>>(),
    )
    .bind::<Array<Nullable<BigInt>>, _>(
        meldingen.iter().map(|m| m.bedrag.map(Euro::cents)).collect::<Vec<_>>(),
    )
    .bind::<Array<Bool>, _>(meldingen.iter().map(Melding::is_dringend).collect::<Vec<_>>())
    .bind::<Array<Date>, _>(days)
    .bind::<Nullable<SqlUuid>, _>(bankbericht)
    .bind::<Timestamptz, _>(op.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}

/// Locks an item.
pub async fn lock(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Option<Werkitem>, Fault> {
    let query = sql_query(format!("SELECT {COLUMNS} FROM werkitem WHERE id = $1 FOR UPDATE"));
    let row: Option<Rij> = query.bind::<SqlUuid, _>(id).get_result(conn).await.optional()?;
    Ok(row.map(Werkitem::from))
}

/// Writes back an item whose row is locked.
pub async fn save(
    conn: &mut AsyncPgConnection,
    item: &Werkitem,
    toelichting: Option<&str>,
) -> Result<(), Fault> {
    let ended = item.afgehandeld.as_ref();
    sql_query(
        "UPDATE werkitem SET eigenaar = $2, afgehandeld_op = $3, afgehandeld_door = $4, \
             besluit = $5, toelichting = $6, revisie = $7 WHERE id = $1",
    )
    .bind::<SqlUuid, _>(item.id)
    .bind::<Nullable<Text>, _>(item.eigenaar.as_deref())
    .bind::<Nullable<Timestamptz>, _>(ended.map(|ended| ended.op.to_diesel()))
    .bind::<Nullable<Text>, _>(ended.map(|ended| ended.door.as_str()))
    .bind::<Nullable<Text>, _>(ended.map(|ended| ended.besluit.as_str()))
    .bind::<Nullable<Text>, _>(toelichting)
    .bind::<BigInt, _>(item.revisie)
    .execute(conn)
    .await?;
    Ok(())
}

/// Which items.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only of this queue.
    pub wachtrij: Option<String>,
    /// Only of this owner.
    pub eigenaar: Option<String>,
    /// Only about this thing.
    pub onderwerp: Option<String>,
    /// Also those that were handled.
    pub ook_afgehandeld: bool,
}

/// A page of items, oldest first, and one more when there is a next page.
pub async fn list(
    conn: &mut AsyncPgConnection,
    filter: &Filter,
    page: Page,
) -> Result<Vec<Werkitem>, Fault> {
    // Written per filter: one query for all would read every handled item of all years.
    let open = if filter.ook_afgehandeld { "true" } else { "afgehandeld_op IS NULL" };
    let queue = if filter.wachtrij.is_some() { "wachtrij = $2" } else { "$2 IS NULL" };
    let owner = if filter.eigenaar.is_some() { "eigenaar = $3" } else { "$3 IS NULL" };
    let about = if filter.onderwerp.is_some() { "onderwerp = $4" } else { "$4 IS NULL" };
    let rows: Vec<Rij> = sql_query(format!(
        "SELECT {COLUMNS} FROM werkitem \
         WHERE id > $1 AND {open} AND {queue} AND {owner} AND {about} ORDER BY id LIMIT $5"
    ))
    .bind::<SqlUuid, _>(page.after.unwrap_or(Uuid::nil()))
    .bind::<Nullable<Text>, _>(filter.wachtrij.as_deref())
    .bind::<Nullable<Text>, _>(filter.eigenaar.as_deref())
    .bind::<Nullable<Text>, _>(filter.onderwerp.as_deref())
    .bind::<BigInt, _>(page.rows())
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(Werkitem::from).collect())
}

/// Ends the open items of a kind about a thing: what they asked for was done.
pub async fn settle(
    conn: &mut AsyncPgConnection,
    (soort, onderwerp): (&str, &str),
    (door, besluit): (&str, &str),
    op: Timestamp,
) -> Result<(), Fault> {
    sql_query(
        "UPDATE werkitem SET afgehandeld_op = $5, afgehandeld_door = $3, besluit = $4, \
             eigenaar = coalesce(eigenaar, $3), revisie = revisie + 1 \
         WHERE soort = $1 AND onderwerp = $2 AND afgehandeld_op IS NULL",
    )
    .bind::<Text, _>(soort)
    .bind::<Text, _>(onderwerp)
    .bind::<Text, _>(door)
    .bind::<Text, _>(besluit)
    .bind::<Timestamptz, _>(op.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}
