//! Links between the documents of the checkout lead somewhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Fault, SourceFile};

/// Faults in the Markdown files: a file, folder or heading that a link names and that is not there.
pub fn check(files: &[SourceFile]) -> Vec<Fault> {
    let mut places: BTreeSet<&str> = BTreeSet::new();
    for file in files {
        places.insert(&file.path);
        places.extend(file.path.match_indices('/').map(|(at, _)| file.path.split_at(at).0));
    }
    let headings: BTreeMap<&str, BTreeSet<String>> = files
        .iter()
        .filter(|file| file.has_extension("md"))
        .map(|file| (file.path.as_str(), headings(&file.text)))
        .collect();
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| file.has_extension("md")) {
        for (line, target) in targets(&file.text) {
            let (path, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let wanted =
                if path.is_empty() { Some(file.path.clone()) } else { resolve(&file.path, path) };
            let Some(wanted) =
                wanted.filter(|wanted| wanted.is_empty() || places.contains(wanted.as_str()))
            else {
                faults.push(Fault::at(
                    &file.path,
                    line,
                    format!("the link to {target} leads nowhere"),
                ));
                continue;
            };
            let known = headings.get(wanted.as_str());
            if !anchor.is_empty() && known.is_some_and(|known| !known.contains(anchor)) {
                faults.push(Fault::at(
                    &file.path,
                    line,
                    format!("{wanted} has no heading for {target}"),
                ));
            }
        }
    }
    faults
}

/// The lines of a document outside its blocks of code, counted from one, without code in the line.
fn prose(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut fenced = false;
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~") {
            fenced = !fenced;
        } else if !fenced {
            found.push((index + 1, line.split('`').step_by(2).collect::<Vec<_>>().join("`")));
        }
    }
    found
}

/// What the links name that stay inside the checkout.
fn targets(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (line, words) in prose(text) {
        let inline = words.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next());
        let reference = words
            .strip_prefix('[')
            .and_then(|rest| rest.split_once("]: "))
            .map(|(_, target)| target.trim());
        for target in inline.chain(reference) {
            let target = target.trim_start_matches('<').trim_end_matches('>');
            let outside = target.contains("://")
                || target.starts_with("mailto:")
                || target.starts_with("tel:");
            if !outside && !target.is_empty() {
                found.push((line, target.to_owned()));
            }
        }
    }
    found
}

/// Headings as links name them: lower case, words joined by a hyphen, without punctuation.
fn headings(text: &str) -> BTreeSet<String> {
    let mut fenced = false;
    let mut found = BTreeSet::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced || !line.starts_with('#') {
            continue;
        }
        let heading = line.trim_start_matches('#').trim().to_lowercase();
        let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        found.insert(kept.map(|c| if c == ' ' { '-' } else { c }).collect());
    }
    found
}

/// A path as seen from a file, from the root of the checkout; nothing when it leaves the checkout.
fn resolve(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = match path.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => {
            from.rsplit_once('/').map(|(folder, _)| folder.split('/').collect()).unwrap_or_default()
        }
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> usize {
        check(&[
            SourceFile::new("docs/adr/0001.md", text),
            SourceFile::new("docs/adr/0002.md", "# Second\n## What it's for, really\n"),
            SourceFile::new("README.md", "# Readme\n"),
        ])
        .len()
    }

    #[test]
    fn links_to_files_folders_and_headings_that_are_there_pass() {
        for text in [
            "[a](0002.md)",
            "[a](./0002.md)",
            "[a](../../README.md)",
            "[a](/README.md)",
            "[a](..) and [b](../adr/)",
            "[a](../../)",
            "[a](0002.md#what-its-for-really)",
            "# Own\n[a](#own)",
            "[a](https://example.org/nowhere.md) [b](mailto:x@example.org)",
            "[a](0002.md \"a title\") ![p](<../../README.md>)",
            "[a]: 0002.md",
            "`[a](nowhere.md)`",
            "```\n[a](nowhere.md)\n```",
        ] {
            assert_eq!(faults(text), 0, "{text}");
        }
    }

    #[test]
    fn links_that_lead_nowhere_are_found() {
        for text in [
            "[a](0003.md)",
            "[a](../README.md)",
            "[a](../../../README.md)",
            "[a](0002.md#what)",
            "[a](#nothing)",
            "[a]: 0003.md",
            "text `code` [a](0003.md)",
        ] {
            assert_eq!(faults(text), 1, "{text}");
        }
    }
}
