-- What each verstrekker decides about recoveries and funding, by the day it holds from. Nothing is
-- changed: another policy is another row.

CREATE TABLE verstrekkerbeleid (
    id                   uuid PRIMARY KEY,
    verstrekker_id       uuid NOT NULL,
    geldig_van           date NOT NULL,
    recht_hersteld       text NOT NULL
        CONSTRAINT verstrekkerbeleid_recht CHECK (recht_hersteld IN ('bij_ontvangst', 'bij_correctie')),
    -- Days to react to a notice of set-off.
    reactietermijn_dagen smallint NOT NULL
        CONSTRAINT verstrekkerbeleid_termijn CHECK (reactietermijn_dagen BETWEEN 0 AND 365),
    -- How far an advance may be overdrawn before payments are held; without it they never are.
    fondslimiet          bigint CONSTRAINT verstrekkerbeleid_fondslimiet CHECK (fondslimiet >= 0),
    -- Where it was decided: a reference.
    bron                 text NOT NULL,
    door                 text NOT NULL,
    vastgelegd_op        timestamptz NOT NULL
);
CREATE INDEX verstrekkerbeleid_geldig ON verstrekkerbeleid (verstrekker_id, geldig_van, id);
ALTER TABLE verstrekkerbeleid ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON verstrekkerbeleid USING (in_scope(verstrekker_id));
CREATE TRIGGER verstrekkerbeleid_insert_only BEFORE UPDATE OR DELETE ON verstrekkerbeleid
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
