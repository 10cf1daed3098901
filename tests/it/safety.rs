//! A question that touches on danger always carries its warning.

use crate::support::shipped;
use iem_bot::answer::answer;
use iem_bot::answer::reply::Outcome;
use proptest::prelude::*;
use proptest::sample::Index;

/// What people wrap a question in.
const CHATTER: [&str; 6] =
    ["", "hey all. ", "sorry if this was asked before! ", "@everyone ", "my brother says yes. ", "lol "];

proptest! {
    #[test]
    fn every_trigger_in_every_wording(
        warning in any::<Index>(),
        trigger in any::<Index>(),
        choices in prop::collection::vec(any::<Index>(), 4),
        chatter in prop::sample::select(CHATTER.to_vec()),
        backwards in any::<bool>(),
    ) {
        let library = shipped();
        let warning = warning.get(library.knowledge.warnings());
        let groups = trigger.get(&warning.triggers);
        let mut words: Vec<&str> = groups.iter().zip(&choices).map(|(group, choice)| choice.get(group).as_str()).collect();
        if backwards {
            words.reverse();
        }
        let question = format!("{chatter}{}", words.join(" and "));
        let reply = answer(library, &question);
        prop_assert!(reply.warnings.contains(&warning.text), "{question}: {:?}", reply.warnings);
        if reply.outcome == Outcome::Answer {
            prop_assert!(reply.answers[0].text.starts_with("**Take care:** "), "{question}");
            prop_assert!(reply.answers[0].text.contains(&warning.text), "{question}");
        }
    }
}

#[test]
fn ordinary_questions_carry_none() {
    for question in [
        "what is an iem",
        "mmcx vs 2 pin",
        "how do i remove a 2 pin cable",
        "does 4.4 sound better than 3.5",
        "what is a planar driver",
        "best iem for bass",
        "how do i clean my iems",
        "which brands are from japan",
    ] {
        assert_eq!(answer(shipped(), question).warnings, Vec::<String>::new(), "{question}");
    }
}
