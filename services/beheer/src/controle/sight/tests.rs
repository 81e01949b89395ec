use super::*;

const GEMEENTE: &str = "00000099000000000100";
const UITVOERDER: &str = "00000099000000000200";
const SVB: &str = "00000099000000009000";

fn known() -> Known {
    let mut known = Known::new();
    let rows = [(GEMEENTE, None, None), (UITVOERDER, Some("2026-01-01"), Some("2026-03-31"))];
    for (oin, van, tot) in rows {
        let access = Access {
            oin: oin.to_owned(),
            verstrekker: "v1".to_owned(),
            van: van.map(ToOwned::to_owned),
            tot: tot.map(ToOwned::to_owned),
        };
        known.entry((oin.to_owned(), "v1".to_owned())).or_default().push(access);
    }
    known
}

fn caller(oin: &str, scope: &str, verstrekker: &str, dag: &str) -> Caller {
    Caller {
        oin: oin.to_owned(),
        scope: scope.to_owned(),
        verstrekker: verstrekker.to_owned(),
        dag: dag.to_owned(),
        aantal: 1,
    }
}

fn found(callers: &[Caller], national: &[String]) -> usize {
    strangers(callers, &known(), national).len()
}

#[test]
fn a_verstrekker_and_who_has_its_mandate_on_that_day_may_look() {
    let callers = [
        caller(GEMEENTE, "verstrekkers", "v1", "2031-01-01"),
        caller(UITVOERDER, "verstrekkers", "v1", "2026-01-01"),
        caller(UITVOERDER, "verstrekkers", "v1", "2026-03-31"),
    ];
    assert_eq!(found(&callers, &[]), 0);
}

#[test]
fn a_mandate_that_ended_or_is_for_another_verstrekker_does_not_count() {
    for stranger in [
        caller(UITVOERDER, "verstrekkers", "v1", "2026-04-01"),
        caller(UITVOERDER, "verstrekkers", "v1", "2025-12-31"),
        caller(GEMEENTE, "verstrekkers", "v2", "2026-02-01"),
        caller(SVB, "verstrekkers", "v1", "2026-02-01"),
    ] {
        assert_eq!(found(std::slice::from_ref(&stranger), &[]), 1, "{stranger:?}");
    }
}

#[test]
fn a_look_at_no_rows_at_all_is_nobodys() {
    assert_eq!(found(&[caller(SVB, "verstrekkers", "", "2026-02-01")], &[]), 0);
}

#[test]
fn only_a_national_organisation_looks_at_the_whole_country() {
    let national = [SVB.to_owned()];
    let svb = caller(SVB, "landelijk", "", "2026-02-01");
    let gemeente = caller(GEMEENTE, "landelijk", "", "2026-02-01");
    let stranger = caller("00000099000000000300", "landelijk", "", "2026-02-01");
    assert_eq!(found(std::slice::from_ref(&svb), &national), 0);
    assert_eq!(found(&[gemeente.clone(), stranger.clone()], &national), 2);
    // Without a list it is at least no verstrekker.
    assert_eq!(found(&[svb, gemeente, stranger], &[]), 1);
}
