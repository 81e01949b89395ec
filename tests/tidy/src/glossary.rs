//! One vocabulary from the law to the column: domain nouns are spelled as in the glossary of `ARCHITECTURE.md`.
//!
//! Two checks on the names in services and contracts, Rust and SQL: a term of the glossary is one word
//! (`zorgovereenkomst`, not `zorg_overeenkomst`), and English words that translate one are not used for it.

use std::collections::BTreeSet;

use crate::rust::code;
use crate::tree::has_extension;
use crate::{Fault, SourceFile};

/// Where the table stands, and the start of its heading.
const PLACE: &str = "ARCHITECTURE.md";
const HEADINGS: [&str; 3] = ["glossary", "begrippen", "woordenlijst"];

/// English for a domain noun, wherever it stands in a name, and the word to use.
const TRANSLATED: [(&str, &str); 22] = [
    ("agreement_id", "zorgovereenkomst_id"),
    ("budget_holder", "budgethouder"),
    ("budget_keeper", "budgethouder"),
    ("budgetholder", "budgethouder"),
    ("care_agreement", "zorgovereenkomst"),
    ("care_contract", "zorgovereenkomst"),
    ("care_function", "zorgfunctie"),
    ("care_month", "zorgmaand"),
    ("care_provider", "zorgverlener"),
    ("caregiver", "zorgverlener"),
    ("claim_id", "declaratie_id"),
    ("claimant", "budgethouder"),
    ("declaration_id", "declaratie_id"),
    ("declaration_line", "declaratieregel"),
    ("declared_amount", "bedrag"),
    ("grant_id", "toekenning_id"),
    ("monthly_wage", "maandloon"),
    ("payment_id", "betaling_id"),
    ("payment_run", "betaalrun"),
    ("recovery_id", "vordering_id"),
    ("valid_from", "geldig_van"),
    ("valid_to", "geldig_tot"),
];
/// The same for words that also belong to the craft: only when they are the whole name.
const TRANSLATED_ALONE: [(&str, &str); 4] = [
    ("declaration", "declaratie"),
    ("declarations", "declaraties"),
    ("budgetholders", "budgethouders"),
    ("claimants", "budgethouders"),
];

/// Faults in the names of services and contracts.
pub fn check(files: &[SourceFile]) -> Vec<Fault> {
    let Some(terms) = files.iter().find(|file| file.path == PLACE).map(|file| terms(&file.text))
    else {
        return vec![Fault::of(PLACE, "is missing: it holds the glossary")];
    };
    let mut faults = Vec::new();
    if terms.is_empty() {
        faults.push(Fault::of(PLACE, "has no table of terms under a heading `Glossary`"));
    }
    for file in files.iter().filter(|file| is_ours(&file.path)) {
        let text =
            if file.has_extension("rs") { code(&file.text) } else { without_comments(&file.text) };
        for (line, name) in written_names(&text) {
            faults.extend(
                misspelled(&name, &terms).map(|message| Fault::at(&file.path, line, message)),
            );
        }
    }
    faults
}

fn is_ours(path: &str) -> bool {
    (path.starts_with("services/") || path.starts_with("shared/contracts/"))
        && (has_extension(path, "rs") || has_extension(path, "sql"))
}

/// The first column of the glossary: its single words, in lower case.
fn terms(architecture: &str) -> BTreeSet<String> {
    let mut inside = false;
    let mut found = BTreeSet::new();
    for line in architecture.lines() {
        if line.starts_with('#') {
            let heading = line.trim_start_matches('#').trim().to_lowercase();
            inside = HEADINGS.iter().any(|wanted| heading.contains(wanted));
        } else if inside && line.starts_with('|') {
            found.extend(words_of(line.split('|').nth(1).unwrap_or_default()));
        }
    }
    found
}

/// The terms of one cell. Short words are left out: they would be found inside others by chance.
fn words_of(cell: &str) -> impl Iterator<Item = String> {
    cell.split([',', '/'])
        .map(|term| term.trim().trim_matches(['`', '*', '_']).to_lowercase())
        .filter(|term| term.len() >= 6 && term.chars().all(char::is_alphabetic))
}

/// SQL without its comments to the end of the line and its quoted values.
fn without_comments(sql: &str) -> String {
    let bare = |line: &str| {
        let line = line.split("--").next().unwrap_or_default();
        line.split('\'').step_by(2).collect::<Vec<_>>().join(" ")
    };
    sql.lines().map(bare).collect::<Vec<_>>().join("\n")
}

fn written_names(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for name in
            line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|name| !name.is_empty())
        {
            found.push((index + 1, snake(name)));
        }
    }
    found
}

/// `ZorgOvereenkomst` and `ZORG_OVEREENKOMST` as `zorg_overeenkomst`.
fn snake(name: &str) -> String {
    if !name.chars().any(char::is_lowercase) {
        return name.to_lowercase();
    }
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

fn misspelled(name: &str, terms: &BTreeSet<String>) -> Option<String> {
    let framed = format!("_{name}_");
    let translated =
        TRANSLATED.iter().find(|(english, _)| framed.contains(&format!("_{english}_")));
    let alone = TRANSLATED_ALONE.iter().find(|(english, _)| name == *english);
    if let Some((english, dutch)) = translated.or(alone) {
        return Some(format!("`{name}`: {english} is called {dutch} in the glossary"));
    }
    let words: Vec<&str> = name.split('_').collect();
    for size in 2..=words.len() {
        for part in words.windows(size) {
            let joined = part.concat();
            let single =
                ["", "s", "en", "n"].iter().filter_map(|plural| joined.strip_suffix(plural));
            if let Some(term) = single.into_iter().find(|word| terms.contains(*word)) {
                return Some(format!("`{name}`: {term} is one word in the glossary"));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLOSSARY: &str = "# Map\n## Glossary\n| Term | Meaning |\n|---|---|\n| `zorgovereenkomst` | agreement |\n\
        | **Budgethouder**, vertegenwoordiger | person |\n| pot | part of a grant |\n## Other\n| mensenrecht | x |\n";

    fn faults(path: &str, text: &str) -> Vec<Fault> {
        check(&[SourceFile::new(PLACE, GLOSSARY), SourceFile::new(path, text)])
    }

    #[test]
    fn the_table_under_the_heading_is_read_and_no_other() {
        let expected = ["budgethouder", "vertegenwoordiger", "zorgovereenkomst"].map(str::to_owned);
        assert_eq!(terms(GLOSSARY), BTreeSet::from(expected));
    }

    #[test]
    fn a_term_in_pieces_is_found() {
        for text in [
            "struct ZorgOvereenkomst;",
            "let zorg_overeenkomst_id = 1;",
            "fn f(budget_houders: u8) {}",
            "const BUDGET_HOUDER: u8 = 1;",
        ] {
            assert_eq!(faults("services/payout/src/a.rs", text).len(), 1, "{text}");
        }
        assert_eq!(
            faults(
                "services/payout/migrations/1/up.sql",
                "create table zorg_overeenkomst (id uuid);"
            )
            .len(),
            1
        );
    }

    #[test]
    fn english_for_a_domain_noun_is_found() {
        for text in [
            "struct CareAgreement;",
            "let grant_id = 1;",
            "let declaration = 1;",
            "fn load_budget_holder() {}",
        ] {
            assert_eq!(faults("services/payout/src/a.rs", text).len(), 1, "{text}");
        }
    }

    #[test]
    fn words_of_the_craft_and_of_comments_pass() {
        for text in [
            "struct Zorgovereenkomst { budgethouder_id: Id }",
            "// the care agreement of a claimant: budget_holder",
            "fn a_doctype_declaration_is_refused() {}",
            "struct Claims { sub: String }",
            "let valid_token = 1;",
        ] {
            assert_eq!(faults("services/payout/src/a.rs", text), [], "{text}");
        }
        assert_eq!(
            faults(
                "services/payout/migrations/1/up.sql",
                "-- the grant_id\nselect 'care_agreement';"
            ),
            []
        );
        assert_eq!(faults("tests/chain/src/lib.rs", "let grant_id = 1;"), []);
    }

    #[test]
    fn a_map_without_glossary_is_a_fault() {
        assert_eq!(check(&[SourceFile::new(PLACE, "# Map\n")]).len(), 1);
        assert_eq!(check(&[]).len(), 1);
    }
}
