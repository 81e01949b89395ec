-- The kill switch (payments:6.1): stops selection, building and sending, of everything, of one own
-- account or of one run. It is a row, so it survives a restart. Two persons lift it.
CREATE TABLE noodstop (
    id                uuid PRIMARY KEY,
    verstrekker_id    uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    -- Nothing named: everything stops.
    eigen_rekening_id uuid REFERENCES eigen_rekening,
    betaalrun_id      uuid REFERENCES betaalrun,
    reden             text NOT NULL,
    gezet_door        text NOT NULL,
    gezet_op          timestamptz NOT NULL,
    opheffing_gevraagd_door text,
    opheffing_gevraagd_op   timestamptz,
    opgeheven_door    text,
    opgeheven_op      timestamptz,
    revisie           bigint NOT NULL DEFAULT 1,
    CONSTRAINT noodstop_een_bereik CHECK (num_nonnulls(eigen_rekening_id, betaalrun_id) <= 1),
    CONSTRAINT noodstop_vier_ogen CHECK (opgeheven_door IS NULL
        OR (opheffing_gevraagd_door IS NOT NULL AND opgeheven_door <> opheffing_gevraagd_door))
);
CREATE INDEX noodstop_actief ON noodstop (id) WHERE opgeheven_op IS NULL;
ALTER TABLE noodstop ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON noodstop USING (in_scope(verstrekker_id));

CREATE FUNCTION bewaar_noodstop() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.opgeheven_op IS NOT NULL OR (OLD.eigen_rekening_id, OLD.betaalrun_id, OLD.reden,
            OLD.gezet_door, OLD.gezet_op)
        IS DISTINCT FROM (NEW.eigen_rekening_id, NEW.betaalrun_id, NEW.reden, NEW.gezet_door,
            NEW.gezet_op) THEN
        RAISE EXCEPTION 'a stop is lifted, never changed'
            USING ERRCODE = 'restrict_violation', TABLE = 'noodstop';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER noodstop_vast BEFORE UPDATE ON noodstop FOR EACH ROW EXECUTE FUNCTION bewaar_noodstop();
CREATE TRIGGER noodstop_blijft BEFORE DELETE ON noodstop
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
