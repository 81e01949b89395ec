-- What a verstrekker writes down about a budgethouder and who acts for him: representation in its
-- legal form, the findings of Rlz 5.11, who manages the budget, pgb-vaardigheid, conversations and
-- visits, and whether a zorgverlener counts as formal. One row each, sealed; insert-only: what turns
-- out otherwise gets a row that replaces it.
CREATE TABLE dossierstuk (
    id uuid PRIMARY KEY,
    verstrekker_id uuid NOT NULL REFERENCES verstrekker,
    budgethouder_id uuid NOT NULL REFERENCES budgethouder,
    soort text NOT NULL CONSTRAINT dossierstuk_soort CHECK (soort IN ('vertegenwoordiging', 'bevindingen',
        'beheerder', 'pgbVaardigheid', 'bewustekeuzegesprek', 'huisbezoek', 'formeelInformeel')),
    -- Of whom it speaks besides the budgethouder.
    persoon_id uuid REFERENCES persoon,
    wet text CHECK (wet IN ('WMO', 'JW', 'WLZ', 'ZVW')),
    geldig_van date NOT NULL,
    -- Half-open; NULL is open.
    geldig_tot date,
    -- Legal form of a representation, and what it covers: for the decision who may act.
    rechtsvorm text,
    zorg boolean,
    financieel boolean,
    -- Sealed JSON: the whole.
    inhoud bytea NOT NULL,
    vervangt uuid CONSTRAINT dossierstuk_een_opvolger UNIQUE REFERENCES dossierstuk,
    vastgelegd_door text NOT NULL,
    vastgelegd_op timestamptz NOT NULL,
    CONSTRAINT dossierstuk_periode CHECK (geldig_tot > geldig_van),
    CONSTRAINT dossierstuk_vertegenwoordiging CHECK ((soort = 'vertegenwoordiging') = (rechtsvorm IS NOT NULL))
);
CREATE INDEX dossierstuk_budgethouder ON dossierstuk (budgethouder_id, soort);
CREATE TRIGGER dossierstuk_insert_only BEFORE UPDATE OR DELETE ON dossierstuk
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE dossierstuk ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON dossierstuk USING (in_scope(verstrekker_id) OR budgethouder_id = persoon_in_scope());
