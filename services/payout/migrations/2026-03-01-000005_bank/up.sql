-- What the bank told us: messages, statements and their entries. Rows of the payment office.

CREATE TABLE bankbericht (
    id             uuid PRIMARY KEY,
    verstrekker_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    soort          text NOT NULL CONSTRAINT bankbericht_soort CHECK (soort IN ('pain.002', 'camt.053')),
    msg_id         text NOT NULL,
    sha256         bytea NOT NULL,
    inhoud         bytea NOT NULL,
    ontvangen_op   timestamptz NOT NULL,
    -- Counts of the answer that was given, to give it again.
    nieuw          bigint NOT NULL,
    al_bekend      bigint NOT NULL,
    CONSTRAINT bankbericht_eenmaal UNIQUE (soort, msg_id)
);
CREATE TRIGGER bankbericht_insert_only BEFORE UPDATE OR DELETE ON bankbericht
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE bankafschrift (
    id                uuid PRIMARY KEY,
    verstrekker_id    uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    eigen_rekening_id uuid NOT NULL REFERENCES eigen_rekening,
    bankbericht_id    uuid NOT NULL REFERENCES bankbericht,
    -- The bank's name for it, and our own count of them.
    kenmerk           text NOT NULL,
    volgnummer        bigint NOT NULL,
    datum             date NOT NULL,
    beginsaldo        bigint NOT NULL,
    eindsaldo         bigint NOT NULL,
    CONSTRAINT bankafschrift_eenmaal UNIQUE (eigen_rekening_id, kenmerk),
    CONSTRAINT bankafschrift_reeks UNIQUE (eigen_rekening_id, volgnummer)
);
CREATE TRIGGER bankafschrift_insert_only BEFORE UPDATE OR DELETE ON bankafschrift
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE bankregel (
    id               uuid PRIMARY KEY,
    verstrekker_id   uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    bankafschrift_id uuid NOT NULL REFERENCES bankafschrift,
    eigen_rekening_id uuid NOT NULL,
    -- What makes it the same entry in another copy of the statement (payments:1.8).
    identiteit       text NOT NULL,
    richting         text NOT NULL CONSTRAINT bankregel_richting CHECK (richting IN ('bij', 'af')),
    bedrag           bigint NOT NULL CONSTRAINT bankregel_bedrag CHECK (bedrag > 0),
    boekdatum        date NOT NULL,
    -- What it turned out to be: batch, betaling, afwijzing, retour, voorschot, onbekend.
    betekenis        text NOT NULL,
    pmt_inf_id       text,
    end_to_end_id    text,
    CONSTRAINT bankregel_eenmaal UNIQUE (eigen_rekening_id, identiteit)
);
CREATE TRIGGER bankregel_insert_only BEFORE UPDATE OR DELETE ON bankregel
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Things a person must look at: a reject after booking, an amount that does not fit, a break.
CREATE TABLE bankalarm (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    verstrekker_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    bankbericht_id uuid NOT NULL REFERENCES bankbericht,
    soort          text NOT NULL,
    onderwerp      text NOT NULL,
    op             timestamptz NOT NULL
);

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['bankbericht', 'bankafschrift', 'bankregel', 'bankalarm'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY scope ON %I USING (in_scope(verstrekker_id))', t);
    END LOOP;
END
$$;
