-- Circumstances of a person that say on which days care may not be paid, or only after a look.
-- Bitemporal: what is known otherwise later closes the row and adds another.
CREATE TABLE omstandigheid (
    id uuid PRIMARY KEY,
    -- Of whom: a budgethouder or a zorgverlener.
    persoon_id uuid NOT NULL,
    -- Who told it. What one verstrekker knows of a person counts for his own claims.
    verstrekker_id uuid NOT NULL,
    soort text NOT NULL CONSTRAINT omstandigheid_soort CHECK (soort IN
        ('overlijden', 'opname', 'detentie', 'geenAdres', 'buitenEu', 'zorgInNatura', 'opschorting',
         'ziekte', 'registratieVervallen')),
    geldig_van date NOT NULL,
    -- Half-open; NULL is open.
    geldig_tot date,
    reden text NOT NULL,
    vastgelegd_door text NOT NULL,
    vastgelegd_op timestamptz NOT NULL,
    vervangen_op timestamptz,
    CONSTRAINT omstandigheid_periode CHECK (geldig_tot > geldig_van)
);
CREATE INDEX omstandigheid_persoon ON omstandigheid (persoon_id) WHERE vervangen_op IS NULL;

CREATE FUNCTION only_close_omstandigheid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.vervangen_op IS NOT NULL
        OR to_jsonb(NEW) - 'vervangen_op' <> to_jsonb(OLD) - 'vervangen_op' THEN
        RAISE EXCEPTION 'rows of % are closed, never changed or removed', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER omstandigheid_only_closed BEFORE UPDATE OR DELETE
    ON omstandigheid FOR EACH ROW EXECUTE FUNCTION only_close_omstandigheid();
ALTER TABLE omstandigheid ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON omstandigheid USING (in_scope(verstrekker_id));
