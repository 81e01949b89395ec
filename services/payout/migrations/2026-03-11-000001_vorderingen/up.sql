-- A recovery from its decision to its end (pgb:R-COR-01 to R-COR-05, pgb:R-TWK-06): decided with
-- grounds, told to who owes it, disputed, set off, paid back or waived.

CREATE SEQUENCE vordering_kenmerk START 500001;
ALTER TABLE vordering
    ADD COLUMN kenmerk bigint NOT NULL DEFAULT nextval('vordering_kenmerk')
        CONSTRAINT vordering_kenmerk_uniek UNIQUE,
    ADD COLUMN staat text NOT NULL DEFAULT 'ontstaan',
    ADD COLUMN schuldenaar text
        CONSTRAINT vordering_schuldenaar CHECK (schuldenaar IN ('zorgverlener', 'werknemer', 'budgethouder')),
    -- Until which day who owes it may react to the notice; set-off begins the day after.
    ADD COLUMN reageren_tot date,
    -- Who proposed to waive it; another person must agree.
    ADD COLUMN voorgesteld_door text,
    ADD COLUMN revisie bigint NOT NULL DEFAULT 1;
ALTER TABLE vordering ADD CONSTRAINT vordering_staat CHECK (
    CASE staat
        WHEN 'ontstaan' THEN openstaand > 0
        WHEN 'besloten' THEN openstaand > 0 AND schuldenaar IS NOT NULL
        WHEN 'aangezegd' THEN openstaand > 0 AND schuldenaar IS NOT NULL AND reageren_tot IS NOT NULL
        WHEN 'betwist' THEN openstaand > 0 AND schuldenaar IS NOT NULL
        ELSE openstaand = 0 AND staat IN ('voldaan', 'kwijtgescholden', 'vervallen')
    END) NOT VALID;
SELECT set_config('pgb.scope', 'landelijk', true);
UPDATE vordering SET staat = 'vervallen' WHERE openstaand = 0;
SELECT set_config('pgb.scope', '', true);
ALTER TABLE vordering VALIDATE CONSTRAINT vordering_staat;
CREATE INDEX vordering_te_verrekenen ON vordering (reageren_tot, ontstaan_op) WHERE staat = 'aangezegd';

INSERT INTO overgang (soort, van, naar) VALUES
    ('vordering', 'ontstaan', 'besloten'),
    ('vordering', 'ontstaan', 'vervallen'),
    ('vordering', 'ontstaan', 'voldaan'),
    ('vordering', 'ontstaan', 'kwijtgescholden'),
    ('vordering', 'besloten', 'ontstaan'),
    ('vordering', 'besloten', 'aangezegd'),
    ('vordering', 'besloten', 'betwist'),
    ('vordering', 'besloten', 'vervallen'),
    ('vordering', 'besloten', 'voldaan'),
    ('vordering', 'besloten', 'kwijtgescholden'),
    ('vordering', 'aangezegd', 'ontstaan'),
    ('vordering', 'aangezegd', 'betwist'),
    ('vordering', 'aangezegd', 'vervallen'),
    ('vordering', 'aangezegd', 'voldaan'),
    ('vordering', 'aangezegd', 'kwijtgescholden'),
    ('vordering', 'betwist', 'ontstaan'),
    ('vordering', 'betwist', 'besloten'),
    ('vordering', 'betwist', 'vervallen'),
    ('vordering', 'betwist', 'voldaan'),
    ('vordering', 'betwist', 'kwijtgescholden'),
    ('vordering', 'voldaan', 'ontstaan'),
    ('vordering', 'kwijtgescholden', 'ontstaan'),
    ('vordering', 'vervallen', 'ontstaan');
CREATE TRIGGER vordering_overgang BEFORE UPDATE OF staat ON vordering FOR EACH ROW
    WHEN (OLD.staat IS DISTINCT FROM NEW.staat) EXECUTE FUNCTION controleer_overgang();

-- What a recovery rests on (pgb:R-COR-04), and the share of each month of care.
CREATE TABLE vorderingsbesluit (
    id               uuid PRIMARY KEY,
    vordering_id     uuid NOT NULL REFERENCES vordering,
    verstrekker_id   uuid NOT NULL,
    grond            text NOT NULL,
    schuldenaar      text NOT NULL,
    -- By the third-party clause, on the provider; then nothing is asked of the budgethouder.
    derdenbeding     boolean NOT NULL,
    bedrag           bigint NOT NULL CONSTRAINT vorderingsbesluit_bedrag CHECK (bedrag > 0),
    proportionaliteit text NOT NULL,
    gehoord          text NOT NULL,
    bezwaar          text NOT NULL,
    door             text NOT NULL,
    op               timestamptz NOT NULL,
    CONSTRAINT vorderingsbesluit_derdenbeding CHECK (NOT derdenbeding OR schuldenaar = 'zorgverlener')
);
CREATE INDEX vorderingsbesluit_vordering ON vorderingsbesluit (vordering_id);
CREATE TABLE vorderingsbesluit_regel (
    besluit_id     uuid NOT NULL REFERENCES vorderingsbesluit,
    verstrekker_id uuid NOT NULL,
    zorgmaand      text NOT NULL,
    bedrag         bigint NOT NULL CONSTRAINT vorderingsbesluit_regel_bedrag CHECK (bedrag > 0),
    PRIMARY KEY (besluit_id, zorgmaand)
);

-- Everything that was done about it.
CREATE TABLE vordering_handeling (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    vordering_id   uuid NOT NULL REFERENCES vordering,
    verstrekker_id uuid NOT NULL,
    handeling      text NOT NULL,
    toelichting    text NOT NULL,
    -- What was still owed afterwards.
    openstaand     bigint NOT NULL,
    door           text NOT NULL,
    op             timestamptz NOT NULL
);
CREATE INDEX vordering_handeling_vordering ON vordering_handeling (vordering_id);

-- A payment that was settled with what its payee owed never went to the bank.
ALTER TABLE betaling ADD COLUMN wijze text NOT NULL DEFAULT 'bank'
    CONSTRAINT betaling_wijze CHECK (wijze IN ('bank', 'verrekening'));

-- What of a payment stays untouched by set-off, per kind; rules are rows with their source.
CREATE TABLE beschermd_deel (
    soort      text NOT NULL,
    geldig_van date NOT NULL,
    procent    smallint NOT NULL CONSTRAINT beschermd_deel_procent CHECK (procent BETWEEN 0 AND 100),
    bron       text NOT NULL,
    status     text NOT NULL CONSTRAINT beschermd_deel_status CHECK (status IN ('vastgesteld', 'voorlopig', 'ongeverifieerd')),
    PRIMARY KEY (soort, geldig_van)
);
INSERT INTO beschermd_deel (soort, geldig_van, procent, bron, status) VALUES
    ('factuur', '2020-01-01', 0, 'Een factuur van een onderneming kent geen beslagvrije voet', 'ongeverifieerd'),
    ('uren', '2020-01-01', 90, 'Rv 475b e.v.: beslagvrije voet; zolang die niet per persoon bekend is, blijft negen tiende vrij', 'ongeverifieerd'),
    ('maandloon', '2020-01-01', 90, 'Rv 475b e.v.: beslagvrije voet; zolang die niet per persoon bekend is, blijft negen tiende vrij', 'ongeverifieerd');

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['vorderingsbesluit', 'vorderingsbesluit_regel', 'vordering_handeling'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY scope ON %I USING (in_scope(verstrekker_id))', t);
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I
            FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_insert_only', t);
    END LOOP;
END
$$;
