//! Verstrekkers register; their grants come in as iPgb messages and as JSON.

use std::time::Duration;

use anyhow::Context as _;
use kernel::Euro;
use population::{Kanaal, Toekenning, ipgb};
use serde_json::{Value, json};

use super::{Grant, Play};
use crate::client::{Answer, text, wait_for};
use crate::report::Row;

impl Play<'_> {
    /// The SVB registers the verstrekkers.
    pub(super) async fn verstrekkers(&mut self) -> anyhow::Result<()> {
        let desk = self.desk("zorgdomein", "svb-beheer").await?;
        for (place, verstrekker) in self.population.verstrekkers.iter().enumerate() {
            let body = json!({
                "naam": verstrekker.naam,
                "soort": verstrekker.soort,
                "afzendercode": verstrekker.afzendercode,
                "oin": verstrekker.oin,
                "wetten": verstrekker.wetten,
                "mandaten": [],
            });
            let made = desk.post("/verstrekkers", &body).await?.expect(201)?.json()?;
            self.ids.verstrekkers.insert(place, text(&made, "/id")?);
        }
        let count = self.ids.verstrekkers.len();
        let all = self.population.verstrekkers.len();
        self.note(Row::count("verstrekkers", "verstrekkers aangesloten", count, all));
        Ok(())
    }

    /// All grants, good and faulty.
    pub(super) async fn grants(&mut self) -> anyhow::Result<()> {
        self.chain.register_persons(self.population).await?;
        self.grants_of(Kanaal::Ipgb, "toekenningen_ipgb", "501-berichten met een goed 502").await?;
        self.grants_of(Kanaal::Rest, "toekenningen_rest", "toekenningen als JSON").await?;
        self.faulty().await
    }

    async fn grants_of(
        &mut self,
        kanaal: Kanaal,
        stap: &'static str,
        omschrijving: &str,
    ) -> anyhow::Result<()> {
        let population = self.population;
        let mine = population.toekenningen.iter().enumerate().filter(|(_, t)| t.kanaal == kanaal);
        let (mut right, mut euros, mut deviations, mut all) = (0, Vec::new(), Vec::new(), 0);
        for (place, toekenning) in mine {
            all += 1;
            let sent = match kanaal {
                Kanaal::Ipgb => self.send_message(place, toekenning).await,
                Kanaal::Rest => self.send_json(toekenning).await,
            };
            match sent {
                Ok(grant) => {
                    right += 1;
                    euros.extend(toekenning.functies.iter().map(|functie| functie.bedrag));
                    self.ids.toekenningen.insert(place, grant);
                }
                Err(error) => deviations.push(format!("{}: {error:#}", toekenning.bericht)),
            }
        }
        let total = Euro::checked_sum(euros).context("het totaal past niet")?;
        self.note(Row::count(stap, omschrijving, right, all).euros(total).deviations(deviations));
        Ok(())
    }

    async fn send_message(&self, place: usize, toekenning: &Toekenning) -> anyhow::Result<Grant> {
        let message = ipgb::message(toekenning);
        let folder = self.folder("berichten")?;
        let name = format!("{}-{}", toekenning.afzendercode, toekenning.bericht);
        std::fs::write(folder.join(format!("{name}-501.xml")), &message)?;
        let client = self.verstrekker(toekenning.verstrekker).await?;
        let answer = client
            .post_raw("/berichten", "application/xml", message.into_bytes())
            .await?
            .expect(200)?;
        std::fs::write(folder.join(format!("{name}-502.xml")), &answer.body)?;
        let codes = retour_codes(&answer);
        anyhow::ensure!(codes.is_empty(), "retourcodes {codes:?} voor budgethouder {place}");
        let found = client.post("/toekenningen/_zoek", &json!({ "bsn": toekenning.bsn })).await?;
        let found = found.expect(200)?.json()?;
        let items = found.get("items").and_then(Value::as_array).context("een lijst")?;
        anyhow::ensure!(items.len() == 1, "{} toekenningen gevonden", items.len());
        items.first().context("een toekenning").and_then(grant)
    }

    async fn send_json(&self, toekenning: &Toekenning) -> anyhow::Result<Grant> {
        let relaties: Vec<Value> = (toekenning.vertegenwoordiger.iter())
            .map(|persoon| {
                json!({ "nummer": "1", "soort": "2", "bsn": persoon.bsn, "ingangsdatum": "2026-01-01" })
            })
            .collect();
        let functies: Vec<Value> = (toekenning.functies.iter())
            .map(|functie| {
                json!({
                    "zorgfunctie": functie.zorgfunctie,
                    "functieBudgetPeriode": {
                        "ingangsdatum": functie.periode.van(), "einddatum": functie.periode.tot(),
                    },
                    "functieBudgetBedrag": functie.bedrag,
                })
            })
            .collect();
        let body = json!({
            "afzender": toekenning.afzendercode,
            "berichtIdentificatie": toekenning.bericht,
            "dagtekening": toekenning.dagtekening,
            "wet": toekenning.wet,
            "client": { "bsn": toekenning.bsn, "relaties": relaties },
            "budget": {
                "budgetIdentificatie": toekenning.budget,
                "afgiftedatum": toekenning.dagtekening,
                "budgetPeriode": { "ingangsdatum": "2026-01-01", "einddatum": "2026-12-31" },
                "functieBudgetten": functies,
            },
        });
        let client = self.verstrekker(toekenning.verstrekker).await?;
        let made = client.post("/toekenningen", &body).await?.expect(201)?.json()?;
        grant(&made)
    }

    /// Faulty messages come back with their code, and no grant comes of them.
    async fn faulty(&mut self) -> anyhow::Result<()> {
        let (mut right, mut deviations) = (0, Vec::new());
        let folder = self.folder("berichten")?;
        let before = self.grants_known().await?;
        for fout in &self.population.fouten {
            std::fs::write(
                folder.join(format!("fout-{}.xml", fout.naam.replace(' ', "-"))),
                &fout.xml,
            )?;
            let client = self.verstrekker(fout.verstrekker).await?;
            let body = fout.xml.clone().into_bytes();
            let answer = client.post_raw("/berichten", "application/xml", body).await?;
            let codes = retour_codes(&answer);
            let is_right = match fout.retourcode {
                Some(code) => answer.status == 200 && codes.iter().any(|found| found == code),
                None => {
                    answer.status == 400 && answer.json().is_ok_and(|p| p.get("detail").is_some())
                }
            };
            if is_right {
                right += 1;
            } else {
                deviations
                    .push(format!("{}: {} {codes:?} {}", fout.naam, answer.status, answer.body));
            }
        }
        let after = self.grants_known().await?;
        if before != after {
            deviations.push(format!("er kwamen {} toekenningen bij", after.saturating_sub(before)));
        }
        let all = self.population.fouten.len();
        let row =
            Row::count("berichten_fout", "foute berichten met de juiste retourcode", right, all);
        self.note(row.deviations(deviations));
        Ok(())
    }

    async fn grants_known(&self) -> anyhow::Result<usize> {
        let mut known = 0;
        for place in 0..self.population.verstrekkers.len() {
            known += self.verstrekker(place).await?.list("/toekenningen").await?.len();
        }
        Ok(known)
    }

    /// The budgets are open in payout when it can show the last one.
    pub(super) async fn budgets_are_open(&self) -> anyhow::Result<()> {
        let desk = self.desk("payout", "svb-lezer").await?;
        for grant in self.ids.toekenningen.values() {
            let path = format!("/budgetten/{}", grant.id);
            wait_for("het budget staat in het grootboek", Duration::from_mins(1), async || {
                Ok((desk.get(&path).await?.status == 200).then_some(()))
            })
            .await?;
        }
        Ok(())
    }
}

fn grant(value: &Value) -> anyhow::Result<Grant> {
    Ok(Grant { id: text(value, "/id")?, budgethouder: text(value, "/budgethouderId")? })
}

/// The retourcodes of a 502 that say something is wrong.
fn retour_codes(answer: &Answer) -> Vec<String> {
    answer
        .body
        .split("<RetourCode>")
        .skip(1)
        .filter_map(|part| part.split_once("</RetourCode>"))
        .map(|(code, _)| code.to_owned())
        .filter(|code| code != "0200" && code != "0233")
        .collect()
}
