//! Files are built once, in the transaction that releases their run, and sent at most once.

use std::collections::{BTreeMap, BTreeSet};

use aws_lc_rs::digest;
use contracts::Betaalstaat;
use diesel_async::AsyncPgConnection;
use kernel::{Euro, Iban, Maand};
use platform::{Context, Failure, Fault, Scope};
use uuid::Uuid;

use super::store::{self, Bestandsrij, EigenRekening, TeBetalenRij};
use super::{Kop, PER_BESTAND_MAX, Plan, TeBetalen, omschrijving, peers, plan};
use crate::bank::pain001::{self, Gekeurd, Rundeling};
use crate::bank::{Batchsoort, Debiteur, Voorwaarden};
use crate::betaalrun::{self, Betaalrun};
use crate::betaling::flows::{Aanleiding, Stap, step};
use crate::betaling::store::pogingen::{self, Poging};
use crate::betaling::{self, Pogingstaat};
use crate::partij;

/// Builds the files of a run that is being released: bytes, hash, batches, and E7 for each attempt.
pub async fn build(
    conn: &mut AsyncPgConnection,
    context: &Context,
    run: &Betaalrun,
) -> Result<(), Failure<betaalrun::Refusal>> {
    let rekeningen = store::eigen_rekeningen(conn).await?;
    let (eigen, kop) = kop(context, run, &rekeningen)?;
    let rows = store::to_pay(conn, run.id).await?;
    let betalingen = to_pay(conn, context, rows).await?;
    let plans = plan(&kop, betalingen);
    let written = write(&plans, &rekeningen, run)?;
    let now = context.clock.now();
    let mut placed = Vec::new();
    for (plan, bytes) in plans.iter().zip(&written) {
        let id = platform::id::new_uuid();
        let hash = digest::digest(&digest::SHA256, bytes);
        store::insert(conn, (run.id, id), plan, (bytes, hash.as_ref()), now).await?;
        store::insert_batches(conn, (id, eigen.id), &plan.batches).await?;
        for batch in &plan.batches {
            let of_batch = |poging: &Uuid| (*poging, batch.pmt_inf_id.as_str());
            let spots: Vec<(Uuid, &str)> = batch.pogingen.iter().map(of_batch).collect();
            pogingen::place(conn, &spots).await?;
            placed.extend(batch.pogingen.iter().map(|poging| (*poging, None)));
        }
    }
    let aanleiding = Aanleiding {
        eigen_rekening: eigen.id,
        datum: context.clock.today(),
        oorzaak: format!("betaalrun {} vrijgegeven", run.nummer),
    };
    step(conn, context, Stap::Vrijgegeven, &placed, &aanleiding).await?;
    Ok(())
}

fn kop(
    context: &Context,
    run: &Betaalrun,
    rekeningen: &[EigenRekening],
) -> Result<(EigenRekening, Kop), Fault> {
    let eigen = rekeningen.first().cloned().ok_or(diesel::NotFound)?;
    let iban = Iban::parse(&eigen.iban).map_err(Fault::stored("eigen_rekening.iban"))?;
    let kop = Kop {
        run: run.nummer,
        dag: context.clock.today(),
        aangemaakt_op: context.clock.now(),
        uitvoerdatum: run.uitvoerdatum,
        debiteur: Debiteur { naam: eigen.naam.clone(), iban, bic: eigen.bic.clone() },
    };
    Ok((eigen, kop))
}

/// Opens the accounts and words the payments.
async fn to_pay(
    conn: &mut AsyncPgConnection,
    context: &Context,
    rows: Vec<TeBetalenRij>,
) -> Result<Vec<TeBetalen>, Fault> {
    let ids: BTreeSet<Uuid> = rows.iter().map(|row| row.betaalgegevens).collect();
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let houders = partij::store::betaalgegevens(conn, &ids).await?;
    let accounts = partij::flows::open_accounts(context, &houders)?;
    let word = |row: TeBetalenRij| {
        let missing = || Fault::Database(diesel::NotFound);
        let houder = houders.get(&row.betaalgegevens).ok_or_else(missing)?;
        let iban = accounts.get(&row.betaalgegevens).ok_or_else(missing)?;
        let maand = Maand::parse(&row.zorgmaand).map_err(Fault::stored("betaling.zorgmaand"))?;
        Ok(TeBetalen {
            poging: row.poging,
            end_to_end_id: row.end_to_end_id,
            verstrekker: row.verstrekker,
            soort: if row.soort == "maandloon" { Batchsoort::Loon } else { Batchsoort::Overig },
            bedrag: Euro::from_cents(row.bedrag),
            naam: houder.rekeninghouder.clone(),
            iban: iban.clone(),
            omschrijving: omschrijving(&maand, row.kenmerk, row.factuurnummer.as_deref()),
        })
    };
    rows.into_iter().map(word).collect()
}

/// The bytes of each file. A file that breaks a rule of the bank is not built.
fn write(
    plans: &[Plan],
    rekeningen: &[EigenRekening],
    run: &Betaalrun,
) -> Result<Vec<Vec<u8>>, Failure<betaalrun::Refusal>> {
    let own: Vec<Iban> = rekeningen
        .iter()
        .map(|rekening| Iban::parse(&rekening.iban))
        .collect::<Result<_, _>>()
        .map_err(Fault::stored("eigen_rekening.iban"))?;
    let conditions = Voorwaarden { eigen_rekeningen: &own, opdrachten_max: PER_BESTAND_MAX };
    let checked: Vec<Gekeurd> = plans
        .iter()
        .map(|plan| plan.bestand.clone().check(&conditions))
        .collect::<Result<_, _>>()
        .map_err(|fouten| refused(&fouten))?;
    let whole =
        Rundeling { aantal: usize::try_from(run.aantal).unwrap_or_default(), totaal: run.totaal };
    pain001::check_run(&checked, whole).map_err(|fout| refused(&[fout]))?;
    Ok(checked.iter().map(pain001::write_to_vec).collect())
}

fn refused(fouten: &[pain001::Fout]) -> Failure<betaalrun::Refusal> {
    let texts: Vec<String> = fouten.iter().take(20).map(ToString::to_string).collect();
    Failure::Refused(betaalrun::Refusal::Bestand { fouten: texts.join("; ") })
}

/// Why a file is not sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is not there.
    #[error("het bestand bestaat niet")]
    Onbekend,
    /// The hash is not that of the bytes.
    #[error("de SHA-256 is niet die van het bestand")]
    AndereInhoud,
    /// It was sent before, or its fate is not known: the bank must say so first (payments:0.1).
    #[error("een bestand dat {staat} is, wordt niet nog eens verzonden")]
    AlVerzonden {
        /// Where it stands.
        staat: String,
    },
}

/// Sends a file: its state is committed before the first byte leaves, and again after the last.
pub async fn send(
    context: &Context,
    id: Uuid,
    sha256: &[u8],
    door: &str,
) -> Result<Bestandsrij, Failure<Refusal>> {
    let (bestand, inhoud) = begin(context, id, sha256.to_vec(), door.to_owned()).await?;
    match peers::deliver(&bestand.msg_id, &inhoud).await {
        Ok(()) => finish(context, id, "verzonden").await,
        Err(error) => {
            // It may or may not have left: nobody sends it again before the bank has spoken.
            tracing::error!(bestand.id = %id, %error, "the fate of a bank file is unknown");
            finish(context, id, "onbekend").await
        }
    }
}

async fn begin(
    context: &Context,
    id: Uuid,
    sha256: Vec<u8>,
    door: String,
) -> Result<(Bestandsrij, Vec<u8>), Failure<Refusal>> {
    let own = context.clone();
    let begun = context.transact(Scope::Landelijk, move |conn| {
        let (context, sha256, door) = (own.clone(), sha256.clone(), door.clone());
        Box::pin(async move {
            let refuse = |refusal| Err(Failure::Refused(refusal));
            let Some(bestand) = store::lock(conn, id).await? else {
                return refuse(Refusal::Onbekend);
            };
            if bestand.sha256 != sha256 {
                return refuse(Refusal::AndereInhoud);
            }
            if bestand.staat != "gebouwd" {
                return refuse(Refusal::AlVerzonden { staat: bestand.staat });
            }
            betaling::store::because(conn, &format!("verzending door {door}")).await?;
            let now = context.clock.now();
            store::set_staat(conn, id, "verzenden", Some((&door, now))).await?;
            let inhoud = store::inhoud(conn, id).await?;
            Ok((bestand, inhoud))
        })
    });
    begun.await
}

async fn finish(
    context: &Context,
    id: Uuid,
    staat: &'static str,
) -> Result<Bestandsrij, Failure<Refusal>> {
    let own = context.clone();
    let finished = context.transact(Scope::Landelijk, move |conn| {
        let context = own.clone();
        Box::pin(async move {
            let oorzaak = format!("bestand {staat}");
            betaling::store::because(conn, &oorzaak).await?;
            // The bank may have answered before we wrote down that we were done.
            let still = store::lock(conn, id).await?.is_some_and(|b| b.staat == "verzenden");
            if still {
                store::set_staat(conn, id, staat, None).await?;
            }
            if still && staat == "verzonden" {
                sent(conn, &context, id, oorzaak).await?;
            }
            store::load(conn, id).await?.ok_or(Failure::Refused(Refusal::Onbekend))
        })
    });
    finished.await
}

/// All payments of a file went to the bank.
pub async fn sent(
    conn: &mut AsyncPgConnection,
    context: &Context,
    bestand: Uuid,
    oorzaak: String,
) -> Result<(), Fault> {
    let batches = store::batches(conn, bestand).await?;
    let attempts = pogingen::of_batches(conn, &batches).await?;
    let waiting: Vec<(Uuid, Option<String>)> = attempts
        .iter()
        .filter(|poging| poging.staat == Pogingstaat::InBestand)
        .map(|poging| (poging.id, None))
        .collect();
    let aanleiding = Aanleiding {
        eigen_rekening: store::rekening_of(conn, bestand).await?,
        datum: context.clock.today(),
        oorzaak,
    };
    step(conn, context, Stap::Verzonden, &waiting, &aanleiding).await?;
    let runs: BTreeSet<Uuid> = attempts.iter().map(|poging: &Poging| poging.betaalrun).collect();
    betaalrun::store::progress(conn, &runs.into_iter().collect::<Vec<_>>()).await
}

/// Payments that could never stand in a bank file: a name or an account the bank cannot take. They
/// are held at the door of a run, with the reason.
pub async fn unfit(
    conn: &mut AsyncPgConnection,
    context: &Context,
    betalingen: &[betaling::Betaling],
) -> Result<BTreeMap<Uuid, &'static str>, Fault> {
    let ids: BTreeSet<Uuid> = betalingen.iter().map(|b| b.betaalgegevens).collect();
    let houders = partij::store::betaalgegevens(conn, &ids.into_iter().collect::<Vec<_>>()).await?;
    let accounts = partij::flows::open_accounts(context, &houders)?;
    let own: Vec<String> =
        store::eigen_rekeningen(conn).await?.into_iter().map(|rekening| rekening.iban).collect();
    let why = |betaling: &betaling::Betaling| {
        debug_assert_eq!(betaling.staat, Betaalstaat::Gereed, "only what is ready is chosen");
        let houder = houders.get(&betaling.betaalgegevens)?;
        let iban = accounts.get(&betaling.betaalgegevens)?;
        if own.iter().any(|own| own == iban.as_str()) {
            return Some((betaling.id, "rekening is van onszelf"));
        }
        if !pain001::is_sepa_country(iban) {
            return Some((betaling.id, "rekening buiten SEPA"));
        }
        let name = crate::bank::text::naam(&houder.rekeninghouder);
        name.is_err().then_some((betaling.id, "naam past niet in een bankbestand"))
    };
    Ok(betalingen.iter().filter_map(why).collect())
}

/// How long a sending may be under way before its file counts as of unknown fate, in minutes.
const ZENDTIJD_MINUTES: i64 = 5;

/// One step of the job that finds sendings that never finished: the process died between the first
/// byte and the last. Only the bank may say what became of those files.
pub async fn doubt_unfinished(context: &Context) -> Result<bool, Fault> {
    let long = jiff::SignedDuration::from_mins(ZENDTIJD_MINUTES);
    let before = context.clock.now().checked_sub(long).map_err(anyhow::Error::from)?;
    let doubted = context.transact_work(Scope::Landelijk, move |conn| {
        Box::pin(async move {
            betaling::store::because(conn, "verzending niet afgerond").await?;
            store::doubt(conn, before).await
        })
    });
    let doubted = doubted.await?;
    if doubted > 0 {
        tracing::error!(bestand.aantal = doubted, "the fate of bank files is unknown");
    }
    Ok(false)
}
