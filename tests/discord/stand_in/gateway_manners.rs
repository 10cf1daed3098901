//! Clients without manners on the gateway, and the codes they are shown out with.

use crate::support::discord::{Discord, TOKEN};
use crate::support::gateway::gateway_url;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

const QUERY: &str = "?v=10&encoding=json";

async fn connect(discord: &Discord, query: &str) -> Socket {
    connect_async(format!("{}/{query}", gateway_url(&discord.shared))).await.unwrap().0
}

fn identify() -> Value {
    json!({"op": 2, "d": {
        "token": TOKEN, "intents": 513, "shard": [0, 1],
        "properties": {"os": "linux", "browser": "test", "device": "test"},
    }})
}

fn identify_with(key: &str, value: Value) -> Value {
    let mut payload = identify();
    payload["d"][key] = value;
    payload
}

/// The next payload, or the code that the connection was closed with.
async fn next(socket: &mut Socket) -> Result<Value, u16> {
    match socket.next().await {
        Some(Ok(Message::Text(text))) => Ok(serde_json::from_str(&text).unwrap()),
        Some(Ok(Message::Close(Some(frame)))) => Err(frame.code.into()),
        other => panic!("{other:?}"),
    }
}

async fn say(socket: &mut Socket, payload: &Value) {
    socket.send(Message::Text(payload.to_string())).await.unwrap();
}

#[tokio::test]
async fn bad_beginnings_are_closed_with_a_code() {
    let cases = [
        (json!("hello"), 4001, true),
        (json!({"op": 99, "d": null}), 4001, true),
        (json!({"op": 3, "d": {}}), 4003, true),
        (json!({"op": 1, "d": "one"}), 4002, true),
        (json!({"op": 2, "d": {}}), 4002, true),
        (json!({"op": 2, "d": {"padding": "x".repeat(4096)}}), 4002, true),
        (identify_with("token", json!("wrong")), 4004, false),
        (identify_with("intents", json!(1_u64 << 40)), 4013, true),
        (identify_with("intents", json!(1 << 15)), 4014, false),
        (identify_with("shard", json!([1, 1])), 4010, true),
        (json!({"op": 6, "d": {"token": TOKEN, "session_id": "none"}}), 4007, true),
    ];
    for (payload, code, is_violation) in cases {
        let discord = Discord::start().await;
        let mut socket = connect(&discord, QUERY).await;
        assert_eq!(next(&mut socket).await.unwrap()["op"], 10);
        say(&mut socket, &payload).await;
        assert_eq!(next(&mut socket).await.unwrap_err(), code, "{payload}");
        assert_eq!(discord.violations().len(), usize::from(is_violation), "{payload}");
    }
}

#[tokio::test]
async fn another_version_is_refused() {
    let discord = Discord::start().await;
    for query in ["", "?v=9&encoding=json", "?v=10&encoding=etf"] {
        assert_eq!(next(&mut connect(&discord, query).await).await.unwrap_err(), 4012, "{query}");
    }
}

#[tokio::test]
async fn a_session_begins_once_and_after_a_pause() {
    let discord = Discord::start().await;
    let mut socket = connect(&discord, QUERY).await;
    next(&mut socket).await.unwrap();
    say(&mut socket, &identify()).await;
    let ready = next(&mut socket).await.unwrap();
    assert_eq!((&ready["t"], &ready["s"]), (&json!("READY"), &json!(1)));
    assert_eq!(ready["d"]["resume_gateway_url"], gateway_url(&discord.shared));
    assert_eq!(next(&mut socket).await.unwrap()["t"], "GUILD_CREATE");
    discord.assert_clean();
    say(&mut socket, &identify()).await;
    assert_eq!(next(&mut socket).await.unwrap_err(), 4005);
    discord.take_violations();
    let mut second = connect(&discord, QUERY).await;
    next(&mut second).await.unwrap();
    say(&mut second, &identify()).await;
    assert_eq!(next(&mut second).await.unwrap()["t"], "READY");
    assert_eq!(discord.violations(), ["gateway: two IDENTIFY within 5 seconds"]);
}

#[tokio::test]
async fn an_unknown_session_is_not_resumed() {
    let discord = Discord::start().await;
    let mut socket = connect(&discord, QUERY).await;
    next(&mut socket).await.unwrap();
    say(&mut socket, &json!({"op": 6, "d": {"token": TOKEN, "session_id": "none", "seq": 7}})).await;
    let refusal = next(&mut socket).await.unwrap();
    assert_eq!((&refusal["op"], &refusal["d"]), (&json!(9), &json!(false)));
    discord.assert_clean();
}

#[tokio::test]
async fn a_presence_keeps_its_limits() {
    let discord = Discord::start().await;
    let presence = |name: &str| {
        let activities = json!([{"name": name, "type": 3}]);
        identify_with("presence", json!({"since": null, "afk": false, "status": "online", "activities": activities}))
    };
    for (length, violations) in [(128, 0), (129, 1)] {
        let mut socket = connect(&discord, QUERY).await;
        next(&mut socket).await.unwrap();
        say(&mut socket, &presence(&"x".repeat(length))).await;
        next(&mut socket).await.unwrap();
        let found = discord.take_violations();
        let about_presence = found.iter().filter(|violation| violation.contains("presence")).count();
        assert_eq!(about_presence, violations, "{found:?}");
    }
}
