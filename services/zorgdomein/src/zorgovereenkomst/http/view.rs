//! What comes out of `/zorgovereenkomsten`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::{Eenheid, Euro, Maand, Wet, Zorgfunctie};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::Overeenkomstregel;
use super::super::flows::wijzigen::Uitgevoerd;
use super::super::store::read::Rij;
use super::super::wijziging::NieuwTarief;
use crate::declaratie::flows::herzien::Impact;
use crate::verstrekker::http::PeriodeUitvoer;

/// New rates as they are kept.
pub(crate) fn rates(regels: &[NieuwTarief]) -> Value {
    regels.iter().map(|r| json!({ "regelId": r.regel_id, "tarief": r.tarief })).collect()
}

/// An impact list as it is kept.
pub(crate) fn impact(impact: &[Impact]) -> Value {
    impact.iter().map(|one| json!(GevolgUitvoer::of(one))).collect()
}

/// Een zorgovereenkomst.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ZorgovereenkomstUitvoer {
    /// Identificatie.
    pub(crate) id: Uuid,
    /// Eigen kenmerk van de indiener.
    kenmerk: String,
    /// De budgethouder.
    budgethouder_id: Uuid,
    /// De zorgverlener.
    zorgverlener_id: Uuid,
    /// Het model van de overeenkomst.
    soort: String,
    /// Of het formele tarief geldt.
    formeel: bool,
    /// Eerste dag.
    #[schema(value_type = String, format = Date)]
    ingangsdatum: Date,
    /// Laatste dag.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    einddatum: Option<Date>,
    /// Waar zij staat: ingediend, actief, afgekeurd of beeindigd.
    status: String,
    /// Beide goedkeuringen.
    goedkeuringen: GoedkeuringenUitvoer,
    /// De bevindingen van de arbeidsrechtelijke toets.
    bevindingen: Value,
    /// De afspraken, voor zover voor u.
    regels: Vec<RegelUitvoer>,
    /// De versie van de rij, ook in `ETag`.
    pub(crate) revisie: i64,
}

/// Beide goedkeuringen.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct GoedkeuringenUitvoer {
    /// De toets: open, akkoord, handmatigeBeoordeling of afgekeurd.
    arbeidsrecht: String,
    /// Het oordeel van elke verstrekker: open, goed, fout of nietNodig.
    inhoud: Value,
}

/// Een afspraak op een reeks dagen.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct RegelUitvoer {
    /// Identificatie; blijft bij een ander tarief.
    id: Uuid,
    /// De toekenning.
    toekenning_id: Uuid,
    /// De verstrekker.
    verstrekker_id: Uuid,
    /// De wet.
    wet: Wet,
    /// De zorgfunctie.
    zorgfunctie: Zorgfunctie,
    /// De eenheid.
    eenheid: Eenheid,
    /// Eurocenten per eenheid.
    tarief: Euro,
    /// De dagen waarop dit tarief geldt.
    geldig: PeriodeUitvoer,
}

impl ZorgovereenkomstUitvoer {
    /// The agreement with the lines that the caller may see.
    pub(crate) fn of(rij: Rij, regels: Vec<Overeenkomstregel>) -> Self {
        let regel = |regel: Overeenkomstregel| RegelUitvoer {
            id: regel.regel_id.uuid(),
            toekenning_id: regel.toekenning_id,
            verstrekker_id: regel.verstrekker_id,
            wet: regel.wet,
            zorgfunctie: regel.zorgfunctie,
            eenheid: regel.eenheid,
            tarief: regel.tarief,
            geldig: regel.geldig.into(),
        };
        let goedkeuringen =
            GoedkeuringenUitvoer { arbeidsrecht: rij.arbeidsrecht, inhoud: rij.inhoud };
        Self {
            id: rij.id,
            kenmerk: rij.kenmerk,
            budgethouder_id: rij.budgethouder_id,
            zorgverlener_id: rij.zorgverlener_id,
            soort: rij.soort,
            formeel: rij.formeel,
            ingangsdatum: rij.ingangsdatum,
            einddatum: rij.einddatum,
            status: rij.status,
            goedkeuringen,
            bevindingen: rij.bevindingen,
            regels: regels.into_iter().map(regel).collect(),
            revisie: rij.revisie,
        }
    }

    /// The verstrekkers of the lines that are shown.
    pub(crate) fn verstrekkers(&self) -> Vec<Uuid> {
        self.regels.iter().map(|regel| regel.verstrekker_id).collect()
    }
}

/// Een bladzijde zorgovereenkomsten.
#[derive(Serialize, ToSchema)]
pub(crate) struct Zorgovereenkomsten {
    /// De zorgovereenkomsten.
    items: Vec<ZorgovereenkomstUitvoer>,
}

/// Een uitgevoerde wijziging met haar gevolgen.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WijzigingUitvoer {
    /// Identificatie van de wijziging.
    id: Uuid,
    /// De zorgovereenkomst.
    zorgovereenkomst_id: Uuid,
    /// Eerste dag waarop iets anders is.
    #[schema(value_type = String, format = Date)]
    ingangsdatum: Date,
    /// Wat de wijziging betekent voor regels die al verschuldigd waren.
    gevolgen: Vec<GevolgUitvoer>,
    /// Eurocenten die er in totaal bij komen; negatief is minder.
    verschil: Euro,
}

/// Wat een wijziging betekent voor een regel van een declaratie.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GevolgUitvoer {
    /// De declaratie.
    declaratie_id: Uuid,
    /// Het kenmerk van de declaratie.
    kenmerk: String,
    /// De zorgmaand.
    #[schema(value_type = String, example = "2026-03")]
    maand: Maand,
    /// De plaats van de regel, vanaf 0.
    regel: i16,
    /// Eurocenten verschuldigd voor de wijziging.
    oud: Euro,
    /// Eurocenten verschuldigd na de wijziging.
    nieuw: Euro,
    /// Het verschil in eurocenten.
    verschil: Euro,
    /// Gelijk, afgeboekt, nabetalen, terugvorderen of naderOnderzoek.
    gevolg: String,
}

impl GevolgUitvoer {
    /// A line of the impact list.
    pub(crate) fn of(impact: &Impact) -> Self {
        Self {
            declaratie_id: impact.regel.declaratie_id.uuid(),
            kenmerk: impact.kenmerk.clone(),
            maand: Maand::of(impact.maand),
            regel: impact.regel.volgnummer,
            oud: impact.regel.oud,
            nieuw: impact.regel.nieuw,
            verschil: impact.regel.verschil(),
            gevolg: impact.regel.gevolg.code().to_owned(),
        }
    }
}

impl WijzigingUitvoer {
    /// The change with its impact list.
    pub(crate) fn of(done: &Uitgevoerd, ingangsdatum: Date) -> Self {
        let gevolgen: Vec<GevolgUitvoer> = done.impact.iter().map(GevolgUitvoer::of).collect();
        Self {
            id: done.id,
            zorgovereenkomst_id: done.overeenkomst.id.uuid(),
            ingangsdatum,
            verschil: gevolgen.iter().map(|gevolg| gevolg.verschil).sum(),
            gevolgen,
        }
    }
}

/// Wat een wijziging zou betekenen; er is niets vastgelegd.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct VoorzienUitvoer {
    /// Wat zij zou betekenen voor elke regel van elke declaratie.
    gevolgen: Vec<GevolgUitvoer>,
    /// Per zorgmaand hoeveel erbij komt of eraf gaat.
    maanden: Vec<MaandUitvoer>,
    /// Hoeveel declaraties het raakt.
    declaraties: usize,
    /// Eurocenten die er in totaal bij komen; negatief is minder.
    verschil: Euro,
}

/// Wat een wijziging zou betekenen voor een zorgmaand.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MaandUitvoer {
    /// De maand.
    #[schema(value_type = String, example = "2026-03")]
    maand: Maand,
    /// Eurocenten die na te betalen zijn.
    nabetalen: Euro,
    /// Eurocenten die terug te vorderen zijn.
    terugvorderen: Euro,
}

impl VoorzienUitvoer {
    /// The impact list and what it adds up to.
    pub(crate) fn of(impact: &[Impact]) -> Self {
        let mut maanden: BTreeMap<Date, (i64, i64)> = BTreeMap::new();
        let mut declaraties: Vec<Uuid> = Vec::new();
        for own in impact {
            let difference = own.regel.verschil().cents();
            let sums = maanden.entry(own.maand).or_default();
            sums.0 = sums.0.saturating_add(difference.max(0));
            sums.1 = sums.1.saturating_add(difference.min(0).saturating_neg());
            declaraties.push(own.regel.declaratie_id.uuid());
        }
        declaraties.sort_unstable();
        declaraties.dedup();
        let gevolgen: Vec<GevolgUitvoer> = impact.iter().map(GevolgUitvoer::of).collect();
        let maand = |(maand, (more, less))| MaandUitvoer {
            maand: Maand::of(maand),
            nabetalen: Euro::from_cents(more),
            terugvorderen: Euro::from_cents(less),
        };
        Self {
            verschil: gevolgen.iter().map(|gevolg| gevolg.verschil).sum(),
            gevolgen,
            maanden: maanden.into_iter().map(maand).collect(),
            declaraties: declaraties.len(),
        }
    }
}
