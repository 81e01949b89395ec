//! The words of the enums that rules read, as on the wire.

use contracts::labour::{EindeOp, Relatie, VakantieUren, Vakantietoeslag};

use crate::engine::woorden;

woorden!(Relatie {
    Geen => "geen",
    Partner => "partner",
    EersteGraad => "eersteGraad",
    TweedeGraad => "tweedeGraad",
    BeeindigdHuwelijk => "beeindigdHuwelijk",
});
woorden!(EindeOp {
    Kalenderdatum => "kalenderdatum",
    Vervanging => "vervanging",
    Objectief => "objectief",
});
woorden!(Vakantietoeslag {
    Inbegrepen => "inbegrepen",
    BijElkeBetaling => "bijElkeBetaling",
    Jaarlijks => "jaarlijks",
    Geen => "geen",
});
woorden!(VakantieUren {
    Doorbetaald => "doorbetaald",
    Inbegrepen => "inbegrepen",
    Geen => "geen",
});
