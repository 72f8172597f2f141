//! The trait of operations.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Contract, PageResponse, Pagination, SchemaBound};

/// An operation of Convex, declared by the type of its request.
///
/// The doc comments of the type and of its fields are the docs of the operation in every language.
pub trait Operation: Serialize + DeserializeOwned + SchemaBound + Send + Sync + 'static {
    /// Type of a successful response. `()` if it is empty.
    type Response: Serialize + DeserializeOwned + SchemaBound + Send + 'static;

    /// Route, accepted credentials and condition for retries.
    const CONTRACT: Contract;

    /// Takes the bytes of a file out of the request, to avoid a copy.
    #[doc(hidden)]
    fn take_bytes(&mut self) -> Option<Vec<u8>> {
        None
    }
}

/// An operation that returns a list in pages: its request has a cursor and a limit, its response the next cursor.
pub trait Paged: Operation + AtPage {
    /// Type of the list's items.
    type Item: Send + 'static;

    /// Splits a response into items and pagination.
    fn into_page(response: Self::Response) -> (Vec<Self::Item>, Pagination);
}

/// A request for a page, which `derive(Request)` recognises by its fields `cursor` and `limit`.
pub trait AtPage {
    /// Sets the cursor and the maximum number of items, and keeps those of the request that are absent.
    fn at_page(&mut self, cursor: Option<String>, limit: Option<u32>);
}

/// A response with a page.
pub trait PagedResponse {
    /// Type of the list's items.
    type Item: Send + 'static;

    /// Splits the response into items and pagination.
    fn into_page(self) -> (Vec<Self::Item>, Pagination);
}

impl<O: Operation + AtPage> Paged for O
where
    O::Response: PagedResponse,
{
    type Item = <O::Response as PagedResponse>::Item;

    fn into_page(response: O::Response) -> (Vec<Self::Item>, Pagination) {
        response.into_page()
    }
}

impl<T: Send + 'static> PagedResponse for PageResponse<T> {
    type Item = T;

    fn into_page(self) -> (Vec<T>, Pagination) {
        self.into_parts()
    }
}
