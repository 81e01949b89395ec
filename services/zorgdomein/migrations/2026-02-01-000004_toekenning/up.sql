-- A toekenning is the whole chain of budgets that replaced one another.
CREATE TABLE toekenning (
    id uuid PRIMARY KEY,
    verstrekker_id uuid NOT NULL REFERENCES verstrekker,
    budgethouder_id uuid NOT NULL REFERENCES budgethouder,
    wet text NOT NULL CHECK (wet IN ('WMO', 'JW', 'WLZ', 'ZVW')),
    status text NOT NULL CHECK (status IN ('actief', 'vervangen', 'ingetrokken')),
    -- How often toekenning-vastgesteld has been said; equals the newest toekenning_versie.
    versie bigint NOT NULL,
    revisie bigint NOT NULL,
    vastgelegd_op timestamptz NOT NULL
);
CREATE INDEX toekenning_budgethouder ON toekenning (budgethouder_id);
CREATE INDEX toekenning_verstrekker ON toekenning (verstrekker_id, id);

-- One budget of the chain, as one message gave it; insert-only.
CREATE TABLE toekenning_versie (
    toekenning_id uuid NOT NULL REFERENCES toekenning,
    nummer bigint NOT NULL,
    verstrekker_id uuid NOT NULL,
    budgethouder_id uuid NOT NULL,
    bericht_id uuid NOT NULL REFERENCES bericht,
    budget_identificatie text NOT NULL,
    budget_identificatie_oud text,
    afgiftedatum date,
    ingangsdatum date,
    -- Inclusive, as the message says it.
    einddatum date,
    vastgelegd_op timestamptz NOT NULL,
    PRIMARY KEY (toekenning_id, nummer),
    -- TR574: never again by this sender for this person.
    CONSTRAINT toekenning_budget_eenmalig
        UNIQUE (verstrekker_id, budgethouder_id, budget_identificatie)
);
CREATE TRIGGER toekenning_versie_insert_only BEFORE UPDATE OR DELETE ON toekenning_versie
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A pot keeps its identity as long as (zorgfunctie, ingangsdatum) goes on in the chain.
CREATE TABLE pot (
    id uuid PRIMARY KEY,
    toekenning_id uuid NOT NULL REFERENCES toekenning,
    verstrekker_id uuid NOT NULL,
    budgethouder_id uuid NOT NULL,
    zorgfunctie text NOT NULL,
    ingangsdatum date NOT NULL,
    CONSTRAINT pot_eenmalig UNIQUE (toekenning_id, zorgfunctie, ingangsdatum)
);
CREATE INDEX pot_budgethouder ON pot (budgethouder_id);

-- What a pot holds since a version of its toekenning; insert-only. Known at a moment: the newest
-- row recorded by then.
CREATE TABLE pot_versie (
    pot_id uuid NOT NULL REFERENCES pot,
    toekenning_versie bigint NOT NULL,
    verstrekker_id uuid NOT NULL,
    budgethouder_id uuid NOT NULL,
    geldig_van date NOT NULL,
    -- Half-open.
    geldig_tot date,
    bedrag bigint NOT NULL CHECK (bedrag >= 0),
    verantwoordingsvrij bigint CHECK (verantwoordingsvrij >= 0 AND verantwoordingsvrij <= bedrag),
    vastgelegd_op timestamptz NOT NULL,
    PRIMARY KEY (pot_id, toekenning_versie),
    CONSTRAINT pot_versie_periode CHECK (geldig_tot > geldig_van)
);
CREATE TRIGGER pot_versie_insert_only BEFORE UPDATE OR DELETE ON pot_versie
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Who may act for a budgethouder under one toekenning (iPgb Relatie). A row that turned out
-- otherwise gets vervallen_op and is followed by rows that say how it is.
CREATE TABLE relatie (
    id uuid PRIMARY KEY,
    toekenning_id uuid NOT NULL REFERENCES toekenning,
    verstrekker_id uuid NOT NULL,
    budgethouder_id uuid NOT NULL,
    nummer text NOT NULL,
    -- COD473: 1 to 10.
    soort smallint NOT NULL CHECK (soort BETWEEN 1 AND 10),
    -- The person or firm, when the message gives a number.
    persoon_id uuid REFERENCES persoon,
    -- Sealed JSON: naam, organisatie, contact.
    gegevens bytea NOT NULL,
    -- Keyed reference to everything that makes a change.
    inhoud_ref text NOT NULL,
    geldig_van date NOT NULL,
    geldig_tot date,
    vastgelegd_op timestamptz NOT NULL,
    vervallen_op timestamptz,
    CONSTRAINT relatie_periode CHECK (geldig_tot >= geldig_van)
);
CREATE INDEX relatie_budgethouder ON relatie (budgethouder_id) WHERE vervallen_op IS NULL;
CREATE INDEX relatie_toekenning ON relatie (toekenning_id) WHERE vervallen_op IS NULL;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['toekenning', 'toekenning_versie', 'pot', 'pot_versie', 'relatie']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY scope ON %I USING (in_scope(verstrekker_id) '
            'OR budgethouder_id = persoon_in_scope())', name);
    END LOOP;
END $$;
