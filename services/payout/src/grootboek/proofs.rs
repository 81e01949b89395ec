//! The proofs of the ledger as named queries (payments:4.3): each gives the rows that break it.
//!
//! Every query answers two text columns, `onderwerp` and `toelichting`, and must run in a
//! transaction that sees all rows. Whoever checks the chain from outside uses the same list.

#![warn(clippy::arithmetic_side_effects)]

/// One proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bewijs {
    /// Its id in the handbook.
    pub code: &'static str,
    /// What it proves, in Dutch.
    pub omschrijving: &'static str,
    /// How many things there are to look at: one row, one `bigint` column `aantal`.
    pub bekeken: &'static str,
    /// The offenders; no rows is right.
    pub afwijkingen: &'static str,
}

/// What a proof found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uitkomst {
    /// Id of the proof.
    pub code: String,
    /// How many things it looked at.
    pub bekeken: i64,
    /// How many break it.
    pub afwijkingen: i64,
    /// The first ten of them.
    pub voorbeelden: Vec<String>,
}

/// All proofs.
pub const BEWIJZEN: [Bewijs; 13] = [
    Bewijs {
        code: "I1",
        omschrijving: "Elke post is in elk boek in evenwicht, heeft regels en elke regel een rekening.",
        bekeken: "SELECT count(*) AS aantal FROM journaalpost",
        afwijkingen: "\
            SELECT post_id::text AS onderwerp, boek || ': debet - credit = ' || \
                sum(debet - credit)::text AS toelichting \
            FROM journaalregel GROUP BY post_id, boek HAVING sum(debet) <> sum(credit) \
            UNION ALL \
            SELECT p.id::text, 'post zonder regels' FROM journaalpost p \
            WHERE NOT EXISTS (SELECT FROM journaalregel r WHERE r.post_id = p.id) \
            UNION ALL \
            SELECT r.post_id::text, 'regel zonder post of rekening' FROM journaalregel r \
            LEFT JOIN journaalpost p ON p.id = r.post_id \
            LEFT JOIN rekening k ON k.id = r.rekening_id \
            WHERE p.id IS NULL OR k.id IS NULL OR left(k.soort, 1) <> r.boek",
    },
    Bewijs {
        code: "I2",
        omschrijving: "Geen rekening die niet onder nul mag, staat onder nul.",
        bekeken: "SELECT count(*) AS aantal FROM rekening",
        afwijkingen: "\
            SELECT id::text AS onderwerp, soort || ' ' || saldo::text AS toelichting FROM rekening \
            WHERE saldo < 0 AND soort NOT IN ('M.BANK', 'M.FUND', 'M.FUND_SETTLE', 'M.LH_DUE', \
                'M.EMPLOYER_DUE', 'M.SUSPENSE')",
    },
    Bewijs {
        code: "I3",
        omschrijving: "Per pot en jaar: toegekend + gestort + tekort = beschikbaar + gereserveerd + besteed + terug te vorderen + vrijgevallen, en een eigen storting ligt op wat over is.",
        bekeken: "SELECT count(*) AS aantal FROM rekening WHERE soort = 'R.GRANT'",
        afwijkingen: "\
            SELECT dimensie::text AS onderwerp, 'verschil ' || sum(CASE \
                WHEN soort IN ('R.GRANT', 'R.OWN', 'R.SHORT') THEN saldo ELSE -saldo END)::text \
                AS toelichting \
            FROM rekening WHERE left(soort, 1) = 'R' GROUP BY dimensie, jaar \
            HAVING sum(CASE WHEN soort IN ('R.GRANT', 'R.OWN', 'R.SHORT') THEN saldo \
                ELSE -saldo END) <> 0 \
            UNION ALL \
            SELECT pot.id::text, 'toegekend ' || pot.bedrag::text || ', geboekt ' || \
                coalesce(k.saldo, 0)::text \
            FROM pot LEFT JOIN rekening k ON k.dimensie = pot.id AND k.soort = 'R.GRANT' \
            WHERE coalesce(k.saldo, 0) <> pot.bedrag \
            UNION ALL \
            SELECT dimensie::text, 'storting ' || eigen::text || ', hoort ' || least(gestort, vrij)::text \
            FROM (SELECT dimensie, \
                coalesce(sum(saldo) FILTER (WHERE soort = 'M.OWNDEP'), 0) AS eigen, \
                coalesce(sum(saldo) FILTER (WHERE soort = 'R.OWN'), 0) AS gestort, \
                coalesce(sum(saldo) FILTER (WHERE soort IN ('R.AVAILABLE', 'R.CLOSED')), 0) AS vrij \
                FROM rekening WHERE soort IN ('M.OWNDEP', 'R.OWN', 'R.AVAILABLE', 'R.CLOSED') \
                GROUP BY dimensie, jaar) pot \
            WHERE eigen <> least(gestort, vrij)",
    },
    Bewijs {
        code: "I4",
        omschrijving: "Elk saldo is de som van zijn regels.",
        bekeken: "SELECT count(*) AS aantal FROM journaalregel",
        afwijkingen: "\
            SELECT k.id::text AS onderwerp, k.soort || ' saldo ' || k.saldo::text || ', regels ' || \
                coalesce(som.bedrag, 0)::text AS toelichting \
            FROM rekening k LEFT JOIN ( \
                SELECT r.rekening_id, sum(CASE WHEN soort IN ('R.GRANT', 'R.OWN', 'R.SHORT', \
                    'M.BANK', 'M.RECV', 'M.RECV_TAX', 'M.COST') \
                    THEN r.debet - r.credit ELSE r.credit - r.debet END)::bigint AS bedrag \
                FROM journaalregel r JOIN rekening ON rekening.id = r.rekening_id \
                GROUP BY r.rekening_id) som ON som.rekening_id = k.id \
            WHERE k.saldo <> coalesce(som.bedrag, 0)",
    },
    Bewijs {
        code: "I6",
        omschrijving: "Een poging staat hooguit een keer in een bestand, eindigt op een manier en komt alleen terug na afschrijving.",
        bekeken: "SELECT count(*) AS aantal FROM poging",
        afwijkingen: "\
            SELECT bron_id::text AS onderwerp, string_agg(soort, ', ' ORDER BY soort) AS toelichting \
            FROM journaalpost WHERE bron = 'poging' AND soort IN ('E7', 'E8', 'E9', 'E10') \
            GROUP BY bron_id HAVING count(*) FILTER (WHERE soort = 'E7') <> 1 \
                OR count(*) FILTER (WHERE soort IN ('E8', 'E9')) > 1 \
                OR count(*) FILTER (WHERE soort = 'E10') > count(*) FILTER (WHERE soort = 'E8')",
    },
    Bewijs {
        code: "I7",
        omschrijving: "Onderweg naar de bank is precies wat verzonden, niet geweigerd en niet geboekt is.",
        bekeken: "SELECT count(*) AS aantal FROM bestand_batch",
        afwijkingen: "\
            SELECT e.id::text AS onderwerp, 'transit ' || coalesce(k.saldo, 0)::text || \
                ', pogingen ' || coalesce(p.som, 0)::text AS toelichting \
            FROM eigen_rekening e \
            LEFT JOIN rekening k ON k.dimensie = e.id AND k.soort = 'M.TRANSIT' \
            LEFT JOIN (SELECT b.eigen_rekening_id, sum(p.bedrag)::bigint AS som FROM poging p \
                JOIN bestand_batch b USING (pmt_inf_id) \
                WHERE p.staat IN ('in_bestand', 'verzonden', 'geaccepteerd') \
                GROUP BY b.eigen_rekening_id) p ON p.eigen_rekening_id = e.id \
            WHERE coalesce(k.saldo, 0) <> coalesce(p.som, 0) \
            UNION ALL \
            SELECT b.pmt_inf_id, 'bestand ' || b.totaal::text || ', pogingen ' || \
                coalesce(sum(p.bedrag), 0)::text \
            FROM bestand_batch b LEFT JOIN poging p USING (pmt_inf_id) \
            GROUP BY b.pmt_inf_id, b.totaal HAVING b.totaal <> coalesce(sum(p.bedrag), 0)",
    },
    Bewijs {
        code: "I8",
        omschrijving: "De bankrekening in het grootboek is het eindsaldo van het laatste afschrift.",
        bekeken: "SELECT count(*) AS aantal FROM bankafschrift",
        afwijkingen: "\
            SELECT e.id::text AS onderwerp, 'grootboek ' || coalesce(k.saldo, 0)::text || \
                ', afschrift ' || a.eindsaldo::text AS toelichting \
            FROM eigen_rekening e \
            JOIN LATERAL (SELECT eindsaldo FROM bankafschrift WHERE eigen_rekening_id = e.id \
                ORDER BY volgnummer DESC LIMIT 1) a ON true \
            LEFT JOIN rekening k ON k.dimensie = e.id AND k.soort = 'M.BANK' \
            WHERE coalesce(k.saldo, 0) <> a.eindsaldo",
    },
    Bewijs {
        code: "I9",
        omschrijving: "Gereserveerd per pot is wat van goedgekeurde declaraties nog niet is afgeschreven.",
        bekeken: "SELECT count(*) AS aantal FROM betaling_deel",
        afwijkingen: "\
            SELECT coalesce(k.pot_id, d.pot_id)::text AS onderwerp, \
                'gereserveerd ' || coalesce(k.saldo, 0)::text || ', open ' || \
                coalesce(d.som, 0)::text AS toelichting \
            FROM (SELECT dimensie AS pot_id, sum(saldo)::bigint AS saldo FROM rekening \
                WHERE soort = 'R.COMMITTED' GROUP BY dimensie) k \
            FULL JOIN (SELECT d.pot_id, sum(d.bedrag - d.terug)::bigint AS som \
                FROM betaling_deel d JOIN betaling b ON b.id = d.betaling_id \
                WHERE b.staat NOT IN ('betaald', 'vervallen') GROUP BY d.pot_id) d USING (pot_id) \
            WHERE coalesce(k.saldo, 0) <> coalesce(d.som, 0)",
    },
    Bewijs {
        code: "I10",
        omschrijving: "Elke vordering staat tegenover haar tegenrekening en is wat nog openstaat.",
        bekeken: "SELECT count(*) AS aantal FROM vordering",
        afwijkingen: "\
            SELECT coalesce(k.zaak, v.declaratie_id)::text AS onderwerp, \
                'vordering ' || coalesce(k.recv, 0)::text || ', tegenrekening ' || \
                coalesce(k.clear, 0)::text || ', open ' || coalesce(v.openstaand, 0)::text \
                AS toelichting \
            FROM (SELECT dimensie AS zaak, \
                coalesce(sum(saldo) FILTER (WHERE soort = 'M.RECV'), 0)::bigint AS recv, \
                coalesce(sum(saldo) FILTER (WHERE soort = 'M.RECV_CLEAR'), 0)::bigint AS clear \
                FROM rekening WHERE soort IN ('M.RECV', 'M.RECV_CLEAR') GROUP BY dimensie) k \
            FULL JOIN vordering v ON v.declaratie_id = k.zaak \
            WHERE coalesce(k.recv, 0) <> coalesce(k.clear, 0) \
                OR coalesce(k.recv, 0) <> coalesce(v.openstaand, 0)",
    },
    Bewijs {
        code: "I11",
        omschrijving: "De bewakers die wijzigen, verwijderen en leegmaken weigeren, staan er en staan aan, en de rol van de dienst mag het niet eens proberen.",
        bekeken: "SELECT count(*) AS aantal FROM pg_trigger WHERE tgname LIKE '%\\_insert\\_only' OR tgname LIKE '%\\_niet\\_leeg'",
        afwijkingen: "\
            SELECT w.naam AS onderwerp, 'bewaker ontbreekt of staat uit' AS toelichting \
            FROM (VALUES ('journaalpost', 'journaalpost_insert_only'), \
                ('journaalpost', 'journaalpost_heel'), ('journaalpost', 'journaalpost_niet_leeg'), \
                ('journaalregel', 'journaalregel_insert_only'), \
                ('journaalregel', 'journaalregel_evenwicht'), \
                ('journaalregel', 'journaalregel_niet_leeg'), \
                ('rekening', 'rekening_sleutel_vast'), ('rekening', 'rekening_blijft'), \
                ('rekening', 'rekening_vordering'), ('rekening', 'rekening_niet_leeg'), \
                ('keten', 'keten_vooruit'), ('keten', 'keten_blijft'), ('keten', 'keten_niet_leeg'), \
                ('zegel', 'zegel_insert_only'), ('zegel', 'zegel_niet_leeg')) AS w (tabel, naam) \
            LEFT JOIN pg_trigger t ON t.tgname = w.naam AND t.tgrelid = w.tabel::regclass \
                AND t.tgenabled <> 'D' \
            WHERE t.oid IS NULL \
            UNION ALL \
            SELECT c.relname || ' ' || r.rolname, 'mag ' || a.privilege_type \
            FROM pg_class c, aclexplode(c.relacl) a JOIN pg_roles r ON r.oid = a.grantee \
            WHERE c.relname IN ('journaalpost', 'journaalregel', 'zegel') \
                AND c.relnamespace = 'public'::regnamespace AND a.grantee <> c.relowner \
                AND a.privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER')",
    },
    Bewijs {
        code: "I12",
        omschrijving: "Elke post hangt ongewijzigd aan de vorige in haar keten, tot het eind van de keten en de zegels toe.",
        bekeken: "SELECT count(*) AS aantal FROM journaalpost",
        afwijkingen: "\
            SELECT onderwerp, toelichting FROM (SELECT id::text AS onderwerp, \
                'schakel ' || keten_nr::text || ' van keten ' || keten::text || ' klopt niet' \
                AS toelichting, keten_nr = 1 + coalesce(lag(keten_nr) OVER k, 0) AND keten_hash = \
                sha256(coalesce(lag(keten_hash) OVER k, keten_begin(keten)) \
                || convert_to(tekst, 'UTF8')) AS goed \
                FROM journaalpost_tekst WINDOW k AS (PARTITION BY keten ORDER BY keten_nr)) s \
            WHERE goed IS NOT TRUE \
            UNION ALL \
            SELECT 'keten ' || k.nr::text, 'eindigt op ' || k.laatste::text || ' met een andere hash' \
            FROM keten k LEFT JOIN journaalpost p ON p.keten = k.nr AND p.keten_nr = k.laatste \
            WHERE k.hash IS DISTINCT FROM coalesce(p.keten_hash, \
                CASE WHEN k.laatste = 0 THEN keten_begin(k.nr) END) \
            UNION ALL \
            SELECT 'keten ' || k.nr::text, 'post ' || p.keten_nr::text || ' staat na het eind' \
            FROM keten k JOIN journaalpost p ON p.keten = k.nr AND p.keten_nr > k.laatste \
            UNION ALL \
            SELECT 'zegel ' || z.dag::text || ' keten ' || z.keten::text, 'past niet op de keten' \
            FROM zegel z LEFT JOIN journaalpost p ON p.keten = z.keten AND p.keten_nr = z.laatste \
            WHERE z.hash IS DISTINCT FROM coalesce(p.keten_hash, \
                CASE WHEN z.laatste = 0 THEN keten_begin(z.keten) END)",
    },
    Bewijs {
        code: "I13",
        omschrijving: "Geen post is geboekt in een periode die toen al gesloten was.",
        bekeken: "SELECT count(*) AS aantal FROM boekperiode",
        afwijkingen: "\
            SELECT p.id::text AS onderwerp, 'telt voor ' || p.ingangsdatum::text || \
                ', gesloten tot ' || b.open_vanaf::text AS toelichting \
            FROM boekperiode b JOIN journaalpost p ON p.geboekt_op > b.gesloten_op \
                AND p.ingangsdatum < b.open_vanaf",
    },
    Bewijs {
        code: "I14",
        omschrijving: "Een afgesloten jaar heeft niets meer te besteden, en een definitief jaar geen voorschot meer.",
        bekeken: "SELECT count(*) AS aantal FROM jaarafsluiting",
        afwijkingen: "\
            SELECT k.dimensie::text AS onderwerp, k.soort || ' ' || k.saldo::text AS toelichting \
            FROM jaarafsluiting j JOIN pot ON (pot.verstrekker_id, pot.wet, pot.jaar) = \
                (j.verstrekker_id, j.wet, j.jaar) \
            JOIN rekening k ON k.dimensie = pot.id AND k.soort = 'R.AVAILABLE' \
            WHERE k.saldo <> 0 \
            UNION ALL \
            SELECT j.id::text, k.soort || ' ' || k.saldo::text FROM jaarafsluiting j \
            JOIN rekening k ON (k.verstrekker_id, k.wet, k.jaar) = (j.verstrekker_id, j.wet, j.jaar) \
                AND k.soort = 'M.FUND' \
            WHERE j.staat = 'definitief' AND k.saldo <> 0",
    },
];
