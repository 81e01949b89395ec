//! Checks on what happened to persons: D-07, D-08, D-10, D-24 to D-27, D-48 and D-64.
#![warn(clippy::arithmetic_side_effects)]

use kernel::{Periode, SoortOvereenkomst, Wet};

use super::{Feit, Oordeel, uitsluiting};
use crate::declaratie::catalogus::{ALLE_WETTEN, Check, Gebrek, Klasse, Reikwijdte};
use crate::omstandigheid::Soort;
use crate::zorgovereenkomst::Tariefsoort;

/// What refuses a line, or the days of it that do not count.
const fn geweigerd(code: &'static str, reikwijdte: Reikwijdte, tekst: &'static str) -> Gebrek {
    Gebrek { code, wachtend: Klasse::A, anders: Klasse::A, reikwijdte, tekst }
}

/// What a person must look at.
const fn uitval(code: &'static str, tekst: &'static str) -> Gebrek {
    let reikwijdte = Reikwijdte::Regel;
    Gebrek { code, wachtend: Klasse::U, anders: Klasse::U, reikwijdte, tekst }
}

/// The budgethouder was alive on each day of care.
pub static D_07: Check = Check {
    id: "D-07",
    naam: "Budgethouder leefde op elke zorgdag",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "Rlz 5.20 lid 1 onder a",
    goed: "De zorg was op of voor de dag van overlijden.",
    gebreken: &[&NA_OVERLIJDEN, &DAGEN_NA_OVERLIJDEN],
};
static NA_OVERLIJDEN: Gebrek = geweigerd(
    "naOverlijden",
    Reikwijdte::Regel,
    "De budgethouder is voor {dag:dag} overleden. Declareer de zorg tot en met de dag van overlijden, met de dagen erbij.",
);
static DAGEN_NA_OVERLIJDEN: Gebrek = geweigerd(
    "dagenNaOverlijden",
    Reikwijdte::Meerdere,
    "De budgethouder is voor {dag:dag} overleden. Wij betalen de dagen tot en met de dag van overlijden.",
);

pub(super) fn d_07(oordeel: &mut Oordeel<'_, '_>) {
    let Some(periode) = uitsluiting::na_overlijden(oordeel.dossier) else { return };
    days_off(oordeel, &D_07, &[periode], (&DAGEN_NA_OVERLIJDEN, &NA_OVERLIJDEN));
}

/// The zorgverlener was alive on each day of care.
pub static D_08: Check = Check {
    id: "D-08",
    naam: "Zorgverlener leefde op elke zorgdag",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "pgb:D-08",
    goed: "De zorg was op of voor de dag van overlijden van de zorgverlener.",
    gebreken: &[&ZORGVERLENER_OVERLEDEN, &DAGEN_ZORGVERLENER_OVERLEDEN],
};
static ZORGVERLENER_OVERLEDEN: Gebrek = geweigerd(
    "zorgverlenerOverleden",
    Reikwijdte::Regel,
    "De zorgverlener is voor {dag:dag} overleden. Declareer de zorg tot en met de dag van overlijden, met de dagen erbij.",
);
static DAGEN_ZORGVERLENER_OVERLEDEN: Gebrek = geweigerd(
    "dagenZorgverlenerOverleden",
    Reikwijdte::Meerdere,
    "De zorgverlener is voor {dag:dag} overleden. Wij betalen de dagen tot en met de dag van overlijden.",
);

pub(super) fn d_08(oordeel: &mut Oordeel<'_, '_>) {
    let Some(periode) = uitsluiting::na_overlijden_zorgverlener(oordeel.dossier) else { return };
    let found = (&DAGEN_ZORGVERLENER_OVERLEDEN, &ZORGVERLENER_OVERLEDEN);
    days_off(oordeel, &D_08, &[periode], found);
}

/// Notes a check on every line that has care on one of these days, or has none there.
fn days_off(
    oordeel: &mut Oordeel<'_, '_>,
    check: &'static Check,
    perioden: &[Periode],
    (dagen, geheel): (&'static Gebrek, &'static Gebrek),
) {
    oordeel.each_line(check, |_, beeld, _, _| {
        let first = uitsluiting::eerste_dag(beeld.regel, perioden);
        let feiten = first.map(|dag| ("dag", Feit::Dag(dag))).into_iter().collect();
        Some((first.map(|_| uitsluiting::of(beeld.regel, dagen, geheel)), feiten))
    });
}

/// The registration that makes the zorgverlener a professional holds on each day of care.
pub static D_10: Check = Check {
    id: "D-10",
    naam: "Registratie van de zorgverlener geldt op elke zorgdag (KvK of BIG)",
    versie: 1,
    wetten: &[Wet::Wlz, Wet::Zvw],
    grondslag: "Rlz 5.22",
    goed: "De registratie van de zorgverlener geldt.",
    gebreken: &[&REGISTRATIE_VERVALLEN],
};
static REGISTRATIE_VERVALLEN: Gebrek = uitval(
    "registratieVervallen",
    "De zorgverlener staat sinds {dag:dag} niet meer ingeschreven. Een medewerker kijkt of het formele tarief nog mag.",
);

/// Judged where the rates of professionals hold; it also is D-11.
pub(super) fn d_10(oordeel: &mut Oordeel<'_, '_>) {
    if oordeel.dossier.overeenkomst.tariefsoort != Tariefsoort::Formeel {
        return;
    }
    let zorgverlener = oordeel.dossier.overeenkomst.zorgverlener_id;
    on_days(oordeel, (&D_10, &REGISTRATIE_VERVALLEN), (zorgverlener, Soort::RegistratieVervallen));
}

/// Notes a check on the lines with care on days of a circumstance; nothing where there is none.
fn on_days(
    oordeel: &mut Oordeel<'_, '_>,
    (check, gebrek): (&'static Check, &'static Gebrek),
    (persoon, soort): (uuid::Uuid, Soort),
) {
    let perioden: Vec<Periode> = oordeel.dossier.omstandig(persoon, soort).collect();
    if perioden.is_empty() {
        return;
    }
    oordeel.each_line(check, |_, beeld, _, _| {
        let first = uitsluiting::eerste_dag(beeld.regel, &perioden);
        let feiten = first.map(|dag| ("dag", Feit::Dag(dag))).into_iter().collect();
        Some((first.map(|_| gebrek), feiten))
    });
}

/// The verstrekker did not suspend payment.
pub static D_24: Check = Check {
    id: "D-24",
    naam: "De betaling is niet opgeschort",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "Rlz 5.23 lid 4 onder e",
    goed: "De opschorting is voorbij.",
    gebreken: &[&OPGESCHORT],
};
static OPGESCHORT: Gebrek = Gebrek {
    code: "opgeschort",
    wachtend: Klasse::H,
    anders: Klasse::H,
    reikwijdte: Reikwijdte::Declaratie,
    tekst: "Uw gemeente, zorgkantoor of zorgverzekeraar heeft betalingen opgeschort tot en met {dag:dag}. Uw declaratie blijft staan.",
};

/// Judged by the day of today: a claim waits while the suspension lasts and no longer.
pub(super) fn d_24(oordeel: &mut Oordeel<'_, '_>) {
    let dossier = oordeel.dossier;
    let parties = [dossier.overeenkomst.budgethouder_id, dossier.overeenkomst.zorgverlener_id];
    let ever = || parties.into_iter().flat_map(|id| dossier.omstandig(id, Soort::Opschorting));
    if ever().next().is_none() {
        return;
    }
    let running = ever().find(|periode| periode.contains(dossier.vandaag));
    let last = running.and_then(Periode::tot);
    let feiten = last.map(|dag| ("dag", Feit::Dag(dag))).into_iter().collect();
    oordeel.note(&D_24, running.map(|_| &OPGESCHORT), None, feiten);
}

/// No care while the budgethouder was in an institution.
pub static D_25: Check = Check {
    id: "D-25",
    naam: "Budgethouder was niet opgenomen",
    versie: 1,
    wetten: &[Wet::Wlz],
    grondslag: "Rlz 5.9 onder b",
    goed: "De budgethouder was op deze dagen thuis.",
    gebreken: &[&OPGENOMEN, &DAGEN_OPGENOMEN],
};
static OPGENOMEN: Gebrek = geweigerd(
    "opgenomen",
    Reikwijdte::Regel,
    "De budgethouder was op {dag:dag} opgenomen. Declareer de andere dagen opnieuw, met de dagen erbij.",
);
static DAGEN_OPGENOMEN: Gebrek = geweigerd(
    "dagenOpgenomen",
    Reikwijdte::Meerdere,
    "De budgethouder was op {dag:dag} opgenomen. Wij betalen de dagen thuis.",
);

pub(super) fn d_25(oordeel: &mut Oordeel<'_, '_>) {
    let budgethouder = oordeel.dossier.overeenkomst.budgethouder_id;
    if oordeel.dossier.omstandig(budgethouder, Soort::Opname).next().is_none() {
        return;
    }
    oordeel.each_line(&D_25, |dossier, beeld, afspraak, _| {
        let perioden = uitsluiting::opname(dossier, afspraak);
        let first = uitsluiting::eerste_dag(beeld.regel, &perioden);
        let feiten = first.map(|dag| ("dag", Feit::Dag(dag))).into_iter().collect();
        let found = || uitsluiting::of(beeld.regel, &DAGEN_OPGENOMEN, &OPGENOMEN);
        Some((first.map(|_| found()), feiten))
    });
}

/// Not in detention, and with a home address.
pub static D_26: Check = Check {
    id: "D-26",
    naam: "Budgethouder is niet gedetineerd en heeft een woonadres",
    versie: 1,
    wetten: &[Wet::Wlz],
    grondslag: "Rlz 5.20 lid 2 onder a",
    goed: "De budgethouder woonde op deze dagen thuis.",
    gebreken: &[&GEDETINEERD, &GEEN_ADRES],
};
static GEDETINEERD: Gebrek = uitval(
    "gedetineerd",
    "De budgethouder was op {dag:dag} gedetineerd. Een medewerker kijkt of deze zorg betaald mag worden.",
);
static GEEN_ADRES: Gebrek = uitval(
    "geenAdres",
    "De budgethouder had op {dag:dag} geen woonadres. Een medewerker kijkt of deze zorg betaald mag worden.",
);

pub(super) fn d_26(oordeel: &mut Oordeel<'_, '_>) {
    let budgethouder = oordeel.dossier.overeenkomst.budgethouder_id;
    on_days(oordeel, (&D_26, &GEDETINEERD), (budgethouder, Soort::Detentie));
    on_days(oordeel, (&D_26, &GEEN_ADRES), (budgethouder, Soort::GeenAdres));
}

/// Care outside the EU within the days of a year.
pub static D_27: Check = Check {
    id: "D-27",
    naam: "Zorg buiten de Europese Unie blijft binnen dertien weken per jaar",
    versie: 1,
    wetten: &[Wet::Wlz],
    grondslag: "Blz 3.7.2, Rlz 5.18 lid 1 onder f",
    goed: "De zorg buiten de Europese Unie blijft binnen dertien weken.",
    gebreken: &[&TE_LANG_WEG, &DAGEN_TE_LANG_WEG, &LOGEREN_BUITEN_EU],
};
static TE_LANG_WEG: Gebrek = geweigerd(
    "teLangBuitenEu",
    Reikwijdte::Regel,
    "De budgethouder was op {dag:dag} langer dan dertien weken buiten de Europese Unie. Die zorg wordt niet betaald.",
);
static DAGEN_TE_LANG_WEG: Gebrek = geweigerd(
    "dagenTeLangBuitenEu",
    Reikwijdte::Meerdere,
    "De budgethouder was vanaf {dag:dag} langer dan dertien weken buiten de Europese Unie. Die dagen worden niet betaald.",
);
static LOGEREN_BUITEN_EU: Gebrek = geweigerd(
    "logerenBuitenEu",
    Reikwijdte::Regel,
    "Logeeropvang buiten de Europese Unie wordt niet betaald ({dag:dag}).",
);

pub(super) fn d_27(oordeel: &mut Oordeel<'_, '_>) {
    let budgethouder = oordeel.dossier.overeenkomst.budgethouder_id;
    let abroad: Vec<Periode> = oordeel.dossier.omstandig(budgethouder, Soort::BuitenEu).collect();
    if abroad.is_empty() {
        return;
    }
    let limieten = oordeel.regels.limieten;
    oordeel.each_line(&D_27, |dossier, beeld, afspraak, _| {
        let fact = |dag| vec![("dag", Feit::Dag(dag))];
        if afspraak.zorgfunctie.as_str() == "04"
            && let Some(dag) = uitsluiting::eerste_dag(beeld.regel, &abroad)
        {
            return Some((Some(&LOGEREN_BUITEN_EU), fact(dag)));
        }
        let beyond = uitsluiting::buitenland(dossier, afspraak, limieten);
        let first = uitsluiting::eerste_dag(beeld.regel, &beyond);
        let found = || uitsluiting::of(beeld.regel, &DAGEN_TE_LANG_WEG, &TE_LANG_WEG);
        Some((first.map(|_| found()), first.map(fact).unwrap_or_default()))
    });
}

/// No pay for the days on which the zorgverlener was ill.
pub static D_48: Check = Check {
    id: "D-48",
    naam: "Zorgverlener was niet ziek gemeld",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "pgb:D-48",
    goed: "De zorgverlener was op deze dagen niet ziek gemeld.",
    gebreken: &[&ZIEK, &DAGEN_ZIEK, &ZIEK_IN_DIENST],
};
static ZIEK: Gebrek = geweigerd(
    "ziek",
    Reikwijdte::Regel,
    "De zorgverlener was op {dag:dag} ziek gemeld. Declareer de andere dagen opnieuw, met de dagen erbij.",
);
static DAGEN_ZIEK: Gebrek = geweigerd(
    "dagenZiek",
    Reikwijdte::Meerdere,
    "De zorgverlener was op {dag:dag} ziek gemeld. Wij betalen de andere dagen.",
);
static ZIEK_IN_DIENST: Gebrek = uitval(
    "ziekInDienst",
    "De zorgverlener was op {dag:dag} ziek gemeld. Een medewerker kijkt of dit gewerkte uren of ziekte-uren zijn.",
);

pub(super) fn d_48(oordeel: &mut Oordeel<'_, '_>) {
    let zorgverlener = oordeel.dossier.overeenkomst.zorgverlener_id;
    if oordeel.dossier.omstandig(zorgverlener, Soort::Ziekte).next().is_none() {
        return;
    }
    if oordeel.dossier.overeenkomst.soort == SoortOvereenkomst::Arbeidsovereenkomst {
        if oordeel.dossier.indiening.opgave.kostensoort
            != crate::declaratie::opgave::Kostensoort::Ziekte
        {
            on_days(oordeel, (&D_48, &ZIEK_IN_DIENST), (zorgverlener, Soort::Ziekte));
        }
        return;
    }
    let perioden = uitsluiting::ziekte(oordeel.dossier);
    days_off(oordeel, &D_48, &perioden, (&DAGEN_ZIEK, &ZIEK));
}

/// The same care is not given in kind.
pub static D_64: Check = Check {
    id: "D-64",
    naam: "Deze zorg wordt niet ook in natura gegeven",
    versie: 1,
    wetten: &[Wet::Wlz, Wet::Wmo],
    grondslag: "pgb:D-64",
    goed: "Op deze dagen was er geen zorg in natura.",
    gebreken: &[&OOK_IN_NATURA],
};
static OOK_IN_NATURA: Gebrek = uitval(
    "ookInNatura",
    "Op {dag:dag} kreeg de budgethouder ook zorg in natura. Een medewerker kijkt of dit dezelfde zorg is.",
);

pub(super) fn d_64(oordeel: &mut Oordeel<'_, '_>) {
    let budgethouder = oordeel.dossier.overeenkomst.budgethouder_id;
    on_days(oordeel, (&D_64, &OOK_IN_NATURA), (budgethouder, Soort::ZorgInNatura));
}

#[cfg(test)]
mod tests;
