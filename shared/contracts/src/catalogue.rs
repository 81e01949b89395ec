//! Who says what, and who hears it: the one list from which queues, bindings, permissions and
//! the published description are made.

use crate::envelope::Fact;
use crate::{
    BetaalgegevensVastgesteld, BetalingBijgewerkt, BudgethouderVastgesteld, BudgetstandBijgewerkt,
    DeclaratieGeboekt, DeclaratieIngediend, DeclaratieVastgesteld, MaatregelVastgesteld,
    OvereenkomsttaakVastgesteld, ToekenningVastgesteld, VerstrekkerVastgesteld,
    VorderingBijgewerkt, ZorgovereenkomstGetoetst, ZorgovereenkomstIngediend,
    ZorgovereenkomstVastgesteld, ZorgverlenerVastgesteld,
};

/// The topic exchange all facts go through.
pub const EXCHANGE: &str = "pgb";

/// A kind of fact with its sayer and hearers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// [`Fact::TYPE`]: also the routing key.
    pub name: &'static str,
    /// The one service that says it.
    pub from: &'static str,
    /// The queues that hear it.
    pub heard_by: &'static [Queue],
}

/// A queue of one service, for facts of one urgency. Quorum, with `<name>.dlq` behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Queue {
    /// The service that consumes it.
    pub service: &'static str,
    /// Its name, beginning with the service.
    pub name: &'static str,
}

const fn queue(service: &'static str, name: &'static str) -> Queue {
    Queue { service, name }
}

/// Master data for payout: people, accounts, grants, agreements, measures.
pub const PAYOUT_STAMGEGEVENS: Queue = queue("payout", "payout.stamgegevens");
/// Claims for payout: the flow that must never wait behind something else.
pub const PAYOUT_DECLARATIES: Queue = queue("payout", "payout.declaraties");
/// Agreements to be judged.
pub const LABOUR_CHECK_OVEREENKOMSTEN: Queue = queue("labour-check", "labour-check.overeenkomsten");
/// Answers to zorgdomein: toetsen and measures.
pub const ZORGDOMEIN_ANTWOORDEN: Queue = queue("zorgdomein", "zorgdomein.antwoorden");
/// What payout booked and paid, for zorgdomein.
pub const ZORGDOMEIN_GEBOEKT: Queue = queue("zorgdomein", "zorgdomein.geboekt");
/// Master data for risk-scan.
pub const RISK_SCAN_STAMGEGEVENS: Queue = queue("risk-scan", "risk-scan.stamgegevens");
/// Claims and payments for risk-scan.
pub const RISK_SCAN_STROOM: Queue = queue("risk-scan", "risk-scan.stroom");

/// Every fact of the chain.
pub const KINDS: [Kind; 16] = [
    Kind {
        name: VerstrekkerVastgesteld::TYPE,
        from: "zorgdomein",
        heard_by: &[PAYOUT_STAMGEGEVENS, LABOUR_CHECK_OVEREENKOMSTEN, RISK_SCAN_STAMGEGEVENS],
    },
    Kind {
        name: BudgethouderVastgesteld::TYPE,
        from: "zorgdomein",
        heard_by: &[PAYOUT_STAMGEGEVENS, RISK_SCAN_STAMGEGEVENS],
    },
    Kind {
        name: ZorgverlenerVastgesteld::TYPE,
        from: "zorgdomein",
        heard_by: &[PAYOUT_STAMGEGEVENS, RISK_SCAN_STAMGEGEVENS],
    },
    Kind {
        name: BetaalgegevensVastgesteld::TYPE,
        from: "zorgdomein",
        heard_by: &[PAYOUT_STAMGEGEVENS],
    },
    Kind {
        name: ToekenningVastgesteld::TYPE,
        from: "zorgdomein",
        heard_by: &[PAYOUT_STAMGEGEVENS, RISK_SCAN_STAMGEGEVENS],
    },
    Kind {
        name: ZorgovereenkomstIngediend::TYPE,
        from: "zorgdomein",
        heard_by: &[LABOUR_CHECK_OVEREENKOMSTEN],
    },
    Kind {
        name: ZorgovereenkomstGetoetst::TYPE,
        from: "labour-check",
        heard_by: &[ZORGDOMEIN_ANTWOORDEN],
    },
    Kind {
        name: OvereenkomsttaakVastgesteld::TYPE,
        from: "labour-check",
        heard_by: &[ZORGDOMEIN_ANTWOORDEN],
    },
    Kind {
        name: ZorgovereenkomstVastgesteld::TYPE,
        from: "zorgdomein",
        heard_by: &[PAYOUT_STAMGEGEVENS, LABOUR_CHECK_OVEREENKOMSTEN, RISK_SCAN_STAMGEGEVENS],
    },
    Kind { name: DeclaratieIngediend::TYPE, from: "zorgdomein", heard_by: &[RISK_SCAN_STROOM] },
    Kind {
        name: DeclaratieVastgesteld::TYPE,
        from: "zorgdomein",
        heard_by: &[PAYOUT_DECLARATIES, RISK_SCAN_STROOM],
    },
    Kind { name: DeclaratieGeboekt::TYPE, from: "payout", heard_by: &[ZORGDOMEIN_GEBOEKT] },
    Kind {
        name: BetalingBijgewerkt::TYPE,
        from: "payout",
        heard_by: &[ZORGDOMEIN_GEBOEKT, RISK_SCAN_STROOM],
    },
    Kind {
        name: VorderingBijgewerkt::TYPE,
        from: "payout",
        heard_by: &[ZORGDOMEIN_GEBOEKT, RISK_SCAN_STROOM],
    },
    Kind {
        name: BudgetstandBijgewerkt::TYPE,
        from: "payout",
        heard_by: &[ZORGDOMEIN_GEBOEKT, RISK_SCAN_STROOM],
    },
    Kind {
        name: MaatregelVastgesteld::TYPE,
        from: "risk-scan",
        heard_by: &[PAYOUT_STAMGEGEVENS, ZORGDOMEIN_ANTWOORDEN],
    },
];

/// The services that say or hear facts.
pub const SERVICES: [&str; 4] = ["zorgdomein", "payout", "labour-check", "risk-scan"];

/// All queues, each once, in the order of the list.
pub fn queues() -> Vec<Queue> {
    let mut queues: Vec<Queue> = KINDS.iter().flat_map(|kind| kind.heard_by).copied().collect();
    queues.sort();
    queues.dedup();
    queues
}
