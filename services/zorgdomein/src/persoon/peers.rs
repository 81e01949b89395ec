//! The register of persons (BRP), of which only a test register can be reached here: a file with
//! one person a line, read again when it changes. Without a file nothing is judged.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use clap::Parser;
use jiff::civil::Date;
use kernel::Bsn;
use platform::Fault;
use tokio::sync::Mutex;

use super::{Adres, Gegevens};

/// What the register says of one number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// This person.
    Bekend(Box<Persoonslijst>),
    /// There is no such person.
    Onbekend,
    /// The register cannot be asked.
    NietBeoordeeld,
}

/// What the register holds of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Persoonslijst {
    /// Name, birth date, address.
    pub gegevens: Gegevens,
    /// Day of death.
    pub overlijdensdatum: Option<Date>,
}

/// The way to the register.
pub enum Brp {
    /// None: every question is "not judged".
    Geen,
    /// A file.
    Testregister(Testregister),
}

/// A file with one person a line.
pub struct Testregister {
    path: PathBuf,
    read: Mutex<Option<Read>>,
}

struct Read {
    changed: SystemTime,
    length: u64,
    persons: Arc<HashMap<String, Persoonslijst>>,
}

/// One line of the file.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    bsn: Bsn,
    naam: String,
    #[serde(default)]
    voorletters: Option<String>,
    geboortedatum: Date,
    #[serde(default)]
    adres: Option<Adres>,
    #[serde(default)]
    overlijdensdatum: Option<Date>,
}

/// Settings of this peer.
#[derive(Parser)]
struct Settings {
    /// File with the persons of the test register, one JSON object a line.
    #[arg(long, env = "BRP_TESTREGISTER")]
    brp_testregister: Option<PathBuf>,
}

static BRP: OnceLock<Brp> = OnceLock::new();

/// The register of this process, as its environment says.
pub fn brp() -> &'static Brp {
    BRP.get_or_init(|| {
        let settings = Settings::parse_from(["zorgdomein"]);
        settings.brp_testregister.map_or(Brp::Geen, |path| Brp::of_file(&path))
    })
}

/// Sets the register of this process before it is first used; for tests. Says whether it was
/// first.
pub fn set_brp(brp: Brp) -> bool {
    BRP.set(brp).is_ok()
}

impl Brp {
    /// A register in a file.
    pub fn of_file(path: &Path) -> Self {
        Self::Testregister(Testregister { path: path.to_owned(), read: Mutex::new(None) })
    }

    /// Looks somebody up.
    pub async fn look_up(&self, bsn: &Bsn) -> Result<Answer, Fault> {
        match self {
            Self::Geen => Ok(Answer::NietBeoordeeld),
            Self::Testregister(file) => {
                let persons = file.persons().await?;
                let found = persons.get(bsn.as_str()).cloned();
                Ok(found.map_or(Answer::Onbekend, |person| Answer::Bekend(Box::new(person))))
            }
        }
    }
}

impl Testregister {
    async fn persons(&self) -> Result<Arc<HashMap<String, Persoonslijst>>, Fault> {
        let mut read = self.read.lock().await;
        let file = tokio::fs::metadata(&self.path).await.map_err(anyhow::Error::from)?;
        let changed = file.modified().map_err(anyhow::Error::from)?;
        if let Some(known) = read.as_ref()
            && (known.changed, known.length) == (changed, file.len())
        {
            return Ok(known.persons.clone());
        }
        let text = tokio::fs::read_to_string(&self.path).await.map_err(anyhow::Error::from)?;
        let persons = Arc::new(parse(&text)?);
        *read = Some(Read { changed, length: file.len(), persons: persons.clone() });
        Ok(persons)
    }
}

fn parse(text: &str) -> Result<HashMap<String, Persoonslijst>, Fault> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let Line { bsn, naam, voorletters, geboortedatum, adres, overlijdensdatum } =
                serde_json::from_str(line)
                    .map_err(Fault::stored("line of the BRP test register"))?;
            let gegevens = Gegevens {
                naam: Some(naam),
                voorletters,
                geboortedatum: Some(geboortedatum),
                adres,
                contact: None,
            };
            Ok((bsn.into(), Persoonslijst { gegevens, overlijdensdatum }))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_person_in_the_file_is_known_and_the_file_is_read_again_when_it_changes() {
        let path = std::env::temp_dir().join(format!("brp-{}.ndjson", platform::id::new_uuid()));
        let line = |n: usize| {
            let bsn = Bsn::of_test_persons().nth(n).unwrap();
            format!(
                r#"{{"bsn":"{}","naam":"Proef Persoon {n}","geboortedatum":"1960-01-01","adres":{{"postcode":"9999XX","huisnummer":{n}}}}}"#,
                bsn.as_str()
            )
        };
        std::fs::write(&path, line(1)).unwrap();
        let brp = Brp::of_file(&path);
        let person = |n| Bsn::of_test_persons().nth(n).unwrap();
        let (one, two) = (person(1), person(2));
        let Answer::Bekend(found) = brp.look_up(&one).await.unwrap() else { panic!("not found") };
        assert_eq!(found.gegevens.naam.as_deref(), Some("Proef Persoon 1"));
        assert_eq!(brp.look_up(&two).await.unwrap(), Answer::Onbekend);
        std::fs::write(&path, format!("{}\n{}\n", line(1), line(2))).unwrap();
        assert!(matches!(brp.look_up(&two).await.unwrap(), Answer::Bekend(_)));
        std::fs::remove_file(&path).unwrap();
        assert!(brp.look_up(&one).await.is_err());
        assert_eq!(Brp::Geen.look_up(&one).await.unwrap(), Answer::NietBeoordeeld);
    }
}
