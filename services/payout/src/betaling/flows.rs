//! What happens to payments: the steps of their attempts, holds, and leaving a run.

mod holding;
mod refusing;

use std::collections::BTreeMap;

use contracts::Betaalstaat;
use diesel_async::AsyncPgConnection;
use jiff::civil::Date;
use kernel::Euro;
use platform::{Context, Fault};
use uuid::Uuid;

use super::store::Deelstand;
use super::store::holds::Aanhouding;
use super::store::pogingen::Poging;
use super::store::{self, holds, pogingen};
use super::{Betaling, Betalingsdeel, Pogingstaat};
use crate::grootboek::posten::{self, Betaalpost, Deel};
use crate::grootboek::saldi::Standen;
use crate::grootboek::store::{lock_standen, post};
use crate::grootboek::{Bron, Post, Postsoort, Regels};
use crate::{budget, vordering};

pub use self::holding::{Refusal, hold, resume, settle_holds};

/// What happened to attempts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stap {
    /// They stand in a file that was built (E7).
    Vrijgegeven,
    /// The file went to the bank.
    Verzonden,
    /// The bank took them.
    Geaccepteerd,
    /// The bank refused them (E9).
    Afgewezen,
    /// They are on the statement (E8).
    Afgeschreven,
    /// They were on the statement and came back (E10).
    Teruggekomen,
}

impl Stap {
    const fn pogingstaat(self) -> Pogingstaat {
        match self {
            Self::Vrijgegeven => Pogingstaat::InBestand,
            Self::Verzonden => Pogingstaat::Verzonden,
            Self::Geaccepteerd => Pogingstaat::Geaccepteerd,
            Self::Afgewezen => Pogingstaat::Afgewezen,
            Self::Afgeschreven => Pogingstaat::Geboekt,
            Self::Teruggekomen => Pogingstaat::Teruggekomen,
        }
    }

    const fn postsoort(self) -> Option<Postsoort> {
        match self {
            Self::Vrijgegeven => Some(Postsoort::E7),
            Self::Verzonden | Self::Geaccepteerd => None,
            Self::Afgewezen => Some(Postsoort::E9),
            Self::Afgeschreven => Some(Postsoort::E8),
            Self::Teruggekomen => Some(Postsoort::E10),
        }
    }
}

/// What made it happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aanleiding {
    /// Own bank account the money goes through.
    pub eigen_rekening: Uuid,
    /// The day it counts for.
    pub datum: Date,
    /// The act or message, for the log of states.
    pub oorzaak: String,
    /// The day on which the bank booked an attempt, where that is another one.
    pub boekdatums: BTreeMap<Uuid, Date>,
}

impl Aanleiding {
    /// On one day, through one account.
    pub fn of(eigen_rekening: Uuid, datum: Date, oorzaak: String) -> Self {
        Self { eigen_rekening, datum, oorzaak, boekdatums: BTreeMap::new() }
    }

    fn datum_of(&self, poging: Uuid) -> Date {
        self.boekdatums.get(&poging).copied().unwrap_or(self.datum)
    }
}

/// Applies one step to attempts, each with a reason where the bank gave one. The caller has checked
/// that each attempt may take it; the database refuses one that may not.
pub async fn step(
    conn: &mut AsyncPgConnection,
    context: &Context,
    stap: Stap,
    gebeurd: &[(Uuid, Option<String>)],
    aanleiding: &Aanleiding,
) -> Result<(), Fault> {
    if gebeurd.is_empty() {
        return Ok(());
    }
    // All at once, however many: balances are locked in one order, which parts would break.
    step_all(conn, context, stap, gebeurd, aanleiding).await?;
    refusing::follow(conn, context, stap, gebeurd).await
}

async fn step_all(
    conn: &mut AsyncPgConnection,
    context: &Context,
    stap: Stap,
    gebeurd: &[(Uuid, Option<String>)],
    aanleiding: &Aanleiding,
) -> Result<(), Fault> {
    let ids: Vec<Uuid> = gebeurd.iter().map(|(id, _)| *id).collect();
    let attempts = pogingen::by_id(conn, &ids).await?;
    let of: Vec<Uuid> = attempts.iter().map(|poging| poging.betaling).collect();
    let mut betalingen = store::lock(conn, &of).await?;
    let delen = store::delen(conn, &of).await?;
    let mut standen = standen_of(conn, stap, &delen).await?;

    let redenen: BTreeMap<Uuid, &Option<String>> =
        gebeurd.iter().map(|(id, reden)| (*id, reden)).collect();
    let by_betaling: BTreeMap<Uuid, &Poging> =
        attempts.iter().map(|poging| (poging.betaling, poging)).collect();
    let mut of_betaling: BTreeMap<Uuid, Vec<Betalingsdeel>> = BTreeMap::new();
    for deel in delen {
        of_betaling.entry(deel.betaling).or_default().push(deel);
    }
    let mut done = Gevolgen::of(aanleiding);
    for betaling in &mut betalingen {
        let Some(poging) = by_betaling.get(&betaling.id) else { continue };
        let own = of_betaling.remove(&betaling.id).unwrap_or_default();
        let reden = redenen.get(&poging.id).and_then(|reden| (*reden).clone());
        done.add(stap, betaling, (poging.id, &own, reden), &mut standen);
    }
    store::because(conn, &aanleiding.oorzaak).await?;
    if stap != Stap::Vrijgegeven {
        pogingen::save(conn, gebeurd, stap.pogingstaat()).await?;
        store::save_and_say(conn, &context.source, &mut betalingen, &aanleiding.oorzaak).await?;
    }
    let now = context.clock.now();
    store::save_delen(conn, &done.delen).await?;
    holds::hold(conn, &done.holds, now).await?;
    vordering::flows::change(conn, context, &done.vorderingen).await?;
    if stap.postsoort().is_some_and(|soort| soort != Postsoort::E7) {
        budget::store::mark_changed(conn, &done.toekenningen).await?;
    }
    Ok(post(conn, &done.posten, now).await?)
}

/// Nothing to come back, nothing waived.
const NIETS: (Euro, Euro) = (Euro::ZERO, Euro::ZERO);

/// Positions are needed only where a recovery falls away and frees a right.
async fn standen_of(
    conn: &mut AsyncPgConnection,
    stap: Stap,
    delen: &[Betalingsdeel],
) -> Result<Standen, Fault> {
    let frees = matches!(stap, Stap::Afgewezen | Stap::Teruggekomen);
    let potten: Vec<_> = delen
        .iter()
        .filter(|deel| frees && (deel.terug, deel.kwijt) != NIETS)
        .map(|deel| deel.pot)
        .collect();
    if potten.is_empty() {
        return Ok(Standen::new());
    }
    Ok(lock_standen(conn, &potten).await?)
}

/// What a step changes beside the payments themselves.
struct Gevolgen<'a> {
    aanleiding: &'a Aanleiding,
    posten: Vec<Post>,
    delen: Vec<Deelstand>,
    holds: Vec<Aanhouding>,
    vorderingen: Vec<vordering::Wijziging>,
    toekenningen: Vec<(Uuid, Uuid)>,
}

impl<'a> Gevolgen<'a> {
    fn of(aanleiding: &'a Aanleiding) -> Self {
        Self {
            aanleiding,
            posten: Vec::new(),
            delen: Vec::new(),
            holds: Vec::new(),
            vorderingen: Vec::new(),
            toekenningen: Vec::new(),
        }
    }

    fn add(
        &mut self,
        stap: Stap,
        betaling: &mut Betaling,
        (poging, own, reden): (Uuid, &[Betalingsdeel], Option<String>),
        standen: &mut Standen,
    ) {
        let shares: Vec<Deel> = own.iter().map(Deel::from).collect();
        let betaalpost = Betaalpost {
            verstrekker: betaling.verstrekker,
            zorgverlener: betaling.zorgverlener,
            declaratie: betaling.declaratie,
            eigen_rekening: self.aanleiding.eigen_rekening,
            delen: &shares,
        };
        let regels = match stap {
            Stap::Vrijgegeven => posten::vrijgegeven(&betaalpost),
            Stap::Verzonden | Stap::Geaccepteerd => Regels::default(),
            Stap::Afgewezen => posten::afgewezen(&betaalpost, standen),
            Stap::Afgeschreven => posten::afgeschreven(&betaalpost),
            Stap::Teruggekomen => posten::teruggekomen(&betaalpost, standen),
        };
        if let Some(soort) = stap.postsoort() {
            self.posten.push(Post {
                soort,
                bron: Bron { soort: "poging", id: poging, versie: 1 },
                verstrekker: betaling.verstrekker,
                verband: betaling.declaratie,
                ingangsdatum: self.aanleiding.datum_of(poging),
                regels,
            });
        }
        self.toekenningen.extend(own.iter().map(|deel| (deel.toekenning, deel.pot.verstrekker)));
        match stap {
            Stap::Vrijgegeven => {}
            Stap::Verzonden => betaling.staat = Betaalstaat::Verzonden,
            Stap::Geaccepteerd => betaling.staat = Betaalstaat::Geaccepteerd,
            Stap::Afgeschreven => {
                betaling.staat = Betaalstaat::Betaald;
                betaling.betaald_op = Some(self.aanleiding.datum_of(poging));
            }
            Stap::Afgewezen => self.back(betaling, own, Betaalstaat::Aangehouden, reden),
            Stap::Teruggekomen => self.back(betaling, own, Betaalstaat::Teruggekomen, reden),
        }
    }

    /// The money is here again: what had to come back of it is settled.
    fn back(
        &mut self,
        betaling: &mut Betaling,
        own: &[Betalingsdeel],
        staat: Betaalstaat,
        reden: Option<String>,
    ) {
        let terug: Euro = own.iter().map(|deel| deel.terug).sum();
        let afgedaan = own.iter().any(|deel| deel.geind > Euro::ZERO || deel.kwijt > Euro::ZERO);
        if terug > Euro::ZERO || afgedaan {
            let rest = |deel: &Betalingsdeel| crate::grootboek::minus(deel.bedrag, deel.terug);
            self.delen.extend(own.iter().map(|deel| Deelstand {
                betaling: deel.betaling,
                pot: deel.pot.pot,
                bedrag: rest(deel),
                terug: Euro::ZERO,
                hersteld: Euro::ZERO,
                geind: Euro::ZERO,
                kwijt: Euro::ZERO,
            }));
            betaling.bedrag = own.iter().map(rest).sum();
            self.vorderingen.push(vordering::Wijziging {
                declaratie: betaling.declaratie,
                verstrekker: betaling.verstrekker,
                zorgverlener: betaling.zorgverlener,
                bedrag: crate::grootboek::minus(Euro::ZERO, terug),
            });
        }
        betaling.reden.clone_from(&reden);
        if betaling.bedrag == Euro::ZERO {
            betaling.staat = Betaalstaat::Vervallen;
            return;
        }
        betaling.staat = staat;
        self.holds.push(Aanhouding {
            betaling: betaling.id,
            verstrekker: betaling.verstrekker,
            blokkade: None,
            reden: reden.unwrap_or_else(|| "MS03".to_owned()),
        });
    }
}
