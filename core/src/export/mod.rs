//! What Convex exports, as files: which of them holds what, and the zip that they come in.

#[cfg(feature = "archive")]
mod archive;
mod files;
#[cfg(feature = "archive")]
mod layout;
#[cfg(feature = "archive")]
mod temp;

#[cfg(feature = "archive")]
pub(crate) use archive::Archive;
#[cfg(feature = "archive")]
pub use archive::ArchiveLimits;
#[cfg(feature = "source")]
pub(crate) use files::first_line;
pub(crate) use files::{Container, File, Files, TableFiles};
#[cfg(feature = "source")]
pub(crate) use layout::place;
#[cfg(feature = "source")]
pub(crate) use temp::TempFile;
#[cfg(feature = "archive")]
pub(crate) use temp::TempFolder;
