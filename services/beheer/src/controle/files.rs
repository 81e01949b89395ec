//! Invariant 6: what went to the bank is what the ledger credited to transit is what the payments
//! add up to; and the bytes that were sent are the bytes that were kept.

pub mod pain;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context as _;
use aws_lc_rs::digest::{SHA256, digest};
use diesel::sql_types::{BigInt, Binary, Text};
use diesel::{QueryableByName, sql_query};
use diesel_async::RunQueryDsl;

use self::pain::Payment;
use super::chain::{Chain, Look, Service};
use super::report::{About, Check, NAMED_MAX};

/// Does the checks. `folder` holds, in `in`, what was really laid before the bank.
pub async fn check(chain: &mut Chain, folder: Option<&Path>) -> Vec<Check> {
    let mut checks = Vec::new();
    for look in [TOTALS, RUNS, AMOUNTS] {
        checks.push(chain.look(&look).await);
    }
    let done = contents(chain).await;
    checks.push(chain.or_unknown(CONTENTS, done).await);
    let done = sent(chain, folder).await;
    checks.push(chain.or_unknown(SENT, done).await);
    checks
}

const FILES: &str = "SELECT count(*) AS aantal, sum(totaal)::bigint AS centen FROM bestand";

const TOTALS: Look<'_> = Look {
    about: About {
        invariant: 6,
        naam: "bestand-is-transit-is-pogingen",
        omschrijving: "Het totaal van elk bestand is dat van zijn batches, van zijn pogingen en \
            van wat het grootboek onderweg zette",
        wat: "bestanden",
    },
    service: Service::Payout,
    bekeken: FILES,
    afwijkingen: "SELECT f.id::text AS onderwerp, format('bestand %s van %s cent; batches %s van \
            %s; pogingen %s van %s; onderweg gezet %s van %s', f.aantal, f.totaal, \
            coalesce(b.aantal, 0), coalesce(b.som, 0), coalesce(p.aantal, 0), \
            coalesce(p.som, 0), coalesce(t.aantal, 0), coalesce(t.som, 0)) AS toelichting \
        FROM bestand f \
        LEFT JOIN (SELECT bestand_id, sum(aantal)::bigint AS aantal, sum(totaal)::bigint AS som \
            FROM bestand_batch GROUP BY bestand_id) b ON b.bestand_id = f.id \
        LEFT JOIN (SELECT b.bestand_id, count(*) AS aantal, sum(p.bedrag)::bigint AS som \
            FROM poging p JOIN bestand_batch b USING (pmt_inf_id) GROUP BY b.bestand_id) p \
            ON p.bestand_id = f.id \
        LEFT JOIN (SELECT b.bestand_id, count(*) AS aantal, sum(r.credit)::bigint AS som \
            FROM journaalpost j JOIN poging p ON p.id = j.bron_id \
            JOIN bestand_batch b USING (pmt_inf_id) JOIN journaalregel r ON r.post_id = j.id \
            JOIN rekening k ON k.id = r.rekening_id AND k.soort = 'M.TRANSIT' \
            WHERE j.bron = 'poging' AND j.soort = 'E7' GROUP BY b.bestand_id) t \
            ON t.bestand_id = f.id \
        WHERE (f.aantal, f.totaal) IS DISTINCT FROM (b.aantal, b.som) \
            OR (f.aantal, f.totaal) IS DISTINCT FROM (p.aantal, p.som) \
            OR (f.aantal, f.totaal) IS DISTINCT FROM (t.aantal, t.som) \
        UNION ALL \
        SELECT p.pmt_inf_id, 'de batch van pogingen is er niet' FROM poging p \
        LEFT JOIN bestand_batch b USING (pmt_inf_id) LEFT JOIN bestand f ON f.id = b.bestand_id \
        WHERE p.pmt_inf_id IS NOT NULL AND f.id IS NULL",
};

const RUNS: Look<'_> = Look {
    about: About {
        invariant: 6,
        naam: "onderweg-is-wat-bij-de-bank-ligt",
        omschrijving: "Onderweg staat precies wat in een bestand staat en nog niet is afgeschreven \
            of geweigerd",
        wat: "pogingen bij de bank",
    },
    service: Service::Payout,
    bekeken: "SELECT count(*) AS aantal, sum(bedrag)::bigint AS centen FROM poging \
        WHERE staat IN ('in_bestand', 'verzonden', 'geaccepteerd')",
    afwijkingen: "SELECT e.id::text AS onderwerp, format('onderweg %s, pogingen %s', \
            coalesce(k.saldo, 0), coalesce(p.som, 0)) AS toelichting \
        FROM eigen_rekening e LEFT JOIN (SELECT dimensie, sum(saldo)::bigint AS saldo \
            FROM rekening WHERE soort = 'M.TRANSIT' GROUP BY dimensie) k ON k.dimensie = e.id \
        LEFT JOIN (SELECT b.eigen_rekening_id, sum(p.bedrag)::bigint AS som FROM poging p \
            JOIN bestand_batch b USING (pmt_inf_id) \
            WHERE p.staat IN ('in_bestand', 'verzonden', 'geaccepteerd') \
            GROUP BY b.eigen_rekening_id) p ON p.eigen_rekening_id = e.id \
        WHERE coalesce(k.saldo, 0) <> coalesce(p.som, 0) \
        UNION ALL \
        SELECT bron_id::text, 'posten ' || string_agg(soort, ', ' ORDER BY soort) \
        FROM journaalpost WHERE bron = 'poging' AND soort IN ('E7', 'E8', 'E9', 'E10') \
        GROUP BY bron_id HAVING count(*) FILTER (WHERE soort = 'E7') <> 1 \
            OR count(*) FILTER (WHERE soort IN ('E8', 'E9')) > 1 \
            OR count(*) FILTER (WHERE soort = 'E10') > count(*) FILTER (WHERE soort = 'E8')",
};

/// A payment whose attempt was refused or came back may be lowered since: only those that are
/// under way or paid still have to be equal.
const AMOUNTS: Look<'_> = Look {
    about: About {
        invariant: 6,
        naam: "poging-is-betaling",
        omschrijving: "Een poging die loopt of slaagde, heeft het bedrag van haar betaling",
        wat: "pogingen",
    },
    service: Service::Payout,
    bekeken: "SELECT count(*) AS aantal, sum(bedrag)::bigint AS centen FROM poging \
        WHERE staat IN ('in_bestand', 'verzonden', 'geaccepteerd', 'geboekt')",
    afwijkingen: "SELECT p.id::text AS onderwerp, format('poging %s, betaling %s', p.bedrag, \
            b.bedrag) AS toelichting FROM poging p JOIN betaling b ON b.id = p.betaling_id \
        WHERE p.staat IN ('in_bestand', 'verzonden', 'geaccepteerd', 'geboekt') \
            AND p.bedrag <> b.bedrag",
};

const CONTENTS: About<'_> = About {
    invariant: 6,
    naam: "inhoud-is-wat-geboekt-is",
    omschrijving: "De bytes van elk bestand zijn die van zijn controlegetal, en zij vragen precies \
        zijn pogingen te betalen",
    wat: "opdrachten in bestanden",
};

#[derive(QueryableByName)]
struct FileRow {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Text)]
    msg_id: String,
    #[diesel(sql_type = Text)]
    sha256: String,
    #[diesel(sql_type = Text)]
    staat: String,
    #[diesel(sql_type = BigInt)]
    totaal: i64,
}

#[derive(QueryableByName)]
struct Bytes {
    #[diesel(sql_type = Binary)]
    inhoud: Vec<u8>,
}

#[derive(QueryableByName)]
struct Attempt {
    #[diesel(sql_type = Text)]
    end_to_end_id: String,
    #[diesel(sql_type = BigInt)]
    bedrag: i64,
}

async fn files(chain: &mut Chain) -> anyhow::Result<Vec<FileRow>> {
    let sql = "SELECT id::text AS id, msg_id, encode(sha256, 'hex') AS sha256, staat, totaal \
        FROM bestand ORDER BY id";
    chain.rows(Service::Payout, sql).await
}

/// One file at a time is in memory. An attempt stands in one batch and so in one file: when each
/// file holds exactly its attempts, no attempt and no `EndToEndId` stands in two.
async fn contents(chain: &mut Chain) -> anyhow::Result<Check> {
    let mut faults = Vec::new();
    let mut aantal = 0_u64;
    let mut centen = 0_i64;
    for file in files(chain).await? {
        let conn = chain.of(Service::Payout);
        let Bytes { inhoud } = sql_query("SELECT inhoud FROM bestand WHERE id::text = $1")
            .bind::<Text, _>(&file.id)
            .get_result(conn)
            .await?;
        let attempts: Vec<Attempt> = sql_query(
            "SELECT p.end_to_end_id, p.bedrag FROM poging p JOIN bestand_batch b \
             USING (pmt_inf_id) WHERE b.bestand_id::text = $1",
        )
        .bind::<Text, _>(&file.id)
        .load(conn)
        .await?;
        let mut attempts: Vec<Payment> = attempts
            .into_iter()
            .map(|Attempt { end_to_end_id, bedrag }| Payment { end_to_end_id, centen: bedrag })
            .collect();
        attempts.sort();
        if hex(&inhoud) != file.sha256 {
            faults.push(format!("{}: de bytes passen niet bij het controlegetal", file.id));
        }
        match pain::read(&inhoud) {
            Ok(pain) => {
                aantal = aantal.saturating_add(u64::try_from(pain.payments.len())?);
                centen = centen.saturating_add(pain.totaal());
                let found = pain.faults(&attempts);
                faults.extend(found.into_iter().map(|fault| format!("{}: {fault}", file.id)));
                if pain.msg_id != file.msg_id || pain.totaal() != file.totaal {
                    faults.push(format!(
                        "{}: inhoud {} van {} cent, bestand {} van {} cent",
                        file.id,
                        pain.msg_id,
                        pain.totaal(),
                        file.msg_id,
                        file.totaal
                    ));
                }
            }
            Err(error) => faults.push(format!("{}: {error}", file.id)),
        }
    }
    Ok(found(CONTENTS, (aantal, Some(centen)), faults))
}

const SENT: About<'_> = About {
    invariant: 6,
    naam: "verzonden-is-bewaard",
    omschrijving: "Wat bij de bank is gelegd, is byte voor byte wat is bewaard, en niets anders",
    wat: "bestanden bij de bank",
};

async fn sent(chain: &mut Chain, folder: Option<&Path>) -> anyhow::Result<Check> {
    let Some(folder) = folder.map(|folder| folder.join("in")).filter(|folder| folder.is_dir())
    else {
        return Ok(SENT.skipped("er is geen map van de bank"));
    };
    let mut found_there: BTreeMap<String, String> = BTreeMap::new();
    for entry in std::fs::read_dir(&folder).context("de map van de bank is niet leesbaar")? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "xml") {
            let bytes = std::fs::read(&path).context("een bestand bij de bank is niet leesbaar")?;
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            found_there.insert(hex(&bytes), name.unwrap_or_default());
        }
    }
    let kept = files(chain).await?;
    let there = u64::try_from(found_there.len())?;
    Ok(found(SENT, (there, None), differing(&kept, found_there)))
}

/// Files at the bank that are not kept or were not to be sent, and sent files that are not there.
fn differing(kept: &[FileRow], mut there: BTreeMap<String, String>) -> Vec<String> {
    let mut faults = Vec::new();
    for file in kept {
        let FileRow { id, sha256, staat, msg_id: _, totaal: _ } = file;
        let is_there = there.remove(sha256).is_some();
        match (staat.as_str(), is_there) {
            ("gebouwd", true) => faults.push(format!("{id}: ligt bij de bank, maar heet {staat}")),
            // Of these it is not known whether the bank has them.
            ("gebouwd" | "verzenden" | "onbekend", _) | (_, true) => {}
            (_, false) => faults.push(format!("{id}: heet {staat}, maar ligt niet bij de bank")),
        }
    }
    faults.extend(there.into_values().map(|name| format!("{name}: is niet van ons")));
    faults
}

fn found(about: About<'_>, looked_at: (u64, Option<i64>), faults: Vec<String>) -> Check {
    let aantal = u64::try_from(faults.len()).unwrap_or(u64::MAX);
    let named = faults.into_iter().take(NAMED_MAX).collect();
    Check::of(about, about.looked_at(looked_at.0, looked_at.1), aantal, named)
}

fn hex(bytes: &[u8]) -> String {
    digest(&SHA256, bytes).as_ref().iter().fold(String::new(), |mut text, byte| {
        let _infallible = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(id: &str, sha256: &str, staat: &str) -> FileRow {
        FileRow {
            id: id.to_owned(),
            msg_id: id.to_owned(),
            sha256: sha256.to_owned(),
            staat: staat.to_owned(),
            totaal: 0,
        }
    }

    fn there(hashes: &[&str]) -> BTreeMap<String, String> {
        hashes.iter().map(|hash| ((*hash).to_owned(), format!("{hash}.xml"))).collect()
    }

    #[test]
    fn files_at_the_bank_are_those_that_were_sent() {
        let files =
            [kept("1", "a", "geboekt"), kept("2", "b", "gebouwd"), kept("3", "c", "onbekend")];
        assert!(differing(&files, there(&["a"])).is_empty());
        assert!(differing(&files, there(&["a", "c"])).is_empty());
        let faults = differing(&files, there(&["b", "x"]));
        assert_eq!(
            faults,
            [
                "1: heet geboekt, maar ligt niet bij de bank",
                "2: ligt bij de bank, maar heet gebouwd",
                "x.xml: is niet van ons"
            ]
        );
    }
}
