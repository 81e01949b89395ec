//! A running chain: databases, broker, keys and clock set up, the four services started.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Mutex;
use std::time::Duration;

use anyhow::Context as _;
use population::Population;

use crate::client::{Client, wait_for};
use crate::programs::{self, Environment};

/// The organisation that pays and sees the whole country.
pub const SVB_OIN: &str = "00000099000000009000";

/// The services and their usual ports.
const SERVICES: [(&str, u16); 4] =
    [("zorgdomein", 8081), ("payout", 8082), ("labour-check", 8083), ("risk-scan", 8084)];

/// Which servers, and where things lie.
#[derive(Debug, Clone)]
pub struct Servers {
    /// A PostgreSQL login that may create databases and roles.
    pub database_url: String,
    /// A broker login that may administer.
    pub amqp_url: String,
    /// The management API of that broker.
    pub management_url: String,
    /// Prefix of databases and roles, and name of the virtual host.
    pub prefix: String,
    /// Folder for keys, logs and everything the run leaves behind.
    pub folder: PathBuf,
    /// Take the usual ports when they are free.
    pub usual_ports: bool,
}

/// The chain, running. The services end when this is dropped.
pub struct Chain {
    servers: Servers,
    http: reqwest::Client,
    processes: Vec<(String, tokio::process::Child)>,
    bases: BTreeMap<&'static str, String>,
    environments: BTreeMap<&'static str, Environment>,
    tokens: Mutex<BTreeMap<String, String>>,
}

impl Chain {
    /// Sets everything up on empty databases and starts the services.
    pub async fn start(servers: Servers, extra: &Environment) -> anyhow::Result<Self> {
        for name in ["logs", "keys", "ports"] {
            std::fs::create_dir_all(servers.folder.join(name))?;
        }
        let http = reqwest::Client::builder().timeout(Duration::from_mins(2)).build()?;
        let mut chain = Self {
            servers,
            http,
            processes: Vec::new(),
            bases: BTreeMap::new(),
            environments: BTreeMap::new(),
            tokens: Mutex::default(),
        };
        chain.provision().await?;
        chain.configure(extra)?;
        for (name, _) in SERVICES {
            let environment = chain.environment(name)?.clone();
            programs::run(name, &["migrate"], &environment).await?;
        }
        for (name, port) in SERVICES {
            chain.launch(name, port).await?;
        }
        Ok(chain)
    }

    /// Databases, roles, virtual host, users, keys: all made anew.
    async fn provision(&self) -> anyhow::Result<()> {
        let Servers { database_url, amqp_url, management_url, prefix, .. } = &self.servers;
        let none = Environment::new();
        let databases = self.path("databases.json");
        let admin = ["--admin-url", database_url, "--prefix", prefix];
        let drop = [&["databases", "drop"][..], &admin].concat();
        programs::run("beheer", &drop, &none).await?;
        let apply = [&["databases", "apply"][..], &admin, &["--out", &databases]].concat();
        programs::run("beheer", &apply, &none).await?;
        let broker = self.path("broker.json");
        let vhost = self.vhost();
        let broker_admin =
            ["--amqp-url", amqp_url, "--management-url", management_url, "--vhost", &vhost];
        let drop = [&["topology", "drop"][..], &broker_admin].concat();
        programs::run("beheer", &drop, &none).await?;
        let apply = [&["topology", "apply"][..], &broker_admin, &["--out", &broker]].concat();
        programs::run("beheer", &apply, &none).await?;
        let keys = self.path("keys");
        programs::run("beheer", &["token", "new-key", "--dir", &keys], &none).await?;
        let sealing: String = (0..64).map(|_| fastrand::digit(16)).collect();
        std::fs::write(self.path("sealing.hex"), sealing)?;
        // Nobody is registered yet; a register that is not there would be an outage.
        std::fs::write(self.path("brp.ndjson"), "")?;
        Ok(())
    }

    fn vhost(&self) -> String {
        self.servers.prefix.trim_end_matches('_').to_owned()
    }

    fn configure(&mut self, extra: &Environment) -> anyhow::Result<()> {
        let databases = programs::read_json(Path::new(&self.path("databases.json")))?;
        let broker = programs::read_json(Path::new(&self.path("broker.json")))?;
        for (name, _) in SERVICES {
            let from = |value: &serde_json::Value, key: &str| {
                crate::client::text(value, &format!("/{name}/{key}"))
            };
            let mut environment: Environment = vec![
                ("DATABASE_URL".to_owned(), from(&databases, "database_url")?),
                ("MIGRATION_DATABASE_URL".to_owned(), from(&databases, "migration_database_url")?),
                ("AMQP_URL".to_owned(), from(&broker, "amqp_url")?),
                ("DEVELOPMENT_JWKS".to_owned(), self.path("keys/jwks.json")),
                ("OIN".to_owned(), "00000099000000010000".to_owned()),
                ("NATIONAL_OINS".to_owned(), SVB_OIN.to_owned()),
                ("SEALING_KEY_FILE".to_owned(), self.path("sealing.hex")),
                ("CLOCK_FILE".to_owned(), self.path("clock")),
                ("BRP_TESTREGISTER".to_owned(), self.path("brp.ndjson")),
                ("DRAIN_SECONDS".to_owned(), "0".to_owned()),
                ("PORT_FILE".to_owned(), self.path(&format!("ports/{name}"))),
            ];
            environment.extend(extra.iter().cloned());
            self.environments.insert(name, environment);
        }
        Ok(())
    }

    fn environment(&self, service: &str) -> anyhow::Result<&Environment> {
        self.environments.get(service).with_context(|| format!("onbekende service {service}"))
    }

    /// Starts one service and waits until it is ready.
    async fn launch(&mut self, name: &'static str, usual_port: u16) -> anyhow::Result<()> {
        let free = std::net::TcpListener::bind(("127.0.0.1", usual_port)).is_ok();
        let port = if self.servers.usual_ports && free { usual_port } else { 0 };
        let port_file = self.path(&format!("ports/{name}"));
        if Path::new(&port_file).exists() {
            std::fs::remove_file(&port_file)?;
        }
        let log = std::fs::File::options()
            .create(true)
            .append(true)
            .open(self.path(&format!("logs/{name}.log")))?;
        let process = tokio::process::Command::new(programs::path(name)?)
            .arg("serve")
            .envs(self.environment(name)?.iter().map(|(key, value)| (key, value)))
            .env("HTTP_ADDR", format!("127.0.0.1:{port}"))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{name} starten"))?;
        self.processes.push((name.to_owned(), process));
        let port = wait_for(&format!("{name} luistert"), Duration::from_secs(30), async || {
            let text = std::fs::read_to_string(&port_file).unwrap_or_default();
            Ok(text.trim().parse::<u16>().ok())
        })
        .await
        .with_context(|| format!("zie {}", self.path(&format!("logs/{name}.log"))))?;
        let origin = format!("http://127.0.0.1:{port}");
        wait_for(&format!("{name} is klaar"), Duration::from_secs(30), async || {
            let ready = self.http.get(format!("{origin}/health/ready")).send().await;
            Ok(ready.is_ok_and(|answer| answer.status().is_success()).then_some(()))
        })
        .await?;
        self.bases.insert(name, format!("{origin}/{name}/v1"));
        Ok(())
    }

    /// Kills a service without warning, as a power cut would.
    pub async fn kill(&mut self, service: &str) -> anyhow::Result<()> {
        for (name, process) in &mut self.processes {
            if name == service {
                process.kill().await?;
            }
        }
        self.processes.retain(|(name, _)| name != service);
        Ok(())
    }

    /// Starts a service that was killed, on a port of its own.
    pub async fn restart(&mut self, service: &str) -> anyhow::Result<()> {
        let (name, port) = SERVICES
            .into_iter()
            .find(|(name, _)| *name == service)
            .with_context(|| format!("onbekende service {service}"))?;
        self.launch(name, port).await
    }

    /// A caller of a service: organisation, person and scope words.
    pub async fn client(
        &self,
        service: &'static str,
        (oin, sub): (&str, &str),
        scope: &str,
    ) -> anyhow::Result<Client> {
        let base = self.bases.get(service).context("de service draait niet")?.clone();
        let key = format!("{service} {oin} {sub} {scope}");
        let known = self.tokens.lock().expect("nobody panics here").get(&key).cloned();
        let token = if let Some(token) = known {
            token
        } else {
            let token = self.mint(service, (oin, sub), scope).await?;
            self.tokens.lock().expect("nobody panics here").insert(key, token.clone());
            token
        };
        Ok(Client::new(self.http.clone(), base, token))
    }

    async fn mint(
        &self,
        service: &str,
        (oin, sub): (&str, &str),
        scope: &str,
    ) -> anyhow::Result<String> {
        let keys = self.path("keys");
        let mut arguments = vec!["token", "mint", "--dir", &keys, "--oin", oin, "--sub", sub];
        arguments.extend(["--audience", service, "--scope", scope, "--minutes", "300"]);
        let printed = programs::run("beheer", &arguments, &Environment::new()).await?;
        Ok(printed.trim().to_owned())
    }

    /// Where a service listens, with its API path.
    pub fn base(&self, service: &str) -> Option<&str> {
        self.bases.get(service).map(String::as_str)
    }

    /// Process numbers of the services, for measuring.
    pub fn processes(&self) -> Vec<(String, u32)> {
        self.processes
            .iter()
            .filter_map(|(name, process)| process.id().map(|id| (name.clone(), id)))
            .collect()
    }

    /// Sets the clock of all services; it runs on from there. The services look at the file some
    /// twenty times a second: it waits until all have seen it.
    pub async fn set_clock(&self, moment: &str) -> anyhow::Result<()> {
        let written = self.path("clock.new");
        std::fs::write(&written, moment)?;
        std::fs::rename(&written, self.path("clock"))?;
        tokio::time::sleep(Duration::from_millis(250)).await;
        Ok(())
    }

    /// Puts the persons of a population in the BRP test register. The services look at it now and
    /// then: it gives them the time to see it.
    pub async fn register_persons(&self, population: &Population) -> anyhow::Result<()> {
        std::fs::write(self.path("brp.ndjson"), population.brp_register())?;
        tokio::time::sleep(Duration::from_millis(1200)).await;
        Ok(())
    }

    /// A path in the folder of this run.
    pub fn path(&self, name: &str) -> String {
        self.servers.folder.join(name).display().to_string()
    }

    /// The environment of a service, as its process has it.
    pub fn settings(&self, service: &str) -> anyhow::Result<&Environment> {
        self.environment(service)
    }

    /// The servers this chain runs on.
    pub fn servers(&self) -> &Servers {
        &self.servers
    }

    /// The command line of the checker for this chain.
    pub fn controle_arguments(&self) -> Vec<String> {
        vec![
            "controle".to_owned(),
            "--databases".to_owned(),
            self.path("databases.json"),
            "--management-url".to_owned(),
            self.servers.management_url.clone(),
            "--vhost".to_owned(),
            self.vhost(),
            "--bank-folder".to_owned(),
            self.path("bank"),
            "--national-oins".to_owned(),
            SVB_OIN.to_owned(),
        ]
    }

    /// Runs the checker: whether it is green, and what it said.
    pub async fn controle(&self, extra: &[&str]) -> anyhow::Result<(bool, String)> {
        let output = tokio::process::Command::new(programs::path("beheer")?)
            .args(self.controle_arguments())
            .args(extra)
            .stdin(Stdio::null())
            .output()
            .await?;
        let said = format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        Ok((output.status.success(), said))
    }
}
