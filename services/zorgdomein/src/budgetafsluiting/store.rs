//! Rows of budget closings: the agenda, the messages with their lines, the answers.

use diesel::QueryableByName;
use diesel::sql_types::{
    Array, BigInt, Bytea, Date as SqlDate, Integer, Nullable, SmallInt, Text, Timestamptz,
    Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_diesel::ToDiesel;
use kernel::{Euro, Id};
use platform::Fault;
use uuid::Uuid;

use super::{Afspraak, Reden, Termijnen, Weekend};
use crate::store::{statement, unreadable};
use crate::toekenning::{Pot, Toekenning};

mod read;
mod write;

pub(crate) use read::{Gemaakt, Regelrij, by_id, by_identificatie, page, regels, undelivered};
pub(crate) use write::{
    Antwoord, Gereed, insert, insert_bezorging, insert_retour, next_identificatie,
};

#[derive(QueryableByName)]
struct TermijnRow {
    #[diesel(sql_type = Integer)]
    dagen_einde: i32,
    #[diesel(sql_type = Integer)]
    dagen_jaareinde: i32,
    #[diesel(sql_type = Integer)]
    dagen_conflict: i32,
    #[diesel(sql_type = Text)]
    weekend: String,
}

/// The terms that hold on a day.
pub(crate) async fn termijnen(conn: &mut AsyncPgConnection, day: Date) -> Result<Termijnen, Fault> {
    let row: TermijnRow = statement(
        "SELECT dagen_einde, dagen_jaareinde, dagen_conflict, weekend FROM afsluiting_instelling \
         WHERE geldig_van <= $1 ORDER BY geldig_van DESC LIMIT 1",
    )
    .bind::<SqlDate, _>(day.to_diesel())
    .get_result(conn)
    .await?;
    Ok(Termijnen {
        einde: row.dagen_einde,
        jaareinde: row.dagen_jaareinde,
        conflict: row.dagen_conflict,
        weekend: if row.weekend == "maandag" { Weekend::Maandag } else { Weekend::Blijft },
    })
}

/// Notes when the pots of a new version must be looked at; what was planned for the end of the
/// same pots is overtaken. A possible conflict stays planned: it is judged by how it is then.
pub(crate) async fn replan(
    conn: &mut AsyncPgConnection,
    of: &Toekenning,
    named: &[Id<Pot>],
    planned: &[Afspraak],
    now: Timestamp,
) -> Result<(), Fault> {
    let named: Vec<Uuid> = named.iter().map(|pot| pot.uuid()).collect();
    if of.versie > 1 {
        statement(
            "UPDATE afsluiting_agenda SET afgehandeld_op = $1, uitkomst = 'vervallen' \
             WHERE pot_id = ANY($2) AND reden < 3 AND afgehandeld_op IS NULL",
        )
        .bind::<Timestamptz, _>(now.to_diesel())
        .bind::<Array<SqlUuid>, _>(named)
        .execute(conn)
        .await?;
    }
    let redenen = planned.iter().map(|row| i16::from(row.reden.code())).collect::<Vec<_>>();
    statement(
        "INSERT INTO afsluiting_agenda (toekenning_versie, toekenning_id, verstrekker_id, \
         budgethouder_id, pot_id, reden, aanleiding, op) \
         SELECT $1, $2, $3, $4, * FROM unnest($5, $6, $7, $8)",
    )
    .bind::<BigInt, _>(of.versie)
    .bind::<SqlUuid, _>(of.id.uuid())
    .bind::<SqlUuid, _>(of.verstrekker.uuid())
    .bind::<SqlUuid, _>(of.budgethouder.uuid())
    .bind::<Array<SqlUuid>, _>(planned.iter().map(|row| row.pot.uuid()).collect::<Vec<_>>())
    .bind::<Array<SmallInt>, _>(redenen)
    .bind::<Array<SqlDate>, _>(
        planned.iter().map(|row| row.aanleiding.to_diesel()).collect::<Vec<_>>(),
    )
    .bind::<Array<SqlDate>, _>(planned.iter().map(|row| row.op.to_diesel()).collect::<Vec<_>>())
    .execute(conn)
    .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct IdRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// A verstrekker for whom something is due; needs the scope of the country.
pub(crate) async fn whose_turn(
    conn: &mut AsyncPgConnection,
    today: Date,
) -> Result<Option<Uuid>, Fault> {
    let rows: Vec<IdRow> = statement(
        "SELECT verstrekker_id AS id FROM afsluiting_agenda \
         WHERE afgehandeld_op IS NULL AND op <= $1 ORDER BY op LIMIT 1",
    )
    .bind::<SqlDate, _>(today.to_diesel())
    .load(conn)
    .await?;
    Ok(rows.into_iter().next().map(|row| row.id))
}

/// A row of the agenda whose day has come, with what payout last told of its pot.
#[derive(QueryableByName, Debug, Clone)]
pub(crate) struct Due {
    #[diesel(sql_type = SqlUuid)]
    pub(crate) pot_id: Uuid,
    #[diesel(sql_type = SmallInt)]
    reden: i16,
    #[diesel(sql_type = SqlDate, deserialize_as = jiff_diesel::Date)]
    pub(crate) aanleiding: Date,
    #[diesel(sql_type = BigInt)]
    pub(crate) toekenning_versie: i64,
    #[diesel(sql_type = SqlUuid)]
    pub(crate) toekenning_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub(crate) budgethouder_id: Uuid,
    #[diesel(sql_type = Text)]
    zorgfunctie: String,
    #[diesel(sql_type = Text)]
    wet: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(crate) besteed: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(crate) terug_te_vorderen: Option<i64>,
}

impl Due {
    pub(crate) fn reden(&self) -> Result<Reden, Fault> {
        Reden::of_code(self.reden).map_err(|_unknown| unreadable("afsluiting_agenda.reden"))
    }

    pub(crate) fn zorgfunctie(&self) -> Result<kernel::Zorgfunctie, Fault> {
        kernel::Zorgfunctie::parse(&self.zorgfunctie).map_err(Fault::stored("pot.zorgfunctie"))
    }

    pub(crate) fn wet(&self) -> Result<kernel::Wet, Fault> {
        kernel::Wet::parse(&self.wet).map_err(Fault::stored("toekenning.wet"))
    }
}

/// What is due within the running scope, locked; at most so many. Whole toekenningen come
/// together as far as the limit reaches.
pub(crate) async fn due(
    conn: &mut AsyncPgConnection,
    today: Date,
    limit: i64,
) -> Result<Vec<Due>, Fault> {
    let rows = statement(
        "SELECT a.pot_id, a.reden, a.aanleiding, a.toekenning_versie, a.toekenning_id, \
         a.budgethouder_id, p.zorgfunctie, t.wet, b.besteed, b.terug_te_vorderen \
         FROM afsluiting_agenda a JOIN pot p ON p.id = a.pot_id \
         JOIN toekenning t ON t.id = a.toekenning_id \
         LEFT JOIN budgetstand b ON b.pot_id = a.pot_id \
         WHERE a.afgehandeld_op IS NULL AND a.op <= $1 \
         ORDER BY a.toekenning_id, a.pot_id, a.reden LIMIT $2 FOR UPDATE OF a SKIP LOCKED",
    )
    .bind::<SqlDate, _>(today.to_diesel())
    .bind::<BigInt, _>(limit)
    .load(conn)
    .await?;
    Ok(rows)
}

#[derive(QueryableByName)]
struct StandRow {
    #[diesel(sql_type = SqlUuid)]
    pot_id: Uuid,
    #[diesel(sql_type = Text)]
    budget_identificatie: String,
    #[diesel(sql_type = SqlDate, deserialize_as = jiff_diesel::Date)]
    geldig_van: Date,
    #[diesel(sql_type = Nullable<SqlDate>, deserialize_as = jiff_diesel::NullableDate)]
    geldig_tot: Option<Date>,
    #[diesel(sql_type = BigInt)]
    bedrag: i64,
}

/// All versions of these pots with the budget each was part of; per pot the newest last.
pub(crate) async fn standen(
    conn: &mut AsyncPgConnection,
    potten: &[Uuid],
) -> Result<Vec<(Uuid, super::Stand)>, Fault> {
    let rows: Vec<StandRow> = statement(
        "SELECT v.pot_id, t.budget_identificatie, v.geldig_van, v.geldig_tot, v.bedrag \
         FROM pot_versie v JOIN pot p ON p.id = v.pot_id JOIN toekenning_versie t \
         ON t.toekenning_id = p.toekenning_id AND t.nummer = v.toekenning_versie \
         WHERE v.pot_id = ANY($1) ORDER BY v.pot_id, v.toekenning_versie",
    )
    .bind::<Array<SqlUuid>, _>(potten)
    .load(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let StandRow { pot_id, budget_identificatie, geldig_van, geldig_tot, bedrag } = row;
            let periode = crate::store::periode(geldig_van, geldig_tot)?;
            let bedrag = Euro::from_cents(bedrag);
            Ok((pot_id, super::Stand { budget_identificatie, periode, bedrag }))
        })
        .collect()
}

/// What came of a row of the agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gevolg {
    /// A line in a message.
    Gemeld,
    /// Nothing to say.
    Niets,
    /// Payout has not spoken of the pot: looked at again tomorrow.
    Wacht,
}

/// Notes what came of each row.
pub(crate) async fn settle(
    conn: &mut AsyncPgConnection,
    rows: &[(Due, Gevolg)],
    (now, tomorrow): (Timestamp, Date),
) -> Result<(), Fault> {
    let outcome = |gevolg: &Gevolg| match gevolg {
        Gevolg::Gemeld => Some("gemeld"),
        Gevolg::Niets => Some("niets"),
        Gevolg::Wacht => None,
    };
    statement(
        "UPDATE afsluiting_agenda a SET uitkomst = q.uitkomst, \
         afgehandeld_op = CASE WHEN q.uitkomst IS NULL THEN NULL ELSE $1 END, \
         op = CASE WHEN q.uitkomst IS NULL THEN $2 ELSE a.op END \
         FROM unnest($3, $4, $5, $6, $7) AS q (pot_id, reden, aanleiding, versie, uitkomst) \
         WHERE a.pot_id = q.pot_id AND a.reden = q.reden AND a.aanleiding = q.aanleiding \
         AND a.toekenning_versie = q.versie",
    )
    .bind::<Timestamptz, _>(now.to_diesel())
    .bind::<SqlDate, _>(tomorrow.to_diesel())
    .bind::<Array<SqlUuid>, _>(rows.iter().map(|(due, _)| due.pot_id).collect::<Vec<_>>())
    .bind::<Array<SmallInt>, _>(rows.iter().map(|(due, _)| due.reden).collect::<Vec<_>>())
    .bind::<Array<SqlDate>, _>(
        rows.iter().map(|(due, _)| due.aanleiding.to_diesel()).collect::<Vec<_>>(),
    )
    .bind::<Array<BigInt>, _>(rows.iter().map(|(due, _)| due.toekenning_versie).collect::<Vec<_>>())
    .bind::<Array<Nullable<Text>>, _>(
        rows.iter().map(|(_, gevolg)| outcome(gevolg)).collect::<Vec<_>>(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct BsnRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Bytea)]
    bsn: Vec<u8>,
}

/// The sealed BSN of each of these persons.
pub(crate) async fn bsns(
    conn: &mut AsyncPgConnection,
    personen: &[Uuid],
) -> Result<std::collections::HashMap<Uuid, Vec<u8>>, Fault> {
    let rows: Vec<BsnRow> =
        statement("SELECT id, bsn FROM persoon WHERE id = ANY($1) AND bsn IS NOT NULL")
            .bind::<Array<SqlUuid>, _>(personen)
            .load(conn)
            .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.bsn)).collect())
}
