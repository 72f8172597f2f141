//! Files to import, stored part by part as they arrive.

use std::sync::Arc;

use super::body::BodyReader;
use super::service::Service;
use crate::api::Bytes;
use crate::api::imports::{StartImportUpload, UploadImportPart};
use crate::embedded::Caller;
use crate::error::Result;

/// Length of a part, in bytes.
const PART: usize = 4 << 20;

/// An upload. It is deleted on drop, unless it was imported.
pub(super) struct Upload {
    service: Arc<Service>,
    pub(super) token: String,
    /// Tokens of the parts, in order.
    pub(super) parts: Vec<String>,
}

impl Drop for Upload {
    fn drop(&mut self) {
        let (platform, token) = (Arc::clone(&self.service.platform), std::mem::take(&mut self.token));
        let discard = move || {
            // An upload that remains is deleted a day later.
            let _ = platform.discard_upload(&token);
        };
        // Without a runtime, the server has ended.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            drop(runtime.spawn_blocking(discard));
        }
    }
}

/// Stores the body as an upload of the caller.
pub(super) async fn receive(service: &Arc<Service>, caller: &Caller, reading: &mut BodyReader<'_>) -> Result<Upload> {
    let (limits, by) = (service.limits, caller.clone());
    let started = service.run(move |platform| platform.call(&by, StartImportUpload::default())).await?;
    let mut upload = Upload { service: Arc::clone(service), token: started.upload_token, parts: Vec::new() };
    for part_number in 1.. {
        let content = reading.part(PART, limits.import_bytes, limits.body_time).await?;
        if content.is_empty() && part_number > 1 {
            break;
        }
        let mut part =
            Some(UploadImportPart { upload_token: upload.token.clone(), part_number, content: Bytes(content) });
        let by = caller.clone();
        let stored = service.run(move |platform| part.take().map(|part| platform.call(&by, part)).transpose());
        upload.parts.extend(stored.await?);
    }
    Ok(upload)
}
