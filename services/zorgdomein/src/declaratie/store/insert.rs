//! New claims, their lines and their first decision: three statements for a whole batch.

use contracts::{DeclaratieSoort, Entree};
use diesel::sql_types::{
    Array, BigInt, Binary, Date as SqlDate, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_diesel::ToDiesel;
use kernel::{Eenheid, Id};
use platform::Fault;
use uuid::Uuid;

use super::super::beslissing::{Beslissing, Regelbesluit};
use super::super::{Declaratie, Indiening};
use super::{uitkomsten, versies, write_dagen};
use crate::store::statement;
use crate::zorgovereenkomst::Zorgovereenkomst;

/// A claim that was decided and is to be stored.
#[derive(Debug)]
pub(crate) struct Besloten<'a> {
    pub(crate) id: Id<Declaratie>,
    pub(crate) indiening: &'a Indiening,
    pub(crate) inhoud_hash: &'a [u8],
    pub(crate) overeenkomst: &'a Zorgovereenkomst,
    pub(crate) verstrekker_id: Uuid,
    pub(crate) betaalgegevens_id: Uuid,
    /// Last day on which it can be repaired, when it dropped out.
    pub(crate) hersteltermijn: Option<Date>,
    pub(crate) beslissing: Beslissing,
}

impl Besloten<'_> {
    /// How often its total due was said: once when it is due, else never.
    pub(crate) fn versie(&self) -> i64 {
        i64::from(self.beslissing.status == super::super::Status::Goedgekeurd)
    }
}

pub(crate) const fn soort_code(soort: DeclaratieSoort) -> &'static str {
    match soort {
        DeclaratieSoort::Uren => "uren",
        DeclaratieSoort::Factuur => "factuur",
        DeclaratieSoort::Maandloon => "maandloon",
    }
}

const fn entree_code(entree: Entree) -> &'static str {
    match entree {
        Entree::Rest => "rest",
        Entree::Bulk => "bulk",
        Entree::Portaal => "portaal",
        Entree::Papier => "papier",
        Entree::Kalender => "kalender",
    }
}

/// The door with this code.
pub(crate) fn entree(code: &str) -> Result<Entree, Fault> {
    [Entree::Rest, Entree::Bulk, Entree::Portaal, Entree::Papier, Entree::Kalender]
        .into_iter()
        .find(|entree| entree_code(*entree) == code)
        .ok_or_else(|| crate::store::unreadable("declaratie.entree"))
}

/// The kind with this code.
pub(crate) fn soort(code: &str) -> Result<DeclaratieSoort, Fault> {
    [DeclaratieSoort::Uren, DeclaratieSoort::Factuur, DeclaratieSoort::Maandloon]
        .into_iter()
        .find(|soort| soort_code(*soort) == code)
        .ok_or_else(|| crate::store::unreadable("declaratie.soort"))
}

/// Inserts the batch.
pub(crate) async fn insert(
    conn: &mut AsyncPgConnection,
    oin: &str,
    now: Timestamp,
    batch: &[Besloten<'_>],
) -> Result<(), Fault> {
    if batch.is_empty() {
        return Ok(());
    }
    insert_heads(conn, oin, now, batch).await?;
    insert_lines(conn, batch).await?;
    insert_versions(conn, now, batch).await
}

fn column<T>(batch: &[Besloten<'_>], of: impl Fn(&Besloten<'_>) -> T) -> Vec<T> {
    batch.iter().map(of).collect()
}

async fn insert_heads(
    conn: &mut AsyncPgConnection,
    oin: &str,
    now: Timestamp,
    batch: &[Besloten<'_>],
) -> Result<(), Fault> {
    let opgaven = batch
        .iter()
        .map(|b| super::opgave::write(&b.indiening.opgave))
        .collect::<Result<Vec<String>, Fault>>()?;
    let kenmerken: Vec<&str> = batch.iter().map(|b| b.indiening.kenmerk.as_str()).collect();
    let hashes: Vec<&[u8]> = batch.iter().map(|b| b.inhoud_hash).collect();
    let facturen: Vec<Option<&str>> =
        batch.iter().map(|b| b.indiening.factuurnummer.as_deref()).collect();
    statement(
        "INSERT INTO declaratie (oin, ingediend_op, id, kenmerk, inhoud_hash, \
         zorgovereenkomst_id, budgethouder_id, zorgverlener_id, verstrekker_id, \
         betaalgegevens_id, soort, entree, factuurnummer, factuurdatum, ontvangen_op, \
         ingediend_door, totaal, status, versie, verschuldigd, opgave, klassen, hersteltermijn, \
         nummer, revisie) \
         SELECT $1, $2, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s::jsonb, t, u, 1, 1 \
         FROM unnest($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, \
         $15, $16, $17, $18, $19, $20, $21, $22, $23) \
         AS q (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u)",
    )
    .bind::<Text, _>(oin)
    .bind::<Timestamptz, _>(now.to_diesel())
    .bind::<Array<SqlUuid>, _>(column(batch, |b| b.id.uuid()))
    .bind::<Array<Text>, _>(kenmerken)
    .bind::<Array<Binary>, _>(hashes)
    .bind::<Array<SqlUuid>, _>(column(batch, |b| b.overeenkomst.id.uuid()))
    .bind::<Array<SqlUuid>, _>(column(batch, |b| b.overeenkomst.budgethouder_id))
    .bind::<Array<SqlUuid>, _>(column(batch, |b| b.overeenkomst.zorgverlener_id))
    .bind::<Array<SqlUuid>, _>(column(batch, |b| b.verstrekker_id))
    .bind::<Array<SqlUuid>, _>(column(batch, |b| b.betaalgegevens_id))
    .bind::<Array<Text>, _>(column(batch, |b| soort_code(b.indiening.soort)))
    .bind::<Array<Text>, _>(column(batch, |b| entree_code(b.indiening.entree)))
    .bind::<Array<Nullable<Text>>, _>(facturen)
    .bind::<Array<Nullable<SqlDate>>, _>(column(batch, |b| {
        b.indiening.factuurdatum.map(ToDiesel::to_diesel)
    }))
    .bind::<Array<Nullable<SqlDate>>, _>(column(batch, |b| {
        b.indiening.ontvangen_op.map(ToDiesel::to_diesel)
    }))
    .bind::<Array<Nullable<SqlUuid>>, _>(column(batch, |b| b.indiening.ingediend_door))
    .bind::<Array<BigInt>, _>(column(batch, |b| b.indiening.totaal.cents()))
    .bind::<Array<Text>, _>(column(batch, |b| b.beslissing.status.code()))
    .bind::<Array<BigInt>, _>(batch.iter().map(Besloten::versie).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(column(batch, |b| b.beslissing.verschuldigd.cents()))
    .bind::<Array<Text>, _>(opgaven)
    .bind::<Array<Text>, _>(column(batch, |b| uitkomsten::klassen(&b.beslissing.uitkomsten)))
    .bind::<Array<Nullable<SqlDate>>, _>(column(batch, |b| {
        b.hersteltermijn.map(ToDiesel::to_diesel)
    }))
    .execute(conn)
    .await?;
    Ok(())
}

/// Hours in a quantity, hundredths; 0 for a unit without hours.
pub(crate) fn hours(eenheid: Eenheid, hundredths: i64) -> i64 {
    hundredths.saturating_mul(eenheid.hours().unwrap_or(0))
}

#[derive(Default)]
struct Lines {
    declaratie_id: Vec<Uuid>,
    volgnummer: Vec<i16>,
    zorgovereenkomst_id: Vec<Uuid>,
    verstrekker_id: Vec<Uuid>,
    regel_id: Vec<Uuid>,
    wet: Vec<Option<&'static str>>,
    begindatum: Vec<jiff_diesel::Date>,
    einddatum: Vec<jiff_diesel::Date>,
    aantal: Vec<i64>,
    eenheid: Vec<&'static str>,
    tarief: Vec<i64>,
    bedrag: Vec<i64>,
    aantal_toegekend: Vec<i64>,
    uren_toegekend: Vec<i64>,
    dagen: Vec<Option<String>>,
}

impl Lines {
    fn of(batch: &[Besloten<'_>]) -> Result<Self, Fault> {
        let mut lines = Self::default();
        for besloten in batch {
            let decided = besloten.beslissing.regels.iter();
            for (place, (regel, besluit)) in
                besloten.indiening.regels.iter().zip(decided).enumerate()
            {
                let granted = besluit.aantal_toegekend.hundredths();
                lines.declaratie_id.push(besloten.id.uuid());
                lines.volgnummer.push(i16::try_from(place).unwrap_or(i16::MAX));
                lines.zorgovereenkomst_id.push(besloten.overeenkomst.id.uuid());
                lines.verstrekker_id.push(besloten.verstrekker_id);
                lines.regel_id.push(regel.regel_id.uuid());
                let wet = besloten.overeenkomst.rijen(regel.regel_id).next().map(|r| r.wet.code());
                lines.wet.push(wet);
                lines.begindatum.push(regel.periode.van().to_diesel());
                lines.einddatum.push(regel.periode.tot().to_diesel());
                lines.aantal.push(regel.aantal.hundredths());
                lines.eenheid.push(regel.eenheid.code());
                lines.tarief.push(regel.tarief.cents());
                lines.bedrag.push(regel.bedrag.cents());
                lines.aantal_toegekend.push(granted);
                lines.uren_toegekend.push(hours(regel.eenheid, granted));
                lines.dagen.push(write_dagen(&regel.dagen)?);
            }
        }
        Ok(lines)
    }
}

async fn insert_lines(conn: &mut AsyncPgConnection, batch: &[Besloten<'_>]) -> Result<(), Fault> {
    let lines = Lines::of(batch)?;
    statement(
        "INSERT INTO declaratieregel (declaratie_id, volgnummer, zorgovereenkomst_id, \
         verstrekker_id, regel_id, wet, begindatum, einddatum, aantal, eenheid, tarief, bedrag, \
         aantal_toegekend, uren_toegekend, dagen) \
         SELECT a, b, c, d, e, f, g, h, i, j, k, l, m, n, o::jsonb \
         FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) \
         AS q (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o)",
    )
    .bind::<Array<SqlUuid>, _>(lines.declaratie_id)
    .bind::<Array<SmallInt>, _>(lines.volgnummer)
    .bind::<Array<SqlUuid>, _>(lines.zorgovereenkomst_id)
    .bind::<Array<SqlUuid>, _>(lines.verstrekker_id)
    .bind::<Array<SqlUuid>, _>(lines.regel_id)
    .bind::<Array<Nullable<Text>>, _>(lines.wet)
    .bind::<Array<SqlDate>, _>(lines.begindatum)
    .bind::<Array<SqlDate>, _>(lines.einddatum)
    .bind::<Array<BigInt>, _>(lines.aantal)
    .bind::<Array<Text>, _>(lines.eenheid)
    .bind::<Array<BigInt>, _>(lines.tarief)
    .bind::<Array<BigInt>, _>(lines.bedrag)
    .bind::<Array<BigInt>, _>(lines.aantal_toegekend)
    .bind::<Array<BigInt>, _>(lines.uren_toegekend)
    .bind::<Array<Nullable<Text>>, _>(lines.dagen)
    .execute(conn)
    .await?;
    Ok(())
}

async fn insert_versions(
    conn: &mut AsyncPgConnection,
    now: Timestamp,
    batch: &[Besloten<'_>],
) -> Result<(), Fault> {
    let rows = batch
        .iter()
        .map(|besloten| {
            let regels = besloten.beslissing.regels.iter().map(|r: &Regelbesluit| &r.verschuldigd);
            Ok(versies::Versie {
                declaratie_id: besloten.id.uuid(),
                nummer: 1,
                verstrekker_id: besloten.verstrekker_id,
                gezegd: Some(besloten.versie()).filter(|versie| *versie > 0),
                status: besloten.beslissing.status,
                verschuldigd: besloten.beslissing.verschuldigd,
                regels: versies::write_regels(regels)?,
                uitkomsten: uitkomsten::write(&besloten.beslissing.uitkomsten)?,
            })
        })
        .collect::<Result<Vec<_>, Fault>>()?;
    let rows: Vec<&versies::Versie> = rows.iter().collect();
    versies::insert(conn, versies::Aanleiding::Indiening, now, &rows).await
}
