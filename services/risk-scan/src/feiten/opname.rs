//! How facts come in: newer states replace older ones, whatever the order.

use jiff::civil::Date;
use uuid::Uuid;

use super::{
    Betaling, Budgethouder, Declaratie, Feiten, Herkomst, Ingediend, Overeenkomst, Ref, Toekenning,
    Vastgesteld, Zorgverlener,
};

/// One fact as an indicator may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Feit {
    /// Of a zorgverlener.
    Zorgverlener(Zorgverlener),
    /// Of a budgethouder.
    Budgethouder(Budgethouder),
    /// Of a grant.
    Toekenning(Toekenning),
    /// Of an agreement.
    Overeenkomst(Overeenkomst),
    /// A claim as handed in.
    Ingediend(Declaratie),
    /// What is due for a claim.
    Vastgesteld(Declaratie),
    /// Of a payment.
    Betaling(Betaling),
}

impl Feiten {
    /// Takes a fact; false when a state as new was here already.
    pub fn apply(&mut self, feit: Feit) -> bool {
        match feit {
            Feit::Zorgverlener(new) => self.apply_zorgverlener(new),
            Feit::Budgethouder(new) => {
                let known = self.budgethouders.get(&new.id).map(|old| old.herkomst);
                newer(known, new.herkomst) && {
                    self.budgethouders.insert(new.id, new);
                    true
                }
            }
            Feit::Toekenning(new) => {
                let known = self.toekenningen.get(&new.id).map(|old| old.herkomst);
                newer(known, new.herkomst) && {
                    self.toekenningen.insert(new.id, new);
                    true
                }
            }
            Feit::Overeenkomst(new) => {
                let known = self.overeenkomsten.get(&new.id).map(|old| old.herkomst);
                newer(known, new.herkomst) && {
                    self.overeenkomsten.insert(new.id, new);
                    true
                }
            }
            Feit::Ingediend(new) | Feit::Vastgesteld(new) => self.apply_declaratie(new),
            Feit::Betaling(new) => {
                let known = self.betalingen.get(&new.id).map(|old| old.herkomst);
                newer(known, new.herkomst) && {
                    self.betalingen.insert(new.id, new);
                    true
                }
            }
        }
    }

    /// An account is known since the first state that named it, also when that came late.
    fn apply_zorgverlener(&mut self, mut new: Zorgverlener) -> bool {
        let Some(old) = self.zorgverleners.get_mut(&new.id) else {
            remember(&mut new);
            self.zorgverleners.insert(new.id, new);
            return true;
        };
        remember(&mut new);
        for (iban, sinds) in &old.rekening_sinds {
            keep_first(&mut new, iban, *sinds);
        }
        if newer(Some(old.herkomst), new.herkomst) {
            *old = new;
            true
        } else {
            old.rekening_sinds = new.rekening_sinds;
            false
        }
    }

    /// Handing in and determining are two facts of one claim, in either order.
    fn apply_declaratie(&mut self, new: Declaratie) -> bool {
        let Some(old) = self.declaraties.get_mut(&new.id) else {
            self.declaraties.insert(new.id, new);
            return true;
        };
        let mut applied = false;
        if let Some(said) = new.ingediend
            && newer(old.ingediend.as_ref().map(|known| known.herkomst), said.herkomst)
        {
            old.ingediend = Some(said);
            applied = true;
        }
        if let Some(due) = new.vastgesteld
            && newer(old.vastgesteld.as_ref().map(|known| known.herkomst), due.herkomst)
        {
            old.vastgesteld = Some(due);
            applied = true;
        }
        applied
    }

    /// How many claims are held.
    pub fn declaraties(&self) -> usize {
        self.declaraties.len()
    }

    /// Only what was said of these aggregates by these events: what evidence rests on.
    #[must_use]
    pub fn only(&self, events: &std::collections::BTreeSet<Uuid>) -> Self {
        let has = |herkomst: Herkomst| events.contains(&herkomst.gebeurtenis_id);
        let claim = |found: &Declaratie| Declaratie {
            ingediend: found.ingediend.clone().filter(|said: &Ingediend| has(said.herkomst)),
            vastgesteld: found.vastgesteld.clone().filter(|due: &Vastgesteld| has(due.herkomst)),
            ..found.clone()
        };
        Self {
            zorgverleners: part(&self.zorgverleners, |one| has(one.herkomst)),
            budgethouders: part(&self.budgethouders, |one| has(one.herkomst)),
            toekenningen: part(&self.toekenningen, |one| has(one.herkomst)),
            overeenkomsten: part(&self.overeenkomsten, |one| has(one.herkomst)),
            declaraties: self
                .declaraties
                .iter()
                .map(|(id, found)| (*id, claim(found)))
                .filter(|(_, found)| found.ingediend.is_some() || found.vastgesteld.is_some())
                .collect(),
            betalingen: part(&self.betalingen, |one| has(one.herkomst)),
            eerste_zorg: self.eerste_zorg.clone(),
            landelijk: self.landelijk.clone(),
        }
    }
}

fn part<T: Clone>(
    all: &std::collections::BTreeMap<Uuid, T>,
    keep: impl Fn(&T) -> bool,
) -> std::collections::BTreeMap<Uuid, T> {
    all.iter().filter(|(_, one)| keep(one)).map(|(id, one)| (*id, one.clone())).collect()
}

fn newer(known: Option<Herkomst>, said: Herkomst) -> bool {
    known.is_none_or(|known| said.versie > known.versie)
}

fn remember(zorgverlener: &mut Zorgverlener) {
    if let Some(iban) = zorgverlener.iban.clone() {
        let sinds = zorgverlener.herkomst.gezegd_op;
        keep_first(zorgverlener, &iban, sinds);
    }
}

fn keep_first(zorgverlener: &mut Zorgverlener, iban: &Ref, sinds: Date) {
    let known = zorgverlener.rekening_sinds.entry(iban.clone()).or_insert(sinds);
    *known = sinds.min(*known);
}
