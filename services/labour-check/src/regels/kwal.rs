//! KWAL: the kind of agreement.

use contracts::labour::{Grond, Relatie};
use jiff::civil::date;
use kernel::SoortOvereenkomst;

use crate::engine::{Anker, Gegeven, Oordeel, Regel, Spraak, Stop, Tekst, Zaak};
use crate::gegevens::formulier;

pub(super) const REGELS: &[Regel] =
    &[Regel::new("KWAL-01", 1, "Verwantschap bij familieovereenkomst", verwantschap)
        .zin(
            "De zorgverlener op het familieformulier is partner of bloed- of aanverwant in de \
             eerste of tweede graad van de budgethouder of van de wettelijk vertegenwoordiger.",
        )
        .artikelen(&["BW 1:3", "SVB-model partner of familielid"])
        .grond(Grond::Uitvoerbaarheid)
        .geldig_van(date(2017, 4, 1))
        .anker(Anker::Afsluiting)
        .voorbeelden("zus", "buurvrouw")];

const GEEN_FAMILIE: Tekst = Tekst::new(
    "KWAL-01.geen-familie",
    1,
    "Dit formulier is voor uw partner of naaste familie. Uw zorgverlener hoort daar niet bij. \
     Gebruik het formulier voor een arbeidsovereenkomst of een opdracht.",
    &[],
);
const BEEINDIGD: Tekst = Tekst::new(
    "KWAL-01.beeindigd-huwelijk",
    1,
    "De familieband bestaat alleen door een huwelijk dat is geëindigd. Een medewerker bekijkt of \
     dit formulier dan past.",
    &[],
);

/// labour:KWAL-01. The family model is for partners and relatives in the first or second degree
/// of the budgethouder or of the wettelijk vertegenwoordiger.
fn verwantschap(zaak: &Zaak<'_>) -> Spraak {
    if zaak.soort() != SoortOvereenkomst::Familie {
        return Err(Stop::NietVanToepassing);
    }
    let relatie = |gegeven: &Gegeven<Relatie>| zaak.beding(gegeven);
    let budgethouder = relatie(&formulier::RELATIE_BUDGETHOUDER);
    let relaties = [budgethouder, relatie(&formulier::RELATIE_VERTEGENWOORDIGER)];
    let is = |wanted: &[Relatie]| relaties.iter().flatten().any(|found| wanted.contains(found));
    if is(&[Relatie::Partner, Relatie::EersteGraad, Relatie::TweedeGraad]) {
        return Ok(Oordeel::akkoord());
    }
    if is(&[Relatie::BeeindigdHuwelijk]) {
        return Ok(Oordeel::handmatig(&BEEINDIGD, []));
    }
    zaak.nodig(&formulier::RELATIE_BUDGETHOUDER)?;
    Ok(Oordeel::afgekeurd(&GEEN_FAMILIE, []))
}
