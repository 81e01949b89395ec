-- The same grant, agreement and claims as payout knows them, with ledger, run, file and statement.
INSERT INTO verstrekker_toegang VALUES
    ('0000000a-0000-7000-8000-000000000001', '00000099000000000100', NULL, NULL),
    ('0000000a-0000-7000-8000-000000000001', '00000099000000000200', '2026-01-01', '2026-12-31');
INSERT INTO toekenning (id, verstrekker_id, budgethouder_id, wet, status, versie, stand_versie) VALUES
    ('0000000e-0000-7000-8000-000000000001', '0000000a-0000-7000-8000-000000000001',
     '0000000b-0000-7000-8000-000000000001', 'WMO', 'actief', 1, 1);
INSERT INTO pot (id, toekenning_id, verstrekker_id, wet, zorgfunctie, van, tot, jaar, bedrag) VALUES
    ('0000000f-0000-7000-8000-000000000001', '0000000e-0000-7000-8000-000000000001',
     '0000000a-0000-7000-8000-000000000001', 'WMO', '99', '2026-01-01', '2026-12-31', 2026, 100000);
INSERT INTO zorgovereenkomst (id, verstrekker_id, zorgverlener_id, soort, status, salarisadministratie, versie) VALUES
    ('00000010-0000-7000-8000-000000000001', '0000000a-0000-7000-8000-000000000001',
     '0000000c-0000-7000-8000-000000000001', 'opdracht', 'actief', false, 1);
INSERT INTO betaalgegevens (id, zorgverlener_id, rekeninghouder, iban, iban_ref, versie) VALUES
    ('0000000d-0000-7000-8000-000000000001', '0000000c-0000-7000-8000-000000000001', 'Proef', '\x00', 'ref', 1);

INSERT INTO rekening (id, soort, verstrekker_id, dimensie, wet, jaar, saldo) OVERRIDING SYSTEM VALUE VALUES
    (1, 'R.GRANT', '0000000a-0000-7000-8000-000000000001', '0000000f-0000-7000-8000-000000000001', '', 2026, 100000),
    (2, 'R.AVAILABLE', '0000000a-0000-7000-8000-000000000001', '0000000f-0000-7000-8000-000000000001', '', 2026, 30000),
    (3, 'R.COMMITTED', '0000000a-0000-7000-8000-000000000001', '0000000f-0000-7000-8000-000000000001', '', 2026, 0),
    (4, 'R.SPENT', '0000000a-0000-7000-8000-000000000001', '0000000f-0000-7000-8000-000000000001', '', 2026, 70000),
    (5, 'M.BANK', '00000000-0000-0000-0000-000000000000', '019c0000-0000-7000-8000-000000000001', '', 0, 130000),
    (6, 'M.FUND', '0000000a-0000-7000-8000-000000000001', '00000000-0000-0000-0000-000000000000', 'WMO', 2026, 130000),
    (7, 'M.PAY', '0000000a-0000-7000-8000-000000000001', '0000000c-0000-7000-8000-000000000001', '', 0, 0),
    (8, 'M.TRANSIT', '00000000-0000-0000-0000-000000000000', '019c0000-0000-7000-8000-000000000001', '', 0, 0);
INSERT INTO journaalpost (id, soort, bron, bron_id, bron_versie, verstrekker_id, verband, ingangsdatum, geboekt_op, hash,
    keten, keten_nr, keten_hash)
SELECT p.id::uuid, p.soort, p.bron, p.bron_id::uuid, 1, '0000000a-0000-7000-8000-000000000001', p.verband::uuid,
    '2026-03-01', now(), '\x00', 0, row_number() OVER (ORDER BY p.id), '\x00'
FROM (VALUES
    ('019c0000-0001-7000-8000-000000000001', 'E1', 'toekenning', '0000000e-0000-7000-8000-000000000001',
     '0000000e-0000-7000-8000-000000000001'),
    ('019c0000-0002-7000-8000-000000000001', 'E3', 'bankregel', '00000091-0000-7000-8000-000000000001',
     '00000091-0000-7000-8000-000000000001'),
    ('019c0000-0003-7000-8000-000000000001', 'E5', 'declaratie', '000000d1-0000-7000-8000-000000000001',
     '000000d1-0000-7000-8000-000000000001'),
    ('019c0000-0004-7000-8000-000000000001', 'E5', 'declaratie', '000000d3-0000-7000-8000-000000000001',
     '000000d3-0000-7000-8000-000000000001'),
    ('019c0000-0005-7000-8000-000000000001', 'E7', 'poging', '000000a1-0000-7000-8000-000000000001',
     '000000d1-0000-7000-8000-000000000001'),
    ('019c0000-0006-7000-8000-000000000001', 'E7', 'poging', '000000a3-0000-7000-8000-000000000001',
     '000000d3-0000-7000-8000-000000000001'),
    ('019c0000-0007-7000-8000-000000000001', 'E8', 'poging', '000000a1-0000-7000-8000-000000000001',
     '000000d1-0000-7000-8000-000000000001'),
    ('019c0000-0008-7000-8000-000000000001', 'E8', 'poging', '000000a3-0000-7000-8000-000000000001',
     '000000d3-0000-7000-8000-000000000001')) AS p (id, soort, bron, bron_id, verband);
-- Each pair: entry, book, account debited, account credited, cents.
INSERT INTO journaalregel (post_id, nr, boek, rekening_id, verstrekker_id, debet, credit)
SELECT ('019c0000-000' || paar.post || '-7000-8000-000000000001')::uuid, paar.nr + zijde.nr, paar.boek,
    CASE zijde.nr WHEN 0 THEN paar.debet ELSE paar.credit END, '0000000a-0000-7000-8000-000000000001',
    CASE zijde.nr WHEN 0 THEN paar.bedrag ELSE 0 END, CASE zijde.nr WHEN 0 THEN 0 ELSE paar.bedrag END
FROM (VALUES
    (1, 1, 'R', 1, 2, 100000), (2, 1, 'M', 5, 6, 200000),
    (3, 1, 'M', 6, 7, 60000), (3, 3, 'R', 2, 3, 60000), (4, 1, 'M', 6, 7, 10000), (4, 3, 'R', 2, 3, 10000),
    (5, 1, 'M', 7, 8, 60000), (6, 1, 'M', 7, 8, 10000),
    (7, 1, 'M', 8, 5, 60000), (7, 3, 'R', 3, 4, 60000), (8, 1, 'M', 8, 5, 10000), (8, 3, 'R', 3, 4, 10000))
    AS paar (post, nr, boek, debet, credit, bedrag), (VALUES (0), (1)) AS zijde (nr);

INSERT INTO boeking (declaratie_id, verstrekker_id, zorgovereenkomst_id, budgethouder_id, zorgverlener_id, versie,
    verschuldigd, geboekt, geweigerd, reden, ooit_geboekt, antwoord_versie)
SELECT d.id::uuid, '0000000a-0000-7000-8000-000000000001', '00000010-0000-7000-8000-000000000001',
    '0000000b-0000-7000-8000-000000000001', '0000000c-0000-7000-8000-000000000001', 1, d.bedrag, d.geboekt,
    d.bedrag - d.geboekt, d.reden, d.geboekt > 0, 1
FROM (VALUES
    ('000000d1-0000-7000-8000-000000000001', 60000, 60000, NULL),
    ('000000d2-0000-7000-8000-000000000001', 50000, 0, 'budgetOntoereikend'),
    ('000000d3-0000-7000-8000-000000000001', 10000, 10000, NULL)) AS d (id, bedrag, geboekt, reden);
INSERT INTO betaling (id, verstrekker_id, zorgverlener_id, zorgovereenkomst_id, betaalgegevens_id, declaratie_id,
    soort, zorgmaand, bedrag, staat, poging, versie, aangemaakt_op)
SELECT b.id::uuid, '0000000a-0000-7000-8000-000000000001', '0000000c-0000-7000-8000-000000000001',
    '00000010-0000-7000-8000-000000000001', '0000000d-0000-7000-8000-000000000001', b.declaratie::uuid, 'factuur',
    '2026-03', b.bedrag, 'betaald', 1, 2, now()
FROM (VALUES
    ('000000b1-0000-7000-8000-000000000001', '000000d1-0000-7000-8000-000000000001', 60000),
    ('000000b3-0000-7000-8000-000000000001', '000000d3-0000-7000-8000-000000000001', 10000))
    AS b (id, declaratie, bedrag);
INSERT INTO betaling_deel (betaling_id, pot_id, verstrekker_id, bedrag)
SELECT id, '0000000f-0000-7000-8000-000000000001', verstrekker_id, bedrag FROM betaling;
INSERT INTO betaalrun (id, soort, uitvoerdatum, staat, aantal, totaal, maker, controleur, goedkeurder, vrijgever,
    aangemaakt_op) VALUES
    ('0000001f-0000-7000-8000-000000000001', 'regulier', '2026-03-20', 'geboekt', 2, 70000, 'm', 'm', 'g', 'v', now());
INSERT INTO bestand (id, betaalrun_id, volgnummer, msg_id, aantal, totaal, inhoud, sha256, staat, gebouwd_op)
SELECT '0000002f-0000-7000-8000-000000000001', '0000001f-0000-7000-8000-000000000001', 1, 'PGB-PROEF-F01', 2, 70000,
    inhoud, sha256(inhoud), 'geboekt', now()
FROM (SELECT convert_to('<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
<GrpHdr><MsgId>PGB-PROEF-F01</MsgId><NbOfTxs>2</NbOfTxs><CtrlSum>700.00</CtrlSum></GrpHdr>
<PmtInf><PmtInfId>PGB-PROEF-B01</PmtInfId><NbOfTxs>2</NbOfTxs><CtrlSum>700.00</CtrlSum>
<CdtTrfTxInf><PmtId><EndToEndId>PGB000000000000001</EndToEndId></PmtId>
<Amt><InstdAmt Ccy="EUR">600.00</InstdAmt></Amt></CdtTrfTxInf>
<CdtTrfTxInf><PmtId><EndToEndId>PGB000000000000003</EndToEndId></PmtId>
<Amt><InstdAmt Ccy="EUR">100.00</InstdAmt></Amt></CdtTrfTxInf>
</PmtInf></CstmrCdtTrfInitn></Document>', 'UTF8') AS inhoud) AS bytes;
INSERT INTO bestand_batch (pmt_inf_id, bestand_id, verstrekker_id, eigen_rekening_id, aantal, totaal) VALUES
    ('PGB-PROEF-B01', '0000002f-0000-7000-8000-000000000001', '0000000a-0000-7000-8000-000000000001',
     '019c0000-0000-7000-8000-000000000001', 2, 70000);
INSERT INTO poging (id, verstrekker_id, betaling_id, nummer, betaalrun_id, pmt_inf_id, end_to_end_id, bedrag, staat)
VALUES
    ('000000a1-0000-7000-8000-000000000001', '0000000a-0000-7000-8000-000000000001',
     '000000b1-0000-7000-8000-000000000001', 1, '0000001f-0000-7000-8000-000000000001', 'PGB-PROEF-B01',
     'PGB000000000000001', 60000, 'geboekt'),
    ('000000a3-0000-7000-8000-000000000001', '0000000a-0000-7000-8000-000000000001',
     '000000b3-0000-7000-8000-000000000001', 1, '0000001f-0000-7000-8000-000000000001', 'PGB-PROEF-B01',
     'PGB000000000000003', 10000, 'geboekt');
SELECT setval('poging_nummer', 100);
INSERT INTO bankafschrift (id, eigen_rekening_id, bankbericht_id, kenmerk, volgnummer, datum, beginsaldo, eindsaldo)
VALUES ('0000003f-0000-7000-8000-000000000001', '019c0000-0000-7000-8000-000000000001',
    '0000004f-0000-7000-8000-000000000001', 'A1', 1, '2026-03-20', 0, 130000);
INSERT INTO bankregel (id, bankafschrift_id, eigen_rekening_id, identiteit, richting, bedrag, boekdatum, betekenis)
VALUES
    ('00000091-0000-7000-8000-000000000001', '0000003f-0000-7000-8000-000000000001',
     '019c0000-0000-7000-8000-000000000001', '1', 'bij', 200000, '2026-03-20', 'voorschot'),
    ('00000092-0000-7000-8000-000000000001', '0000003f-0000-7000-8000-000000000001',
     '019c0000-0000-7000-8000-000000000001', '2', 'af', 70000, '2026-03-20', 'batch');
