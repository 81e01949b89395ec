//! Commands on dossierstukken.

use diesel_async::AsyncPgConnection;
use jiff::civil::Date;
use kernel::{Id, Wet};
use platform::http::problem::InputFault;
use platform::{Failure, Fault, Problem};
use uuid::Uuid;

use super::Desk;
use crate::bericht::codelists;
use crate::persoon::Persoon;
use crate::persoon::dossier::{
    Beheerder, Budgethouderfeiten, Dossierstuk, Fout, Stuk, beheerder, formeel,
};
use crate::persoon::store::dossier::{self, Vraag};
use crate::persoon::store::{self};

/// A record is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no such budgethouder here.
    #[error("there is no such budgethouder here")]
    NotFound,
    /// It breaks what its kind demands.
    #[error("it breaks what its kind demands")]
    Invalid(Vec<Fout>),
    /// The record it replaces was replaced before, or is not there.
    #[error("the record it replaces was replaced before")]
    Replaced,
    /// Somebody else manages the budget in these days.
    #[error("somebody else manages the budget in these days")]
    SecondBeheerder,
    /// This person may not order payments.
    #[error("this person may not order payments")]
    NotBevoegd,
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotFound => Self::not_found(),
            Refusal::Invalid(faults) => Self::invalid(
                faults
                    .into_iter()
                    .map(|(location, expected)| InputFault {
                        place: "body".to_owned(),
                        location: location.to_owned(),
                        code: "formaat".to_owned(),
                        detail: expected.to_owned(),
                    })
                    .collect(),
            ),
            Refusal::Replaced => Self::refused(
                "al-vervangen",
                "Het stuk dat u vervangt, is al vervangen of bestaat niet.",
            ),
            Refusal::SecondBeheerder => Self::refused(
                "tweede-beheerder",
                "In deze dagen beheert al iemand anders het budget. Vervang dat stuk.",
            ),
            Refusal::NotBevoegd => Self::refused(
                "niet-bevoegd",
                "Deze persoon mag op de eerste dag geen betalingen opdragen voor de budgethouder.",
            ),
        }
    }
}

/// The first day on which gewaarborgde hulp no longer exists: the list of codes knows.
pub(crate) fn gewaarborgde_hulp_tot() -> Option<Date> {
    let mut rows = codelists::all().iter();
    rows.find(|row| row.lijst == "COD473" && row.code == "4").and_then(|row| row.geldig_tot)
}

/// Writes a record down.
pub(crate) async fn write(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    budgethouder: Id<Persoon>,
    mut new: Dossierstuk,
    door: &str,
) -> Result<(Uuid, Dossierstuk), Failure<Refusal>> {
    if !dossier::lock(conn, budgethouder).await? {
        return Err(Failure::Refused(Refusal::NotFound));
    }
    let known = store::budgethouders(conn, &desk.sealing, &[budgethouder]).await?.pop();
    let of = Budgethouderfeiten { geboortedatum: known.and_then(|known| known.geboortedatum) };
    let faults = new.faults(of, gewaarborgde_hulp_tot());
    if !faults.is_empty() {
        return Err(Failure::Refused(Refusal::Invalid(faults)));
    }
    decide_formeel(&mut new);
    if matches!(new.stuk, Stuk::Beheerder { .. }) {
        one_beheerder(conn, budgethouder, &new).await?;
    }
    let id = platform::id::new_uuid();
    if !replaces_own(conn, desk, budgethouder, &new).await?
        || !dossier::insert(conn, &desk.sealing, (id, budgethouder), &new, (door, desk.now)).await?
    {
        return Err(Failure::Refused(Refusal::Replaced));
    }
    Ok((id, new))
}

/// Under Wlz and Zvw the outcome follows from the facts, and says why.
fn decide_formeel(new: &mut Dossierstuk) {
    let wet: Option<Wet> = new.wet;
    if let Stuk::FormeelInformeel { feiten, oordeel, reden } = &mut new.stuk
        && let Some((outcome, why)) = wet.and_then(|wet| formeel::classify(wet, *feiten))
    {
        *oordeel = Some(outcome);
        *reden = format!("{why}; {reden}");
    }
}

/// The record it replaces is of the same kind, verstrekker and budgethouder.
async fn replaces_own(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    budgethouder: Id<Persoon>,
    new: &Dossierstuk,
) -> Result<bool, Fault> {
    let Some(old) = new.vervangt else { return Ok(true) };
    let vraag = Vraag { soort: Some(new.stuk.soort().to_owned()), ..Vraag::default() };
    let held = dossier::list(conn, &desk.sealing, budgethouder, &vraag).await?;
    Ok(held.iter().any(|held| held.id == old && held.stuk.verstrekker == new.verstrekker))
}

/// One beheerder per budgethouder, and he may order payments on his first day.
async fn one_beheerder(
    conn: &mut AsyncPgConnection,
    budgethouder: Id<Persoon>,
    new: &Dossierstuk,
) -> Result<(), Failure<Refusal>> {
    let days = (new.periode, new.vervangt);
    if dossier::overlapping(conn, budgethouder, "beheerder", days).await? {
        return Err(Failure::Refused(Refusal::SecondBeheerder));
    }
    let bevoegden = store::bevoegden(conn, &[budgethouder], new.periode.van()).await?;
    let others = bevoegden.get(&budgethouder).map_or(&[][..], Vec::as_slice);
    let may = |persoon: Uuid| {
        persoon == budgethouder.uuid()
            || others.iter().any(|other| {
                other.soort.financieel() && other.persoon.map(Id::uuid) == Some(persoon)
            })
    };
    if new.persoon.is_some_and(may) { Ok(()) } else { Err(Failure::Refused(Refusal::NotBevoegd)) }
}

/// Who manages the budget of somebody on a day.
pub(crate) async fn beheerder_op(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    budgethouder: Id<Persoon>,
    day: Date,
) -> Result<Beheerder, Fault> {
    let vraag =
        Vraag { soort: Some("beheerder".to_owned()), geldig_op: Some(day), ..Vraag::default() };
    let written = dossier::list(conn, &desk.sealing, budgethouder, &vraag).await?;
    let bevoegden = store::bevoegden(conn, &[budgethouder], day).await?;
    let others = bevoegden.get(&budgethouder).map_or(&[][..], Vec::as_slice);
    let financieel: Vec<Uuid> = others
        .iter()
        .filter(|other| other.soort.financieel())
        .filter_map(|other| other.persoon.map(Id::uuid))
        .collect();
    Ok(beheerder(written.last().and_then(|written| written.stuk.persoon), &financieel))
}
