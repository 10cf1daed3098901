//! Requests written by hand, and what happens to those of unwelcome kinds.

use crate::support::discord::Discord;
use crate::support::failures::Failure;
use crate::support::people::BOT;
use crate::support::places::CHANNEL;
use crate::support::rest::route::RouteKind;
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use std::time::Duration;

/// A message that nothing is wrong with.
pub(super) fn good_message() -> Value {
    json!({"content": "hello", "allowed_mentions": {"parse": []}})
}

/// Sends a request as the bot would.
pub(super) async fn send(discord: &Discord, method: Method, path: &str, body: Option<&Value>) -> Response {
    request(discord, method, path, body).send().await.unwrap()
}

/// Sends a request and reads its answer.
pub(super) async fn ask(discord: &Discord, method: Method, path: &str, body: Option<&Value>) -> (u16, Value) {
    let response = send(discord, method, path, body).await;
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Value::Null))
}

fn request(discord: &Discord, method: Method, path: &str, body: Option<&Value>) -> reqwest::RequestBuilder {
    let url = format!("{}/api/v10{path}", discord.api_url());
    let request = Client::new()
        .request(method, url)
        .header("authorization", format!("Bot {}", Discord::TOKEN))
        .header("user-agent", "DiscordBot (https://example.org, 1.0)");
    match body {
        Some(body) => request.header("content-type", "application/json").body(body.to_string()),
        None => request,
    }
}

fn messages() -> String {
    format!("/channels/{CHANNEL}/messages")
}

#[tokio::test]
async fn a_request_without_the_token_is_refused() {
    let discord = Discord::start().await;
    let url = format!("{}/api/v10/applications/@me", discord.api_url());
    let response = Client::new().get(url).header("authorization", "Bot wrong").send().await.unwrap();
    assert_eq!(response.status(), 401);
    let body: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
    assert_eq!(body, json!({"code": 0, "message": "401: Unauthorized"}));
    assert_eq!(discord.violations().len(), 1);
}

#[tokio::test]
async fn unknown_routes_and_methods_are_violations() {
    let discord = Discord::start().await;
    assert_eq!(ask(&discord, Method::GET, "/listening-parties", None).await.0, 404);
    assert_eq!(ask(&discord, Method::DELETE, "/gateway", None).await.0, 405);
    assert_eq!(ask(&discord, Method::GET, "/channels/007/messages/1", None).await.0, 404);
    assert_eq!(discord.take_violations().len(), 3);
    discord.assert_clean();
}

#[tokio::test]
async fn broken_json_and_other_content_types_are_refused() {
    let discord = Discord::start().await;
    for (content_type, body) in [("application/json", "{\"content\":"), ("text/plain", "{}")] {
        let request = request(&discord, Method::POST, &messages(), None);
        let response = request.header("content-type", content_type).body(body).send().await.unwrap();
        assert_eq!(response.status(), 400, "{content_type}");
    }
    assert_eq!(discord.violations().len(), 2);
}

#[tokio::test]
async fn the_identity_and_the_gateway_are_told() {
    let discord = Discord::start().await;
    let (status, application) = ask(&discord, Method::GET, "/applications/@me", None).await;
    assert_eq!((status, &application["id"]), (200, &json!(BOT.id.to_string())));
    let (_, gateway) = ask(&discord, Method::GET, "/gateway/bot", None).await;
    assert_eq!(gateway["session_start_limit"]["max_concurrency"], 1);
    discord.assert_clean();
}

#[tokio::test]
async fn a_message_can_be_sent_answered_edited_and_deleted() {
    let discord = Discord::start().await;
    let question = discord.message("what is mmcx").post();
    let mut body = good_message();
    body["message_reference"] = json!({"message_id": question["id"], "fail_if_not_exists": false});
    let (status, sent) = ask(&discord, Method::POST, &messages(), Some(&body)).await;
    assert_eq!((status, &sent["referenced_message"]["content"]), (200, &json!("what is mmcx")));
    let path = format!("{}/{}", messages(), sent["id"].as_str().unwrap());
    let edit = json!({"content": "edited", "allowed_mentions": {"parse": []}});
    assert_eq!(ask(&discord, Method::PATCH, &path, Some(&edit)).await.1["content"], "edited");
    assert_eq!(ask(&discord, Method::GET, &path, None).await.1["content"], "edited");
    assert_eq!(ask(&discord, Method::DELETE, &path, None).await.0, 204);
    discord.assert_clean();
    assert_eq!(ask(&discord, Method::GET, &path, None).await.1["code"], 10_008);
}

#[tokio::test]
async fn a_file_comes_with_its_message() {
    let discord = Discord::start().await;
    let mut payload = good_message();
    payload["embeds"] = json!([{"image": {"url": "attachment://curve.png"}}]);
    payload["attachments"] = json!([{"id": 0, "description": "a curve"}]);
    let body = format!(
        "--cut\r\nContent-Disposition: form-data; name=\"files[0]\"; filename=\"curve.png\"\r\n\
         Content-Type: image/png\r\n\r\nPNG\r\n--cut\r\n\
         Content-Disposition: form-data; name=\"payload_json\"\r\n\r\n{payload}\r\n--cut--\r\n"
    );
    let request = request(&discord, Method::POST, &messages(), None);
    let request = request.header("content-type", "multipart/form-data; boundary=cut").body(body);
    let response = request.send().await.unwrap();
    let sent: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
    discord.assert_clean();
    assert_eq!(sent["attachments"][0]["filename"], "curve.png");
    assert_eq!(sent["attachments"][0]["description"], "a curve");
    discord.assert_clean();
}

#[tokio::test]
async fn a_wait_that_is_not_honoured_is_a_violation() {
    let discord = Discord::start().await;
    discord.fail_next(RouteKind::Send, Failure::RateLimited { retry_after: 30.5, global: false }, 1);
    let response = send(&discord, Method::POST, &messages(), Some(&good_message())).await;
    assert_eq!(response.status(), 429);
    for header in ["retry-after", "x-ratelimit-bucket", "x-ratelimit-limit", "x-ratelimit-reset-after"] {
        assert!(response.headers().contains_key(header), "{header}");
    }
    assert_eq!(response.headers()["x-ratelimit-scope"], "user");
    discord.assert_clean();
    assert_eq!(ask(&discord, Method::POST, &messages(), Some(&good_message())).await.0, 429);
    assert!(discord.take_violations()[0].contains("did not honour Retry-After"));
    discord.skip(Duration::from_secs(31));
    assert_eq!(ask(&discord, Method::POST, &messages(), Some(&good_message())).await.0, 200);
    discord.assert_clean();
}

#[tokio::test]
async fn a_global_wait_leaves_interactions_alone() {
    let discord = Discord::start().await;
    discord.fail_next(RouteKind::Any, Failure::RateLimited { retry_after: 30.0, global: true }, 1);
    let (status, body) = ask(&discord, Method::POST, &messages(), Some(&good_message())).await;
    assert_eq!((status, &body["global"], &body["retry_after"]), (429, &json!(true), &json!(30.0)));
    assert_eq!(ask(&discord, Method::GET, "/applications/@me", None).await.0, 429);
    let (interaction, _) = discord.command("help").by_http();
    let path = format!(
        "/interactions/{}/{}/callback",
        interaction["id"].as_str().unwrap(),
        interaction["token"].as_str().unwrap()
    );
    let callback = json!({"type": 4, "data": good_message()});
    assert_eq!(ask(&discord, Method::POST, &path, Some(&callback)).await.0, 204);
}

#[tokio::test]
async fn buckets_run_empty_and_fill_again() {
    let discord = Discord::start().await;
    discord.limit(RouteKind::Send, 1, Duration::from_secs(30));
    let first = send(&discord, Method::POST, &messages(), Some(&good_message())).await;
    assert_eq!(first.headers()["x-ratelimit-remaining"], "0");
    assert_eq!(ask(&discord, Method::POST, &messages(), Some(&good_message())).await.0, 429);
    discord.skip(Duration::from_secs(31));
    assert_eq!(ask(&discord, Method::POST, &messages(), Some(&good_message())).await.0, 200);
    discord.assert_clean();
}

#[tokio::test]
async fn failures_happen_as_often_as_planned() {
    let discord = Discord::start().await;
    discord.fail_next(RouteKind::Identity, Failure::Status(503), 2);
    for expected in [503, 503, 200] {
        assert_eq!(ask(&discord, Method::GET, "/applications/@me", None).await.0, expected);
    }
    discord.fail_next(RouteKind::Identity, Failure::CutConnection, 1);
    assert!(request(&discord, Method::GET, "/applications/@me", None).send().await.is_err());
    discord.fail_next(RouteKind::Send, Failure::LoseAnswer, 1);
    assert!(request(&discord, Method::POST, &messages(), Some(&good_message())).send().await.is_err());
    assert_eq!(discord.sent_messages().len(), 1);
    assert_eq!(discord.failures_left(), 0);
    discord.assert_clean();
}
