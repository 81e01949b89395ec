//! What goes in and out of `/zorgovereenkomsten`.

use contracts::labour::{Aanvullend, Ondertekening, Relatie, VakantieUren, Vakantietoeslag};
use jiff::civil::Date;
use kernel::{Aantal, Eenheid, Euro, Id, Periode, SoortOvereenkomst, Zorgfunctie};
use platform::Problem;
use platform::http::input::Faults;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::aanvraag::{Aanvraag, Aanvraagregel, Voorwaarden, first_form};
use super::super::wijziging::{NieuwTarief, Wijziging};
use super::super::{Derdenbeding, Oordeel, Tariefsoort, VeertigUur};
use super::check_kenmerk;
use crate::verstrekker::http::PeriodeUitvoer;

/// Een zorgovereenkomst die wordt ingediend.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct NieuweZorgovereenkomst {
    /// Eigen kenmerk van de indiener.
    #[schema(example = "ZOV-2026-1", min_length = 1, max_length = 64)]
    kenmerk: String,
    /// De budgethouder.
    budgethouder_id: Uuid,
    /// De zorgverlener.
    zorgverlener_id: Uuid,
    /// Het model van de overeenkomst.
    soort: SoortOvereenkomst,
    /// Eerste dag.
    #[schema(value_type = String, format = Date)]
    ingangsdatum: Date,
    /// Laatste dag; zonder einddatum voor onbepaalde tijd.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    einddatum: Option<Date>,
    /// Wie wanneer tekende: `budgethouderOp` en `zorgverlenerOp`.
    #[schema(value_type = Object)]
    ondertekening: Ondertekening,
    /// Datum van afsluiten.
    #[schema(value_type = String, format = Date)]
    afgesloten_op: Date,
    /// Familierelatie: geen, partner, eersteGraad, tweedeGraad of beeindigdHuwelijk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    relatie_budgethouder: Option<Relatie>,
    /// Gemiddeld aantal uren per week, in honderdsten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    uren_per_week: Option<Aantal>,
    /// Aantal dagen per week, in honderdsten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dagen_per_week: Option<Aantal>,
    /// Vakantietoeslag: inbegrepen, bijElkeBetaling, jaarlijks of geen.
    #[schema(value_type = String)]
    vakantietoeslag: Vakantietoeslag,
    /// Vakantie-uren: doorbetaald, inbegrepen of geen.
    #[schema(value_type = String)]
    vakantie_uren: VakantieUren,
    /// Vakantie-uren per jaar, in honderdsten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    vakantie_uren_per_jaar: Option<Aantal>,
    /// Proeftijd in hele maanden.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    proeftijd_maanden: Option<u8>,
    /// Of het derdenbeding in de overeenkomst staat.
    derdenbeding: bool,
    /// Eerdere tijdelijke overeenkomsten van dezelfde partijen.
    #[serde(default)]
    #[schema(value_type = Vec<PeriodeUitvoer>)]
    eerdere_overeenkomsten: Vec<Periode>,
    /// Of het zorgkantoor vooraf meer dan 40 uur per week toestond.
    #[serde(default)]
    ontheffing_veertig_uur: bool,
    /// Of de zorgverlener ondernemer is voor de inkomstenbelasting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ib_ondernemer: Option<bool>,
    /// Versie van het formulier: 1 vraagt alleen wat hier los staat, 2 vraagt ook alles uit `aanvullend`.
    #[serde(default = "first_form")]
    #[schema(minimum = 1, maximum = 2)]
    formulier: u8,
    /// Wat het formulier nog meer zegt en de arbeidsrechtelijke toets kan lezen, per onderwerp.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    aanvullend: Option<Box<Aanvullend>>,
    /// Of het formele tarief geldt.
    formeel: bool,
    /// De afspraken.
    regels: Vec<RegelInvoer>,
}

/// Een afspraak: welk tarief voor welke zorg, uit welke toekenning.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RegelInvoer {
    /// De toekenning waaruit wordt betaald.
    toekenning_id: Uuid,
    /// De zorgfunctie.
    zorgfunctie: Zorgfunctie,
    /// De eenheid van het tarief.
    eenheid: Eenheid,
    /// Eurocenten per eenheid.
    tarief: Euro,
}

impl NieuweZorgovereenkomst {
    /// Reads the body; all faults at once.
    pub(crate) fn read(self) -> Result<Aanvraag, Problem> {
        let mut faults = Faults::default();
        check_kenmerk(&mut faults, "/kenmerk", &self.kenmerk);
        let looptijd =
            faults.read("/einddatum", Periode::try_new(self.ingangsdatum, self.einddatum));
        if self.eerdere_overeenkomsten.len() > 100 {
            faults.add("/eerdereOvereenkomsten", "aantal", "Hooguit 100.");
        }
        if !(1..=2).contains(&self.formulier) {
            faults.add("/formulier", "formaat", "Formulier 1 of 2.");
        }
        if self.aanvullend.as_ref().is_some_and(|aanvullend| too_long(aanvullend)) {
            faults.add("/aanvullend", "aantal", "Hooguit 200 diensten en 100 van al het andere.");
        }
        let regel = |regel: RegelInvoer| {
            let RegelInvoer { toekenning_id, zorgfunctie, eenheid, tarief } = regel;
            Aanvraagregel { toekenning_id, zorgfunctie, eenheid, tarief }
        };
        let aanvraag = looptijd.map(|looptijd| Aanvraag {
            kenmerk: self.kenmerk,
            budgethouder_id: self.budgethouder_id,
            zorgverlener_id: self.zorgverlener_id,
            soort: self.soort,
            looptijd,
            tariefsoort: if self.formeel { Tariefsoort::Formeel } else { Tariefsoort::Informeel },
            derdenbeding: if self.derdenbeding {
                Derdenbeding::Aanwezig
            } else {
                Derdenbeding::Afwezig
            },
            veertig_uur: if self.ontheffing_veertig_uur {
                VeertigUur::Ontheven
            } else {
                VeertigUur::Geldt
            },
            voorwaarden: Voorwaarden {
                ondertekening: self.ondertekening,
                afgesloten_op: self.afgesloten_op,
                relatie_budgethouder: self.relatie_budgethouder,
                uren_per_week: self.uren_per_week,
                dagen_per_week: self.dagen_per_week,
                vakantietoeslag: self.vakantietoeslag,
                vakantie_uren: self.vakantie_uren,
                vakantie_uren_per_jaar: self.vakantie_uren_per_jaar,
                proeftijd_maanden: self.proeftijd_maanden,
                eerdere_overeenkomsten: self.eerdere_overeenkomsten,
                ib_ondernemer: self.ib_ondernemer,
                formulier: self.formulier,
                aanvullend: self.aanvullend.unwrap_or_default(),
            },
            regels: self.regels.into_iter().map(regel).collect(),
        });
        faults.finish(aanvraag)
    }
}

/// Whether a list of the form is longer than anybody needs.
fn too_long(aanvullend: &Aanvullend) -> bool {
    let Aanvullend { rooster, geschiedenis, onkosten, opzegging, clausules, .. } = aanvullend;
    rooster.diensten.len() > 200
        || rooster.schooldagen.len() > 7
        || geschiedenis.eerdere.len() > 100
        || onkosten.inhoudingen.len() > 100
        || opzegging.eindigt_bij.len() > 100
        || clausules.afstand.len() > 100
}

/// Het oordeel van de verstrekker.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct BeoordelingInvoer {
    /// Goed of fout.
    oordeel: OordeelInvoer,
    /// Waarom; verplicht bij fout.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 1000)]
    reden: Option<String>,
}

/// Goed of fout.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum OordeelInvoer {
    /// De inhoud is goed.
    Goed,
    /// De inhoud is niet goed.
    Fout,
}

impl BeoordelingInvoer {
    /// Reads the body.
    pub(crate) fn read(self) -> Result<(Oordeel, Option<String>), Problem> {
        let mut faults = Faults::default();
        let oordeel = match self.oordeel {
            OordeelInvoer::Goed => Oordeel::Goed,
            OordeelInvoer::Fout => Oordeel::Fout,
        };
        let length = self.reden.as_deref().map_or(0, |reden| reden.trim().chars().count());
        if length > 1000 || (oordeel == Oordeel::Fout && length == 0) {
            faults.add("/reden", "formaat", "Een reden van 1 tot en met 1000 tekens.");
        }
        faults.finish(Some((oordeel, self.reden)))
    }
}

/// Een wijziging van tarieven.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct WijzigingInvoer {
    /// Eerste dag van de nieuwe tarieven: de eerste dag van een maand.
    #[schema(value_type = String, format = Date)]
    ingangsdatum: Date,
    /// Datum van ondertekening.
    #[schema(value_type = String, format = Date)]
    ondertekend_op: Date,
    /// De nieuwe tarieven.
    regels: Vec<TariefInvoer>,
}

/// Een nieuw tarief voor een afspraak.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct TariefInvoer {
    /// De afspraak.
    regel_id: Uuid,
    /// Eurocenten per eenheid.
    tarief: Euro,
}

impl WijzigingInvoer {
    /// Reads the body.
    pub(crate) fn read(self) -> Wijziging {
        let tarief = |TariefInvoer { regel_id, tarief }| NieuwTarief {
            regel_id: Id::from_uuid(regel_id),
            tarief,
        };
        Wijziging {
            ingangsdatum: self.ingangsdatum,
            ondertekend_op: self.ondertekend_op,
            regels: self.regels.into_iter().map(tarief).collect(),
        }
    }
}
