//! TIJD: working time.

use kernel::{Aantal, SoortOvereenkomst, Wet};

use super::vak::hours;
use crate::toets::oordeel::{Oordeel, Zaak};

/// Hours a week for one insured, hundredths (Rlz 5.18 onder d).
const NORM: i64 = 4000;
/// From here on a mean leaves room for weeks above the norm, hundredths.
const CLOSE: i64 = 3600;

/// labour:TIJD-11. Forty hours a week under the Wlz for who has no Arbeidstijdenwet.
pub(super) fn veertig_uur(zaak: &Zaak<'_>) -> Oordeel {
    let applies = matches!(zaak.soort(), SoortOvereenkomst::Opdracht | SoortOvereenkomst::Familie)
        && zaak.feiten.wetten.contains(&Wet::Wlz);
    if !applies {
        return Oordeel::NietVanToepassing;
    }
    let uren = &zaak.feiten.uren;
    let (Some(wlz), Some(all)) = (uren.wlz_per_week, uren.per_week) else {
        return Oordeel::missing("het aantal uren per week");
    };
    if uren.ontheffing_veertig_uur {
        return Oordeel::akkoord("Uw zorgkantoor vindt meer dan 40 uur per week goed.");
    }
    judge(wlz, all, uren.alleen_gemiddelde)
}

fn judge(wlz: Aantal, all: Aantal, only_mean: bool) -> Oordeel {
    if wlz.hundredths() > NORM {
        return Oordeel::Afgekeurd(format!(
            "U heeft {} uur per week afgesproken. Het maximum is 40 uur. Spreek minder uren af, of \
             vraag eerst toestemming aan uw zorgkantoor.",
            hours(wlz)
        ));
    }
    if all.hundredths() > NORM {
        return Oordeel::Handmatig(format!(
            "De zorgverlener werkt in totaal {} uur per week voor u, ook voor een andere wet. Een \
             medewerker bekijkt of dit mag.",
            hours(all)
        ));
    }
    if only_mean && wlz.hundredths() >= CLOSE {
        return Oordeel::waarschuwing(
            "Gemiddeld blijft u onder 40 uur per week. Let op dat ook een drukke week niet boven \
             40 uur komt.",
        );
    }
    Oordeel::akkoord("Het aantal uren per week is niet hoger dan 40.")
}
