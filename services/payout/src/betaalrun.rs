//! A payment run: which payments go to the bank, and who said so; pure.
//!
//! `concept → vergrendeld → gecontroleerd → goedgekeurd → vrijgegeven → verzonden → geboekt →
//! afgesloten`; before the files are built it may be `geannuleerd`. Each step is the act of one
//! person, kept for ever. Four eyes (payments:6.1): maker, approver and releaser are three persons,
//! and neither of the last two stands behind what he changed himself in the last thirty days. Any
//! change of the run voids the checks and the approval.

#![warn(clippy::arithmetic_side_effects)]

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use kernel::Euro;
use uuid::Uuid;

use self::keuze::Grenzen;
use crate::bank::calendar::is_target_day;
use crate::bestand::profiel::Bankprofiel;
use crate::grootboek::minus;

pub mod flows;
pub mod http;
pub mod keuze;
pub mod store;
pub mod vergelijking;

/// The most payments one run may hold.
pub const BETALINGEN_MAX: i64 = 200_000;

/// The fewest: a file with one payment would be checked by the bank by name, and tells its reader
/// who is paid (payments:0.1).
pub const BETALINGEN_MIN: i64 = 2;

/// A payment run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Betaalrun {
    /// Which.
    pub id: Uuid,
    /// Its number, in the references of its files.
    pub nummer: i64,
    /// The day the bank is asked to pay.
    pub uitvoerdatum: Date,
    /// How many payments.
    pub aantal: i64,
    /// What they add up to.
    pub totaal: Euro,
    /// Who made it.
    pub maker: String,
    /// Where it stands, with who brought it there.
    pub staat: Staat,
    /// Row version.
    pub revisie: i64,
}

/// Where a run stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Staat {
    /// Made; payments chosen.
    Concept,
    /// The set of payments is fixed.
    Vergrendeld,
    /// Limits and doubles were looked at.
    Gecontroleerd {
        /// By whom.
        controleur: String,
    },
    /// A second person approved it.
    Goedgekeurd(Akkoord),
    /// Files are built.
    Vrijgegeven {
        /// The approval it rests on.
        akkoord: Akkoord,
        /// Who released it.
        vrijgever: String,
        /// What happened since.
        voortgang: Voortgang,
    },
    /// Given up before files were built.
    Geannuleerd,
}

/// A check and an approval, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Akkoord {
    /// Who checked.
    pub controleur: String,
    /// Who approved.
    pub goedkeurder: String,
}

/// How far a released run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voortgang {
    /// Files are built, not all sent.
    Vrijgegeven,
    /// All files went to the bank.
    Verzonden,
    /// Every attempt ended: booked or refused.
    Geboekt,
    /// Reconciled and done.
    Afgesloten,
}

impl Voortgang {
    /// As a column holds it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Vrijgegeven => "vrijgegeven",
            Self::Verzonden => "verzonden",
            Self::Geboekt => "geboekt",
            Self::Afgesloten => "afgesloten",
        }
    }
}

impl Staat {
    /// As a column and the wire hold it.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Concept => "concept",
            Self::Vergrendeld => "vergrendeld",
            Self::Gecontroleerd { controleur: _ } => "gecontroleerd",
            Self::Goedgekeurd(_) => "goedgekeurd",
            Self::Vrijgegeven { akkoord: _, vrijgever: _, voortgang } => voortgang.code(),
            Self::Geannuleerd => "geannuleerd",
        }
    }
}

/// What somebody does with a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handeling {
    /// Fix the set of payments.
    Vergrendelen,
    /// Confirm the checks.
    Controleren,
    /// Approve.
    Goedkeuren,
    /// Release: files are built.
    Vrijgeven,
    /// Give up.
    Annuleren,
}

impl Handeling {
    /// As the log of acts holds it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Vergrendelen => "vergrendeling",
            Self::Controleren => "controle",
            Self::Goedkeuren => "goedkeuring",
            Self::Vrijgeven => "vrijgave",
            Self::Annuleren => "annulering",
        }
    }
}

/// Why an act on a run is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is nothing to pay.
    #[error("er zijn geen betalingen gereed")]
    GeenBetalingen,
    /// One payment alone waits for the next run.
    #[error("een run met één betaling is niet toegestaan; de betaling wacht op de volgende run")]
    EenBetaling,
    /// The bank does not work on that day, or it is not within reach.
    #[error(
        "de uitvoerdatum is geen TARGET-dag, ligt in het verleden of meer dan 364 dagen vooruit"
    )]
    Uitvoerdatum,
    /// The act does not fit the state.
    #[error("een run die {staat} is, kan deze handeling niet krijgen")]
    Staat {
        /// The state it is in.
        staat: &'static str,
    },
    /// Who made a run does not approve it.
    #[error("wie de run maakte, keurt hem niet goed (vier ogen)")]
    MakerKeurtGoed,
    /// Who approved a run does not release it.
    #[error("wie de run goedkeurde, geeft hem niet vrij (vier ogen)")]
    GoedkeurderGeeftVrij,
    /// Who made a run does not release it.
    #[error("wie de run maakte, geeft hem niet vrij (vier ogen)")]
    MakerGeeftVrij,
    /// Who changed something in a run does not stand behind it.
    #[error(
        "in deze run zit iets dat u in de laatste {dagen} dagen zelf wijzigde: {soorten} (vier ogen)"
    )]
    ZelfGewijzigd {
        /// How far it looks back.
        dagen: i64,
        /// What kinds of things.
        soorten: String,
    },
    /// Payments are stopped.
    #[error("er geldt een noodstop")]
    Noodstop,
    /// More than a run may hold, or than this person may approve.
    #[error("het totaal is hoger dan de grens van {grens} eurocent voor {van}")]
    Grens {
        /// Of what.
        van: &'static str,
        /// The limit, eurocents.
        grens: i64,
    },
    /// The bank takes no files for today any more.
    #[error("de bank neemt voor vandaag geen bestanden meer aan (tot {sluit_om}); verzet de run")]
    NaSluiting {
        /// On the clock of Amsterdam.
        sluit_om: String,
    },
    /// Somebody else changed it in the meantime.
    #[error("de run is intussen gewijzigd")]
    Gewijzigd,
    /// It is not there.
    #[error("de run bestaat niet")]
    Onbekend,
    /// The files would break a rule of the bank.
    #[error("het bankbestand klopt niet: {fouten}")]
    Bestand {
        /// Every fault; none shows a name or an account.
        fouten: String,
    },
}

impl Betaalrun {
    /// A new run of the payments chosen; one payment alone is refused.
    pub fn draft(
        id: Uuid,
        uitvoerdatum: Date,
        maker: &str,
        bedragen: &[Euro],
        vandaag: Date,
    ) -> Result<Self, Refusal> {
        check_uitvoerdatum(uitvoerdatum, vandaag)?;
        let aantal = i64::try_from(bedragen.len()).unwrap_or(i64::MAX);
        check_aantal(aantal)?;
        Ok(Self {
            id,
            nummer: 0,
            uitvoerdatum,
            aantal,
            totaal: bedragen.iter().copied().sum(),
            maker: maker.to_owned(),
            staat: Staat::Concept,
            revisie: 1,
        })
    }

    /// The run, when its sum is not above the hard limit of a run.
    pub fn within(self, grenzen: &Grenzen) -> Result<Self, Refusal> {
        if self.totaal > grenzen.run.hard {
            return Err(Refusal::Grens { van: "een run", grens: grenzen.run.hard.cents() });
        }
        Ok(self)
    }

    /// Somebody moves it to another day: checks and approval are void.
    pub fn move_to(self, uitvoerdatum: Date, vandaag: Date) -> Result<Self, Refusal> {
        check_uitvoerdatum(uitvoerdatum, vandaag)?;
        let moved = self.take_out(0, Euro::ZERO)?;
        Ok(Self { uitvoerdatum, ..moved })
    }

    /// An act of one person.
    pub fn act(self, handeling: Handeling, door: &str, vandaag: Date) -> Result<Self, Refusal> {
        let next = match (handeling, self.staat) {
            (Handeling::Vergrendelen, Staat::Concept) => {
                check_aantal(self.aantal)?;
                Staat::Vergrendeld
            }
            (Handeling::Controleren, Staat::Vergrendeld) => {
                check_aantal(self.aantal)?;
                Staat::Gecontroleerd { controleur: door.to_owned() }
            }
            (Handeling::Goedkeuren, Staat::Gecontroleerd { controleur }) => {
                if door == self.maker {
                    return Err(Refusal::MakerKeurtGoed);
                }
                Staat::Goedgekeurd(Akkoord { controleur, goedkeurder: door.to_owned() })
            }
            (Handeling::Vrijgeven, Staat::Goedgekeurd(akkoord)) => {
                if door == akkoord.goedkeurder {
                    return Err(Refusal::GoedkeurderGeeftVrij);
                }
                if door == self.maker {
                    return Err(Refusal::MakerGeeftVrij);
                }
                check_uitvoerdatum(self.uitvoerdatum, vandaag)?;
                check_aantal(self.aantal)?;
                let vrijgever = door.to_owned();
                Staat::Vrijgegeven { akkoord, vrijgever, voortgang: Voortgang::Vrijgegeven }
            }
            (
                Handeling::Annuleren,
                Staat::Concept
                | Staat::Vergrendeld
                | Staat::Gecontroleerd { controleur: _ }
                | Staat::Goedgekeurd(_),
            ) => Staat::Geannuleerd,
            (_, staat) => return Err(Refusal::Staat { staat: staat.code() }),
        };
        Ok(Self { staat: next, revisie: self.revisie.saturating_add(1), ..self })
    }

    /// Payments left the run before its files were built: checks and approval are void.
    pub fn take_out(self, aantal: i64, bedrag: Euro) -> Result<Self, Refusal> {
        let staat = match self.staat {
            Staat::Concept => Staat::Concept,
            Staat::Vergrendeld | Staat::Gecontroleerd { controleur: _ } | Staat::Goedgekeurd(_) => {
                Staat::Vergrendeld
            }
            staat @ (Staat::Vrijgegeven { akkoord: _, vrijgever: _, voortgang: _ }
            | Staat::Geannuleerd) => return Err(Refusal::Staat { staat: staat.code() }),
        };
        Ok(Self {
            staat,
            aantal: self.aantal.saturating_sub(aantal),
            totaal: minus(self.totaal, bedrag),
            revisie: self.revisie.saturating_add(1),
            ..self
        })
    }
}

/// Days in which somebody does not stand behind what he changed himself (payments:6.1).
pub const AANRAKING_DAGEN: i64 = 30;

/// Whether somebody may do this with a run in which he changed these kinds of things.
pub fn check_touched(handeling: Handeling, gewijzigd: &[String]) -> Result<(), Refusal> {
    let judges = matches!(handeling, Handeling::Goedkeuren | Handeling::Vrijgeven);
    if judges && !gewijzigd.is_empty() {
        return Err(Refusal::ZelfGewijzigd {
            dagen: AANRAKING_DAGEN,
            soorten: gewijzigd.join(", "),
        });
    }
    Ok(())
}

/// Whether its bank still takes the files of a run for its day.
pub fn check_cut_off(run: &Betaalrun, profiel: &Bankprofiel, nu: DateTime) -> Result<(), Refusal> {
    if profiel.takes(run.uitvoerdatum, nu) {
        return Ok(());
    }
    Err(Refusal::NaSluiting { sluit_om: profiel.sluit_om.to_string() })
}

/// Whether one person may stand behind this sum.
pub fn check_approver(
    handeling: Handeling,
    totaal: Euro,
    grenzen: &Grenzen,
) -> Result<(), Refusal> {
    let grens = grenzen.goedkeurder.hard;
    if handeling == Handeling::Goedkeuren && totaal > grens {
        return Err(Refusal::Grens { van: "een goedkeurder", grens: grens.cents() });
    }
    Ok(())
}

fn check_aantal(aantal: i64) -> Result<(), Refusal> {
    match aantal {
        i64::MIN..=0 => Err(Refusal::GeenBetalingen),
        1 => Err(Refusal::EenBetaling),
        _ => Ok(()),
    }
}

fn check_uitvoerdatum(dag: Date, vandaag: Date) -> Result<(), Refusal> {
    let last = vandaag.saturating_add(364.days());
    if dag < vandaag || dag > last || !is_target_day(dag) {
        return Err(Refusal::Uitvoerdatum);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
