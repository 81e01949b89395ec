-- Money that was paid and is asked back from the bank of the payee (payments:1.8). It is a request:
-- the answer may be no, and yes is proved by the statement alone.
CREATE TABLE terugvraag (
    id             uuid PRIMARY KEY,
    verstrekker_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    betaling_id    uuid NOT NULL REFERENCES betaling,
    poging_id      uuid NOT NULL REFERENCES poging,
    reden          text NOT NULL CONSTRAINT terugvraag_reden
        CHECK (reden IN ('dubbel', 'technisch', 'fraude', 'klant')),
    -- The last day on which it could be asked.
    uiterlijk      date NOT NULL,
    gevraagd_door  text NOT NULL,
    gevraagd_op    timestamptz NOT NULL,
    antwoord       text CONSTRAINT terugvraag_antwoord CHECK (antwoord IN ('ja', 'nee')),
    code           text,
    geantwoord_door text,
    geantwoord_op  timestamptz,
    CONSTRAINT terugvraag_geantwoord
        CHECK (num_nonnulls(antwoord, geantwoord_door, geantwoord_op) IN (0, 3))
);
CREATE UNIQUE INDEX terugvraag_een_open ON terugvraag (poging_id) WHERE antwoord IS NULL;
CREATE INDEX terugvraag_betaling ON terugvraag (betaling_id);
ALTER TABLE terugvraag ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON terugvraag USING (in_scope(verstrekker_id));
CREATE TRIGGER terugvraag_blijft BEFORE DELETE ON terugvraag
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
