//! What a run found: one row a step, as a table for people and as JSON for machines.

use std::fmt::Write as _;

use kernel::Euro;
use serde::Serialize;

/// What one step did, and whether that is what should have happened.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Stable name.
    pub stap: &'static str,
    /// For the reader.
    pub omschrijving: String,
    /// How many.
    pub aantal: u64,
    /// Eurocents, where the step is about money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bedrag: Option<Euro>,
    /// How many there should be.
    pub verwacht: u64,
    /// What went otherwise, when something did.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub afwijkingen: Vec<String>,
}

impl Row {
    /// A row that counts; right when `aantal` equals `verwacht`.
    pub fn count(stap: &'static str, omschrijving: &str, aantal: usize, verwacht: usize) -> Self {
        let size = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        Self {
            stap,
            omschrijving: omschrijving.to_owned(),
            aantal: size(aantal),
            bedrag: None,
            verwacht: size(verwacht),
            afwijkingen: Vec::new(),
        }
    }

    /// With the euros of the step.
    #[must_use]
    pub fn euros(mut self, bedrag: Euro) -> Self {
        self.bedrag = Some(bedrag);
        self
    }

    /// With what went otherwise; anything makes the step fail.
    #[must_use]
    pub fn deviations(mut self, afwijkingen: Vec<String>) -> Self {
        self.afwijkingen = afwijkingen;
        self
    }

    /// Whether the step came out as expected.
    pub fn is_right(&self) -> bool {
        self.aantal == self.verwacht && self.afwijkingen.is_empty()
    }
}

/// All rows of a run.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// In the order of the play.
    pub stappen: Vec<Row>,
}

impl Report {
    /// Whether every step came out as expected.
    pub fn is_right(&self) -> bool {
        self.stappen.iter().all(Row::is_right)
    }

    /// The table for people.
    pub fn table(&self) -> String {
        let mut table = format!(
            "{:<2} {:<22} {:>8} {:>9} {:>20}  {}\n",
            "", "stap", "aantal", "verwacht", "bedrag", "wat"
        );
        for row in &self.stappen {
            let bedrag = row.bedrag.map(|euro| euro.to_string()).unwrap_or_default();
            let mark = if row.is_right() { "✓" } else { "✗" };
            let line = writeln!(
                table,
                "{mark:<2} {:<22} {:>8} {:>9} {bedrag:>20}  {}",
                row.stap, row.aantal, row.verwacht, row.omschrijving
            );
            debug_assert!(line.is_ok(), "a string takes all");
            for afwijking in row.afwijkingen.iter().take(10) {
                let line = writeln!(table, "     anders dan verwacht: {afwijking}");
                debug_assert!(line.is_ok(), "a string takes all");
            }
        }
        table
    }
}
