-- The receipt of a toets: exact bytes, from which anybody can make the same judgement again.
CREATE TABLE toetsbewijs (
    toets_id uuid PRIMARY KEY REFERENCES toets (id),
    verstrekkers uuid[] NOT NULL,
    modus text NOT NULL CONSTRAINT toetsbewijs_modus CHECK (modus IN ('nieuw', 'bestaand')),
    uitgave integer NOT NULL CONSTRAINT toetsbewijs_uitgave CHECK (uitgave > 0),
    hash text NOT NULL CONSTRAINT toetsbewijs_hash CHECK (hash ~ '^[0-9a-f]{64}$'),
    tekst text NOT NULL
);
CREATE TRIGGER toetsbewijs_is_insert_only BEFORE UPDATE OR DELETE ON toetsbewijs
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE toetsbewijs ENABLE ROW LEVEL SECURITY;
ALTER TABLE toetsbewijs FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON toetsbewijs
    USING (EXISTS (SELECT 1 FROM unnest(verstrekkers) AS verstrekker WHERE in_scope(verstrekker)));
CREATE INDEX toets_by_day ON toets (vastgelegd_op);
