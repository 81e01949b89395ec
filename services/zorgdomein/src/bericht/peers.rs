//! The mailboxes of GGK (gemeenten) and VECOZO (zorgkantoren) as folders: `in` is read, answers and
//! 507 messages go to `uit`, what cannot be answered goes to `fout` with the reason beside it.
//!
//! A thin layer over the one intake core: the same bytes get the same answer, so a crash between
//! answering and removing a file does no harm. A file is written beside its place and then moved,
//! and the other side is expected to do the same; names that begin with a dot are not looked at.

use std::path::{Path, PathBuf};

use clap::Parser;
use futures_util::FutureExt;
use platform::{Context, Fault, Problem, Scope};
use tokio::fs;
use uuid::Uuid;

use super::flows;
use super::xml;
use crate::budgetafsluiting::store as afsluitingen;
use crate::persoon::flows::Desk;
use crate::verstrekker::{self, Soort, Verstrekker};

/// Files that are handled in one step.
const FILES_MAX: usize = 50;

/// Settings of this peer.
#[derive(Debug, Clone, Default, Parser)]
pub struct Settings {
    /// Folder of the mailbox of the GGK, for gemeenten.
    #[arg(long, env = "GGK_MAP")]
    pub ggk_map: Option<PathBuf>,
    /// Folder of the mailbox of VECOZO, for zorgkantoren.
    #[arg(long, env = "VECOZO_MAP")]
    pub vecozo_map: Option<PathBuf>,
}

impl Settings {
    /// As the environment says.
    pub fn of_environment() -> Self {
        Self::parse_from(["zorgdomein"])
    }
}

/// One mailbox.
struct Postbus<'a> {
    weg: &'static str,
    soort: Soort,
    map: &'a Path,
}

/// The same with the mailboxes of this process.
pub async fn step_configured(context: &Context) -> Result<bool, Fault> {
    step(context, &Settings::of_environment()).await
}

/// Handles what lies in the mailboxes; says whether there may be more.
pub async fn step(context: &Context, settings: &Settings) -> Result<bool, Fault> {
    let ggk =
        settings.ggk_map.as_deref().map(|map| Postbus { weg: "ggk", soort: Soort::Gemeente, map });
    let vecozo = settings.vecozo_map.as_deref();
    let vecozo = vecozo.map(|map| Postbus { weg: "vecozo", soort: Soort::Zorgkantoor, map });
    let mut more = false;
    for postbus in [ggk, vecozo].into_iter().flatten() {
        more |= postbus.take_in(context).await?;
        more |= postbus.put_out(context).await?;
    }
    Ok(more)
}

impl Postbus<'_> {
    /// Answers the files in `in`, by name.
    async fn take_in(&self, context: &Context) -> Result<bool, Fault> {
        let mut names = Vec::new();
        for folder in ["in", "uit", "fout"] {
            fs::create_dir_all(self.map.join(folder)).await.map_err(anyhow::Error::from)?;
        }
        let mut files = fs::read_dir(self.map.join("in")).await.map_err(anyhow::Error::from)?;
        while let Some(file) = files.next_entry().await.map_err(anyhow::Error::from)? {
            let name = file.file_name().to_string_lossy().into_owned();
            let is_file = file.file_type().await.map_err(anyhow::Error::from)?.is_file();
            if is_file && !name.starts_with('.') {
                names.push(name);
            }
        }
        names.sort_unstable();
        let more = names.len() > FILES_MAX;
        for name in names.into_iter().take(FILES_MAX) {
            self.answer(context, &name).await?;
        }
        Ok(more)
    }

    async fn answer(&self, context: &Context, name: &str) -> Result<(), Fault> {
        let place = self.map.join("in").join(name);
        let size = fs::metadata(&place).await.map_err(anyhow::Error::from)?.len();
        let outcome = if size > xml::LIMITS.bytes.try_into().unwrap_or(u64::MAX) {
            Err(Problem::of_status(413))
        } else {
            let bytes = fs::read(&place).await.map_err(anyhow::Error::from)?;
            self.judge(context, bytes).await
        };
        match outcome {
            Ok(Some(retour)) => self.write("uit", &format!("retour-{name}"), &retour).await?,
            Ok(None) => {}
            // The message stays where it is: the world must mend first.
            Err(problem) if problem.status >= 500 => {
                return Err(Fault::Other(anyhow::anyhow!("a message waits: {}", problem.title)));
            }
            Err(problem) => {
                self.write("fout", &format!("{name}.json"), &problem.json()).await?;
                fs::rename(&place, self.map.join("fout").join(name))
                    .await
                    .map_err(anyhow::Error::from)?;
                return Ok(());
            }
        }
        fs::remove_file(&place).await.map_err(anyhow::Error::from)?;
        Ok(())
    }

    /// Judges a message under the scope of exactly its sender.
    async fn judge(&self, context: &Context, bytes: Vec<u8>) -> Result<Option<String>, Problem> {
        let sender = self.sender(context, &bytes).await?;
        let scope = Scope::of([sender.id.uuid()]);
        let answered = flows::receive(context, sender.oin.as_str(), scope, bytes).await?;
        Ok(answered.retour)
    }

    /// Who a message is from: the code in its header, of the kind this mailbox serves.
    async fn sender(&self, context: &Context, bytes: &[u8]) -> Result<Verstrekker, Problem> {
        let unknown = || {
            let detail = "De afzender van dit bericht is geen verstrekker van deze postbus.";
            Problem::new(400, "onbekende-afzender", "Onbekende afzender", detail)
        };
        let code = sender_code(bytes).ok_or_else(unknown)?;
        let found = context
            .transact_work(Scope::Landelijk, move |conn| {
                let code = code.clone();
                async move { verstrekker::store::by_afzendercode(conn, &code).await }.boxed()
            })
            .await?;
        found.filter(|found| found.soort == self.soort).ok_or_else(unknown)
    }

    /// Puts the 507 messages that were not delivered yet in `uit`.
    async fn put_out(&self, context: &Context) -> Result<bool, Fault> {
        let soort = self.soort.code();
        let waiting = context
            .transact_work(Scope::Landelijk, move |conn| {
                async move { afsluitingen::undelivered(conn, soort, 50).await }.boxed()
            })
            .await?;
        let count = waiting.len();
        for (id, verstrekker) in waiting {
            self.deliver(context, id, verstrekker).await?;
        }
        Ok(count == 50)
    }

    async fn deliver(&self, context: &Context, id: Uuid, verstrekker: Uuid) -> Result<(), Fault> {
        let (desk, weg, scope) = (Desk::of(context)?, self.weg, Scope::of([verstrekker]));
        let now = desk.now;
        let found = context
            .transact_work(scope.clone(), move |conn| {
                async move { afsluitingen::by_id(conn, id).await }.boxed()
            })
            .await?;
        let Some(found) = found else { return Ok(()) };
        let text = desk.sealing.open(&found.inhoud)?;
        self.write("uit", &format!("{}-{}.xml", found.code, found.identificatie), &text).await?;
        let of = (id, verstrekker);
        context
            .transact_work(scope, move |conn| {
                async move { afsluitingen::insert_bezorging(conn, of, weg, now).await }.boxed()
            })
            .await
    }

    async fn write(&self, folder: &str, name: &str, text: &str) -> Result<(), Fault> {
        let folder = self.map.join(folder);
        let beside = folder.join(format!(".{name}.nieuw"));
        fs::write(&beside, text).await.map_err(anyhow::Error::from)?;
        fs::rename(&beside, folder.join(name)).await.map_err(anyhow::Error::from)?;
        Ok(())
    }
}

/// `Afzender` of a 501, or `Ontvanger` of the 507 that a 508 answers.
fn sender_code(bytes: &[u8]) -> Option<String> {
    let root = xml::read(bytes).ok()?;
    let header = root.children.iter().find(|child| child.name == "Header")?;
    let mut codes = header.children.iter();
    codes
        .find(|child| child.name == "Afzender" || child.name == "Ontvanger")
        .map(|leaf| leaf.text.clone())
}
