//! Invocation of a system query.

use super::arguments::Arguments;
use crate::embedded::access::Deployed;
use crate::embedded::records::app::App;
use crate::embedded::records::component::path_of;
use crate::embedded::runtime::RequestContext;
use crate::error::Result;

/// Invocation of a system query.
pub(super) struct Invocation<'a> {
    pub(super) call: &'a RequestContext<'a>,
    pub(super) deployment: &'a Deployed,
    /// Path of the component to read; empty for the app itself.
    pub(super) component: &'a str,
    pub(super) arguments: Arguments<'a>,
}

impl Invocation<'_> {
    /// Returns the path of the component to read. The dashboard names it by its ID, in `componentId`.
    ///
    /// # Errors
    /// `InvalidInput` if the component with this ID does not exist.
    pub(super) fn component(&self) -> Result<String> {
        match self.arguments.get::<Option<String>>("componentId")? {
            None => Ok(self.component.to_owned()),
            Some(id) => path_of(App::live_analysis(self.call.tx, self.deployment.row.id)?.as_ref(), &id),
        }
    }
}
