//! Lists in pages.

use super::refusals::bad_request;
use crate::api::{Page, Pagination, Paging};
use crate::error::Result;

/// How many items the page has at most.
///
/// # Errors
/// `InvalidInput` where `asked` is not between 1 and the most that the operation gives.
pub(super) fn limit(asked: Option<u32>, paging: Option<Paging>) -> Result<usize> {
    let (default, most) = paging.map_or((100, 100), |paging| (paging.default_limit, paging.max_limit));
    let limit = asked.unwrap_or(default);
    if !(1..=most).contains(&limit) {
        return Err(bad_request("InvalidLimit", format!("`limit` must be between 1 and {most}")));
    }
    Ok(limit as usize)
}

/// The number that a cursor stands for.
///
/// # Errors
/// `InvalidInput` where it is none of ours.
pub(super) fn number(cursor: Option<&str>) -> Result<Option<i64>> {
    cursor.map(|cursor| cursor.parse().map_err(|_| bad_cursor())).transpose()
}

/// What is said of a cursor that is none.
pub(super) fn bad_cursor() -> crate::error::Error {
    bad_request("InvalidCursor", "`cursor` is not one that the last page gave")
}

/// How many rows one page looks at, at most (assumed). A filter that fits few gives pages that are not full, and no call
/// walks through the whole store.
const LOOKED_AT: usize = 2_000;

/// A page that is filled while rows are walked in the order of an index.
pub(super) struct Walk<T> {
    limit: usize,
    items: Vec<T>,
    looked_at: usize,
    /// Where the walk stands: behind this row.
    behind: Option<String>,
    has_more: bool,
}

impl<T> Walk<T> {
    /// A page of at most `limit` items.
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, items: Vec::new(), looked_at: 0, behind: None, has_more: false }
    }

    /// Takes the next row: the item, where it belongs to the list, and the cursor of what comes after it. False where the
    /// page ends before this row.
    pub(super) fn step(&mut self, item: Option<T>, cursor: String) -> bool {
        if (item.is_some() && self.items.len() == self.limit) || self.looked_at == LOOKED_AT {
            self.has_more = true;
            return false;
        }
        self.items.extend(item);
        self.looked_at += 1;
        self.behind = Some(cursor);
        true
    }

    /// The page.
    pub(super) fn finish(self) -> Page<T> {
        let next_cursor = if self.has_more { self.behind } else { None };
        Page { items: self.items, pagination: Pagination { has_more: self.has_more, next_cursor } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_have_bounds() {
        let paging = Some(Paging::by(10));
        assert_eq!(limit(None, paging).unwrap(), 10);
        assert_eq!(limit(Some(100), paging).unwrap(), 100);
        for asked in [0, 101, u32::MAX] {
            limit(Some(asked), paging).unwrap_err();
        }
    }

    fn walked(rows: &[i32], limit: usize, keep: impl Fn(i32) -> bool) -> Page<i32> {
        let mut walk = Walk::new(limit);
        for row in rows {
            if !walk.step(Some(*row).filter(|row| keep(*row)), row.to_string()) {
                break;
            }
        }
        walk.finish()
    }

    #[test]
    fn a_page_ends_where_the_next_begins() {
        let full = walked(&[3, 2, 1], 2, |_| true);
        assert_eq!((full.items, full.pagination.next_cursor.as_deref()), (vec![3, 2], Some("2")));
        let last = walked(&[3, 2], 2, |_| true);
        assert!(!last.pagination.has_more && last.pagination.next_cursor.is_none());
        let filtered = walked(&[5, 4, 3, 2, 1], 2, |row| row % 2 == 1);
        assert_eq!((filtered.items, filtered.pagination.next_cursor.as_deref()), (vec![5, 3], Some("2")));
    }

    #[test]
    fn a_page_looks_at_so_many_rows_and_no_more() {
        let rows: Vec<i32> = (0..10_000).collect();
        let page = walked(&rows, 2, |row| row == 9_999);
        assert_eq!((page.items, page.pagination.next_cursor.as_deref()), (Vec::new(), Some("1999")));
    }
}
