//! Exporting the data of a deployment as a zip.
//!
//! How far an export is tells Convex's system query `_system/cli/exports:getLatest`.
//!
//! Source: Convex's own server and command; none of it is documented.

mod cancel_export;
mod get_zip_export;
mod request_zip_export;
mod set_export_expiration;

pub use cancel_export::CancelExport;
pub use get_zip_export::GetZipExport;
pub use request_zip_export::RequestZipExport;
pub use set_export_expiration::SetExportExpiration;
