//! Checks of the checkout that the compiler and clippy cannot make.
//!
//! Each module holds one kind of rule as a pure function from files to faults; [`tree`] reads the files. The test in
//! `tests/checkout.rs` runs them all over this checkout and lists every fault at once. It reads text, not types: what
//! hides behind a macro or a renamed import is not seen.

pub mod built;
pub mod crypto;
pub mod direction;
pub mod fault;
pub mod glossary;
pub mod licences;
pub mod links;
pub mod marks;
pub mod purity;
pub mod rust;
pub mod shape;
pub mod tree;

pub use built::Built;
pub use fault::Fault;
pub use tree::SourceFile;

/// Every fault of a checkout and of what is built from it, in the order of their paths.
pub fn faults(files: &[SourceFile], built: &[Built]) -> Vec<Fault> {
    let mut faults = Vec::new();
    faults.extend(direction::check(files));
    faults.extend(purity::check(files));
    faults.extend(shape::check(files));
    faults.extend(marks::check(files));
    faults.extend(links::check(files));
    faults.extend(glossary::check(files));
    faults.extend(crypto::check_lock(files));
    faults.extend(crypto::check_built(built));
    faults.extend(licences::check(files, built));
    faults.sort();
    faults.dedup();
    faults
}
