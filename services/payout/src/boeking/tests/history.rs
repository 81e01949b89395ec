//! Random legal histories of grants, claims and what the bank does with their payments: after each
//! step both books sum to zero, no right is below zero, every budget adds up, and what is booked
//! and refused is what is due.

#![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

mod steps;

use std::collections::BTreeMap;

use proptest::prelude::*;

use self::steps::{Step, step};
use super::{cents, sleutel};
use crate::boeking::*;
use crate::grootboek::posten::terug::{Teruggave, geind, kwijtgescholden, verrekend};
use crate::grootboek::posten::{Betaalpost, Deel, gestort, jaar, toegekend};
use crate::grootboek::{Boek, Potsleutel, Regel, Rekeningsoort as S, Zijde};

#[derive(Debug)]
struct Payment {
    id: Uuid,
    claim: usize,
    fase: Fase,
    delen: Vec<Deel>,
}

#[derive(Debug, Default)]
struct World {
    saldi: BTreeMap<Rekening, i64>,
    sides: BTreeMap<Boek, (i64, i64)>,
    granted: BTreeMap<Uuid, Euro>,
    standen: Standen,
    payments: Vec<Payment>,
    ooit: BTreeMap<usize, bool>,
    due: BTreeMap<usize, (Euro, Euro)>,
    recv: BTreeMap<usize, i64>,
}

impl World {
    fn post(&mut self, regels: &[Regel]) {
        let mut entry: BTreeMap<Boek, (i64, i64)> = BTreeMap::new();
        for regel in regels {
            assert!(regel.bedrag > Euro::ZERO, "a line is above zero");
            let sides = entry.entry(regel.rekening.soort.boek()).or_default();
            match regel.zijde {
                Zijde::Debet => sides.0 += regel.bedrag.cents(),
                Zijde::Credit => sides.1 += regel.bedrag.cents(),
            }
            *self.saldi.entry(regel.rekening).or_default() += regel.effect().cents();
        }
        for (boek, (debet, credit)) in entry {
            assert_eq!(debet, credit, "I1: an entry balances in each book");
            let sides = self.sides.entry(boek).or_default();
            *sides = (sides.0 + debet, sides.1 + credit);
        }
    }

    fn saldo(&self, rekening: Rekening) -> i64 {
        self.saldi.get(&rekening).copied().unwrap_or_default()
    }

    fn check(&self) {
        for (rekening, saldo) in &self.saldi {
            assert!(*saldo >= 0 || rekening.soort.mag_onder_nul(), "I2: {rekening:?} {saldo}");
        }
        for stand in self.standen.values() {
            let of = |soort| self.saldo(stand.sleutel.recht(soort));
            assert_eq!(
                of(S::Grant) + of(S::Own) + of(S::Short),
                of(S::Available)
                    + of(S::Committed)
                    + of(S::Spent)
                    + of(S::Recoverable)
                    + of(S::Closed),
                "I3"
            );
            assert_eq!(of(S::OwnDep), stand.eigen().cents(), "a deposit lies on what is left");
            assert_eq!(of(S::Closed), stand.vrijgevallen.cents(), "memory is the ledger");
            assert!(stand.jaar == Jaarstand::Open || of(S::Available) == 0, "I14");
            assert_eq!(of(S::Available), stand.beschikbaar.cents(), "memory is the ledger");
            assert_eq!(of(S::Short), stand.tekort.cents(), "memory is the ledger");
            assert!(of(S::Short) == 0 || of(S::Available) == 0, "nothing is free while short");
            let open: i64 = self
                .payments
                .iter()
                .filter(|p| p.fase != Fase::Betaald)
                .flat_map(|p| &p.delen)
                .filter(|d| d.pot == stand.sleutel)
                .map(|d| d.blijft().cents())
                .sum();
            assert_eq!(of(S::Committed), open, "I9");
        }
        for (claim, (booked, _)) in &self.due {
            let sum: i64 = self
                .payments
                .iter()
                .filter(|p| p.claim == *claim)
                .flat_map(|p| &p.delen)
                .map(|d| d.blijft().cents())
                .sum();
            assert_eq!(sum, booked.cents(), "payments less recoveries are what is booked");
            let zaak = |soort| Rekening::van(soort, sleutel(1).verstrekker, id_of(*claim));
            assert_eq!(self.saldo(zaak(S::Recv)), self.saldo(zaak(S::RecvClear)), "I10");
            let open = self.recv.get(claim).copied().unwrap_or_default();
            assert_eq!(self.saldo(zaak(S::Recv)), open, "the recovery is what the ledger says");
        }
    }
}

fn wide(n: usize) -> u128 {
    u128::try_from(n).unwrap()
}

/// The third pot is of the year that is closed.
fn pot(n: usize) -> Potsleutel {
    let jaar = if n == 2 { 2025 } else { 2026 };
    Potsleutel { jaar, ..sleutel(wide(n) + 1) }
}

fn id_of(claim: usize) -> Uuid {
    Uuid::from_u128(500 + wide(claim))
}

fn verschuldigd(claim: usize, pots: &[(usize, i64)]) -> Verschuldigd {
    let mut per_pot = BTreeMap::new();
    for (n, bedrag) in pots {
        per_pot.insert(pot(*n).pot, cents(*bedrag));
    }
    Verschuldigd {
        declaratie: id_of(claim),
        verstrekker: sleutel(1).verstrekker,
        zorgverlener: Uuid::from_u128(800 + wide(claim)),
        per_pot,
        herstel: if claim.is_multiple_of(2) {
            Herstel::BijOntvangst
        } else {
            Herstel::BijCorrectie
        },
    }
}

impl World {
    fn run(&mut self, step: &Step) {
        match step {
            Step::Grant { pot: n, bedrag } => self.grant(pot(*n), cents(*bedrag)),
            Step::Claim { claim, pots } => self.claim(*claim, pots),
            Step::Release { betaling } => self.bank(*betaling, Fase::Onbetaald, Fase::Onderweg),
            Step::Debit { betaling } => self.bank(*betaling, Fase::Onderweg, Fase::Betaald),
            Step::Reject { betaling } => self.bank(*betaling, Fase::Onderweg, Fase::Onbetaald),
            Step::Return { betaling } => self.bank(*betaling, Fase::Betaald, Fase::Teruggekomen),
            Step::Again { betaling } => self.bank(*betaling, Fase::Teruggekomen, Fase::Onbetaald),
            Step::Deposit { pot: n, bedrag } => self.deposit(pot(*n), cents(*bedrag)),
            Step::Collect { betaling, bedrag } => {
                let bank = Rekening::eigen(S::Bank, Uuid::from_u128(1_000));
                self.collect(*betaling, cents(*bedrag), bank);
            }
            Step::SetOff { betaling, from, bedrag } => {
                self.set_off(*betaling, *from, cents(*bedrag));
            }
            Step::Waive { betaling, bedrag } => self.waive(*betaling, cents(*bedrag)),
            Step::Close => self.close(),
            Step::Late { open } => self.late(*open),
        }
        self.check();
    }

    fn grant(&mut self, sleutel: Potsleutel, bedrag: Euro) {
        let stand = self.standen.entry(sleutel.pot).or_insert_with(|| Potstand::empty(sleutel));
        if stand.jaar != Jaarstand::Open {
            return;
        }
        let was = self.granted.insert(sleutel.pot, bedrag);
        if let Some((_, regels)) = toegekend(sleutel, was, bedrag, stand) {
            self.post(regels.as_slice());
        }
    }

    fn claim(&mut self, claim: usize, pots: &[(usize, i64)]) {
        let due = verschuldigd(claim, pots);
        for (n, _) in pots {
            self.standen.entry(pot(*n).pot).or_insert_with(|| Potstand::empty(pot(*n)));
        }
        let ooit = self.ooit.get(&claim).copied().unwrap_or_default();
        let eerder = self.eerder(claim, ooit);
        let before = self.standen.clone();
        let uitkomst = decide(&due, &eerder, &mut self.standen);
        assert_eq!(
            uitkomst.geboekt.cents() + uitkomst.geweigerd.cents(),
            due.totaal().cents(),
            "booked and refused is what is due"
        );
        if !ooit && uitkomst.geweigerd > Euro::ZERO {
            assert_eq!(uitkomst.geboekt, Euro::ZERO, "a new claim is booked whole or not at all");
            assert_eq!(before, self.standen);
        }
        if let Some((_, regels)) = &uitkomst.post {
            self.post(regels.as_slice());
        }
        for new in &uitkomst.gewijzigd {
            let payment = self.payments.iter_mut().find(|p| p.id == new.betaling).unwrap();
            let deel = payment.delen.iter_mut().find(|d| d.pot.pot == new.pot).unwrap();
            (deel.bedrag, deel.terug, deel.hersteld) = (new.bedrag, new.terug, new.hersteld);
            (deel.geind, deel.kwijt) = (new.geind, new.kwijt);
        }
        if !uitkomst.nieuw.is_empty() {
            let id = Uuid::from_u128(10_000 + wide(self.payments.len()));
            let deel = |(pot, bedrag): &(Uuid, Euro)| Deel {
                bedrag: *bedrag,
                ..Deel::empty(self.standen[pot].sleutel)
            };
            let delen = uitkomst.nieuw.iter().map(deel).collect();
            self.payments.push(Payment { id, claim, fase: Fase::Onbetaald, delen });
        }
        *self.recv.entry(claim).or_default() += uitkomst.vordering.cents();
        self.ooit.insert(claim, ooit || uitkomst.post.is_some());
        self.due.insert(claim, (uitkomst.geboekt, uitkomst.geweigerd));
        // The same version decided again on what it left behind plans nothing.
        self.again_plans_nothing(&due, claim);
    }

    fn again_plans_nothing(&self, due: &Verschuldigd, claim: usize) {
        let (_, refused) = self.due[&claim];
        if refused > Euro::ZERO || !self.ooit[&claim] {
            return;
        }
        let eerder = self.eerder(claim, true);
        let again = decide(due, &eerder, &mut self.standen.clone());
        assert_eq!(again.post, None, "applying twice is applying once");
    }

    fn eerder(&self, claim: usize, ooit: bool) -> EerderGeboekt {
        let delen = self.payments.iter().filter(|p| p.claim == claim).flat_map(|p| {
            p.delen.iter().map(|deel| {
                let Deel { pot, bedrag, terug, hersteld, geind, kwijt } = *deel;
                let (betaling, fase, pot) = (p.id, p.fase, pot.pot);
                GeboektDeel { betaling, fase, pot, bedrag, terug, hersteld, geind, kwijt }
            })
        });
        EerderGeboekt { ooit, delen: delen.collect() }
    }

    fn deposit(&mut self, sleutel: Potsleutel, bedrag: Euro) {
        let stand = self.standen.entry(sleutel.pot).or_insert_with(|| Potstand::empty(sleutel));
        if stand.jaar == Jaarstand::Open {
            let regels = gestort(Uuid::from_u128(1_000), bedrag, stand);
            self.post(regels.as_slice());
        }
    }

    /// The nth payment that stands in a phase and fits.
    fn nth(&self, nth: usize, fits: impl Fn(&Payment) -> bool) -> Option<usize> {
        let places: Vec<usize> =
            (0..self.payments.len()).filter(|i| fits(&self.payments[*i])).collect();
        (!places.is_empty()).then(|| places[nth % places.len()])
    }

    fn owing(&self, nth: usize) -> Option<usize> {
        let owes = |p: &Payment| p.delen.iter().any(|d| d.terug > Euro::ZERO);
        self.nth(nth, |p| p.fase == Fase::Betaald && owes(p))
    }

    /// Takes up to an amount off what one share owes; gives its pot and what was taken.
    fn settle(&mut self, place: usize, bedrag: Euro) -> (Potsleutel, Teruggave) {
        let payment = &mut self.payments[place];
        let declaratie = id_of(payment.claim);
        let deel = payment.delen.iter_mut().find(|d| d.terug > Euro::ZERO).unwrap();
        let part = bedrag.min(deel.terug);
        let hersteld = minus(part, minus(deel.terug, deel.hersteld)).max(Euro::ZERO);
        (deel.terug, deel.bedrag) = (minus(deel.terug, part), minus(deel.bedrag, part));
        deel.hersteld = minus(deel.hersteld, hersteld);
        *self.recv.entry(payment.claim).or_default() -= part.cents();
        (deel.pot, Teruggave { declaratie, bedrag: part, hersteld })
    }

    /// E14, and the half of E13.
    fn collect(&mut self, nth: usize, bedrag: Euro, van: Rekening) -> Euro {
        let Some(place) = self.owing(nth) else { return Euro::ZERO };
        let (pot, teruggave) = self.settle(place, bedrag);
        let deel = self.payments[place].delen.iter_mut().find(|d| d.pot == pot).unwrap();
        deel.geind = plus(deel.geind, teruggave.bedrag);
        let mut regels = Regels::default();
        geind(&mut regels, van, teruggave, self.standen.get_mut(&pot.pot).unwrap());
        self.post(regels.as_slice());
        teruggave.bedrag
    }

    /// E13: a part of a payment is settled with what another one owes.
    fn set_off(&mut self, nth: usize, from: usize, bedrag: Euro) {
        let here = |p: &Payment| {
            p.fase == Fase::Onbetaald && p.delen.iter().any(|d| d.bedrag > Euro::ZERO)
        };
        let Some(place) = self.nth(nth, here) else { return };
        let Payment { claim, delen, .. } = &self.payments[place];
        let claim = *claim;
        let deel = *delen.iter().find(|d| d.bedrag > Euro::ZERO).unwrap();
        let payee = Uuid::from_u128(800 + wide(claim));
        let pay = Rekening::van(S::Pay, deel.pot.verstrekker, payee);
        let part = self.collect(from, bedrag.min(deel.bedrag), pay);
        let mut regels = Regels::default();
        verrekend(&mut regels, deel.pot, part);
        self.post(regels.as_slice());
        let left = self.payments[place].delen.iter_mut().find(|d| d.pot == deel.pot).unwrap();
        left.bedrag = minus(left.bedrag, part);
        let id = Uuid::from_u128(10_000 + wide(self.payments.len()));
        let delen = vec![Deel { bedrag: part, ..Deel::empty(deel.pot) }];
        self.payments.push(Payment { id, claim, fase: Fase::Betaald, delen });
    }

    fn waive(&mut self, nth: usize, bedrag: Euro) {
        let Some(place) = self.owing(nth) else { return };
        let (pot, teruggave) = self.settle(place, bedrag);
        let deel = self.payments[place].delen.iter_mut().find(|d| d.pot == pot).unwrap();
        deel.kwijt = plus(deel.kwijt, minus(teruggave.bedrag, teruggave.hersteld));
        deel.geind = plus(deel.geind, teruggave.hersteld);
        let mut regels = Regels::default();
        kwijtgescholden(&mut regels, teruggave, pot);
        self.post(regels.as_slice());
    }

    fn close(&mut self) {
        let mut posted = Vec::new();
        for stand in self.standen.values_mut().filter(|stand| stand.sleutel.jaar == 2025) {
            if stand.jaar == Jaarstand::Open {
                posted.push(jaar::vrijgevallen(stand));
            }
        }
        for regels in &posted {
            self.post(regels.as_slice());
        }
    }

    fn late(&mut self, open: bool) {
        for stand in self.standen.values_mut().filter(|stand| stand.jaar != Jaarstand::Open) {
            stand.jaar = if open { Jaarstand::Opengesteld } else { Jaarstand::Afgesloten };
        }
    }

    /// One payment that stands in `from` goes to `to`.
    fn bank(&mut self, nth: usize, from: Fase, to: Fase) {
        let there = |p: &Payment| p.fase == from && p.delen.iter().any(|d| d.bedrag > Euro::ZERO);
        let places: Vec<usize> =
            (0..self.payments.len()).filter(|i| there(&self.payments[*i])).collect();
        let Some(place) = (!places.is_empty()).then(|| places[nth % places.len()]) else { return };
        let payment = &mut self.payments[place];
        let betaalpost = Betaalpost {
            verstrekker: sleutel(1).verstrekker,
            zorgverlener: Uuid::from_u128(800 + wide(payment.claim)),
            declaratie: id_of(payment.claim),
            eigen_rekening: Uuid::from_u128(1_000),
            delen: &payment.delen,
        };
        let regels = match (from, to) {
            (Fase::Onbetaald, _) => posten::vrijgegeven(&betaalpost),
            (Fase::Onderweg, Fase::Betaald) => posten::afgeschreven(&betaalpost),
            (Fase::Onderweg, _) => posten::afgewezen(&betaalpost, &mut self.standen),
            (Fase::Betaald, _) => posten::teruggekomen(&betaalpost, &mut self.standen),
            (Fase::Teruggekomen, _) => posten::opnieuw_betaalbaar(&betaalpost),
        };
        if matches!((from, to), (Fase::Onderweg, Fase::Onbetaald) | (Fase::Betaald, _)) {
            let recv = self.recv.entry(payment.claim).or_default();
            for deel in &mut payment.delen {
                *recv -= deel.terug.cents();
                *deel = Deel { bedrag: deel.blijft(), ..Deel::empty(deel.pot) };
            }
        }
        payment.fase = to;
        self.post(regels.as_slice());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn every_legal_history_keeps_the_books_right(steps in prop::collection::vec(step(), 1..60)) {
        let mut world = World::default();
        for n in 0..3 {
            world.run(&Step::Grant { pot: n, bedrag: 150 });
        }
        for step in &steps {
            world.run(step);
        }
    }
}
