-- Why somebody looked: each look at signals with its purpose, the signal or the list, whom it showed and how many rows.
CREATE TABLE inzage_log (
    id uuid PRIMARY KEY,
    vastgelegd_op timestamptz NOT NULL,
    oin text NOT NULL,
    sub text NOT NULL,
    doelbinding text NOT NULL CONSTRAINT inzage_log_doelbinding CHECK (length(doelbinding) BETWEEN 3 AND 200),
    resource text NOT NULL,
    signaal_id uuid,
    onderwerpen uuid[] NOT NULL,
    rijen integer NOT NULL,
    trace_id text
);
CREATE INDEX inzage_log_by_time ON inzage_log (vastgelegd_op);
CREATE TRIGGER inzage_log_insert_only BEFORE UPDATE OR DELETE ON inzage_log
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
