//! `iem-bot ask`: answer questions in the terminal.

use super::failure::Failure;
use super::options::{Ask, Options};
use super::terminal::Terminal;
use super::{explain, start};
use crate::answer::answer;
use crate::answer::decision::decide;
use crate::search::Library;
use std::io::BufRead;

pub(super) fn run(options: &Options, ask: &Ask, terminal: &mut Terminal) -> Result<(), Failure> {
    let library = start::live(options)?.current();
    if !ask.stdin {
        return one(&library, ask, &ask.question.join(" "), terminal);
    }
    let mut input = std::io::stdin().lock();
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        // Whatever bytes come, every line gets its reply.
        let question = String::from_utf8_lossy(&line);
        one(&library, ask, question.trim_end_matches(['\r', '\n']), terminal)?;
        line.clear();
    }
    Ok(())
}

fn one(library: &Library, ask: &Ask, question: &str, terminal: &mut Terminal) -> Result<(), Failure> {
    if ask.json {
        terminal.line(&answer(library, question).to_json().to_string())?;
    } else if ask.explain {
        let decision = decide(library, question);
        terminal.reply(&decision.reply)?;
        terminal.line(&explain::render(library, &decision))?;
    } else {
        terminal.reply(&answer(library, question))?;
        if ask.stdin {
            terminal.line("")?;
        }
    }
    Ok(())
}
