//! The rules for text in SEPA messages: 73 characters, and slashes in references.

/// Whether every character may stand in a SEPA message.
pub(crate) fn is_sepa(text: &str) -> bool {
    text.chars().all(|char| char.is_ascii_alphanumeric() || "/-?:().,'+ ".contains(char))
}

/// Whether a text may serve as a reference: SEPA characters, no slash at either end, no two in a
/// row, between 1 and 35 long.
pub(crate) fn is_reference(text: &str) -> bool {
    (1..=35).contains(&text.len())
        && is_sepa(text)
        && !text.starts_with('/')
        && !text.ends_with('/')
        && !text.contains("//")
}

/// A text made fit for a message: strange characters become a point, the rest is cut off. For the
/// bank's own explanations only, never for what a customer wrote.
pub(crate) fn fit(text: &str, length_max: usize) -> String {
    let fitting = |char: char| if is_sepa(char.encode_utf8(&mut [0; 4])) { char } else { '.' };
    text.chars().map(fitting).take(length_max).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sepa_set_has_73_characters() {
        let count = (0..=255_u8).filter(|byte| is_sepa(&char::from(*byte).to_string())).count();
        assert_eq!(count, 73);
    }

    #[test]
    fn references_keep_their_slashes_inside() {
        for (text, good) in [
            ("PGB-20260319-R0001-F01", true),
            ("a/b", true),
            ("/a", false),
            ("a/", false),
            ("a//b", false),
            ("", false),
            ("a&b", false),
            ("123456789012345678901234567890123456", false),
        ] {
            assert_eq!(is_reference(text), good, "{text}");
        }
    }
}
