//! The text files of the checkout.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Folders that hold what a build or a run leaves behind.
const NOT_OURS: [&str; 4] = [".git", ".private", "node_modules", "target"];

/// One text file.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// From the root of the checkout, with `/` between the folders.
    pub path: String,
    /// What it holds.
    pub text: String,
}

impl SourceFile {
    /// A file for a check to look at.
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// Whether the name ends in this extension, given without its dot.
    pub fn has_extension(&self, extension: &str) -> bool {
        has_extension(&self.path, extension)
    }
}

/// Whether a path ends in this extension, given without its dot.
pub fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == extension)
}

/// The root of this checkout.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Reads every text file below a folder. Links are not followed and what is not UTF-8 is left out.
pub fn read(root: &Path) -> Result<Vec<SourceFile>> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() && !NOT_OURS.iter().any(|name| entry.file_name() == *name) {
                folders.push(entry.path());
            } else if kind.is_file() {
                files.extend(read_file(root, &entry.path())?);
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn read_file(root: &Path, path: &Path) -> Result<Option<SourceFile>> {
    let bytes = fs::read(path).with_context(|| path.display().to_string())?;
    let relative = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
    Ok(String::from_utf8(bytes).ok().map(|text| SourceFile { path: relative, text }))
}
