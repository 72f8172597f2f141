//! The two sides of a component.

use crate::compat::context::Context;
use crate::compat::report::Subject;
use crate::schema::Schema;
use crate::surface::{Component, Function, FunctionName};

/// The two sides of a component.
#[derive(Debug)]
pub struct ComponentPair<'a> {
    /// What all pairs share.
    pub context: &'a Context<'a>,
    /// Its path; the root's is empty.
    pub path: &'a str,
    /// The baseline's side, if it is mounted there.
    pub baseline: Option<&'a Component>,
    /// The candidate's side, if it is mounted there.
    pub candidate: Option<&'a Component>,
    /// The functions that only the candidate has; none where either list is not known.
    pub added_functions: Vec<(&'a FunctionName, &'a Function)>,
}

impl<'a> ComponentPair<'a> {
    /// The baseline's schema, if it is known to have one.
    #[must_use]
    pub fn baseline_schema(&self) -> Option<&'a Schema> {
        self.baseline?.schema.known()?.as_ref()
    }

    /// The candidate's schema, if it is known to have one.
    #[must_use]
    pub fn candidate_schema(&self) -> Option<&'a Schema> {
        self.candidate?.schema.known()?.as_ref()
    }

    /// Whether this is the app itself, whose public functions anybody can call.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.path.is_empty()
    }

    /// The component as the subject of a finding.
    #[must_use]
    pub fn subject(&self) -> Subject {
        Subject::component(self.path)
    }
}
