//! The persons, what makes care formal, payment, the verstrekker's rules and other agreements.

use jiff::civil::Date;
use kernel::{Aantal, Euro, SoortOvereenkomst};
use serde::{Deserialize, Serialize};

feiten! {
    /// The persons.
    pub struct Personen {
        /// The BSN of the zorgverlener is there and passes the elfproef.
        bsn_in_orde: Option<bool>,
        /// Which document was seen.
        document: Option<Document>,
        /// Last day of that document.
        #[schemars(with = "Option<String>", extend("format" = "date"))]
        document_geldig_tot: Option<Date>,
        /// A copy is kept.
        afschrift_document: Option<bool>,
        /// Right to work in the Netherlands.
        werkstatus: Option<Werkstatus>,
        /// Last day of a permit.
        #[schemars(with = "Option<String>", extend("format" = "date"))]
        vergunning_tot: Option<Date>,
        /// The parents or guardian of a minor zorgverlener consent.
        toestemming_ouders: Option<bool>,
        /// The zorgverlener represents the budgethouder.
        zorgverlener_is_vertegenwoordiger: Option<bool>,
        /// And is a parent of a budgethouder who is a minor.
        ouder_van_minderjarige: Option<bool>,
        /// Whether the budgethouder can act alone.
        bekwaamheid: Option<Bekwaamheid>,
        /// The wettelijk vertegenwoordiger signed.
        vertegenwoordiger_tekende: Option<bool>,
        /// Day of the VOG.
        #[schemars(with = "Option<String>", extend("format" = "date"))]
        vog_op: Option<Date>,
    }

    /// What makes care formal.
    pub struct Formeel {
        /// The form of the firm.
        rechtsvorm: Option<Rechtsvorm>,
        /// A care activity stands in the KvK register (SBI 86, 87 or 88).
        zorgactiviteit: Option<bool>,
        /// An AGB code.
        agb: Option<bool>,
        /// Registered under the Wet BIG, and found there under this name.
        big: Option<bool>,
        /// A BIG number is given that the register does not know or has struck off.
        big_onbekend: bool,
        /// Level of nursing.
        big_niveau: Option<u8>,
        /// Staff besides the relative works in the firm.
        ander_personeel: Option<bool>,
        /// The formal rate is claimed.
        formeel_gevraagd: Option<bool>,
        /// A rate of the zorgautoriteit for this care, eurocents an hour.
        nza_tarief: Option<Euro>,
        /// Where the provider is established.
        vestiging: Option<Vestiging>,
    }

    /// Form, model and payment.
    pub struct Betaling {
        /// The model that was used.
        model: Option<Model>,
        /// Weeks after the month in which claims are handed in.
        declaratie_weken: Option<u8>,
        /// Payroll by choice.
        opt_in_loonheffing: Option<bool>,
        /// The form for payroll tax was handed in.
        opgaaf_loonheffingen: Option<bool>,
        /// How the wage is paid.
        betaalwijze: Option<Betaalwijze>,
        /// Whose account it is.
        rekening: Option<Rekening>,
        /// The account number passes its checksum.
        rekening_geldig: Option<bool>,
        /// How many other unrelated zorgverleners use the account.
        rekening_gedeeld_met: Option<u16>,
        /// What the worker must be told (BW 7:655).
        gegevens: Option<Gegevens>,
    }

    /// What the verstrekker's rules say; parameters of one verstrekker, not of the law.
    pub struct Verstrekkerregels {
        /// A monthly amount is allowed.
        maandloon_toegestaan: Option<bool>,
        /// A VOG is demanded.
        vog_verplicht: Option<bool>,
        /// How many months old it may be.
        vog_maanden: Option<u8>,
        /// The by-law forbids a representative as paid carer.
        dubbelrol_verboden: Option<bool>,
        /// Maximum rates of gemeente or zorgverzekeraar.
        maximum: Option<Maximum>,
        /// The rates hold for BIG registration without AGB code.
        big_zonder_agb: Option<bool>,
    }

    /// Other agreements of the same people.
    pub struct Samenhang {
        /// Hours a week of the zorgverlener for all budgethouders, hundredths.
        uren_alle_budgethouders: Option<Aantal>,
        /// Days a week of all employments with this budgethouder, hundredths.
        dagen_alle_overeenkomsten: Option<Aantal>,
        /// Services at the same hour elsewhere.
        overlap: Option<Overlap>,
        /// Another running agreement of the pair.
        naast_elkaar: Option<Naastelkaar>,
        /// The kind of that agreement.
        andere_soort: Option<SoortOvereenkomst>,
        /// The budgethouder is also paid to care for the zorgverlener.
        wederzijds: Option<bool>,
    }
}

/// Maximum rates of one verstrekker, eurocents an hour; absent is not stated.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "camelCase", default)]
pub struct Maximum {
    /// Formal care.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formeel: Option<Euro>,
    /// Informal care.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub informeel: Option<Euro>,
}

/// Whether the data of BW 7:655 are complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Gegevens {
    /// What must be told within a week.
    pub binnen_week: bool,
    /// What must be told within a month.
    pub binnen_maand: bool,
}

keuze! {
    /// A document that shows who somebody is.
    pub enum Document {
        /// Passport.
        Paspoort,
        /// Identity card.
        Identiteitskaart,
        /// Residence document.
        Verblijfsdocument,
        /// Driving licence: no document for an employer.
        Rijbewijs,
        /// Another.
        Anders,
    }

    /// Right to work.
    pub enum Werkstatus {
        /// Citizen of the EU, EER or Switzerland.
        VrijVerkeer,
        /// Free to work by residence status.
        VrijOpArbeidsmarkt,
        /// Work permit or combined permit.
        Vergunning,
        /// None.
        Geen,
    }

    /// Whether a budgethouder can act alone.
    pub enum Bekwaamheid {
        /// Yes.
        Bekwaam,
        /// A minor.
        Minderjarig,
        /// Under curatele.
        Curatele,
        /// Under bewind.
        Bewind,
    }

    /// The form of a firm.
    pub enum Rechtsvorm {
        /// One person.
        Eenmanszaak,
        /// Partnership.
        Vof,
        /// Company.
        Bv,
        /// Foundation.
        Stichting,
        /// Another.
        Anders,
    }

    /// Where a provider is established.
    pub enum Vestiging {
        /// The Netherlands.
        Nederland,
        /// Elsewhere.
        Buitenland,
    }

    /// The model of the agreement.
    pub enum Model {
        /// SVB model of employment.
        Arbeidsovereenkomst,
        /// SVB model of opdracht.
        Opdracht,
        /// SVB model of partner or family.
        Familie,
        /// SVB model with an organisation.
        Instelling,
        /// An own text.
        EigenTekst,
    }

    /// How the wage is paid.
    pub enum Betaalwijze {
        /// To an account.
        Rekening,
        /// In cash.
        Contant,
    }

    /// Whose account it is.
    pub enum Rekening {
        /// Of the zorgverlener.
        Zorgverlener,
        /// Of the budgethouder.
        Budgethouder,
        /// Of the representative.
        Vertegenwoordiger,
    }

    /// Services at the same hour.
    pub enum Overlap {
        /// None.
        Geen,
        /// In one household.
        ZelfdeHuishouden,
        /// In different households.
        AnderHuishouden,
    }

    /// Another running agreement of the pair.
    pub enum Naastelkaar {
        /// None.
        Geen,
        /// Of the same kind.
        ZelfdeSoort,
        /// Of another kind.
        AndereSoort,
    }
}
