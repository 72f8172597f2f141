//! Threads: their number, lists split over them, blocking work, and the runtime of this process.

#[cfg(feature = "embedded")]
mod pool;
#[cfg(any(feature = "client", feature = "embedded"))]
mod runtime;

#[cfg(not(target_arch = "wasm32"))]
use std::panic::resume_unwind;

#[cfg(feature = "embedded")]
pub use pool::run_blocking;
#[cfg(any(feature = "client", feature = "embedded"))]
pub use runtime::runtime;

/// Returns the number of processors for this process, or 1 if unknown.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Maps the parts of a list with `work`, in order: one part and thread per processor. Lists of fewer than twice
/// `enough` items are not split.
#[cfg(not(target_arch = "wasm32"))]
pub fn in_parts<T: Sync, R: Send>(list: &[T], enough: usize, work: impl Fn(&[T]) -> R + Sync) -> Vec<R> {
    let mut parts = list.chunks(list.len().div_ceil(processors()).max(enough));
    let first = parts.next().unwrap_or_default();
    std::thread::scope(|scope| {
        let others: Vec<_> = parts.map(|part| scope.spawn(|| work(part))).collect();
        let first = work(first);
        let join =
            |other: std::thread::ScopedJoinHandle<'_, R>| other.join().unwrap_or_else(|panic| resume_unwind(panic));
        std::iter::once(first).chain(others.into_iter().map(join)).collect()
    })
}

/// Maps a list with `work` in one part, since this target has no threads.
#[cfg(target_arch = "wasm32")]
pub fn in_parts<T, R>(list: &[T], _enough: usize, work: impl Fn(&[T]) -> R) -> Vec<R> {
    vec![work(list)]
}
