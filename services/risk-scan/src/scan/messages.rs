//! What a scan of files writes: one signal a line.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kernel::Euro;
use serde::Serialize;
use uuid::Uuid;

use super::{Uitkomsten, rang};
use crate::indicator::uitslag::{Bewijs, Feitsoort, Waarden};
use crate::indicator::{Indicator, Levensloop, Versie, uitleg};
use crate::signaal::{Bevonden, LANDELIJK, Sleutel};

/// A signal as it is written.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SignaalRegel<'a> {
    /// The code, such as R01.
    pub indicator: &'static str,
    /// Its name.
    pub naam: &'static str,
    /// The version.
    pub versie: i32,
    /// ACTIEF or SCHADUW.
    pub levensloop: &'static str,
    /// F: contradiction between facts, P: pattern.
    pub aard: &'static str,
    /// Possible damage and urgency, 1 to 5.
    pub ernst: i16,
    /// Evidential strength, 0 to 10.
    pub gewicht: i16,
    /// Order of work.
    pub rang: RangRegel,
    /// What it hangs on: its kind and key.
    pub haak: HaakRegel<'a>,
    /// The calendar year, or `doorlopend`.
    pub venster: &'a str,
    /// Whose part; absent for the part over all verstrekkers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verstrekker_id: Option<Uuid>,
    /// Whom it is about.
    pub onderwerpen: &'a BTreeSet<Uuid>,
    /// Who may have been harmed.
    pub mogelijk_benadeelden: &'a BTreeSet<Uuid>,
    /// The figures.
    pub waarden: &'a Waarden,
    /// What was seen, in plain words.
    pub wat_gezien: String,
    /// Known innocent reasons.
    pub onschuldige_verklaringen: Vec<String>,
    /// Context about the same people: codes of indicators.
    pub context: BTreeSet<&'static str>,
    /// What it rests on.
    pub bewijs: Vec<BewijsRegel>,
}

/// Why it stands where it stands in the list.
#[derive(Debug, Serialize)]
pub struct RangRegel {
    /// The strongest weight of each family.
    pub factoren: BTreeMap<&'static str, i16>,
    /// The order, hundred-thousandths.
    pub waarde: i64,
}

/// What a signal hangs on.
#[derive(Debug, Serialize)]
pub struct HaakRegel<'a> {
    /// Its kind.
    pub soort: &'static str,
    /// Its key.
    pub sleutel: &'a str,
}

/// A row of evidence as it is written.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BewijsRegel {
    soort: Feitsoort,
    feit_id: Uuid,
    versie: i64,
    gebeurtenis_id: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    verstrekker_id: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zorgverlener_id: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    budgethouder_id: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bedrag: Option<Euro>,
    #[serde(skip_serializing_if = "Option::is_none")]
    datum: Option<Date>,
}

impl From<&Bewijs> for BewijsRegel {
    fn from(row: &Bewijs) -> Self {
        let Bewijs {
            soort,
            feit_id,
            versie,
            gebeurtenis_id,
            verstrekker_id,
            zorgverlener_id,
            budgethouder_id,
            bedrag,
            datum,
        } = *row;
        Self {
            soort,
            feit_id,
            versie,
            gebeurtenis_id,
            verstrekker_id,
            zorgverlener_id,
            budgethouder_id,
            bedrag,
            datum,
        }
    }
}

/// Who is seen by which indicators: for the order of work and for context.
struct Samen {
    shown: BTreeMap<(Uuid, Uuid), BTreeSet<Indicator>>,
}

impl Samen {
    fn new(uitkomsten: &Uitkomsten, shown: impl Fn(Indicator) -> bool) -> Self {
        let mut found: BTreeMap<(Uuid, Uuid), BTreeSet<Indicator>> = BTreeMap::new();
        for (sleutel, one) in uitkomsten.bevonden.iter().chain(&uitkomsten.context) {
            for who in one.onderwerpen.iter().filter(|_| shown(sleutel.indicator)) {
                found.entry((sleutel.verstrekker_id, *who)).or_default().insert(sleutel.indicator);
            }
        }
        Self { shown: found }
    }

    fn of(&self, sleutel: &Sleutel, one: &Bevonden) -> BTreeSet<Indicator> {
        let seen = one.onderwerpen.iter().flat_map(|who| {
            self.shown.get(&(sleutel.verstrekker_id, *who)).into_iter().flatten().copied()
        });
        seen.chain([sleutel.indicator]).collect()
    }
}

/// The signals in the order of work; those of versions in the shade only when asked.
pub fn regels<'a>(
    uitkomsten: &'a Uitkomsten,
    versies: &[Versie],
    schaduw: bool,
) -> Vec<SignaalRegel<'a>> {
    let life = |indicator: Indicator| versies.iter().find(|one| one.indicator == indicator);
    let active = |indicator: Indicator| {
        life(indicator).is_some_and(|one| one.levensloop == Levensloop::Actief)
    };
    let together = Samen::new(uitkomsten, active);
    let mut lines: Vec<SignaalRegel<'_>> = uitkomsten
        .bevonden
        .iter()
        .filter(|(sleutel, _)| schaduw || active(sleutel.indicator))
        .filter_map(|(sleutel, one)| {
            Some(line(sleutel, one, life(sleutel.indicator)?, &together.of(sleutel, one)))
        })
        .collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.rang.waarde));
    lines
}

fn line<'a>(
    sleutel: &'a Sleutel,
    one: &'a Bevonden,
    versie: &Versie,
    seen: &BTreeSet<Indicator>,
) -> SignaalRegel<'a> {
    let row = sleutel.indicator.registratie();
    let words = uitleg::explain(sleutel.indicator, &versie.parameters, &one.waarden);
    let order = rang(seen.iter().copied());
    let context =
        seen.iter().filter(|one| one.registratie().aard == crate::indicator::Aard::Context);
    SignaalRegel {
        indicator: sleutel.indicator.code(),
        naam: row.naam,
        versie: sleutel.versie,
        levensloop: versie.levensloop.code(),
        aard: row.aard.code(),
        ernst: row.ernst,
        gewicht: row.gewicht,
        rang: RangRegel {
            factoren: order.factoren.iter().map(|(f, weight)| (f.code(), *weight)).collect(),
            waarde: order.waarde,
        },
        haak: HaakRegel { soort: row.haak.code(), sleutel: &sleutel.sleutel },
        venster: &sleutel.venster,
        verstrekker_id: (sleutel.verstrekker_id != LANDELIJK).then_some(sleutel.verstrekker_id),
        onderwerpen: &one.onderwerpen,
        mogelijk_benadeelden: &one.benadeelden,
        waarden: &one.waarden,
        wat_gezien: words.wat_gezien,
        onschuldige_verklaringen: words.onschuldige_verklaringen,
        context: context.map(|one| one.code()).collect(),
        bewijs: one.bewijs.rows().map(BewijsRegel::from).collect(),
    }
}
