//! Requests that no honest client sends: each gets a status that says so, none
//! an error of ours, and the bot goes on.

use crate::endpoint::Endpoint;
use crate::signing::Signer;
use crate::wire::{Reply, connect, exchange, head, read};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::json;
use std::io::Write;
use std::net::SocketAddr;

const MIB: usize = 1024 * 1024;
/// Every status that may refuse a request.
const REFUSALS: [u16; 6] = [400, 401, 404, 405, 408, 413];

fn signed(body: &[u8]) -> Vec<u8> {
    [head(&Signer::discord().sign(body), body.len()).as_bytes(), body].concat()
}

fn chunked(body: &[u8]) -> Vec<u8> {
    let signature = Signer::discord().sign(body);
    let head = head(&signature, 0).replace("Content-Length: 0", "Transfer-Encoding: chunked");
    let mut request = head.into_bytes();
    for chunk in body.chunks(16 * 1024) {
        request.extend(format!("{:x}\r\n", chunk.len()).bytes());
        request.extend_from_slice(chunk);
        request.extend_from_slice(b"\r\n");
    }
    request.extend_from_slice(b"0\r\n\r\n");
    request
}

/// A ping of so many bytes.
fn ping_of(length: usize) -> Vec<u8> {
    let mut body = br#"{"id":"1","application_id":"1","type":1,"token":"t","version":1}"#.to_vec();
    body.resize(length, b' ');
    body
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bodies_over_a_mebibyte_are_refused_however_they_come() {
    let mut bot = Endpoint::start().await;
    let address = bot.address();
    assert_eq!(exchange(address, &signed(&ping_of(MIB))).status, 200, "the largest that is read");
    assert_eq!(exchange(address, &chunked(&ping_of(MIB))).status, 200, "the largest that is read, in chunks");
    for length in [MIB + 1, 2 * MIB, 5 * MIB] {
        let refused = Reply { status: 413, body: "the body is over 1 MiB".to_owned() };
        assert_eq!(exchange(address, &signed(&ping_of(length))), refused, "{length} declared");
        assert_eq!(exchange(address, &chunked(&ping_of(length))), refused, "{length} in chunks");
    }
    bot.assert_well().await;
}

/// Whoever asks first is told without sending it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_announced_as_too_large_is_refused_at_once() {
    let mut bot = Endpoint::start().await;
    let head = head(&Signer::discord().sign(b""), 100 * MIB).replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n");
    assert_eq!(exchange(bot.address(), head.as_bytes()).status, 413);
    bot.assert_well().await;
}

/// Nobody is listened to for ever.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_endless_body_is_cut_off() {
    let mut bot = Endpoint::start().await;
    let head = head(&Signer::discord().sign(b""), usize::MAX / 4);
    let mut stream = connect(bot.address());
    stream.write_all(head.as_bytes()).unwrap();
    let part = vec![b' '; MIB];
    let taken = (0..1024).take_while(|_| stream.write_all(&part).is_ok()).count();
    assert!(taken < 1024, "a gibibyte was taken");
    bot.assert_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let mut bot = Endpoint::start().await;
    let body = ping_of(200);
    let head = head(&Signer::discord().sign(&body), body.len());
    let mut streams = Vec::new();
    for sent in [0, 1, 199] {
        let mut stream = connect(bot.address());
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(&body[..sent]).unwrap();
        streams.push(stream);
    }
    // Others are answered meanwhile.
    assert_eq!(exchange(bot.address(), &signed(&body)).status, 200);
    for stream in streams {
        assert_eq!(read(stream).status, 408);
    }
    bot.assert_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_head_that_does_not_come_is_not_waited_for() {
    let mut bot = Endpoint::start().await;
    let mut silent = connect(bot.address());
    let mut slow = connect(bot.address());
    slow.write_all(b"POST /interactions HTTP/1.1\r\nHost: bot\r\nX-Sig").unwrap();
    silent.flush().unwrap();
    // Both connections end, with or without a word.
    for stream in [silent, slow] {
        let status = read(stream).status;
        assert!(matches!(status, 0 | 408), "{status}");
    }
    bot.assert_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_breaks_off_costs_nothing() {
    let mut bot = Endpoint::start().await;
    let whole = signed(&ping_of(500));
    for length in [1, 20, 100, whole.len() - 400, whole.len() - 1] {
        let mut stream = connect(bot.address());
        stream.write_all(&whole[..length]).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let status = read(stream).status;
        assert!(status == 0 || REFUSALS.contains(&status), "{length}: {status}");
    }
    let broken = String::from_utf8(chunked(&ping_of(100))).unwrap().replace("\r\n64\r\n", "\r\nxyz\r\n");
    let status = exchange(bot.address(), broken.as_bytes()).status;
    assert!(status == 0 || status == 400, "{status}");
    bot.assert_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_signed_but_no_interaction_is_refused() {
    let mut bot = Endpoint::start().await;
    let deep = "[".repeat(100_000);
    for body in [
        "",
        " ",
        "null",
        "[]",
        "{}",
        "\"text\"",
        "1e999",
        "{\"type\":1}}",
        "{'type':1}",
        &deep,
        &json!({"id": "x", "type": 1, "token": "t"}).to_string(),
        &json!({"id": "-1", "type": 1, "token": "t"}).to_string(),
        &json!({"id": "1", "type": -1, "token": "t"}).to_string(),
        &json!({"id": "1", "type": "1", "token": "t"}).to_string(),
        &json!({"id": "1", "type": 1, "token": 5}).to_string(),
        &json!({"id": "1", "type": 2, "token": "t"}).to_string(),
        &json!({"id": "1", "type": 2, "token": "t", "user": {"id": "2"}, "data": []}).to_string(),
        &json!({"id": "1", "type": 2, "token": "t", "user": {"id": "2"}, "data": {"options": {}}}).to_string(),
    ] {
        let reply = exchange(bot.address(), &signed(body.as_bytes()));
        assert_eq!(reply.status, 400, "{:.60}: {}", body, reply.body);
    }
    bot.assert_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_places_and_methods_are_named() {
    let mut bot = Endpoint::start().await;
    let body = ping_of(100);
    let good = String::from_utf8(signed(&body)).unwrap();
    for (line, status) in [
        ("POST /interactions HTTP/1.1", 200),
        ("POST /interactions?x=1 HTTP/1.1", 200),
        ("POST http://bot/interactions HTTP/1.1", 200),
        ("POST / HTTP/1.1", 404),
        ("POST /interactions/ HTTP/1.1", 404),
        ("POST /Interactions HTTP/1.1", 404),
        ("POST //interactions HTTP/1.1", 404),
        ("POST /interactions/../etc/passwd HTTP/1.1", 404),
        ("POST /interactions%00 HTTP/1.1", 404),
        ("GET /interactions HTTP/1.1", 405),
        ("PUT /interactions HTTP/1.1", 405),
        ("DELETE /interactions HTTP/1.1", 405),
        ("OPTIONS /interactions HTTP/1.1", 405),
        ("PROPFIND /interactions HTTP/1.1", 405),
        ("POST /healthz HTTP/1.1", 405),
        ("DELETE /metrics HTTP/1.1", 405),
        ("POST /interactions HTTP/9.9", 400),
        ("POST  /interactions HTTP/1.1", 400),
        ("PO ST /interactions HTTP/1.1", 400),
        ("\u{16}\u{3}\u{1}", 400),
        ("PRI * HTTP/2.0", 400),
    ] {
        let request = good.replacen("POST /interactions HTTP/1.1", line, 1);
        assert_eq!(exchange(bot.address(), request.as_bytes()).status, status, "{line}");
    }
    bot.assert_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_carries_many_requests() {
    let mut bot = Endpoint::start().await;
    let body = ping_of(100);
    let kept = String::from_utf8(signed(&body)).unwrap().replace("Connection: close\r\n", "");
    let unsigned = kept.replace("X-Signature-Ed25519", "X-Nothing");
    let mut stream = connect(bot.address());
    // Also several at once, and after one was refused.
    stream.write_all(format!("{kept}{unsigned}{kept}").as_bytes()).unwrap();
    stream.write_all(&signed(&body)).unwrap();
    let all = read(stream).body;
    assert_eq!(all.matches(r#"{"type":1}"#).count(), 3, "{all}");
    assert_eq!(all.matches("HTTP/1.1 401").count(), 1, "{all}");
    bot.assert_well().await;
}

/// Heads that hold anything but what would end them early.
fn header() -> impl Strategy<Value = String> {
    ("[A-Za-z-]{1,20}", "[ -~]{0,80}").prop_map(|(name, value)| format!("{name}: {value}\r\n"))
}

fn any_request(address: SocketAddr, runner: &mut TestRunner) {
    let target = "(POST|GET|PUT|[A-Z]{1,9}) /(interactions|healthz|metrics|[!-~]{0,30})";
    let headers = proptest::collection::vec(header(), 0..6);
    let body = proptest::collection::vec(any::<u8>(), 0..400);
    let request = (target, headers, body);
    let result = runner.run(&request, |(target, headers, body)| {
        let length = format!("Content-Length: {}\r\n\r\n", body.len());
        let head = format!("{target} HTTP/1.1\r\nHost: bot\r\nConnection: close\r\n{}{length}", headers.concat());
        let status = exchange(address, &[head.as_bytes(), &body].concat()).status;
        let is_told = target.starts_with("GET /healthz") || target.starts_with("GET /metrics");
        prop_assert!(REFUSALS.contains(&status) || is_told && status == 200, "{status}");
        Ok(())
    });
    result.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_request_is_refused_in_words() {
    let mut bot = Endpoint::start().await;
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(256) });
    any_request(bot.address(), &mut runner);
    bot.assert_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_signature_is_refused() {
    let mut bot = Endpoint::start().await;
    let address = bot.address();
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(256) });
    let result = runner.run(&("[ -~]{0,140}|[0-9a-f]{128}", "[ -~]{0,20}|17[0-9]{8}"), |(signature, timestamp)| {
        let forged = crate::signing::Signature { signature, timestamp };
        let body = ping_of(80);
        let status = exchange(address, &[head(&forged, body.len()).as_bytes(), &body].concat()).status;
        prop_assert_eq!(status, 401);
        Ok(())
    });
    result.unwrap();
    bot.assert_well().await;
}

/// Any JSON, of the shapes that interactions have and others.
fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(|value| json!(value)),
        any::<i64>().prop_map(|value| json!(value)),
        (0..6_u64).prop_map(|value| json!(value)),
        "[0-9]{1,20}".prop_map(|value| json!(value)),
        "\\PC{0,20}".prop_map(|value| json!(value)),
    ];
    let key =
        "type|name|options|value|focused|custom_id|values|content|flags|resolved|messages|target_id|id|[a-z]{1,3}";
    leaf.prop_recursive(4, 24, 4, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(|items| json!(items)),
            proptest::collection::btree_map(key, inner, 0..6).prop_map(|keys| json!(keys)),
        ]
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_signed_body_is_answered_or_refused() {
    let mut bot = Endpoint::start().await;
    let address = bot.address();
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(384) });
    let parts = (0..7_u64, any_json(), any_json(), any_json(), "[1-9][0-9]{0,18}");
    let result = runner.run(&parts, |(kind, data, message, odd, id)| {
        let body = json!({"id": id, "application_id": "1", "token": "t", "type": kind, "user": {"id": id},
            "data": data, "message": message, "odd": odd});
        let status = exchange(address, &signed(body.to_string().as_bytes())).status;
        prop_assert!(matches!(status, 200 | 400), "{status}: {body}");
        Ok(())
    });
    result.unwrap();
    bot.program.assert_well();
}
