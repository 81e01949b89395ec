-- What the desk searches payments by, each with an index that holds at five million (payments:6.3).
-- A key of the account of our own: what zorgdomein sends can be compared, not made from a number.
ALTER TABLE betaalgegevens ADD COLUMN rekeningsleutel text;
CREATE INDEX betaalgegevens_rekeningsleutel ON betaalgegevens (rekeningsleutel);
CREATE UNIQUE INDEX betaling_kenmerk_uniek ON betaling (kenmerk);
CREATE INDEX betaling_bedrag ON betaling (bedrag, id);
CREATE INDEX betaling_staat ON betaling (staat, id);
CREATE INDEX betaling_zorgverlener ON betaling (zorgverlener_id, id);
CREATE INDEX betaling_verstrekker ON betaling (verstrekker_id, id);
CREATE INDEX betaling_aangemaakt ON betaling (aangemaakt_op);
CREATE INDEX bankregel_pmt_inf ON bankregel (pmt_inf_id) WHERE pmt_inf_id IS NOT NULL;
CREATE INDEX bankregel_end_to_end ON bankregel (end_to_end_id) WHERE end_to_end_id IS NOT NULL;
CREATE INDEX journaalpost_verband ON journaalpost (verband);
CREATE INDEX werkitem_eigenaar ON werkitem (eigenaar, id) WHERE afgehandeld_op IS NULL;
