//! TAR: tariff ceilings. On the border of what the verstrekker judges: a deployment may leave the
//! family out (labour:1.1).

use contracts::labour::aanvullend::{Rechtsvorm, Vestiging};
use contracts::labour::{Grond, Relatie, Vakantietoeslag};
use jiff::civil::{Date, date};
use kernel::SoortOvereenkomst::Instelling;
use kernel::{Eenheid, Euro, Wet};

use super::gemeen::{Verwantschap, als, onder, uurloon, verwantschap, wmlplicht};
use crate::engine::{Anker, Oordeel, Regel, Sleutel, Spraak, Stop, Waarde, Zaak};
use crate::gegevens::afspraken::EIGEN_BIJBETALING;
use crate::gegevens::omgeving::{
    AGB, ANDER_PERSONEEL, BIG, BIG_NIVEAU, BIG_ONBEKEND, BIG_ZONDER_AGB, FORMEEL_GEVRAAGD, MAXIMUM,
    NZA_TARIEF, RECHTSVORM, VESTIGING, ZORGACTIVITEIT,
};
use crate::gegevens::vast::{BEDRAG, EENHEID, KVK, VAKANTIETOESLAG};
use crate::gegevens::werk::VOORBEHOUDEN_HANDELINGEN;
use crate::parameters::tarieven::{
    WLZ_DAGDEEL, WLZ_FORMEEL, WLZ_INFORMEEL, WMO_VLOER_HH, ZVW_INFORMEEL,
};
use crate::parameters::termijnen::TOESLAG_PROCENT;

/// The family, in order.
pub(super) const REGELS: &[Regel] = &[
    Regel::new("TAR-01", 1, "Formeel of informeel (Wlz)", status_wlz)
        .zin("Formeel is een onderneming met zorgactiviteit die geen eenmanszaak is, of een zelfstandige met zorgactiviteit of BIG-registratie die geen naaste familie is; al het andere is informeel.")
        .artikelen(&["Rlz 5.22 lid 2", "Rlz 5.22 lid 3"])
        .geldig_van(date(2018, 1, 1))
        .voorbeelden("zzp'er, geen familie", "echtgenoot met BIG-registratie"),
    Regel::new("TAR-02", 1, "Maximumtarief Wlz", maximum_wlz)
        .zin("Het tarief met vakantiegeld is onder de Wlz niet hoger dan het maximum voor formele of informele zorg.")
        .artikelen(&["Rlz 5.22 lid 1", "Rlz 5.22 lid 2"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2019, 1, 1))
        .parameters(&[WLZ_INFORMEEL, WLZ_FORMEEL, TOESLAG_PROCENT])
        .afhankelijk(&["TAR-01"])
        .voorbeelden("24,44 in 2024", "25,00 informeel in 2024"),
    Regel::new("TAR-03", 1, "Dagdeel dagbesteding", dagdeel)
        .zin("Het tarief van een dagdeel is onder de Wlz niet hoger dan het maximum.")
        .artikelen(&["Rlz 5.22 lid 1", "Rlz 5.22 lid 2"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2019, 1, 1))
        .parameters(&[WLZ_DAGDEEL, WLZ_INFORMEEL])
        .afhankelijk(&["TAR-01"])
        .voorbeelden("70,88 in 2024", "75,00 in 2024"),
    Regel::new("TAR-04", 1, "Naaste is informeel", naaste)
        .zin("Voor een naaste in de eerste of tweede graad geldt altijd het informele tarief, behalve via een onderneming met ander personeel.")
        .artikelen(&["Rlz 5.22 lid 3", "SVB, tarieven bij zvw-budget"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2015, 1, 1))
        .voorbeelden("neef met BIG-registratie", "schoondochter met BIG-registratie"),
    Regel::new("TAR-05", 1, "Formeel (Zvw)", status_zvw)
        .zin("Onder de Zvw is formeel wie met zorgactiviteit en AGB-code in het handelsregister staat, of verpleegkundige niveau 4 of 5 is met BIG en AGB, en geen naaste is.")
        .artikelen(&["reglement Zvw-pgb", "SVB, tarieven bij zvw-budget"])
        .geldig_van(date(2015, 1, 1))
        .voorbeelden("zorgactiviteit en AGB-code", "geen AGB-code"),
    Regel::new("TAR-06", 1, "Maximumtarief Zvw", maximum_zvw)
        .zin("Het tarief is onder de Zvw niet hoger dan het maximum van de zorgverzekeraar.")
        .artikelen(&["reglement Zvw-pgb"])
        .grond(Grond::StrijdMetRecht)
        .geldig_van(date(2015, 1, 1))
        .parameters(&[ZVW_INFORMEEL])
        .afhankelijk(&["TAR-05"])
        .voorbeelden("24,36 in 2021", "25,00 in 2021"),
    Regel::new("TAR-07", 1, "Tarief gemeente", maximum_gemeente)
        .zin("Het tarief is onder Wmo en Jeugdwet niet hoger dan het maximum van de gemeente.")
        .artikelen(&["Wmo 2015 art. 2.3.6", "Jeugdwet art. 8.1.1", "verordening"])
        .grond(Grond::Uitvoerbaarheid)
        .geldig_van(date(2015, 1, 1))
        .voorbeelden("onder het maximum", "boven het maximum"),
    Regel::new("TAR-08", 1, "Tarief boven vergoeding", bijbetaling)
        .zin("Wie met eigen geld boven het tarief uit het pgb betaalt, krijgt bij ziekte alleen vergoeding tot het maximum.")
        .artikelen(&["SVB, loon tijdens ziekte"])
        .geldig_van(date(2017, 4, 1))
        .voorbeelden("geen bijbetaling", "1,56 eigen geld per uur"),
    Regel::new("TAR-09", 1, "Beroepsregister", register)
        .zin("Een opgegeven BIG-nummer is bekend op naam van de zorgverlener; voorbehouden handelingen vragen een bevoegde zorgverlener.")
        .artikelen(&["Wet BIG art. 3", "Wet BIG art. 35"])
        .geldig_van(date(2015, 1, 1))
        .anker(Anker::Besluit)
        .voorbeelden("geldig nummer", "onbekend nummer"),
    Regel::new("TAR-10", 1, "Ondergrens informeel Wmo", ondergrens)
        .zin("Het informele tarief van een gemeente ligt niet onder de bodem die uit de cao volgt; dit gaat naar de verstrekker.")
        .artikelen(&["CRvB, informeel tarief Wmo"])
        .geldig_van(date(2023, 10, 1))
        .parameters(&[WMO_VLOER_HH])
        .voorbeelden("23,82 in maart 2024", "18,00"),
];

/// Which ceilings hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zorg {
    Formeel,
    Informeel,
}

impl Zorg {
    const fn woord(self) -> Waarde {
        Waarde::Woord(match self {
            Self::Formeel => "formele",
            Self::Informeel => "informele",
        })
    }
}

/// Formal or informal under the Wlz; `None` is for a person.
fn wlz_of(zaak: &Zaak<'_>) -> Result<Option<Zorg>, Stop> {
    if zaak.beding(&VESTIGING) == Some(Vestiging::Buitenland) {
        return Ok(Some(Zorg::Informeel));
    }
    let near = if zaak.soort() == Instelling { None } else { Some(verwantschap(zaak)?) };
    let (kvk, big) = (zaak.nodig(&KVK)?, zaak.lees(&BIG).bekend());
    match near {
        Some(Verwantschap::Naaste(Relatie::Partner)) if kvk || big == Some(true) => {
            return Ok(None);
        }
        Some(Verwantschap::Naaste(_)) if zaak.soort() != Instelling => {
            return Ok(Some(Zorg::Informeel));
        }
        Some(Verwantschap::Beeindigd) => return Ok(None),
        Some(Verwantschap::Naaste(_) | Verwantschap::Geen) | None => {}
    }
    if big == Some(true) {
        return Ok(Some(Zorg::Formeel));
    }
    if !kvk {
        return Ok(Some(Zorg::Informeel));
    }
    let care = zaak.nodig(&ZORGACTIVITEIT)?;
    if !care {
        zaak.nodig(&BIG)?;
    }
    Ok(Some(if care { Zorg::Formeel } else { Zorg::Informeel }))
}

fn status_wlz(zaak: &Zaak<'_>) -> Spraak {
    als(onder(zaak, Wet::Wlz))?;
    match wlz_of(zaak)? {
        Some(zorg) => akkoord!(
            "TAR-01.status",
            "Voor deze zorgverlener geldt het {status} tarief.",
            status = zorg.woord()
        ),
        None => handmatig!(
            "TAR-01.twijfel",
            "Uw zorgverlener is familie of was dat, en heeft een bedrijf of beroepsregistratie. Een medewerker bekijkt welk tarief geldt."
        ),
    }
}

fn wlz(zaak: &Zaak<'_>) -> Result<Zorg, Stop> {
    zaak.afgeleid("TAR-01", |zaak| wlz_of(zaak)?.ok_or(Stop::HangtAfVan("TAR-01")))
}

/// A rate with vakantiegeld, in the same unit.
fn met_toeslag(zaak: &Zaak<'_>, rate: i64, day: Date) -> Result<i64, Stop> {
    let on_top = matches!(
        zaak.nodig(&VAKANTIETOESLAG)?,
        Vakantietoeslag::BijElkeBetaling | Vakantietoeslag::Jaarlijks
    );
    if !on_top || !wmlplicht(zaak)? {
        return Ok(rate);
    }
    let toeslag = zaak.nodige_parameter(TOESLAG_PROCENT, day)?.waarde;
    Ok(rate.saturating_mul(10_000 + toeslag) / 10_000)
}

/// The day on which the ceiling is looked up.
fn dag(zaak: &Zaak<'_>) -> Date {
    zaak.rechtsdatum(Anker::Start)
}

fn boven(status: Zorg, rate: i64, most: i64, day: Date) -> Spraak {
    if rate <= most * 1000 {
        return Ok(Oordeel::akkoord());
    }
    keur_af!(
        "TAR-02.te-hoog",
        "Het tarief is {tarief} met vakantiegeld. Voor {status} zorg is in {jaar} het maximum {maximum}. Spreek een lager tarief af of vul aan met eigen geld.",
        tarief = Waarde::Uurloon(rate),
        status = status.woord(),
        jaar = day.year(),
        maximum = Waarde::Cent(most)
    )
}

fn maximum_wlz(zaak: &Zaak<'_>) -> Spraak {
    als(onder(zaak, Wet::Wlz))?;
    let eenheid = zaak.nodig(&EENHEID)?;
    als(!matches!(
        eenheid,
        Eenheid::Dagdeel | Eenheid::Maand | Eenheid::Stuk | Eenheid::Kilometer
    ))?;
    let day = dag(zaak);
    let rate = met_toeslag(zaak, uurloon(zaak)?, day)?;
    let low = zaak.nodige_parameter(WLZ_INFORMEEL, day)?.waarde;
    let high = zaak.nodige_parameter(WLZ_FORMEEL, day)?.waarde;
    // Under both ceilings, or above both, the status makes no difference.
    if rate <= low * 1000 {
        return Ok(Oordeel::akkoord());
    }
    let status = if rate > high * 1000 { Zorg::Formeel } else { wlz(zaak)? };
    let most = match status {
        Zorg::Formeel => high,
        Zorg::Informeel => low,
    };
    let nza = zaak.beding(&NZA_TARIEF).map_or(0, Euro::cents);
    if rate > most * 1000 && status == Zorg::Formeel && rate <= nza * 1000 {
        return handmatig!(
            "TAR-02.nza",
            "Het tarief is hoger dan het gewone maximum, maar niet hoger dan het NZa-tarief. Een medewerker bekijkt of dit mag."
        );
    }
    boven(status, rate, most, day)
}

fn dagdeel(zaak: &Zaak<'_>) -> Spraak {
    als(onder(zaak, Wet::Wlz) && zaak.nodig(&EENHEID)? == Eenheid::Dagdeel)?;
    let day = dag(zaak);
    let rate = met_toeslag(zaak, zaak.nodig(&BEDRAG)?.cents() * 1000, day)?;
    let status = wlz(zaak)?;
    let most = match status {
        Zorg::Formeel => zaak.nodige_parameter(WLZ_DAGDEEL, day)?.waarde,
        Zorg::Informeel => zaak.nodige_parameter(WLZ_INFORMEEL, day)?.waarde,
    };
    boven(status, rate, most, day)
}

fn naaste(zaak: &Zaak<'_>) -> Spraak {
    als(onder(zaak, Wet::Wlz) || onder(zaak, Wet::Zvw))?;
    als(zaak.soort() != Instelling && zaak.nodig(&FORMEEL_GEVRAAGD)?)?;
    let firm = zaak.beding(&RECHTSVORM).is_some_and(|vorm| vorm != Rechtsvorm::Eenmanszaak);
    match verwantschap(zaak)? {
        Verwantschap::Geen => Ok(Oordeel::akkoord()),
        Verwantschap::Naaste(_) if firm && zaak.nodig(&ANDER_PERSONEEL)? => Ok(Oordeel::akkoord()),
        Verwantschap::Naaste(_) if !firm => keur_af!(
            "TAR-04.naaste",
            "Uw zorgverlener is naaste familie. Voor naaste familie geldt altijd het informele tarief. Pas het tarief aan."
        ),
        Verwantschap::Naaste(_) | Verwantschap::Beeindigd => handmatig!(
            "TAR-04.twijfel",
            "Uw zorgverlener is familie of was dat, en u vraagt het formele tarief. Een medewerker bekijkt of dat mag."
        ),
    }
}

/// Formal or informal under the Zvw; `None` is for a person.
fn zvw_of(zaak: &Zaak<'_>) -> Result<Option<Zorg>, Stop> {
    if zaak.soort() != Instelling {
        match verwantschap(zaak)? {
            Verwantschap::Naaste(_) => return Ok(Some(Zorg::Informeel)),
            Verwantschap::Beeindigd => return Ok(None),
            Verwantschap::Geen => {}
        }
    }
    let kvk = zaak.nodig(&KVK)?;
    let nurse =
        zaak.beding(&BIG) == Some(true) && zaak.beding(&BIG_NIVEAU).is_some_and(|level| level >= 4);
    if !kvk && !nurse {
        return Ok(Some(Zorg::Informeel));
    }
    let agb = zaak.nodig(&AGB)?;
    let care = nurse || zaak.nodig(&ZORGACTIVITEIT)?;
    if !care {
        return Ok(Some(Zorg::Informeel));
    }
    if agb || (nurse && zaak.beding(&BIG_ZONDER_AGB) == Some(true)) {
        return Ok(Some(Zorg::Formeel));
    }
    Ok(None)
}

fn status_zvw(zaak: &Zaak<'_>) -> Spraak {
    als(onder(zaak, Wet::Zvw))?;
    match zvw_of(zaak)? {
        Some(zorg) => akkoord!(
            "TAR-05.status",
            "Voor deze zorgverlener geldt het {status} tarief.",
            status = zorg.woord()
        ),
        None => handmatig!(
            "TAR-05.twijfel",
            "Wij zien geen AGB-code. Een medewerker bekijkt of het formele tarief geldt."
        ),
    }
}

/// A ceiling of the verstrekker; the form or the register of the verstrekker states it.
fn eigen_maximum(zaak: &Zaak<'_>, zorg: Zorg) -> Result<i64, Stop> {
    let stated = zaak.nodig(&MAXIMUM)?;
    let most = match zorg {
        Zorg::Formeel => stated.formeel,
        Zorg::Informeel => stated.informeel,
    };
    most.map(Euro::cents).ok_or(Stop::Ontbreekt(MAXIMUM.naam, MAXIMUM.sinds))
}

fn landelijk(zaak: &Zaak<'_>, sleutel: Sleutel) -> Option<i64> {
    zaak.parameter(sleutel, dag(zaak)).map(|rij| rij.waarde)
}

fn maximum_zvw(zaak: &Zaak<'_>) -> Spraak {
    als(onder(zaak, Wet::Zvw))?;
    let day = dag(zaak);
    let status = zaak.afgeleid("TAR-05", |zaak| zvw_of(zaak)?.ok_or(Stop::HangtAfVan("TAR-05")))?;
    let known = if status == Zorg::Informeel { landelijk(zaak, ZVW_INFORMEEL) } else { None };
    let most = match zaak.beding(&MAXIMUM) {
        None => match known {
            Some(known) => known,
            None => eigen_maximum(zaak, status)?,
        },
        Some(_) => eigen_maximum(zaak, status)?,
    };
    boven(status, met_toeslag(zaak, uurloon(zaak)?, day)?, most, day)
}

fn maximum_gemeente(zaak: &Zaak<'_>) -> Spraak {
    als(onder(zaak, Wet::Wmo) || onder(zaak, Wet::Jw))?;
    let eenheid = zaak.nodig(&EENHEID)?;
    als(!matches!(eenheid, Eenheid::Maand | Eenheid::Stuk | Eenheid::Kilometer))?;
    let rate = uurloon(zaak)?;
    let maximum = zaak.nodig(&MAXIMUM)?;
    let low = maximum.informeel.map_or(0, Euro::cents);
    if rate <= low * 1000 {
        return Ok(Oordeel::akkoord());
    }
    let status = match zaak.beding(&FORMEEL_GEVRAAGD) {
        Some(true) => Zorg::Formeel,
        Some(false) => Zorg::Informeel,
        None => zaak.afgeleid("TAR-01", |zaak| wlz_of(zaak)?.ok_or(Stop::HangtAfVan("TAR-01")))?,
    };
    boven(status, rate, eigen_maximum(zaak, status)?, dag(zaak))
}

fn bijbetaling(zaak: &Zaak<'_>) -> Spraak {
    if zaak.beding(&EIGEN_BIJBETALING).is_none_or(|own| own <= Euro::ZERO) {
        return Ok(Oordeel::akkoord());
    }
    let_op!(
        "TAR-08.bijbetaling",
        "U betaalt een deel van het tarief zelf. Wordt uw zorgverlener ziek, dan krijgt u alleen een vergoeding tot het maximum van uw pgb."
    )
}

fn register(zaak: &Zaak<'_>) -> Spraak {
    if zaak.nodig(&BIG_ONBEKEND)? {
        return handmatig!(
            "TAR-09.onbekend",
            "Het BIG-nummer van uw zorgverlener is niet bekend op die naam. Een medewerker bekijkt dit."
        );
    }
    let reserved = zaak.nodig(&VOORBEHOUDEN_HANDELINGEN)?;
    let registered = zaak.beding(&BIG) == Some(true) || zaak.soort() == Instelling;
    if !reserved || registered {
        return Ok(Oordeel::akkoord());
    }
    let_op!(
        "TAR-09.voorbehouden",
        "Uw zorgverlener doet handelingen die alleen een bevoegde zorgverlener mag doen. Vraag of de zorgverlener dat mag en kan."
    )
}

fn ondergrens(zaak: &Zaak<'_>) -> Spraak {
    als(onder(zaak, Wet::Wmo))?;
    let stated = zaak.nodig(&MAXIMUM)?.informeel;
    let Some(informal) = stated.map(Euro::cents) else { return Err(Stop::NietVanToepassing) };
    let floor = zaak.nodige_parameter(WMO_VLOER_HH, dag(zaak).max(date(2023, 10, 1)))?.waarde;
    if informal >= floor {
        return Ok(Oordeel::akkoord());
    }
    let_op!(
        "TAR-10.te-laag",
        "Voor de gemeente: het informele tarief is lager dan {grens}. Dat is lager dan wat uit de cao volgt. U hoeft niets te doen.",
        grens = Waarde::Cent(floor)
    )
}
