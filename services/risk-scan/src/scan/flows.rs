//! The command that reads facts from files, scans to a date, and writes signals to a file.
//!
//! It needs no database, no broker and no other service. The rules, the parties and the figures are
//! those of the service: `tests/service/equal.rs` holds the two to each other.

use std::fs;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Parser;
use jiff::civil::Date;
use serde_json::json;

use super::messages::regels;
use super::{Gronden, Uitkomsten, beoordeel, haken, meet};
use crate::feiten::messages::read;
use crate::feiten::omgeving::Index;
use crate::feiten::{Feit, Feiten};
use crate::indicator::{Indicator, Levensloop, Versie};

/// Leest feiten uit bestanden, zoekt signalen tot en met een dag, en schrijft ze met hun bewijs.
#[derive(Debug, Parser)]
#[command(name = "scan")]
struct Arguments {
    /// Map met bestanden `*.ndjson`: een feit per regel, als `CloudEvents`, in elke volgorde.
    #[arg(long)]
    feiten: PathBuf,
    /// Bestand waarin de signalen komen, een per regel.
    #[arg(long)]
    uit: PathBuf,
    /// Tot en met deze dag; zonder deze dag tellen alle feiten.
    #[arg(long)]
    tot: Option<Date>,
    /// Doe alsof er voor elke indicator een grondslag is om over verstrekkers heen te kijken.
    #[arg(long)]
    grondslag: bool,
    /// Schrijf ook signalen van indicatoren die in de schaduw meelopen.
    #[arg(long)]
    schaduw: bool,
}

/// Runs the command with these arguments, the name first.
pub fn run(arguments: impl IntoIterator<Item = String>) -> anyhow::Result<()> {
    let arguments = Arguments::parse_from(arguments);
    let (feiten, counted) = load(&arguments.feiten, arguments.tot)?;
    let versies: Vec<Versie> = Versie::levering()
        .into_iter()
        .filter(|one| arguments.schaduw || one.levensloop == Levensloop::Actief)
        .collect();
    let gronden =
        if arguments.grondslag { Gronden::of(Indicator::ALL) } else { Gronden::default() };
    let uitkomsten = scan(feiten, &versies, &gronden);
    let lines = regels(&uitkomsten, &versies, arguments.schaduw);
    let mut out = BufWriter::new(
        fs::File::create(&arguments.uit).with_context(|| format!("{}", arguments.uit.display()))?,
    );
    for line in &lines {
        serde_json::to_writer(&mut out, line)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    let summary = json!({
        "regels": counted.lines,
        "feiten": counted.applied,
        "overgeslagen": counted.skipped,
        "onleesbaar": counted.unreadable,
        "signalen": lines.len(),
        "nietTeBeoordelen": uitkomsten.onbekend.len(),
    });
    writeln!(std::io::stdout().lock(), "{summary}")?;
    Ok(())
}

/// Scans all that is known: what the command does, and what tests hold the stream to.
pub fn scan(mut feiten: Feiten, versies: &[Versie], gronden: &Gronden) -> Uitkomsten {
    feiten.landelijk = meet(&Index::new(&feiten), versies);
    let index = Index::new(&feiten);
    beoordeel(&index, &haken(&index), versies, gronden)
}

/// What was read.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Geteld {
    /// Lines.
    pub lines: usize,
    /// Facts that were new or newer.
    pub applied: usize,
    /// Facts of another kind, older ones, doubles, and those after the day.
    pub skipped: usize,
    /// Lines that are no fact.
    pub unreadable: usize,
}

/// Loads every file of a folder, in the order of their names.
pub fn load(folder: &Path, tot: Option<Date>) -> anyhow::Result<(Feiten, Geteld)> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .with_context(|| format!("{}", folder.display()))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|kind| kind == "ndjson"));
    files.sort();
    let (mut feiten, mut counted) = (Feiten::default(), Geteld::default());
    for path in &files {
        let file = fs::File::open(path).with_context(|| format!("{}", path.display()))?;
        for line in BufReader::new(file).lines() {
            let line = line.with_context(|| format!("{}", path.display()))?;
            if !line.trim().is_empty() {
                take(&mut feiten, &mut counted, read(&line), tot);
            }
        }
    }
    Ok((feiten, counted))
}

fn take(
    feiten: &mut Feiten,
    counted: &mut Geteld,
    line: Result<Option<(Date, Feit)>, serde_json::Error>,
    tot: Option<Date>,
) {
    counted.lines = counted.lines.saturating_add(1);
    let in_time = |dag: Date| tot.is_none_or(|tot| dag <= tot);
    let count = match line {
        Err(_unreadable) => &mut counted.unreadable,
        Ok(Some((dag, feit))) => {
            let new = in_time(dag) && feiten.apply(feit);
            if new { &mut counted.applied } else { &mut counted.skipped }
        }
        Ok(None) => &mut counted.skipped,
    };
    *count = count.saturating_add(1);
}
