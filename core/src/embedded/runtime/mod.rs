//! Runs calls: request context, handlers and jobs.

mod admission;
mod download;
mod handler;
pub(super) mod jobs;
mod note;
mod request_context;
#[expect(clippy::module_inception, reason = "the type that the module is named after")]
mod runtime;

pub use download::{EmbeddedDownload, StoredDownload};
pub use handler::Reply;
pub(super) use handler::{
    CallSubject, FindBy, Handler, InSteps, Prepare, PreparedCall, Steps, StepsHandler, find_by, in_steps, json,
};
pub(super) use request_context::RequestContext;
pub(super) use runtime::Runtime;
