//! Violations planted on purpose into a chain that is thrown away, one of each kind, so that a
//! test proves that the checker finds them. Only in builds for tests.

use std::path::Path;

use anyhow::Context as _;
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use platform::database::{Purpose, connect};

use super::chain::Service;
use super::report::Geplant;
use crate::address::{Address, Addresses};

/// What to plant, and with which login.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct PlantArgs {
    /// Violates this invariant first, in databases that are thrown away afterwards. Only in
    /// builds for tests.
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=8), requires = "admin_url")]
    pub plant: Option<u8>,
    /// A superuser of the server of these databases.
    #[arg(long, hide_env_values = true, env = "PGB_PLANT_ADMIN_URL")]
    pub admin_url: Option<String>,
}

/// One violation.
struct Violation {
    /// Where.
    service: Service,
    /// What, for the reader.
    wat: &'static str,
    /// How: it fails when there is nothing to violate.
    sql: &'static str,
}

/// Violates an invariant.
pub async fn plant(
    invariant: u8,
    addresses: &Addresses,
    admin_url: &str,
    ca: Option<&Path>,
) -> anyhow::Result<Geplant> {
    let violation = violation(invariant).context("er zijn acht invarianten")?;
    let name = violation.service.name();
    let own = addresses.get(name).and_then(|known| known.get("controle_url"));
    let database = Address::parse(own.context("geen adres van de database")?)?;
    let url = Address::parse(admin_url)?.at(database.path()).url();
    let mut conn: AsyncPgConnection = connect(&url, ca, Purpose::Migration)
        .await
        .context("geen verbinding als beheerder van de database")?;
    // Triggers that keep a service from doing this do not fire for a replica.
    conn.batch_execute(&format!(
        "BEGIN; SET LOCAL session_replication_role = replica; {}; COMMIT",
        guarded(violation.sql)
    ))
    .await
    .with_context(|| format!("{} kon niet worden geplant", violation.wat))?;
    Ok(Geplant { invariant, wat: violation.wat.to_owned() })
}

/// A statement that must change something.
fn guarded(sql: &str) -> String {
    format!(
        "DO $plant$ BEGIN {sql}; IF NOT FOUND THEN RAISE EXCEPTION 'nothing to violate'; END IF; \
         END $plant$"
    )
}

fn violation(invariant: u8) -> Option<Violation> {
    let payout = |wat, sql| Some(Violation { service: Service::Payout, wat, sql });
    match invariant {
        1 => payout("een betaalde declaratie is nog eens betaald", PAID_TWICE),
        2 => payout("een goedkeuring boven het toegekende, later teruggedraaid", OVERSPENT),
        3 => payout("een regel zonder tegenregel", ONE_SIDED),
        4 => payout("het antwoord op een declaratie is weg", UNANSWERED),
        5 => payout("een ontvangen feit is uit de inbox weg", LOST),
        6 => payout("een bestand heet een cent meer dan zijn opdrachten", FILE),
        7 => Some(Violation {
            service: Service::Zorgdomein,
            wat: "zorgdomein zegt een cent meer geboekt dan payout",
            sql: "UPDATE declaratie SET geboekt = coalesce(geboekt, 0) + 1 WHERE id = \
                (SELECT id FROM declaratie WHERE versie > 0 ORDER BY id LIMIT 1)",
        }),
        8 => Some(Violation {
            service: Service::Zorgdomein,
            wat: "iemand kreeg een rij van een andere verstrekker te zien",
            sql: "INSERT INTO inzage (id, vastgelegd_op, oin, sub, resource, scope, verstrekkers, \
                rij_verstrekkers) SELECT gen_random_uuid(), now(), oin, 'plant', 'declaraties', \
                'verstrekkers', ARRAY[verstrekker_id], ARRAY[verstrekker_id, gen_random_uuid()] \
                FROM verstrekker_toegang WHERE van IS NULL AND tot IS NULL ORDER BY oin LIMIT 1",
        }),
        _ => None,
    }
}

/// A second attempt of a paid payment, also paid: files and ledger know nothing of it.
const PAID_TWICE: &str = "INSERT INTO poging (id, verstrekker_id, betaling_id, nummer, \
    betaalrun_id, bedrag, staat) SELECT gen_random_uuid(), verstrekker_id, betaling_id, \
    nummer + 1000, betaalrun_id, bedrag, 'geboekt' FROM poging WHERE staat = 'geboekt' \
    ORDER BY id LIMIT 1";

/// An entry before all others takes one cent more from a pot than it was ever granted; one after
/// all others gives it back. Balances and books stay right: only the replay sees it.
const OVERSPENT: &str = "WITH pot AS (SELECT dimensie, verstrekker_id, saldo, \
        max(id) FILTER (WHERE soort = 'R.AVAILABLE') OVER w AS vrij, \
        max(id) FILTER (WHERE soort = 'R.COMMITTED') OVER w AS vast, soort FROM rekening \
        WINDOW w AS (PARTITION BY dimensie, jaar)), \
    gekozen AS (SELECT * FROM pot WHERE soort = 'R.GRANT' AND saldo > 0 AND vrij IS NOT NULL \
        AND vast IS NOT NULL ORDER BY dimensie LIMIT 1), \
    post AS (INSERT INTO journaalpost (id, soort, bron, bron_id, bron_versie, verstrekker_id, \
        verband, ingangsdatum, geboekt_op, hash, keten, keten_nr, keten_hash) \
        SELECT nieuw.id, nieuw.soort, 'plant', nieuw.id, 1, verstrekker_id, dimensie, \
        current_date, now(), sha256('plant'), 0, 1000000000 + length(nieuw.soort), '' FROM gekozen, (VALUES \
        ('00000000-0000-7000-8000-000000000001'::uuid, 'E5'), \
        ('ffffffff-ffff-7fff-bfff-ffffffffffff'::uuid, 'E11')) AS nieuw (id, soort) \
        RETURNING id, soort) \
    INSERT INTO journaalregel (post_id, nr, boek, rekening_id, verstrekker_id, debet, credit) \
    SELECT post.id, regel.nr, 'R', \
        CASE WHEN (post.soort = 'E5') = (regel.nr = 1) THEN vrij ELSE vast END, verstrekker_id, \
        CASE WHEN regel.nr = 1 THEN saldo + 1 ELSE 0 END, \
        CASE WHEN regel.nr = 2 THEN saldo + 1 ELSE 0 END \
    FROM post, gekozen, (VALUES (1), (2)) AS regel (nr)";

/// One cent on one side of an entry. The balance of the account follows, so that only the books
/// are wrong.
const ONE_SIDED: &str = "WITH regel AS (INSERT INTO journaalregel (post_id, nr, boek, \
        rekening_id, verstrekker_id, debet, credit) \
        SELECT r.post_id, 1000, 'M', r.rekening_id, r.verstrekker_id, 0, 1 FROM journaalregel r \
        JOIN rekening k ON k.id = r.rekening_id WHERE k.soort = 'M.FUND' \
        ORDER BY r.post_id LIMIT 1 RETURNING rekening_id) \
    UPDATE rekening SET saldo = saldo + 1 FROM regel WHERE rekening.id = regel.rekening_id";

/// Of a claim that was refused whole, if there is one: then nothing else looks wrong.
const UNANSWERED: &str = "DELETE FROM boeking WHERE declaratie_id = (SELECT declaratie_id \
    FROM boeking WHERE versie > 0 ORDER BY geboekt, declaratie_id LIMIT 1)";

const LOST: &str = "DELETE FROM inbox WHERE (event_id, consumer, source) IN (SELECT event_id, \
    consumer, source FROM inbox WHERE consumer = 'payout.declaraties' AND outcome = 'applied' \
    ORDER BY event_id DESC LIMIT 1)";

const FILE: &str = "UPDATE bestand SET totaal = totaal + 1 WHERE id = (SELECT id FROM bestand \
    ORDER BY id LIMIT 1)";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_violation_of_each_invariant_and_of_no_other() {
        let known: Vec<u8> = (0..=255).filter(|number| violation(*number).is_some()).collect();
        assert_eq!(known, [1, 2, 3, 4, 5, 6, 7, 8]);
    }
}
