//! A claim that is right in every way, to be spoiled by a test: twenty hours in March 2026 at
//! 30.00 under the Wmo, handed in on 12 April.

use std::collections::HashMap;

use contracts::{DeclaratieSoort, Entree};
use jiff::civil::{Date, date};
use kernel::{Aantal, Eenheid, Euro, Id, KvkNummer, Periode, SoortOvereenkomst, Wet, Zorgfunctie};
use uuid::Uuid;

use super::*;
use crate::declaratie::beslissing::{Beslissing, Besluit, decide};
use crate::declaratie::limieten::Limieten;
use crate::declaratie::limieten::{Limiet, Limietnaam};
use crate::declaratie::tarieven::Maxima;
use crate::declaratie::tarieven::Maximum;
use crate::declaratie::verdeling::Pot;
use crate::declaratie::{Declaratie, Indiening};
use crate::declaratie::{Opgave, Status};
use crate::omstandigheid::Omstandigheid;
use crate::zorgovereenkomst::{
    Betaalwijze, Derdenbeding, Status as Overeenkomststatus, Tariefsoort, VeertigUur,
    Zorgovereenkomst,
};

/// Everything a dossier borrows.
#[derive(Debug, Clone)]
pub(crate) struct Proef {
    pub(crate) indiening: Indiening,
    pub(crate) ingediend_op: Date,
    pub(crate) overeenkomst: Zorgovereenkomst,
    pub(crate) budgethouder: Budgethouder,
    pub(crate) zorgverlener: Zorgverlener,
    pub(crate) potten: Vec<Pot>,
    pub(crate) beschikbaar: HashMap<Uuid, Euro>,
    pub(crate) eerdere: Vec<EerdereRegel>,
    pub(crate) zelfde_factuur: Option<Id<Declaratie>>,
    pub(crate) wetten: Vec<Wet>,
    pub(crate) omstandigheden: Vec<Omstandigheid>,
    pub(crate) vrijgaven: Vec<Vrijgave>,
    maxima: Vec<Maximum>,
}

pub(crate) fn regel_id() -> Id<Overeenkomstregel> {
    Id::from_uuid(Uuid::from_u128(300))
}

pub(crate) fn aantal(hundredths: i64) -> Aantal {
    Aantal::from_hundredths(hundredths).unwrap()
}

fn functie() -> Zorgfunctie {
    Zorgfunctie::parse("02").unwrap()
}

fn afspraak() -> Overeenkomstregel {
    Overeenkomstregel {
        regel_id: regel_id(),
        toekenning_id: Uuid::from_u128(400),
        verstrekker_id: Uuid::from_u128(1),
        wet: Wet::Wmo,
        zorgfunctie: functie(),
        eenheid: Eenheid::Uur,
        tarief: Euro::from_cents(3000),
        geldig: Periode::try_new(date(2026, 1, 1), None).unwrap(),
    }
}

fn indiening() -> Indiening {
    Indiening {
        kenmerk: "D-1".to_owned(),
        zorgovereenkomst_id: Id::from_uuid(Uuid::from_u128(200)),
        soort: DeclaratieSoort::Uren,
        entree: Entree::Bulk,
        factuurnummer: None,
        factuurdatum: None,
        ontvangen_op: None,
        ingediend_door: None,
        opgave: Opgave::default(),
        regels: vec![Indieningsregel {
            regel_id: regel_id(),
            periode: Zorgdagen::try_new(date(2026, 3, 1), date(2026, 3, 31)).unwrap(),
            aantal: aantal(2000),
            eenheid: Eenheid::Uur,
            tarief: Euro::from_cents(3000),
            bedrag: Euro::from_cents(60_000),
            dagen: Vec::new(),
        }],
        totaal: Euro::from_cents(60_000),
    }
}

impl Proef {
    pub(crate) fn new() -> Self {
        Self {
            indiening: indiening(),
            ingediend_op: date(2026, 4, 12),
            overeenkomst: Zorgovereenkomst {
                id: Id::from_uuid(Uuid::from_u128(200)),
                budgethouder_id: Uuid::from_u128(10),
                zorgverlener_id: Uuid::from_u128(20),
                soort: SoortOvereenkomst::Opdracht,
                tariefsoort: Tariefsoort::Informeel,
                derdenbeding: Derdenbeding::Aanwezig,
                veertig_uur: VeertigUur::Geldt,
                betaalwijze: Betaalwijze::Bruto,
                looptijd: Periode::try_new(date(2026, 1, 1), None).unwrap(),
                status: Overeenkomststatus::Actief,
                regels: vec![afspraak()],
                vervallen: Vec::new(),
            },
            budgethouder: Budgethouder::default(),
            zorgverlener: Zorgverlener {
                bsn_ref: Some("ref-bsn".to_owned()),
                kvk_nummer: Some(KvkNummer::parse("90000001").unwrap()),
                iban_ref: Some("ref-iban".to_owned()),
                betaalgegevens_id: Uuid::from_u128(30),
                ..Zorgverlener::default()
            },
            potten: vec![Pot {
                id: Uuid::from_u128(500),
                toekenning_id: Uuid::from_u128(400),
                verstrekker_id: Uuid::from_u128(1),
                wet: Wet::Wmo,
                zorgfunctie: functie(),
                periode: Periode::try_new(date(2026, 1, 1), Some(date(2026, 12, 31))).unwrap(),
            }],
            beschikbaar: HashMap::new(),
            eerdere: Vec::new(),
            zelfde_factuur: None,
            wetten: vec![Wet::Wmo],
            omstandigheden: Vec::new(),
            vrijgaven: Vec::new(),
            maxima: Vec::new(),
        }
    }

    /// The same claim under another law.
    pub(crate) fn set_wet(&mut self, wet: Wet) {
        self.overeenkomst.regels.iter_mut().for_each(|regel| regel.wet = wet);
        self.potten.iter_mut().for_each(|pot| pot.wet = wet);
        self.maxima.iter_mut().for_each(|maximum| maximum.wet = wet);
        self.wetten = vec![wet];
    }

    /// A maximum rate per hour.
    pub(crate) fn maximum(&mut self, cents: i64) {
        self.maxima = vec![Maximum {
            wet: self.overeenkomst.regels[0].wet,
            verstrekker_id: None,
            tariefsoort: None,
            soort: None,
            zorgfunctie: None,
            eenheid: Eenheid::Uur,
            bedrag: Euro::from_cents(cents),
            geldig: Periode::try_new(date(2020, 1, 1), None).unwrap(),
        }];
    }

    /// One line on these days, with an amount that fits.
    pub(crate) fn one_line(&mut self, van: Date, tot: Date, hundredths: i64) {
        let regel = &mut self.indiening.regels[0];
        regel.periode = Zorgdagen::try_new(van, tot).unwrap();
        regel.aantal = aantal(hundredths);
        regel.bedrag = regel.aantal.at_rate(regel.tarief).unwrap();
        self.indiening.totaal = regel.bedrag;
    }

    pub(crate) fn decide(&self) -> Besluit {
        let limiet = |naam, wet, waarde| Limiet {
            naam,
            wet,
            waarde,
            geldig: Periode::try_new(date(2020, 1, 1), None).unwrap(),
        };
        let limieten = Limieten::new(vec![
            limiet(Limietnaam::UrenDagMax, None, 2400),
            limiet(Limietnaam::UrenDagControle, None, 1600),
            limiet(Limietnaam::UrenWeekMax, Some(Wet::Wlz), 4000),
            limiet(Limietnaam::IndientermijnDagen, Some(Wet::Wlz), 28),
            limiet(Limietnaam::JaargrensMaanddag, Some(Wet::Wlz), 401),
            limiet(Limietnaam::VierOgenCent, None, 2_500_000),
            limiet(Limietnaam::RekeningNieuwDagen, None, 7),
            limiet(Limietnaam::AtwWeekMax, None, 6000),
            limiet(Limietnaam::AtwVierWekenGemiddeld, None, 5500),
            limiet(Limietnaam::AtwZestienWekenGemiddeld, None, 4800),
            limiet(Limietnaam::FeestdagenMaxCent, None, 27_200),
            limiet(Limietnaam::BuitenlandDagen, Some(Wet::Wlz), 91),
        ]);
        let maxima = Maxima::new(self.maxima.clone());
        let dossier = Dossier {
            indiening: &self.indiening,
            ingediend_op: self.ingediend_op,
            vandaag: self.ingediend_op,
            wacht: Wacht::of(self.indiening.entree),
            wetten: &self.wetten,
            omstandigheden: &self.omstandigheden,
            vrijgaven: &self.vrijgaven,
            overeenkomst: &self.overeenkomst,
            budgethouder: &self.budgethouder,
            zorgverlener: &self.zorgverlener,
            potten: &self.potten,
            beschikbaar: &self.beschikbaar,
            eerdere: &self.eerdere,
            zelfde_factuur: self.zelfde_factuur,
        };
        decide(&dossier, Regels { maxima: &maxima, limieten: &limieten })
    }

    /// The decision, which must not be a refusal.
    pub(crate) fn beslis(&self) -> Beslissing {
        match self.decide() {
            Besluit::Genomen(beslissing) => beslissing,
            Besluit::Geweigerd(uitkomsten) => panic!("geweigerd: {uitkomsten:?}"),
        }
    }

    fn uitkomsten(&self, id: &str) -> Vec<Uitkomst> {
        self.beslis().uitkomsten.into_iter().filter(|u| u.check.id == id).collect()
    }

    /// The last outcome of a check; there must be one.
    pub(crate) fn uitkomst(&self, id: &str) -> Uitkomst {
        self.uitkomsten(id).pop().unwrap_or_else(|| panic!("{id} said nothing"))
    }

    pub(crate) fn assert_absent(&self, id: &str) {
        assert_eq!(self.uitkomsten(id), []);
    }

    pub(crate) fn assert_goed(&self, id: &str) {
        let uitkomsten = self.uitkomsten(id);
        assert!(!uitkomsten.is_empty(), "{id} said nothing");
        for uitkomst in uitkomsten {
            assert_eq!(uitkomst.gebrek, None, "{uitkomst:?}");
            assert!(!uitkomst.toelichting().contains('–'), "{}", uitkomst.toelichting());
        }
    }

    pub(crate) fn assert_gebrek(&self, id: &str, code: &str) {
        let uitkomsten = self.uitkomsten(id);
        let found = uitkomsten.iter().find(|u| u.gebrek.is_some_and(|g| g.code == code));
        let found = found.unwrap_or_else(|| panic!("{id} did not find {code}: {uitkomsten:?}"));
        assert!(!found.toelichting().is_empty());
        if found.refuses(Reikwijdte::Declaratie) {
            assert_eq!(self.beslis().status, Status::Afgekeurd);
        }
    }

    pub(crate) fn assert_is(&self, id: &str, good: bool, code: &str) {
        if good { self.assert_goed(id) } else { self.assert_gebrek(id, code) }
    }
}
