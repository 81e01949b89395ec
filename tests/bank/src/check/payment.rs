//! The checks on one payment.

use super::{Seen, name_fits, not_provided, strange};
use crate::amount::Amount;
use crate::order::Payment;
use crate::reason::Reason;
use crate::state::State;
use crate::text;

/// The largest amount of one SEPA payment, in cents.
const CENTS_MAX: i64 = 99_999_999_999;

/// Countries and territories of the SEPA schemes, by the first two letters of their IBANs.
const SEPA_COUNTRIES: &[&str] = &[
    "AD", "AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GI",
    "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MT", "NL",
    "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "SM", "VA",
];

/// The first reason to refuse a payment, if there is one.
pub(super) fn check<'a>(
    payment: &'a Payment,
    state: &State,
    seen: &mut Seen<'a>,
) -> Option<Reason> {
    references(payment, state, seen)
        .or_else(|| strange(&payment.strange))
        .or_else(|| amount(payment).err())
        .or_else(|| creditor(payment, state))
        .or_else(|| remittance(payment))
}

/// The amount in cents, when it is one the bank can book.
pub(crate) fn cents(payment: &Payment) -> Option<i64> {
    amount(payment).ok()
}

/// Every reference is remembered, also of a payment that is refused for something else: it may
/// not come back either.
fn references<'a>(payment: &'a Payment, state: &State, seen: &mut Seen<'a>) -> Option<Reason> {
    let id = payment.end_to_end_id.as_str();
    let used = !seen.end_to_end_ids.insert(id) || state.payments.contains_key(id);
    let instr_id = payment.instr_id.as_deref();
    let instr_used =
        instr_id.is_some_and(|id| !seen.instr_ids.insert(id) || state.instr_ids.contains(id));
    if !text::is_reference(id) {
        return Some(Reason::new("FF01", "EndToEndId breaks the rules for references"));
    }
    if instr_id.is_some_and(|id| !text::is_reference(id)) {
        return Some(Reason::new("FF01", "InstrId breaks the rules for references"));
    }
    if used {
        return Some(Reason::new("AM05", "EndToEndId was used before"));
    }
    instr_used.then(|| Reason::new("AM05", "InstrId was used before"))
}

fn amount(payment: &Payment) -> Result<i64, Reason> {
    if payment.currency != "EUR" {
        return Err(Reason::new("AM03", "the amount is not in EUR"));
    }
    let amount = payment.amount.as_deref().and_then(Amount::parse);
    let amount = amount.filter(|amount| amount.decimals() == 2);
    let Some(cents) = amount.and_then(Amount::cents) else {
        return Err(Reason::new("AM09", "InstdAmt does not have exactly two decimals"));
    };
    match cents {
        0 => Err(Reason::new("AM01", "the amount is zero")),
        1..=CENTS_MAX => Ok(cents),
        _ => Err(Reason::new("AM02", "the amount is above 999999999.99")),
    }
}

fn creditor(payment: &Payment, state: &State) -> Option<Reason> {
    if !name_fits(payment.creditor_name.as_deref()) {
        return Some(Reason::new("BE01", "the creditor's name is missing or longer than 70"));
    }
    if payment.creditor_bic.as_ref().is_some_and(|bic| not_provided(bic)) {
        return Some(Reason::new("RC01", "the BIC of the creditor's bank is no BIC"));
    }
    let Some(iban) = payment.creditor_iban.as_deref().filter(|iban| is_iban(iban)) else {
        return Some(Reason::new("AC01", "the creditor's account is no valid IBAN"));
    };
    if !SEPA_COUNTRIES.iter().any(|country| iban.starts_with(country)) {
        return Some(Reason::new("AG01", "the creditor's account is outside SEPA"));
    }
    state
        .accounts
        .contains_key(iban)
        .then(|| Reason::new("AG01", "the creditor's account belongs to the debtor"))
}

fn remittance(payment: &Payment) -> Option<Reason> {
    if payment.charges.as_ref().is_some_and(|charges| charges != "SLEV") {
        return Some(Reason::new("AG02", "ChrgBr is not SLEV"));
    }
    (payment.remittance.len() > 1)
        .then(|| Reason::new("FF01", "more than one line of unstructured remittance"))
}

/// Length and form by country, and the check digits by the rule of mod 97.
fn is_iban(text: &str) -> bool {
    !text.contains(' ') && text.parse::<iban::Iban>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_and_length_make_an_iban() {
        for good in ["NL91ABNA0417164300", "NL44RABO0123456789", "DE89370400440532013000"] {
            assert!(is_iban(good), "{good}");
        }
        for bad in ["NL92ABNA0417164300", "NL91ABNA041716430", "NL91 ABNA 0417 1643 00", "", "NL"] {
            assert!(!is_iban(bad), "{bad}");
        }
    }
}
