-- Four eyes on runs (payments:6.1): three persons, nobody over what he touched himself, and any
-- change of what is approved voids the approval.

-- Runs that were released before are as they are; every row that is written from now on obeys.
ALTER TABLE betaalrun ADD CONSTRAINT betaalrun_vier_ogen_maker_vrijgever
    CHECK (vrijgever IS NULL OR vrijgever <> maker) NOT VALID;

CREATE FUNCTION controleer_akkoord() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.staat NOT IN ('concept', 'vergrendeld') THEN
        RAISE EXCEPTION 'a run that changes loses its checks and its approval'
            USING ERRCODE = 'check_violation', TABLE = 'betaalrun',
                  CONSTRAINT = 'betaalrun_akkoord_vervalt';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER betaalrun_akkoord BEFORE UPDATE OF aantal, totaal, uitvoerdatum ON betaalrun
    FOR EACH ROW WHEN (OLD.aantal <> NEW.aantal OR OLD.totaal <> NEW.totaal
        OR OLD.uitvoerdatum <> NEW.uitvoerdatum)
    EXECUTE FUNCTION controleer_akkoord();

-- Which person changed which payment, account or agreement.
CREATE TABLE aanraking (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    verstrekker_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    door           text NOT NULL,
    soort          text NOT NULL CONSTRAINT aanraking_soort
        CHECK (soort IN ('betaling', 'betaalgegevens', 'zorgovereenkomst', 'zorgverlener')),
    onderwerp      uuid NOT NULL,
    handeling      text NOT NULL,
    op             timestamptz NOT NULL
);
CREATE INDEX aanraking_door ON aanraking (door, op);
ALTER TABLE aanraking ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON aanraking USING (in_scope(verstrekker_id));
CREATE TRIGGER aanraking_insert_only BEFORE UPDATE OR DELETE ON aanraking
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
