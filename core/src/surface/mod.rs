//! What others depend on in a backend: schema, functions, HTTP routes, crons, components.
//!
//! A [`Surface`] says of each part whether it is known. What is unknown is not checked, and reports say so.

mod function;
mod json;
mod route;

pub use function::{Function, FunctionKind, FunctionName, Visibility};
pub use route::{Route, RoutePath};

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Result;
use crate::schema::Schema;
use crate::value::{Name, Value};

/// A part of a surface: known, perhaps as empty, or not given.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Part<T> {
    /// The input does not say.
    #[default]
    Unknown,
    /// The input says.
    Known(T),
}

impl<T> Part<T> {
    /// What is known.
    #[must_use]
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(part) => Some(part),
            Self::Unknown => None,
        }
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.known().is_none()
    }
}

/// A backend as others see it: its root component and those below.
///
/// ```
/// use convex_ops::surface::Surface;
///
/// let surface = Surface::parse(r#"{"functions": [], "crons": null}"#)?;
/// assert!(surface.root.functions.known().unwrap().is_empty());
/// assert!(surface.root.schema.is_unknown());
/// # Ok::<(), convex_ops::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Surface {
    /// The app itself.
    pub root: Component,
}

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

impl Surface {
    /// Reads a surface file, a schema alone (`schema.export()`), or a function spec (`npx convex function-spec`).
    ///
    /// # Errors
    /// `InvalidInput`, with the JSON path.
    pub fn parse(text: &str) -> Result<Self> {
        Ok(Self { root: json::parse(text)? })
    }

    /// Every component with its path: the root first (`""`), then those below in path order (`"a"`, `"a/b"`).
    #[must_use]
    pub fn components(&self) -> BTreeMap<String, &Component> {
        let mut all = BTreeMap::new();
        self.root.collect(String::new(), &mut all);
        all
    }

    /// The schemas that are known to be there, by the paths of their components.
    #[must_use]
    pub fn schemas(&self) -> BTreeMap<String, &Schema> {
        let components = self.components().into_iter();
        components.filter_map(|(path, component)| Some((path, component.schema.known()?.as_ref()?))).collect()
    }

    /// The component at a path; the root's is empty.
    #[must_use]
    pub fn component(&self, path: &str) -> Option<&Component> {
        let names = path.split('/').filter(|name| !name.is_empty());
        names.into_iter().try_fold(&self.root, |component, name| component.components.known()?.get(name))
    }
}

impl Component {
    fn collect<'a>(&'a self, path: String, all: &mut BTreeMap<String, &'a Self>) {
        for (name, child) in self.components.known().into_iter().flatten() {
            let inner = if path.is_empty() { name.to_string() } else { format!("{path}/{name}") };
            child.collect(inner, all);
        }
        all.insert(path, self);
    }
}
