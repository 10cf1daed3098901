//! Numbers written as words: `six hundred` is `600`, `zero point seven eight`
//! is `0.78`. A single word (`three drivers`) stays as it is.

const DIGITS: [&str; 10] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/// The words with spelt-out numbers as digits.
pub fn with_digits(words: Vec<String>) -> Vec<String> {
    let spelt = |word: &String| matches!(word.as_str(), "point" | "hundred");
    if !words.iter().any(spelt) {
        return words;
    }
    let mut out = Vec::with_capacity(words.len());
    let mut rest = words.as_slice();
    while let Some((word, after)) = rest.split_first() {
        if let Some((number, length)) = decimal(rest).or_else(|| hundreds(rest)) {
            out.push(number);
            rest = rest.get(length..).unwrap_or_default();
        } else {
            out.push(word.clone());
            rest = after;
        }
    }
    out
}

fn digit(word: &String) -> Option<usize> {
    DIGITS.iter().position(|digit| digit == word)
}

/// `four point four`, and how many words that are.
fn decimal(words: &[String]) -> Option<(String, usize)> {
    let [whole, point, after @ ..] = words else { return None };
    let whole = digit(whole).filter(|_| point == "point")?;
    let decimals: String = after.iter().map_while(digit).map(|digit| digit.to_string()).collect();
    (!decimals.is_empty()).then(|| (format!("{whole}.{decimals}"), 2 + decimals.len()))
}

/// `six hundred`.
fn hundreds(words: &[String]) -> Option<(String, usize)> {
    let [first, second, ..] = words else { return None };
    let first = digit(first).filter(|first| *first > 0 && second == "hundred")?;
    Some((format!("{first}00"), 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table() {
        for (typed, expected) in [
            ("ie six hundred", "ie 600"),
            ("zero point seven eight pins", "0.78 pins"),
            ("two pin or three drivers", "two pin or three drivers"),
            ("what is the point four", "what is the point four"),
            ("a hundred hours", "a hundred hours"),
        ] {
            let words = typed.split(' ').map(str::to_owned).collect();
            assert_eq!(with_digits(words).join(" "), expected);
        }
    }
}
