//! The receipt of a toets: bytes that anybody can make again from the same facts, days and edition.
//!
//! It is part of a decision that can be appealed, so it says by which version of which rule, on
//! which facts and figures, and for what day each finding was made.

use aws_lc_rs::digest;
use contracts::labour::Grond;

use super::json::Json;
use super::oordeel::Letter;
use super::zaak::{GelezenFeit, GelezenParameter, Lezingen};
use super::{Uitslag, Vondst, Vraag};

/// The version of the engine: it changes when the same rules would be judged otherwise.
pub const MOTOR: i64 = 1;

/// The receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bewijs {
    /// Canonical JSON, with its own hash inside under `hash`.
    pub tekst: String,
    /// That hash: SHA-256 over the document without the key `hash`, hexadecimal.
    pub hash: String,
}

/// SHA-256, hexadecimal.
pub fn hash_of(bytes: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, bytes).as_ref())
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

impl Bewijs {
    /// Writes the receipt. `feiten_hash` is [`hash_of`] the facts as JSON: it covers what no rule
    /// read.
    pub fn write(vraag: &Vraag<'_>, uitslag: &Uitslag, feiten_hash: &str) -> Self {
        let mut json = Json::with_room(24_000);
        let mut split = 0;
        json.object(|json| {
            json.key("bevindingen").array(|json| findings(uitslag, json));
            json.key("feiten").object(|json| facts(&uitslag.lezingen, json));
            json.key("feitenHash").text(feiten_hash);
            split = json.as_str().len();
            json.key("kennisdatum").day(vraag.kennisdatum);
            json.key("modus").text(vraag.modus.code());
            json.key("motor").number(MOTOR);
            json.key("nietVanToepassing").array(|json| silent(uitslag, json));
            json.key("parameters").array(|json| figures(&uitslag.lezingen, json));
            json.key("rechtsdatum").optional_day(vraag.rechtsdatum);
            json.key("uitgave").number(i64::from(vraag.uitgave.0));
            json.key("uitkomst").text(super::code(uitslag.uitkomst()));
            json.key("vragen").array(|json| questions(uitslag, json));
            json.key("wetsvoorstellen").boolean(vraag.wetsvoorstellen);
        });
        let mut tekst = json.finish();
        let hash = hash_of(tekst.as_bytes());
        tekst.insert_str(split, &format!(",\"hash\":\"{hash}\""));
        Self { tekst, hash }
    }
}

fn findings(uitslag: &Uitslag, json: &mut Json) {
    for vondst in &uitslag.vondsten {
        let told = match vondst.oordeel.letter {
            Letter::NietVanToepassing | Letter::Vraag => false,
            Letter::Akkoord | Letter::Waarschuwing | Letter::Handmatig | Letter::Afgekeurd => true,
        };
        if told {
            json.object(|json| finding(vondst, &uitslag.lezingen, json));
        }
    }
}

fn finding(vondst: &Vondst, lezingen: &Lezingen, json: &mut Json) {
    let regel = vondst.regel;
    json.key("artikelen").array(|json| {
        for artikel in regel.artikelen {
            json.text(artikel);
        }
    });
    let read = lezingen.feiten.get(vondst.van.feiten..vondst.tot.feiten).unwrap_or_default();
    json.key("gelezen").array(|json| ids(read.iter().map(|feit| feit.id), json));
    let refuses = vondst.oordeel.letter == Letter::Afgekeurd;
    if let Some(grond) = regel.grond.filter(|_| refuses) {
        json.key("grond").text(ground(grond));
    }
    let others = lezingen.regels.get(vondst.van.regels..vondst.tot.regels).unwrap_or_default();
    if !others.is_empty() {
        json.key("hangtAf").array(|json| ids(others.iter().copied(), json));
    }
    let figures =
        lezingen.parameters.get(vondst.van.parameters..vondst.tot.parameters).unwrap_or_default();
    if !figures.is_empty() {
        json.key("parameters").array(|json| ids(figures.iter().map(|read| read.sleutel.0), json));
    }
    json.key("rechtsdatum").day(vondst.rechtsdatum);
    json.key("regel").text(regel.id);
    json.key("regelVersie").number(i64::from(regel.versie));
    if let Some(day) = vondst.oordeel.taak_op {
        json.key("taakOp").day(day);
    }
    json.key("tekst").text(&vondst.tekst());
    if let Some(gevuld) = &vondst.oordeel.tekst {
        json.key("tekstId").text(gevuld.tekst.id);
        json.key("tekstVersie").number(i64::from(gevuld.tekst.versie));
    }
    json.key("uitkomst").text(vondst.oordeel.letter.code());
    if vondst.verzacht {
        json.key("verzacht").boolean(true);
    }
}

const fn ground(grond: Grond) -> &'static str {
    match grond {
        Grond::StrijdMetRecht => "strijdMetRecht",
        Grond::Uitvoerbaarheid => "uitvoerbaarheid",
    }
}

/// Each once, in the order of first reading.
fn ids(read: impl Iterator<Item = &'static str>, json: &mut Json) {
    let mut seen: Vec<&'static str> = Vec::with_capacity(16);
    for id in read {
        if !seen.contains(&id) {
            seen.push(id);
            json.text(id);
        }
    }
}

fn silent(uitslag: &Uitslag, json: &mut Json) {
    let silent =
        uitslag.vondsten.iter().filter(|vondst| vondst.oordeel.letter == Letter::NietVanToepassing);
    for vondst in silent {
        let (id, versie) = (vondst.regel.id, vondst.regel.versie);
        match vondst.vervangen_door {
            Some(exception) => json.text(&format!("{id}@{versie} ({exception})")),
            None => json.text(&format!("{id}@{versie}")),
        }
    }
}

fn questions(uitslag: &Uitslag, json: &mut Json) {
    for vondst in uitslag.vondsten.iter().filter(|v| v.oordeel.letter == Letter::Vraag) {
        json.object(|json| {
            json.key("regel").text(vondst.regel.id);
            json.key("regelVersie").number(i64::from(vondst.regel.versie));
            json.key("tekst").text(&vondst.tekst());
        });
    }
}

/// Every fact that any rule read, by id. An unknown one stands as the text `onbekend`.
fn facts(lezingen: &Lezingen, json: &mut Json) {
    let mut read: Vec<&GelezenFeit> = lezingen.feiten.iter().collect();
    read.sort_unstable_by_key(|feit| feit.id);
    read.dedup_by_key(|feit| feit.id);
    for feit in read {
        json.key(feit.id);
        match feit.waarde {
            Some(waarde) => waarde.write(json),
            None => json.text("onbekend"),
        }
    }
}

fn figures(lezingen: &Lezingen, json: &mut Json) {
    let mut read: Vec<&GelezenParameter> = lezingen.parameters.iter().collect();
    read.sort_unstable_by_key(|figure| (figure.sleutel, figure.dag));
    read.dedup_by_key(|figure| (figure.sleutel, figure.dag));
    for figure in read {
        json.object(|json| {
            json.key("dag").day(figure.dag);
            json.key("id").text(figure.sleutel.0);
            if let Some(rij) = figure.rij {
                json.key("status").text(rij.status.code());
                json.key("van").day(rij.van);
                json.key("waarde").number(rij.waarde);
            } else {
                json.key("waarde").null();
            }
        });
    }
}
