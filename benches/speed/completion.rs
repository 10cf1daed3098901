//! What is offered while an option is typed, letter by letter.

use crate::interactions::typing;
use crate::questions;
use crate::stages::library;
use crate::times::{Repeated, Times, print, shown};
use iem_bot::discord::commands::{ALL, Command, CommandOption, Offers, Value};
use iem_bot::discord::dispatch::dispatch;
use iem_bot::discord::interaction::Interaction;
use iem_bot::discord::permissions::Policy;
use iem_bot::discord::to_discord::callback;
use iem_bot::search::Library;

/// How many texts are typed for an option.
const TEXTS: usize = 60;
/// The most letters that are typed: by then people have found what they want.
const LETTERS: usize = 24;
/// How often each is typed.
const ROUNDS: usize = 5;

/// Measures and prints.
pub(crate) fn run() {
    let library = library();
    let options = ALL.into_iter().flat_map(|command| command.options.iter().map(move |option| (command, option)));
    let rows = options.filter_map(|(command, option)| {
        let typed = typed(&library, option)?;
        let times = complete(&library, command, option, &typed, ROUNDS);
        let name = format!("/{} {}", command.name, option.name);
        Some([name, times.count().to_string(), shown(times.median()), shown(times.p99())])
    });
    print("Completion, a letter typed", ["option", "letters", "median", "p99"], rows);
}

/// Every start of what people may be typing; nothing for an option that offers
/// nothing.
pub(crate) fn typed(library: &Library, option: &CommandOption) -> Option<Vec<String>> {
    let Value::Text { offers, .. } = option.value else { return None };
    let texts: Vec<String> = match offers {
        Offers::Answers => questions::all().into_iter().map(|asked| asked.text).collect(),
        Offers::Names(kinds) => {
            kinds.iter().flat_map(|kind| library.knowledge.of_kind(*kind)).map(|entry| entry.title.clone()).collect()
        }
    };
    let some = texts.iter().step_by(texts.len().div_ceil(TEXTS));
    let starts =
        some.flat_map(|text| (0..=LETTERS.min(text.chars().count())).map(|length| text.chars().take(length).collect()));
    Some(starts.collect())
}

/// The times from an interaction that was read to the text of its response.
pub(crate) fn complete(
    library: &Library,
    command: &Command,
    option: &CommandOption,
    typed: &[String],
    rounds: usize,
) -> Times {
    let policy = Policy::default();
    let mut times = Repeated::new(typed.len());
    for (number, typed) in (0..rounds).flat_map(|_| typed.iter().enumerate()) {
        let interaction = Interaction::from_value(typing(command.name, option.name, typed)).unwrap();
        times.of(number, || callback(&dispatch(library, &policy, &interaction).response).unwrap());
    }
    times.times()
}
