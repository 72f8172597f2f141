//! Secrets of webhooks.

use crate::embedded::runtime::RequestContext;
use crate::error::Result;
use crate::keys::hex;

/// Generates a secret for signing a webhook's requests.
pub(super) fn make_secret(call: &RequestContext<'_>) -> Result<String> {
    Ok(hex::encode(&call.context.random.bytes::<32>()?))
}
