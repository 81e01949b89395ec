-- A claim is judged again when something it rests on changes, by the same engine and from what was
-- handed in. So all that was handed in is kept, and the lines and the head row hold what is true
-- now; every decision, and every act of a person that led to one, stays in rows that never change.

ALTER TABLE declaratie
    -- What the engine reads of a claim besides its columns: references of payee and account, signature.
    ADD COLUMN opgave jsonb NOT NULL DEFAULT '{}',
    -- Letters of the classes that the checks found: part of 'SHUA'.
    ADD COLUMN klassen text NOT NULL DEFAULT '',
    -- Last day on which a claim in uitval can be repaired.
    ADD COLUMN hersteltermijn date,
    -- A person refused it or its term passed: no later fact changes it.
    ADD COLUMN gesloten boolean NOT NULL DEFAULT false;
CREATE INDEX declaratie_werkvoorraad ON declaratie (verstrekker_id, id) WHERE klassen <> '';
CREATE INDEX declaratie_hersteltermijn ON declaratie (hersteltermijn, id)
    WHERE hersteltermijn IS NOT NULL;

ALTER TABLE declaratie_versie DROP CONSTRAINT declaratie_versie_aanleiding;
ALTER TABLE declaratie_versie ADD CONSTRAINT declaratie_versie_aanleiding CHECK (aanleiding IN
    ('indiening', 'wijziging', 'intrekking', 'herstel', 'vrijgave', 'afwijzing', 'verloop',
     'toekenning', 'omstandigheid', 'beoordeling', 'einde'));

-- What a person did with a claim: repaired, released or refused it.
CREATE TABLE declaratie_handeling (
    id uuid PRIMARY KEY,
    declaratie_id uuid NOT NULL,
    verstrekker_id uuid NOT NULL,
    soort text NOT NULL CONSTRAINT declaratie_handeling_soort
        CHECK (soort IN ('herstel', 'vrijgave', 'afwijzing')),
    -- Of a release: the check and what it had found.
    check_id text,
    gebrek text,
    -- Of a repair: the claim before and after, as the engine reads it.
    oud jsonb,
    nieuw jsonb,
    -- Of a refusal: the legal ground (Rlz 5.23 lid 4), a to f.
    grond text CONSTRAINT declaratie_handeling_grond CHECK (grond IN ('a', 'b', 'c', 'd', 'e', 'f')),
    reden text NOT NULL,
    door text NOT NULL,
    vastgelegd_op timestamptz NOT NULL,
    CONSTRAINT declaratie_handeling_vrijgave
        CHECK ((soort = 'vrijgave') = (check_id IS NOT NULL AND gebrek IS NOT NULL)),
    CONSTRAINT declaratie_handeling_herstel
        CHECK ((soort = 'herstel') = (oud IS NOT NULL AND nieuw IS NOT NULL)),
    CONSTRAINT declaratie_handeling_afwijzing CHECK ((soort = 'afwijzing') = (grond IS NOT NULL))
);
CREATE INDEX declaratie_handeling_declaratie ON declaratie_handeling (declaratie_id);
CREATE TRIGGER declaratie_handeling_insert_only BEFORE UPDATE OR DELETE ON declaratie_handeling
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE declaratie_handeling ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON declaratie_handeling USING (in_scope(verstrekker_id));

-- Lines say what is claimed and counts now; the decisions beside them say what was.
DROP TRIGGER declaratieregel_insert_only ON declaratieregel;
CREATE FUNCTION only_restate_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
        OR (OLD.declaratie_id, OLD.volgnummer, OLD.zorgovereenkomst_id, OLD.verstrekker_id)
        IS DISTINCT FROM
        (NEW.declaratie_id, NEW.volgnummer, NEW.zorgovereenkomst_id, NEW.verstrekker_id) THEN
        RAISE EXCEPTION 'a line of % is never removed or moved', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER declaratieregel_only_restated BEFORE UPDATE OR DELETE ON declaratieregel
    FOR EACH ROW EXECUTE FUNCTION only_restate_line();

-- Rates that were known once: a claim at such a rate is valued at the one that holds now.
CREATE INDEX zorgovereenkomst_regel_toen ON zorgovereenkomst_regel (zorgovereenkomst_id)
    WHERE vervangen_op IS NOT NULL;

INSERT INTO limiet (naam, wet, waarde, geldig_van, bron, status) VALUES
    ('hersteltermijn_dagen', NULL, 14, '2015-01-01', 'eigen keuze van de keten', 'onbevestigd'),
    ('betaaltermijn_dagen', NULL, 30, '2015-01-01', 'Regeling langdurige zorg 5.23 lid 5', 'bevestigd'),
    ('betaaltermijn_loon_dagen', NULL, 10, '2015-01-01', 'Regeling langdurige zorg 5.23 lid 5', 'bevestigd'),
    ('servicenorm_werkdagen', NULL, 5, '2015-01-01', 'eigen keuze van de keten', 'onbevestigd'),
    ('vier_ogen_cent', NULL, 2500000, '2015-01-01', 'eigen keuze van de keten', 'onbevestigd'),
    ('rekening_nieuw_dagen', NULL, 7, '2015-01-01', 'eigen keuze van de keten', 'onbevestigd'),
    ('jaargrens_maanddag', 'WLZ', 401, '2015-01-01', 'zorgkantoren: declareren voor 1 april', 'bevestigd'),
    ('atw_week_max', NULL, 6000, '2015-01-01', 'Arbeidstijdenwet 5:7', 'bevestigd'),
    ('atw_vier_weken_gemiddeld', NULL, 5500, '2015-01-01', 'Arbeidstijdenwet 5:7', 'bevestigd'),
    ('atw_zestien_weken_gemiddeld', NULL, 4800, '2015-01-01', 'Arbeidstijdenwet 5:7', 'bevestigd'),
    ('feestdagen_max_cent', NULL, 27200, '2015-01-01', 'SVB, feestdagenuitkering (oudere pagina)', 'onbevestigd'),
    ('buitenland_dagen', 'WLZ', 91, '2015-01-01', 'Besluit langdurige zorg 3.7.2', 'bevestigd');
