//! Work that is shared between the processors.

use std::num::NonZero;
use std::thread::{self, ScopedJoinHandle};

/// More threads than this only get in each other's way.
const MOST_THREADS: usize = 8;

/// Does the work for a share of the items on every processor. The results come
/// in the order of the items, whichever was done first.
pub fn by_shares<T: Sync, R: Send>(items: &[T], work: impl Fn(&[T]) -> R + Sync) -> Vec<R> {
    let processors = thread::available_parallelism().map_or(1, NonZero::get).min(MOST_THREADS);
    let share = items.len().div_ceil(processors).max(1);
    let work = &work;
    thread::scope(|scope| {
        let threads: Vec<_> = items.chunks(share).map(|share| scope.spawn(move || work(share))).collect();
        threads.into_iter().map(joined).collect()
    })
}

/// Does two things at the same time.
pub fn both<A: Send, B>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        (joined(one), other)
    })
}

/// What a thread made; its panic goes on in ours.
fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let numbers: Vec<u32> = (0..1_000).collect();
        assert_eq!(by_shares(&numbers, <[u32]>::to_vec).concat(), numbers);
        assert!(by_shares(&[] as &[u32], <[u32]>::to_vec).is_empty());
        assert_eq!(both(|| 1, || "two"), (1, "two"));
    }
}
