//! A disk that is full, or cannot be written: answers come from an index in
//! memory, and what is there is used again once the disk is well.

use crate::editions::Editions;
use crate::endpoint::client;
use crate::program::{Program, Setup, small_knowledge};
use crate::support::discord::Discord;
use nix::sys::signal::Signal;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const IN_MEMORY: &str = "the index is in memory only";

fn setup(discord: &Discord, editions: &Editions, index: &Path) -> Setup {
    let config = format!("[index]\ndir = \"{}\"\n[discord]\nregister = false\n", index.display());
    Setup::serve(discord).knowledge(editions.path()).config(&config)
}

async fn assert_serves(editions: &Editions, program: &mut Program) {
    editions.assert_answered(&client(), program.address()).await;
    program.assert_well();
}

/// No file may grow beyond a block, as on a disk with a block left.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_costs_the_saved_index_only() {
    let (editions, discord) = (Editions::of(&small_knowledge()), Discord::start().await);
    let index = TempDir::new().unwrap();
    let full = || setup(&discord, &editions, index.path()).after("trap '' XFSZ; ulimit -f 1").start();
    let mut program = full();
    program.says(IN_MEMORY, 1);
    assert_serves(&editions, &mut program).await;
    assert_eq!(fs::read_dir(index.path()).unwrap().count(), 0, "something was left half built");

    editions.write(2);
    program.signal(Signal::SIGHUP);
    program.says("knowledge renewed", 1);
    program.says(IN_MEMORY, 2);
    assert_serves(&editions, &mut program).await;
    drop(program);

    let mut program = setup(&discord, &editions, index.path()).start();
    assert_serves(&editions, &mut program).await;
    assert_eq!(fs::read_dir(index.path()).unwrap().count(), 1, "there is room again");
    drop(program);

    // What is there needs no room.
    let mut program = full();
    assert_serves(&editions, &mut program).await;
    assert!(!program.log().iter().any(|line| line.contains(IN_MEMORY)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_that_cannot_be_written_costs_the_saved_index_only() {
    let (editions, discord) = (Editions::of(&small_knowledge()), Discord::start().await);
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    for place in [file.clone(), file.join("below"), "/proc/iem-bot-index".into()] {
        let mut program = setup(&discord, &editions, &place).start();
        program.says(IN_MEMORY, 1);
        assert_serves(&editions, &mut program).await;
    }
}

/// Files that change under a running copy change nothing of what it says.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_index_spoilt_while_it_is_served_does_no_harm() {
    let (editions, discord) = (Editions::of(&small_knowledge()), Discord::start().await);
    let index = TempDir::new().unwrap();
    let mut program = setup(&discord, &editions, index.path()).start();
    program.address();
    let folder = fs::read_dir(index.path()).unwrap().next().unwrap().unwrap().path();
    for (number, child) in fs::read_dir(&folder).unwrap().enumerate() {
        let file = fs::OpenOptions::new().write(true).open(child.unwrap().path()).unwrap();
        file.set_len(if number % 2 == 0 { 0 } else { 1_000_000 }).unwrap();
    }
    assert_serves(&editions, &mut program).await;
    program.signal(Signal::SIGHUP);
    program.says("the index on disk is rebuilt", 1);
    program.says("knowledge renewed", 1);
    assert_serves(&editions, &mut program).await;
}
