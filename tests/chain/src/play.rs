//! A month of the chain on a generated population: from a verstrekker's message to a payment the
//! bank has confirmed, and a rate that changes afterwards. Each step says what it did and what it
//! should have done.

mod agreements;
mod claims;
mod grants;
mod payments;
mod retro;
mod signals;

use std::collections::BTreeMap;
use std::path::PathBuf;

use population::{Population, Verstrekker};

use crate::client::Client;
use crate::report::{Report, Row};
use crate::running::{Chain, SVB_OIN};

/// The play: a chain, a population, and what the services called its items.
pub struct Play<'a> {
    /// The chain.
    pub chain: &'a Chain,
    /// Who plays.
    pub population: &'a Population,
    /// What was found so far.
    pub report: Report,
    /// Told after each step.
    pub progress: fn(&Row),
    ids: Ids,
}

/// Identifiers that the services gave, by place in the population.
#[derive(Debug, Clone, Default)]
pub struct Ids {
    verstrekkers: BTreeMap<usize, String>,
    toekenningen: BTreeMap<usize, Grant>,
    zorgverleners: BTreeMap<usize, String>,
    overeenkomsten: BTreeMap<usize, Agreement>,
    declaraties: BTreeMap<usize, String>,
}

/// A grant as zorgdomein knows it.
#[derive(Debug, Clone)]
struct Grant {
    id: String,
    budgethouder: String,
}

/// An agreement as zorgdomein knows it.
#[derive(Debug, Clone)]
struct Agreement {
    id: String,
    regel: String,
}

impl<'a> Play<'a> {
    /// A play that has not begun.
    pub fn new(chain: &'a Chain, population: &'a Population, progress: fn(&Row)) -> Self {
        Self { chain, population, report: Report::default(), progress, ids: Ids::default() }
    }

    /// What the services called the items so far, to go on with later.
    pub fn known(&self) -> Ids {
        self.ids.clone()
    }

    /// A play that goes on where another stopped.
    pub fn resume(chain: &'a Chain, population: &'a Population, ids: Ids) -> Self {
        Self { chain, population, report: Report::default(), progress: |_| {}, ids }
    }

    /// Everything, in the order of the months.
    pub async fn all(&mut self) -> anyhow::Result<()> {
        self.chain.set_clock("2026-01-08T09:00:00Z").await?;
        self.verstrekkers().await?;
        self.grants().await?;
        self.agreements().await?;
        self.chain.set_clock("2026-04-02T09:00:00Z").await?;
        self.claims().await?;
        self.booked().await?;
        self.payments().await?;
        self.retro().await?;
        self.signals().await?;
        self.controle().await
    }

    /// Verstrekkers, grants and agreements: everything that claims rest on.
    pub async fn until_agreements(&mut self) -> anyhow::Result<()> {
        self.chain.set_clock("2026-01-08T09:00:00Z").await?;
        self.verstrekkers().await?;
        self.grants().await?;
        self.agreements().await?;
        self.budgets_are_open().await
    }

    /// The agreement at this place, as zorgdomein calls it, and its line.
    pub fn agreement(&self, place: usize) -> anyhow::Result<(&str, &str)> {
        let agreement = self.ids.overeenkomsten.get(&place);
        let agreement = agreement.ok_or_else(|| anyhow::anyhow!("onbekende overeenkomst"))?;
        Ok((&agreement.id, &agreement.regel))
    }

    /// The verstrekker that pays for the agreement at this place.
    pub fn payer_of(&self, place: usize) -> anyhow::Result<usize> {
        self.verstrekker_of(self.overeenkomst(place)?)
    }

    /// The checker, green.
    pub async fn controle(&mut self) -> anyhow::Result<()> {
        let (green, said) = self.chain.controle(&[]).await?;
        std::fs::write(self.chain.path("controle.txt"), &said)?;
        let deviations = if green { Vec::new() } else { vec![said] };
        let row = Row::count("controle", "alle ketenregels kloppen", usize::from(green), 1);
        self.note(row.deviations(deviations));
        Ok(())
    }

    fn note(&mut self, row: Row) {
        (self.progress)(&row);
        self.report.stappen.push(row);
    }

    /// The client of a verstrekker at zorgdomein.
    pub async fn verstrekker(&self, place: usize) -> anyhow::Result<Client> {
        let verstrekker = self.verstrekker_at(place)?;
        let scope = "pgb.toekenningen.schrijven pgb.toekenningen.lezen pgb.zorgverleners.schrijven \
                     pgb.zorgverleners.lezen pgb.zorgovereenkomsten.schrijven \
                     pgb.zorgovereenkomsten.lezen pgb.zorgovereenkomsten.beoordelen \
                     pgb.declaraties.schrijven pgb.declaraties.lezen pgb.berichten.lezen";
        let who = (verstrekker.oin.as_str(), "verstrekker-systeem");
        self.chain.client("zorgdomein", who, scope).await
    }

    fn verstrekker_at(&self, place: usize) -> anyhow::Result<&Verstrekker> {
        self.population
            .verstrekkers
            .get(place)
            .ok_or_else(|| anyhow::anyhow!("er is geen verstrekker {place}"))
    }

    /// A person at the desk of the SVB.
    async fn desk(&self, service: &'static str, sub: &str) -> anyhow::Result<Client> {
        let scope = "pgb.verstrekkers.schrijven pgb.verstrekkers.lezen pgb.betaalruns.schrijven \
                     pgb.betaalruns.lezen pgb.betaalruns.goedkeuren pgb.betaalruns.vrijgeven \
                     pgb.betalingen.lezen pgb.voorschotten.schrijven pgb.voorschotten.lezen \
                     pgb.bankberichten.schrijven pgb.bestanden.lezen pgb.bestanden.verzenden \
                     pgb.grootboek.lezen pgb.budgetten.lezen pgb.signalen.lezen";
        self.chain.client(service, (SVB_OIN, sub), scope).await
    }

    /// A folder of this run, made when it is not there.
    fn folder(&self, name: &str) -> anyhow::Result<PathBuf> {
        let path = PathBuf::from(self.chain.path(name));
        std::fs::create_dir_all(&path)?;
        Ok(path)
    }
}
