//! Exchange, queues, bindings, policies, users and rights of the broker.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context as _;
use contracts::catalogue::SERVICES;
use platform::messaging::broker::Broker;
use platform::messaging::topology::{self, Management, Passwords};

use crate::address::{self, Address};

/// Makes, compares, removes or prints the topology.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Clone, clap::Subcommand)]
enum Command {
    /// Makes what is not there. The same each time; queues are never removed.
    Apply {
        #[command(flatten)]
        server: Server,
        /// Makes a user per service, named `<vhost>-<service>`, and writes its address here, for
        /// its owner only; passwords in it are kept. Without it users named after the services
        /// get their rights, and keep their passwords.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Compares the broker with what should be there; exit 1 when it differs.
    Verify {
        #[command(flatten)]
        server: Server,
        /// What the names of the users begin with.
        #[arg(long, default_value = "")]
        user_prefix: String,
    },
    /// Removes the virtual host with every message in it, and the users `apply --out` made.
    Drop {
        #[command(flatten)]
        server: Server,
    },
    /// Prints the topology as resources of the RabbitMQ Messaging Topology Operator.
    Render {
        /// The `RabbitmqCluster`.
        #[arg(long, default_value = "pgb-broker")]
        cluster: String,
        /// The virtual host.
        #[arg(long, default_value = "pgb")]
        vhost: String,
    },
}

#[derive(Debug, Clone, clap::Args)]
struct Server {
    /// The broker, with a login that may configure it.
    #[arg(long, env = "AMQP_URL", hide_env_values = true)]
    amqp_url: String,
    /// Its management interface, with a login.
    #[arg(long, env = "RABBITMQ_MANAGEMENT_URL", hide_env_values = true)]
    management_url: String,
    /// The virtual host; by default the one of the address.
    #[arg(long)]
    vhost: Option<String>,
    /// Certificate authority of the broker.
    #[arg(long, env = "AMQP_CA_FILE")]
    ca_file: Option<PathBuf>,
}

struct Target {
    address: Address,
    vhost: String,
    broker: Broker,
    management: Management,
}

impl Server {
    fn target(&self) -> anyhow::Result<Target> {
        let address = Address::parse(&self.amqp_url)?;
        let vhost = match &self.vhost {
            Some(vhost) => vhost.clone(),
            None => address.path().replace("%2f", "/").replace("%2F", "/"),
        };
        anyhow::ensure!(!vhost.is_empty(), "name the virtual host: --vhost, or in the address");
        let address = address.at(&vhost.replace('/', "%2f"));
        Ok(Target {
            broker: Broker::new(&address.url(), self.ca_file.clone()),
            management: Management::new(&self.management_url, &vhost, self.ca_file.as_deref())?,
            address,
            vhost,
        })
    }
}

/// Does what was asked; false when `verify` found differences.
pub async fn run(args: Args) -> anyhow::Result<bool> {
    match args.command {
        Command::Apply { server, out: Some(out) } => apply_with_users(&server, &out).await?,
        Command::Apply { server, out: None } => {
            let target = server.target()?;
            topology::apply(&target.broker, &target.management, &Passwords::new()).await?;
            let users: Vec<String> = SERVICES.iter().map(ToString::to_string).collect();
            topology::give_rights(&target.management, &users)
                .await
                .context("rights of the users of the services")?;
        }
        Command::Verify { server, user_prefix } => {
            let users: Vec<String> =
                SERVICES.iter().map(|service| format!("{user_prefix}{service}")).collect();
            let differences = topology::verify(&server.target()?.management, &users).await?;
            let mut out = std::io::stdout();
            for difference in &differences {
                writeln!(out, "{difference}")?;
            }
            return Ok(differences.is_empty());
        }
        Command::Drop { server } => {
            let target = server.target()?;
            target.management.remove_virtual_host().await?;
            for service in SERVICES {
                target.management.remove_user(&format!("{}-{service}", target.vhost)).await?;
            }
        }
        Command::Render { cluster, vhost } => {
            std::io::stdout().write_all(topology::render(&cluster, &vhost).as_bytes())?;
        }
    }
    Ok(true)
}

async fn apply_with_users(server: &Server, out: &std::path::Path) -> anyhow::Result<()> {
    let target = server.target()?;
    let mut addresses = address::read(Some(out))?;
    let mut users = Passwords::new();
    for service in SERVICES {
        let user = format!("{}-{service}", target.vhost);
        let known = addresses.entry(service.to_owned()).or_default();
        let password = address::password_of(known.get("amqp_url"))?;
        known.insert("amqp_url".to_owned(), target.address.login(&user, &password).url());
        users.insert(user, password);
    }
    topology::apply(&target.broker, &target.management, &users).await?;
    address::write(Some(out), &addresses)
}
