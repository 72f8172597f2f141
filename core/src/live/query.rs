//! Convex's own queries, which a deployment answers about itself.

use serde_json::{Map, Value as Json, json};

use crate::api::functions::{FunctionResult, RunQuery};
use crate::engine::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::value::{Encoding, Value, decode_json};

/// Format of results that keeps every value exact.
const FORMAT: &str = "convex_encoded_json";

/// Number of items on a page. A page also ends after some megabytes.
const PAGE: u32 = 1_000;

/// Runs system queries on one deployment. They are queries, so they change nothing and can be repeated.
#[derive(Clone, Copy)]
pub(super) struct Queries<'a> {
    connection: &'a Connection,
}

/// A component to query: its ID, or `None` for the app itself.
///
/// Convex's HTTP API has no place for a component's path in a query, so the ID is an argument, as in its dashboard.
pub(super) type ComponentId<'a> = Option<&'a str>;

impl<'a> Queries<'a> {
    pub(super) fn new(connection: &'a Connection) -> Self {
        Self { connection }
    }

    /// Runs a query and returns its result in encoded JSON.
    ///
    /// # Errors
    /// `Unsupported` if the query does not exist there or the key may not run it; errors of the call.
    pub(super) async fn json(self, path: &str, component: ComponentId<'_>, arguments: Json) -> Result<Json> {
        let mut members = match arguments {
            Json::Object(members) => members,
            _ => Map::new(),
        };
        if let Some(id) = component {
            members.insert("componentId".to_owned(), json!(id));
        }
        let call = RunQuery::new(path).args(Json::Object(members)).format(FORMAT);
        match self.connection.call(call).await? {
            FunctionResult::Success(success) => Ok(success.value),
            FunctionResult::Failure(failure) => Err(refused(path, &failure.error_message)),
            _ => Err(refused(path, "the deployment returned an unknown kind of result")),
        }
    }

    /// Runs a query and returns its result.
    pub(super) async fn value(self, path: &str, component: ComponentId<'_>, arguments: Json) -> Result<Value> {
        let json = self.json(path, component, arguments).await?;
        decode_json(&json, Encoding::Encoded).map_err(|error| unexpected(path).caused_by(error))
    }

    /// Runs a query that returns pages. `on_page` receives the items of each.
    pub(super) async fn pages(
        self,
        path: &str,
        component: ComponentId<'_>,
        arguments: &Map<String, Json>,
        on_page: &mut (dyn FnMut(Vec<Json>) -> Result<()> + Send),
    ) -> Result<()> {
        let mut cursor = Json::Null;
        loop {
            let mut arguments = arguments.clone();
            arguments.insert("paginationOpts".to_owned(), json!({ "cursor": cursor, "numItems": PAGE }));
            let mut page = self.json(path, component, Json::Object(arguments)).await?;
            let mut take = |name: &str| page.get_mut(name).map(Json::take).unwrap_or_default();
            let (items, is_done, next) = (take("page"), take("isDone"), take("continueCursor"));
            let (Json::Array(items), Json::Bool(is_done)) = (items, is_done) else { return Err(unexpected(path)) };
            on_page(items)?;
            if is_done {
                return Ok(());
            }
            if !next.is_string() || next == cursor {
                return Err(unexpected(path));
            }
            cursor = next;
        }
    }
}

/// Checks if an error means that the deployment does not let this be read, and not that the call failed.
pub(super) fn is_refusal(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::PermissionDenied | ErrorKind::NotFound)
}

fn refused(path: &str, message: &str) -> Error {
    // The first line of a function's error; the rest is a stack trace.
    let message = message.lines().next().unwrap_or_default().to_owned();
    Error::new(ErrorKind::Unsupported, format!("cannot run the system query `{path}`"))
        .caused_by(message)
        .help("use a key that allows `deployment:data:view`")
}

/// Returns the error for a result of an unknown form.
pub(super) fn unexpected(path: &str) -> Error {
    Error::new(ErrorKind::Unsupported, format!("unknown form of the result of `{path}`"))
        .help("try a newer version of convex-ops")
}
