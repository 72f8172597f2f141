//! Paged lists.

use serde::{Deserialize, Serialize};

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PageResponse<T> {
    /// Items, in list order.
    pub items: Vec<T>,
    /// Start of the next page.
    pub pagination: Pagination,
}

impl<T> PageResponse<T> {
    /// Creates a page, for an engine of your own and for tests.
    ///
    /// ```
    /// use convex_ops::api::{PageResponse, Pagination};
    ///
    /// let whole = PageResponse::new(vec!["one", "two"], Pagination::default());
    /// assert_eq!(whole.into_parts().0.len(), 2);
    /// ```
    pub fn new(items: Vec<T>, pagination: Pagination) -> Self {
        Self { items, pagination }
    }

    /// Splits the page into items and pagination.
    #[must_use]
    pub fn into_parts(self) -> (Vec<T>, Pagination) {
        (self.items, self.pagination)
    }
}

/// Position of the next page of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Pagination {
    /// `true` if there are more items.
    pub has_more: bool,
    /// Value of `cursor` for the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}
