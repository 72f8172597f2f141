//! Typed calls over any engine.

use std::sync::Arc;

use serde_json::Value;

use super::{Answer, Engine, Page, Pager, Pieces};
use crate::api::{Bytes, Contract, Operation, Paged, Request, find_contract};
use crate::error::{Error, ErrorKind, Result};

/// Typed calls over any engine. Clones are cheap and share the engine.
#[derive(Clone, Debug)]
pub struct Connection {
    engine: Arc<dyn Engine>,
}

impl Connection {
    /// Creates a connection that calls through `engine`.
    #[must_use]
    pub fn new(engine: Arc<dyn Engine>) -> Self {
        Self { engine }
    }

    /// Returns the engine.
    #[must_use]
    pub fn engine(&self) -> &Arc<dyn Engine> {
        &self.engine
    }

    /// Calls an operation.
    ///
    /// # Errors
    ///
    /// Errors of Convex, with their code, and errors of the engine.
    pub async fn call<O: Operation>(&self, request: O) -> Result<O::Response> {
        let request = Request::encode_moved(request)?;
        self.engine.call(contract::<O>(), request).await?.decode::<O>().await
    }

    /// Starts to download a file.
    ///
    /// # Errors
    /// See [`call`](Self::call).
    pub async fn download<O: Operation<Response = Bytes>>(&self, request: O) -> Result<Box<dyn Pieces>> {
        let request = Request::encode_moved(request)?;
        self.engine.call(contract::<O>(), request).await?.into_file()
    }

    /// Lists the items of an operation that returns pages, on demand.
    ///
    /// ```
    /// use convex_ops::api::projects::ListProjects;
    /// use convex_ops::model::TeamId;
    /// use convex_ops::{Connection, Result};
    ///
    /// async fn slugs(connection: &Connection, team: TeamId) -> Result<Vec<String>> {
    ///     let projects = connection.pages(ListProjects::new(team)).page_size(50).all().await?;
    ///     Ok(projects.into_iter().map(|project| project.slug).collect())
    /// }
    /// ```
    pub fn pages<O: Paged + Clone>(&self, first: O) -> Pager<O::Item> {
        let connection = self.clone();
        Pager::new(move |page| {
            let (connection, mut request) = (connection.clone(), first.clone());
            let asked = page.cursor.clone();
            request.at_page(page.cursor, page.page_size);
            async move {
                let (items, pagination) = O::into_page(connection.call(request).await?);
                let next = pagination.next_cursor.filter(|_| pagination.has_more);
                if pagination.has_more && (next.is_none() || next == asked) {
                    let error = Error::new(ErrorKind::Internal, "missing cursor of the next page");
                    return Err(error.in_operation(O::CONTRACT.id));
                }
                Ok(Page::new(items, next))
            }
        })
    }

    /// Calls an operation by its id (`createProject`), with its request and response as JSON.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")]
    /// # tokio::runtime::Runtime::new()?.block_on(async {
    /// let convex = convex_ops::connect("embedded:")?;
    /// let teams = convex.connection().call_json("listTeams", serde_json::json!({})).await?;
    /// assert_eq!(teams[0]["slug"], "first-team");
    /// # Ok::<(), convex_ops::Error>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// `InvalidInput` if the operation is unknown or the request is invalid. Otherwise see [`call`](Self::call).
    pub async fn call_json(&self, id: &str, request: Value) -> Result<Value> {
        let contract = find_contract(id).ok_or_else(|| unknown_operation(id))?;
        let request = Request::from_json_of(contract, request)?;
        let text = self.engine.call(contract, request).await?.into_text().await?;
        if text.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_slice(&text).map_err(|error| invalid_json(contract, &error))
    }

    /// Calls an operation given its contract, with data.
    ///
    /// # Errors
    ///
    /// See [`call`](Self::call).
    pub async fn call_raw(&self, contract: &'static Contract, request: Request) -> Result<Answer> {
        self.engine.call(contract, request).await
    }
}

fn contract<O: Operation>() -> &'static Contract {
    const { &O::CONTRACT }
}

/// Returns the error for an operation that is not declared.
#[doc(hidden)]
#[must_use]
pub fn unknown_operation(id: &str) -> Error {
    Error::invalid_input(format!("unknown operation `{id}`"))
}

fn invalid_json(contract: &Contract, error: &serde_json::Error) -> Error {
    // serde's message may quote parts of the response.
    let place = format!("line {}, column {}", error.line(), error.column());
    Error::new(ErrorKind::Internal, "invalid JSON in the response").caused_by(place).in_operation(contract.id)
}
