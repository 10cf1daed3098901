//! What the system tells a program that stays: to stop, and to read anew.

use crate::discord::service::Service;
use std::io;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// A token that SIGINT and SIGTERM cancel; SIGHUP makes the service read its
/// knowledge anew.
#[cfg(unix)]
pub(super) fn listen(service: &Arc<Service>) -> io::Result<CancellationToken> {
    use tokio::signal::unix::{SignalKind, signal};
    let stop = CancellationToken::new();
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let stopping = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("stopping");
        stopping.cancel();
    });
    let (mut hang_up, service) = (signal(SignalKind::hangup())?, Arc::clone(service));
    tokio::spawn(async move {
        while hang_up.recv().await.is_some() {
            service.renew_by_itself("SIGHUP").await;
        }
    });
    Ok(stop)
}

/// A token that Ctrl-C cancels.
#[cfg(not(unix))]
pub(super) fn listen(_: &Arc<Service>) -> io::Result<CancellationToken> {
    let stop = CancellationToken::new();
    let stopping = stop.clone();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            stopping.cancel();
        }
    });
    Ok(stop)
}
