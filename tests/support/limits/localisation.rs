//! Texts in other languages.

use super::problems::{Problems, present};
use serde_json::{Map, Value};

/// The locales that Discord knows: <https://discord.com/developers/docs/reference#locales>.
const LOCALES: [&str; 34] = [
    "ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he", "hi", "hr", "hu", "id",
    "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk", "vi", "zh-CN", "zh-TW",
];

/// Checks the translations at a key: known locales, and each text by the rule of its original.
pub(crate) fn check_localisations(
    object: &Value,
    key: &str,
    problems: &mut Problems,
    mut check_text: impl FnMut(&Value, &str, &mut Problems),
) {
    let Some(translations) = present(object, key) else { return };
    problems.at(key, |problems| {
        problems.only_keys(translations, &LOCALES);
        for locale in translations.as_object().into_iter().flat_map(Map::keys) {
            check_text(translations, locale, problems);
        }
    });
}
