//! Shifting money between the pots of a toekenning, and keeping how a Wlz amount came about.

use diesel_async::AsyncPgConnection;
use kernel::{Euro, Id};
use platform::messaging::outbox::{self, Said};
use platform::{Failure, Fault, Problem};
use uuid::Uuid;

use crate::budgetafsluiting::flows as afsluitingen;
use crate::budgetstand;
use crate::declaratie::flows::herzien;
use crate::declaratie::store::versies::Aanleiding;
use crate::persoon::flows::Desk;
use crate::toekenning::store::{self, verschuiving as rows};
use crate::toekenning::verschuiving::{Kennis, Refusal, Toegestaan, Verschuiving};
use crate::toekenning::{Pot, Toekenning};
use crate::verstrekker::store::{Sleutel, beleid};

/// Why a command on a toekenning does not go through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is no such toekenning here.
    #[error("there is no such toekenning here")]
    NotFound,
    /// Somebody was first.
    #[error("somebody was first")]
    Stale,
    /// The shift itself is refused.
    #[error("the shift is refused")]
    Shift(#[source] Refusal),
    /// The sum of the pots is not what was computed.
    #[error("the sum of the pots is not what was computed")]
    AmountDiffers,
    /// Of this version a computation is kept already.
    #[error("of this version a computation is kept already")]
    Computed,
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        let (code, detail) = match refused {
            Refused::NotFound => return Self::not_found(),
            Refused::Stale => return platform::http::precondition::IfMatch::failed(),
            Refused::Shift(Refusal::NotAllowed) => (
                "schuiven-niet-toegestaan",
                "Het beleid van dit jaar laat schuiven tussen zorgfuncties niet toe.",
            ),
            Refused::Shift(Refusal::UnknownPot) => {
                ("onbekende-pot", "Noem twee verschillende potten van deze toekenning die gelden.")
            }
            Refused::Shift(Refusal::Periods) => {
                ("andere-periode", "De twee potten hebben geen dag gemeen.")
            }
            Refused::Shift(Refusal::Amount) => ("geen-bedrag", "Het bedrag is meer dan 0."),
            Refused::Shift(Refusal::TooMuch) => (
                "te-weinig-over",
                "Er is in de eerste pot minder over dan dit bedrag, of dat is nog niet bekend.",
            ),
            Refused::AmountDiffers => (
                "bedrag-verschilt",
                "De potten van deze toekenning tellen niet op tot het berekende bedrag.",
            ),
            Refused::Computed => {
                ("al-berekend", "Bij deze versie van de toekenning hoort al een berekening.")
            }
        };
        Self::refused(code, detail)
    }
}

/// A shift with who asks for it.
#[derive(Debug, Clone)]
pub struct Wens {
    /// Of which toekenning.
    pub toekenning: Id<Toekenning>,
    /// What moves.
    pub wat: Verschuiving,
    /// Why.
    pub reden: String,
    /// The row version the caller has seen.
    pub seen: i64,
    /// The organisation that asks.
    pub door: String,
}

/// Moves an amount: the next version of the toekenning, without a message.
pub(crate) async fn shift(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    wens: &Wens,
) -> Result<Toekenning, Failure<Refused>> {
    let held = store::lock(conn, wens.toekenning).await?;
    let held = held.ok_or(Failure::Refused(Refused::NotFound))?;
    if held.revisie != wens.seen {
        return Err(Failure::Refused(Refused::Stale));
    }
    let known = know(conn, &held, wens.wat.van).await?;
    let before = held.clone();
    let mut new_id = platform::id::new;
    let next = held
        .shift(wens.wat, known, &mut new_id)
        .map_err(|refusal| Failure::Refused(Refused::Shift(refusal)))?;
    store::save(conn, &next, desk.now).await?;
    let of = next.toekenning;
    rows::insert_versie_like_before(conn, &of, desk.now).await?;
    rows::insert(conn, &of, wens, desk.now).await?;
    afsluitingen::replan(conn, desk, Some(&before), (&of, &next.named_pots)).await?;
    outbox::record(conn, &[Said::new(&desk.source, of.versie, of.fact())]).await?;
    herzien::of_persons(conn, desk, Aanleiding::Toekenning, &[of.budgethouder.uuid()]).await?;
    Ok(of)
}

async fn know(
    conn: &mut AsyncPgConnection,
    held: &Toekenning,
    van: Id<Pot>,
) -> Result<Kennis, Fault> {
    let pot = held.potten.iter().find(|pot| pot.id == van);
    let policy = match pot {
        None => None,
        Some(pot) => {
            let jaar = pot.periode.van().year();
            let sleutel = Sleutel { verstrekker: held.verstrekker.uuid(), wet: held.wet, jaar };
            beleid(conn, sleutel, None).await?
        }
    };
    let may = policy.is_some_and(|policy| policy.beleid.schuiven);
    let room = budgetstand::store::beschikbaar(conn, &[van.uuid()]).await?;
    Ok(Kennis {
        toegestaan: if may { Toegestaan::Ja } else { Toegestaan::Nee },
        beschikbaar: room.get(&van.uuid()).copied(),
    })
}

/// Keeps how the amount of the newest version came about; it must be the sum of its pots.
pub(crate) async fn keep_berekening(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    (toekenning, toegekend): (Uuid, Euro),
    (text, door): (&str, &str),
) -> Result<i64, Failure<Refused>> {
    let held = store::lock(conn, toekenning.into()).await?;
    let held = held.ok_or(Failure::Refused(Refused::NotFound))?;
    let sum = Euro::checked_sum(held.potten.iter().map(|pot| pot.bedrag));
    if sum != Some(toegekend) {
        return Err(Failure::Refused(Refused::AmountDiffers));
    }
    let sealed = desk.sealing.seal(text);
    if rows::insert_berekening(conn, &held, sealed, (door, desk.now)).await? {
        Ok(held.versie)
    } else {
        Err(Failure::Refused(Refused::Computed))
    }
}
