//! Random histories, many connections at once: grants go up and down, claims come, are corrected
//! and withdrawn while the bank books what was sent. Whatever the order, every proof holds.

use futures_util::future::{join, join_all};
use platform::messaging::inbox::Incoming;
use uuid::Uuid;

use crate::bank::{batch_of, camt053, entry};
use crate::support::{Keten, Payee, uuid};

/// Numbers that are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }

    fn cents(&mut self, max: usize) -> i64 {
        i64::try_from(self.below(max)).unwrap()
    }
}

struct World {
    keten: Keten,
    grants: Vec<(Uuid, Uuid)>,
    payees: Vec<Payee>,
    claims: Vec<Uuid>,
}

impl World {
    async fn new() -> Self {
        let keten = Keten::new().await;
        let mut world = Self { keten, grants: Vec::new(), payees: Vec::new(), claims: Vec::new() };
        for _ in 0..4 {
            world.grants.push(world.keten.grant(200_000).await);
            world.payees.push(world.keten.payee().await);
        }
        world.claims = (0..24).map(|_| uuid()).collect();
        world
    }

    /// A batch of the next version of some claims; a claim keeps its payee.
    fn batch(&self, numbers: &mut Numbers, versie: i64) -> Vec<Incoming> {
        let from = numbers.below(self.claims.len());
        let claim = |n: usize| {
            let place = (from + n) % self.claims.len();
            let payee = self.payees[place % self.payees.len()];
            let (first, other) = (numbers.below(self.grants.len()), numbers.below(2));
            let pots: Vec<(Uuid, i64)> = (0..=other)
                .map(|n| self.grants[(first + n) % self.grants.len()].1)
                .map(|pot| (pot, numbers.cents(9_000)))
                .collect();
            self.keten.message(versie, self.keten.declaratie(self.claims[place], payee, &pots))
        };
        (0..8).map(claim).collect()
    }

    /// Four writers of claims and one of grants, at once.
    async fn storm(&self, seed: u64, phase: i64) {
        let writers = (0..4_u64).map(|writer| async move {
            let mut numbers = Numbers(seed * 100 + writer);
            for turn in 0..4 {
                let versie = phase * 100 + turn * 4 + i64::try_from(writer).unwrap() + 1;
                self.keten.hear(&self.batch(&mut numbers, versie)).await;
            }
        });
        let grants = async {
            let mut numbers = Numbers(seed * 7 + 3);
            for turn in 0..4 {
                let (toekenning, pot) = self.grants[numbers.below(self.grants.len())];
                let fact = self.keten.toekenning(toekenning, &[(pot, numbers.cents(300_000))]);
                self.keten.hear_stamgegevens(phase * 100 + turn + 2, fact).await;
            }
        };
        join(join_all(writers), grants).await;
    }
}

#[tokio::test]
async fn every_history_of_many_at_once_keeps_every_proof() {
    for seed in [1, 2, 3] {
        let world = World::new().await;
        world.storm(seed, 0).await;
        world.keten.prove().await;
        let sent = world.keten.send().await;
        let total: i64 = sent.orders.iter().map(|order| order.cents).sum();
        let debit = [entry("D1", "DBIT", total, &batch_of(&sent.batch))];
        let xml = camt053("AFSCHRIFT-1", (0, -total), &debit);
        // Claims are corrected while their money is under way, and while the bank books it.
        let (booked, ()) = join(world.keten.receive(&xml), world.storm(seed + 10, 1)).await;
        booked.unwrap();
        world.keten.prove().await;
        let owed = world.keten.som("M.RECV").await;
        assert!(owed > 0, "some of what was paid must come back: the history is worth something");
    }
}
