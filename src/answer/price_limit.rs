//! Price limits, in the words that people set them in: "under $200", "cheaper
//! than 50 dollars", "100 or less", "between 100 and 300".

use super::understanding::Question;

/// Which prices are meant, in US dollars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PriceLimit {
    /// This much or less.
    AtMost(u32),
    /// This much or more.
    AtLeast(u32),
    /// More than this.
    Above(u32),
    /// From the one to the other.
    Between(u32, u32),
}

/// A limit, and the words that set it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The limit.
    pub limit: PriceLimit,
    /// Its first word.
    pub start: usize,
    /// How many words it takes.
    pub length: usize,
}

/// What makes a limit of an amount.
type MakeLimit = fn(u32) -> PriceLimit;

/// Words before an amount; of two that fit, the longer stands first.
const BEFORE: [(&[&str], MakeLimit); 30] = [
    (&["no", "more", "than"], PriceLimit::AtMost),
    (&["not", "more", "than"], PriceLimit::AtMost),
    (&["not", "above"], PriceLimit::AtMost),
    (&["not", "over"], PriceLimit::AtMost),
    (&["at", "most"], PriceLimit::AtMost),
    (&["up", "to"], PriceLimit::AtMost),
    (&["lower", "than"], PriceLimit::AtMost),
    (&["less", "than"], PriceLimit::AtMost),
    (&["cheaper", "than"], PriceLimit::AtMost),
    (&["budget", "of"], PriceLimit::AtMost),
    (&["limit", "of"], PriceLimit::AtMost),
    (&["maximum", "of"], PriceLimit::AtMost),
    (&["not", "less", "than"], PriceLimit::AtLeast),
    (&["no", "less", "than"], PriceLimit::AtLeast),
    (&["at", "least"], PriceLimit::AtLeast),
    (&["more", "expensive", "than"], PriceLimit::Above),
    (&["expensive", "than"], PriceLimit::Above),
    (&["pricier", "than"], PriceLimit::Above),
    (&["higher", "than"], PriceLimit::Above),
    (&["more", "than"], PriceLimit::Above),
    (&["under"], PriceLimit::AtMost),
    (&["below"], PriceLimit::AtMost),
    (&["sub"], PriceLimit::AtMost),
    (&["within"], PriceLimit::AtMost),
    (&["upto"], PriceLimit::AtMost),
    (&["maximum"], PriceLimit::AtMost),
    (&["max"], PriceLimit::AtMost),
    (&["over"], PriceLimit::Above),
    (&["above"], PriceLimit::Above),
    (&["beyond"], PriceLimit::Above),
];

/// Words after an amount.
const AFTER: [(&[&str], MakeLimit); 17] = [
    (&["or", "less"], PriceLimit::AtMost),
    (&["or", "under"], PriceLimit::AtMost),
    (&["or", "below"], PriceLimit::AtMost),
    (&["or", "cheaper"], PriceLimit::AtMost),
    (&["and", "less"], PriceLimit::AtMost),
    (&["and", "under"], PriceLimit::AtMost),
    (&["and", "below"], PriceLimit::AtMost),
    (&["maximum"], PriceLimit::AtMost),
    (&["max"], PriceLimit::AtMost),
    (&["tops"], PriceLimit::AtMost),
    (&["limit"], PriceLimit::AtMost),
    (&["or", "more"], PriceLimit::AtLeast),
    (&["or", "above"], PriceLimit::AtLeast),
    (&["or", "over"], PriceLimit::AtLeast),
    (&["and", "above"], PriceLimit::AtLeast),
    (&["and", "up"], PriceLimit::AtLeast),
    (&["plus"], PriceLimit::AtLeast),
];

/// What prices are given in.
const MONEY: [&str; 3] = ["dollars", "dollar", "usd"];
/// Words that make the number before them something else than a price.
const OTHER_UNITS: [&str; 24] = [
    "ohm", "db", "hz", "khz", "mm", "cm", "m", "mw", "mv", "v", "g", "gram", "grams", "hours", "hour", "minutes",
    "years", "year", "drivers", "driver", "ba", "bit", "percent", "models",
];

impl PriceLimit {
    /// Whether a price keeps to it.
    pub fn holds(self, usd: u32) -> bool {
        match self {
            Self::AtMost(most) => usd <= most,
            Self::AtLeast(least) => usd >= least,
            Self::Above(bound) => usd > bound,
            Self::Between(least, most) => (least..=most).contains(&usd),
        }
    }

    /// In words: "listed at $200 or less".
    pub fn describe(self) -> String {
        match self {
            Self::AtMost(usd) => format!("listed at ${usd} or less"),
            Self::AtLeast(usd) => format!("listed at ${usd} or more"),
            Self::Above(usd) => format!("listed above ${usd}"),
            Self::Between(least, most) => format!("listed between ${least} and ${most}"),
        }
    }
}

/// The price limit that a question sets.
pub fn price_limit(question: &Question) -> Option<Found> {
    let words: Vec<&str> = question.tokens.iter().map(|token| token.text.as_str()).collect();
    let range = (0..words.len()).find_map(|at| between(&words, at));
    range.or_else(|| (0..words.len()).find_map(|at| one_sided(&words, at)))
}

/// An amount of money, with the word after it that says so.
#[derive(Clone, Copy)]
struct Amount {
    usd: u32,
    start: usize,
    end: usize,
}

fn amount(words: &[&str], start: usize) -> Option<Amount> {
    let usd = dollars(words.get(start)?)?;
    let next = words.get(start + 1).copied().unwrap_or_default();
    let end = if MONEY.contains(&next) { start + 2 } else { start + 1 };
    (!OTHER_UNITS.contains(&next)).then_some(Amount { usd, start, end })
}

/// "200", "200usd", "1k", "1,000" (a comma between digits is read as a point).
fn dollars(word: &str) -> Option<u32> {
    let word = word.trim_end_matches("usd");
    if let Some((thousands, rest)) = word.split_once('.').filter(|(_, rest)| rest.len() == 3) {
        return format!("{thousands}{rest}").parse().ok();
    }
    match word.strip_suffix('k') {
        Some(thousands) => thousands.parse::<u32>().ok()?.checked_mul(1000),
        None => word.parse().ok(),
    }
}

fn one_sided(words: &[&str], at: usize) -> Option<Found> {
    let amount = amount(words, at)?;
    let before = words.get(..amount.start)?;
    if let Some((cue, limit)) = BEFORE.iter().find(|(cue, _)| before.ends_with(cue)) {
        let start = amount.start - cue.len();
        return Some(Found { limit: limit(amount.usd), start, length: amount.end - start });
    }
    let after = words.get(amount.end..)?;
    let (cue, limit) = AFTER.iter().find(|(cue, _)| after.starts_with(cue))?;
    let length = amount.end + cue.len() - amount.start;
    Some(Found { limit: limit(amount.usd), start: amount.start, length })
}

/// "between 100 and 200", "from 100 to 200", "100 to 200 dollars".
fn between(words: &[&str], at: usize) -> Option<Found> {
    let least = amount(words, at)?;
    let most = words.get(least.end).filter(|word| matches!(**word, "and" | "to")).and(amount(words, least.end + 1))?;
    let opened = at.checked_sub(1).filter(|before| matches!(words.get(*before), Some(&("between" | "from"))));
    let has_unit = most.end > most.start + 1;
    let start = opened.or(has_unit.then_some(at))?;
    (least.usd < most.usd).then_some(Found {
        limit: PriceLimit::Between(least.usd, most.usd),
        start,
        length: most.end - start,
    })
}
