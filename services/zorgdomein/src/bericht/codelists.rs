//! Code lists of iPgb 2.1. Every code of these lists holds from the first day a budget of these
//! messages may begin (TR511), and none has ended, so no dates are kept yet.

use kernel::{Wet, Zorgfunctie};

/// A run of codes of one law.
struct Codes {
    wet: Wet,
    first: u8,
    last: u8,
}

const fn codes(wet: Wet, first: u8, last: u8) -> Codes {
    Codes { wet, first, last }
}

/// WMO022, JZ022, WLZ022. The codes 31 to 38 are those of 2015 and may still stand in older
/// budgets. For the Zvw no list exists; the whole package only.
const ZORGFUNCTIES: [Codes; 7] = [
    codes(Wet::Wmo, 1, 18),
    codes(Wet::Wmo, 99, 99),
    codes(Wet::Jw, 31, 38),
    codes(Wet::Jw, 40, 55),
    codes(Wet::Jw, 99, 99),
    codes(Wet::Wlz, 99, 99),
    codes(Wet::Zvw, 99, 99),
];

/// Whether the function stands in the list of its law.
pub fn is_zorgfunctie(wet: Wet, zorgfunctie: &Zorgfunctie) -> bool {
    let Ok(code) = zorgfunctie.as_str().parse::<u8>() else { return false };
    ZORGFUNCTIES.iter().any(|run| run.wet == wet && (run.first..=run.last).contains(&code))
}

/// Gemeenten and zorgkantoren have codes of four digits; those of zorgkantoren (COD001) run from
/// 5501 to 5533 without 5522. Which gemeentecodes exist, the register of verstrekkers knows.
pub fn is_zorgkantoorcode(code: &str) -> bool {
    code.parse::<u16>().is_ok_and(|code| (5501..=5533).contains(&code) && code != 5522)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_law_has_its_own_functions() {
        let known = |wet, code: &str| is_zorgfunctie(wet, &Zorgfunctie::parse(code).unwrap());
        assert!(known(Wet::Wmo, "02") && known(Wet::Wmo, "18") && known(Wet::Wmo, "99"));
        assert!(!known(Wet::Wmo, "19") && !known(Wet::Wmo, "45"));
        assert!(known(Wet::Jw, "45") && known(Wet::Jw, "31") && !known(Wet::Jw, "39"));
        assert!(known(Wet::Wlz, "99") && !known(Wet::Wlz, "02"));
    }

    #[test]
    fn zorgkantoren_have_their_own_codes() {
        assert!(is_zorgkantoorcode("5501") && is_zorgkantoorcode("5533"));
        for other in ["5500", "5522", "5534", "0363", "55a1", ""] {
            assert!(!is_zorgkantoorcode(other), "{other}");
        }
    }
}
