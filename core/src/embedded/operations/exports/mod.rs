//! Exports: all documents at one moment, as a zip in Convex's format.
//!
//! Source: `crates/exports` and `crates/model/src/exports` of convex-backend.

mod cancel;
mod cancel_export;
mod get_zip_export;
mod request;
mod request_zip_export;
mod set_export_expiration;

pub(super) use cancel::cancel;
pub(super) use request::request_export;
