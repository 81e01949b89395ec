//! risk-scan tells that three zorgverleners are paid on one account (risk:R01), with evidence.

use std::time::Duration;

use anyhow::Context as _;
use serde_json::Value;

use super::Play;
use crate::client::{text, wait_for};
use crate::report::Row;

impl Play<'_> {
    /// The planted shared account, and nothing else under R01.
    pub(super) async fn signals(&mut self) -> anyhow::Result<()> {
        let desk = self.desk("risk-scan", "analist-proef").await?;
        let found = wait_for("een signaal R01", Duration::from_mins(1), async || {
            let items = desk.list("/signalen?indicator=R01").await?;
            Ok((!items.is_empty()).then_some(items))
        })
        .await?;
        let mut deviations = Vec::new();
        for signal in &found {
            let path = format!("/signalen/{}/bewijs", text(signal, "/id")?);
            let evidence = desk.get(&path).await?.expect(200)?.json()?;
            let rows = evidence.get("items").and_then(Value::as_array).context("bewijsregels")?;
            let named = population::agreement::SHARED
                .iter()
                .filter_map(|place| self.ids.zorgverleners.get(place))
                .filter(|id| rows.iter().any(|row| row.to_string().contains(id.as_str())))
                .count();
            if named != population::agreement::SHARED.len() {
                deviations.push(format!("het bewijs noemt {named} van de drie: {evidence}"));
            }
        }
        let row =
            Row::count("signalen", "signaal R01: een rekening, drie zorgverleners", found.len(), 1);
        self.note(row.deviations(deviations));
        Ok(())
    }
}
