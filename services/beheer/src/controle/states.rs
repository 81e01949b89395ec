//! Invariant 7: once everything has arrived, no two services say different things of one thing.

use super::chain::{Chain, Comparison, Service, Side};
use super::merge::Strict;
use super::report::{About, Check, NAMED_MAX};
use super::settle::Underway;

mod sides;

/// Does the checks. What was still under way when they began is red too: then nobody knows.
pub async fn check(chain: &mut Chain, underway: &Underway) -> Vec<Check> {
    let mut checks = vec![quiet(underway)];
    for comparison in comparisons() {
        checks.push(chain.compare(&comparison).await);
    }
    checks
}

fn quiet(underway: &Underway) -> Check {
    let about = About {
        invariant: 7,
        naam: "alles-is-aangekomen",
        omschrijving: "Er is niets meer onderweg: geen outbox, wachtrij of wachttabel heeft nog iets",
        wat: "berichten onderweg",
    };
    let looked_at = about.looked_at(underway.aantal(), None);
    let named = underway.waar.iter().take(NAMED_MAX);
    let named = named.map(|(waar, aantal)| format!("{waar}: {aantal}")).collect();
    Check::of(about, looked_at, underway.aantal(), named)
}

/// One thing that two services know.
const fn both(
    naam: &'static str,
    omschrijving: &'static str,
    wat: &'static str,
    left: Side<'static>,
    right: Side<'static>,
) -> Comparison<'static> {
    let about = About { invariant: 7, naam, omschrijving, wat };
    Comparison { about, left, right, strict: Strict::Both }
}

fn comparisons() -> Vec<Comparison<'static>> {
    let mut all = vec![
        both(
            "declaraties-geboekt",
            "Geboekt, geweigerd en reden van elke declaratie zijn die van payout",
            "declaraties",
            side(Service::Zorgdomein, sides::DECLARATIES_ZORGDOMEIN),
            side(Service::Payout, sides::DECLARATIES_PAYOUT),
        ),
        both(
            "declaraties-verschuldigd",
            "risk-scan kent van elke declaratie de laatste versie en wat verschuldigd is",
            "declaraties",
            side(Service::Zorgdomein, sides::VERSCHULDIGD_ZORGDOMEIN),
            side(Service::RiskScan, sides::VERSCHULDIGD_RISK_SCAN),
        ),
        both(
            "toetsen",
            "Het oordeel over elke zorgovereenkomst is dat van labour-check",
            "zorgovereenkomsten",
            side(Service::Zorgdomein, sides::TOETSEN_ZORGDOMEIN),
            side(Service::LabourCheck, sides::TOETSEN_LABOUR_CHECK),
        ),
        Comparison {
            // payout ends a measure by itself when its last day has passed.
            strict: Strict::RightMayHaveMore,
            ..both(
                "maatregelen",
                "Elke maatregel waarvoor payout vasthoudt, kent zorgdomein",
                "maatregelen",
                side(Service::Payout, sides::MAATREGELEN_PAYOUT),
                side(Service::Zorgdomein, sides::MAATREGELEN_ZORGDOMEIN),
            )
        },
        both(
            "betaalgegevens",
            "payout betaalt naar de laatste betaalgegevens",
            "betaalgegevens",
            side(Service::Zorgdomein, sides::BETAALGEGEVENS_ZORGDOMEIN),
            side(Service::Payout, sides::BETAALGEGEVENS_PAYOUT),
        ),
        both(
            "budgetstanden-risk-scan",
            "De budgetstand per toekenning bij risk-scan is die van payout",
            "toekenningen",
            side(Service::Payout, sides::STANDEN_PER_TOEKENNING),
            side(Service::RiskScan, sides::STANDEN_RISK_SCAN),
        ),
        both(
            "budgetstanden-zorgdomein",
            "De budgetstand per pot bij zorgdomein is die van payout",
            "potten",
            side(Service::Payout, sides::STANDEN_PER_POT),
            side(Service::Zorgdomein, sides::STANDEN_ZORGDOMEIN),
        ),
    ];
    all.extend(register());
    all.extend(payments());
    all
}

/// What zorgdomein registers and the others copy.
fn register() -> Vec<Comparison<'static>> {
    let mut all = Vec::new();
    for (hearer, naam) in [
        (Service::Payout, "toegang-payout"),
        (Service::LabourCheck, "toegang-labour-check"),
        (Service::RiskScan, "toegang-risk-scan"),
    ] {
        all.push(both(
            naam,
            "Wie voor welke verstrekker mag handelen, is overal hetzelfde",
            "organisaties bij verstrekkers",
            side(Service::Zorgdomein, sides::TOEGANG),
            side(hearer, sides::TOEGANG),
        ));
    }
    for (hearer, toekenningen, potten, overeenkomsten, pot_sql) in [
        (
            Service::Payout,
            "toekenningen-payout",
            "potten-payout",
            "zorgovereenkomsten-payout",
            sides::POTTEN_PAYOUT,
        ),
        (
            Service::RiskScan,
            "toekenningen-risk-scan",
            "potten-risk-scan",
            "zorgovereenkomsten-risk-scan",
            sides::POTTEN_RISK_SCAN,
        ),
    ] {
        all.push(both(
            toekenningen,
            "Elke toekenning heeft overal dezelfde versie en status",
            "toekenningen",
            side(Service::Zorgdomein, sides::TOEKENNINGEN),
            side(hearer, sides::TOEKENNINGEN),
        ));
        all.push(both(
            potten,
            "Elke pot heeft overal hetzelfde bedrag voor dezelfde functie en dagen",
            "potten",
            side(Service::Zorgdomein, sides::POTTEN_ZORGDOMEIN),
            side(hearer, pot_sql),
        ));
        all.push(both(
            overeenkomsten,
            "Elke vastgestelde zorgovereenkomst heeft overal dezelfde versie en status",
            "zorgovereenkomsten",
            side(Service::Zorgdomein, sides::OVEREENKOMSTEN_ZORGDOMEIN),
            side(hearer, sides::OVEREENKOMSTEN),
        ));
    }
    all
}

/// What payout says of money and the others copy.
fn payments() -> Vec<Comparison<'static>> {
    let mut all = Vec::new();
    for (hearer, betalingen, delen, vorderingen) in [
        (
            Service::Zorgdomein,
            "betalingen-zorgdomein",
            "betaalde-declaraties-zorgdomein",
            "vorderingen-zorgdomein",
        ),
        (
            Service::RiskScan,
            "betalingen-risk-scan",
            "betaalde-declaraties-risk-scan",
            "vorderingen-risk-scan",
        ),
    ] {
        all.push(both(
            betalingen,
            "Elke betaling heeft overal dezelfde versie, staat en hetzelfde bedrag",
            "betalingen",
            side(Service::Payout, sides::BETALINGEN_PAYOUT),
            side(hearer, sides::BETALINGEN),
        ));
        all.push(both(
            delen,
            "Van elke betaling is overal bekend welke declaratie zij betaalt",
            "betalingen",
            side(Service::Payout, sides::DELEN_PAYOUT),
            side(hearer, sides::DELEN),
        ));
        all.push(both(
            vorderingen,
            "Van elke vordering staat overal hetzelfde open",
            "vorderingen",
            side(Service::Payout, sides::VORDERINGEN_PAYOUT),
            side(hearer, sides::VORDERINGEN),
        ));
    }
    all
}

const fn side(service: Service, sql: &'static str) -> Side<'static> {
    Side { service, sql }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn nothing_under_way_is_green_and_anything_is_red() {
        assert!(!quiet(&Underway::default()).is_red());
        let underway = Underway { waar: vec![("outbox van payout".to_owned(), 3)] };
        let check = quiet(&underway);
        assert!(check.is_red());
        assert_eq!(check.bekeken.aantal, 3);
    }

    #[test]
    fn every_comparison_has_its_own_name_and_is_between_two_services() {
        let all = comparisons();
        let names: BTreeSet<&str> = all.iter().map(|one| one.about.naam).collect();
        assert_eq!(names.len(), all.len());
        for one in all {
            assert_ne!(one.left.service, one.right.service, "{}", one.about.naam);
        }
    }
}
