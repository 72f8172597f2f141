//! A system query that was asked.

use super::arguments::Arguments;
use crate::embedded::access::Deployed;
use crate::embedded::runtime::RequestContext;

/// One query that was asked.
pub(super) struct Asked<'a> {
    pub(super) call: &'a RequestContext<'a>,
    pub(super) deployment: &'a Deployed,
    /// The path of the component whose tables or modules are meant; empty for the app itself.
    pub(super) component: &'a str,
    pub(super) arguments: Arguments<'a>,
}
