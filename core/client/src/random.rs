//! Random numbers that need not be secret.

/// Returns a random number in `0.0..1.0`. Not suitable for secrets.
#[cfg(all(feature = "client-core", not(target_arch = "wasm32")))]
#[must_use]
pub(crate) fn random() -> f64 {
    fastrand::f64()
}

/// Returns a random number in `0.0..1.0`. Not suitable for secrets.
#[cfg(all(feature = "client-core", target_arch = "wasm32"))]
#[must_use]
pub(crate) fn random() -> f64 {
    js_sys::Math::random()
}
