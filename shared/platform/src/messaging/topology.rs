//! The topology: exchange, queues, bindings, policies, users and their rights, all made from
//! [`contracts::catalogue`].
//!
//! Services have no right to configure anything: this is applied by the operator's command, and is
//! the same each time it is applied. What can be a policy is a policy, for an argument of a queue
//! can never change. Works on RabbitMQ 3.10 and 4.

mod management;
mod render;

use std::collections::BTreeMap;

use anyhow::Context as _;
use contracts::catalogue::{self, EXCHANGE, KINDS, Queue, SERVICES};
use lapin::options::{ExchangeDeclareOptions, QueueBindOptions, QueueDeclareOptions};
use lapin::types::{AMQPValue, FieldTable};
use lapin::{Channel, ExchangeKind};

use super::broker::{Broker, deadline};

pub use self::management::Management;
pub use self::render::render;

/// Exchange for messages the broker gives up on.
pub const DEAD_LETTER_EXCHANGE: &str = "pgb.dlx";
/// How often a message is delivered before the broker gives up on it; always said, for versions
/// differ in what they do when it is not.
const DELIVERY_LIMIT: u32 = 10;

/// Name and password of a service's user.
pub type Passwords = BTreeMap<String, String>;

/// Rights of the user of one service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rights {
    /// What it may declare or delete: nothing.
    pub configure: String,
    /// Exchanges it may publish to.
    pub write: String,
    /// Queues it may consume.
    pub read: String,
    /// Routing keys it may publish with.
    pub topics: String,
}

impl Rights {
    /// The rights of a service, from what it says and hears.
    pub fn of(service: &str) -> Self {
        let kinds: Vec<String> = KINDS
            .iter()
            .filter(|kind| kind.from == service)
            .map(|kind| kind.name.replace('.', "\\."))
            .collect();
        Self {
            configure: "^$".to_owned(),
            write: format!("^{EXCHANGE}$"),
            read: format!("^{}\\.", service.replace('-', "\\-")),
            // A service that says nothing may say nothing: no key is empty.
            topics: format!("^({})$", kinds.join("|")),
        }
    }
}

/// The policy of one queue: name, pattern and definition.
fn policy(queue: Queue) -> (String, String, serde_json::Value) {
    let definition = serde_json::json!({
        "delivery-limit": DELIVERY_LIMIT,
        "dead-letter-exchange": DEAD_LETTER_EXCHANGE,
        "dead-letter-routing-key": queue.name,
        "dead-letter-strategy": "at-least-once",
        "overflow": "reject-publish",
    });
    (queue.name.to_owned(), format!("^{}$", queue.name.replace('.', "\\.")), definition)
}

fn dead_letters(queue: Queue) -> String {
    format!("{}.dlq", queue.name)
}

/// Makes everything: virtual host, policies, exchange, queues, bindings, users and rights.
/// `broker` names the same virtual host, with a login that may configure it.
pub async fn apply(
    broker: &Broker,
    management: &Management,
    users: &Passwords,
) -> anyhow::Result<()> {
    management.make_virtual_host().await?;
    for queue in catalogue::queues() {
        let (name, pattern, definition) = policy(queue);
        management.put_policy(&name, &pattern, definition).await?;
    }
    declare(broker).await?;
    for (user, password) in users {
        management.put_user(user, password).await?;
    }
    let names: Vec<String> = users.keys().cloned().collect();
    give_rights(management, &names).await
}

/// Gives the users of services their rights; the exchange must exist before, for a right on its
/// keys that is given earlier leaves the user unrestricted.
pub async fn give_rights(management: &Management, users: &[String]) -> anyhow::Result<()> {
    for user in users {
        management.put_rights(user, &rights_of_user(user)?).await?;
    }
    Ok(())
}

/// The user of a service is named after it, with what the operator puts before.
fn rights_of_user(user: &str) -> anyhow::Result<Rights> {
    SERVICES
        .iter()
        .find(|service| user.ends_with(*service))
        .map(|service| Rights::of(service))
        .with_context(|| format!("user {user} is not named after a service"))
}

/// Declares exchanges, queues and bindings.
pub async fn declare(broker: &Broker) -> anyhow::Result<()> {
    let connection = broker.connect("topology").await?;
    let channel = deadline(connection.create_channel()).await?;
    for (name, kind) in
        [(EXCHANGE, ExchangeKind::Topic), (DEAD_LETTER_EXCHANGE, ExchangeKind::Direct)]
    {
        let durable = ExchangeDeclareOptions { durable: true, ..ExchangeDeclareOptions::default() };
        deadline(channel.exchange_declare(name.into(), kind, durable, FieldTable::default()))
            .await
            .with_context(|| format!("exchange {name}"))?;
    }
    for queue in catalogue::queues() {
        declare_queue(&channel, &dead_letters(queue)).await?;
        bind(&channel, &dead_letters(queue), DEAD_LETTER_EXCHANGE, queue.name).await?;
        declare_queue(&channel, queue.name).await?;
    }
    for kind in KINDS {
        for queue in kind.heard_by {
            bind(&channel, queue.name, EXCHANGE, kind.name).await?;
        }
    }
    deadline(connection.close(200, "done".into())).await
}

async fn declare_queue(channel: &Channel, name: &str) -> anyhow::Result<()> {
    let mut arguments = FieldTable::default();
    arguments.insert("x-queue-type".into(), AMQPValue::LongString("quorum".into()));
    let durable = QueueDeclareOptions { durable: true, ..QueueDeclareOptions::default() };
    // A new quorum queue elects a leader, which takes a while on a busy machine.
    let declaring = channel.queue_declare(name.into(), durable, arguments);
    tokio::time::timeout(super::broker::DEADLINE * 6, declaring)
        .await
        .with_context(|| format!("queue {name}"))?
        .with_context(|| format!("queue {name}"))?;
    Ok(())
}

async fn bind(channel: &Channel, queue: &str, exchange: &str, key: &str) -> anyhow::Result<()> {
    let binding = channel.queue_bind(
        queue.into(),
        exchange.into(),
        key.into(),
        QueueBindOptions::default(),
        FieldTable::default(),
    );
    deadline(binding).await.with_context(|| format!("binding of {queue} to {key}"))
}

/// Compares the broker with what should be there; each difference is a line.
pub async fn verify(management: &Management, users: &[String]) -> anyhow::Result<Vec<String>> {
    let mut differences = Vec::new();
    let exchanges = management.names("exchanges").await?;
    for exchange in [EXCHANGE, DEAD_LETTER_EXCHANGE] {
        if !exchanges.contains(exchange) {
            differences.push(format!("exchange {exchange} is missing"));
        }
    }
    let queues = management.names("queues").await?;
    let mut bindings: Vec<(String, String, String)> = Vec::new();
    for queue in catalogue::queues() {
        let dead = dead_letters(queue);
        for name in [queue.name, &dead] {
            if !queues.contains(name) {
                differences.push(format!("queue {name} is missing"));
            }
        }
        bindings.push((DEAD_LETTER_EXCHANGE.to_owned(), dead, queue.name.to_owned()));
        let (name, pattern, definition) = policy(queue);
        if management.policy(&name).await? != Some((pattern, definition)) {
            differences.push(format!("policy {name} is missing or differs"));
        }
    }
    for kind in KINDS {
        for queue in kind.heard_by {
            bindings.push((EXCHANGE.to_owned(), queue.name.to_owned(), kind.name.to_owned()));
        }
    }
    let bound = management.bindings().await?;
    for (exchange, queue, key) in &bindings {
        if !bound.contains(&(exchange.clone(), queue.clone(), key.clone())) {
            differences.push(format!("binding {exchange} --{key}--> {queue} is missing"));
        }
    }
    for (exchange, queue, key) in &bound {
        if !exchange.is_empty()
            && !bindings.contains(&(exchange.clone(), queue.clone(), key.clone()))
        {
            differences.push(format!("binding {exchange} --{key}--> {queue} is not ours"));
        }
    }
    for user in users {
        if management.rights(user).await? != Some(rights_of_user(user)?) {
            differences.push(format!("the rights of user {user} are missing or differ"));
        }
    }
    Ok(differences)
}
