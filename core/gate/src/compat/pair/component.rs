//! The two sides of a component.

use crate::compat::context::Context;
use crate::compat::report::Subject;
use crate::schema::Schema;
use crate::surface::{Component, Function, FunctionName};

/// The two sides of a component.
#[derive(Debug)]
pub struct ComponentPair<'a> {
    /// Context that all pairs share.
    pub context: &'a Context<'a>,
    /// Path of the component; empty for the root.
    pub path: &'a str,
    /// The baseline's component, if it is mounted there.
    pub baseline: Option<&'a Component>,
    /// The candidate's component, if it is mounted there.
    pub candidate: Option<&'a Component>,
    /// Functions that only the candidate has; empty if either list is unknown.
    pub added_functions: Vec<(&'a FunctionName, &'a Function)>,
}

impl<'a> ComponentPair<'a> {
    /// Returns the baseline's schema, if it is known to have one.
    #[must_use]
    pub fn baseline_schema(&self) -> Option<&'a Schema> {
        self.baseline?.schema.known()?.as_ref()
    }

    /// Returns the candidate's schema, if it is known to have one.
    #[must_use]
    pub fn candidate_schema(&self) -> Option<&'a Schema> {
        self.candidate?.schema.known()?.as_ref()
    }

    /// Checks if this is the app itself, whose public functions anyone can call.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.path.is_empty()
    }

    /// Returns the component as the subject of a finding.
    #[must_use]
    pub fn subject(&self) -> Subject {
        Subject::component(self.path)
    }
}
