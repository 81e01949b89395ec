//! Checks on the claim as a paper and on kinds of cost: D-13, D-28, D-38, D-54, D-58, D-59 and
//! D-69.
#![warn(clippy::arithmetic_side_effects)]

use contracts::Entree;
use jiff::civil::Date;
use kernel::{Eenheid, SoortOvereenkomst, Wet};

use super::{EerdereRegel, Feit, Oordeel};
use crate::declaratie::catalogus::{ALLE_WETTEN, Check, Gebrek, Klasse, Reikwijdte};
use crate::declaratie::days_between;
use crate::declaratie::limieten::Limietnaam;
use crate::declaratie::opgave::{Bewijs, Handtekening, Kostensoort};

/// Paper is signed.
pub static D_13: Check = Check {
    id: "D-13",
    naam: "De papieren declaratie is ondertekend",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "Rlz 5.23 lid 2 onder e",
    goed: "De declaratie is ondertekend.",
    gebreken: &[&NIET_ONDERTEKEND],
};
static NIET_ONDERTEKEND: Gebrek = Gebrek {
    code: "nietOndertekend",
    wachtend: Klasse::U,
    anders: Klasse::U,
    reikwijdte: Reikwijdte::Declaratie,
    tekst: "Er staat geen handtekening van de budgethouder of vertegenwoordiger op de declaratie. Stuur haar ondertekend op.",
};

/// Who logs in has signed; so only paper is judged.
pub(super) fn d_13(oordeel: &mut Oordeel<'_, '_>) {
    if oordeel.dossier.indiening.entree != Entree::Papier {
        return;
    }
    let signed = oordeel.dossier.indiening.opgave.handtekening == Handtekening::Aanwezig;
    oordeel.note(&D_13, (!signed).then_some(&NIET_ONDERTEKEND), None, Vec::new());
}

/// The year of the care can still be claimed.
pub static D_28: Check = Check {
    id: "D-28",
    naam: "Het zorgjaar kan nog worden gedeclareerd",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "pgb:R-DED-05",
    goed: "Het jaar van de zorg kan nog worden gedeclareerd.",
    gebreken: &[&JAAR_VOORBIJ],
};
static JAAR_VOORBIJ: Gebrek = Gebrek {
    code: "jaarVoorbij",
    wachtend: Klasse::U,
    anders: Klasse::U,
    reikwijdte: Reikwijdte::Regel,
    tekst: "Zorg uit {tekst:zorgjaar} kon worden gedeclareerd tot {dag:grens}. Een medewerker kijkt of dit nog kan.",
};

/// Not judged where no limit holds.
pub(super) fn d_28(oordeel: &mut Oordeel<'_, '_>) {
    let limieten = oordeel.regels.limieten;
    oordeel.each_line(&D_28, |dossier, beeld, afspraak, _| {
        let year = beeld.regel.periode.van().year();
        let on = beeld.regel.periode.van();
        let code = limieten.op(Limietnaam::JaargrensMaanddag, afspraak.wet, on)?;
        let (month, day) = (code.checked_div(100)?, code.checked_rem(100)?);
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        let border = Date::new(year.checked_add(1)?, month, day).ok()?;
        let late = dossier.ingediend_op >= border;
        let feiten = vec![("zorgjaar", Feit::Getal(i64::from(year))), ("grens", Feit::Dag(border))];
        Some((late.then_some(&JAAR_VOORBIJ), feiten))
    });
}

/// Actual travel cost comes with its tickets.
pub static D_38: Check = Check {
    id: "D-38",
    naam: "Reiskosten zijn afgesproken per kilometer, of hebben bewijzen",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "pgb:D-38",
    goed: "De reiskosten zijn afgesproken.",
    gebreken: &[&GEEN_BEWIJS],
};
static GEEN_BEWIJS: Gebrek = Gebrek {
    code: "geenBewijs",
    wachtend: Klasse::U,
    anders: Klasse::U,
    reikwijdte: Reikwijdte::Regel,
    tekst: "Bij werkelijke reiskosten horen kaartjes of bonnen. Stuur ze op.",
};

pub(super) fn d_38(oordeel: &mut Oordeel<'_, '_>) {
    if oordeel.dossier.indiening.opgave.kostensoort != Kostensoort::Reiskosten {
        return;
    }
    oordeel.each_line(&D_38, |dossier, beeld, _, _| {
        let per_km = beeld.regel.eenheid == Eenheid::Kilometer;
        let proof = dossier.indiening.opgave.bewijs == Bewijs::Bijgevoegd;
        let feiten = vec![("eenheid", Feit::Tekst(beeld.regel.eenheid.code().into()))];
        Some(((!per_km && !proof).then_some(&GEEN_BEWIJS), feiten))
    });
}

/// Feestdagenuitkering: allowed, not above the maximum, once a year.
pub static D_54: Check = Check {
    id: "D-54",
    naam: "Feestdagenuitkering mag, is niet te hoog en is de eerste dit jaar",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "pgb:D-54",
    goed: "De feestdagenuitkering mag.",
    gebreken: &[&FEESTDAGEN_NIET_TOEGESTAAN, &FEESTDAGEN_TE_HOOG, &FEESTDAGEN_EERDER],
};
static FEESTDAGEN_NIET_TOEGESTAAN: Gebrek = Gebrek {
    code: "nietToegestaan",
    wachtend: Klasse::B,
    anders: Klasse::A,
    reikwijdte: Reikwijdte::Regel,
    tekst: "Uit dit budget ({tekst:wet}) wordt geen feestdagenuitkering betaald aan deze zorgverlener.",
};
static FEESTDAGEN_TE_HOOG: Gebrek = Gebrek {
    code: "teHoog",
    wachtend: Klasse::B,
    anders: Klasse::A,
    reikwijdte: Reikwijdte::Regel,
    tekst: "Een feestdagenuitkering is hooguit {euro:maximum} per jaar. U declareert {euro:bedrag}.",
};
static FEESTDAGEN_EERDER: Gebrek = Gebrek {
    code: "alGehad",
    wachtend: Klasse::B,
    anders: Klasse::A,
    reikwijdte: Reikwijdte::Regel,
    tekst: "Deze zorgverlener kreeg in {tekst:jaar} al een feestdagenuitkering.",
};

/// The Wlz allows it always, the Zvw never; firms get none.
pub(super) fn d_54(oordeel: &mut Oordeel<'_, '_>) {
    if oordeel.dossier.indiening.opgave.kostensoort != Kostensoort::Feestdagen {
        return;
    }
    let limieten = oordeel.regels.limieten;
    oordeel.each_line(&D_54, |dossier, beeld, afspraak, _| {
        let first = beeld.regel.periode.van();
        let most = limieten.op(Limietnaam::FeestdagenMaxCent, afspraak.wet, first);
        let firm = dossier.overeenkomst.soort == SoortOvereenkomst::Instelling;
        let before = |other: &&EerdereRegel| {
            other.kostensoort == Kostensoort::Feestdagen && other.dagen.van().year() == first.year()
        };
        let gebrek = if afspraak.wet == Wet::Zvw || firm {
            Some(&FEESTDAGEN_NIET_TOEGESTAAN)
        } else if most.is_some_and(|most| beeld.regel.bedrag.cents() > most) {
            Some(&FEESTDAGEN_TE_HOOG)
        } else {
            dossier.eerdere.iter().find(before).map(|_| &FEESTDAGEN_EERDER)
        };
        let mut feiten = vec![
            ("wet", Feit::Tekst(afspraak.wet.code().into())),
            ("bedrag", Feit::Bedrag(beeld.regel.bedrag)),
            ("jaar", Feit::Getal(i64::from(first.year()))),
        ];
        feiten.extend(most.map(|most| ("maximum", Feit::Bedrag(kernel::Euro::from_cents(most)))));
        Some((gebrek, feiten))
    });
}

/// Bijkomende zorgkosten are of the Wlz and come with proof.
pub static D_58: Check = Check {
    id: "D-58",
    naam: "Bijkomende zorgkosten mogen uit dit budget en zijn bewezen",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "Rlz 5.17 lid 1 onder h",
    goed: "De bijkomende zorgkosten mogen.",
    gebreken: &[&BIJKOMEND_ANDERE_WET, &BIJKOMEND_ZONDER_BEWIJS],
};
static BIJKOMEND_ANDERE_WET: Gebrek = Gebrek {
    code: "andereWet",
    wachtend: Klasse::U,
    anders: Klasse::U,
    reikwijdte: Reikwijdte::Regel,
    tekst: "Bijkomende zorgkosten worden alleen uit een Wlz-budget betaald. Een medewerker kijkt wat er mag.",
};
static BIJKOMEND_ZONDER_BEWIJS: Gebrek = Gebrek {
    code: "geenBewijs",
    wachtend: Klasse::U,
    anders: Klasse::U,
    reikwijdte: Reikwijdte::Regel,
    tekst: "Bij bijkomende zorgkosten hoort een bon of factuur. Stuur die op.",
};

pub(super) fn d_58(oordeel: &mut Oordeel<'_, '_>) {
    if oordeel.dossier.indiening.opgave.kostensoort != Kostensoort::Bijkomend {
        return;
    }
    oordeel.each_line(&D_58, |dossier, _, afspraak, _| {
        let proof = dossier.indiening.opgave.bewijs == Bewijs::Bijgevoegd;
        let gebrek = match (afspraak.wet, proof) {
            (Wet::Wlz, true) => None,
            (Wet::Wlz, false) => Some(&BIJKOMEND_ZONDER_BEWIJS),
            (Wet::Wmo | Wet::Jw | Wet::Zvw, _) => Some(&BIJKOMEND_ANDERE_WET),
        };
        Some((gebrek, vec![("wet", Feit::Tekst(afspraak.wet.code().into()))]))
    });
}

/// Who charges value added tax has a number, and care is exempt.
pub static D_59: Check = Check {
    id: "D-59",
    naam: "Btw is terecht",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "pgb:D-59",
    goed: "Er is geen btw in rekening gebracht.",
    gebreken: &[&BTW_ZONDER_NUMMER, &BTW_OP_ZORG],
};
static BTW_ZONDER_NUMMER: Gebrek = Gebrek {
    code: "btwZonderNummer",
    wachtend: Klasse::U,
    anders: Klasse::U,
    reikwijdte: Reikwijdte::Declaratie,
    tekst: "Er is {euro:btw} btw gerekend, maar het btw-nummer ontbreekt.",
};
static BTW_OP_ZORG: Gebrek = Gebrek {
    code: "btwOpZorg",
    wachtend: Klasse::U,
    anders: Klasse::U,
    reikwijdte: Reikwijdte::Declaratie,
    tekst: "Er is {euro:btw} btw gerekend. Over zorg hoeft meestal geen btw. Een medewerker kijkt of dit klopt.",
};

pub(super) fn d_59(oordeel: &mut Oordeel<'_, '_>) {
    let Some(btw) = &oordeel.dossier.indiening.opgave.btw else { return };
    let gebrek = if btw.bedrag.cents() == 0 {
        None
    } else if btw.nummer.is_none() {
        Some(&BTW_ZONDER_NUMMER)
    } else {
        Some(&BTW_OP_ZORG)
    };
    let feiten = vec![("btw", Feit::Bedrag(btw.bedrag))];
    oordeel.note(&D_59, gebrek, None, feiten);
}

/// Large amounts and new accounts are looked at by two.
pub static D_69: Check = Check {
    id: "D-69",
    naam: "Bedrag en rekening zijn gewoon",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "pgb:D-69",
    goed: "Bedrag en rekening zijn gewoon.",
    gebreken: &[&GROOT_BEDRAG, &NIEUWE_REKENING],
};
/// More than two people look at: two people release it.
pub static GROOT_BEDRAG: Gebrek = Gebrek {
    code: "grootBedrag",
    wachtend: Klasse::H,
    anders: Klasse::H,
    reikwijdte: Reikwijdte::Declaratie,
    tekst: "De declaratie is hoger dan {euro:limiet}. Twee medewerkers kijken haar na.",
};
static NIEUWE_REKENING: Gebrek = Gebrek {
    code: "nieuweRekening",
    wachtend: Klasse::H,
    anders: Klasse::H,
    reikwijdte: Reikwijdte::Declaratie,
    tekst: "Het rekeningnummer van de zorgverlener is op {dag:gewijzigdOp} gewijzigd. Wij betalen als dit is nagekeken.",
};

pub(super) fn d_69(oordeel: &mut Oordeel<'_, '_>) {
    let dossier = oordeel.dossier;
    let limieten = oordeel.regels.limieten;
    let wet = oordeel.beelden.iter().find_map(|beeld| Some(beeld.afspraak?.wet));
    let Some(wet) = wet else { return };
    let total = dossier.indiening.totaal;
    let large = limieten.op(Limietnaam::VierOgenCent, wet, dossier.ingediend_op);
    let above = large.filter(|limit| total.cents() > *limit);
    let new = limieten.op(Limietnaam::RekeningNieuwDagen, wet, dossier.ingediend_op);
    let changed = dossier.zorgverlener.rekening_gewijzigd_op.filter(|day| {
        *day <= dossier.ingediend_op
            && new.is_some_and(|days| days_between(*day, dossier.ingediend_op) < days)
    });
    if let Some(limit) = above {
        let feiten = vec![("limiet", Feit::Bedrag(kernel::Euro::from_cents(limit)))];
        oordeel.note(&D_69, Some(&GROOT_BEDRAG), None, feiten);
    }
    if let Some(day) = changed {
        oordeel.note(&D_69, Some(&NIEUWE_REKENING), None, vec![("gewijzigdOp", Feit::Dag(day))]);
    }
    if above.is_none() && changed.is_none() {
        oordeel.note(&D_69, None, None, Vec::new());
    }
}

#[cfg(test)]
mod tests;
