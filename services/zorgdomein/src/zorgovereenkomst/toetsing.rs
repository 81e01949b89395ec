//! What the arbeidsrechtelijke toets is told of an agreement: facts, and references for persons.
#![warn(clippy::arithmetic_side_effects)]

use contracts::labour::{
    Aanvullend, Bedingen, Beloning, EindeOp, Looptijd, Partijen, Toetsfeiten, Uren,
};
use kernel::{Aantal, Eenheid, Euro, KvkNummer, Periode, Wet};

use super::aanvraag::Aanvraag;
use super::{Derdenbeding, Overeenkomstregel, Tariefsoort, VeertigUur};
use crate::persoon::Zorgverlener;
use crate::toekenning::Toekenning;

/// The facts. `toekenningen` are those of the lines.
pub fn feiten(
    aanvraag: &Aanvraag,
    regels: &[Overeenkomstregel],
    budgethouder_ref: String,
    zorgverlener: &Zorgverlener,
    toekenningen: &[Toekenning],
) -> Toetsfeiten {
    let voorwaarden = &aanvraag.voorwaarden;
    let mut wetten: Vec<Wet> = regels.iter().map(|regel| regel.wet).collect();
    wetten.sort_unstable();
    wetten.dedup();
    Toetsfeiten {
        formulier: voorwaarden.formulier,
        soort: aanvraag.soort,
        partijen: Partijen {
            budgethouder_ref,
            zorgverlener_ref: reference(zorgverlener),
            geboortedatum_zorgverlener: zorgverlener.geboortedatum,
            relatie_budgethouder: voorwaarden.relatie_budgethouder,
            relatie_vertegenwoordiger: None,
            kvk_ingeschreven: zorgverlener.kvk_nummer.is_some(),
            ib_ondernemer: voorwaarden.ib_ondernemer,
        },
        looptijd: Looptijd {
            periode: aanvraag.looptijd,
            einde_op: EindeOp::Kalenderdatum,
            toekenning: granted(regels, toekenningen),
            afgesloten_op: voorwaarden.afgesloten_op,
            eerdere_overeenkomsten: voorwaarden.eerdere_overeenkomsten.clone(),
        },
        uren: Uren {
            per_week: voorwaarden.uren_per_week,
            wlz_per_week: wlz_hours(&wetten, voorwaarden.uren_per_week),
            dagen_per_week: voorwaarden.dagen_per_week,
            alleen_gemiddelde: true,
            ontheffing_veertig_uur: aanvraag.veertig_uur == VeertigUur::Ontheven,
        },
        beloning: beloning(aanvraag, regels),
        bedingen: Bedingen {
            proeftijd_maanden: voorwaarden.proeftijd_maanden,
            derdenbeding: aanvraag.derdenbeding == Derdenbeding::Aanwezig,
        },
        ondertekening: voorwaarden.ondertekening.clone(),
        aanvullend: aanvullend(aanvraag),
        wetten,
    }
}

/// What more the form states, with the rate that is asked.
fn aanvullend(aanvraag: &Aanvraag) -> Box<Aanvullend> {
    let mut aanvullend = aanvraag.voorwaarden.aanvullend.clone();
    let formeel = aanvraag.tariefsoort == Tariefsoort::Formeel;
    aanvullend.formeel.formeel_gevraagd.get_or_insert(formeel);
    aanvullend
}

/// The person by reference, a firm by its public number.
fn reference(zorgverlener: &Zorgverlener) -> String {
    zorgverlener
        .bsn_ref
        .clone()
        .or_else(|| zorgverlener.kvk_nummer.as_ref().map(|kvk: &KvkNummer| kvk.as_str().to_owned()))
        .unwrap_or_default()
}

/// Hours under the Wlz: all of them when there is no other law, none when there is no Wlz line,
/// unknown when the agreement mixes laws.
fn wlz_hours(wetten: &[Wet], per_week: Option<Aantal>) -> Option<Aantal> {
    match wetten {
        [Wet::Wlz] => per_week,
        laws if laws.contains(&Wet::Wlz) => None,
        _ => Some(Aantal::ZERO),
    }
}

/// First and last day on which the grants of the lines pay.
fn granted(regels: &[Overeenkomstregel], toekenningen: &[Toekenning]) -> Option<Periode> {
    let potten = || {
        toekenningen
            .iter()
            .filter(|toekenning| regels.iter().any(|r| r.toekenning_id == toekenning.id.uuid()))
            .flat_map(|toekenning| &toekenning.potten)
            .filter(|pot| pot.bedrag > Euro::ZERO)
            .map(|pot| pot.periode)
    };
    let van = potten().map(Periode::van).min()?;
    let open = potten().any(|periode| periode.tot().is_none());
    let tot = if open { None } else { potten().filter_map(Periode::tot).max() };
    Periode::try_new(van, tot).ok()
}

/// The lowest rate of the agreement, per hour where units differ.
fn beloning(aanvraag: &Aanvraag, regels: &[Overeenkomstregel]) -> Beloning {
    let hourly = |regel: &&Overeenkomstregel| {
        let hours = regel.eenheid.hours().unwrap_or(1);
        regel.tarief.cents().checked_div(hours).unwrap_or(i64::MAX)
    };
    let lowest = regels.iter().min_by_key(hourly);
    let voorwaarden = &aanvraag.voorwaarden;
    Beloning {
        bedrag: lowest.map_or(Euro::ZERO, |regel| regel.tarief),
        eenheid: lowest.map_or(Eenheid::Uur, |regel| regel.eenheid),
        uren_van_eenheid: None,
        vakantietoeslag: voorwaarden.vakantietoeslag,
        vakantie_uren: voorwaarden.vakantie_uren,
        vakantie_uren_per_jaar: voorwaarden.vakantie_uren_per_jaar,
    }
}

#[cfg(test)]
mod tests {
    use super::super::aanvraag::lines;
    use super::super::aanvraag::proef::{aanvraag, toekenning, zorgverlener};
    use super::*;
    use uuid::Uuid;

    #[test]
    fn the_toets_hears_the_lowest_rate_and_the_days_of_the_grant() {
        let mut aanvraag = aanvraag();
        let mut dagdeel = aanvraag.regels[0].clone();
        dagdeel.eenheid = Eenheid::Dagdeel;
        dagdeel.tarief = Euro::from_cents(4000);
        aanvraag.regels.push(dagdeel);
        let granted = [toekenning()];
        let regels = lines(&aanvraag, &granted, || kernel::Id::from_uuid(Uuid::from_u128(1)));
        let feiten = feiten(&aanvraag, &regels, "bh".to_owned(), &zorgverlener(), &granted);
        assert_eq!(
            (feiten.beloning.bedrag.cents(), feiten.beloning.eenheid),
            (4000, Eenheid::Dagdeel)
        );
        assert_eq!(feiten.looptijd.toekenning, Some(granted[0].potten[0].periode));
        assert_eq!(feiten.wetten, [Wet::Wmo]);
        assert_eq!(feiten.uren.wlz_per_week, Some(Aantal::ZERO));
        assert_eq!(feiten.partijen.zorgverlener_ref, "ref-bsn");
        assert!(feiten.bedingen.derdenbeding);
    }
}
