//! The running agreements as rows.

use contracts::ZorgovereenkomstVastgesteld;
use contracts::labour::{Toetsfeiten, Uitkomst};
use diesel::prelude::*;
use diesel::sql_types::{
    Array, BigInt, Bool, Date as SqlDate, Jsonb, Nullable, Text, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::civil::Date;
use jiff_diesel::ToDiesel;
use platform::Fault;
use serde_json::Value;
use uuid::Uuid;

use crate::ronde::next_birthday;
use crate::toets::store::{Toets, read_uitkomst, uitkomst_code};

/// A running agreement.
#[derive(Debug, Clone)]
pub struct Lopend {
    /// The agreement.
    pub zorgovereenkomst_id: Uuid,
    /// The version whose facts these are.
    pub overeenkomst_versie: i64,
    /// The verstrekkers of its lines.
    pub verstrekkers: Vec<Uuid>,
    /// The form.
    pub feiten: Toetsfeiten,
    /// What it came to when it was last judged.
    pub uitkomst: Uitkomst,
}

/// Which agreements a round takes next.
#[derive(Debug, Clone)]
pub struct Keuze {
    /// After this one.
    pub wijzer: Option<Uuid>,
    /// Only of these verstrekkers.
    pub verstrekkers: Option<Vec<Uuid>>,
    /// Only those with a birthday up to this day.
    pub jarig_tot: Option<Date>,
    /// Only those judged before this day.
    pub beoordeeld_voor: Option<Date>,
}

#[derive(QueryableByName)]
struct LopendRow {
    #[diesel(sql_type = SqlUuid)]
    zorgovereenkomst_id: Uuid,
    #[diesel(sql_type = BigInt)]
    overeenkomst_versie: i64,
    #[diesel(sql_type = Array<SqlUuid>)]
    verstrekkers: Vec<Uuid>,
    #[diesel(sql_type = Jsonb)]
    feiten: Value,
    #[diesel(sql_type = Text)]
    uitkomst: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

const CHOSEN: &str = "status = 'actief' AND (tot IS NULL OR tot >= $1) \
     AND ($2 IS NULL OR verstrekkers && $2) \
     AND ($3 IS NULL OR volgende_verjaardag <= $3) \
     AND ($4 IS NULL OR beoordeeld_op < $4)";

/// How many agreements a round will see.
pub async fn count(conn: &mut AsyncPgConnection, today: Date, keuze: &Keuze) -> Result<i64, Fault> {
    let found: Count = diesel::sql_query(format!("SELECT count(*) FROM lopend WHERE {CHOSEN}"))
        .bind::<SqlDate, _>(today.to_diesel())
        .bind::<Nullable<Array<SqlUuid>>, _>(keuze.verstrekkers.as_ref())
        .bind::<Nullable<SqlDate>, _>(keuze.jarig_tot.map(ToDiesel::to_diesel))
        .bind::<Nullable<SqlDate>, _>(keuze.beoordeeld_voor.map(ToDiesel::to_diesel))
        .get_result(conn)
        .await?;
    Ok(found.count)
}

/// The next agreements of a round, by id, locked until the transaction ends.
pub async fn next(
    conn: &mut AsyncPgConnection,
    today: Date,
    keuze: &Keuze,
    limit: i64,
) -> Result<Vec<Lopend>, Fault> {
    let rows: Vec<LopendRow> = diesel::sql_query(format!(
        "SELECT zorgovereenkomst_id, overeenkomst_versie, verstrekkers, feiten, uitkomst \
         FROM lopend WHERE {CHOSEN} AND ($5 IS NULL OR zorgovereenkomst_id > $5) \
         ORDER BY zorgovereenkomst_id LIMIT $6 FOR UPDATE"
    ))
    .bind::<SqlDate, _>(today.to_diesel())
    .bind::<Nullable<Array<SqlUuid>>, _>(keuze.verstrekkers.as_ref())
    .bind::<Nullable<SqlDate>, _>(keuze.jarig_tot.map(ToDiesel::to_diesel))
    .bind::<Nullable<SqlDate>, _>(keuze.beoordeeld_voor.map(ToDiesel::to_diesel))
    .bind::<Nullable<SqlUuid>, _>(keuze.wijzer)
    .bind::<BigInt, _>(limit)
    .load(conn)
    .await?;
    rows.into_iter().map(Lopend::try_from).collect()
}

impl TryFrom<LopendRow> for Lopend {
    type Error = Fault;

    fn try_from(row: LopendRow) -> Result<Self, Fault> {
        let LopendRow { zorgovereenkomst_id, overeenkomst_versie, verstrekkers, feiten, uitkomst } =
            row;
        Ok(Self {
            zorgovereenkomst_id,
            overeenkomst_versie,
            verstrekkers,
            feiten: serde_json::from_value(feiten).map_err(Fault::stored("lopend.feiten"))?,
            uitkomst: read_uitkomst(uitkomst)?,
        })
    }
}

/// Keeps the facts of newly judged versions; where the agreement stands stays as it is.
pub async fn note(conn: &mut AsyncPgConnection, toetsen: &[Toets]) -> Result<(), Fault> {
    let (mut ids, mut versies, mut feiten) = (Vec::new(), Vec::new(), Vec::new());
    let (mut uitkomsten, mut birthdays, mut days) = (Vec::new(), Vec::new(), Vec::new());
    for toets in toetsen {
        ids.push(toets.id);
        versies.push(toets.overeenkomst_versie);
        feiten.push(serde_json::to_value(&toets.feiten).map_err(Fault::stored("lopend.feiten"))?);
        uitkomsten.push(uitkomst_code(toets.uitkomst));
        birthdays.push(next_birthday(&toets.feiten, toets.kennisdatum).map(ToDiesel::to_diesel));
        days.push(toets.kennisdatum.to_diesel());
    }
    diesel::sql_query(
        "INSERT INTO lopend (zorgovereenkomst_id, overeenkomst_versie, verstrekkers, status, \
             feiten, uitkomst, volgende_verjaardag, beoordeeld_op) \
         SELECT DISTINCT ON (toets.zorgovereenkomst_id) toets.zorgovereenkomst_id, given.versie, \
             toets.verstrekkers, 'gevraagd', given.feiten, given.uitkomst, given.jarig, given.dag \
         FROM unnest($1, $2, $3, $4, $5, $6) AS given (id, versie, feiten, uitkomst, jarig, dag) \
         JOIN toets ON toets.id = given.id \
         ORDER BY toets.zorgovereenkomst_id, given.versie DESC \
         ON CONFLICT (zorgovereenkomst_id) DO UPDATE SET \
             overeenkomst_versie = excluded.overeenkomst_versie, \
             verstrekkers = excluded.verstrekkers, feiten = excluded.feiten, \
             uitkomst = excluded.uitkomst, volgende_verjaardag = excluded.volgende_verjaardag, \
             beoordeeld_op = excluded.beoordeeld_op \
         WHERE lopend.overeenkomst_versie < excluded.overeenkomst_versie",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<BigInt>, _>(versies)
    .bind::<Array<Jsonb>, _>(feiten)
    .bind::<Array<Text>, _>(uitkomsten)
    .bind::<Array<Nullable<SqlDate>>, _>(birthdays)
    .bind::<Array<SqlDate>, _>(days)
    .execute(conn)
    .await?;
    Ok(())
}

/// Keeps where agreements stand. One that was never judged here is not kept.
pub async fn stand(
    conn: &mut AsyncPgConnection,
    facts: &[ZorgovereenkomstVastgesteld],
) -> Result<(), Fault> {
    let (mut ids, mut statuses, mut last) = (Vec::new(), Vec::new(), Vec::new());
    for fact in facts {
        ids.push(fact.zorgovereenkomst_id);
        statuses.push(serde_json::to_value(fact.status).map_err(Fault::stored("status"))?);
        let open = fact.regels.iter().any(|regel| regel.geldig_tot.is_none());
        let end = fact.regels.iter().filter_map(|regel| regel.geldig_tot).max();
        last.push(end.filter(|_| !open).map(ToDiesel::to_diesel));
    }
    let statuses: Vec<&str> = statuses.iter().filter_map(Value::as_str).collect();
    diesel::sql_query(
        "UPDATE lopend SET status = given.status, tot = given.tot \
         FROM unnest($1, $2, $3) AS given (id, status, tot) \
         WHERE lopend.zorgovereenkomst_id = given.id",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<Text>, _>(statuses)
    .bind::<Array<Nullable<SqlDate>>, _>(last)
    .execute(conn)
    .await?;
    Ok(())
}

/// What a re-check came to for one agreement.
pub struct Herkeurd {
    /// The agreement.
    pub id: Uuid,
    /// The whole.
    pub uitkomst: Uitkomst,
    /// When somebody's age moves the law again.
    pub volgende_verjaardag: Option<Date>,
}

/// Marks agreements as judged again on a day.
pub async fn mark(
    conn: &mut AsyncPgConnection,
    day: Date,
    herkeurd: &[Herkeurd],
) -> Result<(), Fault> {
    let ids: Vec<Uuid> = herkeurd.iter().map(|own| own.id).collect();
    let uitkomsten: Vec<String> = herkeurd.iter().map(|own| uitkomst_code(own.uitkomst)).collect();
    let birthdays: Vec<_> =
        herkeurd.iter().map(|own| own.volgende_verjaardag.map(ToDiesel::to_diesel)).collect();
    diesel::sql_query(
        "UPDATE lopend SET uitkomst = given.uitkomst, volgende_verjaardag = given.jarig, \
             beoordeeld_op = greatest(beoordeeld_op, $4) \
         FROM unnest($1, $2, $3) AS given (id, uitkomst, jarig) \
         WHERE lopend.zorgovereenkomst_id = given.id",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<Text>, _>(uitkomsten)
    .bind::<Array<Nullable<SqlDate>>, _>(birthdays)
    .bind::<SqlDate, _>(day.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct Exists {
    #[diesel(sql_type = Bool)]
    found: bool,
}

/// Whether any running agreement fits; cheap, by index.
pub async fn any(conn: &mut AsyncPgConnection, today: Date, keuze: &Keuze) -> Result<bool, Fault> {
    let row: Exists =
        diesel::sql_query(format!("SELECT EXISTS (SELECT 1 FROM lopend WHERE {CHOSEN}) AS found"))
            .bind::<SqlDate, _>(today.to_diesel())
            .bind::<Nullable<Array<SqlUuid>>, _>(keuze.verstrekkers.as_ref())
            .bind::<Nullable<SqlDate>, _>(keuze.jarig_tot.map(ToDiesel::to_diesel))
            .bind::<Nullable<SqlDate>, _>(keuze.beoordeeld_voor.map(ToDiesel::to_diesel))
            .get_result(conn)
            .await?;
    Ok(row.found)
}
