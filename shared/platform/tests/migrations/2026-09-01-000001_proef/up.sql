-- What the hearer of the tests keeps.
CREATE TABLE proef (
    id uuid PRIMARY KEY,
    aantal bigint NOT NULL,
    keren bigint NOT NULL DEFAULT 1
);
CREATE TABLE oorzaak (id uuid PRIMARY KEY);
