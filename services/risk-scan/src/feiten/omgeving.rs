//! The facts as one party may look at them, with the ways in that the rules need; pure.
//!
//! A party is a verstrekker, who sees what belongs to its own budgets, or nobody in particular:
//! then all facts are seen. A rule cannot reach around the party: every way in filters.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use uuid::Uuid;

use super::{
    Betaling, Budgethouder, Declaratie, Feiten, Overeenkomst, Ref, Toekenning, Zorgregel,
    Zorgverlener,
};
use crate::indicator::regels::bladen::Groepen;
use crate::indicator::regels::peers::Standen;
use crate::indicator::uitslag::Haak;

/// Ways into the facts, made once and used for every party.
#[derive(Debug)]
pub struct Index<'a> {
    feiten: &'a Feiten,
    declaraties_by_zorgverlener: HashMap<Uuid, Vec<&'a Declaratie>>,
    declaraties_by_budgethouder: HashMap<Uuid, Vec<&'a Declaratie>>,
    declaraties_by_zorgovereenkomst: HashMap<Uuid, Vec<&'a Declaratie>>,
    overeenkomsten_by_zorgverlener: HashMap<Uuid, Vec<&'a Overeenkomst>>,
    overeenkomsten_by_budgethouder: HashMap<Uuid, Vec<&'a Overeenkomst>>,
    betalingen_by_zorgverlener: HashMap<Uuid, Vec<&'a Betaling>>,
    betalingen_by_rekening: HashMap<&'a Ref, Vec<&'a Betaling>>,
    toekenningen_by_budgethouder: HashMap<Uuid, Vec<&'a Toekenning>>,
    zorgverleners_by: HashMap<(Soort, Ref), Vec<&'a Zorgverlener>>,
    budgethouders_by: HashMap<(Soort, Ref), Vec<&'a Budgethouder>>,
}

/// What kind of reference is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Soort {
    /// An account.
    Rekening,
    /// An address.
    Adres,
    /// Telephone or e-mail.
    Contact,
}

impl<'a> Index<'a> {
    /// Makes the ways in.
    pub fn new(feiten: &'a Feiten) -> Self {
        let mut index = Self {
            feiten,
            declaraties_by_zorgverlener: HashMap::new(),
            declaraties_by_budgethouder: HashMap::new(),
            declaraties_by_zorgovereenkomst: HashMap::new(),
            overeenkomsten_by_zorgverlener: HashMap::new(),
            overeenkomsten_by_budgethouder: HashMap::new(),
            betalingen_by_zorgverlener: HashMap::new(),
            betalingen_by_rekening: HashMap::new(),
            toekenningen_by_budgethouder: HashMap::new(),
            zorgverleners_by: HashMap::new(),
            budgethouders_by: HashMap::new(),
        };
        for one in feiten.declaraties.values() {
            index.declaraties_by_zorgverlener.entry(one.zorgverlener_id).or_default().push(one);
            index.declaraties_by_budgethouder.entry(one.budgethouder_id).or_default().push(one);
            let by_agreement = &mut index.declaraties_by_zorgovereenkomst;
            by_agreement.entry(one.zorgovereenkomst_id).or_default().push(one);
        }
        for one in feiten.overeenkomsten.values().filter(|one| one.geldig) {
            index.overeenkomsten_by_zorgverlener.entry(one.zorgverlener_id).or_default().push(one);
            index.overeenkomsten_by_budgethouder.entry(one.budgethouder_id).or_default().push(one);
        }
        for one in feiten.betalingen.values() {
            index.betalingen_by_zorgverlener.entry(one.zorgverlener_id).or_default().push(one);
            if let Some(iban) = &one.iban {
                index.betalingen_by_rekening.entry(iban).or_default().push(one);
            }
        }
        for one in feiten.toekenningen.values() {
            index.toekenningen_by_budgethouder.entry(one.budgethouder_id).or_default().push(one);
        }
        index.add_persons(feiten);
        index
    }

    fn add_persons(&mut self, feiten: &'a Feiten) {
        for one in feiten.zorgverleners.values() {
            let refs = [
                (Soort::Rekening, &one.iban),
                (Soort::Adres, &one.adres),
                (Soort::Contact, &one.contact),
            ];
            for (soort, value) in refs.into_iter().filter_map(|(s, v)| Some((s, v.as_ref()?))) {
                self.zorgverleners_by.entry((soort, value.clone())).or_default().push(one);
            }
        }
        for one in feiten.budgethouders.values() {
            let refs = [
                (Soort::Rekening, &one.iban),
                (Soort::Adres, &one.adres),
                (Soort::Contact, &one.contact),
            ];
            for (soort, value) in refs.into_iter().filter_map(|(s, v)| Some((s, v.as_ref()?))) {
                self.budgethouders_by.entry((soort, value.clone())).or_default().push(one);
            }
        }
    }

    /// All references of a kind that somebody has or was paid on.
    pub fn refs(&self, soort: Soort) -> BTreeSet<&Ref> {
        let persons = self.zorgverleners_by.keys().chain(self.budgethouders_by.keys());
        let mut found: BTreeSet<&Ref> =
            persons.filter(|(kind, _)| *kind == soort).map(|(_, value)| value).collect();
        if soort == Soort::Rekening {
            found.extend(self.betalingen_by_rekening.keys());
        }
        found
    }

    /// Everybody who gives care.
    pub fn zorgverleners(&self) -> BTreeSet<Uuid> {
        let named = self.declaraties_by_zorgverlener.keys();
        named
            .chain(self.feiten.zorgverleners.keys())
            .chain(self.betalingen_by_zorgverlener.keys())
            .copied()
            .collect()
    }

    /// Everybody with a budget.
    pub fn budgethouders(&self) -> BTreeSet<Uuid> {
        let named = self.declaraties_by_budgethouder.keys();
        named.chain(self.feiten.budgethouders.keys()).copied().collect()
    }

    /// Every agreement, also those that only a claim names.
    pub fn zorgovereenkomsten(&self) -> BTreeSet<Uuid> {
        let named = self.declaraties_by_zorgovereenkomst.keys();
        named.chain(self.feiten.overeenkomsten.keys()).copied().collect()
    }

    /// Everything that is known.
    pub const fn feiten(&self) -> &'a Feiten {
        self.feiten
    }

    /// The verstrekkers that have something to do with what a signal may hang on.
    pub fn partijen(&'a self, haak: &Haak) -> BTreeSet<Uuid> {
        let all = self.voor(None);
        match haak {
            Haak::Rekening(value) => {
                let paid = all.betalingen_op(value).map(|one| one.verstrekker_id);
                paid.chain(Self::of_persons(all, Soort::Rekening, value)).collect()
            }
            Haak::Contact(value) => Self::of_persons(all, Soort::Contact, value),
            Haak::Adres(value) => Self::of_persons(all, Soort::Adres, value),
            Haak::Zorgverlener(id) => {
                let claimed = all.declaraties_van(*id).map(|one| one.verstrekker_id);
                let paid = all.betalingen_aan(*id).map(|one| one.verstrekker_id);
                let agreed = all.overeenkomsten_van(*id).flat_map(|one| &one.regels);
                claimed.chain(paid).chain(agreed.map(|regel| regel.verstrekker_id)).collect()
            }
            Haak::Budgethouder(id) => {
                let claimed = all.declaraties_voor(*id).map(|one| one.verstrekker_id);
                let granted = all.toekenningen_van(*id).map(|one| one.verstrekker_id);
                claimed.chain(granted).collect()
            }
            Haak::Zorgovereenkomst(id) => {
                all.declaraties_onder(*id).map(|one| one.verstrekker_id).collect()
            }
        }
    }

    fn of_persons(all: Omgeving<'_>, soort: Soort, value: &Ref) -> BTreeSet<Uuid> {
        let givers = all.zorgverleners_met(soort, value).flat_map(|one| &one.verstrekkers);
        let holders = all.budgethouders_met(soort, value).flat_map(|one| &one.verstrekkers);
        givers.chain(holders).copied().collect()
    }

    /// What one party sees.
    pub fn voor(&'a self, partij: Option<Uuid>) -> Omgeving<'a> {
        Omgeving { index: self, partij }
    }
}

/// The facts as one party sees them.
#[derive(Debug, Clone, Copy)]
pub struct Omgeving<'a> {
    index: &'a Index<'a>,
    partij: Option<Uuid>,
}

impl<'a> Omgeving<'a> {
    fn sees(self, verstrekker: Uuid) -> bool {
        self.partij.is_none_or(|partij| partij == verstrekker)
    }

    fn sees_one(self, verstrekkers: &[Uuid]) -> bool {
        self.partij.is_none_or(|partij| verstrekkers.contains(&partij))
    }

    /// Groups of comparable zorgverleners.
    pub fn standen(self) -> &'a Standen {
        &self.index.feiten.landelijk.standen
    }

    /// Hour sheets that are alike.
    pub fn bladen(self) -> &'a Groepen {
        &self.index.feiten.landelijk.bladen
    }

    /// A zorgverlener.
    pub fn zorgverlener(self, id: Uuid) -> Option<&'a Zorgverlener> {
        self.index.feiten.zorgverleners.get(&id)
    }

    /// A budgethouder.
    pub fn budgethouder(self, id: Uuid) -> Option<&'a Budgethouder> {
        self.index.feiten.budgethouders.get(&id)
    }

    /// An agreement that was not refused.
    pub fn overeenkomst(self, id: Uuid) -> Option<&'a Overeenkomst> {
        self.index.feiten.overeenkomsten.get(&id).filter(|one| one.geldig)
    }

    /// Claims of a zorgverlener that count.
    pub fn declaraties_van(self, zorgverlener: Uuid) -> impl Iterator<Item = &'a Declaratie> {
        let all = self.index.declaraties_by_zorgverlener.get(&zorgverlener);
        all.into_iter()
            .flatten()
            .copied()
            .filter(move |one| self.sees(one.verstrekker_id) && one.telt())
    }

    /// Claims for a budgethouder that count.
    pub fn declaraties_voor(self, budgethouder: Uuid) -> impl Iterator<Item = &'a Declaratie> {
        let all = self.index.declaraties_by_budgethouder.get(&budgethouder);
        all.into_iter()
            .flatten()
            .copied()
            .filter(move |one| self.sees(one.verstrekker_id) && one.telt())
    }

    /// Claims under an agreement that count.
    pub fn declaraties_onder(self, zorgovereenkomst: Uuid) -> impl Iterator<Item = &'a Declaratie> {
        let all = self.index.declaraties_by_zorgovereenkomst.get(&zorgovereenkomst);
        all.into_iter()
            .flatten()
            .copied()
            .filter(move |one| self.sees(one.verstrekker_id) && one.telt())
    }

    /// Agreements of a zorgverlener with a line of this party.
    pub fn overeenkomsten_van(self, zorgverlener: Uuid) -> impl Iterator<Item = &'a Overeenkomst> {
        let all = self.index.overeenkomsten_by_zorgverlener.get(&zorgverlener);
        all.into_iter().flatten().copied().filter(move |one| self.sees_agreement(one))
    }

    /// Agreements of a budgethouder with a line of this party.
    pub fn overeenkomsten_voor(self, budgethouder: Uuid) -> impl Iterator<Item = &'a Overeenkomst> {
        let all = self.index.overeenkomsten_by_budgethouder.get(&budgethouder);
        all.into_iter().flatten().copied().filter(move |one| self.sees_agreement(one))
    }

    fn sees_agreement(self, one: &Overeenkomst) -> bool {
        self.partij.is_none() || one.regels.iter().any(|regel| self.sees(regel.verstrekker_id))
    }

    /// Payments to a zorgverlener.
    pub fn betalingen_aan(self, zorgverlener: Uuid) -> impl Iterator<Item = &'a Betaling> {
        let all = self.index.betalingen_by_zorgverlener.get(&zorgverlener);
        all.into_iter().flatten().copied().filter(move |one| self.sees(one.verstrekker_id))
    }

    /// Payments on an account.
    pub fn betalingen_op(self, rekening: &Ref) -> impl Iterator<Item = &'a Betaling> + use<'a> {
        let all = self.index.betalingen_by_rekening.get(rekening);
        all.into_iter().flatten().copied().filter(move |one| self.sees(one.verstrekker_id))
    }

    /// Grants of a budgethouder.
    pub fn toekenningen_van(self, budgethouder: Uuid) -> impl Iterator<Item = &'a Toekenning> {
        let all = self.index.toekenningen_by_budgethouder.get(&budgethouder);
        all.into_iter().flatten().copied().filter(move |one| self.sees(one.verstrekker_id))
    }

    /// Zorgverleners with this reference.
    pub fn zorgverleners_met(
        self,
        soort: Soort,
        value: &Ref,
    ) -> impl Iterator<Item = &'a Zorgverlener> + use<'a> {
        let all = self.index.zorgverleners_by.get(&(soort, value.clone()));
        all.into_iter().flatten().copied().filter(move |one| self.sees_one(&one.verstrekkers))
    }

    /// Budgethouders with this reference.
    pub fn budgethouders_met(
        self,
        soort: Soort,
        value: &Ref,
    ) -> impl Iterator<Item = &'a Budgethouder> + use<'a> {
        let all = self.index.budgethouders_by.get(&(soort, value.clone()));
        all.into_iter().flatten().copied().filter(move |one| self.sees_one(&one.verstrekkers))
    }

    /// What was counted of a zorgverlener when only a part of the claims was loaded.
    fn geteld(self, zorgverlener: Uuid) -> impl Iterator<Item = (Date, usize)> {
        let from = (zorgverlener, Uuid::nil());
        let loaded = self.index.feiten.eerste_zorg.range(from..=(zorgverlener, Uuid::max()));
        loaded.filter(move |((_, verstrekker), _)| self.sees(*verstrekker)).map(|(_, seen)| *seen)
    }

    /// The first day on which a zorgverlener gave care to anybody.
    pub fn eerste_zorg(self, zorgverlener: Uuid) -> Option<Date> {
        let loaded = self.geteld(zorgverlener).map(|(day, _)| day).min();
        loaded.or_else(|| self.regels_van(zorgverlener).map(|(_, regel)| regel.van).min())
    }

    /// How many clients a zorgverlener ever had; who has two verstrekkers counts twice.
    pub fn aantal_clienten(self, zorgverlener: Uuid) -> usize {
        let loaded: usize = self.geteld(zorgverlener).map(|(_, count)| count).sum();
        if loaded > 0 {
            return loaded;
        }
        let pairs: BTreeSet<(Uuid, Uuid)> = self
            .regels_van(zorgverlener)
            .map(|(claim, _)| (claim.verstrekker_id, claim.budgethouder_id))
            .collect();
        pairs.len()
    }

    /// Lines of a zorgverlener, each with its claim.
    pub fn regels_van(
        self,
        zorgverlener: Uuid,
    ) -> impl Iterator<Item = (&'a Declaratie, &'a Zorgregel)> {
        self.declaraties_van(zorgverlener)
            .flat_map(|one| one.zorgregels().iter().map(move |regel| (one, regel)))
    }

    /// Lines for a budgethouder, each with its claim.
    pub fn regels_voor(
        self,
        budgethouder: Uuid,
    ) -> impl Iterator<Item = (&'a Declaratie, &'a Zorgregel)> {
        self.declaraties_voor(budgethouder)
            .flat_map(|one| one.zorgregels().iter().map(move |regel| (one, regel)))
    }

    /// Whether these two surely live at one address.
    pub fn samen(self, zorgverlener: Uuid, budgethouder: Uuid) -> Option<bool> {
        let his = self.zorgverlener(zorgverlener)?.adres.as_ref()?;
        let theirs = self.budgethouder(budgethouder)?.adres.as_ref()?;
        Some(his == theirs)
    }

    /// What counts as one party in care: a firm by its registration, else the zorgverlener.
    pub fn partij_van(self, zorgverlener: Uuid) -> Zorgpartij {
        match self.zorgverlener(zorgverlener).and_then(|known| known.kvk.clone()) {
            Some(kvk) => Zorgpartij::Kvk(kvk),
            None => Zorgpartij::Alleen(zorgverlener),
        }
    }

    /// The clients of a zorgverlener with their first and last day of care.
    pub fn clienten(self, zorgverlener: Uuid) -> BTreeMap<Uuid, (Date, Date)> {
        let mut found: BTreeMap<Uuid, (Date, Date)> = BTreeMap::new();
        for (claim, regel) in self.regels_van(zorgverlener) {
            let span = found.entry(claim.budgethouder_id).or_insert((regel.van, regel.tot));
            *span = (span.0.min(regel.van), span.1.max(regel.tot));
        }
        found
    }
}

/// What counts as one in care.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zorgpartij {
    /// A firm, by its registration.
    Kvk(Ref),
    /// Everybody else by himself.
    Alleen(Uuid),
}
