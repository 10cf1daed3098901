//! `iem-bot chat`, typed into from a pipe.

use super::{Run, program, run};
use crate::folders::copy_of;
use crate::support::{SMALL, fixture, snapshot};
use std::fs;
use tempfile::TempDir;

fn chat(knowledge: &str, typed: &str) -> Run {
    let home = TempDir::new().unwrap();
    let mut command = program();
    command.env("XDG_STATE_HOME", home.path()).args(["--knowledge", knowledge, "chat"]).write_stdin(typed);
    run(command)
}

#[test]
fn every_command() {
    let typed = "/help\n/brand shure\n/model blessing 3\n/connector mmcx\n/driver dynamic\n/glossary seal\n\
                 /compare mmcx vs 2-pin\n/iem what is mmcx\n\nwhat is an in-ear monitor\n/quit\nnever read\n";
    snapshot("chat", "every_command", &chat(SMALL, typed).code(0).quietly().stdout);
}

#[test]
fn what_cannot_be_done_is_told() {
    let typed = "/brand\n/compare mmcx\n/compare\n/iem\n/nonsense\n/brand shuer\n/brand xyzzyqwv\n/connector mm\n/\n";
    snapshot("chat", "what_cannot_be_done", &chat(SMALL, typed).code(0).quietly().stdout);
}

#[test]
fn the_end_of_the_input_ends_the_chat() {
    for typed in ["", "what is mmcx", "/exit\nwhat is mmcx\n"] {
        chat(SMALL, typed).code(0).quietly();
    }
}

#[test]
fn reindexing_tells_what_changed() {
    let said = chat(SMALL, "/reindex\n").code(0).quietly().stdout;
    assert!(said.contains("18 entries: 0 added, 0 changed, 0 removed"), "{said}");
}

#[test]
fn the_history_is_kept_and_failing_to_keep_it_is_no_error() {
    let home = TempDir::new().unwrap();
    let mut command = program();
    command.env("XDG_STATE_HOME", home.path()).args(["--knowledge", SMALL, "chat"]).write_stdin("/brand shure\n");
    run(command).code(0).quietly();
    let history = fs::read_to_string(home.path().join("iem-bot/history")).unwrap();
    assert!(history.contains("/brand shure"), "{history}");

    let file = home.path().join("file");
    fs::write(&file, "").unwrap();
    let mut command = program();
    command.env("XDG_STATE_HOME", &file).args(["--knowledge", SMALL, "chat"]).write_stdin("/brand shure\n");
    run(command).code(0).complains(&["history"]);
}

#[test]
fn bytes_that_are_no_text_do_no_harm() {
    let copy = copy_of(&fixture("knowledge"));
    let mut command = program();
    let home = TempDir::new().unwrap();
    command.env("XDG_STATE_HOME", home.path());
    command.arg("--knowledge").arg(copy.path()).arg("chat").write_stdin(&b"mmcx \xff\xfe\n/quit\n"[..]);
    let run = run(command).complains(&[]);
    assert!(run.code == 0 || !run.stderr.is_empty());
}
