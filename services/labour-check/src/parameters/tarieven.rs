//! Maximum rates and what is compared with them.

reeksen! {
    /// Maximum rate of informal care under the Wlz, eurocents an hour (Rlz 5.22).
    WLZ_INFORMEEL = "wlz.informeel" "het informele maximumtarief van de Wlz" Cent, (2019, 1, 1) (2026, 12, 31):
        (2019, 1, 1) (2020, 6, 30) (2018, 11, 1) 2000 "Rlz 5.22; pgb.nl, bedragen 2020" Geldend,
        (2020, 7, 1) (2020, 12, 31) (2020, 5, 1) 2073 "pgb.nl, tarieven 2021" Geldend,
        (2021, 1, 1) (2021, 12, 31) (2020, 11, 1) 2114 "pgb.nl, tarieven 2021" Geldend,
        (2022, 1, 1) (2022, 12, 31) (2021, 11, 1) 2168 "Stcrt. 2021, 45717" Geldend,
        (2023, 1, 1) (2023, 12, 31) (2022, 11, 1) 2298 "Stcrt. 2022, 32461" Geldend,
        (2024, 1, 1) (2024, 12, 31) (2023, 11, 1) 2444 "zorgkantoor, tarieven 2024" Geldend,
        (2025, 1, 1) (2025, 12, 31) (2024, 11, 1) 2565 "teruggerekend uit 2026 en vooruit uit 2024" Onbevestigd,
        (2026, 1, 1) (2026, 12, 31) (2025, 11, 1) 2698 "Rlz 5.22, tekst 30-5-2026" Geldend;

    /// Maximum rate of formal care under the Wlz, eurocents an hour (Rlz 5.22).
    WLZ_FORMEEL = "wlz.formeel" "het formele maximumtarief van de Wlz" Cent, (2019, 1, 1) (2026, 12, 31):
        (2019, 1, 1) (2020, 6, 30) (2018, 11, 1) 6300 "Rlz 5.22; pgb.nl, bedragen 2020" Geldend,
        (2020, 7, 1) (2020, 12, 31) (2020, 5, 1) 6529 "pgb.nl, tarieven 2021" Geldend,
        (2021, 1, 1) (2021, 12, 31) (2020, 11, 1) 6660 "pgb.nl, tarieven 2021" Geldend,
        (2022, 1, 1) (2022, 12, 31) (2021, 11, 1) 6830 "Stcrt. 2021, 45717" Geldend,
        (2023, 1, 1) (2023, 12, 31) (2022, 11, 1) 7239 "Stcrt. 2022, 32461" Geldend,
        (2024, 1, 1) (2024, 12, 31) (2023, 11, 1) 7700 "zorgkantoor, tarieven 2024" Geldend,
        (2025, 1, 1) (2025, 12, 31) (2024, 11, 1) 8081 "teruggerekend uit 2026 en vooruit uit 2024" Onbevestigd,
        (2026, 1, 1) (2026, 12, 31) (2025, 11, 1) 8499 "Rlz 5.22, tekst 30-5-2026" Geldend;

    /// Maximum rate of a dagdeel of formal day care under the Wlz, eurocents (Rlz 5.22).
    WLZ_DAGDEEL = "wlz.dagdeel" "het maximumtarief van een dagdeel" Cent, (2019, 1, 1) (2026, 12, 31):
        (2019, 1, 1) (2020, 6, 30) (2018, 11, 1) 5800 "Rlz 5.22; pgb.nl, bedragen 2020" Geldend,
        (2020, 7, 1) (2020, 12, 31) (2020, 5, 1) 6012 "pgb.nl, tarieven 2021" Geldend,
        (2021, 1, 1) (2021, 12, 31) (2020, 11, 1) 6132 "pgb.nl, tarieven 2021" Geldend,
        (2022, 1, 1) (2022, 12, 31) (2021, 11, 1) 6288 "Stcrt. 2021, 45717" Geldend,
        (2023, 1, 1) (2023, 12, 31) (2022, 11, 1) 6664 "Stcrt. 2022, 32461" Geldend,
        (2024, 1, 1) (2024, 12, 31) (2023, 11, 1) 7088 "zorgkantoor, tarieven 2024" Geldend,
        (2025, 1, 1) (2025, 12, 31) (2024, 11, 1) 7439 "teruggerekend uit 2026 en vooruit uit 2024" Onbevestigd,
        (2026, 1, 1) (2026, 12, 31) (2025, 11, 1) 7824 "Rlz 5.22, tekst 30-5-2026" Geldend;

    /// Maximum rate of informal care under the Zvw, eurocents an hour.
    ZVW_INFORMEEL = "zvw.informeel" "het informele maximumtarief van de Zvw" Cent, (2020, 1, 1) (2021, 12, 31):
        (2020, 1, 1) (2020, 12, 31) (2019, 11, 1) 2352 "pgb.nl, tarieven 2021" Geldend,
        (2021, 1, 1) (2021, 12, 31) (2020, 11, 1) 2436 "pgb.nl, tarieven 2021" Geldend;

    /// Floor of the informal rate under the Wmo after the CAO scale of household help, eurocents an hour.
    WMO_VLOER_HH = "wmo.vloer.hh" "de ondergrens voor hulp bij het huishouden" Cent, (2022, 7, 1) open:
        (2022, 7, 1) (2023, 9, 30) (2022, 5, 1) 1882 "Schulinck, informeel tarief Wmo" Onbevestigd,
        (2023, 10, 1) (2024, 2, 29) (2023, 8, 1) 1980 "Schulinck, informeel tarief Wmo" Geldend,
        (2024, 3, 1) (2024, 9, 30) (2024, 1, 1) 2039 "Schulinck, informeel tarief Wmo" Geldend,
        (2024, 10, 1) open (2024, 8, 1) 2099 "Schulinck, informeel tarief Wmo" Geldend;

    /// Floor of the informal rate under the Wmo after the CAO scale of FWG 30, eurocents an hour.
    WMO_VLOER_FWG30 = "wmo.vloer.fwg30" "de ondergrens volgens FWG 30" Cent, (2022, 7, 1) open:
        (2022, 7, 1) (2023, 9, 30) (2022, 5, 1) 2211 "Schulinck, informeel tarief Wmo" Onbevestigd,
        (2023, 10, 1) (2024, 2, 29) (2023, 8, 1) 2323 "Schulinck, informeel tarief Wmo" Geldend,
        (2024, 3, 1) (2024, 9, 30) (2024, 1, 1) 2382 "Schulinck, informeel tarief Wmo" Geldend,
        (2024, 10, 1) open (2024, 8, 1) 2442 "Schulinck, informeel tarief Wmo" Geldend;

    /// Margin over the minimum wage below which the next step is announced, hundredths of a percent.
    MARGE_INDEXATIE = "marge.indexatie" "de marge boven het minimumloon" Procent, (2018, 1, 1) open:
        (2018, 1, 1) open (2017, 11, 1) 500 "eigen keuze" Geldend;
}
