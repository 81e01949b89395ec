//! The process `zorgdomein`.

fn main() -> anyhow::Result<()> {
    platform::service::run(&zorgdomein::SERVICE)
}
