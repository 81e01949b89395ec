//! The same topology as resources of the RabbitMQ Messaging Topology Operator.

use contracts::catalogue::{self, EXCHANGE, KINDS, SERVICES};

use super::{DEAD_LETTER_EXCHANGE, Rights, dead_letters, policy};

/// Kubernetes resources (YAML) for the cluster named `cluster` and this virtual host. Queues are
/// retained when their resource is removed: the messages in them are money. Passwords come from
/// secrets named `<service>-amqp`.
pub fn render(cluster: &str, virtual_host: &str) -> String {
    let mut resources = vec![resource("Vhost", "pgb", cluster, &[("name", virtual_host)], "")];
    for (exchange, kind) in [(EXCHANGE, "topic"), (DEAD_LETTER_EXCHANGE, "direct")] {
        let fields = [("name", exchange), ("type", kind), ("vhost", virtual_host)];
        resources.push(resource("Exchange", exchange, cluster, &fields, "  durable: true\n"));
    }
    for queue in catalogue::queues() {
        let dead = dead_letters(queue);
        for name in [queue.name, &dead] {
            let fields = [("name", name), ("type", "quorum"), ("vhost", virtual_host)];
            let rest = "  durable: true\n  autoDelete: false\n  deletionPolicy: retain\n";
            resources.push(resource("Queue", name, cluster, &fields, rest));
        }
        let fields = binding(DEAD_LETTER_EXCHANGE, &dead, queue.name, virtual_host);
        resources.push(resource("Binding", &dead, cluster, &fields, ""));
        let (name, pattern, definition) = policy(queue);
        let fields = [
            ("name", name.as_str()),
            ("pattern", &pattern),
            ("applyTo", "queues"),
            ("vhost", virtual_host),
        ];
        let rest = format!("  priority: 10\n  definition: {definition}\n");
        resources.push(resource("Policy", &name, cluster, &fields, &rest));
    }
    for kind in KINDS {
        for queue in kind.heard_by {
            let name = format!("{}.{}", queue.name, kind.name);
            let fields = binding(EXCHANGE, queue.name, kind.name, virtual_host);
            resources.push(resource("Binding", &name, cluster, &fields, ""));
        }
    }
    for service in SERVICES {
        resources.extend(user(service, cluster, virtual_host));
    }
    resources.join("---\n")
}

fn binding<'a>(
    exchange: &'a str,
    queue: &'a str,
    key: &'a str,
    virtual_host: &'a str,
) -> [(&'a str, &'a str); 5] {
    [
        ("source", exchange),
        ("destination", queue),
        ("destinationType", "queue"),
        ("routingKey", key),
        ("vhost", virtual_host),
    ]
}

fn user(service: &str, cluster: &str, virtual_host: &str) -> [String; 3] {
    let rights = Rights::of(service);
    let secret = format!("  importCredentialsSecret:\n    name: {service}-amqp\n");
    let permissions = format!(
        "  permissions:\n    configure: {}\n    write: {}\n    read: {}\n",
        quote(&rights.configure),
        quote(&rights.write),
        quote(&rights.read)
    );
    let topics = format!(
        "  permissions:\n    exchange: {EXCHANGE}\n    write: {}\n    read: {}\n",
        quote(&rights.topics),
        quote(".*")
    );
    let of_user = format!("  userReference:\n    name: {service}\n");
    let vhost = [("vhost", virtual_host)];
    [
        resource("User", service, cluster, &[], &secret),
        resource("Permission", service, cluster, &vhost, &(of_user.clone() + &permissions)),
        resource("TopicPermission", service, cluster, &vhost, &(of_user + &topics)),
    ]
}

fn resource(kind: &str, name: &str, cluster: &str, fields: &[(&str, &str)], rest: &str) -> String {
    let fields: Vec<String> =
        fields.iter().map(|(field, value)| format!("  {field}: {}\n", quote(value))).collect();
    let fields = fields.concat();
    format!(
        "apiVersion: rabbitmq.com/v1beta1\nkind: {kind}\nmetadata:\n  name: {name}\nspec:\n{fields}{rest}  \
         rabbitmqClusterReference:\n    name: {cluster}\n"
    )
}

/// A YAML text in single quotes: nothing inside is special.
fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
