//! The official schemas, and `xmllint`, which holds a file against them.

use std::io::{ErrorKind, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use anyhow::{Context as _, bail, ensure};

/// A message definition of ISO 20022. Its schema is part of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// Payment order, customer to bank: `pain.001.001.09`.
    Pain001,
    /// Status report, bank to customer: `pain.002.001.10`.
    Pain002,
    /// Account statement: `camt.053.001.08`.
    Camt053,
    /// Notification of a debit or credit: `camt.054.001.08`. The bank does not write it.
    Camt054,
}

impl Schema {
    /// The identifier of the message, as in its namespace.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Pain001 => "pain.001.001.09",
            Self::Pain002 => "pain.002.001.10",
            Self::Camt053 => "camt.053.001.08",
            Self::Camt054 => "camt.054.001.08",
        }
    }

    const fn text(self) -> &'static [u8] {
        match self {
            Self::Pain001 => include_bytes!("../schemas/pain.001.001.09.xsd"),
            Self::Pain002 => include_bytes!("../schemas/pain.002.001.10.xsd"),
            Self::Camt053 => include_bytes!("../schemas/camt.053.001.08.xsd"),
            Self::Camt054 => include_bytes!("../schemas/camt.054.001.08.xsd"),
        }
    }
}

/// Fails when the file is not valid by the schema, or when `xmllint` is missing.
pub fn validate(schema: Schema, file: &Path) -> anyhow::Result<()> {
    if let Some(fault) = fault(schema, file)? {
        bail!("{} is no valid {}: {fault}", file.display(), schema.message());
    }
    Ok(())
}

/// Fails when `xmllint` cannot be started: without it nothing would be checked.
pub(crate) fn require() -> anyhow::Result<()> {
    let status = Command::new("xmllint")
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .context("xmllint is needed (Debian package libxml2-utils)")?;
    ensure!(status.success(), "xmllint does not work here");
    Ok(())
}

/// The first place where the file departs from the schema: line and element, never content.
pub(crate) fn fault(schema: Schema, file: &Path) -> anyhow::Result<Option<String>> {
    let output = xmllint(schema, file)?;
    let message = String::from_utf8_lossy(&output.stderr);
    match output.status.code() {
        Some(0) => Ok(None),
        // 1: not well-formed, 3: not valid. Anything else is a fault of the tool.
        Some(1 | 3) => Ok(Some(place(&message, file))),
        other => bail!("xmllint ended with {other:?}: {}", message.lines().next().unwrap_or("")),
    }
}

fn xmllint(schema: Schema, file: &Path) -> anyhow::Result<Output> {
    let mut child = Command::new("xmllint")
        .args(["--nonet", "--noout", "--schema", "/dev/stdin"])
        .arg(file)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .context("xmllint is needed (Debian package libxml2-utils)")?;
    if let Some(mut stdin) = child.stdin.take() {
        match stdin.write_all(schema.text()) {
            // It may end before it has read the schema; its exit status then says why.
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                return Err(error).context("the schema does not reach xmllint");
            }
            Ok(()) | Err(_) => {}
        }
    }
    child.wait_with_output().context("xmllint does not answer")
}

/// Of `file.xml:12: element IBAN: Schemas validity error : …` the line and the element.
fn place(message: &str, file: &Path) -> String {
    let name = file.display().to_string();
    let first = message.lines().find_map(|line| line.strip_prefix(&name)?.strip_prefix(':'));
    let mut parts = first.unwrap_or_default().split(':').map(str::trim);
    let line = parts.next().filter(|line| line.parse::<u32>().is_ok());
    let element = parts.next().and_then(|part| part.strip_prefix("element "));
    match (line, element) {
        (Some(line), Some(element)) => format!("line {line}, element {element}"),
        (Some(line), None) => format!("line {line}"),
        (None, _) => "place unknown".to_owned(),
    }
}
