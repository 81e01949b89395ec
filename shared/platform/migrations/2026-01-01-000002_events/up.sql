-- What this service says: the log, which is the source of every replay, and what is still to be sent.

CREATE TABLE event (
    id uuid NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    type text NOT NULL,
    subject uuid NOT NULL,
    versie bigint NOT NULL CONSTRAINT event_versie_positive CHECK (versie > 0),
    shard smallint NOT NULL,
    -- The exact bytes that are published: a repeat is identical.
    envelope bytea NOT NULL,
    hash bytea NOT NULL,
    traceparent text,
    -- The key of a partitioned table must hold the partition column.
    PRIMARY KEY (recorded_at, id)
) PARTITION BY RANGE (recorded_at);

-- Catches what no month was made for; must be empty.
CREATE TABLE event_default PARTITION OF event DEFAULT;

CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON event
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Makes the partitions of this month and of the `ahead` months after it; says how many were new. Run by
-- a job of the service, which may not create tables itself.
CREATE FUNCTION make_event_partitions(ahead integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    first_of_month timestamp := date_trunc('month', clock_timestamp() AT TIME ZONE 'UTC');
    lower_bound timestamp;
    name text;
    made integer := 0;
BEGIN
    FOR month IN 0..least(ahead, 120) LOOP
        lower_bound := first_of_month + make_interval(months => month);
        name := 'event_' || to_char(lower_bound, 'YYYY_MM');
        IF to_regclass('public.' || name) IS NULL THEN
            EXECUTE format(
                'CREATE TABLE IF NOT EXISTS %I PARTITION OF event FOR VALUES FROM (%L) TO (%L)',
                name, lower_bound || '+00', (lower_bound + interval '1 month') || '+00');
            made := made + 1;
        END IF;
    END LOOP;
    RETURN made;
END
$$;

SELECT make_event_partitions(4);

-- Only what is still to be sent: rows are added and removed, and changed only when sending failed.
CREATE TABLE outbox (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    shard smallint NOT NULL,
    event_id uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    next_try_at timestamptz
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
        autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 20000,
        autovacuum_vacuum_cost_delay = 0);
CREATE INDEX outbox_shard_seq ON outbox (shard, seq);
