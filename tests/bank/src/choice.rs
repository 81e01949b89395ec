//! Which payments the bank refuses or returns although nothing is wrong with them.

use std::collections::HashMap;

use fastrand::Rng;

use crate::options::{Forced, Options};
use crate::reason::{Code, Reason};

const REJECT_CODES: [Code; 4] =
    [Code::of("AC01"), Code::of("AC04"), Code::of("AC06"), Code::of("MD07")];
const RETURN_CODES: [Code; 4] =
    [Code::of("AC04"), Code::of("AC06"), Code::of("MD07"), Code::of("MS03")];

/// The decisions of one run. What is forced goes before what the seed says, and a payment before
/// its account.
pub(crate) struct Choice<'a> {
    seed: u64,
    rejects: u32,
    returns: u32,
    reject: HashMap<&'a str, &'a Code>,
    reject_iban: HashMap<&'a str, &'a Code>,
    give_back: HashMap<&'a str, &'a Code>,
    return_iban: HashMap<&'a str, &'a Code>,
}

impl<'a> Choice<'a> {
    pub(crate) fn new(options: &'a Options) -> Self {
        Self {
            seed: options.seed,
            rejects: options.rejects,
            returns: options.returns,
            reject: by_key(&options.reject),
            reject_iban: by_key(&options.reject_iban),
            give_back: by_key(&options.give_back),
            return_iban: by_key(&options.return_iban),
        }
    }

    /// Why this payment is refused before settlement, if it is.
    pub(crate) fn reject(&self, end_to_end_id: &str, iban: &str) -> Option<Reason> {
        let forced = self.reject.get(end_to_end_id).or_else(|| self.reject_iban.get(iban));
        let code = forced
            .map(|code| (*code).clone())
            .or_else(|| drawn(self.seed, end_to_end_id, "reject", self.rejects, &REJECT_CODES))?;
        Some(Reason { code, text: "refused before settlement".to_owned() })
    }

    /// The code with which this payment comes back after settlement, if it does.
    pub(crate) fn give_back(&self, end_to_end_id: &str, iban: &str) -> Option<Code> {
        let forced = self.give_back.get(end_to_end_id).or_else(|| self.return_iban.get(iban));
        forced
            .map(|code| (*code).clone())
            .or_else(|| drawn(self.seed, end_to_end_id, "return", self.returns, &RETURN_CODES))
    }
}

fn by_key(forced: &[Forced]) -> HashMap<&str, &Code> {
    forced.iter().map(|forced| (forced.key.as_str(), &forced.code)).collect()
}

/// The draw for one payment depends on nothing but the seed, its reference and the question.
fn drawn(
    seed: u64,
    reference: &str,
    question: &str,
    per_mille: u32,
    codes: &[Code],
) -> Option<Code> {
    let mut rng = Rng::with_seed(seed ^ fnv1a(reference) ^ fnv1a(question).rotate_left(32));
    (rng.u32(0..1000) < per_mille).then(|| rng.choice(codes).cloned()).flatten()
}

/// The hash of Fowler, Noll and Vo: the same everywhere and for ever, unlike the standard one.
fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(options: &Options) -> Vec<Option<String>> {
        let choice = Choice::new(options);
        (0..2000)
            .map(|n| choice.reject(&format!("PGB{n:015}"), "NL44RABO0123456789"))
            .map(|reason| reason.map(|reason| reason.code.as_str().to_owned()))
            .collect()
    }

    #[test]
    fn the_same_seed_refuses_the_same_payments_and_another_seed_others() {
        let options = |seed| Options { seed, rejects: 50, ..Options::new("i", "o", "s") };
        assert_eq!(refused(&options(7)), refused(&options(7)));
        assert_ne!(refused(&options(7)), refused(&options(8)));
        let count = refused(&options(7)).into_iter().flatten().count();
        assert!((60..140).contains(&count), "{count} of 2000 at 50 in a thousand");
    }

    #[test]
    fn all_and_none_are_exact() {
        let options = |rejects| Options { rejects, ..Options::new("i", "o", "s") };
        assert_eq!(refused(&options(1000)).into_iter().flatten().count(), 2000);
        assert_eq!(refused(&options(0)).into_iter().flatten().count(), 0);
    }

    #[test]
    fn a_forced_payment_goes_before_its_account_and_the_seed() {
        let options = Options {
            rejects: 1000,
            reject: vec!["PGB1=MS03".parse().unwrap()],
            reject_iban: vec!["NL20INGB0001234567=AG01".parse().unwrap()],
            ..Options::new("i", "o", "s")
        };
        let choice = Choice::new(&options);
        let code = |id, iban| String::from(choice.reject(id, iban).unwrap().code);
        assert_eq!(code("PGB1", "NL20INGB0001234567"), "MS03");
        assert_eq!(code("PGB2", "NL20INGB0001234567"), "AG01");
    }
}
