//! The policy of a verstrekker for one law and one year (pgb:R-GEM-03): data he maintains himself.

use kernel::{Aantal, Eenheid, Euro, SoortOvereenkomst, Wet, Zorgfunctie};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Het beleid van een verstrekker voor één wet en één jaar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is one switch of the policy")]
pub struct Beleid {
    /// De zorgfuncties waaruit u toekent; leeg voor alle van de wet.
    #[serde(default)]
    pub zorgfuncties: Vec<Zorgfunctie>,
    /// Verantwoordingsvrij bedrag per jaar in eurocenten; zonder bedrag is er geen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verantwoordingsvrij_bedrag: Option<Euro>,
    /// Of een feestdagenuitkering mag.
    pub feestdagenuitkering: bool,
    /// Of een eenmalige uitkering na overlijden mag.
    pub eenmalige_uitkering: bool,
    /// Of reiskosten betaald mogen worden.
    pub reiskosten: bool,
    /// Of familie betaald mag worden.
    pub familie: bool,
    /// Of de budgethouder tussen zorgfuncties mag schuiven.
    pub schuiven: bool,
    /// Meeste uren per week van één zorgverlener, in honderdsten; zonder grens wordt niet beoordeeld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uren_per_week_max: Option<Aantal>,
    /// Wie de arbeidsrechtelijke toets doet.
    pub toets_door: ToetsDoor,
    /// Hoogste tarieven; zonder tarief wordt niet beoordeeld.
    #[serde(default)]
    pub maximumtarieven: Vec<Tarief>,
}

/// Wie de arbeidsrechtelijke toets doet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum ToetsDoor {
    /// De SVB.
    Svb,
    /// De verstrekker zelf.
    Verstrekker,
}

/// Een hoogste tarief voor één zorgfunctie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tarief {
    /// De zorgfunctie.
    pub zorgfunctie: Zorgfunctie,
    /// Alleen voor deze soort overeenkomst; zonder soort voor alle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub soort: Option<SoortOvereenkomst>,
    /// De eenheid.
    pub eenheid: Eenheid,
    /// Hoogste tarief in eurocenten per eenheid.
    pub tarief: Euro,
}

/// Most rates in one policy.
const TARIEVEN_MAX: usize = 500;

impl Beleid {
    /// What is wrong with it, as JSON pointer and what is expected; nothing when it can hold.
    pub fn faults(
        &self,
        wet: Wet,
        is_zorgfunctie: impl Fn(&Zorgfunctie) -> bool,
    ) -> Vec<(&'static str, &'static str)> {
        let mut faults = Vec::new();
        if !self.zorgfuncties.iter().all(&is_zorgfunctie) {
            faults.push(("/zorgfuncties", "zorgfuncties uit de codelijst van deze wet"));
        }
        if self.maximumtarieven.len() > TARIEVEN_MAX {
            faults.push(("/maximumtarieven", "hooguit 500 tarieven"));
        }
        if !self.maximumtarieven.iter().all(|row| is_zorgfunctie(&row.zorgfunctie)) {
            faults.push(("/maximumtarieven", "zorgfuncties uit de codelijst van deze wet"));
        }
        let negative = |amount: Option<Euro>| amount.is_some_and(|amount| amount < Euro::ZERO);
        let rates = self.maximumtarieven.iter().map(|row| Some(row.tarief));
        if negative(self.verantwoordingsvrij_bedrag) || rates.into_iter().any(negative) {
            faults.push(("", "bedragen van 0 of meer"));
        }
        let key = |row: &Tarief| (row.zorgfunctie.clone(), row.soort, row.eenheid);
        let twice = self.maximumtarieven.iter().enumerate().any(|(n, row)| {
            self.maximumtarieven.iter().skip(n.saturating_add(1)).any(|next| key(next) == key(row))
        });
        if twice {
            faults.push(("/maximumtarieven", "elk tarief één keer"));
        }
        if wet == Wet::Wlz && !self.maximumtarieven.is_empty() {
            faults.push(("/maximumtarieven", "geen: de tarieven van de Wlz zijn landelijk"));
        }
        if matches!(wet, Wet::Wlz | Wet::Zvw) && self.verantwoordingsvrij_bedrag.is_some() {
            faults.push(("/verantwoordingsvrijBedrag", "geen eigen bedrag bij deze wet"));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beleid() -> Beleid {
        Beleid {
            zorgfuncties: vec![Zorgfunctie::parse("02").unwrap()],
            verantwoordingsvrij_bedrag: None,
            feestdagenuitkering: false,
            eenmalige_uitkering: true,
            reiskosten: false,
            familie: true,
            schuiven: true,
            uren_per_week_max: None,
            toets_door: ToetsDoor::Svb,
            maximumtarieven: vec![Tarief {
                zorgfunctie: Zorgfunctie::parse("02").unwrap(),
                soort: None,
                eenheid: Eenheid::Uur,
                tarief: Euro::from_cents(3_000),
            }],
        }
    }

    #[test]
    fn every_fault_is_told() {
        let known = |functie: &Zorgfunctie| functie.as_str() == "02";
        assert_eq!(beleid().faults(Wet::Wmo, known), []);
        let mut twice = beleid();
        twice.maximumtarieven.push(twice.maximumtarieven[0].clone());
        assert_eq!(twice.faults(Wet::Wmo, known).len(), 1);
        assert_eq!(beleid().faults(Wet::Wmo, |_| false).len(), 2);
        let national = Beleid { verantwoordingsvrij_bedrag: Some(Euro::from_cents(1)), ..beleid() };
        assert_eq!(national.faults(Wet::Wlz, known).len(), 2);
        let negative =
            Beleid { verantwoordingsvrij_bedrag: Some(Euro::from_cents(-1)), ..beleid() };
        assert_eq!(negative.faults(Wet::Jw, known).len(), 1);
    }
}
