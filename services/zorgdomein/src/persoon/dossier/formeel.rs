//! Formal or informal zorgverlener, by law (pgb 1.3). The burden of proof lies with the
//! budgethouder: what is not shown does not count.

use kernel::Wet;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Formeel of informeel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Tariefsoort {
    /// Beroepsmatig.
    Formeel,
    /// Uit het sociale netwerk.
    Informeel,
}

/// Wat telt voor formeel of informeel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that is shown or not")]
pub struct Feiten {
    /// Partner of familie in de eerste of tweede graad.
    pub familie: bool,
    /// Ook mantelzorger van de budgethouder.
    pub mantelzorger: bool,
    /// In het handelsregister, met een activiteit die zulke zorg bevat (Zvw: SBI 86, 87 of 88).
    pub handelsregister: bool,
    /// Onderneming met meer dan één werkende.
    pub meer_werkenden: bool,
    /// In het BIG-register.
    pub big: bool,
    /// Heeft een AGB-code.
    pub agb: bool,
    /// Gevestigd buiten Nederland.
    pub buitenland: bool,
}

/// The outcome under a law with its reason in Dutch; `None` where the verstrekker decides himself
/// (Wmo and Jeugdwet).
pub const fn classify(wet: Wet, feiten: Feiten) -> Option<(Tariefsoort, &'static str)> {
    use Tariefsoort::{Formeel, Informeel};
    match wet {
        Wet::Wmo | Wet::Jw => None,
        Wet::Wlz => Some(if feiten.buitenland {
            (Informeel, "gevestigd in het buitenland")
        } else if feiten.mantelzorger {
            (Informeel, "ook mantelzorger: dan geldt het informele tarief")
        } else if feiten.handelsregister && feiten.meer_werkenden {
            (Formeel, "onderneming met meer dan één werkende en passende activiteiten")
        } else if feiten.familie {
            (Informeel, "partner of familie in de eerste of tweede graad")
        } else if feiten.handelsregister {
            (Formeel, "zelfstandige met passende activiteiten in het handelsregister")
        } else if feiten.big {
            (Formeel, "ingeschreven in het BIG-register")
        } else {
            (Informeel, "niet aangetoond dat de zorgverlener formeel is")
        }),
        Wet::Zvw => Some(if feiten.familie {
            (Informeel, "partner of familie in de eerste of tweede graad")
        } else if !feiten.big {
            (Informeel, "geen BIG-registratie")
        } else if !feiten.handelsregister {
            (Informeel, "geen inschrijving met SBI 86, 87 of 88")
        } else if !feiten.agb {
            (Informeel, "geen AGB-code")
        } else {
            (Formeel, "BIG, handelsregister en AGB-code")
        }),
    }
}
