//! Makes exports.

mod make;
mod recovery;
mod stored_file;
mod zip;

pub(in crate::embedded) use make::make;
pub(in crate::embedded) use recovery::{deployment_of, is_any_pending, pending, restart_interrupted};
