//! What each service says of one kind of thing, as a query for `sleutel`, `stand` and `centen`.
//! Two queries that are compared give the same text for the same state, whatever their tables
//! look like: days half-open, codes without capitals and underscores.

pub(super) const DECLARATIES_ZORGDOMEIN: &str = "SELECT id::text AS sleutel, \
    format('versie %s, verschuldigd %s, beantwoord %s, geboekt %s, geweigerd %s, reden %s', \
    versie, verschuldigd, geboekte_versie, geboekt, geweigerd, lower(replace(reden, '_', ''))) \
    AS stand, geboekt AS centen FROM declaratie WHERE versie > 0";

pub(super) const DECLARATIES_PAYOUT: &str = "SELECT declaratie_id::text AS sleutel, \
    format('versie %s, verschuldigd %s, beantwoord %s, geboekt %s, geweigerd %s, reden %s', \
    versie, verschuldigd, versie, geboekt, geweigerd, lower(replace(reden, '_', ''))) AS stand, \
    geboekt AS centen FROM boeking WHERE versie > 0";

pub(super) const VERSCHULDIGD_ZORGDOMEIN: &str = "SELECT id::text AS sleutel, \
    format('versie %s, verschuldigd %s', versie, verschuldigd) AS stand, \
    verschuldigd AS centen FROM declaratie WHERE versie > 0";

pub(super) const VERSCHULDIGD_RISK_SCAN: &str = "SELECT id::text AS sleutel, \
    format('versie %s, verschuldigd %s', versie, totaal_verschuldigd) AS stand, \
    totaal_verschuldigd AS centen FROM declaratie_vastgesteld";

pub(super) const TOETSEN_ZORGDOMEIN: &str = "SELECT id::text AS sleutel, \
    format('versie %s, %s', overeenkomst_versie, arbeidsrecht) AS stand, \
    NULL::bigint AS centen FROM zorgovereenkomst";

pub(super) const TOETSEN_LABOUR_CHECK: &str = "SELECT zorgovereenkomst_id::text AS sleutel, \
    format('versie %s, %s', overeenkomst_versie, uitkomst) AS stand, NULL::bigint AS centen \
    FROM (SELECT DISTINCT ON (t.zorgovereenkomst_id) t.zorgovereenkomst_id, \
        t.overeenkomst_versie, CASE WHEN b.oordeel = 'goed' THEN 'akkoord' \
        WHEN b.oordeel = 'fout' THEN 'afgekeurd' \
        WHEN t.uitkomst = 'akkoordMetWaarschuwing' THEN 'akkoord' ELSE t.uitkomst END AS uitkomst \
        FROM toets t LEFT JOIN beoordeling b ON b.toets_id = t.id \
        ORDER BY t.zorgovereenkomst_id, t.overeenkomst_versie DESC) laatste";

pub(super) const TOEGANG: &str = "SELECT format('%s %s', verstrekker_id, oin) AS sleutel, \
    format('van %s tot %s', van, tot) AS stand, NULL::bigint AS centen FROM verstrekker_toegang";

pub(super) const TOEKENNINGEN: &str = "SELECT id::text AS sleutel, \
    format('versie %s, %s, %s, verstrekker %s, budgethouder %s', versie, status, wet, \
    verstrekker_id, budgethouder_id) AS stand, NULL::bigint AS centen FROM toekenning";

pub(super) const POTTEN_ZORGDOMEIN: &str = "SELECT pot_id::text AS sleutel, \
    format('toekenning %s, functie %s, van %s tot %s, bedrag %s', toekenning_id, zorgfunctie, \
    geldig_van, geldig_tot, bedrag) AS stand, bedrag AS centen \
    FROM (SELECT DISTINCT ON (v.pot_id) v.pot_id, p.toekenning_id, p.zorgfunctie, v.geldig_van, \
        v.geldig_tot, v.bedrag FROM pot_versie v JOIN pot p ON p.id = v.pot_id \
        ORDER BY v.pot_id, v.toekenning_versie DESC) nu";

pub(super) const POTTEN_PAYOUT: &str = "SELECT id::text AS sleutel, \
    format('toekenning %s, functie %s, van %s tot %s, bedrag %s', toekenning_id, zorgfunctie, \
    van, tot + 1, bedrag) AS stand, bedrag AS centen FROM pot";

pub(super) const POTTEN_RISK_SCAN: &str = "SELECT pot_id::text AS sleutel, \
    format('toekenning %s, functie %s, van %s tot %s, bedrag %s', toekenning_id, zorgfunctie, \
    geldig_van, geldig_tot, bedrag) AS stand, bedrag AS centen FROM toekenning_pot";

pub(super) const OVEREENKOMSTEN_ZORGDOMEIN: &str = "SELECT id::text AS sleutel, \
    format('versie %s, %s, %s, zorgverlener %s', vastgesteld_versie, status, soort, \
    zorgverlener_id) AS stand, NULL::bigint AS centen FROM zorgovereenkomst \
    WHERE vastgesteld_versie > 0";

pub(super) const OVEREENKOMSTEN: &str = "SELECT DISTINCT id::text AS sleutel, \
    format('versie %s, %s, %s, zorgverlener %s', versie, status, soort, zorgverlener_id) \
    AS stand, NULL::bigint AS centen FROM zorgovereenkomst";

pub(super) const BETAALGEGEVENS_ZORGDOMEIN: &str = "SELECT id::text AS sleutel, \
    format('versie %s, zorgverlener %s', versie, zorgverlener_id) AS stand, \
    NULL::bigint AS centen FROM betaalgegevens WHERE versie > 0";

pub(super) const BETAALGEGEVENS_PAYOUT: &str = "SELECT id::text AS sleutel, \
    format('versie %s, zorgverlener %s', versie, zorgverlener_id) AS stand, \
    NULL::bigint AS centen FROM betaalgegevens";

pub(super) const MAATREGELEN_PAYOUT: &str = "SELECT id::text AS sleutel, \
    format('verstrekker %s, zorgverlener %s, van %s', verstrekker_id, zorgverlener_id, van) \
    AS stand, NULL::bigint AS centen FROM blokkade WHERE soort = 'maatregel' AND actief";

pub(super) const MAATREGELEN_ZORGDOMEIN: &str = "SELECT id::text AS sleutel, \
    format('verstrekker %s, zorgverlener %s, van %s', verstrekker_id, zorgverlener_id, \
    geldig_van) AS stand, NULL::bigint AS centen FROM maatregel WHERE actief";

pub(super) const BETALINGEN_PAYOUT: &str = "SELECT id::text AS sleutel, \
    format('versie %s, %s, poging %s, bedrag %s, verstrekker %s', versie, \
    replace(lower(staat), '_', ''), poging, bedrag, verstrekker_id) AS stand, bedrag AS centen \
    FROM betaling WHERE versie > 0";

pub(super) const BETALINGEN: &str = "SELECT id::text AS sleutel, \
    format('versie %s, %s, poging %s, bedrag %s, verstrekker %s', versie, \
    replace(lower(staat), '_', ''), poging, bedrag, verstrekker_id) AS stand, bedrag AS centen \
    FROM betaling";

pub(super) const DELEN_PAYOUT: &str = "SELECT id::text AS sleutel, \
    format('declaratie %s, bedrag %s', declaratie_id, bedrag) AS stand, bedrag AS centen \
    FROM betaling WHERE versie > 0";

pub(super) const DELEN: &str = "SELECT betaling_id::text AS sleutel, \
    format('declaratie %s, bedrag %s', declaratie_id, bedrag) AS stand, bedrag AS centen \
    FROM betaling_declaratie";

pub(super) const VORDERINGEN_PAYOUT: &str = "SELECT id::text AS sleutel, \
    format('versie %s, declaratie %s, bedrag %s, openstaand %s', versie, declaratie_id, bedrag, \
    openstaand) AS stand, openstaand AS centen FROM vordering WHERE versie > 0";

pub(super) const VORDERINGEN: &str = "SELECT id::text AS sleutel, \
    format('versie %s, declaratie %s, bedrag %s, openstaand %s', versie, declaratie_id, bedrag, \
    openstaand) AS stand, openstaand AS centen FROM vordering";

pub(super) const STANDEN_PER_POT: &str = "SELECT p.id::text AS sleutel, \
    format('versie %s, toegekend %s, beschikbaar %s, gereserveerd %s, besteed %s, \
    terug te vorderen %s, tekort %s', t.stand_versie, \
    coalesce(sum(k.saldo) FILTER (WHERE k.soort = 'R.GRANT'), 0), \
    coalesce(sum(k.saldo) FILTER (WHERE k.soort = 'R.AVAILABLE'), 0), \
    coalesce(sum(k.saldo) FILTER (WHERE k.soort = 'R.COMMITTED'), 0), \
    coalesce(sum(k.saldo) FILTER (WHERE k.soort = 'R.SPENT'), 0), \
    coalesce(sum(k.saldo) FILTER (WHERE k.soort = 'R.RECOVERABLE'), 0), \
    coalesce(sum(k.saldo) FILTER (WHERE k.soort = 'R.SHORT'), 0)) AS stand, \
    coalesce(sum(k.saldo) FILTER (WHERE k.soort = 'R.AVAILABLE'), 0)::bigint AS centen \
    FROM pot p JOIN toekenning t ON t.id = p.toekenning_id \
    LEFT JOIN rekening k ON k.dimensie = p.id \
    WHERE t.stand_versie > 0 GROUP BY p.id, t.stand_versie";

pub(super) const STANDEN_ZORGDOMEIN: &str = "SELECT pot_id::text AS sleutel, \
    format('versie %s, toegekend %s, beschikbaar %s, gereserveerd %s, besteed %s, \
    terug te vorderen %s, tekort %s', versie, toegekend, beschikbaar, gereserveerd, besteed, \
    terug_te_vorderen, tekort) AS stand, beschikbaar AS centen FROM budgetstand";

pub(super) const STANDEN_PER_TOEKENNING: &str = "SELECT t.id::text AS sleutel, \
    format('versie %s, toegekend %s, beschikbaar %s, gereserveerd %s, besteed %s', \
    t.stand_versie, \
    coalesce(sum(k.saldo) FILTER (WHERE k.soort = 'R.GRANT'), 0), \
    coalesce(sum(k.saldo) FILTER (WHERE k.soort = 'R.AVAILABLE'), 0), \
    coalesce(sum(k.saldo) FILTER (WHERE k.soort = 'R.COMMITTED'), 0), \
    coalesce(sum(k.saldo) FILTER (WHERE k.soort = 'R.SPENT'), 0)) AS stand, \
    coalesce(sum(k.saldo) FILTER (WHERE k.soort = 'R.AVAILABLE'), 0)::bigint AS centen \
    FROM toekenning t JOIN pot p ON p.toekenning_id = t.id \
    LEFT JOIN rekening k ON k.dimensie = p.id \
    WHERE t.stand_versie > 0 GROUP BY t.id, t.stand_versie";

pub(super) const STANDEN_RISK_SCAN: &str = "SELECT toekenning_id::text AS sleutel, \
    format('versie %s, toegekend %s, beschikbaar %s, gereserveerd %s, besteed %s', versie, \
    toegekend, beschikbaar, gereserveerd, besteed) AS stand, beschikbaar AS centen \
    FROM budgetstand";
