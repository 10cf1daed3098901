//! Answers made of the typed facts: what each way of asking must open with.

use crate::support::shipped;
use iem_bot::answer::answer;
use iem_bot::answer::reply::{Outcome, Reply};
use iem_bot::knowledge::entry::Kind;

/// Asserts that each question is answered, and that the answer holds a phrase.
#[track_caller]
fn each_says(cases: &[(&str, &str)]) {
    for (question, phrase) in cases {
        let reply = answered(question);
        let text = &reply.answers[0].text;
        assert!(text.contains(phrase), "{question}: {phrase} is not in: {text}");
    }
}

#[track_caller]
fn answered(question: &str) -> Reply {
    let reply = answer(shipped(), question);
    assert_eq!(reply.outcome, Outcome::Answer, "{question}");
    reply
}

#[test]
fn a_price_limit_is_understood_in_all_its_wordings() {
    for (question, title) in [
        ("planar sets below 150 dollars", "listed at $150 or less"),
        ("hybrids cheaper than 90 bucks", "listed at $90 or less"),
        ("any tribrid iems up to $600?", "listed at $600 or less"),
        ("planars for 120 usd max", "listed at $120 or less"),
        ("moondrop iems, 80 dollars or less", "listed at $80 or less"),
        ("kiwi ears models no more than 100 dollars", "listed at $100 or less"),
        ("does dunu make anything under 100 dollars", "listed at $100 or less"),
        ("japanese iems above 1k", "listed above $1000"),
        ("american iems of at least 2000 dollars", "listed at $2000 or more"),
        ("chinese planars between 100 and 250 dollars", "listed between $100 and $250"),
    ] {
        let first = &answered(question).answers[0];
        assert_eq!(first.kind, Kind::List, "{question}: {}", first.title);
        assert!(first.title.contains(title), "{question}: {}", first.title);
    }
}

#[test]
fn numbers_of_other_things_are_no_prices() {
    for question in ["planars under 16 ohm", "hybrids below 5 grams", "chinese iems with less than 3 drivers"] {
        let reply = answer(shipped(), question);
        let list = reply.answers.first().filter(|first| first.title.contains('$'));
        assert_eq!(list.map(|first| &first.title), None, "{question}");
    }
}

#[test]
fn named_things_are_weighed_on_the_point_that_is_asked() {
    each_says(&[
        ("is the se846 dearer than the u12t", "No, the 64 Audio U12t is more expensive"),
        ("u12t or se846, which one is cheaper", "The Shure SE846 is cheaper"),
        ("is etymotic older than shure", "No, Shure is older: 1925"),
        ("who came first, westone or etymotic", "Westone Audio is older: 1959"),
        ("was shure founded before westone", "Yes, Shure is older"),
        ("is the ie 600 newer than the ie 900", "Yes, the Sennheiser IE 600 is newer"),
        ("andromeda or se846: which has more drivers", "The Campfire Audio Andromeda has more drivers"),
        ("has the se846 a lower impedance than the er4sr", "Yes, the Shure SE846 has the lower impedance"),
        ("which is easier to drive, timeless or moondrop aria", "The Moondrop Aria (2021) plays louder"),
        ("which of the moondrop chu, kato and u12t is the most expensive", "The 64 Audio U12t is the most expensive"),
    ]);
}

#[test]
fn a_superlative_sorts_a_list() {
    for (question, title, first) in [
        ("what is the cheapest moondrop iem", "Models by Moondrop, the cheapest first", "Moondrop Chu"),
        (
            "which campfire model has the most drivers",
            "Models by Campfire Audio, the most drivers first",
            "Campfire Audio Ara",
        ),
        ("oldest japanese iem brand", "Brands from Japan, the oldest first", "JVC"),
    ] {
        let answer = &answered(question).answers[0];
        assert_eq!(answer.title, title, "{question}");
        assert!(answer.text.starts_with(&format!("{title}: {first}")), "{question}: {}", answer.text);
    }
}

#[test]
fn what_a_question_takes_for_granted_is_held_against_the_facts() {
    each_says(&[
        ("is the moondrop kato made by dunu", "No, the Moondrop KATO is by Moondrop (China), not by DUNU."),
        ("does shure make the u12t", "No, the 64 Audio U12t is by 64 Audio (USA), not by Shure."),
        ("truthear hexa: by truthear or 7hz", "The Truthear HEXA is by Truthear (China), not by 7Hz."),
        ("sennheiser timeless", "The knowledge base has no such model by Sennheiser; the 7Hz Timeless is by 7Hz"),
        ("did campfire audio make the andromeda", "Yes, the Campfire Audio Andromeda is by Campfire Audio (USA)."),
        ("was etymotic founded in the 80s", "Yes: Etymotic Research was founded in 1983."),
        ("is shure from the 1970s", "No: Shure was founded in 1925."),
        ("is the u12t a japanese iem", "No, 64 Audio comes from another country: the USA."),
        ("is empire ears from germany", "No, Empire Ears comes from another country: the USA."),
        ("is sennheiser chi-fi", "No, chi-fi is hi-fi from China"),
    ]);
}

#[test]
fn a_maker_that_is_named_in_passing_is_not_corrected() {
    for question in ["is the moondrop aria any good", "does the shure se846 have mmcx", "moondrop aria or sony"] {
        let reply = answer(shipped(), question);
        for answer in &reply.answers {
            assert!(!answer.text.contains(", not by "), "{question}: {}", answer.text);
            assert!(!answer.text.starts_with("Yes, "), "{question}: {}", answer.text);
        }
    }
}

#[test]
fn brands_are_not_tied_together_without_a_sign() {
    each_says(&[
        ("do 64 audio and dunu belong to the same company", "no tie between 64 Audio and DUNU"),
        ("do empire ears and 64 audio use the same connector", "Yes, the same: Empire Ears and 64 Audio use"),
    ]);
}

#[test]
fn whether_a_model_needs_an_amplifier_follows_from_its_figures() {
    each_says(&[
        ("does the moondrop aria need an amp", "The Moondrop Aria (2021) needs no amplifier: at 122 dB/V"),
        ("can a phone drive the 7hz timeless", "The 7Hz Timeless needs an ordinary dongle, hardly an amplifier"),
        ("is the se846 hard to drive", "the source's own impedance should be about 1.1 ohms at most"),
    ]);
}

#[test]
fn a_question_what_to_think_of_a_kind_gets_no_list() {
    for question in [
        "are chinese iems any good",
        "what is a japanese iem like",
        "what are customs good for",
        "any problems with 2-pin iems",
        "who are customs for",
        "what is the point of planar iems",
    ] {
        let reply = answer(shipped(), question);
        assert_ne!(reply.answers.first().map(|first| first.kind), Some(Kind::List), "{question}");
    }
}

#[test]
fn a_number_of_things_may_be_asked_for() {
    for question in ["name 3 german iem makers", "top 5 planar iems", "list 4 hybrid models"] {
        assert_eq!(answered(question).answers[0].kind, Kind::List, "{question}");
    }
}

#[test]
fn two_things_are_compared_where_an_advantage_is_asked_for() {
    assert_eq!(answered("advantage of mmcx over 2-pin").answers[0].kind, Kind::Comparison);
}

#[test]
fn chatter_before_a_comma_does_not_hide_the_question() {
    let plain = answered("how do i clean my iems").answers.remove(0).id;
    let chatty = answered("english is not my first language, how do i clean my iems").answers.remove(0).id;
    assert_eq!(plain, chatty);
}

/// Whole makers' names link even where each of their words is a plain one.
#[test]
fn every_maker_is_answered_for_by_itself() {
    let library = shipped();
    let brands: Vec<_> = library.knowledge.of_kind(Kind::Brand).collect();
    for template in ["which country is {} from", "tell me about {}", "who founded {}"] {
        let own = |brand: &&&iem_bot::knowledge::entry::Entry| {
            let reply = answer(library, &template.replace("{}", &brand.title));
            let about = |id: &str| {
                library.knowledge.entries().iter().any(|entry| {
                    entry.id.as_str() == id
                        && (entry.id == brand.id
                            || entry.about.contains(&brand.id)
                            || entry.title.contains(&brand.title))
                })
            };
            reply.answers.first().is_some_and(|first| about(&first.id))
        };
        let missed: Vec<&str> = brands.iter().filter(|brand| !own(brand)).map(|brand| brand.title.as_str()).collect();
        assert!(missed.len() * 20 <= brands.len(), "{template}: {missed:?}");
    }
}
