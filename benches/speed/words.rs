//! Words for made-up texts, as frequent as words are: the most frequent are
//! the shipped knowledge's own, the many rare ones are made up.

use iem_bot::knowledge::Knowledge;
use iem_bot::search::analysis::Analyser;
use iem_bot::search::words::texts;
use iem_bot::text::tokens;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Shorter words mostly hold sentences together.
const SHORTEST: usize = 4;
/// Letters of a made-up word: enough for a few hundred thousand of them.
const LETTERS: usize = 6;

/// The words that texts are made of.
pub(crate) struct Stock {
    known: Vec<String>,
    size: f64,
}

impl Stock {
    /// The words of this knowledge, and as many more as one that is so many
    /// times its size has: the square root of it (Heaps' law).
    pub(crate) fn new(shipped: &Knowledge, analyser: &Analyser, times: f64) -> Self {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for entry in shipped.entries() {
            let asked = entry.phrasings.iter().map(|asked| asked.value.as_str());
            for word in texts(entry).into_iter().chain(asked).chain([entry.title.as_str()]).flat_map(tokens::words) {
                if is_content(&word, analyser) {
                    *counts.entry(word).or_default() += 1;
                }
            }
        }
        let mut known: Vec<(String, usize)> = counts.into_iter().collect();
        known.sort_by_key(|(_, count)| Reverse(*count));
        let known: Vec<String> = known.into_iter().map(|(word, _)| word).collect();
        let size = float(known.len()) * times.max(1.0).sqrt();
        Self { known, size }
    }

    /// A word drawn by chance: the nth most frequent one nth as often as the
    /// first (Zipf's law), since the logarithm of its place is even.
    pub(crate) fn word(&self, chance: Chance) -> String {
        let place = (self.size.ln() * chance.share()).exp();
        // From 0 on; what is after the comma does not count.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place among the words")]
        let place = place as usize - 1;
        self.known.get(place).cloned().unwrap_or_else(|| spoken(Chance::of(&[place.to_string().as_str()])))
    }
}

/// Whether a word carries meaning.
pub(crate) fn is_content(word: &str, analyser: &Analyser) -> bool {
    word.chars().count() >= SHORTEST && word.chars().all(char::is_alphabetic) && !analyser.is_filler(word)
}

/// A word that means nothing and can be spoken.
pub(crate) fn spoken(chance: Chance) -> String {
    let letters = ["bcdfghjklmnprstvz", "aeiou"].map(str::as_bytes);
    let mut chance = chance;
    let picked = letters.iter().cycle().take(LETTERS).map(|letters| {
        chance = chance.next();
        char::from(letters[usize::try_from(chance.0 >> 40).unwrap() % letters.len()])
    });
    picked.collect()
}

/// A number as if by chance, yet the same every time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chance(u64);

impl Chance {
    /// That of some texts: FNV-1a.
    pub(crate) fn of(texts: &[&str]) -> Self {
        let bytes = texts.iter().flat_map(|text| text.bytes().chain([0]));
        let hash = |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Self(bytes.fold(0xcbf2_9ce4_8422_2325, hash)).next()
    }

    /// Another: a linear congruential generator, constants by Knuth.
    fn next(self) -> Self {
        Self(self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407))
    }

    /// Its upper bits, which are the better ones, from 0 to 1.
    fn share(self) -> f64 {
        f64::from(u32::try_from(self.0 >> 32).unwrap()) / f64::from(u32::MAX)
    }

    /// For putting things in an order.
    pub(crate) fn order(self) -> u64 {
        self.0
    }
}

/// Counts here are far from where they would lose precision.
#[expect(clippy::cast_precision_loss, reason = "counts of entries and words")]
pub(crate) fn float(count: usize) -> f64 {
    count as f64
}
