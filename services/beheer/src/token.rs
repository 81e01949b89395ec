//! Tokens for development: a local key and tokens signed with it.
//!
//! A service trusts them only when its `DEVELOPMENT_JWKS` names the key set that `new-key` wrote.

use std::io::Write;
use std::path::PathBuf;

use kernel::Oin;
use platform::token::development::{Claims, JWKS_FILE, Key, MINUTES_MAX};

/// Makes a key, or a token with it.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// What to make.
    #[command(subcommand)]
    pub command: Command,
}

/// What can be made.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum Command {
    /// Makes a private key (for its owner only) and the key set that services may trust.
    NewKey(NewKey),
    /// Prints a token for an organisation, or for a person of it.
    Mint(Box<Mint>),
}

/// Where a key goes.
#[derive(Debug, Clone, clap::Args)]
pub struct NewKey {
    /// Directory of the key; made when it is not there. A key in it is not replaced.
    #[arg(long)]
    pub dir: PathBuf,
}

/// What a token says.
#[derive(Debug, Clone, clap::Args)]
pub struct Mint {
    /// Directory of the key.
    #[arg(long)]
    pub dir: PathBuf,
    /// The organisation: 20 digits.
    #[arg(long, value_parser = oin)]
    pub oin: Oin,
    /// The client or the person.
    #[arg(long, default_value = "ontwikkelaar")]
    pub sub: String,
    /// Services it is for, with commas between.
    #[arg(long, value_delimiter = ',', required = true)]
    pub audience: Vec<String>,
    /// Words of the scope, with spaces between: `pgb.declaraties.lezen pgb.declaraties.schrijven`.
    #[arg(long)]
    pub scope: String,
    /// Level of assurance, for a person.
    #[arg(long)]
    pub acr: Option<String>,
    /// The person represented, for a person.
    #[arg(long)]
    pub represents: Option<String>,
    /// How long it holds.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=i64::from(MINUTES_MAX)))]
    pub minutes: u32,
}

/// Makes what was asked; a token goes to standard output, alone on its line.
pub fn run(args: Args) -> anyhow::Result<()> {
    let mut out = std::io::stdout();
    match args.command {
        Command::NewKey(NewKey { dir }) => {
            Key::generate()?.save(&dir)?;
            writeln!(out, "{}", dir.join(JWKS_FILE).display())?;
        }
        Command::Mint(mint) => writeln!(out, "{}", self::mint(*mint)?)?,
    }
    Ok(())
}

fn mint(mint: Mint) -> anyhow::Result<String> {
    let Mint { dir, oin, sub, audience, scope, acr, represents, minutes } = mint;
    Key::load(&dir)?.mint(&Claims { oin, sub, audience, scope, acr, represents, minutes })
}

fn oin(text: &str) -> Result<Oin, String> {
    Oin::parse(text).map_err(|fault| fault.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;
    use platform::token::development::ISSUER;
    use platform::token::{Issuer, Place, Verifier};

    #[derive(clap::Parser)]
    struct Cli {
        #[command(flatten)]
        args: Args,
    }

    fn parsed(line: &[&str]) -> Result<Args, clap::Error> {
        Cli::try_parse_from(["token"].iter().chain(line)).map(|cli| cli.args)
    }

    #[tokio::test]
    async fn a_minted_token_is_good_for_the_services_it_names() {
        let dir = std::env::temp_dir().join(format!("pgb-beheer-{}", platform::id::new_uuid()));
        let place = dir.to_str().unwrap();
        run(parsed(&["new-key", "--dir", place]).unwrap()).unwrap();
        assert!(run(parsed(&["new-key", "--dir", place]).unwrap()).is_err(), "not replaced");

        let line = [
            "mint",
            "--dir",
            place,
            "--oin",
            "00000099000000001000",
            "--audience",
            "zorgdomein,payout",
            "--scope",
            "pgb.a.lezen pgb.b.lezen",
            "--represents",
            "p1",
        ];
        let Command::Mint(asked) = parsed(&line).unwrap().command else { panic!("not mint") };
        let token = mint(*asked).unwrap();
        let verify = async |service: &str| {
            let issuer = Issuer::load(ISSUER, Place::File(dir.join(JWKS_FILE))).await.unwrap();
            Verifier::new(service, vec![issuer]).verify(&token).await
        };
        assert!(verify("risk-scan").await.is_err());
        for service in ["zorgdomein", "payout"] {
            let caller = verify(service).await.unwrap();
            assert_eq!(caller.scopes, ["pgb.a.lezen", "pgb.b.lezen"]);
            assert_eq!(caller.represents.as_deref(), Some("p1"));
        }
        std::fs::remove_dir_all(&dir).unwrap();
    }

    #[test]
    fn a_token_holds_six_hours_at_most() {
        let line = |minutes: &'static str| {
            parsed(&[
                "mint",
                "--dir",
                "d",
                "--oin",
                "00000099000000001000",
                "--audience",
                "payout",
                "--scope",
                "x",
                "--minutes",
                minutes,
            ])
        };
        assert!(line("360").is_ok());
        assert!(line("361").is_err());
        assert!(line("0").is_err());
    }
}
