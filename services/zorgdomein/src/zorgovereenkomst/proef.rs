//! "Would this agreement be paid?": what budget, law and rates say of it before it is handed in.
//!
//! The toets of labour-check and the judgement of the verstrekker follow when it is handed in;
//! here stands who they are waiting for.
#![warn(clippy::arithmetic_side_effects)]

use jiff::civil::Date;
use kernel::{Euro, Wet};
use uuid::Uuid;

use super::aanvraag::Aanvraag;
use super::{Derdenbeding, Gebrek, Overeenkomstregel};
use crate::declaratie::catalogus::Klasse;
use crate::declaratie::tarieven::{Maxima, Vraag};
use crate::toekenning::Toekenning;

/// What was found on the agreement or one of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bevinding {
    /// The rule.
    pub check: &'static str,
    /// Goed, S (look at it), A (claims will be refused for this) or B (it is not taken in).
    pub klasse: Klasse,
    /// JSON pointer.
    pub plaats: String,
    /// For the budgethouder, Dutch at level B1.
    pub toelichting: String,
}

/// What is known for it.
#[derive(Debug, Clone, Copy)]
pub struct Kennis<'a> {
    /// The grants of the budgethouder.
    pub toekenningen: &'a [Toekenning],
    /// Maximum rates.
    pub maxima: &'a Maxima,
    /// What keeps it from being taken in.
    pub gebreken: &'a [Gebrek],
}

/// Everything that can be said of it now.
pub fn bevindingen(
    aanvraag: &Aanvraag,
    regels: &[Overeenkomstregel],
    kennis: Kennis<'_>,
) -> Vec<Bevinding> {
    let mut found: Vec<Bevinding> = kennis
        .gebreken
        .iter()
        .map(|gebrek| Bevinding {
            check: gebrek.code,
            klasse: Klasse::B,
            plaats: gebrek.plaats.clone(),
            toelichting: gebrek.uitleg.clone(),
        })
        .collect();
    let zvw_only = regels.iter().all(|regel| regel.wet == Wet::Zvw);
    let clause = aanvraag.derdenbeding == Derdenbeding::Aanwezig || zvw_only;
    found.push(Bevinding {
        check: "D-40",
        klasse: if clause { Klasse::Goed } else { Klasse::A },
        plaats: "/derdenbeding".to_owned(),
        toelichting: if clause {
            "Het derdenbeding is in orde.".to_owned()
        } else {
            "Zonder derdenbeding mag er niet worden betaald.".to_owned()
        },
    });
    for (place, regel) in regels.iter().enumerate() {
        found.push(rate(aanvraag, regel, (place, kennis.maxima)));
        found.push(days(regel, (place, kennis.toekenningen)));
    }
    found
}

/// The rate beside the maximum on the first day (pgb:D-34).
fn rate(
    aanvraag: &Aanvraag,
    regel: &Overeenkomstregel,
    (place, maxima): (usize, &Maxima),
) -> Bevinding {
    let vraag = Vraag {
        wet: regel.wet,
        verstrekker_id: regel.verstrekker_id,
        tariefsoort: aanvraag.tariefsoort,
        soort: aanvraag.soort,
        zorgfunctie: &regel.zorgfunctie,
        eenheid: regel.eenheid,
    };
    let maximum = maxima.op(vraag, regel.geldig.van());
    let (klasse, toelichting) = match maximum {
        Some(maximum) if regel.tarief > maximum => {
            let above = regel.tarief.checked_sub(maximum).unwrap_or(Euro::ZERO);
            let text = format!(
                "Het tarief is hoger dan het maximum van {maximum}. Het deel daarboven, {above}, \
                 wordt niet uit het budget betaald."
            );
            (Klasse::A, text)
        }
        Some(maximum) => {
            (Klasse::Goed, format!("Het tarief is niet hoger dan het maximum van {maximum}."))
        }
        None => (Klasse::Goed, "Voor deze zorg is geen maximumtarief bekend.".to_owned()),
    };
    Bevinding { check: "D-34", klasse, plaats: format!("/regels/{place}/tarief"), toelichting }
}

/// The days of the agreement beside those of the budget (pgb:D-20).
fn days(regel: &Overeenkomstregel, (place, grants): (usize, &[Toekenning])) -> Bevinding {
    let mut periods: Vec<_> = grants
        .iter()
        .filter(|own| own.wet == regel.wet && own.verstrekker.uuid() == regel.verstrekker_id)
        .flat_map(|own| &own.potten)
        .filter(|pot| pot.bedrag > Euro::ZERO)
        .filter(|pot| pot.zorgfunctie.is_totaal() || pot.zorgfunctie == regel.zorgfunctie)
        .map(|pot| pot.periode)
        .collect();
    periods.sort_unstable_by_key(|periode| periode.van());
    // The first day that no pot covers.
    let mut open: Option<Date> = Some(regel.geldig.van());
    for periode in periods {
        if open.is_some_and(|day| periode.contains(day)) {
            open = periode.day_after();
        }
    }
    let uncovered = open.filter(|day| regel.geldig.contains(*day));
    let (klasse, toelichting) = match uncovered {
        None => (Klasse::Goed, "Er is budget op alle dagen van de overeenkomst.".to_owned()),
        Some(day) if day == regel.geldig.van() => {
            (Klasse::A, format!("Op {day} is er geen budget voor deze zorg."))
        }
        Some(day) => {
            let text = format!("Vanaf {day} is er nog geen budget voor deze zorg.");
            (Klasse::S, text)
        }
    };
    Bevinding { check: "D-20", klasse, plaats: format!("/regels/{place}"), toelichting }
}

/// Who must approve: the verstrekkers of lines that are not of the Zvw.
pub fn beoordelaars(regels: &[Overeenkomstregel]) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = regels
        .iter()
        .filter(|regel| regel.wet != Wet::Zvw)
        .map(|regel| regel.verstrekker_id)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

#[cfg(test)]
mod tests {
    use super::super::aanvraag::lines;
    use super::super::aanvraag::proef::{aanvraag, toekenning};
    use super::*;
    use kernel::Id;

    #[test]
    fn a_rate_above_the_maximum_and_days_without_budget_are_seen_before_signing() {
        let granted = [toekenning()];
        let mut wanted = aanvraag();
        let all = |wanted: &Aanvraag, granted: &[Toekenning], maxima: &Maxima| {
            let regels = lines(wanted, granted, || Id::from_uuid(Uuid::from_u128(1)));
            let kennis = Kennis { toekenningen: granted, maxima, gebreken: &[] };
            bevindingen(wanted, &regels, kennis)
                .into_iter()
                .map(|own| (own.check, own.klasse))
                .collect::<Vec<_>>()
        };
        let none = Maxima::default();
        let found = all(&wanted, &granted, &none);
        assert_eq!(found[0], ("D-40", Klasse::Goed));
        assert_eq!(found[1], ("D-34", Klasse::Goed));
        assert_eq!(found[2], ("D-20", Klasse::S), "an agreement without end outruns a budget");
        wanted.derdenbeding = Derdenbeding::Afwezig;
        assert_eq!(all(&wanted, &granted, &none)[0], ("D-40", Klasse::A));
        let regel = wanted.regels[0].clone();
        let low = Maxima::new(vec![crate::declaratie::tarieven::Maximum {
            wet: granted[0].wet,
            verstrekker_id: None,
            tariefsoort: None,
            soort: None,
            zorgfunctie: None,
            eenheid: regel.eenheid,
            bedrag: Euro::from_cents(1),
            geldig: kernel::Periode::try_new(jiff::civil::date(2000, 1, 1), None).unwrap(),
        }]);
        assert_eq!(all(&wanted, &granted, &low)[1], ("D-34", Klasse::A));
        let mut without = granted.clone();
        without[0].potten.iter_mut().for_each(|pot| pot.bedrag = Euro::ZERO);
        assert_eq!(all(&wanted, &without, &none)[2], ("D-20", Klasse::A));
        let regels = lines(&wanted, &granted, || Id::from_uuid(Uuid::from_u128(1)));
        assert_eq!(beoordelaars(&regels), [granted[0].verstrekker.uuid()]);
    }
}
