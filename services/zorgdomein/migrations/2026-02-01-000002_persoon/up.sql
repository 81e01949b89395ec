-- Persons and firms: one row each for the whole country. BSN, names, addresses and accounts are
-- sealed by the service; *_ref columns are keyed references to look up and compare.
CREATE TABLE persoon (
    id uuid PRIMARY KEY,
    soort text NOT NULL CHECK (soort IN ('persoon', 'organisatie')),
    bsn_ref text,
    bsn bytea,
    -- Of a firm; the number of a person who is an entrepreneur stands with his role.
    kvk_nummer text,
    vastgelegd_op timestamptz NOT NULL,
    CONSTRAINT persoon_bsn_uniek UNIQUE (bsn_ref),
    CONSTRAINT persoon_kvk_uniek UNIQUE (kvk_nummer),
    CONSTRAINT persoon_genummerd CHECK (
        (soort = 'persoon' AND bsn_ref IS NOT NULL AND bsn IS NOT NULL AND kvk_nummer IS NULL)
        OR (soort = 'organisatie' AND bsn_ref IS NULL AND bsn IS NULL AND kvk_nummer IS NOT NULL)
    )
);

-- What is known of a person, newest number last; insert-only.
CREATE TABLE persoon_gegevens (
    persoon_id uuid NOT NULL REFERENCES persoon,
    nummer integer NOT NULL,
    -- Where it comes from: brp, ipgb or opgave.
    bron text NOT NULL CHECK (bron IN ('brp', 'ipgb', 'opgave')),
    -- Sealed JSON: naam, voorletters, geboortedatum, adres, contact.
    gegevens bytea NOT NULL,
    adres_ref text,
    contact_ref text,
    overlijdensdatum date,
    vastgelegd_op timestamptz NOT NULL,
    PRIMARY KEY (persoon_id, nummer)
);
CREATE TRIGGER persoon_gegevens_insert_only BEFORE UPDATE OR DELETE ON persoon_gegevens
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Which verstrekker deals with which person, in which role: who has no row here does not see him.
CREATE TABLE persoon_verstrekker (
    persoon_id uuid NOT NULL REFERENCES persoon,
    rol text NOT NULL CHECK (rol IN ('budgethouder', 'zorgverlener', 'vertegenwoordiger')),
    verstrekker_id uuid NOT NULL REFERENCES verstrekker,
    vastgelegd_op timestamptz NOT NULL,
    PRIMARY KEY (persoon_id, rol, verstrekker_id)
);
CREATE INDEX persoon_verstrekker_verstrekker ON persoon_verstrekker (verstrekker_id, rol);

CREATE TABLE budgethouder (
    persoon_id uuid PRIMARY KEY REFERENCES persoon,
    versie bigint NOT NULL,
    revisie bigint NOT NULL,
    vastgelegd_op timestamptz NOT NULL
);

CREATE TABLE zorgverlener (
    persoon_id uuid PRIMARY KEY REFERENCES persoon,
    kvk_nummer text,
    agb_code text,
    versie bigint NOT NULL,
    revisie bigint NOT NULL,
    vastgelegd_op timestamptz NOT NULL
);

-- Where the money of a zorgverlener goes. One row each; what it holds is versioned.
CREATE TABLE betaalgegevens (
    id uuid PRIMARY KEY,
    zorgverlener_id uuid NOT NULL REFERENCES zorgverlener,
    versie bigint NOT NULL,
    revisie bigint NOT NULL,
    CONSTRAINT betaalgegevens_zorgverlener_uniek UNIQUE (zorgverlener_id)
);

CREATE TABLE betaalgegevens_versie (
    betaalgegevens_id uuid NOT NULL REFERENCES betaalgegevens,
    zorgverlener_id uuid NOT NULL REFERENCES zorgverlener,
    nummer bigint NOT NULL,
    iban bytea NOT NULL,
    iban_ref text NOT NULL,
    rekeninghouder bytea NOT NULL,
    vastgelegd_op timestamptz NOT NULL,
    PRIMARY KEY (betaalgegevens_id, nummer)
);
CREATE INDEX betaalgegevens_versie_iban ON betaalgegevens_versie (iban_ref);
CREATE INDEX betaalgegevens_versie_zorgverlener ON betaalgegevens_versie (zorgverlener_id);
CREATE TRIGGER betaalgegevens_versie_insert_only BEFORE UPDATE OR DELETE ON betaalgegevens_versie
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

ALTER TABLE persoon_verstrekker ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON persoon_verstrekker USING (
    in_scope(verstrekker_id) OR persoon_id = persoon_in_scope()
);

-- The links themselves are held to the scope, so a bare EXISTS is enough. The register itself (scope of
-- the whole country, which alone covers the nil UUID) writes a person before anybody is linked to him.
ALTER TABLE persoon ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON persoon USING (
    in_scope('00000000-0000-0000-0000-000000000000') OR EXISTS (SELECT FROM persoon_verstrekker l WHERE l.persoon_id = persoon.id)
);
ALTER TABLE persoon_gegevens ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON persoon_gegevens USING (
    in_scope('00000000-0000-0000-0000-000000000000') OR EXISTS (SELECT FROM persoon_verstrekker l WHERE l.persoon_id = persoon_gegevens.persoon_id)
);
ALTER TABLE budgethouder ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON budgethouder USING (
    in_scope('00000000-0000-0000-0000-000000000000') OR EXISTS (
        SELECT FROM persoon_verstrekker l
        WHERE l.persoon_id = budgethouder.persoon_id AND l.rol = 'budgethouder'
    )
);
ALTER TABLE zorgverlener ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON zorgverlener USING (
    in_scope('00000000-0000-0000-0000-000000000000') OR EXISTS (
        SELECT FROM persoon_verstrekker l
        WHERE l.persoon_id = zorgverlener.persoon_id AND l.rol = 'zorgverlener'
    )
);
ALTER TABLE betaalgegevens ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON betaalgegevens USING (
    in_scope('00000000-0000-0000-0000-000000000000') OR EXISTS (
        SELECT FROM persoon_verstrekker l
        WHERE l.persoon_id = betaalgegevens.zorgverlener_id AND l.rol = 'zorgverlener'
    )
);
ALTER TABLE betaalgegevens_versie ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON betaalgegevens_versie USING (
    in_scope('00000000-0000-0000-0000-000000000000') OR EXISTS (
        SELECT FROM persoon_verstrekker l
        WHERE l.persoon_id = betaalgegevens_versie.zorgverlener_id AND l.rol = 'zorgverlener'
    )
);
