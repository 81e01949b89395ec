//! A batch while it is judged: what one claim takes, the next cannot take.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use kernel::{Id, Periode};
use uuid::Uuid;

use super::super::beslissing::{Beslissing, Besluit, decide};
use super::super::checks::{
    Budgethouder, Dossier, EerdereRegel, Regels, Vrijgave, Wacht, Zorgverlener,
};
use super::super::store::Factuur;
use super::super::{Declaratie, Indiening, Status, facts};
use super::Antwoord;
use super::kennis::Kennis;
use crate::zorgovereenkomst::{Gebrek, Status as Overeenkomststatus, Zorgovereenkomst};

/// The claims that are judged together.
pub(crate) struct Oordelen<'k> {
    kennis: &'k Kennis,
    vandaag: Date,
    added: HashMap<(Uuid, Uuid), Vec<EerdereRegel>>,
    numbers: HashMap<Factuur, Id<Declaratie>>,
    /// Stored claims that are judged again here: what the store says of them is no longer so.
    opnieuw: HashSet<Uuid>,
}

/// One claim to be judged.
pub(crate) struct Zaak<'a> {
    pub(crate) indiening: &'a Indiening,
    pub(crate) ingediend_op: Date,
    pub(crate) wacht: Wacht,
    pub(crate) vrijgaven: &'a [Vrijgave],
    /// Whether who handed it in might do so then, where that was judged before.
    pub(crate) was_bevoegd: Option<bool>,
    /// Where it stands now; absent for a new one.
    pub(crate) stond: Option<Status>,
}

/// A claim that was judged.
pub(crate) struct Geoordeeld<'k> {
    pub(crate) overeenkomst: &'k Zorgovereenkomst,
    pub(crate) zorgverlener: &'k Zorgverlener,
    pub(crate) verstrekker_id: Uuid,
    pub(crate) besluit: Besluit,
}

/// The agreement as this claim is judged by it: a no that came after a claim was approved stops
/// the next claims, and does not undo the approval this one rests on.
fn as_approved<'a>(zaak: &Zaak<'_>, own: &'a Zorgovereenkomst) -> Cow<'a, Zorgovereenkomst> {
    let refused_since =
        own.status == Overeenkomststatus::Afgekeurd && zaak.stond == Some(Status::Goedgekeurd);
    if refused_since {
        Cow::Owned(Zorgovereenkomst { status: Overeenkomststatus::Beeindigd, ..own.clone() })
    } else {
        Cow::Borrowed(own)
    }
}

impl<'k> Oordelen<'k> {
    /// With these things known; `opnieuw` are stored claims that are judged again.
    pub(crate) fn new(kennis: &'k Kennis, vandaag: Date, opnieuw: HashSet<Uuid>) -> Self {
        Self { kennis, vandaag, added: HashMap::new(), numbers: HashMap::new(), opnieuw }
    }

    /// Judges one claim, or says that nothing can be made of it.
    pub(crate) fn judge(&self, zaak: &Zaak<'_>) -> Result<Geoordeeld<'k>, Box<Antwoord>> {
        let invalid = |plaats: &str, code, uitleg: &str| {
            Box::new(Antwoord::Ongeldig(vec![Gebrek::new(plaats, code, uitleg)]))
        };
        let unknown =
            || invalid("/zorgovereenkomstId", "D-30", "Deze zorgovereenkomst kennen wij niet.");
        let kennis = self.kennis;
        let overeenkomst = kennis
            .overeenkomsten
            .get(&zaak.indiening.zorgovereenkomst_id.uuid())
            .ok_or_else(unknown)?;
        let verstrekker_id = facts::verstrekker(zaak.indiening, overeenkomst).map_err(|none| {
            if none {
                unknown()
            } else {
                let uitleg = "Declareer de regels van verschillende verstrekkers apart.";
                invalid("/regels", "D-52", uitleg)
            }
        })?;
        let zorgverlener =
            kennis.zorgverleners.get(&overeenkomst.zorgverlener_id).ok_or_else(unknown)?;
        let besluit = self.decide(zaak, &as_approved(zaak, overeenkomst), zorgverlener);
        Ok(Geoordeeld { overeenkomst, zorgverlener, verstrekker_id, besluit })
    }

    fn decide(
        &self,
        zaak: &Zaak<'_>,
        overeenkomst: &Zorgovereenkomst,
        zorgverlener: &Zorgverlener,
    ) -> Besluit {
        let (indiening, kennis) = (zaak.indiening, self.kennis);
        let pair = (overeenkomst.budgethouder_id, overeenkomst.zorgverlener_id);
        let stored = kennis.eerdere.get(&pair).into_iter().flatten();
        let mut eerdere: Vec<EerdereRegel> = stored
            .filter(|regel| !self.opnieuw.contains(&regel.declaratie_id.uuid()))
            .cloned()
            .collect();
        eerdere.extend(self.added.get(&pair).into_iter().flatten().cloned());
        let budgethouder = self.budgethouder(zaak, overeenkomst.budgethouder_id);
        let potten = kennis.potten.get(&overeenkomst.budgethouder_id);
        let wetten = kennis.wetten.get(&overeenkomst.budgethouder_id);
        let dossier = Dossier {
            indiening,
            ingediend_op: zaak.ingediend_op,
            vandaag: self.vandaag,
            wacht: zaak.wacht,
            overeenkomst,
            budgethouder: &budgethouder,
            zorgverlener,
            potten: potten.map_or(&[], Vec::as_slice),
            beschikbaar: &kennis.beschikbaar,
            eerdere: &eerdere,
            zelfde_factuur: self.zelfde_factuur(indiening, overeenkomst),
            wetten: wetten.map_or(&[], Vec::as_slice),
            omstandigheden: &kennis.omstandigheden,
            vrijgaven: zaak.vrijgaven,
        };
        decide(&dossier, Regels { maxima: &kennis.maxima, limieten: &kennis.limieten })
    }

    fn zelfde_factuur(
        &self,
        indiening: &Indiening,
        overeenkomst: &Zorgovereenkomst,
    ) -> Option<Id<Declaratie>> {
        let number = indiening.factuurnummer.clone()?;
        let key = (overeenkomst.zorgverlener_id, overeenkomst.budgethouder_id, number);
        let stored = self.kennis.facturen.get(&key).into_iter().flatten();
        let other = stored.copied().find(|id| !self.opnieuw.contains(&id.uuid()));
        other.or_else(|| self.numbers.get(&key).copied())
    }

    /// Who manages the budget; who was found to be allowed at the time is allowed.
    fn budgethouder(&self, zaak: &Zaak<'_>, id: Uuid) -> Budgethouder {
        let known = self.kennis.budgethouders.get(&id).cloned().unwrap_or_default();
        let bevoegden = match (zaak.was_bevoegd, zaak.indiening.ingediend_door) {
            (Some(true), Some(person)) => vec![(person, Periode::day(zaak.ingediend_op))],
            (Some(false), _) => Vec::new(),
            (None, _) | (Some(true), None) => known.bevoegden,
        };
        Budgethouder { bevoegden, overleden_op: known.overleden_op }
    }

    /// Notes what a claim takes, for the next of the same pair.
    pub(crate) fn take(
        &mut self,
        id: Id<Declaratie>,
        indiening: &Indiening,
        overeenkomst: &Zorgovereenkomst,
        beslissing: &Beslissing,
    ) {
        match beslissing.status {
            Status::Afgekeurd | Status::Ingetrokken => return,
            Status::Goedgekeurd | Status::Uitval | Status::Aangehouden => {}
        }
        let pair = (overeenkomst.budgethouder_id, overeenkomst.zorgverlener_id);
        let taken = facts::taken(id, indiening, overeenkomst, beslissing);
        self.added.entry(pair).or_default().extend(taken);
        if let Some(number) = indiening.factuurnummer.clone() {
            let key = (overeenkomst.zorgverlener_id, overeenkomst.budgethouder_id, number);
            self.numbers.insert(key, id);
        }
    }
}
