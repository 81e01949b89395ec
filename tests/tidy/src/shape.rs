//! The shape of files: how long they are and what they are called.

use crate::{Fault, SourceFile};

/// Beyond this a file holds more than one topic.
const LINES_MAX: usize = 400;

/// Faults in the Rust files of the workspace.
pub fn check(files: &[SourceFile]) -> Vec<Fault> {
    files
        .iter()
        .filter(|file| file.has_extension("rs"))
        .filter(|file| {
            ["services/", "shared/", "tests/"].iter().any(|top| file.path.starts_with(top))
        })
        .flat_map(check_file)
        .collect()
}

fn check_file(file: &SourceFile) -> Vec<Fault> {
    let mut faults = Vec::new();
    let lines = file.text.lines().count();
    if lines > LINES_MAX {
        faults.push(Fault::of(
            &file.path,
            format!("{lines} lines: split it by topic, {LINES_MAX} is the most"),
        ));
    }
    if file.path.ends_with("/mod.rs") {
        faults.push(Fault::of(
            &file.path,
            "a module is `foo.rs` beside its folder `foo/`, never `foo/mod.rs`",
        ));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_four_hundred_lines_passes_and_one_more_does_not() {
        let file = |lines: usize| SourceFile::new("services/payout/src/a.rs", &"x\n".repeat(lines));
        assert_eq!(check(&[file(400)]), []);
        assert_eq!(check(&[file(401)]).len(), 1);
    }

    #[test]
    fn only_rust_of_the_workspace_is_measured() {
        assert_eq!(check(&[SourceFile::new("docs/long.md", &"x\n".repeat(900))]), []);
    }

    #[test]
    fn a_module_named_mod_is_found() {
        assert_eq!(check(&[SourceFile::new("shared/kernel/src/a/mod.rs", "")]).len(), 1);
    }
}
