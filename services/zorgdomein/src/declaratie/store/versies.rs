//! Decisions on claims, one row per decision, and what is due by them.

use diesel::QueryableByName;
use diesel::sql_types::{
    Array, BigInt, Date as SqlDate, Integer, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_diesel::ToDiesel as _;
use kernel::{Aantal, Euro, Id};
use platform::Fault;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::herbeoordeling::Bestaand;
use super::super::verdeling::Verschuldigd;
use super::super::{Status, Zorgdagen};
use super::read_dagen;
use crate::store::statement;

/// What made a decision necessary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aanleiding {
    /// The claim came in.
    Indiening,
    /// A rate changed.
    Wijziging,
    /// The claim was withdrawn.
    Intrekking,
}

impl Aanleiding {
    const fn code(self) -> &'static str {
        match self {
            Self::Indiening => "indiening",
            Self::Wijziging => "wijziging",
            Self::Intrekking => "intrekking",
        }
    }
}

/// A decision to be stored.
#[derive(Debug)]
pub(crate) struct Versie {
    pub(crate) declaratie_id: Uuid,
    pub(crate) nummer: i32,
    pub(crate) verstrekker_id: Uuid,
    /// The version of `declaratie-vastgesteld` that says it.
    pub(crate) gezegd: Option<i64>,
    pub(crate) status: Status,
    pub(crate) verschuldigd: Euro,
    pub(crate) regels: String,
    pub(crate) uitkomsten: String,
}

/// Inserts decisions, in one statement.
pub(crate) async fn insert(
    conn: &mut AsyncPgConnection,
    aanleiding: Aanleiding,
    now: Timestamp,
    rows: &[Versie],
) -> Result<(), Fault> {
    let regels: Vec<&str> = rows.iter().map(|row| row.regels.as_str()).collect();
    let uitkomsten: Vec<&str> = rows.iter().map(|row| row.uitkomsten.as_str()).collect();
    statement(
        "INSERT INTO declaratie_versie (aanleiding, vastgelegd_op, declaratie_id, nummer, \
         verstrekker_id, versie, status, verschuldigd, regels, uitkomsten) \
         SELECT $1, $2, a, b, c, d, e, f, g::jsonb, h::jsonb \
         FROM unnest($3, $4, $5, $6, $7, $8, $9, $10) AS q (a, b, c, d, e, f, g, h)",
    )
    .bind::<Text, _>(aanleiding.code())
    .bind::<Timestamptz, _>(now.to_diesel())
    .bind::<Array<SqlUuid>, _>(rows.iter().map(|row| row.declaratie_id).collect::<Vec<_>>())
    .bind::<Array<Integer>, _>(rows.iter().map(|row| row.nummer).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(rows.iter().map(|row| row.verstrekker_id).collect::<Vec<_>>())
    .bind::<Array<Nullable<BigInt>>, _>(rows.iter().map(|row| row.gezegd).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(rows.iter().map(|row| row.status.code()).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(rows.iter().map(|r| r.verschuldigd.cents()).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(regels)
    .bind::<Array<Text>, _>(uitkomsten)
    .execute(conn)
    .await?;
    Ok(())
}

/// What is due for one line, as stored: line, then pot, first day of the month, eurocents.
#[derive(Serialize, Deserialize)]
struct RegelJson {
    r: i16,
    p: Vec<DeelJson>,
}

#[derive(Serialize, Deserialize)]
struct DeelJson {
    pot: Uuid,
    maand: Date,
    bedrag: Euro,
}

/// What is due per line, for its column. Lines come in the order of the claim.
pub(crate) fn write_regels<'a>(
    regels: impl Iterator<Item = &'a Vec<Verschuldigd>>,
) -> Result<String, Fault> {
    let rows: Vec<RegelJson> = regels
        .enumerate()
        .map(|(place, parts)| RegelJson {
            r: i16::try_from(place).unwrap_or(i16::MAX),
            p: parts
                .iter()
                .map(|part| DeelJson { pot: part.pot_id, maand: part.maand, bedrag: part.bedrag })
                .collect(),
        })
        .collect();
    serde_json::to_string(&rows).map_err(Fault::stored("declaratie_versie.regels"))
}

/// What is due per line, from its column.
pub(crate) fn read_regels(text: &str) -> Result<Vec<Vec<Verschuldigd>>, Fault> {
    let mut rows: Vec<RegelJson> =
        serde_json::from_str(text).map_err(Fault::stored("declaratie_versie.regels"))?;
    rows.sort_by_key(|row| row.r);
    let part = |DeelJson { pot, maand, bedrag }| Verschuldigd { pot_id: pot, maand, bedrag };
    Ok(rows.into_iter().map(|row| row.p.into_iter().map(part).collect()).collect())
}

/// A claim that is due, with its lines, as a change finds it.
#[derive(Debug, Clone)]
pub(crate) struct Verschuldigde {
    pub(crate) id: Uuid,
    pub(crate) kenmerk: String,
    pub(crate) verstrekker_id: Uuid,
    pub(crate) betaalgegevens_id: Uuid,
    pub(crate) soort: String,
    pub(crate) factuurnummer: Option<String>,
    pub(crate) nummer: i32,
    pub(crate) versie: i64,
    pub(crate) uitkomsten: String,
    pub(crate) regels: Vec<Bestaand>,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    kenmerk: String,
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    betaalgegevens_id: Uuid,
    #[diesel(sql_type = Text)]
    soort: String,
    #[diesel(sql_type = Nullable<Text>)]
    factuurnummer: Option<String>,
    #[diesel(sql_type = Integer)]
    nummer: i32,
    #[diesel(sql_type = BigInt)]
    versie: i64,
    #[diesel(sql_type = Text)]
    verschuldigd_per_regel: String,
    #[diesel(sql_type = Text)]
    uitkomsten: String,
    #[diesel(sql_type = SmallInt)]
    volgnummer: i16,
    #[diesel(sql_type = SqlUuid)]
    regel_id: Uuid,
    #[diesel(sql_type = SqlDate, deserialize_as = jiff_diesel::Date)]
    begindatum: Date,
    #[diesel(sql_type = SqlDate, deserialize_as = jiff_diesel::Date)]
    einddatum: Date,
    #[diesel(sql_type = BigInt)]
    aantal_toegekend: i64,
    #[diesel(sql_type = Nullable<Text>)]
    dagen: Option<String>,
}

/// Which claims are asked for: by id, or by agreement with care on or after a day.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Welke {
    /// One claim.
    Declaratie(Uuid),
    /// Those of an agreement that a change from this day touches.
    Overeenkomst(Uuid, Date),
}

/// Claims that are due, with all their lines, in order of id. The caller holds the agreement.
pub(crate) async fn verschuldigde(
    conn: &mut AsyncPgConnection,
    welke: Welke,
) -> Result<Vec<Verschuldigde>, Fault> {
    let (id, overeenkomst, van) = match welke {
        Welke::Declaratie(id) => (Some(id), None, None),
        Welke::Overeenkomst(id, van) => (None, Some(id), Some(van.to_diesel())),
    };
    let rows: Vec<Row> = statement(
        "SELECT d.id, d.kenmerk, d.verstrekker_id, d.betaalgegevens_id, d.soort, d.factuurnummer, \
         d.nummer, d.versie, v.regels::text AS verschuldigd_per_regel, \
         v.uitkomsten::text AS uitkomsten, r.volgnummer, r.regel_id, r.begindatum, r.einddatum, \
         r.aantal_toegekend, r.dagen::text AS dagen FROM declaratie d \
         JOIN declaratie_versie v ON v.declaratie_id = d.id AND v.nummer = d.nummer \
         JOIN declaratieregel r ON r.declaratie_id = d.id \
         WHERE d.status = 'goedgekeurd' AND ($1 IS NULL OR d.id = $1) \
         AND ($2 IS NULL OR (d.zorgovereenkomst_id = $2 AND EXISTS (SELECT FROM declaratieregel t \
         WHERE t.declaratie_id = d.id AND t.einddatum >= $3))) \
         ORDER BY d.id, r.volgnummer FOR NO KEY UPDATE OF d",
    )
    .bind::<Nullable<SqlUuid>, _>(id)
    .bind::<Nullable<SqlUuid>, _>(overeenkomst)
    .bind::<Nullable<SqlDate>, _>(van)
    .load(conn)
    .await?;
    let mut claims: Vec<Verschuldigde> = Vec::new();
    for row in rows {
        let parts = read_regels(&row.verschuldigd_per_regel)?;
        let place = usize::try_from(row.volgnummer).unwrap_or(usize::MAX);
        let verschuldigd = parts.get(place).cloned().unwrap_or_default();
        let regel = Bestaand {
            declaratie_id: Id::from_uuid(row.id),
            volgnummer: row.volgnummer,
            regel_id: Id::from_uuid(row.regel_id),
            dagen: Zorgdagen::try_new(row.begindatum, row.einddatum)
                .map_err(Fault::stored("declaratieregel.einddatum"))?,
            per_dag: read_dagen(row.dagen.as_deref())?,
            aantal_toegekend: Aantal::from_hundredths(row.aantal_toegekend)
                .map_err(Fault::stored("declaratieregel.aantal_toegekend"))?,
            verschuldigd,
        };
        match claims.last_mut() {
            Some(last) if last.id == row.id => last.regels.push(regel),
            _ => claims.push(Verschuldigde {
                id: row.id,
                kenmerk: row.kenmerk,
                verstrekker_id: row.verstrekker_id,
                betaalgegevens_id: row.betaalgegevens_id,
                soort: row.soort,
                factuurnummer: row.factuurnummer,
                nummer: row.nummer,
                versie: row.versie,
                uitkomsten: row.uitkomsten,
                regels: vec![regel],
            }),
        }
    }
    Ok(claims)
}

/// Saves next decisions of locked claims: the decision rows and the head rows, two statements.
pub(crate) async fn save_next(
    conn: &mut AsyncPgConnection,
    aanleiding: Aanleiding,
    now: Timestamp,
    rows: &[Versie],
) -> Result<(), Fault> {
    if rows.is_empty() {
        return Ok(());
    }
    insert(conn, aanleiding, now, rows).await?;
    statement(
        "UPDATE declaratie d SET nummer = q.nummer, versie = coalesce(q.versie, d.versie), \
         status = q.status, verschuldigd = q.verschuldigd, revisie = d.revisie + 1 \
         FROM unnest($1, $2, $3, $4, $5) AS q (id, nummer, versie, status, verschuldigd) \
         WHERE d.id = q.id",
    )
    .bind::<Array<SqlUuid>, _>(rows.iter().map(|row| row.declaratie_id).collect::<Vec<_>>())
    .bind::<Array<Integer>, _>(rows.iter().map(|row| row.nummer).collect::<Vec<_>>())
    .bind::<Array<Nullable<BigInt>>, _>(rows.iter().map(|row| row.gezegd).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(rows.iter().map(|row| row.status.code()).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(rows.iter().map(|r| r.verschuldigd.cents()).collect::<Vec<_>>())
    .execute(conn)
    .await?;
    Ok(())
}
