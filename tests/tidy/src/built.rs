//! What the programs of this workspace are really built from, as cargo resolves it for this machine.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// A package that is built.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Built {
    /// Its name in the registry.
    pub name: String,
    /// The licence it states, as an SPDX expression; empty when it states none.
    pub licence: String,
}

impl Built {
    /// A package by its name and licence.
    pub fn new(name: &str, licence: &str) -> Self {
        Self { name: name.to_owned(), licence: licence.to_owned() }
    }
}

/// Asks cargo, without touching the network or the lock file.
pub fn read(root: &Path) -> Result<Vec<Built>> {
    let arguments = [
        "tree",
        "--workspace",
        "--locked",
        "--offline",
        "--edges",
        "normal,build",
        "--prefix",
        "none",
        "--format",
        "{p}|{l}",
    ];
    let output = Command::new(env!("CARGO"))
        .current_dir(root)
        .args(arguments)
        .output()
        .context("cargo tree")?;
    ensure!(output.status.success(), "cargo tree: {}", String::from_utf8_lossy(&output.stderr));
    Ok(parse(&String::from_utf8(output.stdout)?))
}

/// Lines of a name, its version and notes, a bar, the licence, and a mark when the package was named before.
fn parse(tree: &str) -> Vec<Built> {
    let lines = tree.lines().filter_map(|line| line.trim_end_matches(" (*)").split_once('|'));
    let packages: BTreeSet<Built> = lines
        .map(|(package, licence)| {
            Built::new(package.split(' ').next().unwrap_or_default(), licence)
        })
        .collect();
    packages.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_read_once_for_each_package() {
        let tree = "payout v0.1.0 (/x/services/payout)|EUPL-1.2\n\nserde v1.0.0|MIT OR Apache-2.0\nserde v1.0.0|MIT OR Apache-2.0 (*)\n";
        assert_eq!(
            parse(tree),
            [Built::new("payout", "EUPL-1.2"), Built::new("serde", "MIT OR Apache-2.0")]
        );
    }
}
