-- Claims. The head row holds what is true now; lines and versions are only added.

CREATE TABLE declaratie (
    id uuid PRIMARY KEY,
    -- Who handed it in, and under which reference: the same again is the same claim.
    oin text NOT NULL,
    kenmerk text NOT NULL,
    -- Both in one key, so that there is one way to look claims up by it: an index on two columns
    -- is also a way to read all claims of a caller, which looks as cheap while there are few.
    kenmerk_sleutel text NOT NULL GENERATED ALWAYS AS (oin || ' ' || kenmerk) STORED,
    -- Keyed hash of what was handed in.
    inhoud_hash bytea NOT NULL,
    zorgovereenkomst_id uuid NOT NULL,
    budgethouder_id uuid NOT NULL,
    zorgverlener_id uuid NOT NULL,
    verstrekker_id uuid NOT NULL,
    betaalgegevens_id uuid NOT NULL,
    soort text NOT NULL,
    entree text NOT NULL,
    factuurnummer text,
    factuurdatum date,
    ontvangen_op date,
    ingediend_door uuid,
    ingediend_op timestamptz NOT NULL,
    -- Eurocents claimed.
    totaal bigint NOT NULL,
    status text NOT NULL CONSTRAINT declaratie_status
        CHECK (status IN ('goedgekeurd', 'afgekeurd', 'uitval', 'aangehouden', 'ingetrokken')),
    -- The newest declaratie_versie.
    nummer integer NOT NULL,
    -- How often declaratie-vastgesteld was said.
    versie bigint NOT NULL,
    revisie bigint NOT NULL,
    -- Eurocents due now.
    verschuldigd bigint NOT NULL CONSTRAINT declaratie_verschuldigd CHECK (verschuldigd >= 0),
    -- The answer of payout: to which version, and what it made of it.
    geboekte_versie bigint,
    geboekt bigint,
    geweigerd bigint,
    reden text,
    CONSTRAINT declaratie_kenmerk_uniek UNIQUE (kenmerk_sleutel)
);
CREATE INDEX declaratie_zorgovereenkomst ON declaratie (zorgovereenkomst_id, id);
CREATE INDEX declaratie_verstrekker ON declaratie (verstrekker_id, id);
CREATE INDEX declaratie_factuurnummer
    ON declaratie (zorgverlener_id, budgethouder_id, factuurnummer) WHERE factuurnummer IS NOT NULL;

-- The lines as handed in, and how much of each counts. Written in the transaction that writes the
-- head row; a foreign key would cost a look-up per line and find nothing.
CREATE TABLE declaratieregel (
    declaratie_id uuid NOT NULL,
    volgnummer smallint NOT NULL,
    zorgovereenkomst_id uuid NOT NULL,
    verstrekker_id uuid NOT NULL,
    regel_id uuid NOT NULL,
    -- NULL where the agreement has no such line.
    wet text,
    begindatum date NOT NULL,
    einddatum date NOT NULL,
    aantal bigint NOT NULL,
    eenheid text NOT NULL,
    tarief bigint NOT NULL,
    bedrag bigint NOT NULL,
    -- How much of the quantity counts, and how many hundredths of an hour that is.
    aantal_toegekend bigint NOT NULL,
    uren_toegekend bigint NOT NULL,
    -- [{"datum", "aantal"}] where the claim says days.
    dagen jsonb,
    PRIMARY KEY (declaratie_id, volgnummer),
    -- Who looks for overlapping lines relies on the longest stretch.
    CONSTRAINT declaratieregel_periode CHECK (einddatum BETWEEN begindatum AND begindatum + 365),
    CONSTRAINT declaratieregel_toegekend CHECK (aantal_toegekend BETWEEN 0 AND aantal)
);
-- By last day: claims look back at the newest lines of their agreement, however many there are.
CREATE INDEX declaratieregel_zorgdagen
    ON declaratieregel (zorgovereenkomst_id, einddatum, begindatum);
CREATE TRIGGER declaratieregel_insert_only BEFORE UPDATE OR DELETE ON declaratieregel
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Every decision on a claim: what is due per line, pot and month, and what the checks found.
CREATE TABLE declaratie_versie (
    declaratie_id uuid NOT NULL,
    nummer integer NOT NULL,
    verstrekker_id uuid NOT NULL,
    -- The version of declaratie-vastgesteld that said it; NULL when nothing was said.
    versie bigint,
    aanleiding text NOT NULL CONSTRAINT declaratie_versie_aanleiding
        CHECK (aanleiding IN ('indiening', 'wijziging', 'intrekking')),
    status text NOT NULL,
    verschuldigd bigint NOT NULL,
    regels jsonb NOT NULL,
    uitkomsten jsonb NOT NULL,
    vastgelegd_op timestamptz NOT NULL,
    PRIMARY KEY (declaratie_id, nummer)
);
CREATE TRIGGER declaratie_versie_insert_only BEFORE UPDATE OR DELETE ON declaratie_versie
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

ALTER TABLE declaratie ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON declaratie
    USING (in_scope(verstrekker_id) OR budgethouder_id = persoon_in_scope());
ALTER TABLE declaratieregel ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON declaratieregel USING (in_scope(verstrekker_id));
ALTER TABLE declaratie_versie ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON declaratie_versie USING (in_scope(verstrekker_id));
