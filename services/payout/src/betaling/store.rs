//! Rows of payments, their shares, holds and attempts.

use contracts::Source;
use diesel::sql_types::{Array, BigInt, Date, Integer, Nullable, Text, Uuid as SqlUuid};
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff_diesel::ToDiesel;
use kernel::{Euro, Wet};
use platform::Fault;
use platform::messaging::outbox::{self, Said};
use uuid::Uuid;

use super::{Betaling, Betalingsdeel, code, parse_staat};
use crate::grootboek::Potsleutel;

pub mod holds;
pub mod lists;
pub mod pogingen;
pub mod tijdlijn;
pub mod verloop;
pub mod zoeken;

#[derive(QueryableByName)]
struct BetalingRij {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    zorgverlener_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    zorgovereenkomst_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    betaalgegevens_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    declaratie_id: Uuid,
    #[diesel(sql_type = Nullable<Text>)]
    iban_ref: Option<String>,
    #[diesel(sql_type = BigInt)]
    bedrag: i64,
    #[diesel(sql_type = Text)]
    staat: String,
    #[diesel(sql_type = Nullable<Text>)]
    reden: Option<String>,
    #[diesel(sql_type = Integer)]
    poging: i32,
    #[diesel(sql_type = Nullable<Date>)]
    betaald_op: Option<jiff_diesel::Date>,
    #[diesel(sql_type = BigInt)]
    versie: i64,
}

impl BetalingRij {
    fn read(self) -> Result<Betaling, Fault> {
        Ok(Betaling {
            id: self.id,
            verstrekker: self.verstrekker_id,
            zorgverlener: self.zorgverlener_id,
            zorgovereenkomst: self.zorgovereenkomst_id,
            betaalgegevens: self.betaalgegevens_id,
            declaratie: self.declaratie_id,
            iban_ref: self.iban_ref,
            bedrag: Euro::from_cents(self.bedrag),
            staat: parse_staat(&self.staat).map_err(Fault::stored("betaling.staat"))?,
            reden: self.reden,
            poging: self.poging,
            betaald_op: self.betaald_op.map(jiff_diesel::Date::to_jiff),
            versie: self.versie,
        })
    }
}

const COLUMNS: &str = "id, verstrekker_id, zorgverlener_id, zorgovereenkomst_id, \
    betaalgegevens_id, declaratie_id, iban_ref, bedrag, staat, reden, poging, betaald_op, versie";

/// Locks payments by id, in order of id.
pub async fn lock(conn: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<Betaling>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<BetalingRij> = sql_query(format!(
        "SELECT {COLUMNS} FROM betaling WHERE id = ANY($1) ORDER BY id FOR UPDATE"
    ))
    .bind::<Array<SqlUuid>, _>(ids)
    .load(conn)
    .await?;
    rows.into_iter().map(BetalingRij::read).collect()
}

/// Locks the payments of claims, in order of id.
pub async fn lock_of_declaraties(
    conn: &mut AsyncPgConnection,
    declaraties: &[Uuid],
) -> Result<Vec<Betaling>, Fault> {
    if declaraties.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<BetalingRij> = sql_query(format!(
        "SELECT {COLUMNS} FROM betaling WHERE declaratie_id = ANY($1) ORDER BY id FOR UPDATE"
    ))
    .bind::<Array<SqlUuid>, _>(declaraties)
    .load(conn)
    .await?;
    rows.into_iter().map(BetalingRij::read).collect()
}

/// Takes up to `max` payments that are ready and that nobody else is taking.
pub async fn take_ready(conn: &mut AsyncPgConnection, max: i64) -> Result<Vec<Betaling>, Fault> {
    let rows: Vec<BetalingRij> = sql_query(format!(
        "SELECT {COLUMNS} FROM betaling WHERE staat = 'gereed' \
         ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED"
    ))
    .bind::<BigInt, _>(max)
    .load(conn)
    .await?;
    rows.into_iter().map(BetalingRij::read).collect()
}

#[derive(QueryableByName)]
struct DeelRij {
    #[diesel(sql_type = SqlUuid)]
    betaling_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pot_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    toekenning_id: Uuid,
    #[diesel(sql_type = Text)]
    wet: String,
    #[diesel(sql_type = diesel::sql_types::SmallInt)]
    jaar: i16,
    #[diesel(sql_type = BigInt)]
    bedrag: i64,
    #[diesel(sql_type = BigInt)]
    terug: i64,
    #[diesel(sql_type = BigInt)]
    hersteld: i64,
    #[diesel(sql_type = BigInt)]
    geind: i64,
    #[diesel(sql_type = BigInt)]
    kwijt: i64,
}

/// The shares of payments whose rows are locked.
pub async fn delen(
    conn: &mut AsyncPgConnection,
    betalingen: &[Uuid],
) -> Result<Vec<Betalingsdeel>, Fault> {
    let rows: Vec<DeelRij> = sql_query(
        "SELECT deel.betaling_id, deel.pot_id, deel.verstrekker_id, pot.toekenning_id, pot.wet, \
             pot.jaar, deel.bedrag, deel.terug, deel.hersteld, deel.geind, deel.kwijt \
         FROM betaling_deel deel JOIN pot ON pot.id = deel.pot_id \
         WHERE deel.betaling_id = ANY($1) ORDER BY deel.betaling_id, deel.pot_id",
    )
    .bind::<Array<SqlUuid>, _>(betalingen)
    .load(conn)
    .await?;
    let read = |row: DeelRij| {
        let wet = Wet::parse(&row.wet).map_err(Fault::stored("pot.wet"))?;
        Ok(Betalingsdeel {
            betaling: row.betaling_id,
            pot: Potsleutel {
                pot: row.pot_id,
                verstrekker: row.verstrekker_id,
                wet,
                jaar: row.jaar,
            },
            toekenning: row.toekenning_id,
            bedrag: Euro::from_cents(row.bedrag),
            terug: Euro::from_cents(row.terug),
            hersteld: Euro::from_cents(row.hersteld),
            geind: Euro::from_cents(row.geind),
            kwijt: Euro::from_cents(row.kwijt),
        })
    };
    rows.into_iter().map(read).collect()
}

/// The amounts of a share of a pot in a payment, to be written back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deelstand {
    /// The payment.
    pub betaling: Uuid,
    /// The pot.
    pub pot: Uuid,
    /// What the payment pays from it.
    pub bedrag: Euro,
    /// What of that must come back.
    pub terug: Euro,
    /// What of that the budgethouder may claim again already.
    pub hersteld: Euro,
    /// What came back of it apart, by set-off or over the bank; no longer in `bedrag`.
    pub geind: Euro,
    /// What was waived of it and stays spent; no longer in `bedrag`.
    pub kwijt: Euro,
}

/// Writes back amounts of shares.
pub async fn save_delen(conn: &mut AsyncPgConnection, delen: &[Deelstand]) -> Result<(), Fault> {
    if delen.is_empty() {
        return Ok(());
    }
    let column = |value: fn(&Deelstand) -> Uuid| -> Vec<Uuid> { delen.iter().map(value).collect() };
    let amounts = |value: fn(&Deelstand) -> Euro| -> Vec<i64> {
        delen.iter().map(|deel| value(deel).cents()).collect()
    };
    sql_query(
        "UPDATE betaling_deel deel SET bedrag = nieuw.bedrag, terug = nieuw.terug, \
             hersteld = nieuw.hersteld, geind = nieuw.geind, kwijt = nieuw.kwijt \
         FROM unnest($1, $2, $3, $4, $5, $6, $7) \
             AS nieuw (betaling_id, pot_id, bedrag, terug, hersteld, geind, kwijt) \
         WHERE deel.betaling_id = nieuw.betaling_id AND deel.pot_id = nieuw.pot_id",
    )
    .bind::<Array<SqlUuid>, _>(column(|deel| deel.betaling))
    .bind::<Array<SqlUuid>, _>(column(|deel| deel.pot))
    .bind::<Array<BigInt>, _>(amounts(|deel| deel.bedrag))
    .bind::<Array<BigInt>, _>(amounts(|deel| deel.terug))
    .bind::<Array<BigInt>, _>(amounts(|deel| deel.hersteld))
    .bind::<Array<BigInt>, _>(amounts(|deel| deel.geind))
    .bind::<Array<BigInt>, _>(amounts(|deel| deel.kwijt))
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes back payments that changed and says their new state. `oorzaak` stands in the log of
/// states.
pub async fn save_and_say(
    conn: &mut AsyncPgConnection,
    source: &Source,
    betalingen: &mut [Betaling],
    oorzaak: &str,
) -> Result<(), Fault> {
    if betalingen.is_empty() {
        return Ok(());
    }
    let said: Vec<Said> = betalingen
        .iter_mut()
        .map(|betaling| {
            let fact = betaling.fact();
            Said::new(source, betaling.versie, fact)
        })
        .collect();
    save(conn, betalingen, oorzaak).await?;
    outbox::record(conn, &said).await?;
    Ok(())
}

/// Writes back payments without saying it: for what nobody was told of yet.
pub async fn save(
    conn: &mut AsyncPgConnection,
    betalingen: &[Betaling],
    oorzaak: &str,
) -> Result<(), Fault> {
    because(conn, oorzaak).await?;
    sql_query(
        "UPDATE betaling SET staat = nieuw.staat, reden = nieuw.reden, bedrag = nieuw.bedrag, \
             poging = nieuw.poging, versie = nieuw.versie, iban_ref = nieuw.iban_ref, \
             betaald_op = nieuw.betaald_op \
         FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) \
             AS nieuw (id, staat, reden, bedrag, poging, versie, iban_ref, betaald_op) \
         WHERE betaling.id = nieuw.id",
    )
    .bind::<Array<SqlUuid>, _>(betalingen.iter().map(|b| b.id).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(betalingen.iter().map(|b| code(b.staat)).collect::<Vec<_>>())
    .bind::<Array<Nullable<Text>>, _>(
        betalingen.iter().map(|b| b.reden.as_deref()).collect::<Vec<_>>(),
    )
    .bind::<Array<BigInt>, _>(betalingen.iter().map(|b| b.bedrag.cents()).collect::<Vec<_>>())
    .bind::<Array<Integer>, _>(betalingen.iter().map(|b| b.poging).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(betalingen.iter().map(|b| b.versie).collect::<Vec<_>>())
    .bind::<Array<Nullable<Text>>, _>(
        betalingen.iter().map(|b| b.iban_ref.as_deref()).collect::<Vec<_>>(),
    )
    .bind::<Array<Nullable<Date>>, _>(
        betalingen.iter().map(|b| b.betaald_op.map(ToDiesel::to_diesel)).collect::<Vec<_>>(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Names the cause of the state changes that follow in this transaction.
pub async fn because(conn: &mut AsyncPgConnection, oorzaak: &str) -> Result<(), Fault> {
    sql_query("SELECT set_config('pgb.oorzaak', $1, true)")
        .bind::<Text, _>(oorzaak)
        .execute(conn)
        .await?;
    Ok(())
}
