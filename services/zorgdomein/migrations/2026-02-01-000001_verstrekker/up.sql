-- The register of verstrekkers: public bodies, no persons. Everybody may read it; only the
-- national organisation writes it, which the API sees to.
CREATE TABLE verstrekker (
    id uuid PRIMARY KEY,
    naam text NOT NULL,
    soort text NOT NULL,
    -- Sender code in iPgb: gemeentecode or zorgkantoorcode; UZOVI for a zorgverzekeraar.
    afzendercode text NOT NULL,
    oin text NOT NULL,
    wetten text[] NOT NULL,
    -- How often verstrekker-vastgesteld has been said.
    versie bigint NOT NULL,
    revisie bigint NOT NULL,
    vastgelegd_op timestamptz NOT NULL,
    CONSTRAINT verstrekker_soort CHECK (soort IN ('gemeente', 'zorgkantoor', 'zorgverzekeraar')),
    CONSTRAINT verstrekker_afzendercode_uniek UNIQUE (afzendercode)
);

CREATE TABLE verstrekker_mandaat (
    verstrekker_id uuid NOT NULL REFERENCES verstrekker,
    oin text NOT NULL,
    geldig_van date NOT NULL,
    -- Half-open: the first day on which it no longer holds; NULL is open.
    geldig_tot date,
    PRIMARY KEY (verstrekker_id, oin, geldig_van),
    CONSTRAINT verstrekker_mandaat_periode CHECK (geldig_tot > geldig_van)
);

-- Maxima of Wmo and Jeugdwet are local: absent means not judged.
CREATE TABLE verstrekker_maximumtarief (
    verstrekker_id uuid NOT NULL REFERENCES verstrekker,
    wet text NOT NULL,
    zorgfunctie text NOT NULL,
    -- NULL: for every kind of agreement.
    soort text,
    eenheid text NOT NULL,
    tarief bigint NOT NULL CHECK (tarief >= 0),
    geldig_van date NOT NULL,
    geldig_tot date,
    CONSTRAINT verstrekker_maximumtarief_periode CHECK (geldig_tot > geldig_van)
);
CREATE INDEX verstrekker_maximumtarief_verstrekker ON verstrekker_maximumtarief (verstrekker_id);
