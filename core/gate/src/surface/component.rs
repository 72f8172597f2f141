//! One component of a backend.

use std::collections::{BTreeMap, BTreeSet};

use super::{Function, FunctionName, Part, Route};
use crate::schema::Schema;
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
    /// Declared environment variables, and whether each is required.
    pub environment_variables: Part<BTreeMap<String, bool>>,
    /// Auth providers.
    pub auth_providers: Part<BTreeSet<AuthProvider>>,
    /// Mounted components, by the name of the mount.
    pub components: Part<BTreeMap<Name, Component>>,
}

impl Component {
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

/// Auth provider whose tokens a backend accepts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AuthProvider {
    /// Issuer of the tokens.
    pub domain: String,
    /// Required audience of the tokens; absent if any audience is accepted.
    pub application_id: Option<String>,
}
