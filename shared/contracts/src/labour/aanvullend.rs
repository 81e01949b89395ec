//! What more a form may state: facts for rules that the chain does not ask every time.
//!
//! Every field may be absent. An absent *fact* is unknown and becomes a question or goes to a
//! person; an absent *clause* is not agreed, so the statute fills in. No numbers, names or
//! accounts of persons: what must be compared was compared before, and is told as a fact.

/// Facts that may all be absent, on the wire too.
macro_rules! feiten {
    ($($(#[$of:meta])* pub struct $name:ident { $($(#[$on:meta])* $field:ident: $kind:ty,)+ })+) => {
        $(
            $(#[$of])*
            #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
            #[serde(rename_all = "camelCase", default)]
            pub struct $name {
                $($(#[$on])* #[serde(skip_serializing_if = "crate::labour::aanvullend::is_absent")] pub $field: $kind,)+
            }
        )+
    };
}

/// A closed list of answers, camelCase on the wire.
macro_rules! keuze {
    ($($(#[$of:meta])* pub enum $name:ident { $($(#[$on:meta])* $case:ident,)+ })+) => {
        $(
            $(#[$of])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
            #[serde(rename_all = "camelCase")]
            pub enum $name { $($(#[$on])* $case,)+ }
        )+
    };
}

mod afspraken;
mod omgeving;
mod werk;

pub use afspraken::{
    Boete, Boetebestemming, Clausules, Concurrentiebeding, Eenzijdig, Inhouding, Natura,
    Nevenwerkbeding, Onkosten, Opzegdag, Opzegging, Opzegtermijn, Recht, Studiekosten,
    Toeslagmoment, Verbodeneinde, Verlof, Ziekte,
};
pub use omgeving::{
    Bekwaamheid, Betaalwijze, Betaling, Document, Formeel, Gegevens, Maximum, Model, Naastelkaar,
    Overlap, Personen, Rechtsvorm, Rekening, Samenhang, Verstrekkerregels, Vestiging, Werkstatus,
};
pub use werk::{
    Aanwijzingen, Aanzegging, Dag, Dienst, EerdereOvereenkomst, Familieverhouding, Geschiedenis,
    Huishouden, Oproep, Patroon, Rooster, WijzeVanEinde, Zorgtaken,
};

use serde::{Deserialize, Serialize};

/// Nothing is stated: the value is what it is without the form.
pub(crate) fn is_absent<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

feiten! {
    /// All of it, by subject.
    pub struct Aanvullend {
        /// Signs for and against employment (labour:KWAL).
        aanwijzingen: Aanwijzingen,
        /// The household and the days (labour:RDAH).
        huishouden: Huishouden,
        /// The weekly services.
        rooster: Rooster,
        /// Work on call.
        oproep: Oproep,
        /// Earlier agreements, successors, notice of the end.
        geschiedenis: Geschiedenis,
        /// What is done at work.
        zorgtaken: Zorgtaken,
        /// Costs, deductions and the way of the pay.
        onkosten: Onkosten,
        /// Holiday money and leave.
        verlof: Verlof,
        /// Notice and end.
        opzegging: Opzegging,
        /// Sickness and maternity.
        ziekte: Ziekte,
        /// Other clauses.
        clausules: Clausules,
        /// The persons.
        personen: Personen,
        /// What makes care formal.
        formeel: Formeel,
        /// Form, model and payment.
        betaling: Betaling,
        /// What the verstrekker's rules say.
        verstrekkerregels: Verstrekkerregels,
        /// Other agreements of the same people.
        samenhang: Samenhang,
    }
}
