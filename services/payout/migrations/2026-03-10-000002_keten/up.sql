-- Every entry hangs on the one before it in its chain (payments:I12), heads are sealed daily, the
-- outcome of each proof is kept, and nothing of this is ever changed (payments:I11).

CREATE TABLE keten (
    nr          smallint PRIMARY KEY CONSTRAINT keten_nr CHECK (nr BETWEEN 0 AND 63),
    -- The last entry on it: its number, and the hash over everything up to and including it.
    laatste     bigint NOT NULL DEFAULT 0,
    hash        bytea NOT NULL
) WITH (fillfactor = 20);
CREATE FUNCTION keten_begin(smallint) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(convert_to('pgb keten ' || $1::text, 'UTF8'))
$$;
INSERT INTO keten (nr, hash) SELECT n, keten_begin(n::smallint) FROM generate_series(0, 63) AS n;

CREATE FUNCTION keten_alleen_vooruit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.nr <> OLD.nr OR NEW.laatste <= OLD.laatste THEN
        RAISE EXCEPTION 'a chain only grows'
            USING ERRCODE = 'restrict_violation', TABLE = 'keten', CONSTRAINT = 'keten_vooruit';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER keten_vooruit BEFORE UPDATE ON keten FOR EACH ROW EXECUTE FUNCTION keten_alleen_vooruit();
CREATE TRIGGER keten_blijft BEFORE DELETE ON keten FOR EACH ROW EXECUTE FUNCTION refuse_change();

ALTER TABLE journaalpost
    ADD COLUMN keten smallint, ADD COLUMN keten_nr bigint, ADD COLUMN keten_hash bytea;

-- What a hash is taken of. The writer makes the same text.
CREATE VIEW journaalpost_tekst WITH (security_invoker = true) AS
SELECT p.id, p.keten, p.keten_nr, p.keten_hash, p.geboekt_op, concat_ws('|', p.id, p.soort, p.bron, p.bron_id,
    p.bron_versie, p.verstrekker_id, p.verband, to_char(p.ingangsdatum, 'YYYY-MM-DD'),
    (extract(epoch FROM p.geboekt_op) * 1000000)::bigint) || coalesce(r.tekst, '') AS tekst
FROM journaalpost p
LEFT JOIN LATERAL (
    SELECT string_agg(E'\n' || concat_ws('|', r.nr, k.soort, k.verstrekker_id, k.dimensie, k.wet, k.jaar,
        k.maand, r.verstrekker_id, r.debet, r.credit), '' ORDER BY r.nr) AS tekst
    FROM journaalregel r JOIN rekening k ON k.id = r.rekening_id WHERE r.post_id = p.id) r ON true;

-- Entries from before the chains stand on the first one.
ALTER TABLE journaalpost DISABLE TRIGGER journaalpost_insert_only;
DO $$
DECLARE
    post record;
    head keten;
BEGIN
    PERFORM set_config('pgb.scope', 'landelijk', true);
    SELECT * INTO head FROM keten WHERE nr = 0;
    FOR post IN SELECT id, tekst FROM journaalpost_tekst ORDER BY geboekt_op, id LOOP
        head.laatste := head.laatste + 1;
        head.hash := sha256(head.hash || convert_to(post.tekst, 'UTF8'));
        UPDATE journaalpost SET keten = 0, keten_nr = head.laatste, keten_hash = head.hash
            WHERE id = post.id;
    END LOOP;
    IF head.laatste > 0 THEN
        UPDATE keten SET laatste = head.laatste, hash = head.hash WHERE nr = 0;
    END IF;
    PERFORM set_config('pgb.scope', '', true);
END
$$;
ALTER TABLE journaalpost ENABLE TRIGGER journaalpost_insert_only;
ALTER TABLE journaalpost
    ALTER COLUMN keten SET NOT NULL, ALTER COLUMN keten_nr SET NOT NULL, ALTER COLUMN keten_hash SET NOT NULL,
    ADD CONSTRAINT journaalpost_schakel UNIQUE (keten, keten_nr);

-- The heads at the end of a day; a copy goes out of the database.
CREATE TABLE zegel (
    verstrekker_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    dag            date NOT NULL,
    keten          smallint NOT NULL,
    laatste        bigint NOT NULL,
    hash           bytea NOT NULL,
    verzegeld_op   timestamptz NOT NULL,
    PRIMARY KEY (dag, keten)
);

-- The proofs of each night, and whoever asked for them by day.
CREATE TABLE controle (
    id             uuid PRIMARY KEY,
    verstrekker_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    dag            date NOT NULL,
    aanleiding     text NOT NULL CONSTRAINT controle_aanleiding CHECK (aanleiding IN ('nacht', 'verzoek')),
    begonnen_op    timestamptz NOT NULL,
    klaar_op       timestamptz NOT NULL,
    klopt          boolean NOT NULL
);
CREATE UNIQUE INDEX controle_nacht ON controle (dag) WHERE aanleiding = 'nacht';
CREATE TABLE controle_uitkomst (
    controle_id    uuid NOT NULL REFERENCES controle,
    verstrekker_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    code           text NOT NULL,
    bekeken        bigint NOT NULL,
    afwijkingen    bigint NOT NULL,
    -- The first ten, one a line.
    voorbeelden    text NOT NULL,
    PRIMARY KEY (controle_id, code)
);

-- Nothing is changed, removed or emptied, not by the owner either; the role of the service has not
-- even the right, and is not the owner, so that it cannot take the guards away.
DO $$
DECLARE
    t text;
    grantee text;
BEGIN
    FOREACH t IN ARRAY ARRAY['zegel', 'controle', 'controle_uitkomst', 'boekperiode'] LOOP
        IF t <> 'boekperiode' THEN
            EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
            EXECUTE format('CREATE POLICY scope ON %I USING (in_scope(verstrekker_id))', t);
        END IF;
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I
            FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_insert_only', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['journaalpost', 'journaalregel', 'rekening', 'keten', 'zegel', 'controle',
                             'controle_uitkomst', 'boekperiode'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_niet_leeg', t);
        FOR grantee IN SELECT DISTINCT r.rolname FROM pg_class c, aclexplode(c.relacl) a
                JOIN pg_roles r ON r.oid = a.grantee
                WHERE c.oid = t::regclass AND a.grantee <> c.relowner AND a.privilege_type = 'UPDATE' LOOP
            EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER ON %I FROM %I', t, grantee);
            IF t = 'rekening' THEN
                EXECUTE format('GRANT UPDATE (saldo) ON rekening TO %I', grantee);
            ELSIF t = 'keten' THEN
                EXECUTE format('GRANT UPDATE (laatste, hash) ON keten TO %I', grantee);
            END IF;
        END LOOP;
    END LOOP;
END
$$;
