//! Judges stored claims again, because something they rest on changed (pgb:R-TWK-02, R-TWK-03).
//!
//! Every claim of the touched agreements with care on or after a day goes through the engine once
//! more, as it was handed in and with what is known now. Those that hold something go first: who
//! was let through stays ahead of who was not. Plan first, then save: a preview only plans.

use std::collections::HashSet;

use contracts::DeclaratieVastgesteld;
use diesel_async::AsyncPgConnection;
use jiff::Span;
use jiff::civil::Date;
use kernel::Id;
use platform::Fault;
use platform::messaging::outbox::{self, Said};
use uuid::Uuid;

use super::super::beslissing::{Beslissing, Besluit};
use super::super::catalogus::Klasse;
use super::super::checks::{Uitkomst, Wacht};
use super::super::herbeoordeling::{Herbeoordeeld, per_pot_and_month, weigh};
use super::super::limieten::{Limieten, Limietnaam};
use super::super::store::opgeslagen::{self, Opgeslagen, Welke};
use super::super::store::versies::{self, Aanleiding, Toegekend, Versie, Volgende};
use super::super::store::{handelingen, insert, uitkomsten};
use super::super::{Indiening, Status, facts};
use super::kennis::{self, Kennis};
use super::oordelen::{Oordelen, Zaak};
use crate::persoon::flows::Desk;
use crate::zorgovereenkomst::Zorgovereenkomst;

/// What is to be judged again.
pub(crate) struct Herziening<'a> {
    pub(crate) desk: &'a Desk,
    /// The agreements of the touched pairs, as known from now on; held when it will be saved.
    pub(crate) overeenkomsten: Vec<Zorgovereenkomst>,
    /// Those of them whose claims are touched.
    pub(crate) geraakt: &'a [Uuid],
    /// First day of care that is touched.
    pub(crate) vanaf: Date,
}

/// A stored claim with its next decision.
pub(crate) struct Herzien {
    pub(crate) claim: Opgeslagen,
    /// What it means, line by line.
    pub(crate) impact: Vec<Herbeoordeeld>,
    pub(crate) beslissing: Beslissing,
    /// Its next rows and what is said; nothing where nothing changed.
    pub(crate) volgende: Option<(Volgende, Option<Said>)>,
}

/// One line of the impact list, with the reference of its claim.
#[derive(Debug, Clone)]
pub(crate) struct Impact {
    pub(crate) kenmerk: String,
    pub(crate) verstrekker_id: Uuid,
    /// First day of the month of care.
    pub(crate) maand: Date,
    pub(crate) regel: Herbeoordeeld,
}

/// Decides again; stores nothing.
pub(crate) async fn plan(
    conn: &mut AsyncPgConnection,
    herziening: Herziening<'_>,
) -> Result<Vec<Herzien>, Fault> {
    let Herziening { desk, overeenkomsten, geraakt, vanaf } = herziening;
    let mut claims = opgeslagen::load(conn, Welke::Overeenkomsten(geraakt, vanaf)).await?;
    if claims.is_empty() {
        return Ok(Vec::new());
    }
    claims.sort_by_key(|claim| (claim.status == Status::Afgekeurd, claim.id));
    let indieningen: Vec<&Indiening> = claims.iter().map(|claim| &claim.indiening).collect();
    let vraag = kennis::Vraag { desk, overeenkomsten, indieningen: &indieningen };
    let kennis = kennis::load(conn, vraag).await?;
    let ids: Vec<Uuid> = claims.iter().map(|claim| claim.id).collect();
    let vrijgaven = handelingen::vrijgaven(conn, &ids).await?;
    let mut oordelen = Oordelen::new(&kennis, desk.today, ids.iter().copied().collect());
    let mut herzien = Vec::with_capacity(claims.len());
    for claim in claims {
        let released = vrijgaven.get(&claim.id).map_or(&[][..], Vec::as_slice);
        let zaak = Zaak {
            indiening: &claim.indiening,
            ingediend_op: day_of(&claim),
            wacht: Wacht::Niet,
            vrijgaven: released,
            was_bevoegd: was_bevoegd(&claim)?,
            stond: Some(claim.status),
        };
        // An agreement that is not seen here is not touched from here.
        let Ok(geoordeeld) = oordelen.judge(&zaak) else { continue };
        let Besluit::Genomen(beslissing) = geoordeeld.besluit else { continue };
        let overeenkomst = geoordeeld.overeenkomst;
        let next = settle(desk, &kennis, overeenkomst, claim, beslissing)?;
        let id = Id::from_uuid(next.claim.id);
        oordelen.take(id, &next.claim.indiening, overeenkomst, &next.beslissing);
        herzien.push(next);
    }
    Ok(herzien)
}

/// Stores what was decided again and says it.
pub(crate) async fn save(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    aanleiding: Aanleiding,
    herzien: Vec<Herzien>,
) -> Result<Vec<Impact>, Fault> {
    let impact = impact(&herzien, None);
    let (mut rows, mut said) = (Vec::new(), Vec::new());
    for (row, fact) in herzien.into_iter().filter_map(|own| own.volgende) {
        rows.push(row);
        said.extend(fact);
    }
    versies::save_next(conn, aanleiding, desk.now, &rows).await?;
    outbox::record(conn, &said).await?;
    Ok(impact)
}

/// The impact list: the lines that are or were due with care on or after a day, in order of claim
/// and line.
pub(crate) fn impact(herzien: &[Herzien], vanaf: Option<Date>) -> Vec<Impact> {
    let mut list = Vec::new();
    for own in herzien {
        for (regel, claimed) in own.impact.iter().zip(&own.claim.indiening.regels) {
            let touched = vanaf.is_none_or(|day| claimed.periode.tot() >= day);
            if touched && (regel.oud.cents() != 0 || regel.nieuw.cents() != 0) {
                let maand = claimed.periode.van().first_of_month();
                let kenmerk = own.claim.indiening.kenmerk.clone();
                let verstrekker_id = own.claim.verstrekker_id;
                list.push(Impact { kenmerk, verstrekker_id, maand, regel: regel.clone() });
            }
        }
    }
    list.sort_by_key(|own| (own.regel.declaratie_id.uuid(), own.regel.volgnummer));
    list
}

/// The day on which a claim was handed in.
pub(crate) fn day_of(claim: &Opgeslagen) -> Date {
    platform::clock::day_of(claim.ingediend_op)
}

/// What was found about who handed it in, when it came in.
pub(crate) fn was_bevoegd(claim: &Opgeslagen) -> Result<Option<bool>, Fault> {
    let found = uitkomsten::read(&claim.uitkomsten)?;
    Ok(found.iter().find(|own| own.check == "D-02").map(|own| own.gebrek.is_none()))
}

/// What a new decision changes on a stored claim: its rows, and what is said of it.
pub(crate) fn settle(
    desk: &Desk,
    kennis: &Kennis,
    overeenkomst: &Zorgovereenkomst,
    claim: Opgeslagen,
    mut beslissing: Beslissing,
) -> Result<Herzien, Fault> {
    let drempels: Vec<i64> = claim
        .indiening
        .regels
        .iter()
        .map(|regel| threshold(overeenkomst, &kennis.limieten, regel))
        .collect();
    let id = Id::from_uuid(claim.id);
    let impact = weigh(id, (claim.status, &claim.verschuldigd), &mut beslissing, &drempels);
    let volgende = next(desk, kennis, overeenkomst, (&claim, &beslissing))?;
    Ok(Herzien { claim, impact, beslissing, volgende })
}

fn threshold(
    overeenkomst: &Zorgovereenkomst,
    limieten: &Limieten,
    regel: &super::super::Indieningsregel,
) -> i64 {
    let Some(line) = overeenkomst.rijen(regel.regel_id).next() else { return 0 };
    limieten.op(Limietnaam::TwkDrempelCent, line.wet, regel.periode.van()).unwrap_or(0)
}

/// What was found, without the facts: check, defect, line and class.
type Finding = (String, Option<String>, Option<usize>, String);

/// What was found: two decisions that differ in facts only are the same.
fn findings(text: &str) -> Result<HashSet<Finding>, Fault> {
    let found = uitkomsten::read(text)?;
    let wrong = found.into_iter().filter(|own| own.gebrek.is_some());
    Ok(wrong.map(|own| (own.check, own.gebrek, own.regel, own.klasse)).collect())
}

fn same_findings(claim: &Opgeslagen, now: &[Uitkomst]) -> Result<bool, Fault> {
    let now = now.iter().filter(|own| own.gebrek.is_some()).map(|own| {
        let gebrek = own.gebrek.map(|gebrek| gebrek.code.to_owned());
        (own.check.id.to_owned(), gebrek, own.regel, own.klasse.code().to_owned())
    });
    Ok(findings(&claim.uitkomsten)? == now.collect())
}

/// The rows and the fact of the next decision; nothing when it is the one that stands.
fn next(
    desk: &Desk,
    kennis: &Kennis,
    overeenkomst: &Zorgovereenkomst,
    (claim, beslissing): (&Opgeslagen, &Beslissing),
) -> Result<Option<(Volgende, Option<Said>)>, Fault> {
    let parts = |lines: &mut dyn Iterator<Item = &Vec<_>>| {
        per_pot_and_month(lines.flatten().copied()).into_iter().collect::<Vec<_>>()
    };
    let before = parts(&mut claim.verschuldigd.iter());
    let after = parts(&mut beslissing.regels.iter().map(|regel| &regel.verschuldigd));
    let due_changed = before != after;
    let same_status = claim.status == beslissing.status;
    if !due_changed && same_status && same_findings(claim, &beslissing.uitkomsten)? {
        return Ok(None);
    }
    let first = claim.versie == 0 && beslissing.status == Status::Goedgekeurd;
    let gezegd =
        (first || (due_changed && claim.versie > 0)).then(|| claim.versie.saturating_add(1));
    let versie = Versie {
        declaratie_id: claim.id,
        nummer: claim.nummer.saturating_add(1),
        verstrekker_id: claim.verstrekker_id,
        gezegd,
        status: beslissing.status,
        verschuldigd: beslissing.verschuldigd,
        regels: versies::write_regels(beslissing.regels.iter().map(|regel| &regel.verschuldigd))?,
        uitkomsten: uitkomsten::write(&beslissing.uitkomsten)?,
    };
    let volgende = Volgende {
        versie,
        klassen: uitkomsten::klassen(&beslissing.uitkomsten),
        hersteltermijn: hersteltermijn(kennis, &beslissing.uitkomsten, (claim, desk.today)),
        gesloten: claim.gesloten,
        regels: granted(overeenkomst, &claim.indiening, beslissing),
    };
    let said = gezegd.map(|versie| {
        let parts = facts::Partijen {
            id: Id::from_uuid(claim.id),
            overeenkomst,
            verstrekker_id: claim.verstrekker_id,
        };
        let fact: DeclaratieVastgesteld =
            facts::vastgesteld(parts, &claim.indiening, claim.betaalgegevens_id, beslissing);
        Said::new(&desk.source, versie, fact)
    });
    Ok(Some((volgende, said)))
}

/// How much of each line counts.
pub(crate) fn granted(
    overeenkomst: &Zorgovereenkomst,
    indiening: &Indiening,
    beslissing: &Beslissing,
) -> Vec<Toegekend> {
    let of = |(regel, besluit): (&super::super::Indieningsregel, &_)| {
        let besluit: &super::super::beslissing::Regelbesluit = besluit;
        let aantal = besluit.aantal_toegekend.hundredths();
        Toegekend {
            wet: overeenkomst.rijen(regel.regel_id).next().map(|rij| rij.wet.code()),
            aantal,
            uren: insert::hours(regel.eenheid, aantal),
        }
    };
    indiening.regels.iter().zip(&beslissing.regels).map(of).collect()
}

/// The last day on which a claim that drops out can be repaired: the day it already has, or so
/// many days from today (Rlz 5.23 lid 5).
fn hersteltermijn(
    kennis: &Kennis,
    uitkomsten: &[Uitkomst],
    (claim, today): (&Opgeslagen, Date),
) -> Option<Date> {
    let dropped = uitkomsten.iter().any(|own| own.klasse == Klasse::U);
    if !dropped {
        return None;
    }
    claim.hersteltermijn.or_else(|| term(&kennis.limieten, today))
}

/// The term for repair of what drops out today.
pub(crate) fn term(limieten: &Limieten, today: Date) -> Option<Date> {
    let days = limieten.op(Limietnaam::HersteltermijnDagen, kernel::Wet::Wlz, today)?;
    Some(today.saturating_add(Span::new().days(days)))
}

/// Everything of these budgethouders is judged again, because a grant of theirs changed or
/// something happened to them.
pub(crate) async fn of_persons(
    conn: &mut AsyncPgConnection,
    desk: &Desk,
    aanleiding: Aanleiding,
    personen: &[Uuid],
) -> Result<Vec<Impact>, Fault> {
    let overeenkomsten = crate::zorgovereenkomst::store::lock_of_persons(conn, personen).await?;
    let geraakt: Vec<Uuid> = overeenkomsten.iter().map(|own| own.id.uuid()).collect();
    let vanaf = jiff::civil::date(1900, 1, 1);
    let herziening = Herziening { desk, overeenkomsten, geraakt: &geraakt, vanaf };
    let herzien = plan(conn, herziening).await?;
    save(conn, desk, aanleiding, herzien).await
}
