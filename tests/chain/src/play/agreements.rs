//! Agreements are handed in, judged by labour-check over RabbitMQ and by the verstrekker.

use std::time::Duration;

use anyhow::Context as _;
use population::{Overeenkomst, Verwachting, Zorgverlener};
use serde_json::{Value, json};

use super::{Agreement, Play};
use crate::client::{text, wait_for};
use crate::report::Row;

impl Play<'_> {
    /// Zorgverleners, agreements, both judgements.
    pub(super) async fn agreements(&mut self) -> anyhow::Result<()> {
        self.zorgverleners().await?;
        self.hand_in().await?;
        self.judge().await?;
        self.outcomes().await
    }

    async fn zorgverleners(&mut self) -> anyhow::Result<()> {
        for (place, zorgverlener) in self.population.zorgverleners.iter().enumerate() {
            let home = zorgverlener.verstrekkers.first().copied().unwrap_or(0);
            let client = self.verstrekker(home).await?;
            let body = self.zorgverlener_body(zorgverlener);
            let made = client.post("/zorgverleners", &body).await?.expect(201)?.json()?;
            self.ids.zorgverleners.insert(place, text(&made, "/id")?);
        }
        let (count, all) = (self.ids.zorgverleners.len(), self.population.zorgverleners.len());
        self.note(Row::count("zorgverleners", "zorgverleners ingeschreven", count, all));
        Ok(())
    }

    fn zorgverlener_body(&self, zorgverlener: &Zorgverlener) -> Value {
        let verstrekkers: Vec<&String> = (zorgverlener.verstrekkers.iter())
            .filter_map(|place| self.ids.verstrekkers.get(place))
            .collect();
        let mut body = json!({
            "soort": if zorgverlener.persoon.is_some() { "persoon" } else { "organisatie" },
            "naam": zorgverlener.naam,
            "iban": zorgverlener.iban,
            "rekeninghouder": zorgverlener.naam,
            "verstrekkers": verstrekkers,
        });
        if let Some((bsn, geboortedatum)) = &zorgverlener.persoon {
            set(&mut body, "bsn", json!(bsn));
            set(&mut body, "geboortedatum", json!(geboortedatum));
        }
        if let Some(kvk_nummer) = &zorgverlener.kvk_nummer {
            set(&mut body, "kvkNummer", json!(kvk_nummer));
        }
        body
    }

    async fn hand_in(&mut self) -> anyhow::Result<()> {
        let mut deviations = Vec::new();
        for (place, overeenkomst) in self.population.overeenkomsten.iter().enumerate() {
            match self.hand_in_one(overeenkomst).await {
                Ok(agreement) => {
                    self.ids.overeenkomsten.insert(place, agreement);
                }
                Err(error) => deviations.push(format!("{}: {error:#}", overeenkomst.kenmerk)),
            }
        }
        let (count, all) = (self.ids.overeenkomsten.len(), self.population.overeenkomsten.len());
        let row = Row::count("zorgovereenkomsten", "overeenkomsten ingediend", count, all);
        self.note(row.deviations(deviations));
        Ok(())
    }

    async fn hand_in_one(&self, overeenkomst: &Overeenkomst) -> anyhow::Result<Agreement> {
        let (place, toekenning) = (overeenkomst.toekenning, overeenkomst.toekenning);
        let grant = self.ids.toekenningen.get(&toekenning).context("geen toekenning")?;
        let sender = self.population.toekenningen.get(place).context("geen toekenning")?;
        let zorgverlener = self.ids.zorgverleners.get(&overeenkomst.zorgverlener);
        let body = json!({
            "kenmerk": overeenkomst.kenmerk,
            "budgethouderId": grant.budgethouder,
            "zorgverlenerId": zorgverlener.context("geen zorgverlener")?,
            "soort": overeenkomst.soort,
            "ingangsdatum": overeenkomst.ingangsdatum,
            "afgeslotenOp": "2026-01-07",
            "ondertekening": { "budgethouderOp": "2026-01-07", "zorgverlenerOp": "2026-01-07" },
            "relatieBudgethouder":
                if overeenkomst.soort == kernel::SoortOvereenkomst::Familie { "eersteGraad" } else { "geen" },
            "urenPerWeek": overeenkomst.uren_per_week,
            "dagenPerWeek": 300,
            "vakantietoeslag": overeenkomst.vakantietoeslag,
            "vakantieUren": vakantie_uren(overeenkomst),
            "derdenbeding": overeenkomst.derdenbeding,
            "ibOndernemer": overeenkomst.soort == kernel::SoortOvereenkomst::Opdracht,
            "formeel": overeenkomst.formeel,
            "regels": [{
                "toekenningId": grant.id,
                "zorgfunctie": overeenkomst.zorgfunctie,
                "eenheid": "uur",
                "tarief": overeenkomst.tarief,
            }],
        });
        let client = self.verstrekker(sender.verstrekker).await?;
        let made = client.post("/zorgovereenkomsten", &body).await?.expect(201)?.json()?;
        Ok(Agreement { id: text(&made, "/id")?, regel: text(&made, "/regels/0/id")? })
    }

    /// The verstrekker judges the content of each agreement.
    async fn judge(&mut self) -> anyhow::Result<()> {
        let (mut right, mut deviations) = (0, Vec::new());
        for (place, agreement) in &self.ids.overeenkomsten {
            let overeenkomst = self.overeenkomst(*place)?;
            let client = self.verstrekker(self.verstrekker_of(overeenkomst)?).await?;
            let mut body = json!({ "oordeel": overeenkomst.oordeel_verstrekker });
            if overeenkomst.oordeel_verstrekker == "fout" {
                set(&mut body, "reden", json!("De zorgbeschrijving past niet bij de toekenning."));
            }
            let path = format!("/zorgovereenkomsten/{}/beoordelingen", agreement.id);
            let answer = client.post(&path, &body).await?;
            // An agreement that the toets has refused already takes no more judgements.
            match answer.status {
                200 | 201 => right += 1,
                409 if overeenkomst.verwachting != Verwachting::Goed => right += 1,
                _ => deviations.push(format!("{}: {}", overeenkomst.kenmerk, answer.body)),
            }
        }
        let all = self.ids.overeenkomsten.len();
        let row = Row::count("beoordelingen", "overeenkomsten beoordeeld op inhoud", right, all);
        self.note(row.deviations(deviations));
        Ok(())
    }

    /// Both yes makes it active; a no is found with the rule that says it.
    async fn outcomes(&mut self) -> anyhow::Result<()> {
        let (mut active, mut refused, mut deviations) = (0, 0, Vec::new());
        for (place, agreement) in &self.ids.overeenkomsten {
            let overeenkomst = self.overeenkomst(*place)?;
            let client = self.verstrekker(self.verstrekker_of(overeenkomst)?).await?;
            let path = format!("/zorgovereenkomsten/{}", agreement.id);
            let found = wait_for("een uitkomst van de toets", Duration::from_mins(2), async || {
                let found = client.get(&path).await?.expect(200)?.json()?;
                let status = text(&found, "/status")?;
                Ok((status == "actief" || status == "afgekeurd").then_some(found))
            })
            .await
            .with_context(|| format!("{} {:?}", overeenkomst.kenmerk, overeenkomst.verwachting))?;
            let status = text(&found, "/status")?;
            let is_right = match overeenkomst.verwachting {
                Verwachting::Geweigerd("verstrekker") => status == "afgekeurd",
                Verwachting::Geweigerd(rule) => {
                    status == "afgekeurd" && found.to_string().contains(rule)
                }
                Verwachting::Goed | Verwachting::BudgetOntoereikend => status == "actief",
            };
            if !is_right {
                deviations.push(format!("{}: {found}", overeenkomst.kenmerk));
            } else if status == "actief" {
                active += 1;
            } else {
                refused += 1;
            }
        }
        let good = |o: &&Overeenkomst| o.verwachting == Verwachting::Goed;
        let all_active = self.population.overeenkomsten.iter().filter(good).count();
        let all_refused = self.population.overeenkomsten.len().saturating_sub(all_active);
        let row =
            Row::count("actief", "overeenkomsten actief na beide oordelen", active, all_active);
        self.note(row.deviations(deviations));
        self.note(Row::count(
            "getoetst_afgekeurd",
            "afgekeurd met regel en reden",
            refused,
            all_refused,
        ));
        Ok(())
    }

    pub(super) fn overeenkomst(&self, place: usize) -> anyhow::Result<&Overeenkomst> {
        self.population.overeenkomsten.get(place).context("onbekende overeenkomst")
    }

    pub(super) fn verstrekker_of(&self, overeenkomst: &Overeenkomst) -> anyhow::Result<usize> {
        let toekenning = self.population.toekenningen.get(overeenkomst.toekenning);
        Ok(toekenning.context("onbekende toekenning")?.verstrekker)
    }
}

fn vakantie_uren(overeenkomst: &Overeenkomst) -> &'static str {
    if overeenkomst.soort == kernel::SoortOvereenkomst::Arbeidsovereenkomst {
        "doorbetaald"
    } else {
        "geen"
    }
}

fn set(body: &mut Value, key: &str, value: Value) {
    if let Some(object) = body.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
}
