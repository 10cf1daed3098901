//! The life of an interaction: one callback, in time, then edits and follow-ups.

use super::requests::{ask, good_message};
use crate::support::answer::Answer;
use crate::support::callback::validate_callback;
use crate::support::discord::Discord;
use crate::support::people::{BOT, MEMBER, NEWCOMER};
use crate::support::request;
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

fn callback_path(answer: &Answer) -> String {
    let interaction = answer.interaction();
    format!("/interactions/{}/{}/callback", interaction["id"].as_str().unwrap(), token(answer))
}

fn token(answer: &Answer) -> String {
    answer.interaction()["token"].as_str().unwrap().to_owned()
}

fn webhook_path(answer: &Answer) -> String {
    format!("/webhooks/{}/{}", BOT.id, token(answer))
}

fn original_path(answer: &Answer) -> String {
    format!("{}/messages/@original", webhook_path(answer))
}

async fn call_back(discord: &Discord, answer: &Answer, callback: &Value) -> (u16, Value) {
    ask(discord, Method::POST, &callback_path(answer), Some(callback)).await
}

#[tokio::test]
async fn an_interaction_is_answered_once() {
    let discord = Discord::start().await;
    let (_, answer) = discord.command("help").by_http();
    let callback = json!({"type": 4, "data": good_message()});
    assert_eq!(call_back(&discord, &answer, &callback).await.0, 204);
    discord.assert_clean();
    let (status, body) = call_back(&discord, &answer, &callback).await;
    assert_eq!((status, &body["code"]), (400, &json!(40_060)));
    assert_eq!(discord.violations().len(), 1);
}

#[tokio::test]
async fn a_callback_must_come_in_time_and_with_its_own_token() {
    let discord = Discord::start().await;
    let callback = json!({"type": 4, "data": good_message()});
    let (_, late) = discord.command("help").by_http();
    let (_, other) = discord.command("help").by_http();
    let mixed = format!("/interactions/{}/{}/callback", late.id, token(&other));
    assert_eq!(ask(&discord, Method::POST, &mixed, Some(&callback)).await.1["code"], 10_062);
    discord.skip(Duration::from_millis(3001));
    let (status, body) = call_back(&discord, &late, &callback).await;
    assert_eq!((status, &body["code"]), (404, &json!(10_062)));
}

#[tokio::test]
async fn the_callback_can_bring_back_its_message() {
    let discord = Discord::start().await;
    let (_, answer) = discord.command("help").by_http();
    let path = format!("{}?with_response=true", callback_path(&answer));
    let (status, body) = ask(&discord, Method::POST, &path, Some(&json!({"type": 4, "data": good_message()}))).await;
    assert_eq!((status, &body["resource"]["message"]["content"]), (200, &json!("hello")));
    discord.assert_clean();
}

#[tokio::test]
async fn follow_ups_come_after_the_callback_and_for_a_quarter_of_an_hour() {
    let discord = Discord::start().await;
    let (_, answer) = discord.command("help").by_http();
    let (webhook, body) = (webhook_path(&answer), good_message());
    let send = || ask(&discord, Method::POST, &webhook, Some(&body));
    assert_eq!(send().await.1["code"], 10_015);
    assert_eq!(call_back(&discord, &answer, &json!({"type": 4, "data": good_message()})).await.0, 204);
    discord.take_violations();
    assert_eq!(send().await.0, 200);
    assert_eq!(answer.follow_ups().len(), 1);
    discord.assert_clean();
    discord.skip(Duration::from_secs(15 * 60));
    assert_eq!(send().await.1["code"], 50_027);
}

#[tokio::test]
async fn a_deferred_answer_is_edited_in() {
    let discord = Discord::start().await;
    let (_, answer) = discord.command("reindex").by_http();
    assert_eq!(call_back(&discord, &answer, &json!({"type": 5, "data": {"flags": 64}})).await.0, 204);
    assert!(answer.is_ephemeral());
    let (status, _) = ask(&discord, Method::PATCH, &original_path(&answer), Some(&good_message())).await;
    assert_eq!(status, 200);
    assert_eq!(answer.settled().await.content(), "hello");
    assert!(answer.is_ephemeral());
    let emptied = json!({"content": "", "allowed_mentions": {"parse": []}});
    discord.assert_clean();
    let (_, body) = ask(&discord, Method::PATCH, &original_path(&answer), Some(&emptied)).await;
    assert_eq!(body["code"], 50_006);
    assert_eq!(ask(&discord, Method::DELETE, &original_path(&answer), None).await.0, 204);
    assert_eq!(ask(&discord, Method::GET, &original_path(&answer), None).await.1["code"], 10_008);
}

#[tokio::test]
async fn a_deferred_answer_is_not_followed_up() {
    let discord = Discord::start().await;
    let (_, answer) = discord.command("reindex").by_http();
    call_back(&discord, &answer, &json!({"type": 5})).await;
    ask(&discord, Method::POST, &webhook_path(&answer), Some(&good_message())).await;
    assert!(discord.violations()[0].contains("deprecated"), "{:?}", discord.violations());
}

#[tokio::test]
async fn an_answer_over_http_is_taken_too() {
    let discord = Discord::start().await;
    let (_, answer) = discord.command("help").in_direct_message(MEMBER).by_http();
    discord.take_http_answer(&answer, &json!({"type": 4, "data": good_message()}));
    assert_eq!(answer.message().content(), "hello");
    discord.assert_clean();
    discord.take_http_answer(&answer, &json!({"type": 4, "data": good_message()}));
    assert_eq!(discord.violations(), ["HTTP answer: the interaction was answered before"]);
}

#[test]
fn each_interaction_has_its_own_callbacks() {
    let message = json!({
        "id": "1", "components": [{"type": 1, "components": [{"type": 2, "style": 1, "label": "a", "custom_id": "a"}]}],
    });
    let data = good_message();
    let choices = json!({"choices": [{"name": "MMCX", "value": "mmcx"}]});
    let cases = [
        ("ping", request::ping().json(), vec![1]),
        ("command", request::command("help").json(), vec![4, 5]),
        ("component", request::press(&message, "a").json(), vec![4, 5, 6, 7]),
        ("autocomplete", request::autocomplete("brand").focused("name", "m").json(), vec![8]),
        ("form", request::submit("form", &[("text", "hello")]).json(), vec![4, 5]),
        ("unknown", request::command("help").of_type(99).json(), vec![]),
    ];
    for (name, interaction, allowed) in cases {
        for kind in [1, 4, 5, 6, 7, 8] {
            let mut callback = json!({"type": kind});
            match kind {
                4 | 7 => callback["data"] = data.clone(),
                8 => callback["data"] = choices.clone(),
                _ => {}
            }
            let problems = validate_callback(&interaction, &callback);
            assert_eq!(problems.is_empty(), allowed.contains(&kind), "{name} with {kind}: {problems:?}");
        }
    }
}

#[test]
fn choices_keep_their_limits() {
    let interaction = request::autocomplete("brand").focused("name", "m").json();
    let choice = |name: &str, value: Value| json!({"name": name, "value": value});
    let many = |count: usize| (0..count).map(|number| choice(&number.to_string(), json!(number.to_string()))).collect();
    let cases: [(&str, Value, bool); 8] = [
        ("none", json!([]), true),
        ("25", many(25), true),
        ("26", many(26), false),
        ("a name of 100", json!([choice(&"n".repeat(100), json!("v"))]), true),
        ("a name of 101", json!([choice(&"n".repeat(101), json!("v"))]), false),
        ("a value of 101", json!([choice("n", json!("v".repeat(101)))]), false),
        ("an empty name", json!([choice(" ", json!("v"))]), false),
        ("a number for a text", json!([choice("n", json!(7))]), false),
    ];
    for (name, choices, is_good) in cases {
        let problems = validate_callback(&interaction, &json!({"type": 8, "data": {"choices": choices}}));
        assert_eq!(problems.is_empty(), is_good, "{name}: {problems:?}");
    }
}

#[tokio::test]
async fn an_app_that_only_a_person_installed_follows_up_five_times() {
    let discord = Discord::start().await;
    let (_, answer) = discord.command("help").in_foreign_server(MEMBER).by_http();
    discord.take_http_answer(&answer, &json!({"type": 4, "data": good_message()}));
    for _ in 0..5 {
        let (status, _) = ask(&discord, Method::POST, &webhook_path(&answer), Some(&good_message())).await;
        assert_eq!(status, 200);
    }
    discord.assert_clean();
    let (_, body) = ask(&discord, Method::POST, &webhook_path(&answer), Some(&good_message())).await;
    assert_eq!(body["code"], 40_094);
}

#[tokio::test]
#[should_panic(expected = "does not see this ephemeral message")]
async fn nobody_presses_what_they_do_not_see() {
    let discord = Discord::start().await;
    let (_, answer) = discord.command("help").in_server(MEMBER).by_http();
    let mut data = good_message();
    data["flags"] = json!(64);
    data["components"] = json!([
        {"type": 1, "components": [{"type": 2, "style": 1, "label": "a", "custom_id": "a"}]},
    ]);
    discord.take_http_answer(&answer, &json!({"type": 4, "data": data}));
    let _ = discord.press(&answer.message(), "a").by(NEWCOMER).by_http();
}

#[tokio::test]
#[should_panic(expected = "no usable \"gone\"")]
async fn nobody_presses_what_is_not_there() {
    let discord = Discord::start().await;
    let (_, answer) = discord.command("help").in_server(MEMBER).by_http();
    discord.take_http_answer(&answer, &json!({"type": 4, "data": good_message()}));
    let _ = discord.press(&answer.message(), "gone");
}
