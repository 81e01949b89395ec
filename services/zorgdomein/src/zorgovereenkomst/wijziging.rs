//! A change of rates, also with effect in the past (pgb:3.7).
//!
//! A change begins on the first day of a month (R-WIJ-02) and reaches back at most to the first
//! day of the month before that of receipt (R-WIJ-03). Rows that it touches are closed and
//! followed by new ones; what was known before stays readable.
#![warn(clippy::arithmetic_side_effects)]

use jiff::Span;
use jiff::civil::Date;
use kernel::{Euro, Id, Periode};

use super::{Gebrek, Overeenkomstregel, Refusal, Status, Zorgovereenkomst, month_start};

/// A signed change of rates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wijziging {
    /// First day of the new rates.
    pub ingangsdatum: Date,
    /// Day of signing.
    pub ondertekend_op: Date,
    /// The lines and their new rates.
    pub regels: Vec<NieuwTarief>,
}

/// A new rate for one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NieuwTarief {
    /// The line.
    pub regel_id: Id<Overeenkomstregel>,
    /// Eurocents per unit.
    pub tarief: Euro,
}

/// What a change does to the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gewijzigd {
    /// The agreement as it is known from now on.
    pub overeenkomst: Zorgovereenkomst,
    /// Rows that are closed: line and first day.
    pub vervallen: Vec<(Id<Overeenkomstregel>, Date)>,
    /// Rows that take their place.
    pub nieuw: Vec<Overeenkomstregel>,
}

/// Applies a change that was received on a day, or says all that is wrong with it.
/// `maanden_terug` is how many whole months before the month of receipt it may reach.
pub fn change(
    overeenkomst: &Zorgovereenkomst,
    wijziging: &Wijziging,
    ontvangen_op: Date,
    maanden_terug: i64,
) -> Result<Gewijzigd, Refusal> {
    if !matches!(overeenkomst.status, Status::Actief | Status::Beeindigd) {
        return Err(Refusal::NotActief);
    }
    let mut gebreken = dates(overeenkomst, wijziging, ontvangen_op, maanden_terug);
    gebreken.extend(lines(overeenkomst, wijziging));
    if !gebreken.is_empty() {
        return Err(Refusal::Invalid(gebreken));
    }
    let mut gewijzigd =
        Gewijzigd { overeenkomst: overeenkomst.clone(), vervallen: Vec::new(), nieuw: Vec::new() };
    for nieuw in &wijziging.regels {
        replace(&mut gewijzigd, *nieuw, wijziging.ingangsdatum);
    }
    gewijzigd.overeenkomst.regels.sort_by_key(|rij| (rij.regel_id, rij.geldig.van()));
    Ok(gewijzigd)
}

fn dates(
    overeenkomst: &Zorgovereenkomst,
    wijziging: &Wijziging,
    ontvangen_op: Date,
    maanden_terug: i64,
) -> Vec<Gebrek> {
    let mut gebreken = Vec::new();
    let from = wijziging.ingangsdatum;
    if from.day() != 1 {
        gebreken.push(Gebrek::new(
            "/ingangsdatum",
            "R-WIJ-02",
            "Een wijziging gaat in op de eerste dag van een maand.",
        ));
    }
    let earliest = month_start(ontvangen_op).saturating_sub(Span::new().months(maanden_terug));
    if from < earliest {
        gebreken.push(Gebrek::new(
            "/ingangsdatum",
            "R-WIJ-03",
            format!("Een wijziging kan niet eerder ingaan dan {earliest}."),
        ));
    }
    if !overeenkomst.looptijd.contains(from) {
        gebreken.push(Gebrek::new(
            "/ingangsdatum",
            "buitenLooptijd",
            "Een wijziging gaat in terwijl de zorgovereenkomst loopt.",
        ));
    }
    if wijziging.ondertekend_op > ontvangen_op {
        gebreken.push(Gebrek::new(
            "/ondertekendOp",
            "toekomst",
            "De handtekening is niet van later dan vandaag.",
        ));
    }
    gebreken
}

fn lines(overeenkomst: &Zorgovereenkomst, wijziging: &Wijziging) -> Vec<Gebrek> {
    let mut gebreken = Vec::new();
    if wijziging.regels.is_empty() {
        gebreken.push(Gebrek::new("/regels", "leeg", "Noem minstens een regel."));
    }
    for (place, nieuw) in wijziging.regels.iter().enumerate() {
        let at = |field: &str| format!("/regels/{place}/{field}");
        let ends_before = |rij: &Overeenkomstregel| {
            rij.geldig.tot().is_some_and(|tot| tot < wijziging.ingangsdatum)
        };
        if overeenkomst.rijen(nieuw.regel_id).all(ends_before) {
            gebreken.push(Gebrek::new(
                at("regelId"),
                "D-32",
                "Deze afspraak staat niet in de zorgovereenkomst.",
            ));
        }
        if wijziging.regels.iter().take(place).any(|other| other.regel_id == nieuw.regel_id) {
            gebreken.push(Gebrek::new(at("regelId"), "dubbel", "Noem elke regel een keer."));
        }
        if nieuw.tarief <= Euro::ZERO {
            gebreken.push(Gebrek::new(at("tarief"), "formaat", "Een tarief is meer dan 0."));
        }
    }
    gebreken
}

/// Gives a line a new rate from a day on. A row that begins before is cut, later rows are taken
/// over.
fn replace(gewijzigd: &mut Gewijzigd, nieuw: NieuwTarief, from: Date) {
    let (touched, kept): (Vec<_>, Vec<_>) =
        std::mem::take(&mut gewijzigd.overeenkomst.regels).into_iter().partition(|rij| {
            rij.regel_id == nieuw.regel_id && rij.geldig.tot().is_none_or(|tot| from <= tot)
        });
    gewijzigd.overeenkomst.regels = kept;
    for rij in touched {
        gewijzigd.vervallen.push((rij.regel_id, rij.geldig.van()));
        let before = from
            .yesterday()
            .ok()
            .and_then(|day| Periode::try_new(rij.geldig.van(), Some(day)).ok());
        let after = Periode::try_new(rij.geldig.van().max(from), rij.geldig.tot()).ok();
        let old = before.map(|geldig| Overeenkomstregel { geldig, ..rij.clone() });
        let new =
            after.map(|geldig| Overeenkomstregel { geldig, tarief: nieuw.tarief, ..rij.clone() });
        for row in old.into_iter().chain(new) {
            gewijzigd.nieuw.push(row.clone());
            gewijzigd.overeenkomst.regels.push(row);
        }
    }
}

#[cfg(test)]
pub(crate) mod proef {
    use jiff::civil::date;
    use kernel::{Eenheid, SoortOvereenkomst, Wet, Zorgfunctie};
    use uuid::Uuid;

    use super::super::{Betaalwijze, Derdenbeding, Tariefsoort, VeertigUur};
    use super::*;

    /// The agreement of the worked example: 30.00 an hour from 1 January 2026.
    pub(crate) fn overeenkomst() -> Zorgovereenkomst {
        Zorgovereenkomst {
            id: Id::from_uuid(Uuid::from_u128(200)),
            budgethouder_id: Uuid::from_u128(10),
            zorgverlener_id: Uuid::from_u128(20),
            soort: SoortOvereenkomst::Opdracht,
            tariefsoort: Tariefsoort::Formeel,
            derdenbeding: Derdenbeding::Aanwezig,
            veertig_uur: VeertigUur::Geldt,
            betaalwijze: Betaalwijze::Bruto,
            looptijd: Periode::try_new(date(2026, 1, 1), None).unwrap(),
            status: Status::Actief,
            regels: vec![Overeenkomstregel {
                regel_id: Id::from_uuid(Uuid::from_u128(300)),
                toekenning_id: Uuid::from_u128(400),
                verstrekker_id: Uuid::from_u128(1),
                wet: Wet::Wmo,
                zorgfunctie: Zorgfunctie::parse("02").unwrap(),
                eenheid: Eenheid::Uur,
                tarief: Euro::from_cents(3000),
                geldig: Periode::try_new(date(2026, 1, 1), None).unwrap(),
            }],
            vervallen: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::proef::overeenkomst;
    use super::*;

    fn to(cents: i64, from: Date) -> Wijziging {
        Wijziging {
            ingangsdatum: from,
            ondertekend_op: date(2026, 4, 12),
            regels: vec![NieuwTarief {
                regel_id: Id::from_uuid(Uuid::from_u128(300)),
                tarief: Euro::from_cents(cents),
            }],
        }
    }

    fn codes(result: Result<Gewijzigd, Refusal>) -> Vec<&'static str> {
        match result {
            Ok(_) => Vec::new(),
            Err(Refusal::Invalid(gebreken)) => gebreken.iter().map(|g| g.code).collect(),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_change_begins_on_the_first_and_reaches_back_one_month() {
        let received = date(2026, 4, 12);
        for (from, expected) in [
            (date(2026, 3, 1), vec![]),
            (date(2026, 4, 1), vec![]),
            (date(2026, 5, 1), vec![]),
            (date(2026, 2, 1), vec!["R-WIJ-03"]),
            (date(2026, 3, 2), vec!["R-WIJ-02"]),
            (date(2026, 2, 28), vec!["R-WIJ-02", "R-WIJ-03"]),
            (date(2025, 12, 1), vec!["R-WIJ-03", "buitenLooptijd"]),
        ] {
            let found = codes(change(&overeenkomst(), &to(3200, from), received, 1));
            assert_eq!(found, expected, "{from}");
        }
    }

    #[test]
    fn the_old_row_is_cut_and_a_new_one_follows() {
        let from = date(2026, 3, 1);
        let done = change(&overeenkomst(), &to(3200, from), date(2026, 4, 12), 1).unwrap();
        let rows: Vec<_> = done
            .overeenkomst
            .regels
            .iter()
            .map(|rij| (rij.geldig.van(), rij.geldig.tot(), rij.tarief.cents()))
            .collect();
        assert_eq!(
            rows,
            [(date(2026, 1, 1), Some(date(2026, 2, 28)), 3000), (date(2026, 3, 1), None, 3200)]
        );
        assert_eq!(done.vervallen, [(Id::from_uuid(Uuid::from_u128(300)), date(2026, 1, 1))]);
        let again = change(&done.overeenkomst, &to(3300, from), date(2026, 4, 12), 1).unwrap();
        assert_eq!(again.overeenkomst.regels.len(), 2);
        assert_eq!(again.nieuw.len(), 1);
        assert_eq!(again.vervallen, [(Id::from_uuid(Uuid::from_u128(300)), from)]);
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let mut wrong = to(0, date(2026, 3, 2));
        wrong.ondertekend_op = date(2026, 4, 13);
        wrong.regels.push(NieuwTarief {
            regel_id: Id::from_uuid(Uuid::from_u128(404)),
            tarief: Euro::from_cents(1),
        });
        wrong.regels.push(wrong.regels[0]);
        let found = codes(change(&overeenkomst(), &wrong, date(2026, 4, 12), 1));
        assert_eq!(found, ["R-WIJ-02", "toekomst", "formaat", "D-32", "dubbel", "formaat"]);
        let empty = Wijziging { regels: Vec::new(), ..to(1, date(2026, 3, 1)) };
        assert_eq!(codes(change(&overeenkomst(), &empty, date(2026, 4, 12), 1)), ["leeg"]);
    }

    #[test]
    fn only_an_active_agreement_changes() {
        let mut waiting = overeenkomst();
        waiting.status = Status::Ingediend;
        let result = change(&waiting, &to(3200, date(2026, 3, 1)), date(2026, 4, 12), 1);
        assert_eq!(result, Err(Refusal::NotActief));
    }
}
