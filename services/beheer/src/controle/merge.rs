//! Comparing two ordered streams of rows without holding either in memory.

use std::cmp::Ordering;

use futures_util::{Stream, StreamExt, pin_mut};

use super::report::NAMED_MAX;

/// One row of a side: what it is about, and what that side says of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// Opaque key; rows come in the order of its bytes, then of `stand`.
    pub sleutel: String,
    /// What is said, readable.
    pub stand: String,
}

/// Which rows one side may have that the other has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strict {
    /// None: both sides say the same of the same things.
    Both,
    /// The left side may know more.
    LeftMayHaveMore,
    /// The right side may know more.
    RightMayHaveMore,
}

/// What differs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Differences {
    /// How many.
    pub aantal: u64,
    /// The first of them.
    pub eerste: Vec<String>,
}

impl Differences {
    fn add(&mut self, describe: impl FnOnce() -> String) {
        self.aantal = self.aantal.saturating_add(1);
        if self.eerste.len() < NAMED_MAX {
            self.eerste.push(describe());
        }
    }
}

/// Walks both sides once, in step. `names` are the two sides, for the reader.
pub async fn merge<E>(
    left: impl Stream<Item = Result<Row, E>>,
    right: impl Stream<Item = Result<Row, E>>,
    names: (&str, &str),
    strict: Strict,
) -> Result<Differences, E> {
    pin_mut!(left, right);
    let mut found = Differences::default();
    let mut l = left.next().await.transpose()?;
    let mut r = right.next().await.transpose()?;
    loop {
        match order(l.as_ref(), r.as_ref()) {
            None => return Ok(found),
            Some(Ordering::Equal) => {
                if let (Some(a), Some(b)) = (&l, &r)
                    && a.stand != b.stand
                {
                    found.add(|| differing(a, b, names));
                }
                l = left.next().await.transpose()?;
                r = right.next().await.transpose()?;
            }
            Some(Ordering::Less) => {
                if let Some(row) = &l
                    && strict != Strict::LeftMayHaveMore
                {
                    found.add(|| alone(row, names.0, names.1));
                }
                l = left.next().await.transpose()?;
            }
            Some(Ordering::Greater) => {
                if let Some(row) = &r
                    && strict != Strict::RightMayHaveMore
                {
                    found.add(|| alone(row, names.1, names.0));
                }
                r = right.next().await.transpose()?;
            }
        }
    }
}

/// Which side goes on; `None` when both have ended.
fn order(left: Option<&Row>, right: Option<&Row>) -> Option<Ordering> {
    match (left, right) {
        (None, None) => None,
        (Some(_), None) => Some(Ordering::Less),
        (None, Some(_)) => Some(Ordering::Greater),
        (Some(l), Some(r)) => Some(l.sleutel.cmp(&r.sleutel)),
    }
}

fn differing(left: &Row, right: &Row, (here, there): (&str, &str)) -> String {
    let (l, r) = (or_row(&left.stand), or_row(&right.stand));
    format!("{}: {here}: {l}; {there}: {r}", left.sleutel)
}

fn alone(row: &Row, here: &str, not_here: &str) -> String {
    format!("{}: {here}: {}; {not_here}: niets", row.sleutel, or_row(&row.stand))
}

fn or_row(stand: &str) -> &str {
    if stand.is_empty() { "een rij" } else { stand }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use futures_util::stream;
    use proptest::prelude::*;

    use super::*;

    fn rows(of: &[(&str, &str)]) -> Vec<Row> {
        of.iter()
            .map(|(sleutel, stand)| Row {
                sleutel: (*sleutel).to_owned(),
                stand: (*stand).to_owned(),
            })
            .collect()
    }

    async fn compare(left: Vec<Row>, right: Vec<Row>, strict: Strict) -> Differences {
        let side = |rows: Vec<Row>| stream::iter(rows.into_iter().map(Ok::<_, ()>));
        merge(side(left), side(right), ("links", "rechts"), strict).await.unwrap()
    }

    #[tokio::test]
    async fn equal_sides_do_not_differ() {
        let side = rows(&[("a", "1"), ("b", "2")]);
        let found = compare(side.clone(), side, Strict::Both).await;
        assert_eq!(found, Differences::default());
    }

    #[tokio::test]
    async fn each_kind_of_difference_is_named() {
        let left = rows(&[("a", "1"), ("b", "2"), ("d", "4")]);
        let right = rows(&[("b", "3"), ("c", ""), ("d", "4")]);
        let found = compare(left, right, Strict::Both).await;
        assert_eq!(
            found.eerste,
            [
                "a: links: 1; rechts: niets",
                "b: links: 2; rechts: 3",
                "c: rechts: een rij; links: niets"
            ]
        );
    }

    #[tokio::test]
    async fn a_side_that_may_know_more_is_still_held_to_what_both_know() {
        let left = rows(&[("a", "1"), ("b", "2")]);
        let right = rows(&[("b", "3")]);
        let found = compare(left.clone(), right.clone(), Strict::LeftMayHaveMore).await;
        assert_eq!(found.eerste, ["b: links: 2; rechts: 3"]);
        let found = compare(right, left, Strict::RightMayHaveMore).await;
        assert_eq!(found.eerste, ["b: links: 3; rechts: 2"]);
    }

    #[tokio::test]
    async fn a_row_that_one_side_has_twice_is_a_difference() {
        let found =
            compare(rows(&[("a", "1"), ("a", "1")]), rows(&[("a", "1")]), Strict::Both).await;
        assert_eq!(found.aantal, 1);
    }

    #[tokio::test]
    async fn a_stream_that_breaks_off_is_an_error_and_not_an_end() {
        let left = stream::iter([Ok(rows(&[("a", "1")]).remove(0)), Err("weg")]);
        let right = stream::iter([Ok(rows(&[("a", "1")]).remove(0))]);
        assert_eq!(merge(left, right, ("l", "r"), Strict::Both).await, Err("weg"));
    }

    proptest! {
        #[test]
        fn the_merge_finds_what_two_maps_differ_in(
            left in prop::collection::btree_map("[a-e]{1,2}", 0_u8..3, 0..20),
            right in prop::collection::btree_map("[a-e]{1,2}", 0_u8..3, 0..20),
        ) {
            let side = |map: &BTreeMap<String, u8>| {
                map.iter()
                    .map(|(sleutel, stand)| Row {
                        sleutel: sleutel.clone(),
                        stand: stand.to_string(),
                    })
                    .collect::<Vec<_>>()
            };
            let keys: BTreeSet<&String> = left.keys().chain(right.keys()).collect();
            let differ = keys.iter().filter(|key| left.get(**key) != right.get(**key)).count();
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            let found = runtime.block_on(compare(side(&left), side(&right), Strict::Both));
            prop_assert_eq!(found.aantal, u64::try_from(differ).unwrap());
        }
    }
}
