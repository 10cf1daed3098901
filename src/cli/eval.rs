//! `iem-bot eval`: score the answers to files of questions.

use super::failure::Failure;
use super::options::{Eval, Options};
use super::start;
use super::terminal::Terminal;
use crate::evaluation::fit::fit;
use crate::evaluation::questions::{Expect, Question, parse};
use crate::evaluation::score::{Judged, Score, Tally, score};
use crate::evaluation::stages::stages;
use crate::search::Library;
use crate::search::index::IndexError;
use crate::snapshot::{Origin, read_knowledge};
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use serde::Deserialize;
use std::fs;
use std::path::Path;

pub(super) fn run(options: &Options, eval: &Eval, terminal: &mut Terminal) -> Result<(), Failure> {
    let live = start::live(options)?;
    let (library, origin) = (live.current(), live.origin().clone());
    let mut questions = Vec::new();
    for file in &eval.files {
        questions.extend(read(file)?);
    }
    if eval.fit {
        return print_fit(&origin, &questions, terminal);
    }
    if eval.stages {
        return print_stages(&origin, &library, &questions, terminal);
    }
    let result = score(&library, &questions);
    if eval.json {
        terminal.line(&json(&result).to_string())?;
    } else {
        terminal.line(&table(&result))?;
    }
    if eval.failures {
        for judged in result.judged.iter().filter(|judged| !judged.right) {
            terminal.line(&failure(judged))?;
        }
    }
    match &eval.floor {
        Some(floor) => check_floor(floor, &result.total),
        None => Ok(()),
    }
}

/// Fits the model and prints what belongs into the program.
fn print_fit(origin: &Origin, questions: &[Question], terminal: &mut Terminal) -> Result<(), Failure> {
    let fitted = fit(|| read_knowledge(origin).0, questions).map_err(|error| fault(&error))?;
    let numbers = |weights: &[f32]| weights.iter().map(|weight| format!("{weight:.2}")).collect::<Vec<_>>().join(", ");
    terminal.line(&format!("RANKING = [{}]", numbers(&fitted.weights.ranking)))?;
    terminal.line(&format!("CONFIDENCE = [{}]", numbers(&fitted.weights.confidence)))?;
    terminal.line(&format!("BIAS = {:.2}\n", fitted.weights.bias))?;
    let (found, asked) = fitted.phrasings_found;
    terminal.line(&format!("Held-out phrasings whose own entry came first: {found} of {asked}\n"))?;
    let mut table = plain_table();
    table.set_header(["confidence from", "held-out questions", "forecast", "right"]);
    for band in &fitted.reliability {
        let cells = [
            format!("{:.1}", band.from),
            band.questions.to_string(),
            format!("{:.3}", band.forecast),
            format!("{:.3}", band.right),
        ];
        table.add_row(cells);
    }
    terminal.line(&table.trim_fmt())?;
    Ok(())
}

/// Prints what the answers would be like if answering ended sooner.
fn print_stages(
    origin: &Origin,
    library: &Library,
    questions: &[Question],
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let stages = stages(|| read_knowledge(origin).0, library, questions).map_err(|error| fault(&error))?;
    let mut table = figures_table();
    for stage in &stages {
        table.add_row(row(stage.name, &stage.tally));
    }
    terminal.line(&table.trim_fmt())?;
    Ok(())
}

fn fault(error: &IndexError) -> Failure {
    Failure::problem(error.to_string(), "this is a fault of the program; please report it")
}

fn plain_table() -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table
}

fn read(path: &Path) -> Result<Vec<Question>, Failure> {
    let text = read_text(path)?;
    let is_toml = path.extension().is_some_and(|suffix| suffix == "toml");
    parse(&text, is_toml).map_err(|error| {
        Failure::problem(
            format!("{}: {error}", path.display()),
            "a line is a JSON object with q, and if need be expect, must, must_not, tier, type",
        )
    })
}

fn read_text(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| {
        Failure::problem(
            format!("cannot read `{}`: {error}", path.display()),
            "name a file that is there and is UTF-8 text",
        )
    })
}

/// Figures that must be reached, as recorded.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Floor {
    hit_at_1: f64,
    hit_at_3: f64,
    refusal: f64,
    wrong_at_most: f64,
}

fn check_floor(path: &Path, total: &Tally) -> Result<(), Failure> {
    let floor: Floor = toml::from_str(&read_text(path)?).map_err(|error| {
        Failure::problem(
            format!("{}: {error}", path.display()),
            "a floor has hit_at_1, hit_at_3, refusal and wrong_at_most",
        )
    })?;
    let below = [
        ("hit@1", total.hit_at_1(), floor.hit_at_1),
        ("hit@3", total.hit_at_3(), floor.hit_at_3),
        ("refusals", total.refusal(), floor.refusal),
        ("1 - wrong and confident", 1.0 - total.wrong(), 1.0 - floor.wrong_at_most),
    ];
    let below: Vec<String> = below
        .into_iter()
        .filter(|(_, figure, floor)| figure < floor)
        .map(|(name, figure, floor)| format!("{name} is {figure:.3}, below {floor:.3}"))
        .collect();
    if below.is_empty() {
        return Ok(());
    }
    Err(Failure::problem(below.join("; "), "--failures shows which questions; mend the knowledge or the ranking"))
}

fn table(result: &Score) -> String {
    let mut table = figures_table();
    for (name, tally) in &result.by_tier {
        table.add_row(row(&format!("tier {name}"), tally));
    }
    for (name, tally) in &result.by_sort {
        table.add_row(row(&format!("type {name}"), tally));
    }
    table.add_row(row("all", &result.total));
    table.trim_fmt()
}

/// A table of tallies, yet without rows.
fn figures_table() -> Table {
    let mut table = plain_table();
    table.set_header(["", "questions", "hit@1", "hit@3", "MRR", "refusals", "wrong and confident"]);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

fn row(name: &str, tally: &Tally) -> Vec<String> {
    let share = |share: f64| if share.is_nan() { "-".to_owned() } else { format!("{share:.3}") };
    vec![
        name.to_owned(),
        tally.questions.to_string(),
        share(tally.hit_at_1()),
        share(tally.hit_at_3()),
        share(tally.mean_reciprocal_rank()),
        share(tally.refusal()),
        share(tally.wrong()),
    ]
}

fn failure(judged: &Judged) -> String {
    let wanted = match (judged.expect, judged.rank) {
        (Expect::Refuse, _) => "should be refused".to_owned(),
        (Expect::Answer, Some(rank)) => format!("right one in place {rank}"),
        (Expect::Answer, None) => "right one not found".to_owned(),
    };
    format!(
        "{:8} {:8} {}\n         {wanted}; got {}",
        judged.tier,
        judged.outcome.name(),
        judged.question,
        judged.answered.join(", ")
    )
}

fn json(result: &Score) -> serde_json::Value {
    let figures = |tally: &Tally| {
        serde_json::json!({
            "questions": tally.questions,
            "hit_at_1": finite(tally.hit_at_1()),
            "hit_at_3": finite(tally.hit_at_3()),
            "mean_reciprocal_rank": finite(tally.mean_reciprocal_rank()),
            "refusal": finite(tally.refusal()),
            "wrong_and_confident": finite(tally.wrong()),
        })
    };
    let group = |tallies: &std::collections::BTreeMap<String, Tally>| {
        tallies.iter().map(|(name, tally)| (name.clone(), figures(tally))).collect::<serde_json::Map<_, _>>()
    };
    serde_json::json!({ "all": figures(&result.total), "by_tier": group(&result.by_tier), "by_type": group(&result.by_sort) })
}

fn finite(share: f64) -> Option<f64> {
    share.is_finite().then(|| (share * 10_000.0).round() / 10_000.0)
}
