//! What differs between targets; the only file of this crate with target `cfg`s.

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
