//! The directory of a zip: which entries hold documents, and whether they are safe to read.

use rawzip::{CompressionMethod, ReaderAt, ZipArchive, ZipArchiveEntryWayfinder, ZipFileHeaderRecord};

use super::broken::{broken, unsupported};
use super::end;
use super::limits::ArchiveLimits;
use super::unpack::{Entry, Method};
use super::wanted::Wanted;
use crate::cancel::Cancel;
use crate::error::{Error, Result};
use crate::export::files::{File, Files};
use crate::export::layout::{climbs_out, place, stored_place};

/// Finds the entries that are wanted. The others are counted, and their names looked at.
///
/// # Errors
/// As [`Archive::open`](super::Archive::open).
pub(super) fn read<R: ReaderAt>(
    zip: &ZipArchive<R>,
    zip_len: u64,
    buffer: &mut [u8],
    name: &str,
    (limits, wanted): (&ArchiveLimits, Wanted),
    cancel: &Cancel,
) -> Result<(Vec<Entry>, Files)> {
    let mut walk =
        Walk { name, limits, wanted, count: 0, start: None, len: 0, headers: Vec::new(), files: Files::default() };
    let mut entries = zip.entries(buffer);
    let mut last = zip.directory_offset();
    loop {
        cancel.check()?;
        match entries.next_entry().map_err(|error| broken(error, "directory", last).in_file(name))? {
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
    wanted: Wanted,
    /// How many entries there are so far.
    count: u64,
    /// Where the first of them is.
    start: Option<u64>,
    /// How many bytes the documents so far unpack to.
    len: u64,
    headers: Vec<Header>,
    files: Files,
}

impl Walk<'_> {
    fn add(&mut self, header: &ZipFileHeaderRecord<'_>) -> Result<()> {
        self.count += 1;
        self.start = self.start.into_iter().chain([header.local_header_offset()]).min();
        self.limits.check_entries(self.count).map_err(|error| error.in_file(self.name))?;
        // Names of other encodings stay those of files that hold no documents.
        let entry = String::from_utf8_lossy(header.file_path().as_bytes()).into_owned();
        check_name(&entry).map_err(|error| error.in_file(self.name))?;
        let mut found = place(&entry).map_err(|error| error.in_file(self.name))?;
        if found.is_none() && self.wanted == Wanted::StoredFiles {
            found = stored_place(&entry).map_err(|error| error.in_file(self.name))?;
        }
        let Some(place) = found else { return Ok(()) };
        let header = Header::read(header, format!("{}/{entry}", self.name))?;
        self.len = self.len.saturating_add(header.len);
        let packed = header.way.compressed_size_hint();
        let check = self.limits.check_file(packed, header.len, self.len);
        check
            .and_then(|()| ArchiveLimits::check_files(self.headers.len(), self.wanted))
            .map_err(|error| header.fault(error))?;
        let file = File { name: header.name.clone(), index: self.headers.len(), bytes: Some(header.len), start: 0 };
        self.files.insert(place, file).map_err(|error| error.in_file(self.name))?;
        self.headers.push(header);
        Ok(())
    }

    /// Whether the file is this zip and nothing else. Of several zips in one file, each program takes another.
    fn check_whole<R: ReaderAt>(&self, zip: &ZipArchive<R>, zip_len: u64) -> Result<()> {
        let fits = end::fits(zip).map_err(|error| broken(error.into(), "end", zip.eocd_offset()))?;
        let said = zip.entries_hint();
        // Without zip64 the end of the directory has room for the last 16 bits of the number.
        let found = if said > u64::from(u16::MAX) { self.count } else { self.count & u64::from(u16::MAX) };
        let before = self.start.unwrap_or(zip.directory_offset());
        let after = zip_len.saturating_sub(zip.end_offset());
        let what = if found != said {
            format!("its directory lists {} files, and says {said}", self.count)
        } else if before > 0 {
            format!("{before} bytes stand in front of its first file")
        } else if after > 0 {
            format!("{after} bytes follow its end")
        } else if !fits {
            "its directory does not end where its end says".to_owned()
        } else {
            return Ok(());
        };
        Err(Error::invalid_input(format!("not a complete zip: {what}")).help("export or download it again"))
    }

    /// Entries that share packed bytes unpack to many times what is there, and one that runs into the directory ends in
    /// what is none of its own.
    fn check_apart(&self, entries: &[Entry], directory: u64) -> Result<()> {
        let mut places: Vec<_> = self.headers.iter().zip(entries).collect();
        places.sort_by_key(|(header, _)| header.at);
        let mut end = (0, "the start");
        for (header, entry) in places {
            if header.at < end.0 || entry.packed.end > directory {
                let other = if header.at < end.0 { end.1 } else { "the directory" };
                let message = format!("its bytes from {} to {} overlap with {other}", header.at, entry.packed.end);
                return Err(header.fault(Error::invalid_input(message).help("export or download it again")));
            }
            end = (entry.packed.end, &header.name);
        }
        Ok(())
    }
}

/// An archive is unpacked elsewhere too, and what one program takes for a folder must be none to another.
fn check_name(entry: &str) -> Result<()> {
    let what = if climbs_out(entry) {
        "leads out of it"
    } else if entry.contains('\0') {
        "holds a zero byte"
    } else if entry.contains('\\') {
        "has backslashes between its folders"
    } else {
        return Ok(());
    };
    let shown: String = entry.chars().take(200).collect();
    let message = format!("the zip holds a name that {what}: `{}`", shown.escape_debug());
    Err(Error::invalid_input(message).help("pack it again, with plain names of `folder/file`"))
}

/// What the directory says of a file that is to be read.
struct Header {
    /// Its name, for people.
    name: String,
    /// Its name in the zip.
    path: Vec<u8>,
    /// Where the file's own header is.
    at: u64,
    method: CompressionMethod,
    len: u64,
    checksum: u32,
    /// Whether the file's own header leaves out its lengths, since it was written before they were known. What follows
    /// the file then says them, but what wrote Convex's exports writes nothing of use there.
    streamed: bool,
    way: ZipArchiveEntryWayfinder,
}

impl Header {
    fn read(header: &ZipFileHeaderRecord<'_>, name: String) -> Result<Self> {
        if header.flags().is_encrypted() {
            let error = Error::invalid_input("the file is encrypted").in_file(name);
            return Err(error.help("unpack it yourself, and give the folder"));
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

    /// Finds the file itself, whose own header must say what the directory does: other programs go by that one.
    fn locate<R: ReaderAt>(&self, zip: &ZipArchive<R>, buffer: &mut [u8]) -> Result<Entry> {
        let lost = |error| self.fault(broken(error, "header of the file", self.at));
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
        let message =
            format!("the directory of the zip and the file's header at byte {} differ in its {differs}", self.at);
        Err(self.fault(Error::invalid_input(message).help("export or download it again")))
    }

    fn packing(&self) -> Result<Method> {
        match self.method {
            CompressionMethod::STORE => Ok(Method::Stored),
            CompressionMethod::DEFLATE => Ok(Method::Deflated),
            other => Err(self.fault(unsupported(other))),
        }
    }

    fn fault(&self, error: Error) -> Error {
        error.in_file(&self.name)
    }
}
