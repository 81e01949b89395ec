//! What the machine does with signals, in a fixed number of statements for all parts together.

use diesel::sql_query;
use diesel::sql_types::{
    Array, BigInt, Date as SqlDate, Integer, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use kernel::Euro;
use platform::{Fault, id};
use serde_json::Value;
use uuid::Uuid;

use super::columns_of;
use crate::indicator::uitslag::Bewijs;
use crate::leesmodel::store::columns;
use crate::signaal::{Bevonden, Sleutel, Stap, Status};

/// A change of state, for the history.
pub(super) struct Overgang<'a> {
    pub(super) deel: Uuid,
    pub(super) verstrekker_id: Uuid,
    pub(super) van: Option<&'a str>,
    pub(super) naar: &'a str,
    pub(super) door: Option<&'a str>,
    pub(super) reden: &'a str,
}

const GEVONDEN: &str = "De indicator heeft dit gevonden.";
const OPNIEUW: &str = "De indicator heeft dit opnieuw gevonden.";
const VERVALLEN: &str = "Het bewijs is vervallen na een correctie van de gegevens.";

/// A part with what it now says.
struct Stand<'a> {
    deel: Uuid,
    verstrekker_id: Uuid,
    status: Status,
    bevonden: &'a Bevonden,
}

/// Carries out the steps of a plan.
pub async fn carry_out(
    conn: &mut AsyncPgConnection,
    now: Timestamp,
    stappen: &[Stap],
) -> Result<(), Fault> {
    let (mut nieuw, mut bijgewerkt, mut ingetrokken) = (Vec::new(), Vec::new(), Vec::new());
    let mut overgangen = Vec::new();
    for stap in stappen {
        let (deel, verstrekker_id, van, naar, reden) = match stap {
            Stap::Melden { sleutel, bevonden } => {
                let (deel, verstrekker_id) = (id::new_uuid(), sleutel.verstrekker_id);
                let status = Status::Nieuw;
                nieuw.push((sleutel, Stand { deel, verstrekker_id, status, bevonden }));
                (deel, verstrekker_id, None, status, GEVONDEN)
            }
            Stap::Bijwerken { deel, verstrekker_id, van, naar, bevonden } => {
                let (deel, verstrekker_id, status) = (*deel, *verstrekker_id, *naar);
                bijgewerkt.push(Stand { deel, verstrekker_id, status, bevonden });
                (deel, verstrekker_id, Some(*van), status, OPNIEUW)
            }
            Stap::Intrekken { deel, verstrekker_id, van } => {
                ingetrokken.push(*deel);
                let naar = Status::IngetrokkenDatacorrectie;
                (*deel, *verstrekker_id, Some(*van), naar, VERVALLEN)
            }
        };
        if van != Some(naar) {
            let (van, naar) = (van.map(Status::code), naar.code());
            overgangen.push(Overgang { deel, verstrekker_id, van, naar, door: None, reden });
        }
    }
    insert(conn, now, &nieuw).await?;
    update(conn, now, &bijgewerkt).await?;
    withdraw(conn, now, ingetrokken).await?;
    let standen: Vec<&Stand<'_>> =
        nieuw.iter().map(|(_, stand)| stand).chain(&bijgewerkt).collect();
    save_bewijs(conn, now, &standen).await?;
    save_overgangen(conn, now, &overgangen).await
}

/// The figures as a column holds them; the wire names are those of the API.
fn json(bevonden: &Bevonden) -> Result<Value, Fault> {
    serde_json::to_value(&bevonden.waarden).map_err(Fault::stored("signaal_deel.waarden"))
}

/// A literal of `uuid[]`: an array of arrays cannot be bound.
fn literal<'a>(ids: impl IntoIterator<Item = &'a Uuid>) -> String {
    let ids: Vec<String> = ids.into_iter().map(Uuid::to_string).collect();
    format!("{{{}}}", ids.join(","))
}

async fn insert(
    conn: &mut AsyncPgConnection,
    now: Timestamp,
    nieuw: &[(&Sleutel, Stand<'_>)],
) -> Result<(), Fault> {
    if nieuw.is_empty() {
        return Ok(());
    }
    let waarden: Vec<Value> =
        nieuw.iter().map(|(_, stand)| json(stand.bevonden)).collect::<Result<_, _>>()?;
    sql_query(
        "INSERT INTO signaal (id, indicator, indicator_versie, sleutel, venster) \
         SELECT DISTINCT ON (2, 3, 4, 5) * FROM unnest($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
    )
    .bind::<Array<SqlUuid>, _>(nieuw.iter().map(|_| id::new_uuid()).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(nieuw.iter().map(|(key, _)| key.indicator.code()).collect::<Vec<_>>())
    .bind::<Array<Integer>, _>(nieuw.iter().map(|(key, _)| key.versie).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(nieuw.iter().map(|(key, _)| key.sleutel.as_str()).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(nieuw.iter().map(|(key, _)| key.venster.as_str()).collect::<Vec<_>>())
    .execute(conn)
    .await?;
    sql_query(
        "INSERT INTO signaal_deel (id, signaal_id, verstrekker_id, indicator, indicator_versie, \
         venster, status, waarden, onderwerpen, verstrekkers, benadeelden, gesignaleerd_op, \
         bijgewerkt_op, revisie) SELECT n.id, s.id, n.verstrekker_id, s.indicator, \
         s.indicator_versie, s.venster, 'NIEUW', n.waarden, n.onderwerpen::uuid[], \
         n.verstrekkers::uuid[], n.benadeelden::uuid[], $11, $11, 1 \
         FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS n (id, verstrekker_id, indicator, \
         versie, sleutel, venster, waarden, onderwerpen, verstrekkers, benadeelden) \
         JOIN signaal AS s ON s.indicator = n.indicator AND s.indicator_versie = n.versie \
         AND s.sleutel = n.sleutel AND s.venster = n.venster",
    )
    .bind::<Array<SqlUuid>, _>(nieuw.iter().map(|(_, stand)| stand.deel).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(
        nieuw.iter().map(|(_, stand)| stand.verstrekker_id).collect::<Vec<_>>(),
    )
    .bind::<Array<Text>, _>(nieuw.iter().map(|(key, _)| key.indicator.code()).collect::<Vec<_>>())
    .bind::<Array<Integer>, _>(nieuw.iter().map(|(key, _)| key.versie).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(nieuw.iter().map(|(key, _)| key.sleutel.as_str()).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(nieuw.iter().map(|(key, _)| key.venster.as_str()).collect::<Vec<_>>())
    .bind::<Array<Jsonb>, _>(waarden)
    .bind::<Array<Text>, _>(
        nieuw.iter().map(|(_, stand)| literal(&stand.bevonden.onderwerpen)).collect::<Vec<_>>(),
    )
    .bind::<Array<Text>, _>(
        nieuw.iter().map(|(_, stand)| literal(&stand.bevonden.verstrekkers())).collect::<Vec<_>>(),
    )
    .bind::<Array<Text>, _>(
        nieuw.iter().map(|(_, stand)| literal(&stand.bevonden.benadeelden)).collect::<Vec<_>>(),
    )
    .bind::<Timestamptz, _>(now.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}

async fn update(
    conn: &mut AsyncPgConnection,
    now: Timestamp,
    bijgewerkt: &[Stand<'_>],
) -> Result<(), Fault> {
    if bijgewerkt.is_empty() {
        return Ok(());
    }
    let waarden: Vec<Value> =
        bijgewerkt.iter().map(|stand| json(stand.bevonden)).collect::<Result<_, _>>()?;
    let extra: Vec<_> = bijgewerkt.iter().map(|stand| columns_of(stand.status)).collect();
    sql_query(
        "UPDATE signaal_deel AS d SET status = n.status, uitkomst = n.uitkomst, \
         sluimert_tot = n.sluimert_tot, waarden = n.waarden, onderwerpen = n.onderwerpen::uuid[], \
         verstrekkers = n.verstrekkers::uuid[], benadeelden = n.benadeelden::uuid[], \
         bijgewerkt_op = $9, revisie = d.revisie + 1 \
         FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS n (id, status, uitkomst, sluimert_tot, \
         waarden, onderwerpen, verstrekkers, benadeelden) WHERE d.id = n.id",
    )
    .bind::<Array<SqlUuid>, _>(bijgewerkt.iter().map(|stand| stand.deel).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(bijgewerkt.iter().map(|stand| stand.status.code()).collect::<Vec<_>>())
    .bind::<Array<Nullable<Text>>, _>(
        extra.iter().map(|(uitkomst, _)| *uitkomst).collect::<Vec<_>>(),
    )
    .bind::<Array<Nullable<SqlDate>>, _>(extra.iter().map(|(_, tot)| *tot).collect::<Vec<_>>())
    .bind::<Array<Jsonb>, _>(waarden)
    .bind::<Array<Text>, _>(
        bijgewerkt.iter().map(|stand| literal(&stand.bevonden.onderwerpen)).collect::<Vec<_>>(),
    )
    .bind::<Array<Text>, _>(
        bijgewerkt.iter().map(|stand| literal(&stand.bevonden.verstrekkers())).collect::<Vec<_>>(),
    )
    .bind::<Array<Text>, _>(
        bijgewerkt.iter().map(|stand| literal(&stand.bevonden.benadeelden)).collect::<Vec<_>>(),
    )
    .bind::<Timestamptz, _>(now.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}

async fn withdraw(
    conn: &mut AsyncPgConnection,
    now: Timestamp,
    ingetrokken: Vec<Uuid>,
) -> Result<(), Fault> {
    if ingetrokken.is_empty() {
        return Ok(());
    }
    sql_query(
        "UPDATE signaal_deel SET status = 'INGETROKKEN_DATACORRECTIE', sluimert_tot = NULL, \
         bijgewerkt_op = $2, revisie = revisie + 1 WHERE id = ANY($1)",
    )
    .bind::<Array<SqlUuid>, _>(&ingetrokken)
    .bind::<Timestamptz, _>(now.to_diesel())
    .execute(conn)
    .await?;
    sql_query(
        "UPDATE bewijs SET vervallen_op = $2 WHERE deel_id = ANY($1) AND vervallen_op IS NULL",
    )
    .bind::<Array<SqlUuid>, _>(&ingetrokken)
    .bind::<Timestamptz, _>(now.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}

/// Adds evidence that is new, restores what holds again, and marks what no longer holds.
async fn save_bewijs(
    conn: &mut AsyncPgConnection,
    now: Timestamp,
    standen: &[&Stand<'_>],
) -> Result<(), Fault> {
    if standen.is_empty() {
        return Ok(());
    }
    let rows: Vec<(&Stand<'_>, &Bewijs)> = standen
        .iter()
        .flat_map(|stand| stand.bevonden.bewijs.rows().map(|row| (*stand, row)))
        .collect();
    let query = sql_query(
        "INSERT INTO bewijs (deel_id, verstrekker_id, soort, feit_id, versie, gebeurtenis_id, \
         feit_verstrekker_id, zorgverlener_id, budgethouder_id, bedrag, datum) \
         SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
         ON CONFLICT (deel_id, soort, feit_id, versie) DO UPDATE SET vervallen_op = NULL \
         WHERE bewijs.vervallen_op IS NOT NULL",
    );
    columns!(query, rows, |row| {
        SqlUuid => row.0.deel,
        SqlUuid => row.0.verstrekker_id,
        Text => row.1.soort.code(),
        SqlUuid => row.1.feit_id,
        BigInt => row.1.versie,
        SqlUuid => row.1.gebeurtenis_id,
        Nullable<SqlUuid> => row.1.verstrekker_id,
        Nullable<SqlUuid> => row.1.zorgverlener_id,
        Nullable<SqlUuid> => row.1.budgethouder_id,
        Nullable<BigInt> => row.1.bedrag.map(Euro::cents),
        Nullable<SqlDate> => row.1.datum.map(ToDiesel::to_diesel),
    })
    .execute(conn)
    .await?;
    let query = sql_query(
        "UPDATE bewijs AS b SET vervallen_op = $6 WHERE b.deel_id = ANY($5) \
         AND b.vervallen_op IS NULL AND NOT EXISTS (SELECT 1 FROM unnest($1, $2, $3, $4) \
         AS n (deel_id, soort, feit_id, versie) WHERE n.deel_id = b.deel_id \
         AND n.soort = b.soort AND n.feit_id = b.feit_id AND n.versie = b.versie)",
    );
    columns!(query, rows, |row| {
        SqlUuid => row.0.deel,
        Text => row.1.soort.code(),
        SqlUuid => row.1.feit_id,
        BigInt => row.1.versie,
    })
    .bind::<Array<SqlUuid>, _>(standen.iter().map(|stand| stand.deel).collect::<Vec<_>>())
    .bind::<Timestamptz, _>(now.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}

/// Adds to the history.
pub(super) async fn save_overgangen(
    conn: &mut AsyncPgConnection,
    now: Timestamp,
    overgangen: &[Overgang<'_>],
) -> Result<(), Fault> {
    if overgangen.is_empty() {
        return Ok(());
    }
    sql_query(
        "INSERT INTO signaal_overgang (id, deel_id, verstrekker_id, van, naar, door, reden, \
         vastgelegd_op) SELECT o.*, $8 FROM unnest($1, $2, $3, $4, $5, $6, $7) AS o",
    )
    .bind::<Array<SqlUuid>, _>(overgangen.iter().map(|_| id::new_uuid()).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(overgangen.iter().map(|one| one.deel).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(overgangen.iter().map(|one| one.verstrekker_id).collect::<Vec<_>>())
    .bind::<Array<Nullable<Text>>, _>(overgangen.iter().map(|one| one.van).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(overgangen.iter().map(|one| one.naar).collect::<Vec<_>>())
    .bind::<Array<Nullable<Text>>, _>(overgangen.iter().map(|one| one.door).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(overgangen.iter().map(|one| one.reden).collect::<Vec<_>>())
    .bind::<Timestamptz, _>(now.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}
