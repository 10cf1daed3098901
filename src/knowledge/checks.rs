//! Rules over the knowledge as a whole, run once everything is read.

mod duplicates;
mod markup;
mod orphans;
mod references;
mod sources;

use super::reading::Read;
use crate::document::fields::Problems;

/// Runs every rule.
pub(super) fn run(read: &Read, problems: &Problems) {
    duplicates::check(read, problems);
    references::check(read, problems);
    sources::check(read, problems);
    markup::check(read, problems);
    orphans::check(read, problems);
}
