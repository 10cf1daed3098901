//! Arguments, configuration, colours, and where the knowledge comes from.

use super::{PROGRAM, bot, program, program_in, run, small};
use crate::support::{ROOT, SMALL};
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use tempfile::TempDir;

const SUBCOMMANDS: [&str; 6] = ["ask", "chat", "check", "eval", "init", "export"];

#[test]
fn help_names_every_subcommand_and_has_examples() {
    let help = bot(&["--help"]).code(0).quietly().stdout;
    for name in SUBCOMMANDS {
        assert!(help.lines().any(|line| line.trim_start().starts_with(name)), "{name} is not in:\n{help}");
        let own = bot(&[name, "--help"]).code(0).quietly().stdout;
        assert!(own.contains(&format!("Usage: iem-bot {name}")), "{own}");
    }
    for text in ["Examples:", "iem-bot ask", "--config <FILE>", "--knowledge <DIR>", "--log-format", "Exit codes"] {
        assert!(help.contains(text), "{text} is not in:\n{help}");
    }
    assert!(bot(&["--version"]).code(0).stdout.starts_with("iem-bot "));
}

#[test]
fn wrong_usage_ends_with_2() {
    bot(&[]).code(2).complains(&["Usage: iem-bot"]);
    bot(&["ask"]).code(2).complains(&["QUESTION"]);
    bot(&["ask", "--stdin", "mmcx"]).code(2).complains(&["cannot be used with"]);
    bot(&["ask", "--json", "--explain", "mmcx"]).code(2).complains(&["cannot be used with"]);
    bot(&["ask", "--jsn", "mmcx"]).code(2).complains(&["--jsn", "--json"]);
    bot(&["asq", "mmcx"]).code(2).complains(&["asq", "ask"]);
    bot(&["eval"]).code(2).complains(&["FILE"]);
    bot(&["init"]).code(2).complains(&["DIR"]);
    bot(&["-v", "-q", "export"]).code(2).complains(&["cannot be used with"]);
    bot(&["--log-format", "xml", "export"]).code(2).complains(&["xml", "json"]);
    for run in [bot(&[]), bot(&["asq"]), bot(&["ask", "--jsn", "mmcx"])] {
        assert_eq!(run.stdout, "");
    }
}

#[test]
fn a_configuration_that_is_missing_or_wrong_ends_with_1() {
    let run = small(&["--config", "no/such.toml", "ask", "mmcx"]).code(1).complains(&["no/such.toml", "help:"]);
    assert_eq!(run.stdout, "");

    let folder = TempDir::new().unwrap();
    let file = folder.path().join("bot.toml");
    fs::write(&file, "[log]\nformt = \"json\"\n\n[knowlege]\ndir = \"x\"\n").unwrap();
    let name = file.to_str().unwrap();
    for arguments in [&["--config", name, "ask", "mmcx"][..], &["--config", name, "check"]] {
        small(arguments).code(1).complains(&[
            "bot.toml:2:1",
            "formt",
            "did you mean `format`?",
            "bot.toml:4:2",
            "did you mean `knowledge`?",
            "2 errors",
        ]);
    }

    fs::write(&file, b"level = \"\xff\"").unwrap();
    small(&["--config", name, "ask", "mmcx"]).code(1).complains(&["bot.toml", "help:"]);
    let folder = folder.path().to_str().unwrap();
    small(&["--config", folder, "ask", "mmcx"]).code(1).complains(&[folder, "help:"]);
}

#[test]
fn a_flag_beats_the_environment_which_beats_the_file() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("bot.toml");
    fs::write(&file, "[knowledge]\ndir = \"no-such-knowledge\"\n").unwrap();

    let mut command = program();
    command.env("IEM_BOT_CONFIG", &file).args(["ask", "mmcx"]);
    run(command).code(1).complains(&["no-such-knowledge"]);

    let mut command = program();
    command.env("IEM_BOT_CONFIG", &file).args(["--knowledge", SMALL, "ask", "mmcx"]);
    run(command).code(0).quietly();

    let mut command = program();
    command.env("IEM_BOT_CONFIG", "no-such-file.toml").arg("--config").arg(&file).args(["ask", "mmcx"]);
    run(command).code(1).complains(&["no-such-knowledge"]);
}

#[test]
fn an_index_folder_is_used_and_one_that_cannot_be_is_told() {
    let folder = TempDir::new().unwrap();
    let (file, index) = (folder.path().join("bot.toml"), folder.path().join("index"));
    fs::write(&file, format!("[index]\ndir = {index:?}\n")).unwrap();
    let name = file.to_str().unwrap();
    let first = small(&["--config", name, "ask", "mmcx"]).code(0).quietly().stdout;
    assert!(index.is_dir());
    assert_eq!(small(&["--config", name, "ask", "mmcx"]).code(0).quietly().stdout, first);

    fs::write(&file, format!("[index]\ndir = {:?}\n", file.join("below"))).unwrap();
    let run = small(&["--config", name, "ask", "mmcx"]).code(0).complains(&["index", "in memory only"]);
    assert_eq!(run.stdout, first);
}

#[test]
fn a_knowledge_folder_that_is_missing_ends_with_1() {
    for arguments in [&["ask", "mmcx"][..], &["check"], &["export"], &["eval", "Cargo.toml"], &["chat"]] {
        let mut command = program();
        command.args(["--knowledge", "no/such/folder"]).args(arguments);
        let run = run(command).code(1).complains(&["no/such/folder", "K001", "help:"]);
        assert_eq!(run.stdout, "");
    }
}

#[test]
fn broken_knowledge_is_told_whole_and_answers_nothing() {
    let copy = crate::folders::copy_of(&crate::support::fixture("knowledge"));
    fs::write(copy.path().join("drivers/dynamic.toml"), "id = \"Dynamic\"\nname = 1\n").unwrap();
    fs::remove_file(copy.path().join("vocabulary.toml")).unwrap();
    let run = bot(&["--knowledge", copy.path().to_str().unwrap(), "ask", "mmcx"]).code(1);
    assert_eq!(run.stdout, "");
    run.complains(&["K011", "K006", "K005", "K001", "errors"]);
}

#[test]
fn escape_codes_only_where_they_are_wanted() {
    let outputs = |name: &str, value: &str, arguments: &[&str]| {
        let mut command = program();
        command.env(name, value).args(["--knowledge", SMALL]).args(arguments);
        let run = run(command);
        run.stdout + &run.stderr
    };
    for arguments in [
        &["ask", "tell me about shure"][..],
        &["ask", "--explain", "mmcx"],
        &["ask", "--json", "mmcx"],
        &["-vv", "ask", "mmcx"],
        &["--config", "no/such.toml", "ask", "mmcx"],
        &["--knowledge", "no/such/folder", "check"],
        &["--jsn"],
        &["--help"],
    ] {
        for (name, value) in [("NO_COLOR", "1"), ("TERM", "xterm-256color")] {
            let text = outputs(name, value, arguments);
            assert!(!text.is_empty() && !text.contains('\u{1b}'), "{name} {arguments:?}: {text:?}");
        }
    }
    // So that the tests above prove something.
    assert!(outputs("CLICOLOR_FORCE", "1", &["ask", "tell me about shure"]).contains('\u{1b}'));
}

#[test]
fn the_log_says_where_the_knowledge_comes_from() {
    small(&["-v", "ask", "mmcx"]).code(0).complains(&["the folder tests/it/fixtures/knowledge"]);
    let run = small(&["-v", "--log-format", "json", "ask", "mmcx"]).code(0);
    for line in run.stderr.lines() {
        assert!(super::json(line).is_object());
    }
    assert!(run.stderr.contains("knowledge loaded"));
}

#[test]
fn runs_anywhere_with_the_knowledge_inside() {
    let elsewhere = TempDir::new().unwrap();
    let mut command = program_in(elsewhere.path());
    command.args(["-v", "ask", "what is mmcx"]);
    let run = run(command).code(0).complains(&["the copy inside the program"]);
    assert!(run.stdout.starts_with("MMCX (connector)\n"), "{}", run.stdout);
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[test]
fn a_reader_who_has_had_enough_is_no_error() {
    let mut child = Command::new(PROGRAM)
        .current_dir(ROOT)
        .env_remove("RUST_LOG")
        .arg("export")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::with_capacity(64, child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(super::json(&first).is_object());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}
