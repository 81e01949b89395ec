//! Payments in bulk: a run of many built and posted, its statement read to booked, and search among
//! millions. Rows are laid in the database of payout; what is measured goes through its front door.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Instant;

use anyhow::Context as _;
use futures_util::{SinkExt as _, TryStreamExt as _};
use serde_json::{Value, json};

use super::load::percentile;
use super::{Measure, limit};
use crate::client::{Client, number, text};
use crate::running::{Chain, SVB_OIN};

/// Everything the desk may do, but each act by its own person.
const DESK: &str = "pgb.betaalruns.schrijven pgb.betaalruns.goedkeuren pgb.betaalruns.vrijgeven \
    pgb.betalingen.lezen pgb.bankberichten.schrijven";
/// Searches in one measurement.
const SEARCHES: i64 = 300;

/// A run that was released, and the time it took.
struct Built {
    id: String,
    seconds: f64,
}

/// The database of payout, as an observer that may also lay rows in it.
async fn payout(chain: &Chain) -> anyhow::Result<tokio_postgres::Client> {
    let servers = chain.servers();
    let name = format!("{}payout", servers.prefix);
    limit::connect(&limit::database_url(&servers.database_url, &name)?).await
}

/// Builds a run of so many payments and reads its statement; both beside the least that the disk
/// and the database must do for it.
pub async fn run_and_statement(chain: &Chain, count: i64) -> anyhow::Result<Vec<Measure>> {
    let db = payout(chain).await?;
    lay_ready(&db, count).await?;
    let built = build(chain).await?;
    let bytes: Vec<u8> = db
        .query_one(
            "SELECT string_agg(inhoud, ''::bytea ORDER BY volgnummer) FROM bestand \
             WHERE betaalrun_id::text = $1",
            &[&built.id],
        )
        .await?
        .try_get(0)?;
    let copied = copy(&db, "IN ('E7')", Some(&built.id)).await?;
    let least = [write_out(chain, &bytes)?, copied].iter().sum();
    let run = Measure::lower(
        "run_build",
        (built.seconds, "s"),
        ("dezelfde bytes en één COPY van dezelfde rijen", least),
    );
    let statement = statement(&db, &built.id).await?;
    let desk = chain.client("payout", (SVB_OIN, "bench-bank"), DESK).await?;
    let began = Instant::now();
    desk.post_raw("/bankberichten", "application/xml", statement.clone().into_bytes())
        .await?
        .expect(200)?;
    let took = began.elapsed().as_secs_f64();
    let least = [parse(&statement)?, copy(&db, "IN ('E8')", None).await?].iter().sum();
    let import = Measure::lower(
        "statement_import",
        (took, "s"),
        ("alleen lezen en één COPY van dezelfde rijen", least),
    );
    Ok(vec![run, import])
}

/// Payments of one cent on one agreement that is known, with the money for them.
async fn lay_ready(db: &tokio_postgres::Client, count: i64) -> anyhow::Result<()> {
    db.execute(
        "WITH one AS (SELECT b.*, d.pot_id FROM betaling b JOIN betaling_deel d \
             ON d.betaling_id = b.id WHERE b.bedrag > 0 ORDER BY b.id LIMIT 1), \
         new AS (INSERT INTO betaling (id, verstrekker_id, zorgverlener_id, \
             zorgovereenkomst_id, betaalgegevens_id, declaratie_id, soort, iban_ref, zorgmaand, \
             bedrag, staat, aangemaakt_op) \
             SELECT gen_random_uuid(), one.verstrekker_id, one.zorgverlener_id, \
                 one.zorgovereenkomst_id, one.betaalgegevens_id, gen_random_uuid(), 'uren', \
                 one.iban_ref, one.zorgmaand, 1, 'gereed', now() \
             FROM one, generate_series(1, $1) RETURNING id, verstrekker_id) \
         INSERT INTO betaling_deel (betaling_id, verstrekker_id, pot_id, bedrag) \
         SELECT new.id, new.verstrekker_id, one.pot_id, 1 FROM new, one",
        &[&count],
    )
    .await?;
    for (kind, of) in [("M.PAY", "zorgverlener_id"), ("R.COMMITTED", "pot_id")] {
        let change = format!(
            "UPDATE rekening SET saldo = saldo + $1 WHERE soort = '{kind}' AND dimensie = ( \
                 SELECT {of} FROM betaling b JOIN betaling_deel d ON d.betaling_id = b.id \
                 WHERE b.bedrag > 0 ORDER BY b.id LIMIT 1)"
        );
        db.execute(&change, &[&count]).await?;
    }
    db.batch_execute("ANALYZE betaling; ANALYZE betaling_deel").await?;
    Ok(())
}

/// From the choice to the files, by three persons.
async fn build(chain: &Chain) -> anyhow::Result<Built> {
    let maker = chain.client("payout", (SVB_OIN, "bench-maker"), DESK).await?;
    let approver = chain.client("payout", (SVB_OIN, "bench-goedkeurder"), DESK).await?;
    let releaser = chain.client("payout", (SVB_OIN, "bench-vrijgever"), DESK).await?;
    let began = Instant::now();
    let body = json!({ "uitvoerdatum": "2026-12-23" });
    let made = maker.post("/betaalruns", &body).await?.expect(201)?.json()?;
    let id = text(&made, "/id")?;
    for (who, act) in [
        (&maker, "vergrendelingen"),
        (&maker, "controles"),
        (&approver, "goedkeuringen"),
        (&releaser, "vrijgaven"),
    ] {
        act_on(who, &id, act).await?;
    }
    Ok(Built { id, seconds: began.elapsed().as_secs_f64() })
}

async fn act_on(who: &Client, id: &str, act: &str) -> anyhow::Result<()> {
    let run = who.get(&format!("/betaalruns/{id}")).await?.expect(200)?.json()?;
    let path = format!("/betaalruns/{id}/{act}");
    let answer = who.act(&path, number(&run, "/revisie")?, &json!({})).await?;
    anyhow::ensure!(answer.status < 300, "{act}: {} {}", answer.status, answer.body);
    Ok(())
}

/// Seconds to write bytes and have them on the disk.
fn write_out(chain: &Chain, bytes: &[u8]) -> anyhow::Result<f64> {
    let path = chain.path("grens.bin");
    let began = Instant::now();
    let mut file = std::fs::File::create(&path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    let took = began.elapsed().as_secs_f64();
    std::fs::remove_file(&path)?;
    Ok(took)
}

/// Seconds to copy the entries of this kind, their lines, and the attempts of a run, into tables of
/// the same shape.
async fn copy(db: &tokio_postgres::Client, kind: &str, run: Option<&str>) -> anyhow::Result<f64> {
    let mut sources = vec![
        ("journaalpost", format!("soort {kind} AND bron = 'poging'")),
        ("journaalregel", format!("post_id IN (SELECT id FROM journaalpost WHERE soort {kind})")),
    ];
    if let Some(run) = run {
        sources.push(("poging", format!("betaalrun_id = '{run}'")));
    }
    let mut seconds = 0.0;
    for (table, condition) in sources {
        let out = format!("COPY (SELECT * FROM {table} WHERE {condition}) TO STDOUT");
        let rows: Vec<_> = db.copy_out(&out).await?.try_collect().await?;
        let scratch = format!("CREATE TABLE grens_{table} (LIKE {table} INCLUDING INDEXES)");
        db.batch_execute(&scratch).await?;
        let began = Instant::now();
        let sink = db.copy_in(&format!("COPY grens_{table} FROM STDIN")).await?;
        let mut sink = Box::pin(sink);
        for row in rows {
            sink.feed(row).await?;
        }
        sink.as_mut().finish().await?;
        seconds = add(seconds, began.elapsed().as_secs_f64());
        db.batch_execute(&format!("DROP TABLE grens_{table}")).await?;
    }
    Ok(seconds)
}

#[expect(clippy::float_arithmetic, reason = "a measurement is not money")]
fn add(one: f64, other: f64) -> f64 {
    one + other
}

/// Seconds to read a statement and do nothing with it.
fn parse(statement: &str) -> anyhow::Result<f64> {
    let began = Instant::now();
    let mut reader = quick_xml::Reader::from_str(statement);
    let mut events = 0_u64;
    while reader.read_event()? != quick_xml::events::Event::Eof {
        events = events.saturating_add(1);
    }
    anyhow::ensure!(events > 0, "het afschrift is leeg");
    Ok(began.elapsed().as_secs_f64())
}

/// A statement that debits each payment of a run by itself, chained to the one before.
async fn statement(db: &tokio_postgres::Client, run: &str) -> anyhow::Result<String> {
    let own = db
        .query_one(
            "SELECT r.iban, coalesce((SELECT eindsaldo FROM bankafschrift a \
                 WHERE a.eigen_rekening_id = r.id ORDER BY volgnummer DESC LIMIT 1), 0) \
             FROM eigen_rekening r JOIN bankprofiel p ON p.eigen_rekening_id = r.id \
             ORDER BY p.rang LIMIT 1",
            &[],
        )
        .await?;
    let (iban, opening): (String, i64) = (own.try_get(0)?, own.try_get(1)?);
    let query = "SELECT end_to_end_id, bedrag FROM poging WHERE betaalrun_id::text = $1 ORDER BY 1";
    let rows = db.query(query, &[&run]).await?;
    let mut entries = String::new();
    let mut closing = opening;
    for (place, row) in rows.iter().enumerate() {
        let (id, cents): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
        closing = closing.saturating_sub(cents);
        let amount = kernel::Euro::from_cents(cents).decimal();
        write!(
            entries,
            "<Ntry><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd>\
             </Sts><BookgDt><Dt>2026-12-23</Dt></BookgDt><AcctSvcrRef>B{place:010}</AcctSvcrRef>\
             <NtryDtls><TxDtls><Refs><EndToEndId>{id}</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>"
        )?;
    }
    let balance = |kind: &str, cents: i64| {
        let sign = if cents < 0 { "DBIT" } else { "CRDT" };
        let amount = kernel::Euro::from_cents(cents.saturating_abs()).decimal();
        format!(
            "<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{amount}</Amt>\
             <CdtDbtInd>{sign}</CdtDbtInd><Dt><Dt>2026-12-23</Dt></Dt></Bal>"
        )
    };
    Ok(format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr>\
         <MsgId>METING-1</MsgId><CreDtTm>2026-12-23T18:00:00Z</CreDtTm></GrpHdr><Stmt>\
         <Id>METING-1</Id><Acct><Id><IBAN>{iban}</IBAN></Id></Acct>{}{}{entries}</Stmt>\
         </BkToCstmrStmt></Document>",
        balance("OPBD", opening),
        balance("CLBD", closing)
    ))
}

/// p99 of searches among so many payments, beside that among a hundredth of them.
pub async fn payment_search(chain: &Chain, large: i64) -> anyhow::Result<Measure> {
    let db = payout(chain).await?;
    let desk = chain.client("payout", (SVB_OIN, "bench-zoeker"), DESK).await?;
    let small = large / 100;
    lay_paid(&db, small).await?;
    let before = searches(&db, &desk).await?;
    lay_paid(&db, large.saturating_sub(small)).await?;
    let after = searches(&db, &desk).await?;
    let limit = ("p99 bij een honderdste van de betalingen", percentile(&before, 99));
    Ok(Measure::lower("payment_search", (percentile(&after, 99), "ms"), limit))
}

/// Payments of the past, of a thousand payees.
async fn lay_paid(db: &tokio_postgres::Client, count: i64) -> anyhow::Result<()> {
    let mut left = count;
    while left > 0 {
        let some = left.min(200_000);
        db.execute(
            "INSERT INTO betaling (id, verstrekker_id, zorgverlener_id, zorgovereenkomst_id, \
                 betaalgegevens_id, declaratie_id, soort, zorgmaand, bedrag, staat, \
                 aangemaakt_op, betaald_op) \
             SELECT gen_random_uuid(), gen_random_uuid(), md5((n % 1000)::text)::uuid, \
                 gen_random_uuid(), md5((n % 1000)::text)::uuid, gen_random_uuid(), 'uren', \
                 '2026-01', 1 + n % 90000, 'betaald', now(), '2026-01-02' \
             FROM generate_series(1, $1) AS n",
            &[&some],
        )
        .await?;
        left = left.saturating_sub(some);
    }
    db.batch_execute("ANALYZE betaling").await?;
    Ok(())
}

/// Milliseconds of searches by number, claim and amount, sorted.
async fn searches(db: &tokio_postgres::Client, desk: &Client) -> anyhow::Result<Vec<f64>> {
    let query = "SELECT kenmerk, declaratie_id::text, bedrag FROM betaling \
        TABLESAMPLE SYSTEM (5) REPEATABLE (7) LIMIT $1";
    let mut known = db.query(query, &[&SEARCHES]).await?;
    if known.is_empty() {
        let query = "SELECT kenmerk, declaratie_id::text, bedrag FROM betaling LIMIT $1";
        known = db.query(query, &[&SEARCHES]).await?;
    }
    let mut took = Vec::new();
    for (place, row) in known.iter().enumerate() {
        let (kenmerk, claim, cents): (i64, String, i64) =
            (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        let body: Value = match place % 3 {
            0 => json!({ "kenmerk": kenmerk }),
            1 => json!({ "declaratieId": claim }),
            _ => json!({ "bedrag": cents, "kenmerk": kenmerk }),
        };
        let began = Instant::now();
        let found = desk.post("/betalingen/zoekopdrachten", &body).await?.expect(200)?.json()?;
        took.push(began.elapsed());
        let items = found.get("items").and_then(Value::as_array).context("geen lijst")?;
        anyhow::ensure!(!items.is_empty(), "een betaling die er is, wordt niet gevonden");
    }
    took.sort();
    Ok(took.iter().map(|one| super::divide(one.as_secs_f64(), 0.001)).collect())
}
