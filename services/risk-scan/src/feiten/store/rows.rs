//! The rows of each kind of fact, as the types that a rule may read.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::{
    Array, BigInt, Bool, Date as SqlDate, Nullable, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::civil::Date;
use kernel::{Eenheid, SoortOvereenkomst, Wet, Zorgfunctie};
use platform::{Fault, clock};
use uuid::Uuid;

use super::Kring;
use crate::feiten::{
    Declaratie, Feit, Feiten, Herkomst, Ingediend, Overeenkomst, Overeenkomstregel, Pot, Ref,
    Toekenning, Vastgesteld, Zorgregel,
};

/// Of facts from the read model only payments and accounts say when they were said.
pub(super) fn herkomst(gebeurtenis_id: Uuid, versie: i64) -> Herkomst {
    Herkomst { gebeurtenis_id, versie, gezegd_op: Date::MIN }
}

pub(super) fn reference(text: Option<String>) -> Option<Ref> {
    text.map(|text| Ref::new(&text))
}

fn none(kring: Option<&Kring>) -> (bool, Vec<Uuid>, Vec<Uuid>) {
    kring.map_or((true, Vec::new(), Vec::new()), |kring| {
        (false, kring.zorgverleners.clone(), kring.budgethouders.clone())
    })
}

#[derive(QueryableByName)]
struct ClaimRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    zorgovereenkomst_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    budgethouder_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    zorgverlener_id: Uuid,
    #[diesel(sql_type = Text)]
    soort: String,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    ingediend_op: Option<jiff_diesel::Timestamp>,
    #[diesel(sql_type = BigInt)]
    totaal: i64,
    #[diesel(sql_type = SqlUuid)]
    gebeurtenis_id: Uuid,
    #[diesel(sql_type = BigInt)]
    versie: i64,
}

impl ClaimRow {
    fn claim(&self) -> Declaratie {
        Declaratie {
            id: self.id,
            zorgovereenkomst_id: self.zorgovereenkomst_id,
            budgethouder_id: self.budgethouder_id,
            zorgverlener_id: self.zorgverlener_id,
            verstrekker_id: self.verstrekker_id,
            ingediend: None,
            vastgesteld: None,
        }
    }
}

#[derive(QueryableByName)]
struct LineRow {
    #[diesel(sql_type = SqlUuid)]
    declaratie_id: Uuid,
    #[diesel(sql_type = SqlDate)]
    begindatum: jiff_diesel::Date,
    #[diesel(sql_type = SqlDate)]
    einddatum: jiff_diesel::Date,
    #[diesel(sql_type = BigInt)]
    aantal: i64,
    #[diesel(sql_type = Text)]
    eenheid: String,
    #[diesel(sql_type = BigInt)]
    bedrag: i64,
}

#[derive(QueryableByName)]
struct DueRow {
    #[diesel(sql_type = SqlUuid)]
    declaratie_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pot_id: Uuid,
    #[diesel(sql_type = SqlDate)]
    zorgmaand: jiff_diesel::Date,
    #[diesel(sql_type = BigInt)]
    bedrag: i64,
}

/// Claims, as handed in and as due.
pub(super) async fn declaraties(
    conn: &mut AsyncPgConnection,
    feiten: &mut Feiten,
    kring: Option<&Kring>,
) -> Result<(), Fault> {
    let (all, givers, holders) = none(kring);
    let said: Vec<ClaimRow> = diesel::sql_query(
        "SELECT id, verstrekker_id, zorgovereenkomst_id, budgethouder_id, zorgverlener_id, soort, \
         ingediend_op, 0::bigint AS totaal, gebeurtenis_id, versie FROM declaratie_ingediend \
         WHERE $1 OR zorgverlener_id = ANY($2) OR budgethouder_id = ANY($3)",
    )
    .bind::<Bool, _>(all)
    .bind::<Array<SqlUuid>, _>(&givers)
    .bind::<Array<SqlUuid>, _>(&holders)
    .load(conn)
    .await?;
    let due: Vec<ClaimRow> = diesel::sql_query(
        "SELECT id, verstrekker_id, zorgovereenkomst_id, budgethouder_id, zorgverlener_id, soort, \
         NULL::timestamptz AS ingediend_op, totaal_verschuldigd AS totaal, gebeurtenis_id, versie \
         FROM declaratie_vastgesteld WHERE $1 OR zorgverlener_id = ANY($2) \
         OR budgethouder_id = ANY($3)",
    )
    .bind::<Bool, _>(all)
    .bind::<Array<SqlUuid>, _>(&givers)
    .bind::<Array<SqlUuid>, _>(&holders)
    .load(conn)
    .await?;
    let mut lines = lines(conn, all, &said).await?;
    for row in &said {
        let ingediend = row.ingediend_op.map(|at| Ingediend {
            op: clock::day_of(at.to_jiff()),
            maandloon: row.soort == "maandloon",
            regels: lines.remove(&row.id).unwrap_or_default(),
            herkomst: herkomst(row.gebeurtenis_id, row.versie),
        });
        feiten.apply(Feit::Ingediend(Declaratie { ingediend, ..row.claim() }));
    }
    let mut months = months(conn, all, &due).await?;
    for row in &due {
        let vastgesteld = Some(Vastgesteld {
            totaal: row.totaal,
            regels: months.remove(&row.id).unwrap_or_default(),
            herkomst: herkomst(row.gebeurtenis_id, row.versie),
        });
        feiten.apply(Feit::Vastgesteld(Declaratie { vastgesteld, ..row.claim() }));
    }
    Ok(())
}

async fn lines(
    conn: &mut AsyncPgConnection,
    all: bool,
    claims: &[ClaimRow],
) -> Result<BTreeMap<Uuid, Vec<Zorgregel>>, Fault> {
    let ids: Vec<Uuid> =
        if all { Vec::new() } else { claims.iter().map(|claim| claim.id).collect() };
    let rows: Vec<LineRow> = diesel::sql_query(
        "SELECT declaratie_id, begindatum, einddatum, aantal, eenheid, bedrag \
         FROM declaratie_ingediend_regel WHERE $1 OR declaratie_id = ANY($2) \
         ORDER BY declaratie_id, volgnummer",
    )
    .bind::<Bool, _>(all)
    .bind::<Array<SqlUuid>, _>(ids)
    .load(conn)
    .await?;
    let mut found: BTreeMap<Uuid, Vec<Zorgregel>> = BTreeMap::new();
    for row in rows {
        let eenheid = Eenheid::parse(&row.eenheid)
            .map_err(Fault::stored("declaratie_ingediend_regel.eenheid"))?;
        found.entry(row.declaratie_id).or_default().push(Zorgregel {
            van: row.begindatum.to_jiff(),
            tot: row.einddatum.to_jiff(),
            aantal: row.aantal,
            eenheid,
            bedrag: row.bedrag,
        });
    }
    Ok(found)
}

type Months = BTreeMap<Uuid, Vec<(Uuid, Date, i64)>>;

async fn months(
    conn: &mut AsyncPgConnection,
    all: bool,
    claims: &[ClaimRow],
) -> Result<Months, Fault> {
    let ids: Vec<Uuid> =
        if all { Vec::new() } else { claims.iter().map(|claim| claim.id).collect() };
    let rows: Vec<DueRow> = diesel::sql_query(
        "SELECT declaratie_id, pot_id, zorgmaand, bedrag FROM declaratie_vastgesteld_regel \
         WHERE $1 OR declaratie_id = ANY($2) ORDER BY declaratie_id, volgnummer",
    )
    .bind::<Bool, _>(all)
    .bind::<Array<SqlUuid>, _>(ids)
    .load(conn)
    .await?;
    let mut found = Months::new();
    for row in rows {
        let month = (row.pot_id, row.zorgmaand.to_jiff(), row.bedrag);
        found.entry(row.declaratie_id).or_default().push(month);
    }
    Ok(found)
}

#[derive(QueryableByName)]
struct AgreementRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    budgethouder_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    zorgverlener_id: Uuid,
    #[diesel(sql_type = Text)]
    soort: String,
    #[diesel(sql_type = Text)]
    status: String,
    #[diesel(sql_type = SqlUuid)]
    gebeurtenis_id: Uuid,
    #[diesel(sql_type = BigInt)]
    versie: i64,
}

#[derive(QueryableByName)]
struct RateRow {
    #[diesel(sql_type = SqlUuid)]
    zorgovereenkomst_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
    #[diesel(sql_type = Text)]
    wet: String,
    #[diesel(sql_type = Text)]
    zorgfunctie: String,
    #[diesel(sql_type = Text)]
    eenheid: String,
    #[diesel(sql_type = BigInt)]
    tarief: i64,
    #[diesel(sql_type = SqlDate)]
    geldig_van: jiff_diesel::Date,
    #[diesel(sql_type = Nullable<SqlDate>)]
    laatste_dag: Option<jiff_diesel::Date>,
}

/// Agreements with their rates.
pub(super) async fn overeenkomsten(
    conn: &mut AsyncPgConnection,
    feiten: &mut Feiten,
    kring: Option<&Kring>,
) -> Result<(), Fault> {
    let (all, givers, holders) = none(kring);
    let rows: Vec<AgreementRow> = diesel::sql_query(
        "SELECT id, budgethouder_id, zorgverlener_id, soort, status, gebeurtenis_id, versie \
         FROM zorgovereenkomst WHERE $1 OR zorgverlener_id = ANY($2) OR budgethouder_id = ANY($3)",
    )
    .bind::<Bool, _>(all)
    .bind::<Array<SqlUuid>, _>(givers)
    .bind::<Array<SqlUuid>, _>(holders)
    .load(conn)
    .await?;
    let ids: Vec<Uuid> = if all { Vec::new() } else { rows.iter().map(|row| row.id).collect() };
    let rates: Vec<RateRow> = diesel::sql_query(
        "SELECT zorgovereenkomst_id, verstrekker_id, wet, zorgfunctie, eenheid, tarief, geldig_van, \
         geldig_tot - 1 AS laatste_dag FROM zorgovereenkomst_regel \
         WHERE $1 OR zorgovereenkomst_id = ANY($2) ORDER BY zorgovereenkomst_id, volgnummer",
    )
    .bind::<Bool, _>(all)
    .bind::<Array<SqlUuid>, _>(ids)
    .load(conn)
    .await?;
    let mut regels: BTreeMap<Uuid, Vec<Overeenkomstregel>> = BTreeMap::new();
    for row in rates {
        let stored = "zorgovereenkomst_regel";
        regels.entry(row.zorgovereenkomst_id).or_default().push(Overeenkomstregel {
            verstrekker_id: row.verstrekker_id,
            wet: Wet::parse(&row.wet).map_err(Fault::stored(stored))?,
            zorgfunctie: Zorgfunctie::parse(&row.zorgfunctie).map_err(Fault::stored(stored))?,
            eenheid: Eenheid::parse(&row.eenheid).map_err(Fault::stored(stored))?,
            tarief: row.tarief,
            van: row.geldig_van.to_jiff(),
            tot: row.laatste_dag.map(jiff_diesel::Date::to_jiff),
        });
    }
    for row in rows {
        let soort = SoortOvereenkomst::parse(&row.soort)
            .map_err(Fault::stored("zorgovereenkomst.soort"))?;
        feiten.apply(Feit::Overeenkomst(Overeenkomst {
            id: row.id,
            budgethouder_id: row.budgethouder_id,
            zorgverlener_id: row.zorgverlener_id,
            soort,
            geldig: row.status != "afgekeurd",
            regels: regels.remove(&row.id).unwrap_or_default(),
            herkomst: herkomst(row.gebeurtenis_id, row.versie),
        }));
    }
    Ok(())
}

#[derive(QueryableByName)]
struct GrantRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    budgethouder_id: Uuid,
    #[diesel(sql_type = Text)]
    wet: String,
    #[diesel(sql_type = Text)]
    status: String,
    #[diesel(sql_type = SqlUuid)]
    gebeurtenis_id: Uuid,
    #[diesel(sql_type = BigInt)]
    versie: i64,
}

#[derive(QueryableByName)]
struct PotRow {
    #[diesel(sql_type = SqlUuid)]
    toekenning_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pot_id: Uuid,
    #[diesel(sql_type = SqlDate)]
    geldig_van: jiff_diesel::Date,
    #[diesel(sql_type = Nullable<SqlDate>)]
    laatste_dag: Option<jiff_diesel::Date>,
    #[diesel(sql_type = BigInt)]
    bedrag: i64,
}

/// Grants with their pots.
pub(super) async fn toekenningen(
    conn: &mut AsyncPgConnection,
    feiten: &mut Feiten,
    kring: Option<&Kring>,
) -> Result<(), Fault> {
    let (all, _, holders) = none(kring);
    let rows: Vec<GrantRow> = diesel::sql_query(
        "SELECT id, verstrekker_id, budgethouder_id, wet, status, gebeurtenis_id, versie \
         FROM toekenning WHERE $1 OR budgethouder_id = ANY($2)",
    )
    .bind::<Bool, _>(all)
    .bind::<Array<SqlUuid>, _>(holders)
    .load(conn)
    .await?;
    let ids: Vec<Uuid> = if all { Vec::new() } else { rows.iter().map(|row| row.id).collect() };
    let pots: Vec<PotRow> = diesel::sql_query(
        "SELECT toekenning_id, pot_id, geldig_van, geldig_tot - 1 AS laatste_dag, bedrag \
         FROM toekenning_pot WHERE bedrag > 0 AND ($1 OR toekenning_id = ANY($2)) \
         ORDER BY toekenning_id, pot_id",
    )
    .bind::<Bool, _>(all)
    .bind::<Array<SqlUuid>, _>(ids)
    .load(conn)
    .await?;
    let mut potten: BTreeMap<Uuid, Vec<Pot>> = BTreeMap::new();
    for row in pots {
        potten.entry(row.toekenning_id).or_default().push(Pot {
            id: row.pot_id,
            van: row.geldig_van.to_jiff(),
            tot: row.laatste_dag.map(jiff_diesel::Date::to_jiff),
            bedrag: row.bedrag,
        });
    }
    for row in rows {
        feiten.apply(Feit::Toekenning(Toekenning {
            id: row.id,
            verstrekker_id: row.verstrekker_id,
            budgethouder_id: row.budgethouder_id,
            wet: Wet::parse(&row.wet).map_err(Fault::stored("toekenning.wet"))?,
            actief: row.status == "actief",
            potten: potten.remove(&row.id).unwrap_or_default(),
            herkomst: herkomst(row.gebeurtenis_id, row.versie),
        }));
    }
    Ok(())
}
