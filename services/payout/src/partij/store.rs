//! Rows of payees, agreements and blocks.

use std::collections::BTreeMap;

use contracts::{Overeenkomststatus, ZorgovereenkomstVastgesteld};
use diesel::sql_types::{Array, BigInt, Binary, Bool, Date, Nullable, Text, Uuid as SqlUuid};
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::civil::Date as Day;
use jiff_diesel::ToDiesel;
use platform::Fault;
use uuid::Uuid;

use super::{Blokkade, Blokkadesoort, naamsleutel};

pub mod blokkades;
pub mod rekeningen;
pub mod sancties;

/// Where money goes, as it is stored: the account is sealed.
#[derive(Debug, Clone, QueryableByName)]
pub struct Betaalgegevens {
    /// Which.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// Whose.
    #[diesel(sql_type = SqlUuid)]
    pub zorgverlener_id: Uuid,
    /// Name of the account holder.
    #[diesel(sql_type = Text)]
    pub rekeninghouder: String,
    /// The account, encrypted.
    #[diesel(sql_type = Binary)]
    pub iban: Vec<u8>,
    /// Reference to the account, to compare.
    #[diesel(sql_type = Text)]
    pub iban_ref: String,
    /// The version in effect.
    #[diesel(sql_type = BigInt)]
    pub versie: i64,
    /// Key of the account, of our own, to search by.
    #[diesel(sql_type = Nullable<Text>)]
    pub rekeningsleutel: Option<String>,
}

/// Payment details by id.
pub async fn betaalgegevens(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, Betaalgegevens>, Fault> {
    let rows: Vec<Betaalgegevens> = sql_query(
        "SELECT id, zorgverlener_id, rekeninghouder, iban, iban_ref, versie, rekeningsleutel \
         FROM betaalgegevens \
         WHERE id = ANY($1)",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Writes payment details, new ones and newer ones.
pub async fn save_betaalgegevens(
    conn: &mut AsyncPgConnection,
    rows: &[Betaalgegevens],
) -> Result<(), Fault> {
    sql_query(
        "INSERT INTO betaalgegevens (id, zorgverlener_id, rekeninghouder, iban, iban_ref, versie, \
             naamsleutel, rekeningsleutel) \
         SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO UPDATE \
         SET rekeninghouder = excluded.rekeninghouder, iban = excluded.iban, \
             iban_ref = excluded.iban_ref, versie = excluded.versie, \
             naamsleutel = excluded.naamsleutel, rekeningsleutel = excluded.rekeningsleutel \
         WHERE betaalgegevens.versie < excluded.versie",
    )
    .bind::<Array<SqlUuid>, _>(rows.iter().map(|row| row.id).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(rows.iter().map(|row| row.zorgverlener_id).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(rows.iter().map(|row| row.rekeninghouder.as_str()).collect::<Vec<_>>())
    .bind::<Array<Binary>, _>(rows.iter().map(|row| row.iban.as_slice()).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(rows.iter().map(|row| row.iban_ref.as_str()).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(rows.iter().map(|row| row.versie).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(
        rows.iter().map(|row| naamsleutel(&row.rekeninghouder)).collect::<Vec<_>>(),
    )
    .bind::<Array<Nullable<Text>>, _>(
        rows.iter().map(|row| row.rekeningsleutel.as_deref()).collect::<Vec<_>>(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

const fn status(status: Overeenkomststatus) -> &'static str {
    match status {
        Overeenkomststatus::Actief => "actief",
        Overeenkomststatus::Afgekeurd => "afgekeurd",
        Overeenkomststatus::Beeindigd => "beeindigd",
    }
}

/// Writes agreements: a row for each verstrekker of a line.
pub async fn save_overeenkomsten(
    conn: &mut AsyncPgConnection,
    facts: &[(i64, ZorgovereenkomstVastgesteld)],
) -> Result<(), Fault> {
    let mut rows: Vec<(Uuid, &(i64, ZorgovereenkomstVastgesteld))> = facts
        .iter()
        .flat_map(|fact| fact.1.regels.iter().map(move |regel| (regel.verstrekker_id, fact)))
        .collect();
    rows.sort_by_key(|(verstrekker, (_, fact))| (fact.zorgovereenkomst_id, *verstrekker));
    rows.dedup_by_key(|(verstrekker, (_, fact))| (fact.zorgovereenkomst_id, *verstrekker));
    if rows.is_empty() {
        return Ok(());
    }
    sql_query(
        "INSERT INTO zorgovereenkomst (id, verstrekker_id, zorgverlener_id, soort, status, \
             salarisadministratie, versie) \
         SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id, verstrekker_id) \
         DO UPDATE SET soort = excluded.soort, status = excluded.status, \
             salarisadministratie = excluded.salarisadministratie, versie = excluded.versie \
         WHERE zorgovereenkomst.versie < excluded.versie",
    )
    .bind::<Array<SqlUuid>, _>(
        rows.iter().map(|(_, (_, fact))| fact.zorgovereenkomst_id).collect::<Vec<_>>(),
    )
    .bind::<Array<SqlUuid>, _>(rows.iter().map(|(id, _)| *id).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(
        rows.iter().map(|(_, (_, fact))| fact.zorgverlener_id).collect::<Vec<_>>(),
    )
    .bind::<Array<Text>, _>(rows.iter().map(|(_, (_, fact))| fact.soort.code()).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(
        rows.iter().map(|(_, (_, fact))| status(fact.status)).collect::<Vec<_>>(),
    )
    .bind::<Array<Bool>, _>(
        rows.iter().map(|(_, (_, fact))| fact.salarisadministratie).collect::<Vec<_>>(),
    )
    .bind::<Array<BigInt>, _>(rows.iter().map(|(_, (versie, _))| *versie).collect::<Vec<_>>())
    .execute(conn)
    .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// Which of these agreements are known.
pub async fn known_overeenkomsten(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
) -> Result<Vec<Uuid>, Fault> {
    let query = sql_query("SELECT DISTINCT id FROM zorgovereenkomst WHERE id = ANY($1)");
    let rows: Vec<Id> = query.bind::<Array<SqlUuid>, _>(ids).load(conn).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Sets a block, or changes it.
pub async fn block(conn: &mut AsyncPgConnection, blokkade: &Blokkade) -> Result<(), Fault> {
    sql_query(
        "INSERT INTO blokkade (id, soort, verstrekker_id, zorgverlener_id, zorgovereenkomst_id, \
             betaalgegevens_id, toekenning_id, van, tot, actief, reden) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, true, $10) ON CONFLICT (id) DO UPDATE \
         SET van = excluded.van, tot = excluded.tot, actief = true, reden = excluded.reden",
    )
    .bind::<SqlUuid, _>(blokkade.id)
    .bind::<Text, _>(blokkade.soort.code())
    .bind::<SqlUuid, _>(blokkade.verstrekker)
    .bind::<Nullable<SqlUuid>, _>(blokkade.zorgverlener)
    .bind::<Nullable<SqlUuid>, _>(blokkade.zorgovereenkomst)
    .bind::<Nullable<SqlUuid>, _>(blokkade.betaalgegevens)
    .bind::<Nullable<SqlUuid>, _>(blokkade.toekenning)
    .bind::<Date, _>(blokkade.van.to_diesel())
    .bind::<Nullable<Date>, _>(blokkade.tot.map(ToDiesel::to_diesel))
    .bind::<Text, _>(&blokkade.reden)
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends blocks; gives those that were in force.
pub async fn unblock(conn: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<Uuid>, Fault> {
    let query =
        sql_query("UPDATE blokkade SET actief = false WHERE id = ANY($1) AND actief RETURNING id");
    let rows: Vec<Id> = query.bind::<Array<SqlUuid>, _>(ids).load(conn).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Blocks whose last day has passed.
pub async fn expired(conn: &mut AsyncPgConnection, vandaag: Day) -> Result<Vec<Uuid>, Fault> {
    let query = sql_query("SELECT id FROM blokkade WHERE actief AND tot < $1 LIMIT 100");
    let rows: Vec<Id> = query.bind::<Date, _>(vandaag.to_diesel()).load(conn).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

#[derive(QueryableByName)]
struct BlokkadeRij {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    soort: String,
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    zorgverlener_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    zorgovereenkomst_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    betaalgegevens_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    toekenning_id: Option<Uuid>,
    #[diesel(sql_type = Date)]
    van: jiff_diesel::Date,
    #[diesel(sql_type = Nullable<Date>)]
    tot: Option<jiff_diesel::Date>,
    #[diesel(sql_type = Text)]
    reden: String,
}

impl From<BlokkadeRij> for Blokkade {
    fn from(rij: BlokkadeRij) -> Self {
        Self {
            id: rij.id,
            // A kind that this program does not know yet holds like a block by hand.
            soort: Blokkadesoort::parse(&rij.soort).unwrap_or(Blokkadesoort::Hand),
            toekenning: rij.toekenning_id,
            verstrekker: rij.verstrekker_id,
            zorgverlener: rij.zorgverlener_id,
            zorgovereenkomst: rij.zorgovereenkomst_id,
            betaalgegevens: rij.betaalgegevens_id,
            van: rij.van.to_jiff(),
            tot: rij.tot.map(jiff_diesel::Date::to_jiff),
            reden: rij.reden,
        }
    }
}

const COLUMNS: &str = "id, soort, verstrekker_id, zorgverlener_id, zorgovereenkomst_id, \
    betaalgegevens_id, toekenning_id, van, tot, reden";

/// What blocks may hold payments by.
#[derive(Debug, Clone, Copy)]
pub struct Betrokkenen<'a> {
    /// Payees.
    pub zorgverleners: &'a [Uuid],
    /// Agreements.
    pub overeenkomsten: &'a [Uuid],
    /// Accounts.
    pub betaalgegevens: &'a [Uuid],
    /// Pots; blocks are of their budgets.
    pub potten: &'a [Uuid],
}

/// Blocks in force that may hold payments of these.
pub async fn blokkades(
    conn: &mut AsyncPgConnection,
    betrokkenen: Betrokkenen<'_>,
) -> Result<Vec<Blokkade>, Fault> {
    // A question for each level with an index each; one with OR would read every block in force.
    let rows: Vec<BlokkadeRij> = sql_query(format!(
        "SELECT {COLUMNS} FROM blokkade WHERE id IN ( \
             SELECT id FROM blokkade WHERE actief AND zorgverlener_id = ANY($1) \
             UNION SELECT id FROM blokkade WHERE actief AND zorgovereenkomst_id = ANY($2) \
             UNION SELECT id FROM blokkade WHERE actief AND betaalgegevens_id = ANY($3) \
             UNION SELECT id FROM blokkade WHERE actief AND toekenning_id IN ( \
                 SELECT toekenning_id FROM pot WHERE pot.id = ANY($4))) \
         ORDER BY id"
    ))
    .bind::<Array<SqlUuid>, _>(betrokkenen.zorgverleners)
    .bind::<Array<SqlUuid>, _>(betrokkenen.overeenkomsten)
    .bind::<Array<SqlUuid>, _>(betrokkenen.betaalgegevens)
    .bind::<Array<SqlUuid>, _>(betrokkenen.potten)
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(Blokkade::from).collect())
}

/// Payments whose money is here, and that a block may hold.
pub async fn touched(
    conn: &mut AsyncPgConnection,
    blokkade: &Blokkade,
) -> Result<Vec<Uuid>, Fault> {
    // The levels that are named stand in the query, so that each has its index.
    let named = |column: &str, place: &str, id: Option<Uuid>| match id {
        Some(_) => format!("{column} = {place}"),
        None => format!("{place} IS NULL"),
    };
    let conditions = [
        named("zorgverlener_id", "$2", blokkade.zorgverlener),
        named("zorgovereenkomst_id", "$3", blokkade.zorgovereenkomst),
        named("betaalgegevens_id", "$4", blokkade.betaalgegevens),
        match blokkade.toekenning {
            Some(_) => "id IN (SELECT deel.betaling_id FROM pot \
                 JOIN betaling_deel deel ON deel.pot_id = pot.id WHERE pot.toekenning_id = $5)"
                .to_owned(),
            None => "$5 IS NULL".to_owned(),
        },
    ];
    let rows: Vec<Id> = sql_query(format!(
        "SELECT id FROM betaling WHERE staat IN ('gereed', 'aangehouden', 'in_run', 'teruggekomen') \
             AND ($1 = '00000000-0000-0000-0000-000000000000' OR verstrekker_id = $1) AND {}",
        conditions.join(" AND ")
    ))
    .bind::<SqlUuid, _>(blokkade.verstrekker)
    .bind::<Nullable<SqlUuid>, _>(blokkade.zorgverlener)
    .bind::<Nullable<SqlUuid>, _>(blokkade.zorgovereenkomst)
    .bind::<Nullable<SqlUuid>, _>(blokkade.betaalgegevens)
    .bind::<Nullable<SqlUuid>, _>(blokkade.toekenning)
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}
