//! Finding out what kind of input documents come in.

use std::fs;
use std::io::{Cursor, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use super::folder::Folder;
use super::input::DataSource;
use super::repeats::Sorting;
use super::stream::Stream;
use crate::cancel::Cancel;
use crate::compat::data::Limits;
use crate::error::{Error, Result};
use crate::export::{Archive, ArchiveLimits, Container, File, Files, TableFiles, TempFolder, Wanted, place};
use crate::value::Name;
use crate::value::limits::is_identifier;

const SPOOL_LEN: usize = 256 << 10;

/// How documents are to be read.
#[derive(Clone, Debug, Default)]
pub struct DataOptions {
    /// The table of the documents, where the input is documents alone. A file's is otherwise the folder that it is in.
    pub table: Option<String>,
    /// The path of the table's component, where the input is documents alone; otherwise the folders tell, or it is the
    /// root (`""`).
    pub component: Option<String>,
    /// How much of what is wrong is kept.
    pub limits: Limits,
    /// How many threads check; where absent, one for each core, and at most 3.
    pub threads: Option<usize>,
    /// How much a zip may hold.
    pub archive: ArchiveLimits,
    /// Whether all ids are sorted, to find those that several documents of a table have. Those of neighbours are found in
    /// any case.
    pub duplicate_ids: bool,
    /// The folder for what is too large for memory, where it is not to be the system's own.
    pub temp_dir: Option<PathBuf>,
    /// What stops the reading, here and in the check.
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
/// `InvalidInput` where the input is no such thing, or where nothing says which table documents belong to;
/// `LimitExceeded` where a zip holds more than the options allow; `NotFound`, `PermissionDenied` or `Io` where it can't
/// be read, or a temporary file can't be written; `Cancelled`.
pub fn open_data(input: &str, options: &DataOptions) -> Result<DataSource> {
    if input == "-" {
        return open_data_stream(std::io::stdin(), "standard input", options);
    }
    let path = Path::new(input);
    let unreadable = |error| Error::io("the data can't be opened", &error).in_file(input);
    if fs::metadata(path).map_err(unreadable)?.is_dir() {
        let (folder, files) = Folder::open(path, &options.cancel)?;
        return whole(Box::new(folder), files, input, options);
    }
    let mut file = fs::File::open(path).map_err(unreadable)?;
    if !file.metadata().map_err(unreadable)?.is_file() {
        return open_data_stream(file, input, options);
    }
    if is_zip(&first_two(&mut file).map_err(unreadable)?) {
        let (archive, files) = Archive::open(file, input, &options.archive, Wanted::Documents, &options.cancel)?;
        return whole(Box::new(archive), files, input, options);
    }
    single_file(path, input, options)
}

/// Opens what a stream brings, as [`open_data`] does with standard input. A zip is copied to a temporary file first,
/// since it can't be read from its start to its end.
///
/// # Errors
/// As [`open_data`].
pub fn open_data_stream(
    mut reader: impl Read + Send + 'static,
    name: &str,
    options: &DataOptions,
) -> Result<DataSource> {
    let unreadable = |error| Error::io("the data can't be read", &error).in_file(name);
    let start = first_two(&mut reader).map_err(unreadable)?;
    if is_zip(&start) {
        let file = spool(&start, reader, name, options)?;
        let (archive, files) = Archive::open(file, name, &options.archive, Wanted::Documents, &options.cancel)?;
        return whole(Box::new(archive), files, name, options);
    }
    let table = table_of_option(options)?.ok_or_else(|| which_table(name))?;
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

fn whole(container: Box<dyn Container>, files: Files, name: &str, options: &DataOptions) -> Result<DataSource> {
    if files.is_empty() {
        let error = Error::invalid_input("found no `<table>/documents.jsonl`").in_file(name);
        return Err(
            error.help("expected what `npx convex export` writes, packed or unpacked, or one `documents.jsonl`")
        );
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

/// One `documents.jsonl`. What an export puts beside it is used too: how it is written, and the tables' numbers.
fn single_file(path: &Path, name: &str, options: &DataOptions) -> Result<DataSource> {
    let real = fs::canonicalize(path).map_err(|error| Error::io("the data can't be opened", &error).in_file(name))?;
    let folder = real.parent().unwrap_or(Path::new("/"));
    let folder_name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let in_folder = || folder_name.filter(|name| is_identifier(name)).map(Name::from);
    let table = table_of_option(options)?.or_else(in_folder).ok_or_else(|| which_table(name))?;
    let component = options.component.clone().unwrap_or_else(|| component_of(&real));
    let mut container = Folder::new(&options.cancel);
    let mut beside = Files::default();
    container.add(path, &format!("{table}/documents.jsonl"), &mut beside)?;
    let written = folder.join("generated_schema.jsonl");
    container.add_if_there(&written, &format!("{table}/generated_schema.jsonl"), &mut beside)?;
    for system in ["_tables", "_storage"].into_iter().filter(|system| *system != table) {
        let file = folder.with_file_name(system).join("documents.jsonl");
        container.add_if_there(&file, &format!("{system}/documents.jsonl"), &mut beside)?;
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

/// The component that a file's folders name.
fn component_of(file: &Path) -> String {
    let place = place(&file.to_string_lossy().replace('\\', "/")).ok().flatten();
    place.map(|place| place.component).unwrap_or_default()
}

fn table_of_option(options: &DataOptions) -> Result<Option<Name>> {
    match &options.table {
        Some(table) if is_identifier(table) => Ok(Some(table.as_str().into())),
        Some(table) => Err(Error::invalid_input(format!("`{}` cannot name a table", table.escape_debug()))),
        None => Ok(None),
    }
}

fn which_table(name: &str) -> Error {
    Error::invalid_input("nothing says which table the documents belong to")
        .in_file(name)
        .help("name it with the option `table`, or give a file as `<table>/documents.jsonl`")
}

fn is_zip(start: &[u8]) -> bool {
    start == b"PK"
}

/// The first two bytes, or fewer where there are not as many.
fn first_two(reader: &mut impl Read) -> std::io::Result<Vec<u8>> {
    let mut start = Vec::new();
    reader.by_ref().take(2).read_to_end(&mut start)?;
    Ok(start)
}

/// Copies a stream into a temporary file.
fn spool(start: &[u8], mut rest: impl Read, name: &str, options: &DataOptions) -> Result<fs::File> {
    let mut file = options.temp_folder().file()?;
    let unwritable = |error| Error::io("a temporary file can't be written", &error);
    file.write_all(start).map_err(unwritable)?;
    let mut buffer = vec![0; SPOOL_LEN];
    loop {
        options.cancel.check()?;
        match rest.read(&mut buffer) {
            Ok(0) => return Ok(file.into_inner()),
            Ok(len) => file.write_all(buffer.get(..len).unwrap_or_default()).map_err(unwritable)?,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(Error::io("the data can't be read", &error).in_file(name)),
        }
    }
}
