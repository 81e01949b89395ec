//! The bank of a payee is asked whether an account is under this name, when it is registered and
//! when it changes, never on pay day (payments:1.9).

use kernel::Iban;
use platform::{Context, Fault, Scope};

use super::{block_for, sealing};
use crate::partij::peers::{self, Controle};
use crate::partij::store::rekeningen::{self, Ongevraagd};
use crate::partij::{Betrokkene, Blokkadesoort, Naamcontrole};
use crate::werkitem::{self, Melding, Soort};

/// How many names one step asks.
const PER_STAP: i64 = 20;

/// One step of the job that asks for names. Without a peer nothing is asked.
pub async fn check_names(context: &Context) -> Result<bool, Fault> {
    let Some(controle) = peers::naamcontrole() else { return Ok(false) };
    let waiting = context.transact_work(Scope::Landelijk, move |conn| {
        Box::pin(async move { rekeningen::unasked(conn, PER_STAP).await })
    });
    let waiting = waiting.await?;
    let found = !waiting.is_empty();
    for version in waiting {
        // Asked outside any transaction: no lock waits for another bank.
        let uitslag = ask(context, controle, &version).await?;
        keep(context, version, uitslag).await?;
    }
    Ok(found)
}

async fn ask(
    context: &Context,
    controle: &Controle,
    version: &Ongevraagd,
) -> Result<Naamcontrole, Fault> {
    let text = sealing(context)?.open(&version.iban)?;
    let iban = Iban::parse(&text).map_err(Fault::stored("rekeningversie.iban"))?;
    Ok(controle.verify(&iban, &version.rekeninghouder).await?)
}

async fn keep(context: &Context, version: Ongevraagd, uitslag: Naamcontrole) -> Result<(), Fault> {
    let own = context.clone();
    let kept = context.transact_work(Scope::Landelijk, move |conn| {
        let (context, version) = (own.clone(), version.clone());
        Box::pin(async move {
            let first = rekeningen::answered(conn, version.id, uitslag, context.clock.now());
            if !first.await? {
                return Ok::<_, Fault>(());
            }
            let account = version.betaalgegevens_id;
            if uitslag == Naamcontrole::PastNiet {
                let about = (Blokkadesoort::Naam, Betrokkene::Rekening(account));
                block_for(conn, &context, about, "naam past niet bij rekening").await?;
            }
            let calls = matches!(uitslag, Naamcontrole::PastNiet | Naamcontrole::LijktOp);
            let melding = Melding::of(Soort::NaamPastNiet, "betaalgegevens", account.to_string());
            let meldingen = if calls { vec![melding.because(uitslag.code())] } else { Vec::new() };
            werkitem::flows::raise(conn, &context, &meldingen).await
        })
    });
    kept.await
}
