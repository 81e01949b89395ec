//! Code lists of iPgb as dated data: each code holds from a day, some until a day. The rows stand
//! in `ipgb/codelijsten.csv`, with their source; nothing about a code is written in the program.

use std::sync::LazyLock;

use jiff::civil::Date;
use kernel::{Wet, Zorgfunctie};

/// The rows as they are kept: `lijst;wet;code;omschrijving;geldig_van;geldig_tot;bron`.
const ROWS: &str = include_str!("../../ipgb/codelijsten.csv");

/// One code of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Name of the list: `WMO022`.
    pub lijst: &'static str,
    /// The law of a list that belongs to one.
    pub wet: Option<Wet>,
    /// The code, with leading zeros.
    pub code: &'static str,
    /// What it means, in Dutch; empty where the code speaks for itself.
    pub omschrijving: &'static str,
    /// First day on which it may be used.
    pub geldig_van: Date,
    /// First day on which it may not be used any more; `None` is open.
    pub geldig_tot: Option<Date>,
    /// Where the row comes from.
    pub bron: &'static str,
}

impl Code {
    /// Whether the code may be used on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.geldig_van <= day && self.geldig_tot.is_none_or(|tot| day < tot)
    }
}

static CODES: LazyLock<Vec<Code>> =
    LazyLock::new(|| ROWS.lines().skip(1).filter_map(read).collect());

fn read(line: &'static str) -> Option<Code> {
    let fields: Vec<&'static str> = line.split(';').collect();
    let [lijst, wet, code, omschrijving, van, tot, bron] = fields.as_slice() else { return None };
    Some(Code {
        lijst,
        wet: Wet::parse(wet).ok(),
        code,
        omschrijving,
        geldig_van: van.parse().ok()?,
        geldig_tot: if tot.is_empty() { None } else { Some(tot.parse().ok()?) },
        bron,
    })
}

/// Every code of every list.
pub fn all() -> &'static [Code] {
    CODES.as_slice()
}

/// Whether a list has this code on a day.
pub fn is_known(lijst: &str, code: &str, day: Date) -> bool {
    all().iter().any(|row| row.lijst == lijst && row.code == code && row.holds_on(day))
}

/// Whether the function stands in the list of its law on the first day of its budget.
pub fn is_zorgfunctie(wet: Wet, zorgfunctie: &Zorgfunctie, day: Date) -> bool {
    all()
        .iter()
        .any(|row| row.wet == Some(wet) && row.code == zorgfunctie.as_str() && row.holds_on(day))
}

/// Gemeenten and zorgkantoren have codes of four digits; those of zorgkantoren are a list
/// (COD001). Which gemeentecodes exist, the register of verstrekkers knows.
pub fn is_zorgkantoorcode(code: &str, day: Date) -> bool {
    is_known("COD001", code, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const DAY: Date = date(2026, 1, 1);

    #[test]
    fn every_row_of_the_file_reads_and_stands_there_once() {
        assert_eq!(all().len(), ROWS.lines().count() - 1);
        let mut seen: Vec<_> = all().iter().map(|row| (row.lijst, row.code)).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), all().len());
        assert!(all().iter().all(|row| !row.bron.is_empty()));
    }

    #[test]
    fn each_law_has_its_own_functions() {
        let known = |wet, code: &str| is_zorgfunctie(wet, &Zorgfunctie::parse(code).unwrap(), DAY);
        assert!(known(Wet::Wmo, "02") && known(Wet::Wmo, "18") && known(Wet::Wmo, "99"));
        assert!(!known(Wet::Wmo, "19") && !known(Wet::Wmo, "45"));
        assert!(known(Wet::Jw, "45") && known(Wet::Jw, "31") && !known(Wet::Jw, "39"));
        assert!(known(Wet::Wlz, "99") && !known(Wet::Wlz, "02"));
    }

    #[test]
    fn a_code_ends_with_its_last_day() {
        assert!(is_known("COD473", "4", date(2028, 6, 30)), "gewaarborgde hulp (R-REP-03)");
        assert!(!is_known("COD473", "4", date(2028, 7, 1)));
        assert!(!is_zorgfunctie(Wet::Wmo, &Zorgfunctie::parse("02").unwrap(), date(2017, 12, 31)));
    }

    #[test]
    fn zorgkantoren_have_their_own_codes() {
        assert!(is_zorgkantoorcode("5501", DAY) && is_zorgkantoorcode("5533", DAY));
        for other in ["5500", "5522", "5534", "0363", "55a1", ""] {
            assert!(!is_zorgkantoorcode(other, DAY), "{other}");
        }
    }
}
