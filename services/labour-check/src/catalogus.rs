//! The catalogue: every rule and figure as people read them, made from the same structs that
//! judge.

pub mod http;

use std::fmt::Write as _;

use crate::engine::{Maat, Reeks, Regel, Regelstatus, Waarde};
use crate::parameters::TABEL;
use crate::regels::REGISTER;

/// The page `docs/labour-check/regels.md`. `tests` names, for a rule, the tests that prove it.
pub fn page(tests: impl Fn(&str) -> Vec<String>) -> String {
    let mut out = String::from(
        "# Regels van de arbeidsrechtelijke toets\n\nDeze pagina wordt gemaakt uit de regels zelf; \
         een test vergelijkt ze.\n",
    );
    let mut familie = "";
    for regel in REGISTER.versies() {
        if regel.familie() != familie {
            familie = regel.familie();
            written(&mut out, format_args!("\n## {familie}\n"));
        }
        section(&mut out, regel, &tests(regel.id));
    }
    out.push_str("\n# Parameters\n");
    for reeks in TABEL.reeksen() {
        series(&mut out, reeks);
    }
    out
}

fn written(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a string takes any text");
}

fn section(out: &mut String, regel: &Regel, tests: &[String]) {
    written(out, format_args!("\n### {} {}\n\n{}\n\n", regel.id, regel.naam, regel.zin));
    let mut line = |name: &str, value: &str| {
        if !value.is_empty() {
            written(out, format_args!("- {name}: {value}\n"));
        }
    };
    line("Versie", &format!("{} (uitgave {})", regel.versie, regel.sinds.0));
    line("Artikelen", &regel.artikelen.join("; "));
    line("Afkeuring", effect(regel));
    line("Geldig", &validity(regel));
    line("Kiest het recht op", regel.anker.code());
    let sleutels: Vec<&str> = regel.parameters.iter().map(|sleutel| sleutel.0).collect();
    line("Parameters", &sleutels.join(", "));
    line("Hangt af van", &regel.afhankelijk.join(", "));
    line("Gaat voor", &regel.gaat_voor.join(", "));
    line("Goed", regel.voorbeelden.0);
    line("Fout", regel.voorbeelden.1);
    line("Tests", &tests.join(", "));
}

fn effect(regel: &Regel) -> &'static str {
    use contracts::labour::Grond;
    match regel.grond {
        _ if regel.open_norm => "nooit: een open norm eindigt bij een medewerker",
        Some(Grond::StrijdMetRecht) => "strijd met het recht",
        Some(Grond::Uitvoerbaarheid) => "uitvoerbaarheid",
        None => "nooit",
    }
}

fn validity(regel: &Regel) -> String {
    if regel.status == Regelstatus::Wetsvoorstel {
        return "wetsvoorstel: alleen in een schaduwronde".to_owned();
    }
    let from = day(regel.geldig_van).map_or_else(|| "altijd".to_owned(), |d| format!("vanaf {d}"));
    match regel.geldig_tot {
        Some(last) => format!("{from} tot en met {}", shown(Waarde::Datum(last))),
        None => from,
    }
}

fn day(day: jiff::civil::Date) -> Option<String> {
    (day != jiff::civil::Date::MIN).then(|| shown(Waarde::Datum(day)))
}

fn shown(waarde: Waarde) -> String {
    let mut out = String::new();
    waarde.show(&mut out);
    out
}

fn series(out: &mut String, reeks: &Reeks) {
    written(
        out,
        format_args!("\n## {}\n\n{} ({})\n\n", reeks.sleutel.0, reeks.naam, unit(reeks.maat)),
    );
    out.push_str("| vanaf | tot en met | waarde | gepubliceerd | nagekeken | status | bron |\n");
    out.push_str("|---|---|---|---|---|---|---|\n");
    for rij in reeks.rijen {
        let last = rij.tot.map(|tot| shown(Waarde::Datum(tot))).unwrap_or_default();
        written(
            out,
            format_args!(
                "| {} | {last} | {} | {} | {} | {} | {} |\n",
                shown(Waarde::Datum(rij.van)),
                shown(reeks.maat.waarde(rij.waarde)),
                shown(Waarde::Datum(rij.gepubliceerd_op)),
                shown(Waarde::Datum(rij.gecontroleerd_op)),
                rij.status.code(),
                rij.bron,
            ),
        );
    }
}

const fn unit(maat: Maat) -> &'static str {
    match maat {
        Maat::Cent => "euro",
        Maat::Procent => "procent",
        Maat::Uren => "uur",
        Maat::Aantal => "aantal",
        Maat::Ja => "ja of nee",
    }
}
