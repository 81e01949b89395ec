//! Facts of the form: persons, payment and other agreements.

use contracts::labour::Feit;
use contracts::labour::aanvullend::{
    Bekwaamheid, Betaalwijze, Document, Gegevens, Maximum, Model, Naastelkaar, Overlap, Rechtsvorm,
    Rekening, Vestiging, Werkstatus,
};
use jiff::civil::Date;
use kernel::{Aantal, Euro, SoortOvereenkomst};

use crate::engine::Gegeven;

/// The BSN of the zorgverlener is there and passes the elfproef.
pub(crate) const BSN_IN_ORDE: Gegeven<bool> =
    Gegeven::new("personen.bsnInOrde", "het burgerservicenummer van de zorgverlener", |f| {
        f.aanvullend.personen.bsn_in_orde.into()
    });
/// Which document was seen.
pub(crate) const DOCUMENT: Gegeven<Document> =
    Gegeven::new("personen.document", "het identiteitsdocument", |f| {
        f.aanvullend.personen.document.into()
    });
/// Last day of that document.
pub(crate) const DOCUMENT_GELDIG_TOT: Gegeven<Date> =
    Gegeven::new("personen.documentGeldigTot", "de geldigheid van het document", |f| {
        f.aanvullend.personen.document_geldig_tot.into()
    });
/// A copy is kept.
pub(crate) const AFSCHRIFT_DOCUMENT: Gegeven<bool> =
    Gegeven::new("personen.afschriftDocument", "het afschrift van het document", |f| {
        f.aanvullend.personen.afschrift_document.into()
    });
/// Right to work in the Netherlands.
pub(crate) const WERKSTATUS: Gegeven<Werkstatus> =
    Gegeven::new("personen.werkstatus", "of de zorgverlener in Nederland mag werken", |f| {
        f.aanvullend.personen.werkstatus.into()
    });
/// Last day of a permit.
pub(crate) const VERGUNNING_TOT: Gegeven<Date> =
    Gegeven::new("personen.vergunningTot", "de einddatum van de vergunning", |f| {
        f.aanvullend.personen.vergunning_tot.into()
    });
/// The parents or guardian of a minor zorgverlener consent.
pub(crate) const TOESTEMMING_OUDERS: Gegeven<bool> =
    Gegeven::new("personen.toestemmingOuders", "de toestemming van de ouders", |f| {
        f.aanvullend.personen.toestemming_ouders.into()
    });
/// The zorgverlener represents the budgethouder.
pub(crate) const ZORGVERLENER_IS_VERTEGENWOORDIGER: Gegeven<bool> = Gegeven::new(
    "personen.zorgverlenerIsVertegenwoordiger",
    "of de zorgverlener u vertegenwoordigt",
    |f| f.aanvullend.personen.zorgverlener_is_vertegenwoordiger.into(),
);
/// And is a parent of a budgethouder who is a minor.
pub(crate) const OUDER_VAN_MINDERJARIGE: Gegeven<bool> = Gegeven::new(
    "personen.ouderVanMinderjarige",
    "of de zorgverlener ouder is van een minderjarige budgethouder",
    |f| f.aanvullend.personen.ouder_van_minderjarige.into(),
);
/// Whether the budgethouder can act alone.
pub(crate) const BEKWAAMHEID: Gegeven<Bekwaamheid> =
    Gegeven::new("personen.bekwaamheid", "of de budgethouder zelf mag tekenen", |f| {
        f.aanvullend.personen.bekwaamheid.into()
    });
/// The wettelijk vertegenwoordiger signed.
pub(crate) const VERTEGENWOORDIGER_TEKENDE: Gegeven<bool> = Gegeven::new(
    "personen.vertegenwoordigerTekende",
    "de handtekening van de vertegenwoordiger",
    |f| f.aanvullend.personen.vertegenwoordiger_tekende.into(),
);
/// Day of the VOG.
pub(crate) const VOG_OP: Gegeven<Date> =
    Gegeven::new("personen.vogOp", "de verklaring omtrent het gedrag", |f| {
        f.aanvullend.personen.vog_op.into()
    });
/// The form of the firm.
pub(crate) const RECHTSVORM: Gegeven<Rechtsvorm> =
    Gegeven::new("formeel.rechtsvorm", "de rechtsvorm", |f| f.aanvullend.formeel.rechtsvorm.into());
/// A care activity stands in the KvK register (SBI 86, 87 or 88).
pub(crate) const ZORGACTIVITEIT: Gegeven<bool> =
    Gegeven::new("formeel.zorgactiviteit", "de zorgactiviteit in het handelsregister", |f| {
        f.aanvullend.formeel.zorgactiviteit.into()
    });
/// An AGB code.
pub(crate) const AGB: Gegeven<bool> =
    Gegeven::new("formeel.agb", "de AGB-code", |f| f.aanvullend.formeel.agb.into());
/// Registered under the Wet BIG, and found there under this name.
pub(crate) const BIG: Gegeven<bool> =
    Gegeven::new("formeel.big", "de BIG-registratie", |f| f.aanvullend.formeel.big.into());
/// A BIG number is given that the register does not know or has struck off.
pub(crate) const BIG_ONBEKEND: Gegeven<bool> =
    Gegeven::new("formeel.bigOnbekend", "of het BIG-nummer bestaat", |f| {
        Feit::Bekend(f.aanvullend.formeel.big_onbekend)
    });
/// Level of nursing.
pub(crate) const BIG_NIVEAU: Gegeven<u8> =
    Gegeven::new("formeel.bigNiveau", "het niveau van de verpleegkundige", |f| {
        f.aanvullend.formeel.big_niveau.into()
    });
/// Staff besides the relative works in the firm.
pub(crate) const ANDER_PERSONEEL: Gegeven<bool> =
    Gegeven::new("formeel.anderPersoneel", "of er ander personeel is", |f| {
        f.aanvullend.formeel.ander_personeel.into()
    });
/// The formal rate is claimed.
pub(crate) const FORMEEL_GEVRAAGD: Gegeven<bool> =
    Gegeven::new("formeel.formeelGevraagd", "of het formele tarief is gevraagd", |f| {
        f.aanvullend.formeel.formeel_gevraagd.into()
    });
/// A rate of the zorgautoriteit for this care, eurocents an hour.
pub(crate) const NZA_TARIEF: Gegeven<Euro> =
    Gegeven::new("formeel.nzaTarief", "het NZa-tarief", |f| f.aanvullend.formeel.nza_tarief.into());
/// Where the provider is established.
pub(crate) const VESTIGING: Gegeven<Vestiging> =
    Gegeven::new("formeel.vestiging", "waar de zorgverlener is gevestigd", |f| {
        f.aanvullend.formeel.vestiging.into()
    });
/// The model that was used.
pub(crate) const MODEL: Gegeven<Model> =
    Gegeven::new("betaling.model", "het model van de overeenkomst", |f| {
        f.aanvullend.betaling.model.into()
    });
/// Weeks after the month in which claims are handed in.
pub(crate) const DECLARATIE_WEKEN: Gegeven<u8> =
    Gegeven::new("betaling.declaratieWeken", "de declaratietermijn", |f| {
        f.aanvullend.betaling.declaratie_weken.into()
    });
/// Payroll by choice.
pub(crate) const OPT_IN_LOONHEFFING: Gegeven<bool> =
    Gegeven::new("betaling.optInLoonheffing", "de keuze voor loonheffing", |f| {
        f.aanvullend.betaling.opt_in_loonheffing.into()
    });
/// The form for payroll tax was handed in.
pub(crate) const OPGAAF_LOONHEFFINGEN: Gegeven<bool> =
    Gegeven::new("betaling.opgaafLoonheffingen", "de opgaaf voor de loonheffingen", |f| {
        f.aanvullend.betaling.opgaaf_loonheffingen.into()
    });
/// How the wage is paid.
pub(crate) const BETAALWIJZE: Gegeven<Betaalwijze> =
    Gegeven::new("betaling.betaalwijze", "hoe het loon wordt betaald", |f| {
        f.aanvullend.betaling.betaalwijze.into()
    });
/// Whose account it is.
pub(crate) const REKENING: Gegeven<Rekening> =
    Gegeven::new("betaling.rekening", "van wie de rekening is", |f| {
        f.aanvullend.betaling.rekening.into()
    });
/// The account number passes its checksum.
pub(crate) const REKENING_GELDIG: Gegeven<bool> =
    Gegeven::new("betaling.rekeningGeldig", "of het rekeningnummer klopt", |f| {
        f.aanvullend.betaling.rekening_geldig.into()
    });
/// How many other unrelated zorgverleners use the account.
pub(crate) const REKENING_GEDEELD_MET: Gegeven<u16> = Gegeven::new(
    "betaling.rekeningGedeeldMet",
    "met hoeveel anderen de rekening wordt gedeeld",
    |f| f.aanvullend.betaling.rekening_gedeeld_met.into(),
);
/// What the worker must be told (BW 7:655).
pub(crate) const GEGEVENS: Gegeven<Gegevens> =
    Gegeven::new("betaling.gegevens", "de gegevens voor de werknemer", |f| {
        f.aanvullend.betaling.gegevens.into()
    });
/// A monthly amount is allowed.
pub(crate) const MAANDLOON_TOEGESTAAN: Gegeven<bool> =
    Gegeven::new("verstrekkerregels.maandloonToegestaan", "of een vast maandloon mag", |f| {
        f.aanvullend.verstrekkerregels.maandloon_toegestaan.into()
    });
/// A VOG is demanded.
pub(crate) const VOG_VERPLICHT: Gegeven<bool> =
    Gegeven::new("verstrekkerregels.vogVerplicht", "of een VOG verplicht is", |f| {
        f.aanvullend.verstrekkerregels.vog_verplicht.into()
    });
/// How many months old it may be.
pub(crate) const VOG_MAANDEN: Gegeven<u8> =
    Gegeven::new("verstrekkerregels.vogMaanden", "hoe oud een VOG mag zijn", |f| {
        f.aanvullend.verstrekkerregels.vog_maanden.into()
    });
/// The by-law forbids a representative as paid carer.
pub(crate) const DUBBELROL_VERBODEN: Gegeven<bool> = Gegeven::new(
    "verstrekkerregels.dubbelrolVerboden",
    "of een vertegenwoordiger zorgverlener mag zijn",
    |f| f.aanvullend.verstrekkerregels.dubbelrol_verboden.into(),
);
/// Maximum rates of gemeente or zorgverzekeraar.
pub(crate) const MAXIMUM: Gegeven<Maximum> =
    Gegeven::new("verstrekkerregels.maximum", "het maximumtarief", |f| {
        f.aanvullend.verstrekkerregels.maximum.into()
    });
/// The rates hold for BIG registration without AGB code.
pub(crate) const BIG_ZONDER_AGB: Gegeven<bool> =
    Gegeven::new("verstrekkerregels.bigZonderAgb", "of een AGB-code nodig is", |f| {
        f.aanvullend.verstrekkerregels.big_zonder_agb.into()
    });
/// Hours a week of the zorgverlener for all budgethouders, hundredths.
pub(crate) const UREN_ALLE_BUDGETHOUDERS: Gegeven<Aantal> =
    Gegeven::new("samenhang.urenAlleBudgethouders", "de uren voor alle budgethouders", |f| {
        f.aanvullend.samenhang.uren_alle_budgethouders.into()
    });
/// Days a week of all employments with this budgethouder, hundredths.
pub(crate) const DAGEN_ALLE_OVEREENKOMSTEN: Gegeven<Aantal> = Gegeven::new(
    "samenhang.dagenAlleOvereenkomsten",
    "de dagen van alle overeenkomsten samen",
    |f| f.aanvullend.samenhang.dagen_alle_overeenkomsten.into(),
);
/// Services at the same hour elsewhere.
pub(crate) const OVERLAP: Gegeven<Overlap> =
    Gegeven::new("samenhang.overlap", "of diensten tegelijk vallen", |f| {
        f.aanvullend.samenhang.overlap.into()
    });
/// Another running agreement of the pair.
pub(crate) const NAAST_ELKAAR: Gegeven<Naastelkaar> =
    Gegeven::new("samenhang.naastElkaar", "of er nog een overeenkomst loopt", |f| {
        f.aanvullend.samenhang.naast_elkaar.into()
    });
/// The kind of that agreement.
pub(crate) const ANDERE_SOORT: Gegeven<SoortOvereenkomst> =
    Gegeven::new("samenhang.andereSoort", "de soort van de andere overeenkomst", |f| {
        f.aanvullend.samenhang.andere_soort.into()
    });
/// The budgethouder is also paid to care for the zorgverlener.
pub(crate) const WEDERZIJDS: Gegeven<bool> =
    Gegeven::new("samenhang.wederzijds", "of u ook voor de zorgverlener zorgt", |f| {
        f.aanvullend.samenhang.wederzijds.into()
    });
