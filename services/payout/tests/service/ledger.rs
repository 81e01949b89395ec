//! The ledger guards itself: entries that are not changed by anybody, chains, seals, the proof of
//! the night, closed periods.

use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use payout::grootboek::flows::nightly;
use payout::grootboek::peers::copy_to;
use payout::grootboek::proofs::BEWIJZEN;
use payout::grootboek::store::ketens;
use platform::Scope;
use platform::database::{Purpose, connect};

use crate::support::{Keten, uuid};

impl Keten {
    /// A connection that owns the tables and sees every row: more than any service has.
    async fn owner(&self) -> AsyncPgConnection {
        let url = self.context.database.url.replace("pgbtest_app", "pgbtest_owner");
        let mut conn = connect(&url, None, Purpose::Migration).await.unwrap();
        conn.batch_execute("SET pgb.scope = 'landelijk'").await.unwrap();
        conn
    }

    /// What the owner of the tables is told when it tries.
    async fn refused_to_owner(&self, sql: &str) -> String {
        let mut conn = self.owner().await;
        let error = conn.batch_execute(sql).await.expect_err(sql);
        format!("{:#}", anyhow::Error::new(error))
    }

    /// Changes the ledger behind its guards.
    async fn tamper(&self, tables: &[&str], sql: &str) {
        let mut conn = self.owner().await;
        let each = |verb: &str| -> Vec<String> {
            tables.iter().map(|t| format!("ALTER TABLE {t} {verb} TRIGGER USER;")).collect()
        };
        let all = format!("{} {sql}; {}", each("DISABLE").concat(), each("ENABLE").concat());
        conn.batch_execute(&all).await.unwrap();
    }

    /// The proofs that do not hold.
    pub(crate) async fn broken(&self) -> Vec<&'static str> {
        let mut broken = Vec::new();
        for bewijs in &BEWIJZEN {
            let count = format!("SELECT count(*) FROM ({}) broken", bewijs.afwijkingen);
            if self.number(&count).await > 0 {
                broken.push(bewijs.code);
            }
        }
        broken
    }
}

#[tokio::test]
async fn nothing_of_the_ledger_is_changed_removed_or_emptied_not_by_its_owner_either() {
    let keten = Keten::new().await;
    keten.grant(100).await;
    nightly(&keten.context).await.unwrap();
    for table in ["journaalpost", "journaalregel", "zegel", "controle", "controle_uitkomst"] {
        for sql in [format!("DELETE FROM {table}"), format!("TRUNCATE {table} CASCADE")] {
            let error = keten.refused_to_owner(&sql).await;
            assert!(error.contains("never changed"), "{sql}: {error}");
            let error = keten.refusal(sql.clone()).await;
            assert!(error.contains("permission denied"), "{sql}: {error}");
        }
    }
    for sql in [
        "UPDATE journaalpost SET bron_versie = bron_versie + 1",
        "UPDATE journaalregel SET debet = debet + 1",
        "UPDATE rekening SET soort = 'R.SPENT' WHERE soort = 'R.AVAILABLE'",
        "DELETE FROM rekening",
        "DELETE FROM keten",
    ] {
        let error = keten.refused_to_owner(sql).await;
        assert!(error.contains("never changed"), "{sql}: {error}");
    }
    let error = keten.refused_to_owner("UPDATE keten SET laatste = 0").await;
    assert!(error.contains("only grows"), "{error}");
    for sql in [
        "DROP TABLE journaalregel",
        "ALTER TABLE journaalpost DISABLE TRIGGER ALL",
        "DROP TRIGGER journaalpost_insert_only ON journaalpost",
        "UPDATE rekening SET jaar = 2025",
    ] {
        let error = keten.refusal(sql.to_owned()).await;
        let no = ["must be owner", "permission denied"].iter().any(|no| error.contains(no));
        assert!(no, "{sql}: {error}");
    }
    keten.prove().await;
}

#[tokio::test]
async fn a_row_that_was_tampered_with_is_found_whoever_did_it_and_however_well() {
    let both = "UPDATE journaalregel SET debet = debet * 2, credit = credit * 2";
    for (tables, sql) in [
        (
            vec!["journaalpost"],
            "UPDATE journaalpost SET ingangsdatum = ingangsdatum + 1".to_owned(),
        ),
        (vec!["journaalpost"], "UPDATE journaalpost SET verband = bron_id".to_owned()),
        // Balanced, and the balances with it: only the chain knows.
        (
            vec!["journaalregel", "rekening"],
            format!(
                "{both}; UPDATE rekening SET saldo = saldo * 2; UPDATE pot SET bedrag = bedrag * 2"
            ),
        ),
        (
            vec!["journaalpost", "journaalregel"],
            "DELETE FROM journaalpost WHERE soort = 'E1'; DELETE FROM journaalregel r \
             WHERE NOT EXISTS (SELECT FROM journaalpost p WHERE p.id = r.post_id)"
                .to_owned(),
        ),
        // The whole chain begun anew: only the seal knows.
        (
            vec!["journaalpost", "journaalregel", "rekening", "keten"],
            "DELETE FROM journaalpost; DELETE FROM journaalregel; UPDATE rekening SET saldo = 0; \
             UPDATE pot SET bedrag = 0; UPDATE keten SET laatste = 0, hash = keten_begin(nr)"
                .to_owned(),
        ),
    ] {
        let keten = Keten::new().await;
        keten.grant(100_000).await;
        keten.grant(50_000).await;
        nightly(&keten.context).await.unwrap();
        keten.prove().await;
        keten.tamper(&tables, &sql).await;
        assert!(keten.broken().await.contains(&"I12"), "{sql}");
    }
}

#[tokio::test]
async fn a_guard_that_was_taken_away_is_missed() {
    let keten = Keten::new().await;
    assert!(keten.broken().await.is_empty());
    let mut owner = keten.owner().await;
    owner
        .batch_execute("ALTER TABLE journaalregel DISABLE TRIGGER journaalregel_insert_only")
        .await
        .unwrap();
    assert_eq!(keten.broken().await, ["I11"]);
}

#[tokio::test]
async fn the_night_proves_and_seals_once_a_day_and_keeps_what_it_found() {
    let keten = Keten::new().await;
    keten.grant(100_000).await;
    nightly(&keten.context).await.unwrap();
    nightly(&keten.context).await.unwrap();
    assert_eq!(keten.number("SELECT count(*) FROM controle WHERE klopt").await, 1);
    let outcomes = "SELECT count(*) FROM controle_uitkomst WHERE afwijkingen = 0";
    assert_eq!(keten.number(outcomes).await, i64::try_from(BEWIJZEN.len()).unwrap());
    assert_eq!(keten.number("SELECT count(*) FROM zegel").await, 64);
    assert_eq!(keten.number("SELECT max(laatste) FROM zegel").await, 1);

    let today = keten.context.clock.today();
    let sealed = keten.context.transact(Scope::Landelijk, move |conn| {
        Box::pin(async move { Ok::<_, platform::Fault>(ketens::seals(conn, today).await?) })
    });
    let sealed = sealed.await.unwrap();
    let folder = std::env::temp_dir().join(format!("pgb-zegels-{}", uuid()));
    copy_to(&folder, &sealed).await.unwrap();
    let file = folder.join(format!("zegel-{today}.txt"));
    let first = std::fs::read_to_string(&file).unwrap();
    assert_eq!(first.lines().count(), 64);
    std::fs::write(&file, "kept").unwrap();
    copy_to(&folder, &sealed).await.unwrap();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "kept", "never written over");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn a_night_that_finds_something_says_so_and_keeps_the_first_examples() {
    let keten = Keten::new().await;
    let (_, pot) = keten.grant(100_000).await;
    let raise = format!(
        "UPDATE rekening SET saldo = saldo + 1 WHERE soort = 'R.AVAILABLE' AND dimensie = '{pot}'"
    );
    keten.tamper(&["rekening"], &raise).await;
    nightly(&keten.context).await.unwrap();
    assert_eq!(keten.number("SELECT count(*) FROM controle WHERE NOT klopt").await, 1);
    let found = "SELECT string_agg(code, ' ' ORDER BY code) FROM controle_uitkomst \
                 WHERE afwijkingen > 0 AND voorbeelden <> ''";
    assert_eq!(keten.texts(found).await, ["I3 I4"]);
}

#[tokio::test]
async fn a_closed_period_takes_no_entry_and_is_never_opened_again() {
    let keten = Keten::new().await;
    let mut owner = keten.owner().await;
    let close = |day: &str| {
        format!(
            "INSERT INTO boekperiode (open_vanaf, gesloten_op, door) VALUES ({day}, now(), 'proef')"
        )
    };
    owner.batch_execute(&close("current_date")).await.unwrap();
    let error = keten.refused_to_owner(&close("current_date - 1")).await;
    assert!(error.contains("not opened again"), "{error}");
    // A grant from January counts for the first open day.
    keten.grant(100_000).await;
    let late = "SELECT count(*) FROM journaalpost WHERE ingangsdatum >= current_date";
    assert_eq!(keten.number(late).await, 1);
    let id = uuid();
    let old = format!(
        "INSERT INTO journaalregel (post_id, nr, boek, rekening_id, verstrekker_id, debet, credit) \
         SELECT '{id}', s.nr, 'R', (SELECT min(id) FROM rekening), \
             '00000000-0000-0000-0000-000000000000', s.d, s.c \
         FROM (VALUES (1, 1, 0), (2, 0, 1)) AS s (nr, d, c); \
         INSERT INTO journaalpost (id, soort, bron, bron_id, bron_versie, verstrekker_id, verband, \
             ingangsdatum, geboekt_op, hash, keten, keten_nr, keten_hash) \
         VALUES ('{id}', 'E2', 'proef', '{id}', 1, '00000000-0000-0000-0000-000000000000', '{id}', \
             current_date - 1, now(), '', 1, 1, '')"
    );
    let error = keten.refused_to_owner(&old).await;
    assert!(error.contains("closed period"), "{error}");
    let bare = "INSERT INTO journaalpost (id, soort, bron, bron_id, bron_versie, verstrekker_id, \
        verband, ingangsdatum, geboekt_op, hash, keten, keten_nr, keten_hash) \
        SELECT id, 'E2', 'proef', id, 1, '00000000-0000-0000-0000-000000000000', id, \
            current_date, now(), '', 1, 1, '' FROM (SELECT gen_random_uuid() AS id) AS post";
    let error = keten.refused_to_owner(bare).await;
    assert!(error.contains("has no lines"), "{error}");
    let added = "INSERT INTO journaalregel \
        SELECT post_id, nr + 90, boek, rekening_id, verstrekker_id, debet, credit \
        FROM journaalregel";
    let error = keten.refused_to_owner(added).await;
    assert!(error.contains("is complete"), "{error}");
    keten.prove().await;
}
