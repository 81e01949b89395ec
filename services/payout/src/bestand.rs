//! The files of a run: which payment stands where, under which reference; pure.
//!
//! Payments are ordered, cut into files of at most [`PER_BESTAND_MAX`] and never of one, and grouped
//! into a batch per wage or not and verstrekker, so that a statement reconciles per funder. The
//! same run gives the same files.

#![warn(clippy::arithmetic_side_effects)]

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Euro, Iban, Maand};
use uuid::Uuid;

use crate::bank::{Batch, Batchsoort, Bestand, Debiteur, Opdracht};

pub mod flows;
pub mod http;
pub mod peers;
pub mod profiel;
pub mod store;

/// What the bank says of a file of which nobody knew whether it arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Antwoord {
    /// It has exactly our bytes.
    Aanwezig,
    /// It does not have it.
    Afwezig,
    /// It has other bytes under our reference.
    AndereInhoud,
}

impl Antwoord {
    /// What it says, held against the hash of what we built.
    pub fn of(eigen: &[u8], bij_bank: Option<&[u8]>) -> Self {
        match bij_bank {
            None => Self::Afwezig,
            Some(sha256) if sha256 == eigen => Self::Aanwezig,
            Some(_) => Self::AndereInhoud,
        }
    }

    /// As a column and the wire hold it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Aanwezig => "aanwezig",
            Self::Afwezig => "afwezig",
            Self::AndereInhoud => "andere_inhoud",
        }
    }
}

/// A hash as people compare it: hexadecimal, lower case.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// Reads a hash as people write it; `None` when it is none.
#[expect(clippy::arithmetic_side_effects, reason = "two digits of sixteen fit")]
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(16)).collect();
    let byte = |pair: &[u32]| match pair {
        [high, low] => u8::try_from(high * 16 + low).ok(),
        _ => None,
    };
    digits?.chunks(2).map(byte).collect()
}

/// The most payments one file may hold (payments:G9).
pub const PER_BESTAND_MAX: usize = 10_000;

/// A payment to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeBetalen {
    /// The attempt.
    pub poging: Uuid,
    /// Its `EndToEndId`.
    pub end_to_end_id: String,
    /// Whose money.
    pub verstrekker: Uuid,
    /// Wage or not.
    pub soort: Batchsoort,
    /// How much.
    pub bedrag: Euro,
    /// Name of the account holder.
    pub naam: String,
    /// The account.
    pub iban: Iban,
    /// What the payee reads.
    pub omschrijving: String,
}

/// What all files of a run share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kop {
    /// Number of the run.
    pub run: i64,
    /// The day in the references.
    pub dag: Date,
    /// The moment of building.
    pub aangemaakt_op: Timestamp,
    /// The day of payment.
    pub uitvoerdatum: Date,
    /// Our own account.
    pub debiteur: Debiteur,
    /// The most payments its bank takes in one file, [`PER_BESTAND_MAX`] at most.
    pub per_bestand: usize,
}

/// A file with, per batch, whose it is and which attempts stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What is written.
    pub bestand: Bestand,
    /// Its place in the run, from 1.
    pub volgnummer: i32,
    /// How many payments.
    pub aantal: i64,
    /// What they add up to.
    pub totaal: Euro,
    /// Its batches.
    pub batches: Vec<Batchplan>,
}

/// One batch of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batchplan {
    /// Its reference.
    pub pmt_inf_id: String,
    /// Whose money.
    pub verstrekker: Uuid,
    /// What its payments add up to.
    pub totaal: Euro,
    /// The attempts in it.
    pub pogingen: Vec<Uuid>,
}

/// Lays the payments of a run out over files and batches.
pub fn plan(kop: &Kop, mut betalingen: Vec<TeBetalen>) -> Vec<Plan> {
    betalingen.sort_by(|a, b| {
        (a.soort, a.verstrekker, &a.end_to_end_id).cmp(&(b.soort, b.verstrekker, &b.end_to_end_id))
    });
    let mut batch_nr = 0_usize;
    let mut plans: Vec<Plan> = Vec::new();
    for part in even_parts(betalingen, kop.per_bestand.min(PER_BESTAND_MAX)) {
        let volgnummer = plans.len().saturating_add(1);
        let mut batches = Vec::new();
        let mut batchplans = Vec::new();
        for group in part.chunk_by(|a, b| (a.soort, a.verstrekker) == (b.soort, b.verstrekker)) {
            batch_nr = batch_nr.saturating_add(1);
            let (batch, batchplan) = one_batch(kop, batch_nr, group);
            batches.extend(batch);
            batchplans.extend(batchplan);
        }
        plans.push(Plan {
            volgnummer: i32::try_from(volgnummer).unwrap_or(i32::MAX),
            aantal: i64::try_from(part.len()).unwrap_or(i64::MAX),
            totaal: part.iter().map(|betaling| betaling.bedrag).sum(),
            bestand: Bestand {
                msg_id: format!("{}-F{volgnummer:02}", stem(kop)),
                aangemaakt_op: kop.aangemaakt_op,
                opdrachtgever: kop.debiteur.naam.clone(),
                batches,
            },
            batches: batchplans,
        });
    }
    plans
}

/// `PGB-yyyymmdd-Rnnnn`.
fn stem(kop: &Kop) -> String {
    format!("PGB-{}-R{:04}", kop.dag.strftime("%Y%m%d"), kop.run)
}

fn one_batch(kop: &Kop, nr: usize, group: &[TeBetalen]) -> (Option<Batch>, Option<Batchplan>) {
    let Some(first) = group.first() else { return (None, None) };
    let pmt_inf_id = format!("{}-B{nr:02}", stem(kop));
    let opdracht = |betaling: &TeBetalen| Opdracht {
        instr_id: betaling.poging.simple().to_string(),
        end_to_end_id: betaling.end_to_end_id.clone(),
        bedrag: betaling.bedrag,
        naam: betaling.naam.clone(),
        iban: betaling.iban.clone(),
        omschrijving: betaling.omschrijving.clone(),
    };
    let batch = Batch {
        pmt_inf_id: pmt_inf_id.clone(),
        soort: first.soort,
        uitvoerdatum: kop.uitvoerdatum,
        debiteur: kop.debiteur.clone(),
        opdrachten: group.iter().map(opdracht).collect(),
    };
    let batchplan = Batchplan {
        pmt_inf_id,
        verstrekker: first.verstrekker,
        totaal: group.iter().map(|betaling| betaling.bedrag).sum(),
        pogingen: group.iter().map(|betaling| betaling.poging).collect(),
    };
    (Some(batch), Some(batchplan))
}

/// Cuts a list into the fewest parts of at most `max`, as even as they go: no part is left with a
/// single one.
fn even_parts<T>(mut all: Vec<T>, max: usize) -> Vec<Vec<T>> {
    let count = all.len().div_ceil(max.max(1));
    let mut parts = Vec::new();
    for left in (1..=count).rev() {
        let rest = all.split_off(all.len().div_ceil(left));
        parts.push(std::mem::replace(&mut all, rest));
    }
    parts
}

/// What the payee reads on his statement: no name, no kind of care, no law (payments:1.4).
pub fn omschrijving(maand: &Maand, kenmerk: i64, factuurnummer: Option<&str>) -> String {
    let maand = maand.as_str().split_once('-').map_or_else(String::new, |(jaar, maand)| {
        let naam = MAANDEN.iter().find(|(nummer, _)| *nummer == maand).map_or("", |(_, naam)| naam);
        format!("{naam} {jaar}")
    });
    match factuurnummer {
        Some(nummer) => format!("pgb {maand} kenmerk {kenmerk} factuur {nummer}"),
        None => format!("pgb {maand} kenmerk {kenmerk}"),
    }
}

const MAANDEN: [(&str, &str); 12] = [
    ("01", "januari"),
    ("02", "februari"),
    ("03", "maart"),
    ("04", "april"),
    ("05", "mei"),
    ("06", "juni"),
    ("07", "juli"),
    ("08", "augustus"),
    ("09", "september"),
    ("10", "oktober"),
    ("11", "november"),
    ("12", "december"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn kop() -> Kop {
        Kop {
            run: 1,
            dag: date(2026, 3, 19),
            aangemaakt_op: "2026-03-19T13:05:00Z".parse().unwrap(),
            uitvoerdatum: date(2026, 3, 20),
            debiteur: Debiteur {
                naam: "SVB Servicecentrum PGB".to_owned(),
                iban: Iban::parse("NL91ABNA0417164300").unwrap(),
                bic: "ABNANL2A".to_owned(),
            },
            per_bestand: PER_BESTAND_MAX,
        }
    }

    fn betaling(n: u128, verstrekker: u128, soort: Batchsoort) -> TeBetalen {
        TeBetalen {
            poging: Uuid::from_u128(n),
            end_to_end_id: format!("PGB{n:015}"),
            verstrekker: Uuid::from_u128(verstrekker),
            soort,
            bedrag: Euro::from_cents(100),
            naam: "Proef Persoon 1".to_owned(),
            iban: Iban::parse("NL44RABO0123456789").unwrap(),
            omschrijving: omschrijving(&Maand::parse("2026-03").unwrap(), 1_234_567, None),
        }
    }

    #[test]
    fn wages_and_verstrekkers_never_share_a_batch() {
        let betalingen = vec![
            betaling(1, 2, Batchsoort::Overig),
            betaling(2, 1, Batchsoort::Loon),
            betaling(3, 1, Batchsoort::Overig),
            betaling(4, 2, Batchsoort::Overig),
        ];
        let plans = plan(&kop(), betalingen);
        assert_eq!(plans.len(), 1);
        let ids: Vec<_> = plans[0]
            .batches
            .iter()
            .map(|b| (b.pmt_inf_id.as_str(), b.verstrekker.as_u128(), b.pogingen.len()))
            .collect();
        assert_eq!(
            ids,
            [
                ("PGB-20260319-R0001-B01", 1, 1),
                ("PGB-20260319-R0001-B02", 1, 1),
                ("PGB-20260319-R0001-B03", 2, 2)
            ]
        );
        assert_eq!(plans[0].bestand.msg_id, "PGB-20260319-R0001-F01");
    }

    #[test]
    fn the_payee_reads_month_kenmerk_and_invoice_only() {
        let maand = Maand::parse("2026-03").unwrap();
        assert_eq!(omschrijving(&maand, 1_234_567, None), "pgb maart 2026 kenmerk 1234567");
        let text = omschrijving(&maand, 1, Some("2026-031"));
        assert_eq!(text, "pgb maart 2026 kenmerk 1 factuur 2026-031");
    }

    #[test]
    fn hexadecimals_read_back() {
        assert_eq!(unhex(&hex(&[0, 15, 255])), Some(vec![0, 15, 255]));
        assert_eq!(unhex("0"), None);
        assert_eq!(unhex("zz"), None);
    }

    #[test]
    fn only_our_own_bytes_count_as_present() {
        assert_eq!(Antwoord::of(&[1], Some(&[1])), Antwoord::Aanwezig);
        assert_eq!(Antwoord::of(&[1], Some(&[2])), Antwoord::AndereInhoud);
        assert_eq!(Antwoord::of(&[1], None), Antwoord::Afwezig);
    }

    proptest! {
        #[test]
        fn no_file_is_too_large_and_none_holds_one_payment(n in 2_usize..200, max in 3_usize..50) {
            let parts = even_parts((0..n).collect(), max);
            prop_assert!(parts.iter().all(|part| part.len() >= 2 && part.len() <= max));
            prop_assert_eq!(parts.concat(), (0..n).collect::<Vec<_>>());
        }

        #[test]
        fn files_add_up_to_the_run(owners in prop::collection::vec((1_u128..5, any::<bool>()), 2..60)) {
            let betalingen: Vec<TeBetalen> = owners.iter().enumerate().map(|(n, (owner, loon))| {
                betaling(u128::try_from(n).unwrap(), *owner, if *loon { Batchsoort::Loon } else { Batchsoort::Overig })
            }).collect();
            let count = betalingen.len();
            let plans = plan(&kop(), betalingen);
            let placed: usize = plans.iter().flat_map(|p| &p.batches).map(|b| b.pogingen.len()).sum();
            let total: Euro = plans.iter().map(|p| p.totaal).sum();
            prop_assert_eq!(placed, count);
            prop_assert_eq!(total.cents(), i64::try_from(count).unwrap().saturating_mul(100));
        }
    }
}
