//! Amounts and limits of law as dated data: `bedragen/*.csv`, each row with its source and whether
//! somebody checked it. Nothing of it is written in the program.

use std::sync::LazyLock;

use jiff::civil::Date;
use kernel::Euro;

const PARAMETERS: &str = include_str!("../../bedragen/parameters.csv");
const BASISBEDRAGEN: &str = include_str!("../../bedragen/basisbedragen.csv");

/// One figure in one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its name: `toeslag_wooninitiatief`.
    pub naam: &'static str,
    /// First day.
    pub geldig_van: Date,
    /// First day on which it no longer holds; `None` is open.
    pub geldig_tot: Option<Date>,
    /// The figure, in its unit.
    pub waarde: i64,
    /// The unit: `eurocent per jaar`, `honderdste procent`, `jaar`.
    pub eenheid: &'static str,
    /// Where it comes from.
    pub bron: &'static str,
    /// Whether it was checked against a source of law.
    pub gecontroleerd: bool,
}

/// The yearly basisbedrag of a zorgprofiel in its parts (Rlz bijlage H).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basisbedrag {
    /// The profile: `5VV`.
    pub zorgprofiel: &'static str,
    /// The calendar year.
    pub jaar: i16,
    /// Care, nursing, individual guidance and housekeeping: eurocents a year.
    pub kern: Euro,
    /// Group guidance without transport, when the profile has it.
    pub groep_zonder_vervoer: Option<Euro>,
    /// Group guidance with transport.
    pub groep_met_vervoer: Option<Euro>,
    /// Whether it was checked against the table of law.
    pub gecontroleerd: bool,
}

static PARAMETER_ROWS: LazyLock<Vec<Parameter>> =
    LazyLock::new(|| PARAMETERS.lines().skip(1).filter_map(read_parameter).collect());
static BASISBEDRAG_ROWS: LazyLock<Vec<Basisbedrag>> =
    LazyLock::new(|| BASISBEDRAGEN.lines().skip(1).filter_map(read_basisbedrag).collect());

fn read_parameter(line: &'static str) -> Option<Parameter> {
    let fields: Vec<&'static str> = line.split(';').collect();
    let [naam, van, tot, waarde, eenheid, bron, status] = fields.as_slice() else { return None };
    Some(Parameter {
        naam,
        geldig_van: van.parse().ok()?,
        geldig_tot: if tot.is_empty() { None } else { Some(tot.parse().ok()?) },
        waarde: waarde.parse().ok()?,
        eenheid,
        bron,
        gecontroleerd: *status == "gecontroleerd",
    })
}

fn read_basisbedrag(line: &'static str) -> Option<Basisbedrag> {
    let fields: Vec<&'static str> = line.split(';').collect();
    let [profiel, jaar, pv, vp, bgi, hh, zonder, met, _bron, status] = fields.as_slice() else {
        return None;
    };
    let euros = |text: &str| text.parse::<i64>().ok()?.checked_mul(100).map(Euro::from_cents);
    Some(Basisbedrag {
        zorgprofiel: profiel,
        jaar: jaar.parse().ok()?,
        kern: Euro::checked_sum([euros(pv)?, euros(vp)?, euros(bgi)?, euros(hh)?])?,
        groep_zonder_vervoer: euros(zonder),
        groep_met_vervoer: euros(met),
        gecontroleerd: *status == "gecontroleerd",
    })
}

/// Every parameter of every time.
pub fn parameters() -> &'static [Parameter] {
    PARAMETER_ROWS.as_slice()
}

/// The parameter of this name on a day; `None` when nothing is known of that day.
pub fn parameter(naam: &str, day: Date) -> Option<&'static Parameter> {
    parameters().iter().find(|row| {
        row.naam == naam && row.geldig_van <= day && row.geldig_tot.is_none_or(|tot| day < tot)
    })
}

/// The basisbedrag of a profile in a year; `None` when there is no pgb for it.
pub fn basisbedrag(zorgprofiel: &str, jaar: i16) -> Option<&'static Basisbedrag> {
    BASISBEDRAG_ROWS.iter().find(|row| row.zorgprofiel == zorgprofiel && row.jaar == jaar)
}

/// The years of which the table of basisbedragen is known.
pub fn has_basisbedragen(jaar: i16) -> bool {
    BASISBEDRAG_ROWS.iter().any(|row| row.jaar == jaar)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_row_reads() {
        assert_eq!(parameters().len(), PARAMETERS.lines().count() - 1);
        assert_eq!(BASISBEDRAG_ROWS.len(), BASISBEDRAGEN.lines().count() - 1);
        assert_eq!(BASISBEDRAG_ROWS.len(), 38);
    }

    #[test]
    fn sums_are_those_of_the_table() {
        let euros = |amount: Euro| amount.cents() / 100;
        for (profiel, kern, met) in [
            ("5VV", 69_285, None),
            ("8VG", 71_961, Some(99_392)),
            ("3ZGaud", 117_898, Some(152_550)),
            ("1GGZ-W", 42_605, Some(58_771)),
        ] {
            let row = basisbedrag(profiel, 2026).unwrap();
            assert_eq!(euros(row.kern), kern, "{profiel}");
            let total = row.groep_met_vervoer.map(|groep| euros(groep).saturating_add(kern));
            assert_eq!(total, met, "{profiel}");
        }
        assert!(basisbedrag("3LVG", 2026).is_none(), "no pgb for it (R-WLZ-11)");
    }

    #[test]
    fn a_figure_holds_in_its_period() {
        let of = |day| parameter("zvw_toekenning_max_jaren", day).map(|row| row.waarde);
        assert_eq!(of(date(2023, 5, 14)), Some(2));
        assert_eq!(of(date(2023, 5, 15)), Some(5));
        assert!(parameter("toeslag_wooninitiatief", date(2027, 1, 1)).is_none());
    }
}
