//! Ends TLS before a real server, the way each protocol begins it, and counts what passes.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustls::ServerConfig;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

/// How a client asks for TLS.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaks {
    /// By a request of eight bytes, answered with one letter.
    Postgres,
    /// The same, and the answer is no.
    PostgresWithoutTls,
    /// At once.
    Amqp,
}

/// A listener that passes what it decrypts to a server.
pub(super) struct Front {
    pub(super) port: u16,
    counts: Arc<Counts>,
    /// Ends with the front.
    _task: JoinSet<()>,
}

#[derive(Default)]
struct Counts {
    handshakes: AtomicUsize,
    clear: AtomicUsize,
}

impl Front {
    /// Stands before the server of this URL, with this certificate.
    pub(super) async fn start(speaks: Speaks, url: &str, config: ServerConfig) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let counts = Arc::new(Counts::default());
        let server = address(url, if speaks == Speaks::Amqp { 5672 } else { 5432 });
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let counted = Arc::clone(&counts);
        let mut task = JoinSet::new();
        task.spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (acceptor, server) = (acceptor.clone(), server.clone());
                // One client that is refused does not end the front.
                drop(pass(speaks, client, acceptor, &server, &counted).await);
            }
        });
        Self { port, counts, _task: task }
    }

    /// How often a client trusted the certificate.
    pub(super) fn handshakes(&self) -> usize {
        self.counts.handshakes.load(Ordering::SeqCst)
    }

    /// Bytes a client sent without TLS, apart from the question for it.
    pub(super) fn clear_bytes(&self) -> usize {
        self.counts.clear.load(Ordering::SeqCst)
    }
}

async fn pass(
    speaks: Speaks,
    mut client: TcpStream,
    acceptor: TlsAcceptor,
    server: &str,
    counts: &Counts,
) -> std::io::Result<()> {
    if speaks != Speaks::Amqp {
        let mut question = [0; 8];
        client.read_exact(&mut question).await?;
        assert_eq!(question, [0, 0, 0, 8, 4, 210, 22, 47], "the client does not ask for TLS");
    }
    if speaks == Speaks::PostgresWithoutTls {
        client.write_all(b"N").await?;
        let mut said = Vec::new();
        client.read_to_end(&mut said).await?;
        counts.clear.fetch_add(said.len(), Ordering::SeqCst);
        return Ok(());
    }
    if speaks == Speaks::Postgres {
        client.write_all(b"S").await?;
    }
    let mut inside = acceptor.accept(client).await?;
    counts.handshakes.fetch_add(1, Ordering::SeqCst);
    let mut outside = TcpStream::connect(server).await?;
    copy_bidirectional(&mut inside, &mut outside).await?;
    Ok(())
}

/// The database of the test run.
pub(super) fn database_url() -> String {
    #[expect(clippy::disallowed_methods, reason = "a test has no command line of its own")]
    let given = std::env::var("DATABASE_URL");
    given.unwrap_or_else(|_| "postgres://postgres@127.0.0.1:5432/postgres".to_owned())
}

/// Host and port of a URL.
fn address(url: &str, port: u16) -> String {
    let rest = url.split_once("://").unwrap().1;
    let authority = rest.split(['/', '?']).next().unwrap();
    let place = authority.rsplit_once('@').map_or(authority, |(_, place)| place);
    if place.contains(':') { place.to_owned() } else { format!("{place}:{port}") }
}
