//! Text files that people write: places in them, what is wrong with them, and
//! reading TOML strictly.

pub mod diagnostic;
pub mod fields;
pub mod hidden;
pub mod schema;
pub mod source_file;
