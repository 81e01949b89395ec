-- Payments, the shares of pots in them, what holds them, and recoveries.

CREATE SEQUENCE betaling_kenmerk START 1000001;

CREATE TABLE betaling (
    id                  uuid PRIMARY KEY,
    verstrekker_id      uuid NOT NULL,
    zorgverlener_id     uuid NOT NULL,
    zorgovereenkomst_id uuid NOT NULL,
    betaalgegevens_id   uuid NOT NULL,
    declaratie_id       uuid NOT NULL,
    -- The number that the payee sees on his statement.
    kenmerk             bigint NOT NULL DEFAULT nextval('betaling_kenmerk'),
    soort               text NOT NULL
        CONSTRAINT betaling_soort CHECK (soort IN ('uren', 'factuur', 'maandloon')),
    factuurnummer       text,
    -- Reference to the account it goes to, for hearers who may only compare.
    iban_ref            text,
    zorgmaand           text NOT NULL,
    bedrag              bigint NOT NULL CONSTRAINT betaling_bedrag CHECK (bedrag >= 0),
    staat               text NOT NULL,
    reden               text,
    -- The how-manieth attempt; 0 before the first.
    poging              integer NOT NULL DEFAULT 0,
    -- Counts the facts said of it; 0 before the first.
    versie              bigint NOT NULL DEFAULT 0,
    aangemaakt_op       timestamptz NOT NULL,
    CONSTRAINT betaling_nul CHECK (bedrag > 0 OR staat = 'vervallen')
) WITH (fillfactor = 80);
CREATE INDEX betaling_gereed ON betaling (id) WHERE staat = 'gereed';
CREATE INDEX betaling_declaratie ON betaling (declaratie_id);
CREATE INDEX betaling_open ON betaling (zorgverlener_id, verstrekker_id)
    WHERE staat IN ('gereed', 'aangehouden', 'in_run', 'teruggekomen');
CREATE INDEX betaling_open_overeenkomst ON betaling (zorgovereenkomst_id)
    WHERE staat IN ('gereed', 'aangehouden', 'in_run', 'teruggekomen');

-- What each pot pays. `terug` is what must come back of it: the claim was lowered after the money
-- had left (payments:E12).
CREATE TABLE betaling_deel (
    betaling_id    uuid NOT NULL,
    pot_id         uuid NOT NULL,
    verstrekker_id uuid NOT NULL,
    bedrag         bigint NOT NULL,
    terug          bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (betaling_id, pot_id),
    CONSTRAINT betaling_deel_terug CHECK (bedrag >= 0 AND terug >= 0 AND terug <= bedrag)
) WITH (fillfactor = 90);
CREATE INDEX betaling_deel_pot ON betaling_deel (pot_id);

-- A payment is payable when none of these is open. A hold without a block is the bank's no.
CREATE TABLE aanhouding (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    betaling_id    uuid NOT NULL,
    verstrekker_id uuid NOT NULL,
    blokkade_id    uuid,
    reden          text NOT NULL,
    gezet_op       timestamptz NOT NULL,
    opgeheven_op   timestamptz,
    opgeheven_door text
);
CREATE UNIQUE INDEX aanhouding_open ON aanhouding (betaling_id, blokkade_id) NULLS NOT DISTINCT
    WHERE opgeheven_op IS NULL;
CREATE INDEX aanhouding_blokkade ON aanhouding (blokkade_id) WHERE opgeheven_op IS NULL;

-- What was paid too much on one claim.
CREATE TABLE vordering (
    id              uuid PRIMARY KEY,
    verstrekker_id  uuid NOT NULL,
    zorgverlener_id uuid NOT NULL,
    declaratie_id   uuid NOT NULL CONSTRAINT vordering_declaratie UNIQUE,
    bedrag          bigint NOT NULL,
    openstaand      bigint NOT NULL
        CONSTRAINT vordering_openstaand CHECK (openstaand >= 0 AND openstaand <= bedrag),
    versie          bigint NOT NULL DEFAULT 0,
    ontstaan_op     timestamptz NOT NULL
);

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['betaling', 'betaling_deel', 'aanhouding', 'vordering'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY scope ON %I USING (in_scope(verstrekker_id))', t);
    END LOOP;
END
$$;
