-- The history of every account of a payee: who, when, why, evidence, and what the bank of the payee
-- says of the name (payments:1.9, payments:1.11, payments:6.1).
CREATE TABLE rekeningversie (
    id                uuid PRIMARY KEY,
    verstrekker_id    uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    betaalgegevens_id uuid NOT NULL,
    versie            bigint NOT NULL,
    zorgverlener_id   uuid NOT NULL,
    rekeninghouder    text NOT NULL,
    -- Encrypted; the reference can be compared but not read.
    iban              bytea NOT NULL,
    iban_ref          text NOT NULL,
    vastgelegd_op     timestamptz NOT NULL,
    -- Whether it took the place of another account.
    is_wijziging      boolean NOT NULL,
    blokkade_id       uuid,
    goedgekeurd_door  text,
    goedgekeurd_op    timestamptz,
    bewijs            text,
    -- The first day on which it may be paid to.
    bruikbaar_van     date,
    naamcontrole      text CONSTRAINT rekeningversie_naamcontrole
        CHECK (naamcontrole IN ('past', 'lijktOp', 'pastNiet', 'nietMogelijk')),
    naamcontrole_op   timestamptz,
    CONSTRAINT rekeningversie_eenmaal UNIQUE (betaalgegevens_id, versie),
    CONSTRAINT rekeningversie_goedkeuring
        CHECK (num_nonnulls(goedgekeurd_door, goedgekeurd_op, bewijs, bruikbaar_van) IN (0, 4))
);
CREATE INDEX rekeningversie_iban_ref ON rekeningversie (iban_ref);
CREATE INDEX rekeningversie_ongevraagd ON rekeningversie (id) WHERE naamcontrole IS NULL;
ALTER TABLE rekeningversie ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON rekeningversie USING (in_scope(verstrekker_id));
CREATE TRIGGER rekeningversie_blijft BEFORE DELETE ON rekeningversie
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE INDEX betaalgegevens_iban_ref ON betaalgegevens (iban_ref);

-- Names as sanctions lists are compared: capitals, no accents, words in order of the alphabet.
ALTER TABLE betaalgegevens ADD COLUMN naamsleutel text;
CREATE INDEX betaalgegevens_naamsleutel ON betaalgegevens (naamsleutel);
CREATE TABLE sanctielijst (
    lijst          text PRIMARY KEY,
    verstrekker_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    sha256         bytea NOT NULL,
    aantal         bigint NOT NULL,
    geladen_op     timestamptz NOT NULL,
    geladen_door   text NOT NULL
);
CREATE TABLE sanctienaam (
    lijst          text NOT NULL REFERENCES sanctielijst,
    verstrekker_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    naamsleutel    text NOT NULL,
    kenmerk        text NOT NULL,
    PRIMARY KEY (lijst, naamsleutel, kenmerk)
);
CREATE INDEX sanctienaam_naamsleutel ON sanctienaam (naamsleutel);
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['sanctielijst', 'sanctienaam'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY scope ON %I USING (in_scope(verstrekker_id))', t);
    END LOOP;
END
$$;
