-- Agreements. One may have lines of several verstrekkers: who has a line sees the agreement.

-- Whether one of these verstrekkers is inside the scope of the running transaction.
CREATE FUNCTION any_in_scope(uuid[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(current_setting('pgb.scope', true) = 'landelijk', false)
        OR coalesce($1 && nullif(current_setting('pgb.verstrekkers', true), '')::uuid[], false)
$$;

CREATE TABLE zorgovereenkomst (
    id uuid PRIMARY KEY,
    -- Who handed it in, and under which reference of his own.
    oin text NOT NULL,
    kenmerk text NOT NULL,
    budgethouder_id uuid NOT NULL,
    zorgverlener_id uuid NOT NULL,
    soort text NOT NULL
        CONSTRAINT zorgovereenkomst_soort
        CHECK (soort IN ('arbeidsovereenkomst', 'opdracht', 'familie', 'instelling')),
    tariefsoort text NOT NULL
        CONSTRAINT zorgovereenkomst_tariefsoort CHECK (tariefsoort IN ('formeel', 'informeel')),
    derdenbeding boolean NOT NULL,
    ontheffing_veertig_uur boolean NOT NULL,
    -- Wages go through payroll.
    salarisadministratie boolean NOT NULL,
    ingangsdatum date NOT NULL,
    -- Inclusive; NULL is for an indefinite time.
    einddatum date,
    -- What only the toets reads.
    voorwaarden jsonb NOT NULL,
    -- The verstrekkers of its lines.
    verstrekkers uuid[] NOT NULL,
    status text NOT NULL
        CONSTRAINT zorgovereenkomst_status
        CHECK (status IN ('ingediend', 'actief', 'afgekeurd', 'beeindigd')),
    arbeidsrecht text NOT NULL
        CONSTRAINT zorgovereenkomst_arbeidsrecht
        CHECK (arbeidsrecht IN ('open', 'akkoord', 'handmatigeBeoordeling', 'afgekeurd')),
    -- The newest answer of the toets, finding by finding.
    bevindingen jsonb NOT NULL DEFAULT '[]',
    -- The version that is judged; also how often zorgovereenkomst-ingediend was said.
    overeenkomst_versie bigint NOT NULL,
    -- How often zorgovereenkomst-vastgesteld was said.
    vastgesteld_versie bigint NOT NULL,
    revisie bigint NOT NULL,
    ingediend_op timestamptz NOT NULL,
    CONSTRAINT zorgovereenkomst_kenmerk_uniek UNIQUE (oin, kenmerk),
    CONSTRAINT zorgovereenkomst_looptijd CHECK (einddatum >= ingangsdatum)
);
CREATE INDEX zorgovereenkomst_partijen ON zorgovereenkomst (budgethouder_id, zorgverlener_id);

-- The judgement of each verstrekker on the content of its own lines.
CREATE TABLE zorgovereenkomst_inhoud (
    zorgovereenkomst_id uuid NOT NULL REFERENCES zorgovereenkomst,
    verstrekker_id uuid NOT NULL,
    oordeel text NOT NULL
        CONSTRAINT zorgovereenkomst_inhoud_oordeel
        CHECK (oordeel IN ('open', 'goed', 'fout', 'nietNodig')),
    reden text,
    beoordeeld_door text,
    beoordeeld_op timestamptz,
    PRIMARY KEY (zorgovereenkomst_id, verstrekker_id)
);

-- Agreed rates, bitemporal: geldig_van and geldig_tot say on which days of care, vastgelegd_op and
-- vervangen_op since and until when we thought so. The only change of a row is that it is closed.
CREATE TABLE zorgovereenkomst_regel (
    regel_id uuid NOT NULL,
    zorgovereenkomst_id uuid NOT NULL REFERENCES zorgovereenkomst,
    verstrekker_id uuid NOT NULL,
    toekenning_id uuid NOT NULL,
    wet text NOT NULL,
    zorgfunctie text NOT NULL,
    eenheid text NOT NULL,
    tarief bigint NOT NULL CONSTRAINT zorgovereenkomst_regel_tarief CHECK (tarief > 0),
    geldig_van date NOT NULL,
    -- Half-open: the first day on which the rate no longer holds; NULL is open.
    geldig_tot date,
    vastgelegd_op timestamptz NOT NULL,
    vervangen_op timestamptz,
    CONSTRAINT zorgovereenkomst_regel_periode CHECK (geldig_tot > geldig_van)
);
CREATE INDEX zorgovereenkomst_regel_nu ON zorgovereenkomst_regel (zorgovereenkomst_id)
    WHERE vervangen_op IS NULL;
CREATE UNIQUE INDEX zorgovereenkomst_regel_eenmalig ON zorgovereenkomst_regel (regel_id, geldig_van)
    WHERE vervangen_op IS NULL;

CREATE FUNCTION only_close_regel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.vervangen_op IS NOT NULL
        OR to_jsonb(NEW) - 'vervangen_op' <> to_jsonb(OLD) - 'vervangen_op' THEN
        RAISE EXCEPTION 'rows of % are closed, never changed or removed', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER zorgovereenkomst_regel_only_closed BEFORE UPDATE OR DELETE
    ON zorgovereenkomst_regel FOR EACH ROW EXECUTE FUNCTION only_close_regel();

-- A signed change of rates; insert-only.
CREATE TABLE zorgovereenkomst_wijziging (
    id uuid PRIMARY KEY,
    zorgovereenkomst_id uuid NOT NULL REFERENCES zorgovereenkomst,
    verstrekkers uuid[] NOT NULL,
    ingangsdatum date NOT NULL,
    ondertekend_op date NOT NULL,
    -- New rates by line, and what they meant for claims that were already due.
    regels jsonb NOT NULL,
    gevolgen jsonb NOT NULL,
    vastgelegd_door text NOT NULL,
    vastgelegd_op timestamptz NOT NULL
);
CREATE INDEX zorgovereenkomst_wijziging_overeenkomst
    ON zorgovereenkomst_wijziging (zorgovereenkomst_id);
CREATE TRIGGER zorgovereenkomst_wijziging_insert_only BEFORE UPDATE OR DELETE
    ON zorgovereenkomst_wijziging FOR EACH ROW EXECUTE FUNCTION refuse_change();

ALTER TABLE zorgovereenkomst ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON zorgovereenkomst
    USING (any_in_scope(verstrekkers) OR budgethouder_id = persoon_in_scope());
ALTER TABLE zorgovereenkomst_inhoud ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON zorgovereenkomst_inhoud USING (in_scope(verstrekker_id));
ALTER TABLE zorgovereenkomst_regel ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON zorgovereenkomst_regel USING (in_scope(verstrekker_id));
ALTER TABLE zorgovereenkomst_wijziging ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON zorgovereenkomst_wijziging USING (any_in_scope(verstrekkers));
