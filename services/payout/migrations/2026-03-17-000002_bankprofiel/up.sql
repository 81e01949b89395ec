SET LOCAL pgb.scope = 'landelijk';

-- What a bank does and allows, as data (payments:8, point 4): which account is debited, until when a
-- file counts for today, how many payments and bytes a file may have, how a batch is booked.
CREATE TABLE bankprofiel (
    id                uuid PRIMARY KEY,
    verstrekker_id    uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    eigen_rekening_id uuid NOT NULL REFERENCES eigen_rekening,
    geldig_van        date NOT NULL,
    -- Of the profiles in force that with the lowest number is paid from.
    rang              integer NOT NULL,
    -- On the clock of Amsterdam; later is the next TARGET day.
    sluit_om          time NOT NULL,
    -- Three at least, so that no file is left with a single payment.
    opdrachten_max    integer NOT NULL CONSTRAINT bankprofiel_opdrachten
        CHECK (opdrachten_max BETWEEN 3 AND 10000),
    bytes_max         bigint NOT NULL CONSTRAINT bankprofiel_bytes CHECK (bytes_max > 0),
    batchboeking      text NOT NULL CONSTRAINT bankprofiel_batchboeking
        CHECK (batchboeking IN ('bruto', 'netto', 'onbekend')),
    bron              text NOT NULL,
    status            text NOT NULL
        CONSTRAINT bankprofiel_status CHECK (status IN ('bevestigd', 'onbevestigd')),
    CONSTRAINT bankprofiel_eenmaal UNIQUE (eigen_rekening_id, geldig_van)
);
ALTER TABLE bankprofiel ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON bankprofiel USING (in_scope(verstrekker_id));
INSERT INTO bankprofiel (id, eigen_rekening_id, geldig_van, rang, sluit_om, opdrachten_max,
        bytes_max, batchboeking, bron, status)
    SELECT gen_random_uuid(), id, '2000-01-01', row_number() OVER (ORDER BY id), '23:59:59', 10000,
        67108864, 'onbekend', 'ABN AMRO: 24 uur per dag, 10.000 per bestand aangeraden', 'onbevestigd'
    FROM eigen_rekening;
