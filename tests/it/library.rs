//! The index on disk, and the live library that is renewed while people ask.

use crate::folders::copy_of;
use crate::support::{files_below, fixture, read_folder};
use iem_bot::answer::answer;
use iem_bot::answer::reply::Reply;
use iem_bot::document::diagnostic::Diagnostic;
use iem_bot::knowledge::Knowledge;
use iem_bot::search::Library;
use iem_bot::snapshot::{Live, Origin, ReindexError};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use tempfile::TempDir;

/// Questions that go through the index, names, facts and nothing at all.
const QUESTIONS: [&str; 8] = [
    "what is an in-ear monitor",
    "why is one side of my iem silent",
    "washing silicone tips",
    "braids and knots in cables",
    "which brands use mmcx",
    "who founded shure",
    "cable sound",
    "how do i bake bread",
];

fn knowledge(folder: &Path) -> Knowledge {
    let (knowledge, problems) = read_folder(folder);
    assert_eq!(problems, []);
    knowledge
}

fn small() -> Knowledge {
    knowledge(&fixture("knowledge"))
}

fn replies(library: &Library) -> Vec<Reply> {
    QUESTIONS.iter().map(|question| answer(library, question)).collect()
}

/// Opens the small knowledge with its index in the folder, and proves that it
/// answers as one in memory does.
#[track_caller]
fn open(folder: &Path) {
    let on_disk = Library::new(small(), Some(folder)).unwrap();
    let in_memory = Library::new(small(), None).unwrap();
    assert_eq!(replies(&on_disk), replies(&in_memory));
}

/// The folder of the one index that stands in `folder`.
#[track_caller]
fn index_in(folder: &Path) -> PathBuf {
    let children = fs::read_dir(folder).unwrap().map(|child| child.unwrap().path());
    let mut indexes = children.filter(|path| path.join("edition").is_file());
    let index = indexes.next().expect("an index");
    assert_eq!(indexes.next(), None);
    index
}

#[test]
fn an_index_is_built_once_and_used_again() {
    let folder = TempDir::new().unwrap();
    open(&folder.path().join("below"));
    let built = files_below(&folder.path().join("below"));
    assert!(index_in(&folder.path().join("below")).to_string_lossy().ends_with(small().fingerprint()));
    open(&folder.path().join("below"));
    // An index built anew has files of other names.
    assert!(files_below(&folder.path().join("below")) == built, "the index was built anew");
}

/// Spoils each file of an index in turn.
fn spoil(spoilt: impl Fn(&[u8]) -> Vec<u8>) {
    let folder = TempDir::new().unwrap();
    open(folder.path());
    let whole = index_in(folder.path());
    let files = files_below(&whole);
    assert!(files.iter().any(|(name, _)| name == "meta.json"));
    for (name, content) in files.iter().filter(|(_, content)| !content.is_empty()) {
        let other = TempDir::new().unwrap();
        let index = other.path().join(whole.file_name().unwrap());
        fs::create_dir(&index).unwrap();
        for (name, content) in &files {
            fs::write(index.join(name), content).unwrap();
        }
        fs::write(index.join(name), spoilt(content)).unwrap();
        open(other.path());
        // It is whole now: what is on disk is used again as it is.
        let mended = files_below(other.path());
        open(other.path());
        assert!(files_below(other.path()) == mended, "{name}: built anew twice");
    }
}

#[test]
fn a_file_cut_short_is_never_served() {
    spoil(|content| content[..content.len() / 2].to_vec());
    spoil(|_| Vec::new());
    spoil(|content| content[..content.len() - 1].to_vec());
}

#[test]
fn a_flipped_byte_is_never_served() {
    for place in [0, 1, 2, 3] {
        spoil(|content| {
            let mut content = content.to_vec();
            let at = (content.len() - 1) * place / 3;
            content[at] ^= 0x55;
            content
        });
    }
}

#[test]
fn garbage_is_never_served() {
    spoil(|content| b"\0garbage\xff".repeat(content.len() / 9 + 1));
}

#[test]
fn a_missing_file_is_never_served() {
    let folder = TempDir::new().unwrap();
    open(folder.path());
    for (name, _) in files_below(&index_in(folder.path())) {
        let file = index_in(folder.path()).join(&name);
        // Another name after each rebuild, but for the list of files.
        if file.exists() {
            fs::remove_file(file).unwrap();
            open(folder.path());
        }
    }
}

#[test]
fn a_foreign_folder_in_its_place_is_never_served() {
    let folder = TempDir::new().unwrap();
    open(folder.path());
    let place = index_in(folder.path());
    for files in [&[][..], &["notes.txt"], &["meta.json", "edition"]] {
        fs::remove_dir_all(&place).unwrap();
        fs::create_dir(&place).unwrap();
        for name in files {
            fs::write(place.join(name), "{}").unwrap();
        }
        open(folder.path());
    }
}

/// The index of another edition, with as many entries, under this one's name.
#[test]
fn an_index_of_other_knowledge_in_its_place_is_never_served() {
    let copy = copy_of(&fixture("knowledge"));
    let faq = copy.path().join("faq/care.toml");
    let text = fs::read_to_string(&faq).unwrap();
    fs::write(&faq, text.replace("silicone", "rubber").replace("silent", "mute")).unwrap();
    let folder = TempDir::new().unwrap();
    open(folder.path());
    let place = index_in(folder.path());
    Library::new(knowledge(copy.path()), Some(folder.path())).unwrap();
    let other = index_in(folder.path());
    let foreign = files_below(&other);
    fs::rename(&other, &place).unwrap();
    open(folder.path());
    assert!(files_below(&place) != foreign, "the foreign index was left in its place");
}

#[test]
fn old_indexes_are_cleared_away_and_nothing_else_is() {
    let folder = TempDir::new().unwrap();
    let kept = [
        "notes.txt",
        "meta.json",
        "other-index/meta.json",
        "iem-bot.toml",
        "my-iem-bot-index-v1-0123456789abcdef/a.txt",
        "iem-bot-index-notes/a.txt",
        "iem-bot-index-v1-0123456789abcdef-copy/a.txt",
        "iem-bot-index-v1-0123456789abcdef.building-mine/a.txt",
        // Somebody is building here at this moment.
        "iem-bot-index-v1-0123456789abcdef.building-7/a.txt",
    ];
    let cleared = ["iem-bot-index-v1-0123456789abcdef/a.txt", "iem-bot-index-v1-0123456789abcdef.building-8/a.txt"];
    for name in kept.into_iter().chain(cleared) {
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, name).unwrap();
    }
    let building = fs::File::open(folder.path().join("iem-bot-index-v1-0123456789abcdef.building-7")).unwrap();
    building.lock().unwrap();
    let copy = copy_of(&fixture("knowledge"));
    fs::write(copy.path().join("faq/more.toml"), "# Nothing yet.\n").unwrap();
    Library::new(knowledge(copy.path()), Some(folder.path())).unwrap();
    let old = index_in(folder.path());
    open(folder.path());
    assert_ne!(index_in(folder.path()), old);
    assert!(!old.exists());
    for name in kept {
        assert_eq!(fs::read_to_string(folder.path().join(name)).unwrap(), name);
    }
    for name in cleared {
        assert!(!folder.path().join(name).exists(), "{name}");
    }
}

/// What a crash left is cleared away also where no index has to be built.
#[test]
fn a_build_that_broke_off_is_cleared_away_at_the_next_start() {
    let folder = TempDir::new().unwrap();
    open(folder.path());
    let mut broken_off = index_in(folder.path()).into_os_string();
    broken_off.push(".building-0");
    fs::create_dir(&broken_off).unwrap();
    open(folder.path());
    assert!(!Path::new(&broken_off).exists());
}

/// Containers that share a folder have the same process number.
#[test]
fn several_build_in_one_folder_at_a_time() {
    let folder = TempDir::new().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| open(folder.path()));
        }
    });
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn without_a_folder_to_keep_it_in_the_index_is_in_memory() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    for place in [file.clone(), file.join("below")] {
        open(&place);
    }
    assert!(file.is_file());
}

/// A library that is edited: its folder, and itself.
fn live() -> (TempDir, Live) {
    let copy = copy_of(&fixture("knowledge"));
    let live = Live::open(Origin::Folder(copy.path().to_owned()), None).unwrap();
    (copy, live)
}

fn edit(folder: &TempDir, name: &str, from: &str, to: &str) {
    let file = folder.path().join(name);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains(from));
    fs::write(file, text.replace(from, to)).unwrap();
}

const MORE: &str = "\
[[entry]]
id = \"burn-in\"
question = \"Do earphones need burn-in?\"
phrasings = [\"is burn-in real\", \"hours of burn-in\", \"burn-in or not\", \"break earphones in\"]
answer = \"No, mostly it is you who gets used to them.\"
tags = [\"myths\"]
related = [\"faq/one-side-silent\"]
sources = [\"handbook\"]
";

#[test]
fn a_reindex_tells_what_was_added_changed_and_removed() {
    let (folder, live) = live();
    let before = live.current();
    let report = live.reindex().unwrap();
    assert_eq!((report.added.len(), report.changed.len(), report.removed.len()), (0, 0, 0));
    assert_eq!(report.fingerprint, before.knowledge.fingerprint());

    fs::write(folder.path().join("faq/more.toml"), MORE).unwrap();
    edit(&folder, "faq/care.toml", "mild soap", "a little soap");
    edit(&folder, "brands/shure.toml", "count = 4", "count = 5");
    fs::remove_file(folder.path().join("articles/choosing-a-cable.md")).unwrap();
    let report = live.reindex().unwrap();
    assert_eq!(report.added, ["faq/burn-in"]);
    assert_eq!(report.changed, ["faq/clean-tips", "model/shure-se846"]);
    assert_eq!(
        report.removed,
        [
            "article/choosing-a-cable",
            "article/choosing-a-cable#braids-and-knots",
            "article/choosing-a-cable#length-and-weight"
        ]
    );
    assert_eq!((report.entries, report.warnings.len()), (16, 0));
    assert_ne!(report.fingerprint, before.knowledge.fingerprint());

    let reply = answer(&live.current(), "is burn-in real");
    assert_eq!(reply.answers[0].id, "faq/burn-in");
    // Whoever took the library before still has it, whole.
    assert_eq!(answer(&before, "braids and knots").answers[0].id, "article/choosing-a-cable#braids-and-knots");
}

#[test]
fn moving_entries_between_files_changes_nothing() {
    let (folder, live) = live();
    fs::rename(folder.path().join("faq/care.toml"), folder.path().join("faq/a.toml")).unwrap();
    let report = live.reindex().unwrap();
    assert_eq!((report.added.len(), report.changed.len(), report.removed.len()), (0, 0, 0));
}

#[test]
fn invalid_knowledge_never_replaces_valid_knowledge() {
    let (folder, live) = live();
    let before = live.current();
    let (answers, fingerprint) = (replies(&before), before.knowledge.fingerprint().to_owned());
    edit(&folder, "faq/care.toml", "term/seal", "term/seel");
    edit(&folder, "glossary.toml", "term = \"isolation\"", "trem = \"isolation\"");
    let Err(ReindexError::Invalid(problems)) = live.reindex() else { panic!("the reindex did not fail") };
    let lines: Vec<String> = problems.iter().map(Diagnostic::one_line).collect();
    assert_eq!(lines.len(), 3, "{lines:#?}");
    assert!(lines.iter().any(|line| line.contains("faq/care.toml:13:12: error[K015]")), "{lines:#?}");
    assert_eq!(live.current().knowledge.fingerprint(), fingerprint);
    assert_eq!(replies(&live.current()), answers);

    fs::rename(folder.path(), folder.path().with_extension("away")).unwrap();
    assert!(matches!(live.reindex(), Err(ReindexError::Invalid(_))));
    assert_eq!(replies(&live.current()), answers);
    fs::rename(folder.path().with_extension("away"), folder.path()).unwrap();

    edit(&folder, "faq/care.toml", "term/seel", "term/seal");
    edit(&folder, "glossary.toml", "trem", "term");
    assert_eq!(live.reindex().unwrap().fingerprint, fingerprint);
}

#[test]
fn a_broken_folder_does_not_open() {
    let copy = copy_of(&fixture("knowledge"));
    fs::remove_file(copy.path().join("sources.toml")).unwrap();
    let error = Live::open(Origin::Folder(copy.path().to_owned()), None).unwrap_err();
    assert!(matches!(error, ReindexError::Invalid(_)), "{error}");
}

/// A pipe among the files holds the first reindex up until it is written to.
#[cfg(unix)]
#[test]
fn one_reindex_at_a_time() {
    let (folder, live) = live();
    let pipe = folder.path().join("faq/pipe.toml");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    std::thread::scope(|scope| {
        let first = scope.spawn(|| live.reindex());
        // Opens as soon as the reader does.
        let mut writer = fs::OpenOptions::new().write(true).open(&pipe).unwrap();
        assert!(matches!(live.reindex(), Err(ReindexError::Running)));
        assert_eq!(replies(&live.current()).len(), QUESTIONS.len());
        std::io::Write::write_all(&mut writer, MORE.as_bytes()).unwrap();
        drop(writer);
        assert_eq!(first.join().unwrap().unwrap().added, ["faq/burn-in"]);
    });
    fs::remove_file(pipe).unwrap();
    assert_eq!(live.reindex().unwrap().removed, ["faq/burn-in"]);
}

#[test]
fn nobody_waits_and_no_reply_is_of_two_editions() {
    const THREADS: usize = 4;
    const REINDEXES: usize = 12;
    for on_disk in [false, true] {
        let copy = copy_of(&fixture("knowledge"));
        let index = TempDir::new().unwrap();
        let index_folder = on_disk.then(|| index.path().to_owned());
        let live = Live::open(Origin::Folder(copy.path().to_owned()), index_folder).unwrap();
        let editions = ["mild soap", "green soap"].map(|soap| {
            edit(&copy, "faq/care.toml", "mild soap", soap);
            let replies = replies(&Library::new(knowledge(copy.path()), None).unwrap());
            edit(&copy, "faq/care.toml", soap, "mild soap");
            replies
        });
        assert_ne!(editions[0], editions[1]);

        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let ask = || {
                let mut seen = 0;
                while !done.load(Ordering::Acquire) || seen == 0 {
                    // One library for all questions, as one that answers takes it.
                    let replies = replies(&live.current());
                    assert!(editions.contains(&replies), "{replies:#?}");
                    seen += replies.len();
                }
                seen
            };
            let askers: Vec<_> = (0..THREADS).map(|_| scope.spawn(ask)).collect();
            for round in 0..REINDEXES {
                let (from, to) = if round % 2 == 0 { ("mild soap", "green soap") } else { ("green soap", "mild soap") };
                edit(&copy, "faq/care.toml", from, to);
                assert_eq!(live.reindex().unwrap().changed, ["faq/clean-tips"]);
            }
            done.store(true, Ordering::Release);
            for asker in askers {
                assert!(asker.join().unwrap() >= QUESTIONS.len());
            }
        });
    }
}
