//! Invariants 1 and 4: what is due for a claim is booked or refused, once, and paid as booked.

use super::chain::{Chain, Comparison, Look, Service, Side};
use super::merge::Strict;
use super::report::{About, Check};

/// Does the checks.
pub async fn check(chain: &mut Chain) -> Vec<Check> {
    let mut checks = vec![chain.compare(&DUE).await];
    for look in [ANSWER, ONE_ENTRY, LEDGER, SHARES, PAID, ATTEMPTS] {
        checks.push(chain.look(&look).await);
    }
    checks.push(chain.compare(&BOOKED_OR_REFUSED).await);
    for look in [SAID, APPROVED, REFUSED] {
        checks.push(chain.look(&look).await);
    }
    checks
}

const CLAIMS: &str = "SELECT count(*) AS aantal, sum(geboekt)::bigint AS centen FROM boeking";

/// payout answered an amount that zorgdomein said, for that very version.
const DUE: Comparison<'_> = Comparison {
    about: About {
        invariant: 1,
        naam: "verschuldigd-is-wat-gezegd-is",
        omschrijving: "Wat payout als verschuldigd kent, heeft zorgdomein in die versie gezegd",
        wat: "versies van declaraties",
    },
    left: Side {
        service: Service::Zorgdomein,
        sql: "SELECT declaratie_id::text || ' versie ' || versie AS sleutel, \
            'verschuldigd ' || verschuldigd AS stand, verschuldigd AS centen \
            FROM declaratie_versie WHERE versie IS NOT NULL",
    },
    right: Side {
        service: Service::Payout,
        sql: "SELECT declaratie_id::text || ' versie ' || versie AS sleutel, \
            'verschuldigd ' || verschuldigd AS stand, verschuldigd AS centen \
            FROM boeking WHERE versie > 0",
    },
    strict: Strict::LeftMayHaveMore,
};

const ANSWER: Look<'_> = Look {
    about: About {
        invariant: 1,
        naam: "geboekt-plus-geweigerd",
        omschrijving: "Geboekt en geweigerd zijn samen wat verschuldigd is",
        wat: "declaraties",
    },
    service: Service::Payout,
    bekeken: CLAIMS,
    afwijkingen: "SELECT declaratie_id::text AS onderwerp, format('geboekt %s, geweigerd %s, \
        verschuldigd %s', geboekt, geweigerd, verschuldigd) AS toelichting FROM boeking \
        WHERE geboekt + geweigerd <> verschuldigd OR geboekt < 0 OR geweigerd < 0",
};

const ONE_ENTRY: Look<'_> = Look {
    about: About {
        invariant: 1,
        naam: "een-post-per-versie",
        omschrijving: "Elke versie van een declaratie is hooguit één keer geboekt",
        wat: "posten van declaraties",
    },
    service: Service::Payout,
    bekeken: "SELECT count(*) AS aantal, NULL::bigint AS centen FROM journaalpost \
        WHERE bron = 'declaratie'",
    afwijkingen: "SELECT bron_id::text AS onderwerp, format('versie %s heeft %s posten', \
        bron_versie, count(*)) AS toelichting FROM journaalpost WHERE bron = 'declaratie' \
        GROUP BY bron_id, bron_versie HAVING count(*) > 1",
};

/// What a claim moved to committed and spent is what is booked of it: what its attempts did
/// afterwards moves between these two, or is no decision on the claim.
const LEDGER: Look<'_> = Look {
    about: About {
        invariant: 1,
        naam: "geboekt-staat-in-het-grootboek",
        omschrijving: "Wat van een declaratie geboekt heet, is wat haar posten boekten",
        wat: "declaraties",
    },
    service: Service::Payout,
    bekeken: CLAIMS,
    afwijkingen: "SELECT coalesce(b.declaratie_id, g.bron_id)::text AS onderwerp, \
        format('geboekt %s, in het grootboek %s', coalesce(b.geboekt, 0), coalesce(g.som, 0)) \
        AS toelichting \
        FROM (SELECT p.bron_id, sum(r.credit - r.debet)::bigint AS som FROM journaalpost p \
            JOIN journaalregel r ON r.post_id = p.id JOIN rekening k ON k.id = r.rekening_id \
            WHERE p.bron = 'declaratie' AND k.soort IN ('R.COMMITTED', 'R.SPENT') \
            GROUP BY p.bron_id) g \
        FULL JOIN boeking b ON b.declaratie_id = g.bron_id \
        WHERE coalesce(b.geboekt, 0) <> coalesce(g.som, 0)",
};

const SHARES: Look<'_> = Look {
    about: About {
        invariant: 1,
        naam: "betalingen-zijn-wat-geboekt-is",
        omschrijving: "De betalingen van een declaratie zijn samen wat geboekt is",
        wat: "betalingen",
    },
    service: Service::Payout,
    bekeken: "SELECT count(*) AS aantal, sum(bedrag)::bigint AS centen FROM betaling",
    afwijkingen: "SELECT coalesce(b.declaratie_id, d.declaratie_id)::text AS onderwerp, \
        format('geboekt %s, betalingen %s', coalesce(b.geboekt, 0), coalesce(d.blijft, 0)) \
        AS toelichting \
        FROM (SELECT b.declaratie_id, sum(d.bedrag - d.terug)::bigint AS blijft \
            FROM betaling b JOIN betaling_deel d ON d.betaling_id = b.id \
            GROUP BY b.declaratie_id) d \
        FULL JOIN boeking b ON b.declaratie_id = d.declaratie_id \
        WHERE coalesce(b.geboekt, 0) <> coalesce(d.blijft, 0) \
        UNION ALL \
        SELECT b.id::text, format('betaling %s, delen %s', b.bedrag, coalesce(d.som, 0)) \
        FROM betaling b LEFT JOIN (SELECT betaling_id, sum(bedrag)::bigint AS som \
            FROM betaling_deel GROUP BY betaling_id) d ON d.betaling_id = b.id \
        WHERE b.bedrag <> coalesce(d.som, 0)",
};

/// What must come back of a claim was paid too: it stands beside what is booked.
const PAID: Look<'_> = Look {
    about: About {
        invariant: 1,
        naam: "betaald-is-geboekt",
        omschrijving: "Nooit meer naar de bank dan geboekt; is alles betaald, dan precies dat",
        wat: "geslaagde pogingen",
    },
    service: Service::Payout,
    bekeken: "SELECT count(*) AS aantal, sum(bedrag)::bigint AS centen FROM poging \
        WHERE staat = 'geboekt'",
    afwijkingen: "SELECT c.declaratie_id::text AS onderwerp, format('geboekt %s, terug te \
        vorderen %s, naar de bank %s, betaald %s, %s betalingen open', coalesce(k.geboekt, 0), \
        c.terug, c.gestuurd, c.betaald, c.open) AS toelichting \
        FROM (SELECT b.declaratie_id, coalesce(sum(d.terug), 0)::bigint AS terug, \
            coalesce(sum(p.gestuurd), 0)::bigint AS gestuurd, \
            coalesce(sum(p.betaald), 0)::bigint AS betaald, \
            count(*) FILTER (WHERE b.staat NOT IN ('betaald', 'vervallen')) AS open \
            FROM betaling b \
            LEFT JOIN (SELECT betaling_id, sum(terug) AS terug FROM betaling_deel \
                GROUP BY betaling_id) d ON d.betaling_id = b.id \
            LEFT JOIN (SELECT betaling_id, sum(bedrag) AS gestuurd, \
                sum(bedrag) FILTER (WHERE staat = 'geboekt') AS betaald FROM poging \
                WHERE staat IN ('in_bestand', 'verzonden', 'geaccepteerd', 'geboekt') \
                GROUP BY betaling_id) p ON p.betaling_id = b.id \
            GROUP BY b.declaratie_id) c \
        LEFT JOIN boeking k ON k.declaratie_id = c.declaratie_id \
        WHERE c.gestuurd > coalesce(k.geboekt, 0) + c.terug \
            OR (c.open = 0 AND c.betaald <> coalesce(k.geboekt, 0) + c.terug)",
};

const ATTEMPTS: Look<'_> = Look {
    about: About {
        invariant: 1,
        naam: "een-poging-tegelijk",
        omschrijving: "Een betaling heeft hooguit één poging die loopt of slaagde, elk met een \
            eigen EndToEndId",
        wat: "pogingen",
    },
    service: Service::Payout,
    bekeken: "SELECT count(*) AS aantal, sum(bedrag)::bigint AS centen FROM poging",
    afwijkingen: "SELECT betaling_id::text AS onderwerp, format('%s pogingen lopen of slaagden', \
            count(*)) AS toelichting FROM poging \
        WHERE staat IN ('aangemaakt', 'in_bestand', 'verzonden', 'geaccepteerd', 'geboekt') \
        GROUP BY betaling_id HAVING count(*) > 1 \
        UNION ALL \
        SELECT end_to_end_id, 'EndToEndId staat bij meer dan een poging' FROM poging \
        GROUP BY end_to_end_id HAVING count(*) > 1 \
        UNION ALL \
        SELECT betaling_id::text, format('poging %s bestaat twee keer', nummer) FROM poging \
        GROUP BY betaling_id, nummer HAVING count(*) > 1 \
        UNION ALL \
        SELECT p.id::text, 'poging zonder betaling' FROM poging p \
        LEFT JOIN betaling b ON b.id = p.betaling_id WHERE b.id IS NULL",
};

/// The newest version of each claim is answered, or it stands in the waiting or parking table.
const BOOKED_OR_REFUSED: Comparison<'_> = Comparison {
    about: About {
        invariant: 4,
        naam: "geboekt-geweigerd-of-zichtbaar",
        omschrijving: "Elke vastgestelde declaratie is beantwoord, of wacht zichtbaar bij payout",
        wat: "declaraties",
    },
    left: Side {
        service: Service::Zorgdomein,
        sql: "SELECT id::text AS sleutel, 'versie ' || versie AS stand, verschuldigd AS centen \
            FROM declaratie WHERE versie > 0",
    },
    right: Side {
        service: Service::Payout,
        sql: "SELECT declaratie_id::text AS sleutel, 'versie ' || max(versie) AS stand, \
            sum(verschuldigd)::bigint AS centen \
            FROM (SELECT declaratie_id, versie, verschuldigd FROM boeking WHERE versie > 0 \
                UNION ALL SELECT subject, versie, 0 FROM waiting \
                WHERE type = 'nl.pgb.declaratie-vastgesteld.v1' \
                UNION ALL SELECT subject, versie, 0 FROM parked \
                WHERE type = 'nl.pgb.declaratie-vastgesteld.v1' AND state <> 'replayed' \
                AND subject IS NOT NULL) bekend GROUP BY declaratie_id",
    },
    strict: Strict::Both,
};

/// What is approved was said, in the version the row counts.
const SAID: Look<'_> = Look {
    about: About {
        invariant: 4,
        naam: "goedgekeurd-is-gezegd",
        omschrijving: "Elke goedgekeurde declaratie is als feit verteld, in haar laatste versie",
        wat: "goedgekeurde declaraties",
    },
    service: Service::Zorgdomein,
    bekeken: "SELECT count(*) AS aantal, sum(verschuldigd)::bigint AS centen FROM declaratie \
        WHERE status = 'goedgekeurd'",
    afwijkingen: "SELECT coalesce(d.id, e.subject)::text AS onderwerp, \
        format('status %s, versie %s, verteld %s', coalesce(d.status, 'onbekend'), \
        coalesce(d.versie, 0), coalesce(e.versie, 0)) AS toelichting \
        FROM (SELECT subject, max(versie) AS versie FROM event \
            WHERE type = 'nl.pgb.declaratie-vastgesteld.v1' GROUP BY subject) e \
        FULL JOIN declaratie d ON d.id = e.subject \
        WHERE coalesce(d.versie, 0) <> coalesce(e.versie, 0) \
            OR (d.status = 'goedgekeurd' AND coalesce(d.versie, 0) = 0)",
};

const APPROVED: Look<'_> = Look {
    about: About {
        invariant: 4,
        naam: "antwoord-is-gezegd",
        omschrijving: "Elke beantwoorde declaratie is als geboekt of geweigerd verteld",
        wat: "antwoorden",
    },
    service: Service::Payout,
    bekeken: CLAIMS,
    afwijkingen: "SELECT coalesce(b.declaratie_id, e.subject)::text AS onderwerp, \
        format('antwoorden %s, verteld %s', coalesce(b.antwoord_versie, 0), \
        coalesce(e.versie, 0)) AS toelichting \
        FROM (SELECT subject, max(versie) AS versie FROM event \
            WHERE type = 'nl.pgb.declaratie-geboekt.v1' GROUP BY subject) e \
        FULL JOIN boeking b ON b.declaratie_id = e.subject \
        WHERE coalesce(b.antwoord_versie, 0) <> coalesce(e.versie, 0) \
            OR (b.versie > 0 AND b.antwoord_versie = 0)",
};

const REFUSED: Look<'_> = Look {
    about: About {
        invariant: 4,
        naam: "weigering-heeft-een-reden",
        omschrijving: "Wat geweigerd is, zegt waarom",
        wat: "weigeringen",
    },
    service: Service::Payout,
    bekeken: "SELECT count(*) AS aantal, sum(geweigerd)::bigint AS centen FROM boeking \
        WHERE geweigerd > 0",
    afwijkingen: "SELECT declaratie_id::text AS onderwerp, format('geweigerd %s, reden %s', \
        geweigerd, coalesce(reden, 'geen')) AS toelichting FROM boeking \
        WHERE (geweigerd > 0) <> (reden IS NOT NULL)",
};
