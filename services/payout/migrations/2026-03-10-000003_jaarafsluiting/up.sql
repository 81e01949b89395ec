-- The budget year of a verstrekker and a law: open (no row), closed, settled (payments:I14,
-- pgb:R-JAA-04). A closed year takes late claims while its verstrekker allows them.

CREATE TABLE jaarafsluiting (
    id             uuid PRIMARY KEY,
    verstrekker_id uuid NOT NULL,
    wet            text NOT NULL CONSTRAINT jaarafsluiting_wet CHECK (wet IN ('WMO', 'JW', 'WLZ', 'ZVW')),
    jaar           smallint NOT NULL,
    staat          text NOT NULL
        CONSTRAINT jaarafsluiting_staat CHECK (staat IN ('afgesloten', 'definitief')),
    -- What was released, over all pots.
    vrijgevallen   bigint NOT NULL,
    afgesloten_op  timestamptz NOT NULL,
    afgesloten_door text NOT NULL,
    definitief_op  timestamptz,
    definitief_door text,
    CONSTRAINT jaarafsluiting_eenmaal UNIQUE (verstrekker_id, wet, jaar),
    CONSTRAINT jaarafsluiting_vier_ogen CHECK (definitief_door <> afgesloten_door),
    CONSTRAINT jaarafsluiting_definitief CHECK ((staat = 'definitief') = (definitief_door IS NOT NULL))
);
INSERT INTO overgang (soort, van, naar) VALUES ('jaarafsluiting', 'afgesloten', 'definitief');
CREATE TRIGGER jaarafsluiting_overgang BEFORE UPDATE OF staat ON jaarafsluiting FOR EACH ROW
    WHEN (OLD.staat IS DISTINCT FROM NEW.staat) EXECUTE FUNCTION controleer_overgang();
CREATE TRIGGER jaarafsluiting_blijft BEFORE DELETE ON jaarafsluiting
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The last row of a year decides whether late claims are taken.
CREATE TABLE openstelling (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    verstrekker_id uuid NOT NULL,
    wet            text NOT NULL,
    jaar           smallint NOT NULL,
    open           boolean NOT NULL,
    reden          text NOT NULL,
    door           text NOT NULL,
    op             timestamptz NOT NULL
);
CREATE INDEX openstelling_jaar ON openstelling (verstrekker_id, wet, jaar, id);
CREATE TRIGGER openstelling_insert_only BEFORE UPDATE OR DELETE ON openstelling
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['jaarafsluiting', 'openstelling'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY scope ON %I USING (in_scope(verstrekker_id))', t);
    END LOOP;
END
$$;

-- Of what must come back: what was restored at once (a policy of the verstrekker). And what is
-- settled: collected apart, or waived.
ALTER TABLE betaling_deel ADD COLUMN hersteld bigint NOT NULL DEFAULT 0,
    ADD COLUMN geind bigint NOT NULL DEFAULT 0, ADD COLUMN kwijt bigint NOT NULL DEFAULT 0;
ALTER TABLE betaling_deel ADD CONSTRAINT betaling_deel_hersteld CHECK (hersteld BETWEEN 0 AND terug),
    ADD CONSTRAINT betaling_deel_afgedaan CHECK (geind >= 0 AND kwijt >= 0);
