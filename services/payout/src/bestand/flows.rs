//! Files are built once, in the transaction that releases their run, and sent at most once.

mod doubt;
mod sending;

use std::collections::{BTreeMap, BTreeSet};

use aws_lc_rs::digest;
use contracts::Betaalstaat;
use diesel_async::AsyncPgConnection;
use kernel::{Euro, Iban, Maand};
use platform::{Context, Failure, Fault};
use uuid::Uuid;

use super::profiel::Bankprofiel;
use super::store::{self, EigenRekening, TeBetalenRij};
use super::{Kop, PER_BESTAND_MAX, Plan, TeBetalen, omschrijving, plan};
use crate::bank::pain001::{self, Gekeurd, Rundeling};
use crate::bank::{Batchsoort, Debiteur, Voorwaarden};
use crate::betaalrun::{self, Betaalrun};
use crate::betaling;
use crate::betaling::flows::{Aanleiding, Stap, step};
use crate::betaling::store::pogingen;
use crate::partij;

pub(crate) use self::doubt::settled;
pub use self::doubt::{ask, doubt_unfinished, resend, told_by_hand};
pub use self::sending::{Refusal, send, sent};

/// Builds the files of a run that is being released: bytes, hash, batches, and E7 for each attempt.
pub async fn build(
    conn: &mut AsyncPgConnection,
    context: &Context,
    run: &Betaalrun,
) -> Result<(), Failure<betaalrun::Refusal>> {
    let rekeningen = store::eigen_rekeningen(conn).await?;
    let profiel = store::profielen::paid_from(conn, run.uitvoerdatum).await?;
    let profiel = profiel.ok_or(diesel::NotFound)?;
    let (eigen, kop) = kop(context, run, (&rekeningen, profiel))?;
    let rows = store::to_pay(conn, run.id).await?;
    let betalingen = to_pay(conn, context, rows).await?;
    let plans = plan(&kop, betalingen);
    let written = write(&plans, &rekeningen, run)?;
    if written.iter().any(|bytes| bytes.len() > profiel.bytes_max) {
        let fouten = format!("een bestand heeft meer dan {} bytes", profiel.bytes_max);
        return Err(Failure::Refused(betaalrun::Refusal::Bestand { fouten }));
    }
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
    let aanleiding = Aanleiding::of(
        eigen.id,
        context.clock.today(),
        format!("betaalrun {} vrijgegeven", run.nummer),
    );
    step(conn, context, Stap::Vrijgegeven, &placed, &aanleiding).await?;
    Ok(())
}

fn kop(
    context: &Context,
    run: &Betaalrun,
    (rekeningen, profiel): (&[EigenRekening], Bankprofiel),
) -> Result<(EigenRekening, Kop), Fault> {
    let own = rekeningen.iter().find(|rekening| rekening.id == profiel.eigen_rekening);
    let eigen = own.cloned().ok_or(diesel::NotFound)?;
    let iban = Iban::parse(&eigen.iban).map_err(Fault::stored("eigen_rekening.iban"))?;
    let kop = Kop {
        run: run.nummer,
        dag: context.clock.today(),
        aangemaakt_op: context.clock.now(),
        uitvoerdatum: run.uitvoerdatum,
        debiteur: Debiteur { naam: eigen.naam.clone(), iban, bic: eigen.bic.clone() },
        per_bestand: profiel.opdrachten_max,
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
