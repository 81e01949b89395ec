//! Values as rules read them, texts show them and the receipt writes them.

use std::fmt::Write as _;

use jiff::civil::Date;
use kernel::{Aantal, Eenheid, Euro, Periode, SoortOvereenkomst, Wet};

use super::json::Json;

/// A value. Copied, never allocated: findings must be cheap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waarde {
    /// Nothing.
    Niets,
    /// Yes or no.
    Ja(bool),
    /// A number.
    Getal(i64),
    /// Eurocents.
    Cent(i64),
    /// A wage by the hour in hundred-thousandths of a euro (labour:4.8: five decimals).
    Uurloon(i64),
    /// Hours, or days, in hundredths.
    Uren(i64),
    /// A day.
    Datum(Date),
    /// First and last day.
    Periode(Date, Option<Date>),
    /// A code.
    Woord(&'static str),
    /// Those of these words whose bit is set, the first word being the lowest bit.
    Lijst(&'static [&'static str], u32),
}

const MAANDEN: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

impl Waarde {
    /// As people read it: `€ 14,99`, `1 juli 2026`, `12,5`.
    pub fn show(self, out: &mut String) {
        match self {
            Self::Niets => {}
            Self::Ja(yes) => out.push_str(if yes { "ja" } else { "nee" }),
            Self::Getal(number) => written(out, format_args!("{number}")),
            Self::Cent(cents) => written(out, format_args!("{}", Euro::from_cents(cents))),
            Self::Uurloon(parts) => show_wage(parts, out),
            Self::Uren(hundredths) => show_hundredths(hundredths, out),
            Self::Datum(day) => show_day(day, out),
            Self::Periode(van, tot) => {
                show_day(van, out);
                if let Some(tot) = tot {
                    out.push_str(" tot en met ");
                    show_day(tot, out);
                }
            }
            Self::Woord(word) => out.push_str(word),
            Self::Lijst(words, mask) => show_list(words, mask, out),
        }
    }

    /// As the receipt holds it: numbers whole, days as text.
    pub(super) fn write(self, json: &mut Json) {
        match self {
            Self::Niets => json.null(),
            Self::Ja(yes) => json.boolean(yes),
            Self::Getal(number)
            | Self::Cent(number)
            | Self::Uurloon(number)
            | Self::Uren(number) => json.number(number),
            Self::Datum(day) => json.day(day),
            Self::Periode(van, tot) => json.array(|json| {
                json.day(van);
                json.optional_day(tot);
            }),
            Self::Woord(word) => json.text(word),
            Self::Lijst(words, mask) => json.array(|json| {
                for word in chosen(words, mask) {
                    json.text(word);
                }
            }),
        }
    }
}

fn written(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a string takes any text");
}

fn show_day(day: Date, out: &mut String) {
    let place = usize::try_from(day.month().saturating_sub(1)).unwrap_or_default();
    let month = MAANDEN.get(place).copied().unwrap_or_default();
    written(out, format_args!("{} {month} {}", day.day(), day.year()));
}

fn show_hundredths(hundredths: i64, out: &mut String) {
    let (whole, part) = (hundredths / 100, (hundredths % 100).abs());
    match part {
        0 => written(out, format_args!("{whole}")),
        _ if part % 10 == 0 => written(out, format_args!("{whole},{}", part / 10)),
        _ => written(out, format_args!("{whole},{part:02}")),
    }
}

/// Two decimals, or as many as the wage has.
fn show_wage(parts: i64, out: &mut String) {
    let below = (parts % 1000).abs();
    written(out, format_args!("{}", Euro::from_cents(parts / 1000)));
    if below != 0 {
        let digits = format!("{below:03}");
        out.push_str(digits.trim_end_matches('0'));
    }
}

fn chosen(words: &'static [&'static str], mask: u32) -> impl Iterator<Item = &'static str> {
    words.iter().enumerate().filter_map(move |(place, word)| {
        let bit = u32::try_from(place).ok().and_then(|place| 1_u32.checked_shl(place))?;
        (mask & bit != 0).then_some(*word)
    })
}

fn show_list(words: &'static [&'static str], mask: u32, out: &mut String) {
    let count = chosen(words, mask).count();
    for (place, word) in chosen(words, mask).enumerate() {
        if place > 0 {
            out.push_str(if place.saturating_add(1) == count { " en " } else { ", " });
        }
        out.push_str(word);
    }
}

/// What a rule can read.
pub trait NaarWaarde: Copy {
    /// The value for receipt and texts.
    fn waarde(self) -> Waarde;
}

impl NaarWaarde for Waarde {
    fn waarde(self) -> Waarde {
        self
    }
}

impl NaarWaarde for bool {
    fn waarde(self) -> Waarde {
        Waarde::Ja(self)
    }
}

macro_rules! numbers {
    ($($kind:ty),+) => {
        $(impl NaarWaarde for $kind {
            fn waarde(self) -> Waarde {
                Waarde::Getal(i64::from(self))
            }
        })+
    };
}

numbers!(i64, i32, i16, u8, u16, u32);

impl NaarWaarde for Euro {
    fn waarde(self) -> Waarde {
        Waarde::Cent(self.cents())
    }
}

impl NaarWaarde for Aantal {
    fn waarde(self) -> Waarde {
        Waarde::Uren(self.hundredths())
    }
}

impl NaarWaarde for Date {
    fn waarde(self) -> Waarde {
        Waarde::Datum(self)
    }
}

impl NaarWaarde for Periode {
    fn waarde(self) -> Waarde {
        Waarde::Periode(self.van(), self.tot())
    }
}

macro_rules! coded {
    ($($kind:ty),+) => {
        $(impl NaarWaarde for $kind {
            fn waarde(self) -> Waarde {
                Waarde::Woord(self.code())
            }
        })+
    };
}

coded!(SoortOvereenkomst, Wet, Eenheid);

/// An enum of words: each variant with its code on the wire.
macro_rules! woorden {
    ($kind:ty { $($variant:ident => $word:literal),+ $(,)? }) => {
        impl $crate::engine::NaarWaarde for $kind {
            fn waarde(self) -> $crate::engine::Waarde {
                $crate::engine::Waarde::Woord(match self {
                    $(<$kind>::$variant => $word),+
                })
            }
        }
    };
}

pub(crate) use woorden;
