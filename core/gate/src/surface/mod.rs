//! What others depend on in a backend: schema, functions, HTTP routes, crons, components.
//!
//! A [`Surface`] says of each part whether it is known. What is unknown is not checked, and reports say so.

mod component;
mod function;
mod json;
mod part;
mod route;

pub use component::{AuthProvider, Component, Cron};
pub use function::{Function, FunctionKind, FunctionName, Visibility};
pub use part::Part;
pub use route::{Route, RoutePath};

use std::collections::BTreeMap;

use crate::error::Result;
use crate::schema::Schema;

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
