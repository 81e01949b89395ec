//! Codes of the law and of iPgb that every service uses.

use serde::{Deserialize, Serialize};

use crate::Fault;
use crate::text::checked_text;

/// The law under which a budget is granted.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
    utoipa::ToSchema,
)]
#[serde(rename_all = "UPPERCASE")]
pub enum Wet {
    /// Wet maatschappelijke ondersteuning 2015; granted by a gemeente.
    Wmo,
    /// Jeugdwet; granted by a gemeente.
    Jw,
    /// Wet langdurige zorg; granted by a zorgkantoor, per calendar year.
    Wlz,
    /// Zorgverzekeringswet; granted by a zorgverzekeraar.
    Zvw,
}

impl Wet {
    /// All laws, in the order of their codes.
    pub const ALL: [Self; 4] = [Self::Wmo, Self::Jw, Self::Wlz, Self::Zvw];

    /// The code on the wire and in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Wmo => "WMO",
            Self::Jw => "JW",
            Self::Wlz => "WLZ",
            Self::Zvw => "ZVW",
        }
    }

    /// The law with this code.
    pub fn parse(code: &str) -> Result<Self, Fault> {
        Self::ALL
            .into_iter()
            .find(|wet| wet.code() == code)
            .ok_or(Fault::new("WMO, JW, WLZ of ZVW"))
    }
}

/// The kind of zorgovereenkomst; each has its own model and its own rules (labour:1.2).
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
    utoipa::ToSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum SoortOvereenkomst {
    /// The zorgverlener is employed by the budgethouder.
    Arbeidsovereenkomst,
    /// A freelancer or small entrepreneur.
    Opdracht,
    /// Partner or relative in the first or second degree; by law an opdracht.
    Familie,
    /// A care organisation with staff.
    Instelling,
}

impl SoortOvereenkomst {
    /// All kinds.
    pub const ALL: [Self; 4] =
        [Self::Arbeidsovereenkomst, Self::Opdracht, Self::Familie, Self::Instelling];

    /// The code on the wire and in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Arbeidsovereenkomst => "arbeidsovereenkomst",
            Self::Opdracht => "opdracht",
            Self::Familie => "familie",
            Self::Instelling => "instelling",
        }
    }

    /// The kind with this code.
    pub fn parse(code: &str) -> Result<Self, Fault> {
        Self::ALL
            .into_iter()
            .find(|soort| soort.code() == code)
            .ok_or(Fault::new("arbeidsovereenkomst, opdracht, familie of instelling"))
    }
}

/// The unit in which a rate is agreed and care is claimed (pgb:3.4).
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
    utoipa::ToSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum Eenheid {
    /// An hour.
    Uur,
    /// Four hours (pgb:R-EEN-01).
    Dagdeel,
    /// A day of eight hours (labour:4.8).
    Dag,
    /// A night of eight hours (labour:4.8).
    Nacht,
    /// Twenty-four hours; only where no minimum wage applies (pgb:R-EEN-02).
    Etmaal,
    /// A week.
    Week,
    /// A month: maandloon or a fixed monthly amount.
    Maand,
    /// A piece, a trip, a result.
    Stuk,
    /// A kilometre.
    Kilometer,
}

impl Eenheid {
    /// All units.
    pub const ALL: [Self; 9] = [
        Self::Uur,
        Self::Dagdeel,
        Self::Dag,
        Self::Nacht,
        Self::Etmaal,
        Self::Week,
        Self::Maand,
        Self::Stuk,
        Self::Kilometer,
    ];

    /// The code on the wire and in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Uur => "uur",
            Self::Dagdeel => "dagdeel",
            Self::Dag => "dag",
            Self::Nacht => "nacht",
            Self::Etmaal => "etmaal",
            Self::Week => "week",
            Self::Maand => "maand",
            Self::Stuk => "stuk",
            Self::Kilometer => "kilometer",
        }
    }

    /// The unit with this code.
    pub fn parse(code: &str) -> Result<Self, Fault> {
        Self::ALL
            .into_iter()
            .find(|eenheid| eenheid.code() == code)
            .ok_or(Fault::new("uur, dagdeel, dag, nacht, etmaal, week, maand, stuk of kilometer"))
    }

    /// Hours in one unit, where the unit is a stretch of time (labour:4.8); a month depends on
    /// the agreed hours, a piece or kilometre has none.
    pub const fn hours(self) -> Option<i64> {
        match self {
            Self::Uur => Some(1),
            Self::Dagdeel => Some(4),
            Self::Dag | Self::Nacht => Some(8),
            Self::Etmaal => Some(24),
            Self::Week => Some(168),
            Self::Maand | Self::Stuk | Self::Kilometer => None,
        }
    }
}

checked_text!(
    /// Code of a care function in the list of its law (iPgb WMO022, JZ022, WLZ022): two digits.
    /// `99` is the whole package: one pot for all functions.
    Zorgfunctie, "^[0-9]{2}$", "02", shown, |text| {
        if text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit()) {
            Ok(text.to_owned())
        } else {
            Err(Fault::new("een zorgfunctie van 2 cijfers"))
        }
    }
);

impl Zorgfunctie {
    /// Whether this is `99`, the whole package.
    pub fn is_totaal(&self) -> bool {
        self.as_str() == "99"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_on_the_wire_are_codes_in_the_database() {
        for wet in Wet::ALL {
            assert_eq!(serde_json::to_value(wet).unwrap(), wet.code());
            assert_eq!(Wet::parse(wet.code()), Ok(wet));
        }
        for soort in SoortOvereenkomst::ALL {
            assert_eq!(serde_json::to_value(soort).unwrap(), soort.code());
            assert_eq!(SoortOvereenkomst::parse(soort.code()), Ok(soort));
        }
        for eenheid in Eenheid::ALL {
            assert_eq!(serde_json::to_value(eenheid).unwrap(), eenheid.code());
            assert_eq!(Eenheid::parse(eenheid.code()), Ok(eenheid));
        }
    }
}
