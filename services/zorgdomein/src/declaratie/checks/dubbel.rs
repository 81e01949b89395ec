//! Checks on doubles: D-60 to D-63.
#![warn(clippy::arithmetic_side_effects)]

use contracts::Entree;
use jiff::civil::Date;

use super::{EerdereRegel, Feit, Oordeel, days};
use crate::declaratie::catalogus::{ALLE_WETTEN, Check, Gebrek, Klasse, Reikwijdte};
use crate::declaratie::opgave::Kostensoort;

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
        let same_care = |other: &&EerdereRegel| {
            other.regel_id == regel.regel_id
                && other.dagen.overlaps(regel.periode)
                && (regel.dagen.is_empty()
                    || other.uren_per_dag.is_empty()
                    || other.uren_per_dag.iter().any(|(day, _)| own_days(*day)))
        };
        if let Some(other) = oordeel.dossier.eerdere.iter().find(same_care) {
            let twin = on_paper(other.entree) != on_paper(oordeel.dossier.indiening.entree);
            feiten.push(("eerdereDeclaratieId", Feit::Id(other.declaratie_id.uuid())));
            feiten.push(("eerdereBegindatum", Feit::Dag(other.dagen.van())));
            feiten.push(("eerdereEinddatum", Feit::Dag(other.dagen.tot())));
            if twin {
                oordeel.note(&D_63, Some(&OOK_OP_PAPIER), Some(place), feiten);
            } else {
                oordeel.note(&D_60, Some(&AL_GEDECLAREERD), Some(place), feiten);
            }
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

/// Care claimed on paper is not claimed digitally as well.
pub static D_63: Check = Check {
    id: "D-63",
    naam: "Deze zorg is niet zowel op papier als digitaal gedeclareerd",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "pgb:D-63",
    goed: "Deze zorg is langs een weg gedeclareerd.",
    gebreken: &[&OOK_OP_PAPIER],
};

static OOK_OP_PAPIER: Gebrek = Gebrek {
    code: "papierenTweeling",
    wachtend: Klasse::U,
    anders: Klasse::U,
    reikwijdte: Reikwijdte::Regel,
    tekst: "De zorg van {dag:begindatum} tot en met {dag:einddatum} is ook langs de andere weg gedeclareerd (papier of digitaal). Een medewerker kijkt of het dezelfde zorg is.",
};

fn on_paper(entree: Entree) -> bool {
    entree == Entree::Papier
}

/// One claim for a month in the portal: a second one means that the first is to be changed.
pub static D_62: Check = Check {
    id: "D-62",
    naam: "Dit is de enige declaratie van deze maand bij deze zorgovereenkomst",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "pgb:R-DED-04",
    goed: "Dit is de eerste declaratie van deze maand.",
    gebreken: &[&TWEEDE_DEZE_MAAND],
};

static TWEEDE_DEZE_MAAND: Gebrek = Gebrek {
    code: "tweedeDezeMaand",
    wachtend: Klasse::B,
    anders: Klasse::U,
    reikwijdte: Reikwijdte::Declaratie,
    tekst: "Er is al een declaratie van de maand van {dag:maand} bij deze zorgovereenkomst. Trek die in en dien alles samen in.",
};

/// Judged in the portal only; other costs than care may come beside it.
pub(super) fn d_62(oordeel: &mut Oordeel<'_, '_>) {
    let dossier = oordeel.dossier;
    let care = Kostensoort::Zorg;
    if dossier.indiening.entree != Entree::Portaal || dossier.indiening.opgave.kostensoort != care {
        return;
    }
    let month = |day: Date| day.first_of_month();
    let months: Vec<Date> =
        dossier.indiening.regels.iter().map(|regel| month(regel.periode.van())).collect();
    let second = dossier.eerdere.iter().find(|other| {
        other.zorgovereenkomst_id == dossier.overeenkomst.id
            && other.kostensoort == care
            && months.contains(&month(other.dagen.van()))
    });
    let mut feiten: Vec<_> =
        months.first().map(|first| ("maand", Feit::Dag(*first))).into_iter().collect();
    feiten.extend(second.map(|own| ("eerdereDeclaratieId", Feit::Id(own.declaratie_id.uuid()))));
    oordeel.note(&D_62, second.map(|_| &TWEEDE_DEZE_MAAND), None, feiten);
}

#[cfg(test)]
pub(super) mod proef {
    use jiff::civil::Date;
    use kernel::{Eenheid, Id, Wet};
    use uuid::Uuid;

    use super::super::EerdereRegel;
    use super::super::proef::regel_id;
    use crate::declaratie::Zorgdagen;
    use crate::declaratie::opgave::Kostensoort;

    /// An earlier line of the example's line on these days.
    pub(in super::super) fn earlier(van: Date, tot: Date) -> EerdereRegel {
        EerdereRegel {
            declaratie_id: Id::from_uuid(Uuid::from_u128(900)),
            zorgovereenkomst_id: Id::from_uuid(Uuid::from_u128(200)),
            entree: contracts::Entree::Bulk,
            kostensoort: Kostensoort::Zorg,
            eenheid: Eenheid::Uur,
            regel_id: regel_id(),
            wet: Wet::Wmo,
            dagen: Zorgdagen::try_new(van, tot).unwrap(),
            uren: 100,
            uren_per_dag: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use contracts::Entree;
    use jiff::civil::date;
    use kernel::{Aantal, Id};
    use uuid::Uuid;

    use super::super::proef::Proef;
    use super::proef::earlier;
    use crate::declaratie::{Dag, Status};

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
    fn a_paper_twin_of_a_digital_claim_is_looked_at() {
        let mut proef = Proef::new();
        proef.eerdere.push(earlier(date(2026, 3, 1), date(2026, 3, 31)));
        proef.eerdere[0].entree = Entree::Papier;
        proef.assert_gebrek("D-63", "papierenTweeling");
        proef.assert_absent("D-60");
        assert_eq!(proef.beslis().status, Status::Uitval);
        proef.indiening.entree = Entree::Papier;
        proef.assert_gebrek("D-60", "alGedeclareerd");
    }

    #[test]
    fn the_portal_takes_one_claim_a_month() {
        use super::super::super::beslissing::Besluit;
        let mut proef = Proef::new();
        let mut other = earlier(date(2026, 3, 1), date(2026, 3, 31));
        other.regel_id = Id::from_uuid(Uuid::from_u128(5));
        proef.eerdere.push(other);
        proef.assert_absent("D-62");
        proef.indiening.entree = Entree::Portaal;
        let Besluit::Geweigerd(found) = proef.decide() else { panic!("a second claim") };
        assert!(found.iter().any(|u| u.gebrek.is_some_and(|g| g.code == "tweedeDezeMaand")));
        proef.eerdere[0].zorgovereenkomst_id = Id::from_uuid(Uuid::from_u128(6));
        proef.assert_goed("D-62");
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
