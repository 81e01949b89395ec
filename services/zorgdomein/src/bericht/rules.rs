//! The rules that a message can be judged by alone (level S of iPgb 2.1), as a table; and how a
//! broken rule becomes a retourcode.

use jiff::civil::{Date, date};
use kernel::{Euro, Wet};

use super::{Functiebudget, Tijdvak, Toekenningsbericht};

mod address;
mod budget;
mod client;

/// A rule with its check: the places where a message breaks it.
pub struct Rule {
    /// Name in the rule set: `TR503`.
    pub name: &'static str,
    /// What it demands, in Dutch, for the sender.
    pub demands: &'static str,
    /// Where a message breaks it. The day is today: a message may not be dated later.
    pub check: fn(&Toekenningsbericht, Date) -> Vec<Place>,
}

/// The table, in the order of the rule set.
pub const RULES: [Rule; 20] = [
    Rule { name: "CS064", demands: "dagtekening ligt niet in de toekomst", check: cs064 },
    Rule {
        name: "CS023",
        demands: "afgiftedatum ligt niet na de dagtekening",
        check: budget::cs023,
    },
    Rule { name: "CS002", demands: "een bsn voldoet aan de elfproef", check: client::cs002 },
    Rule {
        name: "CS003",
        demands: "een einddatum ligt niet voor de ingangsdatum",
        check: budget::cs003,
    },
    Rule {
        name: "TR101",
        demands: "elke relatie en elk functiebudget komt één keer voor",
        check: client::tr101,
    },
    Rule {
        name: "TR506",
        demands: "een adres heeft ten minste huisnummer en postcode",
        check: address::tr506,
    },
    Rule {
        name: "CD005",
        demands: "landcode is gevuld precies als postcode gevuld is",
        check: address::cd005,
    },
    Rule {
        name: "CD025",
        demands: "een Nederlands adres heeft een huisnummer",
        check: address::cd025,
    },
    Rule {
        name: "CS089",
        demands: "een Nederlandse postcode is vier cijfers en twee letters",
        check: address::cs089,
    },
    Rule {
        name: "CS050",
        demands: "naamgebruik is 1 zonder partnernaam en 1 tot en met 4 met partnernaam",
        check: client::cs050,
    },
    Rule {
        name: "TR515",
        demands: "een relatie heeft een bsn, naam, KvK-nummer of organisatie",
        check: client::tr515,
    },
    Rule {
        name: "CD504",
        demands: "bij een organisatie blijven bsn en naam leeg",
        check: client::cd504,
    },
    Rule {
        name: "CS502",
        demands: "gewaarborgde hulp (soort 4) bestaat alleen in de Wlz",
        check: client::cs502,
    },
    Rule {
        name: "TR516", demands: "een bericht bevat hooguit één contact", check: address::tr516
    },
    Rule {
        name: "TR511",
        demands: "een budget begint op of na 1 januari 2018",
        check: budget::tr511,
    },
    Rule {
        name: "TR503",
        demands: "het verantwoordingsvrije bedrag past in het functiebudget",
        check: budget::tr503,
    },
    Rule {
        name: "CD505",
        demands: "een ingetrokken functiebudget eindigt op zijn ingangsdatum",
        check: budget::cd505,
    },
    Rule {
        name: "TR502",
        demands: "functiebudgetten van één zorgfunctie overlappen elkaar niet",
        check: budget::tr502_within,
    },
    Rule {
        name: "TR016",
        demands: "een functiebudget past in de budgetperiode",
        check: budget::tr016,
    },
    Rule {
        name: "TR501",
        demands: "een Wlz-budget blijft binnen één kalenderjaar",
        check: budget::tr501,
    },
];

/// First day on which a budget of these messages may begin (TR511).
pub const EERSTE_DAG: Date = date(2018, 1, 1);

/// A class of the message: what carries its own retourcodes in the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Header.
    Header,
    /// Client.
    Client,
    /// Contact of the client.
    Contact,
    /// The n-th Relatie.
    Relatie(usize),
    /// Contact of the n-th Relatie.
    RelatieContact(usize),
    /// Budget.
    Budget,
    /// The n-th `FunctieBudget`.
    Functiebudget(usize),
}

/// A field of a class, by its JSON name; empty for the class as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The class that carries the code.
    pub class: Class,
    /// The field.
    pub field: &'static str,
}

impl Place {
    /// A field of a class.
    pub const fn of(class: Class, field: &'static str) -> Self {
        Self { class, field }
    }

    /// Where it stands in the JSON shape, as a JSON pointer.
    pub fn pointer(self) -> String {
        let class = match self.class {
            Class::Header => String::new(),
            Class::Client => "/client".to_owned(),
            Class::Contact => "/client/contact".to_owned(),
            Class::Relatie(n) => format!("/client/relaties/{n}"),
            Class::RelatieContact(n) => format!("/client/relaties/{n}/contact"),
            Class::Budget => "/budget".to_owned(),
            Class::Functiebudget(n) => format!("/budget/functieBudgetten/{n}"),
        };
        if self.field.is_empty() { class } else { format!("{class}/{}", self.field) }
    }
}

/// A rule that is broken somewhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Break {
    /// Name of the rule, `XSD` for the schema itself.
    pub rule: &'static str,
    /// What it demands, in Dutch.
    pub demands: &'static str,
    /// Where.
    pub place: Place,
}

impl Break {
    /// The code the sender gets (PGB001).
    pub fn retourcode(&self) -> String {
        retourcode(self.rule)
    }
}

/// The retourcode of a rule: `9nnn` for `TRnnn`, `Dnnn` for `CDnnn`, `Snnn` for `CSnnn`. The schema and
/// the rules without a code of their own give `0001`: not valid against the schema.
pub fn retourcode(rule: &str) -> String {
    const BY_SCHEMA: [&str; 7] = ["XSD", "CS004", "CS005", "CS126", "CS128", "CS515", "CS516"];
    if BY_SCHEMA.contains(&rule) {
        return "0001".to_owned();
    }
    let families = [("TR", "9"), ("CD", "D"), ("CS", "S")];
    families
        .into_iter()
        .find_map(|(family, letter)| {
            rule.strip_prefix(family).map(|number| format!("{letter}{number}"))
        })
        .unwrap_or_else(|| "0001".to_owned())
}

/// Everything the message itself breaks.
pub fn judge(bericht: &Toekenningsbericht, today: Date) -> Vec<Break> {
    RULES.iter().flat_map(|rule| breaks_of(rule, bericht, today)).collect()
}

fn breaks_of(rule: &Rule, bericht: &Toekenningsbericht, today: Date) -> Vec<Break> {
    (rule.check)(bericht, today)
        .into_iter()
        .map(|place| Break { rule: rule.name, demands: rule.demands, place })
        .collect()
}

fn cs064(bericht: &Toekenningsbericht, today: Date) -> Vec<Place> {
    places(bericht.kop.dagtekening > today, Class::Header, "dagtekening")
}

/// The place once when the rule is broken there, else nothing.
pub(super) fn places(broken: bool, class: Class, field: &'static str) -> Vec<Place> {
    if broken { vec![Place::of(class, field)] } else { Vec::new() }
}

/// The field of each part of the budget for which the rule is broken.
pub(super) fn parts_where(
    bericht: &Toekenningsbericht,
    field: &'static str,
    broken: impl Fn(&Functiebudget) -> bool,
) -> Vec<Place> {
    let parts = bericht.client.budget.functiebudgetten.iter().enumerate();
    parts
        .filter(|(_, part)| broken(part))
        .map(|(n, _)| Place::of(Class::Functiebudget(n), field))
        .collect()
}

#[cfg(test)]
pub(super) mod tests;
