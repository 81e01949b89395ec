-- Guards that every table of the chain may use.

-- For tables that are only added to: CREATE TRIGGER … BEFORE UPDATE OR DELETE ON x
-- FOR EACH ROW EXECUTE FUNCTION refuse_change(). Holds for the owner too.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
END
$$;

-- Whether rows of this verstrekker are inside the scope of the running transaction. Without a scope: no.
-- A setting that was set in an earlier transaction reads as '' afterwards, never as the earlier value.
CREATE FUNCTION in_scope(uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(current_setting('pgb.scope', true) = 'landelijk', false)
        OR coalesce($1 = ANY (nullif(current_setting('pgb.verstrekkers', true), '')::uuid[]), false)
$$;

-- The person whose rows the running transaction may see; NULL outside the scope of a person.
CREATE FUNCTION persoon_in_scope() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN current_setting('pgb.scope', true) = 'persoon'
        THEN nullif(current_setting('pgb.persoon', true), '')::uuid END
$$;
