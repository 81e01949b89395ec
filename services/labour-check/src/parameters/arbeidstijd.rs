//! Limits of working time, and the hours of a unit.

reeksen! {
    /// Hours in one service (ATW 5:7).
    TIJD_DIENST = "tijd.dienst" "de langste dienst" Uren, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 1200 "ATW 5:7" Geldend;

    /// Hours in one week (ATW 5:7).
    TIJD_WEEK = "tijd.week" "het hoogste aantal uren per week" Uren, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 6000 "ATW 5:7" Geldend;

    /// Mean hours in sixteen weeks (ATW 5:7).
    TIJD_GEMIDDELD16 = "tijd.gemiddeld16" "het gemiddelde over 16 weken" Uren, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 4800 "ATW 5:7" Geldend;

    /// Mean hours in four weeks (ATW 5:7).
    TIJD_GEMIDDELD4 = "tijd.gemiddeld4" "het gemiddelde over 4 weken" Uren, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 5500 "ATW 5:7" Geldend;

    /// Hours of daily rest (ATW 5:3).
    TIJD_RUST = "tijd.rust" "de dagelijkse rust" Uren, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 1100 "ATW 5:3" Geldend;

    /// Hours of daily rest, once in seven days (ATW 5:3).
    TIJD_RUST_KORT = "tijd.rust.kort" "de korte dagelijkse rust" Uren, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 800 "ATW 5:3" Geldend;

    /// Hours of weekly rest (ATW 5:5).
    TIJD_RUST_WEEK = "tijd.rust.week" "de wekelijkse rust" Uren, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 3600 "ATW 5:5" Geldend;

    /// Hours of rest in two weeks (ATW 5:5).
    TIJD_RUST_TWEEWEKEN = "tijd.rust.tweeweken" "de rust in twee weken" Uren, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 7200 "ATW 5:5" Geldend;

    /// Least part of the rest in two weeks, hours (ATW 5:5).
    TIJD_RUST_DEEL = "tijd.rust.deel" "het kleinste deel van die rust" Uren, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 3200 "ATW 5:5" Geldend;

    /// Hours of work above which there is a break (ATW 5:4).
    TIJD_PAUZE_NA = "tijd.pauze.na" "de uren waarna een pauze nodig is" Uren, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 550 "ATW 5:4" Geldend;

    /// Hours of work above which the break is longer (ATW 5:4).
    TIJD_PAUZE_LANG_NA = "tijd.pauze.lang.na" "de uren waarna een lange pauze nodig is" Uren, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 1000 "ATW 5:4" Geldend;

    /// Minutes of break (ATW 5:4).
    TIJD_PAUZE = "tijd.pauze" "de pauze" Aantal, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 30 "ATW 5:4" Geldend;

    /// Minutes of the longer break (ATW 5:4).
    TIJD_PAUZE_LANG = "tijd.pauze.lang" "de lange pauze" Aantal, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 45 "ATW 5:4" Geldend;

    /// Hours in a night service (ATW 5:8).
    TIJD_NACHT = "tijd.nacht" "de langste nachtdienst" Uren, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 1000 "ATW 5:8" Geldend;

    /// Hours in a long night service (ATW 5:8).
    TIJD_NACHT_LANG = "tijd.nacht.lang" "de langste nachtdienst bij uitzondering" Uren, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 1200 "ATW 5:8" Geldend;

    /// Hours of rest after a night service (ATW 5:8).
    TIJD_NACHT_RUST = "tijd.nacht.rust" "de rust na een nachtdienst" Uren, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 1400 "ATW 5:8" Geldend;

    /// Hours of rest after three night services or more (ATW 5:8).
    TIJD_NACHT_REEKS_RUST = "tijd.nacht.reeks.rust" "de rust na een reeks nachtdiensten" Uren, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 4600 "ATW 5:8" Geldend;

    /// Night services in sixteen weeks (ATW 5:8).
    TIJD_NACHT_AANTAL16 = "tijd.nacht.aantal16" "het aantal nachtdiensten in 16 weken" Aantal, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 36 "ATW 5:8" Geldend;

    /// Night services in a year (ATW 5:8).
    TIJD_NACHT_AANTAL52 = "tijd.nacht.aantal52" "het aantal nachtdiensten per jaar" Aantal, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 140 "ATW 5:8" Geldend;

    /// Mean hours with many night services (ATW 5:8).
    TIJD_NACHT_GEMIDDELD = "tijd.nacht.gemiddeld" "het gemiddelde bij veel nachtdiensten" Uren, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 4000 "ATW 5:8" Geldend;

    /// Free Sundays a year (ATW 5:6).
    TIJD_ZONDAGEN = "tijd.zondagen" "het aantal vrije zondagen" Aantal, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 13 "ATW 5:6" Geldend;

    /// Hours in a service at 16 and 17 (ATW 5:7).
    TIJD_JONG_DIENST = "tijd.jong.dienst" "de langste dienst bij 16 en 17 jaar" Uren, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 900 "ATW 5:7" Geldend;

    /// Hours in a week at 16 and 17 (ATW 5:7).
    TIJD_JONG_WEEK = "tijd.jong.week" "het hoogste aantal uren per week bij 16 en 17 jaar" Uren, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 4500 "ATW 5:7" Geldend;

    /// Mean hours in four weeks at 16 and 17 (ATW 5:7).
    TIJD_JONG_GEMIDDELD4 = "tijd.jong.gemiddeld4" "het gemiddelde bij 16 en 17 jaar" Uren, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 4000 "ATW 5:7" Geldend;

    /// Hours of daily rest at 16 and 17 (ATW 5:3).
    TIJD_JONG_RUST = "tijd.jong.rust" "de dagelijkse rust bij 16 en 17 jaar" Uren, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 1200 "ATW 5:3" Geldend;

    /// Hours on a day of school at 15.
    TIJD_KIND_SCHOOLDAG = "tijd.kind.schooldag" "de uren op een schooldag bij 15 jaar" Uren, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 200 "Nadere regeling kinderarbeid" Onbevestigd;

    /// Hours on another day at 15.
    TIJD_KIND_DAG = "tijd.kind.dag" "de uren op een vrije dag bij 15 jaar" Uren, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 800 "Nadere regeling kinderarbeid" Onbevestigd;

    /// Hours in a week of school at 13 to 15.
    TIJD_KIND_WEEK = "tijd.kind.week" "de uren in een schoolweek bij 13 tot en met 15 jaar" Uren, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 1200 "Nadere regeling kinderarbeid" Onbevestigd;

    /// Days a week at 15.
    TIJD_KIND_DAGEN = "tijd.kind.dagen" "de dagen per week bij 15 jaar" Aantal, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 5 "Nadere regeling kinderarbeid" Onbevestigd;

    /// Kilograms to lift at 15.
    TIJD_KIND_TILLEN = "tijd.kind.tillen" "het tilgewicht bij 15 jaar" Aantal, (2007, 4, 1) open:
        (2007, 4, 1) open (2007, 2, 1) 10 "Nadere regeling kinderarbeid" Onbevestigd;

    /// Hours a week under the Wlz for who has no Arbeidstijdenwet (Rlz 5.18, 5.22).
    TIJD_VEERTIG = "tijd.veertig" "de norm van 40 uur" Uren, (2015, 1, 1) open:
        (2015, 1, 1) open (2014, 11, 1) 4000 "Rlz 5.18 onder d en 5.22" Geldend;

    /// Mean hours from which single weeks may pass the norm.
    TIJD_VEERTIG_BIJNA = "tijd.veertig.bijna" "de grens dicht bij 40 uur" Uren, (2015, 1, 1) open:
        (2015, 1, 1) open (2014, 11, 1) 3600 "eigen keuze" Geldend;

    /// Hours of a dagdeel (SVB).
    EENHEID_DAGDEEL = "eenheid.dagdeel" "de uren van een dagdeel" Aantal, (2017, 4, 1) open:
        (2017, 4, 1) open (2017, 2, 1) 4 "SVB, betalingen" Geldend;

    /// Hours of a dag (SVB).
    EENHEID_DAG = "eenheid.dag" "de uren van een dag" Aantal, (2017, 4, 1) open:
        (2017, 4, 1) open (2017, 2, 1) 8 "SVB, betalingen" Geldend;

    /// Hours of a nacht (SVB).
    EENHEID_NACHT = "eenheid.nacht" "de uren van een nacht" Aantal, (2017, 4, 1) open:
        (2017, 4, 1) open (2017, 2, 1) 8 "SVB, betalingen" Geldend;

    /// Hours of a etmaal (SVB).
    EENHEID_ETMAAL = "eenheid.etmaal" "de uren van een etmaal" Aantal, (2017, 4, 1) open:
        (2017, 4, 1) open (2017, 2, 1) 24 "SVB, betalingen" Geldend;

    /// Hours of a weekend (SVB).
    EENHEID_WEEKEND = "eenheid.weekend" "de uren van een weekend" Aantal, (2017, 4, 1) open:
        (2017, 4, 1) open (2017, 2, 1) 72 "SVB, betalingen" Geldend;

    /// Hours of a midweek (SVB).
    EENHEID_MIDWEEK = "eenheid.midweek" "de uren van een midweek" Aantal, (2017, 4, 1) open:
        (2017, 4, 1) open (2017, 2, 1) 120 "SVB, betalingen" Geldend;

    /// Hours of a week (SVB).
    EENHEID_WEEK = "eenheid.week" "de uren van een week" Aantal, (2017, 4, 1) open:
        (2017, 4, 1) open (2017, 2, 1) 168 "SVB, betalingen" Geldend;
}
