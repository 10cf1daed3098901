//! The register of commands: its limits, and how it gives commands back.

use super::requests::ask;
use crate::support::discord::Discord;
use crate::support::openapi::check_schema;
use crate::support::people::BOT;
use crate::support::places::SERVER;
use reqwest::Method;
use serde_json::{Value, json};

fn good_command() -> Value {
    json!({
        "name": "brand", "type": 1, "description": "What is known about a brand",
        "name_localizations": {"de": "marke"}, "description_localizations": {"de": "Was wir wissen"},
        "contexts": [2, 0, 1], "integration_types": [1, 0], "default_member_permissions": "32", "nsfw": false,
        "options": [
            {"type": 3, "name": "name", "description": "Its name", "required": true, "autocomplete": true,
             "max_length": 100, "choices": [], "options": [], "channel_types": []},
            {"type": 5, "name": "private", "description": "Only you see it", "required": false},
        ],
    })
}

fn path() -> String {
    format!("/applications/{}/commands", BOT.id)
}

fn with(pointer: &str, value: Value) -> Value {
    let mut command = good_command();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    command.pointer_mut(parent).unwrap()[key] = value;
    command
}

fn text(length: usize) -> Value {
    json!("x".repeat(length))
}

fn options(count: usize) -> Value {
    (0..count).map(|number| json!({"type": 5, "name": format!("o{number}"), "description": "d"})).collect()
}

fn broken() -> Vec<(&'static str, Value)> {
    let many_choices: Value = (0..26).map(|n| json!({"name": n.to_string(), "value": n.to_string()})).collect();
    let large: Value = (0..25)
        .map(|number| {
            let choice = |c: usize| json!({"name": format!("{c}{}", "n".repeat(90)), "value": format!("{c}v")});
            let choices: Value = (0..4).map(choice).collect();
            json!({"type": 3, "name": format!("o{number}"), "description": "d", "choices": choices})
        })
        .collect();
    vec![
        ("/name", json!("Brand")),
        ("/name", json!("two words")),
        ("/name", json!("")),
        ("/name", text(33)),
        ("/name", Value::Null),
        ("/description", json!("")),
        ("/description", text(101)),
        ("/name_localizations", json!({"de": "Marke"})),
        ("/name_localizations", json!({"de-DE": "marke"})),
        ("/description_localizations", json!({"de": "x".repeat(101)})),
        ("/options", options(26)),
        (
            "/options",
            json!([{"type": 5, "name": "a", "description": "d"}, {"type": 5, "name": "b", "description": "d", "required": true}]),
        ),
        (
            "/options",
            json!([{"type": 5, "name": "a", "description": "d"}, {"type": 5, "name": "a", "description": "d"}]),
        ),
        ("/options", large),
        ("/options/0/type", json!(12)),
        ("/options/0/description", json!("")),
        ("/options/0/max_length", json!(0)),
        ("/options/0/max_length", json!(6001)),
        ("/options/1/max_length", json!(10)),
        ("/options/1/autocomplete", json!(true)),
        ("/options/0/choices", json!([{"name": "a", "value": "a"}])),
        ("/options/1/choices", many_choices),
        ("/contexts", json!([3])),
        ("/contexts", json!([0, 0])),
        ("/contexts", json!([])),
        ("/integration_types", json!([2])),
        ("/default_member_permissions", json!("manage")),
        ("/default_member_permissions", json!(32)),
        ("/descripton", json!("misspelt")),
        ("/type", json!(3)),
    ]
}

#[tokio::test]
async fn broken_commands_are_refused() {
    let discord = Discord::start().await;
    for (pointer, value) in broken() {
        let commands = json!([with(pointer, value.clone())]);
        let (status, body) = ask(&discord, Method::PUT, &path(), Some(&commands)).await;
        assert_eq!(status, 400, "{pointer} {value}: {body}");
        assert_eq!(discord.take_violations().len(), 1);
    }
    let twins = json!([good_command(), good_command()]);
    assert_eq!(ask(&discord, Method::PUT, &path(), Some(&twins)).await.0, 400);
    let many: Value = (0..101).map(|number| json!({"name": format!("c{number}"), "description": "d"})).collect();
    assert_eq!(ask(&discord, Method::PUT, &path(), Some(&many)).await.0, 400);
    assert!(discord.commands().is_empty());
}

#[tokio::test]
async fn commands_come_back_with_what_discord_adds() {
    let discord = Discord::start().await;
    let menu = json!({"name": "Answer this", "type": 3});
    let commands = json!([good_command(), menu]);
    assert_eq!(ask(&discord, Method::PUT, &path(), Some(&commands)).await.0, 200);
    let all = format!("{}?with_localizations=true", path());
    let (_, listed) = ask(&discord, Method::GET, &all, None).await;
    for command in listed.as_array().unwrap() {
        assert_eq!(check_schema("ApplicationCommandResponse", command), []);
    }
    let brand = listed.as_array().unwrap().iter().find(|command| command["name"] == "brand").unwrap();
    assert_eq!(brand["contexts"], json!([0, 1, 2]));
    assert_eq!(brand["name_localizations"]["de"], "marke");
    assert!(brand["version"].is_string() && brand["options"][1]["required"].is_null());
    assert_eq!(discord.command_writes(), 2);
    assert_eq!(ask(&discord, Method::PUT, &path(), Some(&commands)).await.0, 200);
    assert_eq!(discord.command_writes(), 2, "the same commands are no change");
    let (_, plain) = ask(&discord, Method::GET, &path(), None).await;
    assert!(plain[0].get("name_localizations").is_none());
    discord.assert_clean();
}

#[tokio::test]
async fn single_commands_are_created_changed_and_deleted() {
    let discord = Discord::start().await;
    let here = format!("/applications/{}/guilds/{SERVER}/commands", BOT.id);
    let (status, created) = ask(&discord, Method::POST, &here, Some(&good_command())).await;
    assert_eq!((status, &created["guild_id"]), (201, &json!(SERVER.to_string())));
    let one = format!("{here}/{}", created["id"].as_str().unwrap());
    let (status, changed) = ask(&discord, Method::PATCH, &one, Some(&json!({"description": "New"}))).await;
    assert_eq!((status, &changed["description"], &changed["id"]), (200, &json!("New"), &created["id"]));
    assert_ne!(changed["version"], created["version"]);
    assert_eq!(ask(&discord, Method::DELETE, &one, None).await.0, 204);
    assert!(discord.server_commands().is_empty());
    discord.assert_clean();
    assert_eq!(ask(&discord, Method::GET, &one, None).await.1["code"], 10_063);
}
