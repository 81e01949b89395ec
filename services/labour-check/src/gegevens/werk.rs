//! Facts of the form: the work.

use contracts::labour::Feit;
use contracts::labour::aanvullend::{
    Aanzegging, Dag, Dienst, EerdereOvereenkomst, Familieverhouding, Patroon,
};
use jiff::civil::Date;
use kernel::Aantal;

use crate::engine::{Gegeven, Lijst};

/// The budgethouder decides when the work is done.
pub(crate) const WERKTIJDEN_DOOR_BUDGETHOUDER: Gegeven<bool> =
    Gegeven::new("aanwijzingen.werktijdenDoorBudgethouder", "wie de werktijden bepaalt", |f| {
        f.aanvullend.aanwijzingen.werktijden_door_budgethouder.into()
    });
/// The budgethouder gives instructions and checks the work.
pub(crate) const INSTRUCTIES: Gegeven<bool> =
    Gegeven::new("aanwijzingen.instructies", "of de budgethouder aanwijzingen geeft", |f| {
        f.aanvullend.aanwijzingen.instructies.into()
    });
/// The zorgverlener may send somebody else.
pub(crate) const VRIJE_VERVANGING: Gegeven<bool> = Gegeven::new(
    "aanwijzingen.vrijeVervanging",
    "of de zorgverlener zich mag laten vervangen",
    |f| f.aanvullend.aanwijzingen.vrije_vervanging.into(),
);
/// For how many clients the zorgverlener works.
pub(crate) const OPDRACHTGEVERS: Gegeven<u16> =
    Gegeven::new("aanwijzingen.opdrachtgevers", "voor hoeveel mensen de zorgverlener werkt", |f| {
        f.aanvullend.aanwijzingen.opdrachtgevers.into()
    });
/// The other side fixed the rate.
pub(crate) const TARIEF_EENZIJDIG: Gegeven<bool> =
    Gegeven::new("aanwijzingen.tariefEenzijdig", "wie het tarief bepaalt", |f| {
        f.aanvullend.aanwijzingen.tarief_eenzijdig.into()
    });
/// Fixed hours stand in the agreement.
pub(crate) const VASTE_UREN: Gegeven<bool> =
    Gegeven::new("aanwijzingen.vasteUren", "of er vaste uren zijn afgesproken", |f| {
        f.aanvullend.aanwijzingen.vaste_uren.into()
    });
/// Budgethouder and zorgverlener live together.
pub(crate) const ZELFDE_HUISHOUDEN: Gegeven<bool> = Gegeven::new(
    "aanwijzingen.zelfdeHuishouden",
    "of de zorgverlener bij de budgethouder woont",
    |f| f.aanvullend.aanwijzingen.zelfde_huishouden.into(),
);
/// What the questionnaire on the family bond showed, when somebody reviewed it.
pub(crate) const FAMILIEVERHOUDING: Gegeven<Familieverhouding> = Gegeven::new(
    "aanwijzingen.familieverhouding",
    "de vragenlijst over de familieverhouding",
    |f| f.aanvullend.aanwijzingen.familieverhouding.into(),
);
/// A replacement names whom it replaces.
pub(crate) const VERVANGT_GENOEMD: Gegeven<bool> =
    Gegeven::new("aanwijzingen.vervangtGenoemd", "wie de zorgverlener vervangt", |f| {
        f.aanvullend.aanwijzingen.vervangt_genoemd.into()
    });
/// The budgethouder is a natural person.
pub(crate) const NATUURLIJK_PERSOON: Gegeven<bool> =
    Gegeven::new("huishouden.natuurlijkPersoon", "of de budgethouder een persoon is", |f| {
        f.aanvullend.huishouden.natuurlijk_persoon.into()
    });
/// The form ticks fewer than four days a week.
pub(crate) const MINDER_DAN_VIER_DAGEN: Gegeven<bool> = Gegeven::new(
    "huishouden.minderDanVierDagen",
    "de keuze voor minder dan 4 dagen per week",
    |f| f.aanvullend.huishouden.minder_dan_vier_dagen.into(),
);
/// Part of the work is for a business of the budgethouder, or not for the household.
pub(crate) const WERK_BUITEN_HUISHOUDEN: Gegeven<bool> = Gegeven::new(
    "huishouden.werkBuitenHuishouden",
    "of er ook ander werk wordt gedaan dan in het huishouden",
    |f| f.aanvullend.huishouden.werk_buiten_huishouden.into(),
);
/// The zorgverlener lives in and does household work.
pub(crate) const INWONEND: Gegeven<bool> =
    Gegeven::new("huishouden.inwonend", "of de zorgverlener inwoont", |f| {
        f.aanvullend.huishouden.inwonend.into()
    });
/// Days a week of the last thirteen weeks or of the whole cycle, in hundredths, where weeks differ.
pub(crate) const DAGEN_GEMIDDELD: Gegeven<Aantal> =
    Gegeven::new("huishouden.dagenGemiddeld", "het gemiddelde aantal dagen per week", |f| {
        f.aanvullend.huishouden.dagen_gemiddeld.into()
    });
/// The hours are fixed or change from week to week.
pub(crate) const PATROON: Gegeven<Patroon> =
    Gegeven::new("rooster.patroon", "of de uren elke week gelijk zijn", |f| {
        f.aanvullend.rooster.patroon.into()
    });
/// Services, of all weeks of the cycle.
pub(crate) const DIENSTEN: Lijst<Dienst> =
    Lijst::new("rooster.diensten", "het rooster", |f| &f.aanvullend.rooster.diensten[..]);
/// Sleeping or standby service is part of it.
pub(crate) const SLAAPDIENST: Gegeven<bool> =
    Gegeven::new("rooster.slaapdienst", "of er slaapdiensten zijn", |f| {
        f.aanvullend.rooster.slaapdienst.into()
    });
/// The zorgverlener agrees with work on Sundays.
pub(crate) const ZONDAG_INSTEMMING: Gegeven<bool> = Gegeven::new(
    "rooster.zondagInstemming",
    "of de zorgverlener instemt met werk op zondag",
    |f| f.aanvullend.rooster.zondag_instemming.into(),
);
/// A clause rules breaks out.
pub(crate) const PAUZE_UITGESLOTEN: Gegeven<bool> =
    Gegeven::new("rooster.pauzeUitgesloten", "of pauzes zijn uitgesloten", |f| {
        Feit::Bekend(f.aanvullend.rooster.pauze_uitgesloten)
    });
/// Hours a week for other employers, hundredths.
pub(crate) const UREN_ANDERE_WERKGEVERS: Gegeven<Aantal> =
    Gegeven::new("rooster.urenAndereWerkgevers", "de uren bij andere werkgevers", |f| {
        f.aanvullend.rooster.uren_andere_werkgevers.into()
    });
/// Days of school of a young zorgverlener.
pub(crate) const SCHOOLDAGEN: Lijst<Dag> =
    Lijst::new("rooster.schooldagen", "de schooldagen", |f| &f.aanvullend.rooster.schooldagen[..]);
/// Least hours a week, hundredths; zero is nul-uren.
pub(crate) const UREN_MIN: Gegeven<Aantal> =
    Gegeven::new("oproep.urenMin", "het laagste aantal uren per week", |f| {
        f.aanvullend.oproep.uren_min.into()
    });
/// Most hours a week, hundredths.
pub(crate) const UREN_MAX: Gegeven<Aantal> =
    Gegeven::new("oproep.urenMax", "het hoogste aantal uren per week", |f| {
        f.aanvullend.oproep.uren_max.into()
    });
/// Months in which no work means no wage.
pub(crate) const LOONUITSLUITING_MAANDEN: Gegeven<u8> =
    Gegeven::new("oproep.loonuitsluitingMaanden", "de loonuitsluiting", |f| {
        f.aanvullend.oproep.loonuitsluiting_maanden.into()
    });
/// Months of that in earlier agreements of the chain.
pub(crate) const LOONUITSLUITING_EERDER: Gegeven<u8> = Gegeven::new(
    "oproep.loonuitsluitingEerder",
    "de loonuitsluiting in eerdere overeenkomsten",
    |f| f.aanvullend.oproep.loonuitsluiting_eerder.into(),
);
/// That clause is not in writing.
pub(crate) const LOONUITSLUITING_MONDELING: Gegeven<bool> =
    Gegeven::new("oproep.loonuitsluitingMondeling", "of de loonuitsluiting op papier staat", |f| {
        Feit::Bekend(f.aanvullend.oproep.loonuitsluiting_mondeling)
    });
/// Hours between call and work.
pub(crate) const OPROEPTERMIJN_UREN: Gegeven<u16> =
    Gegeven::new("oproep.oproeptermijnUren", "de oproeptermijn", |f| {
        f.aanvullend.oproep.oproeptermijn_uren.into()
    });
/// Days and hours on which a call may come are named.
pub(crate) const REFERENTIEDAGEN: Gegeven<bool> =
    Gegeven::new("oproep.referentiedagen", "de dagen waarop een oproep mag", |f| {
        f.aanvullend.oproep.referentiedagen.into()
    });
/// First day of the work on call, when it began before this agreement.
pub(crate) const SINDS: Gegeven<Date> =
    Gegeven::new("oproep.sinds", "sinds wanneer er op oproep wordt gewerkt", |f| {
        f.aanvullend.oproep.sinds.into()
    });
/// Day of the offer of fixed hours.
pub(crate) const AANBOD_OP: Gegeven<Date> =
    Gegeven::new("oproep.aanbodOp", "de dag van het aanbod voor vaste uren", |f| {
        f.aanvullend.oproep.aanbod_op.into()
    });
/// Hours a week of that offer, hundredths.
pub(crate) const AANBOD_UREN: Gegeven<Aantal> =
    Gegeven::new("oproep.aanbodUren", "de uren van het aanbod", |f| {
        f.aanvullend.oproep.aanbod_uren.into()
    });
/// Mean hours a week of the twelve months before, hundredths.
pub(crate) const UREN_GEMIDDELD: Gegeven<Aantal> =
    Gegeven::new("oproep.urenGemiddeld", "de gemiddelde uren van de laatste 12 maanden", |f| {
        f.aanvullend.oproep.uren_gemiddeld.into()
    });
/// Hours that are paid at least for one call, hundredths.
pub(crate) const UREN_PER_OPROEP_MIN: Gegeven<Aantal> =
    Gegeven::new("oproep.urenPerOproepMin", "het aantal uren per oproep", |f| {
        f.aanvullend.oproep.uren_per_oproep_min.into()
    });
/// Earlier agreements of the parties, of any kind and oldest first.
pub(crate) const EERDERE: Lijst<EerdereOvereenkomst> =
    Lijst::new("geschiedenis.eerdere", "de eerdere overeenkomsten", |f| {
        &f.aanvullend.geschiedenis.eerdere[..]
    });
/// The zorgverlener did this work for a housemate or the deceased before.
pub(crate) const OPVOLGEND: Gegeven<bool> = Gegeven::new(
    "geschiedenis.opvolgend",
    "of de zorgverlener dit werk eerder voor een huisgenoot deed",
    |f| f.aanvullend.geschiedenis.opvolgend.into(),
);
/// A new trial period is claimed for clearly other skills.
pub(crate) const ANDERE_VAARDIGHEDEN: Gegeven<bool> = Gegeven::new(
    "geschiedenis.andereVaardigheden",
    "of het werk andere vaardigheden vraagt",
    |f| f.aanvullend.geschiedenis.andere_vaardigheden.into(),
);
/// This is a change of a running agreement.
pub(crate) const WIJZIGING: Gegeven<bool> =
    Gegeven::new("geschiedenis.wijziging", "of dit een wijziging is", |f| {
        f.aanvullend.geschiedenis.wijziging.into()
    });
/// When the end was announced.
pub(crate) const AANZEGGING: Gegeven<Aanzegging> =
    Gegeven::new("geschiedenis.aanzegging", "de aanzegging", |f| {
        f.aanvullend.geschiedenis.aanzegging.into()
    });
/// A clause says what happens when the budgethouder dies.
pub(crate) const BEDING_OVERLIJDEN: Gegeven<bool> =
    Gegeven::new("geschiedenis.bedingOverlijden", "de afspraak bij overlijden", |f| {
        f.aanvullend.geschiedenis.beding_overlijden.into()
    });
/// The tasks are described.
pub(crate) const OMSCHREVEN: Gegeven<bool> =
    Gegeven::new("zorgtaken.omschreven", "de omschrijving van het werk", |f| {
        f.aanvullend.zorgtaken.omschreven.into()
    });
/// Only light, incidental help.
pub(crate) const LICHT: Gegeven<bool> =
    Gegeven::new("zorgtaken.licht", "of het alleen licht werk is", |f| {
        f.aanvullend.zorgtaken.licht.into()
    });
/// Personal care or lifting of people.
pub(crate) const VERZORGEN_OF_TILLEN: Gegeven<bool> =
    Gegeven::new("zorgtaken.verzorgenOfTillen", "of er wordt verzorgd of getild", |f| {
        f.aanvullend.zorgtaken.verzorgen_of_tillen.into()
    });
/// The heaviest thing to lift, kilograms.
pub(crate) const TILLEN_KG: Gegeven<u16> =
    Gegeven::new("zorgtaken.tillenKg", "hoeveel er wordt getild", |f| {
        f.aanvullend.zorgtaken.tillen_kg.into()
    });
/// Acts reserved to registered professions.
pub(crate) const VOORBEHOUDEN_HANDELINGEN: Gegeven<bool> =
    Gegeven::new("zorgtaken.voorbehoudenHandelingen", "of er voorbehouden handelingen zijn", |f| {
        f.aanvullend.zorgtaken.voorbehouden_handelingen.into()
    });
