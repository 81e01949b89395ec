//! A claim against the budget: what is booked of it, and what is refused; pure.
//!
//! Version n of a claim says what is due in all. The difference with what was booked is posted: a
//! new claim whole or not at all (pgb:D-50), a correction upwards as far as each pot reaches
//! (pgb:R-TWK-04), a correction downwards always. One version gives at most one entry.

#![warn(clippy::arithmetic_side_effects)]

use std::collections::{BTreeMap, BTreeSet};

use contracts::Weigeringsreden;
use kernel::Euro;
use uuid::Uuid;

use crate::grootboek::posten;
use crate::grootboek::posten::terug::{self, Herstel, Weg};
use crate::grootboek::saldi::{Jaarstand, Potstand, Standen};
use crate::grootboek::{Postsoort, Regels, Rekening, Rekeningsoort, minus, plus};

pub mod flows;
pub mod messages;
pub mod store;

/// The largest amount one claim may be due: what one bank payment may carry (payments:G2).
pub const TOTAAL_MAX: Euro = Euro::from_cents(99_999_999_999);

/// What is due for a claim now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verschuldigd {
    /// The claim.
    pub declaratie: Uuid,
    /// Who pays in the end.
    pub verstrekker: Uuid,
    /// Who is paid.
    pub zorgverlener: Uuid,
    /// Due per pot; every pot stands in the positions given to [`decide`].
    pub per_pot: BTreeMap<Uuid, Euro>,
    /// When a right that was paid too much is restored: the policy of the verstrekker.
    pub herstel: Herstel,
}

impl Verschuldigd {
    /// In all.
    pub fn totaal(&self) -> Euro {
        self.per_pot.values().copied().sum()
    }
}

/// Where the money of a payment is, as far as a correction must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fase {
    /// Here: ready, held, or in a run whose files are not built.
    Onbetaald,
    /// Here again: it came back.
    Teruggekomen,
    /// In a file, not on a statement.
    Onderweg,
    /// On a statement.
    Betaald,
}

/// The share of one pot in one earlier payment of the claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GeboektDeel {
    /// The payment; later ones have later ids.
    pub betaling: Uuid,
    /// Where its money is.
    pub fase: Fase,
    /// The pot.
    pub pot: Uuid,
    /// What the payment pays from it.
    pub bedrag: Euro,
    /// What of that must come back.
    pub terug: Euro,
    /// What of that the budgethouder may claim again already.
    pub hersteld: Euro,
    /// What came back of it apart, by set-off or over the bank; no longer in `bedrag`.
    pub geind: Euro,
    /// What was waived of it and stays spent; no longer in `bedrag`.
    pub kwijt: Euro,
}

/// What was booked of a claim before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EerderGeboekt {
    /// Whether anything of it was ever booked; if not, the claim is new.
    pub ooit: bool,
    /// The shares of its payments that are not given up.
    pub delen: Vec<GeboektDeel>,
}

impl EerderGeboekt {
    fn on_pot(&self, pot: Uuid) -> Euro {
        let delen = self.delen.iter().filter(|deel| deel.pot == pot);
        delen.map(|deel| minus(deel.bedrag, deel.terug)).sum()
    }
}

/// What becomes of one version of a claim.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Uitkomst {
    /// The entry, when anything is booked.
    pub post: Option<(Postsoort, Regels)>,
    /// Shares of earlier payments that changed.
    pub gewijzigd: Vec<GeboektDeel>,
    /// The new payment: what each pot pays. Empty when there is none.
    pub nieuw: Vec<(Uuid, Euro)>,
    /// Booked in all, over all versions.
    pub geboekt: Euro,
    /// Refused of what is due now.
    pub geweigerd: Euro,
    /// Why.
    pub reden: Option<Weigeringsreden>,
    /// What the recovery grows by; below zero when it shrinks.
    pub vordering: Euro,
}

/// Books a version of a claim against the positions, which it lowers or raises.
///
/// # Panics
/// When a pot of the claim is not among the positions: the caller locks them all first.
pub fn decide(
    verschuldigd: &Verschuldigd,
    eerder: &EerderGeboekt,
    standen: &mut Standen,
) -> Uitkomst {
    if eerder.ooit {
        correct(verschuldigd, eerder, standen)
    } else {
        book_whole(verschuldigd, standen)
    }
}

/// A new claim: every pot holds its part, or nothing is booked.
fn book_whole(verschuldigd: &Verschuldigd, standen: &mut Standen) -> Uitkomst {
    let totaal = verschuldigd.totaal();
    let due = || verschuldigd.per_pot.iter().filter(|(_, bedrag)| **bedrag > Euro::ZERO);
    let fits = due().all(|(pot, bedrag)| *bedrag <= position(standen, *pot).ruimte());
    if !fits {
        return Uitkomst {
            geweigerd: totaal,
            reden: Some(Weigeringsreden::BudgetOntoereikend),
            ..Uitkomst::default()
        };
    }
    let mut regels = Regels::default();
    let mut soort = Postsoort::E5;
    for (pot, bedrag) in due() {
        let stand = position(standen, *pot);
        if stand.jaar == Jaarstand::Opengesteld {
            soort = Postsoort::E23;
        }
        let taken = posten::goedgekeurd(&mut regels, stand, verschuldigd.zorgverlener, *bedrag);
        assert!(taken == *bedrag, "the pot holds what was checked a moment ago");
    }
    Uitkomst {
        post: (!regels.is_empty()).then_some((soort, regels)),
        nieuw: due().map(|(pot, bedrag)| (*pot, *bedrag)).collect(),
        geboekt: totaal,
        ..Uitkomst::default()
    }
}

/// A next version: first what goes down, which may free a pot, then what goes up.
fn correct(verschuldigd: &Verschuldigd, eerder: &EerderGeboekt, standen: &mut Standen) -> Uitkomst {
    let mut pots: BTreeSet<Uuid> = verschuldigd.per_pot.keys().copied().collect();
    pots.extend(eerder.delen.iter().map(|deel| deel.pot));
    let due = |pot| verschuldigd.per_pot.get(&pot).copied().unwrap_or(Euro::ZERO);
    let mut work = Correctie::new(verschuldigd, eerder);
    for pot in &pots {
        let less = minus(eerder.on_pot(*pot), due(*pot));
        if less > Euro::ZERO {
            work.lower(less, position(standen, *pot));
        }
    }
    for pot in &pots {
        let more = minus(due(*pot), eerder.on_pot(*pot));
        if more > Euro::ZERO {
            work.raise(more, position(standen, *pot));
        }
    }
    work.finish(eerder, verschuldigd.totaal())
}

fn position(standen: &mut Standen, pot: Uuid) -> &mut Potstand {
    standen.get_mut(&pot).expect("the pots of a claim are locked before it is decided")
}

/// A correction while it is made.
struct Correctie<'a> {
    verschuldigd: &'a Verschuldigd,
    delen: Vec<GeboektDeel>,
    regels: Regels,
    nieuw: Vec<(Uuid, Euro)>,
    geweigerd: Euro,
    vordering: Euro,
    only_returned: bool,
    raised: bool,
    late: bool,
}

impl<'a> Correctie<'a> {
    fn new(verschuldigd: &'a Verschuldigd, eerder: &EerderGeboekt) -> Self {
        let mut delen = eerder.delen.clone();
        // Money that is still here first, and of that the latest payment first.
        delen.sort_by(|a, b| a.fase.cmp(&b.fase).then(b.betaling.cmp(&a.betaling)));
        Self {
            verschuldigd,
            delen,
            regels: Regels::default(),
            nieuw: Vec::new(),
            geweigerd: Euro::ZERO,
            vordering: Euro::ZERO,
            only_returned: true,
            raised: false,
            late: false,
        }
    }

    fn lower(&mut self, bedrag: Euro, stand: &mut Potstand) {
        let pot = stand.sleutel;
        let Verschuldigd { declaratie, verstrekker, zorgverlener, per_pot: _, herstel } =
            *self.verschuldigd;
        let mut rest = bedrag;
        for deel in self.delen.iter_mut().filter(|deel| deel.pot == pot.pot) {
            let part = rest.min(minus(deel.bedrag, deel.terug));
            if part == Euro::ZERO {
                continue;
            }
            rest = minus(rest, part);
            self.only_returned &= deel.fase == Fase::Teruggekomen;
            let regels = &mut self.regels;
            match deel.fase {
                Fase::Onbetaald | Fase::Teruggekomen => {
                    let soort = match deel.fase {
                        Fase::Teruggekomen => Rekeningsoort::Returned,
                        Fase::Onbetaald | Fase::Onderweg | Fase::Betaald => Rekeningsoort::Pay,
                    };
                    let ligt_op = Rekening::van(soort, verstrekker, zorgverlener);
                    posten::verlaagd_voor_betaling(regels, ligt_op, part, stand);
                    deel.bedrag = minus(deel.bedrag, part);
                }
                Fase::Onderweg | Fase::Betaald => {
                    let how = (weg(deel.fase), herstel);
                    terug::verlaagd_na_betaling(regels, stand, declaratie, how, part);
                    deel.terug = plus(deel.terug, part);
                    deel.hersteld = plus(deel.hersteld, herstel.at_once(part));
                    self.vordering = plus(self.vordering, part);
                }
            }
        }
        assert!(rest == Euro::ZERO, "a pot is never lowered below nothing");
    }

    fn raise(&mut self, bedrag: Euro, stand: &mut Potstand) {
        let pot = stand.sleutel;
        let mut rest = bedrag;
        for deel in self.delen.iter_mut().filter(|deel| deel.pot == pot.pot) {
            let part = unclaim(&mut self.regels, stand, self.verschuldigd.declaratie, deel, rest);
            self.vordering = minus(self.vordering, part);
            self.raised |= part > Euro::ZERO;
            rest = minus(rest, part);
            rest = minus(rest, unwaive(deel, rest));
        }
        let zorgverlener = self.verschuldigd.zorgverlener;
        let booked = posten::goedgekeurd(&mut self.regels, stand, zorgverlener, rest);
        self.late |= booked > Euro::ZERO && stand.jaar == Jaarstand::Opengesteld;
        if booked > Euro::ZERO {
            self.nieuw.push((pot.pot, booked));
        }
        self.geweigerd = plus(self.geweigerd, minus(rest, booked));
        self.raised |= booked > Euro::ZERO;
    }

    fn finish(self, eerder: &EerderGeboekt, totaal: Euro) -> Uitkomst {
        let before = |deel: &GeboektDeel| {
            eerder
                .delen
                .iter()
                .any(|was| was.betaling == deel.betaling && was.pot == deel.pot && was != deel)
        };
        let gewijzigd: Vec<GeboektDeel> = self.delen.iter().copied().filter(before).collect();
        let soort = if self.vordering > Euro::ZERO {
            Postsoort::E12
        } else if self.late {
            Postsoort::E23
        } else if self.raised {
            Postsoort::E12u
        } else if self.only_returned {
            Postsoort::E10b
        } else {
            Postsoort::E11
        };
        Uitkomst {
            post: (!self.regels.is_empty()).then_some((soort, self.regels)),
            gewijzigd,
            nieuw: self.nieuw,
            geboekt: minus(totaal, self.geweigerd),
            geweigerd: self.geweigerd,
            reden: (self.geweigerd > Euro::ZERO).then_some(Weigeringsreden::BudgetUitgeputBijTwk),
            vordering: self.vordering,
        }
    }
}

/// A share need not come back after all, as far as it was to and up to an amount: first what was
/// not restored yet, then what was, as far as the pot has room. Gives what the recovery shrinks by.
fn unclaim(
    regels: &mut Regels,
    stand: &mut Potstand,
    declaratie: Uuid,
    deel: &mut GeboektDeel,
    bedrag: Euro,
) -> Euro {
    let weg = weg(deel.fase);
    let open = bedrag.min(minus(deel.terug, deel.hersteld));
    let kept = bedrag.min(deel.terug);
    let kept = minus(kept, open);
    let how = (weg, Herstel::BijOntvangst);
    let open = terug::vordering_vervalt(regels, stand, declaratie, how, open);
    let how = (weg, Herstel::BijCorrectie);
    let again = terug::vordering_vervalt(regels, stand, declaratie, how, kept);
    deel.hersteld = minus(deel.hersteld, again);
    let part = plus(open, again);
    deel.terug = minus(deel.terug, part);
    part
}

/// What was waived of a share is due again after all: it was paid already, and is spent.
fn unwaive(deel: &mut GeboektDeel, bedrag: Euro) -> Euro {
    let part = bedrag.min(deel.kwijt);
    deel.kwijt = minus(deel.kwijt, part);
    deel.bedrag = plus(deel.bedrag, part);
    part
}

/// Where the right stands of money that left. A recovery hangs on such money only.
fn weg(fase: Fase) -> Weg {
    match fase {
        Fase::Betaald => Weg::Betaald,
        Fase::Onderweg | Fase::Onbetaald | Fase::Teruggekomen => Weg::Onderweg,
    }
}

#[cfg(test)]
mod tests;
