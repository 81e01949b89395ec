-- The day on which the bank booked the debit of a payment: what hearers are told as its pay day.
ALTER TABLE betaling ADD COLUMN betaald_op date;
