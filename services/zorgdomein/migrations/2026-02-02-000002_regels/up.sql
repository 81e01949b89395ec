-- Rules of the check engine as dated data: national maximum rates and limits. A row that turns out
-- otherwise is not changed: a row for the same days that was recorded later goes before it.

CREATE TABLE tarief_maximum (
    wet text NOT NULL,
    -- NULL: for both.
    tariefsoort text CONSTRAINT tarief_maximum_tariefsoort
        CHECK (tariefsoort IN ('formeel', 'informeel')),
    -- NULL: for every function.
    zorgfunctie text,
    eenheid text NOT NULL,
    -- Eurocents per unit, gross.
    bedrag bigint NOT NULL CONSTRAINT tarief_maximum_bedrag CHECK (bedrag > 0),
    geldig_van date NOT NULL,
    -- Half-open; NULL is open.
    geldig_tot date,
    bron text NOT NULL,
    status text NOT NULL CONSTRAINT tarief_maximum_status
        CHECK (status IN ('bevestigd', 'onbevestigd')),
    vastgelegd_op timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT tarief_maximum_periode CHECK (geldig_tot > geldig_van)
);
CREATE TRIGGER tarief_maximum_insert_only BEFORE UPDATE OR DELETE ON tarief_maximum
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Wlz: an informal and a formal hour, and a dagdeel of dagbesteding for both.
INSERT INTO tarief_maximum
    (wet, tariefsoort, eenheid, bedrag, geldig_van, geldig_tot, bron, status)
SELECT 'WLZ', maximum.tariefsoort, maximum.eenheid, maximum.bedrag, jaar.van, jaar.tot, jaar.bron,
    jaar.status
FROM (VALUES
    (date '2020-01-01', date '2020-07-01', 2000, 6300, 5800, 'Per Saldo, bedragen 2020', 'bevestigd'),
    ('2020-07-01', '2021-01-01', 2073, 6529, 6012, 'Per Saldo, tarieven 2021', 'bevestigd'),
    ('2021-01-01', '2022-01-01', 2114, 6660, 6132, 'Per Saldo, tarieven 2021', 'bevestigd'),
    ('2022-01-01', '2023-01-01', 2168, 6830, 6288, 'Zilveren Kruis zorgkantoor, tarieven', 'bevestigd'),
    ('2023-01-01', '2024-01-01', 2298, 7239, 6664, 'Zilveren Kruis zorgkantoor, tarieven', 'bevestigd'),
    ('2024-01-01', '2025-01-01', 2444, 7700, 7088, 'Zilveren Kruis zorgkantoor, tarieven', 'bevestigd'),
    ('2025-01-01', '2026-01-01', 2565, 8081, 7439, 'berekend uit 2024 en 2026 met de index', 'onbevestigd'),
    ('2026-01-01', NULL, 2698, 8499, 7824, 'Regeling langdurige zorg 5.22, 5.15', 'bevestigd')
) AS jaar (van, tot, informeel, formeel, dagdeel, bron, status)
CROSS JOIN LATERAL (VALUES
    ('informeel', 'uur', jaar.informeel),
    ('formeel', 'uur', jaar.formeel),
    (NULL, 'dagdeel', jaar.dagdeel)
) AS maximum (tariefsoort, eenheid, bedrag);

CREATE TABLE limiet (
    naam text NOT NULL,
    -- NULL: for every law.
    wet text,
    -- In the unit of the name.
    waarde bigint NOT NULL CONSTRAINT limiet_waarde CHECK (waarde >= 0),
    geldig_van date NOT NULL,
    geldig_tot date,
    bron text NOT NULL,
    status text NOT NULL CONSTRAINT limiet_status CHECK (status IN ('bevestigd', 'onbevestigd')),
    vastgelegd_op timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT limiet_periode CHECK (geldig_tot > geldig_van)
);
CREATE TRIGGER limiet_insert_only BEFORE UPDATE OR DELETE ON limiet
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

INSERT INTO limiet (naam, wet, waarde, geldig_van, bron, status) VALUES
    ('uren_dag_max', NULL, 2400, '2015-01-01', 'een dag heeft 24 uren', 'bevestigd'),
    ('uren_dag_controle', NULL, 1600, '2015-01-01', 'eigen keuze van de keten', 'onbevestigd'),
    ('uren_week_max', 'WLZ', 4000, '2015-01-01', 'Regeling langdurige zorg 5.22 lid 5', 'bevestigd'),
    ('indientermijn_dagen', 'WLZ', 28, '2015-01-01', 'Regeling langdurige zorg 5.23 lid 4 onder c', 'bevestigd'),
    ('twk_drempel_cent', NULL, 500, '2015-01-01', 'eigen keuze van de keten', 'onbevestigd'),
    ('twk_maanden', NULL, 1, '2015-01-01', 'zorgkantoren sinds 1 januari 2024', 'bevestigd');
