//! `getLogStream`

use super::stream::Stream;
use crate::api::log_streams::{GetLogStream, LogStream};
use crate::embedded::access::Deployed;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for GetLogStream {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<LogStream> {
        Stream::find(call, &deployment, &self.id)?.view()
    }
}
