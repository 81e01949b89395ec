//! Premiums, caps and untaxed amounts by year.

reeksen! {
    /// Cap of the transitievergoeding, eurocents (BW 7:673).
    TRANSITIEVERGOEDING_MAX = "transitievergoeding.max" "de hoogste transitievergoeding" Cent, (2019, 1, 1) (2026, 12, 31):
        (2019, 1, 1) (2019, 12, 31) (2018, 11, 1) 8_100_000 "algemene kennis" Onbevestigd,
        (2020, 1, 1) (2020, 12, 31) (2019, 11, 1) 8_300_000 "algemene kennis" Onbevestigd,
        (2021, 1, 1) (2021, 12, 31) (2020, 11, 1) 8_400_000 "algemene kennis" Onbevestigd,
        (2022, 1, 1) (2022, 12, 31) (2021, 11, 1) 8_600_000 "algemene kennis" Onbevestigd,
        (2023, 1, 1) (2023, 12, 31) (2022, 11, 1) 8_900_000 "algemene kennis" Onbevestigd,
        (2024, 1, 1) (2024, 12, 31) (2023, 11, 1) 9_400_000 "accountant, 2025" Geldend,
        (2025, 1, 1) (2025, 12, 31) (2024, 11, 1) 9_800_000 "accountant, 2025" Geldend,
        (2026, 1, 1) (2026, 12, 31) (2025, 11, 1) 10_200_000 "BW 7:673" Geldend;

    /// Awf, low rate, hundredths of a percent.
    PREMIE_AWF_LAAG = "premie.awf.laag" "de lage Awf-premie" Procent, (2023, 1, 1) (2026, 12, 31):
        (2023, 1, 1) (2023, 12, 31) (2022, 11, 1) 264 "loonkalender 2023" Geldend,
        (2024, 1, 1) (2024, 12, 31) (2023, 11, 1) 264 "loonkalender 2024" Geldend,
        (2025, 1, 1) (2025, 12, 31) (2024, 11, 1) 274 "loonkalender 2025" Geldend,
        (2026, 1, 1) (2026, 12, 31) (2025, 11, 1) 274 "loonkalender 2026" Geldend;

    /// Awf, high rate, hundredths of a percent.
    PREMIE_AWF_HOOG = "premie.awf.hoog" "de hoge Awf-premie" Procent, (2023, 1, 1) (2026, 12, 31):
        (2023, 1, 1) (2023, 12, 31) (2022, 11, 1) 764 "loonkalender 2023" Geldend,
        (2024, 1, 1) (2024, 12, 31) (2023, 11, 1) 764 "loonkalender 2024" Geldend,
        (2025, 1, 1) (2025, 12, 31) (2024, 11, 1) 774 "loonkalender 2025" Geldend,
        (2026, 1, 1) (2026, 12, 31) (2025, 11, 1) 774 "loonkalender 2026" Geldend;

    /// Aof, small employer, hundredths of a percent.
    PREMIE_AOF_LAAG = "premie.aof.laag" "de Aof-premie" Procent, (2023, 1, 1) (2026, 12, 31):
        (2023, 1, 1) (2023, 12, 31) (2022, 11, 1) 582 "loonkalender 2023" Geldend,
        (2024, 1, 1) (2024, 12, 31) (2023, 11, 1) 618 "loonkalender 2024" Geldend,
        (2025, 1, 1) (2025, 12, 31) (2024, 11, 1) 628 "loonkalender 2025" Geldend,
        (2026, 1, 1) (2026, 12, 31) (2025, 11, 1) 627 "loonkalender 2026" Geldend;

    /// Opslag Wko, hundredths of a percent.
    PREMIE_WKO = "premie.wko" "de opslag Wko" Procent, (2023, 1, 1) (2026, 12, 31):
        (2023, 1, 1) (2023, 12, 31) (2022, 11, 1) 50 "loonkalender 2023" Geldend,
        (2024, 1, 1) (2024, 12, 31) (2023, 11, 1) 50 "loonkalender 2024" Geldend,
        (2025, 1, 1) (2025, 12, 31) (2024, 11, 1) 50 "loonkalender 2025" Geldend,
        (2026, 1, 1) (2026, 12, 31) (2025, 11, 1) 50 "loonkalender 2026" Geldend;

    /// Whk, small employer, hundredths of a percent.
    PREMIE_WHK = "premie.whk" "de Whk-premie" Procent, (2023, 1, 1) (2026, 12, 31):
        (2023, 1, 1) (2023, 12, 31) (2022, 11, 1) 153 "loonkalender 2023" Geldend,
        (2024, 1, 1) (2024, 12, 31) (2023, 11, 1) 122 "loonkalender 2024" Geldend,
        (2025, 1, 1) (2025, 12, 31) (2024, 11, 1) 133 "loonkalender 2025" Geldend,
        (2026, 1, 1) (2026, 12, 31) (2025, 11, 1) 152 "loonkalender 2026" Geldend;

    /// Zvw, employer, hundredths of a percent.
    PREMIE_ZVW = "premie.zvw" "de werkgeversheffing Zvw" Procent, (2023, 1, 1) (2026, 12, 31):
        (2023, 1, 1) (2023, 12, 31) (2022, 11, 1) 668 "loonkalender 2023" Geldend,
        (2024, 1, 1) (2024, 12, 31) (2023, 11, 1) 657 "loonkalender 2024" Onbevestigd,
        (2025, 1, 1) (2025, 12, 31) (2024, 11, 1) 651 "loonkalender 2025" Geldend,
        (2026, 1, 1) (2026, 12, 31) (2025, 11, 1) 610 "loonkalender 2026" Geldend;

    /// Highest wage a year for premiums, eurocents.
    LOON_JAAR_MAX = "loon.jaar.max" "het hoogste loon per jaar voor premies" Cent, (2023, 1, 1) (2026, 12, 31):
        (2023, 1, 1) (2023, 12, 31) (2022, 11, 1) 6_695_600 "loonkalender 2023" Geldend,
        (2024, 1, 1) (2024, 12, 31) (2023, 11, 1) 7_162_800 "loonkalender 2024" Geldend,
        (2025, 1, 1) (2025, 12, 31) (2024, 11, 1) 7_586_400 "loonkalender 2025" Geldend,
        (2026, 1, 1) (2026, 12, 31) (2025, 11, 1) 7_940_900 "loonkalender 2026" Geldend;

    /// Highest dagloon on 1 January, eurocents.
    LOON_DAG_MAX = "loon.dag.max" "het hoogste dagloon" Cent, (2023, 1, 1) (2026, 12, 31):
        (2023, 1, 1) (2023, 12, 31) (2022, 11, 1) 25654 "jaarloon gedeeld door 261" Afgeleid,
        (2024, 1, 1) (2024, 12, 31) (2023, 11, 1) 27444 "jaarloon gedeeld door 261" Afgeleid,
        (2025, 1, 1) (2025, 12, 31) (2024, 11, 1) 29067 "jaarloon gedeeld door 261" Afgeleid,
        (2026, 1, 1) (2026, 12, 31) (2025, 11, 1) 30425 "jaarloon gedeeld door 261" Afgeleid;

    /// Untaxed travel costs, eurocents a kilometre.
    REISKOSTEN_ONBELAST = "reiskosten.onbelast" "de onbelaste reiskosten" Cent, (2022, 1, 1) (2026, 12, 31):
        (2022, 1, 1) (2022, 12, 31) (2021, 11, 1) 19 "loonkalender 2022" Geldend,
        (2023, 1, 1) (2023, 12, 31) (2022, 11, 1) 21 "loonkalender 2023" Geldend,
        (2024, 1, 1) (2026, 12, 31) (2023, 11, 1) 23 "loonkalender 2024" Geldend;

    /// Free room of the werkkostenregeling up to the threshold, hundredths of a percent.
    WKR_RUIMTE = "wkr.ruimte" "de vrije ruimte" Procent, (2023, 1, 1) (2026, 12, 31):
        (2023, 1, 1) (2023, 12, 31) (2022, 11, 1) 300 "loonkalender 2023" Geldend,
        (2024, 1, 1) (2024, 12, 31) (2023, 11, 1) 192 "loonkalender 2024" Geldend,
        (2025, 1, 1) (2025, 12, 31) (2024, 11, 1) 200 "loonkalender 2025" Geldend,
        (2026, 1, 1) (2026, 12, 31) (2025, 11, 1) 200 "algemene kennis" Onbevestigd;

    /// Free room of the werkkostenregeling above the threshold, hundredths of a percent.
    WKR_RUIMTE_BOVEN = "wkr.ruimte.boven" "de vrije ruimte boven de grens" Procent, (2022, 1, 1) (2026, 12, 31):
        (2022, 1, 1) (2026, 12, 31) (2021, 11, 1) 118 "loonkalender 2022" Geldend;

    /// Threshold of the werkkostenregeling, eurocents.
    WKR_GRENS = "wkr.grens" "de grens van de vrije ruimte" Cent, (2022, 1, 1) (2026, 12, 31):
        (2022, 1, 1) (2026, 12, 31) (2021, 11, 1) 40_000_000 "algemene kennis" Onbevestigd;

    /// Rate when the data of a worker are missing, hundredths of a percent (Wet LB 26b).
    ANONIEMENTARIEF = "anoniementarief" "het anoniementarief" Procent, (2017, 1, 1) open:
        (2017, 1, 1) open (2016, 11, 1) 5200 "Wet LB 26b, tekst 2017" Onbevestigd;
}
