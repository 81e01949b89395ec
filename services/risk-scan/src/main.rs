//! The process `risk-scan`, and its commands: `scan` reads facts from files, `indicatoren` prints the
//! catalogue.

use std::io::Write as _;

fn main() -> anyhow::Result<()> {
    let arguments = || std::env::args().skip(1);
    if arguments().next().as_deref() == Some("scan") {
        return risk_scan::scan::flows::run(arguments());
    }
    if arguments().next().as_deref() == Some("indicatoren") {
        let page = risk_scan::indicator::catalogus::tabel();
        return Ok(std::io::stdout().lock().write_all(page.as_bytes())?);
    }
    platform::service::run(&risk_scan::SERVICE)
}
