//! The work: signs of employment, household, roster, calls and what came before.

use jiff::civil::{Date, Time};
use kernel::{Aantal, Periode, SoortOvereenkomst};
use serde::{Deserialize, Serialize};

feiten! {
    /// Signs for and against employment: the viewpoints of the case law (labour:1.3).
    pub struct Aanwijzingen {
        /// The budgethouder decides when the work is done.
        werktijden_door_budgethouder: Option<bool>,
        /// The budgethouder gives instructions and checks the work.
        instructies: Option<bool>,
        /// The zorgverlener may send somebody else.
        vrije_vervanging: Option<bool>,
        /// For how many clients the zorgverlener works.
        opdrachtgevers: Option<u16>,
        /// The other side fixed the rate.
        tarief_eenzijdig: Option<bool>,
        /// Fixed hours stand in the agreement.
        vaste_uren: Option<bool>,
        /// Budgethouder and zorgverlener live together.
        zelfde_huishouden: Option<bool>,
        /// What the questionnaire on the family bond showed, when somebody reviewed it.
        familieverhouding: Option<Familieverhouding>,
        /// A replacement names whom it replaces.
        vervangt_genoemd: Option<bool>,
    }

    /// Household and days (labour:RDAH).
    pub struct Huishouden {
        /// The budgethouder is a natural person.
        natuurlijk_persoon: Option<bool>,
        /// The form ticks fewer than four days a week.
        minder_dan_vier_dagen: Option<bool>,
        /// Part of the work is for a business of the budgethouder, or not for the household.
        werk_buiten_huishouden: Option<bool>,
        /// The zorgverlener lives in and does household work.
        inwonend: Option<bool>,
        /// Days a week of the last thirteen weeks or of the whole cycle, in hundredths, where weeks differ.
        dagen_gemiddeld: Option<Aantal>,
    }

    /// The services of each week. Weeks follow each other in a cycle.
    pub struct Rooster {
        /// The hours are fixed or change from week to week.
        patroon: Option<Patroon>,
        /// Services, of all weeks of the cycle.
        diensten: Vec<Dienst>,
        /// Sleeping or standby service is part of it.
        slaapdienst: Option<bool>,
        /// The zorgverlener agrees with work on Sundays.
        zondag_instemming: Option<bool>,
        /// A clause rules breaks out.
        pauze_uitgesloten: bool,
        /// Hours a week for other employers, hundredths.
        uren_andere_werkgevers: Option<Aantal>,
        /// Days of school of a young zorgverlener.
        schooldagen: Vec<Dag>,
    }

    /// Work on call.
    pub struct Oproep {
        /// Least hours a week, hundredths; zero is nul-uren.
        uren_min: Option<Aantal>,
        /// Most hours a week, hundredths.
        uren_max: Option<Aantal>,
        /// Months in which no work means no wage.
        loonuitsluiting_maanden: Option<u8>,
        /// Months of that in earlier agreements of the chain.
        loonuitsluiting_eerder: Option<u8>,
        /// That clause is not in writing.
        loonuitsluiting_mondeling: bool,
        /// Hours between call and work.
        oproeptermijn_uren: Option<u16>,
        /// Days and hours on which a call may come are named.
        referentiedagen: Option<bool>,
        /// First day of the work on call, when it began before this agreement.
        #[schemars(with = "Option<String>", extend("format" = "date"))]
        sinds: Option<Date>,
        /// Day of the offer of fixed hours.
        #[schemars(with = "Option<String>", extend("format" = "date"))]
        aanbod_op: Option<Date>,
        /// Hours a week of that offer, hundredths.
        aanbod_uren: Option<Aantal>,
        /// Mean hours a week of the twelve months before, hundredths.
        uren_gemiddeld: Option<Aantal>,
        /// Hours that are paid at least for one call, hundredths.
        uren_per_oproep_min: Option<Aantal>,
    }

    /// What came before, and the notice of the end.
    pub struct Geschiedenis {
        /// Earlier agreements of the parties, of any kind and oldest first.
        eerdere: Vec<EerdereOvereenkomst>,
        /// The zorgverlener did this work for a housemate or the deceased before.
        opvolgend: Option<bool>,
        /// A new trial period is claimed for clearly other skills.
        andere_vaardigheden: Option<bool>,
        /// This is a change of a running agreement.
        wijziging: Option<bool>,
        /// When the end was announced.
        aanzegging: Option<Aanzegging>,
        /// A clause says what happens when the budgethouder dies.
        beding_overlijden: Option<bool>,
    }

    /// What is done at work.
    pub struct Zorgtaken {
        /// The tasks are described.
        omschreven: Option<bool>,
        /// Only light, incidental help.
        licht: Option<bool>,
        /// Personal care or lifting of people.
        verzorgen_of_tillen: Option<bool>,
        /// The heaviest thing to lift, kilograms.
        tillen_kg: Option<u16>,
        /// Acts reserved to registered professions.
        voorbehouden_handelingen: Option<bool>,
    }
}

keuze! {
    /// What a reviewed questionnaire says about authority between relatives.
    pub enum Familieverhouding {
        /// Authority is likely: employment.
        GezagAannemelijk,
        /// The family bond rules: no employment.
        GeenGezag,
    }

    /// Whether hours are fixed.
    pub enum Patroon {
        /// Every week, or every cycle, the same.
        Vast,
        /// They change.
        Onregelmatig,
    }

    /// A day of the week.
    pub enum Dag {
        /// Monday.
        Maandag,
        /// Tuesday.
        Dinsdag,
        /// Wednesday.
        Woensdag,
        /// Thursday.
        Donderdag,
        /// Friday.
        Vrijdag,
        /// Saturday.
        Zaterdag,
        /// Sunday.
        Zondag,
    }

    /// How an earlier agreement ended.
    pub enum WijzeVanEinde {
        /// On its last day, by itself.
        VanRechtswege,
        /// By notice.
        Opzegging,
        /// By a court.
        Ontbinding,
        /// By mutual consent.
        WederzijdsGoedvinden,
    }
}

/// One service of the roster; it ends the next day when `tot` is not later than `van`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Dienst {
    /// Week of the cycle, from 1.
    #[serde(default = "first_week")]
    pub week: u8,
    /// Day on which it begins.
    pub dag: Dag,
    /// Begin.
    #[schemars(with = "String", extend("format" = "time"))]
    pub van: Time,
    /// End.
    #[schemars(with = "String", extend("format" = "time"))]
    pub tot: Time,
    /// Minutes of break, not worked.
    #[serde(default)]
    pub pauze_minuten: u16,
}

const fn first_week() -> u8 {
    1
}

/// When the end of a fixed term was announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Aanzegging {
    /// The day; absent when it was not done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub op: Option<Date>,
}

/// An earlier agreement of the same parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EerdereOvereenkomst {
    /// Its kind.
    pub soort: SoortOvereenkomst,
    /// From when to when it really ran.
    pub periode: Periode,
    /// It had no end date.
    #[serde(default)]
    pub onbepaald: bool,
    /// How it ended, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub einde: Option<WijzeVanEinde>,
    /// Mean hours a week, hundredths.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uren_per_week: Option<Aantal>,
}
