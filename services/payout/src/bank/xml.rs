//! Reads a message of the bank in one pass, element by element, and hands its values to a reader of
//! that message.
//!
//! Guarded here, for every message: size, depth, length of a value, number of items; no DOCTYPE and
//! so no entities of its own; UTF-8 only; the namespace of exactly one message version. Elements of
//! another namespace (extensions of a bank) are passed over with all they hold. Not guarded here:
//! the order of elements and everything else that only a schema knows.

use quick_xml::NsReader;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

use super::Leesfout;

mod values;

/// The largest message, in bytes.
pub const BYTES_MAX: usize = 64 * 1024 * 1024;
/// The deepest nesting; the messages themselves reach some fifteen.
const DEPTH_MAX: usize = 40;
/// The longest value, in bytes; the longest text of the messages has 500 characters.
const VALUE_BYTES_MAX: usize = 4_000;
/// The most statements, entries, details, batches, payments and reasons together.
const ITEMS_MAX: usize = 500_000;
/// The most namespaces in force at once.
const NAMESPACES_MAX: usize = 16;
const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:";

/// What came of one step.
pub(super) type Step = Result<(), Leesfout>;

/// A message as it is read. Paths begin below the element [`Lezer::WORTEL`]: `/GrpHdr/MsgId`.
pub(super) trait Lezer {
    /// The message and its version, as in its namespace.
    const BERICHT: &'static str;
    /// The one child of `Document`.
    const WORTEL: &'static str;

    /// An element begins. Answers whether it is an item, which counts towards the limit.
    fn open(&mut self, path: &str) -> bool;
    /// An element without children has a value that is not blank.
    fn value(&mut self, path: &str, value: Waarde) -> Step;
    /// An element ends; its value, if it had one, was given.
    fn close(&mut self, path: &str) -> Step;
}

/// The value of an element without children.
pub(super) struct Waarde {
    /// Its text without blanks at the ends; never empty.
    pub(super) tekst: String,
    /// Its attribute `Ccy`.
    pub(super) valuta: Option<String>,
}

/// The message and version that a document claims to be: the end of its namespace.
pub(super) fn bericht(bytes: &[u8]) -> Result<String, Leesfout> {
    let mut reader = reader(bytes)?;
    loop {
        match reader.read_resolved_event() {
            Ok((namespace, Event::Start(_))) => {
                return Ok(of_iso(&namespace).unwrap_or_default().to_owned());
            }
            Ok((_, Event::DocType(_))) => return Err(Leesfout::GeenXml("er staat een DOCTYPE in")),
            Ok((_, Event::Eof)) | Err(_) => return Err(Leesfout::GeenXml(BROKEN)),
            Ok(_) => {}
        }
    }
}

/// Reads the whole message.
pub(super) fn read<L: Lezer>(bytes: &[u8], lezer: &mut L) -> Step {
    let mut reader = reader(bytes)?;
    let mut reading = Reading::new(lezer);
    loop {
        let (namespace, event) =
            reader.read_resolved_event().map_err(|_broken| Leesfout::GeenXml(BROKEN))?;
        match event {
            Event::Start(start) => reading.open(of_iso(&namespace) == Some(L::BERICHT), &start)?,
            Event::End(_) => reading.close()?,
            Event::Text(text) => reading.add(&text.xml10_content())?,
            Event::CData(text) => reading.add(&text.xml10_content())?,
            Event::GeneralRef(reference) => {
                reading.add(character(&reference)?.encode_utf8(&mut [0; 4]))?;
            }
            Event::DocType(_) => return Err(Leesfout::GeenXml("er staat een DOCTYPE in")),
            Event::Decl(decl) => utf8_only(&decl)?,
            Event::Empty(_) | Event::Comment(_) | Event::PI(_) => {}
            Event::Eof => return reading.finish(),
        }
    }
}

const BROKEN: &str = "een element is niet goed geschreven";

fn reader(bytes: &[u8]) -> Result<NsReader<&[u8]>, Leesfout> {
    if bytes.len() > BYTES_MAX {
        return Err(Leesfout::TeGroot("het bericht heeft meer dan 64 MiB"));
    }
    let text = std::str::from_utf8(bytes);
    let text = text.map_err(|_invalid| Leesfout::GeenXml("de tekens zijn geen UTF-8"))?;
    let mut reader = NsReader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    reader.config_mut().expand_empty_elements = true;
    reader.resolver_mut().set_max_namespace_bindings(NAMESPACES_MAX);
    Ok(reader)
}

fn of_iso<'a>(namespace: &ResolveResult<'a>) -> Option<&'a str> {
    match namespace {
        ResolveResult::Bound(Namespace(name)) => name.strip_prefix(NAMESPACE),
        ResolveResult::Unbound | ResolveResult::Unknown(_) => None,
    }
}

/// Where the reading stands.
struct Reading<'l, L> {
    lezer: &'l mut L,
    /// Below the root: `/GrpHdr/MsgId`.
    path: String,
    /// Open elements of the message.
    depth: usize,
    /// Open elements of another namespace, and all within.
    foreign: usize,
    /// How many of `Document` and its child have begun.
    frames: usize,
    items: usize,
    /// Whether the open element has had no children.
    leaf: bool,
    text: String,
    valuta: Option<String>,
}

impl<'l, L: Lezer> Reading<'l, L> {
    fn new(lezer: &'l mut L) -> Self {
        Self {
            lezer,
            path: String::new(),
            depth: 0,
            foreign: 0,
            frames: 0,
            items: 0,
            leaf: false,
            text: String::new(),
            valuta: None,
        }
    }

    fn open(&mut self, ours: bool, start: &BytesStart<'_>) -> Step {
        if self.depth.saturating_add(self.foreign) >= DEPTH_MAX {
            return Err(Leesfout::TeGroot("elementen staan te diep in elkaar"));
        }
        self.leaf = false;
        let name = start.local_name();
        if self.foreign == 0 && self.depth < 2 {
            self.frame(ours, name.as_ref())
        } else if self.foreign > 0 || !ours {
            self.foreign = self.foreign.saturating_add(1);
            Ok(())
        } else {
            self.depth = self.depth.saturating_add(1);
            self.path.push('/');
            self.path.push_str(name.as_ref());
            self.begin(start)
        }
    }

    /// `Document` and its one child.
    fn frame(&mut self, ours: bool, name: &str) -> Step {
        let expected = if self.depth == 0 { "Document" } else { L::WORTEL };
        if !ours || name != expected || self.frames != self.depth {
            return Err(Leesfout::AnderBericht { verwacht: L::BERICHT });
        }
        self.depth = self.depth.saturating_add(1);
        self.frames = self.depth;
        Ok(())
    }

    fn begin(&mut self, start: &BytesStart<'_>) -> Step {
        self.text.clear();
        self.leaf = true;
        let valuta = start.try_get_attribute("Ccy").map_err(|_broken| Leesfout::GeenXml(BROKEN))?;
        self.valuta = valuta.map(|attribute| attribute.value.into_owned());
        self.items = self.items.saturating_add(usize::from(self.lezer.open(&self.path)));
        if self.items > ITEMS_MAX {
            return Err(Leesfout::TeGroot("het bericht heeft te veel onderdelen"));
        }
        Ok(())
    }

    fn close(&mut self) -> Step {
        if self.foreign > 0 {
            self.foreign = self.foreign.saturating_sub(1);
            return Ok(());
        }
        self.depth = self.depth.saturating_sub(1);
        if self.depth < 2 {
            return Ok(());
        }
        let tekst = self.text.trim_matches([' ', '\t', '\r', '\n']);
        if std::mem::take(&mut self.leaf) && !tekst.is_empty() {
            let value = Waarde { tekst: tekst.to_owned(), valuta: self.valuta.take() };
            self.lezer.value(&self.path, value)?;
        }
        self.lezer.close(&self.path)?;
        self.path.truncate(self.path.rfind('/').unwrap_or_default());
        Ok(())
    }

    fn add(&mut self, text: &str) -> Step {
        if text.contains(|char: char| char < ' ' && !matches!(char, '\t' | '\n' | '\r')) {
            return Err(Leesfout::GeenXml("er staat een verboden teken in"));
        }
        if self.depth == 0 && !text.chars().all(|char| char.is_ascii_whitespace()) {
            return Err(Leesfout::GeenXml("er staat tekst buiten het bericht"));
        }
        if self.leaf {
            self.text.push_str(text);
        }
        if self.text.len() > VALUE_BYTES_MAX {
            return Err(Leesfout::TeGroot("een element heeft te veel tekst"));
        }
        Ok(())
    }

    fn finish(self) -> Step {
        if self.depth == 0 && self.frames == 2 {
            Ok(())
        } else {
            Err(Leesfout::GeenXml("het bericht houdt te vroeg op"))
        }
    }
}

/// The character that a reference stands for: one of the five of XML itself, or a number.
fn character(reference: &BytesRef<'_>) -> Result<char, Leesfout> {
    let fault = Leesfout::GeenXml("er staat een verwijzing in die XML niet kent");
    match reference.resolve_char_ref() {
        Ok(Some(char)) => return Ok(char),
        Ok(None) => {}
        Err(_) => return Err(fault),
    }
    match reference.xml10_content().as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "apos" => Ok('\''),
        "quot" => Ok('"'),
        _ => Err(fault),
    }
}

fn utf8_only(decl: &BytesDecl<'_>) -> Step {
    match decl.encoding() {
        None => Ok(()),
        Some(Ok(encoding)) if encoding.eq_ignore_ascii_case("utf-8") => Ok(()),
        Some(_) => Err(Leesfout::GeenXml("de tekens zijn geen UTF-8")),
    }
}
