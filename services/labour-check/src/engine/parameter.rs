//! Figures by date, compiled into one sorted table.

use jiff::civil::Date;

use super::Uitgave;

/// The name of a series of figures: `minimumloon.21`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sleutel(pub &'static str);

/// How sure a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Seen in a publication.
    Geldend,
    /// Computed from published figures.
    Afgeleid,
    /// From general knowledge; to be confirmed before it may decide alone.
    Onbevestigd,
    /// From a bill: read by the shadow run only.
    Wetsvoorstel,
}

impl Status {
    /// The code in receipts and answers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Geldend => "geldend",
            Self::Afgeleid => "afgeleid",
            Self::Onbevestigd => "onbevestigd",
            Self::Wetsvoorstel => "wetsvoorstel",
        }
    }
}

/// The unit of the values of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Maat {
    /// Eurocents.
    Cent,
    /// Hundredths of a percent.
    Procent,
    /// Hours in hundredths.
    Uren,
    /// A plain number: months, weeks, days, years, a count; the name of the series says which.
    Aantal,
    /// 1 for yes, 0 for no.
    Ja,
}

impl Maat {
    /// The code in answers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cent => "cent",
            Self::Procent => "honderdstenProcent",
            Self::Uren => "honderdstenUur",
            Self::Aantal => "aantal",
            Self::Ja => "ja",
        }
    }
}

/// One figure. It never changes once released: a correction is a row of a later edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rij {
    /// The value, in the unit of the series.
    pub waarde: i64,
    /// First day in law; it holds until the next row begins, or until `tot`.
    pub van: Date,
    /// Last day, where it is known to end without a next one.
    pub tot: Option<Date>,
    /// First day on which it could be known.
    pub gepubliceerd_op: Date,
    /// When somebody last looked whether it still holds.
    pub gecontroleerd_op: Date,
    /// Where it comes from.
    pub bron: &'static str,
    /// How sure it is.
    pub status: Status,
    /// The edition that brought it.
    pub sinds: Uitgave,
}

/// A figure through time.
#[derive(Debug, Clone, Copy)]
pub struct Reeks {
    /// Its name.
    pub sleutel: Sleutel,
    /// What it is, in Dutch with its article.
    pub naam: &'static str,
    /// The unit.
    pub maat: Maat,
    /// First and, where it is not served any more, last day on which there must be a value.
    pub bediend: (Date, Option<Date>),
    /// The rows.
    pub rijen: &'static [Rij],
}

/// All series, sorted for look-up.
#[derive(Debug)]
pub struct Tabel {
    reeksen: Vec<Reeks>,
    rijen: Vec<Vec<&'static Rij>>,
}

impl Tabel {
    /// Sorts the series by name and their rows by day.
    pub fn compile(groepen: &[&[Reeks]]) -> Self {
        let mut reeksen: Vec<Reeks> =
            groepen.iter().flat_map(|groep| groep.iter().copied()).collect();
        reeksen.sort_by_key(|reeks| reeks.sleutel);
        let rijen = reeksen
            .iter()
            .map(|reeks| {
                let mut rijen: Vec<&'static Rij> = reeks.rijen.iter().collect();
                rijen.sort_by_key(|rij| (rij.van, rij.gepubliceerd_op, rij.sinds));
                rijen
            })
            .collect();
        Self { reeksen, rijen }
    }

    /// All series, by name.
    pub fn reeksen(&self) -> &[Reeks] {
        &self.reeksen
    }

    fn place(&self, sleutel: Sleutel) -> Option<usize> {
        self.reeksen.binary_search_by_key(&sleutel, |reeks| reeks.sleutel).ok()
    }

    /// The series of this name.
    pub fn reeks(&self, sleutel: Sleutel) -> Option<&Reeks> {
        self.place(sleutel).and_then(|place| self.reeksen.get(place))
    }

    /// The rows of a series that were known on a day, in the order of their first day. Rows of
    /// bills only when they are asked.
    pub fn known(
        &self,
        sleutel: Sleutel,
        kennis: Kennis,
    ) -> impl DoubleEndedIterator<Item = &'static Rij> + '_ {
        let rijen = self.place(sleutel).and_then(|place| self.rijen.get(place));
        rijen.into_iter().flatten().copied().filter(move |rij| kennis.covers(rij))
    }

    /// The figure of a day: the latest that began, unless it has ended.
    pub fn op(&self, sleutel: Sleutel, dag: Date, kennis: Kennis) -> Option<&'static Rij> {
        let begun = self.known(sleutel, kennis).rev().find(|rij| rij.van <= dag)?;
        begun.tot.is_none_or(|tot| dag <= tot).then_some(begun)
    }

    /// The first figure known that begins after a day.
    pub fn volgende(&self, sleutel: Sleutel, dag: Date, kennis: Kennis) -> Option<&'static Rij> {
        self.known(sleutel, kennis).find(|rij| rij.van > dag)
    }

    /// What is wrong: no row on the first day that is served, a row that ends before the next one
    /// begins, one that overlaps the next, one published after its correction, no source, or not
    /// looked at since the last half year (`since`).
    pub fn faults(&self, since: Date) -> Vec<String> {
        let each = self.reeksen.iter().zip(&self.rijen);
        each.flat_map(|(reeks, rijen)| reeks.faults(rijen, since)).collect()
    }
}

impl Reeks {
    fn faults(&self, rijen: &[&'static Rij], since: Date) -> Vec<String> {
        let name = self.sleutel.0;
        let law: Vec<&Rij> =
            rijen.iter().copied().filter(|rij| rij.status != Status::Wetsvoorstel).collect();
        let mut faults = Vec::new();
        let (first, last) = self.bediend;
        // A series that only a bill knows has no value in law.
        if law.first().is_some_and(|rij| rij.van > first) {
            faults.push(format!("{name}: no value on {first}"));
        }
        if let Some(ended) = law.last().and_then(|rij| rij.tot)
            && last.is_none_or(|last| ended < last)
        {
            faults.push(format!("{name}: no value after {ended}"));
        }
        for pair in law.windows(2) {
            if let [one, next] = pair {
                faults
                    .extend(one.against(next).map(|fault| format!("{name} {}: {fault}", one.van)));
            }
        }
        let stale = law.iter().filter(|rij| rij.gecontroleerd_op < since);
        faults.extend(stale.map(|rij| format!("{name} {}: not checked since {since}", rij.van)));
        let nameless = law.iter().filter(|rij| rij.bron.is_empty());
        faults.extend(nameless.map(|rij| format!("{name} {}: no source", rij.van)));
        faults
    }
}

impl Rij {
    /// What is wrong between this row and the next one in law.
    fn against(&self, next: &Self) -> Option<&'static str> {
        if self.van == next.van {
            return (self.sinds >= next.sinds).then_some("twice, and none corrects the other");
        }
        match self.tot {
            Some(tot) if tot >= next.van => Some("overlaps the next"),
            Some(tot) if tot.tomorrow().ok() != Some(next.van) => Some("a gap before the next"),
            Some(_) | None => None,
        }
    }
}

/// What could be known: rows published by a day, of editions up to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kennis {
    /// The kennisdatum.
    pub op: Date,
    /// The edition of rules and figures.
    pub uitgave: Uitgave,
    /// Whether bills are read as if they were law.
    pub wetsvoorstellen: bool,
}

impl Kennis {
    fn covers(self, rij: &Rij) -> bool {
        if rij.sinds > self.uitgave {
            return false;
        }
        match rij.status {
            Status::Wetsvoorstel => self.wetsvoorstellen,
            Status::Geldend | Status::Afgeleid | Status::Onbevestigd => {
                rij.gepubliceerd_op <= self.op
            }
        }
    }
}
