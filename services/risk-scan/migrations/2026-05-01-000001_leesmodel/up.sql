-- What was heard, as indicators read it. No name, BSN, IBAN, address or day of birth stands here: accounts, addresses
-- and contacts are keyed references that can be compared and not read. Each row keeps the event it came from, for
-- evidence. Facts of different kinds come in any order, so rows do not refer to each other by constraint.

-- Rows that belong to no verstrekker in particular: written by whoever hears, read for the whole country only.
CREATE FUNCTION in_scope_landelijk() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(current_setting('pgb.scope', true) = 'landelijk', false)
$$;

CREATE TABLE zorgverlener (
    id uuid PRIMARY KEY,
    natuurlijk_persoon boolean NOT NULL,
    kvk_nummer text,
    iban_ref text,
    adres_ref text,
    contact_ref text,
    gebeurtenis_id uuid NOT NULL,
    versie bigint NOT NULL
);
CREATE TABLE zorgverlener_verstrekker (
    zorgverlener_id uuid NOT NULL,
    verstrekker_id uuid NOT NULL,
    PRIMARY KEY (zorgverlener_id, verstrekker_id)
);
ALTER TABLE zorgverlener_verstrekker ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON zorgverlener_verstrekker USING (in_scope(verstrekker_id));
ALTER TABLE zorgverlener ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON zorgverlener USING (in_scope_landelijk() OR EXISTS (
    SELECT 1 FROM zorgverlener_verstrekker AS link WHERE link.zorgverlener_id = zorgverlener.id));

CREATE TABLE budgethouder (
    id uuid PRIMARY KEY,
    iban_ref text,
    adres_ref text,
    contact_ref text,
    minderjarig boolean NOT NULL,
    overlijdensdatum date,
    gebeurtenis_id uuid NOT NULL,
    versie bigint NOT NULL
);
CREATE TABLE budgethouder_verstrekker (
    budgethouder_id uuid NOT NULL,
    verstrekker_id uuid NOT NULL,
    PRIMARY KEY (budgethouder_id, verstrekker_id)
);
ALTER TABLE budgethouder_verstrekker ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON budgethouder_verstrekker USING (in_scope(verstrekker_id));
ALTER TABLE budgethouder ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON budgethouder USING (in_scope_landelijk() OR EXISTS (
    SELECT 1 FROM budgethouder_verstrekker AS link WHERE link.budgethouder_id = budgethouder.id));

-- Periods are half-open: `tot` is the first day on which it no longer holds.
CREATE TABLE toekenning (
    id uuid PRIMARY KEY,
    verstrekker_id uuid NOT NULL,
    budgethouder_id uuid NOT NULL,
    wet text NOT NULL,
    status text NOT NULL,
    gebeurtenis_id uuid NOT NULL,
    versie bigint NOT NULL
);
CREATE TABLE toekenning_pot (
    toekenning_id uuid NOT NULL,
    pot_id uuid NOT NULL,
    verstrekker_id uuid NOT NULL,
    zorgfunctie text NOT NULL,
    geldig_van date NOT NULL,
    geldig_tot date,
    bedrag bigint NOT NULL,
    PRIMARY KEY (toekenning_id, pot_id)
);

CREATE TABLE zorgovereenkomst (
    id uuid PRIMARY KEY,
    budgethouder_id uuid NOT NULL,
    zorgverlener_id uuid NOT NULL,
    soort text NOT NULL,
    status text NOT NULL,
    salarisadministratie boolean NOT NULL,
    gebeurtenis_id uuid NOT NULL,
    versie bigint NOT NULL
);
CREATE INDEX zorgovereenkomst_by_zorgverlener ON zorgovereenkomst (zorgverlener_id);
CREATE TABLE zorgovereenkomst_regel (
    zorgovereenkomst_id uuid NOT NULL,
    volgnummer integer NOT NULL,
    regel_id uuid NOT NULL,
    verstrekker_id uuid NOT NULL,
    wet text NOT NULL,
    zorgfunctie text NOT NULL,
    eenheid text NOT NULL,
    tarief bigint NOT NULL,
    geldig_van date NOT NULL,
    geldig_tot date,
    PRIMARY KEY (zorgovereenkomst_id, volgnummer)
);
ALTER TABLE zorgovereenkomst_regel ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON zorgovereenkomst_regel USING (in_scope(verstrekker_id));
ALTER TABLE zorgovereenkomst ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON zorgovereenkomst USING (in_scope_landelijk() OR EXISTS (
    SELECT 1 FROM zorgovereenkomst_regel AS regel WHERE regel.zorgovereenkomst_id = zorgovereenkomst.id));

-- A claim as it was handed in, and (beside it) what is due for it now: two facts, in either order.
CREATE TABLE declaratie_ingediend (
    id uuid PRIMARY KEY,
    verstrekker_id uuid NOT NULL,
    zorgovereenkomst_id uuid NOT NULL,
    budgethouder_id uuid NOT NULL,
    zorgverlener_id uuid NOT NULL,
    soort text NOT NULL,
    entree text NOT NULL,
    ingediend_op timestamptz NOT NULL,
    gebeurtenis_id uuid NOT NULL,
    versie bigint NOT NULL
);
CREATE TABLE declaratie_ingediend_regel (
    declaratie_id uuid NOT NULL,
    volgnummer integer NOT NULL,
    verstrekker_id uuid NOT NULL,
    begindatum date NOT NULL,
    einddatum date NOT NULL,
    aantal bigint NOT NULL,
    eenheid text NOT NULL,
    bedrag bigint NOT NULL,
    PRIMARY KEY (declaratie_id, volgnummer)
);
CREATE TABLE declaratie_vastgesteld (
    id uuid PRIMARY KEY,
    verstrekker_id uuid NOT NULL,
    zorgovereenkomst_id uuid NOT NULL,
    budgethouder_id uuid NOT NULL,
    zorgverlener_id uuid NOT NULL,
    soort text NOT NULL,
    totaal_verschuldigd bigint NOT NULL,
    gebeurtenis_id uuid NOT NULL,
    versie bigint NOT NULL
);
CREATE TABLE declaratie_vastgesteld_regel (
    declaratie_id uuid NOT NULL,
    volgnummer integer NOT NULL,
    verstrekker_id uuid NOT NULL,
    pot_id uuid NOT NULL,
    -- The first day of the month of care.
    zorgmaand date NOT NULL,
    bedrag bigint NOT NULL,
    PRIMARY KEY (declaratie_id, volgnummer)
);

CREATE TABLE betaling (
    id uuid PRIMARY KEY,
    verstrekker_id uuid NOT NULL,
    zorgverlener_id uuid NOT NULL,
    iban_ref text,
    poging integer NOT NULL,
    staat text NOT NULL,
    bedrag bigint NOT NULL,
    -- The day on which the bank booked it, where the state knows one; else the day on which the state was said.
    datum date NOT NULL,
    gebeurtenis_id uuid NOT NULL,
    versie bigint NOT NULL
);
CREATE INDEX betaling_paid_by_rekening ON betaling (iban_ref) WHERE staat = 'betaald';
CREATE INDEX betaling_by_zorgverlener ON betaling (zorgverlener_id) WHERE staat = 'betaald';
CREATE TABLE betaling_declaratie (
    betaling_id uuid NOT NULL,
    declaratie_id uuid NOT NULL,
    verstrekker_id uuid NOT NULL,
    bedrag bigint NOT NULL,
    PRIMARY KEY (betaling_id, declaratie_id)
);

CREATE TABLE vordering (
    id uuid PRIMARY KEY,
    verstrekker_id uuid NOT NULL,
    zorgverlener_id uuid NOT NULL,
    declaratie_id uuid NOT NULL,
    bedrag bigint NOT NULL,
    openstaand bigint NOT NULL,
    gebeurtenis_id uuid NOT NULL,
    versie bigint NOT NULL
);

CREATE TABLE budgetstand (
    toekenning_id uuid PRIMARY KEY,
    verstrekker_id uuid NOT NULL,
    budgethouder_id uuid NOT NULL,
    toegekend bigint NOT NULL,
    beschikbaar bigint NOT NULL,
    gereserveerd bigint NOT NULL,
    besteed bigint NOT NULL,
    gebeurtenis_id uuid NOT NULL,
    versie bigint NOT NULL
);

DO $$
DECLARE
    naam text;
BEGIN
    FOREACH naam IN ARRAY ARRAY['toekenning', 'toekenning_pot', 'declaratie_ingediend', 'declaratie_ingediend_regel',
        'declaratie_vastgesteld', 'declaratie_vastgesteld_regel', 'betaling', 'betaling_declaratie', 'vordering',
        'budgetstand'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', naam);
        EXECUTE format('CREATE POLICY scope ON %I USING (in_scope(verstrekker_id))', naam);
    END LOOP;
END
$$;
