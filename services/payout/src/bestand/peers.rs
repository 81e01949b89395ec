//! The way out to the bank: a folder that the bank's channel empties.
//!
//! Where no folder is set, the file is fetched over REST and carried by hand; then delivering is
//! nothing but the decision that it goes.

use std::io;
use std::path::PathBuf;

/// Writes a file for the bank under its message id: whole or not at all, and never over another.
pub async fn deliver(msg_id: &str, inhoud: &[u8]) -> io::Result<()> {
    let Some(folder) = folder() else { return Ok(()) };
    let target = folder.join(format!("{msg_id}.xml"));
    if tokio::fs::try_exists(&target).await? {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, "the file was delivered before"));
    }
    let draft = folder.join(format!(".{msg_id}.part"));
    tokio::fs::create_dir_all(&folder).await?;
    tokio::fs::write(&draft, inhoud).await?;
    tokio::fs::File::open(&draft).await?.sync_all().await?;
    tokio::fs::rename(&draft, &target).await
}

/// `BANK_OUT_DIR`, when set.
fn folder() -> Option<PathBuf> {
    std::env::var_os("BANK_OUT_DIR").filter(|value| !value.is_empty()).map(PathBuf::from)
}
