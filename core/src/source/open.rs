//! Opens documents: detects the kind of input.

use std::fs;
use std::io::{Cursor, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use super::duplicate_ids::Sorting;
use super::folder::Folder;
use super::input::DataSource;
use super::stream::Stream;
use crate::archive::{Archive, ArchiveLimits, Container, File, Files, Selection, TableFiles, TempFolder, place};
use crate::cancel::Cancel;
use crate::compat::data::DataLimits;
use crate::error::{Error, Result};
use crate::value::Name;
use crate::value::limits::is_identifier;

const SPOOL_LEN: usize = 256 << 10;

/// Options for reading documents.
#[derive(Clone, Debug, Default)]
pub struct DataOptions {
    /// Table of the documents, if the input is a single file or stream of documents. Defaults to the file's folder name.
    pub table: Option<String>,
    /// Component path of that table. Defaults to the component named by the file's folders, or the root (`""`).
    pub component: Option<String>,
    /// Limits for kept mismatches and samples.
    pub limits: DataLimits,
    /// Number of threads that check. Defaults to the number of cores, at most 3.
    pub threads: Option<usize>,
    /// Limits for zips.
    pub archive: ArchiveLimits,
    /// Finds duplicate ids anywhere in a table, by sorting them. Duplicates on adjacent lines are always found.
    pub duplicate_ids: bool,
    /// Folder for temporary files. Defaults to the system's temporary folder.
    pub temp_dir: Option<PathBuf>,
    /// Cancels reading and checking.
    pub cancel: Cancel,
}

impl DataOptions {
    fn temp_folder(&self) -> TempFolder {
        TempFolder::new(self.temp_dir.as_deref())
    }

    fn sorting(&self) -> Option<Sorting> {
        self.duplicate_ids.then(|| Sorting { folder: self.temp_folder(), cancel: self.cancel.clone() })
    }
}

/// Opens an export zip, a folder of the same layout, one `documents.jsonl`, or standard input (`-`) with a zip or the
/// documents of one table.
///
/// # Errors
/// `InvalidInput` for any other input, or if the table of the documents is unknown; `LimitExceeded` if a zip exceeds
/// the limits of the options; `NotFound`, `PermissionDenied` or `Io` if the input cannot be read or a temporary file cannot
/// be written; `Cancelled` after a cancellation.
pub fn open_data(input: &str, options: &DataOptions) -> Result<DataSource> {
    if input == "-" {
        return open_data_stream(std::io::stdin(), "standard input", options);
    }
    let path = Path::new(input);
    let unreadable = |error| Error::io("cannot open the data", &error).in_file(input);
    if fs::metadata(path).map_err(unreadable)?.is_dir() {
        let (folder, files) = Folder::open(path, &options.cancel)?;
        return open_export(Box::new(folder), files, input, options);
    }
    let mut file = fs::File::open(path).map_err(unreadable)?;
    if !file.metadata().map_err(unreadable)?.is_file() {
        return open_data_stream(file, input, options);
    }
    if is_zip(&first_two(&mut file).map_err(unreadable)?) {
        let (archive, files) = Archive::open(file, input, &options.archive, Selection::Documents, &options.cancel)?;
        return open_export(Box::new(archive), files, input, options);
    }
    single_file(path, input, options)
}

/// Opens a stream, like [`open_data`] with standard input. Zips are copied to a temporary file first, because they need
/// random access.
///
/// # Errors
/// As [`open_data`].
pub fn open_data_stream(
    mut reader: impl Read + Send + 'static,
    name: &str,
    options: &DataOptions,
) -> Result<DataSource> {
    let unreadable = |error| Error::io("cannot read the data", &error).in_file(name);
    let start = first_two(&mut reader).map_err(unreadable)?;
    if is_zip(&start) {
        let file = spool(&start, reader, name, options)?;
        let (archive, files) = Archive::open(file, name, &options.archive, Selection::Documents, &options.cancel)?;
        return open_export(Box::new(archive), files, name, options);
    }
    let table = table_of_option(options)?.ok_or_else(|| unknown_table(name))?;
    let component = options.component.clone().unwrap_or_default();
    let mut files = Files::default();
    let file = File { name: name.to_owned(), index: 0, bytes: None, start: 0 };
    let documents = TableFiles { documents: Some(file), ..TableFiles::default() };
    files.components.entry(component.clone()).or_default().insert(table.clone(), documents);
    let container = Box::new(Stream::new(Box::new(Cursor::new(start).chain(reader)), &options.cancel));
    Ok(DataSource {
        container,
        files,
        alone: Some((component, table)),
        name: name.to_owned(),
        limits: options.limits,
        threads: options.threads,
        sorting: options.sorting(),
    })
}

/// Opens an export zip with its stored files; `name` is used in errors.
pub(super) fn open_zip(file: fs::File, name: &str, options: &DataOptions) -> Result<DataSource> {
    let (archive, files) = Archive::open(file, name, &options.archive, Selection::StoredFiles, &options.cancel)?;
    open_export(Box::new(archive), files, name, options)
}

fn open_export(container: Box<dyn Container>, files: Files, name: &str, options: &DataOptions) -> Result<DataSource> {
    if files.is_empty() {
        let error = Error::invalid_input("not an export: `<table>/documents.jsonl` not found").in_file(name);
        return Err(error.help("use the output of `npx convex export`, packed or unpacked, or one `documents.jsonl`"));
    }
    Ok(DataSource {
        container,
        files,
        alone: None,
        name: name.to_owned(),
        limits: options.limits,
        threads: options.threads,
        sorting: options.sorting(),
    })
}

/// Opens one `documents.jsonl`. Uses the export's files next to it too: its encoding and the tables' numbers.
fn single_file(path: &Path, name: &str, options: &DataOptions) -> Result<DataSource> {
    let real = fs::canonicalize(path).map_err(|error| Error::io("cannot open the data", &error).in_file(name))?;
    let folder = real.parent().unwrap_or(Path::new("/"));
    let folder_name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let in_folder = || folder_name.filter(|name| is_identifier(name)).map(Name::from);
    let table = table_of_option(options)?.or_else(in_folder).ok_or_else(|| unknown_table(name))?;
    let component = options.component.clone().unwrap_or_else(|| component_of(&real));
    let mut container = Folder::new(&options.cancel);
    let mut beside = Files::default();
    container.add(path, &format!("{table}/documents.jsonl"), &mut beside)?;
    let written = folder.join("generated_schema.jsonl");
    container.add_if_exists(&written, &format!("{table}/generated_schema.jsonl"), &mut beside)?;
    for system in ["_tables", "_storage"].into_iter().filter(|system| *system != table) {
        let file = folder.with_file_name(system).join("documents.jsonl");
        container.add_if_exists(&file, &format!("{system}/documents.jsonl"), &mut beside)?;
    }
    let tables = beside.components.remove("").unwrap_or_default();
    let files = Files { components: [(component.clone(), tables)].into() };
    let alone = Some((component, table));
    Ok(DataSource {
        container: Box::new(container),
        files,
        alone,
        name: name.to_owned(),
        limits: options.limits,
        threads: options.threads,
        sorting: options.sorting(),
    })
}

/// Returns the component named by a file's folders.
fn component_of(file: &Path) -> String {
    let place = place(&file.to_string_lossy().replace('\\', "/")).ok().flatten();
    place.map(|place| place.component).unwrap_or_default()
}

fn table_of_option(options: &DataOptions) -> Result<Option<Name>> {
    match &options.table {
        Some(table) if is_identifier(table) => Ok(Some(table.as_str().into())),
        Some(table) => Err(Error::invalid_input(format!("invalid table name `{}`", table.escape_debug()))),
        None => Ok(None),
    }
}

fn unknown_table(name: &str) -> Error {
    Error::invalid_input("the table of the documents is unknown")
        .in_file(name)
        .help("use the option `table`, or a file named `<table>/documents.jsonl`")
}

fn is_zip(start: &[u8]) -> bool {
    start == b"PK"
}

/// Reads the first two bytes, or fewer at the end.
fn first_two(reader: &mut impl Read) -> std::io::Result<Vec<u8>> {
    let mut start = Vec::new();
    reader.by_ref().take(2).read_to_end(&mut start)?;
    Ok(start)
}

/// Copies a stream into a temporary file.
fn spool(start: &[u8], mut rest: impl Read, name: &str, options: &DataOptions) -> Result<fs::File> {
    let mut file = options.temp_folder().file()?;
    let unwritable = |error| Error::io("cannot write a temporary file", &error);
    file.write_all(start).map_err(unwritable)?;
    let mut buffer = vec![0; SPOOL_LEN];
    loop {
        options.cancel.check()?;
        match rest.read(&mut buffer) {
            Ok(0) => return Ok(file.into_inner()),
            Ok(len) => file.write_all(buffer.get(..len).unwrap_or_default()).map_err(unwritable)?,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(Error::io("cannot read the data", &error).in_file(name)),
        }
    }
}
