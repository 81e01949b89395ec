//! The arbeidsrechtelijke toets: judging on one core, over REST, and all running agreements again.

use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use contracts::examples;
use jiff::civil::date;
use labour_check::engine::Vraag;
use labour_check::toets::flows::account;
use labour_check::toets::judge;
use serde_json::json;
use uuid::Uuid;

use super::{Measure, limit, rate};
use crate::client::{Client, wait_for};
use crate::running::{Chain, SVB_OIN};

/// How long each measurement on one core takes.
const TIME: Duration = Duration::from_secs(3);
/// Requests of each kind.
const REQUESTS: usize = 300;
/// Running agreements of a national year.
const AGREEMENTS: usize = 300_000;
/// Agreements by which the limit of a re-check is taken.
const SAMPLE: usize = 30_000;
/// Agreements in a batch of a re-check.
const BATCH: usize = 500;

/// All of them; the clock of the chain ends in the next year.
pub async fn measure(chain: &Chain) -> anyhow::Result<Vec<Measure>> {
    Ok(vec![evaluate(), full()?, over_rest(chain).await?, recheck(chain).await?])
}

/// All rules on one agreement, on one core, findings without texts.
fn evaluate() -> Measure {
    let feiten = examples::toetsfeiten();
    let vraag = Vraag::new(&feiten, date(2026, 7, 15));
    let each = per_second(|| {
        black_box(judge(black_box(&vraag)));
    });
    Measure::higher("toets_evaluate", (each, "toetsen/s"), ("de eis op één kern", 20_000.0))
}

/// The same with texts and receipt.
fn full() -> anyhow::Result<Measure> {
    let feiten = examples::toetsfeiten();
    let vraag = Vraag::new(&feiten, date(2026, 7, 15));
    account(&vraag).context("een toets")?;
    let each = per_second(|| {
        let told =
            account(black_box(&vraag)).map(|(uitslag, bewijs)| (uitslag.bevindingen(), bewijs));
        black_box(told.is_ok());
    });
    Ok(Measure::higher("toets_full", (each, "toetsen/s"), ("de eis op één kern", 5_000.0)))
}

fn per_second(mut once: impl FnMut()) -> f64 {
    let started = Instant::now();
    let mut count: usize = 0;
    while started.elapsed() < TIME {
        for _ in 0..100 {
            once();
        }
        count = count.saturating_add(100);
    }
    rate(count, started.elapsed())
}

/// Dry runs through REST beside the empty endpoint of the same service, one after another.
async fn over_rest(chain: &Chain) -> anyhow::Result<Measure> {
    let scope = "pgb.toetsen.lezen";
    let client = chain.client("labour-check", (SVB_OIN, "bench-toets"), scope).await?;
    let body = json!({ "feiten": examples::toetsfeiten() });
    let base = chain.base("labour-check").context("labour-check draait niet")?;
    let origin = base.split("/labour-check/").next().context("een adres")?;
    let http = reqwest::Client::builder().timeout(Duration::from_secs(10)).build()?;
    let live = format!("{origin}/health/live");
    http.get(&live).send().await?.error_for_status()?;
    client.post("/toetsen", &body).await?.expect(200)?;

    let started = Instant::now();
    for _ in 0..REQUESTS {
        http.get(&live).send().await?.bytes().await?;
    }
    let empty = rate(REQUESTS, started.elapsed());
    let started = Instant::now();
    for _ in 0..REQUESTS {
        dry_run(&client, &body).await?;
    }
    let value = rate(REQUESTS, started.elapsed());
    Ok(Measure::higher(
        "toets_rest",
        (value, "toetsen/s"),
        ("/health/live van dezelfde service", empty),
    ))
}

async fn dry_run(client: &Client, body: &serde_json::Value) -> anyhow::Result<()> {
    client.post("/toetsen", body).await?.expect(200)?;
    Ok(())
}

/// The re-check of a half year over all running agreements of a nation.
async fn recheck(chain: &Chain) -> anyhow::Result<Measure> {
    let servers = chain.servers();
    let name = format!("{}labour_check", servers.prefix);
    let database = limit::connect(&limit::database_url(&servers.database_url, &name)?).await?;
    let feiten = serde_json::to_string(&examples::toetsfeiten())?;
    let fill = format!(
        "INSERT INTO lopend SELECT gen_random_uuid(), 1, ARRAY[gen_random_uuid()], 'actief', NULL, \
             '{feiten}'::jsonb, 'akkoord', NULL, '2026-12-20' FROM generate_series(1, {AGREEMENTS})"
    );
    database.batch_execute(&fill).await?;
    database.batch_execute("ANALYZE lopend").await?;
    let limit = read_and_write(&database).await?;
    chain.set_clock("2027-01-02T09:00:00Z").await?;
    let done = "SELECT gedaan, extract(epoch FROM klaar_op - gestart_op)::float8 FROM ronde \
                WHERE soort = 'halfjaar' AND peildatum = '2027-01-01' AND status = 'klaar'";
    let (count, seconds) = wait_for("de herkeuring", Duration::from_mins(15), || async {
        let row = database.query_opt(done, &[]).await?;
        row.map(|row| Ok((row.try_get::<_, i64>(0)?, row.try_get::<_, f64>(1)?))).transpose()
    })
    .await?;
    anyhow::ensure!(usize::try_from(count)? >= AGREEMENTS, "er zijn er {count} herkeurd");
    let value = rate(usize::try_from(count)?, Duration::from_secs_f64(seconds));
    let read = ("elke overeenkomst lezen en een rij schrijven", limit);
    Ok(Measure::higher("recheck", (value, "overeenkomsten/s"), read))
}

/// Agreements a second when each is only read and answered with one row, in the same batches.
async fn read_and_write(database: &tokio_postgres::Client) -> anyhow::Result<f64> {
    database
        .batch_execute("CREATE TEMP TABLE gelezen (id uuid PRIMARY KEY, op timestamptz)")
        .await?;
    let started = Instant::now();
    let (mut last, mut count) = (Uuid::nil(), 0_usize);
    while count < SAMPLE {
        let rows = database
            .query(
                "SELECT zorgovereenkomst_id, feiten::text FROM lopend \
                 WHERE zorgovereenkomst_id > $1 ORDER BY zorgovereenkomst_id LIMIT 500",
                &[&last],
            )
            .await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.get(0)).collect();
        database
            .execute("INSERT INTO gelezen SELECT id, now() FROM unnest($1::uuid[]) AS id", &[&ids])
            .await?;
        let Some(newest) = ids.last() else { break };
        last = *newest;
        count = count.saturating_add(ids.len().min(BATCH));
    }
    Ok(rate(count, started.elapsed()))
}
