//! Writing a version of a toekenning, and the budgets it has had.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_diesel::ToDiesel;
use kernel::{Euro, Id};
use platform::Fault;
use uuid::Uuid;

use crate::persoon::Persoon;
use crate::schema::{pot, pot_versie, toekenning, toekenning_versie};
use crate::toekenning::{Next, Toekenning};
use crate::verstrekker::Verstrekker;

/// One budget of a chain.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Budget {
    /// The chain.
    pub toekenning_id: Uuid,
    /// Its place in the chain, from 1.
    pub nummer: i64,
    /// Its identification.
    pub identificatie: String,
}

/// Every budget that this verstrekker ever granted to this person, in order of chain and place.
pub async fn budgets_of(
    conn: &mut AsyncPgConnection,
    verstrekker: Id<Verstrekker>,
    budgethouder: Id<Persoon>,
) -> Result<Vec<Budget>, Fault> {
    let rows = toekenning_versie::table
        .filter(toekenning_versie::verstrekker_id.eq(verstrekker.uuid()))
        .filter(toekenning_versie::budgethouder_id.eq(budgethouder.uuid()))
        .order((toekenning_versie::toekenning_id, toekenning_versie::nummer))
        .select((
            toekenning_versie::toekenning_id,
            toekenning_versie::nummer,
            toekenning_versie::budget_identificatie,
        ))
        .load(conn)
        .await?;
    Ok(rows)
}

/// Where a version comes from.
#[derive(Debug, Clone)]
pub struct Origin<'a> {
    /// The message.
    pub bericht: Uuid,
    /// Identification of the budget.
    pub identificatie: &'a str,
    /// Of the one it replaces.
    pub identificatie_oud: Option<&'a str>,
    /// Day of the decision.
    pub afgiftedatum: Option<Date>,
    /// Days of the whole.
    pub periode: Option<(Date, Date)>,
}

/// Stores which budget this version is.
pub async fn insert_versie(
    conn: &mut AsyncPgConnection,
    of: &Toekenning,
    origin: Origin<'_>,
    now: Timestamp,
) -> Result<(), Fault> {
    use toekenning_versie as v;
    let (van, tot) = origin.periode.unzip();
    diesel::insert_into(v::table)
        .values((
            v::toekenning_id.eq(of.id.uuid()),
            v::nummer.eq(of.versie),
            v::verstrekker_id.eq(of.verstrekker.uuid()),
            v::budgethouder_id.eq(of.budgethouder.uuid()),
            v::bericht_id.eq(origin.bericht),
            v::budget_identificatie.eq(origin.identificatie),
            v::budget_identificatie_oud.eq(origin.identificatie_oud),
            v::afgiftedatum.eq(origin.afgiftedatum.map(ToDiesel::to_diesel)),
            v::ingangsdatum.eq(van.map(ToDiesel::to_diesel)),
            v::einddatum.eq(tot.map(ToDiesel::to_diesel)),
            v::vastgelegd_op.eq(now.to_diesel()),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Stores the next state: the head, the new pots, and what each named pot holds from now on.
pub async fn save(conn: &mut AsyncPgConnection, next: &Next, now: Timestamp) -> Result<(), Fault> {
    let Next { toekenning: of, new_pots, named_pots } = next;
    let head = (
        toekenning::status.eq(of.status.code()),
        toekenning::versie.eq(of.versie),
        toekenning::revisie.eq(of.revisie),
    );
    if of.versie == 1 {
        diesel::insert_into(toekenning::table)
            .values((
                toekenning::id.eq(of.id.uuid()),
                toekenning::verstrekker_id.eq(of.verstrekker.uuid()),
                toekenning::budgethouder_id.eq(of.budgethouder.uuid()),
                toekenning::wet.eq(of.wet.code()),
                head,
                toekenning::vastgelegd_op.eq(now.to_diesel()),
            ))
            .execute(conn)
            .await?;
    } else {
        diesel::update(toekenning::table.find(of.id.uuid())).set(head).execute(conn).await?;
    }
    let pots: Vec<_> = of
        .potten
        .iter()
        .filter(|pot| new_pots.contains(&pot.id))
        .map(|new| {
            (
                pot::id.eq(new.id.uuid()),
                pot::toekenning_id.eq(of.id.uuid()),
                pot::verstrekker_id.eq(of.verstrekker.uuid()),
                pot::budgethouder_id.eq(of.budgethouder.uuid()),
                pot::zorgfunctie.eq(new.zorgfunctie.as_str()),
                pot::ingangsdatum.eq(new.periode.van().to_diesel()),
            )
        })
        .collect();
    diesel::insert_into(pot::table).values(pots).execute(conn).await?;
    let versions: Vec<_> = of
        .potten
        .iter()
        .filter(|pot| named_pots.contains(&pot.id))
        .map(|named| {
            (
                pot_versie::pot_id.eq(named.id.uuid()),
                pot_versie::toekenning_versie.eq(of.versie),
                pot_versie::verstrekker_id.eq(of.verstrekker.uuid()),
                pot_versie::budgethouder_id.eq(of.budgethouder.uuid()),
                pot_versie::geldig_van.eq(named.periode.van().to_diesel()),
                pot_versie::geldig_tot.eq(named.periode.day_after().map(ToDiesel::to_diesel)),
                pot_versie::bedrag.eq(named.bedrag.cents()),
                pot_versie::verantwoordingsvrij.eq(named.verantwoordingsvrij.map(Euro::cents)),
                pot_versie::vastgelegd_op.eq(now.to_diesel()),
            )
        })
        .collect();
    diesel::insert_into(pot_versie::table).values(versions).execute(conn).await?;
    Ok(())
}
