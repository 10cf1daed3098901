//! The stand-in as a test sees it: started, steered, and asked what it saw.

use super::answer::Answer;
use super::callback::interaction_type;
use super::failures::Failure;
use super::interactions::{Interaction, take_callback};
use super::people::{BOT, Person};
use super::places::Place;
use super::request::InteractionRequest;
use super::rest::route::RouteKind;
use super::sent_message::SentMessage;
use super::session::{GatewayEvent, Order};
use super::settings::Settings;
use super::state::{Call, Shared, State};
use super::talk::Talk;
use super::{callback, gateway, payloads, request, rest, talk};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// The bot's token: well formed, and good for nothing but this.
pub(crate) const TOKEN: &str = "MTA5MDAwMDAwMDAwMDAwMDAwMQ.GStand.in-for-tests-and-no-secret-at-all";

/// How long interactions and calls are remembered once a test lets Discord forget.
const REMEMBERED: Duration = Duration::from_secs(20);
/// How many messages are.
const MESSAGES_REMEMBERED: usize = 1_000;
/// How many events of a session are.
const EVENTS_REMEMBERED: usize = 2_000;

/// A Discord of the test's own, on loopback.
#[derive(Clone, Debug)]
pub(crate) struct Discord {
    pub(crate) shared: Arc<Shared>,
}

impl Discord {
    /// The bot's token.
    pub(crate) const TOKEN: &'static str = TOKEN;

    /// Starts a Discord that behaves as usual.
    pub(crate) async fn start() -> Self {
        Self::with(Settings::default()).await
    }

    /// Starts a Discord with settings.
    pub(crate) async fn with(settings: Settings) -> Self {
        let rest_listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let gateway_listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addresses = (rest_listener.local_addr().unwrap(), gateway_listener.local_addr().unwrap());
        let shared = Arc::new(Shared::new(settings, addresses.0, addresses.1));
        tokio::spawn(rest::run(Arc::clone(&shared), rest_listener));
        tokio::spawn(gateway::run(Arc::clone(&shared), gateway_listener));
        Self { shared }
    }

    /// What `DISCORD_API_URL` must be.
    pub(crate) fn api_url(&self) -> String {
        format!("http://{}", self.shared.rest_address)
    }
}

/// What people do.
impl Discord {
    /// Somebody types a slash command.
    pub(crate) fn command(&self, name: &str) -> InteractionRequest {
        request::command(name).on(self)
    }

    /// Somebody is typing a slash command and sees choices.
    pub(crate) fn autocomplete(&self, name: &str) -> InteractionRequest {
        request::autocomplete(name).on(self)
    }

    /// Somebody presses a button of a message.
    pub(crate) fn press(&self, message: &SentMessage, custom_id: &str) -> InteractionRequest {
        let request = request::press(&self.current(message), custom_id).on(self);
        self.where_it_stands(message, request)
    }

    /// Somebody chooses from a menu of a message.
    pub(crate) fn choose(&self, message: &SentMessage, custom_id: &str, values: &[&str]) -> InteractionRequest {
        let request = request::choose(&self.current(message), custom_id, values).on(self);
        self.where_it_stands(message, request)
    }

    /// Somebody uses a component that the message does not have, as only a forger could.
    pub(crate) fn forge_press(&self, message: &SentMessage, custom_id: &str) -> InteractionRequest {
        let request = request::forged_press(&self.current(message), custom_id).on(self);
        self.where_it_stands(message, request)
    }

    /// Somebody right-clicks a message and picks an entry of the menu.
    pub(crate) fn message_menu(&self, name: &str, message: &Value) -> InteractionRequest {
        request::message_menu(name, message).on(self)
    }

    /// Somebody sends a form, given as custom ids and texts.
    pub(crate) fn submit(&self, custom_id: &str, fields: &[(&str, &str)]) -> InteractionRequest {
        request::submit(custom_id, fields).on(self)
    }

    /// Somebody writes a message.
    pub(crate) fn message(&self, content: &str) -> Talk {
        talk::message(content).on(self)
    }

    /// The message as it stands now.
    pub(crate) fn current(&self, message: &SentMessage) -> Value {
        let state = self.shared.lock();
        state.messages.get(&message.id()).map_or_else(|| message.json.clone(), |stored| stored.json.clone())
    }

    fn where_it_stands(&self, message: &SentMessage, request: InteractionRequest) -> InteractionRequest {
        let state = self.shared.lock();
        let stored = state.messages.get(&message.id()).expect("the message is still there");
        let request = request.at(stored.place, stored.reader);
        if stored.is_ephemeral() { request.seen_only_by(stored.reader) } else { request }
    }
}

/// What happens to the connection.
impl Discord {
    /// Waits until the bot is connected.
    pub(crate) async fn connected(&self) {
        self.connected_shards(1).await;
    }

    /// Waits until so many shards are connected.
    pub(crate) async fn connected_shards(&self, count: usize) {
        let look = |state: &mut State| {
            let sessions = state.gateway.sessions.values();
            (sessions.filter(|session| session.connection.is_some()).count() >= count).then_some(())
        };
        self.wait_for("the bot to connect to the gateway", look).await;
    }

    /// Waits until nobody is connected.
    pub(crate) async fn disconnected(&self) {
        let look = |state: &mut State| (!state.gateway.is_connected()).then_some(());
        self.wait_for("the bot to leave the gateway", look).await;
    }

    /// Waits until the gateway has seen such an event so many times in all.
    pub(crate) async fn saw(&self, times: usize, is_meant: impl Fn(&GatewayEvent) -> bool) {
        let look = |state: &mut State| (state.gateway.count(&is_meant) >= times).then_some(());
        self.wait_for("an event of the gateway", look).await;
    }

    /// Everything that happened at the gateway.
    pub(crate) fn gateway_log(&self) -> Vec<GatewayEvent> {
        self.shared.lock().gateway.log.clone()
    }

    /// How many sessions were begun.
    pub(crate) fn identified(&self) -> usize {
        self.shared.lock().gateway.count(|event| matches!(event, GatewayEvent::Identified { .. }))
    }

    /// How many sessions were resumed.
    pub(crate) fn resumed(&self) -> usize {
        self.shared.lock().gateway.count(|event| matches!(event, GatewayEvent::Resumed { .. }))
    }

    /// Asks every client to reconnect.
    pub(crate) fn ask_to_reconnect(&self) {
        self.order(&Order::Send(json!({"op": 7, "d": null, "s": null, "t": null})));
    }

    /// Asks every client for a heartbeat at once.
    pub(crate) fn ask_for_heartbeat(&self) {
        self.order(&Order::Send(json!({"op": 1, "d": null, "s": null, "t": null})));
    }

    /// Tells every client that its session is no more, or that it may be resumed.
    pub(crate) fn invalidate_sessions(&self, resumable: bool) {
        self.order(&Order::Invalidate { resumable });
    }

    /// Closes every connection with a code.
    pub(crate) fn close_connections(&self, code: u16) {
        self.order(&Order::Close(code));
    }

    /// Cuts every connection without a word.
    pub(crate) fn cut_connections(&self) {
        self.order(&Order::Cut);
    }

    /// Forgets all sessions, so that a RESUME is refused.
    pub(crate) fn forget_sessions(&self) {
        self.cut_connections();
        self.shared.change(|state| state.gateway.sessions.clear());
    }

    /// Refuses new connections to the gateway, or takes them again.
    pub(crate) fn refuse_connections(&self, away: bool) {
        self.shared.change(|state| state.gateway.away = away);
    }

    /// Leaves heartbeats without acknowledgement, or acknowledges them again.
    pub(crate) fn ignore_heartbeats(&self, silent: bool) {
        self.shared.change(|state| state.gateway.silent = silent);
    }

    /// Sends an event that no client of today knows.
    pub(crate) fn send_unknown_event(&self) {
        self.send_event("LISTENING_PARTY_START", &payloads::events::unknown_event());
    }

    /// Sends any event to every session.
    pub(crate) fn send_event(&self, name: &str, data: &Value) {
        self.shared.change(|state| {
            state.gateway.sessions.values_mut().for_each(|session| session.dispatch(name, data));
        });
    }

    fn order(&self, order: &Order) {
        self.shared.change(|state| state.gateway.order_all(order));
    }
}

/// What goes wrong on demand.
impl Discord {
    /// Lets the next requests of a kind fail.
    pub(crate) fn fail_next(&self, kind: RouteKind, failure: Failure, times: usize) {
        self.shared.change(|state| state.failures.plan(kind, failure, times));
    }

    /// Forgets what was long ago, so that a test can last for hours.
    pub(crate) fn forget(&self) {
        self.shared.change(|state| {
            let now = state.now();
            state.interactions.retain(|_, interaction| now.duration_since(interaction.at) < REMEMBERED);
            // Their places in the list are known elsewhere; what they carried is what takes room.
            let old = state.calls.iter_mut().rev().skip_while(|call| call.at.elapsed() < REMEMBERED);
            old.take_while(|call| !call.body.is_null()).for_each(|call| call.body = Value::Null);
            let old = state.messages.len().saturating_sub(MESSAGES_REMEMBERED);
            if let Some(first) = state.messages.keys().nth(old).copied() {
                state.messages = state.messages.split_off(&first);
            }
            state.gateway.sessions.values_mut().for_each(|session| session.forget(EVENTS_REMEMBERED));
        });
    }

    /// How many planned failures have not happened yet.
    pub(crate) fn failures_left(&self) -> usize {
        self.shared.lock().failures.left()
    }

    /// Limits a kind of route to so many requests in a window, for each bucket.
    pub(crate) fn limit(&self, kind: RouteKind, requests: u32, window: Duration) {
        self.shared.change(|state| state.rate_limits.limit(kind, requests, window));
    }

    /// Sets Discord's clock forward, so that tokens and deadlines pass.
    pub(crate) fn skip(&self, time: Duration) {
        self.shared.change(|state| state.skipped += time);
    }
}

/// What was seen.
impl Discord {
    /// Every request over REST, in the order they came.
    pub(crate) fn calls(&self) -> Vec<Call> {
        self.shared.lock().calls.clone()
    }

    /// The requests of a kind.
    pub(crate) fn calls_to(&self, kind: RouteKind) -> Vec<Call> {
        self.calls().into_iter().filter(|call| call.kind == Some(kind)).collect()
    }

    /// Waits until so many requests of a kind have been answered.
    pub(crate) async fn called(&self, kind: RouteKind, times: usize) {
        let look = |state: &mut State| {
            let calls = state.calls.iter().filter(|call| call.kind == Some(kind) && call.status != 0);
            (calls.count() >= times).then_some(())
        };
        self.wait_for(&format!("{times} requests of the kind {kind:?}"), look).await;
    }

    /// Everything that Discord or our design forbids and that was done.
    pub(crate) fn violations(&self) -> Vec<String> {
        self.shared.lock().violations.clone()
    }

    /// The violations so far, which are forgotten.
    pub(crate) fn take_violations(&self) -> Vec<String> {
        self.shared.change(|state| std::mem::take(&mut state.violations))
    }

    /// Ends the test if anything forbidden was done.
    #[track_caller]
    pub(crate) fn assert_clean(&self) {
        let violations = self.violations();
        assert!(violations.is_empty(), "Discord was not content:\n  {}", violations.join("\n  "));
    }

    /// The commands registered everywhere, as Discord lists them.
    pub(crate) fn commands(&self) -> Vec<Value> {
        self.shared.lock().commands.list(None).to_vec()
    }

    /// The commands registered in the server.
    pub(crate) fn server_commands(&self) -> Vec<Value> {
        self.shared.lock().commands.list(Some(super::places::SERVER)).to_vec()
    }

    /// How often a registered command was created or changed.
    pub(crate) fn command_writes(&self) -> usize {
        self.shared.lock().commands.writes
    }

    /// All messages of the bot's that are still there, the oldest first.
    pub(crate) fn sent_messages(&self) -> Vec<SentMessage> {
        let state = self.shared.lock();
        let ours = state.messages.values().filter(|message| BOT.wrote(&message.json));
        ours.map(|message| SentMessage { json: message.json.clone() }).collect()
    }

    /// Waits for something in the state; the test ends if it does not come.
    pub(crate) async fn wait_for<T>(&self, what: &str, look: impl FnMut(&mut State) -> Option<T>) -> T {
        let limit = self.shared.settings.patience;
        let Some(found) = self.shared.wait_for(limit, look).await else {
            panic!(
                "waited {limit:?} for {what}; violations: {:#?}; gateway: {:?}",
                self.violations(),
                self.gateway_log()
            );
        };
        found
    }
}

/// Interactions that are delivered by HTTP.
impl Discord {
    /// Makes an interaction known, so that callbacks and follow-ups to it are taken over REST.
    pub(crate) fn expect(&self, interaction: &Value, place: Place, person: Person) -> Answer {
        let id = self.shared.change(|state| {
            let interaction = Interaction::new(interaction.clone(), place, person, state.now());
            let id = interaction.id();
            state.interactions.insert(id, interaction);
            id
        });
        Answer { discord: self.clone(), id }
    }

    /// Takes the callback that was the body of an HTTP answer. A ping has no message behind it.
    pub(crate) fn take_http_answer(&self, answer: &Answer, callback: &Value) {
        let interaction = answer.interaction();
        let problems = callback::validate_callback(&interaction, callback);
        self.shared.change(|state| {
            let mut wrongs = problems;
            if state.interactions[&answer.id].callback.is_some() {
                wrongs.push("the interaction was answered before".to_owned());
            }
            if wrongs.is_empty() && interaction["type"] != interaction_type::PING {
                take_callback(state, answer.id, callback, &[]);
            }
            state.violations.extend(wrongs.iter().map(|wrong| format!("HTTP answer: {wrong}")));
        });
    }
}
