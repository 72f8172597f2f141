//! Platform abstractions. The only file of this crate with target `cfg`s.

#[cfg(not(target_arch = "wasm32"))]
use std::panic::resume_unwind;
use std::pin::Pin;
#[cfg(any(feature = "client-core", feature = "embedded"))]
use std::time::Duration;

/// Returns the current time, in milliseconds since the Unix epoch.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn now_ms() -> f64 {
    let since_epoch = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since_epoch.map_or(0.0, |elapsed| elapsed.as_secs_f64() * 1000.0).floor()
}

/// Returns the current time, in milliseconds since the Unix epoch.
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

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

/// Measures elapsed time, with a monotonic clock if the target has one.
#[cfg(all(feature = "client-core", not(target_arch = "wasm32")))]
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(tokio::time::Instant);

#[cfg(all(feature = "client-core", not(target_arch = "wasm32")))]
impl Stopwatch {
    /// Starts a stopwatch.
    #[must_use]
    pub fn start() -> Self {
        Self(tokio::time::Instant::now())
    }

    /// Returns the elapsed time.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// Measures elapsed time, with a monotonic clock if the target has one.
#[cfg(all(feature = "client-core", target_arch = "wasm32"))]
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(f64);

#[cfg(all(feature = "client-core", target_arch = "wasm32"))]
impl Stopwatch {
    /// Starts a stopwatch.
    #[must_use]
    pub fn start() -> Self {
        Self(now_ms())
    }

    /// Returns the elapsed time.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        Duration::try_from_secs_f64((now_ms() - self.0) / 1000.0).unwrap_or_default()
    }
}

/// Waits.
#[cfg(all(feature = "client-core", not(feature = "embedded"), not(target_arch = "wasm32")))]
pub async fn sleep(time: Duration) {
    tokio::time::sleep(time).await;
}

/// Waits. Outside a tokio runtime, a runtime of this process keeps the time.
#[cfg(feature = "embedded")]
pub async fn sleep(time: Duration) {
    if tokio::runtime::Handle::try_current().is_ok() {
        tokio::time::sleep(time).await;
    } else {
        let _ = handle().spawn(tokio::time::sleep(time)).await;
    }
}

/// Runs blocking work on a thread for such work, off the caller's executor. Returns `None` if it panicked. Outside a
/// tokio runtime, a runtime of this process provides the thread.
#[cfg(feature = "embedded")]
pub async fn run_blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    handle().spawn_blocking(work).await.ok()
}

/// Returns the caller's tokio runtime, or else one of this process.
#[cfg(feature = "embedded")]
#[expect(clippy::expect_used, reason = "a process that can make no thread can't do anything here")]
fn handle() -> tokio::runtime::Handle {
    static OWN: std::sync::OnceLock<tokio::runtime::Runtime> = std::sync::OnceLock::new();
    let own =
        || tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_time().build().expect("a runtime");
    tokio::runtime::Handle::try_current().unwrap_or_else(|_| OWN.get_or_init(own).handle().clone())
}

/// Waits.
#[cfg(all(feature = "client-core", target_arch = "wasm32"))]
pub async fn sleep(time: Duration) {
    gloo_timers::future::sleep(time).await;
}

/// Returns a random number in `0.0..1.0`. Not suitable for secrets.
#[cfg(all(feature = "client-core", not(target_arch = "wasm32")))]
#[must_use]
pub fn random() -> f64 {
    fastrand::f64()
}

/// Returns a random number in `0.0..1.0`. Not suitable for secrets.
#[cfg(all(feature = "client-core", target_arch = "wasm32"))]
#[must_use]
pub fn random() -> f64 {
    js_sys::Math::random()
}

/// `Send` on targets with threads. Empty in browsers, where promises are bound to their thread.
#[cfg(not(target_arch = "wasm32"))]
pub trait MaybeSend: Send {}

#[cfg(not(target_arch = "wasm32"))]
impl<T: Send + ?Sized> MaybeSend for T {}

/// `Send` on targets with threads. Empty in browsers, where promises are bound to their thread.
#[cfg(target_arch = "wasm32")]
pub trait MaybeSend {}

#[cfg(target_arch = "wasm32")]
impl<T: ?Sized> MaybeSend for T {}

/// `Sync` on targets with threads. Empty in browsers.
#[cfg(not(target_arch = "wasm32"))]
pub trait MaybeSync: Sync {}

#[cfg(not(target_arch = "wasm32"))]
impl<T: Sync + ?Sized> MaybeSync for T {}

/// `Sync` on targets with threads. Empty in browsers.
#[cfg(target_arch = "wasm32")]
pub trait MaybeSync {}

#[cfg(target_arch = "wasm32")]
impl<T: ?Sized> MaybeSync for T {}

/// A boxed future, `Send` on targets with threads.
#[cfg(not(target_arch = "wasm32"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A boxed future, `Send` on targets with threads.
#[cfg(target_arch = "wasm32")]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;
