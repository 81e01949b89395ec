//! A customer of the bank: three folders of its own, and eyes for what comes back.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use bank::{Options, Schema, Summary};
use quick_xml::Reader;
use quick_xml::events::Event;

/// An order of four payments in two batches, to be executed on 20 March 2026.
pub(crate) const ORDER: &str = include_str!("../golden/order.xml");

pub(crate) struct Customer {
    folder: PathBuf,
}

impl Customer {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("bank-{}-{number}", std::process::id());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(folder.join("in")).unwrap();
        Self { folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Options for the day before the execution date of [`ORDER`].
    pub(crate) fn options(&self) -> Options {
        Options {
            date: Some("2026-03-19".parse().unwrap()),
            opening_balance: 1_000_000,
            ..Options::new(self.path("in"), self.path("out"), self.path("state"))
        }
    }

    pub(crate) fn sends(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        fs::write(self.path("in").join(name), content).unwrap();
        self
    }

    /// One run. Everything the bank writes must be valid by its schema.
    pub(crate) fn run(&self, change: impl FnOnce(&mut Options)) -> Summary {
        let mut options = self.options();
        change(&mut options);
        let summary = bank::run(&options).unwrap();
        for name in &summary.written {
            let schema = if name.contains("camt") { Schema::Camt053 } else { Schema::Pain002 };
            bank::validate(schema, &self.path("out").join(name)).unwrap();
        }
        summary
    }

    pub(crate) fn reads(&self, name: &str) -> Message {
        Message::of(&fs::read_to_string(self.path("out").join(name)).unwrap())
    }

    /// The report on the only order of a run.
    pub(crate) fn report(&self, summary: &Summary) -> Message {
        assert_eq!(summary.files.len(), 1, "{summary:?}");
        self.reads(&summary.files[0].report)
    }

    /// The only statement of a run. Its balances must agree with its entries.
    pub(crate) fn statement(&self, summary: &Summary) -> Message {
        assert_eq!(summary.statements.len(), 1, "{summary:?}");
        let statement = self.reads(&summary.statements[0].file);
        let entries: i64 = statement.entries().iter().map(Entry::signed).sum();
        let balances = statement.balances();
        assert_eq!(balances.0 + entries, balances.1, "opening, entries and closing agree");
        assert_eq!(balances.0, summary.statements[0].opening_balance);
        assert_eq!(balances.1, summary.statements[0].closing_balance);
        statement
    }
}

impl Drop for Customer {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.folder));
    }
}

/// A message as a list of its leaves: path and text, in the order of the file.
#[derive(Debug)]
pub(crate) struct Message(Vec<(String, String)>);

/// An entry of a statement: side, cents, bank reference and the leaves under it.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) side: String,
    pub(crate) cents: i64,
    pub(crate) details: Message,
}

impl Entry {
    fn signed(&self) -> i64 {
        if self.side == "DBIT" { -self.cents } else { self.cents }
    }

    pub(crate) fn brief(&self) -> (&str, i64) {
        (self.side.as_str(), self.cents)
    }
}

impl Message {
    pub(crate) fn of(xml: &str) -> Self {
        let mut reader = Reader::from_str(xml);
        let (mut path, mut leaves, mut text) = (Vec::new(), Vec::new(), String::new());
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => {
                    path.push(start.local_name().as_ref().to_owned());
                    text.clear();
                }
                Event::Text(more) => text += &more.xml10_content(),
                Event::End(_) => {
                    leaves.push((path.join("/"), std::mem::take(&mut text)));
                    path.pop();
                }
                Event::GeneralRef(name) => {
                    text += match name.xml10_content().as_ref() {
                        "amp" => "&",
                        "lt" => "<",
                        "gt" => ">",
                        "apos" => "'",
                        other => panic!("the bank writes no &{other};"),
                    }
                }
                Event::Eof => return Self(leaves),
                Event::Decl(_) => {}
                Event::Empty(_)
                | Event::CData(_)
                | Event::Comment(_)
                | Event::PI(_)
                | Event::DocType(_) => panic!("the bank writes nothing of the kind"),
            }
        }
    }

    /// The texts of all elements whose path ends like this.
    pub(crate) fn all(&self, path: &str) -> Vec<&str> {
        let end = format!("/{path}");
        self.0.iter().filter(|leaf| leaf.0.ends_with(&end)).map(|leaf| leaf.1.as_str()).collect()
    }

    pub(crate) fn one(&self, path: &str) -> &str {
        let all = self.all(path);
        assert_eq!(all.len(), 1, "{path} in {self:?}");
        all[0]
    }

    pub(crate) fn balances(&self) -> (i64, i64) {
        assert_eq!(self.all("Bal/Tp/CdOrPrtry/Cd"), ["OPBD", "CLBD"]);
        let sides = self.all("Bal/CdtDbtInd");
        let amounts = self.all("Bal/Amt");
        let of = |n: usize| if sides[n] == "DBIT" { -cents(amounts[n]) } else { cents(amounts[n]) };
        (of(0), of(1))
    }

    pub(crate) fn entries(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        let mut leaves = Vec::new();
        for (path, text) in &self.0 {
            if path.ends_with("/Stmt/Ntry") {
                let details = Message(std::mem::take(&mut leaves));
                entries.push(Entry {
                    side: details.one("Ntry/CdtDbtInd").to_owned(),
                    cents: cents(details.one("Ntry/Amt")),
                    details,
                });
            } else if path.contains("/Stmt/Ntry/") {
                leaves.push((path.clone(), text.clone()));
            }
        }
        entries
    }

    pub(crate) fn briefs(&self) -> Vec<(String, i64)> {
        self.entries().into_iter().map(|entry| (entry.side, entry.cents)).collect()
    }
}

/// The order before and from a certain text.
pub(crate) fn parts(at: &str) -> (&'static str, &'static str) {
    ORDER.split_at(ORDER.rfind(at).unwrap())
}

/// Cents of an amount that has two decimals.
pub(crate) fn cents(text: &str) -> i64 {
    let (whole, fraction) = text.split_once('.').unwrap();
    assert_eq!(fraction.len(), 2, "{text}");
    format!("{whole}{fraction}").parse().unwrap()
}
