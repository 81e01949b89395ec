-- One verstrekker, one grant of 1,000 euro, one agreement, three claims: two paid, one refused.
INSERT INTO verstrekker_toegang VALUES
    ('0000000a-0000-7000-8000-000000000001', '00000099000000000100', NULL, NULL),
    ('0000000a-0000-7000-8000-000000000001', '00000099000000000200', '2026-01-01', '2026-12-31');
INSERT INTO toekenning (id, verstrekker_id, budgethouder_id, wet, status, versie, revisie, vastgelegd_op) VALUES
    ('0000000e-0000-7000-8000-000000000001', '0000000a-0000-7000-8000-000000000001',
     '0000000b-0000-7000-8000-000000000001', 'WMO', 'actief', 1, 1, now());
INSERT INTO pot (id, toekenning_id, verstrekker_id, budgethouder_id, zorgfunctie, ingangsdatum) VALUES
    ('0000000f-0000-7000-8000-000000000001', '0000000e-0000-7000-8000-000000000001',
     '0000000a-0000-7000-8000-000000000001', '0000000b-0000-7000-8000-000000000001', '99', '2026-01-01');
INSERT INTO pot_versie (pot_id, toekenning_versie, verstrekker_id, budgethouder_id, geldig_van, geldig_tot, bedrag,
    vastgelegd_op) VALUES
    ('0000000f-0000-7000-8000-000000000001', 1, '0000000a-0000-7000-8000-000000000001',
     '0000000b-0000-7000-8000-000000000001', '2026-01-01', '2027-01-01', 100000, now());
INSERT INTO zorgovereenkomst (id, oin, kenmerk, budgethouder_id, zorgverlener_id, soort, tariefsoort, derdenbeding,
    ontheffing_veertig_uur, ingangsdatum, voorwaarden, verstrekkers, status, arbeidsrecht, overeenkomst_versie,
    vastgesteld_versie, revisie, ingediend_op, salarisadministratie) VALUES
    ('00000010-0000-7000-8000-000000000001', '00000099000000000100', 'proef',
     '0000000b-0000-7000-8000-000000000001', '0000000c-0000-7000-8000-000000000001', 'opdracht', 'formeel', false,
     false, '2026-01-01', '{}', ARRAY['0000000a-0000-7000-8000-000000000001'::uuid], 'actief', 'akkoord', 1, 1, 1,
     now(), false);
INSERT INTO betaalgegevens (id, zorgverlener_id, versie, revisie) VALUES
    ('0000000d-0000-7000-8000-000000000001', '0000000c-0000-7000-8000-000000000001', 1, 1);
INSERT INTO declaratie (id, oin, kenmerk, inhoud_hash, zorgovereenkomst_id, budgethouder_id, zorgverlener_id,
    verstrekker_id, betaalgegevens_id, soort, entree, ingediend_op, totaal, status, nummer, versie, revisie,
    verschuldigd, geboekte_versie, geboekt, geweigerd, reden)
SELECT d.id::uuid, '00000099000000000100', d.id, '\x00', '00000010-0000-7000-8000-000000000001',
    '0000000b-0000-7000-8000-000000000001', '0000000c-0000-7000-8000-000000000001',
    '0000000a-0000-7000-8000-000000000001', '0000000d-0000-7000-8000-000000000001', 'factuur', 'rest', now(),
    d.bedrag, 'goedgekeurd', 1, 1, 1, d.bedrag, 1, d.geboekt, d.bedrag - d.geboekt, d.reden
FROM (VALUES
    ('000000d1-0000-7000-8000-000000000001', 60000, 60000, NULL),
    ('000000d2-0000-7000-8000-000000000001', 50000, 0, 'budgetOntoereikend'),
    ('000000d3-0000-7000-8000-000000000001', 10000, 10000, NULL)) AS d (id, bedrag, geboekt, reden);
INSERT INTO declaratie_versie (declaratie_id, nummer, verstrekker_id, versie, aanleiding, status, verschuldigd,
    regels, uitkomsten, vastgelegd_op)
SELECT id, 1, verstrekker_id, 1, 'indiening', status, verschuldigd, '[]', '[]', now() FROM declaratie;
INSERT INTO budgetstand (pot_id, toekenning_id, verstrekker_id, budgethouder_id, zorgfunctie, geldig_van, geldig_tot,
    toegekend, beschikbaar, gereserveerd, besteed, terug_te_vorderen, tekort, versie, bijgewerkt_op) VALUES
    ('0000000f-0000-7000-8000-000000000001', '0000000e-0000-7000-8000-000000000001',
     '0000000a-0000-7000-8000-000000000001', '0000000b-0000-7000-8000-000000000001', '99', '2026-01-01',
     '2027-01-01', 100000, 30000, 0, 70000, 0, 0, 1, now());
INSERT INTO betaling (id, verstrekker_id, zorgverlener_id, poging, staat, bedrag, versie, bijgewerkt_op) VALUES
    ('000000b1-0000-7000-8000-000000000001', '0000000a-0000-7000-8000-000000000001',
     '0000000c-0000-7000-8000-000000000001', 1, 'betaald', 60000, 2, now()),
    ('000000b3-0000-7000-8000-000000000001', '0000000a-0000-7000-8000-000000000001',
     '0000000c-0000-7000-8000-000000000001', 1, 'betaald', 10000, 2, now());
INSERT INTO betaling_declaratie (betaling_id, declaratie_id, verstrekker_id, bedrag) VALUES
    ('000000b1-0000-7000-8000-000000000001', '000000d1-0000-7000-8000-000000000001',
     '0000000a-0000-7000-8000-000000000001', 60000),
    ('000000b3-0000-7000-8000-000000000001', '000000d3-0000-7000-8000-000000000001',
     '0000000a-0000-7000-8000-000000000001', 10000);
INSERT INTO inzage (id, vastgelegd_op, oin, sub, resource, scope, verstrekkers, rij_verstrekkers) VALUES
    ('00000001-0000-7000-8000-000000000001', '2026-03-01T12:00:00Z', '00000099000000000200', 'proef', 'declaraties',
     'verstrekkers', ARRAY['0000000a-0000-7000-8000-000000000001'::uuid],
     ARRAY['0000000a-0000-7000-8000-000000000001'::uuid]),
    ('00000001-0000-7000-8000-000000000002', '2026-03-01T12:00:00Z', '00000099000000009000', 'svb', 'declaraties',
     'landelijk', '{}', ARRAY['0000000a-0000-7000-8000-000000000001'::uuid]);
