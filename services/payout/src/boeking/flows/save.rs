//! What a batch of claims leaves behind.

use std::collections::BTreeSet;

use contracts::{Betaalstaat, DeclaratieGeboekt};
use diesel_async::AsyncPgConnection;
use kernel::{Euro, Maand};
use platform::messaging::outbox::{self, Said};
use platform::{Context, Fault};
use uuid::Uuid;

use super::Claim;
use super::load::{Eerder, Potten, Registers};
use crate::betaling::store::Deelstand;
use crate::betaling::store::holds::{self, Aanhouding};
use crate::betaling::{self, Betaling};
use crate::boeking::store::{self, Antwoord, Boeking, NieuweBetaling};
use crate::boeking::{Fase, GeboektDeel, Uitkomst};
use crate::grootboek::store::post;
use crate::grootboek::{Bron, Post};
use crate::partij::Betaalrelatie;
use crate::{betaalrun, budget, vordering};

/// Everything that changes, collected claim by claim.
pub(super) struct Gevolgen<'a> {
    context: &'a Context,
    registers: &'a Registers,
    potten: &'a Potten,
    posten: Vec<Post>,
    antwoorden: Vec<Antwoord>,
    nieuwe: Vec<NieuweBetaling>,
    holds: Vec<Aanhouding>,
    gewijzigd: Vec<GeboektDeel>,
    vorderingen: Vec<vordering::Wijziging>,
    toekenningen: Vec<(Uuid, Uuid)>,
    said: Vec<Said>,
}

impl<'a> Gevolgen<'a> {
    pub(super) fn new(context: &'a Context, registers: &'a Registers, potten: &'a Potten) -> Self {
        Self {
            context,
            registers,
            potten,
            posten: Vec::new(),
            antwoorden: Vec::new(),
            nieuwe: Vec::new(),
            holds: Vec::new(),
            gewijzigd: Vec::new(),
            vorderingen: Vec::new(),
            toekenningen: Vec::new(),
            said: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, claim: &Claim, boeking: &Boeking, uitkomst: Uitkomst) {
        self.answer(claim, boeking, &uitkomst);
        let Uitkomst { post, gewijzigd, nieuw, vordering, geboekt: _, geweigerd: _, reden: _ } =
            uitkomst;
        let fact = &claim.fact;
        if let Some((soort, regels)) = post {
            let pots = nieuw.iter().map(|(pot, _)| *pot).chain(gewijzigd.iter().map(|d| d.pot));
            self.toekenningen.extend(pots.filter_map(|pot| {
                let (sleutel, toekenning) = self.potten.by_id.get(&pot)?;
                Some((*toekenning, sleutel.verstrekker))
            }));
            self.posten.push(Post {
                soort,
                bron: Bron { soort: "declaratie", id: fact.declaratie_id, versie: claim.versie },
                verstrekker: fact.verstrekker_id,
                verband: fact.declaratie_id,
                ingangsdatum: self.context.clock.today(),
                regels,
            });
        }
        self.gewijzigd.extend(gewijzigd);
        self.vorderingen.push(vordering::Wijziging {
            declaratie: fact.declaratie_id,
            verstrekker: fact.verstrekker_id,
            zorgverlener: fact.zorgverlener_id,
            bedrag: vordering,
        });
        if !nieuw.is_empty() {
            self.pay(claim, nieuw);
        }
    }

    fn answer(&mut self, claim: &Claim, boeking: &Boeking, uitkomst: &Uitkomst) {
        let antwoord = Antwoord {
            declaratie: claim.fact.declaratie_id,
            versie: claim.versie,
            verschuldigd: claim.fact.totaal_verschuldigd,
            geboekt: uitkomst.geboekt,
            geweigerd: uitkomst.geweigerd,
            reden: uitkomst.reden,
            ooit_geboekt: boeking.ooit_geboekt || uitkomst.post.is_some(),
            antwoord_versie: boeking.antwoord_versie.saturating_add(1),
        };
        let fact = DeclaratieGeboekt {
            declaratie_id: antwoord.declaratie,
            declaratie_versie: antwoord.versie,
            geboekt: antwoord.geboekt,
            geweigerd: antwoord.geweigerd,
            reden: antwoord.reden,
        };
        self.said.push(Said::new(&self.context.source, antwoord.antwoord_versie, fact));
        self.antwoorden.push(antwoord);
    }

    /// A new payment, held at once when something holds it.
    fn pay(&mut self, claim: &Claim, delen: Vec<(Uuid, Euro)>) {
        let fact = &claim.fact;
        let toekenningen: Vec<Uuid> = delen
            .iter()
            .filter_map(|(pot, _)| self.potten.by_id.get(pot).map(|(_, toekenning)| *toekenning))
            .collect();
        let relatie = Betaalrelatie {
            toekenningen: &toekenningen,
            verstrekker: fact.verstrekker_id,
            zorgverlener: fact.zorgverlener_id,
            zorgovereenkomst: fact.zorgovereenkomst_id,
            betaalgegevens: fact.betaalgegevens_id,
        };
        let today = self.context.clock.today();
        let holding: Vec<_> =
            self.registers.blokkades.iter().filter(|b| b.holds(&relatie, today)).collect();
        let rekening = self.registers.rekeningen.get(&fact.betaalgegevens_id);
        let mut betaling = Betaling {
            id: platform::id::new_uuid(),
            verstrekker: fact.verstrekker_id,
            zorgverlener: fact.zorgverlener_id,
            zorgovereenkomst: fact.zorgovereenkomst_id,
            betaalgegevens: fact.betaalgegevens_id,
            declaratie: fact.declaratie_id,
            iban_ref: rekening.map(|rekening| rekening.iban_ref.clone()),
            bedrag: delen.iter().map(|(_, bedrag)| *bedrag).sum(),
            staat: Betaalstaat::Gereed,
            reden: None,
            poging: 0,
            betaald_op: None,
            versie: 0,
        };
        self.holds.extend(holding.iter().map(|blokkade| Aanhouding {
            betaling: betaling.id,
            verstrekker: betaling.verstrekker,
            blokkade: Some(blokkade.id),
            reden: blokkade.reden.clone(),
        }));
        if let Some(blokkade) = holding.first() {
            betaling.staat = Betaalstaat::Aangehouden;
            betaling.reden = Some(blokkade.reden.clone());
            let fact = betaling.fact();
            self.said.push(Said::new(&self.context.source, betaling.versie, fact));
        }
        let months = fact.regels.iter().map(|regel| &regel.zorgmaand);
        let zorgmaand = months.max().cloned().unwrap_or_else(|| Maand::of(today));
        self.nieuwe.push(NieuweBetaling {
            betaling,
            soort: fact.soort,
            factuurnummer: fact.factuurnummer.clone(),
            zorgmaand,
            delen,
        });
    }

    /// Writes everything.
    pub(super) async fn save(
        self,
        conn: &mut AsyncPgConnection,
        eerder: Eerder,
    ) -> Result<(), Fault> {
        let now = self.context.clock.now();
        if !self.gewijzigd.is_empty() {
            change_payments(conn, self.context, eerder, &self.gewijzigd).await?;
        }
        store::answer(conn, &self.antwoorden).await?;
        store::insert_betalingen(conn, &self.nieuwe, now).await?;
        holds::hold(conn, &self.holds, now).await?;
        vordering::flows::change(conn, self.context, &self.vorderingen).await?;
        budget::store::mark_changed(conn, &self.toekenningen).await?;
        outbox::record(conn, &self.said).await?;
        Ok(post(conn, &self.posten, now).await?)
    }
}

/// Earlier payments get their new amounts. One that stands in a run leaves it, and waits for the
/// next one; one with nothing left is given up.
async fn change_payments(
    conn: &mut AsyncPgConnection,
    context: &Context,
    mut eerder: Eerder,
    gewijzigd: &[GeboektDeel],
) -> Result<(), Fault> {
    let row = |deel: &GeboektDeel| {
        let GeboektDeel { betaling, fase: _, pot, bedrag, terug, hersteld, geind, kwijt } = *deel;
        Deelstand { betaling, pot, bedrag, terug, hersteld, geind, kwijt }
    };
    let rows: Vec<Deelstand> = gewijzigd.iter().map(row).collect();
    betaling::store::save_delen(conn, &rows).await?;
    let here: BTreeSet<Uuid> = gewijzigd
        .iter()
        .filter(|deel| matches!(deel.fase, Fase::Onbetaald | Fase::Teruggekomen))
        .map(|deel| deel.betaling)
        .collect();
    let here: Vec<Uuid> = here.into_iter().collect();
    let out = betaalrun::flows::take_out(conn, context, &here, "correctie").await?;
    let open = holds::open_holds(conn, &here).await?;
    let mut changed = Vec::new();
    for id in here {
        let bedrag = eerder.totaal(id, gewijzigd);
        let Some(betaling) = eerder.betaling_mut(id) else { continue };
        betaling.bedrag = bedrag;
        if bedrag == Euro::ZERO && (out.contains(&id) || betaling.staat != Betaalstaat::InRun) {
            betaling.staat = Betaalstaat::Vervallen;
        } else if out.contains(&id) {
            betaling.reden = open.get(&id).cloned();
            let held = betaling.reden.is_some();
            betaling.staat = if held { Betaalstaat::Aangehouden } else { Betaalstaat::Gereed };
        } else if betaling.staat == Betaalstaat::InRun {
            // Its run was released a moment ago: the batch is tried again and finds it under way.
            return Err(Fault::Database(diesel::result::Error::RollbackTransaction));
        }
        changed.push(betaling.clone());
    }
    // Who was never told of a payment need not hear that it changed.
    let (mut told, untold): (Vec<Betaling>, Vec<Betaling>) =
        changed.into_iter().partition(|betaling| betaling.versie > 0);
    betaling::store::save(conn, &untold, "correctie").await?;
    betaling::store::save_and_say(conn, &context.source, &mut told, "correctie").await
}
