//! A 507 as text, and the 508 that answers it. Pure; the same form as the 501 and 502.

use jiff::civil::Date;
use kernel::Euro;
use quick_xml::escape::escape;

use super::Afsluiting;
use crate::bericht::xml::{self, Element};
use crate::bericht::{Berichtsoort, codelists};

/// The 507 as text.
pub fn write(kind: &Berichtsoort, afsluiting: &Afsluiting) -> String {
    let mut xml = Lines(String::new());
    xml.line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    xml.line(&format!("<Bericht xmlns=\"{}\">", escape(kind.naamruimte.as_str())));
    xml.line("<Header>");
    xml.leaf("BerichtCode", &kind.code);
    xml.leaf("BerichtVersie", &kind.versie.to_string());
    xml.leaf("BerichtSubversie", &kind.subversie.to_string());
    xml.leaf("Ontvanger", &afsluiting.ontvanger);
    xml.line("<BerichtIdentificatie>");
    xml.leaf("Identificatie", &afsluiting.identificatie);
    xml.leaf("Dagtekening", &afsluiting.dagtekening.to_string());
    xml.line("</BerichtIdentificatie>");
    xml.line("<XsdVersie>");
    xml.leaf("BasisschemaXsdVersie", &kind.xsd_versie);
    xml.leaf("BerichtXsdVersie", &kind.xsd_versie);
    xml.line("</XsdVersie>");
    xml.line("</Header>");
    xml.line("<Client>");
    xml.leaf("Bsn", afsluiting.bsn.as_str());
    for regel in &afsluiting.regels {
        xml.line("<FunctieBudgetBesteed>");
        xml.leaf("BudgetIdentificatie", &regel.budget_identificatie);
        xml.leaf("Zorgfunctie", regel.zorgfunctie.as_str());
        xml.line("<BestedingsPeriode>");
        xml.leaf("Ingangsdatum", &regel.van.to_string());
        xml.leaf("Einddatum", &regel.tot.to_string());
        xml.line("</BestedingsPeriode>");
        xml.amount("FunctieBudgetBesteed", Some(regel.besteed));
        xml.amount("VerantwoordingsvrijBedragBesteed", regel.verantwoordingsvrij_besteed);
        xml.amount("ZiekengeldBesteed", regel.ziekengeld);
        xml.leaf("RedenBudgetafsluiting", &regel.reden.code().to_string());
        xml.line("</FunctieBudgetBesteed>");
    }
    xml.line("</Client>");
    xml.line("</Bericht>");
    xml.0
}

struct Lines(String);

impl Lines {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push_str("\r\n");
    }

    fn leaf(&mut self, name: &str, value: &str) {
        self.line(&format!("<{name}>{}</{name}>", escape(value)));
    }

    fn amount(&mut self, name: &str, amount: Option<Euro>) {
        if let Some(amount) = amount {
            self.leaf(name, &amount.cents().to_string());
        }
    }
}

/// What a 508 says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retour {
    /// Sender code of the verstrekker who answers.
    pub ontvanger: String,
    /// Our own number of the 507.
    pub identificatie: String,
    /// The number of the answer.
    pub identificatie_retour: String,
    /// Its day.
    pub dagtekening_retour: Date,
    /// Every retourcode in it, sorted, each once.
    pub codes: Vec<String>,
}

/// A document that is a 508 of one of these kinds; `None` when it is something else, `Err` when it
/// is one but not valid.
pub fn read(bytes: &[u8], kinds: &[Berichtsoort]) -> Option<Result<Retour, &'static str>> {
    let root = xml::read(bytes).ok()?;
    let kind = kinds.iter().find(|kind| kind.naamruimte_retour == root.namespace)?;
    Some(retour(&root, kind).ok_or(
        "Dit 508-bericht is niet geldig: de header of een retourcode is niet zoals het schema wil.",
    ))
}

fn retour(root: &Element, kind: &Berichtsoort) -> Option<Retour> {
    let header = child(root, "Header").filter(|_| root.name == "Bericht")?;
    let identity = child(header, "BerichtIdentificatie")?;
    let versions = (text(header, "BerichtVersie")?, text(header, "BerichtSubversie")?);
    let right = text(header, "BerichtCode")? == kind.code_retour
        && versions == (kind.versie.to_string().as_str(), kind.subversie.to_string().as_str());
    child(header, "RetourCodes")?;
    let dagtekening_retour: Date = text(header, "DagtekeningRetour")?.parse().ok()?;
    let mut codes = Vec::new();
    collect(root, &mut codes);
    codes.sort_unstable();
    codes.dedup();
    let known = codes.iter().all(|code| codelists::is_known("PGB001", code, dagtekening_retour));
    let identificatie_retour = text(header, "IdentificatieRetour")?.to_owned();
    let fits = (1..=12).contains(&identificatie_retour.chars().count());
    let retour = Retour {
        ontvanger: text(header, "Ontvanger")?.to_owned(),
        identificatie: text(identity, "Identificatie")?.to_owned(),
        identificatie_retour,
        dagtekening_retour,
        codes,
    };
    (right && known && fits && !retour.codes.is_empty()).then_some(retour)
}

fn child<'a>(parent: &'a Element, name: &str) -> Option<&'a Element> {
    parent.children.iter().find(|child| child.name == name)
}

fn text<'a>(parent: &'a Element, name: &str) -> Option<&'a str> {
    child(parent, name).map(|leaf| leaf.text.as_str()).filter(|text| !text.is_empty())
}

/// The tree is at most sixteen deep: the reader saw to that.
fn collect(element: &Element, codes: &mut Vec<String>) {
    if element.name == "RetourCode" {
        codes.push(element.text.clone());
    }
    element.children.iter().for_each(|child| collect(child, codes));
}
