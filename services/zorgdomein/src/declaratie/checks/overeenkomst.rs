//! Checks on the agreement: D-30 to D-33 and D-40.
#![warn(clippy::arithmetic_side_effects)]

use kernel::Wet;

use super::{Feit, Oordeel, days, uitsluiting};
use crate::declaratie::catalogus::{ALLE_WETTEN, Check, Gebrek, Klasse, Reikwijdte};
use crate::declaratie::verdeling::Deel;
use crate::zorgovereenkomst::{Derdenbeding, Status};

/// Both approvals are there.
pub static D_30: Check = Check {
    id: "D-30",
    naam: "Zorgovereenkomst is goedgekeurd",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "Rlz 5.16 lid 3",
    goed: "De zorgovereenkomst is goedgekeurd.",
    gebreken: &[&NIET_GOEDGEKEURD],
};

static NIET_GOEDGEKEURD: Gebrek = Gebrek {
    code: "nietGoedgekeurd",
    wachtend: Klasse::B,
    anders: Klasse::A,
    reikwijdte: Reikwijdte::Declaratie,
    tekst: "De zorgovereenkomst is niet goedgekeurd (nu: {tekst:status}). Declareren kan pas na goedkeuring.",
};

pub(super) fn d_30(oordeel: &mut Oordeel<'_, '_>) {
    let status = oordeel.dossier.overeenkomst.status;
    let approved = matches!(status, Status::Actief | Status::Beeindigd);
    let feiten = vec![("status", Feit::Tekst(status.code().into()))];
    oordeel.note(&D_30, (!approved).then_some(&NIET_GOEDGEKEURD), None, feiten);
}

/// The agreement runs on each day of care.
pub static D_31: Check = Check {
    id: "D-31",
    naam: "Zorgovereenkomst loopt op elke zorgdag",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "Rlz 5.23 lid 4 onder d",
    goed: "De zorgovereenkomst loopt op alle dagen.",
    gebreken: &[&BUITEN_LOOPTIJD, &DAGEN_BUITEN_LOOPTIJD],
};

static BUITEN_LOOPTIJD: Gebrek = Gebrek {
    code: "buitenLooptijd",
    wachtend: Klasse::A,
    anders: Klasse::A,
    reikwijdte: Reikwijdte::Regel,
    tekst: "De zorg was van {dag:begindatum} tot en met {dag:einddatum}. De zorgovereenkomst loopt niet op al die dagen: zij begint op {dag:ingangsdatum} en eindigt op {dag:eindeOvereenkomst}.",
};

static DAGEN_BUITEN_LOOPTIJD: Gebrek = Gebrek {
    code: "dagenBuitenLooptijd",
    wachtend: Klasse::A,
    anders: Klasse::A,
    reikwijdte: Reikwijdte::Meerdere,
    tekst: "De zorgovereenkomst begint op {dag:ingangsdatum} en eindigt op {dag:eindeOvereenkomst}. Wij betalen alleen de dagen daarbinnen.",
};

/// A line that says its days, or pays a month, is paid for the days inside; another is refused:
/// how much of it lies inside is not known.
pub(super) fn d_31(oordeel: &mut Oordeel<'_, '_>) {
    oordeel.each_line(&D_31, |dossier, beeld, _, _| {
        let looptijd = dossier.overeenkomst.looptijd;
        let mut feiten = days(beeld.regel.periode).to_vec();
        feiten.push(("ingangsdatum", Feit::Dag(looptijd.van())));
        feiten.extend(looptijd.tot().map(|tot| ("eindeOvereenkomst", Feit::Dag(tot))));
        let outside = uitsluiting::eerste_dag(beeld.regel, &uitsluiting::buiten(looptijd));
        let gebrek =
            outside.map(|_| uitsluiting::of(beeld.regel, &DAGEN_BUITEN_LOOPTIJD, &BUITEN_LOOPTIJD));
        Some((gebrek, feiten))
    });
}

/// The line was agreed, in this unit.
pub static D_32: Check = Check {
    id: "D-32",
    naam: "De afspraak bestaat en de eenheid is dezelfde",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "Rlz 5.23 lid 4 onder d",
    goed: "Deze afspraak staat in de zorgovereenkomst, per {tekst:afgesproken}.",
    gebreken: &[&ONBEKENDE_REGEL, &ANDERE_EENHEID],
};

static ONBEKENDE_REGEL: Gebrek = Gebrek {
    code: "onbekendeRegel",
    wachtend: Klasse::B,
    anders: Klasse::U,
    reikwijdte: Reikwijdte::Regel,
    tekst: "Deze afspraak staat niet in de zorgovereenkomst. Kies een afspraak uit de zorgovereenkomst.",
};

static ANDERE_EENHEID: Gebrek = Gebrek {
    code: "andereEenheid",
    wachtend: Klasse::B,
    anders: Klasse::U,
    reikwijdte: Reikwijdte::Regel,
    tekst: "U declareert per {tekst:gedeclareerd}. In de zorgovereenkomst staat: per {tekst:afgesproken}.",
};

pub(super) fn d_32(oordeel: &mut Oordeel<'_, '_>) {
    for place in 0..oordeel.beelden.len() {
        let Some(beeld) = oordeel.beelden.get(place) else { continue };
        let claimed = beeld.regel.eenheid;
        let agreed = beeld.afspraak.map(|afspraak| afspraak.eenheid);
        let gebrek = match agreed {
            None => Some(&ONBEKENDE_REGEL),
            Some(eenheid) if eenheid != claimed => Some(&ANDERE_EENHEID),
            Some(_) => None,
        };
        let mut feiten = vec![
            ("regelId", Feit::Id(beeld.regel.regel_id.uuid())),
            ("gedeclareerd", Feit::Tekst(claimed.code().into())),
        ];
        feiten.extend(agreed.map(|eenheid| ("afgesproken", Feit::Tekst(eenheid.code().into()))));
        oordeel.note(&D_32, gebrek, Some(place), feiten);
    }
}

/// The rate is the one agreed for each day of care.
pub static D_33: Check = Check {
    id: "D-33",
    naam: "Tarief is het afgesproken tarief op elke zorgdag",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "Rlz 5.23 lid 4 onder d",
    goed: "Het tarief van {euro:tarief} is het afgesproken tarief.",
    gebreken: &[&ANDER_TARIEF, &GEEN_TARIEF, &EERDER_TARIEF],
};

static ANDER_TARIEF: Gebrek = Gebrek {
    code: "anderTarief",
    wachtend: Klasse::B,
    anders: Klasse::A,
    reikwijdte: Reikwijdte::Regel,
    tekst: "U declareert {euro:tarief}. Afgesproken vanaf {dag:dag} is {euro:afgesproken}. Declareer met het afgesproken tarief, en elke periode met een ander tarief apart.",
};

static GEEN_TARIEF: Gebrek = Gebrek {
    code: "geenTarief",
    wachtend: Klasse::B,
    anders: Klasse::A,
    reikwijdte: Reikwijdte::Regel,
    tekst: "Voor {dag:dag} is geen tarief afgesproken in de zorgovereenkomst.",
};

static EERDER_TARIEF: Gebrek = Gebrek {
    code: "eerderTarief",
    wachtend: Klasse::B,
    anders: Klasse::S,
    reikwijdte: Reikwijdte::Regel,
    tekst: "U declareert {euro:tarief}. Dat tarief is later gewijzigd: vanaf {dag:dag} is {euro:afgesproken} afgesproken. Wij betalen het afgesproken tarief.",
};

/// A rate that was agreed when the claim was made and changed since is paid as it is agreed now,
/// whichever came first, the claim or the change (pgb:R-TWK-09).
pub(super) fn d_33(oordeel: &mut Oordeel<'_, '_>) {
    oordeel.each_line(&D_33, |dossier, beeld, _, verdeling| {
        let claimed = beeld.regel.tarief;
        let mut feiten = vec![("tarief", Feit::Bedrag(claimed))];
        let once = |deel: &&Deel| {
            !dossier.overeenkomst.ooit(beeld.regel.regel_id, deel.dagen.van(), claimed)
        };
        let differs = || verdeling.tellend().filter(|deel| deel.tarief != Some(claimed));
        let wrong = differs().find(|deel| deel.tarief.is_none() || once(deel));
        let Some(deel) = wrong.or_else(|| differs().next()) else { return Some((None, feiten)) };
        feiten.push(("dag", Feit::Dag(deel.dagen.van())));
        feiten.extend(deel.tarief.map(|tarief| ("afgesproken", Feit::Bedrag(tarief))));
        let gebrek = match (wrong, deel.tarief) {
            (None, _) => &EERDER_TARIEF,
            (Some(_), Some(_)) => &ANDER_TARIEF,
            (Some(_), None) => &GEEN_TARIEF,
        };
        Some((Some(gebrek), feiten))
    });
}

/// The third-party clause is there.
pub static D_40: Check = Check {
    id: "D-40",
    naam: "Derdenbeding staat in de zorgovereenkomst",
    versie: 1,
    wetten: &[Wet::Wlz, Wet::Wmo, Wet::Jw],
    grondslag: "Rlz 5.16 lid 2 onder c",
    goed: "Het derdenbeding staat in de zorgovereenkomst.",
    gebreken: &[&GEEN_DERDENBEDING],
};

static GEEN_DERDENBEDING: Gebrek = Gebrek {
    code: "geenDerdenbeding",
    wachtend: Klasse::A,
    anders: Klasse::A,
    reikwijdte: Reikwijdte::Regel,
    tekst: "In de zorgovereenkomst ontbreekt het derdenbeding. Zonder dit beding mag er niet worden betaald.",
};

pub(super) fn d_40(oordeel: &mut Oordeel<'_, '_>) {
    oordeel.each_line(&D_40, |dossier, _, afspraak, _| {
        let there = dossier.overeenkomst.derdenbeding == Derdenbeding::Aanwezig;
        let feiten = vec![("wet", Feit::Tekst(afspraak.wet.code().into()))];
        Some(((!there).then_some(&GEEN_DERDENBEDING), feiten))
    });
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::{Eenheid, Euro, Id, Periode};
    use uuid::Uuid;

    use super::super::proef::Proef;
    use super::*;

    #[test]
    fn claims_wait_for_both_approvals() {
        for (status, good) in [
            (Status::Actief, true),
            (Status::Beeindigd, true),
            (Status::Ingediend, false),
            (Status::Afgekeurd, false),
        ] {
            let mut proef = Proef::new();
            proef.overeenkomst.status = status;
            proef.assert_is("D-30", good, "nietGoedgekeurd");
        }
    }

    #[test]
    fn care_outside_the_agreement_is_refused_to_the_day() {
        for (van, tot, good) in [
            (date(2026, 3, 1), None, true),
            (date(2026, 3, 1), Some(date(2026, 3, 31)), true),
            (date(2026, 3, 2), None, false),
            (date(2026, 1, 1), Some(date(2026, 3, 30)), false),
        ] {
            let mut proef = Proef::new();
            proef.overeenkomst.looptijd = Periode::try_new(van, tot).unwrap();
            proef.assert_is("D-31", good, "buitenLooptijd");
        }
    }

    #[test]
    fn a_line_that_was_not_agreed_or_in_another_unit_is_not_paid() {
        let mut proef = Proef::new();
        proef.assert_goed("D-32");
        proef.indiening.regels[0].eenheid = Eenheid::Dagdeel;
        proef.assert_gebrek("D-32", "andereEenheid");
        proef.indiening.regels[0].regel_id = Id::from_uuid(Uuid::from_u128(404));
        proef.assert_gebrek("D-32", "onbekendeRegel");
    }

    #[test]
    fn the_rate_is_the_agreed_one_on_each_day() {
        for (cents, good) in [(3000, true), (3001, false), (2999, false)] {
            let mut proef = Proef::new();
            proef.indiening.regels[0].tarief = Euro::from_cents(cents);
            proef.assert_is("D-33", good, "anderTarief");
        }
        let mut proef = Proef::new();
        let mut later = proef.overeenkomst.regels[0].clone();
        later.tarief = Euro::from_cents(3200);
        later.geldig = Periode::try_new(date(2026, 3, 31), None).unwrap();
        proef.overeenkomst.regels[0].geldig =
            Periode::try_new(date(2026, 1, 1), Some(date(2026, 3, 30))).unwrap();
        proef.overeenkomst.regels.push(later);
        proef.assert_gebrek("D-33", "anderTarief");
        proef.overeenkomst.regels.pop();
        proef.assert_gebrek("D-33", "geenTarief");
    }

    #[test]
    fn a_rate_that_changed_since_is_paid_as_it_is_now() {
        let mut proef = Proef::new();
        let formerly = proef.overeenkomst.regels[0].clone();
        proef.overeenkomst.regels[0].tarief = Euro::from_cents(3200);
        proef.assert_gebrek("D-33", "anderTarief");
        proef.overeenkomst.vervallen.push(formerly);
        proef.assert_gebrek("D-33", "eerderTarief");
        assert_eq!(proef.beslis().verschuldigd, Euro::from_cents(64_000));
    }

    #[test]
    fn a_line_that_names_its_days_is_paid_for_the_days_inside() {
        let mut proef = Proef::new();
        proef.overeenkomst.looptijd =
            Periode::try_new(date(2026, 1, 1), Some(date(2026, 3, 10))).unwrap();
        let day = |d, n| crate::declaratie::Dag {
            datum: date(2026, 3, d),
            aantal: super::super::proef::aantal(n),
        };
        proef.indiening.regels[0].dagen = vec![day(3, 500), day(10, 700), day(11, 800)];
        proef.assert_gebrek("D-31", "dagenBuitenLooptijd");
        let besluit = proef.beslis();
        assert_eq!(besluit.verschuldigd, Euro::from_cents(36_000));
        assert_eq!(besluit.regels[0].aantal_toegekend.hundredths(), 1200);
        proef.indiening.regels[0].dagen = vec![day(3, 1000), day(10, 1000)];
        proef.assert_goed("D-31");
    }

    #[test]
    fn without_the_derdenbeding_nothing_is_paid_but_under_the_zvw() {
        let mut proef = Proef::new();
        proef.assert_goed("D-40");
        proef.overeenkomst.derdenbeding = Derdenbeding::Afwezig;
        proef.assert_gebrek("D-40", "geenDerdenbeding");
        proef.set_wet(Wet::Zvw);
        proef.assert_absent("D-40");
    }
}
