//! How each kind of answer looks: its colour, its icon, its name.

use crate::knowledge::entry::Kind;
use crate::search::Library;

/// The bot's own colour, as 0xRRGGBB.
pub const BRAND_COLOUR: u32 = 0x2a_9d8f;
/// Not sure.
pub const UNSURE_COLOUR: u32 = 0xf4_a261;
/// Not known.
pub const UNKNOWN_COLOUR: u32 = 0x8d_99ae;
/// Refused or failed.
pub const PROBLEM_COLOUR: u32 = 0xc0_392b;
/// Done.
pub const DONE_COLOUR: u32 = 0x52_9e5a;

/// How many characters of the knowledge's fingerprint are shown.
const FINGERPRINT_SHOWN: usize = 8;

/// A kind's colour.
pub fn colour(kind: Kind) -> u32 {
    match kind {
        Kind::Faq => BRAND_COLOUR,
        Kind::Article => 0x45_7b9d,
        Kind::Brand => 0xe7_6f51,
        Kind::Model => 0x8e_6bbf,
        Kind::Connector => 0xe9_b44c,
        Kind::Driver => 0x3d_7ea6,
        Kind::Term => 0x7a_9e3f,
        Kind::Comparison => 0x57_7590,
        Kind::List => 0x43_8a5e,
    }
}

/// A kind's icon.
pub fn icon(kind: Kind) -> &'static str {
    match kind {
        Kind::Faq => "💬",
        Kind::Article => "📖",
        Kind::Brand => "🏭",
        Kind::Model => "🎧",
        Kind::Connector => "🔌",
        Kind::Driver => "🔊",
        Kind::Term => "🔤",
        Kind::Comparison => "🔀",
        Kind::List => "📋",
    }
}

/// What a kind is called.
pub fn label(kind: Kind) -> &'static str {
    match kind {
        Kind::Faq => "Answer",
        Kind::Article => "Guide",
        Kind::Brand => "Brand",
        Kind::Model => "Earphone",
        Kind::Connector => "Connector",
        Kind::Driver => "Driver type",
        Kind::Term => "Glossary",
        Kind::Comparison => "Comparison",
        Kind::List => "List",
    }
}

/// Which edition of the knowledge a message is from.
pub fn footer(library: &Library) -> String {
    let fingerprint: String = library.knowledge.fingerprint().chars().take(FINGERPRINT_SHOWN).collect();
    format!("Knowledge {fingerprint}")
}
