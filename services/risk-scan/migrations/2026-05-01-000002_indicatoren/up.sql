-- Indicators as dated, versioned data: what they look at, with which figures, and since when.

CREATE TABLE indicator_versie (
    indicator text NOT NULL,
    versie integer NOT NULL,
    naam text NOT NULL,
    doel text NOT NULL,
    -- Figures by name, integers only: no floating point in evidence.
    parameters jsonb NOT NULL,
    -- Names the rule in the program that reads these figures.
    regel text NOT NULL,
    gewicht smallint NOT NULL CONSTRAINT indicator_versie_gewicht CHECK (gewicht BETWEEN 0 AND 10),
    ernst smallint NOT NULL CONSTRAINT indicator_versie_ernst CHECK (ernst BETWEEN 1 AND 5),
    aard text NOT NULL CONSTRAINT indicator_versie_aard CHECK (aard IN ('F', 'P', 'C')),
    bron text NOT NULL,
    status text NOT NULL
        CONSTRAINT indicator_versie_status CHECK (status IN ('CONCEPT', 'SCHADUW', 'ACTIEF', 'UITGEFASEERD')),
    voorgesteld_door text NOT NULL,
    akkoord_door text,
    status_sinds timestamptz NOT NULL,
    PRIMARY KEY (indicator, versie),
    -- Active on the word of two.
    CONSTRAINT indicator_versie_vier_ogen CHECK (
        status NOT IN ('ACTIEF', 'UITGEFASEERD') OR (akkoord_door IS NOT NULL AND akkoord_door <> voorgesteld_door))
);
-- One version of an indicator decides what is shown.
CREATE UNIQUE INDEX indicator_versie_een_actief ON indicator_versie (indicator) WHERE status = 'ACTIEF';

-- The life of a version goes one way, and its figures do not change once it has run: what a signal says stays
-- explainable. Switching off (UITGEFASEERD) is possible from everywhere.
CREATE FUNCTION bewaak_indicator_versie() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.status <> 'CONCEPT' THEN
        RAISE EXCEPTION 'a version that has run is kept' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF OLD.status <> 'CONCEPT'
        AND (NEW.parameters, NEW.regel, NEW.naam, NEW.doel) IS DISTINCT FROM (OLD.parameters, OLD.regel, OLD.naam, OLD.doel)
    THEN
        RAISE EXCEPTION 'a version that has run does not change: make the next one' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (('CONCEPT', 'SCHADUW'), ('SCHADUW', 'ACTIEF'),
        ('CONCEPT', 'UITGEFASEERD'), ('SCHADUW', 'UITGEFASEERD'), ('ACTIEF', 'UITGEFASEERD'))
    THEN
        RAISE EXCEPTION 'a version does not go from % to %', OLD.status, NEW.status
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER indicator_versie_bewaakt BEFORE UPDATE OR DELETE ON indicator_versie
    FOR EACH ROW EXECUTE FUNCTION bewaak_indicator_versie();

-- The first version comes active with the release; who proposed and who accepted the release stand for the two.
INSERT INTO indicator_versie VALUES ('R01', 1, 'Gedeeld IBAN zorgverleners',
    'Laten zien dat geld voor meerdere zorgverleners op dezelfde rekening komt, zodat een mens kan nagaan waarom.',
    '{"vensterDagen": 365, "drempel": 3, "drempelVerschillend": 2}', 'r01', 6, 3, 'P', 'risk:R01', 'ACTIEF',
    'levering', 'acceptatie', now());

-- Accounts through which many are paid for a known reason: an office, a bewindvoerder, a payroll firm. Ends by itself;
-- a signal that is already there is closed by a person, not by this list.
CREATE TABLE hub (
    iban_ref text PRIMARY KEY,
    soort text NOT NULL CONSTRAINT hub_soort CHECK (soort IN
        ('ADMINISTRATIEKANTOOR', 'BEWINDVOERDER', 'SALARISADMINISTRATIE', 'MAATSCHAP', 'OVERIG')),
    reden text NOT NULL CONSTRAINT hub_reden CHECK (length(reden) BETWEEN 10 AND 1000),
    eigenaar text NOT NULL,
    -- Half-open.
    geldig_van date NOT NULL,
    geldig_tot date NOT NULL,
    vastgelegd_op timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT hub_periode CHECK (geldig_tot > geldig_van)
);

-- Who was ever paid on which account: tells cheaply which accounts are worth a look. Never shrinks.
CREATE TABLE rekening_zorgverlener (
    iban_ref text NOT NULL,
    zorgverlener_id uuid NOT NULL,
    PRIMARY KEY (iban_ref, zorgverlener_id)
);
-- Accounts that a batch touched, to be looked at by the job; a row per touch, so that hearers never wait for each other.
CREATE TABLE te_beoordelen (
    volgnummer bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    iban_ref text NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

ALTER TABLE rekening_zorgverlener ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON rekening_zorgverlener USING (in_scope_landelijk()) WITH CHECK (true);
ALTER TABLE te_beoordelen ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON te_beoordelen USING (in_scope_landelijk()) WITH CHECK (true);
