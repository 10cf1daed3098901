//! Which warnings a question calls for.

use super::analysis::Analyser;
use crate::knowledge::warnings::Warning;
use crate::text::tokens::Token;

/// The warnings, ready for comparing with questions.
#[derive(Debug, Default)]
pub struct Safety {
    /// For each warning its triggers.
    triggers: Vec<Vec<Groups>>,
}

/// Groups of phrases, as stems; one phrase of each must occur.
type Groups = Vec<Vec<Vec<String>>>;

impl Safety {
    /// Cuts the triggers as questions are cut.
    pub fn new(warnings: &[Warning], analyser: &Analyser) -> Self {
        let stems =
            |phrase: &String| analyser.tokens(phrase).into_iter().map(|token| token.stem.clone()).collect::<Vec<_>>();
        let group = |phrases: &Vec<String>| phrases.iter().map(stems).filter(|stems| !stems.is_empty()).collect();
        let of_warning =
            |warning: &Warning| warning.triggers.iter().map(|trigger| trigger.iter().map(group).collect()).collect();
        Self { triggers: warnings.iter().map(of_warning).collect() }
    }

    /// The numbers of the warnings that these words call for, in their order.
    pub fn called_for(&self, tokens: &[Token]) -> Vec<usize> {
        let calls = |groups: &Groups| groups.iter().all(|phrases| phrases.iter().any(|phrase| occurs(phrase, tokens)));
        let numbered = self.triggers.iter().enumerate();
        numbered.filter(|(_, triggers)| triggers.iter().any(calls)).map(|(number, _)| number).collect()
    }
}

fn occurs(phrase: &[String], tokens: &[Token]) -> bool {
    tokens.windows(phrase.len()).any(|window| window.iter().map(|token| &token.stem).eq(phrase))
}
