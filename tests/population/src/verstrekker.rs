//! Who grants.

use kernel::{Oin, Wet};

/// How a verstrekker sends its grants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kanaal {
    /// iPgb messages as XML.
    Ipgb,
    /// JSON over REST.
    Rest,
}

/// A gemeente or zorgkantoor.
#[derive(Debug, Clone)]
pub struct Verstrekker {
    /// Name.
    pub naam: String,
    /// `gemeente` or `zorgkantoor`.
    pub soort: &'static str,
    /// Sender code in iPgb.
    pub afzendercode: &'static str,
    /// Organisation number.
    pub oin: Oin,
    /// Laws.
    pub wetten: Vec<Wet>,
    /// How it sends.
    pub kanaal: Kanaal,
}

/// Three gemeenten and three zorgkantoren; the last of each speaks REST.
pub fn all() -> Vec<Verstrekker> {
    let gemeente = |n: usize, code, kanaal| Verstrekker {
        naam: format!("Gemeente Proefstad {n}"),
        soort: "gemeente",
        afzendercode: code,
        oin: oin(n),
        wetten: vec![Wet::Wmo, Wet::Jw],
        kanaal,
    };
    let zorgkantoor = |n: usize, code, kanaal| Verstrekker {
        naam: format!("Zorgkantoor Proefregio {n}"),
        soort: "zorgkantoor",
        afzendercode: code,
        oin: oin(100_usize.saturating_add(n)),
        wetten: vec![Wet::Wlz],
        kanaal,
    };
    vec![
        gemeente(1, "9901", Kanaal::Ipgb),
        gemeente(2, "9902", Kanaal::Ipgb),
        gemeente(3, "9903", Kanaal::Rest),
        zorgkantoor(1, "5501", Kanaal::Ipgb),
        zorgkantoor(2, "5502", Kanaal::Ipgb),
        zorgkantoor(3, "5503", Kanaal::Rest),
    ]
}

fn oin(n: usize) -> Oin {
    Oin::parse(&format!("0000009900000001{n:04}")).expect("a test number of twenty digits")
}
