-- Which 507 went out through a folder; insert-only.
CREATE TABLE budgetafsluiting_bezorging (
    budgetafsluiting_id uuid PRIMARY KEY REFERENCES budgetafsluiting,
    verstrekker_id uuid NOT NULL,
    -- ggk or vecozo.
    weg text NOT NULL CONSTRAINT budgetafsluiting_bezorging_weg CHECK (weg IN ('ggk', 'vecozo')),
    bezorgd_op timestamptz NOT NULL
);
CREATE TRIGGER budgetafsluiting_bezorging_insert_only BEFORE UPDATE OR DELETE ON budgetafsluiting_bezorging
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE budgetafsluiting_bezorging ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON budgetafsluiting_bezorging USING (in_scope(verstrekker_id));
