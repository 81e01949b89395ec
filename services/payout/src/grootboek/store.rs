//! Accounts, balances, entries and lines.
//!
//! Balance rows are locked in one order everywhere: first those that decide (`R.AVAILABLE`,
//! `R.SHORT`, `R.CLOSED`, `R.OWN`), then the others, each by id; a chain of entries last. Posting
//! any number of entries is a fixed number of statements.

use std::collections::BTreeMap;

use aws_lc_rs::digest;
use diesel::sql_types::{
    Array, BigInt, Binary, Date, SmallInt, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel::{QueryResult, QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use kernel::Euro;
use uuid::Uuid;

use super::keten::tekst;
use super::saldi::{Potstand, Standen};
use super::{Post, Potsleutel, Regel, Rekening, Zijde, plus};

pub mod controles;
pub mod jaren;
pub mod ketens;
pub mod saldi;

#[derive(QueryableByName)]
struct Positie {
    #[diesel(sql_type = SqlUuid)]
    dimensie: Uuid,
    #[diesel(sql_type = Text)]
    soort: String,
    #[diesel(sql_type = BigInt)]
    saldo: i64,
}

/// The accounts that decide about a pot.
const BESLISSEND: &str = "('R.AVAILABLE', 'R.SHORT', 'R.CLOSED', 'R.OWN')";

/// Locks the deciding accounts of these pots and reads their positions. A pot without accounts has
/// nothing. Whether its year is closed is read after the lock, because closing takes the same lock.
pub async fn lock_standen(
    conn: &mut AsyncPgConnection,
    potten: &[Potsleutel],
) -> QueryResult<Standen> {
    let mut standen: Standen =
        potten.iter().map(|sleutel| (sleutel.pot, Potstand::empty(*sleutel))).collect();
    let ids: Vec<Uuid> = standen.keys().copied().collect();
    if ids.is_empty() {
        return Ok(standen);
    }
    let rows: Vec<Positie> = sql_query(format!(
        "SELECT dimensie, soort, saldo FROM rekening \
         WHERE dimensie = ANY($1) AND soort IN {BESLISSEND} ORDER BY id FOR UPDATE"
    ))
    .bind::<Array<SqlUuid>, _>(ids)
    .load(conn)
    .await?;
    for row in rows {
        let Some(stand) = standen.get_mut(&row.dimensie) else { continue };
        let saldo = Euro::from_cents(row.saldo);
        match row.soort.as_str() {
            "R.AVAILABLE" => stand.beschikbaar = saldo,
            "R.SHORT" => stand.tekort = saldo,
            "R.CLOSED" => stand.vrijgevallen = saldo,
            _ => stand.gestort = saldo,
        }
    }
    jaren::mark(conn, &mut standen).await?;
    Ok(standen)
}

/// Opens accounts that are not there yet, so that there is always a row to lock.
pub async fn open(conn: &mut AsyncPgConnection, rekeningen: &[Rekening]) -> QueryResult<()> {
    let mut sorted = rekeningen.to_vec();
    sorted.sort();
    sorted.dedup();
    if sorted.is_empty() {
        return Ok(());
    }
    let keys = Sleutels::of(&sorted);
    sql_query(
        "INSERT INTO rekening (soort, verstrekker_id, dimensie, wet, jaar, maand) \
         SELECT * FROM unnest($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
    )
    .bind::<Array<Text>, _>(keys.soort)
    .bind::<Array<SqlUuid>, _>(keys.verstrekker)
    .bind::<Array<SqlUuid>, _>(keys.dimensie)
    .bind::<Array<Text>, _>(keys.wet)
    .bind::<Array<SmallInt>, _>(keys.jaar)
    .bind::<Array<SmallInt>, _>(keys.maand)
    .execute(conn)
    .await
    .map(|_| ())
}

/// Posts entries in the running transaction: opens and locks their accounts, writes entries and
/// lines, and moves the balances. An entry without lines is left out.
pub async fn post(
    conn: &mut AsyncPgConnection,
    posten: &[Post],
    geboekt_op: Timestamp,
) -> QueryResult<()> {
    let posten: Vec<&Post> = posten.iter().filter(|post| !post.regels.is_empty()).collect();
    if posten.is_empty() {
        return Ok(());
    }
    let mut effects: BTreeMap<Rekening, Euro> = BTreeMap::new();
    for regel in posten.iter().flat_map(|post| post.regels.as_slice()) {
        let effect = effects.entry(regel.rekening).or_default();
        *effect = plus(*effect, regel.effect());
    }
    let rekeningen: Vec<Rekening> = effects.keys().copied().collect();
    let ids = lock(conn, &rekeningen).await?;
    let ids_of_posts: Vec<Uuid> = posten.iter().map(|_| platform::id::new_uuid()).collect();
    // Lines first: an entry that is there is whole.
    insert_lines(conn, &posten, &ids_of_posts, &ids).await?;
    insert_posts(conn, &posten, &ids_of_posts, geboekt_op).await?;
    let (accounts, amounts): (Vec<i64>, Vec<i64>) = effects
        .iter()
        .filter_map(|(rekening, effect)| Some((*ids.get(rekening)?, effect.cents())))
        .filter(|(_, effect)| *effect != 0)
        .unzip();
    sql_query(
        "UPDATE rekening SET saldo = saldo + effect.bedrag \
         FROM unnest($1, $2) AS effect (id, bedrag) WHERE rekening.id = effect.id",
    )
    .bind::<Array<BigInt>, _>(accounts)
    .bind::<Array<BigInt>, _>(amounts)
    .execute(conn)
    .await
    .map(|_| ())
}

#[derive(QueryableByName)]
struct Gevonden {
    #[diesel(sql_type = BigInt)]
    nr: i64,
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// Locks accounts and gives their row ids. Most exist; the others are opened and locked after.
async fn lock(
    conn: &mut AsyncPgConnection,
    rekeningen: &[Rekening],
) -> QueryResult<BTreeMap<Rekening, i64>> {
    let mut found = lock_existing(conn, rekeningen).await?;
    let missing: Vec<Rekening> =
        rekeningen.iter().copied().filter(|rekening| !found.contains_key(rekening)).collect();
    if !missing.is_empty() {
        open(conn, &missing).await?;
        found.extend(lock_existing(conn, &missing).await?);
    }
    Ok(found)
}

async fn lock_existing(
    conn: &mut AsyncPgConnection,
    rekeningen: &[Rekening],
) -> QueryResult<BTreeMap<Rekening, i64>> {
    let keys = Sleutels::of(rekeningen);
    let rows: Vec<Gevonden> = sql_query(format!(
        "SELECT sleutel.nr, rekening.id FROM unnest($1, $2, $3, $4, $5, $6) WITH ORDINALITY \
             AS sleutel (soort, verstrekker_id, dimensie, wet, jaar, maand, nr) \
         JOIN rekening USING (dimensie, soort, verstrekker_id, wet, jaar, maand) \
         ORDER BY rekening.soort NOT IN {BESLISSEND}, rekening.id FOR UPDATE OF rekening"
    ))
    .bind::<Array<Text>, _>(keys.soort)
    .bind::<Array<SqlUuid>, _>(keys.verstrekker)
    .bind::<Array<SqlUuid>, _>(keys.dimensie)
    .bind::<Array<Text>, _>(keys.wet)
    .bind::<Array<SmallInt>, _>(keys.jaar)
    .bind::<Array<SmallInt>, _>(keys.maand)
    .load(conn)
    .await?;
    let by_nr = |row: Gevonden| {
        let index = usize::try_from(row.nr).ok()?.checked_sub(1)?;
        Some((*rekeningen.get(index)?, row.id))
    };
    Ok(rows.into_iter().filter_map(by_nr).collect())
}

/// The keys of accounts, column by column.
struct Sleutels {
    soort: Vec<&'static str>,
    verstrekker: Vec<Uuid>,
    dimensie: Vec<Uuid>,
    wet: Vec<&'static str>,
    jaar: Vec<i16>,
    maand: Vec<i16>,
}

impl Sleutels {
    fn of(rekeningen: &[Rekening]) -> Self {
        Self {
            soort: rekeningen.iter().map(|rekening| rekening.soort.code()).collect(),
            verstrekker: rekeningen.iter().map(|rekening| rekening.verstrekker).collect(),
            dimensie: rekeningen.iter().map(|rekening| rekening.dimensie).collect(),
            wet: rekeningen.iter().map(|rekening| wet_code(rekening)).collect(),
            jaar: rekeningen.iter().map(|rekening| rekening.jaar).collect(),
            maand: rekeningen.iter().map(|rekening| rekening.maand).collect(),
        }
    }
}

fn wet_code(rekening: &Rekening) -> &'static str {
    rekening.wet.map_or("", kernel::Wet::code)
}

async fn insert_posts(
    conn: &mut AsyncPgConnection,
    posten: &[&Post],
    ids: &[Uuid],
    geboekt_op: Timestamp,
) -> QueryResult<()> {
    // The database keeps whole microseconds, and the hash is of what it keeps.
    let geboekt_op = Timestamp::from_microsecond(geboekt_op.as_microsecond())
        .map_err(|error| diesel::result::Error::SerializationError(Box::new(error)))?;
    let (mut kop, open_vanaf) = ketens::take(conn).await?;
    let mut schakels = Schakels::default();
    for (post, id) in posten.iter().zip(ids) {
        let dag = open_vanaf.map_or(post.ingangsdatum, |open| post.ingangsdatum.max(open));
        kop.hang(&tekst(*id, post, dag, geboekt_op));
        schakels.ingangsdatum.push(dag.to_diesel());
        schakels.nr.push(kop.laatste);
        schakels.hash.push(kop.hash.clone());
    }
    let column =
        |value: fn(&Post) -> Uuid| -> Vec<Uuid> { posten.iter().map(|post| value(post)).collect() };
    sql_query(
        "INSERT INTO journaalpost (id, soort, bron, bron_id, bron_versie, verstrekker_id, verband, \
             ingangsdatum, hash, keten_nr, keten_hash, keten, geboekt_op) \
         SELECT post.*, $12, $13 \
         FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS post",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<Text>, _>(posten.iter().map(|post| post.soort.code()).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(posten.iter().map(|post| post.bron.soort).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(column(|post| post.bron.id))
    .bind::<Array<BigInt>, _>(posten.iter().map(|post| post.bron.versie).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(column(|post| post.verstrekker))
    .bind::<Array<SqlUuid>, _>(column(|post| post.verband))
    .bind::<Array<Date>, _>(schakels.ingangsdatum)
    .bind::<Array<Binary>, _>(posten.iter().map(|post| hash(post)).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(schakels.nr)
    .bind::<Array<Binary>, _>(schakels.hash)
    .bind::<SmallInt, _>(kop.keten)
    .bind::<Timestamptz, _>(geboekt_op.to_diesel())
    .execute(conn)
    .await?;
    ketens::save(conn, &kop).await
}

/// Where entries hang in their chain, column by column.
#[derive(Default)]
struct Schakels {
    ingangsdatum: Vec<jiff_diesel::Date>,
    nr: Vec<i64>,
    hash: Vec<Vec<u8>>,
}

/// SHA-256 over the lines in their order: what makes a repeat a repeat (payments:I5).
fn hash(post: &Post) -> Vec<u8> {
    let mut context = digest::Context::new(&digest::SHA256);
    for Regel { rekening, zijde, bedrag } in post.regels.as_slice() {
        context.update(rekening.soort.code().as_bytes());
        context.update(rekening.verstrekker.as_bytes());
        context.update(rekening.dimensie.as_bytes());
        context.update(wet_code(rekening).as_bytes());
        context.update(&rekening.jaar.to_be_bytes());
        context.update(&rekening.maand.to_be_bytes());
        context.update(match zijde {
            Zijde::Debet => b"D",
            Zijde::Credit => b"C",
        });
        context.update(&bedrag.cents().to_be_bytes());
    }
    context.finish().as_ref().to_vec()
}

/// The lines of all entries, column by column.
#[derive(Default)]
struct Kolommen {
    post: Vec<Uuid>,
    nr: Vec<i16>,
    boek: Vec<&'static str>,
    rekening: Vec<i64>,
    verstrekker: Vec<Uuid>,
    debet: Vec<i64>,
    credit: Vec<i64>,
}

async fn insert_lines(
    conn: &mut AsyncPgConnection,
    posten: &[&Post],
    ids_of_posts: &[Uuid],
    ids: &BTreeMap<Rekening, i64>,
) -> QueryResult<()> {
    let mut kolommen = Kolommen::default();
    for (post, id) in posten.iter().zip(ids_of_posts) {
        for (regel, nr) in post.regels.as_slice().iter().zip(1_i16..) {
            let (debet, credit) = match regel.zijde {
                Zijde::Debet => (regel.bedrag.cents(), 0),
                Zijde::Credit => (0, regel.bedrag.cents()),
            };
            kolommen.post.push(*id);
            kolommen.nr.push(nr);
            kolommen.boek.push(regel.rekening.soort.boek().code());
            kolommen.rekening.push(*ids.get(&regel.rekening).ok_or(diesel::NotFound)?);
            kolommen.verstrekker.push(regel.rekening.verstrekker);
            kolommen.debet.push(debet);
            kolommen.credit.push(credit);
        }
    }
    sql_query(
        "INSERT INTO journaalregel (post_id, nr, boek, rekening_id, verstrekker_id, debet, credit) \
         SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind::<Array<SqlUuid>, _>(kolommen.post)
    .bind::<Array<SmallInt>, _>(kolommen.nr)
    .bind::<Array<Text>, _>(kolommen.boek)
    .bind::<Array<BigInt>, _>(kolommen.rekening)
    .bind::<Array<SqlUuid>, _>(kolommen.verstrekker)
    .bind::<Array<BigInt>, _>(kolommen.debet)
    .bind::<Array<BigInt>, _>(kolommen.credit)
    .execute(conn)
    .await
    .map(|_| ())
}
