//! KRUIS: over several agreements. What is told to one budgethouder never reveals the agreements
//! of another.

use contracts::labour::aanvullend::Overlap;
use jiff::civil::date;
use kernel::Periode;
use kernel::SoortOvereenkomst::{self, Arbeidsovereenkomst, Opdracht};

use super::gemeen::{alleen_dienst, als, dagen, maanden};
use crate::berekening::keten::Keten;
use crate::engine::{Oordeel, Regel, Spraak, Waarde, Zaak};
use crate::gegevens::omgeving::{
    ANDERE_SOORT, DAGEN_ALLE_OVEREENKOMSTEN, OVERLAP, UREN_ALLE_BUDGETHOUDERS,
};
use crate::gegevens::vast::{EERDERE_VAST, PERIODE};
use crate::gegevens::werk::EERDERE;
use crate::parameters::arbeidstijd::TIJD_WEEK;
use crate::parameters::termijnen::{KETEN_AANTAL, KETEN_MAANDEN, KETEN_TUSSENPOOS};

/// What other rules need.
pub(super) const EERST: &[Regel] = &[
    Regel::new("KRUIS-02", 1, "Dagen bij dezelfde budgethouder", dagen_samen)
        .zin("De dagen van alle arbeidsovereenkomsten met een budgethouder tellen samen voor de regeling dienstverlening aan huis.")
        .artikelen(&["WW art. 6 lid 1 onder c", "Belastingdienst, dienstverlening aan huis"])
        .geldig_van(date(2007, 1, 1))
        .voorbeelden("2 dagen", "2 en 2 dagen in twee overeenkomsten"),
];

/// The family, in order.
pub(super) const REGELS: &[Regel] = &[
    Regel::new("KRUIS-01", 1, "Uren over alle budgethouders", uren_samen)
        .zin("De uren van een zorgverlener voor alle budgethouders samen boven zestig per week gaan naar een medewerker.")
        .artikelen(&["ATW art. 5:7", "ATW art. 5:15"])
        .geldig_van(date(2015, 1, 1))
        .parameters(&[TIJD_WEEK])
        .open_norm()
        .voorbeelden("20 en 20 uur", "40 en 40 uur"),
    Regel::new("KRUIS-03", 1, "Overlappende diensten", overlap)
        .zin("Diensten op hetzelfde uur bij twee budgethouders gaan naar een medewerker, tenzij zij samen wonen.")
        .artikelen(&["Blz 3.6.4"])
        .geldig_van(date(2015, 1, 1))
        .open_norm()
        .voorbeelden("niet tegelijk", "tegelijk bij twee budgethouders"),
    Regel::new("KRUIS-04", 1, "Twee soorten naast elkaar", twee_soorten)
        .zin("Een opdracht naast een arbeidsovereenkomst voor hetzelfde werk gaat naar een medewerker.")
        .artikelen(&["BW 7:610 lid 2"])
        .geldig_van(date(2015, 1, 1))
        .open_norm()
        .voorbeelden("een soort", "opdracht en arbeidsovereenkomst"),
    Regel::new("KRUIS-05", 1, "Reeks korte overeenkomsten als opdracht", als_opdracht)
        .zin("Een opdracht tussen twee arbeidsovereenkomsten die de uitkomst van de keten verandert, gaat naar een medewerker.")
        .artikelen(&["BW 7:668a", "BW 7:610"])
        .geldig_van(date(2015, 7, 1))
        .parameters(&[KETEN_AANTAL, KETEN_MAANDEN, KETEN_TUSSENPOOS])
        .open_norm()
        .voorbeelden("geen opdracht ertussen", "arbeidsovereenkomst, opdracht, arbeidsovereenkomst"),
];

fn uren_samen(zaak: &Zaak<'_>) -> Spraak {
    let total = zaak.nodig(&UREN_ALLE_BUDGETHOUDERS)?.hundredths();
    let day = zaak.nodig(&PERIODE)?.van();
    if total <= zaak.nodige_parameter(TIJD_WEEK, day)?.waarde {
        return Ok(Oordeel::akkoord());
    }
    handmatig!(
        "KRUIS-01.te-veel",
        "Een medewerker bekijkt of uw zorgverlener genoeg tijd heeft voor deze uren. U hoeft nu niets te doen."
    )
}

fn dagen_samen(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    als(zaak.beding(&DAGEN_ALLE_OVEREENKOMSTEN).is_some())?;
    akkoord!(
        "KRUIS-02.samen",
        "Uw zorgverlener werkt in alle overeenkomsten samen {dagen} dagen per week voor u.",
        dagen = Waarde::Uren(dagen(zaak)?)
    )
}

fn overlap(zaak: &Zaak<'_>) -> Spraak {
    match zaak.nodig(&OVERLAP)? {
        Overlap::Geen => Ok(Oordeel::akkoord()),
        Overlap::ZelfdeHuishouden => let_op!(
            "KRUIS-03.huisgenoot",
            "Uw zorgverlener werkt op dezelfde uren ook voor uw huisgenoot. Declareer elk uur maar een keer."
        ),
        Overlap::AnderHuishouden => handmatig!(
            "KRUIS-03.tegelijk",
            "Een medewerker bekijkt of uw zorgverlener op deze uren kan werken. U hoeft nu niets te doen."
        ),
    }
}

fn twee_soorten(zaak: &Zaak<'_>) -> Spraak {
    let own = zaak.soort();
    let other = zaak.beding(&ANDERE_SOORT);
    let both = |a: SoortOvereenkomst, b: SoortOvereenkomst| own == a && other == Some(b);
    if !both(Opdracht, Arbeidsovereenkomst) && !both(Arbeidsovereenkomst, Opdracht) {
        return Ok(Oordeel::akkoord());
    }
    handmatig!(
        "KRUIS-04.beide",
        "U heeft met deze zorgverlener een opdracht en een arbeidsovereenkomst. Een medewerker bekijkt of dat kan."
    )
}

fn als_opdracht(zaak: &Zaak<'_>) -> Spraak {
    alleen_dienst(zaak)?;
    let periode = zaak.nodig(&PERIODE)?;
    let earlier = zaak.lijst(&EERDERE);
    let fixed: Vec<Periode> = zaak.lijst(&EERDERE_VAST).to_vec();
    let of = |soorten: &[SoortOvereenkomst]| -> Vec<Periode> {
        let chosen = earlier.iter().filter(|own| soorten.contains(&own.soort));
        fixed.iter().copied().chain(chosen.map(|own| own.periode)).collect()
    };
    als(periode.tot().is_some() && earlier.iter().any(|own| own.soort == Opdracht))?;
    let day = periode.van();
    let gap = maanden(zaak.nodige_parameter(KETEN_TUSSENPOOS, day)?.waarde);
    let count = zaak.nodige_parameter(KETEN_AANTAL, day)?.waarde;
    let months = maanden(zaak.nodige_parameter(KETEN_MAANDEN, day)?.waarde);
    let permanent = |terms: &[Periode]| {
        let chain = Keten::back_from(periode, terms, gap);
        let many = i64::try_from(chain.aantal).unwrap_or(i64::MAX) > count;
        many || periode.tot().is_some_and(|last| chain.longer_than(months) <= last)
    };
    let (without, with) =
        (permanent(&of(&[Arbeidsovereenkomst])), permanent(&of(&[Arbeidsovereenkomst, Opdracht])));
    if without == with {
        return Ok(Oordeel::akkoord());
    }
    handmatig!(
        "KRUIS-05.verschil",
        "Tussen uw arbeidsovereenkomsten zat een opdracht. Telt die mee, dan is dit een vaste overeenkomst. Een medewerker bekijkt dit."
    )
}
