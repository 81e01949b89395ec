-- Why one verstrekker may know what is elsewhere: a ground in law, for one indicator, in a period, on the word of two.
-- Empty as delivered: without a row nothing is looked at over verstrekkers but for the national payment task.
CREATE TABLE grondslag (
    code text PRIMARY KEY,
    indicator text NOT NULL,
    wet text NOT NULL,
    artikel text NOT NULL,
    bronpartij text NOT NULL,
    ontvangende_partij text NOT NULL,
    doel text NOT NULL CONSTRAINT grondslag_doel CHECK (length(doel) BETWEEN 10 AND 1000),
    gegevenssoorten text[] NOT NULL CONSTRAINT grondslag_gegevenssoorten CHECK (cardinality(gegevenssoorten) > 0),
    -- Half-open.
    geldig_van date NOT NULL,
    geldig_tot date NOT NULL,
    vastgesteld_door text NOT NULL,
    akkoord_door text,
    vastgelegd_op timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT grondslag_periode CHECK (geldig_tot > geldig_van),
    CONSTRAINT grondslag_vier_ogen CHECK (akkoord_door IS NULL OR akkoord_door <> vastgesteld_door)
);

CREATE FUNCTION bewaak_grondslag() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a ground is ended, not removed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (to_jsonb(NEW) - ARRAY['akkoord_door', 'geldig_tot']) <> (to_jsonb(OLD) - ARRAY['akkoord_door', 'geldig_tot'])
        OR NEW.geldig_tot > OLD.geldig_tot
        OR (OLD.akkoord_door IS NOT NULL AND NEW.akkoord_door IS DISTINCT FROM OLD.akkoord_door)
    THEN
        RAISE EXCEPTION 'a ground is confirmed once and can only end sooner' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER grondslag_bewaakt BEFORE UPDATE OR DELETE ON grondslag
    FOR EACH ROW EXECUTE FUNCTION bewaak_grondslag();
