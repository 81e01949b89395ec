-- What changed, poor in content, in an order that never shows an earlier row later: the number of
-- the transaction first. A reader takes only rows of transactions that are older than every one
-- that still runs.
CREATE TABLE wijziging (
    transactie xid8 NOT NULL DEFAULT pg_current_xact_id(),
    volgnummer bigint GENERATED ALWAYS AS IDENTITY,
    verstrekker_id uuid NOT NULL,
    -- Plural noun of the path.
    soort text NOT NULL,
    resource_id uuid NOT NULL,
    versie bigint NOT NULL,
    vastgelegd_op timestamptz NOT NULL,
    PRIMARY KEY (transactie, volgnummer)
);
CREATE INDEX wijziging_verstrekker ON wijziging (verstrekker_id, transactie, volgnummer);
CREATE TRIGGER wijziging_insert_only BEFORE UPDATE OR DELETE ON wijziging
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION note_toekenning_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO wijziging (verstrekker_id, soort, resource_id, versie, vastgelegd_op)
        VALUES (NEW.verstrekker_id, 'toekenningen', NEW.toekenning_id, NEW.nummer, NEW.vastgelegd_op);
    RETURN NULL;
END
$$;
CREATE FUNCTION note_budgetafsluiting_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO wijziging (verstrekker_id, soort, resource_id, versie, vastgelegd_op)
        VALUES (NEW.verstrekker_id, 'budgetafsluitingen', NEW.id, 1, NEW.vastgelegd_op);
    RETURN NULL;
END
$$;
CREATE TRIGGER toekenning_versie_noted AFTER INSERT ON toekenning_versie
    FOR EACH ROW EXECUTE FUNCTION note_toekenning_change();
CREATE TRIGGER budgetafsluiting_noted AFTER INSERT ON budgetafsluiting
    FOR EACH ROW EXECUTE FUNCTION note_budgetafsluiting_change();

-- Where a supplier wants to be told. The address is checked by a handshake before anything is sent.
CREATE TABLE abonnement (
    id uuid PRIMARY KEY,
    verstrekker_id uuid NOT NULL REFERENCES verstrekker,
    oin text NOT NULL,
    url text NOT NULL,
    staat text NOT NULL CONSTRAINT abonnement_staat CHECK (staat IN ('aangevraagd', 'actief', 'gestopt')),
    reden text,
    -- The last change that was delivered.
    transactie xid8 NOT NULL,
    volgnummer bigint NOT NULL,
    mislukt integer NOT NULL DEFAULT 0,
    -- Technical time: when to try again.
    volgende_poging timestamptz NOT NULL DEFAULT now(),
    vastgelegd_op timestamptz NOT NULL
);
CREATE INDEX abonnement_open ON abonnement (volgende_poging) WHERE staat <> 'gestopt';
CREATE INDEX abonnement_verstrekker ON abonnement (verstrekker_id);
ALTER TABLE wijziging ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON wijziging USING (in_scope(verstrekker_id));
ALTER TABLE abonnement ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON abonnement USING (in_scope(verstrekker_id));
