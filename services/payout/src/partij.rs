//! Payees, agreements and what blocks them, as far as payments need them; pure.
//!
//! Payout keeps of a person only the account and the name of its holder; a BSN that comes along is
//! not kept. Blocks stack: a payment is payable when none holds it.

#![warn(clippy::arithmetic_side_effects)]

use contracts::{MaatregelVastgesteld, ZorgovereenkomstVastgesteld};
use jiff::ToSpan as _;
use jiff::civil::Date;
use uuid::Uuid;

use crate::bank::calendar::add_target_days;
use crate::bank::text;

pub mod flows;
pub mod http;
pub mod messages;
pub mod peers;
pub mod store;

/// Why payments are held, and at which level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blokkade {
    /// Which.
    pub id: Uuid,
    /// What kind.
    pub soort: Blokkadesoort,
    /// For whose money; nil for everybody's.
    pub verstrekker: Uuid,
    /// Payments from this budget, when given.
    pub toekenning: Option<Uuid>,
    /// Payments to this payee, when given.
    pub zorgverlener: Option<Uuid>,
    /// Payments on this agreement, when given.
    pub zorgovereenkomst: Option<Uuid>,
    /// Payments to this account, when given.
    pub betaalgegevens: Option<Uuid>,
    /// First day.
    pub van: Date,
    /// Last day, inclusive.
    pub tot: Option<Date>,
    /// What is shown and said.
    pub reden: String,
}

/// The kinds of blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blokkadesoort {
    /// A schadebeperkende maatregel that people decided (pgb:R-BLK-01).
    Maatregel,
    /// A wage that must go through payroll, which is not there yet.
    Loonadministratie,
    /// The account is no good.
    Iban,
    /// The bank holds something against the payee.
    Ontvanger,
    /// The account holder died; what is due stays for the estate.
    Overleden,
    /// The bank suspects fraud.
    Fraude,
    /// A changed account that may not be paid to yet (payments:6.1).
    Afkoeling,
    /// The bank of the payee does not know the account by this name.
    Naam,
    /// The payee stands on a sanctions list.
    Sanctie,
    /// Somebody of the desk set it; it ends by itself within thirteen weeks.
    Hand,
}

impl Blokkadesoort {
    const ALL: [Self; 10] = [
        Self::Maatregel,
        Self::Loonadministratie,
        Self::Iban,
        Self::Ontvanger,
        Self::Overleden,
        Self::Fraude,
        Self::Afkoeling,
        Self::Naam,
        Self::Sanctie,
        Self::Hand,
    ];

    /// Reads a column.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|soort| soort.code() == code)
    }

    /// Whether a person may lift it. The others end when their cause does.
    pub const fn is_op_te_heffen(self) -> bool {
        match self {
            Self::Ontvanger
            | Self::Overleden
            | Self::Fraude
            | Self::Naam
            | Self::Sanctie
            | Self::Hand => true,
            Self::Maatregel | Self::Loonadministratie | Self::Iban | Self::Afkoeling => false,
        }
    }

    /// As a column holds it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Maatregel => "maatregel",
            Self::Loonadministratie => "loonadministratie",
            Self::Iban => "iban",
            Self::Ontvanger => "ontvanger",
            Self::Overleden => "overleden",
            Self::Fraude => "fraude",
            Self::Afkoeling => "afkoeling",
            Self::Naam => "naam",
            Self::Sanctie => "sanctie",
            Self::Hand => "hand",
        }
    }
}

/// What a payment is, seen by a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Betaalrelatie<'a> {
    /// Whose money.
    pub verstrekker: Uuid,
    /// To whom.
    pub zorgverlener: Uuid,
    /// On which agreement.
    pub zorgovereenkomst: Uuid,
    /// To which account.
    pub betaalgegevens: Uuid,
    /// From which budgets.
    pub toekenningen: &'a [Uuid],
}

impl Blokkade {
    /// Whether it holds this payment on this day: every level it names must fit.
    pub fn holds(&self, relatie: &Betaalrelatie<'_>, vandaag: Date) -> bool {
        let fits = |named: Option<Uuid>, own: Uuid| named.is_none_or(|named| named == own);
        (self.verstrekker.is_nil() || self.verstrekker == relatie.verstrekker)
            && self.toekenning.is_none_or(|named| relatie.toekenningen.contains(&named))
            && fits(self.zorgverlener, relatie.zorgverlener)
            && fits(self.zorgovereenkomst, relatie.zorgovereenkomst)
            && fits(self.betaalgegevens, relatie.betaalgegevens)
            && self.van <= vandaag
            && self.tot.is_none_or(|tot| vandaag <= tot)
    }
}

/// The block that a maatregel asks for; none when it has ended.
pub fn of_maatregel(maatregel: &MaatregelVastgesteld) -> Option<Blokkade> {
    maatregel.actief.then(|| Blokkade {
        id: maatregel.maatregel_id,
        soort: Blokkadesoort::Maatregel,
        verstrekker: maatregel.verstrekker_id,
        toekenning: None,
        zorgverlener: Some(maatregel.zorgverlener_id),
        zorgovereenkomst: maatregel.zorgovereenkomst_id,
        betaalgegevens: None,
        van: maatregel.van,
        tot: Some(maatregel.tot),
        reden: "maatregel".to_owned(),
    })
}

/// The block of an agreement that needs payroll; none when it does not. Its id is that of the
/// agreement: there is one at most.
pub fn of_overeenkomst(
    overeenkomst: &ZorgovereenkomstVastgesteld,
    vandaag: Date,
) -> Option<Blokkade> {
    overeenkomst.salarisadministratie.then(|| Blokkade {
        id: overeenkomst.zorgovereenkomst_id,
        soort: Blokkadesoort::Loonadministratie,
        verstrekker: Uuid::nil(),
        toekenning: None,
        zorgverlener: None,
        zorgovereenkomst: Some(overeenkomst.zorgovereenkomst_id),
        betaalgegevens: None,
        van: vandaag,
        tot: None,
        reden: "loonadministratie".to_owned(),
    })
}

/// The block of an account that the bank called no good. Its id is that of the account.
pub fn of_rekening(betaalgegevens: Uuid, reden: &str, vandaag: Date) -> Blokkade {
    Blokkade {
        id: betaalgegevens,
        soort: Blokkadesoort::Iban,
        verstrekker: Uuid::nil(),
        toekenning: None,
        zorgverlener: None,
        zorgovereenkomst: None,
        betaalgegevens: Some(betaalgegevens),
        van: vandaag,
        tot: None,
        reden: reden.to_owned(),
    }
}

/// The block that something found out about a payee or an account asks for.
pub fn of_bevinding(
    id: Uuid,
    soort: Blokkadesoort,
    wie: Betrokkene,
    (reden, vandaag): (&str, Date),
) -> Blokkade {
    let (zorgverlener, betaalgegevens) = match wie {
        Betrokkene::Zorgverlener(id) => (Some(id), None),
        Betrokkene::Rekening(id) => (None, Some(id)),
    };
    Blokkade {
        id,
        soort,
        verstrekker: Uuid::nil(),
        toekenning: None,
        zorgverlener,
        zorgovereenkomst: None,
        betaalgegevens,
        van: vandaag,
        tot: None,
        reden: reden.to_owned(),
    }
}

/// About whom something was found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Betrokkene {
    /// A payee, whatever he is paid for.
    Zorgverlener(Uuid),
    /// An account.
    Rekening(Uuid),
}

/// TARGET days between the approval of a changed account and the first payment to it
/// (payments:6.1).
pub const AFKOELING_DAGEN: u16 = 3;

/// The first day on which a changed account may be paid to, when it was approved on this day.
pub fn bruikbaar_van(goedgekeurd: Date) -> Date {
    add_target_days(goedgekeurd, AFKOELING_DAGEN)
}

/// The longest a block by hand holds, days: thirteen weeks.
pub const HAND_DAGEN: i64 = 91;

/// The last day of a block by hand: that which was asked, or thirteen weeks. `None` when more was
/// asked, or a day before the first.
pub fn hand_tot(van: Date, gevraagd: Option<Date>) -> Option<Date> {
    let last = van.saturating_add(HAND_DAGEN.days());
    let tot = gevraagd.unwrap_or(last);
    (van <= tot && tot <= last).then_some(tot)
}

/// A name as sanctions lists are compared: letters and digits that every bank can read, capitals,
/// the words in order of the alphabet, so that `Jansen, P.` is `P. Jansen`.
pub fn naamsleutel(naam: &str) -> String {
    let read = text::convert(naam).tekst.to_uppercase();
    let mut words: Vec<&str> =
        read.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.join(" ")
}

/// What the bank of a payee says of a name with an account (payments:1.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naamcontrole {
    /// It is the name.
    Past,
    /// It is almost the name.
    LijktOp,
    /// It is another name.
    PastNiet,
    /// It could not be asked; that is not a match.
    NietMogelijk,
}

impl Naamcontrole {
    /// As a column and the wire hold it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Past => "past",
            Self::LijktOp => "lijktOp",
            Self::PastNiet => "pastNiet",
            Self::NietMogelijk => "nietMogelijk",
        }
    }
}

/// Why an act on an account or a block is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is not there.
    #[error("het bestaat niet")]
    Onbekend,
    /// The account changed again, or waits for nothing.
    #[error("deze wijziging wacht niet op goedkeuring")]
    WachtNiet,
    /// Its cause ends it, nobody else.
    #[error("deze blokkade eindigt vanzelf met haar oorzaak")]
    EindigtVanzelf,
    /// The second person must be another.
    #[error("wie de blokkade zette, heft haar niet op (vier ogen)")]
    ZelfdePersoon,
    /// It was lifted before.
    #[error("de blokkade is al opgeheven")]
    Opgeheven,
}

#[cfg(test)]
mod tests;
