SET LOCAL pgb.scope = 'landelijk';

-- Limits in two steps: above the soft one a person looks, above the hard one nothing is paid
-- (payments:6.1). Dated rows; a row counts when a second person approved it.
CREATE TABLE grens (
    id               uuid PRIMARY KEY,
    verstrekker_id   uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    soort            text NOT NULL CONSTRAINT grens_soort CHECK (soort IN
        ('betaling', 'ontvanger_maand', 'run', 'goedkeurder', 'eerste_betaling')),
    zacht            bigint NOT NULL,
    hard             bigint NOT NULL,
    geldig_van       date NOT NULL,
    bron             text NOT NULL,
    -- Whether somebody outside this project confirmed the amounts.
    status           text NOT NULL CONSTRAINT grens_status CHECK (status IN ('bevestigd', 'onbevestigd')),
    vastgesteld_door text NOT NULL,
    goedgekeurd_door text,
    CONSTRAINT grens_volgorde CHECK (zacht > 0 AND hard >= zacht),
    CONSTRAINT grens_vier_ogen CHECK (goedgekeurd_door IS NULL OR goedgekeurd_door <> vastgesteld_door)
);
CREATE INDEX grens_geldig ON grens (soort, geldig_van);
ALTER TABLE grens ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON grens USING (in_scope(verstrekker_id));
CREATE TRIGGER grens_blijft BEFORE DELETE ON grens FOR EACH ROW EXECUTE FUNCTION refuse_change();
INSERT INTO grens (id, soort, zacht, hard, geldig_van, bron, status, vastgesteld_door, goedgekeurd_door)
VALUES
    (gen_random_uuid(), 'betaling', 1000000, 10000000, '2000-01-01', 'eigen keuze', 'onbevestigd', 'inrichting', 'installatie'),
    (gen_random_uuid(), 'ontvanger_maand', 5000000, 50000000, '2000-01-01', 'eigen keuze', 'onbevestigd', 'inrichting', 'installatie'),
    (gen_random_uuid(), 'run', 5000000000, 20000000000, '2000-01-01', 'eigen keuze', 'onbevestigd', 'inrichting', 'installatie'),
    (gen_random_uuid(), 'goedkeurder', 20000000000, 20000000000, '2000-01-01', 'eigen keuze', 'onbevestigd', 'inrichting', 'installatie'),
    (gen_random_uuid(), 'eerste_betaling', 500000, 10000000, '2000-01-01', 'eigen keuze', 'onbevestigd', 'inrichting', 'installatie');

-- What is looked up for each payment that is chosen: doubles, and what a payee got this month.
CREATE INDEX betaling_factuur ON betaling (zorgverlener_id, factuurnummer)
    WHERE factuurnummer IS NOT NULL;
CREATE INDEX betaling_gelijk ON betaling (zorgverlener_id, zorgmaand, bedrag);
CREATE INDEX betaling_zorgverlener_betaald ON betaling (zorgverlener_id, betaald_op);
