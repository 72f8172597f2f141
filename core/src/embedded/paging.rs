//! Pagination of lists.

use super::refusals::bad_request;
use crate::api::{PageResponse, Pagination, Paging, response};
use crate::error::Result;

/// Returns the maximum number of items on a page.
///
/// # Errors
/// `InvalidInput` if `asked` is not between 1 and the operation's maximum.
pub(super) fn limit(asked: Option<u32>, paging: Option<Paging>) -> Result<usize> {
    let (default, most) = paging.map_or((100, 100), |paging| (paging.default_limit, paging.max_limit));
    let limit = asked.unwrap_or(default);
    if !(1..=most).contains(&limit) {
        return Err(bad_request("InvalidLimit", format!("invalid `limit`: must be between 1 and {most}")));
    }
    Ok(limit as usize)
}

/// Parses a numeric cursor.
///
/// # Errors
/// `InvalidInput` if the cursor is malformed.
pub(super) fn number(cursor: Option<&str>) -> Result<Option<i64>> {
    cursor.map(|cursor| cursor.parse().map_err(|_| bad_cursor())).transpose()
}

/// Creates the error for a malformed cursor.
pub(super) fn bad_cursor() -> crate::error::Error {
    bad_request("InvalidCursor", "invalid `cursor`: not from the previous page")
}

/// Maximum number of rows read for one page (assumed). It bounds the work of a filter with few matches, whose pages may
/// therefore be short.
const MAX_ROWS_READ: usize = 2_000;

/// A page that is filled from rows in index order.
pub(super) struct Walk<T> {
    limit: usize,
    items: Vec<T>,
    rows_read: usize,
    /// Cursor after the last row that was read.
    cursor: Option<String>,
    has_more: bool,
}

impl<T> Walk<T> {
    /// Creates a page of at most `limit` items.
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, items: Vec::new(), rows_read: 0, cursor: None, has_more: false }
    }

    /// Adds a row: its item if it belongs to the list, and the cursor after it. Returns false if the page ends before
    /// this row.
    pub(super) fn step(&mut self, item: Option<T>, cursor: String) -> bool {
        if (item.is_some() && self.items.len() == self.limit) || self.rows_read == MAX_ROWS_READ {
            self.has_more = true;
            return false;
        }
        self.items.extend(item);
        self.rows_read += 1;
        self.cursor = Some(cursor);
        true
    }

    /// Returns the page.
    pub(super) fn finish(self) -> PageResponse<T> {
        let next_cursor = if self.has_more { self.cursor } else { None };
        PageResponse::new(self.items, response!(Pagination { has_more: self.has_more, next_cursor }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limit_out_of_bounds_is_rejected() {
        let paging = Some(Paging::by(10));
        assert_eq!(limit(None, paging).unwrap(), 10);
        assert_eq!(limit(Some(100), paging).unwrap(), 100);
        for asked in [0, 101, u32::MAX] {
            limit(Some(asked), paging).unwrap_err();
        }
    }

    fn walk(rows: &[i32], limit: usize, keep: impl Fn(i32) -> bool) -> PageResponse<i32> {
        let mut walk = Walk::new(limit);
        for row in rows {
            if !walk.step(Some(*row).filter(|row| keep(*row)), row.to_string()) {
                break;
            }
        }
        walk.finish()
    }

    #[test]
    fn next_page_continues_after_previous() {
        let full = walk(&[3, 2, 1], 2, |_| true);
        assert_eq!((full.items, full.pagination.next_cursor.as_deref()), (vec![3, 2], Some("2")));
        let last = walk(&[3, 2], 2, |_| true);
        assert!(!last.pagination.has_more && last.pagination.next_cursor.is_none());
        let filtered = walk(&[5, 4, 3, 2, 1], 2, |row| row % 2 == 1);
        assert_eq!((filtered.items, filtered.pagination.next_cursor.as_deref()), (vec![5, 3], Some("2")));
    }

    #[test]
    fn page_reads_bounded_number_of_rows() {
        let rows: Vec<i32> = (0..10_000).collect();
        let page = walk(&rows, 2, |row| row == 9_999);
        assert_eq!((page.items, page.pagination.next_cursor.as_deref()), (Vec::new(), Some("1999")));
    }
}
