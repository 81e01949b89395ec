//! Checks on doubles: D-60 and D-61.
#![warn(clippy::arithmetic_side_effects)]

use super::{Feit, Oordeel, days};
use crate::declaratie::catalogus::{ALLE_WETTEN, Check, Gebrek, Klasse, Reikwijdte};

/// The same care is claimed once.
pub static D_60: Check = Check {
    id: "D-60",
    naam: "Deze zorg is niet eerder gedeclareerd",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "pgb:D-60",
    goed: "Deze zorg is niet eerder gedeclareerd.",
    gebreken: &[&AL_GEDECLAREERD, &DUBBELE_REGEL],
};

static AL_GEDECLAREERD: Gebrek = Gebrek {
    code: "alGedeclareerd",
    wachtend: Klasse::B,
    anders: Klasse::A,
    reikwijdte: Reikwijdte::Regel,
    tekst: "De zorg van {dag:begindatum} tot en met {dag:einddatum} is al gedeclareerd, van {dag:eerdereBegindatum} tot en met {dag:eerdereEinddatum}.",
};

static DUBBELE_REGEL: Gebrek = Gebrek {
    code: "dubbeleRegel",
    wachtend: Klasse::B,
    anders: Klasse::A,
    reikwijdte: Reikwijdte::Regel,
    tekst: "De zorg van {dag:begindatum} tot en met {dag:einddatum} staat twee keer op deze declaratie.",
};

/// A line is a double when an earlier claim, or an earlier line of this one, has the same line of
/// the agreement on one of its days. Where both say days, only days they share count.
pub(super) fn d_60(oordeel: &mut Oordeel<'_, '_>) {
    for place in 0..oordeel.beelden.len() {
        let Some(beeld) = oordeel.beelden.get(place) else { continue };
        let regel = beeld.regel;
        let mut feiten = days(regel.periode).to_vec();
        let own_days = |day| regel.dagen.iter().any(|dag| dag.datum == day);
        let earlier = oordeel.dossier.eerdere.iter().find(|other| {
            other.regel_id == regel.regel_id
                && other.dagen.overlaps(regel.periode)
                && (regel.dagen.is_empty()
                    || other.uren_per_dag.is_empty()
                    || other.uren_per_dag.iter().any(|(day, _)| own_days(*day)))
        });
        if let Some(other) = earlier {
            feiten.push(("eerdereDeclaratieId", Feit::Id(other.declaratie_id.uuid())));
            feiten.push(("eerdereBegindatum", Feit::Dag(other.dagen.van())));
            feiten.push(("eerdereEinddatum", Feit::Dag(other.dagen.tot())));
            oordeel.note(&D_60, Some(&AL_GEDECLAREERD), Some(place), feiten);
            continue;
        }
        let twin = oordeel.beelden.iter().take(place).any(|other| {
            other.regel.regel_id == regel.regel_id
                && other.regel.periode.overlaps(regel.periode)
                && (regel.dagen.is_empty()
                    || other.regel.dagen.is_empty()
                    || other.regel.dagen.iter().any(|dag| own_days(dag.datum)))
        });
        oordeel.note(&D_60, twin.then_some(&DUBBELE_REGEL), Some(place), feiten);
    }
}

/// An invoice number is used once per zorgverlener and budgethouder.
pub static D_61: Check = Check {
    id: "D-61",
    naam: "Dit factuurnummer is nieuw",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "pgb:D-61",
    goed: "Factuurnummer {tekst:factuurnummer} is nieuw.",
    gebreken: &[&FACTUURNUMMER_BEKEND],
};

static FACTUURNUMMER_BEKEND: Gebrek = Gebrek {
    code: "factuurnummerBekend",
    wachtend: Klasse::B,
    anders: Klasse::U,
    reikwijdte: Reikwijdte::Declaratie,
    tekst: "Factuurnummer {tekst:factuurnummer} van deze zorgverlener is al gebruikt. Controleer of u deze factuur al heeft gedeclareerd.",
};

pub(super) fn d_61(oordeel: &mut Oordeel<'_, '_>) {
    let Some(number) = oordeel.dossier.indiening.factuurnummer.clone() else { return };
    let other = oordeel.dossier.zelfde_factuur;
    let mut feiten = vec![("factuurnummer", Feit::Tekst(number.into()))];
    feiten.extend(other.map(|other| ("eerdereDeclaratieId", Feit::Id(other.uuid()))));
    oordeel.note(&D_61, other.is_some().then_some(&FACTUURNUMMER_BEKEND), None, feiten);
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use kernel::{Aantal, Id, Wet};
    use uuid::Uuid;

    use super::super::EerdereRegel;
    use super::super::proef::{Proef, regel_id};
    use crate::declaratie::{Dag, Zorgdagen};

    fn earlier(van: Date, tot: Date) -> EerdereRegel {
        EerdereRegel {
            declaratie_id: Id::from_uuid(Uuid::from_u128(900)),
            regel_id: regel_id(),
            wet: Wet::Wmo,
            dagen: Zorgdagen::try_new(van, tot).unwrap(),
            uren: 100,
            uren_per_dag: Vec::new(),
        }
    }

    #[test]
    fn one_shared_day_of_the_same_line_is_a_double() {
        for (van, tot, good) in [
            (date(2026, 2, 1), date(2026, 2, 28), true),
            (date(2026, 2, 1), date(2026, 3, 1), false),
            (date(2026, 3, 10), date(2026, 3, 10), false),
            (date(2026, 3, 31), date(2026, 4, 3), false),
            (date(2026, 4, 1), date(2026, 4, 3), true),
        ] {
            let mut proef = Proef::new();
            proef.eerdere.push(earlier(van, tot));
            proef.assert_is("D-60", good, "alGedeclareerd");
            proef.eerdere[0].regel_id = Id::from_uuid(Uuid::from_u128(5));
            proef.assert_goed("D-60");
        }
    }

    #[test]
    fn claims_that_both_name_their_days_are_doubles_only_on_shared_days() {
        let day = |d| date(2026, 3, d);
        let mut proef = Proef::new();
        let mut other = earlier(day(1), day(31));
        other.uren_per_dag = vec![(day(2), 400), (day(9), 400)];
        proef.eerdere.push(other);
        proef.assert_gebrek("D-60", "alGedeclareerd");
        let hours = |n| Aantal::from_hundredths(n).unwrap();
        proef.indiening.regels[0].dagen = vec![Dag { datum: day(3), aantal: hours(2000) }];
        proef.assert_goed("D-60");
        proef.indiening.regels[0].dagen = vec![Dag { datum: day(9), aantal: hours(2000) }];
        proef.assert_gebrek("D-60", "alGedeclareerd");
    }

    #[test]
    fn a_line_that_stands_twice_on_one_claim_is_a_double() {
        let mut proef = Proef::new();
        let twin = proef.indiening.regels[0].clone();
        proef.indiening.regels.push(twin);
        proef.assert_gebrek("D-60", "dubbeleRegel");
    }

    #[test]
    fn an_invoice_number_is_used_once() {
        let mut proef = Proef::new();
        proef.assert_absent("D-61");
        proef.indiening.factuurnummer = Some("F-1".to_owned());
        proef.assert_goed("D-61");
        proef.zelfde_factuur = Some(Id::from_uuid(Uuid::from_u128(3)));
        proef.assert_gebrek("D-61", "factuurnummerBekend");
    }
}
