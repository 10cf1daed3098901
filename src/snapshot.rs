//! The live library: one immutable snapshot of knowledge and index, and a new
//! one put in its place when the knowledge was edited.
//!
//! Readers take the snapshot once and keep it while they answer; a reindex
//! builds aside and swaps in one step, so that nobody waits and no answer is
//! made of two editions.

use crate::document::diagnostic::Diagnostic;
use crate::knowledge::{Knowledge, load, read};
use crate::search::Library;
use crate::search::index::IndexError;
use arc_swap::ArcSwap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Where knowledge comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A folder, read anew at each reindex.
    Folder(PathBuf),
    /// The copy inside the program.
    BuiltIn,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Origin::Folder(path) => write!(formatter, "the folder {}", path.display()),
            Origin::BuiltIn => formatter.write_str("the copy inside the program"),
        }
    }
}

/// Why there is no new snapshot.
#[derive(Debug, thiserror::Error)]
pub enum ReindexError {
    /// Another reindex is under way.
    #[error("a reindex is already running")]
    Running,
    /// The knowledge has errors; the old snapshot stays.
    #[error("the knowledge has {} problem(s)", .0.len())]
    Invalid(Vec<Diagnostic>),
    /// The index could not be built; the old snapshot stays.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The program made a mistake; the old snapshot stays.
    #[error("it failed by a mistake of the program; see its log")]
    Failed,
}

/// What a reindex changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Ids of entries that were not there before.
    pub added: Vec<String>,
    /// Ids of entries that say something else than before.
    pub changed: Vec<String>,
    /// Ids of entries that are gone.
    pub removed: Vec<String>,
    /// How many entries there are now.
    pub entries: usize,
    /// Which edition is live now.
    pub fingerprint: String,
    /// How long it took.
    pub duration: Duration,
    /// What a writer should look at.
    pub warnings: Vec<Diagnostic>,
}

/// The library that is answered from, and the way to renew it.
#[derive(Debug)]
pub struct Live {
    current: ArcSwap<Library>,
    origin: Origin,
    index_dir: Option<PathBuf>,
    reindexing: AtomicBool,
}

impl Live {
    /// Loads the knowledge for the first time.
    pub fn open(origin: Origin, index_dir: Option<PathBuf>) -> Result<Self, ReindexError> {
        let (library, _) = build(&origin, index_dir.as_ref())?;
        tracing::info!(
            %origin,
            entries = library.knowledge.entries().len(),
            fingerprint = library.knowledge.fingerprint(),
            "knowledge loaded"
        );
        Ok(Self { current: ArcSwap::from_pointee(library), origin, index_dir, reindexing: AtomicBool::new(false) })
    }

    /// The library as it is now. Whoever answers takes it once.
    pub fn current(&self) -> Arc<Library> {
        self.current.load_full()
    }

    /// Where the knowledge comes from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Reads the knowledge anew and swaps it in, if it is valid. Blocks; keep
    /// it off async threads. One at a time.
    pub fn reindex(&self) -> Result<Report, ReindexError> {
        let _running = Running::start(&self.reindexing).ok_or(ReindexError::Running)?;
        let started = Instant::now();
        let (library, warnings) = build(&self.origin, self.index_dir.as_ref())?;
        let before = self.current();
        let mut report = compare(&before.knowledge, &library.knowledge);
        report.warnings = warnings;
        self.current.store(Arc::new(library));
        report.duration = started.elapsed();
        tracing::info!(
            added = report.added.len(),
            changed = report.changed.len(),
            removed = report.removed.len(),
            fingerprint = report.fingerprint,
            duration_ms = u64::try_from(report.duration.as_millis()).unwrap_or(u64::MAX),
            "knowledge renewed"
        );
        Ok(report)
    }
}

/// Marks that a reindex runs, until it is dropped: also when one panics.
struct Running<'a>(&'a AtomicBool);

impl<'a> Running<'a> {
    fn start(flag: &'a AtomicBool) -> Option<Self> {
        let was_running = flag.swap(true, Ordering::AcqRel);
        (!was_running).then_some(Self(flag))
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

/// Reads and checks the knowledge: it, and every problem.
pub fn read_knowledge(origin: &Origin) -> (Knowledge, Vec<Diagnostic>) {
    let (files, mut problems) = match origin {
        Origin::Folder(path) => read::folder(path),
        Origin::BuiltIn => read::built_in(),
    };
    // Without its folder everything else would be missing too.
    if files.is_empty() && !problems.is_empty() {
        return (Knowledge::default(), problems);
    }
    let (knowledge, found) = load(&files);
    problems.extend(found);
    (knowledge, problems)
}

fn build(origin: &Origin, index_dir: Option<&PathBuf>) -> Result<(Library, Vec<Diagnostic>), ReindexError> {
    let (knowledge, problems) = read_knowledge(origin);
    if problems.iter().any(Diagnostic::is_error) {
        return Err(ReindexError::Invalid(problems));
    }
    let library = Library::new(knowledge, index_dir.map(PathBuf::as_path))?;
    Ok((library, problems))
}

fn compare(before: &Knowledge, after: &Knowledge) -> Report {
    let ids = |mut entries: Vec<String>| {
        entries.sort();
        entries
    };
    let gone = before.entries().iter().filter(|entry| after.entry(&entry.id).is_none());
    let added = after.entries().iter().filter(|entry| before.entry(&entry.id).is_none());
    let differs =
        |old: &crate::knowledge::entry::Entry| after.entry(&old.id).is_some_and(|new| !old.says_the_same(new));
    let changed = before.entries().iter().filter(|old| differs(old));
    Report {
        added: ids(added.map(|entry| entry.id.to_string()).collect()),
        changed: ids(changed.map(|entry| entry.id.to_string()).collect()),
        removed: ids(gone.map(|entry| entry.id.to_string()).collect()),
        entries: after.entries().len(),
        fingerprint: after.fingerprint().to_owned(),
        duration: Duration::ZERO,
        warnings: Vec::new(),
    }
}
