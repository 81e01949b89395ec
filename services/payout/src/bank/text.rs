//! Text in SEPA messages: 73 characters, lengths, and the conversion that makes a text fit.
//!
//! Names and remittance are converted by EPC217-08 and measured afterwards; nothing is cut: what
//! stays too long is refused, a name with a proposal for a person to judge. References are never
//! converted, because a changed reference is another reference.

use std::fmt;

mod epc217;

/// The longest reference, in characters (`Max35Text`).
pub const KENMERK_MAX: usize = 35;
/// The longest name in SEPA; the schema would allow 140.
pub const NAAM_MAX: usize = 70;
/// The longest line of remittance.
pub const OMSCHRIJVING_MAX: usize = 140;
/// What stands for a character that has no other form.
const STOP: &str = ".";

/// Whether a character may stand in a SEPA message (payments:1.3).
pub const fn is_sepa(char: char) -> bool {
    matches!(char,
        'a'..='z' | 'A'..='Z' | '0'..='9'
        | '/' | '-' | '?' | ':' | '(' | ')' | '.' | ',' | '\'' | '+' | ' ')
}

/// A text in SEPA characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Omgezet {
    /// The text; without blanks at the ends, and never two in a row.
    pub tekst: String,
    /// How many letters or digits had no form in SEPA and became a full stop.
    pub verloren: usize,
}

/// Why a reference may not be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Kenmerkfout {
    /// Empty, or longer than 35.
    #[error("een kenmerk heeft 1 tot en met 35 tekens")]
    Lengte,
    /// A character outside the SEPA set.
    #[error("een kenmerk heeft alleen tekens van SEPA")]
    Teken,
    /// A slash at an end, or two in a row.
    #[error(
        "een kenmerk begint of eindigt niet met een schuine streep en heeft er geen twee na elkaar"
    )]
    Streep,
}

/// Why a name may not be sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Naamfout {
    /// Nothing is left of it.
    #[error("de naam is leeg")]
    Leeg,
    /// Letters that have no form in SEPA.
    #[error("de naam heeft {verloren} letters die een bank niet kan lezen")]
    Onleesbaar {
        /// How many.
        verloren: usize,
    },
    /// Longer than 70 after conversion. The proposal is not used before a person has agreed.
    #[error("de naam heeft {lengte} tekens en mag er {NAAM_MAX} hebben")]
    TeLang {
        /// Characters after conversion.
        lengte: usize,
        /// Whole words that fit.
        voorstel: Voorstel,
    },
}

/// Why a line of remittance may not be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Omschrijvingfout {
    /// Nothing is left of it.
    #[error("de omschrijving is leeg")]
    Leeg,
    /// Longer than 140 after conversion.
    #[error("de omschrijving heeft {lengte} tekens en mag er {OMSCHRIJVING_MAX} hebben")]
    TeLang {
        /// Characters after conversion.
        lengte: usize,
    },
}

/// A shorter form of a name; it names a person, so it does not show itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Voorstel(String);

impl Voorstel {
    /// The proposed name, at most 70 characters of SEPA.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Voorstel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Voorstel(…)")
    }
}

/// Checks a reference: `MsgId`, `PmtInfId`, `InstrId`, `EndToEndId`.
pub fn kenmerk(text: &str) -> Result<(), Kenmerkfout> {
    if !text.chars().all(is_sepa) {
        return Err(Kenmerkfout::Teken);
    }
    if !(1..=KENMERK_MAX).contains(&text.len()) || text.trim() != text {
        return Err(Kenmerkfout::Lengte);
    }
    if text.starts_with('/') || text.ends_with('/') || text.contains("//") {
        return Err(Kenmerkfout::Streep);
    }
    Ok(())
}

/// The name as it goes to the bank.
pub fn naam(text: &str) -> Result<String, Naamfout> {
    let Omgezet { tekst, verloren } = convert(text);
    if !tekst.chars().any(|char| char.is_ascii_alphanumeric()) && verloren == 0 {
        return Err(Naamfout::Leeg);
    }
    if verloren > 0 {
        return Err(Naamfout::Onleesbaar { verloren });
    }
    if tekst.len() > NAAM_MAX {
        let voorstel = Voorstel(shortened(&tekst));
        return Err(Naamfout::TeLang { lengte: tekst.len(), voorstel });
    }
    Ok(tekst)
}

/// The line of remittance as it goes to the bank; letters without a form in SEPA become full stops.
pub fn omschrijving(text: &str) -> Result<String, Omschrijvingfout> {
    let Omgezet { tekst, verloren: _ } = convert(text);
    match tekst.len() {
        0 => Err(Omschrijvingfout::Leeg),
        1..=OMSCHRIJVING_MAX => Ok(tekst),
        lengte => Err(Omschrijvingfout::TeLang { lengte }),
    }
}

/// Converts a text to SEPA characters by EPC217-08: mostly one letter to one letter, `é` to `e`,
/// `&` to `+`. White space becomes one blank; marks on letters that stand apart (decomposed
/// text) and marks without a width go.
pub fn convert(text: &str) -> Omgezet {
    let mut converted = Omgezet { tekst: String::with_capacity(text.len()), verloren: 0 };
    for char in text.chars() {
        if char.is_whitespace() {
            converted.add(" ");
        } else if is_sepa(char) {
            converted.add(char.encode_utf8(&mut [0; 4]));
        } else if !is_without_width(char) {
            let form = form_of(char);
            let lost = form.is_none() && char.is_alphanumeric();
            converted.verloren = converted.verloren.saturating_add(usize::from(lost));
            converted.add(form.unwrap_or(STOP));
        }
    }
    converted.tekst.truncate(converted.tekst.trim_end().len());
    converted
}

impl Omgezet {
    fn add(&mut self, form: &str) {
        let blank_before = self.tekst.is_empty() || self.tekst.ends_with(' ');
        if form != " " || !blank_before {
            self.tekst.push_str(form);
        }
    }
}

fn form_of(char: char) -> Option<&'static str> {
    let tables =
        if char.is_ascii() { [epc217::MARKS, &[]] } else { [epc217::LETTERS, epc217::ADDED] };
    tables
        .into_iter()
        .flatten()
        .find_map(|(form, characters)| characters.contains(char).then_some(*form))
}

/// Combining marks, soft hyphens, joiners and byte-order marks.
const fn is_without_width(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// The longest beginning of whole words that fits, or the first 70 characters of one long word.
fn shortened(text: &str) -> String {
    let mut short = String::new();
    for word in text.split(' ') {
        let blank = usize::from(!short.is_empty());
        if short.len().saturating_add(blank).saturating_add(word.len()) > NAAM_MAX {
            break;
        }
        if blank == 1 {
            short.push(' ');
        }
        short.push_str(word);
    }
    if short.is_empty() { text.chars().take(NAAM_MAX).collect() } else { short }
}

#[cfg(test)]
mod tests;
