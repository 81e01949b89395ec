//! What the checks found: one line each for people, one object for machines; pure.

use std::fmt::Write as _;
use std::time::Duration;

use serde::Serialize;

/// How many offenders are named.
pub const NAMED_MAX: usize = 5;

/// The invariants of the chain, by number.
pub const INVARIANTEN: [(u8, &str); 8] = [
    (1, "Geen declaratie is dubbel betaald; geboekt en geweigerd zijn samen wat verschuldigd is"),
    (2, "Er is nooit meer besteed en gereserveerd dan toegekend"),
    (3, "Beide boeken zijn in evenwicht"),
    (4, "Elke goedgekeurde declaratie is geboekt of zichtbaar geweigerd"),
    (5, "Elk verteld feit is verwerkt door wie het hoort, of staat zichtbaar te wachten"),
    (6, "Bankbestanden zijn gelijk aan het grootboek en aan hun betalingen"),
    (7, "Twee diensten zeggen nooit iets verschillends"),
    (8, "Niemand zag een rij van een andere verstrekker"),
];

/// One check: what it looked at, and what it found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// The invariant it belongs to.
    pub invariant: u8,
    /// Stable name.
    pub naam: String,
    /// What it proves.
    pub omschrijving: String,
    /// What it looked at.
    pub bekeken: Bekeken,
    /// How long that took.
    pub millis: u64,
    /// What it found.
    #[serde(flatten)]
    pub uitkomst: Uitkomst,
}

/// How much was looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Bekeken {
    /// Of what, in the plural.
    pub wat: String,
    /// How many.
    pub aantal: u64,
    /// Eurocents, where it is about money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub centen: Option<i64>,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "uitkomst", rename_all = "camelCase")]
pub enum Uitkomst {
    /// Nothing wrong.
    Groen,
    /// Something is wrong.
    Rood {
        /// How many offenders.
        aantal: u64,
        /// The first of them, by opaque id.
        eerste: Vec<String>,
    },
    /// There was nothing to look at by intent.
    Overgeslagen {
        /// Why.
        waarom: String,
    },
    /// It could not be looked at.
    Onbekend {
        /// Why not.
        waarom: String,
    },
}

impl Check {
    /// Green without offenders, red with.
    pub fn of(about: About<'_>, bekeken: Bekeken, aantal: u64, eerste: Vec<String>) -> Self {
        let uitkomst =
            if aantal == 0 { Uitkomst::Groen } else { Uitkomst::Rood { aantal, eerste } };
        about.check(bekeken, uitkomst)
    }

    /// With how long it took.
    #[must_use]
    pub fn took(self, time: Duration) -> Self {
        Self { millis: u64::try_from(time.as_millis()).unwrap_or(u64::MAX), ..self }
    }

    /// Whether something is wrong.
    pub fn is_red(&self) -> bool {
        matches!(self.uitkomst, Uitkomst::Rood { aantal: _, eerste: _ })
    }

    fn is_unknown(&self) -> bool {
        matches!(self.uitkomst, Uitkomst::Onbekend { waarom: _ })
    }
}

/// Which check.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The invariant it belongs to.
    pub invariant: u8,
    /// Stable name.
    pub naam: &'a str,
    /// What it proves.
    pub omschrijving: &'a str,
    /// What it looks at, in the plural.
    pub wat: &'a str,
}

impl About<'_> {
    /// This check with its outcome.
    pub fn check(self, bekeken: Bekeken, uitkomst: Uitkomst) -> Check {
        Check {
            invariant: self.invariant,
            naam: self.naam.to_owned(),
            omschrijving: self.omschrijving.to_owned(),
            bekeken,
            millis: 0,
            uitkomst,
        }
    }

    /// So many were looked at.
    pub fn looked_at(self, aantal: u64, centen: Option<i64>) -> Bekeken {
        Bekeken { wat: self.wat.to_owned(), aantal, centen }
    }

    /// It could not be looked at.
    pub fn unknown(self, error: &anyhow::Error) -> Check {
        self.check(self.looked_at(0, None), Uitkomst::Onbekend { waarom: format!("{error:#}") })
    }

    /// There was nothing to look at by intent.
    pub fn skipped(self, waarom: &str) -> Check {
        let waarom = waarom.to_owned();
        self.check(self.looked_at(0, None), Uitkomst::Overgeslagen { waarom })
    }
}

/// What was planted before the check, in a build that can.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Geplant {
    /// The invariant that was violated on purpose.
    pub invariant: u8,
    /// What was done.
    pub wat: String,
}

/// Everything that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// How long it waited for the chain to be quiet.
    pub gewacht: Duration,
    /// What was planted.
    pub geplant: Option<Geplant>,
    /// The checks, in the order they were done.
    pub checks: Vec<Check>,
}

/// The whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Oordeel {
    /// Every check is green.
    Groen,
    /// At least one check is red.
    Rood,
    /// Nothing is red, but not everything could be looked at.
    Onbekend,
}

impl Oordeel {
    /// The exit status.
    pub const fn exit_status(self) -> u8 {
        match self {
            Self::Groen => 0,
            Self::Rood => 1,
            Self::Onbekend => 2,
        }
    }
}

impl Report {
    /// The whole. A planted violation that was not found is no red: the checker cannot check.
    pub fn oordeel(&self) -> Oordeel {
        let missed = self.geplant.is_some() && self.found_plant() != Some(true);
        if missed {
            return Oordeel::Onbekend;
        }
        if self.checks.iter().any(Check::is_red) {
            return Oordeel::Rood;
        }
        let seen = |nummer: u8| self.checks.iter().any(|check| check.invariant == nummer);
        let all = INVARIANTEN.iter().all(|(nummer, _)| seen(*nummer));
        if all && !self.checks.iter().any(Check::is_unknown) {
            Oordeel::Groen
        } else {
            Oordeel::Onbekend
        }
    }

    /// Whether the planted violation was found; `None` when nothing was planted.
    pub fn found_plant(&self) -> Option<bool> {
        let geplant = self.geplant.as_ref()?;
        Some(self.checks.iter().any(|check| check.invariant == geplant.invariant && check.is_red()))
    }

    /// One object for machines.
    pub fn json(&self) -> serde_json::Value {
        let invarianten: Vec<serde_json::Value> = INVARIANTEN
            .iter()
            .map(|(nummer, omschrijving)| {
                let of = |check: &&Check| check.invariant == *nummer;
                let red = self.checks.iter().filter(of).any(Check::is_red);
                let unknown = self.checks.iter().filter(of).any(Check::is_unknown)
                    || !self.checks.iter().any(|check| of(&check));
                let oordeel = match (red, unknown) {
                    (true, _) => Oordeel::Rood,
                    (false, true) => Oordeel::Onbekend,
                    (false, false) => Oordeel::Groen,
                };
                serde_json::json!({
                    "nummer": nummer, "omschrijving": omschrijving, "oordeel": oordeel,
                })
            })
            .collect();
        serde_json::json!({
            "oordeel": self.oordeel(),
            "gewachtMillis": u64::try_from(self.gewacht.as_millis()).unwrap_or(u64::MAX),
            "geplant": self.geplant,
            "gevonden": self.found_plant(),
            "invarianten": invarianten,
            "controles": self.checks,
        })
    }

    /// One line a check, for people.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut checks = self.checks.clone();
        checks.sort_by_key(|check| check.invariant);
        let millis = self.gewacht.as_millis();
        let (whole, tenths) = (millis / 1000, millis % 1000 / 100);
        let mut last = 0;
        push(&mut text, &format!("gewacht tot de keten stil was: {whole},{tenths} s"));
        for check in &checks {
            if check.invariant != last {
                last = check.invariant;
                let found = INVARIANTEN.iter().find(|(nummer, _)| *nummer == last);
                let title = found.map_or("", |(_, omschrijving)| omschrijving);
                push(&mut text, &format!("{last}. {title}"));
            }
            push(&mut text, &line(check));
            for offender in offenders(check) {
                push(&mut text, &format!("        {offender}"));
            }
        }
        if let Some(geplant) = &self.geplant {
            let Geplant { invariant, wat } = geplant;
            let found = if self.found_plant() == Some(true) { "gevonden" } else { "NIET GEVONDEN" };
            push(&mut text, &format!("geplant bij invariant {invariant}: {wat}: {found}"));
        }
        let red: Vec<String> = INVARIANTEN
            .iter()
            .filter(|(nummer, _)| {
                self.checks.iter().any(|check| check.invariant == *nummer && check.is_red())
            })
            .map(|(nummer, _)| nummer.to_string())
            .collect();
        let closing = match self.oordeel() {
            Oordeel::Groen => format!("groen: alle {} controles kloppen", self.checks.len()),
            Oordeel::Rood => format!("ROOD: invariant {}", red.join(", ")),
            Oordeel::Onbekend => "ONBEKEND: niet alles kon worden bekeken".to_owned(),
        };
        push(&mut text, &closing);
        text
    }
}

fn push(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

fn line(check: &Check) -> String {
    let mark = match &check.uitkomst {
        Uitkomst::Groen => "✓",
        Uitkomst::Rood { aantal: _, eerste: _ } => "✗",
        Uitkomst::Overgeslagen { waarom: _ } => "-",
        Uitkomst::Onbekend { waarom: _ } => "?",
    };
    let mut line = format!("  {mark} {}: {}", check.naam, check.omschrijving);
    let Bekeken { wat, aantal, centen } = &check.bekeken;
    match &check.uitkomst {
        Uitkomst::Groen | Uitkomst::Rood { aantal: _, eerste: _ } => {
            let euros = centen.map_or_else(String::new, |centen| format!(", € {}", euros(centen)));
            let _infallible = write!(line, " ({} {wat}{euros})", thousands(&aantal.to_string()));
        }
        Uitkomst::Overgeslagen { waarom } => {
            let _infallible = write!(line, " (overgeslagen: {waarom})");
        }
        Uitkomst::Onbekend { waarom } => {
            let _infallible = write!(line, " (niet te bekijken: {waarom})");
        }
    }
    line
}

fn offenders(check: &Check) -> Vec<String> {
    let Uitkomst::Rood { aantal, eerste } = &check.uitkomst else { return Vec::new() };
    let mut lines = eerste.clone();
    let more = aantal.saturating_sub(u64::try_from(eerste.len()).unwrap_or(u64::MAX));
    if more > 0 {
        lines.push(format!("en nog {}", thousands(&more.to_string())));
    }
    lines
}

/// `1.234,56`.
fn euros(centen: i64) -> String {
    let sign = if centen < 0 { "-" } else { "" };
    let cents = centen.unsigned_abs();
    format!("{sign}{},{:02}", thousands(&(cents / 100).to_string()), cents % 100)
}

/// A dot between each three digits.
fn thousands(digits: &str) -> String {
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests;
