//! The check of a name with an account (Verification of Payee) at a provider over HTTP.
//!
//! `POST {VOP_URL}/verificaties {"iban", "naam"}` answers `{"uitslag"}`: `match`, `close`,
//! `no_match` or `not_possible`. An answer that cannot be read, or none, is a fault: it is asked
//! again. Name and account stand in the body only.

use std::sync::OnceLock;
use std::time::Duration;

use clap::Parser;
use kernel::Iban;
use serde::{Deserialize, Serialize};

use super::Naamcontrole;

/// How long the provider may take.
const SECONDS_MAX: u64 = 10;

/// Settings of this peer.
#[derive(Debug, Parser)]
struct Settings {
    /// Address of the provider; without it no names are asked.
    #[arg(long, env = "VOP_URL")]
    vop_url: Option<String>,
}

/// A provider.
#[derive(Debug, Clone)]
pub struct Controle {
    url: String,
    client: reqwest::Client,
}

static CONTROLE: OnceLock<Option<Controle>> = OnceLock::new();

/// The provider of this process, as its settings say.
pub fn naamcontrole() -> Option<&'static Controle> {
    let of_settings = || {
        let settings = Settings::parse_from(["payout"]);
        settings.vop_url.filter(|url| !url.is_empty()).map(|url| Controle::of_url(&url))
    };
    CONTROLE.get_or_init(of_settings).as_ref()
}

/// Sets the provider of this process before it is first used; for tests. Says whether it was first.
pub fn set_naamcontrole(controle: Controle) -> bool {
    CONTROLE.set(Some(controle)).is_ok()
}

#[derive(Serialize)]
struct Vraag<'a> {
    iban: &'a str,
    naam: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Uitslag {
    Match,
    Close,
    NoMatch,
    NotPossible,
}

#[derive(Deserialize)]
struct Antwoord {
    uitslag: Uitslag,
}

impl Controle {
    /// The provider at this address.
    pub fn of_url(url: &str) -> Self {
        let client = reqwest::Client::builder()
            .timeout(Duration::from_secs(SECONDS_MAX))
            .build()
            .unwrap_or_default();
        Self { url: url.trim_end_matches('/').to_owned(), client }
    }

    /// Asks whether the account is under this name.
    pub async fn verify(&self, iban: &Iban, naam: &str) -> anyhow::Result<Naamcontrole> {
        let request = self.client.post(format!("{}/verificaties", self.url));
        let request = request.json(&Vraag { iban: iban.as_str(), naam });
        let answer: Antwoord = request.send().await?.error_for_status()?.json().await?;
        Ok(match answer.uitslag {
            Uitslag::Match => Naamcontrole::Past,
            Uitslag::Close => Naamcontrole::LijktOp,
            Uitslag::NoMatch => Naamcontrole::PastNiet,
            Uitslag::NotPossible => Naamcontrole::NietMogelijk,
        })
    }
}
