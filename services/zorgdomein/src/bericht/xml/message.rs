//! From a tree to the shape of a 501: the elements of the schema in their order, nothing else.
//!
//! Element and JSON key differ only in case and container, so both doors share one shape. Every
//! fault is a break of the schema (`0001`) with the class it stands in.

use super::Element;
use crate::bericht::rules::{Break, Class, Place};
use crate::bericht::{Berichtsoort, Kop, wire};

mod client;

/// The header as it was sent: what the answer repeats, and what its own rules look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Namespace of the root.
    pub naamruimte: String,
    /// `BerichtCode`.
    pub code: String,
    /// `BerichtVersie`.
    pub versie: String,
    /// `BerichtSubversie`.
    pub subversie: String,
    /// `Afzender`.
    pub afzender: String,
    /// `Identificatie`.
    pub identificatie: String,
    /// `Dagtekening`.
    pub dagtekening: String,
    /// `BasisschemaXsdVersie`.
    pub basisschema_xsd_versie: String,
    /// `BerichtXsdVersie`.
    pub bericht_xsd_versie: String,
}

/// The document is well-formed but not a message we could answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the document is not a message of a known kind")]
pub struct NotAMessage;

impl NotAMessage {
    /// For the sender, in Dutch.
    pub const fn explanation(self) -> &'static str {
        "Het document is geen bericht van een bekende soort: berichtcode, afzender, identificatie \
         en dagtekening moeten in de header staan."
    }
}

/// Reads the header, as far as it is there; what an answer needs must be there.
pub fn header(root: &Element) -> Result<Header, NotAMessage> {
    let find = |parent: &Element, name: &str| -> Option<Element> {
        parent.children.iter().find(|child| child.name == name).cloned()
    };
    let header = find(root, "Header").filter(|_| root.name == "Bericht").ok_or(NotAMessage)?;
    let text = |parent: Option<&Element>, name: &str| {
        parent.and_then(|parent| find(parent, name)).map(|leaf| leaf.text).unwrap_or_default()
    };
    let identity = find(&header, "BerichtIdentificatie");
    let xsd = find(&header, "XsdVersie");
    let header = Header {
        naamruimte: root.namespace.clone(),
        code: text(Some(&header), "BerichtCode"),
        versie: text(Some(&header), "BerichtVersie"),
        subversie: text(Some(&header), "BerichtSubversie"),
        afzender: text(Some(&header), "Afzender"),
        identificatie: text(identity.as_ref(), "Identificatie"),
        dagtekening: text(identity.as_ref(), "Dagtekening"),
        basisschema_xsd_versie: text(xsd.as_ref(), "BasisschemaXsdVersie"),
        bericht_xsd_versie: text(xsd.as_ref(), "BerichtXsdVersie"),
    };
    let answerable = header.afzender.len() == 4
        && header.afzender.bytes().all(|b| b.is_ascii_digit())
        && (1..=12).contains(&header.identificatie.chars().count())
        && !header.identificatie.chars().any(char::is_control)
        && header.dagtekening.parse::<jiff::civil::Date>().is_ok();
    answerable.then_some(header).ok_or(NotAMessage)
}

impl Header {
    /// The header that a toekenning would have had as a message, so that one that came as JSON is
    /// answered alike.
    pub fn of(kop: &Kop, kind: &Berichtsoort) -> Self {
        Self {
            naamruimte: kind.naamruimte.clone(),
            code: kind.code.clone(),
            versie: kind.versie.to_string(),
            subversie: kind.subversie.to_string(),
            afzender: kop.afzender.clone(),
            identificatie: kop.identificatie.clone(),
            dagtekening: kop.dagtekening.to_string(),
            basisschema_xsd_versie: kind.xsd_versie.clone(),
            bericht_xsd_versie: kind.xsd_versie.clone(),
        }
    }

    /// The kind of message this is: by its namespace, else by its code, so that a wrong one of the
    /// two can be answered.
    pub fn kind<'k>(&self, kinds: &'k [Berichtsoort]) -> Result<&'k Berichtsoort, NotAMessage> {
        kinds
            .iter()
            .find(|kind| kind.naamruimte == self.naamruimte)
            .or_else(|| kinds.iter().find(|kind| kind.code == self.code))
            .ok_or(NotAMessage)
    }
}

/// Reads the whole message of a known kind. The shape is there only when no element is missing,
/// strange or out of order.
pub fn read(
    root: &Element,
    header: &Header,
    kind: &Berichtsoort,
) -> Result<wire::Bericht, Vec<Break>> {
    let mut reader = Reader { faults: Vec::new() };
    if !all_in(root, &kind.naamruimte) {
        reader.fault(Class::Header, "een element in de naamruimte van dit bericht");
    }
    reader.header_rules(header, kind);
    let mut fields = Fields::of(root, Class::Header);
    if let Some(header) = reader.required(&mut fields, "Header") {
        reader.header(header);
    }
    let client = reader.required(&mut fields, "Client").and_then(|client| reader.client(client));
    reader.end(root, &fields);
    match client {
        Some((client, budget)) if reader.faults.is_empty() => Ok(wire::Bericht {
            afzender: header.afzender.clone(),
            bericht_identificatie: header.identificatie.clone(),
            dagtekening: header.dagtekening.clone(),
            wet: kind.wet.code().to_owned(),
            client,
            budget,
        }),
        _ => Err(reader.faults),
    }
}

fn all_in(element: &Element, namespace: &str) -> bool {
    // The tree is at most sixteen deep: the reader saw to that.
    element.namespace == namespace && element.children.iter().all(|child| all_in(child, namespace))
}

/// Collects the faults.
struct Reader {
    faults: Vec<Break>,
}

/// The children of one element, taken in order.
struct Fields<'a> {
    rest: &'a [Element],
    class: Class,
}

impl<'a> Fields<'a> {
    const fn of(element: &'a Element, class: Class) -> Self {
        Self { rest: element.children.as_slice(), class }
    }

    /// The next child, when it has this name.
    fn take(&mut self, name: &str) -> Option<&'a Element> {
        let (first, rest) = self.rest.split_first()?;
        (first.name == name).then(|| {
            self.rest = rest;
            first
        })
    }

    /// The next children of this name.
    fn many(&mut self, name: &str) -> Vec<&'a Element> {
        std::iter::from_fn(|| self.take(name)).collect()
    }
}

impl Reader {
    fn fault(&mut self, class: Class, demands: &'static str) {
        self.faults.push(Break { rule: "XSD", demands, place: Place::of(class, "") });
    }

    fn required<'a>(&mut self, fields: &mut Fields<'a>, name: &'static str) -> Option<&'a Element> {
        let found = fields.take(name);
        if found.is_none() {
            self.fault(fields.class, "de verplichte elementen van het schema, in volgorde");
        }
        found
    }

    /// A required text.
    fn leaf(&mut self, fields: &mut Fields<'_>, name: &'static str) -> Option<String> {
        let class = fields.class;
        let found = self.required(fields, name)?;
        self.text(class, found)
    }

    /// A text that may be absent, but not empty.
    fn optional(&mut self, fields: &mut Fields<'_>, name: &'static str) -> Option<String> {
        let class = fields.class;
        fields.take(name).and_then(|found| self.text(class, found))
    }

    fn text(&mut self, class: Class, leaf: &Element) -> Option<String> {
        let right = leaf.children.is_empty() && !leaf.has_attributes && !leaf.text.is_empty();
        if !right {
            self.fault(class, "een element met tekst, niet leeg en zonder attributen");
        }
        right.then(|| leaf.text.clone())
    }

    /// Nothing is left over, and there is no text between the elements.
    fn end(&mut self, element: &Element, fields: &Fields<'_>) {
        if !fields.rest.is_empty() {
            self.fault(fields.class, "alleen elementen van het schema, in volgorde");
        }
        if !element.text.trim().is_empty() || element.has_attributes {
            self.fault(fields.class, "geen tekst of attributen buiten de velden");
        }
    }

    fn header(&mut self, element: &Element) {
        let mut fields = Fields::of(element, Class::Header);
        for name in ["BerichtCode", "BerichtVersie", "BerichtSubversie", "Afzender"] {
            self.leaf(&mut fields, name);
        }
        for (name, leaves) in [
            ("BerichtIdentificatie", ["Identificatie", "Dagtekening"]),
            ("XsdVersie", ["BasisschemaXsdVersie", "BerichtXsdVersie"]),
        ] {
            let Some(group) = self.required(&mut fields, name) else { continue };
            let mut inner = Fields::of(group, Class::Header);
            for leaf in leaves {
                self.leaf(&mut inner, leaf);
            }
            self.end(group, &inner);
        }
        self.end(element, &fields);
    }

    /// CS126, CS515, CS516, CS128: right code, version and subversion; XSD versions `n.n.n`.
    fn header_rules(&mut self, header: &Header, kind: &Berichtsoort) {
        let three_numbers = |text: &str| {
            let parts: Vec<&str> = text.split('.').collect();
            let number = |part: &&str| {
                (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
            };
            parts.len() == 3 && parts.iter().all(number)
        };
        let xsd = three_numbers(&header.basisschema_xsd_versie)
            && three_numbers(&header.bericht_xsd_versie);
        let rules = [
            ("CS126", header.code == kind.code, "de berichtcode van deze soort"),
            ("CS515", header.versie == kind.versie.to_string(), "berichtversie 2"),
            ("CS516", header.subversie == kind.subversie.to_string(), "berichtsubversie 1"),
            ("CS128", xsd, "xsd-versies van de vorm 1.0.0"),
        ];
        for (rule, kept, demands) in rules {
            if !kept {
                let place = Place::of(Class::Header, "");
                self.faults.push(Break { rule, demands, place });
            }
        }
    }
}
