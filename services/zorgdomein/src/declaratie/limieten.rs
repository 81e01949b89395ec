//! Limits of the check engine: dated data with a source, never constants (pgb:10.6).
#![warn(clippy::arithmetic_side_effects)]

use jiff::civil::Date;
use kernel::{Fault, Periode, Wet};

/// What is limited. The unit stands in the name of the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limietnaam {
    /// Hours a day that no claim may exceed, hundredths (pgb:D-43).
    UrenDagMax,
    /// Hours a day above which somebody looks, hundredths (pgb:D-43).
    UrenDagControle,
    /// Hours a week per zorgverlener per budgethouder, hundredths (pgb:D-44).
    UrenWeekMax,
    /// Days between receipt by the budgethouder and handing in (pgb:D-42).
    IndientermijnDagen,
    /// Eurocents per line below which a retroactive difference is booked off (pgb:R-TWK-05).
    TwkDrempelCent,
    /// Whole months before the month of receipt to which a change may go back (pgb:R-WIJ-03).
    TwkMaanden,
    /// Days in which a claim in uitval can be repaired (Rlz 5.23 lid 5).
    HersteltermijnDagen,
    /// Days within which the law wants a right claim paid (pgb:R-DED-06).
    BetaaltermijnDagen,
    /// Days more where wages go through payroll (pgb:R-DED-06).
    BetaaltermijnLoonDagen,
    /// Working days within which we mean to pay (pgb:R-DED-09).
    ServicenormWerkdagen,
    /// Eurocents above which two people look at a claim (pgb:D-69).
    VierOgenCent,
    /// Days in which a changed account is new (pgb:D-69).
    RekeningNieuwDagen,
    /// Month and day, as month × 100 + day, from which a claim for the year before is late (pgb:R-DED-05).
    JaargrensMaanddag,
    /// Hours a week of an employee, hundredths (pgb:D-45).
    AtwWeekMax,
    /// Mean hours a week over four weeks, hundredths (pgb:D-45).
    AtwVierWekenGemiddeld,
    /// Mean hours a week over sixteen weeks, hundredths (pgb:D-45).
    AtwZestienWekenGemiddeld,
    /// Eurocents of feestdagenuitkering per zorgverlener a year (pgb:D-54).
    FeestdagenMaxCent,
    /// Days a year outside the EU that are paid for (pgb:D-27).
    BuitenlandDagen,
    /// Whole months back for which the calendar still claims a monthly amount.
    MaandloonMaandenTerug,
}

impl Limietnaam {
    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::UrenDagMax,
        Self::UrenDagControle,
        Self::UrenWeekMax,
        Self::IndientermijnDagen,
        Self::TwkDrempelCent,
        Self::TwkMaanden,
        Self::HersteltermijnDagen,
        Self::BetaaltermijnDagen,
        Self::BetaaltermijnLoonDagen,
        Self::ServicenormWerkdagen,
        Self::VierOgenCent,
        Self::RekeningNieuwDagen,
        Self::JaargrensMaanddag,
        Self::AtwWeekMax,
        Self::AtwVierWekenGemiddeld,
        Self::AtwZestienWekenGemiddeld,
        Self::FeestdagenMaxCent,
        Self::BuitenlandDagen,
        Self::MaandloonMaandenTerug,
    ];

    /// The name in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::UrenDagMax => "uren_dag_max",
            Self::UrenDagControle => "uren_dag_controle",
            Self::UrenWeekMax => "uren_week_max",
            Self::IndientermijnDagen => "indientermijn_dagen",
            Self::TwkDrempelCent => "twk_drempel_cent",
            Self::TwkMaanden => "twk_maanden",
            Self::HersteltermijnDagen => "hersteltermijn_dagen",
            Self::BetaaltermijnDagen => "betaaltermijn_dagen",
            Self::BetaaltermijnLoonDagen => "betaaltermijn_loon_dagen",
            Self::ServicenormWerkdagen => "servicenorm_werkdagen",
            Self::VierOgenCent => "vier_ogen_cent",
            Self::RekeningNieuwDagen => "rekening_nieuw_dagen",
            Self::JaargrensMaanddag => "jaargrens_maanddag",
            Self::AtwWeekMax => "atw_week_max",
            Self::AtwVierWekenGemiddeld => "atw_vier_weken_gemiddeld",
            Self::AtwZestienWekenGemiddeld => "atw_zestien_weken_gemiddeld",
            Self::FeestdagenMaxCent => "feestdagen_max_cent",
            Self::BuitenlandDagen => "buitenland_dagen",
            Self::MaandloonMaandenTerug => "maandloon_maanden_terug",
        }
    }

    /// The limit with this name.
    pub fn parse(code: &str) -> Result<Self, Fault> {
        Self::ALL
            .into_iter()
            .find(|naam| naam.code() == code)
            .ok_or(Fault::new("een bekende limiet"))
    }
}

/// One value in one stretch of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limiet {
    /// What is limited.
    pub naam: Limietnaam,
    /// For one law only; absent is for all.
    pub wet: Option<Wet>,
    /// The value, in the unit of the name.
    pub waarde: i64,
    /// The days.
    pub geldig: Periode,
}

/// The limits as known now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Limieten(Vec<Limiet>);

impl Limieten {
    /// The limits.
    pub const fn new(limieten: Vec<Limiet>) -> Self {
        Self(limieten)
    }

    /// The value on a day; that of the law goes before the general one. Absent: not limited.
    pub fn op(&self, naam: Limietnaam, wet: Wet, dag: Date) -> Option<i64> {
        let geldt = |limiet: &&Limiet| limiet.naam == naam && limiet.geldig.contains(dag);
        let van_wet = self.0.iter().filter(geldt).find(|limiet| limiet.wet == Some(wet));
        van_wet
            .or_else(|| self.0.iter().filter(geldt).find(|limiet| limiet.wet.is_none()))
            .map(|limiet| limiet.waarde)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_limit_of_the_law_goes_before_the_general_one_on_its_days() {
        let limiet = |wet, waarde, van, tot| Limiet {
            naam: Limietnaam::UrenWeekMax,
            wet,
            waarde,
            geldig: Periode::try_new(van, tot).unwrap(),
        };
        let limieten = Limieten::new(vec![
            limiet(None, 6000, date(2020, 1, 1), None),
            limiet(Some(Wet::Wlz), 4000, date(2024, 1, 1), Some(date(2026, 12, 31))),
        ]);
        let op = |wet, dag| limieten.op(Limietnaam::UrenWeekMax, wet, dag);
        assert_eq!(op(Wet::Wlz, date(2026, 12, 31)), Some(4000));
        assert_eq!(op(Wet::Wlz, date(2027, 1, 1)), Some(6000));
        assert_eq!(op(Wet::Wmo, date(2026, 1, 1)), Some(6000));
        assert_eq!(op(Wet::Wlz, date(2019, 12, 31)), None);
        assert_eq!(limieten.op(Limietnaam::UrenDagMax, Wet::Wlz, date(2026, 1, 1)), None);
    }

    #[test]
    fn every_name_reads_back() {
        for naam in Limietnaam::ALL {
            assert_eq!(Limietnaam::parse(naam.code()), Ok(naam));
        }
    }
}
