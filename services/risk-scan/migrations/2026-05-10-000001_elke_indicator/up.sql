-- Evidence of any kind of fact, and touches of anything a signal may hang on: not of payments and accounts alone.

ALTER TABLE bewijs RENAME COLUMN betaling_id TO feit_id;
ALTER TABLE bewijs RENAME COLUMN betaling_verstrekker_id TO feit_verstrekker_id;
ALTER TABLE bewijs
    ADD COLUMN soort text NOT NULL DEFAULT 'betaling' CONSTRAINT bewijs_soort CHECK (soort IN ('zorgverlener',
        'budgethouder', 'toekenning', 'zorgovereenkomst', 'declaratieIngediend', 'declaratieVastgesteld', 'betaling')),
    ADD COLUMN budgethouder_id uuid,
    ALTER COLUMN feit_verstrekker_id DROP NOT NULL,
    ALTER COLUMN zorgverlener_id DROP NOT NULL,
    ALTER COLUMN bedrag DROP NOT NULL,
    ALTER COLUMN datum DROP NOT NULL,
    DROP CONSTRAINT bewijs_pkey,
    ADD CONSTRAINT bewijs_pkey PRIMARY KEY (deel_id, soort, feit_id, versie);
ALTER TABLE bewijs ALTER COLUMN soort DROP DEFAULT;

-- Who may have been harmed: never the same column as whom it is about.
ALTER TABLE signaal_deel ADD COLUMN benadeelden uuid[] NOT NULL DEFAULT '{}';

ALTER TABLE te_beoordelen RENAME COLUMN iban_ref TO sleutel;
ALTER TABLE te_beoordelen ADD COLUMN soort text NOT NULL DEFAULT 'rekening'
    CONSTRAINT te_beoordelen_soort CHECK (soort IN ('rekening', 'contact', 'adres', 'zorgverlener', 'stam', 'budgethouder'));
ALTER TABLE te_beoordelen ALTER COLUMN soort DROP DEFAULT;

-- Since when an account is known to be somebody's: the first state that named it.
CREATE TABLE zorgverlener_rekening (
    zorgverlener_id uuid NOT NULL,
    iban_ref text NOT NULL,
    sinds date NOT NULL,
    PRIMARY KEY (zorgverlener_id, iban_ref)
);
ALTER TABLE zorgverlener_rekening ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON zorgverlener_rekening USING (in_scope_landelijk() OR EXISTS (
    SELECT 1 FROM zorgverlener_verstrekker AS link WHERE link.zorgverlener_id = zorgverlener_rekening.zorgverlener_id));

-- What is shown beside a signal about the same people, and can never be one.
CREATE TABLE signaal_context (
    indicator text NOT NULL,
    indicator_versie integer NOT NULL,
    sleutel text NOT NULL,
    venster text NOT NULL,
    verstrekker_id uuid NOT NULL,
    waarden jsonb NOT NULL,
    onderwerpen uuid[] NOT NULL,
    vastgelegd_op timestamptz NOT NULL,
    PRIMARY KEY (indicator, indicator_versie, sleutel, venster, verstrekker_id),
    FOREIGN KEY (indicator, indicator_versie) REFERENCES indicator_versie
);
CREATE INDEX signaal_context_onderwerpen ON signaal_context USING gin (onderwerpen);
ALTER TABLE signaal_context ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON signaal_context USING (in_scope(verstrekker_id));

CREATE INDEX zorgovereenkomst_by_budgethouder ON zorgovereenkomst (budgethouder_id);
CREATE INDEX declaratie_ingediend_by_zorgverlener ON declaratie_ingediend (zorgverlener_id);
CREATE INDEX declaratie_ingediend_by_budgethouder ON declaratie_ingediend (budgethouder_id);
CREATE INDEX declaratie_ingediend_by_zorgovereenkomst ON declaratie_ingediend (zorgovereenkomst_id);
CREATE INDEX declaratie_vastgesteld_by_zorgverlener ON declaratie_vastgesteld (zorgverlener_id);
CREATE INDEX declaratie_vastgesteld_by_budgethouder ON declaratie_vastgesteld (budgethouder_id);
CREATE INDEX declaratie_vastgesteld_by_zorgovereenkomst ON declaratie_vastgesteld (zorgovereenkomst_id);
CREATE INDEX toekenning_by_budgethouder ON toekenning (budgethouder_id);
CREATE INDEX betaling_to_zorgverlener ON betaling (zorgverlener_id);
CREATE INDEX zorgverlener_by_contact ON zorgverlener (contact_ref);
CREATE INDEX zorgverlener_by_adres ON zorgverlener (adres_ref);
CREATE INDEX zorgverlener_by_rekening ON zorgverlener (iban_ref);
CREATE INDEX budgethouder_by_contact ON budgethouder (contact_ref);
CREATE INDEX budgethouder_by_adres ON budgethouder (adres_ref);
CREATE INDEX budgethouder_by_rekening ON budgethouder (iban_ref);
