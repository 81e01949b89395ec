//! What a claim says besides its lines, as one JSON column: what is usual takes no room.

use kernel::{Euro, KvkNummer};
use platform::Fault;
use serde::{Deserialize, Serialize};

use super::super::opgave::{Bewijs, Btw, Handtekening, Kostensoort, Opgave};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Rij {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bsn_ref: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kvk_nummer: Option<KvkNummer>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    iban_ref: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kostensoort: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ondertekend: Option<bool>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    bewijs: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    btw: Option<BtwRij>,
}

#[derive(Serialize, Deserialize)]
struct BtwRij {
    bedrag: Euro,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nummer: Option<String>,
}

/// For its column.
pub(crate) fn write(opgave: &Opgave) -> Result<String, Fault> {
    let Opgave { bsn_ref, kvk_nummer, iban_ref, kostensoort, handtekening, bewijs, btw } =
        opgave.clone();
    let rij = Rij {
        bsn_ref,
        kvk_nummer,
        iban_ref,
        kostensoort: (kostensoort != Kostensoort::Zorg).then(|| kostensoort.code().to_owned()),
        ondertekend: match handtekening {
            Handtekening::Digitaal => None,
            Handtekening::Aanwezig => Some(true),
            Handtekening::Ontbreekt => Some(false),
        },
        bewijs: bewijs == Bewijs::Bijgevoegd,
        btw: btw.map(|Btw { bedrag, nummer }| BtwRij { bedrag, nummer }),
    };
    serde_json::to_string(&rij).map_err(Fault::stored("declaratie.opgave"))
}

/// From its column.
pub(crate) fn read(text: &str) -> Result<Opgave, Fault> {
    let Rij { bsn_ref, kvk_nummer, iban_ref, kostensoort: soort, ondertekend, bewijs, btw } =
        serde_json::from_str(text).map_err(Fault::stored("declaratie.opgave"))?;
    Ok(Opgave {
        bsn_ref,
        kvk_nummer,
        iban_ref,
        kostensoort: kostensoort(soort.as_deref())?,
        handtekening: match ondertekend {
            None => Handtekening::Digitaal,
            Some(true) => Handtekening::Aanwezig,
            Some(false) => Handtekening::Ontbreekt,
        },
        bewijs: if bewijs { Bewijs::Bijgevoegd } else { Bewijs::Geen },
        btw: btw.map(|BtwRij { bedrag, nummer }| Btw { bedrag, nummer }),
    })
}

/// The kind of cost; absent is care.
pub(crate) fn kostensoort(code: Option<&str>) -> Result<Kostensoort, Fault> {
    let parsed = code.map(Kostensoort::parse).transpose();
    Ok(parsed.map_err(Fault::stored("declaratie.opgave.kostensoort"))?.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_claim_says_reads_back_and_what_is_usual_takes_no_room() {
        assert_eq!(write(&Opgave::default()).unwrap(), "{}");
        let said = Opgave {
            bsn_ref: Some("ref".to_owned()),
            kvk_nummer: Some(KvkNummer::parse("90000001").unwrap()),
            iban_ref: Some("iban".to_owned()),
            kostensoort: Kostensoort::Reiskosten,
            handtekening: Handtekening::Ontbreekt,
            bewijs: Bewijs::Bijgevoegd,
            btw: Some(Btw { bedrag: Euro::from_cents(21), nummer: None }),
        };
        assert_eq!(read(&write(&said).unwrap()).unwrap(), said);
    }
}
