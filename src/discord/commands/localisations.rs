//! The commands' names and descriptions in other languages.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A text in other languages, by Discord's names for them.
pub(super) type Translations = BTreeMap<String, String>;

/// One command in other languages.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Localised {
    /// Its name.
    #[serde(default)]
    pub(super) name: Translations,
    /// What it does.
    #[serde(default)]
    pub(super) description: Translations,
    /// Its options by name.
    #[serde(default)]
    pub(super) options: BTreeMap<String, Localised>,
}

/// The key under which options stand that several commands share.
const SHARED: &str = "shared";

/// A command's translations; none if there are none.
pub(super) fn of_command(command: &str) -> &'static Localised {
    file().commands.get(command).unwrap_or_else(none)
}

/// An option's translations.
pub(super) fn of_option(command: &str, option: &str) -> &'static Localised {
    of_command(command).options.get(option).or_else(|| file().shared.get(option)).unwrap_or_else(none)
}

fn none() -> &'static Localised {
    static NONE: OnceLock<Localised> = OnceLock::new();
    NONE.get_or_init(Localised::default)
}

/// The file, parsed.
struct File {
    commands: BTreeMap<String, Localised>,
    shared: BTreeMap<String, Localised>,
}

fn file() -> &'static File {
    static FILE: OnceLock<File> = OnceLock::new();
    FILE.get_or_init(|| {
        // The file is compiled in and a test reads it: it cannot be wrong here.
        let mut tables: BTreeMap<String, toml::Table> =
            toml::from_str(include_str!("localisations.toml")).unwrap_or_default();
        let shared = tables.remove(SHARED).and_then(|table| table.try_into().ok()).unwrap_or_default();
        let commands = tables.into_iter().filter_map(|(name, table)| Some((name, table.try_into().ok()?)));
        File { commands: commands.collect(), shared }
    })
}

#[cfg(test)]
mod tests {
    use super::super::{ALL, Place};
    use super::*;

    const LOCALES: [&str; 7] = ["de", "es-ES", "fr", "ja", "ko", "pt-BR", "zh-CN"];

    fn complete(translations: &Translations, what: &str) {
        assert_eq!(translations.keys().map(String::as_str).collect::<Vec<_>>(), LOCALES, "{what}");
    }

    #[test]
    fn everything_is_translated_into_every_language() {
        for command in ALL {
            let localised = of_command(command.name);
            complete(&localised.name, command.name);
            if command.place == Place::Slash {
                complete(&localised.description, command.name);
            }
            for option in command.options {
                let localised = of_option(command.name, option.name);
                complete(&localised.name, option.name);
                complete(&localised.description, option.name);
            }
        }
    }

    #[test]
    fn nothing_is_translated_that_is_not_there() {
        for (name, localised) in &file().commands {
            let command = ALL.into_iter().find(|command| command.name == name).unwrap();
            for option in localised.options.keys() {
                assert!(command.options.iter().any(|known| known.name == option), "{name} {option}");
            }
        }
    }
}
