//! Importing data into a deployment: a file is uploaded in parts, checked, confirmed and then imported atomically.
//!
//! Convex's system query `_system/cli/queryImport` reports the progress of an import. [`ImportData`] runs all steps at
//! once.
//!
//! Source: Convex's server and CLI; these operations are not documented.

mod cancel_import;
mod finish_import_upload;
mod import_data;
mod perform_import;
mod request;
mod start_import_upload;
mod upload_import_part;

pub use cancel_import::CancelImport;
pub use finish_import_upload::{FinishImportUpload, UploadedImport};
pub use import_data::{ImportData, ImportedData};
pub use perform_import::PerformImport;
pub use request::{ImportFormat, ImportMode, ImportRequest};
pub use start_import_upload::{ImportUpload, StartImportUpload};
pub use upload_import_part::UploadImportPart;
