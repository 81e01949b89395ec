//! The parts of records.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Fout, is_text, text};

/// Iemand die de budgethouder vertegenwoordigt.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Vertegenwoordigd {
    /// In welke rechtsvorm.
    pub rechtsvorm: Rechtsvorm,
    /// Mag over zorg beslissen.
    pub zorg: bool,
    /// Mag betalingen opdragen.
    pub financieel: bool,
    /// Waaruit dat blijkt.
    pub bewijs: Bewijs,
}

/// Rechtsvorm van een vertegenwoordiging.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Rechtsvorm {
    /// Ouder met gezag, van een minderjarige.
    Ouder,
    /// Voogd, van een minderjarige.
    Voogd,
    /// Door de rechter benoemd: persoon en vermogen.
    Curator,
    /// Door de rechter benoemd: alleen vermogen.
    Bewindvoerder,
    /// Door de rechter benoemd: alleen zorg en persoon.
    Mentor,
    /// Door de budgethouder gemachtigd.
    Gemachtigde,
    /// Oude Wlz-vorm, tot 1 juli 2028.
    GewaarborgdeHulp,
    /// Organisatie voor ondertoezichtstelling of reclassering, onder 21 jaar.
    Jeugdbescherming,
}

impl Rechtsvorm {
    /// The code in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ouder => "ouder",
            Self::Voogd => "voogd",
            Self::Curator => "curator",
            Self::Bewindvoerder => "bewindvoerder",
            Self::Mentor => "mentor",
            Self::Gemachtigde => "gemachtigde",
            Self::GewaarborgdeHulp => "gewaarborgdeHulp",
            Self::Jeugdbescherming => "jeugdbescherming",
        }
    }

    /// Which evidence proves it (Rlz 5.11 lid 1); `None` asks for none in particular.
    pub const fn bewijs(self) -> Option<&'static [Bewijssoort]> {
        use Bewijssoort::{Gezagsregister, Machtigingsformulier, RechterlijkeUitspraak};
        match self {
            Self::Ouder | Self::Voogd => Some(&[Gezagsregister, RechterlijkeUitspraak]),
            Self::Curator | Self::Bewindvoerder | Self::Mentor | Self::Jeugdbescherming => {
                Some(&[RechterlijkeUitspraak])
            }
            Self::Gemachtigde => Some(&[Machtigingsformulier]),
            Self::GewaarborgdeHulp => None,
        }
    }
}

/// Waaruit een vertegenwoordiging blijkt.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Bewijs {
    /// Soort bewijs.
    pub soort: Bewijssoort,
    /// Kenmerk of vindplaats.
    pub kenmerk: String,
    /// Dag van het bewijs.
    #[schema(value_type = String, format = Date)]
    pub datum: Date,
}

/// Soort bewijs van een vertegenwoordiging.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Bewijssoort {
    /// Uitspraak van een rechter.
    RechterlijkeUitspraak,
    /// Ondertekend formulier.
    Machtigingsformulier,
    /// Gezagsregister of BRP.
    Gezagsregister,
}

/// Een van de zes punten van Rlz 5.11 lid 2: 1 tekortgeschoten bij een eerder pgb, 2 geen adres in
/// de BRP, 3 vrijheid ontnomen, 4 failliet of schuldsanering, 5 uitgesloten (BW 1:383 lid 5),
/// 6 anders te weinig waarborg.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Bevinding {
    /// Het punt, 1 tot en met 6.
    pub punt: u8,
    /// Of het is vastgesteld.
    pub vastgesteld: bool,
    /// Waaruit dat blijkt.
    #[serde(default)]
    pub toelichting: String,
}

/// Een van de tien punten van pgb-vaardigheid.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Punt {
    /// Het punt, 1 tot en met 10.
    pub punt: u8,
    /// Het oordeel.
    pub oordeel: Puntoordeel,
    /// Waarom.
    pub motivering: String,
}

/// Oordeel over een punt van pgb-vaardigheid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Puntoordeel {
    /// Kan dit.
    Toereikend,
    /// Kan dit met hulp.
    MetHulp,
    /// Kan dit niet.
    Ontoereikend,
    /// Speelt hier niet.
    NietVanToepassing,
}

/// Een gesprek of bezoek.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Gesprek {
    /// Dag van het gesprek.
    #[schema(value_type = String, format = Date)]
    pub datum: Date,
    /// Versie van de vragenlijst.
    pub vragenlijst: String,
    /// Vragen met hun antwoord.
    #[serde(default)]
    pub antwoorden: Vec<Antwoord>,
    /// Wat er is bevonden.
    pub bevindingen: String,
    /// Wat er nog moet gebeuren.
    #[serde(default)]
    pub vervolgtaken: Vec<String>,
    /// Wanneer het verslag met de budgethouder is gedeeld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub gedeeld_datum: Option<Date>,
}

/// Een vraag met haar antwoord.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Antwoord {
    /// De vraag.
    pub vraag: String,
    /// Het antwoord.
    pub antwoord: String,
}

impl Gesprek {
    pub(super) fn faults(&self, faults: &mut Vec<Fout>) {
        text(&self.vragenlijst, "/stuk/vragenlijst", faults);
        text(&self.bevindingen, "/stuk/bevindingen", faults);
        let answers =
            self.antwoorden.iter().all(|row| is_text(&row.vraag) && is_text(&row.antwoord));
        if self.antwoorden.len() > 200 || !answers {
            faults.push(("/stuk/antwoorden", "hooguit 200 vragen, elk met een antwoord"));
        }
        if self.vervolgtaken.len() > 50 || !self.vervolgtaken.iter().all(|taak| is_text(taak)) {
            faults.push(("/stuk/vervolgtaken", "hooguit 50 taken, elk met een tekst"));
        }
    }
}
