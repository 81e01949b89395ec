//! The process `labour-check`.

fn main() -> anyhow::Result<()> {
    platform::service::run(&labour_check::SERVICE)
}
