//! An agreement that can be taken in, to be spoiled by a test.

use jiff::civil::date;
use kernel::{Id, KvkNummer, Wet};

use super::*;
use crate::persoon::Zorgverlener;
use crate::toekenning::Pot;

pub(crate) fn toekenning() -> Toekenning {
    Toekenning {
        id: Id::from_uuid(Uuid::from_u128(400)),
        wet: Wet::Wmo,
        verstrekker: Id::from_uuid(Uuid::from_u128(1)),
        budgethouder: Id::from_uuid(Uuid::from_u128(10)),
        status: Toekenningstatus::Actief,
        versie: 1,
        revisie: 1,
        potten: vec![Pot {
            id: Id::from_uuid(Uuid::from_u128(500)),
            zorgfunctie: Zorgfunctie::parse("02").unwrap(),
            periode: Periode::try_new(date(2026, 1, 1), Some(date(2026, 12, 31))).unwrap(),
            bedrag: Euro::from_cents(1_000_000),
            verantwoordingsvrij: None,
        }],
    }
}

pub(crate) fn zorgverlener() -> Zorgverlener {
    Zorgverlener {
        id: Id::from_uuid(Uuid::from_u128(20)),
        natuurlijk_persoon: true,
        bsn_ref: Some("ref-bsn".to_owned()),
        kvk_nummer: Some(KvkNummer::parse("90000001").unwrap()),
        agb_code: None,
        geboortedatum: Some(date(1980, 1, 1)),
        betaalgegevens_id: Uuid::from_u128(30),
        iban_ref: "ref-iban".to_owned(),
    }
}

pub(crate) fn aanvraag() -> Aanvraag {
    Aanvraag {
        kenmerk: "ZOV-1".to_owned(),
        budgethouder_id: Uuid::from_u128(10),
        zorgverlener_id: Uuid::from_u128(20),
        soort: SoortOvereenkomst::Opdracht,
        looptijd: Periode::try_new(date(2026, 2, 1), None).unwrap(),
        tariefsoort: Tariefsoort::Formeel,
        derdenbeding: Derdenbeding::Aanwezig,
        veertig_uur: VeertigUur::Geldt,
        voorwaarden: Voorwaarden {
            ondertekening: Ondertekening {
                budgethouder_op: Some(date(2026, 1, 15)),
                zorgverlener_op: Some(date(2026, 1, 15)),
            },
            afgesloten_op: date(2026, 1, 15),
            relatie_budgethouder: Some(Relatie::Geen),
            uren_per_week: Aantal::from_hundredths(800).ok(),
            dagen_per_week: Aantal::from_hundredths(200).ok(),
            vakantietoeslag: Vakantietoeslag::Inbegrepen,
            vakantie_uren: VakantieUren::Geen,
            vakantie_uren_per_jaar: None,
            proeftijd_maanden: None,
            eerdere_overeenkomsten: Vec::new(),
            ib_ondernemer: Some(true),
            formulier: 1,
            aanvullend: Box::default(),
        },
        regels: vec![Aanvraagregel {
            toekenning_id: Uuid::from_u128(400),
            zorgfunctie: Zorgfunctie::parse("02").unwrap(),
            eenheid: Eenheid::Uur,
            tarief: Euro::from_cents(3000),
        }],
    }
}
