//! Knowledge edited on disk: every copy turns to the new edition by itself,
//! and no answer is made of two.

use crate::endpoint::{client, get, post};
use crate::program::{PATIENCE, Program, Setup, small_knowledge};
use crate::support::discord::Discord;
use crate::support::folders::{copy_into, copy_of};
use iem_bot::knowledge::{load, read};
use nix::sys::signal::Signal;
use reqwest::Client;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::task::JoinSet;

const WATCHED: &str = "[knowledge]\nwatch = true\n[limits]\nuser_burst = 1000000\nserver_burst = 1000000\n";
/// Two questions, whose answers stand in different files.
const QUESTIONS: [&str; 2] = ["what is an in-ear monitor?", "how do i clean silicone ear tips?"];
/// The files, and a sentence of the answers in them.
const ANSWERS: [(&str, &str); 2] =
    [("basics.toml", "An in-ear monitor (IEM) is"), ("care.toml", "Take silicone tips off and")];

/// A copy of the small knowledge that may be edited.
pub(crate) fn knowledge_of_its_own() -> TempDir {
    copy_of(&small_knowledge())
}

/// Writes an edition's number into the answers of both questions.
pub(crate) fn edit(knowledge: &Path, edition: usize) {
    for (name, sentence) in ANSWERS {
        let text = fs::read_to_string(small_knowledge().join("faq").join(name)).unwrap();
        let edited = text.replacen(sentence, &format!("Edition {edition}. {sentence}"), 1);
        assert_ne!(text, edited, "{name} has no `{sentence}`");
        replace(&knowledge.join("faq").join(name), &edited);
    }
}

/// Writes a file as editors and checkouts do: beside, and then into its place.
fn replace(path: &Path, text: &str) {
    let beside = path.with_extension("part");
    fs::write(&beside, text).unwrap();
    fs::rename(beside, path).unwrap();
}

/// Breaks a file.
pub(crate) fn spoil(knowledge: &Path) {
    replace(&knowledge.join("faq/basics.toml"), "[[entry]]\nid = \"what-is-an-iem\"\nquestion = \n");
}

/// The fingerprint of an edition, as the bot computes it.
pub(crate) fn fingerprint(knowledge: &Path) -> String {
    let (files, problems) = read::folder(knowledge);
    assert!(problems.is_empty());
    load(&files).0.fingerprint().to_owned()
}

/// The fingerprint in `/metrics` of the knowledge that is served.
async fn served(client: &Client, program: &Program) -> String {
    let (_, metrics) = get(client, program.address(), "/metrics").await;
    let lines: Vec<&str> = metrics.lines().filter(|line| line.starts_with("iem_bot_knowledge_info{")).collect();
    let current: Vec<&&str> = lines.iter().filter(|line| line.ends_with(" 1")).collect();
    assert_eq!(current.len(), 1, "{lines:?}");
    current[0].split('"').nth(1).unwrap().to_owned()
}

/// Waits until a copy serves an edition.
pub(crate) async fn turns_to(client: &Client, program: &Program, fingerprint: &str) {
    let end = Instant::now() + PATIENCE;
    while served(client, program).await != fingerprint {
        assert!(Instant::now() < end, "it never served {fingerprint}: {:#?}", program.log());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Two copies on one knowledge, asked all the time.
struct Copies {
    discord: Discord,
    programs: Vec<Program>,
    client: Client,
    stop: Arc<AtomicBool>,
    askers: JoinSet<BTreeMap<(String, String), usize>>,
}

impl Copies {
    async fn of(knowledge: &Path) -> Self {
        let discord = Discord::start().await;
        let start = || Setup::serve(&discord).knowledge(knowledge).config(WATCHED).start();
        let programs = vec![start(), start()];
        let (stop, client) = (Arc::new(AtomicBool::new(false)), client());
        let mut askers = JoinSet::new();
        for program in &programs {
            program.says("watching the knowledge", 1);
            for question in QUESTIONS {
                let asked = discord.command("iem").option("question", question).by_http().0.to_string();
                let (client, stop, address) = (client.clone(), Arc::clone(&stop), program.address());
                askers.spawn(async move {
                    let mut seen = BTreeMap::new();
                    while !stop.load(Ordering::Relaxed) {
                        let answer = post(&client, address, asked.clone()).await.unwrap();
                        *seen.entry(edition(&answer.text().await.unwrap())).or_default() += 1;
                    }
                    seen
                });
            }
        }
        Self { discord, programs, client, stop, askers }
    }

    /// Waits until all copies serve this edition, and asks on for a while.
    async fn turn_to(&self, fingerprint: &str) {
        for program in &self.programs {
            turns_to(&self.client, program, fingerprint).await;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }

    /// Stops asking: what answers said of their edition, and how often.
    async fn stop(&mut self) -> BTreeMap<(String, String), usize> {
        self.stop.store(true, Ordering::Relaxed);
        let mut all = BTreeMap::new();
        while let Some(seen) = self.askers.join_next().await {
            for (edition, count) in seen.unwrap() {
                *all.entry(edition).or_default() += count;
            }
        }
        self.programs.iter_mut().for_each(Program::assert_well);
        self.discord.assert_clean();
        all
    }
}

/// What an answer's footer and its text say of the edition they are from.
fn edition(answer: &str) -> (String, String) {
    let callback: Value = serde_json::from_str(answer).unwrap();
    let embed = &callback["data"]["embeds"][0];
    let footer = embed["footer"]["text"].as_str().unwrap_or_else(|| panic!("{callback}"));
    let text = embed["description"].as_str().unwrap();
    let number = text.strip_prefix("Edition ").and_then(|rest| rest.split_once('.')).map_or("0", |(number, _)| number);
    (footer.strip_prefix("Knowledge ").unwrap().to_owned(), number.to_owned())
}

fn pairs(editions: &[(String, &str)]) -> Vec<(String, String)> {
    let mut pairs: Vec<_> =
        editions.iter().map(|(print, number)| (print[..8].to_owned(), (*number).to_owned())).collect();
    pairs.sort();
    pairs
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_copy_turns_and_no_answer_is_of_two_editions() {
    let knowledge = knowledge_of_its_own();
    let mut editions = vec![(fingerprint(knowledge.path()), "0")];
    let mut copies = Copies::of(knowledge.path()).await;
    copies.turn_to(&editions[0].0).await;
    for number in ["1", "2"] {
        edit(knowledge.path(), number.parse().unwrap());
        editions.push((fingerprint(knowledge.path()), number));
        copies.turn_to(&editions.last().unwrap().0).await;
    }
    let seen = copies.stop().await;
    assert_eq!(seen.keys().cloned().collect::<Vec<_>>(), pairs(&editions), "{seen:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_spoilt_edit_leaves_the_knowledge_from_before() {
    let knowledge = knowledge_of_its_own();
    let before = fingerprint(knowledge.path());
    let mut copies = Copies::of(knowledge.path()).await;
    spoil(knowledge.path());
    for program in &copies.programs {
        assert!(program.says("basics.toml:3", 1).contains("ERROR"));
        program.says("the knowledge from before stays", 1);
        assert_eq!(served(&copies.client, program).await, before);
    }
    // Mended, it is taken in.
    edit(knowledge.path(), 3);
    let mended = fingerprint(knowledge.path());
    copies.turn_to(&mended).await;
    let seen = copies.stop().await;
    assert_eq!(seen.keys().cloned().collect::<Vec<_>>(), pairs(&[(before, "0"), (mended, "3")]), "{seen:?}");
}

/// A checkout beside, which a symbolic link is then turned to.
struct Checkout {
    folder: TempDir,
}

impl Checkout {
    fn new() -> Self {
        let checkout = Self { folder: TempDir::new().unwrap() };
        checkout.turn_to(0);
        checkout
    }

    fn turn_to(&self, number: usize) -> PathBuf {
        let place = self.folder.path().join(number.to_string()).join("knowledge");
        copy_into(&small_knowledge(), &place);
        if number > 0 {
            edit(&place, number);
        }
        let beside = self.folder.path().join("next");
        symlink(self.folder.path().join(number.to_string()), &beside).unwrap();
        fs::rename(beside, self.folder.path().join("current")).unwrap();
        place
    }

    fn knowledge(&self) -> PathBuf {
        self.folder.path().join("current/knowledge")
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_checkout_swapped_in_by_a_link_is_taken_in() {
    let checkout = Checkout::new();
    let mut editions = vec![(fingerprint(&checkout.knowledge()), "0")];
    let mut copies = Copies::of(&checkout.knowledge()).await;
    for number in ["1", "2"] {
        let place = checkout.turn_to(number.parse().unwrap());
        editions.push((fingerprint(&place), number));
        copies.turn_to(&editions.last().unwrap().0).await;
    }
    // The old checkouts are cleared away, and edits in the new one are seen.
    fs::remove_dir_all(checkout.folder.path().join("0")).unwrap();
    fs::remove_dir_all(checkout.folder.path().join("1")).unwrap();
    edit(&checkout.knowledge(), 4);
    editions.push((fingerprint(&checkout.knowledge()), "4"));
    copies.turn_to(&editions.last().unwrap().0).await;
    let seen = copies.stop().await;
    assert_eq!(seen.keys().cloned().collect::<Vec<_>>(), pairs(&editions), "{seen:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hang_up_reads_the_knowledge_anew() {
    let (discord, client) = (Discord::start().await, client());
    let knowledge = knowledge_of_its_own();
    let mut program = Setup::serve(&discord).knowledge(knowledge.path()).start();
    let before = fingerprint(knowledge.path());
    assert_eq!(served(&client, &program).await, before);
    edit(knowledge.path(), 1);
    program.signal(Signal::SIGHUP);
    turns_to(&client, &program, &fingerprint(knowledge.path())).await;
    // Many at once are no trouble, and what is spoilt is not taken.
    for _ in 0..20 {
        program.signal(Signal::SIGHUP);
    }
    spoil(knowledge.path());
    program.signal(Signal::SIGHUP);
    program.says("the knowledge from before stays", 1);
    program.assert_well();
}
