//! Where the seals go outside the database: a folder that somebody else keeps.

use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};

use super::store::ketens::Zegel;

/// Lays the seals of a day in the folder, one line a chain, once: what lies there is never
/// written over. Without a folder the seals can be fetched over REST.
pub async fn copy(zegels: &[Zegel]) -> io::Result<()> {
    match folder() {
        Some(folder) => copy_to(&folder, zegels).await,
        None => Ok(()),
    }
}

/// Lays the seals in this folder.
pub async fn copy_to(folder: &Path, zegels: &[Zegel]) -> io::Result<()> {
    let Some(first) = zegels.first() else { return Ok(()) };
    let target = folder.join(format!("zegel-{}.txt", first.dag.to_jiff()));
    if tokio::fs::try_exists(&target).await? {
        return Ok(());
    }
    let draft = target.with_extension("part");
    tokio::fs::create_dir_all(folder).await?;
    tokio::fs::write(&draft, text(zegels)).await?;
    tokio::fs::File::open(&draft).await?.sync_all().await?;
    tokio::fs::rename(&draft, &target).await
}

fn text(zegels: &[Zegel]) -> String {
    let mut text = String::new();
    for Zegel { dag, keten, laatste, hash } in zegels {
        // Writing to a text cannot fail.
        let _written =
            writeln!(text, "{} {keten} {laatste} {}", dag.to_jiff(), super::keten::hex(hash));
    }
    text
}

/// `LEDGER_SEAL_DIR`, when set.
fn folder() -> Option<PathBuf> {
    std::env::var_os("LEDGER_SEAL_DIR").filter(|value| !value.is_empty()).map(PathBuf::from)
}
