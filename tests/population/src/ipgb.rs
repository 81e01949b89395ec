//! iPgb 501 messages as a verstrekker's system writes them: UTF-8, CR/LF, no empty elements.

use std::fmt::Write as _;

use kernel::Wet;

use crate::grant::Toekenning;

/// The 501 message of a grant.
pub fn message(toekenning: &Toekenning) -> String {
    let mut xml = Xml::default();
    let family = family(toekenning.wet);
    xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    xml.open(&format!("Bericht xmlns=\"urn:nl:pgb-keten:ipgb:2.1:{}501\"", family.0));
    xml.open("Header");
    xml.leaf("BerichtCode", family.1);
    xml.leaf("BerichtVersie", "2");
    xml.leaf("BerichtSubversie", "1");
    xml.leaf("Afzender", toekenning.afzendercode);
    xml.open("BerichtIdentificatie");
    xml.leaf("Identificatie", &toekenning.bericht);
    xml.leaf("Dagtekening", &toekenning.dagtekening.to_string());
    xml.close("BerichtIdentificatie");
    xml.open("XsdVersie");
    xml.leaf("BasisschemaXsdVersie", "1.0.0");
    xml.leaf("BerichtXsdVersie", "1.0.0");
    xml.close("XsdVersie");
    xml.close("Header");
    client(&mut xml, toekenning);
    xml.close("Bericht");
    xml.text
}

fn client(xml: &mut Xml, toekenning: &Toekenning) {
    xml.open("Client");
    xml.leaf("Bsn", &toekenning.bsn);
    if let Some(persoon) = &toekenning.vertegenwoordiger {
        xml.open("Relatie");
        xml.leaf("Nummer", "1");
        xml.leaf("Soort", "2");
        xml.leaf("Bsn", persoon.bsn.as_str());
        xml.leaf("Ingangsdatum", "2026-01-01");
        xml.close("Relatie");
    }
    xml.open("Budget");
    xml.leaf("BudgetIdentificatie", &toekenning.budget);
    xml.leaf("Afgiftedatum", &toekenning.dagtekening.to_string());
    xml.open("BudgetPeriode");
    xml.leaf("Ingangsdatum", "2026-01-01");
    xml.leaf("Einddatum", "2026-12-31");
    xml.close("BudgetPeriode");
    for functie in &toekenning.functies {
        xml.open("FunctieBudget");
        xml.leaf("Zorgfunctie", functie.zorgfunctie.as_str());
        xml.open("FunctieBudgetPeriode");
        xml.leaf("Ingangsdatum", &functie.periode.van().to_string());
        if let Some(tot) = functie.periode.tot() {
            xml.leaf("Einddatum", &tot.to_string());
        }
        xml.close("FunctieBudgetPeriode");
        xml.leaf("FunctieBudgetBedrag", &functie.bedrag.cents().to_string());
        xml.close("FunctieBudget");
    }
    xml.close("Budget");
    xml.close("Client");
}

/// Family name and message code of the 501 of a law.
fn family(wet: Wet) -> (&'static str, &'static str) {
    match wet {
        Wet::Wmo => ("WMO", "458"),
        Wet::Jw => ("JW", "460"),
        Wet::Wlz | Wet::Zvw => ("WLZ", "462"),
    }
}

/// A message that grows without end when its entities are filled in.
pub fn entity_bomb() -> String {
    let mut xml =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<!DOCTYPE Bericht [\r\n");
    xml.push_str("<!ENTITY a0 \"pgb\">\r\n");
    for level in 1..10_usize {
        let inner = format!("&a{};", level.saturating_sub(1)).repeat(10);
        let written = write!(xml, "<!ENTITY a{level} \"{inner}\">\r\n");
        debug_assert!(written.is_ok(), "a string takes all");
    }
    xml.push_str("]>\r\n<Bericht><Header>&a9;</Header></Bericht>\r\n");
    xml
}

/// Writes elements, one a line, with CR/LF.
#[derive(Default)]
struct Xml {
    text: String,
}

impl Xml {
    fn raw(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push_str("\r\n");
    }

    fn open(&mut self, name: &str) {
        self.raw(&format!("<{name}>"));
    }

    fn close(&mut self, name: &str) {
        self.raw(&format!("</{name}>"));
    }

    fn leaf(&mut self, name: &str, value: &str) {
        let value = value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        self.raw(&format!("<{name}>{value}</{name}>"));
    }
}
