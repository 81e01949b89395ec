-- The policy of a verstrekker per law and year (R-GEM-03), and his mandates with law and task
-- (R-ORG-02), both with every version that ever held.
CREATE TABLE verstrekker_beleid (
    verstrekker_id uuid NOT NULL REFERENCES verstrekker,
    wet text NOT NULL CHECK (wet IN ('WMO', 'JW', 'WLZ', 'ZVW')),
    jaar smallint NOT NULL CHECK (jaar BETWEEN 2018 AND 2100),
    versie bigint NOT NULL CHECK (versie > 0),
    inhoud jsonb NOT NULL,
    -- The organisation that wrote it.
    vastgelegd_door text NOT NULL,
    vastgelegd_op timestamptz NOT NULL,
    CONSTRAINT verstrekker_beleid_versie PRIMARY KEY (verstrekker_id, wet, jaar, versie)
);
CREATE TRIGGER verstrekker_beleid_insert_only BEFORE UPDATE OR DELETE ON verstrekker_beleid
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE verstrekker_beleid ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON verstrekker_beleid USING (in_scope(verstrekker_id));

-- NULL: every law, every task.
ALTER TABLE verstrekker_mandaat
    ADD COLUMN wetten text[],
    ADD COLUMN taken text[];

CREATE TABLE verstrekker_mandaat_versie (
    verstrekker_id uuid NOT NULL REFERENCES verstrekker,
    -- The version of the fact that said it.
    versie bigint NOT NULL,
    inhoud jsonb NOT NULL,
    vastgelegd_door text NOT NULL,
    vastgelegd_op timestamptz NOT NULL,
    PRIMARY KEY (verstrekker_id, versie)
);
CREATE TRIGGER verstrekker_mandaat_versie_insert_only BEFORE UPDATE OR DELETE ON verstrekker_mandaat_versie
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE verstrekker_mandaat_versie ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON verstrekker_mandaat_versie USING (in_scope(verstrekker_id));
