//! Knowledge that vanishes, or is written in pieces, while it is watched.

use crate::editions::Editions;
use crate::endpoint::client;
use crate::knowledge_edits::{fingerprint, turns_to};
use crate::program::{Program, Setup, small_knowledge};
use crate::support::discord::Discord;
use crate::support::folders::copy_into;
use reqwest::Client;
use std::fs;
use std::time::Duration;

async fn watching(editions: &Editions) -> (Program, Client) {
    let discord = Discord::start().await;
    let config = "[knowledge]\nwatch = true\n[discord]\nregister = false\n";
    let program = Setup::serve(&discord).knowledge(editions.path()).config(config).start();
    program.says("watching the knowledge", 1);
    (program, client())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_that_is_gone_is_missed_by_nobody() {
    let editions = Editions::of(&small_knowledge());
    let (mut program, client) = watching(&editions).await;
    let before = editions.expected();
    fs::remove_dir_all(editions.path()).unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    for (asked, expected) in &before {
        let response = crate::endpoint::post(&client, program.address(), asked.to_string()).await.unwrap();
        let callback: serde_json::Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
        assert_eq!(callback, *expected);
    }
    copy_into(&small_knowledge(), editions.path());
    editions.write(2);
    turns_to(&client, &program, &fingerprint(editions.path())).await;
    editions.assert_answered(&client, program.address()).await;
    program.assert_well();
}

/// Slowly, as over a bad line: each piece of a file is an edit of its own.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_written_in_pieces_are_taken_in_once_they_are_whole() {
    let editions = Editions::of(&small_knowledge());
    let (mut program, client) = watching(&editions).await;
    let whole = editions.entry(2);
    for end in [whole.len() / 3, whole.len() / 2, whole.len() - 3, whole.len()] {
        fs::write(editions.path().join("faq/edition.toml"), &whole[..end]).unwrap();
        tokio::time::sleep(Duration::from_millis(600)).await;
    }
    turns_to(&client, &program, &fingerprint(editions.path())).await;
    editions.assert_answered(&client, program.address()).await;
    program.says("the knowledge from before stays", 1);
    program.assert_well();
}
