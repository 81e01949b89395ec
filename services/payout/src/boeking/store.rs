//! Rows of what was answered to claims, and of the payments made for them.

use std::collections::BTreeMap;

use contracts::{DeclaratieSoort, Weigeringsreden};
use diesel::sql_types::{Array, BigInt, Bool, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use kernel::{Euro, Maand};
use platform::Fault;
use uuid::Uuid;

use crate::betaling::{Betaling, code};

/// What is known of a claim under its lock.
#[derive(Debug, Clone, Copy, QueryableByName)]
pub struct Boeking {
    /// The claim.
    #[diesel(sql_type = SqlUuid)]
    pub declaratie_id: Uuid,
    /// The last version answered; 0 when it is new.
    #[diesel(sql_type = BigInt)]
    pub versie: i64,
    /// Whether anything of it was ever booked.
    #[diesel(sql_type = Bool)]
    pub ooit_geboekt: bool,
    /// Answers said so far.
    #[diesel(sql_type = BigInt)]
    pub antwoord_versie: i64,
}

/// Who a claim is about; it never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sleutel {
    /// The claim.
    pub declaratie: Uuid,
    /// Who pays in the end.
    pub verstrekker: Uuid,
    /// On which agreement.
    pub zorgovereenkomst: Uuid,
    /// Whose budget.
    pub budgethouder: Uuid,
    /// Who is paid.
    pub zorgverlener: Uuid,
}

/// Makes sure that each claim has a row, and locks the rows in order of id.
pub async fn lock(
    conn: &mut AsyncPgConnection,
    sleutels: &[Sleutel],
) -> Result<BTreeMap<Uuid, Boeking>, Fault> {
    let mut sorted = sleutels.to_vec();
    sorted.sort();
    sorted.dedup_by_key(|sleutel| sleutel.declaratie);
    let column = |value: fn(&Sleutel) -> Uuid| -> Vec<Uuid> { sorted.iter().map(value).collect() };
    sql_query(
        "INSERT INTO boeking (declaratie_id, verstrekker_id, zorgovereenkomst_id, \
             budgethouder_id, zorgverlener_id) \
         SELECT * FROM unnest($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
    )
    .bind::<Array<SqlUuid>, _>(column(|sleutel| sleutel.declaratie))
    .bind::<Array<SqlUuid>, _>(column(|sleutel| sleutel.verstrekker))
    .bind::<Array<SqlUuid>, _>(column(|sleutel| sleutel.zorgovereenkomst))
    .bind::<Array<SqlUuid>, _>(column(|sleutel| sleutel.budgethouder))
    .bind::<Array<SqlUuid>, _>(column(|sleutel| sleutel.zorgverlener))
    .execute(conn)
    .await?;
    let rows: Vec<Boeking> = sql_query(
        "SELECT boeking.declaratie_id, versie, ooit_geboekt, antwoord_versie FROM boeking \
         JOIN unnest($1, $2, $3) AS sleutel (declaratie_id, verstrekker_id, zorgverlener_id) \
             USING (declaratie_id, verstrekker_id, zorgverlener_id) \
         ORDER BY boeking.declaratie_id FOR UPDATE OF boeking",
    )
    .bind::<Array<SqlUuid>, _>(column(|sleutel| sleutel.declaratie))
    .bind::<Array<SqlUuid>, _>(column(|sleutel| sleutel.verstrekker))
    .bind::<Array<SqlUuid>, _>(column(|sleutel| sleutel.zorgverlener))
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.declaratie_id, row)).collect())
}

/// The answer to one version of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Antwoord {
    /// The claim.
    pub declaratie: Uuid,
    /// The version answered.
    pub versie: i64,
    /// Due in all.
    pub verschuldigd: Euro,
    /// Booked in all.
    pub geboekt: Euro,
    /// Refused of what is due.
    pub geweigerd: Euro,
    /// Why.
    pub reden: Option<Weigeringsreden>,
    /// Whether anything was ever booked.
    pub ooit_geboekt: bool,
    /// The how-manieth answer this is.
    pub antwoord_versie: i64,
}

const fn reden(reden: Weigeringsreden) -> &'static str {
    match reden {
        Weigeringsreden::BudgetOntoereikend => "budgetOntoereikend",
        Weigeringsreden::BudgetUitgeputBijTwk => "budgetUitgeputBijTwk",
    }
}

/// Writes the answers.
pub async fn answer(conn: &mut AsyncPgConnection, antwoorden: &[Antwoord]) -> Result<(), Fault> {
    let numbers =
        |value: fn(&Antwoord) -> i64| -> Vec<i64> { antwoorden.iter().map(value).collect() };
    sql_query(
        "UPDATE boeking SET versie = nieuw.versie, verschuldigd = nieuw.verschuldigd, \
             geboekt = nieuw.geboekt, geweigerd = nieuw.geweigerd, reden = nieuw.reden, \
             ooit_geboekt = nieuw.ooit_geboekt, antwoord_versie = nieuw.antwoord_versie \
         FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS nieuw (declaratie_id, versie, \
             verschuldigd, geboekt, geweigerd, reden, ooit_geboekt, antwoord_versie) \
         WHERE boeking.declaratie_id = nieuw.declaratie_id",
    )
    .bind::<Array<SqlUuid>, _>(antwoorden.iter().map(|a| a.declaratie).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(numbers(|a| a.versie))
    .bind::<Array<BigInt>, _>(numbers(|a| a.verschuldigd.cents()))
    .bind::<Array<BigInt>, _>(numbers(|a| a.geboekt.cents()))
    .bind::<Array<BigInt>, _>(numbers(|a| a.geweigerd.cents()))
    .bind::<Array<Nullable<Text>>, _>(
        antwoorden.iter().map(|a| a.reden.map(reden)).collect::<Vec<_>>(),
    )
    .bind::<Array<Bool>, _>(antwoorden.iter().map(|a| a.ooit_geboekt).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(numbers(|a| a.antwoord_versie))
    .execute(conn)
    .await?;
    Ok(())
}

/// A new payment with what the payee reads, and its share per pot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NieuweBetaling {
    /// The payment.
    pub betaling: Betaling,
    /// What kind of claim it pays.
    pub soort: DeclaratieSoort,
    /// The payee's own reference.
    pub factuurnummer: Option<String>,
    /// The last month of care it pays for.
    pub zorgmaand: Maand,
    /// What each pot pays.
    pub delen: Vec<(Uuid, Euro)>,
}

const fn soort(soort: DeclaratieSoort) -> &'static str {
    match soort {
        DeclaratieSoort::Uren => "uren",
        DeclaratieSoort::Factuur => "factuur",
        DeclaratieSoort::Maandloon => "maandloon",
    }
}

/// Writes new payments and their shares.
pub async fn insert_betalingen(
    conn: &mut AsyncPgConnection,
    nieuwe: &[NieuweBetaling],
    op: Timestamp,
) -> Result<(), Fault> {
    if nieuwe.is_empty() {
        return Ok(());
    }
    let ids = |value: fn(&Betaling) -> Uuid| -> Vec<Uuid> {
        nieuwe.iter().map(|nieuw| value(&nieuw.betaling)).collect()
    };
    let texts = |value: fn(&NieuweBetaling) -> Option<&str>| -> Vec<Option<&str>> {
        nieuwe.iter().map(value).collect()
    };
    sql_query(
        "INSERT INTO betaling (id, verstrekker_id, zorgverlener_id, zorgovereenkomst_id, \
             betaalgegevens_id, declaratie_id, soort, zorgmaand, bedrag, staat, versie, \
             factuurnummer, iban_ref, reden, aangemaakt_op) \
         SELECT nieuw.*, $15 FROM \
             unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) AS nieuw",
    )
    .bind::<Array<SqlUuid>, _>(ids(|b| b.id))
    .bind::<Array<SqlUuid>, _>(ids(|b| b.verstrekker))
    .bind::<Array<SqlUuid>, _>(ids(|b| b.zorgverlener))
    .bind::<Array<SqlUuid>, _>(ids(|b| b.zorgovereenkomst))
    .bind::<Array<SqlUuid>, _>(ids(|b| b.betaalgegevens))
    .bind::<Array<SqlUuid>, _>(ids(|b| b.declaratie))
    .bind::<Array<Text>, _>(nieuwe.iter().map(|n| soort(n.soort)).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(nieuwe.iter().map(|n| n.zorgmaand.as_str()).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(nieuwe.iter().map(|n| n.betaling.bedrag.cents()).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(nieuwe.iter().map(|n| code(n.betaling.staat)).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(nieuwe.iter().map(|n| n.betaling.versie).collect::<Vec<_>>())
    .bind::<Array<Nullable<Text>>, _>(texts(|n| n.factuurnummer.as_deref()))
    .bind::<Array<Nullable<Text>>, _>(texts(|n| n.betaling.iban_ref.as_deref()))
    .bind::<Array<Nullable<Text>>, _>(texts(|n| n.betaling.reden.as_deref()))
    .bind::<Timestamptz, _>(op.to_diesel())
    .execute(conn)
    .await?;
    insert_delen(conn, nieuwe).await
}

async fn insert_delen(
    conn: &mut AsyncPgConnection,
    nieuwe: &[NieuweBetaling],
) -> Result<(), Fault> {
    let rows: Vec<(&Betaling, Uuid, Euro)> = nieuwe
        .iter()
        .flat_map(|n| n.delen.iter().map(move |(pot, bedrag)| (&n.betaling, *pot, *bedrag)))
        .collect();
    sql_query(
        "INSERT INTO betaling_deel (betaling_id, verstrekker_id, pot_id, bedrag) \
         SELECT * FROM unnest($1, $2, $3, $4)",
    )
    .bind::<Array<SqlUuid>, _>(rows.iter().map(|(b, _, _)| b.id).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(rows.iter().map(|(b, _, _)| b.verstrekker).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(rows.iter().map(|(_, pot, _)| *pot).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(rows.iter().map(|(_, _, bedrag)| bedrag.cents()).collect::<Vec<_>>())
    .execute(conn)
    .await?;
    Ok(())
}
