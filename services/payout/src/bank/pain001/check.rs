//! Holds a proposed file against the rules that the schema does not know, and tells every fault.

use std::collections::HashSet;

use jiff::ToSpan as _;
use jiff::civil::Date;
use kernel::{Euro, Iban};

use super::{Batch, Bestand, Datumfout, Debiteur, Fout, Opdracht, Plaats, Regel, Rundeling};
use crate::bank::{AMSTERDAM, calendar, text};

/// What a bank advises as the most payments in one file (payments:G9).
pub const OPDRACHTEN_MAX: usize = 10_000;
const OPDRACHTEN_MIN: usize = 2;
const BEDRAG_MAX: Euro = Euro::from_cents(99_999_999_999);
const DAGEN_VOORUIT_MAX: i64 = 364;
/// `CreDtTm` is written with a year of four digits.
const JAREN: std::ops::RangeInclusive<i16> = 1970..=9998;

/// Countries and territories of the SEPA schemes, by the first two letters of their IBANs (EPC409-09).
/// French, Portuguese, Finnish and British territories use the letters of their country.
const LANDEN: [&str; 42] = [
    "AD", "AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GI",
    "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MT", "NL",
    "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "SM", "VA",
];

/// What a file is held against, besides the rules that never change.
#[derive(Debug, Clone, Copy)]
pub struct Voorwaarden<'a> {
    /// Our accounts: we pay from these and never to these.
    pub eigen_rekeningen: &'a [Iban],
    /// The most payments in one file, see [`OPDRACHTEN_MAX`].
    pub opdrachten_max: usize,
}

/// A file that may be written: every rule holds, every text is in SEPA characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gekeurd {
    bestand: Bestand,
    aantal: usize,
    totaal: Euro,
}

impl Gekeurd {
    /// What the file holds, with its texts converted.
    pub fn bestand(&self) -> &Bestand {
        &self.bestand
    }

    /// Payments in the file: `GrpHdr/NbOfTxs`.
    pub fn aantal(&self) -> usize {
        self.aantal
    }

    /// Sum of the payments: `GrpHdr/CtrlSum`.
    pub fn totaal(&self) -> Euro {
        self.totaal
    }
}

impl Bestand {
    /// Checks the file. The execution date is held against the day in Amsterdam on which the file
    /// was made. Either the file is right as a whole, or every fault in it is told.
    pub fn check(mut self, voorwaarden: &Voorwaarden<'_>) -> Result<Gekeurd, Vec<Fout>> {
        let mut check = Check { voorwaarden, fouten: Vec::new() };
        let aantal = check.header(&mut self);
        let vandaag = AMSTERDAM.to_datetime(self.aangemaakt_op).date();
        for batch in &mut self.batches {
            check.batch(batch, vandaag);
        }
        check.references(&self);
        let amounts = self.batches.iter().flat_map(|batch| &batch.opdrachten);
        let totaal = Euro::checked_sum(amounts.map(|opdracht| opdracht.bedrag));
        if totaal.is_none() {
            check.fault(Plaats::Bestand, Regel::Totaal);
        }
        match totaal {
            Some(totaal) if check.fouten.is_empty() => {
                Ok(Gekeurd { bestand: self, aantal, totaal })
            }
            Some(_) | None => Err(check.fouten),
        }
    }
}

/// The files of one run are together the run, in number and in sum (payments:G11).
pub fn check_run<'a>(
    bestanden: impl IntoIterator<Item = &'a Gekeurd>,
    run: Rundeling,
) -> Result<(), Fout> {
    let nothing = Rundeling { aantal: 0, totaal: Euro::ZERO };
    let together = bestanden.into_iter().try_fold(nothing, |sum, bestand| {
        let totaal = sum.totaal.checked_add(bestand.totaal)?;
        Some(Rundeling { aantal: sum.aantal.checked_add(bestand.aantal)?, totaal })
    });
    let fault = |regel| Err(Fout { plaats: Plaats::Bestand, regel });
    match together {
        Some(bestanden) if bestanden == run => Ok(()),
        Some(bestanden) => fault(Regel::Run { bestanden, run }),
        None => fault(Regel::Totaal),
    }
}

/// Whether an account is in a country of SEPA.
pub fn is_sepa_country(iban: &Iban) -> bool {
    LANDEN.iter().any(|land| iban.as_str().starts_with(land))
}

struct Check<'a> {
    voorwaarden: &'a Voorwaarden<'a>,
    fouten: Vec<Fout>,
}

impl Check<'_> {
    fn fault(&mut self, plaats: Plaats, regel: Regel) {
        self.fouten.push(Fout { plaats, regel });
    }

    fn expect(&mut self, plaats: &Plaats, holds: bool, regel: Regel) {
        if !holds {
            self.fault(plaats.clone(), regel);
        }
    }

    /// The file itself; answers how many payments it has.
    fn header(&mut self, bestand: &mut Bestand) -> usize {
        let place = Plaats::Bestand;
        let aantal = bestand.batches.iter().map(|batch| batch.opdrachten.len()).sum();
        let grens = self.voorwaarden.opdrachten_max;
        let created = AMSTERDAM.to_datetime(bestand.aangemaakt_op);
        self.expect(&place, aantal >= OPDRACHTEN_MIN, Regel::TeWeinig { aantal });
        self.expect(&place, aantal <= grens, Regel::TeVeel { aantal, grens });
        self.expect(&place, JAREN.contains(&created.year()), Regel::Tijdstip);
        self.reference(&place, "MsgId", &bestand.msg_id);
        self.name(&place, &mut bestand.opdrachtgever);
        aantal
    }

    fn batch(&mut self, batch: &mut Batch, vandaag: Date) {
        let Batch { pmt_inf_id, soort: _, uitvoerdatum, debiteur, opdrachten } = batch;
        let place = Plaats::Batch(pmt_inf_id.clone());
        self.expect(&place, !opdrachten.is_empty(), Regel::Leeg);
        self.reference(&place, "PmtInfId", pmt_inf_id);
        if let Some(fout) = date_fault(*uitvoerdatum, vandaag) {
            self.fault(place.clone(), Regel::Uitvoerdatum(fout));
        }
        let Debiteur { naam, iban, bic } = debiteur;
        self.name(&place, naam);
        self.expect(&place, self.is_own(iban), Regel::NietVanOns);
        self.expect(&place, is_bic(bic), Regel::Bic);
        for opdracht in opdrachten {
            self.payment(opdracht);
        }
    }

    fn payment(&mut self, opdracht: &mut Opdracht) {
        let Opdracht { instr_id, end_to_end_id, bedrag, naam, iban, omschrijving } = opdracht;
        let place = Plaats::Opdracht(end_to_end_id.clone());
        self.reference(&place, "InstrId", instr_id);
        self.reference(&place, "EndToEndId", end_to_end_id);
        self.expect(
            &place,
            (Euro::ZERO..=BEDRAG_MAX).contains(bedrag) && *bedrag != Euro::ZERO,
            Regel::Bedrag,
        );
        self.name(&place, naam);
        self.expect(&place, is_sepa_country(iban), Regel::BuitenSepa);
        self.expect(&place, !self.is_own(iban), Regel::AanOnszelf);
        match text::omschrijving(omschrijving) {
            Ok(converted) => *omschrijving = converted,
            Err(fout) => self.fault(place, Regel::Omschrijving(fout)),
        }
    }

    fn is_own(&self, iban: &Iban) -> bool {
        self.voorwaarden.eigen_rekeningen.contains(iban)
    }

    fn name(&mut self, place: &Plaats, name: &mut String) {
        match text::naam(name) {
            Ok(converted) => *name = converted,
            Err(fout) => self.fault(place.clone(), Regel::Naam(fout)),
        }
    }

    fn reference(&mut self, place: &Plaats, element: &'static str, id: &str) {
        if let Err(fout) = text::kenmerk(id) {
            self.fault(place.clone(), Regel::Kenmerk { element, fout });
        }
    }

    /// References that stand more than once.
    fn references(&mut self, bestand: &Bestand) {
        let batches = bestand.batches.iter().map(|batch| batch.pmt_inf_id.as_str());
        for id in repeated(batches.map(|id| (id, id))) {
            self.fault(Plaats::Batch(id), Regel::Dubbel { element: "PmtInfId" });
        }
        let payments = || bestand.batches.iter().flat_map(|batch| &batch.opdrachten);
        let pairs = payments().map(|it| (it.end_to_end_id.as_str(), it.end_to_end_id.as_str()));
        for id in repeated(pairs) {
            self.fault(Plaats::Opdracht(id), Regel::Dubbel { element: "EndToEndId" });
        }
        let pairs = payments().map(|it| (it.instr_id.as_str(), it.end_to_end_id.as_str()));
        for id in repeated(pairs) {
            self.fault(Plaats::Opdracht(id), Regel::Dubbel { element: "InstrId" });
        }
    }
}

/// Of pairs of a reference and the place where it stands, the places where it stood before.
fn repeated<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let mut seen = HashSet::new();
    pairs.filter(|(id, _)| !seen.insert(*id)).map(|(_, place)| place.to_owned()).collect()
}

fn date_fault(uitvoerdatum: Date, vandaag: Date) -> Option<Datumfout> {
    if uitvoerdatum < vandaag {
        Some(Datumfout::Voorbij)
    } else if uitvoerdatum > vandaag.saturating_add(DAGEN_VOORUIT_MAX.days()) {
        Some(Datumfout::TeVer)
    } else if !calendar::is_target_day(uitvoerdatum) {
        Some(Datumfout::GeenTargetdag)
    } else {
        None
    }
}

/// Four letters or digits, two letters of a country, two more, and perhaps three of a branch.
fn is_bic(text: &str) -> bool {
    let bytes = text.as_bytes();
    let upper = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    let country = bytes.get(4..6).unwrap_or_default();
    matches!(bytes.len(), 8 | 11)
        && bytes.iter().all(upper)
        && country.iter().all(u8::is_ascii_uppercase)
        && text != "NOTPROVIDED"
}
