//! Rows of what is claimed, due, paid and owed.

use contracts::claim::{IngediendeRegel, VerschuldigdeRegel};
use contracts::payment::Declaratiedeel;
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

use super::columns;
use crate::leesmodel::messages::Gehoord;
use crate::leesmodel::{entree_code, soort_code, staat_code};

/// Stores claims as they were handed in.
pub(in crate::leesmodel) async fn save_ingediend(
    conn: &mut AsyncPgConnection,
    heard: &[Gehoord<DeclaratieIngediend>],
) -> Result<(), Fault> {
    if heard.is_empty() {
        return Ok(());
    }
    let query = sql_query(
        "INSERT INTO declaratie_ingediend (id, verstrekker_id, zorgovereenkomst_id, \
         budgethouder_id, zorgverlener_id, soort, entree, ingediend_op, gebeurtenis_id, versie) \
         SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO UPDATE \
         SET (zorgovereenkomst_id, budgethouder_id, zorgverlener_id, soort, entree, ingediend_op, \
         gebeurtenis_id, versie) = (excluded.zorgovereenkomst_id, excluded.budgethouder_id, \
         excluded.zorgverlener_id, excluded.soort, excluded.entree, excluded.ingediend_op, \
         excluded.gebeurtenis_id, excluded.versie)",
    );
    columns!(query, heard, |one| {
        SqlUuid => one.fact.declaratie_id,
        SqlUuid => one.fact.verstrekker_id,
        SqlUuid => one.fact.zorgovereenkomst_id,
        SqlUuid => one.fact.budgethouder_id,
        SqlUuid => one.fact.zorgverlener_id,
        Text => soort_code(one.fact.soort),
        Text => entree_code(one.fact.entree),
        Timestamptz => one.fact.ingediend_op.to_diesel(),
        SqlUuid => one.gebeurtenis_id,
        BigInt => one.versie,
    })
    .execute(conn)
    .await?;
    remove_regels(conn, "declaratie_ingediend", heard, |fact| fact.declaratie_id).await?;
    let regels: Vec<(&DeclaratieIngediend, i32, &IngediendeRegel)> = heard
        .iter()
        .flat_map(|one| {
            (0..).zip(&one.fact.regels).map(move |(place, regel)| (&one.fact, place, regel))
        })
        .collect();
    let query = sql_query(
        "INSERT INTO declaratie_ingediend_regel (declaratie_id, volgnummer, verstrekker_id, \
         begindatum, einddatum, aantal, eenheid, bedrag) \
         SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)",
    );
    columns!(query, regels, |row| {
        SqlUuid => row.0.declaratie_id,
        Integer => row.1,
        SqlUuid => row.0.verstrekker_id,
        SqlDate => row.2.begindatum.to_diesel(),
        SqlDate => row.2.einddatum.to_diesel(),
        BigInt => row.2.aantal.hundredths(),
        Text => row.2.eenheid.code(),
        BigInt => row.2.bedrag.cents(),
    })
    .execute(conn)
    .await?;
    Ok(())
}

/// Stores what is due for claims.
pub(in crate::leesmodel) async fn save_vastgesteld(
    conn: &mut AsyncPgConnection,
    heard: &[Gehoord<DeclaratieVastgesteld>],
) -> Result<(), Fault> {
    if heard.is_empty() {
        return Ok(());
    }
    let query = sql_query(
        "INSERT INTO declaratie_vastgesteld (id, verstrekker_id, zorgovereenkomst_id, \
         budgethouder_id, zorgverlener_id, soort, totaal_verschuldigd, gebeurtenis_id, versie) \
         SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO UPDATE SET \
         (zorgovereenkomst_id, budgethouder_id, zorgverlener_id, soort, totaal_verschuldigd, \
         gebeurtenis_id, versie) = (excluded.zorgovereenkomst_id, excluded.budgethouder_id, \
         excluded.zorgverlener_id, excluded.soort, excluded.totaal_verschuldigd, \
         excluded.gebeurtenis_id, excluded.versie)",
    );
    columns!(query, heard, |one| {
        SqlUuid => one.fact.declaratie_id,
        SqlUuid => one.fact.verstrekker_id,
        SqlUuid => one.fact.zorgovereenkomst_id,
        SqlUuid => one.fact.budgethouder_id,
        SqlUuid => one.fact.zorgverlener_id,
        Text => soort_code(one.fact.soort),
        BigInt => one.fact.totaal_verschuldigd.cents(),
        SqlUuid => one.gebeurtenis_id,
        BigInt => one.versie,
    })
    .execute(conn)
    .await?;
    remove_regels(conn, "declaratie_vastgesteld", heard, |fact| fact.declaratie_id).await?;
    let regels: Vec<(&DeclaratieVastgesteld, i32, &VerschuldigdeRegel)> = heard
        .iter()
        .flat_map(|one| {
            (0..).zip(&one.fact.regels).map(move |(place, regel)| (&one.fact, place, regel))
        })
        .collect();
    let query = sql_query(
        "INSERT INTO declaratie_vastgesteld_regel (declaratie_id, volgnummer, verstrekker_id, \
         pot_id, zorgmaand, bedrag) SELECT * FROM unnest($1, $2, $3, $4, $5, $6)",
    );
    columns!(query, regels, |row| {
        SqlUuid => row.0.declaratie_id,
        Integer => row.1,
        SqlUuid => row.0.verstrekker_id,
        SqlUuid => row.2.pot_id,
        SqlDate => row.2.zorgmaand.periode().van().to_diesel(),
        BigInt => row.2.bedrag.cents(),
    })
    .execute(conn)
    .await?;
    Ok(())
}

/// A later version replaces the lines of an earlier one.
async fn remove_regels<F>(
    conn: &mut AsyncPgConnection,
    table: &str,
    heard: &[Gehoord<F>],
    id: impl Fn(&F) -> Uuid,
) -> Result<(), Fault> {
    let again: Vec<Uuid> = heard.iter().map(|one| id(&one.fact)).collect();
    sql_query(format!("DELETE FROM {table}_regel WHERE declaratie_id = ANY($1)"))
        .bind::<Array<SqlUuid>, _>(again)
        .execute(conn)
        .await?;
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
    // All parts of one statement see the rows as they were before it: `before` finds the account
    // on which a payment stood until now.
    let query = sql_query(
        "WITH said AS (SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS said \
         (id, verstrekker_id, zorgverlener_id, iban_ref, poging, staat, bedrag, datum, \
         gebeurtenis_id, versie)), \
         before AS (SELECT b.iban_ref FROM betaling AS b JOIN said USING (id) \
         WHERE b.staat = 'betaald' AND b.iban_ref IS NOT NULL), \
         saved AS (INSERT INTO betaling (id, verstrekker_id, zorgverlener_id, iban_ref, poging, \
         staat, bedrag, datum, gebeurtenis_id, versie) SELECT * FROM said \
         ON CONFLICT (id) DO UPDATE SET (zorgverlener_id, iban_ref, poging, staat, bedrag, datum, \
         gebeurtenis_id, versie) = (excluded.zorgverlener_id, excluded.iban_ref, excluded.poging, \
         excluded.staat, excluded.bedrag, excluded.datum, excluded.gebeurtenis_id, \
         excluded.versie)), \
         paid AS (INSERT INTO rekening_zorgverlener (iban_ref, zorgverlener_id) \
         SELECT DISTINCT iban_ref, zorgverlener_id FROM said \
         WHERE staat = 'betaald' AND iban_ref IS NOT NULL ORDER BY 1, 2 ON CONFLICT DO NOTHING) \
         INSERT INTO te_beoordelen (iban_ref) SELECT iban_ref FROM before UNION \
         SELECT iban_ref FROM said WHERE staat = 'betaald' AND iban_ref IS NOT NULL",
    );
    columns!(query, heard, |one| {
        SqlUuid => one.fact.betaling_id,
        SqlUuid => one.fact.verstrekker_id,
        SqlUuid => one.fact.zorgverlener_id,
        Nullable<Text> => one.fact.iban_ref.as_deref(),
        Integer => one.fact.poging,
        Text => staat_code(one.fact.staat),
        BigInt => one.fact.bedrag.cents(),
        SqlDate => one.fact.betaald_op.unwrap_or(one.datum).to_diesel(),
        SqlUuid => one.gebeurtenis_id,
        BigInt => one.versie,
    })
    .execute(conn)
    .await?;
    let delen: Vec<(&BetalingBijgewerkt, &Declaratiedeel)> = heard
        .iter()
        .flat_map(|one| one.fact.declaraties.iter().map(move |deel| (&one.fact, deel)))
        .collect();
    let query = sql_query(
        "INSERT INTO betaling_declaratie (betaling_id, declaratie_id, verstrekker_id, bedrag) \
         SELECT DISTINCT ON (1, 2) * FROM unnest($1, $2, $3, $4) \
         ON CONFLICT (betaling_id, declaratie_id) DO UPDATE SET bedrag = excluded.bedrag \
         WHERE betaling_declaratie.bedrag <> excluded.bedrag",
    );
    columns!(query, delen, |row| {
        SqlUuid => row.0.betaling_id,
        SqlUuid => row.1.id,
        SqlUuid => row.0.verstrekker_id,
        BigInt => row.1.bedrag.cents(),
    })
    .execute(conn)
    .await?;
    Ok(())
}

/// Stores what is owed.
pub(in crate::leesmodel) async fn save_vorderingen(
    conn: &mut AsyncPgConnection,
    heard: &[Gehoord<VorderingBijgewerkt>],
) -> Result<(), Fault> {
    if heard.is_empty() {
        return Ok(());
    }
    let query = sql_query(
        "INSERT INTO vordering (id, verstrekker_id, zorgverlener_id, declaratie_id, bedrag, \
         openstaand, gebeurtenis_id, versie) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (id) DO UPDATE SET (bedrag, openstaand, gebeurtenis_id, versie) = \
         (excluded.bedrag, excluded.openstaand, excluded.gebeurtenis_id, excluded.versie)",
    );
    columns!(query, heard, |one| {
        SqlUuid => one.fact.vordering_id,
        SqlUuid => one.fact.verstrekker_id,
        SqlUuid => one.fact.zorgverlener_id,
        SqlUuid => one.fact.declaratie_id,
        BigInt => one.fact.bedrag.cents(),
        BigInt => one.fact.openstaand.cents(),
        SqlUuid => one.gebeurtenis_id,
        BigInt => one.versie,
    })
    .execute(conn)
    .await?;
    Ok(())
}

/// Stores positions, the pots of a grant together.
pub(in crate::leesmodel) async fn save_standen(
    conn: &mut AsyncPgConnection,
    heard: &[Gehoord<BudgetstandBijgewerkt>],
) -> Result<(), Fault> {
    if heard.is_empty() {
        return Ok(());
    }
    let query = sql_query(
        "INSERT INTO budgetstand (toekenning_id, verstrekker_id, budgethouder_id, toegekend, \
         beschikbaar, gereserveerd, besteed, gebeurtenis_id, versie) \
         SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         ON CONFLICT (toekenning_id) DO UPDATE SET (toegekend, beschikbaar, gereserveerd, besteed, \
         gebeurtenis_id, versie) = (excluded.toegekend, excluded.beschikbaar, \
         excluded.gereserveerd, excluded.besteed, excluded.gebeurtenis_id, excluded.versie)",
    );
    let total = |fact: &BudgetstandBijgewerkt, of: fn(&contracts::payment::Potstand) -> Euro| {
        fact.potten.iter().map(of).sum::<Euro>().cents()
    };
    columns!(query, heard, |one| {
        SqlUuid => one.fact.toekenning_id,
        SqlUuid => one.fact.verstrekker_id,
        SqlUuid => one.fact.budgethouder_id,
        BigInt => total(&one.fact, |pot| pot.toegekend),
        BigInt => total(&one.fact, |pot| pot.beschikbaar),
        BigInt => total(&one.fact, |pot| pot.gereserveerd),
        BigInt => total(&one.fact, |pot| pot.besteed),
        SqlUuid => one.gebeurtenis_id,
        BigInt => one.versie,
    })
    .execute(conn)
    .await?;
    Ok(())
}
