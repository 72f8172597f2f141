//! Invocation of a system query.

use super::arguments::Arguments;
use crate::embedded::access::Deployed;
use crate::embedded::runtime::RequestContext;

/// Invocation of a system query.
pub(super) struct Invocation<'a> {
    pub(super) call: &'a RequestContext<'a>,
    pub(super) deployment: &'a Deployed,
    /// Path of the component to read; empty for the app itself.
    pub(super) component: &'a str,
    pub(super) arguments: Arguments<'a>,
}
