//! Load: a quarter of an hour of care for each agreement and each day, handed in by the thousand.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use futures_util::{StreamExt as _, TryStreamExt as _};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use population::{Population, Verwachting};
use serde_json::{Value, json};

use crate::client::{Client, wait_for};
use crate::play::Play;
use crate::running::Chain;

use super::limit;

/// The first day that is claimed; the clock of a measurement stands at the end of the year.
const FIRST: Date = date(2026, 2, 2);
/// Days until the clock of a measurement.
const DAYS: usize = 300;
/// Claims in one request.
pub const BULK: usize = 10_000;

/// Makes claims that have not been made yet.
pub struct Load<'a> {
    play: &'a Play<'a>,
    agreements: Vec<usize>,
    next: usize,
    payout: tokio_postgres::Client,
    zorgdomein: tokio_postgres::Client,
}

/// How long a batch took.
#[derive(Debug, Clone, Copy)]
pub struct Took {
    /// Until the last answer of intake.
    pub intake: Duration,
    /// Until the last claim was booked or refused by payout.
    pub booked: Duration,
}

impl<'a> Load<'a> {
    /// Load on a chain whose agreements are active.
    pub async fn new(
        chain: &Chain,
        play: &'a Play<'a>,
        population: &Population,
    ) -> anyhow::Result<Self> {
        let good = |place: &usize| {
            population.overeenkomsten.get(*place).is_some_and(|agreement| {
                agreement.verwachting == Verwachting::Goed && agreement.toekenning > 3
            })
        };
        let agreements: Vec<usize> = (0..population.overeenkomsten.len()).filter(good).collect();
        anyhow::ensure!(!agreements.is_empty(), "geen enkele overeenkomst is actief");
        let servers = chain.servers();
        let database = |name: &str| {
            limit::database_url(&servers.database_url, &format!("{}{name}", servers.prefix))
        };
        Ok(Self {
            play,
            agreements,
            next: 0,
            payout: limit::connect(&database("payout")?).await?,
            zorgdomein: limit::connect(&database("zorgdomein")?).await?,
        })
    }

    /// How many claims can still be made.
    pub fn left(&self) -> usize {
        self.agreements.len().saturating_mul(DAYS).saturating_sub(self.next)
    }

    /// The next claims: agreement by agreement within a day, so that they spread over budgets.
    fn take(&mut self, count: usize) -> anyhow::Result<Vec<(usize, Value)>> {
        let mut claims = Vec::with_capacity(count);
        for _ in 0..count {
            let place = self.next % self.agreements.len();
            let day = self.next / self.agreements.len();
            anyhow::ensure!(
                day < DAYS,
                "er zijn niet genoeg overeenkomsten voor zoveel declaraties"
            );
            let agreement = *self.agreements.get(place).context("een overeenkomst")?;
            claims.push(self.claim(agreement, day)?);
            self.next = self.next.saturating_add(1);
        }
        Ok(claims)
    }

    fn claim(&self, agreement: usize, day: usize) -> anyhow::Result<(usize, Value)> {
        let overeenkomst = self.play.population.overeenkomsten.get(agreement);
        let overeenkomst = overeenkomst.context("een overeenkomst")?;
        let day = FIRST.saturating_add(i64::try_from(day)?.days());
        let aantal = kernel::Aantal::from_hundredths(25)?;
        let bedrag = aantal.at_rate(overeenkomst.tarief).context("een klein bedrag")?;
        let (id, regel) = self.play.agreement(agreement)?;
        let body = json!({
            "kenmerk": format!("L-{agreement}-{day}"),
            "zorgovereenkomstId": id,
            "soort": "uren",
            "regels": [{
                "regelId": regel, "begindatum": day, "einddatum": day, "aantal": aantal,
                "eenheid": "uur", "tarief": overeenkomst.tarief, "bedrag": bedrag,
            }],
            "totaal": bedrag,
        });
        Ok((self.play.payer_of(agreement)?, body))
    }

    /// Goes on after the claims that an earlier load has handed in.
    pub async fn skip_what_is_stored(&mut self) -> anyhow::Result<()> {
        self.next = usize::try_from(self.stored().await?)?;
        Ok(())
    }

    /// Hands in claims in bulk, by two clients at once, and waits until all are answered.
    pub async fn run(&mut self, count: usize) -> anyhow::Result<Took> {
        let before = self.booked().await?;
        let requests = self.requests(count).await?;
        let started = Instant::now();
        send(requests).await?;
        let intake = started.elapsed();
        self.all_are_booked(before.saturating_add(i64::try_from(count)?)).await?;
        Ok(Took { intake, booked: started.elapsed() })
    }

    /// Hands in claims in bulk, without waiting for what becomes of them.
    pub async fn hand_in(&mut self, count: usize) -> anyhow::Result<()> {
        let requests = self.requests(count).await?;
        send(requests).await
    }

    /// Waits until payout has answered so many claims.
    pub async fn all_are_booked(&self, target: i64) -> anyhow::Result<()> {
        wait_for("alle declaraties zijn geboekt", Duration::from_mins(10), async || {
            Ok((self.booked().await? >= target).then_some(()))
        })
        .await
    }

    /// Requests of at most ten thousand lines, each of one verstrekker.
    async fn requests(&mut self, count: usize) -> anyhow::Result<Vec<(Client, Vec<u8>)>> {
        let mut bodies: BTreeMap<usize, Vec<Vec<u8>>> = BTreeMap::new();
        let mut lines: BTreeMap<usize, usize> = BTreeMap::new();
        for (verstrekker, claim) in self.take(count)? {
            let made = lines.entry(verstrekker).or_default();
            let mine = bodies.entry(verstrekker).or_default();
            if (*made).is_multiple_of(BULK) {
                mine.push(Vec::new());
            }
            *made = made.saturating_add(1);
            if let Some(body) = mine.last_mut() {
                body.extend_from_slice(claim.to_string().as_bytes());
                body.push(b'\n');
            }
        }
        let mut requests = Vec::new();
        for (verstrekker, bodies) in bodies {
            let client = self.play.verstrekker(verstrekker).await?;
            requests.extend(bodies.into_iter().map(|body| (client.clone(), body)));
        }
        Ok(requests)
    }

    /// Milliseconds of each of `count` single claims over REST, sorted.
    pub async fn single(&mut self, count: usize) -> anyhow::Result<Vec<f64>> {
        let claims = self.take(count)?;
        let mut took = Vec::with_capacity(count);
        for (verstrekker, body) in claims {
            let client = self.play.verstrekker(verstrekker).await?;
            let started = Instant::now();
            client.post("/declaraties", &body).await?.expect(201)?;
            took.push(super::divide(started.elapsed().as_secs_f64(), 0.001));
        }
        took.sort_by(f64::total_cmp);
        Ok(took)
    }

    /// Claims that payout has answered.
    pub async fn booked(&self) -> anyhow::Result<i64> {
        let row =
            self.payout.query_one("SELECT count(*) FROM boeking WHERE versie > 0", &[]).await?;
        Ok(row.try_get(0)?)
    }

    /// Claims that zorgdomein holds.
    pub async fn stored(&self) -> anyhow::Result<i64> {
        let row = self.zorgdomein.query_one("SELECT count(*) FROM declaratie", &[]).await?;
        Ok(row.try_get(0)?)
    }
}

/// Sends the requests, two at a time; every line must be accepted.
async fn send(requests: Vec<(Client, Vec<u8>)>) -> anyhow::Result<()> {
    let sends = requests.into_iter().map(|(client, body)| async move {
        let answer = client.post_raw("/declaraties/_bulk", "application/x-ndjson", body).await?;
        let answer = answer.expect(200)?;
        let wrong = answer.body.lines().find(|line| !line.contains("\"status\":201"));
        anyhow::ensure!(wrong.is_none(), "een declaratie kwam er niet door: {wrong:?}");
        Ok(())
    });
    futures_util::stream::iter(sends).buffer_unordered(2).try_collect::<Vec<()>>().await?;
    Ok(())
}

/// The value below which this share of sorted values lies.
pub fn percentile(sorted: &[f64], percent: usize) -> f64 {
    let place = sorted.len().saturating_mul(percent) / 100;
    sorted.get(place.min(sorted.len().saturating_sub(1))).copied().unwrap_or(0.0)
}
