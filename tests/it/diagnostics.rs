//! Broken knowledge, each case as small as can be, and what is said about it.

use crate::folders::copy_of;
use crate::support::{ROOT, files_below, fixture, snapshot};
use iem_bot::document::diagnostic::{Diagnostic, Rule};
use iem_bot::document::source_file::SourceFile;
use iem_bot::evaluation::near_duplicates;
use iem_bot::knowledge::{load, read};
use iem_bot::search::Library;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

const SOURCES: &str = "[[source]]\nid = \"handbook\"\ntitle = \"The handbook\"\ntrust = \"reference\"\n";
const VOCABULARY: &str = "[[country]]\nname = \"Japan\"\nadjective = \"Japanese\"\n";
const GLOSSARY: &str = "\
[[term]]
id = \"seal\"
term = \"seal\"
definition = \"A seal is an airtight fit.\"
text = \"It keeps the bass in.\"
sources = [\"handbook\"]
";
const FAQ: &str = "\
[[entry]]
id = \"tip-size\"
question = \"Which tip size do I need?\"
phrasings = [\"choose tips\", \"tips too big\", \"tips too small\", \"tip sizes\"]
answer = \"Take the largest that is comfortable.\"
tags = [\"tips\"]
sources = [\"handbook\"]
";
const FOAM: &str = "\
[[entry]]
id = \"foam\"
question = \"Is foam better?\"
phrasings = [\"foam a\", \"foam b\", \"foam c\", \"Tips, too BIG?\"]
answer = \"No.\"
tags = [\"tips\"]
sources = [\"handbook\"]
";
const TABLE: &str = "\"\"\"\n| a | b |\n|---|---|\n\"\"\"";
const ARTICLE: &str = "\
+++
id = \"graphs\"
title = \"How to read graphs\"
summary = \"What the lines mean.\"
phrasings = [\"graph guide\", \"reading graphs\"]
tags = [\"graphs\"]
sources = [\"handbook\"]
+++
A graph shows loudness over pitch.

## The axes
Pitch goes to the right.
";
const BRAND: &str = "\
id = \"final\"
name = \"Final\"
country = \"Japan\"
summary = \"Final is a Japanese maker.\"
text = \"It makes earphones.\"
sources = [\"handbook\"]

[[model]]
id = \"final-a8000\"
name = \"A8000\"
sources = [\"handbook\"]
";
const CONNECTOR: &str = "\
id = \"mmcx\"
name = \"MMCX\"
side = \"ear\"
summary = \"MMCX is a round connector.\"
text = \"It turns.\"
pros = [\"turns\"]
cons = [\"wears\"]
sources = [\"handbook\"]
";
const DRIVER: &str = "\
id = \"dynamic\"
name = \"dynamic driver\"
summary = \"A dynamic driver is a small loudspeaker.\"
text = \"It has a coil.\"
strengths = [\"bass\"]
weaknesses = [\"size\"]
sources = [\"handbook\"]
";

/// What is wrong with these files on top of a small knowledge that is valid;
/// a file of the same name takes the other's place. Entries as small as can be
/// refer to nothing, which is left out.
fn problems(files: &[(&str, String)]) -> Vec<Diagnostic> {
    let mut problems = all_problems(files);
    problems.retain(|problem| problem.rule != Rule::Orphan);
    problems
}

fn all_problems(files: &[(&str, String)]) -> Vec<Diagnostic> {
    let usual = [("glossary.toml", GLOSSARY), ("sources.toml", SOURCES), ("vocabulary.toml", VOCABULARY)];
    let usual = usual.map(|(name, text)| (name, text.to_owned()));
    let kept = usual.into_iter().filter(|(name, _)| !files.iter().any(|(other, _)| other == name));
    let mut files: Vec<(&str, String)> = kept.chain(files.iter().cloned()).collect();
    files.sort();
    let source = |(name, text)| SourceFile { path: format!("knowledge/{name}"), name: String::from(name), text };
    let files: Vec<Arc<SourceFile>> = files.into_iter().map(|file| Arc::new(source(file))).collect();
    load(&files).1
}

#[track_caller]
fn check(name: &str, files: &[(&str, String)]) {
    let problems = problems(files);
    assert!(!problems.is_empty(), "{name}: nothing was found");
    let rendered: Vec<String> = problems.iter().map(|problem| problem.render(false)).collect();
    snapshot("diagnostics", name, &rendered.join("\n\n"));
}

/// A valid text with one stretch of it put differently.
#[track_caller]
fn but(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "`{from}` is not in:\n{text}");
    text.replacen(from, to, 1)
}

#[test]
fn the_small_knowledge_is_valid() {
    let files = [
        ("faq/a.toml", FAQ.to_owned()),
        ("articles/a.md", ARTICLE.to_owned()),
        ("brands/a.toml", BRAND.to_owned()),
        ("connectors/a.toml", CONNECTOR.to_owned()),
        ("drivers/a.toml", DRIVER.to_owned()),
    ];
    assert_eq!(problems(&files), []);
}

/// One test for each line: its name, and the files.
macro_rules! broken {
    ($($name:ident: [$(($file:literal, $text:expr $(,)?)),+ $(,)?];)+) => {
        $(#[test]
        fn $name() {
            check(stringify!($name), &[$(($file, $text)),+]);
        })+
    };
}

broken! {
    // The form of files.
    toml_syntax: [("faq/a.toml", but(FAQ, "\"Which tip size do I need?\"", "\"Which tip size do I need?"))];
    toml_twice_the_same_key: [("faq/a.toml", but(FAQ, "tags =", "answer = \"No.\"\ntags ="))];
    toml_syntax_in_an_article: [("articles/a.md", but(ARTICLE, "tags = [\"graphs\"]", "tags = graphs"))];
    article_without_front_matter: [("articles/a.md", "A graph shows loudness.\n".to_owned())];
    article_with_unclosed_front_matter: [("articles/a.md", but(ARTICLE, "]\n+++\n", "]\n"))];
    empty_article: [("articles/a.md", String::new())];
    unknown_file: [("brand/final.toml", BRAND.to_owned())];
    unknown_file_at_the_top: [("faq.toml", FAQ.to_owned())];

    // Keys.
    unknown_key_with_a_near_one: [("faq/a.toml", but(FAQ, "tags =", "realted = [\"term/seal\"]\ntags ="))];
    unknown_key_far_from_all: [("drivers/a.toml", format!("colour = \"blue\"\n{DRIVER}"))];
    unknown_key_in_an_article: [("articles/a.md", but(ARTICLE, "tags =", "author = \"me\"\ntags ="))];
    unknown_table: [("vocabulary.toml", format!("{VOCABULARY}\n[[synonyms]]\nwords = [\"a\", \"b\"]\n"))];
    unknown_key_in_a_source: [("sources.toml", format!("{SOURCES}link = \"https://example.org\"\n"))];
    missing_key: [("faq/a.toml", but(FAQ, "question =", "quesion ="))];
    missing_keys_of_a_connector: [("connectors/a.toml", "id = \"mmcx\"\n".to_owned())];
    missing_key_of_a_model: [("brands/a.toml", but(BRAND, "name = \"A8000\"\n", ""))];

    // Types and texts.
    wrong_type: [("faq/a.toml", but(FAQ, "\"Which tip size do I need?\"", "7"))];
    wrong_type_of_a_list: [("drivers/a.toml", but(DRIVER, "[\"bass\"]", "\"bass\""))];
    wrong_type_in_a_list: [("vocabulary.toml", format!("filler = [\"a\", 1]\n{VOCABULARY}"))];
    wrong_type_of_a_flag: [("brands/a.toml", format!("{BRAND}discontinued = \"yes\"\n"))];
    table_for_a_list_of_tables: [("glossary.toml", GLOSSARY.replace("[[term]]", "[term]"))];
    empty_text: [("glossary.toml", but(GLOSSARY, "\"It keeps the bass in.\"", "\"  \""))];
    over_long_text: [("glossary.toml", but(GLOSSARY, "A seal is", &format!("A seal. {}", "ä ".repeat(150))))];
    hidden_character: [("faq/a.toml", but(FAQ, "Which tip", "Which\\u202E tip"))];
    hidden_character_in_an_article: [("articles/a.md", but(ARTICLE, "loudness", "loud\u{0}ness"))];
    too_few_phrasings: [("faq/a.toml", but(FAQ, "\"choose tips\", \"tips too big\", ", ""))];
    no_sources: [("connectors/a.toml", but(CONNECTOR, "[\"handbook\"]", "[]"))];
    one_synonym_is_none: [("vocabulary.toml", format!("{VOCABULARY}\n[[synonym]]\nwords = [\"wash\"]\n"))];

    // Ids and references.
    bad_id: [("faq/a.toml", but(FAQ, "tip-size", "Tip Size"))];
    heading_without_an_id: [("articles/a.md", but(ARTICLE, "## The axes", "## ???"))];
    duplicate_id: [
        ("faq/a.toml", FAQ.to_owned()),
        ("faq/b.toml", FAQ.replace("tips", "tubes").replace("Which", "What").replace("tip sizes", "tube sizes")),
    ];
    duplicate_id_of_a_source: [("sources.toml", format!("{SOURCES}\n{}", SOURCES.replace("The handbook", "Another")))];
    duplicate_source: [("sources.toml", format!("{SOURCES}\n{}", but(SOURCES, "\"handbook\"", "\"again\"")))];
    duplicate_heading: [("articles/a.md", format!("{ARTICLE}\n## The Axes\nLoudness goes up.\n"))];
    duplicate_phrasing: [("faq/a.toml", FAQ.to_owned()), ("faq/b.toml", FOAM.to_owned())];
    duplicate_name_in_one_entry: [("connectors/a.toml", but(CONNECTOR, "side =", "aliases = [\"mmcx\"]\nside ="))];
    dangling_related: [("faq/a.toml", format!("{FAQ}related = [\"term/seel\", \"driver/planar\"]\n"))];
    dangling_about: [("faq/a.toml", format!("{FAQ}about = [\"brand/moondrop\"]\n"))];
    related_that_is_no_id: [("glossary.toml", format!("{GLOSSARY}see_also = [\"seal\", \"planet/mars\"]\n"))];
    dangling_source: [("drivers/a.toml", but(DRIVER, "[\"handbook\"]", "[\"handbok\", \"nowhere-at-all\"]"))];
    dangling_parts_of_a_model: [
        ("brands/a.toml", format!("{BRAND}connector = \"mmxc\"\ndrivers = [{{ driver = \"steam\", count = 1 }}]\n")),
        ("connectors/a.toml", CONNECTOR.to_owned()),
    ];
    a_broken_entry_still_has_its_references_checked: [
        ("faq/a.toml", but(FAQ, "question =", "related = [\"term/no-such-term\"]\nquesion =")),
    ];

    // Values.
    unknown_country: [("brands/a.toml", but(BRAND, "\"Japan\"", "\"Japn\""))];
    unknown_brand_tag: [("brands/a.toml", but(BRAND, "sources", "tags = [\"chifi\", \"loud\"]\nsources"))];
    unknown_side: [("connectors/a.toml", but(CONNECTOR, "\"ear\"", "\"middle\""))];
    unknown_trust: [("sources.toml", but(SOURCES, "\"reference\"", "\"forums\""))];
    bad_sensitivity_unit: [("brands/a.toml", format!("{BRAND}sensitivity = {{ value = 110, unit = \"dB/W\" }}\n"))];
    bad_url: [("sources.toml", format!("{SOURCES}url = \"example.org/handbook\"\n"))];
    year_out_of_range: [("brands/a.toml", format!("{BRAND}year = 20233\n"))];
    negative_impedance: [("brands/a.toml", format!("{BRAND}impedance_ohm = -16\n"))];
    number_beyond_all_bounds: [("brands/a.toml", format!("{BRAND}year = 99999999999999999999\n"))];
    contested_with_one_source: [("faq/a.toml", format!("{FAQ}contested = true\n"))];

    // Markdown.
    heading_in_an_answer: [("faq/a.toml", but(FAQ, "\"Take", "\"# Tips\\n\\nTake"))];
    link_in_an_answer: [("faq/a.toml", but(FAQ, "largest", "[largest](https://example.org)"))];
    table_in_an_answer: [("glossary.toml", but(GLOSSARY, "\"It keeps the bass in.\"", TABLE))];
    html_in_an_answer: [("articles/a.md", but(ARTICLE, "loudness", "<b>loudness</b>"))];
    code_in_a_model_note: [("brands/a.toml", format!("{BRAND}note = \"Type `x`.\"\n"))];
    empty_section: [("articles/a.md", format!("{ARTICLE}\n## The colours\n\n## The smoothing\nIt hides peaks.\n"))];
    over_long_section: [("articles/a.md", format!("{ARTICLE}{}", "It is long. ".repeat(170)))];
    first_sentence_too_long: [("faq/a.toml", but(FAQ, "Take", &"Take it or leave it, ".repeat(8)))];
    a_broken_entry_and_a_broken_source_are_still_there: [
        ("faq/a.toml", format!("{FAQ}related = [\"term/seal\"]\n")),
        ("glossary.toml", but(GLOSSARY, "\"It keeps the bass in.\"", "\"\"")),
        ("sources.toml", but(SOURCES, "title = \"The handbook\"\n", "")),
    ];
    sources_that_cannot_be_parsed: [("sources.toml", but(SOURCES, "[[source]]", "[[source]"))];
    unused_source: [("sources.toml", format!("{SOURCES}\n{}", SOURCES.replace("handbook", "leaflet")))];
}

#[test]
fn without_sources_and_vocabulary() {
    let file = |name: &str, text: &str| {
        Arc::new(SourceFile { path: format!("mine/{name}"), name: name.into(), text: text.into() })
    };
    let rendered: Vec<String> =
        load(&[file("glossary.toml", GLOSSARY)]).1.iter().map(|problem| problem.render(false)).collect();
    snapshot("diagnostics", "missing_files", &rendered.join("\n\n"));
    let codes: Vec<&str> = load(&[]).1.iter().map(|problem| problem.rule.code()).collect();
    assert_eq!(codes, ["K001", "K001"]);
    // That no country is known follows from that.
    let brands = load(&[file("brands/a.toml", BRAND), file("sources.toml", SOURCES)]).1;
    let errors: Vec<&str> = brands.iter().filter(|one| one.is_error()).map(|one| one.message.as_str()).collect();
    assert_eq!(errors, ["`vocabulary.toml` is missing"]);
}

#[test]
fn ten_defects_in_one_run() {
    let problems = problems(&[
        ("faq/a.toml", but(FAQ, "tip-size", "Tip Size")),
        ("faq/b.toml", "[[entry]\n".to_owned()),
        ("articles/a.md", but(ARTICLE, "Pitch goes to the right.", "")),
        ("brands/a.toml", but(&format!("{BRAND}year = 1\nimpedance_ohm = 0\n"), "Japan\"", "Atlantis\"")),
        ("connectors/a.toml", but(CONNECTOR, "\"MMCX is a round connector.\"", "true")),
        ("drivers/a.toml", format!("{DRIVER}related = [\"driver/steam\"]\ncolour = 1\n")),
        ("notes.md", String::new()),
    ]);
    let lines: Vec<String> = problems.iter().map(Diagnostic::one_line).collect();
    assert_eq!(lines.len(), 10, "{lines:#?}");
    snapshot("diagnostics", "ten_defects", &lines.join("\n"));
}

/// Nothing leads to the entry, and from it; two that know each other, a brand
/// and its model are in order, and so is what a broken entry refers to.
#[test]
fn an_orphan() {
    let linked = but(FAQ, "tip-size", "tip-care").replace("tip", "tube").replace("Tip", "Tube");
    let linked = format!("{linked}related = [\"term/seal\"]\n");
    let broken = but(DRIVER, "name =", "nam =");
    let all = all_problems(&[
        ("faq/a.toml", FAQ.to_owned()),
        ("faq/b.toml", linked),
        ("articles/a.md", ARTICLE.to_owned()),
        ("brands/a.toml", BRAND.to_owned()),
        ("connectors/a.toml", CONNECTOR.to_owned()),
        ("drivers/a.toml", format!("{broken}related = [\"connector/mmcx\"]\n")),
    ]);
    let orphans = all.iter().filter(|problem| problem.rule == Rule::Orphan);
    let rendered: Vec<String> = orphans.map(|problem| problem.render(false)).collect();
    snapshot("diagnostics", "orphan", &rendered.join("\n\n"));
}

/// While a file cannot be parsed, nobody knows what it refers to.
#[test]
fn no_orphans_while_a_file_cannot_be_parsed() {
    let all = all_problems(&[("faq/a.toml", FAQ.to_owned()), ("faq/b.toml", "[[entry]\n".to_owned())]);
    assert!(all.iter().all(|problem| problem.rule == Rule::Syntax), "{all:?}");
}

/// What is said about these questions, each the only one of its entry, beside
/// those of the small knowledge.
fn near_duplicates(questions: &[&str]) -> Vec<Diagnostic> {
    let (mut files, _) = read::folder(&fixture("knowledge"));
    let entry = |(number, question): (usize, &&str)| {
        let entry = FAQ.replace("tip-size", &format!("added-{number}")).replace("Which tip size do I need?", question);
        ["choose tips", "tips too big", "tips too small", "tip sizes"]
            .into_iter()
            .fold(entry, |entry, phrasing| entry.replace(phrasing, &format!("zebra {number} {}", phrasing.len())))
    };
    let text: Vec<String> = questions.iter().enumerate().map(entry).collect();
    let file = SourceFile { path: "faq/added.toml".into(), name: "faq/added.toml".into(), text: text.join("\n") };
    files.push(Arc::new(file));
    let (knowledge, problems) = load(&files);
    assert!(problems.iter().all(|problem| problem.rule == Rule::Orphan), "{problems:?}");
    near_duplicates::check(&Library::new(knowledge, None).unwrap())
}

#[test]
fn near_duplicates_are_told_with_both_places() {
    let problems = near_duplicates(&["How should I wash ear tips of silicone?", "What does seal mean?"]);
    let rendered: Vec<String> =
        problems.iter().map(|problem| problem.render(false).replace(&format!("{ROOT}/"), "")).collect();
    snapshot("diagnostics", "near_duplicate", &rendered.join("\n\n"));
}

/// The same words in another sort of question, or with one telling word more,
/// are another question.
#[test]
fn questions_that_differ_are_no_near_duplicates() {
    let different = ["Why clean silicone ear tips?", "How do I clean foam ear tips?", "What can I do without a seal?"];
    assert_eq!(near_duplicates(&different), []);
}

/// Every rule but the one that needs every phrasing asked.
#[test]
fn every_rule_has_a_case() {
    let shown: String = files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/snapshots/diagnostics"))
        .into_iter()
        .map(|(_, bytes)| String::from_utf8(bytes).unwrap())
        .collect();
    for code in (1..=24).filter(|code| *code != 20) {
        assert!(shown.contains(&format!("[K{code:03}]")), "no snapshot shows K{code:03}");
    }
}

#[test]
fn a_file_that_is_no_text() {
    let copy = copy_of(&fixture("knowledge"));
    fs::write(copy.path().join("faq/care.toml"), b"# caf\xe9\n[[entry]]\n").unwrap();
    let (files, problems) = read::folder(copy.path());
    assert!(files.iter().all(|file| file.name != "faq/care.toml"));
    let rendered: Vec<String> = problems.iter().map(|problem| problem.render(false)).collect();
    snapshot("diagnostics", "not_utf8", &rendered.join("\n\n").replace(copy.path().to_str().unwrap(), "FOLDER"));
}

#[test]
fn a_folder_that_is_not_there() {
    for path in ["no/such/folder", "Cargo.toml"] {
        let (files, problems) = read::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join(path));
        assert_eq!(files, []);
        let [problem] = problems.as_slice() else { panic!("{problems:?}") };
        assert_eq!(problem.rule.code(), "K001");
        assert!(problem.message.contains(path), "{}", problem.message);
    }
    let (_, problems) = read::folder(Path::new("no/such/folder"));
    snapshot("diagnostics", "no_such_folder", &problems[0].render(false));
}

#[test]
fn marks_guides_and_hidden_files_do_no_harm() {
    let copy = copy_of(&fixture("knowledge"));
    let folder = copy.path();
    let (before, _) = read::folder(folder);
    let seal = fs::read_to_string(folder.join("glossary.toml")).unwrap();
    fs::write(folder.join("glossary.toml"), format!("\u{feff}{seal}")).unwrap();
    fs::write(folder.join("README.md"), "A guide.").unwrap();
    fs::write(folder.join("faq/README.md"), "A guide.").unwrap();
    fs::write(folder.join(".draft.toml"), "no [ toml").unwrap();
    fs::write(folder.join("faq/.#care.toml"), "no [ toml").unwrap();
    fs::write(folder.join("faq/care.toml~"), "no [ toml").unwrap();
    fs::create_dir(folder.join(".git")).unwrap();
    fs::write(folder.join(".git/config.toml"), "no [ toml").unwrap();
    let (after, problems) = read::folder(folder);
    assert_eq!(problems, []);
    assert_eq!(after, before);
    assert_eq!(load(&after).1, []);
}

#[test]
fn a_file_too_large_is_told_and_not_read() {
    let copy = copy_of(&fixture("knowledge"));
    fs::write(copy.path().join("faq/huge.toml"), vec![b'#'; 5 * 1024 * 1024]).unwrap();
    let (files, problems) = read::folder(copy.path());
    assert!(files.iter().all(|file| file.name != "faq/huge.toml"));
    assert!(problems.len() == 1 && problems[0].message.contains("huge.toml"), "{problems:?}");
}

#[test]
fn an_empty_folder_lacks_its_parts() {
    let folder = TempDir::new().unwrap();
    let codes: Vec<&str> =
        crate::support::read_folder(folder.path()).1.iter().map(|problem| problem.rule.code()).collect();
    assert_eq!(codes, ["K001", "K001"]);
}

#[test]
fn lines_may_end_as_on_windows() {
    let files = [
        ("faq/a.toml", FAQ.replace('\n', "\r\n")),
        ("articles/a.md", ARTICLE.replace('\n', "\r\n")),
        ("vocabulary.toml", VOCABULARY.replace('\n', "\r\n")),
    ];
    assert_eq!(problems(&files), []);
}
