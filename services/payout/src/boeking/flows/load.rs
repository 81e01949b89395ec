//! What a batch of claims touches.

use std::collections::{BTreeMap, BTreeSet};

use contracts::Betaalstaat;
use diesel_async::AsyncPgConnection;
use platform::Fault;
use uuid::Uuid;

use super::Claim;
use crate::betaling::store::pogingen::{self, Poging};
use crate::betaling::{Betaling, Betalingsdeel};
use crate::boeking::{EerderGeboekt, Fase, GeboektDeel};
use crate::grootboek::Potsleutel;
use crate::partij::Blokkade;
use crate::partij::store::Betaalgegevens;
use crate::{betaalrun, betaling, budget, partij};

/// Registers of the whole country that claims refer to.
pub(super) struct Registers {
    pub(super) rekeningen: BTreeMap<Uuid, Betaalgegevens>,
    pub(super) overeenkomsten: BTreeSet<Uuid>,
    pub(super) blokkades: Vec<Blokkade>,
}

impl Registers {
    pub(super) async fn load(
        conn: &mut AsyncPgConnection,
        claims: &[Claim],
    ) -> Result<Self, Fault> {
        let each = |value: fn(&Claim) -> Uuid| -> Vec<Uuid> {
            let ids: BTreeSet<Uuid> = claims.iter().map(value).collect();
            ids.into_iter().collect()
        };
        let accounts = each(|claim| claim.fact.betaalgegevens_id);
        let agreements = each(|claim| claim.fact.zorgovereenkomst_id);
        let payees = each(|claim| claim.fact.zorgverlener_id);
        let pots: BTreeSet<Uuid> =
            claims.iter().flat_map(|claim| claim.fact.regels.iter().map(|r| r.pot_id)).collect();
        let pots: Vec<Uuid> = pots.into_iter().collect();
        let known = partij::store::known_overeenkomsten(conn, &agreements).await?;
        let betrokkenen = partij::store::Betrokkenen {
            zorgverleners: &payees,
            overeenkomsten: &agreements,
            betaalgegevens: &accounts,
            potten: &pots,
        };
        Ok(Self {
            rekeningen: partij::store::betaalgegevens(conn, &accounts).await?,
            overeenkomsten: known.into_iter().collect(),
            blokkades: partij::store::blokkades(conn, betrokkenen).await?,
        })
    }
}

/// Pots of claims: the key of the accounts, and the grant.
pub(super) struct Potten {
    pub(super) by_id: BTreeMap<Uuid, (Potsleutel, Uuid)>,
}

impl Potten {
    pub(super) async fn load(
        conn: &mut AsyncPgConnection,
        claims: &[Claim],
    ) -> Result<Self, Fault> {
        let ids: BTreeSet<Uuid> =
            claims.iter().flat_map(|claim| claim.fact.regels.iter().map(|r| r.pot_id)).collect();
        let ids: Vec<Uuid> = ids.into_iter().collect();
        let mut by_id = BTreeMap::new();
        for row in budget::store::pots(conn, &ids).await? {
            by_id.insert(row.id, (row.sleutel()?, row.toekenning_id));
        }
        Ok(Self { by_id })
    }

    /// Pots that earlier payments of the claims drew on.
    pub(super) fn add<'a>(&mut self, delen: impl Iterator<Item = &'a Betalingsdeel>) {
        for deel in delen {
            self.by_id.insert(deel.pot.pot, (deel.pot, deel.toekenning));
        }
    }

    pub(super) fn sleutels(&self) -> Vec<Potsleutel> {
        self.by_id.values().map(|(sleutel, _)| *sleutel).collect()
    }
}

/// Earlier payments of claims that are corrected.
#[derive(Default)]
pub(super) struct Eerder {
    pub(super) betalingen: BTreeMap<Uuid, Betaling>,
    delen: Vec<Betalingsdeel>,
    pogingen: BTreeMap<Uuid, Poging>,
}

impl Eerder {
    /// Locks the runs they stand in, then the payments. A batch without corrections asks nothing.
    pub(super) async fn load(
        conn: &mut AsyncPgConnection,
        declaraties: &BTreeSet<Uuid>,
    ) -> Result<Self, Fault> {
        if declaraties.is_empty() {
            return Ok(Self::default());
        }
        let ids: Vec<Uuid> = declaraties.iter().copied().collect();
        betaalrun::flows::lock_of_declaraties(conn, &ids).await?;
        let betalingen = betaling::store::lock_of_declaraties(conn, &ids).await?;
        let of: Vec<Uuid> = betalingen.iter().map(|betaling| betaling.id).collect();
        let attempts = pogingen::open_of(conn, &of).await?;
        Ok(Self {
            delen: betaling::store::delen(conn, &of).await?,
            betalingen: betalingen.into_iter().map(|b| (b.id, b)).collect(),
            pogingen: attempts.into_iter().map(|poging| (poging.betaling, poging)).collect(),
        })
    }

    pub(super) fn delen(&self) -> impl Iterator<Item = &Betalingsdeel> {
        self.delen.iter()
    }

    /// What was booked of one claim.
    pub(super) fn of(&self, declaratie: Uuid, ooit: bool) -> EerderGeboekt {
        let deel = |deel: &Betalingsdeel| {
            let betaling = self.betalingen.get(&deel.betaling)?;
            (betaling.declaratie == declaratie).then_some(())?;
            Some(GeboektDeel {
                betaling: betaling.id,
                fase: self.fase(betaling)?,
                pot: deel.pot.pot,
                bedrag: deel.bedrag,
                terug: deel.terug,
                hersteld: deel.hersteld,
                geind: deel.geind,
                kwijt: deel.kwijt,
            })
        };
        EerderGeboekt { ooit, delen: self.delen.iter().filter_map(deel).collect() }
    }

    fn fase(&self, betaling: &Betaling) -> Option<Fase> {
        let in_file = self.pogingen.get(&betaling.id).is_some_and(|p| p.staat.is_onderweg());
        match betaling.staat {
            Betaalstaat::InRun if in_file => Some(Fase::Onderweg),
            Betaalstaat::Gereed | Betaalstaat::Aangehouden | Betaalstaat::InRun => {
                Some(Fase::Onbetaald)
            }
            Betaalstaat::Verzonden | Betaalstaat::Geaccepteerd => Some(Fase::Onderweg),
            Betaalstaat::Betaald => Some(Fase::Betaald),
            Betaalstaat::Teruggekomen => Some(Fase::Teruggekomen),
            Betaalstaat::Vervallen => None,
        }
    }

    /// A payment in memory, to be changed.
    pub(super) fn betaling_mut(&mut self, id: Uuid) -> Option<&mut Betaling> {
        self.betalingen.get_mut(&id)
    }

    /// What a payment pays, over all its shares, when some of them change.
    pub(super) fn totaal(&self, betaling: Uuid, changed: &[GeboektDeel]) -> kernel::Euro {
        let amount = |deel: &Betalingsdeel| {
            changed
                .iter()
                .find(|new| new.betaling == betaling && new.pot == deel.pot.pot)
                .map_or(deel.bedrag, |new| new.bedrag)
        };
        self.delen.iter().filter(|deel| deel.betaling == betaling).map(amount).sum()
    }
}
