//! A roster as stretches of time: minutes from the Monday on which its cycle begins.

use contracts::labour::aanvullend::{Dag, Dienst};

const DAY: i64 = 24 * 60;
const WEEK: i64 = 7 * DAY;
/// Weeks a cycle may have; a longer one is cut.
const WEEKS_MAX: i64 = 16;

/// One service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blok {
    /// Day on which it begins.
    pub dag: Dag,
    /// Begin, minutes from the start of the cycle.
    pub begin: i64,
    /// End.
    pub eind: i64,
    /// Minutes worked: without breaks.
    pub werk: i64,
    /// Minutes of break.
    pub pauze: i64,
}

/// All services of one cycle, in order of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cyclus {
    /// Weeks until it begins anew.
    pub weken: i64,
    /// The services.
    pub blokken: Vec<Blok>,
}

const fn place(dag: Dag) -> i64 {
    match dag {
        Dag::Maandag => 0,
        Dag::Dinsdag => 1,
        Dag::Woensdag => 2,
        Dag::Donderdag => 3,
        Dag::Vrijdag => 4,
        Dag::Zaterdag => 5,
        Dag::Zondag => 6,
    }
}

fn minutes(time: jiff::civil::Time) -> i64 {
    i64::from(time.hour()) * 60 + i64::from(time.minute())
}

impl Blok {
    fn of(dienst: &Dienst) -> Self {
        let week = i64::from(dienst.week).clamp(1, WEEKS_MAX) - 1;
        let midnight = week * WEEK + place(dienst.dag) * DAY;
        let (van, tot) = (minutes(dienst.van), minutes(dienst.tot));
        let long = if tot > van { tot - van } else { tot + DAY - van };
        let pauze = i64::from(dienst.pauze_minuten).min(long);
        let begin = midnight + van;
        Self { dag: dienst.dag, begin, eind: begin + long, werk: long - pauze, pauze }
    }

    const fn later(self, minutes: i64) -> Self {
        Self { begin: self.begin + minutes, eind: self.eind + minutes, ..self }
    }

    /// Minutes that it shares with the clock between two times of each day, minutes from midnight.
    pub fn within(&self, from: i64, to: i64) -> i64 {
        let first = self.begin.div_euclid(DAY);
        (first..=first + 2)
            .map(|day| (self.eind.min(day * DAY + to) - self.begin.max(day * DAY + from)).max(0))
            .sum()
    }

    /// A night service: more than an hour between midnight and six (ATW 1:7).
    pub fn is_nacht(&self) -> bool {
        self.within(0, 6 * 60) > 60
    }

    /// It ends after two at night and before noon.
    pub fn ends_after_two(&self) -> bool {
        let clock = self.eind.rem_euclid(DAY);
        clock > 2 * 60 && clock < 12 * 60
    }
}

impl Cyclus {
    /// The cycle of these services; `None` without any.
    pub fn of(diensten: &[Dienst]) -> Option<Self> {
        let mut blokken: Vec<Blok> = diensten.iter().map(Blok::of).collect();
        blokken.sort_by_key(|blok| blok.begin);
        let last = diensten.iter().map(|dienst| i64::from(dienst.week)).max()?;
        Some(Self { weken: last.clamp(1, WEEKS_MAX), blokken })
    }

    /// Minutes worked in each week.
    pub fn per_week(&self) -> Vec<i64> {
        (0..self.weken)
            .map(|week| {
                let own = self.blokken.iter().filter(|blok| blok.begin.div_euclid(WEEK) == week);
                own.map(|blok| blok.werk).sum()
            })
            .collect()
    }

    /// Minutes worked in the busiest stretch of so many weeks, divided by them and rounded up.
    pub fn mean_over(&self, weeks: i64) -> i64 {
        let per_week = self.per_week();
        let count = usize::try_from(weeks).unwrap_or(1).max(1);
        let starts = 0..per_week.len();
        let sums = starts.map(|start| per_week.iter().cycle().skip(start).take(count).sum::<i64>());
        let most = sums.max().unwrap_or(0);
        (most + weeks.max(1) - 1) / weeks.max(1)
    }

    /// Minutes worked in a mean week.
    pub fn mean(&self) -> i64 {
        self.mean_over(self.weken)
    }

    /// The services of the cycle and as many weeks more.
    pub fn and_more(&self, weeks: i64) -> Vec<Blok> {
        let cycle = self.weken * WEEK;
        let rounds = 1 + (weeks + self.weken - 1) / self.weken;
        (0..rounds)
            .flat_map(|round| self.blokken.iter().map(move |blok| blok.later(round * cycle)))
            .collect()
    }

    /// Rest after each service of the cycle: the service and the minutes until the next.
    pub fn rests(&self) -> Vec<(Blok, i64)> {
        let all = self.and_more(1);
        let next = all.iter().skip(1).map(|blok| blok.begin);
        self.blokken.iter().zip(next).map(|(blok, begin)| (*blok, begin - blok.eind)).collect()
    }

    /// Whether more than one rest of seven days is under the first limit, or one under the second.
    pub fn rest_too_short(&self, usual: i64, once: i64) -> bool {
        let short: Vec<i64> = self
            .rests_twice()
            .into_iter()
            .filter(|(_, rest)| *rest < usual)
            .map(|(blok, _)| blok.eind)
            .collect();
        let twice = short.windows(2).any(|pair| match pair {
            [first, second] => second - first < WEEK,
            _ => false,
        });
        twice || self.rests().iter().any(|(_, rest)| *rest < once)
    }

    fn rests_twice(&self) -> Vec<(Blok, i64)> {
        let all = self.and_more(self.weken.max(1) + 1);
        let next = all.iter().skip(1).map(|blok| blok.begin);
        all.iter().zip(next).map(|(blok, begin)| (*blok, begin - blok.eind)).collect()
    }

    /// Whether each stretch of days that begins with a service holds this much rest, in parts of
    /// at least `part` minutes.
    pub fn rests_within(&self, days: i64, total: i64, part: i64) -> bool {
        let all = self.and_more(days / 7 + 1);
        self.blokken.iter().all(|start| {
            let (from, to) = (start.begin, start.begin + days * DAY);
            let inside: Vec<&Blok> =
                all.iter().filter(|blok| blok.begin >= from && blok.begin < to).collect();
            let ends = inside.iter().map(|blok| blok.eind.min(to));
            let begins = inside.iter().skip(1).map(|blok| blok.begin).chain([to]);
            let rests = ends.zip(begins).map(|(eind, begin)| begin - eind);
            rests.filter(|rest| *rest >= part).sum::<i64>() >= total
        })
    }

    /// Days of the week on which there is work, in hundredths of a day a week.
    pub fn days(&self) -> i64 {
        let mut days: Vec<i64> =
            self.blokken.iter().map(|blok| blok.begin.div_euclid(DAY)).collect();
        days.dedup();
        i64::try_from(days.len()).unwrap_or(i64::MAX).saturating_mul(100) / self.weken
    }

    /// Sundays with work, of so many Sundays.
    pub fn sundays(&self, of: i64) -> i64 {
        let mut worked: Vec<i64> = self
            .blokken
            .iter()
            .flat_map(|blok| [blok.begin, blok.eind - 1])
            .filter(|minute| minute.div_euclid(DAY).rem_euclid(7) == 6)
            .map(|minute| minute.div_euclid(DAY))
            .collect();
        worked.sort_unstable();
        worked.dedup();
        i64::try_from(worked.len()).unwrap_or(i64::MAX).saturating_mul(of) / self.weken
    }

    /// Minutes worked on this day of the week in a mean week.
    pub fn on(&self, dag: Dag) -> i64 {
        let own = self.blokken.iter().filter(|blok| blok.dag == dag);
        own.map(|blok| blok.werk).sum::<i64>() / self.weken
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::time;
    use proptest::prelude::*;

    fn dienst(week: u8, dag: Dag, van: i8, tot: i8, pauze_minuten: u16) -> Dienst {
        Dienst { week, dag, van: time(van, 0, 0, 0), tot: time(tot, 0, 0, 0), pauze_minuten }
    }

    const WEEK_DAYS: [Dag; 5] =
        [Dag::Maandag, Dag::Dinsdag, Dag::Woensdag, Dag::Donderdag, Dag::Vrijdag];

    #[test]
    fn a_working_week_has_its_hours_rests_and_weekend() {
        let week: Vec<Dienst> =
            WEEK_DAYS.into_iter().map(|dag| dienst(1, dag, 8, 17, 60)).collect();
        let cyclus = Cyclus::of(&week).unwrap();
        assert_eq!(cyclus.per_week(), [40 * 60]);
        assert_eq!((cyclus.days(), cyclus.sundays(52)), (500, 0));
        assert!(!cyclus.rest_too_short(11 * 60, 8 * 60));
        assert!(cyclus.rests_within(7, 36 * 60, 36 * 60));
    }

    #[test]
    fn every_day_leaves_no_weekly_rest() {
        let all = [Dag::Zaterdag, Dag::Zondag].into_iter().chain(WEEK_DAYS);
        let week: Vec<Dienst> = all.map(|dag| dienst(1, dag, 8, 12, 0)).collect();
        let cyclus = Cyclus::of(&week).unwrap();
        assert!(!cyclus.rests_within(7, 36 * 60, 36 * 60));
        assert_eq!(cyclus.sundays(52), 52);
    }

    #[test]
    fn a_service_over_midnight_is_a_night_service() {
        let cyclus = Cyclus::of(&[dienst(1, Dag::Zondag, 22, 7, 0)]).unwrap();
        let [blok] = cyclus.blokken[..] else { panic!("one service") };
        assert_eq!((blok.werk, blok.within(0, 360)), (9 * 60, 360));
        assert!(blok.is_nacht() && blok.ends_after_two());
    }

    #[test]
    fn weeks_in_turn_have_a_mean() {
        let weeks = [dienst(1, Dag::Maandag, 8, 12, 0), dienst(2, Dag::Maandag, 8, 10, 0)];
        let cyclus = Cyclus::of(&weeks).unwrap();
        assert_eq!(cyclus.per_week(), [240, 120]);
        assert_eq!((cyclus.mean(), cyclus.mean_over(4), cyclus.mean_over(1)), (180, 180, 240));
        assert_eq!(cyclus.days(), 100);
    }

    proptest! {
        #[test]
        fn hours_and_rests_fill_the_weeks(van in 0_i8..23, long in 1_i8..12, weeks in 1_u8..5) {
            let diensten: Vec<Dienst> =
                (1..=weeks).map(|week| dienst(week, Dag::Dinsdag, van, (van + long) % 24, 0)).collect();
            let cyclus = Cyclus::of(&diensten).unwrap();
            let worked: i64 = cyclus.per_week().iter().sum();
            let rested: i64 = cyclus.rests().iter().map(|(_, rest)| rest).sum();
            prop_assert_eq!(worked + rested, cyclus.weken * WEEK);
        }
    }
}
