//! Secrets of webhooks.

use crate::embedded::runtime::RequestContext;
use crate::error::Result;
use crate::keys::hex;

/// Makes a secret with which a webhook's requests are signed.
pub(super) fn make_secret(call: &RequestContext<'_>) -> Result<String> {
    Ok(hex::encode(&call.context.random.bytes::<32>()?))
}
