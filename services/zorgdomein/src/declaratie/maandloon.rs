//! Fixed monthly amounts: the claim that the calendar makes of an agreement (pgb:4.6).
//!
//! The claim is one like any other and goes through every check (pgb:R-MLN-03). It asks for the
//! whole month at the agreed amount; days outside the agreement, after a death or in an
//! institution are taken out by the checks, so that a part of a month is paid by its days
//! (pgb:R-MLN-02).
#![warn(clippy::arithmetic_side_effects)]

use contracts::{DeclaratieSoort, Entree};
use jiff::civil::Date;
use kernel::{Aantal, Eenheid, Euro};
use uuid::Uuid;

use super::{Indiening, Indieningsregel, Opgave, Zorgdagen};
use crate::zorgovereenkomst::Zorgovereenkomst;

/// One unit.
const ONE: i64 = 100;

/// The claim of one month on the lines of one verstrekker; `None` when nothing is agreed by the
/// month then.
pub fn claim(overeenkomst: &Zorgovereenkomst, verstrekker: Uuid, maand: Date) -> Option<Indiening> {
    let first = maand.first_of_month();
    let periode = Zorgdagen::try_new(first, first.last_of_month()).ok()?;
    let one = Aantal::from_hundredths(ONE).ok()?;
    let mut regels: Vec<Indieningsregel> = Vec::new();
    for rij in overeenkomst
        .regels
        .iter()
        .filter(|rij| rij.eenheid == Eenheid::Maand && rij.verstrekker_id == verstrekker)
    {
        let known = regels.iter().any(|regel| regel.regel_id == rij.regel_id);
        if known || periode.within(rij.geldig).is_none() {
            continue;
        }
        regels.push(Indieningsregel {
            regel_id: rij.regel_id,
            periode,
            aantal: one,
            eenheid: Eenheid::Maand,
            tarief: rij.tarief,
            bedrag: rij.tarief,
            dagen: Vec::new(),
        });
    }
    let totaal = Euro::checked_sum(regels.iter().map(|regel| regel.bedrag))?;
    (!regels.is_empty()).then(|| Indiening {
        kenmerk: kenmerk(overeenkomst, verstrekker, first),
        zorgovereenkomst_id: overeenkomst.id,
        soort: DeclaratieSoort::Maandloon,
        entree: Entree::Kalender,
        factuurnummer: None,
        factuurdatum: None,
        ontvangen_op: None,
        ingediend_door: None,
        opgave: Opgave::default(),
        regels,
        totaal,
    })
}

/// The same agreement, verstrekker and month is the same claim, whoever makes it.
fn kenmerk(overeenkomst: &Zorgovereenkomst, verstrekker: Uuid, first: Date) -> String {
    let (agreement, of) = (overeenkomst.id.uuid().simple(), verstrekker.simple().to_string());
    let tail: String = of.chars().rev().take(8).collect();
    format!("MLN-{agreement}-{:04}{:02}-{tail}", first.year(), first.month())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::Periode;

    use super::super::checks::proef::Proef;
    use super::*;

    #[test]
    fn a_month_is_claimed_whole_and_paid_for_its_days() {
        let mut proef = Proef::new();
        let verstrekker = proef.overeenkomst.regels[0].verstrekker_id;
        assert_eq!(claim(&proef.overeenkomst, verstrekker, date(2026, 3, 9)), None);
        proef.overeenkomst.regels[0].eenheid = Eenheid::Maand;
        proef.overeenkomst.regels[0].tarief = Euro::from_cents(62_000);
        let month = claim(&proef.overeenkomst, verstrekker, date(2026, 3, 9)).unwrap();
        assert_eq!(month.totaal, Euro::from_cents(62_000));
        assert!((1..=64).contains(&month.kenmerk.len()), "{}", month.kenmerk);
        proef.indiening = month;
        assert_eq!(proef.beslis().verschuldigd, Euro::from_cents(62_000));
        // The agreement begins on 10 March: 22 of 31 days.
        let from = Periode::try_new(date(2026, 3, 10), None).unwrap();
        proef.overeenkomst.looptijd = from;
        proef.overeenkomst.regels[0].geldig = from;
        assert_eq!(proef.beslis().verschuldigd, Euro::from_cents(44_000));
        assert_eq!(claim(&proef.overeenkomst, verstrekker, date(2026, 2, 1)), None);
        assert_eq!(claim(&proef.overeenkomst, Uuid::nil(), date(2026, 3, 1)), None);
    }
}
