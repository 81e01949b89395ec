//! What an indicator may know: the facts of the chain as closed types; pure (risk:GOV-01).
//!
//! An indicator gets its data from here and from nowhere else. The types are written by one macro
//! together with the register of their fields (purpose, legal check, test on proxies), so that a
//! field without a row in the register cannot exist, and a rule on a field that is not here does
//! not compile. There is no name, number of a person, day of birth, origin, gender, address or
//! postcode, and no open map or text in which one could travel: a [`Ref`] can be compared and is
//! never read.
//!
//! [`Feiten`] holds the current state of every aggregate by its `versie`: older states that come
//! late are ignored, so the order of arrival does not matter.

#![warn(clippy::arithmetic_side_effects)]

use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::{Eenheid, SoortOvereenkomst, Wet, Zorgfunctie};
use uuid::Uuid;

pub mod dagen;
pub mod messages;
pub mod omgeving;
mod opname;
pub mod store;

pub use self::omgeving::Omgeving;
pub use self::opname::Feit;

/// A keyed reference to an account, address, contact or registration: equal or not equal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ref(std::sync::Arc<str>);

impl Ref {
    /// Takes a reference as it was heard.
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The reference itself, to name what a signal hangs on; no rule may look inside.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Which event said it, as the how-manieth state, on which Amsterdam day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Herkomst {
    /// The event.
    pub gebeurtenis_id: Uuid,
    /// The state.
    pub versie: i64,
    /// The day on which it was said.
    pub gezegd_op: Date,
}

/// A field that an indicator may read.
#[derive(Debug, Clone, Copy)]
pub struct Kenmerk {
    /// The type that holds it.
    pub van: &'static str,
    /// The field.
    pub naam: &'static str,
    /// What it is for.
    pub doel: &'static str,
    /// Whether it may stand for something that may not be looked at.
    pub proxy: &'static str,
}

/// Writes types and their rows in the register in one go.
macro_rules! kenmerken {
    ($($(#[$kop:meta])* $soort:ident {
        $($(#[$uitleg:meta])* $veld:ident: $type:ty => $doel:literal, $proxy:literal;)*
    })*) => {
        $($(#[$kop])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $soort {
            $($(#[$uitleg])* pub $veld: $type,)*
        })*
        /// Every field that an indicator may read (`kenmerk_register`).
        pub const KENMERKEN: &[Kenmerk] = &[
            $($(Kenmerk {
                van: stringify!($soort), naam: stringify!($veld), doel: $doel, proxy: $proxy,
            },)*)*
        ];
    };
}

kenmerken! {
    /// A person or firm that gives care.
    Zorgverlener {
        /// The zorgverlener.
        id: Uuid => "om feiten te verbinden", "geen: willekeurig nummer";
        /// A person, not a firm.
        natuurlijk_persoon: bool => "een mens heeft 24 uur per dag, een bedrijf niet", "geen";
        /// Registration; two with the same are one.
        kvk: Option<Ref> => "bedrijven met dezelfde inschrijving zijn één", "geen";
        /// The account paid to.
        iban: Option<Ref> => "gelijk of niet gelijk aan een andere rekening", "gezamenlijke rekening verschilt per gezin: één adres telt nooit als verschillend";
        /// The address.
        adres: Option<Ref> => "gelijk of niet gelijk: huishouden en vestiging", "alleen gelijkheid, geen plaats; wonen bij de budgethouder mag nooit een indicator zijn";
        /// Telephone or e-mail.
        contact: Option<Ref> => "gelijk of niet gelijk: één hand achter dossiers", "helpende naasten: drempel op huishoudens";
        /// Under whose budgets he works.
        verstrekkers: Vec<Uuid> => "wie het feit mag zien", "geen gebied: alleen voor afscherming";
        /// Since when an account is known to be his.
        rekening_sinds: BTreeMap<Ref, Date> => "dag waarop een rekening bekend werd", "geen";
        /// Where it comes from.
        herkomst: Herkomst => "bewijs", "geen";
    }
    /// A person to whom a budget is granted.
    Budgethouder {
        /// The budgethouder.
        id: Uuid => "om feiten te verbinden", "geen: willekeurig nummer";
        /// The own account.
        iban: Option<Ref> => "gelijk of niet gelijk aan een rekening waarop is betaald", "zie zorgverlener";
        /// The home.
        adres: Option<Ref> => "gelijk of niet gelijk: huishouden", "alleen gelijkheid, geen plaats";
        /// Telephone or e-mail.
        contact: Option<Ref> => "gelijk of niet gelijk", "zie zorgverlener";
        /// Under eighteen: never the subject of a signal.
        minderjarig: bool => "bescherming (GOV-24): nooit onderwerp", "leeftijd wordt verder niet gebruikt";
        /// Day of death.
        overlijdensdatum: Option<Date> => "zorg na overlijden kan niet", "geen";
        /// With whom there is or was a budget.
        verstrekkers: Vec<Uuid> => "wie het feit mag zien", "geen gebied: alleen voor afscherming";
        /// Where it comes from.
        herkomst: Herkomst => "bewijs", "geen";
    }
    /// A grant.
    Toekenning {
        /// The toekenning.
        id: Uuid => "om feiten te verbinden", "geen: willekeurig nummer";
        /// Who granted it.
        verstrekker_id: Uuid => "wie het feit mag zien", "geen gebied: alleen voor afscherming";
        /// Whose budget.
        budgethouder_id: Uuid => "om feiten te verbinden", "geen";
        /// The law.
        wet: Wet => "regels verschillen per wet", "geen";
        /// Whether it holds.
        actief: bool => "een ingetrokken budget dekt niets", "geen";
        /// Its parts.
        potten: Vec<Pot> => "periode en bedrag van het budget", "geen";
        /// Where it comes from.
        herkomst: Herkomst => "bewijs", "geen";
    }
    /// One amount in one period.
    Pot {
        /// The pot.
        id: Uuid => "om feiten te verbinden", "geen";
        /// First day.
        van: Date => "periode van het budget", "geen";
        /// Last day, inclusive; absent is open.
        tot: Option<Date> => "periode van het budget", "geen";
        /// Eurocents.
        bedrag: i64 => "hoogte van het budget", "geen";
    }
    /// An agreement.
    Overeenkomst {
        /// The zorgovereenkomst.
        id: Uuid => "om feiten te verbinden", "geen: willekeurig nummer";
        /// Who buys the care.
        budgethouder_id: Uuid => "om feiten te verbinden", "geen";
        /// Who gives it.
        zorgverlener_id: Uuid => "om feiten te verbinden", "geen";
        /// The kind.
        soort: SoortOvereenkomst => "regels verschillen per soort", "familie is nooit grond voor een signaal, alleen voor een ruimere regel";
        /// Not refused.
        geldig: bool => "een afgekeurde overeenkomst telt niet", "geen";
        /// What is agreed.
        regels: Vec<Overeenkomstregel> => "tarief en looptijd", "geen";
        /// Where it comes from.
        herkomst: Herkomst => "bewijs", "geen";
    }
    /// An agreed rate.
    Overeenkomstregel {
        /// Who pays for it.
        verstrekker_id: Uuid => "wie het feit mag zien", "geen gebied: alleen voor afscherming";
        /// The law.
        wet: Wet => "regels verschillen per wet", "geen";
        /// The function.
        zorgfunctie: Zorgfunctie => "vergelijking met gelijke zorg", "zegt iets over gezondheid: alleen in vergelijkingsgroepen van 30 of meer";
        /// The unit.
        eenheid: Eenheid => "uren of vast bedrag", "geen";
        /// Eurocents a unit.
        tarief: i64 => "hoogte van het tarief", "geen";
        /// First day.
        van: Date => "looptijd", "geen";
        /// Last day, inclusive; absent is open.
        tot: Option<Date> => "looptijd", "geen";
    }
    /// A claim: as it was handed in, and what is due for it.
    Declaratie {
        /// The declaratie.
        id: Uuid => "om feiten te verbinden", "geen: willekeurig nummer";
        /// The agreement.
        zorgovereenkomst_id: Uuid => "om feiten te verbinden", "geen";
        /// Whose budget.
        budgethouder_id: Uuid => "om feiten te verbinden", "geen";
        /// Who gave the care.
        zorgverlener_id: Uuid => "om feiten te verbinden", "geen";
        /// Whose money.
        verstrekker_id: Uuid => "wie het feit mag zien", "geen gebied: alleen voor afscherming";
        /// As it was handed in.
        ingediend: Option<Ingediend> => "gedeclareerde zorg", "geen";
        /// What is due.
        vastgesteld: Option<Vastgesteld> => "verschuldigd bedrag", "geen";
    }
    /// A claim as it was handed in. The door it came by is not here: paper says nothing of conduct.
    Ingediend {
        /// On which day.
        op: Date => "te laat of te vroeg", "geen";
        /// A fixed monthly amount, without days of its own.
        maandloon: bool => "een maandbedrag heeft geen dagen", "geen";
        /// The lines.
        regels: Vec<Zorgregel> => "dagen, hoeveelheid en bedrag", "geen";
        /// Where it comes from.
        herkomst: Herkomst => "bewijs", "geen";
    }
    /// One claimed line; days inclusive.
    Zorgregel {
        /// First day of care.
        van: Date => "dag van de zorg", "geen";
        /// Last day of care.
        tot: Date => "dag van de zorg", "geen";
        /// Hundredths of the unit.
        aantal: i64 => "hoeveelheid zorg", "geen";
        /// The unit.
        eenheid: Eenheid => "hoeveelheid zorg", "geen";
        /// Eurocents.
        bedrag: i64 => "gedeclareerd bedrag", "geen";
    }
    /// What is due for a claim.
    Vastgesteld {
        /// Eurocents in all; 0 for what was refused or withdrawn.
        totaal: i64 => "een ingetrokken declaratie telt niet", "geen";
        /// Pot, first day of the month of care, eurocents.
        regels: Vec<(Uuid, Date, i64)> => "gebruik van het budget", "geen";
        /// Where it comes from.
        herkomst: Herkomst => "bewijs", "geen";
    }
    /// A payment.
    Betaling {
        /// The betaling.
        id: Uuid => "om feiten te verbinden", "geen: willekeurig nummer";
        /// Whose money.
        verstrekker_id: Uuid => "wie het feit mag zien", "geen gebied: alleen voor afscherming";
        /// The payee.
        zorgverlener_id: Uuid => "om feiten te verbinden", "geen";
        /// The account.
        iban: Option<Ref> => "waar het geld komt: gelijk of niet gelijk", "zie zorgverlener";
        /// Booked by the bank.
        betaald: bool => "alleen geboekt geld telt als betaald", "geen";
        /// Ready, under way or booked: not lapsed and not returned.
        loopt: bool => "vóór de uitbetaling kunnen kijken", "geen";
        /// Eurocents.
        bedrag: i64 => "bedrag", "geen";
        /// When it was booked, or else when its state was said.
        datum: Date => "dag van betaling", "geen";
        /// Where it comes from.
        herkomst: Herkomst => "bewijs", "geen";
    }
}

impl Declaratie {
    /// Whether it counts: not refused and not withdrawn.
    pub fn telt(&self) -> bool {
        self.vastgesteld.as_ref().is_none_or(|due| due.totaal > 0)
    }

    /// Its lines, as handed in; none when it does not count.
    pub fn zorgregels(&self) -> &[Zorgregel] {
        match &self.ingediend {
            Some(ingediend) if self.telt() => &ingediend.regels,
            _ => &[],
        }
    }

    /// Eurocents: what is due, else what was claimed.
    pub fn bedrag(&self) -> i64 {
        match (&self.vastgesteld, &self.ingediend) {
            (Some(due), _) => due.totaal,
            (None, Some(said)) => said.regels.iter().map(|regel| regel.bedrag).sum(),
            (None, None) => 0,
        }
    }
}

/// How exactly a line says when care was given (risk:2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Granulariteit {
    /// A fixed amount or a long stretch: no real days.
    Geen,
    /// Hours of a week.
    Week,
    /// Hours of one day.
    Dag,
}

impl Zorgregel {
    /// How exact it is.
    pub fn granulariteit(&self) -> Granulariteit {
        let vast = match self.eenheid {
            Eenheid::Week | Eenheid::Maand | Eenheid::Stuk | Eenheid::Kilometer => true,
            Eenheid::Uur | Eenheid::Dagdeel | Eenheid::Dag | Eenheid::Nacht | Eenheid::Etmaal => {
                false
            }
        };
        match (vast, dagen::tussen(self.van, self.tot)) {
            (false, 0) => Granulariteit::Dag,
            (false, days) if days < 7 => Granulariteit::Week,
            _ => Granulariteit::Geen,
        }
    }

    /// Minutes of care, where the unit is a stretch of time.
    pub fn minuten(&self) -> i64 {
        let hours = if self.granulariteit() == Granulariteit::Geen && self.eenheid != Eenheid::Uur {
            0
        } else {
            self.eenheid.hours().unwrap_or(0)
        };
        self.aantal.saturating_mul(hours).saturating_mul(60) / 100
    }
}

/// What was measured over everybody before the rules run; empty when only a part is looked at.
#[derive(Debug, Clone, Default)]
pub struct Landelijk {
    /// Groups of comparable zorgverleners.
    pub standen: crate::indicator::regels::peers::Standen,
    /// Hour sheets that are alike.
    pub bladen: crate::indicator::regels::bladen::Groepen,
}

/// The current state of every aggregate.
#[derive(Debug, Clone, Default)]
pub struct Feiten {
    pub(crate) zorgverleners: BTreeMap<Uuid, Zorgverlener>,
    pub(crate) budgethouders: BTreeMap<Uuid, Budgethouder>,
    pub(crate) toekenningen: BTreeMap<Uuid, Toekenning>,
    pub(crate) overeenkomsten: BTreeMap<Uuid, Overeenkomst>,
    pub(crate) declaraties: BTreeMap<Uuid, Declaratie>,
    pub(crate) betalingen: BTreeMap<Uuid, Betaling>,
    /// First day of care of a zorgverlener under a verstrekker and how many clients he has there,
    /// where that cannot be seen from the claims that are here: a part of the facts was loaded.
    pub(crate) eerste_zorg: BTreeMap<(Uuid, Uuid), (Date, usize)>,
    /// What is compared over the whole country: groups of comparable zorgverleners, and hour
    /// sheets that are alike.
    pub(crate) landelijk: Landelijk,
}
