//! What a button or menu does. Its whole state travels in the component's
//! `custom_id`, so that it works after a restart, through any copy of the bot.

use super::limits;
use crate::knowledge::entry::EntryId;
use std::fmt;

/// The version of the format. A change of format takes the next number; what
/// older messages carry is then told to be out of date.
const VERSION: char = '1';

/// What a button or menu does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Shows an entry, from one of its pages on.
    Entry {
        /// Which entry.
        id: EntryId,
        /// Which page, from 0.
        page: usize,
    },
    /// Shows the entry picked in a menu.
    Pick,
    /// Answers a question again, from one of its pages on.
    Ask {
        /// The question.
        question: String,
        /// Which page, from 0.
        page: usize,
    },
    /// Says why this answer was given.
    Why(Why),
    /// Takes the reply away, for whoever asked and for moderators.
    Remove {
        /// Who asked, by number.
        asker: u64,
    },
}

/// Why an answer was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// What led to it.
    pub way: Way,
    /// How sure the bot was, in percent.
    pub percent: u8,
    /// The words of the question that told most.
    pub words: Vec<String>,
}

/// What led to an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A person wrote it for this very wording.
    Wording,
    /// It is most like what was asked.
    Likeness,
    /// The typed facts of the things named.
    Facts,
    /// A list of all things with a property.
    List,
    /// Two things side by side.
    Comparison,
    /// It was called by its name.
    Name,
}

impl Way {
    const ALL: [(char, Way); 6] = [
        ('w', Way::Wording),
        ('l', Way::Likeness),
        ('f', Way::Facts),
        ('m', Way::List),
        ('c', Way::Comparison),
        ('n', Way::Name),
    ];

    fn letter(self) -> char {
        Self::ALL.iter().find(|(_, way)| *way == self).map_or('l', |(letter, _)| *letter)
    }
}

impl Why {
    /// With as many of the words as the state has room for.
    pub fn new(way: Way, percent: u8, words: impl IntoIterator<Item = String>) -> Self {
        let mut why = Self { way, percent, words: Vec::new() };
        for word in words {
            why.words.push(word);
            if limits::length(&Action::Why(why.clone()).to_string()) > limits::CUSTOM_ID {
                why.words.pop();
                break;
            }
        }
        why
    }
}

impl Action {
    /// Answers a question again, if the state has room for it.
    pub fn ask(question: &str, page: usize) -> Option<Self> {
        let question = question.split_whitespace().collect::<Vec<_>>().join(" ");
        let action = Self::Ask { question, page };
        (limits::length(&action.to_string()) <= limits::CUSTOM_ID).then_some(action)
    }

    /// Reads a `custom_id`; `None` if it is not one of ours, or of another version.
    pub fn parse(custom_id: &str) -> Option<Self> {
        let state = custom_id.strip_prefix(VERSION)?;
        let mut letters = state.chars();
        let what = letters.next()?;
        let rest = letters.as_str();
        match what {
            'e' => {
                let (page, id) = rest.split_once('.')?;
                Some(Self::Entry { id: EntryId::parse(id)?, page: number(page)? })
            }
            'p' => rest.is_empty().then_some(Self::Pick),
            'a' => {
                let (page, question) = rest.split_once('.')?;
                let page = number(page)?;
                (!question.is_empty()).then(|| Self::Ask { question: question.to_owned(), page })
            }
            'w' => {
                let mut parts = rest.splitn(3, '.');
                let letter: char = parts.next()?.parse().ok()?;
                let (_, way) = *Way::ALL.iter().find(|(known, _)| *known == letter)?;
                let percent = parts.next()?.parse().ok().filter(|percent| *percent <= 100)?;
                let words = parts.next()?.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
                Some(Self::Why(Why { way, percent, words }))
            }
            'x' => Some(Self::Remove { asker: rest.parse().ok()? }),
            _ => None,
        }
    }
}

/// A page number as we write it: at most two digits.
fn number(text: &str) -> Option<usize> {
    (text.len() <= 2).then(|| text.parse().ok())?
}

impl fmt::Display for Action {
    /// The `custom_id`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entry { id, page } => write!(formatter, "{VERSION}e{page}.{id}"),
            Self::Pick => write!(formatter, "{VERSION}p"),
            Self::Ask { question, page } => write!(formatter, "{VERSION}a{page}.{question}"),
            Self::Why(why) => {
                write!(formatter, "{VERSION}w{}.{}.{}", why.way.letter(), why.percent, why.words.join(" "))
            }
            Self::Remove { asker } => write!(formatter, "{VERSION}x{asker}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::entry::Kind;
    use proptest::prelude::*;

    #[test]
    fn actions_survive_their_custom_id() {
        let words = ["balanced", "armature"].map(str::to_owned);
        for action in [
            Action::Entry { id: EntryId::new(Kind::Brand, "moondrop"), page: 0 },
            Action::Entry { id: EntryId::parse("article/a#b").unwrap(), page: 12 },
            Action::Pick,
            Action::ask("which brands use mmcx? a.b", 3).unwrap(),
            Action::Why(Why::new(Way::Likeness, 97, words)),
            Action::Why(Why::new(Way::Name, 100, [])),
            Action::Remove { asker: 18_446_744_073_709_551_615 },
        ] {
            assert_eq!(Action::parse(&action.to_string()), Some(action.clone()), "{action}");
        }
    }

    #[test]
    fn forged_and_stale_states_are_refused() {
        for state in [
            "",
            "1",
            "0e0.brand/a",
            "2p",
            "1e.brand/a",
            "1e0.list/a",
            "1e123.brand/a",
            "1x-1",
            "1pp",
            "1a0.",
            "1wz.5.",
            "1wl.101.",
        ] {
            assert_eq!(Action::parse(state), None, "{state}");
        }
    }

    #[test]
    fn long_questions_have_no_room() {
        assert_eq!(Action::ask(&"why ".repeat(40), 0), None);
    }

    proptest! {
        #[test]
        fn any_state_is_read_or_refused(state in "\\PC{0,120}") {
            let _read = Action::parse(&state);
        }

        #[test]
        fn words_fit(words in proptest::collection::vec("\\PC{1,30}", 0..9)) {
            let action = Action::Why(Why::new(Way::Likeness, 100, words));
            prop_assert!(limits::length(&action.to_string()) <= limits::CUSTOM_ID);
        }
    }
}
