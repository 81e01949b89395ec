-- A file of unknown fate is sent again only after the bank has said that it does not have it, and
-- then as the same bytes under the same reference (payments:0.1, payments:4.5).
-- What is moved here is everybody's; row-level security binds the owner too.
SET LOCAL pgb.scope = 'landelijk';

-- Which sending is under way, or was the last one.
ALTER TABLE bestand ADD COLUMN verzending integer NOT NULL DEFAULT 0;
UPDATE bestand SET verzending = 1 WHERE staat <> 'gebouwd';

CREATE TABLE bankvraag (
    id             uuid PRIMARY KEY,
    verstrekker_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    bestand_id     uuid NOT NULL REFERENCES bestand,
    -- About which sending.
    verzending     integer NOT NULL,
    -- Over the channel itself, or by a person who asked the bank and kept the evidence.
    wijze          text NOT NULL CONSTRAINT bankvraag_wijze CHECK (wijze IN ('kanaal', 'hand')),
    antwoord       text NOT NULL
        CONSTRAINT bankvraag_antwoord CHECK (antwoord IN ('aanwezig', 'afwezig', 'andere_inhoud')),
    -- SHA-256 of what the bank has.
    sha256         bytea,
    bewijs         text,
    door           text NOT NULL,
    op             timestamptz NOT NULL,
    CONSTRAINT bankvraag_bewijs CHECK (wijze = 'kanaal' OR bewijs IS NOT NULL)
);
CREATE INDEX bankvraag_bestand ON bankvraag (bestand_id, verzending);
ALTER TABLE bankvraag ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON bankvraag USING (in_scope(verstrekker_id));
CREATE TRIGGER bankvraag_insert_only BEFORE UPDATE OR DELETE ON bankvraag
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- No way round it, for whoever writes: the last thing the bank said of this sending must be that it
-- is not there, and who heard that from the bank by hand does not send it himself.
CREATE FUNCTION controleer_herzending() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE vraag bankvraag;
BEGIN
    SELECT * INTO vraag FROM bankvraag
        WHERE bestand_id = NEW.id AND verzending = OLD.verzending ORDER BY op DESC, id DESC LIMIT 1;
    IF vraag.antwoord IS DISTINCT FROM 'afwezig'
        OR (vraag.wijze = 'hand' AND vraag.door = NEW.verzonden_door) THEN
        RAISE EXCEPTION 'a file of unknown fate waits for the bank'
            USING ERRCODE = 'check_violation', TABLE = 'bestand',
                  CONSTRAINT = 'bestand_bank_gevraagd';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER bestand_herzending BEFORE UPDATE OF staat ON bestand FOR EACH ROW
    WHEN (OLD.staat = 'onbekend' AND NEW.staat = 'verzenden')
    EXECUTE FUNCTION controleer_herzending();
