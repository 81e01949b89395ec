-- Signals: what a person should look at, with the evidence. A machine makes them new and withdraws them; every other
-- step is taken by a person.

-- What the signal is: one row however many verstrekkers are concerned.
CREATE TABLE signaal (
    id uuid PRIMARY KEY,
    indicator text NOT NULL,
    indicator_versie integer NOT NULL,
    -- What the signal hangs on, such as the reference of an account. With the window it makes a re-fire the same signal.
    sleutel text NOT NULL,
    venster text NOT NULL,
    CONSTRAINT signaal_once UNIQUE (indicator, indicator_versie, sleutel, venster),
    FOREIGN KEY (indicator, indicator_versie) REFERENCES indicator_versie
);
ALTER TABLE signaal ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON signaal USING (in_scope_landelijk());

-- What one party sees of it, and what it did with it. `verstrekker_id` is the verstrekker whose own payments show it, or
-- the nil UUID for the national payment task, which only the national scope covers. Closing one part closes no other.
CREATE TABLE signaal_deel (
    id uuid PRIMARY KEY,
    signaal_id uuid NOT NULL REFERENCES signaal,
    verstrekker_id uuid NOT NULL,
    indicator text NOT NULL,
    indicator_versie integer NOT NULL,
    venster text NOT NULL,
    status text NOT NULL CONSTRAINT signaal_deel_status CHECK (status IN ('NIEUW', 'IN_TRIAGE', 'OPGENOMEN_IN_DOSSIER',
        'AFGESLOTEN', 'SLUIMEREND', 'INGETROKKEN_DATACORRECTIE', 'VERLOPEN')),
    uitkomst text CONSTRAINT signaal_deel_uitkomst CHECK (uitkomst IN ('VERKLAARD', 'DATAFOUT', 'ONVOLDOENDE', 'DUBBEL')),
    sluimert_tot date,
    -- Figures of the indicator, as shown.
    waarden jsonb NOT NULL,
    -- Whom it is about.
    onderwerpen uuid[] NOT NULL,
    -- Whose payments are in the evidence.
    verstrekkers uuid[] NOT NULL,
    besloten_door text,
    reden text,
    gesignaleerd_op timestamptz NOT NULL,
    bijgewerkt_op timestamptz NOT NULL,
    revisie bigint NOT NULL,
    CONSTRAINT signaal_deel_once UNIQUE (signaal_id, verstrekker_id),
    CONSTRAINT signaal_deel_afgesloten CHECK ((status = 'AFGESLOTEN') = (uitkomst IS NOT NULL)),
    CONSTRAINT signaal_deel_sluimerend CHECK ((status = 'SLUIMEREND') = (sluimert_tot IS NOT NULL)),
    CONSTRAINT signaal_deel_onderwerp CHECK (cardinality(onderwerpen) > 0),
    -- A step of a person names the person and the reason.
    CONSTRAINT signaal_deel_mens CHECK (status NOT IN ('IN_TRIAGE', 'OPGENOMEN_IN_DOSSIER', 'AFGESLOTEN', 'SLUIMEREND')
        OR (besloten_door IS NOT NULL AND reden IS NOT NULL))
);
CREATE INDEX signaal_deel_inbox ON signaal_deel (verstrekker_id, indicator, status, id);
ALTER TABLE signaal_deel ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON signaal_deel USING (in_scope(verstrekker_id));

-- The evidence of a part: one row per payment, with the event that said it. Kept when it no longer holds.
CREATE TABLE bewijs (
    deel_id uuid NOT NULL REFERENCES signaal_deel,
    betaling_id uuid NOT NULL,
    versie bigint NOT NULL,
    -- Of the part, for row-level security.
    verstrekker_id uuid NOT NULL,
    gebeurtenis_id uuid NOT NULL,
    -- Whose money the payment was.
    betaling_verstrekker_id uuid NOT NULL,
    zorgverlener_id uuid NOT NULL,
    bedrag bigint NOT NULL,
    datum date NOT NULL,
    vervallen_op timestamptz,
    PRIMARY KEY (deel_id, betaling_id, versie)
);
ALTER TABLE bewijs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON bewijs USING (in_scope(verstrekker_id));

-- Every change of state, by whom and why; insert-only.
CREATE TABLE signaal_overgang (
    id uuid PRIMARY KEY,
    deel_id uuid NOT NULL REFERENCES signaal_deel,
    verstrekker_id uuid NOT NULL,
    van text,
    naar text NOT NULL,
    -- NULL: the machine.
    door text,
    reden text NOT NULL,
    vastgelegd_op timestamptz NOT NULL
);
CREATE INDEX signaal_overgang_by_deel ON signaal_overgang (deel_id);
ALTER TABLE signaal_overgang ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON signaal_overgang USING (in_scope(verstrekker_id));
CREATE TRIGGER signaal_overgang_insert_only BEFORE UPDATE OR DELETE ON signaal_overgang
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Accounts of which an indicator could not judge a part for want of data: never the same as "no risk".
CREATE TABLE niet_te_beoordelen (
    indicator text NOT NULL,
    indicator_versie integer NOT NULL,
    sleutel text NOT NULL,
    venster text NOT NULL,
    verstrekker_id uuid NOT NULL,
    ontbreekt text NOT NULL,
    vastgelegd_op timestamptz NOT NULL,
    PRIMARY KEY (indicator, indicator_versie, sleutel, venster, verstrekker_id)
);
ALTER TABLE niet_te_beoordelen ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON niet_te_beoordelen USING (in_scope(verstrekker_id));

-- No signal without evidence: at the end of each transaction a part has at least one row, and an open part one that
-- still holds.
CREATE FUNCTION eis_bewijs() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    deel uuid;
BEGIN
    IF TG_TABLE_NAME = 'bewijs' THEN
        deel := NEW.deel_id;
    ELSE
        deel := NEW.id;
    END IF;
    IF EXISTS (SELECT 1 FROM signaal_deel AS d WHERE d.id = deel AND NOT EXISTS (
        SELECT 1 FROM bewijs AS b WHERE b.deel_id = d.id
            AND (b.vervallen_op IS NULL OR d.status IN ('INGETROKKEN_DATACORRECTIE', 'AFGESLOTEN', 'VERLOPEN'))))
    THEN
        RAISE EXCEPTION 'signal % has no evidence', deel
            USING ERRCODE = 'check_violation', CONSTRAINT = 'signaal_deel_bewijs';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER signaal_deel_bewijs AFTER INSERT OR UPDATE ON signaal_deel
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION eis_bewijs();
CREATE CONSTRAINT TRIGGER bewijs_deel AFTER UPDATE ON bewijs
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION eis_bewijs();

-- Evidence is not rewritten: it holds, or it no longer does.
CREATE FUNCTION bewaak_bewijs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - 'vervallen_op') <> (to_jsonb(OLD) - 'vervallen_op') THEN
        RAISE EXCEPTION 'evidence is never rewritten or removed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER bewijs_bewaakt BEFORE UPDATE OR DELETE ON bewijs
    FOR EACH ROW EXECUTE FUNCTION bewaak_bewijs();

-- A machine makes and withdraws; into a state of a person only a transaction that names the person goes, and that name
-- is the one stored. Into a dossier nothing goes before dossiers exist.
CREATE FUNCTION bewaak_signaal_deel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a signal is not removed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'NIEUW' THEN
            RAISE EXCEPTION 'a signal begins as NIEUW' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.signaal_id, NEW.verstrekker_id, NEW.gesignaleerd_op)
        IS DISTINCT FROM (OLD.signaal_id, OLD.verstrekker_id, OLD.gesignaleerd_op)
    THEN
        RAISE EXCEPTION 'a signal stays what it is' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.status = 'OPGENOMEN_IN_DOSSIER' THEN
        RAISE EXCEPTION 'there are no dossiers yet' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.status IN ('IN_TRIAGE', 'AFGESLOTEN', 'SLUIMEREND')
        AND (NEW.status, NEW.besloten_door, NEW.reden) IS DISTINCT FROM (OLD.status, OLD.besloten_door, OLD.reden)
        AND NEW.besloten_door IS DISTINCT FROM nullif(current_setting('pgb.mens', true), '')
    THEN
        RAISE EXCEPTION 'only a person takes this step' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER signaal_deel_bewaakt BEFORE INSERT OR UPDATE OR DELETE ON signaal_deel
    FOR EACH ROW EXECUTE FUNCTION bewaak_signaal_deel();
