//! Claims as they were handed in and stand now, to be judged again.

use diesel::QueryableByName;
use diesel::sql_types::{
    Array, BigInt, Bool, Date as SqlDate, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_diesel::ToDiesel as _;
use kernel::{Aantal, Eenheid, Euro, Id};
use platform::Fault;
use uuid::Uuid;

use super::super::verdeling::Verschuldigd;
use super::super::{Indiening, Indieningsregel, Status, Zorgdagen};
use super::{insert, opgave, read_dagen, versies};
use crate::store::statement;

/// A stored claim.
#[derive(Debug, Clone)]
pub(crate) struct Opgeslagen {
    pub(crate) id: Uuid,
    pub(crate) verstrekker_id: Uuid,
    pub(crate) betaalgegevens_id: Uuid,
    pub(crate) ingediend_op: Timestamp,
    pub(crate) status: Status,
    pub(crate) nummer: i32,
    pub(crate) versie: i64,
    pub(crate) revisie: i64,
    pub(crate) hersteltermijn: Option<Date>,
    pub(crate) gesloten: bool,
    pub(crate) uitkomsten: String,
    pub(crate) indiening: Indiening,
    /// What is due per line now.
    pub(crate) verschuldigd: Vec<Vec<Verschuldigd>>,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    kenmerk: String,
    #[diesel(sql_type = SqlUuid)]
    zorgovereenkomst_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    verstrekker_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    betaalgegevens_id: Uuid,
    #[diesel(sql_type = Text)]
    soort: String,
    #[diesel(sql_type = Text)]
    entree: String,
    #[diesel(sql_type = Nullable<Text>)]
    factuurnummer: Option<String>,
    #[diesel(sql_type = Nullable<SqlDate>, deserialize_as = jiff_diesel::NullableDate)]
    factuurdatum: Option<Date>,
    #[diesel(sql_type = Nullable<SqlDate>, deserialize_as = jiff_diesel::NullableDate)]
    ontvangen_op: Option<Date>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    ingediend_door: Option<Uuid>,
    #[diesel(sql_type = Timestamptz, deserialize_as = jiff_diesel::Timestamp)]
    ingediend_op: Timestamp,
    #[diesel(sql_type = BigInt)]
    totaal: i64,
    #[diesel(sql_type = Text)]
    status: String,
    #[diesel(sql_type = Integer)]
    nummer: i32,
    #[diesel(sql_type = BigInt)]
    versie: i64,
    #[diesel(sql_type = BigInt)]
    revisie: i64,
    #[diesel(sql_type = Text)]
    opgave: String,
    #[diesel(sql_type = Nullable<SqlDate>, deserialize_as = jiff_diesel::NullableDate)]
    hersteltermijn: Option<Date>,
    #[diesel(sql_type = Bool)]
    gesloten: bool,
    #[diesel(sql_type = Text)]
    per_regel: String,
    #[diesel(sql_type = Text)]
    uitkomsten: String,
    #[diesel(sql_type = SqlUuid)]
    regel_id: Uuid,
    #[diesel(sql_type = SqlDate, deserialize_as = jiff_diesel::Date)]
    begindatum: Date,
    #[diesel(sql_type = SqlDate, deserialize_as = jiff_diesel::Date)]
    einddatum: Date,
    #[diesel(sql_type = BigInt)]
    aantal: i64,
    #[diesel(sql_type = Text)]
    eenheid: String,
    #[diesel(sql_type = BigInt)]
    tarief: i64,
    #[diesel(sql_type = BigInt)]
    bedrag: i64,
    #[diesel(sql_type = Nullable<Text>)]
    dagen: Option<String>,
}

/// Which claims are asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Welke<'a> {
    /// One, whatever became of it.
    Declaratie(Uuid),
    /// These, whatever became of them.
    Declaraties(&'a [Uuid]),
    /// Those of these agreements that can still change, with care on or after a day.
    Overeenkomsten(&'a [Uuid], Date),
}

/// Loads claims with all their lines, in order of id. For those of agreements the caller holds the
/// agreements, which everybody does before he changes a claim.
pub(crate) async fn load(
    conn: &mut AsyncPgConnection,
    welke: Welke<'_>,
) -> Result<Vec<Opgeslagen>, Fault> {
    let one;
    let (ids, overeenkomsten, van) = match welke {
        Welke::Declaratie(id) => {
            one = [id];
            (&one[..], &[][..], None)
        }
        Welke::Declaraties(ids) => (ids, &[][..], None),
        Welke::Overeenkomsten(of, van) => (&[][..], of, Some(van.to_diesel())),
    };
    let rows: Vec<Row> = statement(
        "SELECT d.id, d.kenmerk, d.zorgovereenkomst_id, d.verstrekker_id, d.betaalgegevens_id, \
         d.soort, d.entree, d.factuurnummer, d.factuurdatum, d.ontvangen_op, d.ingediend_door, \
         d.ingediend_op, d.totaal, d.status, d.nummer, d.versie, d.revisie, \
         d.opgave::text AS opgave, d.hersteltermijn, d.gesloten, v.regels::text AS per_regel, \
         v.uitkomsten::text AS uitkomsten, r.regel_id, r.begindatum, r.einddatum, r.aantal, \
         r.eenheid, r.tarief, r.bedrag, r.dagen::text AS dagen FROM declaratie d \
         JOIN declaratie_versie v ON v.declaratie_id = d.id AND v.nummer = d.nummer \
         JOIN declaratieregel r ON r.declaratie_id = d.id \
         WHERE d.id IN (SELECT unnest($1) UNION SELECT l.declaratie_id FROM declaratieregel l \
         WHERE l.zorgovereenkomst_id = ANY($2) AND l.einddatum >= $3) \
         AND ($3 IS NULL OR (d.status <> 'ingetrokken' AND NOT d.gesloten)) \
         ORDER BY d.id, r.volgnummer",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<SqlUuid>, _>(overeenkomsten)
    .bind::<Nullable<SqlDate>, _>(van)
    .load(conn)
    .await?;
    let mut claims: Vec<Opgeslagen> = Vec::new();
    for row in rows {
        let regel = row.regel()?;
        match claims.last_mut() {
            Some(last) if last.id == row.id => last.indiening.regels.push(regel),
            _ => claims.push(row.claim(regel)?),
        }
    }
    Ok(claims)
}

impl Row {
    fn regel(&self) -> Result<Indieningsregel, Fault> {
        Ok(Indieningsregel {
            regel_id: Id::from_uuid(self.regel_id),
            periode: Zorgdagen::try_new(self.begindatum, self.einddatum)
                .map_err(Fault::stored("declaratieregel.einddatum"))?,
            aantal: Aantal::from_hundredths(self.aantal)
                .map_err(Fault::stored("declaratieregel.aantal"))?,
            eenheid: Eenheid::parse(&self.eenheid)
                .map_err(Fault::stored("declaratieregel.eenheid"))?,
            tarief: Euro::from_cents(self.tarief),
            bedrag: Euro::from_cents(self.bedrag),
            dagen: read_dagen(self.dagen.as_deref())?,
        })
    }

    fn claim(self, first: Indieningsregel) -> Result<Opgeslagen, Fault> {
        let Self { id, verstrekker_id, betaalgegevens_id, ingediend_op, nummer, versie, .. } = self;
        Ok(Opgeslagen {
            id,
            verstrekker_id,
            betaalgegevens_id,
            ingediend_op,
            status: Status::parse(&self.status).map_err(Fault::stored("declaratie.status"))?,
            nummer,
            versie,
            revisie: self.revisie,
            hersteltermijn: self.hersteltermijn,
            gesloten: self.gesloten,
            uitkomsten: self.uitkomsten,
            verschuldigd: versies::read_regels(&self.per_regel)?,
            indiening: Indiening {
                kenmerk: self.kenmerk,
                zorgovereenkomst_id: Id::from_uuid(self.zorgovereenkomst_id),
                soort: insert::soort(&self.soort)?,
                entree: insert::entree(&self.entree)?,
                factuurnummer: self.factuurnummer,
                factuurdatum: self.factuurdatum,
                ontvangen_op: self.ontvangen_op,
                ingediend_door: self.ingediend_door,
                opgave: opgave::read(&self.opgave)?,
                regels: vec![first],
                totaal: Euro::from_cents(self.totaal),
            },
        })
    }
}
