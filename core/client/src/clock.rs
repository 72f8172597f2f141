//! Time: the current time, elapsed time and waiting.

#[cfg(any(feature = "client-core", feature = "embedded"))]
use std::time::Duration;

#[cfg(feature = "embedded")]
use crate::threads;

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
        let _ = threads::runtime().spawn(tokio::time::sleep(time)).await;
    }
}

/// Waits.
#[cfg(all(feature = "client-core", target_arch = "wasm32"))]
pub async fn sleep(time: Duration) {
    gloo_timers::future::sleep(time).await;
}
