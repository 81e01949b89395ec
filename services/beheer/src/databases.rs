//! Databases and roles on a server without an operator: one database per service, its owner (who
//! migrates), its application role (rows only), and one role that reads everything, for the
//! checker.

use std::path::PathBuf;

use anyhow::Context as _;
use contracts::catalogue::SERVICES;
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use platform::database::{Purpose, connect};

use crate::address::{self, Address, Addresses};

/// Makes or removes databases and roles.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Clone, clap::Subcommand)]
enum Command {
    /// Makes what is not there, and says where everything is. The same each time.
    Apply {
        #[command(flatten)]
        server: Server,
        /// Where the addresses go, for its owner only; passwords in it are kept. Without it they
        /// go to standard output, with new passwords.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Removes the databases with everything in them, and the roles.
    Drop {
        #[command(flatten)]
        server: Server,
    },
}

#[derive(Debug, Clone, clap::Args)]
struct Server {
    /// A login that may create databases and roles.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    admin_url: String,
    /// Certificate authority of the server.
    #[arg(long, env = "DATABASE_CA_FILE")]
    ca_file: Option<PathBuf>,
    /// What all names begin with: letters, digits and underscores.
    #[arg(long, default_value = "pgb_", value_parser = prefix)]
    prefix: String,
}

fn prefix(text: &str) -> Result<String, String> {
    let good = text.len() <= 30
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if good { Ok(text.to_owned()) } else { Err("kleine letters, cijfers en _".to_owned()) }
}

impl Server {
    async fn connect(&self, url: &str) -> anyhow::Result<AsyncPgConnection> {
        connect(url, self.ca_file.as_deref(), Purpose::Migration)
            .await
            .context("no connection with the database server")
    }

    fn database(&self, service: &str) -> String {
        format!("{}{}", self.prefix, service.replace('-', "_"))
    }

    fn controle(&self) -> String {
        format!("{}controle", self.prefix)
    }
}

/// Does what was asked.
pub async fn run(args: Args) -> anyhow::Result<()> {
    match args.command {
        Command::Apply { server, out } => {
            let mut addresses = address::read(out.as_deref())?;
            apply(&server, &mut addresses).await?;
            address::write(out.as_deref(), &addresses)
        }
        Command::Drop { server } => drop_all(&server).await,
    }
}

async fn apply(server: &Server, addresses: &mut Addresses) -> anyhow::Result<()> {
    let admin = Address::parse(&server.admin_url)?;
    let mut conn = server.connect(&server.admin_url).await?;
    let known = addresses.values().find_map(|known| known.get("controle_url"));
    let controle_password = address::password_of(known)?;
    let controle = server.controle();
    make_role(&mut conn, &controle, &controle_password).await?;
    let bypass = conn.batch_execute(&format!("ALTER ROLE {controle} BYPASSRLS")).await;
    conn.batch_execute(&format!("ALTER ROLE {controle} SET default_transaction_read_only = on"))
        .await?;
    for service in SERVICES {
        let database = server.database(service);
        let (owner, app) = (format!("{database}_owner"), format!("{database}_app"));
        let known = addresses.entry(service.to_owned()).or_default();
        let owner_password = address::password_of(known.get("migration_database_url"))?;
        let app_password = address::password_of(known.get("database_url"))?;
        make_role(&mut conn, &owner, &owner_password).await?;
        make_role(&mut conn, &app, &app_password).await?;
        conn.batch_execute(&format!(
            "ALTER ROLE {app} SET statement_timeout = '30s'; \
             ALTER ROLE {app} SET lock_timeout = '2s'; \
             ALTER ROLE {app} SET idle_in_transaction_session_timeout = '10s'; \
             GRANT {owner} TO CURRENT_USER"
        ))
        .await?;
        if !exists(&mut conn, "pg_database WHERE datname", &database).await? {
            conn.batch_execute(&format!("CREATE DATABASE {database} OWNER {owner}")).await?;
        }
        let place = admin.at(&database);
        let mut inside = server.connect(&place.url()).await?;
        inside.batch_execute(&rights(&database, &owner, &app, &controle)).await?;
        let mut reading = place.login(&controle, &controle_password).url();
        if bypass.is_err() {
            // Only a superuser gives BYPASSRLS: then the scope of the whole country does.
            reading.push(if reading.contains('?') { '&' } else { '?' });
            reading.push_str("options=-c%20pgb.scope%3Dlandelijk");
        }
        known.insert("database_url".to_owned(), place.login(&app, &app_password).url());
        known.insert(
            "migration_database_url".to_owned(),
            place.login(&owner, &owner_password).url(),
        );
        known.insert("controle_url".to_owned(), reading);
    }
    Ok(())
}

/// Nobody else gets in; the application role gets rows and no tables; the checker reads.
fn rights(database: &str, owner: &str, app: &str, controle: &str) -> String {
    format!(
        "REVOKE ALL ON DATABASE {database} FROM PUBLIC; \
         REVOKE CREATE ON SCHEMA public FROM PUBLIC; \
         GRANT CONNECT ON DATABASE {database} TO {app}, {controle}; \
         GRANT USAGE ON SCHEMA public TO {app}, {controle}; \
         GRANT USAGE, CREATE ON SCHEMA public TO {owner}; \
         ALTER DEFAULT PRIVILEGES FOR ROLE {owner} \
         GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}; \
         ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT USAGE ON SEQUENCES TO {app}; \
         ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT SELECT ON TABLES TO {controle}"
    )
}

async fn make_role(conn: &mut AsyncPgConnection, role: &str, password: &str) -> anyhow::Result<()> {
    // Names come from the list of services and a checked prefix, passwords from `address`.
    let verb = if exists(conn, "pg_roles WHERE rolname", role).await? { "ALTER" } else { "CREATE" };
    conn.batch_execute(&format!("{verb} ROLE {role} LOGIN PASSWORD '{password}'"))
        .await
        .with_context(|| format!("role {role}"))
}

#[derive(diesel::QueryableByName)]
struct Found {
    #[diesel(sql_type = diesel::sql_types::Integer)]
    #[expect(dead_code, reason = "only whether there is a row matters")]
    found: i32,
}

async fn exists(
    conn: &mut AsyncPgConnection,
    column: &str,
    name: &str,
) -> Result<bool, diesel::result::Error> {
    let found: Vec<Found> = diesel::sql_query(format!("SELECT 1 AS found FROM {column} = $1"))
        .bind::<diesel::sql_types::Text, _>(name)
        .load(conn)
        .await?;
    Ok(!found.is_empty())
}

async fn drop_all(server: &Server) -> anyhow::Result<()> {
    let mut conn = server.connect(&server.admin_url).await?;
    let mut roles = vec![server.controle()];
    for service in SERVICES {
        let database = server.database(service);
        conn.batch_execute(&format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)"))
            .await
            .with_context(|| format!("database {database}"))?;
        roles.push(format!("{database}_owner"));
        roles.push(format!("{database}_app"));
    }
    for role in roles {
        conn.batch_execute(&format!("DROP ROLE IF EXISTS {role}"))
            .await
            .with_context(|| format!("role {role}"))?;
    }
    Ok(())
}
