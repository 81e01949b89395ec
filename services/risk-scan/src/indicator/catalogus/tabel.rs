//! The catalogue as a page to read; `risk-scan indicatoren` prints it.

use std::fmt::Write as _;

use super::{Registratie, Uitvoering, rows};
use crate::feiten::KENMERKEN;
use crate::indicator::Parameters;
use crate::indicator::uitleg::fill;
use crate::indicator::uitslag::Waarde;

/// The page `docs/risk/indicatoren.md`: every indicator, and every field that one may read.
pub fn tabel() -> String {
    let mut page = String::from(
        "# Indicators\n\nMade from the catalogue in `services/risk-scan/src/indicator/catalogus` by \
         `risk-scan indicatoren`; a test holds the two to each other. F: contradiction between facts, \
         P: pattern, C: context, never a signal by itself. An indicator that cannot be computed names \
         the fact that the chain does not say.\n\n\
         | Code | Name | Purpose | Kind | Weight | Urgency | Delivered | Rule, or what it lacks |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for row in rows() {
        let line = format!(
            "| {} | {} | {} | {} | {} | {} | {} | {} |\n",
            row.indicator.code(),
            row.naam,
            row.doel,
            row.aard.code(),
            row.gewicht,
            row.ernst,
            row.levering.code(),
            rule(row),
        );
        page.push_str(&line);
    }
    page.push_str(
        "\n# Fields\n\nAll that an indicator may read. A field without a row here cannot exist: the \
         types and this register are written by one macro.\n\n\
         | Field | Purpose | May stand for something else? |\n|---|---|---|\n",
    );
    for kenmerk in KENMERKEN {
        // Writing to a text cannot fail.
        let _infallible = writeln!(
            page,
            "| `{}.{}` | {} | {} |",
            kenmerk.van, kenmerk.naam, kenmerk.doel, kenmerk.proxy
        );
    }
    page
}

fn rule(row: &Registratie) -> String {
    match row.uitvoering {
        Uitvoering::Gebouwd(_) => {
            let figures = Parameters::levering(row.indicator);
            fill(row.regel, &|naam| figures.all().get(naam).map(|one| Waarde::Getal(*one)))
        }
        Uitvoering::Mist(feit) => format!("Lacks: {feit}."),
        Uitvoering::Hulp(what) => format!("Serves others: {what}."),
    }
}
