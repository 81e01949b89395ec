//! Every check over this checkout.

use anyhow::Result;
use tidy::{Fault, built, faults, tree};

#[test]
fn the_checkout_is_tidy() -> Result<()> {
    let root = tree::root();
    let files = tree::read(&root)?;
    assert!(
        files.iter().any(|file| file.path == "Cargo.toml"),
        "{} holds no checkout",
        root.display()
    );
    let built = built::read(&root)?;
    assert!(built.iter().any(|package| package.name == "kernel"), "cargo names no package of ours");
    let list: Vec<String> = faults(&files, &built).iter().map(Fault::to_string).collect();
    assert!(list.is_empty(), "{} faults:\n{}", list.len(), list.join("\n"));
    Ok(())
}
