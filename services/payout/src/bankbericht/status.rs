//! What a status report (pain.002) means for the attempts of its file (payments:1.7).

#![warn(clippy::arithmetic_side_effects)]

use std::collections::HashMap;

use uuid::Uuid;

use super::Pogingstand;
use crate::bank::{Batchstatus, Reden, Status, Statusbericht, Transactiestatus};
use crate::betaling::Pogingstaat;
use crate::werkitem::{Melding, Soort};

/// What a status report does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statusbesluit {
    /// Attempts the bank took.
    pub geaccepteerd: Vec<Uuid>,
    /// Attempts the bank refused, each with its reason code.
    pub afgewezen: Vec<(Uuid, String)>,
    /// Where the file stands now; `None` when the report says nothing new about it.
    pub bestand: Option<&'static str>,
    /// What a person must look at.
    pub meldingen: Vec<Melding>,
}

/// What one status means for an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Oordeel {
    Accepted,
    Refused,
    /// Received, pending: nothing for the attempt.
    Nothing,
}

fn judge(status: &Status) -> Oordeel {
    match status {
        Status::Geaccepteerd
        | Status::GeaccepteerdMetWijziging
        | Status::InBehandeling
        | Status::Gedeeltelijk
        | Status::Verwerkt => Oordeel::Accepted,
        Status::Afgewezen => Oordeel::Refused,
        Status::Ontvangen | Status::TechnischJuist | Status::Onbekend(_) => Oordeel::Nothing,
    }
}

/// The lines of a report, to be found by what they are about.
struct Gezegd<'a> {
    bericht: &'a Statusbericht,
    batches: HashMap<&'a str, &'a Batchstatus>,
    transacties: HashMap<&'a str, &'a Transactiestatus>,
}

impl<'a> Gezegd<'a> {
    fn of(bericht: &'a Statusbericht) -> Self {
        let batches = bericht.batches.iter().map(|batch| (batch.pmt_inf_id.as_str(), batch));
        let lines = bericht.batches.iter().flat_map(|batch| &batch.transacties);
        // Named by our reference; by the attempt where the bank leaves that out.
        let transacties = lines
            .filter_map(|tx| Some((tx.end_to_end_id.as_deref().or(tx.instr_id.as_deref())?, tx)));
        Self { bericht, batches: batches.collect(), transacties: transacties.collect() }
    }

    /// What is said of one attempt: its own status, else that of its batch, else that of the file;
    /// the reason is the first that is given on the way up.
    fn of_attempt(&self, poging: &Pogingstand) -> (Oordeel, Option<String>) {
        let batch = self.batches.get(poging.pmt_inf_id.as_str());
        let own = self
            .transacties
            .get(poging.end_to_end_id.as_str())
            .or_else(|| self.transacties.get(poging.id.simple().to_string().as_str()));
        let code = |redenen: &[Reden]| redenen.first().map(|reden| reden.code.clone());
        let reason = own
            .and_then(|tx| code(&tx.redenen))
            .or_else(|| batch.and_then(|batch| code(&batch.redenen)))
            .or_else(|| code(&self.bericht.redenen));
        let status = own
            .and_then(|tx| tx.status.as_ref())
            .or_else(|| batch.and_then(|batch| batch.status.as_ref()))
            .or(self.bericht.groep.as_ref());
        (status.map_or(Oordeel::Nothing, judge), reason)
    }
}

/// Applies a status report to the attempts of its file (payments:1.7).
pub fn apply_status(bericht: &Statusbericht, pogingen: &[Pogingstand]) -> Statusbesluit {
    let mut besluit = Statusbesluit { meldingen: alarms(bericht), ..Statusbesluit::default() };
    let gezegd = Gezegd::of(bericht);
    let mut refused = 0_usize;
    let mut accepted = 0_usize;
    for poging in pogingen {
        let (oordeel, reden) = gezegd.of_attempt(poging);
        let open = poging.staat.is_onderweg();
        match oordeel {
            Oordeel::Refused if open => {
                let reden = reden.unwrap_or_else(|| "MS03".to_owned());
                besluit.afgewezen.push((poging.id, reden));
            }
            // Booked is booked: the statement is the proof, and somebody must ask the bank.
            Oordeel::Refused if poging.staat == Pogingstaat::Geboekt => {
                let soort = Soort::AfwijzingNaBoeking;
                let melding = Melding::of(soort, "endToEndId", poging.end_to_end_id.clone());
                besluit.meldingen.push(melding.over(poging.bedrag));
            }
            Oordeel::Accepted
                if matches!(poging.staat, Pogingstaat::InBestand | Pogingstaat::Verzonden) =>
            {
                besluit.geaccepteerd.push(poging.id);
            }
            Oordeel::Refused | Oordeel::Accepted | Oordeel::Nothing => {}
        }
        let was_refused = poging.staat == Pogingstaat::Afgewezen;
        if was_refused || (oordeel == Oordeel::Refused && open) {
            refused = refused.saturating_add(1);
        } else if oordeel == Oordeel::Accepted {
            accepted = accepted.saturating_add(1);
        }
    }
    besluit.bestand = if refused > 0 && refused == pogingen.len() {
        Some("afgewezen")
    } else if refused > 0 {
        Some("deels_afgewezen")
    } else if accepted > 0 {
        Some("geaccepteerd")
    } else {
        let received = matches!(bericht.groep, Some(Status::Ontvangen | Status::TechnischJuist));
        received.then_some("ontvangen")
    };
    besluit
}

fn alarms(bericht: &Statusbericht) -> Vec<Melding> {
    let statuses = bericht.groep.iter().chain(bericht.batches.iter().flat_map(|batch| {
        batch.status.iter().chain(batch.transacties.iter().filter_map(|tx| tx.status.as_ref()))
    }));
    let alarm = |status: &Status| match status {
        Status::Onbekend(code) => Some(Melding::of(Soort::OnbekendeStatus, "status", code.clone())),
        Status::GeaccepteerdMetWijziging => {
            let soort = Soort::GeaccepteerdMetWijziging;
            Some(Melding::of(soort, "berichtId", bericht.orgnl_msg_id.clone()))
        }
        Status::Ontvangen
        | Status::TechnischJuist
        | Status::Geaccepteerd
        | Status::InBehandeling
        | Status::Gedeeltelijk
        | Status::Afgewezen
        | Status::Verwerkt => None,
    };
    statuses.filter_map(alarm).collect()
}
