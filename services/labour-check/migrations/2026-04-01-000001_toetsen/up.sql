-- One judged version of one agreement. Never changed: a later judgement of a person is a row of
-- its own, and a re-check is a new toets.
CREATE TABLE toets (
    id uuid PRIMARY KEY,
    zorgovereenkomst_id uuid NOT NULL,
    overeenkomst_versie bigint NOT NULL,
    verstrekkers uuid[] NOT NULL,
    kennisdatum date NOT NULL,
    uitkomst text NOT NULL
        CHECK (uitkomst IN ('akkoord', 'akkoordMetWaarschuwing', 'handmatigeBeoordeling', 'afgekeurd')),
    feiten jsonb NOT NULL,
    bevindingen jsonb NOT NULL,
    vastgelegd_op timestamptz NOT NULL,
    CONSTRAINT toets_once UNIQUE (zorgovereenkomst_id, overeenkomst_versie)
);
CREATE TRIGGER toets_is_insert_only BEFORE UPDATE OR DELETE ON toets
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE toets ENABLE ROW LEVEL SECURITY;
ALTER TABLE toets FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON toets
    USING (EXISTS (SELECT 1 FROM unnest(verstrekkers) AS verstrekker WHERE in_scope(verstrekker)));
CREATE INDEX toets_by_uitkomst ON toets (uitkomst, id);

-- What a person decided where the toets left it to one.
CREATE TABLE beoordeling (
    id uuid PRIMARY KEY,
    toets_id uuid NOT NULL REFERENCES toets (id),
    verstrekkers uuid[] NOT NULL,
    oordeel text NOT NULL CHECK (oordeel IN ('goed', 'fout')),
    reden text NOT NULL,
    door_oin text NOT NULL,
    door_sub text NOT NULL,
    vastgelegd_op timestamptz NOT NULL,
    CONSTRAINT beoordeling_once UNIQUE (toets_id)
);
CREATE TRIGGER beoordeling_is_insert_only BEFORE UPDATE OR DELETE ON beoordeling
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE beoordeling ENABLE ROW LEVEL SECURITY;
ALTER TABLE beoordeling FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON beoordeling
    USING (EXISTS (SELECT 1 FROM unnest(verstrekkers) AS verstrekker WHERE in_scope(verstrekker)));

-- How often the answer about an agreement was said: the versie of zorgovereenkomst-getoetst.
CREATE TABLE gezegd (
    zorgovereenkomst_id uuid PRIMARY KEY,
    versie bigint NOT NULL
);
