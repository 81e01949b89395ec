//! The minimum hourly wage by age (WML 7, 8); a gap before 2023 is a gap: the toets then asks a person.

reeksen! {
    /// Minimum hourly wage at 21 and up, eurocents (WML 7, 8).
    MINIMUMLOON_21 = "minimumloon.21" "het minimumuurloon bij 21 jaar" Cent, (2023, 1, 1) open:
        (2023, 1, 1) (2023, 6, 30) (2022, 11, 1) 1240 "loonkalender 2023, uurbedrag bij 36 uur" Afgeleid,
        (2023, 7, 1) (2023, 12, 31) (2023, 5, 1) 1279 "loonkalender juli 2023, uurbedrag bij 36 uur" Afgeleid,
        (2024, 1, 1) (2024, 6, 30) (2023, 11, 1) 1327 "zorgkantoor 2024; jeugd berekend" Afgeleid,
        (2024, 7, 1) (2024, 12, 31) (2024, 5, 1) 1368 "loonkalender 2024; jeugd berekend" Afgeleid,
        (2025, 1, 1) (2025, 6, 30) (2024, 11, 1) 1406 "SVB, minimumlonen 2025" Geldend,
        (2025, 7, 1) (2025, 12, 31) (2025, 5, 1) 1440 "Rijksoverheid, december 2025" Geldend,
        (2026, 1, 1) (2026, 6, 30) (2025, 11, 1) 1471 "loonkalender 2026" Geldend,
        (2026, 7, 1) open (2026, 4, 28) 1499 "Stcrt. 2026, 16505" Geldend;

    /// Minimum hourly wage at 20, eurocents (WML 7, 8).
    MINIMUMLOON_20 = "minimumloon.20" "het minimumuurloon bij 20 jaar" Cent, (2023, 1, 1) open:
        (2023, 1, 1) (2023, 6, 30) (2022, 11, 1) 992 "loonkalender 2023, uurbedrag bij 36 uur" Afgeleid,
        (2023, 7, 1) (2023, 12, 31) (2023, 5, 1) 1024 "loonkalender juli 2023, uurbedrag bij 36 uur" Afgeleid,
        (2024, 1, 1) (2024, 6, 30) (2023, 11, 1) 1062 "zorgkantoor 2024; jeugd berekend" Afgeleid,
        (2024, 7, 1) (2024, 12, 31) (2024, 5, 1) 1094 "loonkalender 2024; jeugd berekend" Afgeleid,
        (2025, 1, 1) (2025, 6, 30) (2024, 11, 1) 1125 "SVB, minimumlonen 2025" Geldend,
        (2025, 7, 1) (2025, 12, 31) (2025, 5, 1) 1152 "Rijksoverheid, december 2025" Geldend,
        (2026, 1, 1) (2026, 6, 30) (2025, 11, 1) 1177 "loonkalender 2026" Geldend,
        (2026, 7, 1) open (2026, 4, 28) 1199 "Stcrt. 2026, 16505" Geldend;

    /// Minimum hourly wage at 19, eurocents (WML 7, 8).
    MINIMUMLOON_19 = "minimumloon.19" "het minimumuurloon bij 19 jaar" Cent, (2023, 1, 1) open:
        (2023, 1, 1) (2023, 6, 30) (2022, 11, 1) 745 "loonkalender 2023, uurbedrag bij 36 uur" Afgeleid,
        (2023, 7, 1) (2023, 12, 31) (2023, 5, 1) 768 "loonkalender juli 2023, uurbedrag bij 36 uur" Afgeleid,
        (2024, 1, 1) (2024, 6, 30) (2023, 11, 1) 796 "zorgkantoor 2024; jeugd berekend" Afgeleid,
        (2024, 7, 1) (2024, 12, 31) (2024, 5, 1) 821 "loonkalender 2024; jeugd berekend" Afgeleid,
        (2025, 1, 1) (2025, 6, 30) (2024, 11, 1) 844 "SVB, minimumlonen 2025" Geldend,
        (2025, 7, 1) (2025, 12, 31) (2025, 5, 1) 864 "Rijksoverheid, december 2025" Geldend,
        (2026, 1, 1) (2026, 6, 30) (2025, 11, 1) 883 "loonkalender 2026" Geldend,
        (2026, 7, 1) open (2026, 4, 28) 899 "Stcrt. 2026, 16505" Geldend;

    /// Minimum hourly wage at 18, eurocents (WML 7, 8).
    MINIMUMLOON_18 = "minimumloon.18" "het minimumuurloon bij 18 jaar" Cent, (2023, 1, 1) open:
        (2023, 1, 1) (2023, 6, 30) (2022, 11, 1) 620 "loonkalender 2023, uurbedrag bij 36 uur" Afgeleid,
        (2023, 7, 1) (2023, 12, 31) (2023, 5, 1) 640 "loonkalender juli 2023, uurbedrag bij 36 uur" Afgeleid,
        (2024, 1, 1) (2024, 6, 30) (2023, 11, 1) 664 "zorgkantoor 2024; jeugd berekend" Afgeleid,
        (2024, 7, 1) (2024, 12, 31) (2024, 5, 1) 684 "loonkalender 2024; jeugd berekend" Afgeleid,
        (2025, 1, 1) (2025, 6, 30) (2024, 11, 1) 703 "SVB, minimumlonen 2025" Geldend,
        (2025, 7, 1) (2025, 12, 31) (2025, 5, 1) 720 "Rijksoverheid, december 2025" Geldend,
        (2026, 1, 1) (2026, 6, 30) (2025, 11, 1) 736 "loonkalender 2026" Geldend,
        (2026, 7, 1) open (2026, 4, 28) 750 "Stcrt. 2026, 16505" Geldend;

    /// Minimum hourly wage at 17, eurocents (WML 7, 8).
    MINIMUMLOON_17 = "minimumloon.17" "het minimumuurloon bij 17 jaar" Cent, (2023, 1, 1) open:
        (2023, 1, 1) (2023, 6, 30) (2022, 11, 1) 490 "loonkalender 2023, uurbedrag bij 36 uur" Afgeleid,
        (2023, 7, 1) (2023, 12, 31) (2023, 5, 1) 506 "loonkalender juli 2023, uurbedrag bij 36 uur" Afgeleid,
        (2024, 1, 1) (2024, 6, 30) (2023, 11, 1) 524 "zorgkantoor 2024; jeugd berekend" Afgeleid,
        (2024, 7, 1) (2024, 12, 31) (2024, 5, 1) 540 "loonkalender 2024; jeugd berekend" Afgeleid,
        (2025, 1, 1) (2025, 6, 30) (2024, 11, 1) 555 "SVB, minimumlonen 2025" Geldend,
        (2025, 7, 1) (2025, 12, 31) (2025, 5, 1) 569 "Rijksoverheid, december 2025" Geldend,
        (2026, 1, 1) (2026, 6, 30) (2025, 11, 1) 581 "loonkalender 2026" Geldend,
        (2026, 7, 1) open (2026, 4, 28) 592 "Stcrt. 2026, 16505" Geldend;

    /// Minimum hourly wage at 16, eurocents (WML 7, 8).
    MINIMUMLOON_16 = "minimumloon.16" "het minimumuurloon bij 16 jaar" Cent, (2023, 1, 1) open:
        (2023, 1, 1) (2023, 6, 30) (2022, 11, 1) 428 "loonkalender 2023, uurbedrag bij 36 uur" Afgeleid,
        (2023, 7, 1) (2023, 12, 31) (2023, 5, 1) 442 "loonkalender juli 2023, uurbedrag bij 36 uur" Afgeleid,
        (2024, 1, 1) (2024, 6, 30) (2023, 11, 1) 458 "zorgkantoor 2024; jeugd berekend" Afgeleid,
        (2024, 7, 1) (2024, 12, 31) (2024, 5, 1) 472 "loonkalender 2024; jeugd berekend" Afgeleid,
        (2025, 1, 1) (2025, 6, 30) (2024, 11, 1) 485 "SVB, minimumlonen 2025" Geldend,
        (2025, 7, 1) (2025, 12, 31) (2025, 5, 1) 497 "Rijksoverheid, december 2025" Geldend,
        (2026, 1, 1) (2026, 6, 30) (2025, 11, 1) 507 "loonkalender 2026" Geldend,
        (2026, 7, 1) open (2026, 4, 28) 517 "Stcrt. 2026, 16505" Geldend;

    /// Minimum hourly wage at 15, eurocents (WML 7, 8).
    MINIMUMLOON_15 = "minimumloon.15" "het minimumuurloon bij 15 jaar" Cent, (2023, 1, 1) open:
        (2023, 1, 1) (2023, 6, 30) (2022, 11, 1) 372 "loonkalender 2023, uurbedrag bij 36 uur" Afgeleid,
        (2023, 7, 1) (2023, 12, 31) (2023, 5, 1) 384 "loonkalender juli 2023, uurbedrag bij 36 uur" Afgeleid,
        (2024, 1, 1) (2024, 6, 30) (2023, 11, 1) 398 "zorgkantoor 2024; jeugd berekend" Afgeleid,
        (2024, 7, 1) (2024, 12, 31) (2024, 5, 1) 410 "loonkalender 2024; jeugd berekend" Afgeleid,
        (2025, 1, 1) (2025, 6, 30) (2024, 11, 1) 422 "SVB, minimumlonen 2025" Geldend,
        (2025, 7, 1) (2025, 12, 31) (2025, 5, 1) 432 "Rijksoverheid, december 2025" Geldend,
        (2026, 1, 1) (2026, 6, 30) (2025, 11, 1) 441 "loonkalender 2026" Geldend,
        (2026, 7, 1) open (2026, 4, 28) 450 "Stcrt. 2026, 16505" Geldend;
}
