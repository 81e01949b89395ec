//! KWAL: the kind of agreement.

use contracts::labour::Relatie;
use kernel::SoortOvereenkomst;

use crate::toets::oordeel::{Oordeel, Zaak};

/// labour:KWAL-01. The family model is for partners and relatives in the first or second degree
/// of the budgethouder or of the wettelijk vertegenwoordiger.
pub(super) fn verwantschap(zaak: &Zaak<'_>) -> Oordeel {
    if zaak.soort() != SoortOvereenkomst::Familie {
        return Oordeel::NietVanToepassing;
    }
    let partijen = &zaak.feiten.partijen;
    let relaties = [partijen.relatie_budgethouder, partijen.relatie_vertegenwoordiger];
    let is = |wanted: &[Relatie]| relaties.iter().flatten().any(|found| wanted.contains(found));
    if is(&[Relatie::Partner, Relatie::EersteGraad, Relatie::TweedeGraad]) {
        return Oordeel::akkoord("De zorgverlener is partner of naaste familie.");
    }
    if is(&[Relatie::BeeindigdHuwelijk]) {
        return Oordeel::Handmatig(
            "De familieband bestaat alleen door een huwelijk dat is geëindigd. Een medewerker \
             bekijkt of dit formulier dan past."
                .to_owned(),
        );
    }
    if partijen.relatie_budgethouder.is_none() {
        return Oordeel::missing("de familieband met de zorgverlener");
    }
    Oordeel::Afgekeurd(
        "Dit formulier is voor uw partner of naaste familie. Uw zorgverlener hoort daar niet bij. \
         Gebruik het formulier voor een arbeidsovereenkomst of een opdracht."
            .to_owned(),
    )
}
