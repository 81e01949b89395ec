-- What payout knows of others: grants, agreements, payees and what holds payments.
--
-- Rows of no verstrekker in particular (own accounts, runs, files, payees) belong to the payment
-- office: the nil UUID, which only the national scope covers.

CREATE TABLE toekenning (
    id              uuid PRIMARY KEY,
    verstrekker_id  uuid NOT NULL,
    budgethouder_id uuid NOT NULL,
    wet             text NOT NULL CONSTRAINT toekenning_wet CHECK (wet IN ('WMO', 'JW', 'WLZ', 'ZVW')),
    status          text NOT NULL
        CONSTRAINT toekenning_status CHECK (status IN ('actief', 'vervangen', 'ingetrokken')),
    -- The fact that is in effect here, and the last position that was said.
    versie          bigint NOT NULL,
    stand_versie    bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 80);

CREATE TABLE pot (
    id             uuid PRIMARY KEY,
    toekenning_id  uuid NOT NULL REFERENCES toekenning,
    verstrekker_id uuid NOT NULL,
    wet            text NOT NULL,
    zorgfunctie    text NOT NULL,
    van            date NOT NULL,
    tot            date,
    -- The year of its accounts: that of its first day.
    jaar           smallint NOT NULL,
    bedrag         bigint NOT NULL CONSTRAINT pot_bedrag CHECK (bedrag >= 0)
);
CREATE INDEX pot_toekenning ON pot (toekenning_id);

-- One row for each verstrekker that pays for a line of the agreement.
CREATE TABLE zorgovereenkomst (
    id                   uuid NOT NULL,
    verstrekker_id       uuid NOT NULL,
    zorgverlener_id      uuid NOT NULL,
    soort                text NOT NULL,
    status               text NOT NULL,
    salarisadministratie boolean NOT NULL,
    versie               bigint NOT NULL,
    PRIMARY KEY (id, verstrekker_id)
);

-- The account is encrypted; `iban_ref` can be compared but not read.
CREATE TABLE betaalgegevens (
    id              uuid PRIMARY KEY,
    verstrekker_id  uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    zorgverlener_id uuid NOT NULL,
    rekeninghouder  text NOT NULL,
    iban            bytea NOT NULL,
    iban_ref        text NOT NULL,
    versie          bigint NOT NULL
);

-- Why payments are held, at the level of an agreement, a payee or an account; blocks stack.
CREATE TABLE blokkade (
    id                  uuid PRIMARY KEY,
    soort               text NOT NULL
        CONSTRAINT blokkade_soort CHECK (soort IN ('maatregel', 'loonadministratie', 'iban')),
    verstrekker_id      uuid NOT NULL,
    zorgverlener_id     uuid,
    zorgovereenkomst_id uuid,
    betaalgegevens_id   uuid,
    van                 date NOT NULL,
    tot                 date,
    actief              boolean NOT NULL,
    reden               text NOT NULL,
    CONSTRAINT blokkade_niveau
        CHECK (num_nonnulls(zorgverlener_id, zorgovereenkomst_id, betaalgegevens_id) > 0)
);
CREATE INDEX blokkade_zorgverlener ON blokkade (zorgverlener_id) WHERE actief;
CREATE INDEX blokkade_zorgovereenkomst ON blokkade (zorgovereenkomst_id) WHERE actief;
CREATE INDEX blokkade_betaalgegevens ON blokkade (betaalgegevens_id) WHERE actief;

-- Grants whose position changed and was not yet said; only added to and emptied, so that writers
-- never wait for each other.
CREATE TABLE gewijzigd_budget (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    toekenning_id  uuid NOT NULL,
    verstrekker_id uuid NOT NULL
);
CREATE INDEX gewijzigd_budget_toekenning ON gewijzigd_budget (toekenning_id);

CREATE TABLE voorschot (
    id             uuid PRIMARY KEY,
    verstrekker_id uuid NOT NULL,
    wet            text NOT NULL,
    jaar           smallint NOT NULL,
    bedrag         bigint NOT NULL CONSTRAINT voorschot_bedrag CHECK (bedrag > 0),
    kenmerk        text NOT NULL CONSTRAINT voorschot_kenmerk UNIQUE,
    ontvangen      bigint NOT NULL DEFAULT 0,
    aangekondigd_op timestamptz NOT NULL,
    ontvangen_op   timestamptz
);

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['toekenning', 'pot', 'zorgovereenkomst', 'betaalgegevens', 'blokkade',
                             'gewijzigd_budget', 'voorschot'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY scope ON %I USING (in_scope(verstrekker_id))', t);
    END LOOP;
END
$$;
