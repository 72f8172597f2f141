//! Imports. A file is uploaded, previewed, confirmed and then imported, completely or not at all.

mod cancel_import;
mod finish_import_upload;
mod import_data;
mod perform_import;
mod request;
mod start_import_upload;
mod upload;
mod upload_import_part;

pub(in crate::embedded) use import_data::{Content, run as import};
