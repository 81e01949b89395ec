//! The two approvals of an agreement, and the status that follows from them (pgb:3.5).
//!
//! The toets answers a version of the agreement and may answer again, when a jurist looked. Each
//! verstrekker judges the content of its own lines, once; under the Zvw nobody does
//! (pgb:R-GOE-07). All yes is actief, any no is afgekeurd.
#![warn(clippy::arithmetic_side_effects)]

use contracts::labour::Uitkomst;
use kernel::{Fault, Wet};
use uuid::Uuid;

use super::{Overeenkomstregel, Refusal};

/// Where an agreement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Handed in; not everybody has answered.
    Ingediend,
    /// Both approvals are there.
    Actief,
    /// Somebody said no.
    Afgekeurd,
    /// It has ended.
    Beeindigd,
}

impl Status {
    /// The code in the database and on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ingediend => "ingediend",
            Self::Actief => "actief",
            Self::Afgekeurd => "afgekeurd",
            Self::Beeindigd => "beeindigd",
        }
    }

    /// The status with this code.
    pub fn parse(code: &str) -> Result<Self, Fault> {
        [Self::Ingediend, Self::Actief, Self::Afgekeurd, Self::Beeindigd]
            .into_iter()
            .find(|status| status.code() == code)
            .ok_or(Fault::new("ingediend, actief, afgekeurd of beeindigd"))
    }
}

/// What the toets said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arbeidsrecht {
    /// No answer yet.
    Open,
    /// Lawful, with or without a warning.
    Akkoord,
    /// A jurist must look.
    Handmatig,
    /// Not lawful.
    Afgekeurd,
}

impl Arbeidsrecht {
    /// The code in the database and on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Akkoord => "akkoord",
            Self::Handmatig => "handmatigeBeoordeling",
            Self::Afgekeurd => "afgekeurd",
        }
    }

    /// The answer with this code.
    pub fn parse(code: &str) -> Result<Self, Fault> {
        [Self::Open, Self::Akkoord, Self::Handmatig, Self::Afgekeurd]
            .into_iter()
            .find(|answer| answer.code() == code)
            .ok_or(Fault::new("open, akkoord, handmatigeBeoordeling of afgekeurd"))
    }

    const fn of(uitkomst: Uitkomst) -> Self {
        match uitkomst {
            Uitkomst::Akkoord | Uitkomst::AkkoordMetWaarschuwing => Self::Akkoord,
            Uitkomst::HandmatigeBeoordeling => Self::Handmatig,
            Uitkomst::Afgekeurd => Self::Afgekeurd,
        }
    }
}

/// What a verstrekker said of the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oordeel {
    /// No answer yet.
    Open,
    /// The content is right.
    Goed,
    /// The content is wrong.
    Fout,
    /// The law asks for none.
    NietNodig,
}

impl Oordeel {
    /// The code in the database and on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Goed => "goed",
            Self::Fout => "fout",
            Self::NietNodig => "nietNodig",
        }
    }

    /// The judgement with this code.
    pub fn parse(code: &str) -> Result<Self, Fault> {
        [Self::Open, Self::Goed, Self::Fout, Self::NietNodig]
            .into_iter()
            .find(|oordeel| oordeel.code() == code)
            .ok_or(Fault::new("open, goed, fout of nietNodig"))
    }
}

/// The judgement of one verstrekker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inhoudsoordeel {
    /// Who judges.
    pub verstrekker_id: Uuid,
    /// What it said.
    pub oordeel: Oordeel,
    /// Why, when it said no.
    pub reden: Option<String>,
}

/// All approvals of one version of an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goedkeuringen {
    /// Where the agreement stands.
    pub status: Status,
    /// The version that is judged.
    pub overeenkomst_versie: i64,
    /// The toets.
    pub arbeidsrecht: Arbeidsrecht,
    /// The verstrekkers, in order of id.
    pub inhoud: Vec<Inhoudsoordeel>,
}

impl Goedkeuringen {
    /// The approvals a new agreement waits for.
    pub fn new(regels: &[Overeenkomstregel]) -> Self {
        let mut verstrekkers: Vec<Uuid> = regels.iter().map(|r| r.verstrekker_id).collect();
        verstrekkers.sort_unstable();
        verstrekkers.dedup();
        let judged = |id: Uuid| {
            regels.iter().any(|regel| regel.verstrekker_id == id && regel.wet != Wet::Zvw)
        };
        let inhoud = verstrekkers
            .into_iter()
            .map(|verstrekker_id| Inhoudsoordeel {
                verstrekker_id,
                oordeel: if judged(verstrekker_id) { Oordeel::Open } else { Oordeel::NietNodig },
                reden: None,
            })
            .collect();
        Self {
            status: Status::Ingediend,
            overeenkomst_versie: 1,
            arbeidsrecht: Arbeidsrecht::Open,
            inhoud,
        }
    }

    /// The toets answers. An answer to another version says nothing about this one.
    #[must_use]
    pub fn answered(mut self, overeenkomst_versie: i64, uitkomst: Uitkomst) -> Self {
        if overeenkomst_versie == self.overeenkomst_versie {
            self.arbeidsrecht = Arbeidsrecht::of(uitkomst);
        }
        self.settled()
    }

    /// The next version goes to the toets; what was agreed holds until it says no.
    #[must_use]
    pub fn asked_again(mut self) -> Self {
        self.overeenkomst_versie = self.overeenkomst_versie.saturating_add(1);
        self.arbeidsrecht = Arbeidsrecht::Open;
        self
    }

    /// Verstrekkers judge the content.
    pub fn judged(
        mut self,
        by: impl Fn(Uuid) -> bool,
        oordeel: Oordeel,
        reden: Option<&str>,
    ) -> Result<Self, Refusal> {
        if self.status != Status::Ingediend {
            return Err(Refusal::NotInBeoordeling);
        }
        let mut judged = false;
        for own in self.inhoud.iter_mut().filter(|own| by(own.verstrekker_id)) {
            if own.oordeel == Oordeel::Open {
                own.oordeel = oordeel;
                own.reden = reden.map(str::to_owned);
                judged = true;
            }
        }
        if judged { Ok(self.settled()) } else { Err(Refusal::NotInBeoordeling) }
    }

    /// The status that follows: a no ends it, all yes makes it active. What is active stays so
    /// while a question is open.
    fn settled(mut self) -> Self {
        let refused = self.arbeidsrecht == Arbeidsrecht::Afgekeurd
            || self.inhoud.iter().any(|own| own.oordeel == Oordeel::Fout);
        let agreed = self.arbeidsrecht == Arbeidsrecht::Akkoord
            && self
                .inhoud
                .iter()
                .all(|own| matches!(own.oordeel, Oordeel::Goed | Oordeel::NietNodig));
        self.status = match self.status {
            Status::Beeindigd => Status::Beeindigd,
            _ if refused => Status::Afgekeurd,
            _ if agreed => Status::Actief,
            Status::Actief => Status::Actief,
            Status::Ingediend | Status::Afgekeurd => Status::Ingediend,
        };
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::wijziging::proef::overeenkomst;
    use super::*;

    fn new() -> Goedkeuringen {
        Goedkeuringen::new(&overeenkomst().regels)
    }

    fn everybody(_: Uuid) -> bool {
        true
    }

    #[test]
    fn both_yes_is_active_in_either_order() {
        let one = new()
            .answered(1, Uitkomst::AkkoordMetWaarschuwing)
            .judged(everybody, Oordeel::Goed, None)
            .unwrap();
        let other =
            new().judged(everybody, Oordeel::Goed, None).unwrap().answered(1, Uitkomst::Akkoord);
        assert_eq!(one.status, Status::Actief);
        assert_eq!(one, other);
    }

    #[test]
    fn any_no_ends_it_and_a_jurist_is_waited_for() {
        assert_eq!(new().answered(1, Uitkomst::Afgekeurd).status, Status::Afgekeurd);
        let refused = new().judged(everybody, Oordeel::Fout, Some("te duur")).unwrap();
        assert_eq!(refused.status, Status::Afgekeurd);
        assert_eq!(refused.answered(1, Uitkomst::Akkoord).status, Status::Afgekeurd);
        let waiting = new()
            .answered(1, Uitkomst::HandmatigeBeoordeling)
            .judged(everybody, Oordeel::Goed, None)
            .unwrap();
        assert_eq!(waiting.status, Status::Ingediend);
        assert_eq!(waiting.answered(1, Uitkomst::Akkoord).status, Status::Actief);
    }

    #[test]
    fn a_changed_agreement_stays_active_until_the_toets_says_no() {
        let changed = new()
            .answered(1, Uitkomst::Akkoord)
            .judged(everybody, Oordeel::Goed, None)
            .unwrap()
            .asked_again();
        assert_eq!((changed.status, changed.overeenkomst_versie), (Status::Actief, 2));
        let jurist = changed.clone().answered(2, Uitkomst::HandmatigeBeoordeling);
        assert_eq!(jurist.status, Status::Actief);
        assert_eq!(changed.clone().answered(1, Uitkomst::Afgekeurd), changed);
        assert_eq!(changed.answered(2, Uitkomst::Afgekeurd).status, Status::Afgekeurd);
    }

    #[test]
    fn an_answer_to_another_version_changes_nothing() {
        assert_eq!(new().answered(2, Uitkomst::Afgekeurd), new());
    }

    #[test]
    fn only_an_own_open_judgement_can_be_given_and_once() {
        let nobody = |_| false;
        assert_eq!(new().judged(nobody, Oordeel::Goed, None), Err(Refusal::NotInBeoordeling));
        let once = new().judged(everybody, Oordeel::Goed, None).unwrap();
        assert_eq!(once.judged(everybody, Oordeel::Fout, None), Err(Refusal::NotInBeoordeling));
    }

    #[test]
    fn every_verstrekker_of_a_line_must_agree_and_the_zvw_needs_none() {
        let mut regels = overeenkomst().regels;
        let mut other = regels[0].clone();
        other.verstrekker_id = Uuid::from_u128(2);
        regels.push(other);
        let both = Goedkeuringen::new(&regels).answered(1, Uitkomst::Akkoord);
        let first = both.judged(|id| id == Uuid::from_u128(1), Oordeel::Goed, None).unwrap();
        assert_eq!(first.status, Status::Ingediend);
        let second =
            first.clone().judged(|id| id == Uuid::from_u128(2), Oordeel::Goed, None).unwrap();
        assert_eq!(second.status, Status::Actief);
        regels[1].wet = Wet::Zvw;
        let zvw = Goedkeuringen::new(&regels)
            .answered(1, Uitkomst::Akkoord)
            .judged(|id| id == Uuid::from_u128(1), Oordeel::Goed, None)
            .unwrap();
        assert_eq!(zvw.status, Status::Actief);
    }
}
