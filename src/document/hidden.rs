//! Characters that nobody sees and that change what is seen: whoever reviews a
//! file, or reads what is made of it, is misled.

/// The first such character of a text: where it stands, and which it is.
pub fn find(text: &str) -> Option<(usize, char)> {
    text.char_indices().find(|(_, c)| is_hidden(*c))
}

fn is_hidden(c: char) -> bool {
    let turns = matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_blank = matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
    turns || is_blank || c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

/// What is wrong with it, in words.
pub fn complaint(what: &str, c: char) -> String {
    format!("{what} holds a character that nobody sees, U+{:04X}", u32::from(c))
}

/// How to mend it.
pub const HELP: &str = "take it out, and write the text around it anew";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_is_found_and_what_is_foreign_is_not() {
        for text in ["", "a\r\n\tb", "Ω µ ½ 2‑pin “quoted” – naïve 漢字 שלום 👩‍🎤"] {
            assert_eq!(find(text), None, "{text:?}");
        }
        assert_eq!(find("é\u{0}"), Some((2, '\0')));
        assert_eq!(find("a\u{202e}b"), Some((1, '\u{202e}')));
        assert_eq!(find("\u{7f}"), Some((0, '\u{7f}')));
    }
}
