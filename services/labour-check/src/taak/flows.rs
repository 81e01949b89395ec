//! The acts on tasks: keep them as the latest judgement found them, and close them.

use contracts::{OvereenkomsttaakVastgesteld, Source, Taakstatus};
use diesel_async::AsyncPgConnection;
use jiff::civil::Date;
use platform::messaging::outbox::{self, Said};
use platform::{Fault, Problem};
use uuid::Uuid;

use super::store::{self, TaakRow};

/// A task as a judgement found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gevonden {
    /// The agreement.
    pub zorgovereenkomst_id: Uuid,
    /// The version that was judged.
    pub overeenkomst_versie: i64,
    /// The rule that asks for it.
    pub regel: String,
    /// Before when.
    pub taak_op: Date,
    /// What to do, Dutch at level B1.
    pub toelichting: String,
}

/// Makes the tasks of these agreements what was found: new ones open, the same stay, those that
/// are not found any more lapse. Each change is said.
pub async fn sync(
    conn: &mut AsyncPgConnection,
    source: &Source,
    overeenkomsten: &[Uuid],
    found: &[Gevonden],
) -> Result<(), Fault> {
    let mut changed = store::upsert(conn, None, found).await?;
    changed.extend(store::lapse(conn, overeenkomsten, found).await?);
    say(conn, source, &changed).await
}

/// Adds the tasks of a campaign; the toets does not lapse them.
pub async fn add(
    conn: &mut AsyncPgConnection,
    source: &Source,
    ronde: Uuid,
    found: &[Gevonden],
) -> Result<(), Fault> {
    let changed = store::upsert(conn, Some(ronde), found).await?;
    say(conn, source, &changed).await
}

/// What campaigns asked about these agreements is repaired.
pub async fn repaired(
    conn: &mut AsyncPgConnection,
    source: &Source,
    overeenkomsten: &[Uuid],
) -> Result<(), Fault> {
    let changed = store::close_repairs(conn, overeenkomsten).await?;
    say(conn, source, &changed).await
}

/// Why a task is not closed.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// There is no such task in the scope.
    #[error("unknown task")]
    Unknown,
    /// It is done or lapsed already.
    #[error("not open")]
    NotOpen,
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Unknown => Self::not_found(),
            Refusal::NotOpen => {
                Self::refused("taak-niet-open", "Deze taak is al afgehandeld of vervallen.")
            }
        }
    }
}

/// What a failing flow answers.
pub type Failure = platform::Failure<Refusal>;

/// A person did what the task asks.
pub async fn finish(
    conn: &mut AsyncPgConnection,
    source: &Source,
    id: Uuid,
) -> Result<TaakRow, Failure> {
    if store::load(conn, id).await?.is_none() {
        return Err(Failure::Refused(Refusal::Unknown));
    }
    let Some(row) = store::finish(conn, id).await? else {
        return Err(Failure::Refused(Refusal::NotOpen));
    };
    say(conn, source, std::slice::from_ref(&row)).await?;
    Ok(row)
}

async fn say(conn: &mut AsyncPgConnection, source: &Source, rows: &[TaakRow]) -> Result<(), Fault> {
    let said: Vec<Said> = rows.iter().map(|row| Said::new(source, row.versie, fact(row))).collect();
    outbox::record(conn, &said).await?;
    Ok(())
}

fn fact(row: &TaakRow) -> OvereenkomsttaakVastgesteld {
    let status = match row.status.as_str() {
        "open" => Taakstatus::Open,
        "afgehandeld" => Taakstatus::Afgehandeld,
        _ => Taakstatus::Vervallen,
    };
    OvereenkomsttaakVastgesteld {
        taak_id: row.id,
        zorgovereenkomst_id: row.zorgovereenkomst_id,
        overeenkomst_versie: row.overeenkomst_versie,
        regel: row.regel.clone(),
        taak_op: row.taak_op.to_jiff(),
        toelichting: row.toelichting.clone(),
        status,
    }
}
