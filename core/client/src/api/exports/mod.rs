//! Exporting the data of a deployment as a ZIP file.
//!
//! Convex's system query `_system/cli/exports:getLatest` reports the progress of an export.
//!
//! Source: Convex's server and CLI; these operations are not documented.

mod cancel_export;
mod get_zip_export;
mod request_zip_export;
mod set_export_expiration;

pub use cancel_export::CancelExport;
pub use get_zip_export::GetZipExport;
pub use request_zip_export::RequestZipExport;
pub use set_export_expiration::SetExportExpiration;
