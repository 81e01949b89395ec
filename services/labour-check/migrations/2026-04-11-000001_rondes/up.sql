-- The agreements as they run: the facts of the newest version, and where it stands.
CREATE TABLE lopend (
    zorgovereenkomst_id uuid PRIMARY KEY,
    overeenkomst_versie bigint NOT NULL,
    verstrekkers uuid[] NOT NULL,
    status text NOT NULL
        CONSTRAINT lopend_status CHECK (status IN ('gevraagd', 'actief', 'afgekeurd', 'beeindigd')),
    tot date,
    feiten jsonb NOT NULL,
    uitkomst text NOT NULL,
    volgende_verjaardag date,
    beoordeeld_op date NOT NULL
);
ALTER TABLE lopend ENABLE ROW LEVEL SECURITY;
ALTER TABLE lopend FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON lopend
    USING (EXISTS (SELECT 1 FROM unnest(verstrekkers) AS verstrekker WHERE in_scope(verstrekker)));
CREATE INDEX lopend_by_birthday ON lopend (volgende_verjaardag) WHERE status = 'actief';
CREATE INDEX lopend_by_judged ON lopend (beoordeeld_op) WHERE status = 'actief';

-- One walk over the running agreements: a re-check, a campaign over old clauses, or a bill that is
-- tried. It goes on where it was when the process ended.
CREATE TABLE ronde (
    id uuid PRIMARY KEY,
    soort text NOT NULL
        CONSTRAINT ronde_soort CHECK (soort IN ('halfjaar', 'verjaardag', 'campagne', 'schaduw')),
    naam text NOT NULL,
    reden text,
    peildatum date NOT NULL,
    kennisdatum date NOT NULL,
    uitgave integer NOT NULL,
    regels text[] NOT NULL,
    gedoogd_tot date,
    verstrekkers uuid[],
    status text NOT NULL CONSTRAINT ronde_status CHECK (status IN ('loopt', 'klaar')),
    wijzer uuid,
    totaal bigint NOT NULL,
    gedaan bigint NOT NULL DEFAULT 0,
    geraakt bigint NOT NULL DEFAULT 0,
    bedrag_geraakt bigint NOT NULL DEFAULT 0,
    gestart_door text,
    gestart_op timestamptz NOT NULL,
    klaar_op timestamptz,
    CONSTRAINT ronde_gedoogd CHECK ((soort = 'campagne') = (gedoogd_tot IS NOT NULL))
);
CREATE UNIQUE INDEX ronde_once ON ronde (soort, peildatum) WHERE soort IN ('halfjaar', 'verjaardag');
CREATE INDEX ronde_running ON ronde (gestart_op) WHERE status = 'loopt';
ALTER TABLE ronde ENABLE ROW LEVEL SECURITY;
ALTER TABLE ronde FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON ronde USING (
    verstrekkers IS NULL
    OR EXISTS (SELECT 1 FROM unnest(verstrekkers) AS verstrekker WHERE in_scope(verstrekker))
);

-- What a round found about one agreement. Apart from the toets: it is no decision.
CREATE TABLE ronderegel (
    ronde_id uuid NOT NULL REFERENCES ronde (id),
    zorgovereenkomst_id uuid NOT NULL,
    overeenkomst_versie bigint NOT NULL,
    verstrekkers uuid[] NOT NULL,
    vorige_uitkomst text NOT NULL,
    uitkomst text NOT NULL,
    geraakt boolean NOT NULL,
    bevindingen jsonb NOT NULL,
    bedrag bigint NOT NULL,
    status text NOT NULL
        CONSTRAINT ronderegel_status CHECK (status IN ('vastgesteld', 'open', 'hersteld')),
    hersteld_op date,
    vastgelegd_op timestamptz NOT NULL,
    PRIMARY KEY (ronde_id, zorgovereenkomst_id)
);
ALTER TABLE ronderegel ENABLE ROW LEVEL SECURITY;
ALTER TABLE ronderegel FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON ronderegel
    USING (EXISTS (SELECT 1 FROM unnest(verstrekkers) AS verstrekker WHERE in_scope(verstrekker)));
CREATE INDEX ronderegel_open ON ronderegel (zorgovereenkomst_id) WHERE status = 'open';

-- Something that must be done about an agreement before a day. Said as overeenkomsttaak-vastgesteld.
CREATE TABLE taak (
    id uuid PRIMARY KEY,
    zorgovereenkomst_id uuid NOT NULL,
    overeenkomst_versie bigint NOT NULL,
    verstrekkers uuid[] NOT NULL,
    regel text NOT NULL,
    taak_op date NOT NULL,
    toelichting text NOT NULL,
    ronde_id uuid REFERENCES ronde (id),
    status text NOT NULL
        CONSTRAINT taak_status CHECK (status IN ('open', 'afgehandeld', 'vervallen')),
    versie bigint NOT NULL,
    CONSTRAINT taak_once UNIQUE (zorgovereenkomst_id, regel, taak_op)
);
ALTER TABLE taak ENABLE ROW LEVEL SECURITY;
ALTER TABLE taak FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON taak
    USING (EXISTS (SELECT 1 FROM unnest(verstrekkers) AS verstrekker WHERE in_scope(verstrekker)));
CREATE INDEX taak_by_day ON taak (taak_op, id) WHERE status = 'open';
