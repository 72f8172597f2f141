//! Lists, page by page or item by item.

use futures_util::stream::{self, Stream, TryStreamExt};

use super::Client;
use crate::api::Paged;
use crate::error::{Error, ErrorKind, Result};

/// The pages of a list, each read when it is asked for.
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

/// Where the next page begins.
#[derive(Debug)]
enum Next {
    /// Where the request itself says.
    First,
    At(String),
    /// There is none.
    None,
}

impl Client {
    /// Reads a list page by page.
    pub fn pages<O: Paged>(&self, first: O) -> Pages<O> {
        Pages { client: self.clone(), request: first, next: Next::First }
    }
}

impl<O: Paged> Pages<O> {
    /// Reads the next page; nothing after the last one. After an error the same page can be asked for again.
    ///
    /// # Errors
    /// Those of [`Client::call`], and `Internal` where the server leads in a circle.
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
                let error = Error::new(ErrorKind::Internal, "there are more pages, and the server doesn't say where");
                return Err(error.in_operation(O::CONTRACT.id));
            }
        };
        Ok(Some(items))
    }

    /// The pages as a stream.
    pub fn into_stream(self) -> impl Stream<Item = Result<Vec<O::Item>>> {
        stream::try_unfold(self, |mut pages| async move { Ok(pages.next().await?.map(|page| (page, pages))) })
    }

    /// The items as a stream.
    pub fn into_items(self) -> impl Stream<Item = Result<O::Item>> {
        self.into_stream().map_ok(|page| stream::iter(page.into_iter().map(Ok))).try_flatten()
    }

    /// Reads all pages, and puts their items together.
    ///
    /// # Errors
    /// See [`next`](Self::next).
    pub async fn collect(mut self) -> Result<Vec<O::Item>> {
        let mut items = Vec::new();
        while let Some(page) = self.next().await? {
            items.extend(page);
        }
        Ok(items)
    }
}
