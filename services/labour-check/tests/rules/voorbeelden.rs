//! One example that passes and one that does not for every rule; a rule without both fails here.

use std::collections::BTreeSet;

use labour_check::engine::Letter;
use labour_check::regels::REGISTER;

use crate::fixtures::{Change, Geval};

mod duur;
mod geld;
mod personen;
mod soort;
mod tijd;

/// Two examples of one rule: the agreement they change, and the letter of each.
pub(crate) struct Voorbeeld {
    pub(crate) regel: &'static str,
    pub(crate) basis: fn() -> contracts::labour::Toetsfeiten,
    pub(crate) goed: (Change, char),
    pub(crate) fout: (Change, char),
}

/// Rules for which there is no other answer.
const ALWAYS: [&str; 1] = ["FISC-06"];

fn all() -> impl Iterator<Item = &'static Voorbeeld> {
    let groups = [
        duur::VOORBEELDEN,
        geld::VOORBEELDEN,
        personen::VOORBEELDEN,
        soort::VOORBEELDEN,
        tijd::VOORBEELDEN,
    ];
    groups.into_iter().flatten()
}

#[test]
fn every_rule_has_an_example_that_passes_and_one_that_does_not() {
    let named: BTreeSet<&str> = all().map(|voorbeeld| voorbeeld.regel).collect();
    let rules: BTreeSet<&str> = REGISTER.versies().map(|regel| regel.id).collect();
    assert_eq!(named, rules);
    for voorbeeld in all() {
        let (goed, fout) = (voorbeeld.goed.1, voorbeeld.fout.1);
        assert!(matches!(goed, 'A' | 'N'), "{}: {goed} passes", voorbeeld.regel);
        assert!(goed != fout || ALWAYS.contains(&voorbeeld.regel), "{}", voorbeeld.regel);
    }
}

#[test]
fn every_example_comes_out_as_it_says() {
    let mut wrong = Vec::new();
    for voorbeeld in all() {
        for (name, (change, expected)) in [("goed", voorbeeld.goed), ("fout", voorbeeld.fout)] {
            let geval = Geval::new((voorbeeld.basis)()).with(change);
            let uitslag = geval.uitslag();
            let vondst = uitslag.vondst(voorbeeld.regel);
            let found = vondst.map_or('N', |vondst| vondst.oordeel.letter.letter());
            if found != expected {
                let text = vondst.map(labour_check::engine::Vondst::tekst).unwrap_or_default();
                wrong.push(format!("{} {name}: {found} for {expected}: {text}", voorbeeld.regel));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_text_is_whole_and_names_all_its_values() {
    for voorbeeld in all() {
        for (change, _) in [voorbeeld.goed, voorbeeld.fout] {
            let uitslag = Geval::new((voorbeeld.basis)()).with(change).uitslag();
            for vondst in uitslag.vondsten.iter().filter(|v| v.oordeel.letter > Letter::Vraag) {
                let faults =
                    vondst.oordeel.tekst.map_or(Vec::new(), |gevuld| gevuld.tekst.faults());
                assert!(faults.is_empty(), "{faults:?}");
                let text = vondst.tekst();
                assert!(text.ends_with(['.', ')']) && !text.contains('{'), "{text}");
            }
        }
    }
}
