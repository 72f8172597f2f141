//! Importing a file into a deployment.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use super::carrying::awaited;
use super::confirmation::ChangeKind;
use super::parts::Parts;
use super::polling::Polling;
use super::progress::{Progress, ProgressPhase, Reporter, reports};
use super::{Copied, DeploymentHandle, Download};
use crate::api::Bytes;
use crate::api::imports::{
    CancelImport, FinishImportUpload, ImportFormat, ImportMode, ImportRequest, StartImportUpload, UploadImportPart,
};
use crate::engine::Pieces;
use crate::error::{Error, Result};
use crate::future::{BoxFuture, MaybeSend};

/// Length of the uploaded parts, as in Convex's CLI. With at most 9,999 parts, up to 50 GB can be imported.
const PART_LEN: usize = 5 << 20;

/// Imports a file; see [`DeploymentHandle::import_data`].
#[derive(Debug)]
#[must_use = "nothing is imported until this is awaited"]
pub struct Import {
    deployment: DeploymentHandle,
    source: ImportSource,
    table: Option<String>,
    component: Option<String>,
    format: Option<ImportFormat>,
    mode: ImportMode,
    reporter: Reporter,
}

/// A file to import: a path, bytes, a reader, or a file that is being received.
pub struct ImportSource(Source);

enum Source {
    Path(PathBuf),
    Bytes(Vec<u8>),
    Pieces(Box<dyn Pieces>),
}

impl DeploymentHandle {
    /// Imports a file: a path, bytes, or a download of an export or a backup. Awaiting returns the number of documents.
    /// The import is atomic.
    ///
    /// A ZIP file contains its tables, as `npx convex export` writes it. Other files require a
    /// [`table`](Import::table). The format is that of the path's extension (`.zip`, `.csv`, `.jsonl`, `.json`), unless
    /// set.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")]
    /// # tokio::runtime::Runtime::new()?.block_on(async {
    /// # let convex = convex_ops::connect("embedded:")?;
    /// # let todo = convex.team("first-team").project("todo").ensure().await?;
    /// # let staging = todo.deployment("staging").ensure().await?;
    /// use convex_ops::{ImportFormat, ImportMode};
    ///
    /// let lines = b"{\"text\": \"buy milk\"}\n{\"text\": \"call home\"}".to_vec();
    /// let import = staging.import_data(lines).table("tasks").format(ImportFormat::JsonLines);
    /// assert_eq!(import.mode(ImportMode::Replace).await?.documents, 2);
    /// # Ok::<(), convex_ops::Error>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `InvalidInput` if the format or the table is missing; with the code `ImportFailed` if the documents do not match
    /// the schema or the mode; with `ConfirmationRequired` if it is a production deployment that was not
    /// [confirmed](Self::confirm). `NotFound` or `Io` if the file cannot be read. Other errors of the calls.
    pub fn import_data(&self, source: impl Into<ImportSource>) -> Import {
        Import {
            deployment: self.clone(),
            source: source.into(),
            table: None,
            component: None,
            format: None,
            mode: ImportMode::default(),
            reporter: Reporter::default(),
        }
    }
}

impl Import {
    /// Sets the table. ZIP files name their tables.
    pub fn table(mut self, table: impl Into<String>) -> Self {
        self.table = Some(table.into());
        self
    }

    /// Sets the component, by its path. The app by default.
    pub fn component(mut self, path: impl Into<String>) -> Self {
        self.component = Some(path.into());
        self
    }

    /// Sets the file format.
    pub fn format(mut self, format: ImportFormat) -> Self {
        self.format = Some(format);
        self
    }

    /// Sets the handling of existing documents. By default, imported tables must be empty.
    pub fn mode(mut self, mode: ImportMode) -> Self {
        self.mode = mode;
        self
    }

    async fn run(self) -> Result<Copied> {
        let format = self.source.format(self.format)?;
        if format != ImportFormat::Zip && self.table.is_none() {
            return Err(Error::invalid_input("missing table of the import").help("only ZIP files name their tables"));
        }
        let sweeping = self.mode == ImportMode::ReplaceAll;
        let change = if sweeping { ChangeKind::Sweeping } else { ChangeKind::Ordinary };
        let known = self.deployment.for_change(change).await?;
        let import = ImportRequest { table_name: self.table, component_path: self.component, format, mode: self.mode };
        let (file, len) = self.source.open()?;
        let connection = &self.deployment.connection();
        let polling = Polling { connection, name: &known.name, reporter: &self.reporter };
        import_file(&polling, file, len, import).await
    }
}

awaited!(Import => Copied);
reports!(Import);

/// Uploads a file in parts while it is read, and imports it. `len` is its length, if known.
pub(super) async fn import_file(
    polling: &Polling<'_>,
    file: Box<dyn Pieces>,
    len: Option<u64>,
    import: ImportRequest,
) -> Result<Copied> {
    let (connection, reporter) = (polling.connection, polling.reporter);
    let mut sent = 0;
    reporter.report(Progress::bytes(ProgressPhase::Upload, sent, len));
    let upload_token = connection.call(StartImportUpload {}).await?.upload_token;
    let (mut parts, mut part_tokens) = (Parts::of(file, PART_LEN), Vec::new());
    for part_number in 1.. {
        let Some(part) = parts.next_part().await? else { break };
        let part_len = part.len() as u64;
        let upload = UploadImportPart { upload_token: upload_token.clone(), part_number, content: Bytes(part) };
        part_tokens.push(connection.call(upload).await?);
        sent += part_len;
        reporter.report(Progress::bytes(ProgressPhase::Upload, sent, len));
    }
    let finish = FinishImportUpload { import, upload_token, part_tokens };
    let import_id = connection.call(finish).await?.import_id;
    let imported = polling.wait_for_import(&import_id).await;
    if imported.is_err() {
        // An import that failed by itself needs no cancellation.
        let _ = connection.call(CancelImport { import_id }).await;
    }
    imported.map(|documents| Copied { documents })
}

impl ImportSource {
    /// Creates a source from a reader, which is read in parts.
    ///
    /// ```
    /// use convex_ops::ImportSource;
    ///
    /// let source = ImportSource::reader(std::io::Cursor::new("{}"));
    /// ```
    pub fn reader(reader: impl Read + MaybeSend + 'static) -> Self {
        Self(Source::Pieces(Box::new(Reader(reader))))
    }

    /// Returns the format: the given one, or else that of the path's extension.
    fn format(&self, given: Option<ImportFormat>) -> Result<ImportFormat> {
        let path = match (given, &self.0) {
            (Some(format), _) => return Ok(format),
            (None, Source::Path(path)) => path,
            (None, Source::Bytes(_) | Source::Pieces(_)) => {
                return Err(Error::invalid_input("missing format of the import"));
            }
        };
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
        match extension.as_deref() {
            Some("zip") => Ok(ImportFormat::Zip),
            Some("csv") => Ok(ImportFormat::Csv),
            Some("jsonl") => Ok(ImportFormat::JsonLines),
            Some("json") => Ok(ImportFormat::JsonArray),
            _ => {
                Err(Error::invalid_input("unknown format of the import: expected `.zip`, `.csv`, `.jsonl` or `.json`")
                    .in_file(path.display().to_string())
                    .help("set the format"))
            }
        }
    }

    /// Returns the file, and its length if it is known.
    fn open(self) -> Result<(Box<dyn Pieces>, Option<u64>)> {
        match self.0 {
            Source::Pieces(pieces) => Ok((pieces, None)),
            Source::Bytes(bytes) => {
                let len = bytes.len() as u64;
                Ok((Box::new(Reader(Cursor::new(bytes))), Some(len)))
            }
            Source::Path(path) => {
                let file = path.display().to_string();
                let opened = File::open(&path).map_err(|error| Error::io("cannot open the file", &error).in_file(file));
                let opened = opened?;
                let len = opened.metadata().ok().filter(std::fs::Metadata::is_file).map(|metadata| metadata.len());
                Ok((Box::new(Reader(opened)), len))
            }
        }
    }
}

impl From<&str> for ImportSource {
    fn from(path: &str) -> Self {
        Self(Source::Path(path.into()))
    }
}

impl From<String> for ImportSource {
    fn from(path: String) -> Self {
        Self(Source::Path(path.into()))
    }
}

impl From<&Path> for ImportSource {
    fn from(path: &Path) -> Self {
        Self(Source::Path(path.to_owned()))
    }
}

impl From<PathBuf> for ImportSource {
    fn from(path: PathBuf) -> Self {
        Self(Source::Path(path))
    }
}

impl From<Vec<u8>> for ImportSource {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Source::Bytes(bytes))
    }
}

impl From<Download> for ImportSource {
    fn from(download: Download) -> Self {
        Self(Source::Pieces(Box::new(download)))
    }
}

impl Pieces for Download {
    fn next_piece(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>>> {
        Box::pin(self.next_piece())
    }
}

impl std::fmt::Debug for ImportSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Source::Path(path) => f.debug_tuple("ImportSource").field(path).finish(),
            Source::Bytes(_) | Source::Pieces(_) => f.debug_struct("ImportSource").finish_non_exhaustive(),
        }
    }
}

/// A reader, read in pieces.
struct Reader<R>(R);

impl<R: Read + MaybeSend> Pieces for Reader<R> {
    fn next_piece(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>>> {
        let mut piece = Vec::new();
        let read = self.0.by_ref().take(1 << 20).read_to_end(&mut piece);
        let read = read.map_err(|error| Error::io("cannot read the file", &error));
        Box::pin(async move { read.map(|len| (len > 0).then_some(piece)) })
    }
}
