//! Outcomes of checks as they are stored and read back.
//!
//! What found nothing wrong is kept as id, rule version and facts; its text comes from the
//! catalogue. What found something is kept in full, so that it reads in years as it read then.

use std::borrow::Cow;

use platform::Fault;
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value};

use super::super::catalogus::{Feit, Feiten, Klasse, find, render};
use super::super::checks::Uitkomst;

#[derive(Serialize, Deserialize)]
struct Rij<'a, F> {
    /// Check.
    c: Cow<'a, str>,
    /// Rule version.
    v: u32,
    /// Line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    r: Option<usize>,
    /// Class; absent is good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    k: Option<Cow<'a, str>>,
    /// What was wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    g: Option<Cow<'a, str>>,
    /// The text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    t: Option<String>,
    /// The facts.
    f: F,
}

/// Facts as a JSON object.
pub(crate) struct AsMap<'a>(pub(crate) &'a Feiten);

impl Serialize for AsMap<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, feit) in self.0 {
            map.serialize_entry(name, feit)?;
        }
        map.end()
    }
}

/// Outcomes for their column.
pub(crate) fn write(uitkomsten: &[Uitkomst]) -> Result<String, Fault> {
    let rows: Vec<Rij<'_, AsMap<'_>>> = uitkomsten
        .iter()
        .map(|uitkomst| Rij {
            c: uitkomst.check.id.into(),
            v: uitkomst.check.versie,
            r: uitkomst.regel,
            k: (uitkomst.klasse != Klasse::Goed).then(|| uitkomst.klasse.code().into()),
            g: uitkomst.gebrek.map(|gebrek| gebrek.code.into()),
            t: uitkomst.gebrek.map(|_| uitkomst.toelichting()),
            f: AsMap(&uitkomst.feiten),
        })
        .collect();
    serde_json::to_string(&rows).map_err(Fault::stored("declaratie_versie.uitkomsten"))
}

/// The letters of the classes that were found, in the order S, H, U, A.
pub(crate) fn klassen(uitkomsten: &[Uitkomst]) -> String {
    let found = |klasse| uitkomsten.iter().any(|uitkomst| uitkomst.klasse == klasse);
    let letters = [Klasse::S, Klasse::H, Klasse::U, Klasse::A].into_iter();
    letters.filter(|klasse| found(*klasse)).map(Klasse::code).collect()
}

/// An outcome as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Gelezen {
    pub(crate) check: String,
    pub(crate) regel_versie: u32,
    pub(crate) regel: Option<usize>,
    pub(crate) klasse: String,
    pub(crate) gebrek: Option<String>,
    pub(crate) toelichting: String,
    pub(crate) feiten: Map<String, Value>,
}

/// Outcomes from their column, each with its text.
pub(crate) fn read(text: &str) -> Result<Vec<Gelezen>, Fault> {
    let rows: Vec<Rij<'_, Map<String, Value>>> =
        serde_json::from_str(text).map_err(Fault::stored("declaratie_versie.uitkomsten"))?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let toelichting = row.t.unwrap_or_else(|| {
                let template = find(&row.c, row.v).map_or("", |check| check.goed);
                render(template, |name| row.f.get(name).and_then(feit))
            });
            Gelezen {
                check: row.c.into_owned(),
                regel_versie: row.v,
                regel: row.r,
                klasse: row.k.map_or_else(|| Klasse::Goed.code().to_owned(), Cow::into_owned),
                gebrek: row.g.map(Cow::into_owned),
                toelichting,
                feiten: row.f,
            }
        })
        .collect())
}

fn feit(value: &Value) -> Option<Feit> {
    match value {
        Value::String(text) => Some(Feit::Tekst(Cow::Owned(text.clone()))),
        Value::Number(number) => number.as_i64().map(Feit::Getal),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::checks::proef::Proef;
    use super::*;
    use kernel::Euro;

    #[test]
    fn what_is_stored_reads_back_with_the_same_text() {
        let mut proef = Proef::new();
        proef.maximum(2698);
        proef.indiening.factuurnummer = Some("F-1".to_owned());
        proef.indiening.totaal = Euro::from_cents(1);
        let found = proef.beslis().uitkomsten;
        let stored = write(&found).unwrap();
        let read = read(&stored).unwrap();
        assert_eq!(read.len(), found.len());
        for (read, found) in read.iter().zip(&found) {
            assert_eq!(read.check, found.check.id);
            assert_eq!(read.klasse, found.klasse.code());
            assert_eq!(read.toelichting, found.toelichting(), "{}", read.check);
        }
        assert!(!stored.contains("Het budget geldt"), "what is good is not stored in words");
        assert!(stored.contains("Het tarief van € 30,00"));
    }
}
