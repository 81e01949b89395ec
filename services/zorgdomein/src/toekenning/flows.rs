//! Commands on toekenningen: what a judged message brings about.

use diesel_async::AsyncPgConnection;
use kernel::{Id, Periode};
use platform::messaging::outbox::{self, Said};
use platform::{Fault, Scope};
use uuid::Uuid;

use super::relaties::{self, Wanted};
use super::store::{self, Origin};
use super::{Grant, Part, Toekenning};
use crate::bericht::{Negencijferig, Relatie, Toekenningsbericht};
use crate::budgetafsluiting::flows as afsluitingen;
use crate::declaratie::flows::herzien;
use crate::declaratie::store::versies::Aanleiding;
use crate::persoon::Nummer;
use crate::persoon::flows::{self as personen, Desk, NewBudgethouder};
use crate::persoon::peers::Persoonslijst;
use crate::verstrekker::Verstrekker;

pub mod verschuiving;

/// A message that may be acted upon.
pub struct Judged<'a> {
    /// Its row.
    pub id: Uuid,
    /// From whom.
    pub verstrekker: Id<Verstrekker>,
    /// What it says; it breaks no rule.
    pub bericht: &'a Toekenningsbericht,
    /// What the BRP says of the budgethouder, when it was asked.
    pub brp: Option<&'a Persoonslijst>,
    /// The toekenning whose newest budget it replaces.
    pub replaces: Option<Id<Toekenning>>,
    /// The scope of the running transaction.
    pub scope: &'a Scope,
}

/// Acts upon a message: budgethouder, representatives, the next version of the toekenning, and
/// what is said of them.
pub async fn accept(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    judged: Judged<'_>,
) -> Result<Toekenning, Fault> {
    let Judged { id, verstrekker, bericht, brp, replaces, scope } = judged;
    let client = &bericht.client;
    let bsn = client.bsn.bsn().ok_or_else(unjudged)?;
    let contact = client.contact.as_ref();
    let new = NewBudgethouder { bsn: &bsn, verstrekker: verstrekker.uuid(), brp, contact };
    let budgethouder = personen::ensure_budgethouder(conn, desk, scope, new).await?;
    let wanted = representatives(conn, desk, (scope, verstrekker), &client.relaties).await?;

    let delen = parts(bericht)?;
    let mut new_id = platform::id::new;
    let mut before = None;
    let next = match replaces {
        None => {
            let grant = Grant { verstrekker, budgethouder, wet: bericht.kop.wet, delen };
            Toekenning::open(platform::id::new(), grant, &mut new_id)
        }
        Some(replaced) => {
            let held = store::lock(conn, replaced).await?.ok_or_else(unjudged)?;
            before = Some(held.clone());
            held.replace(delen, &mut new_id)
        }
    };
    store::save(conn, &next, desk.now).await?;
    let of = next.toekenning;
    afsluitingen::replan(conn, desk, before.as_ref(), (&of, &next.named_pots)).await?;
    store::insert_versie(conn, &of, origin(id, bericht), desk.now).await?;
    let held = store::held_relaties(conn, of.id).await?;
    let changes = relaties::plan(&held, &wanted, desk.today);
    store::save_relaties(conn, &of, changes, desk.now).await?;
    outbox::record(conn, &[Said::new(&desk.source, of.versie, of.fact())]).await?;
    herzien::of_persons(conn, desk, Aanleiding::Toekenning, &[budgethouder.uuid()]).await?;
    Ok(of)
}

fn origin(bericht_id: Uuid, bericht: &Toekenningsbericht) -> Origin<'_> {
    let budget = &bericht.client.budget;
    Origin {
        bericht: bericht_id,
        identificatie: &budget.identificatie,
        identificatie_oud: budget.identificatie_oud.as_deref(),
        afgiftedatum: budget.afgiftedatum,
        periode: budget.periode.map(|periode| (periode.ingangsdatum, periode.einddatum)),
    }
}

fn parts(bericht: &Toekenningsbericht) -> Result<Vec<Part>, Fault> {
    let parts = bericht.client.budget.functiebudgetten.iter();
    parts
        .map(|part| {
            let (van, tot) = (part.periode.ingangsdatum, part.periode.einddatum);
            Ok(Part {
                zorgfunctie: part.zorgfunctie.clone(),
                periode: Periode::try_new(van, Some(tot)).map_err(|_backwards| unjudged())?,
                bedrag: part.bedrag,
                verantwoordingsvrij: part.verantwoordingsvrij,
            })
        })
        .collect()
}

/// Makes the persons and firms among the relations known, in order of their numbers.
async fn representatives(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    (scope, verstrekker): (&Scope, Id<Verstrekker>),
    relaties: &[Relatie],
) -> Result<Vec<Wanted>, Fault> {
    let mut sorted: Vec<&Relatie> = relaties.iter().collect();
    sorted.sort_by(|a, b| (&a.bsn, &a.kvk_nummer).cmp(&(&b.bsn, &b.kvk_nummer)));
    let mut wanted = Vec::with_capacity(sorted.len());
    for relatie in sorted {
        let bsn = relatie.bsn.as_ref().and_then(Negencijferig::bsn).map(Nummer::Bsn);
        let nummer = bsn.or_else(|| relatie.kvk_nummer.clone().map(Nummer::Kvk));
        let persoon = match nummer {
            None => None,
            Some(nummer) => {
                let verstrekker = verstrekker.uuid();
                let known =
                    personen::ensure_vertegenwoordiger(conn, desk, scope, &nummer, verstrekker);
                Some(known.await?)
            }
        };
        let text = sealed_text(relatie)?;
        let all = format!(
            "{}|{}|{}|{text}",
            relatie.soort.code(),
            persoon.map(|id| id.to_string()).unwrap_or_default(),
            relatie.ingangsdatum.map(|day| day.to_string()).unwrap_or_default(),
        );
        wanted.push(Wanted {
            nummer: relatie.nummer.clone(),
            soort: relatie.soort,
            persoon,
            gegevens: desk.sealing.seal(&text),
            inhoud_ref: desk.sealing.reference("relatie", &all),
            ingangsdatum: relatie.ingangsdatum,
        });
    }
    Ok(wanted)
}

/// What is kept of a relation besides his number and capacity.
fn sealed_text(relatie: &Relatie) -> Result<String, Fault> {
    #[derive(serde::Serialize)]
    struct Kept<'a> {
        naam: Option<&'a crate::persoon::Naam>,
        geslacht: Option<u8>,
        organisatie: Option<&'a String>,
        contact: Option<&'a crate::persoon::Contact>,
    }
    let kept = Kept {
        naam: relatie.naam.as_ref(),
        geslacht: relatie.geslacht,
        organisatie: relatie.organisatie.as_ref(),
        contact: relatie.contact.as_ref(),
    };
    Ok(serde_json::to_string(&kept).map_err(anyhow::Error::from)?)
}

/// Only a message that was judged comes here.
fn unjudged() -> Fault {
    Fault::Other(anyhow::anyhow!("a message was acted upon that breaks a rule"))
}
