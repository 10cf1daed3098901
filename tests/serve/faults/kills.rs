//! Killed at any moment while it builds an index or reads the knowledge anew,
//! it serves right answers after the next start.
//!
//! An ordinary run kills a few times. `IEM_BOT_KILLS=200` kills as often, with
//! the shipped knowledge, whose index takes longer to build.

use crate::editions::Editions;
use crate::endpoint::client;
use crate::program::{PATIENCE, Program, ROOT, Setup, small_knowledge};
use crate::support::discord::Discord;
use nix::sys::signal::Signal;
use std::fs;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Kills of an ordinary run.
const FEW: usize = 10;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_any_moment_it_answers_right_after_the_next_start() {
    let kills = std::env::var("IEM_BOT_KILLS").map_or(FEW, |kills| kills.parse().unwrap());
    let knowledge = if kills > FEW { Path::new(ROOT).join("knowledge") } else { small_knowledge() };
    let (editions, discord) = (Editions::of(&knowledge), Discord::start().await);
    let index = TempDir::new().unwrap();
    let config = format!("[index]\ndir = {:?}\n[discord]\nregister = false\n", index.path());
    let start = || Setup::serve(&discord).knowledge(editions.path()).config(&config).start();
    let (mut whole, mut left_over) = (PATIENCE, 0);
    drop(measured(&start, &mut whole));
    for kill in 1..=kills {
        editions.write(1 + kill);
        // Half of them while it starts, half while it reindexes.
        let mut program = if kill % 2 == 0 { start() } else { running(&editions, kill, &start) };
        wait_up_to(whole);
        program.signal(Signal::SIGKILL);
        program.ends();
        left_over += usize::from(half_built(index.path()) > 0);
        let mut program = measured(&start, &mut whole);
        editions.assert_answered(&client(), program.address()).await;
        program.assert_well();
        assert_eq!((indexes(index.path()), half_built(index.path())), (1, 0), "after kill {kill}");
    }
    eprintln!("{kills} kills, {left_over} of them left a half-built index");
}

/// A copy that serves, and the least time that this ever took.
fn measured(start: &impl Fn() -> Program, least: &mut Duration) -> Program {
    let began = Instant::now();
    let program = start();
    program.address();
    *least = began.elapsed().min(*least);
    program
}

/// A copy that has served the edition before and was just told to read anew.
fn running(editions: &Editions, edition: usize, start: &impl Fn() -> Program) -> Program {
    editions.write(edition);
    let program = start();
    program.address();
    editions.write(edition + 1);
    program.signal(Signal::SIGHUP);
    program
}

fn wait_up_to(most: Duration) {
    let random = RandomState::new().build_hasher().finish();
    std::thread::sleep(most / 1_000 * u32::try_from(random % 1_000).unwrap());
}

fn names(folder: &Path) -> Vec<String> {
    let children = fs::read_dir(folder).unwrap();
    children.map(|child| child.unwrap().file_name().into_string().unwrap()).collect()
}

fn half_built(folder: &Path) -> usize {
    names(folder).iter().filter(|name| name.contains(".building-")).count()
}

fn indexes(folder: &Path) -> usize {
    names(folder).len() - half_built(folder)
}
