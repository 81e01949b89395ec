//! Whether a run is like the runs before it; pure (payments:6.1).

use kernel::Euro;

/// With how many runs before it a run is compared.
pub const RUNS: i64 = 12;

/// Number and sum of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Omvang {
    /// How many payments.
    pub aantal: i64,
    /// What they add up to.
    pub totaal: Euro,
}

/// In what a run differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Afwijking {
    /// `aantal` or `totaal`.
    pub wat: &'static str,
    /// What it is.
    pub nu: i64,
    /// What it is on average.
    pub gemiddeld: i64,
    /// How it differs.
    pub hoe: Hoe,
}

/// How a run differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hoe {
    /// More than a quarter from the average.
    Kwart,
    /// More than three standard deviations from the average.
    DrieSigma,
}

impl Hoe {
    /// As the wire holds it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kwart => "25 procent",
            Self::DrieSigma => "3 standaardafwijkingen",
        }
    }
}

/// In what a run differs from the runs of its kind before it. Without any there is nothing to
/// differ from.
pub fn compare(run: Omvang, eerder: &[Omvang]) -> Vec<Afwijking> {
    let counts: Vec<i64> = eerder.iter().map(|omvang| omvang.aantal).collect();
    let sums: Vec<i64> = eerder.iter().map(|omvang| omvang.totaal.cents()).collect();
    [("aantal", run.aantal, counts), ("totaal", run.totaal.cents(), sums)]
        .into_iter()
        .filter_map(|(wat, nu, before)| {
            let (gemiddeld, hoe) = differs(nu, &before)?;
            Some(Afwijking { wat, nu, gemiddeld, hoe })
        })
        .collect()
}

/// The average and how a number differs from it, in whole numbers.
fn differs(nu: i64, eerder: &[i64]) -> Option<(i64, Hoe)> {
    let count = i128::try_from(eerder.len()).ok().filter(|count| *count > 0)?;
    let sum: i128 = eerder.iter().map(|one| i128::from(*one)).sum();
    let mean = sum.checked_div(count)?;
    let far = |one: i64| i128::from(one).saturating_sub(mean);
    let squares = |one: i64| far(one).saturating_mul(far(one));
    let gemiddeld = i64::try_from(mean).ok()?;
    if far(nu).abs().saturating_mul(4) > mean.abs() {
        return Some((gemiddeld, Hoe::Kwart));
    }
    let spread = eerder.iter().map(|one| squares(*one)).fold(0_i128, i128::saturating_add);
    let beyond = squares(nu).saturating_mul(count) > spread.saturating_mul(9);
    // Of fewer than three nothing can be said of how much they differ among themselves.
    (count >= 3 && beyond).then_some((gemiddeld, Hoe::DrieSigma))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn omvang(aantal: i64) -> Omvang {
        Omvang { aantal, totaal: Euro::from_cents(aantal.saturating_mul(1_000)) }
    }

    #[test]
    fn a_run_like_the_others_is_like_the_others() {
        let before: Vec<Omvang> = [95, 100, 105, 98, 102].map(omvang).to_vec();
        assert_eq!(compare(omvang(104), &before), []);
        assert_eq!(compare(omvang(1), &[]), []);
    }

    #[test]
    fn a_quarter_more_or_less_is_told() {
        let before: Vec<Omvang> = [100, 100].map(omvang).to_vec();
        assert_eq!(compare(omvang(125), &before), []);
        for other in [126, 74, 0] {
            let found = compare(omvang(other), &before);
            assert_eq!(found.len(), 2, "{other}");
            assert!(found.iter().all(|one| one.hoe == Hoe::Kwart));
            assert_eq!(found[0].gemiddeld, 100);
        }
    }

    #[test]
    fn three_standard_deviations_are_told_where_runs_are_alike() {
        let before: Vec<Omvang> = [1000, 1001, 999, 1000].map(omvang).to_vec();
        assert_eq!(compare(omvang(1002), &before), []);
        let found = compare(omvang(1010), &before);
        assert_eq!(found[0].hoe, Hoe::DrieSigma);
    }
}
