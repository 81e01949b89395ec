//! Search of payments: one question per key, each over its own index, in pages by id.

use diesel::sql_query;
use diesel::sql_types::{BigInt, Date, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::civil::Date as Day;
use jiff_diesel::ToDiesel;
use platform::Fault;
use platform::http::paging::Page;
use uuid::Uuid;

use super::lists::Getoond;

/// What a payment is searched by; all that is given must fit. Names and accounts come as keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Zoekopdracht {
    /// The number the payee sees.
    pub kenmerk: Option<i64>,
    /// Reference of an attempt at the bank.
    pub end_to_end_id: Option<String>,
    /// Batch it stood in.
    pub pmt_inf_id: Option<String>,
    /// Reference of an entry on a statement.
    pub afschriftreferentie: Option<String>,
    /// The claim.
    pub declaratie: Option<Uuid>,
    /// The payee.
    pub zorgverlener: Option<Uuid>,
    /// Key of the account.
    pub rekeningsleutel: Option<String>,
    /// Key of the name of the account holder.
    pub naamsleutel: Option<String>,
    /// Amount, eurocents.
    pub bedrag: Option<i64>,
    /// The day on which the bank booked it.
    pub betaald_op: Option<Day>,
}

impl Zoekopdracht {
    /// Whether nothing is asked: then every payment would fit.
    pub fn is_leeg(&self) -> bool {
        *self == Self::default()
    }

    /// The conditions that are asked, and for the others something that always fits.
    fn conditions(&self) -> String {
        let on = |asked: bool, condition: &str, place: &str| {
            if asked { condition.to_owned() } else { format!("{place} IS NULL") }
        };
        [
            on(self.kenmerk.is_some(), "betaling.kenmerk = $2", "$2"),
            on(
                self.end_to_end_id.is_some(),
                "betaling.id IN (SELECT betaling_id FROM poging WHERE end_to_end_id = $3)",
                "$3",
            ),
            on(
                self.pmt_inf_id.is_some(),
                "betaling.id IN (SELECT betaling_id FROM poging WHERE pmt_inf_id = $4)",
                "$4",
            ),
            on(self.afschriftreferentie.is_some(), BY_ENTRY, "$5"),
            on(self.declaratie.is_some(), "betaling.declaratie_id = $6", "$6"),
            on(self.zorgverlener.is_some(), "betaling.zorgverlener_id = $7", "$7"),
            on(
                self.rekeningsleutel.is_some(),
                "betaling.betaalgegevens_id IN ( \
                     SELECT id FROM betaalgegevens WHERE rekeningsleutel = $8)",
                "$8",
            ),
            on(
                self.naamsleutel.is_some(),
                "betaling.betaalgegevens_id IN ( \
                     SELECT id FROM betaalgegevens WHERE naamsleutel = $9)",
                "$9",
            ),
            on(self.bedrag.is_some(), "betaling.bedrag = $10", "$10"),
            on(self.betaald_op.is_some(), "betaling.betaald_op = $11", "$11"),
        ]
        .join(" AND ")
    }
}

/// Payments that an entry of a statement is about: by batch or by reference.
const BY_ENTRY: &str = "betaling.id IN (SELECT poging.betaling_id FROM bankregel \
    JOIN poging ON poging.pmt_inf_id = bankregel.pmt_inf_id \
        OR poging.end_to_end_id = bankregel.end_to_end_id \
    WHERE bankregel.eigen_rekening_id IN (SELECT id FROM eigen_rekening) \
        AND bankregel.identiteit LIKE replace(replace($5, '%', '\\%'), '_', '\\_') || '|%')";

/// A page of payments that fit, and one more when there is a next page.
pub async fn search(
    conn: &mut AsyncPgConnection,
    zoek: &Zoekopdracht,
    page: Page,
) -> Result<Vec<Getoond>, Fault> {
    let query = sql_query(format!(
        "SELECT betaling.id, betaling.verstrekker_id, betaling.zorgverlener_id, \
             betaling.declaratie_id, betaling.kenmerk, betaling.bedrag, betaling.staat, \
             betaling.reden, betaling.poging, last.end_to_end_id, betaling.aangemaakt_op \
         FROM betaling LEFT JOIN poging last \
             ON last.betaling_id = betaling.id AND last.nummer = betaling.poging \
         WHERE betaling.id > $1 AND {} ORDER BY betaling.id LIMIT $12",
        zoek.conditions()
    ))
    .bind::<SqlUuid, _>(page.after.unwrap_or(Uuid::nil()))
    .bind::<Nullable<BigInt>, _>(zoek.kenmerk)
    .bind::<Nullable<Text>, _>(zoek.end_to_end_id.as_deref())
    .bind::<Nullable<Text>, _>(zoek.pmt_inf_id.as_deref())
    .bind::<Nullable<Text>, _>(zoek.afschriftreferentie.as_deref())
    .bind::<Nullable<SqlUuid>, _>(zoek.declaratie)
    .bind::<Nullable<SqlUuid>, _>(zoek.zorgverlener)
    .bind::<Nullable<Text>, _>(zoek.rekeningsleutel.as_deref())
    .bind::<Nullable<Text>, _>(zoek.naamsleutel.as_deref())
    .bind::<Nullable<BigInt>, _>(zoek.bedrag)
    .bind::<Nullable<Date>, _>(zoek.betaald_op.map(ToDiesel::to_diesel))
    .bind::<BigInt, _>(page.rows());
    Ok(query.load(conn).await?)
}
