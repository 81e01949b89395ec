//! Files between payout and the bank: what payout releases is laid before the bank simulator, what
//! the bank answers is handed to payout, in the order of the bank.

use std::path::PathBuf;

use anyhow::Context as _;
use serde_json::Value;

use crate::client::{Client, text};
use crate::programs::{self, Environment};

/// The bank of one run: three folders of its own.
#[derive(Debug, Clone)]
pub struct Bank {
    folder: PathBuf,
}

impl Bank {
    /// A bank in this folder.
    pub fn open(folder: PathBuf) -> anyhow::Result<Self> {
        for name in ["in", "uit", "staat"] {
            std::fs::create_dir_all(folder.join(name))?;
        }
        Ok(Self { folder })
    }

    /// Lays a payment file before the bank.
    pub fn receive(&self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        Ok(std::fs::write(self.folder.join("in").join(name), bytes)?)
    }

    /// The bank works a day: it reads what lies there, answers and books.
    pub async fn day(&self, date: &str, extra: &[&str]) -> anyhow::Result<Value> {
        let path = |name: &str| self.folder.join(name).display().to_string();
        let (inward, outward, state) = (path("in"), path("uit"), path("staat"));
        let mut arguments = vec!["run", "--in", &inward, "--out", &outward, "--state", &state];
        arguments.extend(["--date", date, "--json"]);
        arguments.extend(extra);
        let printed = programs::run("bank-simulator", &arguments, &Environment::new()).await?;
        serde_json::from_str(printed.trim()).with_context(|| printed)
    }

    /// Hands everything the bank has said to payout and puts it with what was handed over.
    pub async fn deliver(&self, desk: &Client) -> anyhow::Result<usize> {
        let done = self.folder.join("ingelezen");
        std::fs::create_dir_all(&done)?;
        let mut files: Vec<PathBuf> = std::fs::read_dir(self.folder.join("uit"))?
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.extension().is_some_and(|extension| extension == "xml"))
            .collect();
        files.sort();
        for file in &files {
            let bytes = std::fs::read(file)?;
            desk.post_raw("/bankberichten", "application/xml", bytes)
                .await?
                .expect(200)
                .with_context(|| file.display().to_string())?;
            let name = file.file_name().context("een bestand heeft een naam")?;
            std::fs::rename(file, done.join(name))?;
        }
        Ok(files.len())
    }
}

/// A payment run from choice to bank: made, locked and checked by one person, approved by a
/// second, released and sent by a third.
pub struct Run<'a> {
    /// Who makes it.
    pub maker: &'a Client,
    /// Who approves it.
    pub approver: &'a Client,
    /// Who releases and sends it.
    pub releaser: &'a Client,
}

impl Run<'_> {
    /// Does it all; gives the run as it is after sending, and lays its files before the bank.
    pub async fn pay(&self, date: &str, bank: &Bank) -> anyhow::Result<Value> {
        let body = serde_json::json!({ "uitvoerdatum": date });
        let made = self.maker.post("/betaalruns", &body).await?.expect(201)?.json()?;
        let id = text(&made, "/id")?;
        self.act(self.maker, &id, "vergrendelingen").await?;
        self.act(self.maker, &id, "controles").await?;
        self.act(self.approver, &id, "goedkeuringen").await?;
        self.act(self.releaser, &id, "vrijgaven").await?;
        let run = self.read(self.releaser, &id).await?;
        let files = run.get("bestanden").and_then(Value::as_array).cloned().unwrap_or_default();
        anyhow::ensure!(!files.is_empty(), "de betaalrun heeft geen bestanden: {run}");
        for file in files {
            let file_id = text(&file, "/id")?;
            let sha256 = text(&file, "/sha256")?;
            let path = format!("/bestanden/{file_id}/inhoud");
            let content = self.releaser.get(&path).await?.expect(200)?;
            let send = format!("/bestanden/{file_id}/verzendingen");
            let body = serde_json::json!({ "sha256": sha256 });
            let answer = self.releaser.post(&send, &body).await?;
            anyhow::ensure!(answer.status < 300, "verzenden: {}", answer.body);
            bank.receive(&format!("{file_id}.xml"), content.body.as_bytes())?;
        }
        self.read(self.releaser, &id).await
    }

    async fn act(&self, who: &Client, id: &str, act: &str) -> anyhow::Result<()> {
        let run = self.read(who, id).await?;
        let revisie = crate::client::number(&run, "/revisie")?;
        let path = format!("/betaalruns/{id}/{act}");
        let answer = who.act(&path, revisie, &serde_json::json!({})).await?;
        anyhow::ensure!(answer.status < 300, "{act}: {} {}", answer.status, answer.body);
        Ok(())
    }

    async fn read(&self, who: &Client, id: &str) -> anyhow::Result<Value> {
        who.get(&format!("/betaalruns/{id}")).await?.expect(200)?.json()
    }
}
