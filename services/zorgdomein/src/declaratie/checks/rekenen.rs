//! Checks on rates and sums: D-34 and D-36.
#![warn(clippy::arithmetic_side_effects)]

use kernel::Euro;

use super::{Feit, Oordeel};
use crate::declaratie::catalogus::{ALLE_WETTEN, Check, Gebrek, Klasse, Reikwijdte};

/// The rate is not above the maximum of its day.
pub static D_34: Check = Check {
    id: "D-34",
    naam: "Tarief is niet hoger dan het maximum",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "Rlz 5.22",
    goed: "Het tarief is niet hoger dan het maximum van {euro:maximum}.",
    gebreken: &[&BOVEN_MAXIMUM],
};

static BOVEN_MAXIMUM: Gebrek = Gebrek {
    code: "bovenMaximum",
    wachtend: Klasse::A,
    anders: Klasse::A,
    reikwijdte: Reikwijdte::Meerdere,
    tekst: "Het tarief van {euro:tarief} is hoger dan het maximum van {euro:maximum}. Wij betalen tot het maximum. Het deel daarboven, {euro:meerdere}, betaalt u zelf.",
};

/// Not judged where there is no maximum.
pub(super) fn d_34(oordeel: &mut Oordeel<'_, '_>) {
    oordeel.each_line(&D_34, |_, beeld, _, verdeling| {
        let tightest = verdeling
            .tellend()
            .filter_map(|deel| Some((deel.maximum?, deel.tarief?)))
            .max_by_key(|(maximum, tarief)| tarief.cents().saturating_sub(maximum.cents()));
        let (maximum, tarief) = tightest?;
        let mut feiten = vec![("tarief", Feit::Bedrag(tarief)), ("maximum", Feit::Bedrag(maximum))];
        if tarief <= maximum {
            return Some((None, feiten));
        }
        let aantal = beeld.regel.aantal;
        let above = verdeling
            .at_agreed(aantal)
            .zip(verdeling.at_most(aantal))
            .and_then(|(agreed, most)| agreed.checked_sub(most));
        feiten.extend(above.map(|above| ("meerdere", Feit::Bedrag(above))));
        Some((Some(&BOVEN_MAXIMUM), feiten))
    });
}

/// Quantity × rate is the amount, and the lines add up to the total.
pub static D_36: Check = Check {
    id: "D-36",
    naam: "De bedragen tellen op",
    versie: 1,
    wetten: ALLE_WETTEN,
    grondslag: "Rlz 5.23 lid 2 onder c en d",
    goed: "De bedragen kloppen: samen {euro:totaal}.",
    gebreken: &[&REGEL_TELT_NIET, &TOTAAL_TELT_NIET],
};

static REGEL_TELT_NIET: Gebrek = Gebrek {
    code: "regelTeltNiet",
    wachtend: Klasse::B,
    anders: Klasse::A,
    reikwijdte: Reikwijdte::Regel,
    tekst: "{uren:aantal} keer {euro:tarief} is {euro:uitgerekend}. Op de declaratie staat {euro:bedrag}.",
};

static TOTAAL_TELT_NIET: Gebrek = Gebrek {
    code: "totaalTeltNiet",
    wachtend: Klasse::B,
    anders: Klasse::A,
    reikwijdte: Reikwijdte::Declaratie,
    tekst: "De regels zijn samen {euro:uitgerekend}. Op de declaratie staat als totaal {euro:totaal}.",
};

pub(super) fn d_36(oordeel: &mut Oordeel<'_, '_>) {
    let indiening = oordeel.dossier.indiening;
    for (place, regel) in indiening.regels.iter().enumerate() {
        let product = regel.aantal.at_rate(regel.tarief);
        if product == Some(regel.bedrag) {
            continue;
        }
        let mut feiten = vec![
            ("aantal", Feit::Aantal(regel.aantal)),
            ("tarief", Feit::Bedrag(regel.tarief)),
            ("bedrag", Feit::Bedrag(regel.bedrag)),
        ];
        feiten.extend(product.map(|product| ("uitgerekend", Feit::Bedrag(product))));
        oordeel.note(&D_36, Some(&REGEL_TELT_NIET), Some(place), feiten);
    }
    let sum = Euro::checked_sum(indiening.regels.iter().map(|regel| regel.bedrag));
    let mut feiten = vec![("totaal", Feit::Bedrag(indiening.totaal))];
    feiten.extend(sum.map(|sum| ("uitgerekend", Feit::Bedrag(sum))));
    let wrong = sum != Some(indiening.totaal);
    oordeel.note(&D_36, wrong.then_some(&TOTAAL_TELT_NIET), None, feiten);
}

#[cfg(test)]
mod tests {
    use super::super::proef::Proef;
    use super::*;

    #[test]
    fn what_is_above_the_maximum_is_not_due() {
        Proef::new().assert_absent("D-34");
        for (maximum, good) in [(3000, true), (3001, true), (2999, false)] {
            let mut proef = Proef::new();
            proef.maximum(maximum);
            proef.assert_is("D-34", good, "bovenMaximum");
        }
        let mut proef = Proef::new();
        proef.maximum(2698);
        let uitkomst = proef.uitkomst("D-34");
        assert_eq!(
            uitkomst.toelichting(),
            "Het tarief van € 30,00 is hoger dan het maximum van € 26,98. Wij betalen tot het \
             maximum. Het deel daarboven, € 60,40, betaalt u zelf."
        );
    }

    #[test]
    fn a_cent_too_much_or_too_little_does_not_add_up() {
        for (cents, good) in [(60_000, true), (60_001, false), (59_999, false)] {
            let mut proef = Proef::new();
            proef.indiening.regels[0].bedrag = Euro::from_cents(cents);
            proef.indiening.totaal = Euro::from_cents(cents);
            if good {
                proef.assert_goed("D-36");
            } else {
                proef.assert_gebrek("D-36", "regelTeltNiet");
            }
        }
        let mut proef = Proef::new();
        proef.indiening.totaal = Euro::from_cents(60_001);
        proef.assert_gebrek("D-36", "totaalTeltNiet");
    }
}
