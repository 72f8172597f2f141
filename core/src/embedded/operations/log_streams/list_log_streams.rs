//! `listLogStreams`

use super::stream::{STREAM, Stream};
use crate::api::log_streams::{ListLogStreams, LogStream};
use crate::embedded::access::Deployed;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for ListLogStreams {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<Vec<LogStream>> {
        let sql = format!("{STREAM} WHERE deployment_id = ?1 ORDER BY position");
        let mut statement = call.tx.prepare_cached(&sql)?;
        let streams: Vec<_> =
            statement.query_map([deployment.row.id], Stream::read)?.collect::<rusqlite::Result<_>>()?;
        streams.iter().map(Stream::view).collect()
    }
}
