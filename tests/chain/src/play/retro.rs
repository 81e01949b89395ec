//! A rate of 30.00 becomes 32.00 from 1 March, signed on 12 April: twenty hours make 40.00 more,
//! of which the budget holds 25.00 (pgb:3.7, R-TWK-04).

use std::time::Duration;

use anyhow::Context as _;
use kernel::Euro;
use population::Verwachting;
use serde_json::json;

use super::Play;
use crate::bank::Bank;
use crate::client::{number, text, wait_for};
use crate::report::Row;

impl Play<'_> {
    /// The worked example, and the payment of what the budget holds.
    pub(super) async fn retro(&mut self) -> anyhow::Result<()> {
        self.chain.set_clock("2026-04-12T09:00:00Z").await?;
        let agreement = self.ids.overeenkomsten.get(&0).context("de eerste overeenkomst")?.clone();
        let declaratie = self.ids.declaraties.get(&0).context("de eerste declaratie")?.clone();
        let client = self.verstrekker(self.verstrekker_of(self.overeenkomst(0)?)?).await?;
        let body = json!({
            "ingangsdatum": "2026-03-01",
            "ondertekendOp": "2026-04-12",
            "regels": [{ "regelId": agreement.regel, "tarief": 3200 }],
        });
        let path = format!("/zorgovereenkomsten/{}/wijzigingen", agreement.id);
        let answer = client.post(&path, &body).await?.expect(201)?;
        let found = wait_for("antwoord op de correctie", Duration::from_mins(1), async || {
            let found =
                client.get(&format!("/declaraties/{declaratie}")).await?.expect(200)?.json()?;
            let answered = number(&found, "/geboekt").unwrap_or(0) == 62_500;
            Ok(answered.then_some(found))
        })
        .await
        .with_context(|| format!("na de wijziging: {}", answer.body))?;
        let mut deviations = Vec::new();
        let refused = number(&found, "/geweigerd")?;
        let reason = text(&found, "/reden").unwrap_or_default();
        if refused != 1500 || reason != "budgetUitgeputBijTwk" {
            deviations.push(format!("geweigerd {refused}, reden {reason}: {found}"));
        }
        let right = usize::from(deviations.is_empty());
        let row = Row::count(
            "twk",
            "tarief met terugwerkende kracht: 25,00 nabetaald, 15,00 geweigerd",
            right,
            1,
        );
        self.note(row.euros(Euro::from_cents(2500)).deviations(deviations));
        let claims = self.second_change().await?;
        self.pay_the_difference(&claims).await
    }

    /// Another agreement rises by 2.00 an hour, so that the run has more than one payment: a file
    /// with a single payment is never sent (payments:1.9).
    async fn second_change(&self) -> anyhow::Result<Vec<usize>> {
        let overeenkomst = self.overeenkomst(CHANGED)?;
        let agreement = self.ids.overeenkomsten.get(&CHANGED).context("de overeenkomst")?;
        let client = self.verstrekker(self.verstrekker_of(overeenkomst)?).await?;
        let tarief = overeenkomst.tarief.checked_add(Euro::from_cents(200)).context("tarief")?;
        let body = json!({
            "ingangsdatum": "2026-03-01",
            "ondertekendOp": "2026-04-12",
            "regels": [{ "regelId": agreement.regel, "tarief": tarief }],
        });
        let path = format!("/zorgovereenkomsten/{}/wijzigingen", agreement.id);
        client.post(&path, &body).await?.expect(201)?;
        let claims: Vec<usize> = (0..self.population.declaraties.len())
            .filter(|place| {
                self.claim(*place).is_ok_and(|claim| {
                    claim.overeenkomst == CHANGED && claim.verwachting == Verwachting::Goed
                })
            })
            .collect();
        for place in &claims {
            let before = self.claim(*place)?.verschuldigd.cents();
            let id = self.ids.declaraties.get(place).context("de declaratie")?;
            wait_for("de correctie is geboekt", Duration::from_mins(1), async || {
                let found = client.get(&format!("/declaraties/{id}")).await?.expect(200)?.json()?;
                Ok((number(&found, "/geboekt").unwrap_or(0) > before).then_some(()))
            })
            .await?;
        }
        Ok(claims)
    }

    /// A second run pays the differences.
    async fn pay_the_difference(&mut self, claims: &[usize]) -> anyhow::Result<()> {
        let bank = Bank::open(self.folder("bank")?)?;
        self.run(&bank, "2026-04-14", claims.len().saturating_add(1)).await?;
        let desk = self.desk("payout", "svb-bank").await?;
        bank.day("2026-04-14", &[]).await?;
        bank.deliver(&desk).await?;
        let (mut paid, mut deviations) = (0, Vec::new());
        for place in claims.iter().copied().chain([0]) {
            match self.payment_state(place, "betaald").await {
                Ok(_) => paid += 1,
                Err(error) => deviations.push(format!("{error:#}")),
            }
        }
        let all = claims.len().saturating_add(1);
        let row = Row::count("nabetaald", "nabetalingen op het afschrift", paid, all);
        self.note(row.deviations(deviations));
        Ok(())
    }
}

/// The second agreement whose rate changes.
const CHANGED: usize = 4;
