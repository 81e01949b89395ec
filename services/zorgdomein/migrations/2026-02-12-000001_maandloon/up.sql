-- Which fixed monthly amounts the calendar has claimed: once per agreement, verstrekker and month.
CREATE TABLE maandloon (
    zorgovereenkomst_id uuid NOT NULL REFERENCES zorgovereenkomst,
    verstrekker_id uuid NOT NULL,
    -- First day of the month of care.
    maand date NOT NULL CONSTRAINT maandloon_maand CHECK (date_trunc('month', maand) = maand),
    -- The claim; NULL when none could be made.
    declaratie_id uuid,
    vastgelegd_op timestamptz NOT NULL,
    PRIMARY KEY (zorgovereenkomst_id, verstrekker_id, maand)
);
CREATE TRIGGER maandloon_insert_only BEFORE UPDATE OR DELETE ON maandloon
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE maandloon ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON maandloon USING (in_scope(verstrekker_id));

-- The calendar asks for agreements that pay by the month.
CREATE INDEX zorgovereenkomst_regel_maand ON zorgovereenkomst_regel (zorgovereenkomst_id)
    WHERE eenheid = 'maand' AND vervangen_op IS NULL;

INSERT INTO limiet (naam, wet, waarde, geldig_van, bron, status) VALUES
    ('maandloon_maanden_terug', NULL, 12, '2015-01-01', 'eigen keuze van de keten', 'onbevestigd');
