//! The process `risk-scan`.

fn main() -> anyhow::Result<()> {
    platform::service::run(&risk_scan::SERVICE)
}
