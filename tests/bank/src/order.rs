//! A payment order as the customer wrote it. Nothing here is trusted: elements are kept as text,
//! and `check` decides what they are worth.

pub(crate) mod read;

/// One pain.001.001.09 file.
#[derive(Debug, Default)]
pub(crate) struct Order {
    pub(crate) msg_id: String,
    pub(crate) created: String,
    pub(crate) count: String,
    pub(crate) sum: Option<String>,
    /// Elements of the group header with characters outside the SEPA set.
    pub(crate) strange: Vec<String>,
    pub(crate) batches: Vec<Batch>,
}

/// One `PmtInf`.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    pub(crate) id: String,
    pub(crate) method: String,
    pub(crate) booked_together: Option<String>,
    pub(crate) count: Option<String>,
    pub(crate) sum: Option<String>,
    pub(crate) service_levels: Vec<String>,
    /// `ReqdExctnDt/Dt`; without it the order named a moment, which only instant payments know.
    pub(crate) execution: Option<String>,
    pub(crate) debtor_name: Option<String>,
    pub(crate) debtor_iban: Option<String>,
    pub(crate) debtor_currency: Option<String>,
    pub(crate) debtor_bic: Option<String>,
    pub(crate) charges: Option<String>,
    pub(crate) strange: Vec<String>,
    pub(crate) payments: Vec<Payment>,
}

/// One `CdtTrfTxInf`.
#[derive(Debug, Default)]
pub(crate) struct Payment {
    pub(crate) instr_id: Option<String>,
    pub(crate) end_to_end_id: String,
    pub(crate) amount: Option<String>,
    pub(crate) currency: String,
    pub(crate) charges: Option<String>,
    pub(crate) creditor_bic: Option<String>,
    pub(crate) creditor_name: Option<String>,
    pub(crate) creditor_iban: Option<String>,
    pub(crate) remittance: Vec<String>,
    pub(crate) strange: Vec<String>,
}

impl Order {
    /// The payments of all batches together.
    pub(crate) fn payments(&self) -> impl Iterator<Item = &Payment> {
        self.batches.iter().flat_map(|batch| &batch.payments)
    }
}
