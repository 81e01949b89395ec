-- What labour-check says must be done about an agreement before a day: a read copy.
CREATE TABLE overeenkomsttaak (
    taak_id uuid PRIMARY KEY,
    zorgovereenkomst_id uuid NOT NULL REFERENCES zorgovereenkomst,
    verstrekkers uuid[] NOT NULL,
    regel text NOT NULL,
    taak_op date NOT NULL,
    toelichting text NOT NULL,
    status text NOT NULL
        CONSTRAINT overeenkomsttaak_status CHECK (status IN ('open', 'afgehandeld', 'vervallen')),
    versie bigint NOT NULL
);
CREATE INDEX overeenkomsttaak_per_overeenkomst ON overeenkomsttaak (zorgovereenkomst_id, taak_op);
ALTER TABLE overeenkomsttaak ENABLE ROW LEVEL SECURITY;
ALTER TABLE overeenkomsttaak FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON overeenkomsttaak USING (any_in_scope(verstrekkers));
