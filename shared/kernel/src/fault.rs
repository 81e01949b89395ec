//! Why a text is not the value it claims to be.

/// A text that is not a value of the type it was read as.
///
/// The message says what is expected, never what was given: the given text may be a BSN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{expected}")]
pub struct Fault {
    /// What a right value looks like, in Dutch, for the reader of an error message.
    pub expected: &'static str,
}

impl Fault {
    /// A fault that says what was expected.
    pub const fn new(expected: &'static str) -> Self {
        Self { expected }
    }
}
