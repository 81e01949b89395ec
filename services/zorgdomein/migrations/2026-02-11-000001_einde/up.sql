-- Every kind of change of an agreement in one list, and how far back each verstrekker lets a change
-- of its lines reach.
ALTER TABLE zorgovereenkomst_wijziging
    ADD COLUMN soort text NOT NULL DEFAULT 'tarief'
        CONSTRAINT zorgovereenkomst_wijziging_soort
        CHECK (soort IN ('tarief', 'verlenging', 'einde')),
    -- The last day from now on; NULL is for an indefinite time.
    ADD COLUMN einddatum date,
    ADD COLUMN reden text;

-- As judged for whom: an ended agreement says why.
ALTER TABLE zorgovereenkomst ADD COLUMN eindreden text;
CREATE INDEX zorgovereenkomst_zorgverlener ON zorgovereenkomst (zorgverlener_id);

-- How many whole months before the month of receipt a change may reach back (pgb:R-WIJ-03), where
-- a verstrekker sets it otherwise than the general limit.
CREATE TABLE twk_limiet (
    verstrekker_id uuid NOT NULL,
    -- NULL: for every law.
    wet text,
    maanden integer NOT NULL CONSTRAINT twk_limiet_maanden CHECK (maanden BETWEEN 0 AND 120),
    geldig_van date NOT NULL,
    vastgelegd_door text NOT NULL,
    vastgelegd_op timestamptz NOT NULL
);
CREATE INDEX twk_limiet_verstrekker ON twk_limiet (verstrekker_id);
CREATE TRIGGER twk_limiet_insert_only BEFORE UPDATE OR DELETE ON twk_limiet
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE twk_limiet ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON twk_limiet USING (in_scope(verstrekker_id));
