-- Which state may follow which (payments:6.2). A forbidden step is a database error, and every step
-- that is taken leaves a row with its cause.

CREATE TABLE overgang (
    soort text NOT NULL,
    van   text NOT NULL,
    naar  text NOT NULL,
    PRIMARY KEY (soort, van, naar)
);
INSERT INTO overgang (soort, van, naar) VALUES
    ('betaling', 'gereed', 'aangehouden'),
    ('betaling', 'gereed', 'in_run'),
    ('betaling', 'gereed', 'vervallen'),
    ('betaling', 'aangehouden', 'gereed'),
    ('betaling', 'aangehouden', 'vervallen'),
    ('betaling', 'in_run', 'gereed'),
    ('betaling', 'in_run', 'aangehouden'),
    ('betaling', 'in_run', 'vervallen'),
    ('betaling', 'in_run', 'verzonden'),
    ('betaling', 'in_run', 'geaccepteerd'),
    ('betaling', 'in_run', 'betaald'),
    ('betaling', 'verzonden', 'geaccepteerd'),
    ('betaling', 'verzonden', 'aangehouden'),
    ('betaling', 'verzonden', 'vervallen'),
    ('betaling', 'verzonden', 'betaald'),
    ('betaling', 'geaccepteerd', 'aangehouden'),
    ('betaling', 'geaccepteerd', 'vervallen'),
    ('betaling', 'geaccepteerd', 'betaald'),
    ('betaling', 'betaald', 'teruggekomen'),
    ('betaling', 'betaald', 'vervallen'),
    ('betaling', 'teruggekomen', 'gereed'),
    ('betaling', 'teruggekomen', 'aangehouden'),
    ('betaling', 'teruggekomen', 'vervallen'),
    ('poging', 'aangemaakt', 'in_bestand'),
    ('poging', 'aangemaakt', 'vervallen'),
    ('poging', 'in_bestand', 'verzonden'),
    ('poging', 'in_bestand', 'geaccepteerd'),
    ('poging', 'in_bestand', 'afgewezen'),
    ('poging', 'in_bestand', 'geboekt'),
    ('poging', 'verzonden', 'geaccepteerd'),
    ('poging', 'verzonden', 'afgewezen'),
    ('poging', 'verzonden', 'geboekt'),
    ('poging', 'geaccepteerd', 'afgewezen'),
    ('poging', 'geaccepteerd', 'geboekt'),
    ('poging', 'geboekt', 'teruggekomen'),
    ('betaalrun', 'concept', 'vergrendeld'),
    ('betaalrun', 'concept', 'geannuleerd'),
    ('betaalrun', 'vergrendeld', 'gecontroleerd'),
    ('betaalrun', 'vergrendeld', 'geannuleerd'),
    ('betaalrun', 'gecontroleerd', 'goedgekeurd'),
    ('betaalrun', 'gecontroleerd', 'vergrendeld'),
    ('betaalrun', 'gecontroleerd', 'geannuleerd'),
    ('betaalrun', 'goedgekeurd', 'vrijgegeven'),
    ('betaalrun', 'goedgekeurd', 'vergrendeld'),
    ('betaalrun', 'goedgekeurd', 'geannuleerd'),
    ('betaalrun', 'vrijgegeven', 'verzonden'),
    ('betaalrun', 'vrijgegeven', 'geboekt'),
    ('betaalrun', 'verzonden', 'geboekt'),
    ('betaalrun', 'geboekt', 'afgesloten'),
    ('bestand', 'gebouwd', 'verzenden'),
    ('bestand', 'verzenden', 'verzonden'),
    ('bestand', 'verzenden', 'onbekend'),
    ('bestand', 'onbekend', 'verzenden'),
    ('bestand', 'verzenden', 'ontvangen'),
    ('bestand', 'verzenden', 'geaccepteerd'),
    ('bestand', 'verzenden', 'deels_afgewezen'),
    ('bestand', 'verzenden', 'afgewezen'),
    ('bestand', 'verzenden', 'geboekt'),
    ('bestand', 'onbekend', 'ontvangen'),
    ('bestand', 'onbekend', 'geaccepteerd'),
    ('bestand', 'onbekend', 'deels_afgewezen'),
    ('bestand', 'onbekend', 'afgewezen'),
    ('bestand', 'onbekend', 'geboekt'),
    ('bestand', 'verzonden', 'ontvangen'),
    ('bestand', 'verzonden', 'geaccepteerd'),
    ('bestand', 'verzonden', 'deels_afgewezen'),
    ('bestand', 'verzonden', 'afgewezen'),
    ('bestand', 'verzonden', 'geboekt'),
    ('bestand', 'ontvangen', 'geaccepteerd'),
    ('bestand', 'ontvangen', 'deels_afgewezen'),
    ('bestand', 'ontvangen', 'afgewezen'),
    ('bestand', 'ontvangen', 'geboekt'),
    ('bestand', 'geaccepteerd', 'deels_afgewezen'),
    ('bestand', 'geaccepteerd', 'afgewezen'),
    ('bestand', 'geaccepteerd', 'geboekt'),
    ('bestand', 'deels_afgewezen', 'afgewezen'),
    ('bestand', 'deels_afgewezen', 'geboekt');

CREATE TABLE staatswijziging (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    verstrekker_id uuid NOT NULL,
    soort          text NOT NULL,
    onderwerp      uuid NOT NULL,
    van            text NOT NULL,
    naar           text NOT NULL,
    -- The act, message or rule that caused it, as the flow named it.
    oorzaak        text NOT NULL,
    op             timestamptz NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE staatswijziging ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON staatswijziging USING (in_scope(verstrekker_id));
CREATE INDEX staatswijziging_onderwerp ON staatswijziging (onderwerp);
CREATE TRIGGER staatswijziging_insert_only BEFORE UPDATE OR DELETE ON staatswijziging
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION controleer_overgang() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM overgang
                   WHERE soort = TG_TABLE_NAME AND van = OLD.staat AND naar = NEW.staat) THEN
        RAISE EXCEPTION '% may not go from % to %', TG_TABLE_NAME, OLD.staat, NEW.staat
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = 'overgang_toegestaan';
    END IF;
    INSERT INTO staatswijziging (verstrekker_id, soort, onderwerp, van, naar, oorzaak)
    VALUES (NEW.verstrekker_id, TG_TABLE_NAME, NEW.id, OLD.staat, NEW.staat,
            coalesce(nullif(current_setting('pgb.oorzaak', true), ''), 'onbekend'));
    RETURN NEW;
END
$$;
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['betaling', 'poging', 'betaalrun', 'bestand'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OF staat ON %I FOR EACH ROW
            WHEN (OLD.staat IS DISTINCT FROM NEW.staat) EXECUTE FUNCTION controleer_overgang()',
            t || '_overgang', t);
    END LOOP;
END
$$;
