//! Rows of limits, and what is looked up for payments that are chosen.

use std::collections::{BTreeMap, BTreeSet};

use diesel::sql_types::{Array, BigInt, Date, Text, Uuid as SqlUuid};
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::civil::Date as Day;
use jiff_diesel::ToDiesel;
use kernel::Euro;
use platform::Fault;
use uuid::Uuid;

use crate::betaalrun::keuze::{Feiten, Grens, Grenzen};
use crate::betaalrun::vergelijking::Omvang;
use crate::betaling::Betaling;

#[derive(QueryableByName)]
struct Rij {
    #[diesel(sql_type = Text)]
    soort: String,
    #[diesel(sql_type = BigInt)]
    zacht: i64,
    #[diesel(sql_type = BigInt)]
    hard: i64,
}

/// The limits in force on a day: of each kind the newest that two persons stand behind.
pub async fn grenzen(conn: &mut AsyncPgConnection, dag: Day) -> Result<Grenzen, Fault> {
    let rows: Vec<Rij> = sql_query(
        "SELECT DISTINCT ON (soort) soort, zacht, hard FROM grens \
         WHERE geldig_van <= $1 AND goedgekeurd_door IS NOT NULL \
         ORDER BY soort, geldig_van DESC, id DESC",
    )
    .bind::<Date, _>(dag.to_diesel())
    .load(conn)
    .await?;
    let mut grenzen = Grenzen::default();
    for row in rows {
        let grens = Grens { zacht: Euro::from_cents(row.zacht), hard: Euro::from_cents(row.hard) };
        match row.soort.as_str() {
            "betaling" => grenzen.betaling = grens,
            "ontvanger_maand" => grenzen.ontvanger_maand = grens,
            "run" => grenzen.run = grens,
            "goedkeurder" => grenzen.goedkeurder = grens,
            _ => grenzen.eerste_betaling = grens,
        }
    }
    Ok(grenzen)
}

#[derive(QueryableByName)]
struct Som {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = BigInt)]
    bedrag: i64,
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

#[derive(QueryableByName)]
struct Bekeken {
    #[diesel(sql_type = SqlUuid)]
    betaling_id: Uuid,
    #[diesel(sql_type = Text)]
    reden: String,
}

/// What is known of payments that would be paid on a day: five statements, however many.
pub async fn feiten(
    conn: &mut AsyncPgConnection,
    betalingen: &[Betaling],
    dag: Day,
) -> Result<Feiten, Fault> {
    let ids: Vec<Uuid> = betalingen.iter().map(|betaling| betaling.id).collect();
    let unique = |value: fn(&Betaling) -> Uuid| -> Vec<Uuid> {
        let set: BTreeSet<Uuid> = betalingen.iter().map(value).collect();
        set.into_iter().collect()
    };
    let payees = unique(|betaling| betaling.zorgverlener);
    let maand = paid(conn, &payees, dag.first_of_month()).await?;
    let seen: Vec<Bekeken> = sql_query(
        "SELECT betaling_id, reden FROM aanhouding WHERE betaling_id = ANY($1) \
             AND blokkade_id IS NULL AND opgeheven_op IS NOT NULL",
    )
    .bind::<Array<SqlUuid>, _>(&ids)
    .load(conn)
    .await?;
    Ok(Feiten {
        maand,
        dubbele_factuur: set(conn, SAME_INVOICE, &ids).await?,
        gelijk: set(conn, ALIKE, &ids).await?,
        nieuwe_rekeningen: set(conn, NEVER_PAID, &unique(|b| b.betaalgegevens)).await?,
        bekeken: seen.into_iter().map(|row| (row.betaling_id, row.reden)).collect(),
    })
}

/// What payees got since a day or are getting.
async fn paid(
    conn: &mut AsyncPgConnection,
    payees: &[Uuid],
    since: Day,
) -> Result<BTreeMap<Uuid, Euro>, Fault> {
    let rows: Vec<Som> = sql_query(
        "SELECT zorgverlener_id AS id, sum(bedrag)::bigint AS bedrag FROM betaling \
         WHERE zorgverlener_id = ANY($1) AND ((staat = 'betaald' AND betaald_op >= $2) \
             OR staat IN ('in_run', 'verzonden', 'geaccepteerd')) GROUP BY 1",
    )
    .bind::<Array<SqlUuid>, _>(payees)
    .bind::<Date, _>(since.to_diesel())
    .load(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, Euro::from_cents(row.bedrag))).collect())
}

/// Another claim of the same payee carries the same invoice number, and came first.
const SAME_INVOICE: &str = "SELECT own.id FROM betaling own WHERE own.id = ANY($1) \
    AND own.factuurnummer IS NOT NULL AND EXISTS (SELECT FROM betaling other \
        WHERE other.zorgverlener_id = own.zorgverlener_id \
        AND other.factuurnummer = own.factuurnummer \
        AND other.declaratie_id <> own.declaratie_id AND other.staat <> 'vervallen' \
        AND other.id < own.id)";

/// The same payee, amount and month of care on another agreement, and came first: the same hours on
/// two budgets. Doubles on one agreement zorgdomein finds, which knows the days.
const ALIKE: &str = "SELECT own.id FROM betaling own WHERE own.id = ANY($1) \
    AND EXISTS (SELECT FROM betaling other WHERE other.zorgverlener_id = own.zorgverlener_id \
        AND other.zorgmaand = own.zorgmaand AND other.bedrag = own.bedrag \
        AND other.zorgovereenkomst_id <> own.zorgovereenkomst_id \
        AND other.staat <> 'vervallen' AND other.id < own.id)";

/// Accounts whose newest version took the place of another and was never paid to.
const NEVER_PAID: &str = "SELECT last.betaalgegevens_id AS id FROM ( \
    SELECT DISTINCT ON (betaalgegevens_id) betaalgegevens_id, iban_ref, is_wijziging \
    FROM rekeningversie WHERE betaalgegevens_id = ANY($1) \
    ORDER BY betaalgegevens_id, versie DESC) last \
    WHERE last.is_wijziging AND NOT EXISTS (SELECT FROM betaling \
        WHERE betaling.betaalgegevens_id = last.betaalgegevens_id \
        AND betaling.iban_ref = last.iban_ref AND betaling.staat = 'betaald')";

async fn set(
    conn: &mut AsyncPgConnection,
    query: &str,
    ids: &[Uuid],
) -> Result<BTreeSet<Uuid>, Fault> {
    let rows: Vec<Id> = sql_query(query).bind::<Array<SqlUuid>, _>(ids).load(conn).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

#[derive(QueryableByName)]
struct Eerder {
    #[diesel(sql_type = BigInt)]
    aantal: i64,
    #[diesel(sql_type = BigInt)]
    totaal: i64,
}

/// Number and sum of the released runs before this one, newest first.
pub async fn runs_before(
    conn: &mut AsyncPgConnection,
    nummer: i64,
    max: i64,
) -> Result<Vec<Omvang>, Fault> {
    let rows: Vec<Eerder> = sql_query(
        "SELECT aantal, totaal FROM betaalrun WHERE nummer < $1 AND vrijgever IS NOT NULL \
         ORDER BY nummer DESC LIMIT $2",
    )
    .bind::<BigInt, _>(nummer)
    .bind::<BigInt, _>(max)
    .load(conn)
    .await?;
    let read = |row: Eerder| Omvang { aantal: row.aantal, totaal: Euro::from_cents(row.totaal) };
    Ok(rows.into_iter().map(read).collect())
}
