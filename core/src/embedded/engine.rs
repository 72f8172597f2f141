//! The embedded platform as the engine of handles.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use super::{Caller, Download, Platform};
use crate::api::Operation;
use crate::api::deployments::CloudDeployment;
use crate::api::exports::GetZipExport;
use crate::error::{Error, ErrorKind, Result};
use crate::handles::{Engine, Pieces};
use crate::keys::Secret;
use crate::rt::BoxFuture;

/// Somebody who calls a platform: what handles call through. Clones are the same platform.
///
/// Calls are answered at once, on the caller's own thread.
#[derive(Clone)]
pub struct Session {
    platform: Arc<Platform>,
    caller: Caller,
}

impl Session {
    /// Calls to `platform` as `caller`.
    #[must_use]
    pub fn new(platform: Arc<Platform>, caller: Caller) -> Self {
        Self { platform, caller }
    }
}

impl Engine for Session {
    async fn call<O: Operation>(&self, request: O) -> Result<O::Response> {
        let answer = answer(&self.platform, &self.caller, Box::new(request))?;
        let answer = answer.downcast().map_err(|_| not_answered(O::CONTRACT.id))?;
        Ok(*answer)
    }

    /// Deployments are there as soon as they are created.
    async fn answers(&self, _: &str) -> bool {
        true
    }

    fn on_deployment(&self, deployment: &CloudDeployment, key: Secret) -> Result<Self> {
        let caller = self.caller.clone().presenting(Some(key)).on(&deployment.name);
        Ok(Self { platform: Arc::clone(&self.platform), caller })
    }

    async fn download(&self, export: GetZipExport) -> Result<Box<dyn Pieces>> {
        let download = export.open(&self.platform, &self.caller)?;
        Ok(Box::new(Kept { platform: Arc::clone(&self.platform), download }))
    }

    /// There is nothing to wait for, unless work goes on in the background.
    async fn sleep(&self, time: Duration) {
        if self.platform.works_in_background() {
            std::thread::sleep(time);
        }
    }
}

/// A file that the platform keeps.
struct Kept {
    platform: Arc<Platform>,
    download: Download,
}

impl Pieces for Kept {
    fn next_piece(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>>> {
        let piece = self.platform.next_piece(&mut self.download);
        Box::pin(async { piece })
    }
}

/// Finds which operation the request is of: the platform answers each, but only for its own type.
fn answer(platform: &Platform, caller: &Caller, request: Box<dyn Any>) -> Result<Box<dyn Any>> {
    macro_rules! answer {
        ($($resource:ident::$operation:ident,)*) => {
            $(let request = match request.downcast::<crate::api::$resource::$operation>() {
                Ok(request) => return Ok(Box::new(platform.call(caller, *request)?)),
                Err(other) => other,
            };)*
            drop(request);
        };
    }
    crate::api::for_each_operation!(answer);
    Err(not_answered("of another list"))
}

fn not_answered(operation: &str) -> Error {
    Error::new(ErrorKind::Internal, format!("the embedded platform has no operation `{operation}`"))
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("caller", &self.caller).finish_non_exhaustive()
    }
}
