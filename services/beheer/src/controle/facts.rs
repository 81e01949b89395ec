//! Invariant 5: what one service says, each hearer has taken in, or shows as waiting or parked.
//! Who hears what comes from the catalogue, as queues and bindings do.

use std::collections::BTreeSet;

use contracts::catalogue::{KINDS, Queue, queues};
use platform::messaging::topology::Management;
use uuid::{NoContext, Timestamp, Uuid};

use super::chain::{Chain, Comparison, Look, Service, Side};
use super::merge::Strict;
use super::report::{About, Check};

/// The inbox keeps what it took in for 400 days: older facts cannot be looked up in it.
const INBOX_DAYS: i64 = 390;

/// Does the checks.
pub async fn check(chain: &mut Chain, broker: &Management) -> Vec<Check> {
    let mut checks = Vec::new();
    for queue in queues() {
        for from in sayers(queue) {
            checks.extend(heard(chain, from, queue).await);
        }
    }
    for service in Service::ALL {
        checks.push(numbered(chain, service).await);
        checks.push(outbox(chain, service).await);
        checks.push(inbox(chain, service).await);
    }
    checks.push(broker_queues(broker).await);
    checks
}

/// Who says what this queue hears.
fn sayers(queue: Queue) -> BTreeSet<&'static str> {
    KINDS.iter().filter(|kind| kind.heard_by.contains(&queue)).map(|kind| kind.from).collect()
}

/// The types that this queue hears from this sayer, as a list of SQL. They are constants of ours.
fn kinds(from: &str, queue: Queue) -> String {
    let names: Vec<String> = KINDS
        .iter()
        .filter(|kind| kind.from == from && kind.heard_by.contains(&queue))
        .map(|kind| format!("'{}'", kind.name))
        .collect();
    names.join(", ")
}

/// The first id of the days the inbox remembers: ids begin with the moment they were made.
fn first_id() -> Uuid {
    let seconds = platform::clock::technical_now().as_second().saturating_sub(INBOX_DAYS * 86_400);
    let seconds = u64::try_from(seconds).unwrap_or(0);
    let first = Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, 0));
    // The random part would leave out facts of that very millisecond.
    Uuid::from_u128(first.as_u128() >> 80 << 80)
}

async fn heard(chain: &mut Chain, from: &str, queue: Queue) -> Vec<Check> {
    let (sayer, hearer) = match (Service::named(from), Service::named(queue.service)) {
        (Ok(sayer), Ok(hearer)) => (sayer, hearer),
        (Err(error), _) | (_, Err(error)) => {
            let about = About { invariant: 5, naam: queue.name, omschrijving: "", wat: "feiten" };
            return vec![about.unknown(&error)];
        }
    };
    let types = kinds(from, queue);
    let since = first_id();
    let name = queue.name;
    let said = format!(
        "SELECT id::text AS sleutel, 'hash ' || encode(hash, 'hex') AS stand, \
         NULL::bigint AS centen FROM event WHERE type IN ({types}) AND id >= '{since}'"
    );
    let taken_in = format!(
        "SELECT event_id::text AS sleutel, 'hash ' || encode(hash, 'hex') AS stand, \
         NULL::bigint AS centen FROM inbox WHERE consumer = '{name}' \
         AND source LIKE '%:systeem:{from}' AND event_id >= '{since}'"
    );
    let newest_said = format!(
        "SELECT type || ' ' || subject AS sleutel, 'versie ' || max(versie) AS stand, \
         NULL::bigint AS centen FROM event WHERE type IN ({types}) GROUP BY type, subject"
    );
    let newest_known = format!(
        "SELECT type || ' ' || subject AS sleutel, 'versie ' || max(versie) AS stand, \
         NULL::bigint AS centen FROM (\
         SELECT type, subject, versie FROM applied WHERE consumer = '{name}' UNION ALL \
         SELECT type, subject, versie FROM waiting WHERE consumer = '{name}' UNION ALL \
         SELECT type, subject, versie FROM parked WHERE consumer = '{name}' \
         AND state <> 'replayed' AND subject IS NOT NULL) bekend \
         WHERE type IN ({types}) GROUP BY type, subject"
    );
    let received = chain
        .compare(&Comparison {
            about: About {
                invariant: 5,
                naam: &format!("{name}-ontving-van-{from}"),
                omschrijving: "Elk verteld feit is ontvangen, en niets anders",
                wat: "feiten",
            },
            left: Side { service: sayer, sql: &said },
            right: Side { service: hearer, sql: &taken_in },
            strict: Strict::Both,
        })
        .await;
    let in_effect = chain
        .compare(&Comparison {
            about: About {
                invariant: 5,
                naam: &format!("{name}-verwerkte-van-{from}"),
                omschrijving: "Van elk onderwerp geldt de nieuwste versie, of zij wacht zichtbaar",
                wat: "onderwerpen",
            },
            left: Side { service: sayer, sql: &newest_said },
            right: Side { service: hearer, sql: &newest_known },
            // Months of the log that are put away are no longer there to compare with.
            strict: Strict::RightMayHaveMore,
        })
        .await;
    vec![received, in_effect]
}

async fn numbered(chain: &mut Chain, service: Service) -> Check {
    let naam = format!("{}-nummert-zonder-gaten", service.name());
    chain
        .look(&Look {
            about: About {
                invariant: 5,
                naam: &naam,
                omschrijving: "Versies van een onderwerp volgen elkaar op, elke één keer",
                wat: "feiten",
            },
            service,
            bekeken: "SELECT count(*) AS aantal, NULL::bigint AS centen FROM event",
            afwijkingen: "SELECT type || ' ' || subject AS onderwerp, \
                format('%s feiten, versie %s tot en met %s', count(*), min(versie), max(versie)) \
                AS toelichting FROM event GROUP BY type, subject \
                HAVING count(*) <> max(versie) - min(versie) + 1 \
                    OR count(DISTINCT versie) <> count(*)",
        })
        .await
}

async fn outbox(chain: &mut Chain, service: Service) -> Check {
    let naam = format!("{}-heeft-alles-verstuurd", service.name());
    chain
        .look(&Look {
            about: About {
                invariant: 5,
                naam: &naam,
                omschrijving: "Er staat niets meer klaar om te versturen",
                wat: "feiten in de outbox",
            },
            service,
            bekeken: "SELECT count(*) AS aantal, NULL::bigint AS centen FROM outbox",
            afwijkingen: "SELECT event_id::text AS onderwerp, \
                format('klaar sinds %s, %s keer geprobeerd', recorded_at, attempts) \
                AS toelichting FROM outbox",
        })
        .await
}

async fn inbox(chain: &mut Chain, service: Service) -> Check {
    let naam = format!("{}-toont-wat-wacht", service.name());
    chain
        .look(&Look {
            about: About {
                invariant: 5,
                naam: &naam,
                omschrijving: "Wat niet verwerkt is, staat in de wacht- of parkeertabel",
                wat: "wachtende en geparkeerde berichten",
            },
            service,
            bekeken: "SELECT (SELECT count(*) FROM waiting) + (SELECT count(*) FROM parked \
                WHERE state = 'open') AS aantal, NULL::bigint AS centen",
            afwijkingen: "SELECT i.event_id::text AS onderwerp, \
                    format('%s: %s, maar de rij is er niet', i.consumer, i.outcome) AS toelichting \
                FROM inbox i WHERE (i.outcome = 'waiting' AND NOT EXISTS (SELECT FROM waiting w \
                    WHERE w.event_id = i.event_id AND w.consumer = i.consumer \
                    AND w.source = i.source)) \
                OR (i.outcome = 'parked' AND NOT EXISTS (SELECT FROM parked p \
                    WHERE p.event_id = i.event_id AND p.consumer = i.consumer)) \
                UNION ALL \
                SELECT w.event_id::text, format('%s: wacht, maar de inbox kent het niet', \
                    w.consumer) \
                FROM waiting w LEFT JOIN inbox i ON i.event_id = w.event_id \
                    AND i.consumer = w.consumer AND i.source = w.source \
                WHERE i.event_id IS NULL",
        })
        .await
}

/// Every queue is there; none has messages the broker gave up on.
async fn broker_queues(broker: &Management) -> Check {
    let about = About {
        invariant: 5,
        naam: "geen-dode-berichten",
        omschrijving: "Alle wachtrijen bestaan en RabbitMQ gaf geen bericht op",
        wat: "wachtrijen",
    };
    let found = match broker.messages().await {
        Ok(found) => found,
        Err(error) => return about.unknown(&error),
    };
    let offenders = dead(&found);
    let aantal = u64::try_from(offenders.len()).unwrap_or(u64::MAX);
    let looked_at = about.looked_at(u64::try_from(found.len()).unwrap_or(u64::MAX), None);
    Check::of(about, looked_at, aantal, offenders)
}

/// Queues that are not there, and dead letter queues that are not empty.
fn dead(found: &[(String, u64)]) -> Vec<String> {
    let messages = |name: &str| found.iter().find(|(queue, _)| queue == name).map(|(_, n)| *n);
    let mut offenders = Vec::new();
    for queue in queues() {
        let letters = format!("{}.dlq", queue.name);
        if messages(queue.name).is_none() {
            offenders.push(format!("{}: bestaat niet", queue.name));
        }
        match messages(&letters) {
            None => offenders.push(format!("{letters}: bestaat niet")),
            Some(0) => {}
            Some(more) => offenders.push(format!("{letters}: {more} berichten")),
        }
    }
    offenders
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_empty() -> Vec<(String, u64)> {
        queues()
            .iter()
            .flat_map(|queue| [(queue.name.to_owned(), 3), (format!("{}.dlq", queue.name), 0)])
            .collect()
    }

    #[test]
    fn a_dead_letter_and_a_missing_queue_are_named() {
        assert_eq!(dead(&all_empty()), Vec::<String>::new());
        let mut found = all_empty();
        found[1].1 = 2;
        found.pop();
        let offenders = dead(&found);
        assert_eq!(offenders.len(), 2, "{offenders:?}");
        assert!(offenders[0].ends_with(".dlq: 2 berichten"));
        assert!(offenders[1].ends_with(".dlq: bestaat niet"));
    }

    #[test]
    fn every_kind_of_the_catalogue_is_compared_for_each_of_its_hearers() {
        for kind in KINDS {
            for queue in kind.heard_by {
                assert!(sayers(*queue).contains(kind.from));
                assert!(kinds(kind.from, *queue).contains(kind.name));
            }
        }
    }

    #[test]
    fn the_first_id_lies_before_every_id_of_this_year() {
        assert!(first_id() < platform::id::new_uuid());
        assert_eq!(first_id().as_u128() & ((1 << 80) - 1), 0);
    }
}
