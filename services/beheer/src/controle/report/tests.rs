use super::*;

const ABOUT: About<'_> =
    About { invariant: 1, naam: "proef", omschrijving: "Alles klopt", wat: "rijen" };

fn check(invariant: u8, aantal: u64) -> Check {
    let about = About { invariant, ..ABOUT };
    let bekeken = about.looked_at(1_234_567, Some(-123_456_789));
    Check::of(about, bekeken, aantal, vec!["019c: verschil".to_owned()])
}

fn report(checks: Vec<Check>) -> Report {
    Report { gewacht: Duration::from_millis(1250), geplant: None, checks }
}

fn all_green() -> Vec<Check> {
    (1..=8).map(|invariant| check(invariant, 0)).collect()
}

#[test]
fn all_checks_of_all_invariants_green_is_green() {
    let report = report(all_green());
    assert_eq!(report.oordeel(), Oordeel::Groen);
    assert_eq!(report.oordeel().exit_status(), 0);
    assert!(report.text().ends_with("groen: alle 8 controles kloppen\n"));
}

#[test]
fn one_red_check_makes_the_whole_red() {
    let mut checks = all_green();
    checks.push(check(3, 7));
    let report = report(checks);
    assert_eq!(report.oordeel().exit_status(), 1);
    let text = report.text();
    assert!(text.contains("en nog 6"), "{text}");
    assert!(text.ends_with("ROOD: invariant 3\n"), "{text}");
    assert_eq!(report.json()["invarianten"][2]["oordeel"], "rood");
    assert_eq!(report.json()["invarianten"][3]["oordeel"], "groen");
}

#[test]
fn what_could_not_be_looked_at_is_not_green() {
    let mut checks = all_green();
    checks.push(ABOUT.unknown(&anyhow::anyhow!("de database is weg")));
    assert_eq!(report(checks).oordeel().exit_status(), 2);
    let mut without_eight = all_green();
    without_eight.pop();
    assert_eq!(report(without_eight).oordeel(), Oordeel::Onbekend);
}

#[test]
fn what_is_skipped_by_intent_does_not_change_the_whole() {
    let mut checks = all_green();
    checks.push(ABOUT.skipped("geen map"));
    assert_eq!(report(checks).oordeel(), Oordeel::Groen);
}

#[test]
fn a_planted_violation_must_turn_its_own_invariant_red() {
    let geplant = |invariant| Some(Geplant { invariant, wat: "iets".to_owned() });
    let mut checks = all_green();
    checks.push(check(3, 1));
    let found = Report { geplant: geplant(3), ..report(checks.clone()) };
    assert_eq!(found.oordeel(), Oordeel::Rood);
    assert_eq!(found.json()["gevonden"], true);
    let missed = Report { geplant: geplant(4), ..report(checks) };
    assert_eq!(missed.oordeel(), Oordeel::Onbekend);
    assert!(missed.text().contains("NIET GEVONDEN"));
}

#[test]
fn a_line_says_what_was_looked_at_and_how_much() {
    let said = line(&check(1, 0));
    assert_eq!(said, "  ✓ proef: Alles klopt (1.234.567 rijen, € -1.234.567,89)");
    assert_eq!(euros(5), "0,05");
    assert_eq!(thousands("12"), "12");
    assert_eq!(thousands("123456"), "123.456");
}

#[test]
fn a_check_as_json_holds_what_it_found() {
    let json = serde_json::to_value(check(2, 3)).unwrap();
    assert_eq!(json["uitkomst"], "rood");
    assert_eq!(json["aantal"], 3);
    assert_eq!(json["bekeken"]["centen"], -123_456_789);
}
