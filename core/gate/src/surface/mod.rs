//! Surface of a backend, which others depend on: schema, functions, HTTP routes, crons, components.
//!
//! Each part of a [`Surface`] is known or unknown. Unknown parts are not checked, and reports list them.

mod auth_provider;
mod component;
mod function;
mod json;
mod locations;
mod module;
mod part;
mod route;
mod serialize;
mod unread_export;

pub use auth_provider::{AuthProvider, OWN_SITE, TokenVerification};
pub use component::{Component, Cron, EnvironmentVariable};
pub use function::{Function, FunctionKind, FunctionName, Visibility};
pub use locations::{Locations, SourceLocation};
pub use module::{LeftOut, ModuleProblem};
pub use part::Part;
pub use route::{Route, RoutePath};
pub use unread_export::UnreadExport;

use std::collections::BTreeMap;

use crate::error::Result;
use crate::schema::Schema;

/// The surface of a backend: its root component and those below.
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
    /// Root component, the app itself.
    pub root: Component,
}

impl Surface {
    /// Reads a surface file, a schema alone (`schema.export()`), or a function spec (`npx convex function-spec`).
    ///
    /// # Errors
    /// `InvalidInput`, with the JSON path, if the text is something else.
    pub fn parse(text: &str) -> Result<Self> {
        Ok(Self { root: json::parse(text)? })
    }

    /// Changes the paths of source files in every component.
    pub fn map_files(&mut self, change: &impl Fn(&str) -> String) {
        self.root.map_files(change);
    }

    /// Returns every component with its path: the root first (`""`), then the others in path order (`"a"`, `"a/b"`).
    #[must_use]
    pub fn components(&self) -> BTreeMap<String, &Component> {
        let mut all = BTreeMap::new();
        self.root.collect(String::new(), &mut all);
        all
    }

    /// Returns the known schemas, by the paths of their components.
    #[must_use]
    pub fn schemas(&self) -> BTreeMap<String, &Schema> {
        let components = self.components().into_iter();
        components.filter_map(|(path, component)| Some((path, component.schema.known()?.as_ref()?))).collect()
    }

    /// Returns the component at a path; the root's is empty.
    #[must_use]
    pub fn component(&self, path: &str) -> Option<&Component> {
        let names = path.split('/').filter(|name| !name.is_empty());
        names.into_iter().try_fold(&self.root, |component, name| component.components.known()?.get(name))
    }
}
