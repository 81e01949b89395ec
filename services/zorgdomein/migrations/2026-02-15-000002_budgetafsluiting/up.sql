-- Budget closings (iPgb 507) and their answers (508).

-- The terms, dated. Which term counts is that of the day on which the closing is planned.
CREATE TABLE afsluiting_instelling (
    geldig_van date PRIMARY KEY,
    -- Days from the end of a functiebudget, from 31 December, and from a conflicting message.
    dagen_einde integer NOT NULL CHECK (dagen_einde >= 0),
    dagen_jaareinde integer NOT NULL CHECK (dagen_jaareinde >= 0),
    dagen_conflict integer NOT NULL CHECK (dagen_conflict >= 0),
    -- A day in the weekend stays, or moves to Monday.
    weekend text NOT NULL CONSTRAINT afsluiting_instelling_weekend CHECK (weekend IN ('blijft', 'maandag')),
    bron text NOT NULL,
    -- Whether somebody has checked the figures against the source.
    status text NOT NULL CONSTRAINT afsluiting_instelling_status CHECK (status IN ('gecontroleerd', 'ongecontroleerd'))
);
INSERT INTO afsluiting_instelling VALUES
    ('2018-01-01', 98, 98, 1, 'blijft', 'iPgb 2.1 informatiemodel, OP521, OP522 en OP530', 'gecontroleerd');

-- When which pot must be looked at. A row is handled once.
CREATE TABLE afsluiting_agenda (
    pot_id uuid NOT NULL REFERENCES pot,
    -- PGB507: 1 end of the period, 2 end of the year, 3 conflict.
    reden smallint NOT NULL CONSTRAINT afsluiting_agenda_reden CHECK (reden BETWEEN 1 AND 3),
    -- The day that caused it.
    aanleiding date NOT NULL,
    toekenning_versie bigint NOT NULL,
    toekenning_id uuid NOT NULL REFERENCES toekenning,
    verstrekker_id uuid NOT NULL,
    budgethouder_id uuid NOT NULL,
    op date NOT NULL,
    afgehandeld_op timestamptz,
    -- What came of it: a line in a message, nothing to say, or overtaken by a newer version.
    uitkomst text CONSTRAINT afsluiting_agenda_uitkomst CHECK (uitkomst IN ('gemeld', 'niets', 'vervallen')),
    CONSTRAINT afsluiting_agenda_af CHECK ((afgehandeld_op IS NULL) = (uitkomst IS NULL)),
    PRIMARY KEY (pot_id, reden, aanleiding, toekenning_versie)
);
CREATE INDEX afsluiting_agenda_open ON afsluiting_agenda (op, verstrekker_id) WHERE afgehandeld_op IS NULL;

CREATE SEQUENCE afsluiting_nummer;

-- A 507 as it was made; insert-only.
CREATE TABLE budgetafsluiting (
    id uuid PRIMARY KEY,
    verstrekker_id uuid NOT NULL,
    budgethouder_id uuid NOT NULL,
    toekenning_id uuid NOT NULL REFERENCES toekenning,
    wet text NOT NULL,
    code text NOT NULL,
    identificatie text NOT NULL CONSTRAINT budgetafsluiting_identificatie_uniek UNIQUE,
    dagtekening date NOT NULL,
    -- Sealed XML.
    inhoud bytea NOT NULL,
    vastgelegd_op timestamptz NOT NULL
);
CREATE INDEX budgetafsluiting_verstrekker ON budgetafsluiting (verstrekker_id, id);
CREATE INDEX budgetafsluiting_toekenning ON budgetafsluiting (toekenning_id);

CREATE TABLE budgetafsluiting_regel (
    budgetafsluiting_id uuid NOT NULL REFERENCES budgetafsluiting,
    nummer integer NOT NULL,
    verstrekker_id uuid NOT NULL,
    budgethouder_id uuid NOT NULL,
    pot_id uuid NOT NULL REFERENCES pot,
    reden smallint NOT NULL CHECK (reden BETWEEN 1 AND 3),
    budget_identificatie text NOT NULL,
    zorgfunctie text NOT NULL,
    geldig_van date NOT NULL,
    -- Half-open.
    geldig_tot date NOT NULL,
    besteed bigint NOT NULL CHECK (besteed >= 0),
    verantwoordingsvrij_besteed bigint CHECK (verantwoordingsvrij_besteed >= 0),
    ziekengeld bigint CHECK (ziekengeld >= 0),
    PRIMARY KEY (budgetafsluiting_id, nummer)
);

-- The answer of the verstrekker, once; insert-only.
CREATE TABLE budgetafsluiting_retour (
    budgetafsluiting_id uuid PRIMARY KEY REFERENCES budgetafsluiting,
    verstrekker_id uuid NOT NULL,
    identificatie_retour text NOT NULL,
    dagtekening_retour date NOT NULL,
    codes text[] NOT NULL,
    -- Sealed 508, when it came as XML.
    inhoud bytea,
    ontvangen_van text NOT NULL,
    vastgelegd_op timestamptz NOT NULL
);

CREATE TRIGGER budgetafsluiting_insert_only BEFORE UPDATE OR DELETE ON budgetafsluiting
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER budgetafsluiting_regel_insert_only BEFORE UPDATE OR DELETE ON budgetafsluiting_regel
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER budgetafsluiting_retour_insert_only BEFORE UPDATE OR DELETE ON budgetafsluiting_retour
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY
        ARRAY['afsluiting_agenda', 'budgetafsluiting', 'budgetafsluiting_regel', 'budgetafsluiting_retour']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY scope ON %I USING (in_scope(verstrekker_id))', name);
    END LOOP;
END $$;
