//! Rows of runs and the log of their acts.

use diesel::sql_types::{Array, BigInt, Date, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{OptionalExtension, QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;
use kernel::Euro;
use platform::Fault;
use platform::http::paging::Page;
use uuid::Uuid;

use super::{Akkoord, Betaalrun, Staat, Voortgang};

pub mod aanrakingen;
pub mod keuze;
pub mod overview;

#[derive(QueryableByName)]
struct Rij {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = BigInt)]
    nummer: i64,
    #[diesel(sql_type = Date)]
    uitvoerdatum: jiff_diesel::Date,
    #[diesel(sql_type = Text)]
    staat: String,
    #[diesel(sql_type = BigInt)]
    aantal: i64,
    #[diesel(sql_type = BigInt)]
    totaal: i64,
    #[diesel(sql_type = Text)]
    maker: String,
    #[diesel(sql_type = Nullable<Text>)]
    controleur: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    goedkeurder: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    vrijgever: Option<String>,
    #[diesel(sql_type = BigInt)]
    revisie: i64,
}

const COLUMNS: &str = "id, nummer, uitvoerdatum, staat, aantal, totaal, maker, controleur, \
    goedkeurder, vrijgever, revisie";

impl Rij {
    fn read(self) -> Result<Betaalrun, Fault> {
        let staat = staat(&self.staat, self.controleur, self.goedkeurder, self.vrijgever)
            .ok_or(kernel::Fault::new("een staat met de namen die erbij horen"))
            .map_err(Fault::stored("betaalrun.staat"))?;
        Ok(Betaalrun {
            id: self.id,
            nummer: self.nummer,
            uitvoerdatum: self.uitvoerdatum.to_jiff(),
            aantal: self.aantal,
            totaal: Euro::from_cents(self.totaal),
            maker: self.maker,
            staat,
            revisie: self.revisie,
        })
    }
}

fn staat(
    code: &str,
    controleur: Option<String>,
    goedkeurder: Option<String>,
    vrijgever: Option<String>,
) -> Option<Staat> {
    let akkoord = |controleur: Option<String>, goedkeurder: Option<String>| {
        Some(Akkoord { controleur: controleur?, goedkeurder: goedkeurder? })
    };
    let voortgang = match code {
        "concept" => return Some(Staat::Concept),
        "vergrendeld" => return Some(Staat::Vergrendeld),
        "gecontroleerd" => return Some(Staat::Gecontroleerd { controleur: controleur? }),
        "goedgekeurd" => return Some(Staat::Goedgekeurd(akkoord(controleur, goedkeurder)?)),
        "geannuleerd" => return Some(Staat::Geannuleerd),
        "vrijgegeven" => Voortgang::Vrijgegeven,
        "verzonden" => Voortgang::Verzonden,
        "geboekt" => Voortgang::Geboekt,
        "afgesloten" => Voortgang::Afgesloten,
        _ => return None,
    };
    let akkoord = akkoord(controleur, goedkeurder)?;
    Some(Staat::Vrijgegeven { akkoord, vrijgever: vrijgever?, voortgang })
}

/// The names that stand beside a state.
fn namen(staat: &Staat) -> (Option<&str>, Option<&str>, Option<&str>) {
    match staat {
        Staat::Concept | Staat::Vergrendeld | Staat::Geannuleerd => (None, None, None),
        Staat::Gecontroleerd { controleur } => (Some(controleur), None, None),
        Staat::Goedgekeurd(Akkoord { controleur, goedkeurder }) => {
            (Some(controleur), Some(goedkeurder), None)
        }
        Staat::Vrijgegeven {
            akkoord: Akkoord { controleur, goedkeurder },
            vrijgever,
            voortgang: _,
        } => (Some(controleur), Some(goedkeurder), Some(vrijgever)),
    }
}

#[derive(QueryableByName)]
struct Nummer {
    #[diesel(sql_type = BigInt)]
    nummer: i64,
}

/// Stores a new run; gives it with its number.
pub async fn insert(
    conn: &mut AsyncPgConnection,
    run: Betaalrun,
    op: Timestamp,
) -> Result<Betaalrun, Fault> {
    let row: Nummer = sql_query(
        "INSERT INTO betaalrun (id, soort, uitvoerdatum, staat, aantal, totaal, maker, revisie, \
             aangemaakt_op) \
         VALUES ($1, 'regulier', $2, $3, $4, $5, $6, $7, $8) RETURNING nummer",
    )
    .bind::<SqlUuid, _>(run.id)
    .bind::<Date, _>(run.uitvoerdatum.to_diesel())
    .bind::<Text, _>(run.staat.code())
    .bind::<BigInt, _>(run.aantal)
    .bind::<BigInt, _>(run.totaal.cents())
    .bind::<Text, _>(&run.maker)
    .bind::<BigInt, _>(run.revisie)
    .bind::<Timestamptz, _>(op.to_diesel())
    .get_result(conn)
    .await?;
    Ok(Betaalrun { nummer: row.nummer, ..run })
}

/// Locks runs in order of id.
pub async fn lock(conn: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<Betaalrun>, Fault> {
    let rows: Vec<Rij> = sql_query(format!(
        "SELECT {COLUMNS} FROM betaalrun WHERE id = ANY($1) ORDER BY id FOR UPDATE"
    ))
    .bind::<Array<SqlUuid>, _>(ids)
    .load(conn)
    .await?;
    rows.into_iter().map(Rij::read).collect()
}

/// One run, as it stands.
pub async fn load(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Option<Betaalrun>, Fault> {
    let row: Option<Rij> = sql_query(format!("SELECT {COLUMNS} FROM betaalrun WHERE id = $1"))
        .bind::<SqlUuid, _>(id)
        .get_result(conn)
        .await
        .optional()?;
    row.map(Rij::read).transpose()
}

/// A page of runs, oldest first, and one more when there is a next page.
pub async fn list(conn: &mut AsyncPgConnection, page: Page) -> Result<Vec<Betaalrun>, Fault> {
    let rows: Vec<Rij> =
        sql_query(format!("SELECT {COLUMNS} FROM betaalrun WHERE id > $1 ORDER BY id LIMIT $2"))
            .bind::<SqlUuid, _>(page.after.unwrap_or(Uuid::nil()))
            .bind::<BigInt, _>(page.limit.saturating_add(1))
            .load(conn)
            .await?;
    rows.into_iter().map(Rij::read).collect()
}

/// Writes back a run whose row is locked.
pub async fn save(conn: &mut AsyncPgConnection, run: &Betaalrun) -> Result<(), Fault> {
    let (controleur, goedkeurder, vrijgever) = namen(&run.staat);
    sql_query(
        "UPDATE betaalrun SET staat = $2, aantal = $3, totaal = $4, controleur = $5, \
             goedkeurder = $6, vrijgever = $7, revisie = $8, uitvoerdatum = $9 WHERE id = $1",
    )
    .bind::<SqlUuid, _>(run.id)
    .bind::<Text, _>(run.staat.code())
    .bind::<BigInt, _>(run.aantal)
    .bind::<BigInt, _>(run.totaal.cents())
    .bind::<Nullable<Text>, _>(controleur)
    .bind::<Nullable<Text>, _>(goedkeurder)
    .bind::<Nullable<Text>, _>(vrijgever)
    .bind::<BigInt, _>(run.revisie)
    .bind::<Date, _>(run.uitvoerdatum.to_diesel())
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes an act in the log.
pub async fn log(
    conn: &mut AsyncPgConnection,
    run: &Betaalrun,
    handeling: &str,
    door: &str,
    op: Timestamp,
) -> Result<(), Fault> {
    sql_query(
        "INSERT INTO betaalrun_handeling (betaalrun_id, handeling, door, op, revisie, aantal, totaal) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind::<SqlUuid, _>(run.id)
    .bind::<Text, _>(handeling)
    .bind::<Text, _>(door)
    .bind::<Timestamptz, _>(op.to_diesel())
    .bind::<BigInt, _>(run.revisie)
    .bind::<BigInt, _>(run.aantal)
    .bind::<BigInt, _>(run.totaal.cents())
    .execute(conn)
    .await?;
    Ok(())
}

/// One line of the log of acts.
#[derive(Debug, QueryableByName)]
pub struct Gelogd {
    /// What.
    #[diesel(sql_type = Text)]
    pub handeling: String,
    /// Who.
    #[diesel(sql_type = Text)]
    pub door: String,
    /// When.
    #[diesel(sql_type = Timestamptz)]
    pub op: jiff_diesel::Timestamp,
}

/// The acts on a run, oldest first.
pub async fn handelingen(conn: &mut AsyncPgConnection, run: Uuid) -> Result<Vec<Gelogd>, Fault> {
    let query = "SELECT handeling, door, op FROM betaalrun_handeling \
        WHERE betaalrun_id = $1 ORDER BY id LIMIT 1000";
    Ok(sql_query(query).bind::<SqlUuid, _>(run).load(conn).await?)
}

/// Moves released runs on to what their files and attempts show: all files sent, every attempt at
/// its end.
pub async fn progress(conn: &mut AsyncPgConnection, runs: &[Uuid]) -> Result<(), Fault> {
    sql_query(
        "UPDATE betaalrun SET staat = 'verzonden', revisie = revisie + 1 \
         WHERE id = ANY($1) AND staat = 'vrijgegeven' AND NOT EXISTS (SELECT FROM bestand \
             WHERE betaalrun_id = betaalrun.id AND staat IN ('gebouwd', 'verzenden', 'onbekend'))",
    )
    .bind::<Array<SqlUuid>, _>(runs)
    .execute(conn)
    .await?;
    sql_query(
        "UPDATE betaalrun SET staat = 'geboekt', revisie = revisie + 1 \
         WHERE id = ANY($1) AND staat IN ('vrijgegeven', 'verzonden') AND NOT EXISTS ( \
             SELECT FROM poging WHERE betaalrun_id = betaalrun.id \
             AND staat IN ('aangemaakt', 'in_bestand', 'verzonden', 'geaccepteerd'))",
    )
    .bind::<Array<SqlUuid>, _>(runs)
    .execute(conn)
    .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct RunId {
    #[diesel(sql_type = SqlUuid)]
    betaalrun_id: Uuid,
}

/// The runs without files in which payments of these claims stand.
pub async fn open_runs_of(
    conn: &mut AsyncPgConnection,
    declaraties: &[Uuid],
) -> Result<Vec<Uuid>, Fault> {
    let query = sql_query(
        "SELECT DISTINCT poging.betaalrun_id FROM betaling \
         JOIN poging ON poging.betaling_id = betaling.id AND poging.staat = 'aangemaakt' \
         WHERE betaling.declaratie_id = ANY($1)",
    );
    let rows: Vec<RunId> = query.bind::<Array<SqlUuid>, _>(declaraties).load(conn).await?;
    Ok(rows.into_iter().map(|row| row.betaalrun_id).collect())
}
