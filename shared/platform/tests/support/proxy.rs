//! A TCP proxy whose connections can be cut, for tests of reconnecting.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::allow_attributes,
    reason = "each test program uses a part"
)]

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

pub struct Proxy {
    /// Where it listens.
    pub port: u16,
    cut: watch::Sender<u32>,
    _task: JoinSet<()>,
}

impl Proxy {
    /// A proxy to this address.
    pub async fn to(target: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (cut, cuts) = watch::channel(0);
        let mut task = JoinSet::new();
        task.spawn(async move {
            let mut open = JoinSet::new();
            loop {
                let (client, _) = listener.accept().await.unwrap();
                let mut cuts = cuts.clone();
                cuts.mark_unchanged();
                open.spawn(carry(client, target.clone(), cuts));
            }
        });
        Self { port, cut, _task: task }
    }

    /// Cuts every connection that is open.
    pub fn cut(&self) {
        self.cut.send_modify(|count| *count += 1);
    }
}

/// Carries one connection until either side, or the test, ends it.
async fn carry(mut client: TcpStream, target: String, mut cuts: watch::Receiver<u32>) {
    let Ok(mut server) = TcpStream::connect(target).await else { return };
    tokio::select! {
        _ = copy_bidirectional(&mut client, &mut server) => {}
        _ = cuts.changed() => {}
    }
}
