//! One side of a comparison.

use std::collections::{BTreeMap, BTreeSet};

use crate::surface::Surface;

/// A deployment or an app, as far as it is known.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ParityPlace {
    /// Name for reports.
    pub name: String,
    /// Surface of the code.
    pub surface: Surface,
    /// Names of the environment variables. `None` if they are unknown.
    pub environment_variables: Option<BTreeSet<String>>,
    /// Permissions of the deploy keys by their names. `None` if they are unknown.
    pub keys: Option<BTreeMap<String, BTreeSet<String>>>,
}

impl ParityPlace {
    /// Creates a place of which the surface is known alone.
    #[must_use]
    pub fn new(name: impl Into<String>, surface: Surface) -> Self {
        Self { name: name.into(), surface, environment_variables: None, keys: None }
    }

    /// Sets the names of the environment variables.
    #[must_use]
    pub fn environment_variables(mut self, names: Option<BTreeSet<String>>) -> Self {
        self.environment_variables = names;
        self
    }

    /// Sets the permissions of the deploy keys, by their names.
    #[must_use]
    pub fn keys(mut self, keys: Option<BTreeMap<String, BTreeSet<String>>>) -> Self {
        self.keys = keys;
        self
    }
}
