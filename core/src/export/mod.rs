//! What Convex exports, as files: which of them holds what, and the zip that they come in.

#[cfg(any(feature = "source", feature = "embedded"))]
mod archive;
mod files;
#[cfg(any(feature = "source", feature = "embedded"))]
mod layout;
#[cfg(any(feature = "source", feature = "embedded"))]
mod temp;

#[cfg(any(feature = "source", feature = "embedded"))]
pub use archive::ArchiveLimits;
#[cfg(any(feature = "source", feature = "embedded"))]
pub(crate) use archive::{Archive, Wanted};
#[cfg(feature = "source")]
pub(crate) use files::first_line;
pub(crate) use files::{Container, File, Files, TableFiles};
#[cfg(feature = "source")]
pub(crate) use layout::place;
#[cfg(feature = "source")]
pub(crate) use temp::TempFile;
#[cfg(any(feature = "source", feature = "embedded"))]
pub(crate) use temp::TempFolder;
