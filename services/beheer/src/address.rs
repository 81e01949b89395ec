//! Addresses of servers: the same server with another login, database or virtual host; and files
//! that hold such addresses.

use std::collections::BTreeMap;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::Context as _;
use aws_lc_rs::rand;

/// The parts of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    scheme: String,
    login: Option<(String, String)>,
    host: String,
    path: String,
    query: String,
}

impl Address {
    /// Reads an address. The message of an error never repeats it: it may hold a password.
    pub fn parse(url: &str) -> anyhow::Result<Self> {
        let (scheme, rest) = url.split_once("://").context("an address needs a scheme")?;
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let (login, host) = match authority.rsplit_once('@') {
            Some((login, host)) => {
                let (user, password) = login.split_once(':').unwrap_or((login, ""));
                (Some((user.to_owned(), password.to_owned())), host)
            }
            None => (None, authority),
        };
        Ok(Self {
            scheme: scheme.to_owned(),
            login,
            host: host.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
        })
    }

    /// What stands after the slash: a database or a virtual host.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The same server, other place.
    #[must_use]
    pub fn at(&self, path: &str) -> Self {
        Self { path: path.to_owned(), ..self.clone() }
    }

    /// The same place, other login.
    #[must_use]
    pub fn login(&self, user: &str, password: &str) -> Self {
        Self { login: Some((user.to_owned(), password.to_owned())), ..self.clone() }
    }

    /// Who logs in, if that is said.
    pub fn user(&self) -> Option<String> {
        self.login.as_ref().map(|(user, _)| user.clone())
    }

    /// The password, if there is one.
    pub fn password(&self) -> Option<&str> {
        self.login.as_ref().map(|(_, password)| password.as_str())
    }

    /// The address as text.
    pub fn url(&self) -> String {
        let login = match &self.login {
            Some((user, password)) if password.is_empty() => format!("{user}@"),
            Some((user, password)) => format!("{user}:{password}@"),
            None => String::new(),
        };
        let query = if self.query.is_empty() { "" } else { "?" };
        format!("{}://{login}{}/{}{query}{}", self.scheme, self.host, self.path, self.query)
    }
}

/// Addresses by service and name: `{"payout": {"database_url": "…"}}`.
pub type Addresses = BTreeMap<String, BTreeMap<String, String>>;

/// Reads addresses that an earlier run wrote; none when the file is not there.
pub fn read(file: Option<&Path>) -> anyhow::Result<Addresses> {
    let Some(file) = file.filter(|file| file.exists()) else { return Ok(Addresses::new()) };
    let text =
        std::fs::read(file).with_context(|| format!("{} is not readable", file.display()))?;
    serde_json::from_slice(&text).with_context(|| format!("{} holds no addresses", file.display()))
}

/// Writes addresses to a file that only its owner can read, or to standard output.
pub fn write(file: Option<&Path>, addresses: &Addresses) -> anyhow::Result<()> {
    let text = serde_json::to_string_pretty(addresses)? + "\n";
    let Some(file) = file else {
        std::io::stdout().write_all(text.as_bytes())?;
        return Ok(());
    };
    let new = file.with_extension("new");
    if new.exists() {
        std::fs::remove_file(&new)?;
    }
    std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&new)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .with_context(|| format!("{} cannot be written", new.display()))?;
    std::fs::rename(&new, file)?;
    Ok(())
}

const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// The password in an address of an earlier run, else a new one of letters and digits, which
/// need no escaping.
pub fn password_of(known: Option<&String>) -> anyhow::Result<String> {
    if let Some(known) = known
        && let Some(password) = Address::parse(known)?.password()
    {
        return Ok(password.to_owned());
    }
    let mut bytes = [0_u8; 32];
    rand::fill(&mut bytes).map_err(|_unspecified| anyhow::anyhow!("no randomness"))?;
    Ok(bytes
        .iter()
        .filter_map(|byte| LETTERS.get(usize::from(byte % 32)))
        .map(|letter| char::from(*letter))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_what_is_not_changed() {
        let address = Address::parse("postgres://a:b@host:5432/postgres?sslmode=require").unwrap();
        assert_eq!(address.url(), "postgres://a:b@host:5432/postgres?sslmode=require");
        assert_eq!(
            address.login("c", "d").at("pgb_payout").url(),
            "postgres://c:d@host:5432/pgb_payout?sslmode=require"
        );
        let bare = Address::parse("amqp://127.0.0.1").unwrap();
        assert_eq!(bare.login("x", "y").at("pgb").url(), "amqp://x:y@127.0.0.1/pgb");
        assert!(Address::parse("nothing").is_err());
    }

    #[test]
    fn a_new_password_is_long_and_another_each_time_and_an_old_one_is_kept() {
        let new = password_of(None).unwrap();
        assert_eq!(new.len(), 32);
        assert_ne!(new, password_of(None).unwrap());
        let known = "postgres://a:geheim@host/x".to_owned();
        assert_eq!(password_of(Some(&known)).unwrap(), "geheim");
    }
}
