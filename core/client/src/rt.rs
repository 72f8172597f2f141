//! What differs between targets; the only file of this crate with target `cfg`s.

#[cfg(not(target_arch = "wasm32"))]
use std::panic::resume_unwind;
use std::pin::Pin;
#[cfg(any(feature = "client-core", feature = "embedded"))]
use std::time::Duration;

/// The time now, in milliseconds since the Unix epoch.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn now_ms() -> f64 {
    let since_epoch = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since_epoch.map_or(0.0, |elapsed| elapsed.as_secs_f64() * 1000.0).floor()
}

/// The time now, in milliseconds since the Unix epoch.
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// How many processors there are for this process; one where nobody knows.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// What `work` makes of each part of a list, in order: one part for each processor, on a thread of its own. A list of
/// fewer than twice `enough` items is not worth a thread.
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

/// What `work` makes of a list, all at once: there are no threads here.
#[cfg(target_arch = "wasm32")]
pub fn in_parts<T, R>(list: &[T], _enough: usize, work: impl Fn(&[T]) -> R) -> Vec<R> {
    vec![work(list)]
}

/// Time that passes, which no change of the clock touches where the target has such a clock.
#[cfg(all(feature = "client-core", not(target_arch = "wasm32")))]
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(tokio::time::Instant);

#[cfg(all(feature = "client-core", not(target_arch = "wasm32")))]
impl Stopwatch {
    /// Begins to count.
    #[must_use]
    pub fn start() -> Self {
        Self(tokio::time::Instant::now())
    }

    /// How much time has passed.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// Time that passes, which no change of the clock touches where the target has such a clock.
#[cfg(all(feature = "client-core", target_arch = "wasm32"))]
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(f64);

#[cfg(all(feature = "client-core", target_arch = "wasm32"))]
impl Stopwatch {
    /// Begins to count.
    #[must_use]
    pub fn start() -> Self {
        Self(now_ms())
    }

    /// How much time has passed.
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

/// Waits. Outside of a tokio runtime, one of this process keeps the time.
#[cfg(feature = "embedded")]
pub async fn sleep(time: Duration) {
    if tokio::runtime::Handle::try_current().is_ok() {
        tokio::time::sleep(time).await;
    } else {
        let _ = handle().spawn(tokio::time::sleep(time)).await;
    }
}

/// Runs work that may block on a thread for such work, off the caller's executor; returns `None` if it panicked. Outside
/// of a tokio runtime, the thread is one of a runtime of this process.
#[cfg(feature = "embedded")]
pub async fn run_blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    handle().spawn_blocking(work).await.ok()
}

/// The caller's tokio runtime, or else one of this process.
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

/// A number from 0 up to 1, not fit for secrets.
#[cfg(all(feature = "client-core", not(target_arch = "wasm32")))]
#[must_use]
pub fn random() -> f64 {
    fastrand::f64()
}

/// A number from 0 up to 1, not fit for secrets.
#[cfg(all(feature = "client-core", target_arch = "wasm32"))]
#[must_use]
pub fn random() -> f64 {
    js_sys::Math::random()
}

/// `Send` where there are threads; anything in a browser, where promises stay where they are.
#[cfg(not(target_arch = "wasm32"))]
pub trait MaybeSend: Send {}

#[cfg(not(target_arch = "wasm32"))]
impl<T: Send + ?Sized> MaybeSend for T {}

/// `Send` where there are threads; anything in a browser, where promises stay where they are.
#[cfg(target_arch = "wasm32")]
pub trait MaybeSend {}

#[cfg(target_arch = "wasm32")]
impl<T: ?Sized> MaybeSend for T {}

/// `Sync` where there are threads; anything in a browser.
#[cfg(not(target_arch = "wasm32"))]
pub trait MaybeSync: Sync {}

#[cfg(not(target_arch = "wasm32"))]
impl<T: Sync + ?Sized> MaybeSync for T {}

/// `Sync` where there are threads; anything in a browser.
#[cfg(target_arch = "wasm32")]
pub trait MaybeSync {}

#[cfg(target_arch = "wasm32")]
impl<T: ?Sized> MaybeSync for T {}

/// A future on the heap, that may change threads where there are threads.
#[cfg(not(target_arch = "wasm32"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A future on the heap, that may change threads where there are threads.
#[cfg(target_arch = "wasm32")]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;
