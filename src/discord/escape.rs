//! What somebody typed, made safe to show.

use super::limits::fit;

/// One line of plain text: no Markdown, no mentions, no links, no characters
/// that hide or turn text around, and at most `limit` UTF-16 units long.
///
/// ```
/// # use iem_bot::discord::escape::plain;
/// assert_eq!(plain("**@everyone** see [this](https://example.org)", 80), "\\*\\*@\u{200b}everyone\\*\\* see \\[this](https:\u{200b}//example.org)");
/// ```
pub fn plain(typed: &str, limit: usize) -> String {
    let visible: String = typed.chars().filter_map(visible).collect();
    let line = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    // Escapes cost room: at worst each character gets one more.
    let mut short = fit(&line, limit);
    loop {
        let escaped = escape(&short);
        let excess = super::limits::length(&escaped).saturating_sub(limit);
        if excess == 0 {
            return escaped;
        }
        let room = super::limits::length(&short).saturating_sub(excess.div_ceil(2).max(1));
        short = fit(&short, room);
    }
}

/// Leaves out what cannot be seen; white space becomes a space.
fn visible(c: char) -> Option<char> {
    if c.is_whitespace() {
        return Some(' ');
    }
    let hidden = c.is_control()
        || matches!(c, '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'
            | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
    (!hidden).then_some(c)
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\\' | '*' | '_' | '~' | '`' | '|' | '[' => out.extend(['\\', c]),
            '#' | '-' | '>' if out.is_empty() => out.extend(['\\', c]),
            // No mention, channel, time stamp or custom emoji starts.
            '<' => out.push_str("<\u{200b}"),
            '@' => out.push_str("@\u{200b}"),
            ':' if characters.peek() == Some(&'/') => out.push_str(":\u{200b}"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::limits::length;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hostile_text() {
        for (typed, shown) in [
            ("moondrop", "moondrop"),
            ("<@1> <#2>", "<\u{200b}@\u{200b}1> <\u{200b}#2>"),
            ("a\nb\tc", "a b c"),
            ("# big", "\\# big"),
            ("\u{202e}evil", "evil"),
            ("||spoiler||", "\\|\\|spoiler\\|\\|"),
            ("\u{0000}", ""),
        ] {
            assert_eq!(plain(typed, 100), shown, "{typed:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_tamed(typed in "\\PC{0,200}", limit in 4_usize..120) {
            let shown = plain(&typed, limit);
            prop_assert!(length(&shown) <= limit);
            prop_assert!(!shown.contains("<@"));
            prop_assert!(!shown.contains("@e"));
            prop_assert!(!shown.contains("://"));
        }
    }
}
