//! Worked cases V01 to V25: one agreement, changed in a few places, and what the rules must say.

mod eerste;
mod tweede;

use crate::fixtures::Geval;
use contracts::labour::Uitkomst;
use jiff::civil::Date;

/// Checks letters, given as `LOON-01 A`, and tasks, as `LOON-05 W 2026-07-01`.
fn expect(name: &str, geval: &Geval, expected: &[&str]) {
    let uitslag = geval.uitslag();
    for line in expected {
        let parts: Vec<&str> = line.split(' ').collect();
        let vondst = uitslag.vondst(parts[0]);
        let letter = vondst.map_or('N', |vondst| vondst.oordeel.letter.letter());
        let text = vondst.map(labour_check::engine::Vondst::tekst);
        assert_eq!(letter.to_string(), parts[1], "{name} {line}: {text:?}");
        if let Some(day) = parts.get(2) {
            let task = vondst.and_then(|vondst| vondst.oordeel.taak_op);
            assert_eq!(task, Some(day.parse::<Date>().unwrap()), "{name} {line}: {text:?}");
        }
    }
}

fn overall(name: &str, geval: &Geval, expected: Uitkomst) {
    let uitslag = geval.uitslag();
    let spoken: Vec<String> = uitslag
        .vondsten
        .iter()
        .filter(|vondst| !matches!(vondst.oordeel.letter.letter(), 'A' | 'N'))
        .map(|vondst| format!("{} {}", vondst.regel.id, vondst.tekst()))
        .collect();
    assert_eq!(uitslag.uitkomst(), expected, "{name}: {spoken:?}");
}

fn case(feiten: contracts::labour::Toetsfeiten, change: impl FnOnce(&mut Geval)) -> Geval {
    Geval::new(feiten).with(change)
}
