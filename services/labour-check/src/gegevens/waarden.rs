//! Values of the facts as the receipt and the texts show them.

use contracts::labour::aanvullend::{
    Aanzegging, Bekwaamheid, Betaalwijze, Boete, Concurrentiebeding, Dag, Document, Eenzijdig,
    Familieverhouding, Gegevens, Maximum, Model, Naastelkaar, Natura, Nevenwerkbeding, Opzegdag,
    Opzegtermijn, Overlap, Patroon, Rechtsvorm, Rekening, Studiekosten, Toeslagmoment, Vestiging,
    Werkstatus,
};
use contracts::labour::{EindeOp, Relatie, VakantieUren, Vakantietoeslag};

use crate::engine::{NaarWaarde, Waarde, woorden};

woorden!(Familieverhouding {
    GezagAannemelijk => "gezagAannemelijk",
    GeenGezag => "geenGezag",
});
woorden!(Patroon {
    Vast => "vast",
    Onregelmatig => "onregelmatig",
});
woorden!(Natura {
    DeelVanMinimum => "deelVanMinimum",
    BovenMinimum => "bovenMinimum",
});
woorden!(Toeslagmoment {
    ElkeBetaling => "elkeBetaling",
    JuniOfEerder => "juniOfEerder",
    LaterVastgelegd => "laterVastgelegd",
    LaterOngenoemd => "laterOngenoemd",
    MinderDanJaarlijks => "minderDanJaarlijks",
});
woorden!(Opzegdag {
    EindeMaand => "eindeMaand",
    AnderSchriftelijk => "anderSchriftelijk",
    AnderMondeling => "anderMondeling",
});
woorden!(Eenzijdig {
    ZwaarwichtigBelang => "zwaarwichtigBelang",
    Altijd => "altijd",
    OokOnderMinimum => "ookOnderMinimum",
});
woorden!(Nevenwerkbeding {
    MetReden => "metReden",
    ZonderReden => "zonderReden",
});
woorden!(Studiekosten {
    WettelijkVerplicht => "wettelijkVerplicht",
    Anders => "anders",
});
woorden!(Document {
    Paspoort => "paspoort",
    Identiteitskaart => "identiteitskaart",
    Verblijfsdocument => "verblijfsdocument",
    Rijbewijs => "rijbewijs",
    Anders => "anders",
});
woorden!(Werkstatus {
    VrijVerkeer => "vrijVerkeer",
    VrijOpArbeidsmarkt => "vrijOpArbeidsmarkt",
    Vergunning => "vergunning",
    Geen => "geen",
});
woorden!(Bekwaamheid {
    Bekwaam => "bekwaam",
    Minderjarig => "minderjarig",
    Curatele => "curatele",
    Bewind => "bewind",
});
woorden!(Rechtsvorm {
    Eenmanszaak => "eenmanszaak",
    Vof => "vof",
    Bv => "bv",
    Stichting => "stichting",
    Anders => "anders",
});
woorden!(Vestiging {
    Nederland => "nederland",
    Buitenland => "buitenland",
});
woorden!(Model {
    Arbeidsovereenkomst => "arbeidsovereenkomst",
    Opdracht => "opdracht",
    Familie => "familie",
    Instelling => "instelling",
    EigenTekst => "eigenTekst",
});
woorden!(Betaalwijze {
    Rekening => "rekening",
    Contant => "contant",
});
woorden!(Rekening {
    Zorgverlener => "zorgverlener",
    Budgethouder => "budgethouder",
    Vertegenwoordiger => "vertegenwoordiger",
});
woorden!(Overlap {
    Geen => "geen",
    ZelfdeHuishouden => "zelfdeHuishouden",
    AnderHuishouden => "anderHuishouden",
});
woorden!(Naastelkaar {
    Geen => "geen",
    ZelfdeSoort => "zelfdeSoort",
    AndereSoort => "andereSoort",
});
woorden!(Dag {
    Maandag => "maandag",
    Dinsdag => "dinsdag",
    Woensdag => "woensdag",
    Donderdag => "donderdag",
    Vrijdag => "vrijdag",
    Zaterdag => "zaterdag",
    Zondag => "zondag",
});
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

impl NaarWaarde for Opzegtermijn {
    fn waarde(self) -> Waarde {
        match self {
            Self::Wettelijk => Waarde::Woord("wettelijk"),
            Self::Dagen(days) => Waarde::Getal(i64::from(days)),
            Self::Maanden(months) => Waarde::Getal(i64::from(months)),
        }
    }
}

impl NaarWaarde for Boete {
    fn waarde(self) -> Waarde {
        Waarde::Ja(self.schriftelijk)
    }
}

impl NaarWaarde for Concurrentiebeding {
    fn waarde(self) -> Waarde {
        Waarde::Ja(self.schriftelijk)
    }
}

impl NaarWaarde for Aanzegging {
    fn waarde(self) -> Waarde {
        self.op.map_or(Waarde::Niets, Waarde::Datum)
    }
}

impl NaarWaarde for Maximum {
    fn waarde(self) -> Waarde {
        self.informeel.or(self.formeel).map_or(Waarde::Niets, |bedrag| Waarde::Cent(bedrag.cents()))
    }
}

impl NaarWaarde for Gegevens {
    fn waarde(self) -> Waarde {
        Waarde::Ja(self.binnen_week && self.binnen_maand)
    }
}
