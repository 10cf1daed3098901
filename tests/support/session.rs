//! Sessions of the gateway: what was sent in them, and how to reach their clients.

use super::snowflake::Snowflake;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Instant;
use tokio::sync::mpsc::UnboundedSender;

/// Intents: <https://discord.com/developers/docs/events/gateway#list-of-intents>.
pub(crate) mod intent {
    pub(crate) const GUILDS: u64 = 1 << 0;
    pub(crate) const GUILD_MEMBERS: u64 = 1 << 1;
    pub(crate) const GUILD_PRESENCES: u64 = 1 << 8;
    pub(crate) const GUILD_MESSAGES: u64 = 1 << 9;
    pub(crate) const DIRECT_MESSAGES: u64 = 1 << 12;
    pub(crate) const MESSAGE_CONTENT: u64 = 1 << 15;
    /// Those that must be enabled for the bot in the developer portal.
    pub(crate) const PRIVILEGED: u64 = GUILD_MEMBERS | GUILD_PRESENCES | MESSAGE_CONTENT;
    /// All that exist today.
    pub(crate) const ALL: u64 = 0x0331_FFFF;
}

/// What a connection is told to do.
#[derive(Clone, Debug)]
pub(crate) enum Order {
    /// Send a payload.
    Send(Value),
    /// Send a payload whose session is no more.
    Invalidate {
        /// Whether the client may resume.
        resumable: bool,
    },
    /// Close with a code.
    Close(u16),
    /// Drop the connection without a word.
    Cut,
}

/// What a client did or what happened to it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum GatewayEvent {
    /// A connection was opened.
    Connected,
    /// A connection was refused because the gateway is away.
    Refused,
    /// A new session began.
    Identified {
        /// The shard and how many there are.
        shard: (u64, u64),
        /// The intents asked for.
        intents: u64,
    },
    /// A session went on, with so many events replayed.
    Resumed {
        /// How many events had been missed.
        replayed: usize,
    },
    /// A RESUME was refused.
    ResumeRefused,
    /// A heartbeat came.
    Heartbeat,
    /// The bot shows something else beside its name.
    Presence(Value),
    /// The client closed the connection, with its code.
    ClosedByClient(Option<u16>),
    /// The gateway closed the connection, with its code.
    ClosedByGateway(u16),
    /// The connection broke.
    Lost,
}

/// A session, connected or waiting to be resumed.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) shard: (u64, u64),
    pub(crate) intents: u64,
    sequence: u64,
    sent: Vec<(u64, Value)>,
    pub(crate) connection: Option<UnboundedSender<Order>>,
}

impl Session {
    /// A session that has just been identified.
    pub(crate) fn new(shard: (u64, u64), intents: u64, connection: UnboundedSender<Order>) -> Self {
        Self { shard, intents, sequence: 0, sent: Vec::new(), connection: Some(connection) }
    }

    /// Sends an event, or keeps it until the session is resumed.
    pub(crate) fn dispatch(&mut self, name: &str, data: &Value) {
        self.sequence += 1;
        let payload = json!({"op": 0, "s": self.sequence, "t": name, "d": data});
        self.sent.push((self.sequence, payload.clone()));
        self.order(Order::Send(payload));
    }

    /// Tells the connection to do something, where there is one.
    pub(crate) fn order(&self, order: Order) {
        if let Some(connection) = &self.connection {
            // A connection that has just ended: the event is replayed later.
            let _ = connection.send(order);
        }
    }

    /// What was sent after a sequence number; None for a number that was never reached.
    pub(crate) fn missed(&self, sequence: u64) -> Option<Vec<Value>> {
        let missed = self.sent.iter().filter(|(number, _)| *number > sequence);
        (sequence <= self.sequence).then(|| missed.map(|(_, payload)| payload.clone()).collect())
    }

    /// Forgets all but the last events: nobody resumes from further back.
    pub(crate) fn forget(&mut self, kept: usize) {
        self.sent.drain(..self.sent.len().saturating_sub(kept));
    }

    /// Whether events of a server come by this shard. Direct messages come by the first.
    pub(crate) fn is_for(&self, server: Option<Snowflake>) -> bool {
        let (shard, count) = self.shard;
        server.map_or(shard == 0, |server| (server >> 22) % count == shard)
    }
}

/// All sessions, and what happened.
#[derive(Debug, Default)]
pub(crate) struct Gateway {
    pub(crate) sessions: BTreeMap<String, Session>,
    pub(crate) log: Vec<GatewayEvent>,
    /// When sessions of a bucket last began.
    pub(crate) identified: BTreeMap<u64, Instant>,
    /// Whether new connections are refused.
    pub(crate) away: bool,
    /// Whether heartbeats are left without acknowledgement.
    pub(crate) silent: bool,
}

impl Gateway {
    /// Sends an event to the sessions it is for; false where there is none.
    pub(crate) fn dispatch(&mut self, server: Option<Snowflake>, intents: u64, name: &str, data: &Value) -> bool {
        let fitting = self.sessions.values_mut().filter(|session| session.is_for(server));
        let mut found = false;
        for session in fitting.filter(|session| session.intents & intents == intents) {
            session.dispatch(name, data);
            found = true;
        }
        found
    }

    /// Parts a session from its connection; it may be resumed or is forgotten.
    pub(crate) fn end(&mut self, id: &str, resumable: bool) {
        if !resumable {
            self.sessions.remove(id);
        } else if let Some(session) = self.sessions.get_mut(id) {
            session.connection = None;
        }
    }

    /// Tells every connection to do something.
    pub(crate) fn order_all(&self, order: &Order) {
        self.sessions.values().for_each(|session| session.order(order.clone()));
    }

    /// Whether a session is connected.
    pub(crate) fn is_connected(&self) -> bool {
        self.sessions.values().any(|session| session.connection.is_some())
    }

    /// How many events of the log are such.
    pub(crate) fn count(&self, is_meant: impl Fn(&GatewayEvent) -> bool) -> usize {
        self.log.iter().filter(|event| is_meant(event)).count()
    }
}
