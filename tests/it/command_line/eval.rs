//! `iem-bot eval`.

use super::{json, keys, small};
use crate::support::snapshot;
use std::fs;
use tempfile::TempDir;

const QUESTIONS: &str = "tests/it/fixtures/questions.jsonl";

#[test]
fn a_table_with_its_failures() {
    let run = small(&["eval", QUESTIONS, "--failures"]).code(0).quietly();
    snapshot("eval", "table_and_failures", &run.stdout);
}

#[test]
fn toml_questions_count_like_json_lines() {
    let lines = small(&["eval", QUESTIONS, "--json"]).code(0).quietly().stdout;
    assert_eq!(small(&["eval", "tests/it/fixtures/questions.toml", "--json"]).code(0).quietly().stdout, lines);
    let figures = json(&lines);
    assert_eq!(keys(&figures), ["all", "by_tier", "by_type"]);
    assert_eq!(
        keys(&figures["all"]),
        ["hit_at_1", "hit_at_3", "mean_reciprocal_rank", "questions", "refusal", "wrong_and_confident"]
    );
    assert_eq!(figures["all"]["questions"], 5);
    assert_eq!(figures["all"]["refusal"], 1.0);
    assert_eq!(keys(&figures["by_tier"]), ["offtopic", "seed"]);
}

#[test]
fn several_files_are_scored_together() {
    let run = small(&["eval", QUESTIONS, "tests/it/fixtures/questions.toml", "--json"]).code(0).quietly();
    assert_eq!(json(&run.stdout)["all"]["questions"], 10);
}

#[test]
fn a_floor_is_met_or_not() {
    let folder = TempDir::new().unwrap();
    let floor = folder.path().join("floor.toml");
    let name = floor.to_str().unwrap();
    fs::write(&floor, "hit_at_1 = 0.5\nhit_at_3 = 0.5\nrefusal = 1.0\nwrong_at_most = 0.5\n").unwrap();
    small(&["eval", QUESTIONS, "--floor", name]).code(0).quietly();

    fs::write(&floor, "hit_at_1 = 0.99\nhit_at_3 = 0.5\nrefusal = 1.0\nwrong_at_most = 0.01\n").unwrap();
    let run = small(&["eval", QUESTIONS, "--floor", name]).code(1);
    assert!(run.stdout.contains("hit@1"));
    let run = run.complains(&["hit@1 is 0.750, below 0.990", "wrong and confident", "help:"]);
    assert!(!run.stderr.contains("refusals"));

    for broken in ["hit_at_1 = 0.5\n", "hit_at_1 = ", "hit_at_1 = \"a\"\n"] {
        fs::write(&floor, broken).unwrap();
        small(&["eval", QUESTIONS, "--floor", name]).code(1).complains(&["floor.toml", "hit_at_1", "help:"]);
    }
}

#[test]
fn broken_question_files_are_told_with_their_line() {
    let folder = TempDir::new().unwrap();
    let cases: [(&str, &[u8], &[&str]); 6] = [
        ("a.jsonl", b"{\"q\": \"mmcx\"}\n{\"q\": 1}\n", &["a.jsonl", "line 2"]),
        ("b.jsonl", b"{\"qq\": \"mmcx\"}\n", &["b.jsonl", "line 1", "qq"]),
        ("c.jsonl", b"\n\n", &["c.jsonl", "no questions"]),
        ("d.jsonl", b"\xff\xfe", &["d.jsonl", "UTF-8"]),
        ("e.jsonl", b"{\"q\": \"mmcx\", \"must\": [[\"(\"]]}\n", &["e.jsonl", "`(`", "regular expression"]),
        ("f.toml", b"[[question]]\nqq = 1\n", &["f.toml", "qq"]),
    ];
    for (name, content, expected) in cases {
        let file = folder.path().join(name);
        fs::write(&file, content).unwrap();
        let run = small(&["eval", file.to_str().unwrap()]).code(1).complains(expected).complains(&["help:"]);
        assert_eq!(run.stdout, "");
    }
    small(&["eval", "no/such/file.jsonl"]).code(1).complains(&["no/such/file.jsonl", "help:"]);
}

#[test]
fn the_stages_of_answering_one_by_one() {
    let run = small(&["eval", QUESTIONS, "--stages"]).code(0).quietly();
    snapshot("eval", "stages", &run.stdout);
    assert_eq!(small(&["eval", QUESTIONS, "--stages"]).code(0).quietly().stdout, run.stdout);
}

#[test]
fn stages_are_printed_alone() {
    for other in ["--fit", "--json", "--failures"] {
        small(&["eval", QUESTIONS, "--stages", other]).code(2).complains(&["--stages", other]);
    }
}
