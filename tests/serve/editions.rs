//! Knowledge that is edited again and again, and what must be answered by it.

use crate::endpoint::post;
use crate::support::folders::copy_into;
use crate::support::request;
use iem_bot::discord::dispatch::dispatch;
use iem_bot::discord::interaction::Interaction;
use iem_bot::discord::permissions::Policy;
use iem_bot::discord::to_discord;
use iem_bot::knowledge::{load, read};
use iem_bot::search::Library;
use reqwest::{Client, StatusCode};
use serde_json::Value;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use tempfile::TempDir;

/// Questions that go through the index, the names and the facts; the first
/// asks for the edition.
pub(crate) const QUESTIONS: [&str; 5] = [
    "which edition of the knowledge is this?",
    "which brands use mmcx?",
    "washing silicone tips",
    "why is one side of my iem silent",
    "shure se215",
];

/// A copy of some knowledge with one entry more, which tells the edition.
pub(crate) struct Editions {
    folder: TempDir,
    source: String,
}

impl Editions {
    /// The first edition.
    pub(crate) fn of(original: &Path) -> Self {
        let folder = TempDir::new().unwrap();
        copy_into(original, folder.path());
        let sources = fs::read_to_string(original.join("sources.toml")).unwrap();
        let source = sources.lines().find_map(|line| line.strip_prefix("id = ")).unwrap().to_owned();
        let editions = Self { folder, source };
        editions.write(1);
        editions
    }

    /// Where it stands.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Turns to an edition.
    pub(crate) fn write(&self, number: usize) {
        let file = self.path().join("faq/edition.toml");
        let beside = file.with_extension("part");
        fs::write(&beside, self.entry(number)).unwrap();
        fs::rename(beside, file).unwrap();
    }

    /// The file that an edition differs in.
    pub(crate) fn entry(&self, number: usize) -> String {
        format!(
            "[[entry]]\nid = \"edition\"\nquestion = \"Which edition of the knowledge is this?\"\n\
             phrasings = [\"knowledge edition number\", \"edition of what you know\", \"what edition is that\", \
             \"say your edition\"]\nrelated = [\"faq/what-is-an-iem\"]\nanswer = \"This is edition {number} of the knowledge.\"\ntags = [\"edition\"]\nsources = [{}]\n",
            self.source
        )
    }

    /// What is asked, and what must be answered now.
    pub(crate) fn expected(&self) -> Vec<(Value, Value)> {
        let (files, problems) = read::folder(self.path());
        assert!(problems.is_empty(), "{problems:?}");
        let library = Library::new(load(&files).0, None).unwrap();
        let answered = |question: &&str| {
            let asked = request::command("iem").option("question", *question).json();
            let outcome = dispatch(&library, &Policy::default(), &Interaction::from_value(asked.clone()).unwrap());
            let callback = to_discord::callback(&outcome.response).unwrap();
            (asked, serde_json::from_str(&callback).unwrap())
        };
        QUESTIONS.iter().map(answered).collect()
    }

    /// Ends the test if a copy does not answer by the edition that stands here.
    pub(crate) async fn assert_answered(&self, client: &Client, address: SocketAddr) {
        for (asked, expected) in self.expected() {
            let response = post(client, address, asked.to_string()).await.unwrap();
            assert_eq!(response.status(), StatusCode::OK);
            let callback: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
            assert_eq!(callback, expected, "{asked}");
        }
    }
}
