//! Canonical JSON for receipts: no white space, keys written in the order of their bytes, whole
//! numbers only. The same values give the same bytes on any machine and in any release.

use std::fmt::Write as _;

use jiff::civil::Date;

/// A document being written. Who writes an object gives its keys in ascending order.
#[derive(Debug, Default)]
pub(super) struct Json {
    text: String,
    first: bool,
}

impl Json {
    /// An empty document with room for a receipt.
    pub(super) fn with_room(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), first: true }
    }

    /// The bytes.
    pub(super) fn finish(self) -> String {
        self.text
    }

    /// What is written so far.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    fn separate(&mut self) {
        if self.first {
            self.first = false;
        } else {
            self.text.push(',');
        }
    }

    /// `null`.
    pub(super) fn null(&mut self) {
        self.separate();
        self.text.push_str("null");
    }

    /// `true` or `false`.
    pub(super) fn boolean(&mut self, value: bool) {
        self.separate();
        self.text.push_str(if value { "true" } else { "false" });
    }

    /// A whole number.
    pub(super) fn number(&mut self, value: i64) {
        self.separate();
        write!(self.text, "{value}").expect("a string takes any text");
    }

    /// A text.
    pub(super) fn text(&mut self, value: &str) {
        self.separate();
        self.quoted(value);
    }

    /// A day, `2026-07-01`.
    pub(super) fn day(&mut self, day: Date) {
        self.separate();
        self.text.push('"');
        push_digits(&mut self.text, i32::from(day.year()), 4);
        self.text.push('-');
        push_digits(&mut self.text, i32::from(day.month()), 2);
        self.text.push('-');
        push_digits(&mut self.text, i32::from(day.day()), 2);
        self.text.push('"');
    }

    /// A day, or `null`.
    pub(super) fn optional_day(&mut self, day: Option<Date>) {
        match day {
            Some(day) => self.day(day),
            None => self.null(),
        }
    }

    /// The key of the value that is written next.
    pub(super) fn key(&mut self, name: &str) -> &mut Self {
        self.separate();
        self.quoted(name);
        self.text.push(':');
        self.first = true;
        self
    }

    /// An object.
    pub(super) fn object(&mut self, write: impl FnOnce(&mut Self)) {
        self.nested('{', '}', write);
    }

    /// An array.
    pub(super) fn array(&mut self, write: impl FnOnce(&mut Self)) {
        self.nested('[', ']', write);
    }

    fn nested(&mut self, open: char, close: char, write: impl FnOnce(&mut Self)) {
        self.separate();
        self.text.push(open);
        self.first = true;
        write(self);
        self.text.push(close);
        self.first = false;
    }

    fn quoted(&mut self, value: &str) {
        self.text.push('"');
        let plain = |c: char| c >= ' ' && c != '"' && c != '\\';
        if value.chars().all(plain) {
            self.text.push_str(value);
        } else {
            for c in value.chars() {
                self.escaped(c);
            }
        }
        self.text.push('"');
    }

    fn escaped(&mut self, c: char) {
        match c {
            '"' => self.text.push_str("\\\""),
            '\\' => self.text.push_str("\\\\"),
            '\n' => self.text.push_str("\\n"),
            '\r' => self.text.push_str("\\r"),
            '\t' => self.text.push_str("\\t"),
            control if control < ' ' => {
                write!(self.text, "\\u{:04x}", u32::from(control))
                    .expect("a string takes any text");
            }
            other => self.text.push(other),
        }
    }
}

/// The number with leading zeros; years of law are positive.
fn push_digits(text: &mut String, number: i32, width: usize) {
    write!(text, "{number:0width$}").expect("a string takes any text");
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn empty(_json: &mut Json) {}

    #[test]
    fn a_document_is_written_without_white_space_and_reads_back() {
        let mut json = Json::with_room(64);
        json.object(|json| {
            json.key("a").array(|json| {
                json.number(-1);
                json.null();
                json.boolean(true);
                json.array(empty);
            });
            json.key("b").text("een \"regel\"\n\u{1}é\\");
            json.key("c").day(date(2026, 7, 1));
            json.key("d").object(|json| json.key("e").optional_day(None));
        });
        let text = json.finish();
        assert_eq!(
            text,
            "{\"a\":[-1,null,true,[]],\"b\":\"een \\\"regel\\\"\\n\\u0001é\\\\\",\
             \"c\":\"2026-07-01\",\"d\":{\"e\":null}}"
        );
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }
}
