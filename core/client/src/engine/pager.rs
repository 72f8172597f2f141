//! Lists that are read page by page, on demand.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_core::Stream;
use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::future::{BoxFuture, MaybeSend, MaybeSync};

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Page<T> {
    /// Items, in the order of the list.
    pub items: Vec<T>,
    /// Start of the next page. Absent on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// Position and size of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PageRequest {
    /// `nextCursor` of the previous page. Absent for the first page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Maximum number of items. Lists that Convex returns whole ignore it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_size: Option<u32>,
}

/// A list that is read on demand: a stream of its items.
///
/// No call is made until the first item or page is requested. The same code reads lists of any engine.
///
/// ```
/// use futures_util::TryStreamExt;
///
/// # #[cfg(feature = "embedded")]
/// # tokio::runtime::Runtime::new()?.block_on(async {
/// let convex = convex_ops::connect("embedded:")?;
/// let mut teams = convex.teams().list();
/// while let Some(team) = teams.try_next().await? {
///     println!("{}", team.slug);
/// }
/// assert_eq!(convex.teams().list().all().await?.len(), 1);
/// assert!(convex.teams().list().first().await?.is_some());
/// # Ok::<(), convex_ops::Error>(()) })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "a list makes no call until it is read"]
pub struct Pager<T> {
    fetch: Arc<dyn Fetch<T>>,
    page_size: Option<u32>,
    next: Next<T>,
    items: VecDeque<T>,
}

/// Requests a page.
trait Fetch<T>: MaybeSend + MaybeSync {
    fn fetch(&self, page: PageRequest) -> BoxFuture<'static, Result<Page<T>>>;
}

impl<T, F: Fn(PageRequest) -> BoxFuture<'static, Result<Page<T>>> + MaybeSend + MaybeSync> Fetch<T> for F {
    fn fetch(&self, page: PageRequest) -> BoxFuture<'static, Result<Page<T>>> {
        self(page)
    }
}

/// Position of the next page.
enum Next<T> {
    At(Option<String>),
    /// The page at this cursor is being read.
    Reading(Option<String>, BoxFuture<'static, Result<Page<T>>>),
    /// After the last page.
    None,
}

impl<T> Page<T> {
    /// Creates a page. Without a cursor, it is the last one.
    #[must_use]
    pub fn new(items: Vec<T>, next_cursor: Option<String>) -> Self {
        Self { items, next_cursor }
    }

    /// Converts the items, and leaves out those that become `None`.
    #[must_use]
    pub fn filter_map<U>(self, convert: impl FnMut(T) -> Option<U>) -> Page<U> {
        Page { items: self.items.into_iter().filter_map(convert).collect(), next_cursor: self.next_cursor }
    }
}

impl PageRequest {
    /// Creates a request for the page at a cursor.
    #[must_use]
    pub fn new(cursor: Option<String>, page_size: Option<u32>) -> Self {
        Self { cursor, page_size }
    }
}

impl<T: MaybeSend + 'static> Pager<T> {
    /// Creates a list whose pages `fetch` requests.
    pub fn new<F, R>(fetch: F) -> Self
    where
        F: Fn(PageRequest) -> R + MaybeSend + MaybeSync + 'static,
        R: Future<Output = Result<Page<T>>> + MaybeSend + 'static,
    {
        let fetch = move |page| -> BoxFuture<'static, Result<Page<T>>> { Box::pin(fetch(page)) };
        Self { fetch: Arc::new(fetch), page_size: None, next: Next::At(None), items: VecDeque::new() }
    }

    /// Creates a list that `read` returns whole.
    pub fn whole<F, R>(read: F) -> Self
    where
        F: Fn() -> R + MaybeSend + MaybeSync + 'static,
        R: Future<Output = Result<Vec<T>>> + MaybeSend + 'static,
    {
        Self::new(move |_| {
            let items = read();
            async move { Ok(Page::new(items.await?, None)) }
        })
    }

    /// Sets the maximum number of items per page. Convex allows 1 to 100, and has a default for each list.
    pub fn page_size(mut self, page_size: u32) -> Self {
        self.page_size = Some(page_size);
        self
    }

    /// Starts at `next_cursor` of a page that was read before, instead of at the first page.
    pub fn starting_at(mut self, cursor: impl Into<String>) -> Self {
        (self.next, self.items) = (Next::At(Some(cursor.into())), VecDeque::new());
        self
    }

    /// Returns the next page, or `None` after the last one. After an error, the same page can be requested again.
    ///
    /// # Errors
    ///
    /// Errors of the call. `Internal` if the server returns the same cursor again.
    pub async fn next_page(&mut self) -> Result<Option<Page<T>>> {
        std::future::poll_fn(|context| self.poll_page(context)).await
    }

    /// Reads a single page, such as for a caller that keeps the cursor elsewhere.
    ///
    /// # Errors
    ///
    /// Errors of the call.
    pub fn page_at(&self, page: PageRequest) -> BoxFuture<'static, Result<Page<T>>> {
        self.fetch.fetch(page)
    }

    /// Returns the pages as a stream.
    pub fn pages(self) -> Pages<T> {
        Pages(self)
    }

    /// Reads all pages and returns their items.
    ///
    /// # Errors
    ///
    /// See [`next_page`](Self::next_page).
    pub async fn all(mut self) -> Result<Vec<T>> {
        let mut all = Vec::from(std::mem::take(&mut self.items));
        while let Some(page) = self.next_page().await? {
            all.extend(page.items);
        }
        Ok(all)
    }

    /// Returns the first item, or `None` if the list is empty.
    ///
    /// # Errors
    ///
    /// See [`next_page`](Self::next_page).
    pub async fn first(mut self) -> Result<Option<T>> {
        std::future::poll_fn(|context| Pin::new(&mut self).poll_next(context)).await.transpose()
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Page<T>>>> {
        loop {
            match &mut self.next {
                Next::None => return Poll::Ready(Ok(None)),
                Next::At(cursor) => {
                    let page = self.fetch.fetch(PageRequest { cursor: cursor.clone(), page_size: self.page_size });
                    self.next = Next::Reading(cursor.take(), page);
                }
                Next::Reading(cursor, page) => {
                    let Poll::Ready(read) = page.as_mut().poll(context) else { return Poll::Pending };
                    let cursor = cursor.take();
                    let page = match read {
                        Ok(page) => page,
                        Err(error) => {
                            self.next = Next::At(cursor);
                            return Poll::Ready(Err(error));
                        }
                    };
                    self.next = match &page.next_cursor {
                        None => Next::None,
                        Some(next) if cursor.as_ref() == Some(next) => {
                            self.next = Next::None;
                            let error = Error::new(ErrorKind::Internal, "the next page has the cursor of this one");
                            return Poll::Ready(Err(error));
                        }
                        Some(next) => Next::At(Some(next.clone())),
                    };
                    return Poll::Ready(Ok(Some(page)));
                }
            }
        }
    }
}

/// Yields the items. After an error, the same page is requested again.
impl<T: MaybeSend + 'static> Stream for Pager<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        loop {
            if let Some(item) = self.items.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            match self.poll_page(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Ok(None)) => return Poll::Ready(None),
                Poll::Ready(Ok(Some(page))) => self.items = page.items.into(),
                Poll::Ready(Err(error)) => return Poll::Ready(Some(Err(error))),
            }
        }
    }
}

// No field is pinned in place: the page that is being read is boxed.
impl<T> Unpin for Pager<T> {}

impl<T> fmt::Debug for Pager<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pager").field("page_size", &self.page_size).finish_non_exhaustive()
    }
}

/// Pages of a list: a stream. See [`Pager::pages`].
#[derive(Debug)]
#[must_use = "a list makes no call until it is read"]
pub struct Pages<T>(Pager<T>);

impl<T: MaybeSend + 'static> Stream for Pages<T> {
    type Item = Result<Page<T>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Page<T>>>> {
        self.0.poll_page(context).map(Result::transpose)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use futures_util::{StreamExt, TryStreamExt};

    use super::*;

    /// A list of 0..5 in pages of two, that fails once at each of these cursors.
    fn numbers(failures: &'static [&'static str]) -> Pager<u32> {
        let failed = Arc::new(Mutex::new(Vec::new()));
        Pager::new(move |page| {
            let failed = Arc::clone(&failed);
            async move {
                let cursor = page.cursor.unwrap_or_default();
                let (start, size) = (cursor.parse().unwrap_or(0), page.page_size.unwrap_or(2));
                if failures.contains(&cursor.as_str()) && !failed.lock().unwrap().contains(&cursor) {
                    failed.lock().unwrap().push(cursor);
                    return Err(Error::new(ErrorKind::Unavailable, "gone"));
                }
                let end = (start + size).min(5);
                Ok(Page::new((start..end).collect(), (end < 5).then(|| end.to_string())))
            }
        })
    }

    #[tokio::test]
    async fn items_pages_all_and_first_agree() {
        let items: Vec<_> = numbers(&[]).try_collect().await.unwrap();
        assert_eq!(items, [0, 1, 2, 3, 4]);
        assert_eq!(numbers(&[]).all().await.unwrap(), items);
        assert_eq!(numbers(&[]).first().await.unwrap(), Some(0));
        let pages: Vec<_> = numbers(&[]).pages().try_collect().await.unwrap();
        assert_eq!(pages.iter().map(|page| page.items.len()).collect::<Vec<_>>(), [2, 2, 1]);
        let sizes: Vec<_> =
            numbers(&[]).page_size(3).pages().map_ok(|page| page.items.len()).try_collect().await.unwrap();
        assert_eq!(sizes, [3, 2]);
        assert_eq!(numbers(&[]).starting_at("4").all().await.unwrap(), [4]);
        assert_eq!(numbers(&[]).page_at(PageRequest::new(Some("2".into()), Some(1))).await.unwrap().items, [2]);
    }

    #[tokio::test]
    async fn failed_page_can_be_read_again() {
        let mut list = numbers(&["", "2"]);
        let mut seen = Vec::new();
        while let Some(item) = list.next().await {
            seen.push(item.map_err(|error| error.kind()));
        }
        let gone = Err(ErrorKind::Unavailable);
        assert_eq!(seen, [gone, Ok(0), Ok(1), gone, Ok(2), Ok(3), Ok(4)]);
    }

    #[tokio::test]
    async fn all_after_some_items_returns_the_rest() {
        let mut list = numbers(&[]);
        list.try_next().await.unwrap();
        assert_eq!(list.all().await.unwrap(), [1, 2, 3, 4]);
    }

    #[tokio::test]
    async fn repeated_cursor_ends_list_with_error() {
        let mut same = Pager::new(|_| async { Ok(Page::new(vec![1], Some("a".to_owned()))) });
        assert_eq!(same.try_next().await.unwrap(), Some(1));
        assert_eq!(same.next().await.unwrap().unwrap_err().kind(), ErrorKind::Internal);
        assert!(same.next().await.is_none());
    }

    #[tokio::test]
    async fn list_without_items_is_empty() {
        let empty: Pager<u32> = Pager::whole(|| async { Ok(Vec::new()) });
        assert_eq!(empty.first().await.unwrap(), None);
    }
}
