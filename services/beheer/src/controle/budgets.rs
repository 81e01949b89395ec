//! Invariant 2: no approval ever went beyond what was granted. The ledger is replayed in its own
//! order, pot by pot.

use super::chain::{Chain, Look, Service};
use super::report::{About, Check};

/// Does the checks.
pub async fn check(chain: &mut Chain) -> Vec<Check> {
    let mut checks = Vec::new();
    for look in [REPLAY, GRANTED, BALANCES, POTS, USED] {
        checks.push(chain.look(&look).await);
    }
    checks
}

/// What is left of a pot, entry by entry. An entry gets its id (a version 7 UUID) while the
/// account is locked, so ids follow the order of booking; entries of one millisecond count as
/// one, because two processes may both have booked in it.
const REPLAY: Look<'_> = Look {
    about: About {
        invariant: 2,
        naam: "nooit-onder-nul",
        omschrijving: "In de volgorde van het grootboek bleef van elke pot nooit minder dan \
            niets over",
        wat: "regels op beschikbaar budget",
    },
    service: Service::Payout,
    bekeken: "SELECT count(*) AS aantal, sum(r.debet)::bigint AS centen FROM journaalregel r \
        JOIN rekening k ON k.id = r.rekening_id WHERE k.soort = 'R.AVAILABLE'",
    afwijkingen: "SELECT pot::text AS onderwerp, format('na post %s nog %s beschikbaar', post, \
            stand) AS toelichting \
        FROM (SELECT k.dimensie AS pot, r.post_id AS post, sum(r.credit - r.debet) \
            OVER (PARTITION BY r.rekening_id ORDER BY left(r.post_id::text, 13) COLLATE \"C\") \
            AS stand \
            FROM journaalregel r JOIN rekening k ON k.id = r.rekening_id \
            WHERE k.soort = 'R.AVAILABLE') naspelen WHERE stand < 0",
};

/// Only a grant makes room, and only a grant that is lowered makes a shortage: an approval that
/// took either would spend more than was granted.
const GRANTED: Look<'_> = Look {
    about: About {
        invariant: 2,
        naam: "alleen-toekennen-geeft-ruimte",
        omschrijving: "Geen andere post dan een toekenning maakt budget of tekort",
        wat: "regels op toegekend en tekort",
    },
    service: Service::Payout,
    bekeken: "SELECT count(*) AS aantal, sum(r.debet)::bigint AS centen FROM journaalregel r \
        JOIN rekening k ON k.id = r.rekening_id WHERE k.soort IN ('R.GRANT', 'R.OWN', 'R.SHORT')",
    afwijkingen: "SELECT k.dimensie::text AS onderwerp, format('post %s van soort %s: %s debet \
            %s, credit %s', p.id, p.soort, k.soort, r.debet, r.credit) AS toelichting \
        FROM journaalregel r JOIN rekening k ON k.id = r.rekening_id \
        JOIN journaalpost p ON p.id = r.post_id \
        WHERE (k.soort IN ('R.GRANT', 'R.OWN') AND p.soort NOT IN ('E1', 'E2', 'E2b', 'E4')) \
            OR (k.soort = 'R.SHORT' AND r.debet > 0 AND p.soort NOT IN ('E1', 'E2', 'E2b'))",
};

const BALANCES: Look<'_> = Look {
    about: About {
        invariant: 2,
        naam: "saldo-is-som-van-regels",
        omschrijving: "Elk saldo is de som van zijn regels en staat niet onder nul waar dat \
            niet mag",
        wat: "rekeningen",
    },
    service: Service::Payout,
    bekeken: "SELECT count(*) AS aantal, NULL::bigint AS centen FROM rekening",
    afwijkingen: "SELECT format('rekening %s (%s %s)', k.id, k.soort, k.dimensie) AS onderwerp, \
            format('saldo %s, regels %s', k.saldo, coalesce(s.som, 0)) AS toelichting \
        FROM rekening k LEFT JOIN (SELECT rekening_id, sum(debet - credit)::bigint AS debet, \
            sum(credit - debet)::bigint AS som FROM journaalregel GROUP BY rekening_id) s \
            ON s.rekening_id = k.id \
        WHERE k.saldo <> coalesce(CASE WHEN k.soort IN ('R.GRANT', 'R.OWN', 'R.SHORT', 'M.BANK', \
            'M.RECV', 'M.RECV_TAX', 'M.COST') THEN s.debet ELSE s.som END, 0) \
        UNION ALL \
        SELECT format('rekening %s (%s %s)', id, soort, dimensie), format('saldo %s', saldo) \
        FROM rekening WHERE saldo < 0 AND soort NOT IN ('M.BANK', 'M.FUND', 'M.FUND_SETTLE', \
            'M.LH_DUE', 'M.EMPLOYER_DUE', 'M.SUSPENSE')",
};

const POTS: Look<'_> = Look {
    about: About {
        invariant: 2,
        naam: "pot-gaat-op",
        omschrijving: "Per pot en jaar: toegekend en tekort zijn samen beschikbaar, \
            gereserveerd, besteed en terug te vorderen",
        wat: "potten",
    },
    service: Service::Payout,
    bekeken: "SELECT count(*) AS aantal, sum(bedrag)::bigint AS centen FROM pot",
    afwijkingen: "SELECT dimensie::text AS onderwerp, format('verschil %s', sum(CASE WHEN soort \
            IN ('R.GRANT', 'R.OWN', 'R.SHORT') THEN saldo ELSE -saldo END)) AS toelichting \
        FROM rekening WHERE left(soort, 2) = 'R.' GROUP BY dimensie, jaar \
        HAVING sum(CASE WHEN soort IN ('R.GRANT', 'R.OWN', 'R.SHORT') THEN saldo \
            ELSE -saldo END) <> 0 \
        UNION ALL \
        SELECT p.id::text, format('toegekend %s, geboekt %s', p.bedrag, coalesce(k.saldo, 0)) \
        FROM pot p LEFT JOIN (SELECT dimensie, sum(saldo)::bigint AS saldo FROM rekening \
            WHERE soort = 'R.GRANT' GROUP BY dimensie) k ON k.dimensie = p.id \
        WHERE coalesce(k.saldo, 0) <> p.bedrag",
};

const USED: Look<'_> = Look {
    about: About {
        invariant: 2,
        naam: "gereserveerd-en-besteed-zijn-betalingen",
        omschrijving: "Per pot is gereserveerd wat nog niet is afgeschreven, en besteed wat dat \
            wel is",
        wat: "delen van betalingen",
    },
    service: Service::Payout,
    bekeken: "SELECT count(*) AS aantal, sum(bedrag - terug)::bigint AS centen FROM betaling_deel",
    afwijkingen: "SELECT coalesce(k.pot, d.pot)::text AS onderwerp, format('gereserveerd %s, \
            open %s; besteed %s, betaald %s', coalesce(k.gereserveerd, 0), coalesce(d.open, 0), \
            coalesce(k.besteed, 0), coalesce(d.betaald, 0)) AS toelichting \
        FROM (SELECT dimensie AS pot, \
            coalesce(sum(saldo) FILTER (WHERE soort = 'R.COMMITTED'), 0)::bigint AS gereserveerd, \
            coalesce(sum(saldo) FILTER (WHERE soort = 'R.SPENT'), 0)::bigint AS besteed \
            FROM rekening WHERE soort IN ('R.COMMITTED', 'R.SPENT') GROUP BY dimensie) k \
        FULL JOIN (SELECT d.pot_id AS pot, \
            coalesce(sum(d.bedrag - d.terug) FILTER (WHERE b.staat <> 'betaald'), 0)::bigint \
            AS open, \
            coalesce(sum(d.bedrag - d.terug) FILTER (WHERE b.staat = 'betaald'), 0)::bigint \
            AS betaald \
            FROM betaling_deel d JOIN betaling b ON b.id = d.betaling_id GROUP BY d.pot_id) d \
            ON d.pot = k.pot \
        WHERE coalesce(k.gereserveerd, 0) <> coalesce(d.open, 0) \
            OR coalesce(k.besteed, 0) <> coalesce(d.betaald, 0)",
};
