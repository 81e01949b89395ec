//! TIJD: working time.

use contracts::labour::Grond;
use jiff::civil::date;
use kernel::{SoortOvereenkomst, Wet};

use crate::engine::{Oordeel, Regel, Spraak, Stop, Tekst, Waarde, Zaak};
use crate::gegevens::formulier;

/// Hours a week for one insured, hundredths (Rlz 5.18 onder d).
const NORM: i64 = 4000;
/// From here on a mean leaves room for weeks above the norm, hundredths.
const CLOSE: i64 = 3600;

pub(super) const REGELS: &[Regel] = &[Regel::new("TIJD-11", 1, "Veertig-uursnorm", veertig_uur)
    .zin(
        "Een zorgverlener zonder arbeidsovereenkomst werkt onder de Wlz hooguit veertig uur per \
         week voor dezelfde verzekerde, tenzij het zorgkantoor vooraf ontheffing gaf.",
    )
    .artikelen(&["Rlz 5.18 onder d", "Rlz 5.22"])
    .grond(Grond::StrijdMetRecht)
    .geldig_van(date(2015, 1, 1))
    .voorbeelden("40 uur", "42 uur")];

const TE_VEEL: Tekst = Tekst::new(
    "TIJD-11.te-veel",
    1,
    "U heeft {uren} uur per week afgesproken. Het maximum is 40 uur. Spreek minder uren af, of \
     vraag eerst toestemming aan uw zorgkantoor.",
    &["uren"],
);
const ANDERE_WET: Tekst = Tekst::new(
    "TIJD-11.andere-wet",
    1,
    "De zorgverlener werkt in totaal {uren} uur per week voor u, ook voor een andere wet. Een \
     medewerker bekijkt of dit mag.",
    &["uren"],
);
const DICHTBIJ: Tekst = Tekst::new(
    "TIJD-11.dichtbij",
    1,
    "Gemiddeld blijft u onder 40 uur per week. Let op dat ook een drukke week niet boven 40 uur \
     komt.",
    &[],
);

/// labour:TIJD-11. Forty hours a week under the Wlz for who has no Arbeidstijdenwet.
fn veertig_uur(zaak: &Zaak<'_>) -> Spraak {
    let free = matches!(zaak.soort(), SoortOvereenkomst::Opdracht | SoortOvereenkomst::Familie);
    if !free || !zaak.lijst(&formulier::WETTEN).contains(&Wet::Wlz) {
        return Err(Stop::NietVanToepassing);
    }
    let wlz = zaak.nodig(&formulier::WLZ_UREN_PER_WEEK)?.hundredths();
    let all = zaak.nodig(&formulier::UREN_PER_WEEK)?.hundredths();
    if zaak.nodig(&formulier::ONTHEFFING_VEERTIG_UUR)? {
        return Ok(Oordeel::akkoord());
    }
    if wlz > NORM {
        return Ok(Oordeel::afgekeurd(&TE_VEEL, [Waarde::Uren(wlz)]));
    }
    if all > NORM {
        return Ok(Oordeel::handmatig(&ANDERE_WET, [Waarde::Uren(all)]));
    }
    if zaak.nodig(&formulier::ALLEEN_GEMIDDELDE)? && wlz >= CLOSE {
        return Ok(Oordeel::waarschuwing(&DICHTBIJ, []));
    }
    Ok(Oordeel::akkoord())
}
