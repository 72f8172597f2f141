//! What an operation is, to everything that is generic over them.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Contract, Described, Pagination};

/// An operation of Convex, declared by the type of its request.
///
/// The doc comments of the type and of its fields are the docs of the operation in every language.
pub trait Operation: Serialize + DeserializeOwned + Described + Send + Sync + 'static {
    /// What a success answers; `()` where there is nothing to say.
    type Response: Serialize + DeserializeOwned + Described + Send + 'static;

    /// Where it is, who may call it, when it may be repeated.
    const CONTRACT: Contract;

    /// Takes the bytes of a file out of the request, so that they need not be copied.
    #[doc(hidden)]
    fn take_bytes(&mut self) -> Option<Vec<u8>> {
        None
    }
}

/// An operation that answers a list in pages.
pub trait Paged: Operation {
    /// What the list is of.
    type Item: Send + 'static;

    /// The same request for the page that begins at `cursor`; the first one without it.
    fn at_cursor(&mut self, cursor: Option<String>);

    /// Takes an answer apart.
    fn into_page(response: Self::Response) -> (Vec<Self::Item>, Pagination);
}
