//! What a question wants to know: what, how, why, who, whether.

use crate::text::tokens::Token;

/// The sort of question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// What something is or means.
    Define,
    /// How much, how many, how long.
    Amount,
    /// How to do it, how it works.
    How,
    /// Why it is so.
    Why,
    /// Who did it.
    Who,
    /// When it was.
    When,
    /// Where it is.
    Where,
    /// Which one to take.
    Which,
    /// One against another.
    Compare,
    /// Whether it is so.
    Whether,
}

const QUESTION_WORDS: [&str; 12] =
    ["what", "whats", "how", "hows", "why", "who", "whos", "when", "where", "wheres", "which", "wtf"];
const AMOUNTS: [&str; 8] = ["much", "many", "long", "often", "loud", "deep", "far", "big"];
const AUXILIARIES: [&str; 20] = [
    "is", "are", "do", "does", "did", "can", "could", "should", "will", "would", "was", "were", "has", "have", "may",
    "isnt", "arent", "dont", "doesnt", "cant",
];

/// The sort of question that these words ask, if they show it.
pub fn intent(tokens: &[Token]) -> Option<Intent> {
    let words: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    if has(&["vs", "versus", "compare", "compared", "difference", "better"]) {
        return Some(Intent::Compare);
    }
    if has(&["meaning", "mean", "means", "define", "definition", "explain", "explained"]) {
        return Some(Intent::Define);
    }
    let at = words.iter().position(|word| QUESTION_WORDS.contains(word));
    let first = words.first().copied().unwrap_or_default();
    match at.and_then(|at| Some((*words.get(at)?, words.get(at + 1).copied().unwrap_or_default()))) {
        Some(("how" | "hows", next)) if AMOUNTS.contains(&next) => Some(Intent::Amount),
        Some(("how" | "hows", _)) => Some(Intent::How),
        Some(("why", _)) => Some(Intent::Why),
        Some(("who" | "whos", _)) => Some(Intent::Who),
        Some(("when", _)) if !AUXILIARIES.contains(&first) => Some(Intent::When),
        Some(("where" | "wheres", _)) => Some(Intent::Where),
        Some(("whats", _)) => Some(Intent::Define),
        Some(("what" | "wtf", next)) if AUXILIARIES.contains(&next) || next.is_empty() => Some(Intent::Define),
        Some(("what" | "which", _)) => Some(Intent::Which),
        _ if AUXILIARIES.contains(&first) => Some(Intent::Whether),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens::tokenise;

    #[test]
    fn table() {
        for (question, expected) in [
            ("what is an iem", Some(Intent::Define)),
            ("explain iems to me", Some(Intent::Define)),
            ("sibilance meaning", Some(Intent::Define)),
            ("how do i clean them", Some(Intent::How)),
            ("how many db is safe", Some(Intent::Amount)),
            ("why is one side quiet", Some(Intent::Why)),
            ("who founded noble", Some(Intent::Who)),
            ("mmcx vs 2 pin", Some(Intent::Compare)),
            ("is burn-in real", Some(Intent::Whether)),
            ("what tips should i get", Some(Intent::Which)),
            ("one side quiet", None),
            ("", None),
        ] {
            assert_eq!(intent(&tokenise(question)), expected, "{question}");
        }
    }
}
