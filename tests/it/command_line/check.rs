//! `iem-bot check`.

use super::{bot, small};
use crate::folders::copy_of;
use crate::support::{ROOT, fixture};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

#[test]
fn clean_knowledge_passes_without_a_word_on_stderr() {
    let run = small(&["check"]).code(0).quietly();
    assert!(run.stdout.contains("18 entries") && run.stdout.contains("finds its own entry first"), "{}", run.stdout);
}

fn add(folder: &Path, name: &str, text: &str) {
    let file = OpenOptions::new().create(true).append(true).open(folder.join(name));
    file.unwrap().write_all(text.as_bytes()).unwrap();
}

/// Ten files or stretches, each with one mistake and the place that must be told.
#[test]
fn ten_defects_in_the_shipped_knowledge_are_all_listed() {
    let copy = copy_of(&Path::new(ROOT).join("knowledge"));
    let folder = copy.path();
    let faq = |id: &str, more: &str| {
        format!(
            "[[entry]]\nid = \"{id}\"\nquestion = \"Zq {id}?\"\n\
             phrasings = [\"zq {id} a\", \"zq {id} b\", \"zq {id} c\", \"zq {id} d\"]\n\
             answer = \"Yes.\"\ntags = [\"zq\"]\nsources = [\"seed-000\"]\n{more}"
        )
    };
    add(folder, "faq/z1.toml", &faq("zq-one", "colour = 1\n"));
    add(folder, "faq/z2.toml", &faq("zq-two", "related = [\"term/no-such-term\"]\n"));
    add(folder, "faq/z3.toml", &faq("zq-three", "").replace("\"Yes.\"", "\"# Yes\""));
    add(folder, "faq/z4.toml", &faq("Zq Four", ""));
    add(folder, "faq/z5.toml", &faq("zq-five", "").replace("seed-000", "no-such-source"));
    add(folder, "faq/z6.toml", &faq("zq-six", "").replace("\"Yes.\"", "\"\""));
    add(folder, "faq/z7.toml", &faq("zq-seven", "contested = \"yes\"\n"));
    add(folder, "faq/z8.toml", &faq("zq-one", "").replace("zq zq-one", "other").replace("Zq zq-one", "Other"));
    add(folder, "articles/z9.md", "No front matter.\n");
    add(folder, "z10.toml", "");
    let run = bot(&["check", "--knowledge", folder.to_str().unwrap()]).code(1).complains(&["10 errors,"]);
    assert_eq!(run.stdout, "");
    for place in [
        ("K004", "faq/z1.toml:8:1"),
        ("K015", "faq/z2.toml:8:12"),
        ("K017", "faq/z3.toml:5:10"),
        ("K011", "faq/z4.toml:2:6"),
        ("K016", "faq/z5.toml:7:12"),
        ("K007", "faq/z6.toml:5:10"),
        ("K006", "faq/z7.toml:8:13"),
        ("K012", "faq/z8.toml:2:6"),
        ("K003", "articles/z9.md:1:1"),
        ("K019", "z10.toml:1:1"),
    ] {
        let listed = run.stderr.split("\n\n").any(|block| block.contains(place.0) && block.contains(place.1));
        assert!(listed, "{place:?} is not in:\n{}", run.stderr);
    }
}

/// An entry on something else, with one phrasing of its own choice.
fn zebras(phrasing: &str) -> String {
    format!(
        "[[entry]]\nid = \"zq\"\nquestion = \"Where do zebras graze?\"\n\
         phrasings = [\"zebra a1\", \"zebra b2\", \"zebra c3\", \"{phrasing}\"]\n\
         answer = \"Far away.\"\ntags = [\"zebra\"]\nrelated = [\"term/seal\"]\n\
         sources = [\"handbook\"]\n"
    )
}

#[test]
fn a_phrasing_that_finds_another_entry_is_told() {
    let copy = copy_of(&fixture("knowledge"));
    add(copy.path(), "faq/zebra.toml", &zebras("soap for the silicone tips"));
    bot(&["check", "--knowledge", copy.path().to_str().unwrap()]).code(1).complains(&[
        "error[K020]",
        "`soap for the silicone tips` finds `faq/clean-tips` and not `faq/zq`",
        "faq/zebra.toml:4:",
        "1 error, 0 warnings",
    ]);
}

#[test]
fn a_phrasing_that_finds_nothing_is_told() {
    let copy = copy_of(&fixture("knowledge"));
    add(copy.path(), "faq/zebra.toml", &zebras("🎧"));
    let run = bot(&["check", "--knowledge", copy.path().to_str().unwrap()])
        .code(1)
        .complains(&["error[K020]", "`🎧` finds nothing and not `faq/zq`"]);
    assert!(!run.stderr.contains("`nothing`"), "{}", run.stderr);
}

/// Warnings are said, and stop nothing.
#[test]
fn an_orphan_is_a_warning() {
    let copy = copy_of(&fixture("knowledge"));
    add(copy.path(), "faq/zebra.toml", &zebras("zebra d4").replace("related = [\"term/seal\"]\n", ""));
    let run = bot(&["check", "--knowledge", copy.path().to_str().unwrap()]).code(0).complains(&[
        "warning[K024]",
        "`faq/zq` refers to no entry, and no entry refers to it",
        "faq/zebra.toml:2:6",
        "0 errors, 1 warning",
    ]);
    assert!(run.stdout.contains("19 entries"), "{}", run.stdout);
}

#[test]
fn near_duplicates_are_a_warning() {
    let copy = copy_of(&fixture("knowledge"));
    let washing = zebras("zebra d4").replace("Where do zebras graze?", "How should I wash ear tips of silicone?");
    add(copy.path(), "faq/zebra.toml", &washing);
    let run = bot(&["check", "--knowledge", copy.path().to_str().unwrap()]).code(0).complains(&[
        "warning[K023]",
        "`faq/clean-tips` and `faq/zq` ask nearly the same",
        "faq/zebra.toml:3:12",
        "faq/care.toml:3:12",
        "0 errors, 1 warning",
    ]);
    assert!(run.stdout.contains("19 entries"), "{}", run.stdout);
}
