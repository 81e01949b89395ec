//! All versions of all rules, in the order in which they are judged.

use super::regel::Regel;
use super::{Uitgave, Vraag};

/// The rules, grouped by id: the versions of one rule stand together, newest first.
#[derive(Debug)]
pub struct Register {
    groepen: Vec<Vec<&'static Regel>>,
}

impl Register {
    /// Gathers the families; the order of the table is kept.
    pub fn compile(families: &[&'static [Regel]]) -> Self {
        let mut groepen: Vec<Vec<&'static Regel>> = Vec::new();
        for regel in families.iter().flat_map(|familie| familie.iter()) {
            let same = groepen.iter_mut().find(|g| g.iter().any(|known| known.id == regel.id));
            match same {
                Some(groep) => groep.push(regel),
                None => groepen.push(vec![regel]),
            }
        }
        for groep in &mut groepen {
            groep.sort_by_key(|regel| std::cmp::Reverse(regel.versie));
        }
        Self { groepen }
    }

    /// How many rules there are, whatever the versions.
    pub fn len(&self) -> usize {
        self.groepen.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.groepen.is_empty()
    }

    /// All versions of all rules.
    pub fn versies(&self) -> impl Iterator<Item = &'static Regel> + '_ {
        self.groepen.iter().flatten().copied()
    }

    /// Of each rule the version that holds for this question, if any does.
    pub fn in_force<'a>(
        &'a self,
        vraag: &'a Vraag<'a>,
    ) -> impl Iterator<Item = &'static Regel> + 'a {
        self.groepen
            .iter()
            .filter_map(|groep| groep.iter().copied().find(|regel| regel.is_in_force(vraag)))
    }

    /// The newest edition any rule names.
    pub fn uitgave(&self) -> Uitgave {
        self.versies().map(|regel| regel.sinds).max().unwrap_or(Uitgave(1))
    }

    /// What is wrong with the table: a refusal without article, an exception or dependence that
    /// names no rule, or one that stands later; two versions with the same number.
    pub fn faults(&self) -> Vec<String> {
        let order: Vec<&str> =
            self.groepen.iter().filter_map(|groep| groep.first()).map(|regel| regel.id).collect();
        let place = |id: &str| order.iter().position(|known| *known == id);
        let mut faults = Vec::new();
        for regel in self.versies() {
            let name = format!("{}@{}", regel.id, regel.versie);
            if regel.artikelen.is_empty() || regel.zin.is_empty() {
                faults.push(format!("{name}: no article or sentence"));
            }
            if regel.voorbeelden.0.is_empty() || regel.voorbeelden.1.is_empty() {
                faults.push(format!("{name}: no examples"));
            }
            let unknown = regel.gaat_voor.iter().filter(|id| place(id).is_none());
            faults.extend(unknown.map(|id| format!("{name}: goes before {id}, which is no rule")));
            let late = regel
                .afhankelijk
                .iter()
                .filter(|id| place(id).is_none_or(|p| Some(p) >= place(regel.id)));
            faults.extend(
                late.map(|id| format!("{name}: needs {id}, which is not judged before it")),
            );
        }
        for groep in &self.groepen {
            let mut versies: Vec<u16> = groep.iter().map(|regel| regel.versie).collect();
            versies.dedup();
            if versies.len() != groep.len() {
                faults.push(format!("{:?}: a version twice", groep.first().map(|regel| regel.id)));
            }
        }
        faults
    }
}
