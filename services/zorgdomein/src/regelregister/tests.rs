use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::*;
use crate::declaratie::checks::CATALOGUS;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(dir: &Path, found: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> =
        std::fs::read_dir(dir).unwrap().map(|own| own.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let name = path.strip_prefix(root()).unwrap().display().to_string();
            found.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// Every test of the crate: its name, with its text and the comment above it.
fn tests() -> BTreeMap<String, String> {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    sources(&root().join("tests"), &mut files);
    let mut tests = BTreeMap::new();
    for (_, text) in files {
        let marks = ["#[test]", "#[tokio::test]"].map(|mark| text.match_indices(mark));
        tests.extend(marks.into_iter().flatten().filter_map(|(at, _)| test_at(&text, at)));
    }
    tests
}

/// The test whose mark stands here: its name, and its comment with its text.
fn test_at(text: &str, at: usize) -> Option<(String, String)> {
    let (head, body) = text.get(at..)?.split_once("fn ")?;
    if head.len() > 60 {
        return None;
    }
    let name = body.split('(').next()?.to_owned();
    let body = body.split("\n    #[").next()?.split("\n#[").next()?;
    let above = text.get(..at)?.lines().rev();
    let above: Vec<&str> = above.take_while(|line| line.trim_start().starts_with("///")).collect();
    Some((name, format!("{} {body}", above.join(" "))))
}

/// Whether a text names an id, and not a longer one.
fn names(text: &str, id: &str) -> bool {
    text.match_indices(id).any(|(at, _)| {
        let rest = text.get(at.saturating_add(id.len())..).unwrap_or_default();
        !rest.starts_with(|next: char| next.is_ascii_digit() || next == '-')
    })
}

fn proof(id: &str, given: &[&str], tests: &BTreeMap<String, String>) -> Vec<String> {
    if !given.is_empty() {
        for name in given {
            assert!(tests.contains_key(*name), "{id}: there is no test {name}");
        }
        return given.iter().map(|name| format!("`{name}`")).collect();
    }
    tests
        .iter()
        .filter(|(_, text)| names(text, id))
        .map(|(name, _)| format!("`{name}`"))
        .take(2)
        .collect()
}

/// Where a check of the catalogue stands.
fn place_of(id: &str) -> String {
    let mut files = Vec::new();
    sources(&root().join("src/declaratie/checks"), &mut files);
    let entry = format!("id: \"{id}\"");
    let found = files.into_iter().find(|(_, text)| text.contains(&entry));
    found.unwrap_or_else(|| panic!("{id} stands in no file")).0
}

fn row(table: &mut String, id: &str, wat: &str, waar: &str, proof: &str) {
    writeln!(table, "| {id} | {wat} | {waar} | {proof} |").unwrap();
}

fn document() -> String {
    let tests = tests();
    let mut text = String::from(
        "# Rules of zorgdomein\n\nWhich rule lives where, and which test proves it. Written by the \
         test `the_table_of_rules_is_what_the_code_says`;\n`UPDATE_DOCS=1 cargo nextest run -E \
         'test(the_table_of_rules)'` writes it anew.\n",
    );
    for (title, regels) in HOOFDSTUKKEN {
        writeln!(text, "\n## {title}\n\n| Rule | What | Where | Proved by |\n|---|---|---|---|")
            .unwrap();
        for Regel { id, wat, waar } in *regels {
            match waar {
                Waar::Hier(file, given) => {
                    let proof = proof(id, given, &tests);
                    assert!(!proof.is_empty(), "{id}: no test names it");
                    assert!(root().join("src").join(file).exists(), "{id}: no file {file}");
                    row(&mut text, id, wat, &format!("`{file}`"), &proof.join(", "));
                }
                Waar::Elders(place) => row(&mut text, id, wat, place, ""),
                Waar::Niet(why) => row(&mut text, id, wat, "not built", why),
            }
        }
    }
    text.push_str(
        "\n## Checks on claims\n\n| Check | What | Where | Proved by |\n|---|---|---|---|\n",
    );
    for check in CATALOGUS {
        let proof = proof(check.id, &[], &tests);
        assert!(!proof.is_empty(), "{}: no test names it", check.id);
        let place = place_of(check.id);
        let place = place.trim_start_matches("src/");
        row(&mut text, check.id, check.naam, &format!("`{place}`"), &proof.join(", "));
    }
    text
}

#[test]
fn the_table_of_rules_is_what_the_code_says() {
    let path = root().join("../../docs/zorgdomein/regels.md");
    let document = document();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &document).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(stored == document, "docs/zorgdomein/regels.md is old: run with UPDATE_DOCS=1");
}

#[test]
fn every_check_and_rule_of_its_chapters_stands_in_the_table_once() {
    let mut seen = std::collections::BTreeSet::new();
    let rows = HOOFDSTUKKEN.iter().flat_map(|(_, regels)| regels.iter().map(|regel| regel.id));
    for id in rows.chain(CATALOGUS.iter().map(|check| check.id)) {
        assert!(seen.insert(id), "{id} stands twice");
    }
    let gaps = [14, 15, 16, 17, 18, 19, 29];
    for number in (1..=69).filter(|number| !gaps.contains(number)) {
        let id = format!("D-{number:02}");
        assert!(seen.contains(id.as_str()), "{id} stands nowhere");
    }
}
