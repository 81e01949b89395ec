-- A version of a toekenning may also come of a shift between its pots: no message then, and the
-- budget keeps its identification.
ALTER TABLE toekenning_versie ALTER COLUMN bericht_id DROP NOT NULL;
ALTER TABLE toekenning_versie DROP CONSTRAINT toekenning_budget_eenmalig;
CREATE UNIQUE INDEX toekenning_budget_eenmalig
    ON toekenning_versie (verstrekker_id, budgethouder_id, budget_identificatie)
    WHERE bericht_id IS NOT NULL;

CREATE TABLE verschuiving (
    id uuid PRIMARY KEY,
    toekenning_id uuid NOT NULL REFERENCES toekenning,
    toekenning_versie bigint NOT NULL,
    verstrekker_id uuid NOT NULL,
    budgethouder_id uuid NOT NULL,
    van_pot_id uuid NOT NULL REFERENCES pot,
    naar_pot_id uuid NOT NULL REFERENCES pot,
    bedrag bigint NOT NULL CHECK (bedrag > 0),
    reden text NOT NULL,
    vastgelegd_door text NOT NULL,
    vastgelegd_op timestamptz NOT NULL,
    CONSTRAINT verschuiving_versie UNIQUE (toekenning_id, toekenning_versie),
    CONSTRAINT verschuiving_potten CHECK (van_pot_id <> naar_pot_id)
);

-- How the amount of a Wlz budget came about (Rlz 5.19): sealed, because the profile says much.
CREATE TABLE toekenning_berekening (
    toekenning_id uuid NOT NULL REFERENCES toekenning,
    toekenning_versie bigint NOT NULL,
    verstrekker_id uuid NOT NULL,
    budgethouder_id uuid NOT NULL,
    inhoud bytea NOT NULL,
    vastgelegd_door text NOT NULL,
    vastgelegd_op timestamptz NOT NULL,
    CONSTRAINT toekenning_berekening_eenmalig PRIMARY KEY (toekenning_id, toekenning_versie)
);
CREATE TRIGGER verschuiving_insert_only BEFORE UPDATE OR DELETE ON verschuiving
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER toekenning_berekening_insert_only BEFORE UPDATE OR DELETE ON toekenning_berekening
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['verschuiving', 'toekenning_berekening']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY scope ON %I USING (in_scope(verstrekker_id) '
            'OR budgethouder_id = persoon_in_scope())', name);
    END LOOP;
END $$;
