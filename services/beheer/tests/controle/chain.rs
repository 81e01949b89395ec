//! A chain of databases and a virtual host for one test, made by the program itself.

use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::atomic::{AtomicU32, Ordering};

use contracts::catalogue::{KINDS, SERVICES};
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use platform::database::{Purpose, connect};
use platform::testing::TestBroker;

static CHAINS: AtomicU32 = AtomicU32::new(0);

/// Databases with the tables of all services, and a broker with all queues.
pub(crate) struct Chain {
    pub(crate) admin_url: String,
    pub(crate) management_url: String,
    prefix: String,
    folder: PathBuf,
    broker: TestBroker,
}

/// What the checker said.
pub(crate) struct Said {
    pub(crate) status: i32,
    pub(crate) text: String,
}

impl Said {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self {
            status: output.status.code().unwrap(),
            text: text(&output.stdout) + &text(&output.stderr),
        }
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap()
    }

    /// The checks that are not green, to show why a test fails.
    pub(crate) fn wrong(&self) -> String {
        let Ok(report) = serde_json::from_str::<serde_json::Value>(&self.text) else {
            return self.text.clone();
        };
        let checks = report["controles"].as_array().unwrap().iter();
        let wrong = checks.filter(|check| check["uitkomst"] != "groen");
        wrong.map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    /// How much a check looked at: how many, and how many cents.
    pub(crate) fn seen(&self, naam: &str) -> (Option<u64>, Option<i64>) {
        let report = self.json();
        let controles = report["controles"].as_array().unwrap();
        let check = controles.iter().find(|check| check["naam"] == naam).unwrap();
        (check["bekeken"]["aantal"].as_u64(), check["bekeken"]["centen"].as_i64())
    }

    /// The invariants that are red.
    pub(crate) fn red(&self) -> Vec<u8> {
        let report = self.json();
        let all = report["invarianten"].as_array().unwrap();
        let red = all.iter().filter(|one| one["oordeel"] == "rood");
        red.map(|one| u8::try_from(one["nummer"].as_u64().unwrap()).unwrap()).collect()
    }
}

fn environment(name: &str) -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "a test has no command line of its own")]
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The facts of the small chain: who says what of which subject, and how often.
const FACTS: [(&str, &str, &str, i64); 16] = [
    ("zorgdomein", "verstrekker-vastgesteld", "0000000a", 1),
    ("zorgdomein", "betaalgegevens-vastgesteld", "0000000d", 1),
    ("zorgdomein", "toekenning-vastgesteld", "0000000e", 1),
    ("zorgdomein", "zorgovereenkomst-ingediend", "00000010", 1),
    ("labour-check", "zorgovereenkomst-getoetst", "00000010", 1),
    ("zorgdomein", "zorgovereenkomst-vastgesteld", "00000010", 1),
    ("zorgdomein", "declaratie-ingediend", "000000d1", 1),
    ("zorgdomein", "declaratie-vastgesteld", "000000d1", 1),
    ("zorgdomein", "declaratie-vastgesteld", "000000d2", 1),
    ("zorgdomein", "declaratie-vastgesteld", "000000d3", 1),
    ("payout", "declaratie-geboekt", "000000d1", 1),
    ("payout", "declaratie-geboekt", "000000d2", 1),
    ("payout", "declaratie-geboekt", "000000d3", 1),
    ("payout", "betaling-bijgewerkt", "000000b1", 2),
    ("payout", "betaling-bijgewerkt", "000000b3", 2),
    ("payout", "budgetstand-bijgewerkt", "0000000e", 1),
];

impl Chain {
    /// With nothing in it.
    pub(crate) async fn empty() -> Self {
        let number = CHAINS.fetch_add(1, Ordering::Relaxed);
        let prefix = format!("controletest_p{}_{number}_", std::process::id());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(&prefix);
        std::fs::create_dir_all(folder.join("bank/in")).unwrap();
        let server = "postgres://postgres@127.0.0.1:5432/postgres";
        let chain = Self {
            admin_url: environment("DATABASE_URL").unwrap_or_else(|| server.to_owned()),
            management_url: environment("RABBITMQ_MANAGEMENT_URL").unwrap(),
            prefix,
            folder,
            broker: platform::testing::broker().await,
        };
        chain.databases("apply", &["--out", &chain.path("databases.json")]).await;
        for service in SERVICES {
            let mut conn = chain.connect(service, "migration_database_url").await;
            let here = Path::new(env!("CARGO_MANIFEST_DIR"));
            migrate(&mut conn, &here.join("../../shared/platform/migrations")).await;
            migrate(&mut conn, &here.join("..").join(service).join("migrations")).await;
        }
        chain
    }

    /// With a grant, an agreement, three claims, their payments and every fact about them.
    pub(crate) async fn small() -> Self {
        let chain = Self::empty().await;
        for service in SERVICES {
            let file = format!("tests/controle/{service}.sql");
            let sql = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
            chain.violate(service, &std::fs::read_to_string(sql).unwrap()).await;
        }
        for (from, kind, subject, versies) in FACTS {
            for versie in 1..=versies {
                chain.say(from, &format!("nl.pgb.{kind}.v1"), subject, versie).await;
            }
        }
        chain.lay_file_before_the_bank().await;
        chain
    }

    /// A fact in the log of who says it, taken in by each hearer.
    async fn say(&self, from: &str, kind: &str, subject: &str, versie: i64) {
        let id = platform::id::new_uuid();
        let subject = format!("{subject}-0000-7000-8000-000000000001");
        let hash = format!("sha256('{id}'::bytea)");
        self.violate(
            from,
            &format!(
                "INSERT INTO event (id, type, subject, versie, shard, envelope, hash) VALUES \
                 ('{id}', '{kind}', '{subject}', {versie}, 0, '{{}}', {hash})"
            ),
        )
        .await;
        let known = KINDS.iter().find(|known| known.name == kind).unwrap();
        for queue in known.heard_by {
            self.violate(
                queue.service,
                &format!(
                    "INSERT INTO inbox (event_id, consumer, source, hash, outcome) VALUES \
                     ('{id}', '{name}', 'urn:nld:oin:1:systeem:{from}', {hash}, 'applied'); \
                     INSERT INTO applied (consumer, type, subject, versie, hash, event_id) VALUES \
                     ('{name}', '{kind}', '{subject}', {versie}, {hash}, '{id}') \
                     ON CONFLICT (consumer, type, subject) DO UPDATE \
                     SET versie = excluded.versie, event_id = excluded.event_id",
                    name = queue.name
                ),
            )
            .await;
        }
    }

    async fn lay_file_before_the_bank(&self) {
        #[derive(diesel::QueryableByName)]
        struct Row {
            #[diesel(sql_type = diesel::sql_types::Binary)]
            inhoud: Vec<u8>,
        }
        let mut conn = self.connect("payout", "controle_url").await;
        let query = diesel::sql_query("SELECT inhoud FROM bestand");
        let row: Row = diesel_async::RunQueryDsl::get_result(query, &mut conn).await.unwrap();
        std::fs::write(self.folder.join("bank/in/F01.xml"), row.inhoud).unwrap();
    }

    /// payout cannot answer the refused claim yet: the fact waits, and nothing was said of it.
    pub(crate) async fn let_the_refused_claim_wait(&self) {
        let claim = "subject = '000000d2-0000-7000-8000-000000000001'";
        let said = format!("type = 'nl.pgb.declaratie-vastgesteld.v1' AND {claim}");
        let answer = format!("type = 'nl.pgb.declaratie-geboekt.v1' AND {claim}");
        self.violate(
            "payout",
            &format!(
                "DELETE FROM boeking WHERE geboekt = 0; DELETE FROM event WHERE {answer}; \
                 INSERT INTO waiting (event_id, consumer, source, type, subject, versie, body, \
                 hash, reason, next_try_at) SELECT event_id, consumer, \
                 'urn:nld:oin:1:systeem:zorgdomein', type, subject, versie, '\\x00', hash, \
                 'proef', now() FROM applied WHERE {said}; \
                 DELETE FROM applied WHERE {said}; UPDATE inbox SET outcome = 'waiting' \
                 WHERE event_id IN (SELECT event_id FROM waiting)"
            ),
        )
        .await;
        self.violate(
            "zorgdomein",
            &format!(
                "DELETE FROM inbox WHERE event_id IN \
                 (SELECT event_id FROM applied WHERE {answer}); \
                 DELETE FROM applied WHERE {answer}"
            ),
        )
        .await;
    }

    /// Keeps the databases as they are now, for [`Chain::restore`].
    pub(crate) async fn save(&self) {
        let mut conn = connect(&self.admin_url, None, Purpose::Migration).await.unwrap();
        for service in SERVICES {
            let name = self.database(service);
            conn.batch_execute(&format!("CREATE DATABASE {name}_saved TEMPLATE {name}"))
                .await
                .unwrap();
        }
    }

    /// Puts the databases of these services back as they were saved.
    pub(crate) async fn restore(&self, services: &[&str]) {
        let mut conn = connect(&self.admin_url, None, Purpose::Migration).await.unwrap();
        for service in services {
            let name = self.database(service);
            conn.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
            conn.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {name}_saved"))
                .await
                .unwrap();
        }
    }

    fn database(&self, service: &str) -> String {
        format!("{}{}", self.prefix, service.replace('-', "_"))
    }

    /// Does in a database what no service could do.
    pub(crate) async fn violate(&self, service: &str, sql: &str) {
        let database = self.database(service);
        let address = beheer::address::Address::parse(&self.admin_url).unwrap().at(&database);
        let mut conn = connect(&address.url(), None, Purpose::Migration).await.unwrap();
        conn.batch_execute(&format!("SET session_replication_role = replica; {sql}"))
            .await
            .unwrap_or_else(|error| panic!("{service}: {error}"));
    }

    /// Runs the checker as an operator does.
    pub(crate) async fn controle(&self, extra: &[&str]) -> Said {
        let vhost = self.broker.url.rsplit('/').next().unwrap();
        let patience: &[&str] = if extra.contains(&"--settle") { &[] } else { &["--settle", "3"] };
        let output = tokio::process::Command::new(env!("CARGO_BIN_EXE_beheer"))
            .args(["controle", "--databases", &self.path("databases.json"), "--vhost", vhost])
            .args(["--management-url", &self.management_url])
            .args(["--bank-folder", &self.path("bank")])
            .args(patience)
            .args(["--national-oins", "00000099000000009000"])
            .args(extra)
            .output()
            .await
            .unwrap();
        Said::of(&output)
    }

    /// Removes everything.
    pub(crate) async fn remove(self) {
        self.broker.remove().await;
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    async fn connect(&self, service: &str, name: &str) -> AsyncPgConnection {
        let file = self.folder.join("databases.json");
        let addresses = beheer::address::read(Some(&file)).unwrap();
        let url = &addresses[service][name];
        connect(url, None, Purpose::Migration).await.unwrap()
    }

    async fn databases(&self, verb: &str, extra: &[&str]) {
        let output = tokio::process::Command::new(env!("CARGO_BIN_EXE_beheer"))
            .args(["databases", verb, "--admin-url", &self.admin_url, "--prefix", &self.prefix])
            .args(extra)
            .output()
            .await
            .unwrap();
        let said = Said::of(&output);
        assert_eq!(said.status, 0, "{}", said.text);
    }
}

/// Databases go also when a test fails; a virtual host that stays is swept by a later test.
impl Drop for Chain {
    fn drop(&mut self) {
        let url = self.admin_url.clone();
        let saved: Vec<String> =
            SERVICES.map(|service| format!("{}_saved", self.database(service))).into();
        // The test's own runtime is busy dropping this.
        let removing = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(remove_databases(&url, saved));
        });
        let _left_behind = removing.join();
        let _left_behind = std::process::Command::new(env!("CARGO_BIN_EXE_beheer"))
            .args(["databases", "drop", "--admin-url", &self.admin_url, "--prefix", &self.prefix])
            .output();
        let _left_behind = std::fs::remove_dir_all(&self.folder);
    }
}

async fn remove_databases(admin_url: &str, names: Vec<String>) {
    let mut conn = connect(admin_url, None, Purpose::Migration).await.unwrap();
    for name in names {
        conn.batch_execute(&format!("DROP DATABASE IF EXISTS {name}")).await.unwrap();
    }
}

/// Applies the migrations in this folder, in order.
async fn migrate(conn: &mut AsyncPgConnection, folder: &Path) {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut versions: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    versions.sort();
    for version in versions {
        let sql = std::fs::read_to_string(version.join("up.sql")).unwrap();
        conn.batch_execute(&sql)
            .await
            .unwrap_or_else(|error| panic!("{}: {error}", version.display()));
    }
}
