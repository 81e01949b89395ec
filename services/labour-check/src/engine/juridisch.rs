//! What a jurist reads: made from the rule, what it read and what it found, so that it cannot
//! differ from the judgement.

use super::tekst::Gevuld;
use super::zaak::{GelezenFeit, GelezenParameter, Lezingen};
use super::{Maat, Vondst, Waarde};
use contracts::labour::Grond;

/// A part of the reads; nothing when the marks do not fit.
fn part<T>(all: &[T], from: usize, to: usize) -> &[T] {
    all.get(from..to).unwrap_or_default()
}

impl Vondst {
    /// The finding for a jurist: rule and version, sentence, articles, ground, day of law, facts
    /// and figures read, and what it comes to.
    pub fn juridisch(&self, lezingen: &Lezingen) -> String {
        let regel = self.regel;
        let mut out =
            format!("{} versie {}, {}. {}", regel.id, regel.versie, regel.naam, regel.zin);
        out.push_str(" Grondslag: ");
        out.push_str(&regel.artikelen.join("; "));
        if let Some(grond) = regel.grond {
            out.push_str(match grond {
                Grond::StrijdMetRecht => ". Grond bij afkeuring: strijd met het recht",
                Grond::Uitvoerbaarheid => ". Grond bij afkeuring: uitvoerbaarheid",
            });
        }
        out.push_str(". Rechtsdatum: ");
        Waarde::Datum(self.rechtsdatum).show(&mut out);
        facts(part(&lezingen.feiten, self.van.feiten, self.tot.feiten), &mut out);
        figures(part(&lezingen.parameters, self.van.parameters, self.tot.parameters), &mut out);
        let others = part(&lezingen.regels, self.van.regels, self.tot.regels);
        if !others.is_empty() {
            out.push_str(". Hangt af van: ");
            out.push_str(&others.join(", "));
        }
        out.push_str(". Uitkomst: ");
        out.push_str(self.oordeel.letter.code());
        if self.verzacht {
            out.push_str(" (afkeuring, verzacht omdat de overeenkomst al liep)");
        }
        source(self.oordeel.tekst.as_ref(), &mut out);
        out.push('.');
        out
    }
}

fn source(gevuld: Option<&Gevuld>, out: &mut String) {
    if let Some(gevuld) = gevuld {
        out.push_str(". Tekst: ");
        out.push_str(gevuld.tekst.id);
    }
}

fn facts(read: &[GelezenFeit], out: &mut String) {
    let mut seen: Vec<&str> = Vec::with_capacity(read.len());
    for feit in read {
        if seen.contains(&feit.id) {
            continue;
        }
        out.push_str(if seen.is_empty() { ". Gelezen: " } else { "; " });
        seen.push(feit.id);
        out.push_str(feit.id);
        out.push_str(" = ");
        match feit.waarde {
            None => out.push_str("onbekend"),
            Some(Waarde::Niets) => out.push_str("niet afgesproken"),
            Some(waarde) => waarde.show(out),
        }
    }
}

fn figures(read: &[GelezenParameter], out: &mut String) {
    for (place, figure) in read.iter().enumerate() {
        out.push_str(if place == 0 { ". Parameters: " } else { "; " });
        out.push_str(figure.sleutel.0);
        out.push_str(" op ");
        Waarde::Datum(figure.dag).show(out);
        match figure.rij {
            None => out.push_str(" is niet bekend"),
            Some(rij) => {
                out.push_str(" = ");
                out.push_str(&rij.waarde.to_string());
                out.push_str(" (");
                out.push_str(rij.bron);
                out.push_str(", ");
                out.push_str(rij.status.code());
                out.push(')');
            }
        }
    }
}

impl Maat {
    /// A value of this unit as texts show it.
    pub const fn waarde(self, waarde: i64) -> Waarde {
        match self {
            Self::Cent => Waarde::Cent(waarde),
            Self::Procent | Self::Uren => Waarde::Uren(waarde),
            Self::Aantal => Waarde::Getal(waarde),
            Self::Ja => Waarde::Ja(waarde != 0),
        }
    }
}
