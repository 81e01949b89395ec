//! The bank's channel over HTTP: files come in under their reference, and a customer may ask which
//! the bank has. What goes wrong is told beforehand, so that tests drive it.
//!
//! * `PUT /bestanden/{id}` takes a file; the answer is a receipt with its SHA-256. The same bytes
//!   again are taken again, as another file.
//! * `GET /bestanden?berichtId={id}` lists what the bank has under a reference.
//! * `POST /storingen/{storing}` lets the next upload go wrong: see [`Fault`].
//!
//! One request at a time; plain HTTP on this machine only. Files lie in the incoming folder of the
//! bank, so that a run takes them up, and stay known over a restart.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use aws_lc_rs::digest;

use crate::order::read::BYTES_MAX;
use crate::{state, text};

/// What goes wrong with an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The file is taken, and the connection closes without an answer.
    DropAnswer,
    /// The file is not taken, and the connection closes without an answer.
    LoseFile,
    /// The file is taken twice.
    TakeTwice,
}

impl Fault {
    fn parse(name: &str) -> anyhow::Result<Self> {
        match name {
            "antwoord-weg" => Ok(Self::DropAnswer),
            "bestand-weg" => Ok(Self::LoseFile),
            "dubbel" => Ok(Self::TakeTwice),
            _ => bail!("no such fault"),
        }
    }
}

/// The channel, listening.
pub struct Server {
    listener: TcpListener,
    folder: PathBuf,
    faults: VecDeque<Fault>,
}

/// A request as far as it matters.
struct Request {
    method: String,
    path: String,
    body: Vec<u8>,
}

impl Server {
    /// Listens on this machine, on any free port; files lie in `folder`.
    pub fn open(folder: &Path) -> anyhow::Result<Self> {
        fs::create_dir_all(folder).context("the folder cannot be made")?;
        let listener = TcpListener::bind(("127.0.0.1", 0)).context("no port is free")?;
        Ok(Self { listener, folder: folder.to_owned(), faults: VecDeque::new() })
    }

    /// Where it listens.
    pub fn address(&self) -> anyhow::Result<SocketAddr> {
        self.listener.local_addr().context("the listener has no address")
    }

    /// Handles one connection; a customer that breaks off is no failure of the bank.
    pub fn step(&mut self) -> anyhow::Result<()> {
        let (stream, _) = self.listener.accept().context("nobody can connect")?;
        let mut answer = stream.try_clone().context("a connection cannot be shared")?;
        match read(&stream).and_then(|request| self.handle(&request)) {
            Ok(Some(body)) => write(&mut answer, "200 OK", &body).unwrap_or_default(),
            Ok(None) => {}
            Err(error) => {
                let body = serde_json::json!({ "detail": format!("{error:#}") }).to_string();
                write(&mut answer, "400 Bad Request", &body).unwrap_or_default();
            }
        }
        Ok(())
    }

    /// The answer, or none when the connection closes without one.
    fn handle(&mut self, request: &Request) -> anyhow::Result<Option<String>> {
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        match (request.method.as_str(), path.split('/').skip(1).collect::<Vec<_>>().as_slice()) {
            ("PUT", ["bestanden", id]) => self.take(id, &request.body),
            ("GET", ["bestanden"]) => {
                let id = query.strip_prefix("berichtId=").context("ask with berichtId")?;
                self.list(id).map(Some)
            }
            ("POST", ["storingen", name]) => {
                self.faults.push_back(Fault::parse(name)?);
                Ok(Some("{}".to_owned()))
            }
            _ => bail!("no such path"),
        }
    }

    fn take(&mut self, id: &str, body: &[u8]) -> anyhow::Result<Option<String>> {
        ensure!(text::is_reference(id) && !id.contains('.'), "a reference of SEPA characters");
        let fault = self.faults.pop_front();
        if fault == Some(Fault::LoseFile) {
            return Ok(None);
        }
        let times = if fault == Some(Fault::TakeTwice) { 2 } else { 1 };
        for _ in 0..times {
            let number = self.copies(id)?.len().saturating_add(1);
            state::replace(&self.folder.join(format!("{id}.{number}.xml")), body)?;
        }
        let receipt = serde_json::json!({ "berichtId": id, "sha256": sha256(body) });
        Ok((fault != Some(Fault::DropAnswer)).then(|| receipt.to_string()))
    }

    fn list(&self, id: &str) -> anyhow::Result<String> {
        let mut items = Vec::new();
        for path in self.copies(id)? {
            let bytes = fs::read(&path).context("a file of the bank cannot be read")?;
            items.push(serde_json::json!({ "berichtId": id, "sha256": sha256(&bytes) }));
        }
        Ok(serde_json::json!({ "items": items }).to_string())
    }

    /// What the bank has under a reference, in the order in which it came.
    fn copies(&self, id: &str) -> anyhow::Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        for number in 1.. {
            let path = self.folder.join(format!("{id}.{number}.xml"));
            if !path.try_exists().context("the folder cannot be read")? {
                break;
            }
            found.push(path);
        }
        Ok(found)
    }
}

fn sha256(bytes: &[u8]) -> String {
    let hash = digest::digest(&digest::SHA256, bytes);
    hash.as_ref().iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes all that is written");
        text
    })
}

fn read(stream: &TcpStream) -> anyhow::Result<Request> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.by_ref().take(8_192).read_line(&mut line).context("no request")?;
    let mut words = line.split_whitespace();
    let method = words.next().context("no method")?.to_owned();
    let path = words.next().context("no path")?.to_owned();
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.by_ref().take(8_192).read_line(&mut header).context("no header")?;
        let Some((name, value)) = header.split_once(':') else { break };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().context("no length")?;
        }
        ensure!(!name.eq_ignore_ascii_case("transfer-encoding"), "send a length");
    }
    ensure!(length <= BYTES_MAX, "the file is larger than 64 MiB");
    let mut body = Vec::new();
    reader.take(length).read_to_end(&mut body).context("the body broke off")?;
    ensure!(u64::try_from(body.len())? == length, "the body broke off");
    Ok(Request { method, path, body })
}

fn write(stream: &mut TcpStream, status: &str, body: &str) -> std::io::Result<()> {
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{body}",
        body.len()
    )?;
    stream.flush()
}
