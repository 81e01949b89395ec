//! KWAL: the kind of agreement. Qualification is an open norm: rules gather signs and a person
//! decides; only a form that contradicts its own hard facts is refused (labour:1.3).

use contracts::labour::aanvullend::{Familieverhouding, Rechtsvorm};
use contracts::labour::{EindeOp, Grond, VakantieUren};
use jiff::civil::date;
use kernel::SoortOvereenkomst::{Arbeidsovereenkomst, Familie, Instelling, Opdracht};

use super::gemeen::{Verwantschap, alleen, als, uurloon, verwantschap};
use crate::engine::{Anker, Letter, Oordeel, Regel, Spraak, Stop, Zaak};
use crate::gegevens::afspraken::DOORBETALING_WEKEN;
use crate::gegevens::omgeving::RECHTSVORM;
use crate::gegevens::vast::{EINDE_OP, IB_ONDERNEMER, KVK, PERIODE, UREN_PER_WEEK, VAKANTIE_UREN};
use crate::gegevens::werk::{
    FAMILIEVERHOUDING, INSTRUCTIES, OPDRACHTGEVERS, TARIEF_EENZIJDIG, VASTE_UREN, VERVANGT_GENOEMD,
    VRIJE_VERVANGING, WERKTIJDEN_DOOR_BUDGETHOUDER, ZELFDE_HUISHOUDEN,
};
use crate::kalender;
use crate::parameters::termijnen::RECHTSVERMOEDEN_UURTARIEF;

/// The family, in order.
pub(super) const REGELS: &[Regel] = &[
    Regel::new("KWAL-01", 1, "Verwantschap bij familieovereenkomst", familieband)
        .zin("Een familieovereenkomst wordt gesloten met de partner of met een bloed- of aanverwant in de eerste of tweede graad van de budgethouder of van de wettelijk vertegenwoordiger.")
        .artikelen(&["BW 1:3", "SVB-model partner of familielid"])
        .grond(Grond::Uitvoerbaarheid)
        .geldig_van(date(2017, 4, 1))
        .anker(Anker::Afsluiting)
        .voorbeelden("zus", "buurvrouw of neef"),
    Regel::new("KWAL-02", 1, "Arbeidsovereenkomst met naaste", dienstverband_met_naaste)
        .zin("Een arbeidsovereenkomst met een naaste berust op een beoordeelde vragenlijst waaruit gezag blijkt.")
        .artikelen(&["BW 7:610", "CRvB 14-10-2015, ECLI:NL:CRVB:2015:3634"])
        .grond(Grond::Uitvoerbaarheid)
        .geldig_van(date(2015, 10, 14))
        .anker(Anker::Afsluiting)
        .voorbeelden("zoon in dienst, gezag blijkt uit de vragenlijst", "echtgenote, gezamenlijke rekening, geen vaste uren"),
    Regel::new("KWAL-03", 1, "Familieovereenkomst die op een dienstverband lijkt", lijkt_op_dienstverband)
        .zin("Een familieovereenkomst met vaste uren, aanwijzingen, een ander huishouden en loon bij ziekte of verlof wordt door een medewerker beoordeeld.")
        .artikelen(&["BW 7:610", "Hof Den Haag 2021 (dienstbetrekking ex-echtgenoot)"])
        .geldig_van(date(2015, 10, 14))
        .anker(Anker::Afsluiting)
        .open_norm()
        .voorbeelden("moeder, wisselende uren", "ex-echtgenote, 5 keer 8 uur volgens rooster, met betaald verlof"),
    Regel::new("KWAL-04", 1, "Aanwijzingen voor gezag bij opdracht", gezag)
        .zin("Een overeenkomst van opdracht met vijf of meer aanwijzingen voor een dienstverband, of met zeggenschap over tijd, werkwijze en persoon, wordt door een medewerker beoordeeld.")
        .artikelen(&["BW 7:610", "BW 7:610a", "HR 24-03-2023, ECLI:NL:HR:2023:443"])
        .geldig_van(date(2016, 5, 1))
        .anker(Anker::Afsluiting)
        .open_norm()
        .voorbeelden("zzp'er met eigen planning die zich mag laten vervangen", "dagelijks rooster en aanwijzingen van de budgethouder"),
    Regel::new("KWAL-05", 1, "Ondernemerschap aannemelijk", ondernemerschap)
        .zin("Wie als ondernemer een opdracht aanneemt, heeft een KvK-nummer; wie geen ondernemer is, heeft recht op het minimumloon.")
        .artikelen(&["WML art. 2 lid 2"])
        .geldig_van(date(2018, 1, 1))
        .anker(Anker::Start)
        .voorbeelden("KvK-nummer en ondernemer", "ondernemer zonder KvK-nummer"),
    Regel::new("KWAL-06", 1, "Instelling is een rechtspersoon of firma", instelling)
        .zin("Een instelling heeft een KvK-nummer en is geen eenmanszaak.")
        .artikelen(&["Rlz 5.16", "SVB-model zorginstelling"])
        .grond(Grond::Uitvoerbaarheid)
        .geldig_van(date(2017, 4, 1))
        .anker(Anker::Afsluiting)
        .voorbeelden("bv met KvK-nummer", "instelling zonder KvK-nummer"),
    Regel::new("KWAL-07", 1, "Risico schijnzelfstandigheid", schijnzelfstandigheid)
        .zin("Bij aanwijzingen voor een dienstverband kan de Belastingdienst vanaf 1 januari 2025 naheffen.")
        .artikelen(&["Wet LB art. 2", "einde handhavingsmoratorium 1 januari 2025"])
        .geldig_van(date(2025, 1, 1))
        .afhankelijk(&["KWAL-04"])
        .voorbeelden("zzp'er met vier opdrachtgevers", "een opdrachtgever, rooster van de budgethouder"),
    Regel::new("KWAL-08", 1, "Rechtsvermoeden laag tarief", rechtsvermoeden)
        .zin("Onder het uurtarief van het wetsvoorstel wordt een arbeidsovereenkomst vermoed.")
        .artikelen(&["wetsvoorstel rechtsvermoeden (36783)"])
        .geldig_van(date(2027, 1, 1))
        .parameters(&[RECHTSVERMOEDEN_UURTARIEF])
        .wetsvoorstel()
        .voorbeelden("40 euro per uur", "35 euro per uur"),
    Regel::new("KWAL-09", 1, "Vervangingsovereenkomst", vervanging)
        .zin("Een vervangingsovereenkomst noemt wie wordt vervangen.")
        .artikelen(&["SVB-model, einde bij vervanging"])
        .geldig_van(date(2017, 4, 1))
        .anker(Anker::Afsluiting)
        .voorbeelden("vervangt mevrouw A", "vervangt niemand die is genoemd"),
];

fn familieband(zaak: &Zaak<'_>) -> Spraak {
    alleen(zaak, &[Familie])?;
    match verwantschap(zaak)? {
        Verwantschap::Naaste(_) => Ok(Oordeel::akkoord()),
        Verwantschap::Beeindigd => handmatig!(
            "KWAL-01.beeindigd",
            "De familieband bestaat alleen door een huwelijk dat is geëindigd. Een medewerker bekijkt of dit formulier dan past."
        ),
        Verwantschap::Geen => keur_af!(
            "KWAL-01.geen-familie",
            "Dit formulier is voor uw partner of naaste familie. Uw zorgverlener hoort daar niet bij. Gebruik het formulier voor een arbeidsovereenkomst of een opdracht."
        ),
    }
}

fn dienstverband_met_naaste(zaak: &Zaak<'_>) -> Spraak {
    alleen(zaak, &[Arbeidsovereenkomst])?;
    if !matches!(verwantschap(zaak)?, Verwantschap::Naaste(_)) {
        return Ok(Oordeel::akkoord());
    }
    match zaak.beding(&FAMILIEVERHOUDING) {
        Some(Familieverhouding::GezagAannemelijk) => Ok(Oordeel::akkoord()),
        Some(Familieverhouding::GeenGezag) => keur_af!(
            "KWAL-02.geen-gezag",
            "U neemt een naaste in dienst, maar uit de vragenlijst blijkt geen dienstverband. Gebruik het formulier voor partner of familie. (artikel 7:610 BW)"
        ),
        None => handmatig!(
            "KWAL-02.vragenlijst",
            "U neemt een naaste in dienst. Wij moeten weten of er echt een dienstverband is; vul daarom de vragenlijst in. (artikel 7:610 BW)"
        ),
    }
}

fn betaald_bij_afwezigheid(zaak: &Zaak<'_>) -> Result<bool, Stop> {
    let sick = zaak.beding(&DOORBETALING_WEKEN).is_some_and(|weken| weken > 0);
    Ok(sick || zaak.nodig(&VAKANTIE_UREN)? == VakantieUren::Doorbetaald)
}

fn lijkt_op_dienstverband(zaak: &Zaak<'_>) -> Spraak {
    alleen(zaak, &[Familie])?;
    let paid = betaald_bij_afwezigheid(zaak)?;
    let fixed = zaak.lees(&VASTE_UREN).bekend();
    let told = zaak.lees(&INSTRUCTIES).bekend();
    let apart = zaak.lees(&ZELFDE_HUISHOUDEN).bekend().map(|same| !same);
    let (signs, open) = count(&[Some(paid), fixed, told, apart]);
    if open > 0 && signs + open >= 3 && signs < 3 {
        zaak.nodig(&VASTE_UREN)?;
        zaak.nodig(&INSTRUCTIES)?;
        zaak.nodig(&ZELFDE_HUISHOUDEN)?;
    }
    match signs {
        4.. => handmatig!(
            "KWAL-03.dienstverband",
            "Uw afspraken met uw familielid lijken op een dienstverband: vaste uren, aanwijzingen en loon bij ziekte of verlof. Een medewerker kijkt hiernaar; u hoeft nu niets te doen."
        ),
        3 => let_op!(
            "KWAL-03.bijna",
            "Enkele afspraken met uw familielid lijken op een dienstverband. Bespreek of dit zo is bedoeld."
        ),
        _ => Ok(Oordeel::akkoord()),
    }
}

/// How many signs are there, and how many are not known.
fn count(signs: &[Option<bool>]) -> (usize, usize) {
    let yes = signs.iter().filter(|sign| **sign == Some(true)).count();
    (yes, signs.iter().filter(|sign| sign.is_none()).count())
}

/// Weekly work, or twenty hours a month, for more than three months (BW 7:610a).
fn langdurig(zaak: &Zaak<'_>) -> Result<Option<bool>, Stop> {
    let long = !kalender::lasts_at_most(zaak.nodig(&PERIODE)?, 3);
    let weekly = zaak.lees(&UREN_PER_WEEK).bekend();
    Ok(if long { weekly.map(|uren| uren.hundredths() > 0) } else { Some(false) })
}

fn aanwijzingen(zaak: &Zaak<'_>) -> Result<[Option<bool>; 8], Stop> {
    let entrepreneur = zaak.nodig(&KVK)? || zaak.lees(&IB_ONDERNEMER).bekend() == Some(true);
    Ok([
        zaak.lees(&WERKTIJDEN_DOOR_BUDGETHOUDER).bekend(),
        zaak.lees(&INSTRUCTIES).bekend(),
        zaak.lees(&VRIJE_VERVANGING).bekend().map(|free| !free),
        langdurig(zaak)?,
        Some(!entrepreneur),
        zaak.lees(&OPDRACHTGEVERS).bekend().map(|count| count <= 1),
        Some(betaald_bij_afwezigheid(zaak)?),
        zaak.lees(&TARIEF_EENZIJDIG).bekend(),
    ])
}

const WOORDEN: [&str; 8] = [
    "u bepaalt de werktijden",
    "u geeft aanwijzingen",
    "de zorgverlener moet zelf komen",
    "het werk is elke week en langer dan 3 maanden",
    "de zorgverlener is geen ondernemer",
    "de zorgverlener heeft een opdrachtgever",
    "er is loon bij ziekte of vakantie",
    "u bepaalt het tarief",
];

fn gezag(zaak: &Zaak<'_>) -> Spraak {
    alleen(zaak, &[Opdracht])?;
    let signs = aanwijzingen(zaak)?;
    let (yes, open) = count(&signs);
    let all_three = signs.iter().take(3).all(|sign| *sign == Some(true));
    let mask =
        signs.iter().rev().fold(0_u32, |mask, sign| mask * 2 + u32::from(*sign == Some(true)));
    let lijst = crate::engine::Waarde::Lijst(&WOORDEN, mask);
    if all_three || yes >= 5 {
        return handmatig!(
            "KWAL-04.gezag",
            "In uw overeenkomst van opdracht staan {aantal} afspraken die horen bij een dienstverband: {lijst}. Een medewerker kijkt hiernaar; u hoeft nu niets te doen.",
            aantal = i64::try_from(yes).unwrap_or(i64::MAX),
            lijst = lijst
        );
    }
    if open > 0 && yes + open >= 3 {
        zaak.nodig(&WERKTIJDEN_DOOR_BUDGETHOUDER)?;
        zaak.nodig(&INSTRUCTIES)?;
        zaak.nodig(&VRIJE_VERVANGING)?;
        zaak.nodig(&OPDRACHTGEVERS)?;
        zaak.nodig(&TARIEF_EENZIJDIG)?;
    }
    if yes >= 3 {
        return let_op!(
            "KWAL-04.enkele",
            "In uw overeenkomst van opdracht staan {aantal} afspraken die horen bij een dienstverband: {lijst}. Bespreek of dit zo is bedoeld.",
            aantal = i64::try_from(yes).unwrap_or(i64::MAX),
            lijst = lijst
        );
    }
    Ok(Oordeel::akkoord())
}

fn ondernemerschap(zaak: &Zaak<'_>) -> Spraak {
    alleen(zaak, &[Opdracht])?;
    if !zaak.nodig(&IB_ONDERNEMER)? {
        return akkoord!(
            "KWAL-05.minimumloon",
            "Uw zorgverlener is geen ondernemer. Daarom geldt het minimumloon."
        );
    }
    if zaak.nodig(&KVK)? {
        return Ok(Oordeel::akkoord());
    }
    handmatig!(
        "KWAL-05.geen-kvk",
        "U geeft aan dat uw zorgverlener ondernemer is, maar wij zien geen KvK-nummer. Stuur het nummer mee of kies `geen ondernemer`; dan geldt het minimumloon."
    )
}

fn instelling(zaak: &Zaak<'_>) -> Spraak {
    alleen(zaak, &[Instelling])?;
    if !zaak.nodig(&KVK)? {
        return keur_af!(
            "KWAL-06.geen-kvk",
            "U sluit een overeenkomst met een zorginstelling, maar wij zien geen KvK-nummer. Stuur het nummer mee of kies een ander formulier."
        );
    }
    if zaak.nodig(&RECHTSVORM)? == Rechtsvorm::Eenmanszaak {
        return handmatig!(
            "KWAL-06.eenmanszaak",
            "De zorginstelling is een eenmanszaak. Een medewerker bekijkt of het formulier voor een opdracht beter past."
        );
    }
    Ok(Oordeel::akkoord())
}

fn schijnzelfstandigheid(zaak: &Zaak<'_>) -> Spraak {
    alleen(zaak, &[Opdracht])?;
    match zaak.uitkomst_van("KWAL-04") {
        Some(Letter::Waarschuwing | Letter::Handmatig) => let_op!(
            "KWAL-07.naheffing",
            "Uw opdracht lijkt op een dienstverband. De Belastingdienst kan dan vanaf 1 januari 2025 nog belasting vragen."
        ),
        Some(Letter::Vraag) => Err(Stop::Ontbreekt(WERKTIJDEN_DOOR_BUDGETHOUDER.naam, 2)),
        Some(Letter::NietVanToepassing | Letter::Akkoord | Letter::Afgekeurd) | None => {
            Ok(Oordeel::akkoord())
        }
    }
}

fn rechtsvermoeden(zaak: &Zaak<'_>) -> Spraak {
    alleen(zaak, &[Opdracht])?;
    let (_, last) = (zaak.rechtsdatum(Anker::Start), date(2027, 1, 1));
    let floor = zaak.nodige_parameter(RECHTSVERMOEDEN_UURTARIEF, last)?.waarde;
    if uurloon(zaak)? >= floor.saturating_mul(1000) {
        return Ok(Oordeel::akkoord());
    }
    let_op!(
        "KWAL-08.laag-tarief",
        "Het uurtarief is lager dan {grens}. Volgens een wetsvoorstel zou dit dan een arbeidsovereenkomst kunnen zijn.",
        grens = crate::engine::Waarde::Cent(floor)
    )
}

fn vervanging(zaak: &Zaak<'_>) -> Spraak {
    als(zaak.nodig(&EINDE_OP)? == EindeOp::Vervanging)?;
    if zaak.nodig(&VERVANGT_GENOEMD)? {
        return Ok(Oordeel::akkoord());
    }
    handmatig!(
        "KWAL-09.niemand",
        "Dit is een overeenkomst voor vervanging, maar er staat niet wie wordt vervangen. Een medewerker neemt contact met u op."
    )
}
