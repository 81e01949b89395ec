//! What a rule tells the budgethouder: a template of its own version, filled afterwards.

use super::waarde::Waarde;

/// The most values one text takes.
pub(super) const VALUES_MAX: usize = 6;

/// A template in Dutch at level B1: at most two sentences of cause and one of action, in the
/// polite form, the article only in the last bracket. A changed text is the next version.
#[derive(Debug, PartialEq, Eq)]
pub struct Tekst {
    /// Id: rule and case, `LOON-01.te-laag`.
    pub id: &'static str,
    /// Version.
    pub versie: u16,
    /// The text, with `{naam}` where a value stands.
    pub b1: &'static str,
    /// The names of the values, in the order in which the rule gives them.
    pub velden: &'static [&'static str],
}

impl Tekst {
    /// A template.
    pub const fn new(
        id: &'static str,
        versie: u16,
        b1: &'static str,
        velden: &'static [&'static str],
    ) -> Self {
        Self { id, versie, b1, velden }
    }

    /// Writes the text with these values.
    pub fn render(&self, waarden: &[Waarde], out: &mut String) {
        let mut rest = self.b1;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, behind)) = after.split_once('}') else {
                out.push_str(after);
                return;
            };
            let place = self.velden.iter().position(|veld| *veld == name);
            if let Some(waarde) = place.and_then(|place| waarden.get(place)) {
                waarde.show(out);
            }
            rest = behind;
        }
        out.push_str(rest);
    }

    /// The names in the text that have no value, and the values that have no name.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let names: Vec<&str> =
            self.b1.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
        let unknown = names.iter().filter(|name| !self.velden.contains(name));
        faults.extend(unknown.map(|name| format!("{}: {name} has no value", self.id)));
        let unused = self.velden.iter().filter(|veld| !names.contains(veld));
        faults.extend(unused.map(|veld| format!("{}: {veld} is not shown", self.id)));
        if self.velden.len() > VALUES_MAX {
            faults.push(format!("{}: more than {VALUES_MAX} values", self.id));
        }
        faults
    }
}

/// A template with its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gevuld {
    /// The template.
    pub tekst: &'static Tekst,
    waarden: [Waarde; VALUES_MAX],
}

impl Gevuld {
    /// Puts the values in; those above `VALUES_MAX` are lost, which a test forbids.
    pub fn new(tekst: &'static Tekst, given: &[Waarde]) -> Self {
        debug_assert_eq!(tekst.velden.len(), given.len(), "{}: one value for each name", tekst.id);
        let mut waarden = [Waarde::Niets; VALUES_MAX];
        for (place, waarde) in waarden.iter_mut().zip(given) {
            *place = *waarde;
        }
        Self { tekst, waarden }
    }

    /// The values that the template names.
    pub fn waarden(&self) -> &[Waarde] {
        self.waarden.get(..self.tekst.velden.len()).unwrap_or(&self.waarden)
    }

    /// Writes the text.
    pub fn render(&self, out: &mut String) {
        self.tekst.render(self.waarden(), out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TEKST: Tekst =
        Tekst::new("T.voorbeeld", 1, "Op {dag} is het {bedrag}.", &["dag", "bedrag"]);

    #[test]
    fn a_text_shows_its_values_as_people_read_them() {
        let waarden = [Waarde::Datum(date(2026, 7, 1)), Waarde::Uurloon(1_498_667)];
        let mut out = String::new();
        Gevuld::new(&TEKST, &waarden).render(&mut out);
        assert_eq!(out, "Op 1 juli 2026 is het € 14,98667.");
        let cases = [
            (Waarde::Uurloon(1_499_000), "€ 14,99"),
            (Waarde::Uren(1250), "12,5"),
            (Waarde::Uren(600), "6"),
            (Waarde::Uren(625), "6,25"),
            (Waarde::Lijst(&["een", "twee", "drie"], 0b111), "een, twee en drie"),
            (Waarde::Lijst(&["een", "twee", "drie"], 0b100), "drie"),
            (Waarde::Ja(false), "nee"),
        ];
        for (waarde, expected) in cases {
            let mut out = String::new();
            waarde.show(&mut out);
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn a_name_without_value_is_a_fault() {
        assert_eq!(TEKST.faults(), Vec::<String>::new());
        let wrong = Tekst::new("T.fout", 1, "Op {dag}.", &["bedrag"]);
        assert_eq!(wrong.faults().len(), 2);
    }
}
