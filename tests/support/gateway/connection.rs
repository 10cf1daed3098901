//! One connection to the gateway: heartbeats, orders, and what the client sends.

use super::identify::{Greeting, identify, resume};
use crate::support::limits::presence::check_presence;
use crate::support::limits::problems::Problems;
use crate::support::session::{GatewayEvent, Order};
use crate::support::state::Shared;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::io::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpStream;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

/// The largest payload that a client may send.
const LARGEST_PAYLOAD: usize = 4096;
/// How many payloads a client may send in a minute.
const MOST_PAYLOADS: usize = 120;

/// Why a connection ends.
pub(super) enum End {
    /// The gateway closes it.
    Close(u16),
    /// The gateway drops it.
    Cut,
    /// The client closed it.
    Closed(Option<u16>),
    /// It broke.
    Lost,
}

/// A client's connection.
pub(super) struct Connection {
    pub(super) shared: Arc<Shared>,
    socket: WebSocketStream<TcpStream>,
    pub(super) orders: UnboundedSender<Order>,
    incoming_orders: UnboundedReceiver<Order>,
    /// The session, once there is one.
    session: Option<String>,
    compress: bool,
    last_heartbeat: Instant,
    received: Vec<Instant>,
}

impl Connection {
    /// A connection that has been opened.
    pub(super) fn new(shared: Arc<Shared>, socket: WebSocketStream<TcpStream>) -> Self {
        let (orders, incoming_orders) = unbounded_channel();
        let (session, compress, received) = (None, false, Vec::new());
        let last_heartbeat = Instant::now();
        Self { shared, socket, orders, incoming_orders, session, compress, last_heartbeat, received }
    }

    /// Talks with the client until one of the two ends it.
    pub(super) async fn run(mut self, query: &str) {
        let mut end = self.talk(query).await;
        if let End::Close(code) = end {
            let frame = CloseFrame { code: code.into(), reason: "".into() };
            let _ = self.socket.close(Some(frame)).await;
            // The client's answer to the close; a second is plenty on loopback.
            let _ = tokio::time::timeout(Duration::from_secs(1), self.socket.next()).await;
        } else if let End::Closed(_) = end {
            let _ = self.socket.flush().await;
        }
        if !self.is_current() {
            self.session = None;
        }
        let session = self.session.take();
        self.shared.change(|state| {
            let gateway = &mut state.gateway;
            let is_over = match &mut end {
                End::Closed(code) => matches!(code, Some(1000 | 1001)),
                End::Close(code) => matches!(code, 4004 | 4007 | 4009..=4014),
                End::Cut | End::Lost => false,
            };
            if let Some(id) = session {
                gateway.end(&id, !is_over);
            }
            gateway.log.push(match end {
                End::Close(code) => GatewayEvent::ClosedByGateway(code),
                End::Closed(code) => GatewayEvent::ClosedByClient(code),
                End::Cut | End::Lost => GatewayEvent::Lost,
            });
        });
    }

    /// Whether the session still speaks by this connection, and not by a newer one.
    fn is_current(&self) -> bool {
        let state = self.shared.lock();
        let session = self.session.as_ref().and_then(|id| state.gateway.sessions.get(id));
        let connection = session.and_then(|session| session.connection.as_ref());
        connection.is_some_and(|orders| orders.same_channel(&self.orders))
    }

    async fn talk(&mut self, query: &str) -> End {
        let asked: Vec<&str> = query.split('&').collect();
        if !asked.contains(&"v=10")
            || asked.iter().any(|part| part.starts_with("encoding=") && *part != "encoding=json")
        {
            self.shared.violation(format!("gateway: opened with \"{query}\", not with v=10 and encoding=json"));
            return End::Close(4012);
        }
        let interval = self.shared.settings.heartbeat_interval;
        let interval_ms = u64::try_from(interval.as_millis()).unwrap();
        let trace = json!(["[\"gateway-stand-in\",{\"micros\":0.0}]"]);
        let hello = json!({"op": 10, "t": null, "s": null, "d": {"heartbeat_interval": interval_ms, "_trace": trace}});
        if let Err(end) = self.send(&hello).await {
            return end;
        }
        loop {
            let patience = (interval * 2).saturating_sub(self.last_heartbeat.elapsed());
            let step = tokio::select! {
                order = self.incoming_orders.recv() => self.obey(order).await,
                message = self.socket.next() => self.receive(message).await,
                () = tokio::time::sleep(patience) => {
                    self.shared.violation("gateway: the client's heartbeats stopped");
                    Err(End::Close(4009))
                }
            };
            if let Err(end) = step {
                return end;
            }
        }
    }

    /// Sends a payload, compressed where both sides want it.
    pub(super) async fn send(&mut self, payload: &Value) -> Result<(), End> {
        let text = payload.to_string();
        let message = if self.compress && self.shared.settings.compression {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(text.as_bytes()).unwrap();
            Message::Binary(encoder.finish().unwrap())
        } else {
            Message::Text(text)
        };
        self.socket.send(message).await.map_err(|_| End::Lost)
    }

    async fn obey(&mut self, order: Option<Order>) -> Result<(), End> {
        match order {
            Some(Order::Send(payload)) => self.send(&payload).await,
            Some(Order::Invalidate { resumable }) => {
                if let Some(id) = self.session.take() {
                    self.shared.change(|state| state.gateway.end(&id, resumable));
                }
                self.send(&json!({"op": 9, "d": resumable, "s": null, "t": null})).await
            }
            Some(Order::Close(code)) => Err(End::Close(code)),
            Some(Order::Cut) | None => Err(End::Cut),
        }
    }

    async fn receive(
        &mut self,
        message: Option<Result<Message, tokio_tungstenite::tungstenite::Error>>,
    ) -> Result<(), End> {
        let text = match message {
            Some(Ok(Message::Text(text))) => text,
            Some(Ok(Message::Binary(bytes))) => String::from_utf8_lossy(&bytes).into_owned(),
            Some(Ok(Message::Close(frame))) => return Err(End::Closed(frame.map(|frame| frame.code.into()))),
            Some(Ok(_)) => return Ok(()),
            Some(Err(_)) | None => return Err(End::Lost),
        };
        self.check_pace()?;
        let payload: Option<Value> = serde_json::from_str(&text).ok().filter(|_| text.len() <= LARGEST_PAYLOAD);
        let Some(payload) = payload else {
            return Err(self.offence(4002, "a payload that is no JSON or over 4096 bytes"));
        };
        self.understand(&payload).await
    }

    fn check_pace(&mut self) -> Result<(), End> {
        let minute = Duration::from_secs(60);
        self.received.retain(|at| at.elapsed() < minute);
        self.received.push(Instant::now());
        if self.received.len() > MOST_PAYLOADS {
            return Err(self.offence(4008, "over 120 payloads in a minute"));
        }
        Ok(())
    }

    async fn understand(&mut self, payload: &Value) -> Result<(), End> {
        let data = &payload["d"];
        match payload["op"].as_u64() {
            Some(1) => self.heartbeat(data).await,
            Some(2 | 6) if self.session.is_some() => Err(self.offence(4005, "a second IDENTIFY or RESUME")),
            Some(2) => {
                let greeting = identify(self, data)?;
                self.compress = data["compress"] == true;
                self.greet(greeting).await
            }
            Some(6) => {
                let greeting = resume(self, data)?;
                self.greet(greeting).await
            }
            Some(3 | 4 | 8 | 31) if self.session.is_none() => Err(self.offence(4003, "a payload before IDENTIFY")),
            Some(3) => {
                self.presence(data);
                Ok(())
            }
            Some(4 | 8 | 31) => {
                self.shared.violation(format!("gateway: opcode {} is nothing our bot needs", payload["op"]));
                Ok(())
            }
            _ => Err(self.offence(4001, "an unknown opcode")),
        }
    }

    async fn greet(&mut self, greeting: Greeting) -> Result<(), End> {
        self.session = greeting.session;
        for payload in greeting.payloads {
            self.send(&payload).await?;
        }
        Ok(())
    }

    async fn heartbeat(&mut self, sequence: &Value) -> Result<(), End> {
        self.last_heartbeat = Instant::now();
        if !sequence.is_null() && !sequence.is_u64() {
            return Err(self.offence(4002, "a heartbeat without sequence number"));
        }
        let is_silent = self.shared.change(|state| {
            state.gateway.log.push(GatewayEvent::Heartbeat);
            state.gateway.silent
        });
        if is_silent { Ok(()) } else { self.send(&json!({"op": 11, "d": null, "s": null, "t": null})).await }
    }

    /// Checks and remembers a presence.
    pub(super) fn presence(&self, presence: &Value) {
        let mut problems = Problems::default();
        check_presence(presence, &mut problems);
        self.shared.change(|state| {
            let problems = problems.into_vec();
            state.violations.extend(problems.iter().map(|problem| format!("gateway: presence: {problem}")));
            state.gateway.log.push(GatewayEvent::Presence(presence.clone()));
        });
    }

    /// Notes what the client did wrong; the connection is closed with the code.
    pub(super) fn offence(&self, code: u16, text: &str) -> End {
        self.shared.violation(format!("gateway: {text} (closed with {code})"));
        End::Close(code)
    }
}
