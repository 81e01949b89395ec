//! The ledger is proven, and its chains are sealed.

use diesel_async::AsyncPgConnection;
use platform::{Context, Fault, Scope};

use super::peers;
use super::proofs::{BEWIJZEN, Uitkomst};
use super::store::controles::{self, Controle};
use super::store::ketens;

/// One step of the job of the night: on the first step of a day the chains are sealed and every
/// proof is run, once, whatever the number of replicas. What does not hold is an error somebody
/// must act on, and keeps new payment runs from starting.
pub async fn nightly(context: &Context) -> Result<bool, Fault> {
    let own = context.clone();
    let done = context.transact_work(Scope::Landelijk, move |conn| {
        let context = own.clone();
        Box::pin(async move {
            let dag = context.clock.today();
            if !controles::is_mine(conn, dag).await? {
                return Ok(None);
            }
            ketens::seal(conn, dag, context.clock.now()).await?;
            prove(conn, &context, "nacht").await.map(Some)
        })
    });
    if let Some((controle, uitkomsten)) = done.await?.filter(|(controle, _)| !controle.klopt) {
        let broken: Vec<&str> = uitkomsten
            .iter()
            .filter(|uitkomst| uitkomst.afwijkingen > 0)
            .map(|uitkomst| uitkomst.code.as_str())
            .collect();
        tracing::error!(controle.id = %controle.id, ?broken, "the ledger does not prove");
    }
    carry_out(context).await?;
    Ok(false)
}

/// A copy of today's seals leaves the database, also when an earlier step did not get that far.
async fn carry_out(context: &Context) -> Result<(), Fault> {
    let dag = context.clock.today();
    let sealed = context.transact_work(Scope::Landelijk, move |conn| {
        Box::pin(async move { Ok::<_, Fault>(ketens::seals(conn, dag).await?) })
    });
    let copied = peers::copy(&sealed.await?).await;
    copied.map_err(|error| Fault::from(anyhow::Error::new(error).context("seals not copied")))
}

/// Runs every proof and keeps what it found.
pub async fn prove(
    conn: &mut AsyncPgConnection,
    context: &Context,
    aanleiding: &str,
) -> Result<(Controle, Vec<Uitkomst>), Fault> {
    controles::take_time(conn).await?;
    let begonnen_op = controles::moment(context.clock.now());
    let mut uitkomsten = Vec::with_capacity(BEWIJZEN.len());
    for bewijs in &BEWIJZEN {
        uitkomsten.push(controles::prove(conn, bewijs).await?);
    }
    let controle = Controle {
        id: platform::id::new_uuid(),
        dag: controles::day(context.clock.today()),
        aanleiding: aanleiding.to_owned(),
        begonnen_op,
        klaar_op: controles::moment(context.clock.now()),
        klopt: uitkomsten.iter().all(|uitkomst| uitkomst.afwijkingen == 0),
    };
    controles::insert(conn, &controle, &uitkomsten).await?;
    Ok((controle, uitkomsten))
}
