//! One timeline of a payment: its states and those of its attempts, holds, files, what the bank
//! said, and its entries in the ledger.

use diesel::sql_types::{BigInt, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use platform::Fault;
use uuid::Uuid;

/// Something that happened.
#[derive(Debug, Clone, QueryableByName)]
pub struct Gebeurtenis {
    /// When.
    #[diesel(sql_type = Timestamptz)]
    pub op: jiff_diesel::Timestamp,
    /// What kind: `betaling`, `poging`, `aanhouding`, `bestand`, `afschrift`, `grootboek`,
    /// `werkitem`.
    #[diesel(sql_type = Text)]
    pub soort: String,
    /// What.
    #[diesel(sql_type = Text)]
    pub wat: String,
    /// Why, or by whom.
    #[diesel(sql_type = Nullable<Text>)]
    pub oorzaak: Option<String>,
    /// Reference: of an attempt, a file, an entry.
    #[diesel(sql_type = Nullable<Text>)]
    pub kenmerk: Option<String>,
    /// Eurocents.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub bedrag: Option<i64>,
}

/// What happened to a payment, oldest first; five hundred at most.
pub async fn of(conn: &mut AsyncPgConnection, betaling: Uuid) -> Result<Vec<Gebeurtenis>, Fault> {
    let query = sql_query(
        "WITH own AS (SELECT * FROM betaling WHERE id = $1), \
         tries AS (SELECT * FROM poging WHERE betaling_id = $1) \
         SELECT aangemaakt_op AS op, 'betaling' AS soort, 'ontstaan' AS wat, NULL AS oorzaak, \
             kenmerk::text AS kenmerk, bedrag FROM own \
         UNION ALL SELECT op, 'betaling', naar, oorzaak, NULL, NULL \
             FROM staatswijziging WHERE onderwerp = $1 AND soort = 'betaling' \
         UNION ALL SELECT w.op, 'poging', w.naar, w.oorzaak, t.end_to_end_id, t.bedrag \
             FROM tries t JOIN staatswijziging w ON w.onderwerp = t.id AND w.soort = 'poging' \
         UNION ALL SELECT gezet_op, 'aanhouding', 'gezet', reden, NULL, NULL \
             FROM aanhouding WHERE betaling_id = $1 \
         UNION ALL SELECT opgeheven_op, 'aanhouding', 'opgeheven', \
                 reden || ': ' || coalesce(opgeheven_door, ''), NULL, NULL \
             FROM aanhouding WHERE betaling_id = $1 AND opgeheven_op IS NOT NULL \
         UNION ALL SELECT f.gebouwd_op, 'bestand', 'gebouwd', f.msg_id, t.pmt_inf_id, t.bedrag \
             FROM tries t JOIN bestand_batch b USING (pmt_inf_id) \
             JOIN bestand f ON f.id = b.bestand_id \
         UNION ALL SELECT m.ontvangen_op, 'afschrift', r.betekenis, a.kenmerk, r.identiteit, \
                 r.bedrag \
             FROM tries t JOIN bankregel r ON r.pmt_inf_id = t.pmt_inf_id \
                 OR r.end_to_end_id = t.end_to_end_id \
             JOIN bankafschrift a ON a.id = r.bankafschrift_id \
             JOIN bankbericht m ON m.id = a.bankbericht_id \
         UNION ALL SELECT p.geboekt_op, 'grootboek', p.soort, p.bron, p.id::text, NULL \
             FROM journaalpost p WHERE p.bron = 'poging' AND p.bron_id IN (SELECT id FROM tries) \
         UNION ALL SELECT p.geboekt_op, 'grootboek', p.soort, p.bron || ' ' || p.bron_versie, \
                 p.id::text, NULL \
             FROM own JOIN journaalpost p ON p.verband = own.declaratie_id \
                 AND p.bron = 'declaratie' \
         UNION ALL SELECT gemeld_op, 'werkitem', soort, reden, wachtrij, bedrag \
             FROM werkitem WHERE onderwerp = $1::text \
         ORDER BY 1, 2 LIMIT 500",
    );
    Ok(query.bind::<SqlUuid, _>(betaling).load(conn).await?)
}
