//! Invariant 3: both books sum to zero, entry by entry and in all.

use super::chain::{Chain, Look, Service};
use super::report::{About, Check};

/// Does the checks.
pub async fn check(chain: &mut Chain) -> Vec<Check> {
    let mut checks = Vec::new();
    for look in [ENTRIES, RIGHTS, MONEY, BELONGING, RECOVERIES, BANK] {
        checks.push(chain.look(&look).await);
    }
    checks
}

const ENTRIES: Look<'_> = Look {
    about: About {
        invariant: 3,
        naam: "elke-post-in-evenwicht",
        omschrijving: "In elke post is in elk boek debet gelijk aan credit",
        wat: "regels",
    },
    service: Service::Payout,
    bekeken: "SELECT count(*) AS aantal, sum(debet)::bigint AS centen FROM journaalregel",
    afwijkingen: "SELECT post_id::text AS onderwerp, format('boek %s: debet %s, credit %s', boek, \
            sum(debet), sum(credit)) AS toelichting \
        FROM journaalregel GROUP BY post_id, boek \
        HAVING sum(debet) <> sum(credit) OR count(*) < 2",
};

const RIGHTS: Look<'_> = Look {
    about: About {
        invariant: 3,
        naam: "boek-rechten-in-evenwicht",
        omschrijving: "Het boek van de rechten telt op tot nul",
        wat: "regels",
    },
    service: Service::Payout,
    bekeken: "SELECT count(*) AS aantal, sum(debet)::bigint AS centen FROM journaalregel \
        WHERE boek = 'R'",
    afwijkingen: "SELECT 'boek R' AS onderwerp, format('debet %s, credit %s', sum(debet), \
        sum(credit)) AS toelichting FROM journaalregel WHERE boek = 'R' \
        HAVING sum(debet) <> sum(credit)",
};

const MONEY: Look<'_> = Look {
    about: About {
        invariant: 3,
        naam: "boek-geld-in-evenwicht",
        omschrijving: "Het boek van het geld telt op tot nul",
        wat: "regels",
    },
    service: Service::Payout,
    bekeken: "SELECT count(*) AS aantal, sum(debet)::bigint AS centen FROM journaalregel \
        WHERE boek = 'M'",
    afwijkingen: "SELECT 'boek M' AS onderwerp, format('debet %s, credit %s', sum(debet), \
        sum(credit)) AS toelichting FROM journaalregel WHERE boek = 'M' \
        HAVING sum(debet) <> sum(credit)",
};

/// There are no foreign keys in the ledger: what they would keep is looked for here.
const BELONGING: Look<'_> = Look {
    about: About {
        invariant: 3,
        naam: "geen-losse-regels",
        omschrijving: "Elke regel heeft een post en een rekening van haar boek, elke post heeft \
            regels",
        wat: "posten",
    },
    service: Service::Payout,
    bekeken: "SELECT count(*) AS aantal, NULL::bigint AS centen FROM journaalpost",
    afwijkingen: "SELECT r.post_id::text AS onderwerp, format('regel %s zonder post of rekening', \
            r.nr) AS toelichting FROM journaalregel r \
        LEFT JOIN journaalpost p ON p.id = r.post_id LEFT JOIN rekening k ON k.id = r.rekening_id \
        WHERE p.id IS NULL OR k.id IS NULL OR left(k.soort, 2) <> r.boek || '.' \
        UNION ALL \
        SELECT p.id::text, 'post zonder regels' FROM journaalpost p \
        LEFT JOIN journaalregel r ON r.post_id = p.id WHERE r.post_id IS NULL",
};

const RECOVERIES: Look<'_> = Look {
    about: About {
        invariant: 3,
        naam: "vordering-staat-tegenover-zichzelf",
        omschrijving: "Elke vordering staat tegenover haar tegenrekening en is wat nog openstaat",
        wat: "vorderingen",
    },
    service: Service::Payout,
    bekeken: "SELECT count(*) AS aantal, sum(openstaand)::bigint AS centen FROM vordering",
    afwijkingen: "SELECT coalesce(k.zaak, v.declaratie_id)::text AS onderwerp, format('vordering \
            %s, tegenrekening %s, openstaand %s', coalesce(k.recv, 0), coalesce(k.clear, 0), \
            coalesce(v.openstaand, 0)) AS toelichting \
        FROM (SELECT dimensie AS zaak, \
            coalesce(sum(saldo) FILTER (WHERE soort = 'M.RECV'), 0)::bigint AS recv, \
            coalesce(sum(saldo) FILTER (WHERE soort = 'M.RECV_CLEAR'), 0)::bigint AS clear \
            FROM rekening WHERE soort IN ('M.RECV', 'M.RECV_CLEAR') GROUP BY dimensie) k \
        FULL JOIN vordering v ON v.declaratie_id = k.zaak \
        WHERE coalesce(k.recv, 0) <> coalesce(k.clear, 0) \
            OR coalesce(k.recv, 0) <> coalesce(v.openstaand, 0)",
};

const BANK: Look<'_> = Look {
    about: About {
        invariant: 3,
        naam: "bank-is-het-laatste-afschrift",
        omschrijving: "De bankrekening in het grootboek is het eindsaldo van het laatste \
            afschrift, en afschriften sluiten op elkaar aan",
        wat: "afschriften",
    },
    service: Service::Payout,
    bekeken: "SELECT count(*) AS aantal, NULL::bigint AS centen FROM bankafschrift",
    afwijkingen: "SELECT e.id::text AS onderwerp, format('grootboek %s, afschrift %s', \
            coalesce(k.saldo, 0), coalesce(a.eindsaldo, 0)) AS toelichting \
        FROM eigen_rekening e \
        LEFT JOIN LATERAL (SELECT eindsaldo FROM bankafschrift WHERE eigen_rekening_id = e.id \
            ORDER BY volgnummer DESC LIMIT 1) a ON true \
        LEFT JOIN (SELECT dimensie, sum(saldo)::bigint AS saldo FROM rekening \
            WHERE soort = 'M.BANK' GROUP BY dimensie) k ON k.dimensie = e.id \
        WHERE coalesce(k.saldo, 0) <> coalesce(a.eindsaldo, 0) \
        UNION ALL \
        SELECT id::text, format('begint op %s, het vorige eindigde op %s', beginsaldo, vorig) \
        FROM (SELECT id, beginsaldo, lag(eindsaldo) OVER (PARTITION BY eigen_rekening_id \
            ORDER BY volgnummer) AS vorig FROM bankafschrift) reeks WHERE vorig <> beginsaldo \
        UNION ALL \
        SELECT a.id::text, format('van %s naar %s, regels %s', a.beginsaldo, a.eindsaldo, \
            coalesce(r.som, 0)) \
        FROM bankafschrift a LEFT JOIN (SELECT bankafschrift_id, sum(CASE richting \
            WHEN 'bij' THEN bedrag ELSE -bedrag END)::bigint AS som FROM bankregel \
            GROUP BY bankafschrift_id) r ON r.bankafschrift_id = a.id \
        WHERE a.beginsaldo + coalesce(r.som, 0) <> a.eindsaldo",
};
