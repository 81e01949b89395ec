-- What others say, as we heard it last. To show and to warn; the truth is theirs.

-- The position of each pot (payout).
CREATE TABLE budgetstand (
    pot_id uuid PRIMARY KEY,
    toekenning_id uuid NOT NULL,
    verstrekker_id uuid NOT NULL,
    budgethouder_id uuid NOT NULL,
    zorgfunctie text NOT NULL,
    geldig_van date NOT NULL,
    -- Half-open; NULL is open.
    geldig_tot date,
    toegekend bigint NOT NULL,
    beschikbaar bigint NOT NULL,
    gereserveerd bigint NOT NULL,
    besteed bigint NOT NULL,
    terug_te_vorderen bigint NOT NULL,
    tekort bigint NOT NULL,
    -- Version and moment of what was heard.
    versie bigint NOT NULL,
    bijgewerkt_op timestamptz NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX budgetstand_toekenning ON budgetstand (toekenning_id);

-- Payments (payout).
CREATE TABLE betaling (
    id uuid PRIMARY KEY,
    verstrekker_id uuid NOT NULL,
    zorgverlener_id uuid NOT NULL,
    poging integer NOT NULL,
    staat text NOT NULL,
    reden text,
    bedrag bigint NOT NULL,
    versie bigint NOT NULL,
    bijgewerkt_op timestamptz NOT NULL
) WITH (fillfactor = 80);

-- Which claims a payment pays.
CREATE TABLE betaling_declaratie (
    betaling_id uuid NOT NULL,
    declaratie_id uuid NOT NULL,
    verstrekker_id uuid NOT NULL,
    bedrag bigint NOT NULL,
    PRIMARY KEY (betaling_id, declaratie_id)
);
CREATE INDEX betaling_declaratie_declaratie ON betaling_declaratie (declaratie_id);

-- Claims on who was paid too much (payout).
CREATE TABLE vordering (
    id uuid PRIMARY KEY,
    verstrekker_id uuid NOT NULL,
    zorgverlener_id uuid NOT NULL,
    declaratie_id uuid NOT NULL,
    bedrag bigint NOT NULL,
    openstaand bigint NOT NULL,
    versie bigint NOT NULL,
    bijgewerkt_op timestamptz NOT NULL
);
CREATE INDEX vordering_declaratie ON vordering (declaratie_id);

-- Measures that hold payments (risk-scan).
CREATE TABLE maatregel (
    id uuid PRIMARY KEY,
    verstrekker_id uuid NOT NULL,
    zorgverlener_id uuid NOT NULL,
    -- NULL: all agreements of this zorgverlener at this verstrekker.
    zorgovereenkomst_id uuid,
    actief boolean NOT NULL,
    geldig_van date NOT NULL,
    -- Half-open.
    geldig_tot date NOT NULL,
    grondslag text NOT NULL,
    versie bigint NOT NULL,
    bijgewerkt_op timestamptz NOT NULL
);
CREATE INDEX maatregel_zorgverlener ON maatregel (zorgverlener_id);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY
        ARRAY['budgetstand', 'betaling', 'betaling_declaratie', 'vordering', 'maatregel']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY scope ON %I USING (in_scope(verstrekker_id))', name);
    END LOOP;
END $$;
