//! What is written of agreements.

use contracts::labour::Bevinding;
use diesel::QueryableByName;
use diesel::sql_types::{
    Array, BigInt, Bool, Date as SqlDate, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_diesel::ToDiesel;
use platform::Fault;
use uuid::Uuid;

use super::super::aanvraag::Aanvraag;
use super::super::{
    Arbeidsrecht, Betaalwijze, Derdenbeding, Goedkeuringen, Inhoudsoordeel, Oordeel,
    Overeenkomstregel, Status, VeertigUur,
};
use crate::store::{statement, unreadable};

/// A new agreement and who handed it in.
pub(crate) struct Nieuw<'a> {
    pub(crate) id: Uuid,
    pub(crate) oin: &'a str,
    pub(crate) aanvraag: &'a Aanvraag,
    pub(crate) regels: &'a [Overeenkomstregel],
    pub(crate) goedkeuringen: &'a Goedkeuringen,
    pub(crate) now: Timestamp,
}

/// Inserts a new agreement; `false` when the caller used the reference before.
pub(crate) async fn insert(conn: &mut AsyncPgConnection, nieuw: Nieuw<'_>) -> Result<bool, Fault> {
    let Nieuw { id, oin, aanvraag, regels, goedkeuringen, now } = nieuw;
    let verstrekkers: Vec<Uuid> =
        goedkeuringen.inhoud.iter().map(|own| own.verstrekker_id).collect();
    let voorwaarden = serde_json::to_value(&aanvraag.voorwaarden)
        .map_err(Fault::stored("zorgovereenkomst.voorwaarden"))?;
    let betaalwijze = Betaalwijze::of(aanvraag.soort, aanvraag.voorwaarden.dagen_per_week);
    let inserted = statement(
        "INSERT INTO zorgovereenkomst (id, oin, kenmerk, budgethouder_id, zorgverlener_id, soort, \
         tariefsoort, derdenbeding, ontheffing_veertig_uur, salarisadministratie, ingangsdatum, \
         einddatum, voorwaarden, verstrekkers, status, arbeidsrecht, overeenkomst_versie, vastgesteld_versie, revisie, \
         ingediend_op) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, \
         $16, $17, 0, 1, $18) ON CONFLICT ON CONSTRAINT zorgovereenkomst_kenmerk_uniek DO NOTHING",
    )
    .bind::<SqlUuid, _>(id)
    .bind::<Text, _>(oin)
    .bind::<Text, _>(&aanvraag.kenmerk)
    .bind::<SqlUuid, _>(aanvraag.budgethouder_id)
    .bind::<SqlUuid, _>(aanvraag.zorgverlener_id)
    .bind::<Text, _>(aanvraag.soort.code())
    .bind::<Text, _>(aanvraag.tariefsoort.code())
    .bind::<Bool, _>(aanvraag.derdenbeding == Derdenbeding::Aanwezig)
    .bind::<Bool, _>(aanvraag.veertig_uur == VeertigUur::Ontheven)
    .bind::<Bool, _>(betaalwijze == Betaalwijze::Salarisadministratie)
    .bind::<SqlDate, _>(aanvraag.looptijd.van().to_diesel())
    .bind::<Nullable<SqlDate>, _>(aanvraag.looptijd.tot().to_diesel())
    .bind::<Jsonb, _>(&voorwaarden)
    .bind::<Array<SqlUuid>, _>(&verstrekkers)
    .bind::<Text, _>(goedkeuringen.status.code())
    .bind::<Text, _>(goedkeuringen.arbeidsrecht.code())
    .bind::<BigInt, _>(goedkeuringen.overeenkomst_versie)
    .bind::<Timestamptz, _>(now.to_diesel())
    .execute(conn)
    .await?;
    if inserted == 0 {
        return Ok(false);
    }
    insert_lines(conn, id, regels, now).await?;
    let oordelen: Vec<&str> = goedkeuringen.inhoud.iter().map(|own| own.oordeel.code()).collect();
    statement(
        "INSERT INTO zorgovereenkomst_inhoud (zorgovereenkomst_id, verstrekker_id, oordeel) \
         SELECT $1, * FROM unnest($2, $3)",
    )
    .bind::<SqlUuid, _>(id)
    .bind::<Array<SqlUuid>, _>(&verstrekkers)
    .bind::<Array<Text>, _>(&oordelen)
    .execute(conn)
    .await?;
    Ok(true)
}

/// Adds lines that are known from now on.
pub(crate) async fn insert_lines(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    regels: &[Overeenkomstregel],
    now: Timestamp,
) -> Result<(), Fault> {
    let uuids = |of: fn(&Overeenkomstregel) -> Uuid| regels.iter().map(of).collect::<Vec<Uuid>>();
    let texts = |of: fn(&Overeenkomstregel) -> &str| regels.iter().map(of).collect::<Vec<&str>>();
    let tarieven: Vec<i64> = regels.iter().map(|regel| regel.tarief.cents()).collect();
    let van: Vec<_> = regels.iter().map(|regel| regel.geldig.van().to_diesel()).collect();
    let tot: Vec<_> =
        regels.iter().map(|r| r.geldig.day_after().map(|d: Date| d.to_diesel())).collect();
    statement(
        "INSERT INTO zorgovereenkomst_regel (zorgovereenkomst_id, vastgelegd_op, regel_id, \
         verstrekker_id, toekenning_id, wet, zorgfunctie, eenheid, tarief, geldig_van, geldig_tot) \
         SELECT $1, $2, * FROM unnest($3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind::<SqlUuid, _>(id)
    .bind::<Timestamptz, _>(now.to_diesel())
    .bind::<Array<SqlUuid>, _>(uuids(|regel| regel.regel_id.uuid()))
    .bind::<Array<SqlUuid>, _>(uuids(|regel| regel.verstrekker_id))
    .bind::<Array<SqlUuid>, _>(uuids(|regel| regel.toekenning_id))
    .bind::<Array<Text>, _>(texts(|regel| regel.wet.code()))
    .bind::<Array<Text>, _>(texts(|regel| regel.zorgfunctie.as_str()))
    .bind::<Array<Text>, _>(texts(|regel| regel.eenheid.code()))
    .bind::<Array<BigInt>, _>(tarieven)
    .bind::<Array<SqlDate>, _>(van)
    .bind::<Array<Nullable<SqlDate>>, _>(tot)
    .execute(conn)
    .await?;
    Ok(())
}

/// Closes rows: what they say was known until now.
pub(crate) async fn close_lines(
    conn: &mut AsyncPgConnection,
    rows: &[(Uuid, Date)],
    now: Timestamp,
) -> Result<(), Fault> {
    let ids: Vec<Uuid> = rows.iter().map(|(id, _)| *id).collect();
    let van: Vec<_> = rows.iter().map(|(_, van)| van.to_diesel()).collect();
    statement(
        "UPDATE zorgovereenkomst_regel r SET vervangen_op = $1 \
         FROM unnest($2, $3) AS q (regel_id, geldig_van) WHERE r.regel_id = q.regel_id \
         AND r.geldig_van = q.geldig_van AND r.vervangen_op IS NULL",
    )
    .bind::<Timestamptz, _>(now.to_diesel())
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<SqlDate>, _>(van)
    .execute(conn)
    .await?;
    Ok(())
}

/// The approvals of an agreement with the counters of its row.
#[derive(Debug, Clone)]
pub(crate) struct Stand {
    pub(crate) id: Uuid,
    pub(crate) goedkeuringen: Goedkeuringen,
    pub(crate) vastgesteld_versie: i64,
    pub(crate) revisie: i64,
}

#[derive(QueryableByName)]
struct StandRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    status: String,
    #[diesel(sql_type = Text)]
    arbeidsrecht: String,
    #[diesel(sql_type = BigInt)]
    overeenkomst_versie: i64,
    #[diesel(sql_type = BigInt)]
    vastgesteld_versie: i64,
    #[diesel(sql_type = BigInt)]
    revisie: i64,
    #[diesel(sql_type = Jsonb)]
    inhoud: serde_json::Value,
}

#[derive(serde::Deserialize)]
struct InhoudRow {
    verstrekker_id: Uuid,
    oordeel: String,
    reden: Option<String>,
}

/// Locks the approvals of these agreements, in order of id. One verstrekker decides over his own
/// judgement only, but the status follows from all of them: the caller sees to a scope that holds
/// every verstrekker of the agreement.
pub(crate) async fn lock_stand(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
) -> Result<Vec<Stand>, Fault> {
    let rows: Vec<StandRow> = statement(
        "SELECT z.id, z.status, z.arbeidsrecht, z.overeenkomst_versie, z.vastgesteld_versie, \
         z.revisie, (SELECT coalesce(jsonb_agg(jsonb_build_object('verstrekker_id', \
         i.verstrekker_id, 'oordeel', i.oordeel, 'reden', i.reden) ORDER BY i.verstrekker_id), '[]') \
         FROM zorgovereenkomst_inhoud i WHERE i.zorgovereenkomst_id = z.id) AS inhoud \
         FROM zorgovereenkomst z WHERE z.id = ANY($1) ORDER BY z.id FOR NO KEY UPDATE OF z",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .load(conn)
    .await?;
    rows.into_iter().map(StandRow::into_domain).collect()
}

impl StandRow {
    fn into_domain(self) -> Result<Stand, Fault> {
        let inhoud: Vec<InhoudRow> = serde_json::from_value(self.inhoud)
            .map_err(Fault::stored("zorgovereenkomst_inhoud"))?;
        let inhoud = inhoud
            .into_iter()
            .map(|row| {
                let oordeel =
                    Oordeel::parse(&row.oordeel).map_err(Fault::stored("inhoud.oordeel"))?;
                Ok(Inhoudsoordeel { verstrekker_id: row.verstrekker_id, oordeel, reden: row.reden })
            })
            .collect::<Result<_, Fault>>()?;
        Ok(Stand {
            id: self.id,
            goedkeuringen: Goedkeuringen {
                status: Status::parse(&self.status)
                    .map_err(Fault::stored("zorgovereenkomst.status"))?,
                overeenkomst_versie: self.overeenkomst_versie,
                arbeidsrecht: Arbeidsrecht::parse(&self.arbeidsrecht)
                    .map_err(Fault::stored("zorgovereenkomst.arbeidsrecht"))?,
                inhoud,
            },
            vastgesteld_versie: self.vastgesteld_versie,
            revisie: self.revisie,
        })
    }
}

/// Saves approvals and counters of locked agreements, in one statement; each gets the next
/// revisie. `bevindingen` replaces the findings where the toets answered.
pub(crate) async fn save_stand(
    conn: &mut AsyncPgConnection,
    standen: &[(Stand, Option<Vec<Bevinding>>)],
) -> Result<(), Fault> {
    let ids: Vec<Uuid> = standen.iter().map(|(stand, _)| stand.id).collect();
    let status: Vec<&str> = standen.iter().map(|(s, _)| s.goedkeuringen.status.code()).collect();
    let recht: Vec<&str> =
        standen.iter().map(|(s, _)| s.goedkeuringen.arbeidsrecht.code()).collect();
    let said: Vec<i64> = standen.iter().map(|(stand, _)| stand.vastgesteld_versie).collect();
    let versie: Vec<i64> =
        standen.iter().map(|(s, _)| s.goedkeuringen.overeenkomst_versie).collect();
    let mut findings: Vec<Option<String>> = Vec::with_capacity(standen.len());
    for (_, bevindingen) in standen {
        let text = bevindingen.as_ref().map(serde_json::to_string).transpose();
        findings.push(text.map_err(|_error| unreadable("zorgovereenkomst.bevindingen"))?);
    }
    statement(
        "UPDATE zorgovereenkomst z SET status = q.status, arbeidsrecht = q.arbeidsrecht, \
         vastgesteld_versie = q.said, overeenkomst_versie = q.versie, revisie = z.revisie + 1, \
         bevindingen = coalesce(q.bevindingen::jsonb, z.bevindingen) \
         FROM unnest($1, $2, $3, $4, $5, $6) \
         AS q (id, status, arbeidsrecht, said, versie, bevindingen) WHERE z.id = q.id",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<Text>, _>(status)
    .bind::<Array<Text>, _>(recht)
    .bind::<Array<BigInt>, _>(said)
    .bind::<Array<BigInt>, _>(versie)
    .bind::<Array<Nullable<Text>>, _>(findings)
    .execute(conn)
    .await?;
    Ok(())
}

/// Saves the judgements of verstrekkers on one agreement: those that were open and are not now.
pub(crate) async fn save_inhoud(
    conn: &mut AsyncPgConnection,
    stand: &Stand,
    door: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    let inhoud = &stand.goedkeuringen.inhoud;
    let verstrekkers: Vec<Uuid> = inhoud.iter().map(|own| own.verstrekker_id).collect();
    let oordelen: Vec<&str> = inhoud.iter().map(|own| own.oordeel.code()).collect();
    let redenen: Vec<Option<&str>> = inhoud.iter().map(|own| own.reden.as_deref()).collect();
    statement(
        "UPDATE zorgovereenkomst_inhoud i SET oordeel = q.oordeel, reden = q.reden, \
         beoordeeld_door = $2, beoordeeld_op = $3 \
         FROM unnest($4, $5, $6) AS q (verstrekker_id, oordeel, reden) \
         WHERE i.zorgovereenkomst_id = $1 AND i.verstrekker_id = q.verstrekker_id \
         AND i.oordeel = 'open' AND q.oordeel <> 'open'",
    )
    .bind::<SqlUuid, _>(stand.id)
    .bind::<Text, _>(door)
    .bind::<Timestamptz, _>(now.to_diesel())
    .bind::<Array<SqlUuid>, _>(verstrekkers)
    .bind::<Array<Text>, _>(oordelen)
    .bind::<Array<Nullable<Text>>, _>(redenen)
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives a held agreement another last day.
pub(crate) async fn set_einde(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    einddatum: Option<Date>,
    reden: Option<&str>,
) -> Result<(), Fault> {
    statement("UPDATE zorgovereenkomst SET einddatum = $2, eindreden = $3 WHERE id = $1")
        .bind::<SqlUuid, _>(id)
        .bind::<Nullable<SqlDate>, _>(einddatum.map(ToDiesel::to_diesel))
        .bind::<Nullable<Text>, _>(reden)
        .execute(conn)
        .await?;
    Ok(())
}

/// A change of rates, as it is kept.
pub(crate) struct Wijzigingsrij<'a> {
    pub(crate) id: Uuid,
    pub(crate) zorgovereenkomst_id: Uuid,
    pub(crate) verstrekkers: &'a [Uuid],
    pub(crate) ingangsdatum: Date,
    pub(crate) ondertekend_op: Date,
    /// Rates, an extension or an end.
    pub(crate) soort: &'static str,
    /// The last day from now on, of an extension or an end.
    pub(crate) einddatum: Option<Date>,
    pub(crate) reden: Option<&'a str>,
    pub(crate) regels: serde_json::Value,
    pub(crate) gevolgen: serde_json::Value,
    pub(crate) door: &'a str,
    pub(crate) now: Timestamp,
}

/// Inserts a change of rates.
pub(crate) async fn insert_wijziging(
    conn: &mut AsyncPgConnection,
    rij: &Wijzigingsrij<'_>,
) -> Result<(), Fault> {
    statement(
        "INSERT INTO zorgovereenkomst_wijziging (id, zorgovereenkomst_id, verstrekkers, \
         ingangsdatum, ondertekend_op, regels, gevolgen, vastgelegd_door, vastgelegd_op, soort, \
         einddatum, reden) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind::<SqlUuid, _>(rij.id)
    .bind::<SqlUuid, _>(rij.zorgovereenkomst_id)
    .bind::<Array<SqlUuid>, _>(rij.verstrekkers)
    .bind::<SqlDate, _>(rij.ingangsdatum.to_diesel())
    .bind::<SqlDate, _>(rij.ondertekend_op.to_diesel())
    .bind::<Jsonb, _>(&rij.regels)
    .bind::<Jsonb, _>(&rij.gevolgen)
    .bind::<Text, _>(rij.door)
    .bind::<Timestamptz, _>(rij.now.to_diesel())
    .bind::<Text, _>(rij.soort)
    .bind::<Nullable<SqlDate>, _>(rij.einddatum.map(ToDiesel::to_diesel))
    .bind::<Nullable<Text>, _>(rij.reden)
    .execute(conn)
    .await?;
    Ok(())
}
