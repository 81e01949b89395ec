-- Which iPgb messages we know. The release in use is data, not code.
CREATE TABLE berichtsoort (
    code text NOT NULL,
    code_retour text NOT NULL,
    wet text NOT NULL,
    naamruimte text NOT NULL,
    naamruimte_retour text NOT NULL,
    berichtversie integer NOT NULL,
    berichtsubversie integer NOT NULL,
    xsd_versie text NOT NULL,
    geldig_van date NOT NULL,
    geldig_tot date,
    bron text NOT NULL,
    PRIMARY KEY (code, naamruimte, geldig_van)
);
INSERT INTO berichtsoort VALUES
    ('458', '459', 'WMO', 'urn:nl:pgb-keten:ipgb:2.1:WMO501', 'urn:nl:pgb-keten:ipgb:2.1:WMO502',
     2, 1, '1.0.0', '2018-01-01', NULL, 'iPgb 2.1 informatiemodel; namespace niet officieel'),
    ('460', '461', 'JW', 'urn:nl:pgb-keten:ipgb:2.1:JW501', 'urn:nl:pgb-keten:ipgb:2.1:JW502',
     2, 1, '1.0.0', '2018-01-01', NULL, 'iPgb 2.1 informatiemodel; namespace niet officieel'),
    ('462', '463', 'WLZ', 'urn:nl:pgb-keten:ipgb:2.1:WLZ501', 'urn:nl:pgb-keten:ipgb:2.1:WLZ502',
     2, 1, '1.0.0', '2018-01-01', NULL, 'iPgb 2.1 informatiemodel; namespace niet officieel');

CREATE SEQUENCE retour_nummer;

-- Every message that came in with the answer it got; insert-only. What could not be read at all
-- is kept too, under the organisation that sent it.
CREATE TABLE bericht (
    id uuid PRIMARY KEY,
    -- The sender; for what names no known sender the verstrekker of the caller (the nil UUID for
    -- a national caller), so that nobody else sees it.
    verstrekker_id uuid NOT NULL,
    -- Message code; NULL for what could not be read.
    code text,
    identificatie text,
    -- Whether this is the message that used up the identification (TR056).
    eerste boolean NOT NULL,
    -- xml or json.
    vorm text NOT NULL CHECK (vorm IN ('xml', 'json')),
    -- Keyed reference to the exact bytes.
    inhoud_ref text NOT NULL,
    -- Sealed: the message as it came, the answer as it went.
    inhoud bytea NOT NULL,
    antwoord bytea NOT NULL,
    -- 200 with a retour, or the status of the problem.
    antwoord_status smallint NOT NULL,
    goed boolean NOT NULL,
    ontvangen_van text NOT NULL,
    vastgelegd_op timestamptz NOT NULL
);
CREATE UNIQUE INDEX bericht_identificatie_eenmalig
    ON bericht (verstrekker_id, code, identificatie) WHERE eerste;
CREATE INDEX bericht_identificatie ON bericht (verstrekker_id, code, identificatie, inhoud_ref);
CREATE TRIGGER bericht_insert_only BEFORE UPDATE OR DELETE ON bericht
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE bericht ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON bericht USING (in_scope(verstrekker_id));
