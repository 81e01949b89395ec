//! The engine of the toets: rules as a typed table, judged over one agreement.
//!
//! Two days steer every check: the *rechtsdatum*, given by the anchor of a rule, picks the law; the
//! *kennisdatum* says what was published. A rule reads facts, figures and other rules only through
//! the [`Zaak`], which records every read. What comes out are findings, not booleans; texts and the
//! receipt are made afterwards, so that judging stays cheap.
//!
//! An *edition* (uitgave) numbers what we released: each rule version and each figure names the
//! edition that brought it, and neither changes afterwards. The same facts, days and edition
//! therefore give the same findings for ever: that is what replay and comparison rest on.

mod bewijs;
mod gegeven;
mod json;
mod juridisch;
mod oordeel;
mod parameter;
mod regel;
mod register;
mod tekst;
mod waarde;
mod zaak;

use contracts::labour::{Bevinding, Bevindinguitkomst, Toetsfeiten, Uitkomst};
use jiff::civil::Date;

pub use bewijs::{Bewijs, MOTOR, hash_of};
pub use gegeven::{Gegeven, Lijst};
pub use oordeel::{Letter, Oordeel, Spraak, Stop};
pub use parameter::{Kennis, Maat, Reeks, Rij, Sleutel, Status, Tabel};
pub use regel::{Anker, Beoordeling, InBestaand, Regel, Regelstatus};
pub use register::Register;
pub use tekst::{Gevuld, Tekst};
pub(crate) use waarde::woorden;
pub use waarde::{NaarWaarde, Waarde};
pub use zaak::{GelezenFeit, GelezenParameter, Lezingen, Stand, Zaak};

/// The number of a release of rules and figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uitgave(pub u16);

impl Uitgave {
    /// What this build released last.
    pub const HUIDIG: Self = Self(1);
}

/// Whether the agreement is new, or was approved before under older law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Modus {
    /// A defect refuses.
    Nieuw,
    /// A defect warns, except where the rule says otherwise (labour:1.1).
    Bestaand,
}

impl Modus {
    /// The code in receipts and answers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nieuw => "nieuw",
            Self::Bestaand => "bestaand",
        }
    }
}

/// What is asked: judge these facts, as known on a day.
#[derive(Debug, Clone, Copy)]
pub struct Vraag<'a> {
    /// The form.
    pub feiten: &'a Toetsfeiten,
    /// Rules and figures published later do not exist.
    pub kennisdatum: Date,
    /// What if: every rule is picked by this day instead of by its anchor.
    pub rechtsdatum: Option<Date>,
    /// New, or approved before.
    pub modus: Modus,
    /// The edition of rules and figures.
    pub uitgave: Uitgave,
    /// Whether bills are read as if they were law: the shadow run.
    pub wetsvoorstellen: bool,
}

impl<'a> Vraag<'a> {
    /// A new agreement, by the law as it stands and the newest edition.
    pub const fn new(feiten: &'a Toetsfeiten, kennisdatum: Date) -> Self {
        Self {
            feiten,
            kennisdatum,
            rechtsdatum: None,
            modus: Modus::Nieuw,
            uitgave: Uitgave::HUIDIG,
            wetsvoorstellen: false,
        }
    }

    /// First and last day that an anchor names.
    pub fn days(&self, anker: Anker) -> (Date, Date) {
        if let Some(day) = self.rechtsdatum {
            return (day, day);
        }
        let looptijd = &self.feiten.looptijd;
        let one = match anker {
            Anker::Dag => {
                return (looptijd.periode.van(), looptijd.periode.tot().unwrap_or(Date::MAX));
            }
            Anker::Afsluiting => looptijd.afgesloten_op,
            Anker::Start => looptijd.periode.van(),
            Anker::Einde => looptijd.periode.tot().unwrap_or(self.kennisdatum),
            Anker::Besluit => self.kennisdatum,
        };
        (one, one)
    }
}

/// The code of an outcome of the whole, as on the wire.
pub const fn code(uitkomst: Uitkomst) -> &'static str {
    match uitkomst {
        Uitkomst::Akkoord => "akkoord",
        Uitkomst::AkkoordMetWaarschuwing => "akkoordMetWaarschuwing",
        Uitkomst::HandmatigeBeoordeling => "handmatigeBeoordeling",
        Uitkomst::Afgekeurd => "afgekeurd",
    }
}

/// What one rule found.
#[derive(Debug, Clone, Copy)]
pub struct Vondst {
    /// The version that judged.
    pub regel: &'static Regel,
    /// What it said; softened where the agreement is an old one.
    pub oordeel: Oordeel,
    /// The day by which the version was picked.
    pub rechtsdatum: Date,
    /// The reads begin here …
    pub van: Stand,
    /// … and end here.
    pub tot: Stand,
    /// The rule refused, but the agreement was approved under older law.
    pub verzacht: bool,
    /// The exception that spoke instead.
    pub vervangen_door: Option<&'static str>,
}

/// All findings with all reads.
#[derive(Debug)]
pub struct Uitslag {
    /// One finding for each rule in force, in the order of the table.
    pub vondsten: Vec<Vondst>,
    /// What was read.
    pub lezingen: Lezingen,
}

/// Judges by every rule that is in force: there is no stop at the first defect.
pub fn evaluate(register: &Register, tabel: &Tabel, vraag: &Vraag<'_>) -> Uitslag {
    judge(tabel, vraag, register.len(), register.in_force(vraag))
}

/// Judges by these rule versions only, whatever the days say.
pub fn judge(
    tabel: &Tabel,
    vraag: &Vraag<'_>,
    count: usize,
    regels: impl Iterator<Item = &'static Regel>,
) -> Uitslag {
    let zaak = Zaak::new(vraag, tabel, count);
    let mut vondsten: Vec<Vondst> = Vec::with_capacity(count);
    let mut exceptions = false;
    for regel in regels {
        let van = zaak.stand();
        let spoken = (regel.beoordeel)(&zaak);
        let spoken = spoken.unwrap_or_else(|stop| stop.oordeel(vraag.feiten.formulier));
        let (oordeel, verzacht) = lawful(regel, spoken, vraag.modus);
        zaak.note(regel.id, oordeel.letter);
        exceptions |= !regel.gaat_voor.is_empty();
        vondsten.push(Vondst {
            regel,
            oordeel,
            rechtsdatum: regel.rechtsdatum(vraag),
            van,
            tot: zaak.stand(),
            verzacht,
            vervangen_door: None,
        });
    }
    if exceptions {
        silence(&mut vondsten);
    }
    Uitslag { vondsten, lezingen: zaak.into_lezingen() }
}

/// A refusal needs a ground; in an old agreement it warns unless the rule says otherwise.
fn lawful(regel: &Regel, spoken: Oordeel, modus: Modus) -> (Oordeel, bool) {
    if spoken.letter != Letter::Afgekeurd {
        return (spoken, false);
    }
    if regel.grond.is_none() || regel.open_norm {
        return (Oordeel::handmatig(&oordeel::ZONDER_GROND, []), false);
    }
    let softened = modus == Modus::Bestaand && regel.bestaand == InBestaand::Waarschuwt;
    let letter = if softened { Letter::Waarschuwing } else { Letter::Afgekeurd };
    (Oordeel { letter, ..spoken }, softened)
}

/// An exception that speaks silences the rules it names.
fn silence(vondsten: &mut [Vondst]) {
    let speaking: Vec<&'static Regel> = vondsten
        .iter()
        .filter(|vondst| vondst.oordeel.letter != Letter::NietVanToepassing)
        .map(|vondst| vondst.regel)
        .filter(|regel| !regel.gaat_voor.is_empty())
        .collect();
    for vondst in vondsten {
        let before = speaking.iter().find(|regel| regel.gaat_voor.contains(&vondst.regel.id));
        if let Some(exception) = before {
            vondst.vervangen_door = Some(exception.id);
            vondst.oordeel = Stop::NietVanToepassing.oordeel(0);
        }
    }
}

impl Uitslag {
    /// The result of the whole: any refusal refuses, else any doubt goes to a person, else any
    /// warning warns. Questions and rules that do not apply change nothing.
    pub fn uitkomst(&self) -> Uitkomst {
        let heaviest = self.vondsten.iter().map(|vondst| vondst.oordeel.letter).max();
        match heaviest {
            Some(Letter::Afgekeurd) => Uitkomst::Afgekeurd,
            Some(Letter::Handmatig) => Uitkomst::HandmatigeBeoordeling,
            Some(Letter::Waarschuwing) => Uitkomst::AkkoordMetWaarschuwing,
            Some(Letter::Akkoord | Letter::Vraag | Letter::NietVanToepassing) | None => {
                Uitkomst::Akkoord
            }
        }
    }

    /// What this rule found, when it was in force.
    pub fn vondst(&self, regel: &str) -> Option<&Vondst> {
        self.vondsten.iter().find(|vondst| vondst.regel.id == regel)
    }

    /// The findings with their texts, as they are told; a rule that does not apply and a question
    /// are left out.
    pub fn bevindingen(&self) -> Vec<Bevinding> {
        self.vondsten.iter().filter_map(Vondst::bevinding).collect()
    }
}

impl Vondst {
    /// What the budgethouder is told, Dutch at level B1.
    pub fn tekst(&self) -> String {
        let mut out = String::with_capacity(192);
        if let Some(gevuld) = &self.oordeel.tekst {
            gevuld.render(&mut out);
        } else {
            out.push_str(self.regel.naam);
            out.push_str(": in orde.");
        }
        out
    }

    /// The finding as it is told; nothing for a rule that does not apply and for a question.
    pub fn bevinding(&self) -> Option<Bevinding> {
        let uitkomst = match self.oordeel.letter {
            Letter::NietVanToepassing | Letter::Vraag => return None,
            Letter::Akkoord => Bevindinguitkomst::Akkoord,
            Letter::Waarschuwing => Bevindinguitkomst::Waarschuwing,
            Letter::Handmatig => Bevindinguitkomst::HandmatigeBeoordeling,
            Letter::Afgekeurd => Bevindinguitkomst::Afgekeurd,
        };
        let refuses = self.oordeel.letter == Letter::Afgekeurd;
        Some(Bevinding {
            regel: self.regel.id.to_owned(),
            regel_versie: u32::from(self.regel.versie),
            uitkomst,
            grond: self.regel.grond.filter(|_| refuses),
            artikelen: self.regel.artikelen.iter().map(|a| (*a).to_owned()).collect(),
            toelichting: self.tekst(),
            taak_op: self.oordeel.taak_op,
        })
    }
}
