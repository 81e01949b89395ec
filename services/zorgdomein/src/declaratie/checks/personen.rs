//! Checks on persons: D-01 to D-04, D-06 and D-12.
#![warn(clippy::arithmetic_side_effects)]

use kernel::Wet;

use super::{Feit, Oordeel};
use crate::declaratie::catalogus::{ALLE_WETTEN, Check, Gebrek, Klasse, Reikwijdte};
use crate::zorgovereenkomst::Tariefsoort;

/// Budgethouder known and the one of the grant.
pub static D_01: Check = Check {
    id: "D-01",
    naam: "Budgethouder is bekend en is de budgethouder van de toekenning",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "Rlz 5.23 lid 2 onder b",
    goed: "Wij kennen de budgethouder en zijn of haar budget.",
    gebreken: &[&GEEN_BUDGET],
};

static GEEN_BUDGET: Gebrek = Gebrek {
    code: "geenBudget",
    wachtend: Klasse::B,
    anders: Klasse::A,
    reikwijdte: Reikwijdte::Declaratie,
    tekst: "Wij vinden geen budget van deze budgethouder. Controleer of de zorgovereenkomst klopt.",
};

pub(super) fn d_01(oordeel: &mut Oordeel<'_, '_>) {
    let dossier = oordeel.dossier;
    let known = !dossier.wetten.is_empty();
    let feiten = vec![
        ("budgethouderId", Feit::Id(dossier.overeenkomst.budgethouder_id)),
        ("potten", Feit::Getal(i64::try_from(dossier.potten.len()).unwrap_or(i64::MAX))),
    ];
    oordeel.note(&D_01, (!known).then_some(&GEEN_BUDGET), None, feiten);
}

/// Who hands it in may do so on that day.
pub static D_02: Check = Check {
    id: "D-02",
    naam: "Indiener beheert het budget op de dag van indienen",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "Rlz 5.23 lid 2 onder e",
    goed: "U mag voor deze budgethouder declareren.",
    gebreken: &[&NIET_BEVOEGD],
};

static NIET_BEVOEGD: Gebrek = Gebrek {
    code: "nietBevoegd",
    wachtend: Klasse::B,
    anders: Klasse::A,
    reikwijdte: Reikwijdte::Declaratie,
    tekst: "U mocht op {dag:ingediendOp} niet declareren voor deze budgethouder. Alleen de budgethouder of de vertegenwoordiger mag dat.",
};

/// Not judged when an organisation hands it in: its scope was checked at the door.
pub(super) fn d_02(oordeel: &mut Oordeel<'_, '_>) {
    let dossier = oordeel.dossier;
    let Some(person) = dossier.indiening.ingediend_door else { return };
    let dag = dossier.ingediend_op;
    let may =
        dossier.budgethouder.bevoegden.iter().any(|(id, on)| *id == person && on.contains(dag));
    let feiten = vec![("ingediendDoor", Feit::Id(person)), ("ingediendOp", Feit::Dag(dag))];
    oordeel.note(&D_02, (!may).then_some(&NIET_BEVOEGD), None, feiten);
}

/// The zorgverlener of the claim is the one of the agreement.
pub static D_03: Check = Check {
    id: "D-03",
    naam: "Zorgverlener is die van de zorgovereenkomst",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "Rlz 5.23 lid 2 onder a",
    goed: "De zorgverlener is dezelfde als in de zorgovereenkomst.",
    gebreken: &[&ANDERE_ZORGVERLENER],
};

static ANDERE_ZORGVERLENER: Gebrek = Gebrek {
    code: "andereZorgverlener",
    wachtend: Klasse::B,
    anders: Klasse::A,
    reikwijdte: Reikwijdte::Declaratie,
    tekst: "De zorgverlener op de declaratie is een ander dan in de zorgovereenkomst. Kies de juiste zorgovereenkomst.",
};

/// What the claim does not say is taken from the agreement it names, and then is the same.
pub(super) fn d_03(oordeel: &mut Oordeel<'_, '_>) {
    let dossier = oordeel.dossier;
    let (said, known) = (&dossier.indiening.opgave, dossier.zorgverlener);
    let same_person = said.bsn_ref.as_ref().is_none_or(|r| known.bsn_ref.as_ref() == Some(r));
    let same_firm = said.kvk_nummer.as_ref().is_none_or(|n| known.kvk_nummer.as_ref() == Some(n));
    let compared = match (&said.bsn_ref, &said.kvk_nummer) {
        (Some(_), Some(_)) => "bsn en kvkNummer",
        (Some(_), None) => "bsn",
        (None, Some(_)) => "kvkNummer",
        (None, None) => "zorgovereenkomst",
    };
    let feiten = vec![
        ("zorgverlenerId", Feit::Id(dossier.overeenkomst.zorgverlener_id)),
        ("vergelekenOp", Feit::Tekst(compared.into())),
    ];
    let wrong = (!(same_person && same_firm)).then_some(&ANDERE_ZORGVERLENER);
    oordeel.note(&D_03, wrong, None, feiten);
}

/// The account of the claim is the one we pay to.
pub static D_04: Check = Check {
    id: "D-04",
    naam: "Rekeningnummer is dat van de zorgverlener",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "pgb:D-04",
    goed: "Het rekeningnummer is het nummer dat wij kennen.",
    gebreken: &[&ANDERE_REKENING],
};

static ANDERE_REKENING: Gebrek = Gebrek {
    code: "andereRekening",
    wachtend: Klasse::H,
    anders: Klasse::H,
    reikwijdte: Reikwijdte::Declaratie,
    tekst: "Het rekeningnummer op de declaratie is een ander nummer dan wij kennen. Wij betalen pas als dit is nagekeken.",
};

pub(super) fn d_04(oordeel: &mut Oordeel<'_, '_>) {
    let dossier = oordeel.dossier;
    let Some(said) = &dossier.indiening.opgave.iban_ref else { return };
    let same = dossier.zorgverlener.iban_ref.as_ref() == Some(said);
    let feiten = vec![("betaalgegevensId", Feit::Id(dossier.zorgverlener.betaalgegevens_id))];
    oordeel.note(&D_04, (!same).then_some(&ANDERE_REKENING), None, feiten);
}

/// The zorgverlener is another than the budgethouder.
pub static D_06: Check = Check {
    id: "D-06",
    naam: "Zorgverlener is een ander dan de budgethouder",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "pgb:D-06",
    goed: "De zorgverlener is een ander dan de budgethouder.",
    gebreken: &[&ZELFDE_PERSOON],
};

static ZELFDE_PERSOON: Gebrek = Gebrek {
    code: "zelfdePersoon",
    wachtend: Klasse::B,
    anders: Klasse::A,
    reikwijdte: Reikwijdte::Declaratie,
    tekst: "De budgethouder kan zichzelf niet betalen uit het budget.",
};

pub(super) fn d_06(oordeel: &mut Oordeel<'_, '_>) {
    let overeenkomst = oordeel.dossier.overeenkomst;
    let same = overeenkomst.budgethouder_id == overeenkomst.zorgverlener_id;
    let feiten = vec![("zorgverlenerId", Feit::Id(overeenkomst.zorgverlener_id))];
    oordeel.note(&D_06, same.then_some(&ZELFDE_PERSOON), None, feiten);
}

/// A professional under the Zvw has an AGB-code.
pub static D_12: Check = Check {
    id: "D-12",
    naam: "Zorgverlener heeft een AGB-code",
    versie: 1,
    wetten: &[Wet::Zvw],
    grondslag: "pgb:D-12",
    goed: "De zorgverlener heeft een AGB-code.",
    gebreken: &[&GEEN_AGB],
};

static GEEN_AGB: Gebrek = Gebrek {
    code: "geenAgbCode",
    wachtend: Klasse::B,
    anders: Klasse::U,
    reikwijdte: Reikwijdte::Regel,
    tekst: "Voor het formele tarief van de Zorgverzekeringswet is een AGB-code nodig. Wij kennen er geen van deze zorgverlener.",
};

/// Judged where the rates of professionals hold.
pub(super) fn d_12(oordeel: &mut Oordeel<'_, '_>) {
    oordeel.each_line(&D_12, |dossier, _, _, _| {
        if dossier.overeenkomst.tariefsoort != Tariefsoort::Formeel {
            return None;
        }
        let known = dossier.zorgverlener.agb_code.is_some();
        let feiten = vec![("zorgverlenerId", Feit::Id(dossier.overeenkomst.zorgverlener_id))];
        Some(((!known).then_some(&GEEN_AGB), feiten))
    });
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::{AgbCode, KvkNummer, Periode, Wet};
    use uuid::Uuid;

    use super::super::proef::Proef;

    #[test]
    fn a_budgethouder_without_a_grant_is_not_known() {
        let mut proef = Proef::new();
        proef.assert_goed("D-01");
        proef.wetten.clear();
        proef.assert_gebrek("D-01", "geenBudget");
    }

    #[test]
    fn only_a_registered_manager_may_hand_in_on_that_day() {
        let person = Uuid::from_u128(77);
        let mut proef = Proef::new();
        proef.assert_absent("D-02");
        proef.indiening.ingediend_door = Some(person);
        proef.assert_gebrek("D-02", "nietBevoegd");
        for (tot, may) in [(date(2026, 4, 12), true), (date(2026, 4, 11), false)] {
            let periode = Periode::try_new(date(2026, 1, 1), Some(tot)).unwrap();
            proef.budgethouder.bevoegden = vec![(person, periode)];
            proef.assert_is("D-02", may, "nietBevoegd");
        }
    }

    #[test]
    fn a_guardian_manages_in_the_place_of_the_budgethouder_and_a_gemachtigde_beside_him() {
        use crate::persoon::{Bevoegde, Vertegenwoordiging};
        let (own, other) = (Uuid::from_u128(10), Uuid::from_u128(11));
        for (code, expected) in [
            (1, vec![own]),
            (2, vec![own, other]),
            (3, vec![other]),
            (4, vec![other]),
            (7, vec![own]),
            (9, vec![own, other]),
            (10, vec![other]),
        ] {
            let soort = Vertegenwoordiging::of_code(code).unwrap();
            let who = [Bevoegde { persoon: Some(other.into()), soort }];
            let managed =
                super::super::Budgethouder::managed_by(own.into(), &who, date(2026, 4, 12));
            let found: Vec<Uuid> = managed.bevoegden.iter().map(|(id, _)| *id).collect();
            assert_eq!(found, expected, "{code}");
        }
    }

    #[test]
    fn the_zorgverlener_of_the_claim_is_that_of_the_agreement() {
        let kvk = |n: &str| Some(KvkNummer::parse(n).unwrap());
        for (bsn_ref, kvk_nummer, same) in [
            (None, None, true),
            (Some("ref-bsn"), None, true),
            (Some("other"), None, false),
            (None, kvk("90000001"), true),
            (None, kvk("90000002"), false),
            (Some("ref-bsn"), kvk("90000002"), false),
        ] {
            let mut proef = Proef::new();
            proef.indiening.opgave.bsn_ref = bsn_ref.map(str::to_owned);
            proef.indiening.opgave.kvk_nummer = kvk_nummer;
            proef.assert_is("D-03", same, "andereZorgverlener");
        }
    }

    #[test]
    fn nobody_pays_himself() {
        let mut proef = Proef::new();
        proef.assert_goed("D-06");
        proef.overeenkomst.zorgverlener_id = proef.overeenkomst.budgethouder_id;
        proef.assert_gebrek("D-06", "zelfdePersoon");
    }

    #[test]
    fn the_formal_rate_of_the_zvw_wants_an_agb_code() {
        let mut proef = Proef::new();
        proef.overeenkomst.tariefsoort = crate::zorgovereenkomst::Tariefsoort::Formeel;
        proef.assert_absent("D-12");
        proef.set_wet(Wet::Zvw);
        proef.assert_gebrek("D-12", "geenAgbCode");
        proef.zorgverlener.agb_code = Some(AgbCode::parse("75000001").unwrap());
        proef.assert_goed("D-12");
        proef.zorgverlener.agb_code = None;
        proef.overeenkomst.tariefsoort = crate::zorgovereenkomst::Tariefsoort::Informeel;
        proef.assert_absent("D-12");
    }

    #[test]
    fn another_account_holds_the_claim() {
        let mut proef = Proef::new();
        proef.assert_absent("D-04");
        proef.indiening.opgave.iban_ref = Some("ref-iban".to_owned());
        proef.assert_goed("D-04");
        proef.indiening.opgave.iban_ref = Some("other".to_owned());
        proef.assert_gebrek("D-04", "andereRekening");
    }
}
