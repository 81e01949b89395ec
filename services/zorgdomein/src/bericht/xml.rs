//! Reading XML that anybody may have sent. Pure: bytes in, a small tree out, never a panic.
//!
//! UTF-8 with or without byte order mark, LF or CR/LF. Refused whatever it holds: a document type
//! (so no entities of its own), another encoding, undeclared prefixes, more than [`Limits`] allow.
//! Comments and processing instructions are skipped. Names lose their prefix; the namespace of
//! each element is kept.

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

pub mod message;

/// How much of a message is read before it is refused.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of the whole (iPgb: 25 MB).
    pub bytes: usize,
    /// Elements inside one another.
    pub depth: usize,
    /// Elements in all.
    pub elements: usize,
    /// Bytes of text in one element.
    pub text: usize,
}

/// What a 501 may be: one client, so a few thousand elements are already far too many.
pub const LIMITS: Limits = Limits { bytes: 25_000_000, depth: 16, elements: 20_000, text: 4_000 };

/// An element with its children, or its text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Element {
    /// Name without prefix.
    pub name: String,
    /// Namespace; empty when there is none.
    pub namespace: String,
    /// Whether it has attributes that are not about namespaces or schemas.
    pub has_attributes: bool,
    /// Text directly inside it.
    pub text: String,
    /// Elements directly inside it, in order.
    pub children: Vec<Element>,
}

/// Why a message cannot be read at all. Says nothing of its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// More bytes than a message may have.
    #[error("the message is larger than 25 MB")]
    TooLarge,
    /// Not UTF-8, or it says so itself.
    #[error("the message is not UTF-8")]
    Encoding,
    /// A document type declaration.
    #[error("the message has a document type declaration")]
    DocumentType,
    /// A reference to an entity that XML itself does not define.
    #[error("the message refers to an entity")]
    Entity,
    /// Too deep.
    #[error("elements are nested too deeply")]
    TooDeep,
    /// Too many elements.
    #[error("there are too many elements")]
    TooManyElements,
    /// Too much text in one element.
    #[error("an element holds too much text")]
    TooMuchText,
    /// Not well-formed.
    #[error("the message is not well-formed XML")]
    Malformed,
}

impl Unreadable {
    /// For the sender, in Dutch.
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::TooLarge => "Het bericht is groter dan 25 MB.",
            Self::Encoding => "Het bericht is geen UTF-8.",
            Self::DocumentType => "Het bericht bevat een DOCTYPE; dat is niet toegestaan.",
            Self::Entity => "Het bericht verwijst naar een entiteit; dat is niet toegestaan.",
            Self::TooDeep => "De elementen van het bericht zijn te diep genest.",
            Self::TooManyElements => "Het bericht bevat te veel elementen.",
            Self::TooMuchText => "Een element van het bericht bevat te veel tekst.",
            Self::Malformed => "Het bericht is geen welgevormde XML.",
        }
    }
}

/// Reads a message within [`LIMITS`].
pub fn read(bytes: &[u8]) -> Result<Element, Unreadable> {
    read_within(bytes, LIMITS)
}

/// Reads a message within limits of one's own.
pub fn read_within(bytes: &[u8], limits: Limits) -> Result<Element, Unreadable> {
    if bytes.len() > limits.bytes {
        return Err(Unreadable::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_invalid| Unreadable::Encoding)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.chars().any(is_forbidden) {
        return Err(Unreadable::Malformed);
    }
    let mut reader = NsReader::from_str(text);
    reader.config_mut().check_comments = true;
    let mut tree = Tree::new(limits);
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(malformed)?;
        match event {
            Event::Eof => return tree.finish(),
            Event::Start(start) => tree.open(element(&namespace, &start)?)?,
            Event::Empty(start) => {
                tree.open(element(&namespace, &start)?)?;
                tree.close()?;
            }
            Event::End(_) => tree.close()?,
            Event::Text(text) => tree.text(&text.xml10_content())?,
            Event::CData(data) => tree.text(&data.xml10_content())?,
            Event::GeneralRef(reference) => tree.reference(&reference)?,
            Event::Decl(decl) => {
                let utf8 = decl
                    .encoding()
                    .is_none_or(|name| name.is_ok_and(|name| name.eq_ignore_ascii_case("utf-8")));
                if !utf8 {
                    return Err(Unreadable::Encoding);
                }
            }
            Event::DocType(_) => return Err(Unreadable::DocumentType),
            Event::Comment(_) | Event::PI(_) => {}
        }
    }
}

/// Characters that no XML 1.0 document may hold.
const fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

fn malformed(_error: quick_xml::Error) -> Unreadable {
    Unreadable::Malformed
}

/// An opened element, not yet filled.
fn element(namespace: &ResolveResult<'_>, start: &BytesStart<'_>) -> Result<Element, Unreadable> {
    let namespace = match namespace {
        ResolveResult::Bound(namespace) => namespace.as_ref().to_owned(),
        ResolveResult::Unbound => String::new(),
        ResolveResult::Unknown(_) => return Err(Unreadable::Malformed),
    };
    let mut has_attributes = false;
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_malformed| Unreadable::Malformed)?;
        let name = attribute.key.as_ref();
        has_attributes |=
            !(name == "xmlns" || name.starts_with("xmlns:") || name.starts_with("xsi:"));
    }
    let name = start.local_name().as_ref().to_owned();
    Ok(Element { name, namespace, has_attributes, ..Element::default() })
}

/// A tree that is being built: the open elements, and the root once it is closed.
struct Tree {
    limits: Limits,
    count: usize,
    open: Vec<Element>,
    root: Option<Element>,
}

impl Tree {
    const fn new(limits: Limits) -> Self {
        Self { limits, count: 0, open: Vec::new(), root: None }
    }

    fn open(&mut self, element: Element) -> Result<(), Unreadable> {
        self.count = self.count.saturating_add(1);
        if self.count > self.limits.elements {
            return Err(Unreadable::TooManyElements);
        }
        if self.open.len() >= self.limits.depth {
            return Err(Unreadable::TooDeep);
        }
        if self.root.is_some() {
            return Err(Unreadable::Malformed);
        }
        self.open.push(element);
        Ok(())
    }

    fn close(&mut self) -> Result<(), Unreadable> {
        let closed = self.open.pop().ok_or(Unreadable::Malformed)?;
        match self.open.last_mut() {
            Some(parent) => parent.children.push(closed),
            None => self.root = Some(closed),
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Unreadable> {
        match self.open.last_mut() {
            None if text.trim().is_empty() => Ok(()),
            None => Err(Unreadable::Malformed),
            Some(element) if !element.children.is_empty() && text.trim().is_empty() => Ok(()),
            Some(element) => {
                if element.text.len().saturating_add(text.len()) > self.limits.text {
                    return Err(Unreadable::TooMuchText);
                }
                element.text.push_str(text);
                Ok(())
            }
        }
    }

    /// `&amp;` and the like, and characters by number; nothing else.
    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), Unreadable> {
        let number = reference.resolve_char_ref().map_err(malformed)?;
        if let Some(c) = number {
            if is_forbidden(c) {
                return Err(Unreadable::Malformed);
            }
            return self.text(c.encode_utf8(&mut [0; 4]));
        }
        match reference.xml10_content().as_ref() {
            "amp" => self.text("&"),
            "lt" => self.text("<"),
            "gt" => self.text(">"),
            "quot" => self.text("\""),
            "apos" => self.text("'"),
            _ => Err(Unreadable::Entity),
        }
    }

    fn finish(self) -> Result<Element, Unreadable> {
        if self.open.is_empty() {
            self.root.ok_or(Unreadable::Malformed)
        } else {
            Err(Unreadable::Malformed)
        }
    }
}

#[cfg(test)]
mod tests;
