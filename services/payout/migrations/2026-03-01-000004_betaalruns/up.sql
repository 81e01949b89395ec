-- Runs, their acts, the files built from them and the attempts in them. Runs and files hold
-- payments of many verstrekkers: they are rows of the payment office.

CREATE TABLE eigen_rekening (
    id             uuid PRIMARY KEY,
    verstrekker_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    naam           text NOT NULL,
    iban           text NOT NULL CONSTRAINT eigen_rekening_iban UNIQUE,
    bic            text NOT NULL
);
-- The account of the examples of payments:1.6; an installation replaces it before its first run.
INSERT INTO eigen_rekening (id, naam, iban, bic) VALUES
    ('019c0000-0000-7000-8000-000000000001', 'SVB Servicecentrum PGB', 'NL91ABNA0417164300', 'ABNANL2A');

CREATE SEQUENCE betaalrun_nummer;
CREATE SEQUENCE poging_nummer;

CREATE TABLE betaalrun (
    id             uuid PRIMARY KEY,
    verstrekker_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    nummer         bigint NOT NULL DEFAULT nextval('betaalrun_nummer')
        CONSTRAINT betaalrun_nummer_uniek UNIQUE,
    soort          text NOT NULL CONSTRAINT betaalrun_soort CHECK (soort IN ('regulier')),
    uitvoerdatum   date NOT NULL,
    staat          text NOT NULL,
    aantal         bigint NOT NULL,
    totaal         bigint NOT NULL,
    maker          text NOT NULL,
    controleur     text,
    goedkeurder    text,
    vrijgever      text,
    revisie        bigint NOT NULL DEFAULT 1,
    aangemaakt_op  timestamptz NOT NULL,
    -- Four eyes (payments:6.1): nobody approves what he made, and who releases is not who approved.
    CONSTRAINT betaalrun_vier_ogen_goedkeurder CHECK (goedkeurder IS NULL OR goedkeurder <> maker),
    CONSTRAINT betaalrun_vier_ogen_vrijgever
        CHECK (vrijgever IS NULL OR (goedkeurder IS NOT NULL AND vrijgever <> goedkeurder)),
    CONSTRAINT betaalrun_goedgekeurd
        CHECK (staat IN ('concept', 'vergrendeld', 'gecontroleerd', 'geannuleerd') OR goedkeurder IS NOT NULL),
    CONSTRAINT betaalrun_vrijgegeven
        CHECK (staat IN ('concept', 'vergrendeld', 'gecontroleerd', 'goedgekeurd', 'geannuleerd')
            OR vrijgever IS NOT NULL)
);

-- Who did what, when; an approval that a later change voided stays here.
CREATE TABLE betaalrun_handeling (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    verstrekker_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    betaalrun_id   uuid NOT NULL REFERENCES betaalrun,
    handeling      text NOT NULL,
    door           text NOT NULL,
    op             timestamptz NOT NULL,
    revisie        bigint NOT NULL,
    aantal         bigint NOT NULL,
    totaal         bigint NOT NULL
);
CREATE INDEX betaalrun_handeling_run ON betaalrun_handeling (betaalrun_id);
CREATE TRIGGER betaalrun_handeling_insert_only BEFORE UPDATE OR DELETE ON betaalrun_handeling
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE bestand (
    id             uuid PRIMARY KEY,
    verstrekker_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    betaalrun_id   uuid NOT NULL REFERENCES betaalrun,
    volgnummer     integer NOT NULL,
    msg_id         text NOT NULL CONSTRAINT bestand_msg_id UNIQUE,
    aantal         bigint NOT NULL CONSTRAINT bestand_niet_enkel CHECK (aantal >= 2),
    totaal         bigint NOT NULL,
    -- The bytes, built once, and their SHA-256.
    inhoud         bytea NOT NULL,
    sha256         bytea NOT NULL,
    staat          text NOT NULL,
    gebouwd_op     timestamptz NOT NULL,
    verzonden_door text,
    verzonden_op   timestamptz,
    revisie        bigint NOT NULL DEFAULT 1,
    CONSTRAINT bestand_inhoud CHECK (sha256 = sha256(inhoud))
);
CREATE INDEX bestand_run ON bestand (betaalrun_id);

-- What was built is never built again.
CREATE FUNCTION bewaar_inhoud() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a file is built once' USING ERRCODE = 'restrict_violation', TABLE = 'bestand';
END
$$;
CREATE TRIGGER bestand_inhoud_vast BEFORE UPDATE OF inhoud, sha256, msg_id ON bestand
    FOR EACH ROW EXECUTE FUNCTION bewaar_inhoud();
CREATE TRIGGER bestand_blijft BEFORE DELETE ON bestand
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A PmtInf: payments of one verstrekker, one day, one sort, from one account.
CREATE TABLE bestand_batch (
    pmt_inf_id        text PRIMARY KEY,
    bestand_id        uuid NOT NULL REFERENCES bestand,
    verstrekker_id    uuid NOT NULL,
    eigen_rekening_id uuid NOT NULL REFERENCES eigen_rekening,
    aantal            bigint NOT NULL,
    totaal            bigint NOT NULL
);
CREATE INDEX bestand_batch_bestand ON bestand_batch (bestand_id);

CREATE TABLE poging (
    id             uuid PRIMARY KEY,
    verstrekker_id uuid NOT NULL,
    betaling_id    uuid NOT NULL REFERENCES betaling,
    nummer         integer NOT NULL,
    betaalrun_id   uuid NOT NULL REFERENCES betaalrun,
    pmt_inf_id     text REFERENCES bestand_batch,
    end_to_end_id  text NOT NULL
        DEFAULT 'PGB' || lpad(nextval('poging_nummer')::text, 15, '0')
        CONSTRAINT poging_end_to_end_id UNIQUE,
    bedrag         bigint NOT NULL CONSTRAINT poging_bedrag CHECK (bedrag > 0),
    staat          text NOT NULL,
    reden          text,
    CONSTRAINT poging_nummer_eenmaal UNIQUE (betaling_id, nummer)
) WITH (fillfactor = 70);
-- A payment is tried by one attempt at a time, whatever two runs do at once.
CREATE UNIQUE INDEX poging_een_open ON poging (betaling_id)
    WHERE staat IN ('aangemaakt', 'in_bestand', 'verzonden', 'geaccepteerd');
CREATE INDEX poging_run ON poging (betaalrun_id);
CREATE INDEX poging_batch ON poging (pmt_inf_id) WHERE pmt_inf_id IS NOT NULL;

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['eigen_rekening', 'betaalrun', 'betaalrun_handeling', 'bestand',
                             'bestand_batch', 'poging'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY scope ON %I USING (in_scope(verstrekker_id))', t);
    END LOOP;
END
$$;
