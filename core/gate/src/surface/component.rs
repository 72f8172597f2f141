//! One component of a backend.

use std::collections::{BTreeMap, BTreeSet};

use super::{AuthProvider, Function, FunctionName, LeftOut, Locations, ModuleProblem, Part, Route, UnreadExport};
use crate::schema::{Schema, Validator};
use crate::value::{Name, Value};

/// One component of a backend.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Component {
    /// Schema; `Known(None)` if it has none.
    pub schema: Part<Option<Schema>>,
    /// Queries, mutations and actions.
    pub functions: Part<BTreeMap<FunctionName, Function>>,
    /// HTTP routes.
    pub routes: Part<BTreeSet<Route>>,
    /// Crons by identifier.
    pub crons: Part<BTreeMap<String, Cron>>,
    /// Declared environment variables.
    pub environment_variables: Part<BTreeMap<String, EnvironmentVariable>>,
    /// Auth providers, in their order: the first one that matches a token verifies it.
    pub auth_providers: Part<Vec<AuthProvider>>,
    /// Mounted components, by the name of the mount.
    pub components: Part<BTreeMap<Name, Component>>,
    /// Paths of the modules that were read, as far as they are known: `dir/file.js`.
    pub modules: BTreeSet<String>,
    /// Modules that could not be evaluated, or that Convex refuses.
    pub problems: Vec<ModuleProblem>,
    /// Files of the functions folder that Convex's command leaves out.
    pub left_out: Vec<LeftOut>,
    /// Default exports that Convex reads from a file of another name only, by module.
    pub unread_exports: BTreeMap<String, UnreadExport>,
    /// Places of its parts in the sources.
    pub locations: Locations,
}

impl Component {
    /// Returns the problem of a module that exists and could not be evaluated, so that its functions are unknown.
    #[must_use]
    pub fn unread(&self, module: &str) -> Option<&ModuleProblem> {
        self.problems.iter().find(|problem| problem.module == module && !self.modules.contains(module))
    }

    /// Returns the file of a module that Convex's command leaves out.
    #[must_use]
    pub fn left_out(&self, module: &str) -> Option<&LeftOut> {
        self.left_out.iter().find(|file| file.module() == module)
    }

    /// Changes the paths of source files in this component and those below.
    pub(super) fn map_files(&mut self, change: &impl Fn(&str) -> String) {
        self.locations.map_files(change);
        for place in self.problems.iter_mut().filter_map(|problem| problem.location.as_mut()) {
            place.file = change(&place.file);
        }
        if let Part::Known(components) = &mut self.components {
            components.values_mut().for_each(|component| component.map_files(change));
        }
    }

    /// Collects this component, whose path is given, and those below.
    pub(super) fn collect<'a>(&'a self, path: String, all: &mut BTreeMap<String, &'a Self>) {
        for (name, child) in self.components.known().into_iter().flatten() {
            let inner = if path.is_empty() { name.to_string() } else { format!("{path}/{name}") };
            child.collect(inner, all);
        }
        all.insert(path, self);
    }
}

/// A function that runs on a schedule.
#[derive(Clone, Debug, PartialEq)]
pub struct Cron {
    /// Function to run.
    pub target: FunctionName,
    /// Arguments: always one object.
    pub args: Value,
    /// Schedule, in the form of `crons.export()`.
    pub schedule: serde_json::Value,
}

/// Environment variable that a component declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvironmentVariable {
    /// True if it must be set.
    pub required: bool,
    /// Validator of its value, if it is known.
    pub validator: Option<Validator>,
}
