//! One form for what people type: Discord's markup, invisible characters,
//! accents, case and stretched letters folded away.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a text for comparing. The result is for matching only: it is never
/// shown to anybody.
///
/// ```
/// # use iem_bot::text::normalise::normalise;
/// assert_eq!(normalise("<@42> Who sells the ERLKÖNIG\u{200b}???").trim(), "who sells the erlkonig???");
/// ```
pub fn normalise(text: &str) -> String {
    let folded = if text.is_ascii() { fold_ascii(text) } else { fold(text) };
    // Last, so that nothing folded away can hide markup or an address.
    without_discord_markup(collapse_stretched(folded))
}

fn fold(text: &str) -> String {
    let kept = text.nfkd().filter(|c| !is_combining_mark(*c) && !is_invisible(*c));
    kept.map(straighten).flat_map(char::to_lowercase).collect()
}

/// The same for plain text, which most is, at a tenth of the cost.
fn fold_ascii(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let stays = |c: char| !is_invisible(c) && straighten(c) == c;
    if lower.chars().all(stays) {
        return lower;
    }
    lower.chars().filter(|c| !is_invisible(*c)).map(straighten).collect()
}

/// Zero-width, directional and control characters, but not white space.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c,
            '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

fn straighten(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{02bc}' | '`' | '\u{00b4}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{2033}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    }
}

/// Leaves out mentions, custom emoji, channel links, time stamps and web
/// addresses; the plain signs of Markdown fall away when words are cut.
fn without_discord_markup(text: String) -> String {
    if !text.contains('<') && !text.contains("http") {
        return text;
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(start) = rest.find(['<', 'h']) {
        let (before, from) = rest.split_at(start);
        kept.push_str(before);
        let skipped = markup_length(from).or_else(|| address_length(from));
        if let Some(after) = skipped.and_then(|length| from.get(length..)) {
            kept.push(' ');
            rest = after;
        } else {
            let mut characters = from.chars();
            kept.extend(characters.next());
            rest = characters.as_str();
        }
    }
    kept.push_str(rest);
    kept
}

/// The length of a `<@1>`, `<#1>`, `<:name:1>`, `<a:name:1>`, `<t:1>` or `</name:1>` at the start.
fn markup_length(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let end = inner.find('>')?;
    let inner = inner.get(..end)?;
    let marked = ["@", "#", ":", "a:", "t:"].iter().any(|sign| inner.starts_with(sign));
    let command = inner.starts_with('/') && inner.contains(':');
    let plain = inner.chars().all(|c| !c.is_whitespace());
    ((marked || command) && plain).then_some(end + 2)
}

fn address_length(text: &str) -> Option<usize> {
    if !text.starts_with("http://") && !text.starts_with("https://") {
        return None;
    }
    Some(text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// `sooooo` becomes `so`: no English word has a letter three times in a row.
/// Digits are left alone, since model numbers have what they have, and so are
/// the letters that stand in threes in our trade: `MkIII`, `TRRRS`, `XXXL`.
fn collapse_stretched(text: String) -> String {
    let is_run = |three: &[u8]| three.windows(2).all(|pair| pair.first() == pair.last());
    if text.is_ascii() && !text.as_bytes().windows(3).any(is_run) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let mut run = 1;
        while c.is_alphabetic() && characters.peek() == Some(&c) {
            characters.next();
            run += 1;
        }
        let stretched = run >= 3 && !matches!(c, 'i' | 'r' | 'x');
        out.extend(std::iter::repeat_n(c, if stretched { 1 } else { run }));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table() {
        for (typed, expected) in [
            ("IEM", "iem"),
            ("what\u{2019}s", "what's"),
            ("<@!42> mmcx?", "mmcx?"),
            ("see https://example.org/x?y and go", "see   and go"),
            ("HTTPS://EXAMPLE.org <\u{200b}@1> mmcx", "mmcx"),
            ("helloooo", "hello"),
            ("MkIII TRRRS yesss", "mkiii trrrs yes"),
            ("１２８ｋｂｐｓ", "128kbps"),
            ("a\u{202e}b\u{0007}c", "abc"),
            ("<b>bass</b>", "<b>bass</b>"),
            ("Erlk\u{f6}nig", "erlkonig"),
            ("", ""),
        ] {
            assert_eq!(normalise(typed).trim(), expected.trim(), "{typed:?}");
        }
    }
}
