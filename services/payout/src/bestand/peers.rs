//! The way out to the bank: its channel over HTTP, a folder that its channel empties, or a person.
//!
//! Over HTTP the bank says what it received, and can be asked for a file by its reference. A folder
//! can only say that a file still lies there. Where neither is set, the file is fetched over REST
//! and carried by hand; then delivering is nothing but the decision that it goes.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use anyhow::Context as _;
use aws_lc_rs::digest;
use clap::Parser;
use serde::Deserialize;

/// How long the bank may take over a file or a question.
const SECONDS_MAX: u64 = 30;

/// Settings of this peer.
#[derive(Debug, Parser)]
struct Settings {
    /// Address of the bank's channel: files are put under `bestanden/`.
    #[arg(long, env = "BANK_URL")]
    bank_url: Option<String>,
    /// Folder in which files for the bank are laid.
    #[arg(long, env = "BANK_OUT_DIR")]
    bank_out_dir: Option<PathBuf>,
}

/// How files reach the bank.
#[derive(Debug, Clone)]
pub enum Kanaal {
    /// Fetched over REST and carried by a person.
    Hand,
    /// Laid in a folder.
    Map(PathBuf),
    /// Put over HTTP.
    Bank(Bank),
}

/// The bank's channel over HTTP.
#[derive(Debug, Clone)]
pub struct Bank {
    url: String,
    client: reqwest::Client,
}

/// What the bank says when it is asked for a file by its reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bankantwoord {
    /// It has a file under that reference, with these bytes (SHA-256).
    Aanwezig(Vec<u8>),
    /// It does not have it.
    Afwezig,
    /// This channel cannot say.
    NietTeVragen,
}

static KANAAL: OnceLock<Kanaal> = OnceLock::new();

/// The channel of this process, as its settings say.
pub fn kanaal() -> &'static Kanaal {
    KANAAL.get_or_init(|| {
        let Settings { bank_url, bank_out_dir } = Settings::parse_from(["payout"]);
        match (bank_url.filter(|url| !url.is_empty()), bank_out_dir) {
            (Some(url), _) => Kanaal::of_url(&url),
            (None, Some(folder)) if !folder.as_os_str().is_empty() => Kanaal::Map(folder),
            (None, _) => Kanaal::Hand,
        }
    })
}

/// Sets the channel of this process before it is first used; for tests. Says whether it was first.
pub fn set_kanaal(kanaal: Kanaal) -> bool {
    KANAAL.set(kanaal).is_ok()
}

/// A file as the bank lists it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Ontvangen {
    bericht_id: String,
    sha256: String,
}

#[derive(Debug, Deserialize)]
struct Lijst {
    items: Vec<Ontvangen>,
}

impl Kanaal {
    /// The bank at this address.
    pub fn of_url(url: &str) -> Self {
        let client = reqwest::Client::builder()
            .timeout(Duration::from_secs(SECONDS_MAX))
            .build()
            .unwrap_or_default();
        Self::Bank(Bank { url: url.trim_end_matches('/').to_owned(), client })
    }

    /// Hands a file to the bank under its reference. An error says nothing of whether it arrived.
    pub async fn deliver(&self, msg_id: &str, inhoud: Vec<u8>) -> anyhow::Result<()> {
        match self {
            Self::Hand => Ok(()),
            Self::Map(folder) => Ok(lay(folder, msg_id, &inhoud).await?),
            Self::Bank(bank) => bank.put(msg_id, inhoud).await,
        }
    }

    /// Asks the bank for a file by its reference.
    pub async fn ask(&self, msg_id: &str) -> anyhow::Result<Bankantwoord> {
        match self {
            Self::Hand => Ok(Bankantwoord::NietTeVragen),
            Self::Map(folder) => match tokio::fs::read(path(folder, msg_id)).await {
                Ok(inhoud) => Ok(Bankantwoord::Aanwezig(hash(&inhoud))),
                // The bank may have taken it away.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    Ok(Bankantwoord::NietTeVragen)
                }
                Err(error) => Err(error.into()),
            },
            Self::Bank(bank) => bank.find(msg_id).await,
        }
    }
}

impl Bank {
    async fn put(&self, msg_id: &str, inhoud: Vec<u8>) -> anyhow::Result<()> {
        let own = hash(&inhoud);
        let request = self.client.put(format!("{}/bestanden/{msg_id}", self.url));
        let request = request.header("Content-Type", "application/xml").body(inhoud);
        let receipt: Ontvangen = request.send().await?.error_for_status()?.json().await?;
        anyhow::ensure!(receipt.bericht_id == msg_id, "the receipt is for another file");
        anyhow::ensure!(super::unhex(&receipt.sha256) == Some(own), "the receipt has another hash");
        Ok(())
    }

    async fn find(&self, msg_id: &str) -> anyhow::Result<Bankantwoord> {
        let request = self.client.get(format!("{}/bestanden?berichtId={msg_id}", self.url));
        let list: Lijst = request.send().await?.error_for_status()?.json().await?;
        let found = list.items.into_iter().find(|item| item.bericht_id == msg_id);
        match found {
            None => Ok(Bankantwoord::Afwezig),
            Some(item) => {
                let sha256 = super::unhex(&item.sha256).context("the bank's hash is no hash")?;
                Ok(Bankantwoord::Aanwezig(sha256))
            }
        }
    }
}

fn hash(bytes: &[u8]) -> Vec<u8> {
    digest::digest(&digest::SHA256, bytes).as_ref().to_vec()
}

fn path(folder: &Path, msg_id: &str) -> PathBuf {
    folder.join(format!("{msg_id}.xml"))
}

/// Writes a file for the bank under its reference: whole or not at all, and never other bytes over
/// it.
async fn lay(folder: &Path, msg_id: &str, inhoud: &[u8]) -> io::Result<()> {
    let target = path(folder, msg_id);
    if tokio::fs::try_exists(&target).await? {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, "the file was delivered before"));
    }
    let draft = folder.join(format!(".{msg_id}.part"));
    tokio::fs::create_dir_all(folder).await?;
    tokio::fs::write(&draft, inhoud).await?;
    tokio::fs::File::open(&draft).await?.sync_all().await?;
    tokio::fs::rename(&draft, &target).await
}
