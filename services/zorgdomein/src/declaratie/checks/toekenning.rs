//! Checks on the grant: D-20 to D-23.
#![warn(clippy::arithmetic_side_effects)]

use std::collections::HashMap;

use kernel::Euro;
use uuid::Uuid;

use super::{Feit, Oordeel, days};
use crate::declaratie::catalogus::{ALLE_WETTEN, Check, Gebrek, Klasse, Reikwijdte};
use crate::declaratie::verdeling::{Deel, Dekking, Verdeling};

/// A grant holds on each day of care.
pub static D_20: Check = Check {
    id: "D-20",
    naam: "Toekenning geldt op elke zorgdag",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "Rlz 5.23 lid 4 onder a",
    goed: "Het budget geldt op alle dagen van {dag:begindatum} tot en met {dag:einddatum}.",
    gebreken: &[&GEEN_TOEKENNING],
};

static GEEN_TOEKENNING: Gebrek = Gebrek {
    code: "geenToekenning",
    wachtend: Klasse::A,
    anders: Klasse::A,
    reikwijdte: Reikwijdte::Regel,
    tekst: "Op {dag:dag} was er geen budget voor deze zorg. Zorg buiten de periode van het budget kan niet worden betaald.",
};

pub(super) fn d_20(oordeel: &mut Oordeel<'_, '_>) {
    oordeel.each_line(&D_20, |dossier, beeld, afspraak, verdeling| {
        // Without a grant of this law, ever, the question is which law was meant: D-21.
        if !dossier.wetten.contains(&afspraak.wet) {
            return None;
        }
        let uncovered = verdeling.tellend().find(|deel| deel.dekking == Dekking::GeenToekenning);
        let mut feiten = days(beeld.regel.periode).to_vec();
        feiten.extend(uncovered.map(|deel| ("dag", Feit::Dag(deel.dagen.van()))));
        Some((uncovered.is_some().then_some(&GEEN_TOEKENNING), feiten))
    });
}

/// There is a grant of the law of the line.
pub static D_21: Check = Check {
    id: "D-21",
    naam: "Er is een toekenning van deze wet",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "pgb:D-21",
    goed: "U heeft een budget van deze wet ({tekst:wet}).",
    gebreken: &[&ANDERE_WET],
};

static ANDERE_WET: Gebrek = Gebrek {
    code: "andereWet",
    wachtend: Klasse::U,
    anders: Klasse::U,
    reikwijdte: Reikwijdte::Regel,
    tekst: "U heeft geen budget van deze wet ({tekst:wet}). Een medewerker kijkt uit welk budget dit betaald moet worden.",
};

pub(super) fn d_21(oordeel: &mut Oordeel<'_, '_>) {
    oordeel.each_line(&D_21, |dossier, _, afspraak, _| {
        let known = dossier.wetten.contains(&afspraak.wet);
        let feiten = vec![("wet", Feit::Tekst(afspraak.wet.code().into()))];
        Some(((!known).then_some(&ANDERE_WET), feiten))
    });
}

/// The function is part of the grant.
pub static D_22: Check = Check {
    id: "D-22",
    naam: "De zorgfunctie hoort bij de toekenning",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "Rlz 5.16 lid 4",
    goed: "U heeft budget voor deze soort zorg (functie {tekst:zorgfunctie}).",
    gebreken: &[&ANDERE_FUNCTIE],
};

static ANDERE_FUNCTIE: Gebrek = Gebrek {
    code: "andereFunctie",
    wachtend: Klasse::A,
    anders: Klasse::A,
    reikwijdte: Reikwijdte::Regel,
    tekst: "Uw budget is niet bedoeld voor deze soort zorg (functie {tekst:zorgfunctie}). Vraag uw gemeente of zorgkantoor wat er mag.",
};

pub(super) fn d_22(oordeel: &mut Oordeel<'_, '_>) {
    oordeel.each_line(&D_22, |_, _, afspraak, verdeling| {
        let other = verdeling.tellend().any(|deel| deel.dekking == Dekking::AndereFunctie);
        let functie = afspraak.zorgfunctie.as_str().to_owned();
        let feiten = vec![("zorgfunctie", Feit::Tekst(functie.into()))];
        Some((other.then_some(&ANDERE_FUNCTIE), feiten))
    });
}

/// The read copy of the budget has room. Only payout knows; this warns.
pub static D_23: Check = Check {
    id: "D-23",
    naam: "Er is naar verwachting genoeg budget",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "pgb:D-23, pgb:D-50",
    goed: "Er is waarschijnlijk genoeg budget: {euro:beschikbaar}.",
    gebreken: &[&TE_WEINIG_BUDGET],
};

static TE_WEINIG_BUDGET: Gebrek = Gebrek {
    code: "teWeinigBudget",
    wachtend: Klasse::S,
    anders: Klasse::S,
    reikwijdte: Reikwijdte::Declaratie,
    tekst: "Er is waarschijnlijk te weinig budget: {euro:beschikbaar} voor {euro:gevraagd}. Na controle hoort u of de declaratie betaald wordt.",
};

/// Not judged while nothing is known of a pot.
pub(super) fn d_23(oordeel: &mut Oordeel<'_, '_>) {
    let mut asked: HashMap<Uuid, i64> = HashMap::new();
    for beeld in &oordeel.beelden {
        for deel in beeld.verdeling.iter().flat_map(Verdeling::tellend) {
            let Dekking::Pot(pot) = deel.dekking else { continue };
            let sum = asked.entry(pot).or_default();
            *sum = sum.saturating_add(share(deel, beeld.regel.bedrag, beeld.regel.periode.days()));
        }
    }
    let beschikbaar = oordeel.dossier.beschikbaar;
    let known = asked.iter().filter_map(|(pot, asked)| Some((beschikbaar.get(pot)?, *asked)));
    let tightest = known.min_by_key(|(room, asked)| room.cents().saturating_sub(*asked));
    let Some((room, asked)) = tightest else { return };
    let feiten = vec![
        ("beschikbaar", Feit::Bedrag(*room)),
        ("gevraagd", Feit::Bedrag(Euro::from_cents(asked))),
    ];
    let short = room.cents() < asked;
    oordeel.note(&D_23, short.then_some(&TE_WEINIG_BUDGET), None, feiten);
}

/// The share of a stretch in the claimed amount, by days: near enough for a warning.
fn share(deel: &Deel, bedrag: Euro, days: i64) -> i64 {
    bedrag.cents().saturating_mul(deel.dagen.days()).checked_div(days).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::{Periode, Wet, Zorgfunctie};

    use super::super::proef::Proef;
    use super::*;

    #[test]
    fn a_grant_holds_on_the_first_and_the_last_day_and_not_beyond() {
        for (van, tot, good) in [
            (date(2026, 3, 1), date(2026, 3, 31), true),
            (date(2026, 3, 2), date(2026, 3, 31), false),
            (date(2026, 3, 1), date(2026, 3, 30), false),
        ] {
            let mut proef = Proef::new();
            proef.potten[0].periode = Periode::try_new(van, Some(tot)).unwrap();
            proef.assert_is("D-20", good, "geenToekenning");
        }
    }

    #[test]
    fn two_grants_that_join_cover_the_days_between_them() {
        let mut proef = Proef::new();
        let mut later = proef.potten[0].clone();
        later.id = Uuid::from_u128(501);
        proef.potten[0].periode =
            Periode::try_new(date(2026, 1, 1), Some(date(2026, 3, 15))).unwrap();
        later.periode = Periode::try_new(date(2026, 3, 16), None).unwrap();
        proef.potten.push(later);
        proef.assert_goed("D-20");
    }

    #[test]
    fn a_grant_of_another_law_goes_to_a_person() {
        let mut proef = Proef::new();
        proef.wetten = vec![Wet::Jw];
        proef.assert_gebrek("D-21", "andereWet");
        assert_eq!(Proef::new().uitkomst("D-21").klasse, Klasse::Goed);
    }

    #[test]
    fn a_grant_that_was_withdrawn_covers_no_day() {
        let mut proef = Proef::new();
        proef.potten.clear();
        proef.assert_gebrek("D-20", "geenToekenning");
        proef.assert_goed("D-21");
    }

    #[test]
    fn the_function_is_that_of_a_pot_or_the_pot_is_for_all() {
        for (functie, good) in [("02", true), ("99", true), ("01", false)] {
            let mut proef = Proef::new();
            proef.potten[0].zorgfunctie = Zorgfunctie::parse(functie).unwrap();
            proef.assert_is("D-22", good, "andereFunctie");
        }
    }

    #[test]
    fn the_read_copy_only_warns() {
        for (cents, room) in [(60_000, true), (59_999, false)] {
            let mut proef = Proef::new();
            proef.beschikbaar.insert(proef.potten[0].id, Euro::from_cents(cents));
            proef.assert_is("D-23", room, "teWeinigBudget");
            if !room {
                assert_eq!(proef.uitkomst("D-23").klasse, Klasse::S);
            }
        }
        Proef::new().assert_absent("D-23");
    }
}
