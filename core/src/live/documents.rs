//! Reads the documents of a deployment and checks them as they arrive.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::feed::{ComponentFeed, Feed};
use super::query::{Queries, is_refusal};
use super::read::Live;
use crate::api::streaming_export::{ListSnapshot, SnapshotPage, StreamSelection, ValueFormat};
use crate::cancel::Cancel;
use crate::clock;
use crate::compat::data::{DataEvidence, DataLimits, DocumentFormat};
use crate::engine::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::schema::Schema;
use crate::source::DataProgress;
use crate::surface::Surface;
use crate::value::{Encoding, Tables};

const DOCUMENTS: &str = "_system/frontend/paginatedTableDocuments:default";

/// Options for reading documents.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct DocumentOptions {
    /// DataLimits for kept mismatches and samples.
    pub limits: DataLimits,
    /// Cancels the reading, between two pages.
    pub cancel: Cancel,
}

impl Live {
    /// Reads all documents and checks them against the schemas of the candidate. Nothing is stored: each page is checked when
    /// it arrives, and forgotten.
    ///
    /// They are read as of one moment if the deployment's plan has the streaming export, else by pages. Pages do not show
    /// one moment, so the result says how long reading took.
    ///
    /// # Errors
    /// Errors of the calls, `Cancelled`, and any error of `progress`, which is called after each page.
    pub async fn check_documents(
        &self,
        connection: &Connection,
        candidate: &Surface,
        options: &DocumentOptions,
        progress: &mut (dyn FnMut(DataProgress<'_>) -> Result<()> + Send),
    ) -> Result<DataEvidence> {
        let schemas = candidate.schemas();
        let reading = Reading { live: self, connection, schemas: &schemas, options };
        match reading.first_page().await? {
            Some(first) => reading.snapshot(first, progress).await,
            None => reading.pages(progress).await,
        }
    }
}

/// The reading of documents, and the schemas to check them against.
struct Reading<'a> {
    live: &'a Live,
    connection: &'a Connection,
    schemas: &'a BTreeMap<String, &'a Schema>,
    options: &'a DocumentOptions,
}

impl<'a> Reading<'a> {
    /// Starts to read a snapshot. `None` if the deployment has no streaming export.
    async fn first_page(&self) -> Result<Option<SnapshotPage>> {
        match self.connection.call(request()).await {
            Ok(page) => Ok(Some(page)),
            Err(error) if is_refusal(&error) || error.kind() == ErrorKind::InvalidInput => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn snapshot(
        &self,
        mut page: SnapshotPage,
        progress: &mut (dyn FnMut(DataProgress<'_>) -> Result<()> + Send),
    ) -> Result<DataEvidence> {
        let (format, tables) = (DocumentFormat::Plain(Encoding::Export), self.tables());
        let mut feed = self.feed(&tables, &format);
        loop {
            self.options.cancel.check()?;
            for document in &page.values {
                feed.add(&document.component, &document.table, &document.fields)?;
            }
            let last = page.values.last().map_or(("", ""), |last| (last.component.as_str(), last.table.as_str()));
            progress(feed.progress(last.0, last.1))?;
            if !page.has_more {
                return feed.finish(self.schemas);
            }
            let Some(cursor) = page.cursor.take() else { return Err(no_cursor()) };
            let next = request().snapshot(page.snapshot).cursor(cursor);
            page = self.connection.call(next).await?;
        }
    }

    async fn pages(&self, progress: &mut (dyn FnMut(DataProgress<'_>) -> Result<()> + Send)) -> Result<DataEvidence> {
        let (format, tables) = (DocumentFormat::Plain(Encoding::Encoded), self.tables());
        let mut feed = self.feed(&tables, &format);
        let (queries, start) = (Queries::new(self.connection), clock::now_ms());
        for (component, numbers) in &self.live.components {
            let path = component.path.as_str();
            for name in self.names(path, numbers.as_ref()) {
                let mut arguments = Map::new();
                arguments.insert("table".to_owned(), json!(name));
                arguments.insert("filters".to_owned(), Json::Null);
                let mut take = |documents: Vec<Json>| {
                    self.options.cancel.check()?;
                    documents.iter().try_for_each(|document| feed.add(path, &name, document))?;
                    progress(feed.progress(path, &name))
                };
                queries.pages(DOCUMENTS, component.id(), &arguments, &mut take).await?;
            }
        }
        let mut found = feed.finish(self.schemas)?;
        let seconds = ((clock::now_ms() - start) / 1000.0).ceil();
        found.notes.push(format!(
            "documents that changed while they were read, which took {seconds} s: they were read by pages, not as of one moment"
        ));
        Ok(found)
    }

    /// Returns the numbers of each component's tables. If they are unknown, those of the schema are marked so.
    fn tables(&self) -> Vec<Tables> {
        let marked = |path: &str| {
            let mut tables = Tables::default();
            for (name, table) in self.schemas.get(path).into_iter().flat_map(|schema| &schema.tables) {
                tables.unnumbered(name.clone());
                table.document.tables().into_iter().for_each(|target| tables.unnumbered(target.clone()));
            }
            tables
        };
        let components = self.live.components.iter();
        components.map(|(of, tables)| tables.clone().unwrap_or_else(|| marked(&of.path))).collect()
    }

    /// Returns the names of the tables to read: those that exist, or else those of both schemas.
    fn names(&self, path: &str, numbers: Option<&Tables>) -> Vec<String> {
        if let Some(numbers) = numbers {
            return numbers.iter().map(|(name, _)| name.to_string()).collect();
        }
        let live = self.live.surface.schemas();
        let schemas = [live.get(path), self.schemas.get(path)].into_iter().flatten();
        let mut names: Vec<String> = schemas.flat_map(|schema| schema.tables.keys()).map(ToString::to_string).collect();
        names.sort();
        names.dedup();
        names
    }

    fn feed<'f>(&'f self, tables: &'f [Tables], format: &'f DocumentFormat) -> Feed<'f> {
        let components = self.live.components.iter().zip(tables).map(|((of, numbers), tables)| ComponentFeed {
            path: &of.path,
            schema: self.schemas.get(&of.path).copied(),
            tables,
            is_listed: numbers.is_some(),
        });
        Feed::new(components, format, self.options.limits)
    }
}

fn request() -> ListSnapshot {
    ListSnapshot::new(StreamSelection::new().format(ValueFormat::Export))
}

fn no_cursor() -> Error {
    Error::new(ErrorKind::Internal, "missing cursor of the next page").in_operation("listSnapshot")
}
