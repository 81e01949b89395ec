//! The licence of everything built is on the list in `deny.toml`, the same list that cargo-deny reads.

use std::collections::BTreeSet;

use crate::built::Built;
use crate::{Fault, SourceFile};

const LIST: &str = "deny.toml";

/// Faults in the licences of what is built.
pub fn check(files: &[SourceFile], built: &[Built]) -> Vec<Fault> {
    let Some(list) = files.iter().find(|file| file.path == LIST) else {
        return vec![Fault::of(LIST, "is missing: it holds the licences that are allowed")];
    };
    let allowed = allowed(&list.text);
    built
        .iter()
        .filter(|package| !satisfies(&package.licence, &allowed))
        .map(|package| {
            Fault::of(
                LIST,
                format!(
                    "{} is licensed \"{}\", which is not allowed",
                    package.name, package.licence
                ),
            )
        })
        .collect()
}

fn allowed(list: &str) -> BTreeSet<&str> {
    let (_, table) = list.split_once("[licenses]").unwrap_or_default();
    let (_, array) = table.split_once("\nallow = [").unwrap_or_default();
    let (array, _) = array.split_once(']').unwrap_or_default();
    array.split('"').skip(1).step_by(2).collect()
}

/// Whether an SPDX expression can be met with the licences allowed. `A/B` is an old way to write `A OR B`.
fn satisfies(expression: &str, allowed: &BTreeSet<&str>) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader { words: words.iter().copied(), allowed };
    !words.is_empty() && reader.any()
}

struct Reader<'a, I> {
    words: I,
    allowed: &'a BTreeSet<&'a str>,
}

impl<'a, I: Iterator<Item = &'a str>> Reader<'a, I> {
    /// Alternatives up to the closing bracket or the end; `AND` binds closer than `OR`.
    fn any(&mut self) -> bool {
        let mut met = false;
        let mut all = true;
        while let Some(word) = self.words.next() {
            match word {
                "(" => all &= self.any(),
                ")" => break,
                "AND" => {}
                "OR" => {
                    met |= all;
                    all = true;
                }
                // The exception is judged with the licence it belongs to, and only ever allows more.
                "WITH" => drop(self.words.next()),
                licence => all &= self.allowed.contains(licence),
            }
        }
        met | all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DENY: &str = "[graph]\nx = [\"GPL-3.0\"]\n[licenses]\nconfidence-threshold = 0.9\nallow = [\n    \"MIT\",\n    \"ISC\",\n]\n";

    fn faults(licence: &str) -> usize {
        check(&[SourceFile::new(LIST, DENY)], &[Built::new("x", licence)]).len()
    }

    #[test]
    fn an_expression_that_can_be_met_passes() {
        for licence in [
            "MIT",
            "MIT OR GPL-3.0",
            "GPL-3.0/MIT",
            "ISC AND (GPL-3.0 OR MIT)",
            "(MIT OR GPL-3.0) AND ISC",
            "GPL-3.0 AND MIT OR ISC",
            "MIT WITH Some-exception",
        ] {
            assert_eq!(faults(licence), 0, "{licence}");
        }
    }

    #[test]
    fn an_expression_that_cannot_be_met_is_found() {
        for licence in [
            "",
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "ISC AND (GPL-3.0 OR AGPL-3.0)",
            "(MIT OR ISC) AND GPL-3.0",
        ] {
            assert_eq!(faults(licence), 1, "{licence}");
        }
    }

    #[test]
    fn without_the_list_nothing_is_allowed() {
        assert_eq!(check(&[], &[]).len(), 1);
    }
}
