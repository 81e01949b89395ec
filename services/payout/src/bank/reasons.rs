//! What a reason code of the bank means to people, what it does to a payment by itself, and who
//! looks at it. Data (payments:1.7); the same codes come with refusals, returns and answers to recalls.

mod table;

/// One reason code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regel {
    /// The code; empty for all codes that we do not know.
    pub code: &'static str,
    /// What it means, in plain Dutch (B1).
    pub betekenis: &'static str,
    /// What happens by itself.
    pub gevolg: Gevolg,
    /// Who looks at it.
    pub wachtrij: Wachtrij,
}

/// What a reason does by itself. None of these tries a payment again: that is for a person, except
/// [`Gevolg::NieuwePoging`], which still waits for approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gevolg {
    /// The IBAN is marked invalid and everything payable to it is held until there is a new one.
    HoudIbanAan,
    /// Everything payable to this payee is held.
    HoudOntvangerAan,
    /// This payment is held.
    HoudBetalingAan,
    /// The whole file is held: something is wrong with how it was made.
    HoudBestandAan,
    /// The batch stays as it is until there is money.
    WachtOpGeld,
    /// The run is frozen: somewhere is a twin.
    BevriesRun,
    /// Payee and IBAN are blocked and linked payments frozen.
    BlokkeerOntvangerEnIban,
    /// The payee died: he is blocked and zorgdomein is told; the payment stays for the estate.
    BlokkeerOverleden,
    /// A new attempt on the next TARGET day, after approval.
    NieuwePoging,
    /// It belongs to our request to send money back.
    Terugvraag,
    /// Nothing but to know it.
    Geen,
}

/// Who looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wachtrij {
    /// Data of payees and accounts.
    Gegevens,
    /// The payment office.
    Uitvoering,
    /// Those who see to the money.
    Treasury,
    /// Those who look for fraud.
    Fraude,
    /// Those who handle a death.
    Levensgebeurtenissen,
    /// Those who see to rules.
    Naleving,
    /// The builders of the system.
    Techniek,
    /// Nobody: information.
    Informatie,
}

impl Regel {
    /// Whether somebody must act at once.
    pub fn is_urgent(&self) -> bool {
        match self.gevolg {
            Gevolg::WachtOpGeld | Gevolg::BevriesRun => true,
            Gevolg::HoudBestandAan => matches!(self.code, "AG02" | "FF01" | "FF05"),
            Gevolg::HoudIbanAan
            | Gevolg::HoudOntvangerAan
            | Gevolg::HoudBetalingAan
            | Gevolg::BlokkeerOntvangerEnIban
            | Gevolg::BlokkeerOverleden
            | Gevolg::NieuwePoging
            | Gevolg::Terugvraag
            | Gevolg::Geen => false,
        }
    }
}

/// What a code means. A code that we do not know holds the payment for a person to look at.
pub fn of(code: &str) -> &'static Regel {
    table::REGELS.iter().find(|regel| regel.code == code).unwrap_or(&table::ONBEKEND)
}

/// What a code means when the attempt before this one, to the same account, was refused too. Banks use
/// "no reason given" to hide that an account is closed, so twice in a row is taken for that.
pub fn of_again(code: &str, before: &str) -> &'static Regel {
    let unnamed = |code: &str| matches!(code, "MS02" | "MS03");
    if unnamed(code) && unnamed(before) { of("AC04") } else { of(code) }
}

/// Every code we know.
pub fn all() -> &'static [Regel] {
    table::REGELS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_once_and_are_four_characters() {
        let codes: std::collections::BTreeSet<&str> =
            all().iter().map(|regel| regel.code).collect();
        assert_eq!(codes.len(), all().len());
        assert!(codes.iter().all(|code| code.len() == 4));
    }

    #[test]
    fn a_code_leads_to_what_must_happen() {
        for (code, gevolg, wachtrij) in [
            ("AC04", Gevolg::HoudIbanAan, Wachtrij::Gegevens),
            ("MD07", Gevolg::BlokkeerOverleden, Wachtrij::Levensgebeurtenissen),
            ("AM05", Gevolg::BevriesRun, Wachtrij::Uitvoering),
            ("AM04", Gevolg::WachtOpGeld, Wachtrij::Treasury),
            ("FRAD", Gevolg::BlokkeerOntvangerEnIban, Wachtrij::Fraude),
            ("TM01", Gevolg::Geen, Wachtrij::Informatie),
        ] {
            assert_eq!((of(code).gevolg, of(code).wachtrij), (gevolg, wachtrij), "{code}");
        }
        assert!(of("AM05").is_urgent() && of("FF01").is_urgent() && !of("AC04").is_urgent());
    }

    #[test]
    fn a_code_we_do_not_know_holds_the_payment_for_a_person() {
        for code in ["ZZ99", "", "ac04"] {
            assert_eq!(of(code).gevolg, Gevolg::HoudBetalingAan, "{code}");
            assert_eq!(of(code).wachtrij, Wachtrij::Uitvoering, "{code}");
        }
    }

    #[test]
    fn no_reason_given_twice_in_a_row_is_a_closed_account() {
        assert_eq!(of_again("MS03", "MS02").gevolg, Gevolg::HoudIbanAan);
        assert_eq!(of_again("MS03", "AC06"), of("MS03"));
        assert_eq!(of_again("AC06", "MS03"), of("AC06"));
    }

    #[test]
    fn meanings_are_short_sentences() {
        for regel in all() {
            assert!(regel.betekenis.ends_with('.'), "{}", regel.code);
            assert!(regel.betekenis.split_whitespace().count() <= 20, "{}", regel.code);
        }
    }
}
