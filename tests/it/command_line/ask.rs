//! `iem-bot ask`.

use super::{PROGRAM, bot, json, keys, program, run, small};
use crate::support::{ROOT, SMALL, snapshot};
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

/// One question for each kind of reply: its name, the question, and the kind.
const QUESTIONS: [(&str, &str, &str); 9] = [
    ("faq", "what is an in-ear monitor", "faq"),
    ("article_section", "what about braids and knots", "article"),
    ("brand", "tell me about shure", "brand"),
    ("model", "moondrop blessing 3", "model"),
    ("connector", "what is mmcx", "connector"),
    ("driver", "what is a balanced armature", "driver"),
    ("term", "what does isolation mean", "term"),
    ("comparison", "mmcx vs 2-pin", "comparison"),
    ("list", "which brands use mmcx", "list"),
];

#[test]
fn a_reply_of_each_kind() {
    for (name, question, _) in QUESTIONS {
        let reply = small(&["ask", question]).code(0).quietly();
        snapshot("replies", name, &reply.stdout);
    }
}

#[test]
fn replies_that_are_no_answers_and_corrections() {
    for (name, question) in [
        ("suggest", "tip noise"),
        ("unknown", "how do i bake bread"),
        ("corrected", "what is a balenced armature"),
        ("one_fact", "who founded shure"),
    ] {
        let reply = small(&["ask", question]).code(0).quietly();
        snapshot("replies", name, &reply.stdout);
    }
}

#[test]
fn words_need_no_quotes() {
    let quoted = small(&["ask", "what is mmcx"]).code(0).stdout;
    assert_eq!(small(&["ask", "what", "is", "mmcx"]).code(0).stdout, quoted);
}

/// Asserts that a line is what the contract says, and gives it.
fn contract(line: &str) -> Value {
    let reply = json(line);
    assert_eq!(keys(&reply), ["answers", "outcome", "question"], "{line}");
    let answers = reply["answers"].as_array().unwrap();
    let outcome = reply["outcome"].as_str().unwrap();
    assert!(["answer", "suggest", "unknown"].contains(&outcome), "{line}");
    assert_eq!(outcome == "unknown", answers.is_empty(), "{line}");
    for answer in answers {
        assert_eq!(keys(answer), ["id", "kind", "score", "sources", "text", "title"], "{line}");
        assert!(answer["score"].as_f64().is_some_and(|score| (0.0..=1.0).contains(&score)), "{line}");
        for key in ["id", "kind", "text", "title"] {
            assert!(answer[key].as_str().is_some_and(|text| !text.is_empty()), "{key} in {line}");
        }
        for source in answer["sources"].as_array().unwrap() {
            assert_eq!(keys(source), ["title", "url"], "{line}");
            assert!(source["title"].is_string() && (source["url"].is_string() || source["url"].is_null()), "{line}");
        }
    }
    reply
}

#[test]
fn json_keeps_the_contract() {
    for (_, question, kind) in QUESTIONS {
        let run = small(&["ask", "--json", question]).code(0).quietly();
        assert_eq!(run.stdout.lines().count(), 1);
        let reply = contract(&run.stdout);
        assert_eq!((&reply["question"], &reply["outcome"]), (&question.into(), &"answer".into()));
        assert_eq!(reply["answers"][0]["kind"], kind);
    }
    assert_eq!(contract(&small(&["ask", "--json", "how do i bake bread"]).code(0).stdout)["outcome"], "unknown");
    assert_eq!(contract(&small(&["ask", "--json", "tip noise"]).code(0).stdout)["outcome"], "suggest");
    let sourceless = contract(&small(&["ask", "--json", "moondrop"]).code(0).stdout);
    assert!(sourceless["answers"][0]["sources"][0]["url"].is_null());
}

#[test]
fn every_line_in_gets_a_line_out() {
    let long = "mmcx ".repeat(1_200);
    let mut input = b"what is mmcx\n\n   \nwindows line\r\n\xff\xfe\xc3( mmcx\n".to_vec();
    input.extend_from_slice(long.as_bytes());
    input.extend_from_slice(b"\n\0\x1b[31m\nlast one without an end");
    let mut command = program();
    command.args(["--knowledge", SMALL, "ask", "--stdin", "--json"]).write_stdin(input);
    let run = run(command).code(0).quietly();
    let questions: Vec<String> =
        run.stdout.lines().map(|line| contract(line)["question"].as_str().unwrap().to_owned()).collect();
    let expected = [
        "what is mmcx",
        "",
        "   ",
        "windows line",
        "\u{fffd}\u{fffd}\u{fffd}( mmcx",
        &long,
        "\0\u{1b}[31m",
        "last one without an end",
    ];
    assert_eq!(questions, expected);
}

#[test]
fn nothing_in_gives_nothing_out() {
    let mut command = program();
    command.args(["--knowledge", SMALL, "ask", "--stdin", "--json"]).write_stdin("");
    assert_eq!(run(command).code(0).quietly().stdout, "");
}

#[test]
fn each_line_is_answered_before_the_next_is_read() {
    let mut child = Command::new(PROGRAM)
        .current_dir(ROOT)
        .args(["--knowledge", SMALL, "ask", "--stdin", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut to = child.stdin.take().unwrap();
    let mut from = BufReader::new(child.stdout.take().unwrap());
    for question in ["what is mmcx", "", "who founded shure", "???"] {
        writeln!(to, "{question}").unwrap();
        to.flush().unwrap();
        let mut line = String::new();
        from.read_line(&mut line).unwrap();
        assert_eq!(contract(&line)["question"], question);
    }
    drop(to);
    assert!(child.wait().unwrap().success());
}

#[test]
fn plain_replies_to_lines_are_parted_by_an_empty_line() {
    let mut command = program();
    command.args(["--knowledge", SMALL, "ask", "--stdin"]).write_stdin("what is mmcx\nwhat is 2-pin\n");
    let run = run(command).code(0).quietly();
    assert!(run.stdout.starts_with("MMCX (connector)\n"), "{}", run.stdout);
    assert!(run.stdout.contains("\n\n2-pin (connector)\n"), "{}", run.stdout);
}

#[test]
fn explain_shows_how_the_answer_was_found() {
    let run = small(&["ask", "--explain", "balenced armature vs dynamic driver"]).code(0).quietly();
    for text in [
        "Words (weight)",
        "read as: balenced -> balanced",
        "Names",
        "driver/balanced-armature",
        "driver/dynamic",
        "Decision",
        "a comparison",
        "Candidates",
    ] {
        assert!(run.stdout.contains(text), "`{text}` is not in:\n{}", run.stdout);
    }
}

#[test]
fn questions_of_any_sort_get_a_reply() {
    let long = "what is mmcx ".repeat(500);
    for question in
        ["", " ", "🎧🎧🎧", "\u{202e}xcmm si tahw", "@everyone", "\u{200b}\u{200b}", "** __ || ```", "--", long.trim()]
    {
        let run = small(&["ask", "--json", "--", question]).code(0).quietly();
        assert_eq!(contract(&run.stdout)["question"], question);
    }
}

#[test]
fn the_shipped_knowledge_answers() {
    let reply = contract(&bot(&["ask", "--json", "what is mmcx"]).code(0).quietly().stdout);
    assert_eq!(reply["answers"][0]["id"], "connector/mmcx");
}
