//! `streamFunctionLogs`

use crate::api::functions::{FunctionLogs, StreamFunctionLogs};
use crate::api::response;
use crate::embedded::access::Deployed;
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for StreamFunctionLogs {
    type Subject = Deployed;

    /// The log is always empty, since no function runs.
    fn run(self, _: Deployed, call: &mut RequestContext<'_>) -> Result<FunctionLogs> {
        #[expect(clippy::cast_precision_loss, reason = "milliseconds are far below 2^53")]
        let now = call.now as f64;
        if !self.cursor.is_finite() {
            return Err(bad_request("BadRequest", "invalid cursor: not a timestamp").at_path(format_args!(".cursor")));
        }
        Ok(response!(FunctionLogs { entries: Vec::new(), new_cursor: self.cursor.max(now) }))
    }
}
