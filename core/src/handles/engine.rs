//! What carries out the calls of handles.

use std::time::Duration;

use super::Pieces;
use crate::api::Operation;
use crate::api::deployments::CloudDeployment;
use crate::api::exports::GetZipExport;
use crate::error::Result;
use crate::keys::Secret;
use crate::rt::{MaybeSend, MaybeSync};

/// Carries out calls: the HTTP client, or the platform embedded in this process.
pub trait Engine: Clone + MaybeSend + MaybeSync + 'static {
    /// Calls an operation: of the management API, or a look-up; of a deployment's own where the engine is on one.
    ///
    /// # Errors
    /// What Convex refuses, with its code, and what keeps the engine from asking.
    fn call<O: Operation>(&self, request: O) -> impl Future<Output = Result<O::Response>> + MaybeSend;

    /// Whether a deployment answers at its address.
    fn answers(&self, deployment_url: &str) -> impl Future<Output = bool> + MaybeSend;

    /// The same engine on a deployment, whose own operations it calls with a key that opens it.
    ///
    /// # Errors
    /// `InvalidInput` where the deployment's address or the key can't be used.
    fn on_deployment(&self, deployment: &CloudDeployment, key: Secret) -> Result<Self>;

    /// Downloads an export of the deployment that the engine is on.
    ///
    /// # Errors
    /// What Convex refuses, with its code, and what keeps the engine from asking.
    fn download(&self, export: GetZipExport) -> impl Future<Output = Result<Box<dyn Pieces>>> + MaybeSend;

    /// Waits.
    fn sleep(&self, time: Duration) -> impl Future<Output = ()> + MaybeSend;
}
