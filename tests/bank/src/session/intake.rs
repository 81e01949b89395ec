//! What comes in: which files of the folder are new, and the bank's own copy of them.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::options::Options;
use crate::order::read::BYTES_MAX;
use crate::state::{Received, State};

/// What is known about a file before it is read.
pub(super) enum Arrival {
    /// These bytes came under this name before.
    Handled,
    /// These bytes came under another name before; the place of that file in the state.
    Again(usize),
    /// More bytes than the bank takes.
    TooLarge,
    /// Not seen before; the bank's copy.
    New(PathBuf),
}

/// The files to look at, by name: plain files that end in `.xml`. A customer who writes under
/// another name and renames is never read too early.
pub(crate) fn orders(folder: &Path) -> anyhow::Result<Vec<(String, PathBuf)>> {
    let unreadable = || format!("{} cannot be read", folder.display());
    let mut orders = Vec::new();
    for entry in fs::read_dir(folder).with_context(unreadable)? {
        let entry = entry.with_context(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let plain = entry.file_type().with_context(unreadable)?.is_file();
        let xml = Path::new(&name).extension().is_some_and(|extension| extension == "xml");
        if plain && xml && !name.starts_with('.') {
            orders.push((name, entry.path()));
        }
    }
    orders.sort();
    Ok(orders)
}

/// Where the bank keeps its copies.
pub(super) fn copies(options: &Options) -> PathBuf {
    options.state.join("received")
}

/// Copies a file, unless it is known, and notes that it came.
pub(super) fn arrive(
    options: &Options,
    state: &mut State,
    name: &str,
    path: &Path,
) -> anyhow::Result<Arrival> {
    let unreadable = || format!("{} cannot be read", path.display());
    let mut content = Vec::new();
    let file = File::open(path).with_context(unreadable)?;
    let size = file.metadata().with_context(unreadable)?.len();
    file.take(BYTES_MAX + 1).read_to_end(&mut content).with_context(unreadable)?;
    let too_large = u64::try_from(content.len())? > BYTES_MAX;
    let bytes = if too_large { size } else { u64::try_from(content.len())? };
    for (place, known) in state.files.iter_mut().enumerate() {
        if known.bytes != bytes || !same_content(options, known, &content)? {
            continue;
        }
        if !known.names.insert(name.to_owned()) {
            return Ok(Arrival::Handled);
        }
        return Ok(if too_large { Arrival::TooLarge } else { Arrival::Again(place) });
    }
    let copy = (!too_large).then(|| format!("{:06}.xml", state.files.len().saturating_add(1)));
    let arrival = match &copy {
        Some(copy) => {
            let copy = copies(options).join(copy);
            crate::state::replace(&copy, &content)?;
            Arrival::New(copy)
        }
        None => Arrival::TooLarge,
    };
    state.files.push(Received { names: [name.to_owned()].into(), bytes, copy, msg_id: None });
    Ok(arrival)
}

/// Whether a known file of the same size has the same bytes. Of files too large to copy only the
/// size is known.
fn same_content(options: &Options, known: &Received, content: &[u8]) -> anyhow::Result<bool> {
    let Some(copy) = &known.copy else { return Ok(true) };
    let copy = copies(options).join(copy);
    let kept = fs::read(&copy).with_context(|| format!("{} cannot be read", copy.display()))?;
    Ok(kept == content)
}
