//! Connections: taken, limited, and finished at the end.

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

/// How long the head of a request may take, and an idle connection is kept.
const HEAD_ARRIVES: Duration = Duration::from_secs(30);
/// The most bytes of a request's head.
const LARGEST_HEAD: usize = 16 * 1024;
/// The most connections at a time; more wait to be taken.
const CONNECTIONS: usize = 4_096;
/// The wait after the system could not give another connection.
const AFTER_FAILURE: Duration = Duration::from_millis(50);
/// How long connections are still taken after the end was announced, so that
/// a load balancer can notice that `/healthz` says so.
const ANNOUNCED: Duration = Duration::from_secs(1);
/// How long requests in flight have to be finished after that.
const FINISHING: Duration = Duration::from_secs(2);

/// Serves until told to stop, then finishes what is in flight.
pub async fn serve(listener: TcpListener, router: Router, stop: CancellationToken) {
    let connections = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(HEAD_ARRIVES).max_buf_size(LARGEST_HEAD);
    let ended = async {
        stop.cancelled().await;
        sleep(ANNOUNCED).await;
    };
    tokio::pin!(ended);
    loop {
        let taken = tokio::select! {
            () = &mut ended => break,
            taken = take(&listener, &places) => taken,
        };
        let (stream, place) = match taken {
            Ok(taken) => taken,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                sleep(AFTER_FAILURE).await;
                continue;
            }
        };
        let service = TowerToHyperService::new(router.clone());
        let connection = connections.watch(server.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(place);
        });
    }
    drop(listener);
    if timeout(FINISHING, connections.shutdown()).await.is_err() {
        tracing::warn!("requests in flight were not finished in time");
    }
}

type Place = tokio::sync::OwnedSemaphorePermit;

async fn take(listener: &TcpListener, places: &Arc<Semaphore>) -> io::Result<(TcpStream, Place)> {
    let place = Arc::clone(places).acquire_owned().await.map_err(io::Error::other)?;
    let (stream, _) = listener.accept().await?;
    // Answers are small and complete: nothing is gained by holding them back.
    stream.set_nodelay(true)?;
    Ok((stream, place))
}
