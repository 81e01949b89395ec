//! The clauses: pay, leave, notice, sickness and what else parties write down.

use kernel::Euro;
use serde::{Deserialize, Serialize};

feiten! {
    /// Costs, deductions and the way of the pay.
    pub struct Onkosten {
        /// The rate follows the minimum wage by itself.
        automatische_indexatie: Option<bool>,
        /// What the budgethouder adds from own money per unit, eurocents.
        eigen_bijbetaling: Option<Euro>,
        /// Part of the hourly rate that repays expenses, eurocents.
        onkosten_in_tarief: Option<Euro>,
        /// Eurocents per kilometre.
        reiskosten_per_km: Option<Euro>,
        /// Other untaxed allowances, eurocents a year.
        onbelaste_vergoedingen_per_jaar: Option<Euro>,
        /// Deductions from the wage.
        inhoudingen: Vec<Inhouding>,
        /// Part of the wage is in kind.
        natura: Option<Natura>,
        /// Extra hours are only given back in time.
        tijd_voor_tijd: bool,
        /// What the whole year may cost, eurocents, when the verstrekker states it.
        jaarbudget: Option<Euro>,
        /// Payroll tax is withheld.
        loonheffing_ingehouden: Option<bool>,
    }

    /// Holiday money and leave.
    pub struct Verlof {
        /// Holiday money as hundredths of a percent; absent is eight percent.
        toeslag_procent: Option<u16>,
        /// A written clause gives up holiday money above three times the minimum wage.
        toeslag_afstand_schriftelijk: bool,
        /// When holiday money is paid.
        toeslagmoment: Option<Toeslagmoment>,
        /// Statutory leave is bought off or given up.
        afgekocht: bool,
        /// Months after the year of build-up in which leave lapses.
        verval_maanden: Option<u8>,
    }

    /// Notice and end.
    pub struct Opzegging {
        /// Notice of the budgethouder.
        termijn_budgethouder: Option<Opzegtermijn>,
        /// Notice of the zorgverlener.
        termijn_zorgverlener: Option<Opzegtermijn>,
        /// The budgethouder may end a fixed term early.
        tussentijds_budgethouder: Option<bool>,
        /// The zorgverlener may end a fixed term early.
        tussentijds_zorgverlener: Option<bool>,
        /// On which day of the month notice may end the work.
        opzegdag: Option<Opzegdag>,
        /// It can be ended at once without reason.
        direct_zonder_reden: bool,
        /// No transitievergoeding is agreed.
        geen_transitievergoeding: bool,
        /// The client pays a fine for ending, or may not end.
        boete_bij_opzeggen: bool,
        /// It ends by marriage, pregnancy or another event.
        eindigt_bij: Vec<Verbodeneinde>,
    }

    /// Sickness and maternity.
    pub struct Ziekte {
        /// Weeks in which wage goes on.
        doorbetaling_weken: Option<u16>,
        /// Percent of the wage.
        percentage: Option<u8>,
        /// The clause keeps the pay at that percentage, also under the minimum wage.
        zonder_ondergrens: bool,
        /// Days of sickness without wage.
        wachtdagen: Option<u8>,
        /// That clause is not in writing.
        wachtdagen_mondeling: bool,
        /// Days within which sickness is reported.
        melden_binnen_dagen: Option<u8>,
        /// It is reported to another than budgethouder and SVB.
        melden_bij_ander: bool,
        /// Weeks of maternity leave.
        bevallingsverlof_weken: Option<u8>,
    }

    /// Other clauses; absent is not agreed.
    pub struct Clausules {
        /// Trial period of the zorgverlener, where it differs from that of the budgethouder, whole months.
        proeftijd_zorgverlener_maanden: Option<u8>,
        /// The trial period is not in writing.
        proeftijd_mondeling: bool,
        /// A fine.
        boete: Option<Boete>,
        /// Fine and damages for one and the same fact.
        boete_en_schade: bool,
        /// A ban on working for others afterwards.
        concurrentie: Option<Concurrentiebeding>,
        /// A ban on other work meanwhile.
        nevenwerk: Option<Nevenwerkbeding>,
        /// The zorgverlener pays for damage without intent.
        schade_voor_zorgverlener: bool,
        /// The duty of care of the employer is excluded.
        zorgplicht_uitgesloten: bool,
        /// The budgethouder may change the agreement alone.
        eenzijdig_wijzigen: Option<Eenzijdig>,
        /// A training must be paid back.
        studiekosten: Option<Studiekosten>,
        /// Rights of the law that are given up.
        afstand: Vec<Recht>,
        /// No work means no wage, for how many months; zero is without limit.
        geen_werk_geen_loon_maanden: Option<u8>,
        /// No payment when the zorgverlener dies.
        geen_overlijdensuitkering: bool,
        /// Parties wrote something of their own.
        vrije_tekst: Option<bool>,
        /// A person has cleared exactly that text.
        vrije_tekst_beoordeeld: bool,
    }
}

keuze! {
    /// Pay in kind.
    pub enum Natura {
        /// It counts for the minimum wage.
        DeelVanMinimum,
        /// It comes above it.
        BovenMinimum,
    }

    /// When holiday money is paid.
    pub enum Toeslagmoment {
        /// With each payment.
        ElkeBetaling,
        /// Each year, in June or earlier.
        JuniOfEerder,
        /// Each year, later, on a day that stands in the agreement.
        LaterVastgelegd,
        /// Each year, later, without such a day.
        LaterOngenoemd,
        /// Less than once a calendar year.
        MinderDanJaarlijks,
    }

    /// On which day notice may end the work.
    pub enum Opzegdag {
        /// At the end of a month.
        EindeMaand,
        /// On another day, in writing.
        AnderSchriftelijk,
        /// On another day, not in writing.
        AnderMondeling,
    }

    /// An event that ends the agreement.
    pub enum Verbodeneinde {
        /// Marriage or partnership.
        Huwelijk,
        /// Pregnancy or birth.
        Zwangerschap,
        /// The end of the budget.
        EindeBudget,
        /// Another.
        Anders,
    }

    /// A right of the law.
    pub enum Recht {
        /// Wage in sickness.
        LoonBijZiekte,
        /// Leave.
        Vakantie,
        /// The minimum wage.
        Minimumloon,
        /// Notice.
        Opzegtermijn,
        /// Transitievergoeding.
        Transitievergoeding,
        /// Another, to be read by a person.
        Anders,
    }

    /// Where a fine goes.
    pub enum Boetebestemming {
        /// A named third party.
        Derde,
        /// The budgethouder.
        Budgethouder,
    }

    /// Why the budgethouder may change the agreement alone.
    pub enum Eenzijdig {
        /// Only with a weighty interest.
        ZwaarwichtigBelang,
        /// Always.
        Altijd,
        /// Also the pay, to under the minimum wage.
        OokOnderMinimum,
    }

    /// A ban on other work.
    pub enum Nevenwerkbeding {
        /// With an objective reason.
        MetReden,
        /// Without.
        ZonderReden,
    }

    /// A training that must be paid back.
    pub enum Studiekosten {
        /// One that the law obliges.
        WettelijkVerplicht,
        /// Another.
        Anders,
    }
}

/// A term of notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Opzegtermijn {
    /// What the law says.
    Wettelijk,
    /// Days.
    Dagen(u16),
    /// Whole months.
    Maanden(u8),
}

/// A deduction from the wage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Inhouding {
    /// Eurocents a month.
    pub bedrag: Euro,
    /// By a written volmacht, for something the law lists.
    #[serde(default)]
    pub volmacht: bool,
}

/// A fine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "the conditions of BW 7:650, each by itself")]
pub struct Boete {
    /// In writing.
    pub schriftelijk: bool,
    /// The breach is named.
    pub overtreding_genoemd: bool,
    /// The amount is named, in euros.
    pub bedrag_genoemd: bool,
    /// For whom it is; absent when it does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bestemming: Option<Boetebestemming>,
    /// More than half a day's wage a week.
    pub meer_dan_halve_dag: bool,
    /// These limits are set aside in writing.
    #[serde(default)]
    pub afwijking_schriftelijk: bool,
}

/// A ban on working for others afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Concurrentiebeding {
    /// In writing.
    pub schriftelijk: bool,
    /// With the weighty interest of a fixed term written out.
    pub gemotiveerd: bool,
}
