//! Writes XML: elements in the order they are called, escaped, one element a line.

use quick_xml::escape::escape;

use crate::amount;
use crate::reason::Reason;
use crate::text;

/// A document as it grows.
pub(crate) struct Xml {
    out: String,
    depth: usize,
}

impl Xml {
    /// A whole document in the namespace of one ISO 20022 message.
    pub(crate) fn document(message: &str, body: impl FnOnce(&mut Self)) -> String {
        let mut xml = Self { out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".into(), depth: 1 };
        xml.out += "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:";
        xml.out += message;
        xml.out += "\">\n";
        body(&mut xml);
        xml.out += "</Document>\n";
        xml.out
    }

    /// An element with children.
    pub(crate) fn element(&mut self, name: &str, body: impl FnOnce(&mut Self)) {
        self.line(&["<", name, ">"]);
        self.depth = self.depth.saturating_add(1);
        body(self);
        self.depth = self.depth.saturating_sub(1);
        self.line(&["</", name, ">"]);
    }

    /// An element with text.
    pub(crate) fn leaf(&mut self, name: &str, value: &str) {
        self.line(&["<", name, ">", &escape(value), "</", name, ">"]);
    }

    /// An element with a number.
    pub(crate) fn number(&mut self, name: &str, value: usize) {
        self.leaf(name, &value.to_string());
    }

    /// An element with text, left out when there is none.
    pub(crate) fn option(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.leaf(name, value);
        }
    }

    /// An amount in euros; its sign is told apart.
    pub(crate) fn euro(&mut self, name: &str, cents: i64) {
        let amount = amount::decimal(cents);
        self.line(&["<", name, " Ccy=\"EUR\">", &amount, "</", name, ">"]);
    }

    /// A reason with its code and explanation.
    pub(crate) fn reason(&mut self, reason: &Reason) {
        self.element("StsRsnInf", |xml| {
            xml.element("Rsn", |xml| xml.leaf("Cd", reason.code.as_str()));
            xml.leaf("AddtlInf", &text::fit(&reason.text, 105));
        });
    }

    fn line(&mut self, parts: &[&str]) {
        self.out.extend(std::iter::repeat_n("  ", self.depth));
        self.out.extend(parts.iter().copied());
        self.out.push('\n');
    }
}
