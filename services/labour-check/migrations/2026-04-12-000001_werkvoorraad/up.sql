-- Grounds of a decision, and the second pair of eyes where it departs from the engine.
ALTER TABLE beoordeling
    ADD COLUMN grond text
        CONSTRAINT beoordeling_grond CHECK (grond IN ('strijdMetRecht', 'uitvoerbaarheid')),
    ADD COLUMN artikelen text[] NOT NULL DEFAULT '{}',
    ADD COLUMN tweede_oin text,
    ADD COLUMN tweede_sub text,
    ADD CONSTRAINT beoordeling_two_people
        CHECK (tweede_sub IS NULL OR (tweede_oin, tweede_sub) <> (door_oin, door_sub));

-- A decision that departs from the engine waits here for a second person.
CREATE TABLE beoordelingsvoorstel (
    id uuid PRIMARY KEY,
    toets_id uuid NOT NULL REFERENCES toets (id),
    verstrekkers uuid[] NOT NULL,
    oordeel text NOT NULL CONSTRAINT beoordelingsvoorstel_oordeel CHECK (oordeel IN ('goed', 'fout')),
    reden text NOT NULL,
    grond text CONSTRAINT beoordelingsvoorstel_grond CHECK (grond IN ('strijdMetRecht', 'uitvoerbaarheid')),
    artikelen text[] NOT NULL,
    door_oin text NOT NULL,
    door_sub text NOT NULL,
    vastgelegd_op timestamptz NOT NULL,
    CONSTRAINT beoordelingsvoorstel_once UNIQUE (toets_id)
);
CREATE TRIGGER beoordelingsvoorstel_is_insert_only BEFORE UPDATE OR DELETE ON beoordelingsvoorstel
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE beoordelingsvoorstel ENABLE ROW LEVEL SECURITY;
ALTER TABLE beoordelingsvoorstel FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON beoordelingsvoorstel
    USING (EXISTS (SELECT 1 FROM unnest(verstrekkers) AS verstrekker WHERE in_scope(verstrekker)));

-- Who performs the toets for a verstrekker, from a day on: the SVB or itself. Never changed: a
-- later choice is a later row.
CREATE TABLE toetskeuze (
    id uuid PRIMARY KEY,
    verstrekker_id uuid NOT NULL,
    van date NOT NULL,
    uitvoerder text NOT NULL CONSTRAINT toetskeuze_uitvoerder CHECK (uitvoerder IN ('svb', 'verstrekker')),
    door_oin text NOT NULL,
    door_sub text NOT NULL,
    vastgelegd_op timestamptz NOT NULL,
    CONSTRAINT toetskeuze_once UNIQUE (verstrekker_id, van)
);
CREATE TRIGGER toetskeuze_is_insert_only BEFORE UPDATE OR DELETE ON toetskeuze
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE toetskeuze ENABLE ROW LEVEL SECURITY;
ALTER TABLE toetskeuze FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON toetskeuze USING (in_scope(verstrekker_id));
