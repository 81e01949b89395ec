-- What our answer says, beside its text: so that it can be given over REST too.
ALTER TABLE bericht
    ADD COLUMN retour_identificatie text,
    ADD COLUMN retour_dagtekening date,
    ADD COLUMN retourcodes text[];

-- The series of a kind: 501 comes in and gets a 502, 507 goes out and gets a 508.
ALTER TABLE berichtsoort
    ADD COLUMN reeks text NOT NULL DEFAULT '501'
        CONSTRAINT berichtsoort_reeks CHECK (reeks IN ('501', '507'));
INSERT INTO berichtsoort (code, code_retour, wet, naamruimte, naamruimte_retour, berichtversie,
    berichtsubversie, xsd_versie, geldig_van, bron, reeks) VALUES
    ('464', '465', 'WMO', 'urn:nl:pgb-keten:ipgb:2.1:WMO507', 'urn:nl:pgb-keten:ipgb:2.1:WMO508',
     2, 1, '1.0.0', '2018-01-01', 'iPgb 2.1 informatiemodel; namespace niet officieel', '507'),
    ('466', '467', 'JW', 'urn:nl:pgb-keten:ipgb:2.1:JW507', 'urn:nl:pgb-keten:ipgb:2.1:JW508',
     2, 1, '1.0.0', '2018-01-01', 'iPgb 2.1 informatiemodel; namespace niet officieel', '507'),
    ('468', '469', 'WLZ', 'urn:nl:pgb-keten:ipgb:2.1:WLZ507', 'urn:nl:pgb-keten:ipgb:2.1:WLZ508',
     2, 1, '1.0.0', '2018-01-01', 'iPgb 2.1 informatiemodel; namespace niet officieel', '507');
