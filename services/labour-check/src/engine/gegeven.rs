//! The facts a rule may read: each with a name, and the version of the form that asks it.

use contracts::labour::{Feit, Toetsfeiten};

/// The version of the form that asks facts which do not say otherwise.
const ASKED_SINCE: u8 = 2;

/// One fact of the form.
#[derive(Debug)]
pub struct Gegeven<T> {
    /// Id, as its path on the wire: `beloning.bedrag`.
    pub id: &'static str,
    /// Name in Dutch, with its article: it stands in a sentence.
    pub naam: &'static str,
    /// The form asks it since this version.
    pub sinds: u8,
    pub(super) lees: fn(&Toetsfeiten) -> Feit<T>,
}

impl<T> Gegeven<T> {
    /// A fact that the second version of the form asks.
    pub const fn new(
        id: &'static str,
        naam: &'static str,
        lees: fn(&Toetsfeiten) -> Feit<T>,
    ) -> Self {
        Self { id, naam, sinds: ASKED_SINCE, lees }
    }

    /// The same, asked since this version of the form.
    #[must_use]
    pub const fn op_formulier(self, sinds: u8) -> Self {
        Self { id: self.id, naam: self.naam, sinds, lees: self.lees }
    }
}

/// A fact that is a list: earlier agreements, a roster.
#[derive(Debug)]
pub struct Lijst<T> {
    /// Id, as its path on the wire.
    pub id: &'static str,
    /// Name in Dutch, with its article.
    pub naam: &'static str,
    pub(super) lees: for<'a> fn(&'a Toetsfeiten) -> &'a [T],
}

impl<T> Lijst<T> {
    /// A list.
    pub const fn new(
        id: &'static str,
        naam: &'static str,
        lees: for<'a> fn(&'a Toetsfeiten) -> &'a [T],
    ) -> Self {
        Self { id, naam, lees }
    }
}
