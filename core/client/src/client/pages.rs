//! Paged lists.

use futures_util::stream::{self, Stream, TryStreamExt};

use super::Client;
use crate::api::Paged;
use crate::error::{Error, ErrorKind, Result};

/// Pages of a list, read on demand.
///
/// ```no_run
/// use convex_ops::api::projects::ListProjects;
/// use convex_ops::client::Client;
/// use convex_ops::model::TeamId;
/// use futures_util::TryStreamExt;
///
/// # async fn example(client: Client) -> convex_ops::Result<()> {
/// let projects = client.pages(ListProjects::new(TeamId(7)));
/// let mut projects = std::pin::pin!(projects.into_items());
/// while let Some(project) = projects.try_next().await? {
///     println!("{}", project.slug);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Pages<O> {
    client: Client,
    request: O,
    next: Next,
}

/// Position of the next page.
#[derive(Debug)]
enum Next {
    /// The position in the request.
    First,
    At(String),
    /// After the last page.
    None,
}

impl Client {
    /// Lists items page by page.
    pub fn pages<O: Paged>(&self, first: O) -> Pages<O> {
        Pages { client: self.clone(), request: first, next: Next::First }
    }
}

impl<O: Paged> Pages<O> {
    /// Returns the next page, or `None` after the last one. After an error, the same page can be requested again.
    ///
    /// # Errors
    ///
    /// See [`Client::call`]. `Internal` if the server returns an invalid cursor.
    pub async fn next(&mut self) -> Result<Option<Vec<O::Item>>> {
        let asked = match &self.next {
            Next::First => None,
            Next::At(cursor) => Some(cursor.clone()),
            Next::None => return Ok(None),
        };
        if asked.is_some() {
            self.request.at_cursor(asked.clone());
        }
        let (items, pagination) = O::into_page(self.client.call(&self.request).await?);
        self.next = match pagination.next_cursor {
            _ if !pagination.has_more => Next::None,
            Some(cursor) if asked.as_ref() != Some(&cursor) => Next::At(cursor),
            _ => {
                let error = Error::new(ErrorKind::Internal, "missing cursor of the next page");
                return Err(error.in_operation(O::CONTRACT.id));
            }
        };
        Ok(Some(items))
    }

    /// Returns the pages as a stream.
    pub fn into_stream(self) -> impl Stream<Item = Result<Vec<O::Item>>> {
        stream::try_unfold(self, |mut pages| async move { Ok(pages.next().await?.map(|page| (page, pages))) })
    }

    /// Returns the items as a stream.
    pub fn into_items(self) -> impl Stream<Item = Result<O::Item>> {
        self.into_stream().map_ok(|page| stream::iter(page.into_iter().map(Ok))).try_flatten()
    }

    /// Reads all pages and returns their items.
    ///
    /// # Errors
    ///
    /// See [`next`](Self::next).
    pub async fn collect(mut self) -> Result<Vec<O::Item>> {
        let mut items = Vec::new();
        while let Some(page) = self.next().await? {
            items.extend(page);
        }
        Ok(items)
    }
}
