//! Rows of what is claimed, due, paid and owed; each marks what it touches.

use contracts::claim::{IngediendeRegel, VerschuldigdeRegel};
use contracts::payment::{Declaratiedeel, Potstand};
use contracts::{
    BetalingBijgewerkt, BudgetstandBijgewerkt, DeclaratieIngediend, DeclaratieVastgesteld,
    VorderingBijgewerkt,
};
use diesel::sql_query;
use diesel::sql_types::{
    Array, BigInt, Date as SqlDate, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff_diesel::ToDiesel as _;
use kernel::Euro;
use platform::Fault;
use uuid::Uuid;

use super::{Conflict, put};
use crate::leesmodel::messages::Gehoord;
use crate::leesmodel::{entree_code, soort_code, staat_code};

/// Stores claims as they were handed in.
pub(in crate::leesmodel) async fn save_ingediend(
    conn: &mut AsyncPgConnection,
    heard: &[Gehoord<DeclaratieIngediend>],
) -> Result<(), Fault> {
    put!(conn, "declaratie_ingediend", Conflict::Replace(1), heard, |one| {
        id: SqlUuid => one.fact.declaratie_id,
        verstrekker_id: SqlUuid => one.fact.verstrekker_id,
        zorgovereenkomst_id: SqlUuid => one.fact.zorgovereenkomst_id,
        budgethouder_id: SqlUuid => one.fact.budgethouder_id,
        zorgverlener_id: SqlUuid => one.fact.zorgverlener_id,
        soort: Text => soort_code(one.fact.soort),
        entree: Text => entree_code(one.fact.entree),
        ingediend_op: Timestamptz => one.fact.ingediend_op.to_diesel(),
        gebeurtenis_id: SqlUuid => one.gebeurtenis_id,
        versie: BigInt => one.versie,
    });
    let ids: Vec<Uuid> = heard.iter().map(|one| one.fact.declaratie_id).collect();
    remove_regels(conn, "declaratie_ingediend", &ids).await?;
    let regels: Vec<(&DeclaratieIngediend, i32, &IngediendeRegel)> = heard
        .iter()
        .flat_map(|one| {
            (0..).zip(&one.fact.regels).map(move |(place, regel)| (&one.fact, place, regel))
        })
        .collect();
    put!(conn, "declaratie_ingediend_regel", Conflict::None, regels, |row| {
        declaratie_id: SqlUuid => row.0.declaratie_id,
        volgnummer: Integer => row.1,
        verstrekker_id: SqlUuid => row.0.verstrekker_id,
        begindatum: SqlDate => row.2.begindatum.to_diesel(),
        einddatum: SqlDate => row.2.einddatum.to_diesel(),
        aantal: BigInt => row.2.aantal.hundredths(),
        eenheid: Text => row.2.eenheid.code(),
        bedrag: BigInt => row.2.bedrag.cents(),
    });
    let people = heard.iter().map(|one| (one.fact.zorgverlener_id, one.fact.budgethouder_id));
    touch(conn, people).await
}

/// Stores what is due for claims.
pub(in crate::leesmodel) async fn save_vastgesteld(
    conn: &mut AsyncPgConnection,
    heard: &[Gehoord<DeclaratieVastgesteld>],
) -> Result<(), Fault> {
    put!(conn, "declaratie_vastgesteld", Conflict::Replace(1), heard, |one| {
        id: SqlUuid => one.fact.declaratie_id,
        verstrekker_id: SqlUuid => one.fact.verstrekker_id,
        zorgovereenkomst_id: SqlUuid => one.fact.zorgovereenkomst_id,
        budgethouder_id: SqlUuid => one.fact.budgethouder_id,
        zorgverlener_id: SqlUuid => one.fact.zorgverlener_id,
        soort: Text => soort_code(one.fact.soort),
        totaal_verschuldigd: BigInt => one.fact.totaal_verschuldigd.cents(),
        gebeurtenis_id: SqlUuid => one.gebeurtenis_id,
        versie: BigInt => one.versie,
    });
    let ids: Vec<Uuid> = heard.iter().map(|one| one.fact.declaratie_id).collect();
    remove_regels(conn, "declaratie_vastgesteld", &ids).await?;
    let regels: Vec<(&DeclaratieVastgesteld, i32, &VerschuldigdeRegel)> = heard
        .iter()
        .flat_map(|one| {
            (0..).zip(&one.fact.regels).map(move |(place, regel)| (&one.fact, place, regel))
        })
        .collect();
    put!(conn, "declaratie_vastgesteld_regel", Conflict::None, regels, |row| {
        declaratie_id: SqlUuid => row.0.declaratie_id,
        volgnummer: Integer => row.1,
        verstrekker_id: SqlUuid => row.0.verstrekker_id,
        pot_id: SqlUuid => row.2.pot_id,
        zorgmaand: SqlDate => row.2.zorgmaand.periode().van().to_diesel(),
        bedrag: BigInt => row.2.bedrag.cents(),
    });
    let people = heard.iter().map(|one| (one.fact.zorgverlener_id, one.fact.budgethouder_id));
    touch(conn, people).await
}

/// A later version replaces the lines of an earlier one.
async fn remove_regels(
    conn: &mut AsyncPgConnection,
    table: &str,
    ids: &[Uuid],
) -> Result<(), Fault> {
    if !ids.is_empty() {
        sql_query(format!("DELETE FROM {table}_regel WHERE declaratie_id = ANY($1)"))
            .bind::<Array<SqlUuid>, _>(ids)
            .execute(conn)
            .await?;
    }
    Ok(())
}

/// Marks who gave and who received care.
async fn touch(
    conn: &mut AsyncPgConnection,
    people: impl Iterator<Item = (Uuid, Uuid)>,
) -> Result<(), Fault> {
    let mut touched: Vec<(&'static str, String)> = people
        .flat_map(|(giver, holder)| {
            [("zorgverlener", giver.to_string()), ("budgethouder", holder.to_string())]
        })
        .collect();
    touched.sort_unstable();
    touched.dedup();
    put!(conn, "te_beoordelen", Conflict::None, touched, |one| {
        soort: Text => one.0,
        sleutel: Text => one.1.as_str(),
    });
    Ok(())
}

/// Stores payments, and marks the accounts on which somebody was paid or is no longer.
pub(in crate::leesmodel) async fn save_betalingen(
    conn: &mut AsyncPgConnection,
    heard: &[Gehoord<BetalingBijgewerkt>],
) -> Result<(), Fault> {
    if heard.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = heard.iter().map(|one| one.fact.betaling_id).collect();
    // Before it is replaced: where a payment stood until now.
    sql_query(
        "INSERT INTO te_beoordelen (soort, sleutel) SELECT DISTINCT 'rekening', iban_ref \
         FROM betaling WHERE id = ANY($1) AND staat = 'betaald' AND iban_ref IS NOT NULL",
    )
    .bind::<Array<SqlUuid>, _>(&ids)
    .execute(conn)
    .await?;
    put!(conn, "betaling", Conflict::Replace(1), heard, |one| {
        id: SqlUuid => one.fact.betaling_id,
        verstrekker_id: SqlUuid => one.fact.verstrekker_id,
        zorgverlener_id: SqlUuid => one.fact.zorgverlener_id,
        iban_ref: Nullable<Text> => one.fact.iban_ref.as_deref(),
        poging: Integer => one.fact.poging,
        staat: Text => staat_code(one.fact.staat),
        bedrag: BigInt => one.fact.bedrag.cents(),
        datum: SqlDate => one.fact.betaald_op.unwrap_or(one.datum).to_diesel(),
        gebeurtenis_id: SqlUuid => one.gebeurtenis_id,
        versie: BigInt => one.versie,
    });
    sql_query(
        "WITH paid AS (INSERT INTO rekening_zorgverlener (iban_ref, zorgverlener_id) \
         SELECT DISTINCT iban_ref, zorgverlener_id FROM betaling WHERE id = ANY($1) \
         AND staat = 'betaald' AND iban_ref IS NOT NULL ORDER BY 1, 2 ON CONFLICT DO NOTHING) \
         INSERT INTO te_beoordelen (soort, sleutel) SELECT 'rekening', iban_ref FROM betaling \
         WHERE id = ANY($1) AND staat = 'betaald' AND iban_ref IS NOT NULL \
         UNION SELECT 'zorgverlener', zorgverlener_id::text FROM betaling WHERE id = ANY($1)",
    )
    .bind::<Array<SqlUuid>, _>(&ids)
    .execute(conn)
    .await?;
    let delen: Vec<(&BetalingBijgewerkt, &Declaratiedeel)> = heard
        .iter()
        .flat_map(|one| one.fact.declaraties.iter().map(move |deel| (&one.fact, deel)))
        .collect();
    put!(conn, "betaling_declaratie", Conflict::Replace(2), delen, |row| {
        betaling_id: SqlUuid => row.0.betaling_id,
        declaratie_id: SqlUuid => row.1.id,
        verstrekker_id: SqlUuid => row.0.verstrekker_id,
        bedrag: BigInt => row.1.bedrag.cents(),
    });
    Ok(())
}

/// Stores what is owed.
pub(in crate::leesmodel) async fn save_vorderingen(
    conn: &mut AsyncPgConnection,
    heard: &[Gehoord<VorderingBijgewerkt>],
) -> Result<(), Fault> {
    put!(conn, "vordering", Conflict::Replace(1), heard, |one| {
        id: SqlUuid => one.fact.vordering_id,
        verstrekker_id: SqlUuid => one.fact.verstrekker_id,
        zorgverlener_id: SqlUuid => one.fact.zorgverlener_id,
        declaratie_id: SqlUuid => one.fact.declaratie_id,
        bedrag: BigInt => one.fact.bedrag.cents(),
        openstaand: BigInt => one.fact.openstaand.cents(),
        gebeurtenis_id: SqlUuid => one.gebeurtenis_id,
        versie: BigInt => one.versie,
    });
    Ok(())
}

/// Stores positions, the pots of a grant together.
pub(in crate::leesmodel) async fn save_standen(
    conn: &mut AsyncPgConnection,
    heard: &[Gehoord<BudgetstandBijgewerkt>],
) -> Result<(), Fault> {
    let total = |fact: &BudgetstandBijgewerkt, of: fn(&Potstand) -> Euro| {
        fact.potten.iter().map(of).sum::<Euro>().cents()
    };
    put!(conn, "budgetstand", Conflict::Replace(1), heard, |one| {
        toekenning_id: SqlUuid => one.fact.toekenning_id,
        verstrekker_id: SqlUuid => one.fact.verstrekker_id,
        budgethouder_id: SqlUuid => one.fact.budgethouder_id,
        toegekend: BigInt => total(&one.fact, |pot| pot.toegekend),
        beschikbaar: BigInt => total(&one.fact, |pot| pot.beschikbaar),
        gereserveerd: BigInt => total(&one.fact, |pot| pot.gereserveerd),
        besteed: BigInt => total(&one.fact, |pot| pot.besteed),
        gebeurtenis_id: SqlUuid => one.gebeurtenis_id,
        versie: BigInt => one.versie,
    });
    Ok(())
}
