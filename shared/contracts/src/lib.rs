//! The facts that the services of the chain tell each other, and the envelope they travel in.
//!
//! A fact holds the whole current state of one aggregate; the envelope says of which one
//! (`subject`) and the how-manieth state it is (`versie`, from 1, per type and subject). A hearer
//! applies a newer version, ignores an older one and raises an alarm when a known version comes
//! with another content. So duplicates, redelivery and reordering are harmless.
//!
//! Rules for change: inside `.v1` a field is only added, and is optional; a changed meaning is a
//! `.v2` beside `.v1`. Amounts are eurocents, quantities hundredths, end dates inclusive. No BSN,
//! name or IBAN stands in the envelope; only `betaalgegevens-vastgesteld` carries them as data.

#![warn(clippy::arithmetic_side_effects)]

pub mod agreement;
pub mod catalogue;
pub mod claim;
pub mod envelope;
pub mod examples;
pub mod grant;
pub mod labour;
pub mod payment;
pub mod people;
pub mod risk;

pub use agreement::{
    Overeenkomststatus, OvereenkomsttaakVastgesteld, Regel, Taakstatus, ZorgovereenkomstGetoetst,
    ZorgovereenkomstIngediend, ZorgovereenkomstVastgesteld,
};
pub use claim::{
    DeclaratieGeboekt, DeclaratieIngediend, DeclaratieSoort, DeclaratieVastgesteld, Entree,
    Weigeringsreden,
};
pub use envelope::{Envelope, Fact, Source};
pub use grant::{Pot, ToekenningStatus, ToekenningVastgesteld};
pub use payment::{Betaalstaat, BetalingBijgewerkt, BudgetstandBijgewerkt, VorderingBijgewerkt};
pub use people::{
    BetaalgegevensVastgesteld, BudgethouderVastgesteld, Mandaat, VerstrekkerVastgesteld,
    ZorgverlenerVastgesteld,
};
pub use risk::MaatregelVastgesteld;
