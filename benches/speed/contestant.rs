//! This bot, and one made of serenity and tantivy as they come, as programs
//! that do what those of `benches/peers/` do: a line of standard input is an
//! interaction, a line of standard output tells what came of it.

use crate::stages::library;
use clap::ValueEnum;
use iem_bot::answer::card::card;
use iem_bot::answer::decision::decide;
use iem_bot::discord::dispatch::{Context, Outcome};
use iem_bot::discord::interaction::{Interaction, Request};
use iem_bot::discord::permissions::Policy;
use iem_bot::discord::present::{Shown, present};
use iem_bot::discord::to_discord::callback;
use iem_bot::evaluation::plain_search::PlainSearch;
use iem_bot::knowledge::{load, read};
use serde::{Deserialize, Serialize};
use serenity::all::{
    CommandInteraction, CreateAllowedMentions, CreateEmbed, CreateInteractionResponse,
    CreateInteractionResponseMessage, ResolvedValue,
};
use std::io::{BufRead, Write};
use std::time::{Duration, Instant};

/// How many entries are told of.
pub(crate) const SHOWN: usize = 5;
/// The longest text of an embed and of its fields, in characters.
const DESCRIPTION: usize = 4_096;
const FIELD: usize = 1_024;

/// Which program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Contestant {
    /// This bot.
    IemBot,
    /// One made of serenity and tantivy.
    Tantivy,
}

/// What came of an interaction.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Came {
    /// What was found, best first, with scores.
    pub(crate) found: Vec<(String, f64)>,
    /// From the question to what is found.
    pub(crate) search_ns: u64,
    /// From the interaction's JSON to the response's.
    pub(crate) response_ns: u64,
    /// How long that response is.
    pub(crate) response_bytes: usize,
}

/// Answers until there is no more input.
pub(crate) fn run(which: Contestant) {
    let answer: Box<dyn Fn(&str) -> Came> = match which {
        Contestant::IemBot => Box::new(iem_bot()),
        Contestant::Tantivy => Box::new(tantivy()),
    };
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let came = answer(&line.unwrap());
        writeln!(output, "{}", serde_json::to_string(&came).unwrap()).unwrap();
        output.flush().unwrap();
    }
}

/// The search is the whole answer, which is more than finding.
fn iem_bot() -> impl Fn(&str) -> Came {
    let (library, policy) = (library(), Policy::default());
    move |line| {
        let started = Instant::now();
        let interaction = Interaction::from_json(line.as_bytes()).unwrap();
        let Request::Command { options, .. } = &interaction.request else { panic!("not a command") };
        let asked = Instant::now();
        let decision = decide(&library, &options["question"]);
        let search_ns = nanoseconds(asked.elapsed());
        let context = Context { library: &library, policy: &policy, asker: &interaction.asker };
        let message = present(&context, &Shown::by_question(&context, &decision));
        let outcome = Outcome::say(message, decision.reply.outcome.name(), false);
        let response = callback(&outcome.response).unwrap();
        let response_ns = nanoseconds(started.elapsed());
        let answers = decision.reply.answers.into_iter();
        let found = answers.map(|answer| (answer.id, f64::from(answer.score))).take(SHOWN).collect();
        Came { found, search_ns, response_ns, response_bytes: response.len() }
    }
}

fn tantivy() -> impl Fn(&str) -> Came {
    let (knowledge, _) = load(&read::built_in().0);
    let search = PlainSearch::new(&knowledge).unwrap();
    move |line| {
        let started = Instant::now();
        let interaction: CommandInteraction = serde_json::from_str(line).unwrap();
        let options = interaction.data.options();
        let ResolvedValue::String(question) = options[0].value else { panic!("not a question") };
        let asked = Instant::now();
        let found = search.search(question, SHOWN);
        let search_ns = nanoseconds(asked.elapsed());
        let message = CreateInteractionResponseMessage::new().allowed_mentions(CreateAllowedMentions::new());
        let message = match found.first() {
            Some((position, _)) => {
                let answer = card(&knowledge, &knowledge.entries()[*position], 0.0);
                let embed =
                    CreateEmbed::new().title(&answer.title).description(first(&answer.full_text(), DESCRIPTION));
                let linked = answer.sources.iter().filter_map(|source| Some((&source.title, source.url.as_ref()?)));
                let sources: Vec<String> = linked.map(|(title, url)| format!("[{title}]({url})")).collect();
                message.embed(match sources.as_slice() {
                    [] => embed,
                    sources => embed.field("Sources", first(&sources.join("\n"), FIELD), false),
                })
            }
            None => message.content("I do not know."),
        };
        let response = serde_json::to_string(&CreateInteractionResponse::Message(message)).unwrap();
        let response_ns = nanoseconds(started.elapsed());
        let id = |position: usize| knowledge.entries()[position].id.to_string();
        let found = found.into_iter().map(|(position, score)| (id(position), f64::from(score))).collect();
        Came { found, search_ns, response_ns, response_bytes: response.len() }
    }
}

fn first(text: &str, characters: usize) -> String {
    text.chars().take(characters).collect()
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap()
}
