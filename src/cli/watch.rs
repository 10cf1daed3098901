//! Edits of the knowledge, taken in by themselves.

use crate::discord::service::Service;
use crate::settings::Settings;
use crate::snapshot::{Live, Origin};
use notify::event::EventKind;
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::timeout;

/// How long a folder must be quiet before it is read: an editor or a checkout
/// writes several files.
const QUIET: Duration = Duration::from_millis(400);
/// How often it is looked whether the folder is still the same one: a
/// checkout may be swapped in by a symbolic link.
const SAME_FOLDER: Duration = Duration::from_secs(3);

/// Watches the knowledge's folder, if the settings say so and there is one.
pub(super) fn start(settings: &Settings, live: &Live, service: &Arc<Service>) {
    match live.origin() {
        Origin::Folder(folder) if settings.watch => {
            tokio::spawn(watch(folder.clone(), Arc::clone(service)));
        }
        Origin::BuiltIn if settings.watch => {
            tracing::warn!("`knowledge.watch` has nothing to watch: the knowledge is the copy inside the program");
        }
        _ => {}
    }
}

async fn watch(folder: PathBuf, service: Arc<Service>) {
    let (changed, mut edits) = mpsc::channel(1);
    let mut place = folder.canonicalize().ok();
    let mut watcher = place.as_deref().and_then(|place| watcher(place, changed.clone()));
    tracing::info!(folder = %folder.display(), "watching the knowledge");
    loop {
        let edited = timeout(SAME_FOLDER, edits.recv()).await.is_ok();
        while edited && timeout(QUIET, edits.recv()).await.is_ok() {}
        let there = folder.canonicalize().ok();
        let moved = there != place;
        if moved || watcher.is_none() {
            watcher = there.as_deref().and_then(|place| self::watcher(place, changed.clone()));
            place = there;
        }
        // A folder that is gone for a moment is no reason to say so.
        if (edited || moved) && watcher.is_some() {
            service.renew_by_itself("an edit").await;
        }
    }
}

/// Watches a folder. The channel keeps one change waiting, and no more are
/// needed.
fn watcher(place: &Path, changed: mpsc::Sender<()>) -> Option<RecommendedWatcher> {
    let tell = move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| is_edit(event.kind)) {
            let _one_waits_already = changed.try_send(());
        }
    };
    let watching = notify::recommended_watcher(tell).and_then(|mut watcher| {
        watcher.watch(place, RecursiveMode::Recursive)?;
        Ok(watcher)
    });
    watching.inspect_err(|error| tracing::warn!(%error, "the knowledge cannot be watched; trying again")).ok()
}

/// Whether a file was changed: our own reading of it is an event too.
fn is_edit(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Access(_))
}
