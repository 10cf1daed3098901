//! A copy of the bot with a Discord of its own, which asks it over HTTP.

use crate::program::{Program, Setup};
use crate::signing::Signer;
use crate::support::answer::Answer;
use crate::support::discord::Discord;
use crate::support::request::InteractionRequest;
use crate::support::rest::route::RouteKind;
use reqwest::{Client, Response, StatusCode};
use serde_json::Value;
use std::net::SocketAddr;

/// The copy, and who asks it.
pub(crate) struct Endpoint {
    pub(crate) discord: Discord,
    pub(crate) program: Program,
    pub(crate) client: Client,
}

impl Endpoint {
    /// Starts a copy on the small knowledge and waits until its commands are registered.
    pub(crate) async fn start() -> Self {
        Self::with(|setup| setup).await
    }

    /// The same, started in another way.
    pub(crate) async fn with(change: impl FnOnce(Setup) -> Setup) -> Self {
        let discord = Discord::start().await;
        let program = change(Setup::serve(&discord)).start();
        discord.called(RouteKind::Commands, 2).await;
        Self { discord, program, client: client() }
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.program.address()
    }

    /// Sends it an interaction as Discord does: its answer, and the answer's very text.
    pub(crate) async fn ask_for_text(&self, request: InteractionRequest) -> (Answer, String) {
        let (json, answer) = request.by_http();
        let response = post(&self.client, self.address(), json.to_string()).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{json}");
        assert_eq!(response.headers()["content-type"], "application/json");
        let text = response.text().await.unwrap();
        let callback: Value = serde_json::from_str(&text).unwrap();
        self.discord.take_http_answer(&answer, &callback);
        (answer, text)
    }

    /// Sends it an interaction as Discord does.
    pub(crate) async fn ask(&self, request: InteractionRequest) -> Answer {
        self.ask_for_text(request).await.0
    }

    /// Gets a path.
    pub(crate) async fn get(&self, path: &str) -> (StatusCode, String) {
        get(&self.client, self.address(), path).await
    }

    /// Ends the test if the copy is not well, or Discord not content.
    pub(crate) async fn assert_well(&mut self) {
        assert_eq!(self.get("/healthz").await, (StatusCode::OK, "ok\n".to_owned()));
        self.program.assert_well();
        self.discord.assert_clean();
    }
}

/// A client that goes through no proxy.
pub(crate) fn client() -> Client {
    Client::builder().no_proxy().build().unwrap()
}

/// Posts a body, signed by Discord.
pub(crate) async fn post(client: &Client, address: SocketAddr, body: String) -> reqwest::Result<Response> {
    let signed = Signer::discord().sign(body.as_bytes());
    let request = client.post(format!("http://{address}/interactions")).header("content-type", "application/json");
    let request = request.header("x-signature-ed25519", signed.signature);
    request.header("x-signature-timestamp", signed.timestamp).body(body).send().await
}

/// Gets a path.
pub(crate) async fn get(client: &Client, address: SocketAddr, path: &str) -> (StatusCode, String) {
    let response = client.get(format!("http://{address}{path}")).send().await.unwrap();
    (response.status(), response.text().await.unwrap())
}
