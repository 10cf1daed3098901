//! Any text as a question: asked in the terminal and on Discord, typed while
//! choices are offered, and cut to length.
//!
//! The first byte of an input says which of these it is for.

use super::library::shipped;
use super::shown::{assert_answered, assert_message};
use iem_bot::answer::answer;
use iem_bot::answer::reply::{Outcome, Reply};
use iem_bot::cli::terminal;
use iem_bot::discord::dispatch::dispatch;
use iem_bot::discord::escape::plain;
use iem_bot::discord::heard::{Heard, reply};
use iem_bot::discord::interaction::{Asker, Interaction};
use iem_bot::discord::limits::{fit, fit_markdown, length, prefix};
use iem_bot::discord::permissions::Policy;
use iem_bot::discord::to_discord;
use iem_bot::text::normalise::normalise;
use serde_json::{Value, json};
use serenity::all::Permissions;
use unicode_segmentation::GraphemeCursor;

/// More than Discord lets anybody type.
const LONGEST: usize = 8_000;

/// Runs the target.
pub(crate) fn run(bytes: &[u8]) {
    let Some((way, bytes)) = bytes.split_first() else { return };
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(LONGEST)]);
    match way {
        b't' => in_a_terminal(&text),
        b's' => by_command(&text, &command("iem", "question", &text)),
        b'm' => by_command(&text, &menu(&text)),
        b'h' => in_a_message(&text),
        b'o' => by_command(&text, &typing(&text)),
        b'n' => by_command(&text, &command("model", "name", &text)),
        b'c' => by_command(&text, &comparison(&text)),
        _ => is_cut(&text, bytes.len() % 97),
    }
}

fn in_a_terminal(text: &str) {
    let reply = answer(shipped(), text);
    assert_well_formed(text, &reply);
    assert_eq!(reply, answer(shipped(), text), "asked twice");
    let width = 24 + text.len() % 69;
    let shown = anstream::adapter::strip_str(&terminal::render(&reply, width)).to_string();
    let strange = shown.chars().find(|c| c.is_control() && *c != '\n');
    assert_eq!(strange, None, "{shown:?}");
    terminal::markdown(text, width);
}

fn assert_well_formed(text: &str, reply: &Reply) {
    assert_eq!(reply.question, text);
    assert_eq!(reply.outcome == Outcome::Unknown, reply.answers.is_empty());
    for answer in &reply.answers {
        assert!((0.0..=1.0).contains(&answer.score), "{}: {}", answer.id, answer.score);
        assert!(!answer.title.trim().is_empty() && !answer.text.trim().is_empty(), "{}", answer.id);
    }
    let json = reply.to_json();
    assert_eq!(serde_json::from_str::<Value>(&json.to_string()).unwrap(), json);
}

fn by_command(typed: &str, interaction: &Value) {
    let read = Interaction::from_value(interaction.clone()).unwrap();
    let outcome = dispatch(shipped(), &Policy::default(), &read);
    assert_answered(interaction, &outcome, typed);
}

fn from(kind: u8, data: &Value) -> Value {
    json!({"id": "11", "application_id": "22", "type": kind, "token": "t", "user": {"id": "44"}, "data": data})
}

fn command(name: &str, option: &str, text: &str) -> Value {
    from(2, &json!({"name": name, "type": 1, "options": [{"name": option, "type": 3, "value": text}]}))
}

fn comparison(text: &str) -> Value {
    let (first, second) = text.split_once('\n').unwrap_or((text, "mmcx"));
    let option = |name, value| json!({"name": name, "type": 3, "value": value});
    from(2, &json!({"name": "compare", "type": 1, "options": [option("first", first), option("second", second)]}))
}

fn menu(text: &str) -> Value {
    let messages = json!({"7": {"content": text}});
    from(2, &json!({"name": "Answer this", "type": 3, "target_id": "7", "resolved": {"messages": messages}}))
}

fn typing(text: &str) -> Value {
    let (name, option, text) = match text.split_once('\n') {
        Some((name, text)) => (name, "name", text),
        None => ("iem", "question", text),
    };
    let options = json!([{"name": option, "type": 3, "value": text, "focused": true}]);
    from(4, &json!({"name": name, "type": 1, "options": options}))
}

fn in_a_message(text: &str) {
    let asker = Asker { id: 44, server: Some(33), permissions: Permissions::empty(), roles: Vec::new() };
    let content = format!("<@22> {text}");
    let heard = Heard { asker, by_program: false, content, mentions_bot: true, bot: 22, answers: None };
    if let Some(said) = reply(shipped(), &Policy::default(), &heard) {
        let message = serde_json::from_str(&to_discord::reply(&said.message, 55, 66).unwrap()).unwrap();
        assert_message(&message, text);
    }
}

/// Nothing exceeds its limit, and what a reader sees as one character stays whole.
fn is_cut(text: &str, limit: usize) {
    let kept = prefix(text, limit);
    assert!(text.starts_with(kept) && length(kept) <= limit);
    let mut cursor = GraphemeCursor::new(kept.len(), text.len(), true);
    assert!(cursor.is_boundary(text, 0).unwrap(), "{kept:?} of {text:?}");
    let shortened = fit(text, limit);
    assert!(length(&shortened) <= limit, "{shortened:?}");
    assert!(shortened == text || text.starts_with(shortened.trim_end_matches('…')), "{shortened:?}");
    assert!(length(&fit_markdown(text, limit + 20)) <= limit + 20);
    let shown = plain(text, limit + 4);
    assert!(length(&shown) <= limit + 4, "{shown:?}");
    assert!(!shown.contains("<@") && !shown.contains("@e") && !shown.contains("://"), "{shown:?}");
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let once = normalise(text);
    assert_eq!(words(&normalise(&once)), words(&once));
}
