-- A word of the bank in advance is kept, and never posted.
ALTER TABLE bankbericht DROP CONSTRAINT bankbericht_soort;
ALTER TABLE bankbericht ADD CONSTRAINT bankbericht_soort
    CHECK (soort IN ('pain.002', 'camt.053', 'camt.054'));
