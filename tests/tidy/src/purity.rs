//! The core decides and the edges carry: a file of the core knows neither database, broker, web nor clock.

use std::collections::BTreeSet;

use crate::rust::{code, names, test_modules, without_tests};
use crate::tree::has_extension;
use crate::{Fault, SourceFile};

/// Files, or folders, of these names are the edges of an aggregate.
const EDGES: [&str; 5] = ["flows", "store", "http", "messages", "peers"];
/// Files at the top of a service that put it together.
const FRAME: [&str; 3] = ["main.rs", "lib.rs", "schema.rs"];
/// The operator's command has no core.
const OPERATOR: &str = "beheer";

/// Crates that talk to the world.
const WORLDLY: [&str; 13] = [
    "actix_web",
    "deadpool",
    "diesel",
    "diesel_async",
    "diesel_migrations",
    "futures_util",
    "jiff_diesel",
    "lapin",
    "platform",
    "reqwest",
    "tokio",
    "tokio_postgres",
    "tracing",
];
/// The wire as text; types of the wire are serde's.
const WIRE: &str = "serde_json";
/// Where a moment or an identifier would come from nowhere.
const MADE_HERE: [(&str, &str); 6] = [
    ("Timestamp", "now"),
    ("Zoned", "now"),
    ("SystemTime", "now"),
    ("Instant", "now"),
    ("Uuid", "now_v7"),
    ("Uuid", "new_v4"),
];

/// Faults in the files of the core.
pub fn check(files: &[SourceFile]) -> Vec<Fault> {
    let for_tests = files_for_tests(files);
    files
        .iter()
        .filter(|file| {
            is_core(&file.path) && !for_tests.iter().any(|path| is_within(&file.path, path))
        })
        .flat_map(check_file)
        .collect()
}

fn is_core(path: &str) -> bool {
    let Some((crate_folder, inside)) = path.split_once("/src/") else { return false };
    if !has_extension(inside, "rs") {
        return false;
    }
    if crate_folder == "shared/kernel" || crate_folder == "shared/contracts" {
        return true;
    }
    crate_folder.strip_prefix("services/").is_some_and(|service| service != OPERATOR)
        && !FRAME.contains(&inside)
        && !inside.starts_with("bin/")
        && !inside.trim_end_matches(".rs").split('/').any(|part| EDGES.contains(&part))
}

/// Paths, without `.rs`, of modules that some file declares for tests only.
fn files_for_tests(files: &[SourceFile]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in files.iter().filter(|file| file.has_extension("rs")) {
        let folder = match file
            .path
            .strip_suffix("/lib.rs")
            .or_else(|| file.path.strip_suffix("/main.rs"))
        {
            Some(folder) => folder,
            None => file.path.trim_end_matches(".rs"),
        };
        found.extend(test_modules(&code(&file.text)).iter().map(|name| format!("{folder}/{name}")));
    }
    found
}

fn is_within(path: &str, module: &str) -> bool {
    path.strip_prefix(module).is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
}

fn check_file(file: &SourceFile) -> Vec<Fault> {
    let code = without_tests(&code(&file.text));
    let names = names(&code);
    let mut faults = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let imported = index
            .checked_sub(1)
            .and_then(|before| names.get(before))
            .is_some_and(|n| n.word == "use");
        let is_root = !name.qualified && (name.leads || imported);
        if is_root && (WORLDLY.contains(&name.word) || name.word == WIRE) {
            let message = format!(
                "the core may not know `{}`: move this to an edge ({})",
                name.word,
                EDGES.join(", ")
            );
            faults.push(Fault::at(&file.path, name.line, message));
        }
        if name.word == "async" || name.word == "await" {
            faults.push(Fault::at(
                &file.path,
                name.line,
                "the core is synchronous: what waits belongs in an edge",
            ));
        }
        let next = names.get(index + 1).filter(|_| name.leads).map(|next| next.word);
        if MADE_HERE.iter().any(|(owner, made)| name.word == *owner && next == Some(*made)) {
            let message = format!(
                "`{}::{}`: time and new identifiers come into the core as arguments",
                name.word,
                next.unwrap_or_default()
            );
            faults.push(Fault::at(&file.path, name.line, message));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(path: &str, text: &str) -> usize {
        check(&[SourceFile::new(path, text)]).len()
    }

    #[test]
    fn the_world_is_found_in_the_core_however_it_is_reached() {
        let core = "services/payout/src/betaalrun.rs";
        for text in [
            "use diesel::prelude::*;",
            "use diesel_async::AsyncPgConnection;",
            "fn f() { tracing::info!(\"x\"); }",
            "use {serde::Serialize, serde_json::Value};",
            "use tokio;",
            "use platform::Scope;",
            "fn f() { let t = jiff::Timestamp::now(); }",
            "use std::time::SystemTime;\nfn f() { SystemTime::now(); }",
            "fn f() -> Uuid { Uuid::now_v7() }",
            "#[tracing::instrument]\nfn f() {}",
            "async fn f() {}",
        ] {
            assert_eq!(faults(core, text), 1, "{text}");
            assert_eq!(faults("shared/kernel/src/euro.rs", text), 1, "kernel: {text}");
            assert_eq!(faults("shared/contracts/src/lib.rs", text), 1, "contracts: {text}");
        }
    }

    #[test]
    fn the_edges_the_frame_and_the_operator_may_know_it() {
        let text = "use diesel::prelude::*;";
        for path in [
            "services/payout/src/main.rs",
            "services/payout/src/lib.rs",
            "services/payout/src/schema.rs",
            "services/payout/src/betaalrun/flows.rs",
            "services/payout/src/betaalrun/store.rs",
            "services/payout/src/betaalrun/store/rows.rs",
            "services/payout/src/http.rs",
            "services/payout/src/http/pages.rs",
            "services/payout/src/betaalrun/messages.rs",
            "services/payout/src/betaalrun/peers.rs",
            "services/payout/tests/api.rs",
            "services/beheer/src/controle.rs",
            "shared/platform/src/database.rs",
            "tests/chain/src/lib.rs",
        ] {
            assert_eq!(faults(path, text), 0, "{path}");
        }
        assert_eq!(faults("services/payout/src/betaalrun/storage.rs", text), 1);
    }

    #[test]
    fn words_that_only_look_like_it_pass() {
        for text in [
            "//! Nothing of diesel::here.",
            "const NAME: &str = \"tokio::spawn\";",
            "use crate::platform::Thing;",
            "fn tracing() { let lapin = 1; }",
        ] {
            assert_eq!(faults("services/payout/src/betaalrun.rs", text), 0, "{text}");
        }
    }

    #[test]
    fn tests_beside_the_core_may_read_json() {
        let inline = "fn f() {}\n#[cfg(test)]\nmod tests { use serde_json::json; }";
        assert_eq!(faults("shared/contracts/src/envelope.rs", inline), 0);
        let apart = [
            SourceFile::new("shared/contracts/src/envelope.rs", "#[cfg(test)]\nmod tests;"),
            SourceFile::new("shared/contracts/src/envelope/tests.rs", "use serde_json::json;"),
            SourceFile::new("shared/contracts/src/envelope/other.rs", "use serde_json::json;"),
        ];
        let found = check(&apart);
        assert_eq!(
            found.iter().map(|fault| fault.path.as_str()).collect::<Vec<_>>(),
            ["shared/contracts/src/envelope/other.rs"]
        );
    }
}
