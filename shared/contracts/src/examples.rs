//! One plainly invented example of each fact: the golden files, and the examples of the published
//! description.

use jiff::civil::{Date, date};
use kernel::{
    Aantal, Bsn, Eenheid, Euro, Iban, KvkNummer, Maand, Oin, Periode, SoortOvereenkomst, Wet,
    Zorgfunctie,
};
use uuid::Uuid;

use crate::agreement::{
    Overeenkomststatus, OvereenkomsttaakVastgesteld, Regel, Taakstatus, ZorgovereenkomstGetoetst,
    ZorgovereenkomstIngediend, ZorgovereenkomstVastgesteld,
};
use crate::claim::{
    DeclaratieGeboekt, DeclaratieIngediend, DeclaratieSoort, DeclaratieVastgesteld, Entree,
    IngediendeRegel, VerschuldigdeRegel,
};
use crate::grant::{Pot, ToekenningStatus, ToekenningVastgesteld};
use crate::labour::{
    Bedingen, Beloning, Bevinding, Bevindinguitkomst, EindeOp, Looptijd, Ondertekening, Partijen,
    Relatie, Toetsfeiten, Uitkomst, Uren, VakantieUren, Vakantietoeslag,
};
use crate::payment::{
    Betaalstaat, BetalingBijgewerkt, BudgetstandBijgewerkt, Declaratiedeel, Potstand,
    VorderingBijgewerkt,
};
use crate::people::{
    BetaalgegevensVastgesteld, BudgethouderVastgesteld, Mandaat, VerstrekkerVastgesteld,
    ZorgverlenerVastgesteld,
};
use crate::risk::MaatregelVastgesteld;

const VERSTREKKER: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
const BUDGETHOUDER: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0002);
const ZORGVERLENER: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0003);
const TOEKENNING: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0004);
const POT: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0005);
const OVEREENKOMST: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0006);
const TAAK: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_00a1);
const REGEL: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0007);
const DECLARATIE: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0008);
const BETAALGEGEVENS: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0009);
const BETALING: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_000a);
const VORDERING: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_000b);
const MAATREGEL: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_000c);

const FIRST: Date = date(2026, 1, 1);
const LAST: Date = date(2026, 12, 31);

fn year() -> Periode {
    Periode::try_new(FIRST, Some(LAST)).expect("a year ends after it begins")
}

fn hours(hundredths: i64) -> Aantal {
    Aantal::from_hundredths(hundredths).expect("a small quantity")
}

fn zorgfunctie() -> Zorgfunctie {
    Zorgfunctie::parse("02").expect("a function code")
}

/// A budgethouder with a reference to an account.
pub fn budgethouder_vastgesteld() -> BudgethouderVastgesteld {
    BudgethouderVastgesteld {
        budgethouder_id: BUDGETHOUDER,
        verstrekkers: vec![VERSTREKKER],
        iban_ref: None,
        adres_ref: Some("5d1c0a".to_owned()),
        contact_ref: None,
        minderjarig: false,
        overlijdensdatum: None,
    }
}

/// A firm.
pub fn zorgverlener_vastgesteld() -> ZorgverlenerVastgesteld {
    ZorgverlenerVastgesteld {
        zorgverlener_id: ZORGVERLENER,
        natuurlijk_persoon: false,
        kvk_nummer: KvkNummer::parse("90000001").ok(),
        verstrekkers: vec![VERSTREKKER],
        iban_ref: Some("77ab01".to_owned()),
        adres_ref: None,
        contact_ref: None,
    }
}

/// Where a person is paid.
pub fn betaalgegevens_vastgesteld() -> BetaalgegevensVastgesteld {
    BetaalgegevensVastgesteld {
        betaalgegevens_id: BETAALGEGEVENS,
        zorgverlener_id: ZORGVERLENER,
        rekeninghouder: "Z. Proefpersoon".to_owned(),
        iban: Iban::parse("NL91ABNA0417164300").expect("a well-known example account"),
        iban_ref: "77ab01".to_owned(),
        bsn: Bsn::of_test_persons().nth(1),
        kvk_nummer: None,
    }
}

/// A year of begeleiding.
pub fn toekenning_vastgesteld() -> ToekenningVastgesteld {
    ToekenningVastgesteld {
        toekenning_id: TOEKENNING,
        wet: Wet::Wmo,
        verstrekker_id: VERSTREKKER,
        budgethouder_id: BUDGETHOUDER,
        status: ToekenningStatus::Actief,
        potten: vec![Pot {
            id: POT,
            zorgfunctie: zorgfunctie(),
            periode: year(),
            bedrag: Euro::from_cents(1_200_000),
        }],
    }
}

/// An opdracht by the hour, as the toets reads it.
pub fn toetsfeiten() -> Toetsfeiten {
    Toetsfeiten {
        formulier: 1,
        soort: SoortOvereenkomst::Opdracht,
        wetten: vec![Wet::Wmo],
        partijen: Partijen {
            budgethouder_ref: "a1".to_owned(),
            zorgverlener_ref: "b2".to_owned(),
            geboortedatum_zorgverlener: Some(date(1985, 5, 10)),
            relatie_budgethouder: Some(Relatie::Geen),
            relatie_vertegenwoordiger: None,
            kvk_ingeschreven: true,
            ib_ondernemer: Some(true),
        },
        looptijd: Looptijd {
            periode: Periode::try_new(date(2026, 2, 1), None).expect("an open end"),
            einde_op: EindeOp::Kalenderdatum,
            toekenning: Some(year()),
            afgesloten_op: date(2026, 1, 20),
            eerdere_overeenkomsten: Vec::new(),
        },
        uren: Uren {
            per_week: Some(hours(600)),
            wlz_per_week: None,
            dagen_per_week: Some(hours(200)),
            alleen_gemiddelde: false,
            ontheffing_veertig_uur: false,
        },
        beloning: Beloning {
            bedrag: Euro::from_cents(3500),
            eenheid: Eenheid::Uur,
            uren_van_eenheid: None,
            vakantietoeslag: Vakantietoeslag::Inbegrepen,
            vakantie_uren: VakantieUren::Geen,
            vakantie_uren_per_jaar: None,
        },
        bedingen: Bedingen { proeftijd_maanden: None, derdenbeding: true },
        ondertekening: Ondertekening {
            budgethouder_op: Some(date(2026, 1, 20)),
            zorgverlener_op: Some(date(2026, 1, 20)),
        },
        aanvullend: Box::default(),
    }
}

/// An agreement that wants its toets.
pub fn zorgovereenkomst_ingediend() -> ZorgovereenkomstIngediend {
    ZorgovereenkomstIngediend {
        zorgovereenkomst_id: OVEREENKOMST,
        overeenkomst_versie: 1,
        verstrekkers: vec![VERSTREKKER],
        ingediend_op: date(2026, 1, 21),
        feiten: toetsfeiten(),
    }
}

/// An agreement in order.
pub fn zorgovereenkomst_getoetst() -> ZorgovereenkomstGetoetst {
    ZorgovereenkomstGetoetst {
        zorgovereenkomst_id: OVEREENKOMST,
        overeenkomst_versie: 1,
        uitkomst: Uitkomst::Akkoord,
        bevindingen: vec![Bevinding {
            regel: "FORM-04".to_owned(),
            regel_versie: 1,
            uitkomst: Bevindinguitkomst::Akkoord,
            grond: None,
            artikelen: vec!["Stcrt. 2017, 11464".to_owned()],
            toelichting: "Het derdenbeding staat in de overeenkomst.".to_owned(),
            taak_op: None,
        }],
    }
}

/// Notice that an agreement ends.
pub fn overeenkomsttaak_vastgesteld() -> OvereenkomsttaakVastgesteld {
    OvereenkomsttaakVastgesteld {
        taak_id: TAAK,
        zorgovereenkomst_id: OVEREENKOMST,
        overeenkomst_versie: 1,
        regel: "OPZ-04".to_owned(),
        taak_op: date(2026, 12, 31),
        toelichting: "Laat uiterlijk 31 december 2026 schriftelijk weten of u doorgaat.".to_owned(),
        status: Taakstatus::Open,
    }
}

/// An active agreement.
pub fn zorgovereenkomst_vastgesteld() -> ZorgovereenkomstVastgesteld {
    ZorgovereenkomstVastgesteld {
        zorgovereenkomst_id: OVEREENKOMST,
        budgethouder_id: BUDGETHOUDER,
        zorgverlener_id: ZORGVERLENER,
        soort: SoortOvereenkomst::Opdracht,
        status: Overeenkomststatus::Actief,
        salarisadministratie: false,
        regels: vec![Regel {
            regel_id: REGEL,
            verstrekker_id: VERSTREKKER,
            wet: Wet::Wmo,
            zorgfunctie: zorgfunctie(),
            eenheid: Eenheid::Uur,
            tarief: Euro::from_cents(3000),
            geldig_van: date(2026, 2, 1),
            geldig_tot: None,
        }],
    }
}

/// Twenty hours in March.
pub fn declaratie_ingediend() -> DeclaratieIngediend {
    DeclaratieIngediend {
        declaratie_id: DECLARATIE,
        zorgovereenkomst_id: OVEREENKOMST,
        budgethouder_id: BUDGETHOUDER,
        zorgverlener_id: ZORGVERLENER,
        verstrekker_id: VERSTREKKER,
        soort: DeclaratieSoort::Factuur,
        entree: Entree::Rest,
        ingediend_op: "2026-04-02T09:00:00Z".parse().expect("a moment"),
        regels: vec![IngediendeRegel {
            begindatum: date(2026, 3, 1),
            einddatum: date(2026, 3, 31),
            aantal: hours(2000),
            eenheid: Eenheid::Uur,
            bedrag: Euro::from_cents(60_000),
        }],
    }
}

/// Six hundred euro due.
pub fn declaratie_vastgesteld() -> DeclaratieVastgesteld {
    DeclaratieVastgesteld {
        declaratie_id: DECLARATIE,
        zorgovereenkomst_id: OVEREENKOMST,
        budgethouder_id: BUDGETHOUDER,
        zorgverlener_id: ZORGVERLENER,
        verstrekker_id: VERSTREKKER,
        soort: DeclaratieSoort::Factuur,
        betaalgegevens_id: BETAALGEGEVENS,
        factuurnummer: Some("2026-031".to_owned()),
        regels: vec![VerschuldigdeRegel {
            pot_id: POT,
            zorgmaand: Maand::of(date(2026, 3, 1)),
            bedrag: Euro::from_cents(60_000),
        }],
        totaal_verschuldigd: Euro::from_cents(60_000),
    }
}

/// Booked whole.
pub fn declaratie_geboekt() -> DeclaratieGeboekt {
    DeclaratieGeboekt {
        declaratie_id: DECLARATIE,
        declaratie_versie: 1,
        geboekt: Euro::from_cents(60_000),
        geweigerd: Euro::ZERO,
        reden: None,
    }
}

/// Paid at the first attempt.
pub fn betaling_bijgewerkt() -> BetalingBijgewerkt {
    BetalingBijgewerkt {
        betaling_id: BETALING,
        verstrekker_id: VERSTREKKER,
        zorgverlener_id: ZORGVERLENER,
        iban_ref: Some("77ab01".to_owned()),
        poging: 1,
        staat: Betaalstaat::Betaald,
        reden: None,
        bedrag: Euro::from_cents(60_000),
        betaald_op: Some(date(2026, 5, 4)),
        declaraties: vec![Declaratiedeel { id: DECLARATIE, bedrag: Euro::from_cents(60_000) }],
    }
}

/// Something to be paid back.
pub fn vordering_bijgewerkt() -> VorderingBijgewerkt {
    VorderingBijgewerkt {
        vordering_id: VORDERING,
        verstrekker_id: VERSTREKKER,
        zorgverlener_id: ZORGVERLENER,
        declaratie_id: DECLARATIE,
        bedrag: Euro::from_cents(12_000),
        openstaand: Euro::from_cents(12_000),
    }
}

/// A budget with one claim paid.
pub fn budgetstand_bijgewerkt() -> BudgetstandBijgewerkt {
    BudgetstandBijgewerkt {
        toekenning_id: TOEKENNING,
        verstrekker_id: VERSTREKKER,
        budgethouder_id: BUDGETHOUDER,
        potten: vec![Potstand {
            pot_id: POT,
            zorgfunctie: zorgfunctie(),
            periode: year(),
            toegekend: Euro::from_cents(1_200_000),
            beschikbaar: Euro::from_cents(1_140_000),
            gereserveerd: Euro::ZERO,
            besteed: Euro::from_cents(60_000),
            terug_te_vorderen: Euro::ZERO,
            tekort: Euro::ZERO,
        }],
    }
}

/// A hold of two weeks.
pub fn maatregel_vastgesteld() -> MaatregelVastgesteld {
    MaatregelVastgesteld {
        maatregel_id: MAATREGEL,
        verstrekker_id: VERSTREKKER,
        zorgverlener_id: ZORGVERLENER,
        zorgovereenkomst_id: Some(OVEREENKOMST),
        actief: true,
        van: date(2026, 4, 1),
        tot: date(2026, 4, 14),
        grondslag: "AWB_4_56".to_owned(),
    }
}

/// A gemeente with one mandated samenwerkingsverband.
pub fn verstrekker_vastgesteld() -> VerstrekkerVastgesteld {
    VerstrekkerVastgesteld {
        verstrekker_id: VERSTREKKER,
        naam: "Gemeente Voorbeeldstad".to_owned(),
        afzendercode: "9901".to_owned(),
        oin: Oin::parse("00000099000000010001").expect("a test number"),
        mandaten: vec![Mandaat {
            oin: Oin::parse("00000099000000010099").expect("a test number"),
            periode: year(),
        }],
    }
}
