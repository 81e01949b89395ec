//! Rows of the read copies of payments, recoveries and measures.

use contracts::{Betaalstaat, BetalingBijgewerkt, MaatregelVastgesteld, VorderingBijgewerkt};
use diesel::sql_types::{
    Array, BigInt, Bool, Date as SqlDate, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff_diesel::ToDiesel as _;
use platform::Fault;

use crate::store::statement;

const fn staat_code(staat: Betaalstaat) -> &'static str {
    match staat {
        Betaalstaat::Gereed => "gereed",
        Betaalstaat::Aangehouden => "aangehouden",
        Betaalstaat::InRun => "inRun",
        Betaalstaat::Verzonden => "verzonden",
        Betaalstaat::Geaccepteerd => "geaccepteerd",
        Betaalstaat::Betaald => "betaald",
        Betaalstaat::Teruggekomen => "teruggekomen",
        Betaalstaat::Vervallen => "vervallen",
    }
}

fn column<F, T>(heard: &[(i64, F)], of: impl Fn(&F) -> T) -> Vec<T> {
    heard.iter().map(|(_, said)| of(said)).collect()
}

fn versies<F>(heard: &[(i64, F)]) -> Vec<i64> {
    heard.iter().map(|(versie, _)| *versie).collect()
}

/// Keeps a batch of payments with the claims they pay, each with the version it was heard in.
pub(crate) async fn save_betalingen(
    conn: &mut AsyncPgConnection,
    now: Timestamp,
    heard: &[(i64, BetalingBijgewerkt)],
) -> Result<(), Fault> {
    statement(
        "INSERT INTO betaling (bijgewerkt_op, id, verstrekker_id, zorgverlener_id, poging, \
         staat, reden, bedrag, versie) \
         SELECT $1, * FROM unnest($2, $3, $4, $5, $6, $7, $8, $9) \
         ON CONFLICT (id) DO UPDATE SET (poging, staat, reden, bedrag, versie, bijgewerkt_op) = \
         (excluded.poging, excluded.staat, excluded.reden, excluded.bedrag, excluded.versie, \
         excluded.bijgewerkt_op) WHERE betaling.versie < excluded.versie",
    )
    .bind::<Timestamptz, _>(now.to_diesel())
    .bind::<Array<SqlUuid>, _>(column(heard, |said| said.betaling_id))
    .bind::<Array<SqlUuid>, _>(column(heard, |said| said.verstrekker_id))
    .bind::<Array<SqlUuid>, _>(column(heard, |said| said.zorgverlener_id))
    .bind::<Array<Integer>, _>(column(heard, |said| said.poging))
    .bind::<Array<Text>, _>(column(heard, |said| staat_code(said.staat)))
    .bind::<Array<Nullable<Text>>, _>(column(heard, |said| said.reden.clone()))
    .bind::<Array<BigInt>, _>(column(heard, |said| said.bedrag.cents()))
    .bind::<Array<BigInt>, _>(versies(heard))
    .execute(conn)
    .await?;
    save_delen(conn, heard).await
}

/// The claims of a payment: what is no longer among them goes.
async fn save_delen(
    conn: &mut AsyncPgConnection,
    heard: &[(i64, BetalingBijgewerkt)],
) -> Result<(), Fault> {
    let (mut betalingen, mut declaraties, mut verstrekkers, mut bedragen) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (_, said) in heard {
        for deel in &said.declaraties {
            betalingen.push(said.betaling_id);
            declaraties.push(deel.id);
            verstrekkers.push(said.verstrekker_id);
            bedragen.push(deel.bedrag.cents());
        }
    }
    statement(
        "DELETE FROM betaling_declaratie bd WHERE bd.betaling_id = ANY($1) AND NOT EXISTS \
         (SELECT FROM unnest($2, $3) AS q (b, d) \
         WHERE q.b = bd.betaling_id AND q.d = bd.declaratie_id)",
    )
    .bind::<Array<SqlUuid>, _>(column(heard, |said| said.betaling_id))
    .bind::<Array<SqlUuid>, _>(&betalingen)
    .bind::<Array<SqlUuid>, _>(&declaraties)
    .execute(conn)
    .await?;
    statement(
        "INSERT INTO betaling_declaratie (betaling_id, declaratie_id, verstrekker_id, bedrag) \
         SELECT b, d, v, sum(e) FROM unnest($1, $2, $3, $4) AS q (b, d, v, e) GROUP BY b, d, v \
         ON CONFLICT (betaling_id, declaratie_id) DO UPDATE SET bedrag = excluded.bedrag",
    )
    .bind::<Array<SqlUuid>, _>(betalingen)
    .bind::<Array<SqlUuid>, _>(declaraties)
    .bind::<Array<SqlUuid>, _>(verstrekkers)
    .bind::<Array<BigInt>, _>(bedragen)
    .execute(conn)
    .await?;
    Ok(())
}

/// Keeps a batch of recoveries.
pub(crate) async fn save_vorderingen(
    conn: &mut AsyncPgConnection,
    now: Timestamp,
    heard: &[(i64, VorderingBijgewerkt)],
) -> Result<(), Fault> {
    statement(
        "INSERT INTO vordering (bijgewerkt_op, id, verstrekker_id, zorgverlener_id, \
         declaratie_id, bedrag, openstaand, versie) \
         SELECT $1, * FROM unnest($2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (id) DO UPDATE SET (bedrag, openstaand, versie, bijgewerkt_op) = \
         (excluded.bedrag, excluded.openstaand, excluded.versie, excluded.bijgewerkt_op) \
         WHERE vordering.versie < excluded.versie",
    )
    .bind::<Timestamptz, _>(now.to_diesel())
    .bind::<Array<SqlUuid>, _>(column(heard, |said| said.vordering_id))
    .bind::<Array<SqlUuid>, _>(column(heard, |said| said.verstrekker_id))
    .bind::<Array<SqlUuid>, _>(column(heard, |said| said.zorgverlener_id))
    .bind::<Array<SqlUuid>, _>(column(heard, |said| said.declaratie_id))
    .bind::<Array<BigInt>, _>(column(heard, |said| said.bedrag.cents()))
    .bind::<Array<BigInt>, _>(column(heard, |said| said.openstaand.cents()))
    .bind::<Array<BigInt>, _>(versies(heard))
    .execute(conn)
    .await?;
    Ok(())
}

/// Keeps a batch of measures.
pub(crate) async fn save_maatregelen(
    conn: &mut AsyncPgConnection,
    now: Timestamp,
    heard: &[(i64, MaatregelVastgesteld)],
) -> Result<(), Fault> {
    statement(
        "INSERT INTO maatregel (bijgewerkt_op, id, verstrekker_id, zorgverlener_id, \
         zorgovereenkomst_id, actief, geldig_van, geldig_tot, grondslag, versie) \
         SELECT $1, a, b, c, d, e, f, g + 1, h, i \
         FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10) AS q (a, b, c, d, e, f, g, h, i) \
         ON CONFLICT (id) DO UPDATE SET (actief, geldig_van, geldig_tot, grondslag, versie, \
         bijgewerkt_op) = (excluded.actief, excluded.geldig_van, excluded.geldig_tot, \
         excluded.grondslag, excluded.versie, excluded.bijgewerkt_op) \
         WHERE maatregel.versie < excluded.versie",
    )
    .bind::<Timestamptz, _>(now.to_diesel())
    .bind::<Array<SqlUuid>, _>(column(heard, |said| said.maatregel_id))
    .bind::<Array<SqlUuid>, _>(column(heard, |said| said.verstrekker_id))
    .bind::<Array<SqlUuid>, _>(column(heard, |said| said.zorgverlener_id))
    .bind::<Array<Nullable<SqlUuid>>, _>(column(heard, |said| said.zorgovereenkomst_id))
    .bind::<Array<Bool>, _>(column(heard, |said| said.actief))
    .bind::<Array<SqlDate>, _>(column(heard, |said| said.van.to_diesel()))
    .bind::<Array<SqlDate>, _>(column(heard, |said| said.tot.to_diesel()))
    .bind::<Array<Text>, _>(column(heard, |said| said.grondslag.clone()))
    .bind::<Array<BigInt>, _>(versies(heard))
    .execute(conn)
    .await?;
    Ok(())
}
