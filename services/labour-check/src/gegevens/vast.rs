//! Facts that every form has asked from the start.

use contracts::labour::{EindeOp, Feit, Relatie, Toetsfeiten, VakantieUren, Vakantietoeslag};
use jiff::civil::Date;
use kernel::{Aantal, Eenheid, Euro, Periode, Wet};

use crate::engine::{Gegeven, Lijst};

const fn asked<T>(
    id: &'static str,
    naam: &'static str,
    lees: fn(&Toetsfeiten) -> Feit<T>,
) -> Gegeven<T> {
    Gegeven::new(id, naam, lees).op_formulier(1)
}

/// Birth date of the zorgverlener.
pub(crate) const GEBOORTEDATUM: Gegeven<Date> =
    asked("partijen.geboortedatumZorgverlener", "de geboortedatum van de zorgverlener", |f| {
        f.partijen.geboortedatum_zorgverlener.into()
    });
/// Relation to the budgethouder.
pub(crate) const RELATIE_BUDGETHOUDER: Gegeven<Relatie> =
    asked("partijen.relatieBudgethouder", "de familieband met de zorgverlener", |f| {
        f.partijen.relatie_budgethouder.into()
    });
/// Relation to the representative; absent when there is none.
pub(crate) const RELATIE_VERTEGENWOORDIGER: Gegeven<Relatie> =
    asked("partijen.relatieVertegenwoordiger", "de familieband met de vertegenwoordiger", |f| {
        f.partijen.relatie_vertegenwoordiger.into()
    });
/// A KvK number.
pub(crate) const KVK: Gegeven<bool> = asked("partijen.kvkIngeschreven", "het KvK-nummer", |f| {
    Feit::Bekend(f.partijen.kvk_ingeschreven)
});
/// Entrepreneur for income tax.
pub(crate) const IB_ONDERNEMER: Gegeven<bool> =
    asked("partijen.ibOndernemer", "of de zorgverlener ondernemer is", |f| {
        f.partijen.ib_ondernemer.into()
    });
/// Budgethouder and zorgverlener are one person.
pub(crate) const ZELFDE_PERSOON: Gegeven<bool> =
    asked("partijen.zelfdePersoon", "wie de zorgverlener is", |f| {
        Feit::Bekend(f.partijen.budgethouder_ref == f.partijen.zorgverlener_ref)
    });
/// The term.
pub(crate) const PERIODE: Gegeven<Periode> =
    asked("looptijd.periode", "de looptijd", |f| Feit::Bekend(f.looptijd.periode));
/// What ends the term.
pub(crate) const EINDE_OP: Gegeven<EindeOp> =
    asked("looptijd.eindeOp", "waardoor de overeenkomst stopt", |f| {
        Feit::Bekend(f.looptijd.einde_op)
    });
/// The grant.
pub(crate) const TOEKENNING: Gegeven<Periode> =
    asked("looptijd.toekenning", "de toekenning waaruit wordt betaald", |f| {
        f.looptijd.toekenning.into()
    });
/// Day of signing.
pub(crate) const AFGESLOTEN_OP: Gegeven<Date> =
    asked("looptijd.afgeslotenOp", "de datum van afsluiten", |f| {
        Feit::Bekend(f.looptijd.afgesloten_op)
    });
/// Earlier fixed terms of employment.
pub(crate) const EERDERE_VAST: Lijst<Periode> =
    Lijst::new("looptijd.eerdereOvereenkomsten", "de eerdere overeenkomsten", |f| {
        &f.looptijd.eerdere_overeenkomsten[..]
    });
/// Hours a week.
pub(crate) const UREN_PER_WEEK: Gegeven<Aantal> =
    asked("uren.perWeek", "het aantal uren per week", |f| f.uren.per_week.into());
/// Of which under the Wlz.
pub(crate) const WLZ_UREN: Gegeven<Aantal> =
    asked("uren.wlzPerWeek", "het aantal uren per week", |f| f.uren.wlz_per_week.into());
/// Days a week, hundredths.
pub(crate) const DAGEN_PER_WEEK: Gegeven<Aantal> =
    asked("uren.dagenPerWeek", "het aantal dagen per week", |f| f.uren.dagen_per_week.into());
/// Only the mean is known.
pub(crate) const ALLEEN_GEMIDDELDE: Gegeven<bool> =
    asked("uren.alleenGemiddelde", "of het om een gemiddelde gaat", |f| {
        Feit::Bekend(f.uren.alleen_gemiddelde)
    });
/// The zorgkantoor allows more than forty hours.
pub(crate) const ONTHEFFING: Gegeven<bool> =
    asked("uren.ontheffingVeertigUur", "de toestemming voor meer dan 40 uur", |f| {
        Feit::Bekend(f.uren.ontheffing_veertig_uur)
    });
/// The lowest rate, eurocents a unit.
pub(crate) const BEDRAG: Gegeven<Euro> =
    asked("beloning.bedrag", "het tarief", |f| Feit::Bekend(f.beloning.bedrag));
/// The unit of the rate.
pub(crate) const EENHEID: Gegeven<Eenheid> =
    asked("beloning.eenheid", "de eenheid van het tarief", |f| Feit::Bekend(f.beloning.eenheid));
/// Hours of one unit, hundredths.
pub(crate) const UREN_VAN_EENHEID: Gegeven<Aantal> =
    asked("beloning.urenVanEenheid", "het aantal uren dat bij het afgesproken bedrag hoort", |f| {
        f.beloning.uren_van_eenheid.into()
    });
/// How vakantietoeslag is paid.
pub(crate) const VAKANTIETOESLAG: Gegeven<Vakantietoeslag> =
    asked("beloning.vakantietoeslag", "het vakantiegeld", |f| {
        Feit::Bekend(f.beloning.vakantietoeslag)
    });
/// How leave is arranged.
pub(crate) const VAKANTIE_UREN: Gegeven<VakantieUren> =
    asked("beloning.vakantieUren", "de vakantie-uren", |f| Feit::Bekend(f.beloning.vakantie_uren));
/// Leave, hours a year in hundredths.
pub(crate) const VAKANTIE_UREN_PER_JAAR: Gegeven<Aantal> =
    asked("beloning.vakantieUrenPerJaar", "de vakantie-uren per jaar", |f| {
        f.beloning.vakantie_uren_per_jaar.into()
    });
/// Trial period, months.
pub(crate) const PROEFTIJD: Gegeven<u8> =
    asked("bedingen.proeftijdMaanden", "de proeftijd", |f| f.bedingen.proeftijd_maanden.into());
/// The third-party clause.
pub(crate) const DERDENBEDING: Gegeven<bool> =
    asked("bedingen.derdenbeding", "het derdenbeding", |f| Feit::Bekend(f.bedingen.derdenbeding));
/// Signed by the budgethouder or the representative.
pub(crate) const GETEKEND_BUDGETHOUDER: Gegeven<Date> =
    asked("ondertekening.budgethouderOp", "de handtekening van de budgethouder", |f| {
        f.ondertekening.budgethouder_op.into()
    });
/// Signed by the zorgverlener.
pub(crate) const GETEKEND_ZORGVERLENER: Gegeven<Date> =
    asked("ondertekening.zorgverlenerOp", "de handtekening van de zorgverlener", |f| {
        f.ondertekening.zorgverlener_op.into()
    });
/// The laws of the lines.
pub(crate) const WETTEN: Lijst<Wet> =
    Lijst::new("wetten", "de wetten van de regels", |f| &f.wetten[..]);
