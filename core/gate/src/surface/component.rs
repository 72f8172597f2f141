//! One component of a backend.

use std::collections::{BTreeMap, BTreeSet};

use super::{Function, FunctionName, Part, Route};
use crate::schema::Schema;
use crate::value::{Name, Value};

/// One component of a backend.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Component {
    /// Its schema; `Known(None)` where it has none.
    pub schema: Part<Option<Schema>>,
    /// Its queries, mutations and actions.
    pub functions: Part<BTreeMap<FunctionName, Function>>,
    /// Its HTTP routes.
    pub routes: Part<BTreeSet<Route>>,
    /// Its crons by identifier.
    pub crons: Part<BTreeMap<String, Cron>>,
    /// The environment variables that it declares, and whether each is required.
    pub environment_variables: Part<BTreeMap<String, bool>>,
    /// Who may sign users in.
    pub auth_providers: Part<BTreeSet<AuthProvider>>,
    /// The components that it mounts, by the name of the mount.
    pub components: Part<BTreeMap<Name, Component>>,
}

impl Component {
    /// Adds this component, whose path is given, and those below.
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
    /// What runs.
    pub target: FunctionName,
    /// What it is given: one object, as everywhere.
    pub args: Value,
    /// When, as `crons.export()` says it.
    pub schedule: serde_json::Value,
}

/// Somebody whose tokens a backend accepts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AuthProvider {
    /// The issuer of the tokens.
    pub domain: String,
    /// Whom the tokens must be for; absent where any will do.
    pub application_id: Option<String>,
}
