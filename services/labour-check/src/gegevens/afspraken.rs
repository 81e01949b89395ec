//! Facts of the form: the clauses.

use contracts::labour::Feit;
use contracts::labour::aanvullend::{
    Boete, Concurrentiebeding, Eenzijdig, Inhouding, Natura, Nevenwerkbeding, Opzegdag,
    Opzegtermijn, Recht, Studiekosten, Toeslagmoment, Verbodeneinde,
};
use kernel::Euro;

use crate::engine::{Gegeven, Lijst};

/// The rate follows the minimum wage by itself.
pub(crate) const AUTOMATISCHE_INDEXATIE: Gegeven<bool> =
    Gegeven::new("onkosten.automatischeIndexatie", "of het loon vanzelf meestijgt", |f| {
        f.aanvullend.onkosten.automatische_indexatie.into()
    });
/// What the budgethouder adds from own money per unit, eurocents.
pub(crate) const EIGEN_BIJBETALING: Gegeven<Euro> =
    Gegeven::new("onkosten.eigenBijbetaling", "de eigen bijbetaling", |f| {
        f.aanvullend.onkosten.eigen_bijbetaling.into()
    });
/// Part of the hourly rate that repays expenses, eurocents.
pub(crate) const ONKOSTEN_IN_TARIEF: Gegeven<Euro> =
    Gegeven::new("onkosten.onkostenInTarief", "de onkosten in het tarief", |f| {
        f.aanvullend.onkosten.onkosten_in_tarief.into()
    });
/// Eurocents per kilometre.
pub(crate) const REISKOSTEN_PER_KM: Gegeven<Euro> =
    Gegeven::new("onkosten.reiskostenPerKm", "de reiskosten per kilometer", |f| {
        f.aanvullend.onkosten.reiskosten_per_km.into()
    });
/// Other untaxed allowances, eurocents a year.
pub(crate) const ONBELASTE_VERGOEDINGEN_PER_JAAR: Gegeven<Euro> =
    Gegeven::new("onkosten.onbelasteVergoedingenPerJaar", "andere onbelaste vergoedingen", |f| {
        f.aanvullend.onkosten.onbelaste_vergoedingen_per_jaar.into()
    });
/// Deductions from the wage.
pub(crate) const INHOUDINGEN: Lijst<Inhouding> =
    Lijst::new("onkosten.inhoudingen", "de inhoudingen op het loon", |f| {
        &f.aanvullend.onkosten.inhoudingen[..]
    });
/// Part of the wage is in kind.
pub(crate) const NATURA: Gegeven<Natura> =
    Gegeven::new("onkosten.natura", "het loon in natura", |f| f.aanvullend.onkosten.natura.into());
/// Extra hours are only given back in time.
pub(crate) const TIJD_VOOR_TIJD: Gegeven<bool> =
    Gegeven::new("onkosten.tijdVoorTijd", "de afspraak over meeruren", |f| {
        Feit::Bekend(f.aanvullend.onkosten.tijd_voor_tijd)
    });
/// What the whole year may cost, eurocents, when the verstrekker states it.
pub(crate) const JAARBUDGET: Gegeven<Euro> =
    Gegeven::new("onkosten.jaarbudget", "het budget per jaar", |f| {
        f.aanvullend.onkosten.jaarbudget.into()
    });
/// Payroll tax is withheld.
pub(crate) const LOONHEFFING_INGEHOUDEN: Gegeven<bool> =
    Gegeven::new("onkosten.loonheffingIngehouden", "of loonheffing wordt ingehouden", |f| {
        f.aanvullend.onkosten.loonheffing_ingehouden.into()
    });
/// Holiday money as hundredths of a percent; absent is eight percent.
pub(crate) const TOESLAG_PROCENT: Gegeven<u16> =
    Gegeven::new("verlof.toeslagProcent", "het percentage vakantiegeld", |f| {
        f.aanvullend.verlof.toeslag_procent.into()
    });
/// A written clause gives up holiday money above three times the minimum wage.
pub(crate) const TOESLAG_AFSTAND_SCHRIFTELIJK: Gegeven<bool> = Gegeven::new(
    "verlof.toeslagAfstandSchriftelijk",
    "de afspraak over minder vakantiegeld",
    |f| Feit::Bekend(f.aanvullend.verlof.toeslag_afstand_schriftelijk),
);
/// When holiday money is paid.
pub(crate) const TOESLAGMOMENT: Gegeven<Toeslagmoment> =
    Gegeven::new("verlof.toeslagmoment", "wanneer het vakantiegeld wordt betaald", |f| {
        f.aanvullend.verlof.toeslagmoment.into()
    });
/// Statutory leave is bought off or given up.
pub(crate) const AFGEKOCHT: Gegeven<bool> =
    Gegeven::new("verlof.afgekocht", "of vakantie wordt afgekocht", |f| {
        Feit::Bekend(f.aanvullend.verlof.afgekocht)
    });
/// Months after the year of build-up in which leave lapses.
pub(crate) const VERVAL_MAANDEN: Gegeven<u8> =
    Gegeven::new("verlof.vervalMaanden", "wanneer vakantie vervalt", |f| {
        f.aanvullend.verlof.verval_maanden.into()
    });
/// Notice of the budgethouder.
pub(crate) const TERMIJN_BUDGETHOUDER: Gegeven<Opzegtermijn> =
    Gegeven::new("opzegging.termijnBudgethouder", "de opzegtermijn van de budgethouder", |f| {
        f.aanvullend.opzegging.termijn_budgethouder.into()
    });
/// Notice of the zorgverlener.
pub(crate) const TERMIJN_ZORGVERLENER: Gegeven<Opzegtermijn> =
    Gegeven::new("opzegging.termijnZorgverlener", "de opzegtermijn van de zorgverlener", |f| {
        f.aanvullend.opzegging.termijn_zorgverlener.into()
    });
/// The budgethouder may end a fixed term early.
pub(crate) const TUSSENTIJDS_BUDGETHOUDER: Gegeven<bool> = Gegeven::new(
    "opzegging.tussentijdsBudgethouder",
    "of de budgethouder tussentijds mag opzeggen",
    |f| f.aanvullend.opzegging.tussentijds_budgethouder.into(),
);
/// The zorgverlener may end a fixed term early.
pub(crate) const TUSSENTIJDS_ZORGVERLENER: Gegeven<bool> = Gegeven::new(
    "opzegging.tussentijdsZorgverlener",
    "of de zorgverlener tussentijds mag opzeggen",
    |f| f.aanvullend.opzegging.tussentijds_zorgverlener.into(),
);
/// On which day of the month notice may end the work.
pub(crate) const OPZEGDAG: Gegeven<Opzegdag> =
    Gegeven::new("opzegging.opzegdag", "de dag van opzegging", |f| {
        f.aanvullend.opzegging.opzegdag.into()
    });
/// It can be ended at once without reason.
pub(crate) const DIRECT_ZONDER_REDEN: Gegeven<bool> = Gegeven::new(
    "opzegging.directZonderReden",
    "of direct opzeggen zonder reden is afgesproken",
    |f| Feit::Bekend(f.aanvullend.opzegging.direct_zonder_reden),
);
/// No transitievergoeding is agreed.
pub(crate) const GEEN_TRANSITIEVERGOEDING: Gegeven<bool> = Gegeven::new(
    "opzegging.geenTransitievergoeding",
    "of de transitievergoeding is uitgesloten",
    |f| Feit::Bekend(f.aanvullend.opzegging.geen_transitievergoeding),
);
/// The client pays a fine for ending, or may not end.
pub(crate) const BOETE_BIJ_OPZEGGEN: Gegeven<bool> =
    Gegeven::new("opzegging.boeteBijOpzeggen", "of er een boete op opzeggen staat", |f| {
        Feit::Bekend(f.aanvullend.opzegging.boete_bij_opzeggen)
    });
/// It ends by marriage, pregnancy or another event.
pub(crate) const EINDIGT_BIJ: Lijst<Verbodeneinde> =
    Lijst::new("opzegging.eindigtBij", "de gebeurtenissen waardoor de overeenkomst stopt", |f| {
        &f.aanvullend.opzegging.eindigt_bij[..]
    });
/// Weeks in which wage goes on.
pub(crate) const DOORBETALING_WEKEN: Gegeven<u16> =
    Gegeven::new("ziekte.doorbetalingWeken", "de weken loon bij ziekte", |f| {
        f.aanvullend.ziekte.doorbetaling_weken.into()
    });
/// Percent of the wage.
pub(crate) const PERCENTAGE: Gegeven<u8> =
    Gegeven::new("ziekte.percentage", "het percentage loon bij ziekte", |f| {
        f.aanvullend.ziekte.percentage.into()
    });
/// The clause keeps the pay at that percentage, also under the minimum wage.
pub(crate) const ZONDER_ONDERGRENS: Gegeven<bool> = Gegeven::new(
    "ziekte.zonderOndergrens",
    "of het loon bij ziekte onder het minimum mag komen",
    |f| Feit::Bekend(f.aanvullend.ziekte.zonder_ondergrens),
);
/// Days of sickness without wage.
pub(crate) const WACHTDAGEN: Gegeven<u8> =
    Gegeven::new("ziekte.wachtdagen", "de wachtdagen", |f| f.aanvullend.ziekte.wachtdagen.into());
/// That clause is not in writing.
pub(crate) const WACHTDAGEN_MONDELING: Gegeven<bool> =
    Gegeven::new("ziekte.wachtdagenMondeling", "of de wachtdagen op papier staan", |f| {
        Feit::Bekend(f.aanvullend.ziekte.wachtdagen_mondeling)
    });
/// Days within which sickness is reported.
pub(crate) const MELDEN_BINNEN_DAGEN: Gegeven<u8> =
    Gegeven::new("ziekte.meldenBinnenDagen", "wanneer ziekte wordt gemeld", |f| {
        f.aanvullend.ziekte.melden_binnen_dagen.into()
    });
/// It is reported to another than budgethouder and SVB.
pub(crate) const MELDEN_BIJ_ANDER: Gegeven<bool> =
    Gegeven::new("ziekte.meldenBijAnder", "bij wie ziekte wordt gemeld", |f| {
        Feit::Bekend(f.aanvullend.ziekte.melden_bij_ander)
    });
/// Weeks of maternity leave.
pub(crate) const BEVALLINGSVERLOF_WEKEN: Gegeven<u8> =
    Gegeven::new("ziekte.bevallingsverlofWeken", "het zwangerschapsverlof", |f| {
        f.aanvullend.ziekte.bevallingsverlof_weken.into()
    });
/// Trial period of the zorgverlener, where it differs from that of the budgethouder, whole months.
pub(crate) const PROEFTIJD_ZORGVERLENER_MAANDEN: Gegeven<u8> = Gegeven::new(
    "clausules.proeftijdZorgverlenerMaanden",
    "de proeftijd van de zorgverlener",
    |f| f.aanvullend.clausules.proeftijd_zorgverlener_maanden.into(),
);
/// The trial period is not in writing.
pub(crate) const PROEFTIJD_MONDELING: Gegeven<bool> =
    Gegeven::new("clausules.proeftijdMondeling", "of de proeftijd op papier staat", |f| {
        Feit::Bekend(f.aanvullend.clausules.proeftijd_mondeling)
    });
/// A fine.
pub(crate) const BOETE: Gegeven<Boete> =
    Gegeven::new("clausules.boete", "de boete", |f| f.aanvullend.clausules.boete.into());
/// Fine and damages for one and the same fact.
pub(crate) const BOETE_EN_SCHADE: Gegeven<bool> =
    Gegeven::new("clausules.boeteEnSchade", "of boete en schade samen gelden", |f| {
        Feit::Bekend(f.aanvullend.clausules.boete_en_schade)
    });
/// A ban on working for others afterwards.
pub(crate) const CONCURRENTIE: Gegeven<Concurrentiebeding> =
    Gegeven::new("clausules.concurrentie", "het concurrentiebeding", |f| {
        f.aanvullend.clausules.concurrentie.into()
    });
/// A ban on other work meanwhile.
pub(crate) const NEVENWERK: Gegeven<Nevenwerkbeding> =
    Gegeven::new("clausules.nevenwerk", "het verbod op ander werk", |f| {
        f.aanvullend.clausules.nevenwerk.into()
    });
/// The zorgverlener pays for damage without intent.
pub(crate) const SCHADE_VOOR_ZORGVERLENER: Gegeven<bool> =
    Gegeven::new("clausules.schadeVoorZorgverlener", "wie schade betaalt", |f| {
        Feit::Bekend(f.aanvullend.clausules.schade_voor_zorgverlener)
    });
/// The duty of care of the employer is excluded.
pub(crate) const ZORGPLICHT_UITGESLOTEN: Gegeven<bool> =
    Gegeven::new("clausules.zorgplichtUitgesloten", "of de zorgplicht is uitgesloten", |f| {
        Feit::Bekend(f.aanvullend.clausules.zorgplicht_uitgesloten)
    });
/// The budgethouder may change the agreement alone.
pub(crate) const EENZIJDIG_WIJZIGEN: Gegeven<Eenzijdig> =
    Gegeven::new("clausules.eenzijdigWijzigen", "of de budgethouder alleen mag wijzigen", |f| {
        f.aanvullend.clausules.eenzijdig_wijzigen.into()
    });
/// A training must be paid back.
pub(crate) const STUDIEKOSTEN: Gegeven<Studiekosten> =
    Gegeven::new("clausules.studiekosten", "de studiekosten", |f| {
        f.aanvullend.clausules.studiekosten.into()
    });
/// Rights of the law that are given up.
pub(crate) const AFSTAND: Lijst<Recht> =
    Lijst::new("clausules.afstand", "de rechten die zijn opgegeven", |f| {
        &f.aanvullend.clausules.afstand[..]
    });
/// No work means no wage, for how many months; zero is without limit.
pub(crate) const GEEN_WERK_GEEN_LOON_MAANDEN: Gegeven<u8> =
    Gegeven::new("clausules.geenWerkGeenLoonMaanden", "de afspraak geen werk, geen loon", |f| {
        f.aanvullend.clausules.geen_werk_geen_loon_maanden.into()
    });
/// No payment when the zorgverlener dies.
pub(crate) const GEEN_OVERLIJDENSUITKERING: Gegeven<bool> =
    Gegeven::new("clausules.geenOverlijdensuitkering", "de uitkering bij overlijden", |f| {
        Feit::Bekend(f.aanvullend.clausules.geen_overlijdensuitkering)
    });
/// Parties wrote something of their own.
pub(crate) const VRIJE_TEKST: Gegeven<bool> =
    Gegeven::new("clausules.vrijeTekst", "of er eigen afspraken zijn opgeschreven", |f| {
        f.aanvullend.clausules.vrije_tekst.into()
    });
/// A person has cleared exactly that text.
pub(crate) const VRIJE_TEKST_BEOORDEELD: Gegeven<bool> =
    Gegeven::new("clausules.vrijeTekstBeoordeeld", "of de eigen afspraken zijn gelezen", |f| {
        Feit::Bekend(f.aanvullend.clausules.vrije_tekst_beoordeeld)
    });
