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

    /// Sets the cursor of the request. `None` requests the first page.
    fn at_cursor(&mut self, cursor: Option<String>);

    /// Splits a response into items and pagination.
    fn into_page(response: Self::Response) -> (Vec<Self::Item>, Pagination);
}
