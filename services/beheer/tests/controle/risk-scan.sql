-- What risk-scan heard of it all.
INSERT INTO verstrekker_toegang VALUES
    ('0000000a-0000-7000-8000-000000000001', '00000099000000000100', NULL, NULL),
    ('0000000a-0000-7000-8000-000000000001', '00000099000000000200', '2026-01-01', '2026-12-31');
INSERT INTO toekenning (id, verstrekker_id, budgethouder_id, wet, status, gebeurtenis_id, versie) VALUES
    ('0000000e-0000-7000-8000-000000000001', '0000000a-0000-7000-8000-000000000001',
     '0000000b-0000-7000-8000-000000000001', 'WMO', 'actief', gen_random_uuid(), 1);
INSERT INTO toekenning_pot (toekenning_id, pot_id, verstrekker_id, zorgfunctie, geldig_van, geldig_tot, bedrag) VALUES
    ('0000000e-0000-7000-8000-000000000001', '0000000f-0000-7000-8000-000000000001',
     '0000000a-0000-7000-8000-000000000001', '99', '2026-01-01', '2027-01-01', 100000);
INSERT INTO zorgovereenkomst (id, budgethouder_id, zorgverlener_id, soort, status, salarisadministratie,
    gebeurtenis_id, versie) VALUES
    ('00000010-0000-7000-8000-000000000001', '0000000b-0000-7000-8000-000000000001',
     '0000000c-0000-7000-8000-000000000001', 'opdracht', 'actief', false, gen_random_uuid(), 1);
INSERT INTO declaratie_vastgesteld (id, verstrekker_id, zorgovereenkomst_id, budgethouder_id, zorgverlener_id, soort,
    totaal_verschuldigd, gebeurtenis_id, versie)
SELECT d.id::uuid, '0000000a-0000-7000-8000-000000000001', '00000010-0000-7000-8000-000000000001',
    '0000000b-0000-7000-8000-000000000001', '0000000c-0000-7000-8000-000000000001', 'factuur', d.bedrag,
    gen_random_uuid(), 1
FROM (VALUES ('000000d1-0000-7000-8000-000000000001', 60000), ('000000d2-0000-7000-8000-000000000001', 50000),
    ('000000d3-0000-7000-8000-000000000001', 10000)) AS d (id, bedrag);
INSERT INTO betaling (id, verstrekker_id, zorgverlener_id, poging, staat, bedrag, datum, gebeurtenis_id, versie)
SELECT b.id::uuid, '0000000a-0000-7000-8000-000000000001', '0000000c-0000-7000-8000-000000000001', 1, 'betaald',
    b.bedrag, '2026-03-20', gen_random_uuid(), 2
FROM (VALUES ('000000b1-0000-7000-8000-000000000001', 60000), ('000000b3-0000-7000-8000-000000000001', 10000))
    AS b (id, bedrag);
INSERT INTO betaling_declaratie (betaling_id, declaratie_id, verstrekker_id, bedrag)
SELECT id, ('000000d' || substr(id::text, 8, 1) || '-0000-7000-8000-000000000001')::uuid, verstrekker_id, bedrag
FROM betaling;
INSERT INTO budgetstand (toekenning_id, verstrekker_id, budgethouder_id, toegekend, beschikbaar, gereserveerd,
    besteed, gebeurtenis_id, versie) VALUES
    ('0000000e-0000-7000-8000-000000000001', '0000000a-0000-7000-8000-000000000001',
     '0000000b-0000-7000-8000-000000000001', 100000, 30000, 0, 70000, gen_random_uuid(), 1);
