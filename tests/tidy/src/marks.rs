//! Marks of unfinished work, tests that are switched off, and paths of somebody's own machine.

use crate::rust::{code, names};
use crate::tree::has_extension;
use crate::{Fault, SourceFile};

/// Written in two pieces, so that this file does not hold them.
const UNFINISHED: [&str; 3] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX")];
const UNFINISHED_MACROS: [&str; 2] = [concat!("to", "do"), concat!("un", "implemented")];
/// Folders that are somebody's own: what is committed works elsewhere too.
const OWN_FOLDERS: [&str; 3] = [concat!("/ro", "ot/"), concat!("/t", "mp/"), concat!("/ho", "me/")];

/// Faults in all text files, and in Rust some more.
pub fn check(files: &[SourceFile]) -> Vec<Fault> {
    files.iter().filter(|file| !is_foreign(&file.path)).flat_map(check_file).collect()
}

/// Texts of others that we only carry.
fn is_foreign(path: &str) -> bool {
    path == "Cargo.lock"
        || path == "LICENSE"
        || path.starts_with("LICENSES/")
        || has_extension(path, "xsd")
}

fn is_script(path: &str) -> bool {
    path.starts_with("scripts/")
        || path.starts_with(".ci/")
        || has_extension(path, "sh")
        || path.starts_with("Containerfile")
}

fn check_file(file: &SourceFile) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        for mark in UNFINISHED.iter().filter(|mark| has_word(line, mark)) {
            faults.push(Fault::at(
                &file.path,
                index + 1,
                format!("{mark}: finish it, or write an issue"),
            ));
        }
        for folder in
            OWN_FOLDERS.iter().filter(|folder| !is_script(&file.path) && has_path(line, folder))
        {
            faults.push(Fault::at(
                &file.path,
                index + 1,
                format!("{folder} is a path of one machine"),
            ));
        }
    }
    if file.has_extension("rs") {
        faults.extend(check_rust(file));
    }
    faults
}

fn check_rust(file: &SourceFile) -> Vec<Fault> {
    let code = code(&file.text);
    let mut faults = Vec::new();
    for name in names(&code) {
        if name.word == "should_panic" {
            faults.push(Fault::at(
                &file.path,
                name.line,
                "should_panic: assert the refusal or the error itself",
            ));
        }
    }
    for (index, line) in code.lines().enumerate() {
        let dense: String = line.split_whitespace().collect();
        if dense.contains("#[ignore") {
            faults.push(Fault::at(
                &file.path,
                index + 1,
                "#[ignore]: a test that does not run is no test",
            ));
        }
        for name in UNFINISHED_MACROS.iter().filter(|name| calls(&dense, name)) {
            faults.push(Fault::at(&file.path, index + 1, format!("{name}! is unfinished work")));
        }
    }
    faults
}

fn calls(dense: &str, name: &str) -> bool {
    dense.split(&format!("{name}!")).count() > 1
        && dense.split(&format!("{name}!")).next().is_some_and(|before| !before.ends_with(is_word))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether a word stands in a line by itself.
fn has_word(line: &str, word: &str) -> bool {
    let pieces: Vec<&str> = line.split(word).collect();
    pieces.windows(2).any(|pair| matches!(pair, [before, after] if !before.ends_with(is_word) && !after.starts_with(is_word)))
}

/// Whether a path begins here, and not in the middle of a longer one or of an address.
fn has_path(line: &str, folder: &str) -> bool {
    let pieces: Vec<&str> = line.split(folder).collect();
    pieces.windows(2).any(|pair| {
        matches!(pair, [before, _] if !before.ends_with(|c: char| is_word(c) || ".})-~*".contains(c)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(path: &str, text: &str) -> usize {
        check(&[SourceFile::new(path, text)]).len()
    }

    #[test]
    fn unfinished_marks_are_found_in_every_kind_of_file() {
        for mark in UNFINISHED {
            assert_eq!(faults("docs/a.md", &format!("text {mark}: more")), 1, "{mark}");
            assert_eq!(faults("services/a/src/b.rs", &format!("// {mark}\n")), 1, "{mark}");
            assert_eq!(faults("docs/a.md", &format!("a{mark}b")), 0, "{mark}");
        }
        for name in UNFINISHED_MACROS {
            assert_eq!(
                faults("services/a/src/b.rs", &format!("fn f() {{ {name}!() }}")),
                1,
                "{name}"
            );
            assert_eq!(
                faults("services/a/src/b.rs", &format!("fn f() {{ my_{name}!() }}")),
                0,
                "{name}"
            );
        }
    }

    #[test]
    fn tests_that_are_switched_off_are_found() {
        assert_eq!(faults("a.rs", "#[test]\n#[ignore]\nfn f() {}"), 1);
        assert_eq!(faults("a.rs", "#[test]\n#[ignore = \"slow\"]\nfn f() {}"), 1);
        assert_eq!(faults("a.rs", "#[test]\n#[should_panic(expected = \"x\")]\nfn f() {}"), 1);
        assert_eq!(faults("a.rs", "// no #[ignore] and no should_panic\nfn ignore() {}"), 0);
    }

    #[test]
    fn paths_of_a_machine_are_for_scripts_only() {
        for folder in OWN_FOLDERS {
            assert_eq!(faults("docs/a.md", &format!("see {folder}x")), 1, "{folder}");
            assert_eq!(faults("scripts/a", &format!("see {folder}x")), 0, "{folder}");
            assert_eq!(
                faults("docs/a.md", &format!("see https://example.org{folder}x")),
                0,
                "{folder}"
            );
        }
    }

    #[test]
    fn texts_of_others_are_left_alone() {
        assert_eq!(faults("LICENSES/a.txt", UNFINISHED.join(" ").as_str()), 0);
    }
}
