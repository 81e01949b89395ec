//! Agreements that are in order, each of another kind, with every fact stated.

use contracts::examples;
use contracts::labour::aanvullend::{
    Bekwaamheid, Betaalwijze, Dag, Dienst, Document, Gegevens, Maximum, Model, Naastelkaar,
    Opzegtermijn, Overlap, Patroon, Rechtsvorm, Rekening, Vestiging, Werkstatus,
};
use contracts::labour::{Relatie, Toetsfeiten, VakantieUren, Vakantietoeslag};
use jiff::civil::{Date, Time, date};
use kernel::{Aantal, Euro, Periode, SoortOvereenkomst};
use labour_check::engine::{Modus, Uitslag, Vraag};

/// One agreement to be judged.
pub(crate) struct Geval {
    /// What the form says.
    pub(crate) feiten: Toetsfeiten,
    /// What was known.
    pub(crate) kennis: Date,
    /// New, or approved before.
    pub(crate) modus: Modus,
    /// Whether bills are read as law.
    pub(crate) wetsvoorstellen: bool,
}

/// A change of an agreement.
pub(crate) type Change = fn(&mut Geval);

impl Geval {
    pub(crate) fn new(feiten: Toetsfeiten) -> Self {
        Self { feiten, kennis: date(2026, 7, 15), modus: Modus::Nieuw, wetsvoorstellen: false }
    }

    pub(crate) fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    pub(crate) fn uitslag(&self) -> Uitslag {
        labour_check::toets::judge(&Vraag {
            modus: self.modus,
            wetsvoorstellen: self.wetsvoorstellen,
            ..Vraag::new(&self.feiten, self.kennis)
        })
    }

    /// `A`, `W`, `H`, `X`, `V`, or `N` when the rule does not apply.
    pub(crate) fn letter(&self, regel: &str) -> char {
        self.uitslag().vondst(regel).map_or('N', |vondst| vondst.oordeel.letter.letter())
    }

    pub(crate) fn signed(&mut self, op: Date) {
        self.feiten.looptijd.afgesloten_op = op;
        self.feiten.ondertekening.budgethouder_op = Some(op);
        self.feiten.ondertekening.zorgverlener_op = Some(op);
        self.kennis = op;
    }

    pub(crate) fn term(&mut self, van: Date, tot: Option<Date>) {
        self.feiten.looptijd.periode = periode(van, tot);
    }

    pub(crate) fn end(&mut self, tot: Date) {
        self.term(self.feiten.looptijd.periode.van(), Some(tot));
    }

    pub(crate) fn granted(&mut self, van: Date, tot: Date) {
        self.feiten.looptijd.toekenning = Some(periode(van, Some(tot)));
    }

    pub(crate) fn rate(&mut self, cents: i64) {
        self.feiten.beloning.bedrag = Euro::from_cents(cents);
    }

    pub(crate) fn born(&mut self, op: Date) {
        self.feiten.partijen.geboortedatum_zorgverlener = Some(op);
    }

    pub(crate) fn roster(&mut self, diensten: Vec<Dienst>) {
        self.feiten.aanvullend.rooster.diensten = diensten;
    }

    pub(crate) fn hours(&mut self, per_week: i64, dagen: i64) {
        self.feiten.uren.per_week = Some(uren(per_week));
        self.feiten.uren.dagen_per_week = Some(uren(dagen));
    }

    pub(crate) fn earlier(&mut self, terms: &[(Date, Date)]) {
        let terms = terms.iter().map(|(van, tot)| periode(*van, Some(*tot)));
        self.feiten.looptijd.eerdere_overeenkomsten = terms.collect();
    }
}

pub(crate) fn periode(van: Date, tot: Option<Date>) -> Periode {
    Periode::try_new(van, tot).unwrap()
}

pub(crate) fn uren(hundredths: i64) -> Aantal {
    Aantal::from_hundredths(hundredths).unwrap()
}

pub(crate) fn dienst(dag: Dag, van: &str, tot: &str, pauze_minuten: u16) -> Dienst {
    let time = |text: &str| text.parse::<Time>().unwrap();
    Dienst { week: 1, dag, van: time(van), tot: time(tot), pauze_minuten }
}

pub(crate) const WERKDAGEN: [Dag; 5] =
    [Dag::Maandag, Dag::Dinsdag, Dag::Woensdag, Dag::Donderdag, Dag::Vrijdag];

pub(crate) fn each(dagen: &[Dag], van: &str, tot: &str, pauze: u16) -> Vec<Dienst> {
    dagen.iter().map(|dag| dienst(*dag, van, tot, pauze)).collect()
}

/// What every agreement states.
fn stated() -> Toetsfeiten {
    let mut f = examples::toetsfeiten();
    f.formulier = 2;
    f.looptijd.periode = periode(date(2026, 8, 1), None);
    f.looptijd.afgesloten_op = date(2026, 7, 15);
    f.looptijd.toekenning = Some(periode(date(2026, 1, 1), Some(date(2027, 12, 31))));
    f.ondertekening.budgethouder_op = Some(date(2026, 7, 15));
    f.ondertekening.zorgverlener_op = Some(date(2026, 7, 15));
    let a = &mut f.aanvullend;
    a.aanwijzingen.werktijden_door_budgethouder = Some(false);
    a.aanwijzingen.instructies = Some(false);
    a.aanwijzingen.vrije_vervanging = Some(true);
    a.aanwijzingen.opdrachtgevers = Some(3);
    a.aanwijzingen.tarief_eenzijdig = Some(false);
    a.aanwijzingen.vaste_uren = Some(false);
    a.aanwijzingen.zelfde_huishouden = Some(false);
    a.huishouden.natuurlijk_persoon = Some(true);
    a.huishouden.werk_buiten_huishouden = Some(false);
    a.huishouden.inwonend = Some(false);
    a.rooster.patroon = Some(Patroon::Vast);
    a.rooster.slaapdienst = Some(false);
    a.rooster.zondag_instemming = Some(false);
    a.rooster.uren_andere_werkgevers = Some(uren(0));
    a.geschiedenis.opvolgend = Some(false);
    a.geschiedenis.wijziging = Some(false);
    a.geschiedenis.beding_overlijden = Some(true);
    a.zorgtaken.omschreven = Some(true);
    a.zorgtaken.licht = Some(true);
    a.zorgtaken.verzorgen_of_tillen = Some(false);
    a.zorgtaken.voorbehouden_handelingen = Some(false);
    a.onkosten.automatische_indexatie = Some(true);
    a.onkosten.reiskosten_per_km = Some(Euro::from_cents(23));
    a.onkosten.jaarbudget = Some(Euro::from_cents(10_000_000));
    a.clausules.vrije_tekst = Some(false);
    a.personen.bsn_in_orde = Some(true);
    a.personen.document = Some(Document::Paspoort);
    a.personen.werkstatus = Some(Werkstatus::VrijVerkeer);
    a.personen.toestemming_ouders = Some(true);
    a.personen.zorgverlener_is_vertegenwoordiger = Some(false);
    a.personen.bekwaamheid = Some(Bekwaamheid::Bekwaam);
    a.formeel.zorgactiviteit = Some(false);
    a.formeel.agb = Some(false);
    a.formeel.big = Some(false);
    a.formeel.formeel_gevraagd = Some(false);
    a.formeel.vestiging = Some(Vestiging::Nederland);
    a.betaling.declaratie_weken = Some(6);
    a.betaling.betaalwijze = Some(Betaalwijze::Rekening);
    a.betaling.rekening = Some(Rekening::Zorgverlener);
    a.betaling.rekening_geldig = Some(true);
    a.betaling.rekening_gedeeld_met = Some(0);
    a.betaling.gegevens = Some(Gegevens { binnen_week: true, binnen_maand: true });
    a.verstrekkerregels.maandloon_toegestaan = Some(true);
    a.verstrekkerregels.vog_verplicht = Some(false);
    a.verstrekkerregels.dubbelrol_verboden = Some(false);
    a.verstrekkerregels.maximum = Some(Maximum {
        formeel: Some(Euro::from_cents(7000)),
        informeel: Some(Euro::from_cents(2500)),
    });
    a.samenhang.uren_alle_budgethouders = Some(uren(600));
    a.samenhang.overlap = Some(Overlap::Geen);
    a.samenhang.naast_elkaar = Some(Naastelkaar::Geen);
    a.samenhang.wederzijds = Some(false);
    f
}

/// An employment of six hours on Tuesday and Thursday at 17.00 with vakantiegeld on top.
pub(crate) fn ao() -> Toetsfeiten {
    let mut f = stated();
    f.soort = SoortOvereenkomst::Arbeidsovereenkomst;
    f.partijen.kvk_ingeschreven = false;
    f.partijen.ib_ondernemer = Some(false);
    f.beloning.bedrag = Euro::from_cents(1700);
    f.beloning.vakantietoeslag = Vakantietoeslag::BijElkeBetaling;
    f.beloning.vakantie_uren = VakantieUren::Doorbetaald;
    let a = &mut f.aanvullend;
    a.rooster.diensten = each(&[Dag::Dinsdag, Dag::Donderdag], "09:00", "12:00", 0);
    a.huishouden.minder_dan_vier_dagen = Some(true);
    a.onkosten.loonheffing_ingehouden = Some(false);
    a.opzegging.termijn_budgethouder = Some(Opzegtermijn::Wettelijk);
    a.opzegging.termijn_zorgverlener = Some(Opzegtermijn::Wettelijk);
    a.opzegging.tussentijds_budgethouder = Some(true);
    a.opzegging.tussentijds_zorgverlener = Some(true);
    a.betaling.model = Some(Model::Arbeidsovereenkomst);
    f
}

/// The same on five days of five hours, with payroll.
pub(crate) fn vol() -> Toetsfeiten {
    let mut f = ao();
    f.uren.per_week = Some(uren(2500));
    f.uren.dagen_per_week = Some(uren(500));
    let a = &mut f.aanvullend;
    a.rooster.diensten = each(&WERKDAGEN, "09:00", "14:00", 0);
    a.huishouden.minder_dan_vier_dagen = Some(false);
    a.onkosten.loonheffing_ingehouden = Some(true);
    a.betaling.opgaaf_loonheffingen = Some(true);
    a.personen.afschrift_document = Some(true);
    a.samenhang.uren_alle_budgethouders = Some(uren(2500));
    f
}

/// An entrepreneur with three clients at 35.00.
pub(crate) fn op() -> Toetsfeiten {
    let mut f = stated();
    f.soort = SoortOvereenkomst::Opdracht;
    f.beloning.bedrag = Euro::from_cents(3500);
    let a = &mut f.aanvullend;
    a.formeel.zorgactiviteit = Some(true);
    a.formeel.rechtsvorm = Some(Rechtsvorm::Eenmanszaak);
    a.formeel.formeel_gevraagd = Some(true);
    a.betaling.model = Some(Model::Opdracht);
    f
}

/// A sister in the household, ten changing hours a week at 17.00 with vakantiegeld inside.
pub(crate) fn fam() -> Toetsfeiten {
    let mut f = stated();
    f.soort = SoortOvereenkomst::Familie;
    f.partijen.kvk_ingeschreven = false;
    f.partijen.ib_ondernemer = Some(false);
    f.partijen.relatie_budgethouder = Some(Relatie::TweedeGraad);
    f.uren.per_week = Some(uren(1000));
    f.beloning.bedrag = Euro::from_cents(1700);
    f.aanvullend.aanwijzingen.zelfde_huishouden = Some(true);
    f.aanvullend.rooster.patroon = Some(Patroon::Onregelmatig);
    f.aanvullend.betaling.model = Some(Model::Familie);
    f
}

/// A company at 60.00.
pub(crate) fn inst() -> Toetsfeiten {
    let mut f = stated();
    f.soort = SoortOvereenkomst::Instelling;
    f.beloning.bedrag = Euro::from_cents(6000);
    f.partijen.geboortedatum_zorgverlener = None;
    f.partijen.relatie_budgethouder = None;
    let a = &mut f.aanvullend;
    a.formeel.rechtsvorm = Some(Rechtsvorm::Bv);
    a.formeel.zorgactiviteit = Some(true);
    a.formeel.formeel_gevraagd = Some(true);
    a.betaling.model = Some(Model::Instelling);
    f
}
