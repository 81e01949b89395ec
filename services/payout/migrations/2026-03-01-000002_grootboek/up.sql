-- The ledger: accounts with one balance each, entries and their lines (payments:4).
--
-- Lines carry no foreign keys: the posting function writes accounts, entries and lines in one
-- transaction, and the proofs look for orphans.

CREATE TABLE rekening (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Book and kind as in payments:4.1: R.AVAILABLE, M.FUND, …
    soort          text NOT NULL,
    verstrekker_id uuid NOT NULL,
    -- Pot, payee, case or own bank account; the nil UUID where the kind has none.
    dimensie       uuid NOT NULL,
    -- Law and year; empty and 0 where the kind has none.
    wet            text NOT NULL,
    jaar           smallint NOT NULL,
    -- On the normal side of the account.
    saldo          bigint NOT NULL DEFAULT 0,
    CONSTRAINT rekening_sleutel UNIQUE (dimensie, soort, verstrekker_id, wet, jaar),
    -- The second guard of every right: what may not go below zero cannot (payments:I2).
    CONSTRAINT rekening_saldo
        CHECK (saldo >= 0 OR soort IN ('M.BANK', 'M.FUND', 'M.SUSPENSE'))
) WITH (fillfactor = 70);

CREATE TABLE journaalpost (
    id             uuid PRIMARY KEY,
    -- Kind of event as in payments:4.2: E1, E2b, …
    soort          text NOT NULL,
    -- What caused it: a fact, an attempt, a line of a bank statement, and which version of it.
    bron           text NOT NULL,
    bron_id        uuid NOT NULL,
    bron_versie    bigint NOT NULL,
    verstrekker_id uuid NOT NULL,
    -- What it belongs to: the claim, the grant, the file.
    verband        uuid NOT NULL,
    ingangsdatum   date NOT NULL,
    geboekt_op     timestamptz NOT NULL,
    -- SHA-256 of the lines: a repeat with other lines is no repeat (payments:I5).
    hash           bytea NOT NULL,
    CONSTRAINT journaalpost_eenmaal UNIQUE (bron_id, bron, bron_versie, soort)
);
-- One attempt ends in one way (payments:I6).
CREATE UNIQUE INDEX journaalpost_poging_einde ON journaalpost (bron_id)
    WHERE bron = 'poging' AND soort IN ('E8', 'E9');

CREATE TABLE journaalregel (
    post_id        uuid NOT NULL,
    nr             smallint NOT NULL,
    boek           text NOT NULL CONSTRAINT journaalregel_boek CHECK (boek IN ('R', 'M')),
    rekening_id    bigint NOT NULL,
    verstrekker_id uuid NOT NULL,
    debet          bigint NOT NULL,
    credit         bigint NOT NULL,
    PRIMARY KEY (post_id, nr),
    CONSTRAINT journaalregel_zijde
        CHECK (debet >= 0 AND credit >= 0 AND (debet = 0) <> (credit = 0))
);

CREATE TRIGGER journaalpost_insert_only BEFORE UPDATE OR DELETE ON journaalpost
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journaalregel_insert_only BEFORE UPDATE OR DELETE ON journaalregel
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Every statement that adds lines adds whole entries: in each book of each entry, debit is credit
-- (payments:I1). Once per statement, so that a batch of five hundred claims pays it once.
CREATE FUNCTION controleer_evenwicht() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE post uuid;
BEGIN
    SELECT post_id INTO post FROM nieuwe_regels
        GROUP BY post_id, boek HAVING sum(debet) <> sum(credit) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % does not balance', post
            USING ERRCODE = 'check_violation', TABLE = 'journaalregel',
                  CONSTRAINT = 'journaalregel_evenwicht';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER journaalregel_evenwicht AFTER INSERT ON journaalregel
    REFERENCING NEW TABLE AS nieuwe_regels
    FOR EACH STATEMENT EXECUTE FUNCTION controleer_evenwicht();

-- What was answered to each claim: the state of the last version.
CREATE TABLE boeking (
    declaratie_id       uuid PRIMARY KEY,
    verstrekker_id      uuid NOT NULL,
    zorgovereenkomst_id uuid NOT NULL,
    budgethouder_id     uuid NOT NULL,
    zorgverlener_id     uuid NOT NULL,
    -- The last version answered; 0 while the first is being booked.
    versie              bigint NOT NULL DEFAULT 0,
    verschuldigd        bigint NOT NULL DEFAULT 0,
    geboekt             bigint NOT NULL DEFAULT 0,
    geweigerd           bigint NOT NULL DEFAULT 0,
    reden               text,
    -- Whether anything of it was ever booked: then what follows is a correction (pgb:D-50).
    ooit_geboekt        boolean NOT NULL DEFAULT false,
    antwoord_versie     bigint NOT NULL DEFAULT 0,
    CONSTRAINT boeking_som CHECK (geboekt + geweigerd = verschuldigd AND geboekt >= 0 AND geweigerd >= 0)
) WITH (fillfactor = 80);

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['rekening', 'journaalpost', 'journaalregel', 'boeking'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY scope ON %I USING (in_scope(verstrekker_id))', t);
    END LOOP;
END
$$;
