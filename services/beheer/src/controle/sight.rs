//! Invariant 8: nobody saw a row of another verstrekker. Proved from the log of looks at persons,
//! and from the second wall in the database.

use std::collections::{BTreeMap, BTreeSet};

use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Nullable, Text};

use super::chain::{Chain, Look, Service};
use super::report::{About, Check, NAMED_MAX};
use crate::address::Addresses;

/// Tables with a verstrekker that are not behind row-level security, and why they need not be.
const OPEN: [(Service, &str); 2] = [
    // The register of public bodies: no persons, everybody may read it.
    (Service::Zorgdomein, "verstrekker_mandaat"),
    (Service::Zorgdomein, "verstrekker_maximumtarief"),
];

/// Tables of the platform that are read before there is a scope, or by the checker only.
const OPEN_EVERYWHERE: [&str; 2] = ["verstrekker_toegang", "inzage"];

/// Does the checks. `national` are the organisations that may see the whole country; when none
/// are named, it is only checked that no verstrekker looked that way.
pub async fn check(chain: &mut Chain, addresses: &Addresses, national: &[String]) -> Vec<Check> {
    let access = access(chain).await;
    if access.is_err() {
        chain.begin_again().await;
    }
    let mut checks = Vec::new();
    for service in Service::ALL {
        checks.push(rows_shown(chain, service).await);
        checks.push(callers(chain, service, access.as_ref(), national).await);
        checks.push(walls(chain, service).await);
        checks.push(roles(chain, service, addresses).await);
    }
    checks
}

const LOOKS: &str = "SELECT count(*) AS aantal, NULL::bigint AS centen FROM inzage";

async fn rows_shown(chain: &mut Chain, service: Service) -> Check {
    let naam = format!("{}-toont-eigen-rijen", service.name());
    chain
        .look(&Look {
            about: About {
                invariant: 8,
                naam: &naam,
                omschrijving: "Wie voor verstrekkers kijkt, kreeg alleen rijen van die verstrekkers",
                wat: "inzagen",
            },
            service,
            bekeken: LOOKS,
            afwijkingen: "SELECT id::text AS onderwerp, format('%s: rijen van %s, beller is %s', \
                resource, rij_verstrekkers::text, verstrekkers::text) AS toelichting FROM inzage \
                WHERE scope = 'verstrekkers' AND NOT rij_verstrekkers <@ verstrekkers",
        })
        .await
}

/// Somebody who may act for a verstrekker, and on which days; days are `yyyy-mm-dd`, so that their
/// order is that of the text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, QueryableByName)]
struct Access {
    #[diesel(sql_type = Text)]
    oin: String,
    #[diesel(sql_type = Text)]
    verstrekker: String,
    #[diesel(sql_type = Nullable<Text>)]
    van: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    tot: Option<String>,
}

/// An organisation that looked for a verstrekker on a day, or for the whole country.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
struct Caller {
    #[diesel(sql_type = Text)]
    oin: String,
    #[diesel(sql_type = Text)]
    scope: String,
    #[diesel(sql_type = Text)]
    verstrekker: String,
    #[diesel(sql_type = Text)]
    dag: String,
    #[diesel(sql_type = BigInt)]
    aantal: i64,
}

/// Everything that was ever said about who may act for whom, and what stands now: a mandate that
/// was shortened later does not make an earlier look wrong.
const SAID: &str = "SELECT DISTINCT oin, verstrekker, van, tot FROM (\
    SELECT oin, verstrekker_id::text AS verstrekker, van::text AS van, tot::text AS tot \
        FROM verstrekker_toegang \
    UNION ALL SELECT feit->>'oin', feit->>'verstrekkerId', NULL, NULL FROM verteld \
    UNION ALL SELECT mandaat->>'oin', feit->>'verstrekkerId', mandaat->'periode'->>'van', \
        mandaat->'periode'->>'tot' \
        FROM verteld, jsonb_array_elements(coalesce(feit->'mandaten', '[]')) AS mandaat) bekend \
    WHERE oin IS NOT NULL AND verstrekker IS NOT NULL";
const TOLD: &str = "WITH verteld AS (SELECT convert_from(envelope, 'UTF8')::jsonb->'data' AS feit \
    FROM event WHERE type = 'nl.pgb.verstrekker-vastgesteld.v1')";

type Known = BTreeMap<(String, String), Vec<Access>>;

async fn access(chain: &mut Chain) -> anyhow::Result<Known> {
    let rows: Vec<Access> = chain.rows(Service::Zorgdomein, &format!("{TOLD} {SAID}")).await?;
    let mut known = Known::new();
    for row in rows {
        known.entry((row.oin.clone(), row.verstrekker.clone())).or_default().push(row);
    }
    Ok(known)
}

const CALLERS: &str = "SELECT oin, scope, coalesce(verstrekker::text, '') AS verstrekker, dag, \
    count(*) AS aantal \
    FROM (SELECT oin, scope, verstrekkers, \
        ((vastgelegd_op AT TIME ZONE 'Europe/Amsterdam')::date)::text AS dag FROM inzage) gezien \
    LEFT JOIN LATERAL unnest(verstrekkers) AS verstrekker ON true \
    WHERE scope <> 'persoon' GROUP BY 1, 2, 3, 4";

async fn callers(
    chain: &mut Chain,
    service: Service,
    access: Result<&Known, &anyhow::Error>,
    national: &[String],
) -> Check {
    let naam = format!("{}-kent-zijn-bellers", service.name());
    let about = About {
        invariant: 8,
        naam: &naam,
        omschrijving: "Elke beller keek voor verstrekkers waarvoor hij die dag mocht handelen",
        wat: "bellers per verstrekker en dag",
    };
    let done = match access {
        Ok(known) => who_looked(chain, service, about, (known, national)).await,
        Err(error) => Err(anyhow::anyhow!("{error:#}")),
    };
    chain.or_unknown(about, done).await
}

async fn who_looked(
    chain: &mut Chain,
    service: Service,
    about: About<'_>,
    (known, national): (&Known, &[String]),
) -> anyhow::Result<Check> {
    let callers: Vec<Caller> = chain.rows(service, CALLERS).await?;
    let offenders = strangers(&callers, known, national);
    let aantal = u64::try_from(offenders.len())?;
    let looked_at = about.looked_at(u64::try_from(callers.len())?, None);
    Ok(Check::of(about, looked_at, aantal, offenders.into_iter().take(NAMED_MAX).collect()))
}

/// Callers who looked for a verstrekker they may not act for on that day, or for the whole country
/// without being a national organisation.
fn strangers(callers: &[Caller], known: &Known, national: &[String]) -> Vec<String> {
    let ours: BTreeSet<&str> = known.keys().map(|(oin, _)| oin.as_str()).collect();
    let mut offenders = Vec::new();
    for Caller { oin, scope, verstrekker, dag, aantal } in callers {
        let named = national.iter().any(|known| known == oin);
        let why = if scope == "landelijk" {
            let stranger = if national.is_empty() { ours.contains(oin.as_str()) } else { !named };
            stranger.then(|| "keek landelijk zonder landelijk te zijn".to_owned())
        } else {
            let rights = known.get(&(oin.clone(), verstrekker.clone()));
            let may = rights.into_iter().flatten().any(|access| access.holds_on(dag));
            let looked_for_somebody = !verstrekker.is_empty();
            (looked_for_somebody && !may)
                .then(|| format!("keek voor {verstrekker} zonder dat te mogen"))
        };
        offenders.extend(why.map(|why| format!("{oin} op {dag}: {why} ({aantal} keer)")));
    }
    offenders
}

impl Access {
    fn holds_on(&self, dag: &str) -> bool {
        self.van.as_deref().is_none_or(|van| van <= dag)
            && self.tot.as_deref().is_none_or(|tot| dag <= tot)
    }
}

async fn walls(chain: &mut Chain, service: Service) -> Check {
    let naam = format!("{}-schermt-rijen-af", service.name());
    let mut open: Vec<String> = OPEN_EVERYWHERE.iter().map(|name| format!("'{name}'")).collect();
    let own = OPEN.iter().filter(|(of, _)| *of == service);
    open.extend(own.map(|(_, name)| format!("'{name}'")));
    let tables = format!(
        "SELECT c.oid AS tabel_id, c.relname, c.relrowsecurity, c.relforcerowsecurity FROM pg_class c \
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') \
         AND c.relname NOT IN ({}) AND EXISTS (SELECT FROM pg_attribute a \
         WHERE a.attrelid = c.oid AND NOT a.attisdropped AND a.attnum > 0 \
         AND a.attname IN ('verstrekker_id', 'verstrekkers'))",
        open.join(", ")
    );
    chain
        .look(&Look {
            about: About {
                invariant: 8,
                naam: &naam,
                omschrijving: "Elke tabel met rijen van verstrekkers is in de database \
                    afgeschermd, ook voor haar eigenaar",
                wat: "tabellen",
            },
            service,
            bekeken: &format!(
                "SELECT count(*) AS aantal, NULL::bigint AS centen FROM ({tables}) tabel"
            ),
            afwijkingen: &format!(
                "SELECT relname::text AS onderwerp, format('afgeschermd %s, gedwongen %s', \
                 relrowsecurity, relforcerowsecurity) AS toelichting FROM ({tables}) tabel \
                 WHERE NOT relrowsecurity OR NOT relforcerowsecurity \
                 UNION ALL \
                 SELECT relname::text, format('regel %s laat alles door', polname) \
                 FROM ({tables}) tabel JOIN pg_policy ON polrelid = tabel_id \
                 WHERE pg_get_expr(polqual, polrelid) IS NULL \
                     OR pg_get_expr(polqual, polrelid) = 'true'"
            ),
        })
        .await
}

/// The role a service works with is held to the walls.
async fn roles(chain: &mut Chain, service: Service, addresses: &Addresses) -> Check {
    let naam = format!("{}-werkt-binnen-de-muren", service.name());
    let about = About {
        invariant: 8,
        naam: &naam,
        omschrijving: "De rol van de dienst mag de afscherming niet omzeilen en bezit geen tabellen",
        wat: "rollen",
    };
    let address = addresses.get(service.name()).and_then(|known| known.get("database_url"));
    let user = address.and_then(|url| crate::address::Address::parse(url).ok()?.user());
    let Some(user) = user else { return about.skipped("de rol van de dienst is niet gegeven") };
    let user = user.replace('\'', "''");
    chain
        .look(&Look {
            about,
            service,
            bekeken: &format!(
                "SELECT count(*) AS aantal, NULL::bigint AS centen FROM pg_roles \
                 WHERE rolname = '{user}'"
            ),
            afwijkingen: &format!(
                "SELECT rolname::text AS onderwerp, 'mag de afscherming omzeilen' AS toelichting \
                 FROM pg_roles WHERE rolname = '{user}' AND (rolsuper OR rolbypassrls) \
                 UNION ALL \
                 SELECT '{user}', 'bestaat niet' \
                 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{user}') \
                 UNION ALL \
                 SELECT tablename::text, format('is van %s', tableowner) FROM pg_tables \
                 WHERE schemaname = 'public' AND tableowner = '{user}'"
            ),
        })
        .await
}

#[cfg(test)]
mod tests;
