-- What a person must look at, in queues (payments:6.3). Takes the place of the alarms of the bank.
-- What is moved here is everybody's; row-level security binds the owner too.
SET LOCAL pgb.scope = 'landelijk';
CREATE TABLE werkitem (
    id             uuid PRIMARY KEY,
    verstrekker_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    wachtrij       text NOT NULL CONSTRAINT werkitem_wachtrij CHECK (wachtrij IN
        ('gegevens', 'uitvoering', 'treasury', 'naleving', 'fraude', 'levensgebeurtenissen',
         'techniek')),
    soort          text NOT NULL,
    -- What it is about: a kind of row and its id or reference; never a name, BSN or account.
    onderwerpsoort text NOT NULL,
    onderwerp      text NOT NULL,
    -- Reason code of the bank, or our own word.
    reden          text,
    bedrag         bigint,
    dringend       boolean NOT NULL,
    bankbericht_id uuid REFERENCES bankbericht,
    gemeld_op      timestamptz NOT NULL,
    vervalt_op     date NOT NULL,
    eigenaar       text,
    afgehandeld_op timestamptz,
    afgehandeld_door text,
    besluit        text,
    toelichting    text,
    revisie        bigint NOT NULL DEFAULT 1,
    CONSTRAINT werkitem_afgehandeld CHECK (num_nonnulls(afgehandeld_op, afgehandeld_door, besluit)
        IN (0, 3))
) WITH (fillfactor = 80);
-- The same thing is one item as long as it is open.
CREATE UNIQUE INDEX werkitem_een_open ON werkitem (soort, onderwerp) WHERE afgehandeld_op IS NULL;
CREATE INDEX werkitem_open ON werkitem (wachtrij, id) WHERE afgehandeld_op IS NULL;
CREATE INDEX werkitem_onderwerp ON werkitem (onderwerp);
ALTER TABLE werkitem ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON werkitem USING (in_scope(verstrekker_id));
CREATE TRIGGER werkitem_blijft BEFORE DELETE ON werkitem
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

INSERT INTO werkitem (id, wachtrij, soort, onderwerpsoort, onderwerp, dringend, bankbericht_id,
        gemeld_op, vervalt_op)
    SELECT DISTINCT ON (soort, onderwerp) gen_random_uuid(), 'uitvoering', soort, 'bank', onderwerp,
        false, bankbericht_id, op, op::date
    FROM bankalarm ORDER BY soort, onderwerp, id;
DROP TABLE bankalarm;
