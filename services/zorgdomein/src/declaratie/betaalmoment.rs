//! When a right claim would be paid: as the service means to, and as the law wants at the latest.
#![warn(clippy::arithmetic_side_effects)]

use jiff::Span;
use jiff::civil::{Date, Weekday};
use kernel::Wet;

use super::limieten::{Limieten, Limietnaam};
use crate::zorgovereenkomst::Betaalwijze;

/// Two days: what may be hoped for, and what may be demanded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Betaalmoment {
    /// By the norm of the service (pgb:R-DED-09); absent where there is none.
    pub verwacht_op: Option<Date>,
    /// By law (pgb:R-DED-06); absent where the law sets no term.
    pub uiterlijk_op: Option<Date>,
}

/// Counted from the day on which the claim is right. Working days are Monday to Friday: holidays
/// of the banks are for payout, which plans the run.
pub fn betaalmoment(
    ontvangen: Date,
    wet: Wet,
    betaalwijze: Betaalwijze,
    limieten: &Limieten,
) -> Betaalmoment {
    let limit = |naam| limieten.op(naam, wet, ontvangen);
    let payroll = match betaalwijze {
        Betaalwijze::Salarisadministratie => limit(Limietnaam::BetaaltermijnLoonDagen).unwrap_or(0),
        Betaalwijze::Bruto => 0,
    };
    let later = |days: i64| ontvangen.saturating_add(Span::new().days(days.clamp(0, 3660)));
    let term = limit(Limietnaam::BetaaltermijnDagen);
    Betaalmoment {
        verwacht_op: limit(Limietnaam::ServicenormWerkdagen)
            .map(|days| working_days_after(ontvangen, days)),
        uiterlijk_op: term.map(|days| later(days.saturating_add(payroll))),
    }
}

fn working_days_after(from: Date, days: i64) -> Date {
    let works = |day: &Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let next = |day: &Date| day.tomorrow().ok();
    let count = usize::try_from(days.clamp(0, 366)).unwrap_or(0);
    std::iter::successors(next(&from), next).filter(works).take(count).last().unwrap_or(from)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::Periode;

    use super::super::limieten::Limiet;
    use super::*;

    #[test]
    fn five_working_days_are_hoped_for_and_thirty_days_are_the_law() {
        let limiet = |naam, waarde| Limiet {
            naam,
            wet: None,
            waarde,
            geldig: Periode::try_new(date(2020, 1, 1), None).unwrap(),
        };
        let limieten = Limieten::new(vec![
            limiet(Limietnaam::ServicenormWerkdagen, 5),
            limiet(Limietnaam::BetaaltermijnDagen, 30),
            limiet(Limietnaam::BetaaltermijnLoonDagen, 10),
        ]);
        let thursday = date(2026, 4, 9);
        let gross = betaalmoment(thursday, Wet::Wlz, Betaalwijze::Bruto, &limieten);
        assert_eq!(gross.verwacht_op, Some(date(2026, 4, 16)));
        assert_eq!(gross.uiterlijk_op, Some(date(2026, 5, 9)));
        let wage = betaalmoment(thursday, Wet::Wlz, Betaalwijze::Salarisadministratie, &limieten);
        assert_eq!(wage.uiterlijk_op, Some(date(2026, 5, 19)));
        let none = betaalmoment(thursday, Wet::Wlz, Betaalwijze::Bruto, &Limieten::default());
        assert_eq!(none, Betaalmoment { verwacht_op: None, uiterlijk_op: None });
    }
}
