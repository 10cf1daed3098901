//! Discord's gateway, version 10, over a plain WebSocket.

mod connection;
mod identify;

use super::session::GatewayEvent;
use super::state::Shared;
use connection::Connection;
use std::sync::Arc;
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};

/// The gateway's address, as told over REST and in READY.
pub(crate) fn gateway_url(shared: &Shared) -> String {
    format!("ws://{}", shared.gateway_address)
}

/// Accepts connections until the runtime ends.
pub(crate) async fn run(shared: Arc<Shared>, listener: TcpListener) {
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let is_away = shared.change(|state| {
            if state.gateway.away {
                state.gateway.log.push(GatewayEvent::Refused);
            }
            state.gateway.away
        });
        if !is_away {
            tokio::spawn(serve(Arc::clone(&shared), stream));
        }
    }
}

async fn serve(shared: Arc<Shared>, stream: TcpStream) {
    let mut query = String::new();
    #[allow(clippy::result_large_err, reason = "the library's own type")]
    let read_query = |request: &Request, response: Response| -> Result<Response, ErrorResponse> {
        request.uri().query().unwrap_or_default().clone_into(&mut query);
        Ok(response)
    };
    let Ok(socket) = tokio_tungstenite::accept_hdr_async(stream, read_query).await else { return };
    shared.change(|state| state.gateway.log.push(GatewayEvent::Connected));
    Connection::new(shared, socket).run(&query).await;
}
