//! Dependencies point down only: service, platform, contracts, kernel. Services never depend on each other; the
//! operator's command may know them all, and tests may depend on anything.

use std::collections::BTreeMap;

use crate::{Fault, SourceFile};

/// The one service that may depend on others.
const OPERATOR: &str = "services/beheer";

/// Where a crate stands; a dependency must point to a lower place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tier {
    Kernel,
    Contracts,
    Platform,
    Service,
    Test,
}

fn tier(folder: &str) -> Option<Tier> {
    match folder {
        "shared/kernel" => Some(Tier::Kernel),
        "shared/contracts" => Some(Tier::Contracts),
        "shared/platform" => Some(Tier::Platform),
        _ if folder.starts_with("services/") => Some(Tier::Service),
        _ if folder.starts_with("tests/") => Some(Tier::Test),
        _ => None,
    }
}

/// Faults in what the crates of the workspace ask of each other.
pub fn check(files: &[SourceFile]) -> Vec<Fault> {
    let manifests: Vec<(&str, &SourceFile)> = files
        .iter()
        .filter_map(|file| Some((file.path.strip_suffix("/Cargo.toml")?, file)))
        .collect();
    let folders: BTreeMap<&str, &str> = manifests
        .iter()
        .filter_map(|(folder, file)| Some((package_name(&file.text)?, *folder)))
        .collect();
    let mut faults = Vec::new();
    for (folder, file) in &manifests {
        let Some(own) = tier(folder) else {
            faults.push(Fault::of(
                &file.path,
                "a crate belongs in services/ or tests/, or is one of shared/kernel, shared/contracts, shared/platform",
            ));
            continue;
        };
        for (line, dependency) in dependencies(&file.text) {
            let Some(target) = folders.get(dependency) else { continue };
            if own == Tier::Test || *folder == OPERATOR && target.starts_with("services/") {
                continue;
            }
            if tier(target).is_none_or(|target| target >= own) {
                faults.push(Fault::at(
                    &file.path,
                    line,
                    format!("{folder} may not depend on {target}: service, platform, contracts, kernel is the only way"),
                ));
            }
        }
    }
    faults
}

fn package_name(manifest: &str) -> Option<&str> {
    let (_, package) = manifest.split_once("[package]")?;
    let line = package
        .lines()
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .find(|line| key(line) == "name")?;
    Some(line.split_once('=')?.1.trim().trim_matches('"'))
}

/// The names a manifest asks for, in whichever table, with their lines.
fn dependencies(manifest: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut inside = false;
    for (index, line) in manifest.lines().enumerate() {
        let line = line.trim();
        if let Some(table) = line.strip_prefix('[') {
            let table = table.trim_end_matches(']');
            inside = table.ends_with("dependencies");
            if let Some((_, name)) = table.rsplit_once("dependencies.") {
                found.push((index + 1, name));
            }
        } else if inside && !line.is_empty() && !line.starts_with('#') {
            let renamed =
                line.split_once("package = \"").and_then(|(_, rest)| rest.split_once('"'));
            found.push((index + 1, renamed.map_or(key(line), |(name, _)| name)));
        }
    }
    found
}

/// The key of a line of TOML, up to its first dot.
fn key(line: &str) -> &str {
    line.split(['=', '.', ' ']).next().unwrap_or_default().trim().trim_matches('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(folder: &str, name: &str, rest: &str) -> SourceFile {
        SourceFile::new(
            &format!("{folder}/Cargo.toml"),
            &format!("[package]\nname = \"{name}\"\n\n{rest}\n"),
        )
    }

    fn workspace(changed: SourceFile) -> Vec<SourceFile> {
        let mut files = vec![
            manifest("shared/kernel", "kernel", "[dependencies]\nserde.workspace = true"),
            manifest("shared/contracts", "contracts", "[dependencies]\nkernel.workspace = true"),
            manifest(
                "shared/platform",
                "platform",
                "[dependencies]\nkernel.workspace = true\ncontracts = { path = \"x\" }",
            ),
            manifest(
                "services/payout",
                "payout",
                "[dependencies]\nplatform.workspace = true\nkernel.workspace = true",
            ),
            manifest("services/beheer", "beheer", "[dependencies]\npayout.workspace = true"),
            manifest("tests/chain", "chain", "[dependencies]\npayout.workspace = true"),
        ];
        files.retain(|file| file.path != changed.path);
        files.push(changed);
        files
    }

    #[test]
    fn what_points_down_passes() {
        assert_eq!(
            check(&workspace(manifest(
                "tests/bank",
                "bank",
                "[dependencies]\nkernel.workspace = true"
            ))),
            []
        );
    }

    #[test]
    fn what_points_up_or_aside_is_found_in_every_notation() {
        for (folder, name, rest) in [
            ("shared/kernel", "kernel", "[dependencies]\ncontracts.workspace = true"),
            (
                "shared/platform",
                "platform",
                "[dev-dependencies]\npayout = { path = \"../../services/payout\" }",
            ),
            ("services/risk-scan", "risk-scan", "[dependencies]\npayout.workspace = true"),
            ("services/risk-scan", "risk-scan", "[dependencies.payout]\nworkspace = true"),
            (
                "services/risk-scan",
                "risk-scan",
                "[build-dependencies]\npay = { package = \"payout\", path = \"x\" }",
            ),
            (
                "services/risk-scan",
                "risk-scan",
                "[target.'cfg(unix)'.dependencies]\nbeheer.workspace = true",
            ),
            ("services/risk-scan", "risk-scan", "[dependencies]\nchain.workspace = true"),
        ] {
            let faults = check(&workspace(manifest(folder, name, rest)));
            assert_eq!(faults.len(), 1, "{folder}: {rest}: {faults:?}");
        }
    }

    #[test]
    fn a_fourth_shared_crate_is_found() {
        assert_eq!(check(&workspace(manifest("shared/utils", "utils", ""))).len(), 1);
    }
}
