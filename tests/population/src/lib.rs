//! A generated population, deterministic by seed: verstrekkers, budgethouders with their grants,
//! zorgverleners, agreements and a month of claims, with the faults that real input has.
//!
//! Everything is plainly invented: names are numbers in words, BSNs come from the range `9999…`,
//! organisation numbers begin with `00000099`, accounts lie at a bank that does not exist. Each
//! item says what the chain should make of it ([`Verwachting`]), so that a run can be judged.
//!
//! Shape: [`Population::generate`] gives typed values that know no identifiers of the chain; who
//! plays them (`chain`) turns them into requests. Limits: 20 to 3,000 budgethouders, because the
//! range of test BSNs holds some nine thousand numbers.

pub mod agreement;
pub mod claim;
pub mod grant;
pub mod ipgb;
pub mod person;
pub mod verstrekker;

pub use agreement::Overeenkomst;
pub use claim::Declaratie;
pub use grant::{FoutBericht, Toekenning};
pub use person::{Persoon, Zorgverlener};
pub use verstrekker::{Kanaal, Verstrekker};

/// How much, and which.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Same seed and size, same population.
    pub seed: u64,
    /// How many budgethouders.
    pub budgethouders: usize,
}

/// What the chain should make of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verwachting {
    /// It goes through.
    Goed,
    /// It is refused, and this rule or check must be named.
    Geweigerd(&'static str),
    /// It is right, but the budget does not hold it: payout refuses.
    BudgetOntoereikend,
}

/// The population.
#[derive(Debug, Clone)]
pub struct Population {
    /// Gemeenten and zorgkantoren.
    pub verstrekkers: Vec<Verstrekker>,
    /// Persons in the register: budgethouders first, in the order of their grants.
    pub personen: Vec<Persoon>,
    /// One grant for each budgethouder.
    pub toekenningen: Vec<Toekenning>,
    /// Messages that must be refused.
    pub fouten: Vec<FoutBericht>,
    /// Persons and firms that give care.
    pub zorgverleners: Vec<Zorgverlener>,
    /// Agreements; the first is the one whose rate changes later (pgb:R-TWK).
    pub overeenkomsten: Vec<Overeenkomst>,
    /// Claims of March 2026, first those of the first agreement.
    pub declaraties: Vec<Declaratie>,
}

impl Population {
    /// Makes the population.
    ///
    /// # Errors
    /// When the size is outside 20 to 3,000.
    pub fn generate(options: Options) -> anyhow::Result<Self> {
        anyhow::ensure!(
            (20..=3000).contains(&options.budgethouders),
            "het aantal budgethouders moet tussen 20 en 3000 liggen"
        );
        let mut rng = fastrand::Rng::with_seed(options.seed);
        let verstrekkers = verstrekker::all();
        let mut personen = person::budgethouders(options.budgethouders);
        let toekenningen = grant::generate(&mut rng, &verstrekkers, &mut personen);
        let fouten = grant::faulty(&toekenningen, &mut personen);
        let (zorgverleners, overeenkomsten) =
            agreement::generate(&mut rng, &toekenningen, personen.len());
        let declaraties = claim::generate(&mut rng, &overeenkomsten);
        Ok(Self {
            verstrekkers,
            personen,
            toekenningen,
            fouten,
            zorgverleners,
            overeenkomsten,
            declaraties,
        })
    }

    /// The persons as lines of the BRP test register.
    pub fn brp_register(&self) -> String {
        self.personen.iter().filter(|persoon| persoon.in_brp).map(Persoon::brp_line).collect()
    }
}
