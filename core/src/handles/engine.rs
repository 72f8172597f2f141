//! What carries out the calls of handles.

use std::time::Duration;

use crate::api::Operation;
use crate::error::Result;
use crate::rt::{MaybeSend, MaybeSync};

/// Carries out calls: the HTTP client, or the platform embedded in this process.
pub trait Engine: Clone + MaybeSend + MaybeSync + 'static {
    /// Calls an operation of the management API, or a look-up.
    ///
    /// # Errors
    /// What Convex refuses, with its code, and what keeps the engine from asking.
    fn call<O: Operation>(&self, request: O) -> impl Future<Output = Result<O::Response>> + MaybeSend;

    /// Whether a deployment answers at its address.
    fn answers(&self, deployment_url: &str) -> impl Future<Output = bool> + MaybeSend;

    /// Waits.
    fn sleep(&self, time: Duration) -> impl Future<Output = ()> + MaybeSend;
}
