-- What this service hears. `consumer` is the name of the queue.

-- Every message that was taken in, for ever or at least longer than any replay reaches back. NOT
-- partitioned by time: that would make the key non-unique.
CREATE TABLE inbox (
    event_id uuid NOT NULL,
    consumer text NOT NULL,
    source text NOT NULL,
    hash bytea NOT NULL,
    outcome text NOT NULL
        CONSTRAINT inbox_outcome CHECK (outcome IN ('applied', 'ignored', 'waiting', 'parked')),
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (event_id, consumer, source)
);

-- The newest version that is in effect, per consumer and subject.
CREATE TABLE applied (
    consumer text NOT NULL,
    type text NOT NULL,
    subject uuid NOT NULL,
    versie bigint NOT NULL,
    hash bytea NOT NULL,
    event_id uuid NOT NULL,
    PRIMARY KEY (consumer, type, subject)
) WITH (fillfactor = 90);

-- What cannot be applied yet, because something it needs is not known here.
CREATE TABLE waiting (
    event_id uuid NOT NULL,
    consumer text NOT NULL,
    source text NOT NULL,
    type text NOT NULL,
    subject uuid NOT NULL,
    versie bigint NOT NULL,
    body bytea NOT NULL,
    hash bytea NOT NULL,
    traceparent text,
    reason text NOT NULL,
    attempts integer NOT NULL DEFAULT 1,
    first_at timestamptz NOT NULL DEFAULT now(),
    next_try_at timestamptz NOT NULL,
    PRIMARY KEY (event_id, consumer, source)
);
CREATE INDEX waiting_due ON waiting (consumer, next_try_at);

-- What can never be applied as it is: a person decides. Kept after the decision.
CREATE TABLE parked (
    id uuid PRIMARY KEY,
    consumer text NOT NULL,
    source text,
    event_id uuid,
    type text,
    subject uuid,
    versie bigint,
    headers jsonb NOT NULL DEFAULT '{}',
    body bytea NOT NULL,
    hash bytea NOT NULL,
    reason text NOT NULL,
    -- The reason without its particulars: ten thousand rows of one fault are one decision.
    fingerprint text NOT NULL,
    attempts integer NOT NULL DEFAULT 1,
    first_at timestamptz NOT NULL DEFAULT now(),
    last_at timestamptz NOT NULL DEFAULT now(),
    trace_id text,
    state text NOT NULL DEFAULT 'open'
        CONSTRAINT parked_state CHECK (state IN ('open', 'replayed', 'dropped')),
    replayed_by text,
    replayed_at timestamptz,
    drop_reason text,
    drop_asked_by text,
    drop_asked_at timestamptz,
    dropped_by text,
    dropped_at timestamptz,
    -- Nothing that was said disappears on the word of one person.
    CONSTRAINT parked_four_eyes CHECK (state <> 'dropped' OR (drop_reason IS NOT NULL
        AND drop_asked_by IS NOT NULL AND dropped_by IS NOT NULL AND dropped_by <> drop_asked_by))
);
CREATE UNIQUE INDEX parked_open_once ON parked (consumer, hash) WHERE state = 'open';
CREATE INDEX parked_open_fingerprint ON parked (fingerprint) WHERE state = 'open';
