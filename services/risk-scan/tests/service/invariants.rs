//! What the database itself refuses, whoever asks.

use diesel::sql_types::Text;
use platform::{Fault, Scope};
use risk_scan::signaal::LANDELIJK;
use uuid::Uuid;

use super::support::{Dienst, verstrekker};

#[derive(diesel::QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    name: String,
}

/// Words that name what no indicator may look at, and a score on a person.
const FORBIDDEN: [&str; 23] = [
    "naam",
    "bsn",
    "burgerservicenummer",
    "iban",
    "rekeningnummer",
    "geboortedatum",
    "geboorteland",
    "geboorteplaats",
    "nationaliteit",
    "herkomst",
    "etniciteit",
    "religie",
    "taal",
    "voornaam",
    "geslacht",
    "postcode",
    "wijk",
    "buurt",
    "straat",
    "diagnose",
    "strafrecht",
    "risicoscore",
    "email",
];

#[tokio::test]
async fn no_column_can_hold_what_no_indicator_may_see() {
    let dienst = Dienst::fresh().await;
    let columns: Vec<Column> = dienst
        .load(
            Scope::Landelijk,
            "SELECT c.table_name || '.' || c.column_name AS name FROM information_schema.columns \
             AS c WHERE c.table_schema = 'public'",
        )
        .await;
    assert!(columns.len() > 100, "{} columns were seen", columns.len());
    for column in columns {
        let (table, name) = column.name.split_once('.').unwrap();
        if (table, name) == ("indicator_versie", "naam") {
            continue;
        }
        let words: Vec<&str> = name.split('_').collect();
        let reference = words.last() == Some(&"ref");
        for forbidden in FORBIDDEN {
            assert!(reference || !words.contains(&forbidden), "{}", column.name);
        }
    }
}

#[tokio::test]
async fn every_table_with_rows_of_a_verstrekker_is_behind_row_level_security() {
    let dienst = Dienst::fresh().await;
    let open: Vec<Column> = dienst
        .load(
            Scope::Landelijk,
            "SELECT DISTINCT c.relname::text AS name FROM pg_class AS c \
             JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname LIKE '%verstrekker_id' \
             WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace \
             AND NOT (c.relrowsecurity AND c.relforcerowsecurity) \
             AND c.relname <> 'verstrekker_toegang'",
        )
        .await;
    let open: Vec<String> = open.into_iter().map(|column| column.name).collect();
    assert_eq!(open, Vec::<String>::new());
}

fn refused(result: Result<usize, Fault>) -> String {
    match result {
        Err(Fault::Database(error)) => error.to_string(),
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn a_signal_without_evidence_cannot_be_stored() {
    let dienst = Dienst::fresh().await;
    let bare = format!(
        "WITH s AS (INSERT INTO signaal VALUES ('{0}', 'R01', 1, 'x', '2026') RETURNING id) \
         INSERT INTO signaal_deel (id, signaal_id, verstrekker_id, indicator, indicator_versie, \
         venster, status, waarden, onderwerpen, verstrekkers, gesignaleerd_op, bijgewerkt_op, \
         revisie) SELECT '{0}', id, '{LANDELIJK}', 'R01', 1, '2026', 'NIEUW', '{{}}', \
         ARRAY['{0}'::uuid], '{{}}', now(), now(), 1 FROM s",
        Uuid::from_u128(1)
    );
    assert!(refused(dienst.run(Scope::Landelijk, &bare).await).contains("has no evidence"));
    assert_eq!(dienst.count(Scope::Landelijk, "signaal").await, 0);

    dienst.three_on_one_account(verstrekker(1)).await;
    let expire = "UPDATE bewijs SET vervallen_op = now()";
    assert!(refused(dienst.run(Scope::Landelijk, expire).await).contains("has no evidence"));
    for change in ["UPDATE bewijs SET bedrag = 1", "DELETE FROM bewijs", "DELETE FROM signaal_deel"]
    {
        refused(dienst.run(Scope::Landelijk, change).await);
    }
}

#[tokio::test]
async fn no_machine_takes_a_step_of_a_person() {
    let dienst = Dienst::fresh().await;
    dienst.three_on_one_account(verstrekker(1)).await;
    for change in [
        "status = 'IN_TRIAGE', besloten_door = 'machine', reden = 'zomaar'",
        "status = 'AFGESLOTEN', uitkomst = 'VERKLAARD', besloten_door = 'machine', reden = 'x'",
        "status = 'SLUIMEREND', sluimert_tot = '2030-01-01', besloten_door = 'x', reden = 'x'",
        "status = 'OPGENOMEN_IN_DOSSIER', besloten_door = 'machine', reden = 'zomaar'",
        "status = 'IN_TRIAGE'",
        "gesignaleerd_op = now()",
    ] {
        let statement = format!("UPDATE signaal_deel SET {change}");
        refused(dienst.run(Scope::Landelijk, &statement).await);
    }
    // With the name of a person a step is possible, but a dossier cannot be entered yet.
    let person = "WITH p AS MATERIALIZED (SELECT set_config('pgb.mens', 'proef', true) AS door) \
        UPDATE signaal_deel SET besloten_door = p.door, reden = 'x'";
    let looking = format!("{person}, status = 'IN_TRIAGE' FROM p");
    assert_eq!(dienst.run(Scope::Landelijk, &looking).await.unwrap(), 2);
    let dossier = format!("{person}, status = 'OPGENOMEN_IN_DOSSIER' FROM p");
    refused(dienst.run(Scope::Landelijk, &dossier).await);
}

#[tokio::test]
async fn a_version_of_an_indicator_goes_one_way_and_keeps_its_figures() {
    let dienst = Dienst::fresh().await;
    let next = |versie: i32| {
        format!(
            "INSERT INTO indicator_versie SELECT indicator, {versie}, naam, doel, \
             '{{\"vensterDagen\": 365, \"drempel\": 2, \"drempelVerschillend\": 2}}', regel, gewicht, \
             ernst, aard, bron, 'CONCEPT', 'een', NULL, now() FROM indicator_versie \
             WHERE indicator = 'R01' AND versie = 1"
        )
    };
    dienst.run(Scope::Landelijk, &next(2)).await.unwrap();
    let step = |change: &str, versie: i32| {
        format!(
            "UPDATE indicator_versie SET {change} WHERE indicator = 'R01' AND versie = {versie}"
        )
    };
    for (wrong, versie) in [
        ("status = 'ACTIEF', akkoord_door = 'twee'", 2),
        ("parameters = '{}'", 1),
        ("status = 'CONCEPT'", 1),
    ] {
        refused(dienst.run(Scope::Landelijk, &step(wrong, versie)).await);
    }
    dienst.run(Scope::Landelijk, &step("status = 'SCHADUW'", 2)).await.unwrap();
    // One person is not two, and two versions are not active at once.
    refused(
        dienst.run(Scope::Landelijk, &step("status = 'ACTIEF', akkoord_door = 'een'", 2)).await,
    );
    refused(
        dienst.run(Scope::Landelijk, &step("status = 'ACTIEF', akkoord_door = 'twee'", 2)).await,
    );
    refused(dienst.run(Scope::Landelijk, "DELETE FROM indicator_versie WHERE versie = 2").await);

    // Both versions are computed; only the active one is for who handles signals.
    dienst.three_on_one_account(verstrekker(1)).await;
    assert_eq!(dienst.count(Scope::Landelijk, "signaal").await, 2);
    dienst.run(Scope::Landelijk, &step("status = 'UITGEFASEERD'", 1)).await.unwrap();
    let active = step("status = 'ACTIEF', akkoord_door = 'twee'", 2);
    dienst.run(Scope::Landelijk, &active).await.unwrap();
}
