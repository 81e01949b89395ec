//! The management interface of RabbitMQ: what AMQP cannot declare.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;
use contracts::catalogue::EXCHANGE;
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

use super::Rights;

/// The management interface, for one virtual host.
#[derive(Clone)]
pub struct Management {
    client: Client,
    url: String,
    virtual_host: String,
}

impl Management {
    /// The interface at `url` (with its login) for this virtual host. With `https` its
    /// certificate may also come from the authority in file `ca` (PEM).
    pub fn new(url: &str, virtual_host: &str, ca: Option<&Path>) -> anyhow::Result<Self> {
        let mut client = Client::builder()
            .timeout(Duration::from_secs(20))
            .connect_timeout(Duration::from_secs(3));
        if let Some(ca) = ca {
            let pem = std::fs::read(ca)
                .context("the certificate authority of the broker is not readable")?;
            for certificate in reqwest::Certificate::from_pem_bundle(&pem)? {
                client = client.add_root_certificate(certificate);
            }
        }
        let client = client.build()?;
        Ok(Self {
            client,
            url: url.trim_end_matches('/').to_owned(),
            virtual_host: virtual_host.to_owned(),
        })
    }

    /// `path` holds `{vhost}` where the virtual host goes.
    async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> anyhow::Result<Option<Value>> {
        let path = path.replace("{vhost}", &escape(&self.virtual_host));
        let what = format!("{method} {path}");
        let mut request = self.client.request(method, format!("{}/api/{path}", self.url));
        if let Some(body) = body {
            request = request.json(&body);
        }
        // The error would name the address, and the address holds the login.
        let response = request
            .send()
            .await
            .map_err(reqwest::Error::without_url)
            .with_context(|| format!("{what}: no answer from the management interface"))?;
        let status = response.status();
        if status == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        let text = response.text().await.map_err(reqwest::Error::without_url)?;
        anyhow::ensure!(status.is_success(), "{what}: {status} {text}");
        Ok(Some(serde_json::from_str(&text).unwrap_or(Value::Null)))
    }

    async fn put(&self, path: &str, body: Value) -> anyhow::Result<()> {
        self.call(Method::PUT, path, Some(body))
            .await?
            .map(|_| ())
            .with_context(|| format!("PUT {path}: not found"))
    }

    /// Makes the virtual host, and gives the login of this interface all rights in it.
    pub async fn make_virtual_host(&self) -> anyhow::Result<()> {
        self.put("vhosts/{vhost}", json!({})).await?;
        let who = self.call(Method::GET, "whoami", None).await?.unwrap_or_default();
        let name = field(&who, "name");
        let all = json!({ "configure": ".*", "write": ".*", "read": ".*" });
        self.put(&format!("permissions/{{vhost}}/{}", escape(&name)), all).await
    }

    /// Removes the virtual host with everything in it.
    pub async fn remove_virtual_host(&self) -> anyhow::Result<()> {
        self.call(Method::DELETE, "vhosts/{vhost}", None).await.map(|_| ())
    }

    /// All virtual hosts.
    pub async fn virtual_hosts(&self) -> anyhow::Result<BTreeSet<String>> {
        Ok(names(&self.call(Method::GET, "vhosts", None).await?.unwrap_or_default()))
    }

    pub(super) async fn put_policy(
        &self,
        name: &str,
        pattern: &str,
        definition: Value,
    ) -> anyhow::Result<()> {
        let policy = json!({
            "pattern": pattern,
            "definition": definition,
            "priority": 10,
            "apply-to": "queues",
        });
        self.put(&format!("policies/{{vhost}}/{}", escape(name)), policy).await
    }

    pub(super) async fn policy(&self, name: &str) -> anyhow::Result<Option<(String, Value)>> {
        let path = format!("policies/{{vhost}}/{}", escape(name));
        Ok(self.call(Method::GET, &path, None).await?.and_then(|policy| {
            Some((field(&policy, "pattern"), policy.get("definition")?.clone()))
        }))
    }

    pub(super) async fn put_user(&self, user: &str, password: &str) -> anyhow::Result<()> {
        let user = escape(user);
        self.put(&format!("users/{user}"), json!({ "password": password, "tags": "" })).await
    }

    pub(super) async fn put_rights(&self, user: &str, rights: &Rights) -> anyhow::Result<()> {
        let name = escape(user);
        let topics = json!({ "exchange": EXCHANGE, "write": rights.topics, "read": ".*" });
        self.put(&format!("topic-permissions/{{vhost}}/{name}"), topics).await?;
        let resources = json!({
            "configure": rights.configure,
            "write": rights.write,
            "read": rights.read,
        });
        self.put(&format!("permissions/{{vhost}}/{name}"), resources).await
    }

    /// Removes a user.
    pub async fn remove_user(&self, user: &str) -> anyhow::Result<()> {
        let path = format!("users/{}", escape(user));
        self.call(Method::DELETE, &path, None).await.map(|_| ())
    }

    pub(super) async fn rights(&self, user: &str) -> anyhow::Result<Option<Rights>> {
        let name = escape(user);
        let path = format!("permissions/{{vhost}}/{name}");
        let Some(resources) = self.call(Method::GET, &path, None).await? else { return Ok(None) };
        let path = format!("topic-permissions/{{vhost}}/{name}");
        let Some(topics) = self.call(Method::GET, &path, None).await? else { return Ok(None) };
        let mut topics = topics.as_array().into_iter().flatten();
        Ok(topics.find(|row| field(row, "exchange") == EXCHANGE).map(|topics| Rights {
            configure: field(&resources, "configure"),
            write: field(&resources, "write"),
            read: field(&resources, "read"),
            topics: field(topics, "write"),
        }))
    }

    pub(super) async fn names(&self, kind: &str) -> anyhow::Result<BTreeSet<String>> {
        let found = self.call(Method::GET, &format!("{kind}/{{vhost}}"), None).await?;
        Ok(names(&found.unwrap_or_default()))
    }

    /// Exchange, queue and key of each binding; the empty exchange is the broker's own.
    pub(super) async fn bindings(&self) -> anyhow::Result<BTreeSet<(String, String, String)>> {
        let found = self.call(Method::GET, "bindings/{vhost}", None).await?.unwrap_or_default();
        Ok(found
            .as_array()
            .into_iter()
            .flatten()
            .map(|row| (field(row, "source"), field(row, "destination"), field(row, "routing_key")))
            .collect())
    }

    /// Messages per queue, of every queue of the virtual host.
    pub async fn messages(&self) -> anyhow::Result<Vec<(String, u64)>> {
        let found = self.call(Method::GET, "queues/{vhost}", None).await?.unwrap_or_default();
        Ok(found
            .as_array()
            .into_iter()
            .flatten()
            .map(|row| {
                let messages = row.get("messages").and_then(Value::as_u64).unwrap_or(0);
                (field(row, "name"), messages)
            })
            .collect())
    }
}

fn names(found: &Value) -> BTreeSet<String> {
    found.as_array().into_iter().flatten().map(|row| field(row, "name")).collect()
}

/// A text field of an answer; empty when it is not there.
fn field(row: &Value, name: &str) -> String {
    row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// A name as part of a path.
fn escape(name: &str) -> String {
    let mut path = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            path.push(char::from(byte));
        } else {
            let digit = |value: u8| {
                char::from_digit(u32::from(value), 16).unwrap_or('0').to_ascii_uppercase()
            };
            path.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    path
}
