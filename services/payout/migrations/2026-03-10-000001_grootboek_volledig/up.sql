-- The whole plan of accounts (payments:4.1) and the guards of the ledger that belong in the
-- database: I1, I2, I10, I11, I13.

-- Wage tax is owed per month.
ALTER TABLE rekening ADD COLUMN maand smallint NOT NULL DEFAULT 0;
ALTER TABLE rekening DROP CONSTRAINT rekening_sleutel;
ALTER TABLE rekening ADD CONSTRAINT rekening_sleutel
    UNIQUE (dimensie, soort, verstrekker_id, wet, jaar, maand);
ALTER TABLE rekening ADD CONSTRAINT rekening_soort CHECK (soort IN (
    'R.GRANT', 'R.OWN', 'R.AVAILABLE', 'R.COMMITTED', 'R.SPENT', 'R.RECOVERABLE', 'R.SHORT', 'R.CLOSED',
    'M.BANK', 'M.TRANSIT', 'M.FUND', 'M.FUND_SETTLE', 'M.OWNDEP', 'M.PAY', 'M.NETPAY', 'M.BLOCKED',
    'M.GARNISH', 'M.LH_DUE', 'M.EMPLOYER_DUE', 'M.HOLIDAY_RES', 'M.RETURNED', 'M.RECV', 'M.RECV_CLEAR',
    'M.RECV_TAX', 'M.SUSPENSE', 'M.COST'));
ALTER TABLE rekening DROP CONSTRAINT rekening_saldo;
ALTER TABLE rekening ADD CONSTRAINT rekening_saldo CHECK (saldo >= 0 OR soort IN (
    'M.BANK', 'M.FUND', 'M.FUND_SETTLE', 'M.LH_DUE', 'M.EMPLOYER_DUE', 'M.SUSPENSE'));

-- Which account a row is never changes; only its balance does, and with lines.
CREATE TRIGGER rekening_sleutel_vast
    BEFORE UPDATE OF id, soort, verstrekker_id, dimensie, wet, jaar, maand ON rekening
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rekening_blijft BEFORE DELETE ON rekening
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- I10: per case the claim is what stands against it, after every statement that moves either.
CREATE FUNCTION controleer_vordering() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM rekening WHERE dimensie = NEW.dimensie AND verstrekker_id = NEW.verstrekker_id
               AND soort IN ('M.RECV', 'M.RECV_CLEAR')
               HAVING coalesce(sum(saldo) FILTER (WHERE soort = 'M.RECV'), 0)
                   <> coalesce(sum(saldo) FILTER (WHERE soort = 'M.RECV_CLEAR'), 0)) THEN
        RAISE EXCEPTION 'case % differs from its counter account', NEW.dimensie
            USING ERRCODE = 'check_violation', TABLE = 'rekening', CONSTRAINT = 'rekening_vordering';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER rekening_vordering AFTER UPDATE OF saldo ON rekening
    FOR EACH ROW WHEN (NEW.soort IN ('M.RECV', 'M.RECV_CLEAR')) EXECUTE FUNCTION controleer_vordering();

-- Until which day the books are closed; of nobody in particular, for every entry is held to it.
-- Periods are closed in order and never opened again.
CREATE TABLE boekperiode (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- The first day an entry may count for from then on.
    open_vanaf     date NOT NULL CONSTRAINT boekperiode_eenmaal UNIQUE,
    gesloten_op    timestamptz NOT NULL,
    door           text NOT NULL
);
CREATE FUNCTION boekperiode_open_vanaf() RETURNS date LANGUAGE sql STABLE AS $$
    SELECT max(open_vanaf) FROM boekperiode
$$;
CREATE FUNCTION controleer_boekperiode() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.open_vanaf <= (SELECT max(open_vanaf) FROM boekperiode) THEN
        RAISE EXCEPTION 'a closed period is not opened again'
            USING ERRCODE = 'check_violation', TABLE = 'boekperiode', CONSTRAINT = 'boekperiode_volgorde';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER boekperiode_volgorde BEFORE INSERT ON boekperiode
    FOR EACH ROW EXECUTE FUNCTION controleer_boekperiode();

-- Lines are written before their entry: an entry that is there is whole, and nothing is added to
-- it afterwards (I1, I11). It counts for a day of an open period (I13). Once per statement.
CREATE OR REPLACE FUNCTION controleer_evenwicht() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE post uuid;
BEGIN
    SELECT post_id INTO post FROM nieuwe_regels
        GROUP BY post_id, boek HAVING sum(debet) <> sum(credit) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % does not balance', post
            USING ERRCODE = 'check_violation', TABLE = 'journaalregel',
                  CONSTRAINT = 'journaalregel_evenwicht';
    END IF;
    SELECT p.id INTO post FROM journaalpost p WHERE p.id IN (SELECT post_id FROM nieuwe_regels) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % is complete', post
            USING ERRCODE = 'check_violation', TABLE = 'journaalregel',
                  CONSTRAINT = 'journaalregel_post_compleet';
    END IF;
    RETURN NULL;
END
$$;
CREATE FUNCTION controleer_posten() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE post uuid;
BEGIN
    SELECT id INTO post FROM nieuwe_posten n
        WHERE NOT EXISTS (SELECT FROM journaalregel r WHERE r.post_id = n.id) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % has no lines', post
            USING ERRCODE = 'check_violation', TABLE = 'journaalpost', CONSTRAINT = 'journaalpost_regels';
    END IF;
    SELECT id INTO post FROM nieuwe_posten WHERE ingangsdatum < boekperiode_open_vanaf() LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % counts for a day of a closed period', post
            USING ERRCODE = 'check_violation', TABLE = 'journaalpost', CONSTRAINT = 'journaalpost_periode';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER journaalpost_heel AFTER INSERT ON journaalpost
    REFERENCING NEW TABLE AS nieuwe_posten
    FOR EACH STATEMENT EXECUTE FUNCTION controleer_posten();
