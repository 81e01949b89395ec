//! What a refusal or a return of the bank asks beside holding its own payment; pure. The table of
//! reason codes is its one source (payments:1.7).

use std::collections::{BTreeMap, BTreeSet};

use kernel::Euro;
use uuid::Uuid;

use crate::bank::reasons::{self, Gevolg, Regel};
use crate::grootboek::plus;
use crate::partij::{Betrokkene, Blokkadesoort};
use crate::werkitem::{Melding, Soort};

/// A payment that the bank refused or sent back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Teruggemeld {
    /// The payment.
    pub betaling: Uuid,
    /// To whom.
    pub zorgverlener: Uuid,
    /// To which account.
    pub betaalgegevens: Uuid,
    /// In which run.
    pub betaalrun: Uuid,
    /// How much.
    pub bedrag: Euro,
    /// The reason code.
    pub reden: String,
    /// The reason of the attempt before it to the same account, when that was refused too.
    pub vorige: Option<String>,
}

impl Teruggemeld {
    fn regel(&self) -> &'static Regel {
        match &self.vorige {
            Some(vorige) => reasons::of_again(&self.reden, vorige),
            None => reasons::of(&self.reden),
        }
    }
}

/// What must happen.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Gevolgen {
    /// Who and what is blocked, with the reason.
    pub blokkades: BTreeMap<(Betrokkene, &'static str), (Blokkadesoort, String)>,
    /// Runs of which nothing may be sent until two persons have looked for the twin.
    pub bevries: BTreeSet<Uuid>,
    /// Who is called.
    pub meldingen: Vec<Melding>,
}

/// What refusals or returns of one message ask.
pub fn of(soort: Soort, teruggemeld: &[Teruggemeld]) -> Gevolgen {
    let mut gevolgen = Gevolgen::default();
    let mut per_run: BTreeMap<(Uuid, &str), Euro> = BTreeMap::new();
    for one in teruggemeld {
        let regel = one.regel();
        let wie = match regel.gevolg {
            Gevolg::HoudIbanAan => {
                let code = if regel.code.is_empty() { one.reden.as_str() } else { regel.code };
                gevolgen.block(Blokkadesoort::Iban, Betrokkene::Rekening(one.betaalgegevens), code);
                true
            }
            Gevolg::HoudOntvangerAan => {
                let payee = Betrokkene::Zorgverlener(one.zorgverlener);
                gevolgen.block(Blokkadesoort::Ontvanger, payee, &one.reden);
                true
            }
            Gevolg::BlokkeerOntvangerEnIban => {
                let account = Betrokkene::Rekening(one.betaalgegevens);
                gevolgen.block(Blokkadesoort::Fraude, account, &one.reden);
                let payee = Betrokkene::Zorgverlener(one.zorgverlener);
                gevolgen.block(Blokkadesoort::Fraude, payee, &one.reden);
                true
            }
            Gevolg::BlokkeerOverleden => {
                let payee = Betrokkene::Zorgverlener(one.zorgverlener);
                gevolgen.block(Blokkadesoort::Overleden, payee, &one.reden);
                true
            }
            Gevolg::BevriesRun => {
                gevolgen.bevries.insert(one.betaalrun);
                false
            }
            // About the file or our account, not about this payee.
            Gevolg::HoudBestandAan | Gevolg::WachtOpGeld => false,
            Gevolg::HoudBetalingAan | Gevolg::NieuwePoging | Gevolg::Terugvraag | Gevolg::Geen => {
                true
            }
        };
        if wie {
            let melding = Melding::of(soort, "betaling", one.betaling.to_string());
            gevolgen.meldingen.push(melding.because(&one.reden).over(one.bedrag));
        } else {
            let sum = per_run.entry((one.betaalrun, one.reden.as_str())).or_default();
            *sum = plus(*sum, one.bedrag);
        }
    }
    let whole = |((run, reden), bedrag): ((Uuid, &str), Euro)| {
        Melding::of(soort, "betaalrun", run.to_string()).because(reden).over(bedrag)
    };
    gevolgen.meldingen.extend(per_run.into_iter().map(whole));
    gevolgen
}

impl Gevolgen {
    fn block(&mut self, soort: Blokkadesoort, wie: Betrokkene, reden: &str) {
        self.blokkades.entry((wie, soort.code())).or_insert((soort, reden.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(reden: &str, vorige: Option<&str>) -> Teruggemeld {
        Teruggemeld {
            betaling: Uuid::from_u128(1),
            zorgverlener: Uuid::from_u128(2),
            betaalgegevens: Uuid::from_u128(3),
            betaalrun: Uuid::from_u128(4),
            bedrag: Euro::from_cents(100),
            reden: reden.to_owned(),
            vorige: vorige.map(str::to_owned),
        }
    }

    fn blocks(reden: &str, vorige: Option<&str>) -> Vec<(Betrokkene, &'static str)> {
        of(Soort::Afwijzing, &[told(reden, vorige)]).blokkades.into_keys().collect()
    }

    const PAYEE: Betrokkene = Betrokkene::Zorgverlener(Uuid::from_u128(2));
    const ACCOUNT: Betrokkene = Betrokkene::Rekening(Uuid::from_u128(3));

    #[test]
    fn every_code_of_the_table_does_what_its_row_says_and_calls_somebody() {
        for regel in reasons::all() {
            let gevolgen = of(Soort::Afwijzing, &[told(regel.code, None)]);
            let blocked: Vec<_> = gevolgen.blokkades.keys().copied().collect();
            let expected: &[(Betrokkene, &str)] = match regel.gevolg {
                Gevolg::HoudIbanAan => &[(ACCOUNT, "iban")],
                Gevolg::HoudOntvangerAan => &[(PAYEE, "ontvanger")],
                Gevolg::BlokkeerOntvangerEnIban => &[(PAYEE, "fraude"), (ACCOUNT, "fraude")],
                Gevolg::BlokkeerOverleden => &[(PAYEE, "overleden")],
                Gevolg::HoudBetalingAan
                | Gevolg::HoudBestandAan
                | Gevolg::WachtOpGeld
                | Gevolg::BevriesRun
                | Gevolg::NieuwePoging
                | Gevolg::Terugvraag
                | Gevolg::Geen => &[],
            };
            assert_eq!(blocked, expected, "{}", regel.code);
            assert_eq!(!gevolgen.bevries.is_empty(), regel.gevolg == Gevolg::BevriesRun);
            assert_eq!(gevolgen.meldingen.len(), 1, "{}", regel.code);
            assert_eq!(gevolgen.meldingen[0].is_dringend(), regel.is_urgent(), "{}", regel.code);
        }
    }

    #[test]
    fn no_reason_given_twice_in_a_row_blocks_the_account() {
        assert_eq!(blocks("MS03", None), []);
        assert_eq!(blocks("MS03", Some("MS02")), [(ACCOUNT, "iban")]);
        assert_eq!(blocks("MS03", Some("AC06")), []);
    }

    #[test]
    fn a_file_that_is_wrong_as_a_whole_calls_once() {
        let many = [told("AM04", None), told("AM04", None), told("AC06", None)];
        let gevolgen = of(Soort::Afwijzing, &many);
        let of_run: Vec<_> =
            gevolgen.meldingen.iter().filter(|m| m.onderwerpsoort == "betaalrun").collect();
        assert_eq!(of_run.len(), 1);
        assert_eq!(of_run[0].bedrag, Some(Euro::from_cents(200)));
        assert_eq!(gevolgen.meldingen.len(), 2);
    }
}
