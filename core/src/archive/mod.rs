//! The files of Convex exports: their layout, and the zips that contain them.

#[cfg(any(feature = "source", feature = "embedded"))]
mod damage;
#[cfg(any(feature = "source", feature = "embedded"))]
mod directory;
#[cfg(any(feature = "source", feature = "embedded"))]
mod end;
mod files;
#[cfg(any(feature = "source", feature = "embedded"))]
mod layout;
#[cfg(any(feature = "source", feature = "embedded"))]
mod limits;
#[cfg(any(feature = "source", feature = "embedded"))]
mod selection;
#[cfg(any(feature = "source", feature = "embedded"))]
mod temp;
#[cfg(any(feature = "source", feature = "embedded"))]
mod unpack;
#[cfg(any(feature = "source", feature = "embedded"))]
mod writer;
#[cfg(any(feature = "source", feature = "embedded"))]
mod zip;

pub(crate) use files::{Container, File, Files, TableFiles, first_line};
#[cfg(feature = "source")]
pub(crate) use layout::place;
#[cfg(any(feature = "source", feature = "embedded"))]
pub use limits::ArchiveLimits;
#[cfg(any(feature = "source", feature = "embedded"))]
pub(crate) use selection::Selection;
#[cfg(feature = "source")]
pub(crate) use temp::TempFile;
#[cfg(any(feature = "source", feature = "embedded"))]
pub(crate) use temp::TempFolder;
#[cfg(any(feature = "source", feature = "embedded"))]
pub(crate) use writer::{ZipWriter, folder, write_error};
#[cfg(any(feature = "source", feature = "embedded"))]
pub(crate) use zip::Archive;
