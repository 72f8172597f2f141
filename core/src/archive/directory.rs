//! Reads the directory of a zip: finds the selected entries and checks that they are safe to read.

use rawzip::{CompressionMethod, ReaderAt, ZipArchive, ZipArchiveEntryWayfinder, ZipFileHeaderRecord};

use super::damage::{unsupported_method, zip_error};
use super::end;
use super::files::{File, Files};
use super::layout::{escapes_folder, place, stored_place};
use super::limits::ArchiveLimits;
use super::selection::Selection;
use super::unpack::{Entry, Method};
use crate::cancel::Cancel;
use crate::error::{Error, Result};

/// Finds the selected entries. All entries are counted and their names checked.
///
/// # Errors
/// As [`Archive::open`](super::zip::Archive::open).
pub(super) fn read<R: ReaderAt>(
    zip: &ZipArchive<R>,
    zip_len: u64,
    buffer: &mut [u8],
    name: &str,
    (limits, selection): (&ArchiveLimits, Selection),
    cancel: &Cancel,
) -> Result<(Vec<Entry>, Files)> {
    let mut walk =
        Walk { name, limits, selection, count: 0, start: None, len: 0, headers: Vec::new(), files: Files::default() };
    let mut entries = zip.entries(buffer);
    let mut last = zip.directory_offset();
    loop {
        cancel.check()?;
        match entries.next_entry().map_err(|error| zip_error(error, "directory", last).in_file(name))? {
            Some(header) => {
                last = header.central_directory_offset();
                walk.add(&header)?;
            }
            None => break,
        }
    }
    walk.check_whole(zip, zip_len).map_err(|error| error.in_file(name))?;
    let entries = walk.headers.iter().map(|header| header.locate(zip, buffer)).collect::<Result<Vec<_>>>()?;
    walk.check_apart(&entries, zip.directory_offset())?;
    Ok((entries, walk.files))
}

struct Walk<'a> {
    name: &'a str,
    limits: &'a ArchiveLimits,
    selection: Selection,
    /// Number of entries so far.
    count: u64,
    /// Smallest offset of an entry so far.
    start: Option<u64>,
    /// Unpacked size of the selected entries so far.
    len: u64,
    headers: Vec<Header>,
    files: Files,
}

impl Walk<'_> {
    fn add(&mut self, header: &ZipFileHeaderRecord<'_>) -> Result<()> {
        self.count += 1;
        self.start = self.start.into_iter().chain([header.local_header_offset()]).min();
        self.limits.check_entries(self.count).map_err(|error| error.in_file(self.name))?;
        // Names in other encodings never match the layout of documents.
        let entry = String::from_utf8_lossy(header.file_path().as_bytes()).into_owned();
        check_name(&entry).map_err(|error| error.in_file(self.name))?;
        let mut found = place(&entry).map_err(|error| error.in_file(self.name))?;
        if found.is_none() && self.selection == Selection::StoredFiles {
            found = stored_place(&entry).map_err(|error| error.in_file(self.name))?;
        }
        let Some(place) = found else { return Ok(()) };
        let header = Header::read(header, format!("{}/{entry}", self.name))?;
        self.len = self.len.saturating_add(header.len);
        let packed = header.way.compressed_size_hint();
        let check = self.limits.check_file(packed, header.len, self.len);
        check
            .and_then(|()| ArchiveLimits::check_files(self.headers.len(), self.selection))
            .map_err(|error| header.locate_error(error))?;
        let file = File { name: header.name.clone(), index: self.headers.len(), bytes: Some(header.len), start: 0 };
        self.files.insert(place, file).map_err(|error| error.in_file(self.name))?;
        self.headers.push(header);
        Ok(())
    }

    /// Checks that the file contains this zip and nothing else. Programs differ in how they read a file with several zips.
    fn check_whole<R: ReaderAt>(&self, zip: &ZipArchive<R>, zip_len: u64) -> Result<()> {
        let fits = end::fits(zip).map_err(|error| zip_error(error.into(), "end", zip.eocd_offset()))?;
        let declared = zip.entries_hint();
        // Without zip64, the end record has only the lower 16 bits of the number.
        let found = if declared > u64::from(u16::MAX) { self.count } else { self.count & u64::from(u16::MAX) };
        let before = self.start.unwrap_or(zip.directory_offset());
        let after = zip_len.saturating_sub(zip.end_offset());
        let what = if found != declared {
            format!("its directory lists {} files instead of {declared}", self.count)
        } else if before > 0 {
            format!("{before} bytes precede its first file")
        } else if after > 0 {
            format!("{after} bytes follow its end")
        } else if !fits {
            "its directory does not end at its end record".to_owned()
        } else {
            return Ok(());
        };
        Err(Error::invalid_input(format!("incomplete zip: {what}")).help("export or download it again"))
    }

    /// Checks that entries overlap neither each other nor the directory, as in zip bombs that share packed bytes.
    fn check_apart(&self, entries: &[Entry], directory: u64) -> Result<()> {
        let mut places: Vec<_> = self.headers.iter().zip(entries).collect();
        places.sort_by_key(|(header, _)| header.at);
        let mut end = (0, "the start");
        for (header, entry) in places {
            if header.at < end.0 || entry.packed.end > directory {
                let other = if header.at < end.0 { end.1 } else { "the directory" };
                let message = format!("its bytes from {} to {} overlap with {other}", header.at, entry.packed.end);
                return Err(header.locate_error(Error::invalid_input(message).help("export or download it again")));
            }
            end = (entry.packed.end, &header.name);
        }
        Ok(())
    }
}

/// Refuses names that other programs may interpret as paths outside the target folder.
fn check_name(entry: &str) -> Result<()> {
    let what = if escapes_folder(entry) {
        "escapes its folder"
    } else if entry.contains('\0') {
        "contains a zero byte"
    } else if entry.contains('\\') {
        "contains backslashes"
    } else {
        return Ok(());
    };
    let shown: String = entry.chars().take(200).collect();
    let message = format!("invalid name in the zip: it {what}: `{}`", shown.escape_debug());
    Err(Error::invalid_input(message).help("pack it again with names such as `folder/file`"))
}

/// The directory's record of a selected file.
struct Header {
    /// Its name in errors.
    name: String,
    /// Its name in the zip.
    path: Vec<u8>,
    /// Offset of the file's local header.
    at: u64,
    method: CompressionMethod,
    len: u64,
    checksum: u32,
    /// True if the local header has no lengths because it was written before they were known. A descriptor after the data
    /// should have them, but that of Convex's exports is not usable.
    streamed: bool,
    way: ZipArchiveEntryWayfinder,
}

impl Header {
    fn read(header: &ZipFileHeaderRecord<'_>, name: String) -> Result<Self> {
        if header.flags().is_encrypted() {
            let error = Error::invalid_input("the file is encrypted").in_file(name);
            return Err(error.help("unpack it and pass the folder"));
        }
        Ok(Self {
            name,
            path: header.file_path().as_bytes().to_vec(),
            at: header.local_header_offset(),
            method: header.compression_method(),
            len: header.uncompressed_size_hint(),
            checksum: header.crc32(),
            streamed: header.flags().has_data_descriptor(),
            way: header.wayfinder(),
        })
    }

    /// Finds the file's data. Its local header must match the directory, because other programs use the local header.
    fn locate<R: ReaderAt>(&self, zip: &ZipArchive<R>, buffer: &mut [u8]) -> Result<Entry> {
        let lost = |error| self.locate_error(zip_error(error, "file header", self.at));
        let found = zip.get_entry(self.way).map_err(lost)?;
        let (start, end) = found.compressed_data_range();
        let own = found.local_header(buffer).map_err(lost)?;
        let differs = if own.file_path().as_bytes() != self.path {
            "name"
        } else if own.compression_method() != self.method || own.flags().is_encrypted() {
            "method"
        } else if !self.streamed && own.crc32() != self.checksum {
            "checksum"
        } else if !self.streamed
            && (own.compressed_size_hint(), own.uncompressed_size_hint()) != (end - start, self.len)
        {
            "length"
        } else {
            return Ok(Entry { method: self.packing()?, packed: start..end, len: self.len, checksum: self.checksum });
        };
        let message = format!("the zip's directory and the file header at byte {} differ in the {differs}", self.at);
        Err(self.locate_error(Error::invalid_input(message).help("export or download it again")))
    }

    fn packing(&self) -> Result<Method> {
        match self.method {
            CompressionMethod::STORE => Ok(Method::Stored),
            CompressionMethod::DEFLATE => Ok(Method::Deflated),
            other => Err(self.locate_error(unsupported_method(other))),
        }
    }

    fn locate_error(&self, error: Error) -> Error {
        error.in_file(&self.name)
    }
}
