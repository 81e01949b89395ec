//! Decisions on claims, one row per decision, and what is due by them.

use diesel::sql_types::{
    Array, BigInt, Bool, Date as SqlDate, Integer, Nullable, SmallInt, Text, Timestamptz,
    Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_diesel::ToDiesel;
use kernel::Euro;
use platform::Fault;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::verdeling::Verschuldigd;
use super::super::{Indiening, Status};
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
    /// The claim was repaired.
    Herstel,
    /// What a check found was let pass.
    Vrijgave,
    /// A person refused it.
    Afwijzing,
    /// The term for repair passed.
    Verloop,
    /// A grant changed.
    Toekenning,
    /// Something happened to a person.
    Omstandigheid,
    /// The agreement was judged.
    Beoordeling,
    /// The agreement ended.
    Einde,
}

impl Aanleiding {
    const fn code(self) -> &'static str {
        match self {
            Self::Indiening => "indiening",
            Self::Wijziging => "wijziging",
            Self::Intrekking => "intrekking",
            Self::Herstel => "herstel",
            Self::Vrijgave => "vrijgave",
            Self::Afwijzing => "afwijzing",
            Self::Verloop => "verloop",
            Self::Toekenning => "toekenning",
            Self::Omstandigheid => "omstandigheid",
            Self::Beoordeling => "beoordeling",
            Self::Einde => "einde",
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
    rows: &[&Versie],
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

/// What is true of a claim and its lines from its next decision on.
#[derive(Debug)]
pub(crate) struct Volgende {
    pub(crate) versie: Versie,
    /// Letters of the classes that were found.
    pub(crate) klassen: String,
    /// Last day on which it can be repaired.
    pub(crate) hersteltermijn: Option<Date>,
    /// Whether later facts leave it alone.
    pub(crate) gesloten: bool,
    /// How much of each line counts.
    pub(crate) regels: Vec<Toegekend>,
}

/// How much of a line counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Toegekend {
    /// The law; absent where the agreement has no such line.
    pub(crate) wet: Option<&'static str>,
    /// Hundredths of the unit.
    pub(crate) aantal: i64,
    /// Hundredths of an hour.
    pub(crate) uren: i64,
}

/// Saves next decisions of held claims: the decisions, the heads and the lines, three statements.
pub(crate) async fn save_next(
    conn: &mut AsyncPgConnection,
    aanleiding: Aanleiding,
    now: Timestamp,
    next: &[Volgende],
) -> Result<(), Fault> {
    if next.is_empty() {
        return Ok(());
    }
    let rows: Vec<&Versie> = next.iter().map(|own| &own.versie).collect();
    insert(conn, aanleiding, now, &rows).await?;
    let termijn: Vec<_> = next.iter().map(|n| n.hersteltermijn.map(ToDiesel::to_diesel)).collect();
    statement(
        "UPDATE declaratie d SET nummer = q.nummer, versie = coalesce(q.versie, d.versie), \
         status = q.status, verschuldigd = q.verschuldigd, klassen = q.klassen, \
         hersteltermijn = q.termijn, gesloten = q.gesloten, revisie = d.revisie + 1 \
         FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) \
         AS q (id, nummer, versie, status, verschuldigd, klassen, termijn, gesloten) \
         WHERE d.id = q.id",
    )
    .bind::<Array<SqlUuid>, _>(rows.iter().map(|row| row.declaratie_id).collect::<Vec<_>>())
    .bind::<Array<Integer>, _>(rows.iter().map(|row| row.nummer).collect::<Vec<_>>())
    .bind::<Array<Nullable<BigInt>>, _>(rows.iter().map(|row| row.gezegd).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(rows.iter().map(|row| row.status.code()).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(rows.iter().map(|r| r.verschuldigd.cents()).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(next.iter().map(|n| n.klassen.as_str()).collect::<Vec<_>>())
    .bind::<Array<Nullable<SqlDate>>, _>(termijn)
    .bind::<Array<Bool>, _>(next.iter().map(|n| n.gesloten).collect::<Vec<_>>())
    .execute(conn)
    .await?;
    restate_lines(conn, next).await
}

async fn restate_lines(conn: &mut AsyncPgConnection, next: &[Volgende]) -> Result<(), Fault> {
    let (mut ids, mut places, mut wetten) = (Vec::new(), Vec::new(), Vec::new());
    let (mut aantallen, mut uren) = (Vec::new(), Vec::new());
    for own in next {
        for (place, regel) in own.regels.iter().enumerate() {
            ids.push(own.versie.declaratie_id);
            places.push(i16::try_from(place).unwrap_or(i16::MAX));
            wetten.push(regel.wet);
            aantallen.push(regel.aantal);
            uren.push(regel.uren);
        }
    }
    statement(
        "UPDATE declaratieregel r SET aantal_toegekend = q.aantal, uren_toegekend = q.uren, \
         wet = coalesce(q.wet, r.wet) FROM unnest($1, $2, $3, $4, $5) \
         AS q (id, place, wet, aantal, uren) \
         WHERE r.declaratie_id = q.id AND r.volgnummer = q.place",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<SmallInt>, _>(places)
    .bind::<Array<Nullable<Text>>, _>(wetten)
    .bind::<Array<BigInt>, _>(aantallen)
    .bind::<Array<BigInt>, _>(uren)
    .execute(conn)
    .await?;
    Ok(())
}

/// Puts a repaired claim in the place of what was handed in; the act that did it keeps both.
pub(crate) async fn restate(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    indiening: &Indiening,
) -> Result<(), Fault> {
    let opgave = super::opgave::write(&indiening.opgave)?;
    statement(
        "UPDATE declaratie SET factuurnummer = $2, totaal = $3, opgave = $4::jsonb WHERE id = $1",
    )
    .bind::<SqlUuid, _>(id)
    .bind::<Nullable<Text>, _>(indiening.factuurnummer.as_deref())
    .bind::<BigInt, _>(indiening.totaal.cents())
    .bind::<Text, _>(opgave)
    .execute(conn)
    .await?;
    let regels = &indiening.regels;
    let dagen =
        regels.iter().map(|r| super::write_dagen(&r.dagen)).collect::<Result<Vec<_>, Fault>>()?;
    let places: Vec<i16> = (0_i16..).take(regels.len()).collect();
    let van: Vec<_> = regels.iter().map(|r| r.periode.van().to_diesel()).collect();
    let tot: Vec<_> = regels.iter().map(|r| r.periode.tot().to_diesel()).collect();
    statement(
        "UPDATE declaratieregel r SET regel_id = q.regel, begindatum = q.van, einddatum = q.tot, \
         aantal = q.aantal, eenheid = q.eenheid, tarief = q.tarief, bedrag = q.bedrag, \
         dagen = q.dagen::jsonb, aantal_toegekend = 0, uren_toegekend = 0 \
         FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10) \
         AS q (place, regel, van, tot, aantal, eenheid, tarief, bedrag, dagen) \
         WHERE r.declaratie_id = $1 AND r.volgnummer = q.place",
    )
    .bind::<SqlUuid, _>(id)
    .bind::<Array<SmallInt>, _>(places)
    .bind::<Array<SqlUuid>, _>(regels.iter().map(|r| r.regel_id.uuid()).collect::<Vec<_>>())
    .bind::<Array<SqlDate>, _>(van)
    .bind::<Array<SqlDate>, _>(tot)
    .bind::<Array<BigInt>, _>(regels.iter().map(|r| r.aantal.hundredths()).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(regels.iter().map(|r| r.eenheid.code()).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(regels.iter().map(|r| r.tarief.cents()).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(regels.iter().map(|r| r.bedrag.cents()).collect::<Vec<_>>())
    .bind::<Array<Nullable<Text>>, _>(dagen)
    .execute(conn)
    .await?;
    Ok(())
}
