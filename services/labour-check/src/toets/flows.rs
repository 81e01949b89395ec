//! The acts on a toets: judge what was handed in, and take the decision of a person.

use contracts::labour::{Bevinding, Bevindinguitkomst, Uitkomst};
use contracts::{Source, ZorgovereenkomstGetoetst, ZorgovereenkomstIngediend};
use diesel_async::AsyncPgConnection;
use jiff::Timestamp;
use platform::messaging::outbox::{self, Said};
use platform::{Fault, Problem};
use uuid::Uuid;

use super::besluit::{self, Besluit, Oordeel, Refusal, Stap};
use super::store::{self, BeoordelingRow, Toets, VoorstelRow};
use crate::engine::{Bewijs, Uitslag, Vraag, hash_of};
use crate::ronde::store as ronde;
use crate::taak::flows::{self as taken, Gevonden};
use crate::werkvoorraad::{may_decide, store as keuzes};

/// Judges and writes the receipt.
pub fn account(vraag: &Vraag<'_>) -> Result<(Uitslag, Bewijs), Fault> {
    let bytes = serde_json::to_vec(vraag.feiten).map_err(Fault::stored("toets.feiten"))?;
    let uitslag = super::judge(vraag);
    let bewijs = Bewijs::write(vraag, &uitslag, &hash_of(&bytes));
    Ok((uitslag, bewijs))
}

/// Judges a batch of agreements, stores each toets with its receipt, says its answer, and moves
/// what hangs on it: the running agreements, their tasks, and what campaigns asked.
pub async fn judge(
    conn: &mut AsyncPgConnection,
    (source, now): (&Source, Timestamp),
    ingediend: &[ZorgovereenkomstIngediend],
) -> Result<(), Fault> {
    let getoetst: Vec<(Toets, Bewijs)> =
        ingediend.iter().map(|fact| judged(fact, now)).collect::<Result<_, _>>()?;
    let toetsen: Vec<Toets> = getoetst.iter().map(|(toets, _)| toets.clone()).collect();
    store::save(conn, &toetsen).await?;
    store::save_bewijzen(conn, &getoetst).await?;
    ronde::lopend::note(conn, &toetsen).await?;
    follow(conn, source, &toetsen, now).await?;
    say(conn, source, &toetsen).await
}

fn judged(fact: &ZorgovereenkomstIngediend, now: Timestamp) -> Result<(Toets, Bewijs), Fault> {
    let (uitslag, bewijs) = account(&Vraag::new(&fact.feiten, fact.ingediend_op))?;
    let toets = Toets {
        id: platform::id::new_uuid(),
        zorgovereenkomst_id: fact.zorgovereenkomst_id,
        overeenkomst_versie: fact.overeenkomst_versie,
        verstrekkers: fact.verstrekkers.clone(),
        kennisdatum: fact.ingediend_op,
        uitkomst: uitslag.uitkomst(),
        feiten: fact.feiten.clone(),
        bevindingen: uitslag.bevindingen(),
        vastgelegd_op: now,
    };
    Ok((toets, bewijs))
}

/// Tasks become what the newest toets found; an agreement that is not refused any more is
/// repaired for the campaigns that asked.
async fn follow(
    conn: &mut AsyncPgConnection,
    source: &Source,
    toetsen: &[Toets],
    now: Timestamp,
) -> Result<(), Fault> {
    let all: Vec<Uuid> = toetsen.iter().map(|toets| toets.zorgovereenkomst_id).collect();
    let found: Vec<Gevonden> = toetsen.iter().flat_map(tasks).collect();
    taken::sync(conn, source, &all, &found).await?;
    let sound = toetsen.iter().filter(|toets| toets.uitkomst != Uitkomst::Afgekeurd);
    let sound: Vec<Uuid> = sound.map(|toets| toets.zorgovereenkomst_id).collect();
    ronde::repaired(conn, platform::clock::day_of(now), &sound).await?;
    taken::repaired(conn, source, &sound).await
}

fn tasks(toets: &Toets) -> impl Iterator<Item = Gevonden> + '_ {
    toets.bevindingen.iter().filter_map(|bevinding| {
        Some(Gevonden {
            zorgovereenkomst_id: toets.zorgovereenkomst_id,
            overeenkomst_versie: toets.overeenkomst_versie,
            regel: bevinding.regel.clone(),
            taak_op: bevinding.taak_op?,
            toelichting: bevinding.toelichting.clone(),
        })
    })
}

async fn say(
    conn: &mut AsyncPgConnection,
    source: &Source,
    toetsen: &[Toets],
) -> Result<(), Fault> {
    let ids: Vec<Uuid> = toetsen.iter().map(|toets| toets.zorgovereenkomst_id).collect();
    let versies = store::next_versies(conn, &ids).await?;
    let said: Vec<Said> = toetsen
        .iter()
        .filter_map(|toets| {
            let versie = *versies.get(&toets.zorgovereenkomst_id)?;
            Some(Said::new(source, versie, answer(toets)))
        })
        .collect();
    outbox::record(conn, &said).await?;
    Ok(())
}

/// The answer to zorgdomein. What is simply in order stays here: a fact is small.
fn answer(toets: &Toets) -> ZorgovereenkomstGetoetst {
    let matters = |bevinding: &&Bevinding| {
        bevinding.uitkomst != Bevindinguitkomst::Akkoord || bevinding.regel == "HAND-01"
    };
    ZorgovereenkomstGetoetst {
        zorgovereenkomst_id: toets.zorgovereenkomst_id,
        overeenkomst_versie: toets.overeenkomst_versie,
        uitkomst: toets.uitkomst,
        bevindingen: toets.bevindingen.iter().filter(matters).cloned().collect(),
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let (code, detail) = match refusal {
            Refusal::Unknown => return Self::not_found(),
            Refusal::NothingToDecide => (
                "toets-is-duidelijk",
                "Deze toets heeft zelf al deze uitkomst. Er is niets te beoordelen.",
            ),
            Refusal::Decided => ("al-beoordeeld", "Deze toets is al door iemand beoordeeld."),
            Refusal::SamePerson => (
                "vier-ogen",
                "U beoordeelde deze toets als eerste. Een collega moet ook beoordelen.",
            ),
            Refusal::Disagree => {
                ("oneens", "Een collega beoordeelde deze toets anders. Bespreek samen wat klopt.")
            }
            Refusal::NotYours => (
                "andere-uitvoerder",
                "Voor deze verstrekker voert een andere organisatie de toets uit.",
            ),
        };
        Self::refused(code, detail)
    }
}

/// What a failing flow answers.
pub type Failure = platform::Failure<Refusal>;

/// Takes the decision of a person. It is said at once, unless it departs from the engine and
/// needs a second person: then `None`.
pub async fn decide(
    conn: &mut AsyncPgConnection,
    (source, now): (&Source, Timestamp),
    besluit: Besluit,
) -> Result<(Toets, Stap), Failure> {
    let Some(mut toets) = store::load(conn, besluit.toets_id).await? else {
        return Err(Failure::Refused(Refusal::Unknown));
    };
    let chosen = keuzes::keuzes(conn, Some(&toets.verstrekkers)).await?;
    if !may_decide(besluit.als, &toets.verstrekkers, &chosen, platform::clock::day_of(now)) {
        return Err(Failure::Refused(Refusal::NotYours));
    }
    if store::beoordeling_of(conn, toets.id).await?.is_some() {
        return Err(Failure::Refused(Refusal::Decided));
    }
    let voorstel = store::voorstel_of(conn, toets.id).await?;
    let stap =
        besluit::decide(toets.uitkomst, &besluit, voorstel.as_ref()).map_err(Failure::Refused)?;
    let first = match &stap {
        Stap::Wacht => {
            let stored = VoorstelRow { toets: &toets, besluit: &besluit, now };
            return if store::save_voorstel(conn, stored).await? {
                Ok((toets, stap))
            } else {
                Err(Failure::Refused(Refusal::Decided))
            };
        }
        Stap::Geldt(first) => first.clone(),
    };
    let row = BeoordelingRow::new(&toets, &besluit, first, now);
    if !store::save_beoordeling(conn, row).await? {
        return Err(Failure::Refused(Refusal::Decided));
    }
    toets.bevindingen.push(besluit::finding(&besluit));
    toets.uitkomst = match besluit.oordeel {
        Oordeel::Goed => Uitkomst::Akkoord,
        Oordeel::Fout => Uitkomst::Afgekeurd,
    };
    say(conn, source, std::slice::from_ref(&toets)).await?;
    Ok((toets, stap))
}
