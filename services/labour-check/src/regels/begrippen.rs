//! Notions that several rules share.

use jiff::civil::Date;
use kernel::{Periode, SoortOvereenkomst};

use crate::engine::{Stop, Zaak};
use crate::gegevens::formulier;

/// The rule speaks about employment only.
pub(super) fn alleen_arbeidsovereenkomst(zaak: &Zaak<'_>) -> Result<(), Stop> {
    match zaak.soort() {
        SoortOvereenkomst::Arbeidsovereenkomst => Ok(()),
        SoortOvereenkomst::Opdracht
        | SoortOvereenkomst::Familie
        | SoortOvereenkomst::Instelling => Err(Stop::NietVanToepassing),
    }
}

/// Whether the Wet minimumloon holds between these parties (WML art. 2): employment and family
/// always; an opdracht unless the zorgverlener is an entrepreneur for income tax with a KvK
/// number; an organisation never.
pub(super) fn wmlplicht(zaak: &Zaak<'_>) -> Result<bool, Stop> {
    match zaak.soort() {
        SoortOvereenkomst::Arbeidsovereenkomst | SoortOvereenkomst::Familie => Ok(true),
        SoortOvereenkomst::Instelling => Ok(false),
        SoortOvereenkomst::Opdracht => {
            let entrepreneur = zaak.nodig(&formulier::IB_ONDERNEMER)?;
            Ok(!(entrepreneur && zaak.nodig(&formulier::KVK)?))
        }
    }
}

/// The term of the agreement.
pub(super) fn looptijd(zaak: &Zaak<'_>) -> Result<Periode, Stop> {
    zaak.nodig(&formulier::PERIODE)
}

/// The last day on which a defect counts as present: later ones are a task.
pub(super) fn nu(zaak: &Zaak<'_>, looptijd: Periode) -> Date {
    looptijd.van().max(zaak.kennisdatum())
}
