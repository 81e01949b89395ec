//! The catalogue of checks: id, laws, class per door, text at level B1, version of the rule.
//!
//! There is one entry per check, whatever the door. A check of class B refuses where a person
//! waits and nothing is stored; where nobody waits the entry says what it becomes instead. What
//! is stored of a check that found nothing wrong is its id and the facts; the text comes from
//! here, by id and rule version, so an entry that changes keeps its former version in the list.
#![warn(clippy::arithmetic_side_effects)]

use std::borrow::Cow;
use std::fmt::Write as _;

use jiff::civil::Date;
use kernel::{Aantal, Euro, Wet};
use serde::Serialize;
use uuid::Uuid;

use super::checks;

/// What a check makes of a claim (pgb:4.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Klasse {
    /// Nothing wrong.
    Goed,
    /// A signal only: paid, but noted.
    S,
    /// Held: paid after release.
    H,
    /// Uitval: somebody repairs or judges it.
    U,
    /// Refused, with a reason.
    A,
    /// Refused while a person waits; nothing is stored.
    B,
}

impl Klasse {
    /// The code on the wire and in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Goed => "goed",
            Self::S => "S",
            Self::H => "H",
            Self::U => "U",
            Self::A => "A",
            Self::B => "B",
        }
    }
}

/// How far a refusal of class A reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reikwijdte {
    /// The whole claim.
    Declaratie,
    /// The line.
    Regel,
    /// What is above a limit; the rest is due.
    Meerdere,
}

/// One check.
#[derive(Debug)]
pub struct Check {
    /// Id in the catalogue of checks.
    pub id: &'static str,
    /// What it looks at, in Dutch.
    pub naam: &'static str,
    /// Version of the rule; counts up when rule or text changes.
    pub versie: u32,
    /// The laws under which it runs.
    pub wetten: &'static [Wet],
    /// The article or rule it rests on.
    pub grondslag: &'static str,
    /// The text when nothing is wrong.
    pub goed: &'static str,
    /// What it may find.
    pub gebreken: &'static [&'static Gebrek],
}

/// Something a check may find wrong.
#[derive(Debug, PartialEq, Eq)]
pub struct Gebrek {
    /// Stable name within the check.
    pub code: &'static str,
    /// Class where a person waits.
    pub wachtend: Klasse,
    /// Class in bulk, on paper and from the calendar.
    pub anders: Klasse,
    /// How far it reaches.
    pub reikwijdte: Reikwijdte,
    /// The text for the budgethouder.
    pub tekst: &'static str,
}

/// All laws.
pub const ALLE_WETTEN: &[Wet] = &Wet::ALL;

/// A fact a check compared. On the wire: days as text, amounts in eurocents, hours in hundredths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Feit {
    /// A day.
    Dag(Date),
    /// An amount.
    Bedrag(Euro),
    /// Hours or another quantity.
    Aantal(Aantal),
    /// A count.
    Getal(i64),
    /// A word.
    Tekst(Cow<'static, str>),
    /// An identifier.
    Id(Uuid),
}

/// Facts by name.
pub type Feiten = Vec<(&'static str, Feit)>;

/// The entry of a check, or `None` for an id and version that never were.
pub fn find(id: &str, versie: u32) -> Option<&'static Check> {
    checks::CATALOGUS.iter().copied().find(|check| check.id == id && check.versie == versie)
}

/// Fills a text with facts. A place is `{kind:name}` with kind `dag`, `euro`, `uren` or `tekst`;
/// a fact that is missing leaves a dash.
pub fn render(template: &str, fact: impl Fn(&str) -> Option<Feit>) -> String {
    let mut text = String::with_capacity(template.len().saturating_add(32));
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((place, tail)) = after.split_once('}') else { return text };
        let (kind, name) = place.split_once(':').unwrap_or(("tekst", place));
        match fact(name) {
            Some(value) => write_fact(&mut text, kind, &value),
            None => text.push('–'),
        }
        rest = tail;
    }
    text.push_str(rest);
    text
}

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// Writing to a string cannot fail, so what `write!` answers is of no interest.
fn write_fact(text: &mut String, kind: &str, value: &Feit) {
    let _written = match (kind, value) {
        ("dag", Feit::Tekst(day)) => match day.parse::<Date>() {
            Ok(day) => write_day(text, day),
            Err(_) => text.write_str(day),
        },
        ("euro", Feit::Getal(cents)) => write!(text, "{}", Euro::from_cents(*cents)),
        (_, Feit::Bedrag(euro)) => write!(text, "{euro}"),
        ("uren", Feit::Getal(hundredths)) => write_hundredths(text, *hundredths),
        (_, Feit::Aantal(aantal)) => write_hundredths(text, aantal.hundredths()),
        (_, Feit::Dag(day)) => write_day(text, *day),
        (_, Feit::Getal(number)) => write!(text, "{number}"),
        (_, Feit::Tekst(word)) => text.write_str(word),
        (_, Feit::Id(id)) => write!(text, "{id}"),
    };
}

fn write_day(text: &mut String, day: Date) -> std::fmt::Result {
    let month = usize::try_from(day.month().saturating_sub(1)).ok().and_then(|m| MONTHS.get(m));
    write!(text, "{} {} {}", day.day(), month.copied().unwrap_or_default(), day.year())
}

/// `1,5` for 150; no decimals where there are none.
fn write_hundredths(text: &mut String, hundredths: i64) -> std::fmt::Result {
    let (whole, rest) = (hundredths.div_euclid(100), hundredths.rem_euclid(100));
    match rest {
        0 => write!(text, "{whole}"),
        tens if tens.rem_euclid(10) == 0 => write!(text, "{whole},{}", tens.div_euclid(10)),
        _ => write!(text, "{whole},{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_stands_once_in_the_catalogue_with_texts_and_classes() {
        let mut seen = std::collections::BTreeSet::new();
        for check in checks::CATALOGUS {
            assert!(seen.insert((check.id, check.versie)), "{} stands twice", check.id);
            assert!(!check.wetten.is_empty() && !check.goed.is_empty(), "{}", check.id);
            let mut codes = std::collections::BTreeSet::new();
            for gebrek in check.gebreken {
                assert!(codes.insert(gebrek.code), "{} {}", check.id, gebrek.code);
                assert_ne!(gebrek.anders, Klasse::B, "{}: nobody waits there", check.id);
                assert!(gebrek.wachtend != Klasse::Goed && gebrek.anders != Klasse::Goed);
                assert!(gebrek.tekst.ends_with('.'), "{} {}", check.id, gebrek.code);
            }
            assert_eq!(find(check.id, check.versie).map(|found| found.id), Some(check.id));
        }
        assert!(find("D-99", 1).is_none());
    }

    #[test]
    fn a_text_shows_facts_as_people_write_them() {
        let fact = |name: &str| match name {
            "dag" => Some(Feit::Tekst("2026-03-02".into())),
            "bedrag" => Some(Feit::Getal(2698)),
            "uren" => Some(Feit::Getal(4150)),
            _ => None,
        };
        let template = "Op {dag:dag}: {euro:bedrag} voor {uren:uren} uur, {tekst:niets}.";
        assert_eq!(render(template, fact), "Op 2 maart 2026: € 26,98 voor 41,5 uur, –.");
        assert_eq!(render("open { haak", fact), "open ");
    }
}
