//! What the start of the day reads: a fixed number of statements.

use diesel::sql_types::{BigInt, Date, Nullable, Text, Uuid as SqlUuid};
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::civil::Date as Day;
use jiff_diesel::ToDiesel;
use kernel::Euro;
use platform::Fault;
use uuid::Uuid;

use super::{Dagstart, Licht, Lopend, Rekeningstand, Rij};

#[derive(QueryableByName)]
struct RekeningRij {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = BigInt)]
    grootboek: i64,
    #[diesel(sql_type = Nullable<Date>)]
    datum: Option<jiff_diesel::Date>,
    #[diesel(sql_type = Nullable<BigInt>)]
    eindsaldo: Option<i64>,
}

#[derive(QueryableByName)]
struct Som {
    #[diesel(sql_type = BigInt)]
    links: i64,
    #[diesel(sql_type = BigInt)]
    rechts: i64,
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

#[derive(QueryableByName)]
struct RunRij {
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
}

#[derive(QueryableByName)]
struct WachtrijRij {
    #[diesel(sql_type = Text)]
    wachtrij: String,
    #[diesel(sql_type = BigInt)]
    open: i64,
    #[diesel(sql_type = BigInt)]
    zonder_eigenaar: i64,
    #[diesel(sql_type = BigInt)]
    over_tijd: i64,
    #[diesel(sql_type = BigInt)]
    dringend: i64,
}

const ACCOUNTS: &str = "SELECT own.id, coalesce(book.saldo, 0) AS grootboek, last.datum, \
        last.eindsaldo \
    FROM eigen_rekening own \
    LEFT JOIN rekening book ON book.dimensie = own.id AND book.soort = 'M.BANK' \
    LEFT JOIN LATERAL (SELECT datum, eindsaldo FROM bankafschrift \
        WHERE eigen_rekening_id = own.id ORDER BY volgnummer DESC LIMIT 1) last ON true \
    ORDER BY own.id";

/// Transit in the ledger, and the attempts that are in files and not at their end.
const TRANSIT: &str = "SELECT \
    (SELECT coalesce(sum(saldo), 0) FROM rekening WHERE soort = 'M.TRANSIT')::bigint AS links, \
    (SELECT coalesce(sum(bedrag), 0) FROM poging \
        WHERE staat IN ('in_bestand', 'verzonden', 'geaccepteerd'))::bigint AS rechts";

/// What was granted and put in, and what it became (payments:I3, over all budgets).
const BUDGETS: &str = "SELECT \
    coalesce(sum(saldo) FILTER (WHERE soort IN ('R.GRANT', 'R.OWN', 'R.SHORT')), 0)::bigint \
        AS links, \
    coalesce(sum(saldo) FILTER (WHERE soort IN ('R.AVAILABLE', 'R.COMMITTED', 'R.SPENT', \
        'R.RECOVERABLE', 'R.CLOSED')), 0)::bigint AS rechts FROM rekening WHERE soort LIKE 'R.%'";

const LOOSE: &str = "SELECT coalesce(sum(saldo), 0)::bigint AS links, \
    (SELECT count(*) FROM noodstop WHERE opgeheven_op IS NULL) AS rechts \
    FROM rekening WHERE soort = 'M.SUSPENSE'";

const RUNS: &str = "SELECT id, nummer, uitvoerdatum, staat, aantal, totaal FROM betaalrun \
    WHERE staat NOT IN ('geannuleerd', 'geboekt', 'afgesloten') ORDER BY uitvoerdatum, id LIMIT 100";

const QUEUES: &str = "SELECT wachtrij, count(*) AS open, \
        count(*) FILTER (WHERE eigenaar IS NULL) AS zonder_eigenaar, \
        count(*) FILTER (WHERE vervalt_op < $1) AS over_tijd, \
        count(*) FILTER (WHERE dringend) AS dringend \
    FROM werkitem WHERE afgehandeld_op IS NULL GROUP BY wachtrij ORDER BY wachtrij";

/// Everything that the start of the day shows.
pub async fn load(conn: &mut AsyncPgConnection, vandaag: Day) -> Result<Dagstart, Fault> {
    let accounts: Vec<RekeningRij> = sql_query(ACCOUNTS).load(conn).await?;
    let transit: Som = sql_query(TRANSIT).get_result(conn).await?;
    let budgets: Som = sql_query(BUDGETS).get_result(conn).await?;
    let loose: Som = sql_query(LOOSE).get_result(conn).await?;
    let query = "SELECT id FROM bestand WHERE staat IN ('onbekend', 'verzenden') ORDER BY id";
    let files: Vec<Id> = sql_query(query).load(conn).await?;
    let runs: Vec<RunRij> = sql_query(RUNS).load(conn).await?;
    let queues = sql_query(QUEUES).bind::<Date, _>(vandaag.to_diesel());
    let queues: Vec<WachtrijRij> = queues.load(conn).await?;
    let light = |som: &Som| Licht {
        grootboek: Euro::from_cents(som.links),
        andere_kant: Euro::from_cents(som.rechts),
    };
    Ok(Dagstart {
        rekeningen: accounts.iter().map(account).collect(),
        onderweg: light(&transit),
        budgetten: light(&budgets),
        onverklaard: Euro::from_cents(loose.links),
        noodstops: loose.rechts,
        onbekende_bestanden: files.into_iter().map(|row| row.id).collect(),
        runs: runs.into_iter().map(run).collect(),
        wachtrijen: queues
            .into_iter()
            .map(|row| Rij {
                wachtrij: row.wachtrij,
                open: row.open,
                zonder_eigenaar: row.zonder_eigenaar,
                over_tijd: row.over_tijd,
                dringend: row.dringend,
            })
            .collect(),
    })
}

fn account(row: &RekeningRij) -> Rekeningstand {
    Rekeningstand {
        eigen_rekening: row.id,
        laatste_afschrift: row.datum.map(jiff_diesel::Date::to_jiff),
        saldo: Licht {
            grootboek: Euro::from_cents(row.grootboek),
            andere_kant: Euro::from_cents(row.eindsaldo.unwrap_or_default()),
        },
    }
}

fn run(row: RunRij) -> Lopend {
    Lopend {
        id: row.id,
        nummer: row.nummer,
        uitvoerdatum: row.uitvoerdatum.to_jiff(),
        staat: row.staat,
        aantal: row.aantal,
        totaal: Euro::from_cents(row.totaal),
    }
}
