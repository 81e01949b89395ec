//! The payout service.

fn main() -> anyhow::Result<()> {
    platform::service::run(&payout::SERVICE)
}
