//! Claims come in one by one and in bulk; payout books them or refuses for lack of budget.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::Context as _;
use kernel::{Euro, SoortOvereenkomst};
use population::{Declaratie, Verwachting};
use serde_json::{Value, json};

use super::Play;
use crate::client::{number, text, wait_for};
use crate::report::Row;

/// How many claims go one by one; the rest goes in bulk.
const SINGLE: usize = 25;
/// Lines in one bulk request.
const BULK: usize = 10_000;

impl Play<'_> {
    /// All claims.
    pub(super) async fn claims(&mut self) -> anyhow::Result<()> {
        self.budgets_are_open().await?;
        let count = self.population.declaraties.len();
        self.one_by_one(SINGLE.min(count)).await?;
        self.in_bulk(SINGLE.min(count)..count).await
    }

    async fn one_by_one(&mut self, count: usize) -> anyhow::Result<()> {
        let (mut right, mut deviations) = (0, Vec::new());
        for (place, claim) in self.population.declaraties.iter().enumerate().take(count) {
            let client = self.verstrekker(self.payer(claim)?).await?;
            let answer = client.post("/declaraties", &self.claim_body(claim)?).await?;
            let body = answer.json()?;
            if is_expected(claim, answer.status, &body) {
                right += 1;
            } else {
                deviations.push(format!("{}: {} {}", claim.kenmerk, answer.status, answer.body));
            }
            if let Ok(id) = text(&body, "/id") {
                self.ids.declaraties.insert(place, id);
            }
        }
        let row = Row::count("declaraties_enkel", "declaraties een voor een", right, count);
        self.note(row.deviations(deviations));
        Ok(())
    }

    async fn in_bulk(&mut self, places: std::ops::Range<usize>) -> anyhow::Result<()> {
        let mut per_verstrekker: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for place in places.clone() {
            let claim = self.claim(place)?;
            per_verstrekker.entry(self.payer(claim)?).or_default().push(place);
        }
        let (mut right, mut deviations) = (0, Vec::new());
        for (verstrekker, claims) in per_verstrekker {
            for chunk in claims.chunks(BULK) {
                let (good, mut others) = self.bulk_request(verstrekker, chunk).await?;
                right += good;
                deviations.append(&mut others);
            }
        }
        let row = Row::count("declaraties_bulk", "declaraties in bulk", right, places.len());
        self.note(row.deviations(deviations));
        Ok(())
    }

    async fn bulk_request(
        &mut self,
        verstrekker: usize,
        claims: &[usize],
    ) -> anyhow::Result<(usize, Vec<String>)> {
        let mut lines = String::new();
        for place in claims {
            lines.push_str(&self.claim_body(self.claim(*place)?)?.to_string());
            lines.push('\n');
        }
        let client = self.verstrekker(verstrekker).await?;
        let answer = client
            .post_raw("/declaraties/_bulk", "application/x-ndjson", lines.into_bytes())
            .await?
            .expect(200)?;
        let (mut right, mut deviations) = (0, Vec::new());
        let mut answers = answer.body.lines();
        for place in claims {
            let line = answers.next().context("minder antwoorden dan regels")?;
            let line: Value = serde_json::from_str(line)?;
            let claim = self.claim(*place)?;
            let status = u16::try_from(number(&line, "/status")?)?;
            let empty = Value::Null;
            let body = line.get("declaratie").unwrap_or(&empty);
            if is_expected(claim, status, body) {
                right += 1;
            } else {
                deviations.push(format!("{}: {line}", claim.kenmerk));
            }
            if let Ok(id) = text(body, "/id") {
                self.ids.declaraties.insert(*place, id);
            }
        }
        Ok((right, deviations))
    }

    /// payout has answered every approved claim: booked whole, or refused whole.
    pub(super) async fn booked(&mut self) -> anyhow::Result<()> {
        let population = self.population;
        let (mut booked, mut refused, mut euros, mut deviations) = (0, 0, Vec::new(), Vec::new());
        let (mut all_booked, mut all_refused) = (0, 0);
        for (place, claim) in population.declaraties.iter().enumerate() {
            let (due, held) = match claim.verwachting {
                Verwachting::Goed => (claim.verschuldigd, true),
                Verwachting::BudgetOntoereikend => (claim.verschuldigd, false),
                Verwachting::Geweigerd(_) => continue,
            };
            if held {
                all_booked += 1;
            } else {
                all_refused += 1;
            }
            let Some(id) = self.ids.declaraties.get(&place) else { continue };
            let found = self.answered(claim, id).await?;
            let geboekt = Euro::from_cents(number(&found, "/geboekt")?);
            match (held, geboekt == due, geboekt == Euro::ZERO) {
                (true, true, _) => {
                    booked += 1;
                    euros.push(geboekt);
                }
                (false, _, true) => refused += 1,
                _ => deviations.push(format!("{}: {found}", claim.kenmerk)),
            }
        }
        let total = Euro::checked_sum(euros).context("het totaal past niet")?;
        let row = Row::count("geboekt", "declaraties geboekt in het grootboek", booked, all_booked);
        self.note(row.euros(total).deviations(deviations));
        self.note(Row::count("geweigerd", "geweigerd: budget ontoereikend", refused, all_refused));
        Ok(())
    }

    /// The claim once payout has answered its version.
    async fn answered(&self, claim: &Declaratie, id: &str) -> anyhow::Result<Value> {
        let client = self.verstrekker(self.payer(claim)?).await?;
        let path = format!("/declaraties/{id}");
        wait_for("antwoord van payout", Duration::from_mins(2), async || {
            let found = client.get(&path).await?.expect(200)?.json()?;
            let answered = found.get("geboekt").is_some_and(Value::is_i64);
            Ok(answered.then_some(found))
        })
        .await
        .with_context(|| claim.kenmerk.clone())
    }

    pub(super) fn claim(&self, place: usize) -> anyhow::Result<&Declaratie> {
        self.population.declaraties.get(place).context("onbekende declaratie")
    }

    /// The verstrekker under whose budget the claim falls.
    pub(super) fn payer(&self, claim: &Declaratie) -> anyhow::Result<usize> {
        self.verstrekker_of(self.overeenkomst(claim.overeenkomst)?)
    }

    fn claim_body(&self, claim: &Declaratie) -> anyhow::Result<Value> {
        let agreement =
            self.ids.overeenkomsten.get(&claim.overeenkomst).context("geen overeenkomst")?;
        let overeenkomst = self.overeenkomst(claim.overeenkomst)?;
        let person = matches!(
            overeenkomst.soort,
            SoortOvereenkomst::Arbeidsovereenkomst | SoortOvereenkomst::Familie
        );
        let mut body = json!({
            "kenmerk": claim.kenmerk,
            "zorgovereenkomstId": agreement.id,
            "soort": if person { "uren" } else { "factuur" },
            "ontvangenOp": "2026-04-01",
            "regels": [{
                "regelId": agreement.regel,
                "begindatum": claim.begindatum,
                "einddatum": claim.einddatum,
                "aantal": claim.aantal,
                "eenheid": "uur",
                "tarief": claim.tarief,
                "bedrag": claim.bedrag,
            }],
            "totaal": claim.bedrag,
        });
        if let (Some(number), Some(object)) = (&claim.factuurnummer, body.as_object_mut()) {
            object.insert("factuurnummer".to_owned(), json!(number));
            object.insert("factuurdatum".to_owned(), json!("2026-04-01"));
        }
        Ok(body)
    }
}

/// Whether an answer is what the claim should get: a refusal names the check, whether it stops a
/// waiting person (409) or is stored as refused (201).
fn is_expected(claim: &Declaratie, status: u16, body: &Value) -> bool {
    let state = body.get("status").and_then(Value::as_str).unwrap_or_default();
    match claim.verwachting {
        Verwachting::Goed | Verwachting::BudgetOntoereikend => {
            status == 201 && state == "goedgekeurd"
        }
        Verwachting::Geweigerd(check) => {
            let named = body.to_string().contains(check);
            named && (status == 409 || (status == 201 && state != "goedgekeurd"))
        }
    }
}
