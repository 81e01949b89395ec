//! The programs of the workspace, found beside this one, and run to their end.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context as _, bail};

/// Where the binaries of this build profile lie: the folder of this program, or the one above it
/// for a test program.
pub fn folder() -> anyhow::Result<PathBuf> {
    let own = std::env::current_exe().context("the path of this program")?;
    let parent = own.parent().context("a program lies in a folder")?;
    let folder = if parent.ends_with("deps") { parent.parent().unwrap_or(parent) } else { parent };
    Ok(folder.to_owned())
}

/// The path of a program of the workspace; an error says how to build it.
pub fn path(name: &str) -> anyhow::Result<PathBuf> {
    let path = folder()?.join(name);
    if !path.exists() {
        bail!("{} is er niet: bouw eerst met `cargo build --workspace --bins`", path.display());
    }
    Ok(path)
}

/// Runs a program of the workspace to its end and gives what it printed; an error holds what it
/// said on standard error.
pub async fn run(
    name: &str,
    arguments: &[&str],
    environment: &Environment,
) -> anyhow::Result<String> {
    let output = tokio::process::Command::new(path(name)?)
        .args(arguments)
        .envs(environment.iter().map(|(key, value)| (key.as_str(), value.as_str())))
        .stdin(Stdio::null())
        .output()
        .await
        .with_context(|| format!("{name} starten"))?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{name} {} eindigde met {}:\n{said}\n{printed}", arguments.join(" "), output.status);
    }
    Ok(printed)
}

/// Environment variables of a program.
pub type Environment = Vec<(String, String)>;

/// Reads a JSON file that one of our programs wrote.
pub fn read_json(path: &Path) -> anyhow::Result<serde_json::Value> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{}", path.display()))
}
