//! Imports: a file is uploaded, looked at, confirmed, and imported, all of it or nothing.

mod cancel_import;
mod finish_import_upload;
mod import_data;
mod perform_import;
mod request;
mod start_import_upload;
mod upload;
mod upload_import_part;
