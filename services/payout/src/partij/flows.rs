//! Payees, agreements and measures are heard; blocks hold payments and let them go.

mod blokkades;
mod naamcontrole;
mod rekeningen;
mod sancties;

use std::collections::BTreeMap;

use contracts::{BetaalgegevensVastgesteld, MaatregelVastgesteld, ZorgovereenkomstVastgesteld};
use diesel_async::AsyncPgConnection;
use platform::sealing::Sealing;
use platform::{Context, Fault, Scope};
use uuid::Uuid;

use super::store::{self, Betaalgegevens};
use super::{
    Betrokkene, Blokkade, Blokkadesoort, of_bevinding, of_maatregel, of_overeenkomst, of_rekening,
};
use crate::betaling;

pub use self::blokkades::{lift_by_hand, set_by_hand};
pub use self::naamcontrole::check_names;
pub use self::rekeningen::approve;
pub use self::sancties::load_list;
pub(crate) use self::sancties::screen;

/// The key for account columns; a service without one does not start to pay.
pub fn sealing(context: &Context) -> Result<&Sealing, Fault> {
    context
        .sealing
        .as_deref()
        .ok_or(kernel::Fault::new("SEALING_KEY_FILE"))
        .map_err(Fault::stored("sealing key"))
}

/// Stores payment details. Another account lifts what the old one held.
pub async fn hear_betaalgegevens(
    conn: &mut AsyncPgConnection,
    context: &Context,
    heard: &[(i64, BetaalgegevensVastgesteld)],
) -> Result<(), Fault> {
    if heard.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = heard.iter().map(|(_, fact)| fact.betaalgegevens_id).collect();
    let known = store::betaalgegevens(conn, &ids).await?;
    let sealing = sealing(context)?;
    let rows: Vec<Betaalgegevens> = heard
        .iter()
        .map(|(versie, fact)| Betaalgegevens {
            id: fact.betaalgegevens_id,
            zorgverlener_id: fact.zorgverlener_id,
            rekeninghouder: fact.rekeninghouder.clone(),
            iban: sealing.seal(fact.iban.as_str()),
            iban_ref: fact.iban_ref.clone(),
            rekeningsleutel: Some(sealing.reference("rekening", fact.iban.as_str())),
            versie: *versie,
        })
        .collect();
    store::save_betaalgegevens(conn, &rows).await?;
    let changed: Vec<Uuid> = rows
        .iter()
        .filter(|row| known.get(&row.id).is_some_and(|was| was.iban_ref != row.iban_ref))
        .map(|row| row.id)
        .collect();
    // First the new hold, then the old one goes: nothing is payable in between.
    rekeningen::note(conn, context, &rows, &changed).await?;
    sancties::screen(conn, context, &ids).await?;
    lift(conn, context, &changed, "andere rekening").await
}

/// Stores agreements. One that needs payroll holds its payments visibly.
pub async fn hear_overeenkomsten(
    conn: &mut AsyncPgConnection,
    context: &Context,
    heard: &[(i64, ZorgovereenkomstVastgesteld)],
) -> Result<(), Fault> {
    store::save_overeenkomsten(conn, heard).await?;
    let mut ended = Vec::new();
    for (_, fact) in heard {
        match of_overeenkomst(fact, context.clock.today()) {
            Some(blokkade) => block(conn, context, &blokkade).await?,
            None => ended.push(fact.zorgovereenkomst_id),
        }
    }
    lift(conn, context, &ended, "geen loonadministratie").await
}

/// Sets and ends measures.
pub async fn hear_maatregelen(
    conn: &mut AsyncPgConnection,
    context: &Context,
    heard: &[MaatregelVastgesteld],
) -> Result<(), Fault> {
    let mut ended = Vec::new();
    for fact in heard {
        match of_maatregel(fact) {
            Some(blokkade) => block(conn, context, &blokkade).await?,
            None => ended.push(fact.maatregel_id),
        }
    }
    lift(conn, context, &ended, "maatregel beëindigd").await
}

/// Something was found out about a payee or an account: everything payable to it is held. What was
/// found before is not found again.
pub async fn block_for(
    conn: &mut AsyncPgConnection,
    context: &Context,
    (soort, wie): (Blokkadesoort, Betrokkene),
    reden: &str,
) -> Result<(), Fault> {
    let today = context.clock.today();
    let blokkade = match (soort, wie) {
        (Blokkadesoort::Iban, Betrokkene::Rekening(id)) => of_rekening(id, reden, today),
        _found => {
            if store::blokkades::stands(conn, soort, wie).await? {
                return Ok(());
            }
            of_bevinding(platform::id::new_uuid(), soort, wie, (reden, today))
        }
    };
    block(conn, context, &blokkade).await
}

/// Sets a block and holds what it holds today.
async fn block(
    conn: &mut AsyncPgConnection,
    context: &Context,
    blokkade: &Blokkade,
) -> Result<(), Fault> {
    store::block(conn, blokkade).await?;
    let touched = store::touched(conn, blokkade).await?;
    if touched.is_empty() {
        return Ok(());
    }
    let betalingen = betaling::store::lock(conn, &touched).await?;
    betaling::flows::hold(conn, context, betalingen, blokkade.id, &blokkade.reden).await
}

/// Ends blocks and lets go what nothing else holds.
pub async fn lift(
    conn: &mut AsyncPgConnection,
    context: &Context,
    blokkades: &[Uuid],
    oorzaak: &str,
) -> Result<(), Fault> {
    if blokkades.is_empty() {
        return Ok(());
    }
    let ended = store::unblock(conn, blokkades).await?;
    if ended.is_empty() {
        return Ok(());
    }
    let now = context.clock.now();
    let held = betaling::store::holds::lift(conn, &ended, now, oorzaak).await?;
    betaling::flows::settle_holds(conn, context, &held, oorzaak).await
}

/// One step of the job that ends blocks whose last day has passed.
pub async fn end_expired(context: &Context) -> Result<bool, Fault> {
    let own = context.clone();
    let ended = context.transact_work(Scope::Landelijk, move |conn| {
        let context = own.clone();
        Box::pin(async move {
            let expired = store::expired(conn, context.clock.today()).await?;
            lift(conn, &context, &expired, "termijn verstreken").await?;
            Ok::<_, Fault>(!expired.is_empty())
        })
    });
    ended.await
}

/// The account of each payment details, opened; for who writes a bank file.
pub fn open_accounts(
    context: &Context,
    rows: &BTreeMap<Uuid, Betaalgegevens>,
) -> Result<BTreeMap<Uuid, kernel::Iban>, Fault> {
    let sealing = sealing(context)?;
    let open = |(id, row): (&Uuid, &Betaalgegevens)| {
        let text = sealing.open(&row.iban)?;
        let iban = kernel::Iban::parse(&text).map_err(Fault::stored("betaalgegevens.iban"))?;
        Ok((*id, iban))
    };
    rows.iter().map(open).collect()
}
