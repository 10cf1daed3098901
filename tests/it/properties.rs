//! What holds for whatever people type and whatever files hold.

use crate::support::{files_below, fixture, shipped};
use iem_bot::answer::answer;
use iem_bot::answer::reply::{Outcome, Reply};
use iem_bot::document::source_file::{Place, SourceFile};
use iem_bot::evaluation::questions;
use iem_bot::knowledge::load;
use iem_bot::text::normalise::normalise;
use proptest::prelude::*;
use proptest::sample::select;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

/// The files of the small knowledge, by name.
static FILES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let text = |(name, bytes)| (name, String::from_utf8(bytes).unwrap());
    files_below(&fixture("knowledge")).into_iter().map(text).collect()
});

/// Pieces that have broken programs before, and words that mean something here.
const PIECES: [&str; 60] = [
    "\u{202e}",
    "\u{202d}",
    "\u{2066}",
    "\u{2069}",
    "\u{200b}",
    "\u{200d}",
    "\u{feff}",
    "\u{00ad}",
    "\u{0301}",
    "\u{0}",
    "\u{7}",
    "\u{1b}[31m",
    "\u{85}",
    "\t",
    "\r\n",
    "\n",
    " ",
    "🎧",
    "👩‍👩‍👧‍👦",
    "🇯🇵",
    "ẞ",
    "İ",
    "ﬁ",
    "Ⅷ",
    "½",
    "１２８",
    "漢字",
    "שלום",
    "مرحبا",
    "क्षि",
    "@everyone",
    "@here",
    "<@1>",
    "<@&1>",
    "<#1>",
    "<:iem:1>",
    "<t:1:R>",
    "</iem:1>",
    "<",
    ">",
    "https://example.org/?q=mmcx",
    "**",
    "__",
    "||",
    "```",
    "`",
    "# ",
    "> ",
    "- ",
    "[a](b)",
    "\\",
    "\"",
    "'",
    "3.5mm",
    "1/8\"",
    "mmcx",
    "2 pin",
    "shure se215",
    "which brands use",
    "vs",
];

fn nasty(most: usize) -> impl Strategy<Value = String> {
    let piece =
        prop_oneof![4 => select(&PIECES[..]).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 0..most).prop_map(|pieces| pieces.concat())
}

/// Pieces of Discord's markup and of addresses, and what hides in them.
const MARKUP: [&str; 20] = [
    "<", ">", "@", "#", ":", "a:", "t:", "/", "1", "h", "H", "ttp", "s", "://", "hhh", " ", "\u{200b}", "\u{301}",
    "\u{ff1c}", "i",
];

/// Words that lists, facts and comparisons are asked with.
const WORDS: [&str; 30] = [
    "which",
    "brands",
    "models",
    "use",
    "mmcx",
    "or",
    "2-pin",
    "not",
    "under",
    "$",
    "200",
    "japan",
    "moondrop",
    "se215",
    "planar",
    "vs",
    "who",
    "founded",
    "price",
    "of",
    "the",
    "impedance",
    "\u{e9}",
    "0",
    "99999999999999999999",
    "-1",
    "dd",
    "?",
    ".",
    ",",
];

/// Asserts what every reply keeps.
fn well_formed(question: &str, reply: &Reply) {
    assert_eq!(reply.question, question);
    assert_eq!(reply.outcome == Outcome::Unknown, reply.answers.is_empty());
    for answer in &reply.answers {
        assert!((0.0..=1.0).contains(&answer.score), "{}: {}", answer.id, answer.score);
        assert!(!answer.title.trim().is_empty() && !answer.text.trim().is_empty(), "{}", answer.id);
        assert!(!answer.text.contains('@'), "{}: {}", answer.id, answer.text);
    }
    let json = reply.to_json();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&json.to_string()).unwrap(), json);
}

fn ask(question: &str) {
    well_formed(question, &answer(shipped(), question));
}

/// Reads files and asserts that every problem can be shown.
fn load_and_show(files: &[Arc<SourceFile>]) {
    for problem in load(files).1 {
        for place in std::iter::once(&problem.place).chain(problem.also.as_ref().map(|(place, _)| place)) {
            let (text, span) = (&place.file.text, &place.span);
            assert!(span.start <= span.end && text.get(span.clone()).is_some(), "{span:?} in {text:?}");
            let (line, column) = place.line_and_column();
            assert!(line >= 1 && column >= 1 && line <= text.matches('\n').count() + 1, "{line}:{column} in {text:?}");
        }
        assert!(problem.one_line().contains(problem.rule.code()));
        assert!(problem.render(false).contains(problem.rule.code()));
        problem.render(true);
    }
}

fn file(name: &str, text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile { path: format!("knowledge/{name}"), name: name.to_owned(), text: text.to_owned() })
}

/// The small knowledge with one file's text another.
fn with(name: &str, text: &str) -> Vec<Arc<SourceFile>> {
    FILES.iter().map(|(other, usual)| file(other, if other == name { text } else { usual })).collect()
}

/// The nearest place before `at` where a text may be cut.
fn cut(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap()
}

/// A file of the small knowledge, and its text with a stretch of it put differently.
fn spoilt() -> impl Strategy<Value = (String, String)> {
    let insert = prop_oneof![
        nasty(4),
        select(
            &[
                "\"", "'", "[", "]", "=", "[[", "{", "}", "+++\n", "\"\"\"", "\n## ", "\r\n", "-1", "1e999", "0x10",
                "true", ".", "\\u"
            ][..]
        )
        .prop_map(str::to_owned)
    ];
    (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..60_usize, insert).prop_map(
        |(which, at, length, insert)| {
            let (name, text) = which.get(&FILES);
            let start = cut(text, at.index(text.len() + 1));
            let end = cut(text, start + length).max(start);
            (name.clone(), format!("{}{insert}{}", &text[..start], &text[end..]))
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gets_a_well_formed_reply(question in any::<String>()) {
        ask(&question);
    }

    #[test]
    fn nasty_texts_get_a_well_formed_reply(question in nasty(24)) {
        ask(&question);
    }

    #[test]
    fn questions_of_words_we_know_get_a_well_formed_reply(
        words in prop::collection::vec(select(&WORDS[..]), 0..12),
    ) {
        ask(&words.join(" "));
    }

    #[test]
    fn the_same_question_gets_the_same_reply(question in nasty(12)) {
        prop_assert_eq!(answer(shipped(), &question), answer(shipped(), &question));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn normalising_twice_changes_nothing_more(
        text in prop_oneof![
            any::<String>(),
            nasty(16),
            prop::collection::vec(select(&MARKUP[..]), 0..8).prop_map(|pieces| pieces.concat()),
        ],
    ) {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let once = normalise(&text);
        prop_assert_eq!(words(&normalise(&once)), words(&once));
    }

    #[test]
    fn any_bytes_as_a_file_are_told_and_never_a_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        which in any::<prop::sample::Index>(),
    ) {
        let text = String::from_utf8_lossy(&bytes);
        let (name, _) = which.get(&FILES);
        load_and_show(&[file(name, &text)]);
        load_and_show(&[file("articles/a.md", &format!("+++\n{text}\n+++\n{text}"))]);
    }

    #[test]
    fn a_spoilt_file_is_told_and_never_a_panic((name, text) in spoilt()) {
        load_and_show(&with(&name, &text));
    }

    #[test]
    fn any_place_is_within_its_file(text in nasty(12), start in 0..100_usize, length in 0..100_usize) {
        let file = file("a.toml", &text);
        let place = Place::new(&file, Range { start, end: start + length });
        prop_assert!(text.get(place.span.clone()).is_some());
    }

    #[test]
    fn any_bytes_as_a_question_file_are_never_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let text = String::from_utf8_lossy(&bytes);
        for is_toml in [false, true] {
            let _read = questions::parse(&text, is_toml);
        }
    }

    #[test]
    fn any_pattern_in_a_question_file_is_never_a_panic(pattern in "[a-z()\\[\\]{}|?*+.^$\\\\0-9<>=!:-]{0,16}") {
        let record = serde_json::json!({ "q": "mmcx", "must": [[pattern]], "must_not": [pattern] });
        if let Ok(questions) = questions::parse(&record.to_string(), false) {
            questions[0].accepts("MMCX is a small round connector that snaps in.");
        }
    }
}

/// The most that Discord lets anybody type, and more.
#[test]
fn very_long_questions_get_a_well_formed_reply() {
    for piece in PIECES.iter().copied().chain(["a", "mmcx ", "is the se215 better than the ie 200? ", "loremipsum "]) {
        let length = piece.chars().count();
        ask(&piece.repeat(6_000 / length));
    }
    ask(&"mmcx vs ".repeat(10_000));
}
