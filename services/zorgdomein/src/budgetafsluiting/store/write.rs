//! Writing messages and answers.

use diesel::QueryableByName;
use diesel::sql_types::{
    Array, BigInt, Bytea, Date as SqlDate, Integer, Nullable, SmallInt, Text, Timestamptz,
    Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_diesel::ToDiesel;
use kernel::{Euro, Wet};
use platform::Fault;
use uuid::Uuid;

use crate::budgetafsluiting::Afsluiting;
use crate::store::statement;

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// Our own number of the next 507: twelve characters.
pub(crate) async fn next_identificatie(conn: &mut AsyncPgConnection) -> Result<String, Fault> {
    let row: Number =
        statement("SELECT nextval('afsluiting_nummer') AS number").get_result(conn).await?;
    Ok(format!("A{:011}", row.number))
}

/// A 507 that is ready to be kept.
pub(crate) struct Gereed<'a> {
    /// Its row.
    pub(crate) id: Uuid,
    /// Who gets it.
    pub(crate) verstrekker: Uuid,
    /// About whom.
    pub(crate) budgethouder: Uuid,
    /// About which toekenning.
    pub(crate) toekenning: Uuid,
    /// The law.
    pub(crate) wet: Wet,
    /// `BerichtCode`.
    pub(crate) code: &'a str,
    /// What it says.
    pub(crate) afsluiting: &'a Afsluiting,
    /// Sealed XML.
    pub(crate) inhoud: Vec<u8>,
}

/// Keeps a message with its lines.
pub(crate) async fn insert(
    conn: &mut AsyncPgConnection,
    new: Gereed<'_>,
    now: Timestamp,
) -> Result<(), Fault> {
    let Gereed { id, verstrekker, budgethouder, toekenning, wet, code, afsluiting, inhoud } = new;
    statement(
        "INSERT INTO budgetafsluiting (id, verstrekker_id, budgethouder_id, toekenning_id, wet, \
         code, identificatie, dagtekening, inhoud, vastgelegd_op) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind::<SqlUuid, _>(id)
    .bind::<SqlUuid, _>(verstrekker)
    .bind::<SqlUuid, _>(budgethouder)
    .bind::<SqlUuid, _>(toekenning)
    .bind::<Text, _>(wet.code())
    .bind::<Text, _>(code)
    .bind::<Text, _>(afsluiting.identificatie.as_str())
    .bind::<SqlDate, _>(afsluiting.dagtekening.to_diesel())
    .bind::<Bytea, _>(inhoud)
    .bind::<Timestamptz, _>(now.to_diesel())
    .execute(conn)
    .await?;
    let regels = &afsluiting.regels;
    let cents = |amount: Option<Euro>| amount.map(Euro::cents);
    let day_after = |day: Date| day.tomorrow().unwrap_or(day).to_diesel();
    let numbers: Vec<i32> = (1..).take(regels.len()).collect();
    let redenen: Vec<i16> = regels.iter().map(|regel| i16::from(regel.reden.code())).collect();
    statement(
        "INSERT INTO budgetafsluiting_regel (budgetafsluiting_id, verstrekker_id, \
         budgethouder_id, nummer, pot_id, reden, budget_identificatie, zorgfunctie, geldig_van, \
         geldig_tot, besteed, verantwoordingsvrij_besteed, ziekengeld) \
         SELECT $1, $2, $3, * FROM unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind::<SqlUuid, _>(id)
    .bind::<SqlUuid, _>(verstrekker)
    .bind::<SqlUuid, _>(budgethouder)
    .bind::<Array<Integer>, _>(numbers)
    .bind::<Array<SqlUuid>, _>(regels.iter().map(|r| r.pot.uuid()).collect::<Vec<_>>())
    .bind::<Array<SmallInt>, _>(redenen)
    .bind::<Array<Text>, _>(
        regels.iter().map(|r| r.budget_identificatie.as_str()).collect::<Vec<_>>(),
    )
    .bind::<Array<Text>, _>(regels.iter().map(|r| r.zorgfunctie.as_str()).collect::<Vec<_>>())
    .bind::<Array<SqlDate>, _>(regels.iter().map(|r| r.van.to_diesel()).collect::<Vec<_>>())
    .bind::<Array<SqlDate>, _>(regels.iter().map(|r| day_after(r.tot)).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(regels.iter().map(|r| r.besteed.cents()).collect::<Vec<_>>())
    .bind::<Array<Nullable<BigInt>>, _>(
        regels.iter().map(|r| cents(r.verantwoordingsvrij_besteed)).collect::<Vec<_>>(),
    )
    .bind::<Array<Nullable<BigInt>>, _>(
        regels.iter().map(|r| cents(r.ziekengeld)).collect::<Vec<_>>(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// An answer to a message.
#[derive(Debug, Clone)]
pub(crate) struct Antwoord {
    /// The message.
    pub(crate) budgetafsluiting: Uuid,
    /// Who answers.
    pub(crate) verstrekker: Uuid,
    /// The number of the answer at who gives it.
    pub(crate) identificatie_retour: String,
    /// Its day.
    pub(crate) dagtekening_retour: Date,
    /// Its retourcodes, sorted.
    pub(crate) codes: Vec<String>,
    /// Sealed 508, when it came as XML.
    pub(crate) inhoud: Option<Vec<u8>>,
    /// The organisation that sent it.
    pub(crate) oin: String,
}

/// Keeps an answer; false when there is one already.
pub(crate) async fn insert_retour(
    conn: &mut AsyncPgConnection,
    new: &Antwoord,
    now: Timestamp,
) -> Result<bool, Fault> {
    let inserted = statement(
        "INSERT INTO budgetafsluiting_retour (budgetafsluiting_id, verstrekker_id, \
         identificatie_retour, dagtekening_retour, codes, inhoud, ontvangen_van, vastgelegd_op) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
    )
    .bind::<SqlUuid, _>(new.budgetafsluiting)
    .bind::<SqlUuid, _>(new.verstrekker)
    .bind::<Text, _>(&new.identificatie_retour)
    .bind::<SqlDate, _>(new.dagtekening_retour.to_diesel())
    .bind::<Array<Text>, _>(&new.codes)
    .bind::<Nullable<Bytea>, _>(new.inhoud.as_deref())
    .bind::<Text, _>(&new.oin)
    .bind::<Timestamptz, _>(now.to_diesel())
    .execute(conn)
    .await?;
    Ok(inserted == 1)
}

/// Notes that a message went out; a second note says nothing new.
pub(crate) async fn insert_bezorging(
    conn: &mut AsyncPgConnection,
    (id, verstrekker): (Uuid, Uuid),
    weg: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    statement(
        "INSERT INTO budgetafsluiting_bezorging (budgetafsluiting_id, verstrekker_id, weg, \
         bezorgd_op) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    )
    .bind::<SqlUuid, _>(id)
    .bind::<SqlUuid, _>(verstrekker)
    .bind::<Text, _>(weg)
    .bind::<Timestamptz, _>(now.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}
