-- Who may do what, what was answered, and who looked.

-- Organisations that may act for a verstrekker: its own, without a period, and those with a mandate.
CREATE TABLE verstrekker_toegang (
    verstrekker_id uuid NOT NULL,
    oin            text NOT NULL CONSTRAINT verstrekker_toegang_oin CHECK (oin ~ '^[0-9]{20}$'),
    van            date,
    tot            date,
    CONSTRAINT verstrekker_toegang_periode CHECK (tot IS NULL OR van IS NULL OR tot >= van)
);
CREATE INDEX verstrekker_toegang_by_oin ON verstrekker_toegang (oin);
CREATE INDEX verstrekker_toegang_by_verstrekker ON verstrekker_toegang (verstrekker_id);

-- One row for each request that was done under an Idempotency-Key, with the answer it got.
CREATE TABLE idempotency (
    oin          text NOT NULL,
    method       text NOT NULL,
    path         text NOT NULL,
    key          text NOT NULL,
    request_hash bytea NOT NULL,
    status       integer NOT NULL,
    headers      jsonb NOT NULL,
    body         jsonb NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT idempotency_once PRIMARY KEY (oin, method, path, key)
);
CREATE INDEX idempotency_by_age ON idempotency (created_at);

-- Each look at persons: who looked, what he may see, and whose rows the answer showed.
CREATE TABLE inzage (
    id                uuid PRIMARY KEY,
    vastgelegd_op     timestamptz NOT NULL,
    oin               text NOT NULL,
    sub               text NOT NULL,
    represents        text,
    resource          text NOT NULL,
    scope             text NOT NULL CONSTRAINT inzage_scope CHECK (scope IN ('verstrekkers', 'persoon', 'landelijk')),
    verstrekkers      uuid[] NOT NULL,
    rij_verstrekkers  uuid[] NOT NULL,
    trace_id          text
);
CREATE INDEX inzage_by_time ON inzage (vastgelegd_op);
CREATE TRIGGER inzage_insert_only BEFORE UPDATE OR DELETE ON inzage
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
