//! The broker over TLS: its library is given sockets that are TLS from the first byte.
//!
//! What the library brings of its own for this carries two dozen crates of old ciphers (for client
//! certificates we do not use), and when its features are chosen wrongly it takes `amqps` and speaks
//! in the clear. A runtime whose sockets cannot be plain leaves no such choice.

use std::io::{self, Read, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use async_compat::{Compat, CompatExt};
use async_rs::traits::{Executor, Reactor, RuntimeKit};
use async_rs::util::Task;
use async_rs::{Runtime, Tokio};
use futures_core::Stream;
use futures_io::{AsyncRead, AsyncWrite};
use lapin::uri::AMQPUri;
use lapin::{AsyncTcpStream, Connection, ConnectionProperties, Error};
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::tls;

/// Begins a connection to the broker of `uri`, which must show a certificate for its host of the
/// authority in file `ca`.
pub(super) fn connect(
    uri: AMQPUri,
    ca: &Path,
    properties: ConnectionProperties,
) -> anyhow::Result<impl Future<Output = lapin::Result<Connection>>> {
    let name = ServerName::try_from(uri.authority.host.clone())
        .context("the host of the broker is not a name a certificate can have")?;
    let trust = Arc::new(tls::trust(ca)?);
    let runtime = Runtime::new(Secured { kit: Tokio::current(), name, trust });
    let open = async |uri: AMQPUri, runtime: Runtime<Secured>| {
        let place = (uri.authority.host, uri.authority.port);
        let opened = async {
            let addresses = runtime.to_socket_addrs(place);
            AsyncTcpStream::connect(&runtime, addresses).await
        };
        opened.await.map_err(Error::from)
    };
    Ok(Connection::connector(uri, runtime, open, properties))
}

/// Tokio, but each socket it opens is TLS to this server.
#[derive(Debug, Clone)]
struct Secured {
    kit: Tokio,
    name: ServerName<'static>,
    trust: Arc<ClientConfig>,
}

impl RuntimeKit for Secured {}

impl Executor for Secured {
    type Task<T: Send + 'static> = <Tokio as Executor>::Task<T>;

    fn block_on<T, F: Future<Output = T>>(&self, future: F) -> T {
        self.kit.block_on(future)
    }

    fn spawn<T: Send + 'static, F: Future<Output = T> + Send + 'static>(
        &self,
        future: F,
    ) -> Task<Self::Task<T>> {
        self.kit.spawn(future)
    }

    fn spawn_blocking<T: Send + 'static, F: FnOnce() -> T + Send + 'static>(
        &self,
        work: F,
    ) -> Task<Self::Task<T>> {
        self.kit.spawn_blocking(work)
    }
}

impl Reactor for Secured {
    type TcpStream = Compat<TlsStream<TcpStream>>;
    type Sleep = <Tokio as Reactor>::Sleep;

    /// Sockets that are already open are not TLS: none is taken.
    fn register<H: Read + Write + Send + 'static>(
        &self,
        _socket: H,
    ) -> io::Result<impl AsyncRead + AsyncWrite + Send + Unpin + 'static> {
        Err::<Self::TcpStream, _>(io::ErrorKind::Unsupported.into())
    }

    fn sleep(&self, duration: Duration) -> Self::Sleep {
        self.kit.sleep(duration)
    }

    fn interval(&self, duration: Duration) -> impl Stream<Item = Instant> + Send + 'static {
        self.kit.interval(duration)
    }

    fn tcp_connect_addr(
        &self,
        address: SocketAddr,
    ) -> impl Future<Output = io::Result<Self::TcpStream>> + Send + 'static {
        let (name, connector) = (self.name.clone(), TlsConnector::from(Arc::clone(&self.trust)));
        async move {
            let plain = TcpStream::connect(address).await?;
            plain.set_nodelay(true)?;
            Ok(connector.connect(name, plain).await?.compat())
        }
    }
}
