//! What the targets ask.

use iem_bot::knowledge::{load, read};
use iem_bot::search::Library;
use std::sync::LazyLock;

/// The shipped knowledge, made searchable once.
pub(super) fn shipped() -> &'static Library {
    static SHIPPED: LazyLock<Library> = LazyLock::new(|| {
        let (files, _) = read::built_in();
        Library::new(load(&files).0, None).unwrap()
    });
    &SHIPPED
}
