//! Advances come in, a run is approved by three people, the bank pays, rejects and returns.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::Context as _;
use kernel::{Euro, Wet};
use population::Verwachting;
use serde_json::{Value, json};

use super::Play;
use crate::bank::{Bank, Run};
use crate::client::{number, wait_for};
use crate::report::Row;

/// The agreement whose zorgverlener has closed the account: the bank rejects (AC04).
const REJECTED: usize = 5;
/// The agreement whose payments come back after they were booked.
const RETURNED: usize = 6;

impl Play<'_> {
    /// From an advance to the statement that proves the payments.
    pub(super) async fn payments(&mut self) -> anyhow::Result<()> {
        let bank = Bank::open(self.folder("bank")?)?;
        self.advances(&bank).await?;
        let due = self.payable();
        self.run(&bank, "2026-04-07", due.len()).await?;
        let reject_iban = format!("{}=AC04", self.account(REJECTED)?);
        let return_iban = format!("{}=AC06", self.account(RETURNED)?);
        let extra = ["--reject-iban", reject_iban.as_str(), "--return-iban", return_iban.as_str()];
        let desk = self.desk("payout", "svb-bank").await?;
        let summary = bank.day("2026-04-07", &extra).await?;
        let read = bank.deliver(&desk).await?;
        bank.day("2026-04-08", &[]).await?;
        let read = read + bank.deliver(&desk).await?;
        self.note(Row::count("bankberichten", "pain.002 en camt.053 ingelezen", read, 3));
        std::fs::write(self.chain.path("bank/samenvatting.json"), summary.to_string())?;
        self.paid(&due).await
    }

    /// One advance a verstrekker and law, announced and then credited by the bank.
    async fn advances(&mut self, bank: &Bank) -> anyhow::Result<()> {
        let mut sums: BTreeMap<(usize, Wet), i64> = BTreeMap::new();
        for toekenning in &self.population.toekenningen {
            let granted = toekenning.functies.iter().map(|functie| functie.bedrag.cents());
            *sums.entry((toekenning.verstrekker, toekenning.wet)).or_default() +=
                granted.sum::<i64>();
        }
        let desk = self.desk("payout", "svb-treasury").await?;
        let mut credits = Vec::new();
        for ((place, wet), cents) in &sums {
            let kenmerk = format!("VOORSCHOT-{place}-{}-2026", wet.code());
            let body = json!({
                "verstrekkerId": self.ids.verstrekkers.get(place).context("geen verstrekker")?,
                "wet": wet, "jaar": 2026, "bedrag": cents, "kenmerk": kenmerk,
            });
            desk.post("/voorschotten", &body).await?.expect(201)?;
            credits.push(format!("{cents}:{kenmerk}"));
        }
        let extra: Vec<&str> =
            credits.iter().flat_map(|credit| ["--credit", credit.as_str()]).collect();
        bank.day("2026-04-02", &extra).await?;
        bank.deliver(&desk).await?;
        let received = desk.list("/voorschotten").await?;
        let booked = |item: &&Value| item.get("ontvangen") == item.get("bedrag");
        let count = received.iter().filter(booked).count();
        let total = Euro::from_cents(sums.values().sum());
        self.note(
            Row::count(
                "voorschotten",
                "voorschotten ontvangen van verstrekkers",
                count,
                sums.len(),
            )
            .euros(total),
        );
        Ok(())
    }

    /// The claims that should be paid.
    fn payable(&self) -> Vec<usize> {
        let good = |place: &usize| {
            self.population
                .declaraties
                .get(*place)
                .is_some_and(|claim| claim.verwachting == Verwachting::Goed)
        };
        (0..self.population.declaraties.len()).filter(good).collect()
    }

    fn account(&self, overeenkomst: usize) -> anyhow::Result<&str> {
        let place = self.overeenkomst(overeenkomst)?.zorgverlener;
        let zorgverlener = self.population.zorgverleners.get(place);
        Ok(zorgverlener.context("geen zorgverlener")?.iban.as_str())
    }

    /// A run by three people; its files lie before the bank.
    pub(super) async fn run(
        &mut self,
        bank: &Bank,
        date: &str,
        expected: usize,
    ) -> anyhow::Result<()> {
        let maker = self.desk("payout", "svb-maker").await?;
        let approver = self.desk("payout", "svb-goedkeurder").await?;
        let releaser = self.desk("payout", "svb-vrijgever").await?;
        let run = Run { maker: &maker, approver: &approver, releaser: &releaser };
        let sent = run.pay(date, bank).await?;
        let count = usize::try_from(number(&sent, "/aantal")?)?;
        let total = Euro::from_cents(number(&sent, "/totaal")?);
        let row = Row::count("betaalrun", "betalingen vrijgegeven en verzonden", count, expected);
        self.note(row.euros(total));
        Ok(())
    }

    /// Every claim ends as paid, held after a reject, or returned.
    async fn paid(&mut self, due: &[usize]) -> anyhow::Result<()> {
        let mut found: BTreeMap<String, (usize, i64)> = BTreeMap::new();
        let mut expected: BTreeMap<&str, usize> = BTreeMap::new();
        let mut deviations = Vec::new();
        for place in due {
            let claim = self.claim(*place)?;
            let should = match claim.overeenkomst {
                REJECTED => "aangehouden",
                RETURNED => "teruggekomen",
                _ => "betaald",
            };
            *expected.entry(should).or_default() += 1;
            match self.payment_state(*place, should).await {
                Ok(cents) => {
                    let entry = found.entry(should.to_owned()).or_default();
                    *entry = (entry.0 + 1, entry.1 + cents);
                }
                Err(error) => deviations.push(format!("{}: {error:#}", claim.kenmerk)),
            }
        }
        for (state, stap, text) in [
            ("betaald", "betaald", "declaraties betaald volgens het afschrift"),
            ("aangehouden", "afgekeurd_door_bank", "door de bank afgekeurd en aangehouden"),
            ("teruggekomen", "teruggekomen", "betalingen die terugkwamen"),
        ] {
            let (count, cents) = found.get(state).copied().unwrap_or_default();
            let should = expected.get(state).copied().unwrap_or_default();
            let row = Row::count(stap, text, count, should).euros(Euro::from_cents(cents));
            let mine =
                if state == "betaald" { std::mem::take(&mut deviations) } else { Vec::new() };
            self.note(row.deviations(mine));
        }
        Ok(())
    }

    /// Waits until the payment of a claim stands as it should, as zorgdomein tells it.
    pub(super) async fn payment_state(&self, place: usize, should: &str) -> anyhow::Result<i64> {
        let claim = self.claim(place)?;
        let client = self.verstrekker(self.payer(claim)?).await?;
        let id = self.ids.declaraties.get(&place).context("de declaratie is niet bekend")?;
        let path = format!("/declaraties/{id}");
        let mut last = Value::Null;
        let state = wait_for(should, Duration::from_secs(30), async || {
            let found = client.get(&path).await?.expect(200)?.json()?;
            let payments = found.get("betalingen").and_then(Value::as_array).cloned();
            let all = payments.unwrap_or_default();
            let right = |payment: &Value| payment.get("staat").is_some_and(|staat| staat == should);
            let done = !all.is_empty() && all.iter().all(right);
            Ok(done.then(|| all.iter().filter_map(|p| p.get("bedrag")?.as_i64()).sum::<i64>()))
        })
        .await;
        if state.is_err() {
            last = client.get(&path).await?.json()?;
        }
        state.with_context(|| last.to_string())
    }
}
