//! The trait of operations.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Contract, Pagination, SchemaBound};

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

/// An operation that returns a list in pages.
pub trait Paged: Operation {
    /// Type of the list's items.
    type Item: Send + 'static;

    /// Sets the cursor and the maximum number of items, and keeps those of the request that are absent.
    fn at_page(&mut self, cursor: Option<String>, limit: Option<u32>);

    /// Splits a response into items and pagination.
    fn into_page(response: Self::Response) -> (Vec<Self::Item>, Pagination);
}
