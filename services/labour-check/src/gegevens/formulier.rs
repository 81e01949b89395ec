//! Facts of the form as it always was: the first version asks them all.

use contracts::labour::feit::Feit;
use contracts::labour::{EindeOp, Relatie, VakantieUren, Vakantietoeslag};
use jiff::civil::Date;
use kernel::{Aantal, Eenheid, Euro, Periode, Wet};

use crate::engine::{Gegeven, Lijst};

/// The laws of the lines.
pub(crate) const WETTEN: Lijst<Wet> = Lijst::new("wetten", "de wetten", |f| &f.wetten);
/// Budgethouder and zorgverlener are one person.
pub(crate) const ZELFDE_PERSOON: Gegeven<bool> =
    Gegeven::new("partijen.zelfdePersoon", "wie budgethouder en zorgverlener zijn", |f| {
        Feit::Bekend(f.partijen.budgethouder_ref == f.partijen.zorgverlener_ref)
    })
    .op_formulier(1);
/// Birth date of the zorgverlener.
pub(crate) const GEBOORTEDATUM: Gegeven<Date> = Gegeven::new(
    "partijen.geboortedatumZorgverlener",
    "de geboortedatum van de zorgverlener",
    |f| f.partijen.geboortedatum_zorgverlener.into(),
)
.op_formulier(1);
/// Kinship with the budgethouder.
pub(crate) const RELATIE_BUDGETHOUDER: Gegeven<Relatie> =
    Gegeven::new("partijen.relatieBudgethouder", "de familieband met de zorgverlener", |f| {
        f.partijen.relatie_budgethouder.into()
    })
    .op_formulier(1);
/// Kinship with the wettelijk vertegenwoordiger.
pub(crate) const RELATIE_VERTEGENWOORDIGER: Gegeven<Relatie> = Gegeven::new(
    "partijen.relatieVertegenwoordiger",
    "de familieband met de vertegenwoordiger",
    |f| f.partijen.relatie_vertegenwoordiger.into(),
)
.op_formulier(1);
/// There is a KvK number.
pub(crate) const KVK: Gegeven<bool> =
    Gegeven::new("partijen.kvkIngeschreven", "het KvK-nummer", |f| {
        Feit::Bekend(f.partijen.kvk_ingeschreven)
    })
    .op_formulier(1);
/// Entrepreneur for income tax.
pub(crate) const IB_ONDERNEMER: Gegeven<bool> =
    Gegeven::new("partijen.ibOndernemer", "of de zorgverlener ondernemer is", |f| {
        f.partijen.ib_ondernemer.into()
    })
    .op_formulier(1);
/// The term.
pub(crate) const PERIODE: Gegeven<Periode> =
    Gegeven::new("looptijd.periode", "de looptijd", |f| Feit::Bekend(f.looptijd.periode))
        .op_formulier(1);
/// What ends it.
pub(crate) const EINDE_OP: Gegeven<EindeOp> =
    Gegeven::new("looptijd.eindeOp", "hoe de overeenkomst eindigt", |f| {
        Feit::Bekend(f.looptijd.einde_op)
    })
    .op_formulier(1);
/// The grant it is paid from.
pub(crate) const TOEKENNING: Gegeven<Periode> =
    Gegeven::new("looptijd.toekenning", "de toekenning waaruit wordt betaald", |f| {
        f.looptijd.toekenning.into()
    })
    .op_formulier(1);
/// Day of signing.
pub(crate) const AFGESLOTEN_OP: Gegeven<Date> =
    Gegeven::new("looptijd.afgeslotenOp", "de datum van afsluiting", |f| {
        Feit::Bekend(f.looptijd.afgesloten_op)
    })
    .op_formulier(1);
/// Earlier fixed terms of the same parties.
pub(crate) const EERDERE_PERIODEN: Lijst<Periode> =
    Lijst::new("looptijd.eerdereOvereenkomsten", "de eerdere overeenkomsten", |f| {
        &f.looptijd.eerdere_overeenkomsten
    });
/// Mean hours a week.
pub(crate) const UREN_PER_WEEK: Gegeven<Aantal> =
    Gegeven::new("uren.perWeek", "het aantal uren per week", |f| f.uren.per_week.into())
        .op_formulier(1);
/// Of which under the Wlz.
pub(crate) const WLZ_UREN_PER_WEEK: Gegeven<Aantal> =
    Gegeven::new("uren.wlzPerWeek", "het aantal uren per week", |f| f.uren.wlz_per_week.into())
        .op_formulier(1);
/// Only the mean is known.
pub(crate) const ALLEEN_GEMIDDELDE: Gegeven<bool> =
    Gegeven::new("uren.alleenGemiddelde", "of de uren een gemiddelde zijn", |f| {
        Feit::Bekend(f.uren.alleen_gemiddelde)
    })
    .op_formulier(1);
/// The zorgkantoor allowed more than forty hours.
pub(crate) const ONTHEFFING_VEERTIG_UUR: Gegeven<bool> =
    Gegeven::new("uren.ontheffingVeertigUur", "de toestemming van het zorgkantoor", |f| {
        Feit::Bekend(f.uren.ontheffing_veertig_uur)
    })
    .op_formulier(1);
/// The lowest agreed rate.
pub(crate) const BEDRAG: Gegeven<Euro> =
    Gegeven::new("beloning.bedrag", "het tarief", |f| Feit::Bekend(f.beloning.bedrag))
        .op_formulier(1);
/// The unit of that rate.
pub(crate) const EENHEID: Gegeven<Eenheid> =
    Gegeven::new("beloning.eenheid", "de eenheid van het tarief", |f| {
        Feit::Bekend(f.beloning.eenheid)
    })
    .op_formulier(1);
/// Hours in one unit.
pub(crate) const UREN_VAN_EENHEID: Gegeven<Aantal> = Gegeven::new(
    "beloning.urenVanEenheid",
    "het aantal uren dat bij het afgesproken bedrag hoort",
    |f| f.beloning.uren_van_eenheid.into(),
)
.op_formulier(1);
/// How vakantietoeslag is paid.
pub(crate) const VAKANTIETOESLAG: Gegeven<Vakantietoeslag> =
    Gegeven::new("beloning.vakantietoeslag", "het vakantiegeld", |f| {
        Feit::Bekend(f.beloning.vakantietoeslag)
    })
    .op_formulier(1);
/// How leave is arranged.
pub(crate) const VAKANTIE_UREN: Gegeven<VakantieUren> =
    Gegeven::new("beloning.vakantieUren", "de vakantie-uren", |f| {
        Feit::Bekend(f.beloning.vakantie_uren)
    })
    .op_formulier(1);
/// Agreed leave a year.
pub(crate) const VAKANTIE_UREN_PER_JAAR: Gegeven<Aantal> =
    Gegeven::new("beloning.vakantieUrenPerJaar", "de vakantie-uren per jaar", |f| {
        f.beloning.vakantie_uren_per_jaar.into()
    })
    .op_formulier(1);
/// Trial period, months.
pub(crate) const PROEFTIJD: Gegeven<u8> =
    Gegeven::new("bedingen.proeftijdMaanden", "de proeftijd", |f| {
        f.bedingen.proeftijd_maanden.into()
    })
    .op_formulier(1);
/// The third-party clause.
pub(crate) const DERDENBEDING: Gegeven<bool> =
    Gegeven::new("bedingen.derdenbeding", "het derdenbeding", |f| {
        Feit::Bekend(f.bedingen.derdenbeding)
    })
    .op_formulier(1);
/// Signed by the budgethouder.
pub(crate) const GETEKEND_BUDGETHOUDER: Gegeven<Date> =
    Gegeven::new("ondertekening.budgethouderOp", "de handtekening van de budgethouder", |f| {
        f.ondertekening.budgethouder_op.into()
    })
    .op_formulier(1);
/// Signed by the zorgverlener.
pub(crate) const GETEKEND_ZORGVERLENER: Gegeven<Date> =
    Gegeven::new("ondertekening.zorgverlenerOp", "de handtekening van de zorgverlener", |f| {
        f.ondertekening.zorgverlener_op.into()
    })
    .op_formulier(1);
