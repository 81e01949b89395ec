//! Minimum wages by other weeks, apprentices, months and percentages.

reeksen! {
    /// Minimum hourly wage at 21 in a working week of 38 hours, eurocents.
    MINIMUMLOON38_21 = "minimumloon38.21" "het minimumuurloon bij 21 jaar en 38 uur" Cent, (2023, 1, 1) (2023, 12, 31):
        (2023, 1, 1) (2023, 6, 30) (2022, 11, 1) 1175 "loonkalender 2023, uurbedrag bij 38 uur" Afgeleid,
        (2023, 7, 1) (2023, 12, 31) (2023, 5, 1) 1212 "loonkalender 2023, uurbedrag bij 38 uur" Afgeleid;

    /// Minimum hourly wage at 20 in a working week of 38 hours, eurocents.
    MINIMUMLOON38_20 = "minimumloon38.20" "het minimumuurloon bij 20 jaar en 38 uur" Cent, (2023, 1, 1) (2023, 12, 31):
        (2023, 1, 1) (2023, 6, 30) (2022, 11, 1) 940 "loonkalender 2023, uurbedrag bij 38 uur" Afgeleid,
        (2023, 7, 1) (2023, 12, 31) (2023, 5, 1) 970 "loonkalender 2023, uurbedrag bij 38 uur" Afgeleid;

    /// Minimum hourly wage at 19 in a working week of 38 hours, eurocents.
    MINIMUMLOON38_19 = "minimumloon38.19" "het minimumuurloon bij 19 jaar en 38 uur" Cent, (2023, 1, 1) (2023, 12, 31):
        (2023, 1, 1) (2023, 6, 30) (2022, 11, 1) 705 "loonkalender 2023, uurbedrag bij 38 uur" Afgeleid,
        (2023, 7, 1) (2023, 12, 31) (2023, 5, 1) 727 "loonkalender 2023, uurbedrag bij 38 uur" Afgeleid;

    /// Minimum hourly wage at 18 in a working week of 38 hours, eurocents.
    MINIMUMLOON38_18 = "minimumloon38.18" "het minimumuurloon bij 18 jaar en 38 uur" Cent, (2023, 1, 1) (2023, 12, 31):
        (2023, 1, 1) (2023, 6, 30) (2022, 11, 1) 588 "loonkalender 2023, uurbedrag bij 38 uur" Afgeleid,
        (2023, 7, 1) (2023, 12, 31) (2023, 5, 1) 606 "loonkalender 2023, uurbedrag bij 38 uur" Afgeleid;

    /// Minimum hourly wage at 17 in a working week of 38 hours, eurocents.
    MINIMUMLOON38_17 = "minimumloon38.17" "het minimumuurloon bij 17 jaar en 38 uur" Cent, (2023, 1, 1) (2023, 12, 31):
        (2023, 1, 1) (2023, 6, 30) (2022, 11, 1) 465 "loonkalender 2023, uurbedrag bij 38 uur" Afgeleid,
        (2023, 7, 1) (2023, 12, 31) (2023, 5, 1) 479 "loonkalender 2023, uurbedrag bij 38 uur" Afgeleid;

    /// Minimum hourly wage at 16 in a working week of 38 hours, eurocents.
    MINIMUMLOON38_16 = "minimumloon38.16" "het minimumuurloon bij 16 jaar en 38 uur" Cent, (2023, 1, 1) (2023, 12, 31):
        (2023, 1, 1) (2023, 6, 30) (2022, 11, 1) 406 "loonkalender 2023, uurbedrag bij 38 uur" Afgeleid,
        (2023, 7, 1) (2023, 12, 31) (2023, 5, 1) 419 "loonkalender 2023, uurbedrag bij 38 uur" Afgeleid;

    /// Minimum hourly wage at 15 in a working week of 38 hours, eurocents.
    MINIMUMLOON38_15 = "minimumloon38.15" "het minimumuurloon bij 15 jaar en 38 uur" Cent, (2023, 1, 1) (2023, 12, 31):
        (2023, 1, 1) (2023, 6, 30) (2022, 11, 1) 353 "loonkalender 2023, uurbedrag bij 38 uur" Afgeleid,
        (2023, 7, 1) (2023, 12, 31) (2023, 5, 1) 364 "loonkalender 2023, uurbedrag bij 38 uur" Afgeleid;

    /// Minimum hourly wage at 21 in a working week of 40 hours, eurocents.
    MINIMUMLOON40_21 = "minimumloon40.21" "het minimumuurloon bij 21 jaar en 40 uur" Cent, (2023, 1, 1) (2023, 12, 31):
        (2023, 1, 1) (2023, 6, 30) (2022, 11, 1) 1116 "loonkalender 2023, uurbedrag bij 40 uur" Afgeleid,
        (2023, 7, 1) (2023, 12, 31) (2023, 5, 1) 1151 "loonkalender 2023, uurbedrag bij 40 uur" Afgeleid;

    /// Minimum hourly wage at 20 in a working week of 40 hours, eurocents.
    MINIMUMLOON40_20 = "minimumloon40.20" "het minimumuurloon bij 20 jaar en 40 uur" Cent, (2023, 1, 1) (2023, 12, 31):
        (2023, 1, 1) (2023, 6, 30) (2022, 11, 1) 893 "loonkalender 2023, uurbedrag bij 40 uur" Afgeleid,
        (2023, 7, 1) (2023, 12, 31) (2023, 5, 1) 921 "loonkalender 2023, uurbedrag bij 40 uur" Afgeleid;

    /// Minimum hourly wage at 19 in a working week of 40 hours, eurocents.
    MINIMUMLOON40_19 = "minimumloon40.19" "het minimumuurloon bij 19 jaar en 40 uur" Cent, (2023, 1, 1) (2023, 12, 31):
        (2023, 1, 1) (2023, 6, 30) (2022, 11, 1) 670 "loonkalender 2023, uurbedrag bij 40 uur" Afgeleid,
        (2023, 7, 1) (2023, 12, 31) (2023, 5, 1) 691 "loonkalender 2023, uurbedrag bij 40 uur" Afgeleid;

    /// Minimum hourly wage at 18 in a working week of 40 hours, eurocents.
    MINIMUMLOON40_18 = "minimumloon40.18" "het minimumuurloon bij 18 jaar en 40 uur" Cent, (2023, 1, 1) (2023, 12, 31):
        (2023, 1, 1) (2023, 6, 30) (2022, 11, 1) 558 "loonkalender 2023, uurbedrag bij 40 uur" Afgeleid,
        (2023, 7, 1) (2023, 12, 31) (2023, 5, 1) 576 "loonkalender 2023, uurbedrag bij 40 uur" Afgeleid;

    /// Minimum hourly wage at 17 in a working week of 40 hours, eurocents.
    MINIMUMLOON40_17 = "minimumloon40.17" "het minimumuurloon bij 17 jaar en 40 uur" Cent, (2023, 1, 1) (2023, 12, 31):
        (2023, 1, 1) (2023, 6, 30) (2022, 11, 1) 441 "loonkalender 2023, uurbedrag bij 40 uur" Afgeleid,
        (2023, 7, 1) (2023, 12, 31) (2023, 5, 1) 455 "loonkalender 2023, uurbedrag bij 40 uur" Afgeleid;

    /// Minimum hourly wage at 16 in a working week of 40 hours, eurocents.
    MINIMUMLOON40_16 = "minimumloon40.16" "het minimumuurloon bij 16 jaar en 40 uur" Cent, (2023, 1, 1) (2023, 12, 31):
        (2023, 1, 1) (2023, 6, 30) (2022, 11, 1) 385 "loonkalender 2023, uurbedrag bij 40 uur" Afgeleid,
        (2023, 7, 1) (2023, 12, 31) (2023, 5, 1) 398 "loonkalender 2023, uurbedrag bij 40 uur" Afgeleid;

    /// Minimum hourly wage at 15 in a working week of 40 hours, eurocents.
    MINIMUMLOON40_15 = "minimumloon40.15" "het minimumuurloon bij 15 jaar en 40 uur" Cent, (2023, 1, 1) (2023, 12, 31):
        (2023, 1, 1) (2023, 6, 30) (2022, 11, 1) 335 "loonkalender 2023, uurbedrag bij 40 uur" Afgeleid,
        (2023, 7, 1) (2023, 12, 31) (2023, 5, 1) 346 "loonkalender 2023, uurbedrag bij 40 uur" Afgeleid;

    /// Minimum hourly wage at 20 for an apprentice, eurocents.
    MINIMUMLOON_BBL_20 = "minimumloon.bbl.20" "het minimumuurloon van een leerling van 20 jaar" Cent, (2024, 1, 1) open:
        (2024, 1, 1) (2024, 6, 30) (2023, 11, 1) 816 "berekend uit het minimumloon" Afgeleid,
        (2024, 7, 1) (2024, 12, 31) (2024, 5, 1) 841 "berekend uit het minimumloon" Afgeleid,
        (2025, 1, 1) (2025, 6, 30) (2024, 11, 1) 865 "berekend uit het minimumloon" Afgeleid,
        (2025, 7, 1) (2025, 12, 31) (2025, 5, 1) 886 "berekend uit het minimumloon" Afgeleid,
        (2026, 1, 1) (2026, 6, 30) (2025, 11, 1) 905 "berekend uit het minimumloon" Afgeleid,
        (2026, 7, 1) open (2026, 4, 28) 922 "berekend uit het minimumloon" Afgeleid;

    /// Minimum hourly wage at 19 for an apprentice, eurocents.
    MINIMUMLOON_BBL_19 = "minimumloon.bbl.19" "het minimumuurloon van een leerling van 19 jaar" Cent, (2024, 1, 1) open:
        (2024, 1, 1) (2024, 6, 30) (2023, 11, 1) 697 "berekend uit het minimumloon" Afgeleid,
        (2024, 7, 1) (2024, 12, 31) (2024, 5, 1) 717 "berekend uit het minimumloon" Afgeleid,
        (2025, 1, 1) (2025, 6, 30) (2024, 11, 1) 738 "berekend uit het minimumloon" Afgeleid,
        (2025, 7, 1) (2025, 12, 31) (2025, 5, 1) 756 "berekend uit het minimumloon" Afgeleid,
        (2026, 1, 1) (2026, 6, 30) (2025, 11, 1) 772 "berekend uit het minimumloon" Afgeleid,
        (2026, 7, 1) open (2026, 4, 28) 787 "berekend uit het minimumloon" Afgeleid;

    /// Minimum hourly wage at 18 for an apprentice, eurocents.
    MINIMUMLOON_BBL_18 = "minimumloon.bbl.18" "het minimumuurloon van een leerling van 18 jaar" Cent, (2024, 1, 1) open:
        (2024, 1, 1) (2024, 6, 30) (2023, 11, 1) 604 "berekend uit het minimumloon" Afgeleid,
        (2024, 7, 1) (2024, 12, 31) (2024, 5, 1) 622 "berekend uit het minimumloon" Afgeleid,
        (2025, 1, 1) (2025, 6, 30) (2024, 11, 1) 640 "berekend uit het minimumloon" Afgeleid,
        (2025, 7, 1) (2025, 12, 31) (2025, 5, 1) 655 "berekend uit het minimumloon" Afgeleid,
        (2026, 1, 1) (2026, 6, 30) (2025, 11, 1) 669 "berekend uit het minimumloon" Afgeleid,
        (2026, 7, 1) open (2026, 4, 28) 682 "berekend uit het minimumloon" Afgeleid;

    /// Reference month of the minimum wage, eurocents (WML 14).
    MINIMUMLOON_MAAND = "minimumloon.maand" "het referentiemaandloon van het minimumloon" Cent, (2023, 1, 1) open:
        (2023, 1, 1) (2023, 6, 30) (2022, 11, 1) 193_440 "loonkalender 2023" Geldend,
        (2023, 7, 1) (2023, 12, 31) (2023, 5, 1) 199_500 "loonkalender juli 2023" Geldend,
        (2024, 1, 1) (2024, 6, 30) (2023, 11, 1) 206_940 "berekend" Afgeleid,
        (2024, 7, 1) (2024, 12, 31) (2024, 5, 1) 213_360 "berekend" Afgeleid,
        (2025, 1, 1) (2025, 6, 30) (2024, 11, 1) 219_180 "berekend" Afgeleid,
        (2025, 7, 1) (2025, 12, 31) (2025, 5, 1) 224_640 "berekend" Afgeleid,
        (2026, 1, 1) (2026, 6, 30) (2025, 11, 1) 229_440 "loonkalender 2026" Geldend,
        (2026, 7, 1) open (2026, 4, 28) 233_700 "Stcrt. 2026, 16505" Geldend;

    /// Minimum wage a week before 2024, eurocents.
    MINIMUMLOON_WEEK = "minimumloon.week" "het minimumloon per week" Cent, (2023, 1, 1) (2023, 12, 31):
        (2023, 1, 1) (2023, 6, 30) (2022, 11, 1) 44640 "loonkalender 2023" Geldend,
        (2023, 7, 1) (2023, 12, 31) (2023, 5, 1) 46040 "loonkalender juli 2023" Geldend;

    /// Minimum wage a day before 2024, eurocents.
    MINIMUMLOON_DAG = "minimumloon.dag" "het minimumloon per dag" Cent, (2023, 1, 1) (2023, 6, 30):
        (2023, 1, 1) (2023, 6, 30) (2022, 11, 1) 8928 "loonkalender 2023" Geldend;

    /// Share of the adult minimum wage at 20, hundredths of a percent.
    MINIMUMJEUGDLOON_20 = "minimumjeugdloon.20" "het percentage minimumloon bij 20 jaar" Procent, (2019, 7, 1) open:
        (2019, 7, 1) open (2019, 5, 1) 8000 "Besluit minimumjeugdloonregeling" Geldend,
        (2027, 1, 1) open (2025, 12, 4) 8750 "Rijksoverheid, 4 december 2025 (voornemen)" Wetsvoorstel;

    /// Share of the adult minimum wage at 19, hundredths of a percent.
    MINIMUMJEUGDLOON_19 = "minimumjeugdloon.19" "het percentage minimumloon bij 19 jaar" Procent, (2019, 7, 1) open:
        (2019, 7, 1) open (2019, 5, 1) 6000 "Besluit minimumjeugdloonregeling" Geldend,
        (2027, 1, 1) open (2025, 12, 4) 7500 "Rijksoverheid, 4 december 2025 (voornemen)" Wetsvoorstel;

    /// Share of the adult minimum wage at 18, hundredths of a percent.
    MINIMUMJEUGDLOON_18 = "minimumjeugdloon.18" "het percentage minimumloon bij 18 jaar" Procent, (2019, 7, 1) open:
        (2019, 7, 1) open (2019, 5, 1) 5000 "Besluit minimumjeugdloonregeling" Geldend,
        (2027, 1, 1) open (2025, 12, 4) 6250 "Rijksoverheid, 4 december 2025 (voornemen)" Wetsvoorstel;

    /// Share of the adult minimum wage at 17, hundredths of a percent.
    MINIMUMJEUGDLOON_17 = "minimumjeugdloon.17" "het percentage minimumloon bij 17 jaar" Procent, (2019, 7, 1) open:
        (2019, 7, 1) open (2019, 5, 1) 3950 "Besluit minimumjeugdloonregeling" Geldend,
        (2027, 1, 1) open (2025, 12, 4) 5000 "Rijksoverheid, 4 december 2025 (voornemen)" Wetsvoorstel;

    /// Share of the adult minimum wage at 16, hundredths of a percent.
    MINIMUMJEUGDLOON_16 = "minimumjeugdloon.16" "het percentage minimumloon bij 16 jaar" Procent, (2019, 7, 1) open:
        (2019, 7, 1) open (2019, 5, 1) 3450 "Besluit minimumjeugdloonregeling" Geldend,
        (2027, 1, 1) open (2025, 12, 4) 4000 "Rijksoverheid, 4 december 2025 (voornemen)" Wetsvoorstel;

    /// Share of the adult minimum wage at 15, hundredths of a percent.
    MINIMUMJEUGDLOON_15 = "minimumjeugdloon.15" "het percentage minimumloon bij 15 jaar" Procent, (2019, 7, 1) open:
        (2019, 7, 1) open (2019, 5, 1) 3000 "Besluit minimumjeugdloonregeling" Geldend,
        (2027, 1, 1) open (2025, 12, 4) 3000 "Rijksoverheid, 4 december 2025 (voornemen)" Wetsvoorstel;

    /// Age from which the adult minimum wage holds.
    MINIMUMLOON_VOLWASSEN = "minimumloon.volwassen" "de leeftijd van het volle minimumloon" Aantal, (2015, 1, 1) open:
        (2015, 1, 1) (2017, 6, 30) (2014, 11, 1) 23 "WML art. 7, oude tekst" Onbevestigd,
        (2017, 7, 1) (2019, 6, 30) (2017, 5, 1) 22 "WML art. 7, oude tekst" Onbevestigd,
        (2019, 7, 1) open (2019, 5, 1) 21 "WML art. 7" Geldend;

    /// Whether the minimum wage holds for opdracht and familie (1 yes, 0 no).
    MINIMUMLOON_OPDRACHT = "minimumloon.opdracht" "het minimumloon bij opdracht en familie" Ja, (2015, 1, 1) open:
        (2015, 1, 1) (2017, 12, 31) (2014, 11, 1) 0 "WML, oude tekst" Geldend,
        (2018, 1, 1) open (2017, 11, 1) 1 "WML art. 2" Geldend;
}
