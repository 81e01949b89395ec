-- Blocks at four levels (budget, agreement, payee, account) that stack, by more causes, and holds
-- that are a list: one for each reason (payments:6.2).
ALTER TABLE blokkade DROP CONSTRAINT blokkade_soort;
ALTER TABLE blokkade ADD CONSTRAINT blokkade_soort CHECK (soort IN ('maatregel',
    'loonadministratie', 'iban', 'ontvanger', 'overleden', 'fraude', 'afkoeling', 'naam', 'sanctie',
    'hand'));
ALTER TABLE blokkade ADD COLUMN toekenning_id uuid;
ALTER TABLE blokkade DROP CONSTRAINT blokkade_niveau;
ALTER TABLE blokkade ADD CONSTRAINT blokkade_niveau CHECK (
    num_nonnulls(toekenning_id, zorgverlener_id, zorgovereenkomst_id, betaalgegevens_id) > 0);
CREATE INDEX blokkade_toekenning ON blokkade (toekenning_id) WHERE actief;
-- Who set one by hand, and who lifted it: two persons.
ALTER TABLE blokkade ADD COLUMN gezet_door text, ADD COLUMN gezet_op timestamptz,
    ADD COLUMN opgeheven_door text, ADD COLUMN opgeheven_op timestamptz, ADD COLUMN bewijs text;
ALTER TABLE blokkade ADD CONSTRAINT blokkade_vier_ogen
    CHECK (opgeheven_door IS NULL OR opgeheven_door IS DISTINCT FROM gezet_door);
-- One set by hand ends by itself within thirteen weeks.
ALTER TABLE blokkade ADD CONSTRAINT blokkade_dertien_weken
    CHECK (soort <> 'hand' OR (tot IS NOT NULL AND tot <= van + 91));

DROP INDEX aanhouding_open;
CREATE UNIQUE INDEX aanhouding_open ON aanhouding (betaling_id, blokkade_id, reden)
    NULLS NOT DISTINCT WHERE opgeheven_op IS NULL;
CREATE INDEX aanhouding_betaling ON aanhouding (betaling_id);
-- What was paid to one account: the attempt before this one.
CREATE INDEX betaling_betaalgegevens ON betaling (betaalgegevens_id);
