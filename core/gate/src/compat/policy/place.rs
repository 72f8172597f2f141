//! Parts of an app that an entry of the policy is about.

use serde::{Deserialize, Serialize};

use super::glob::Glob;
use crate::compat::report::Finding;
use crate::surface::Surface;

/// Parts of an app. Each field that is present must match; patterns are explained at [`Glob`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct Place {
    /// Path of the component; the root's is empty. Without it, any component.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub component: Option<Glob>,
    /// Name of the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<Glob>,
    /// Name of the function: `messages:list`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function: Option<Glob>,
    /// Place inside the table's documents, or the function's arguments or results: `.items[].price`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<Glob>,
    /// Path of the source file, as reports show it: `convex/admin/**`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<Glob>,
}

impl Place {
    /// Checks if a finding is about the place.
    #[must_use]
    pub fn contains(&self, finding: &Finding) -> bool {
        let subject = &finding.subject;
        let index = subject.index.as_deref().and_then(|index| index.split('.').next());
        let table = subject.table.as_deref().or(index);
        let file = finding.location.as_ref().map(|location| location.file.as_str());
        matches(self.component.as_ref(), Some(&subject.component))
            && matches(self.table.as_ref(), table)
            && self
                .function
                .as_ref()
                .is_none_or(|glob| subject.function.as_deref().is_some_and(|function| glob.matches_function(function)))
            && matches(self.path.as_ref(), subject.path.as_deref())
            && matches(self.file.as_ref(), file)
    }

    /// Checks if one of the surfaces may have the table or function: unknown parts may have any.
    #[must_use]
    pub fn exists_in(&self, surfaces: &[&Surface]) -> bool {
        surfaces.iter().any(|surface| {
            surface.components().into_iter().any(|(path, component)| {
                let has_table = self.table.as_ref().is_none_or(|glob| match component.schema.known() {
                    Some(schema) => {
                        schema.iter().flat_map(|schema| schema.tables.keys()).any(|name| glob.matches(name))
                    }
                    None => true,
                });
                let has_function = self.function.as_ref().is_none_or(|glob| match component.functions.known() {
                    Some(functions) => functions.keys().any(|name| glob.matches_function(name.as_str())),
                    None => true,
                });
                matches(self.component.as_ref(), Some(&path)) && has_table && has_function
            })
        })
    }

    /// Describes the place: "table `users*` `.name`".
    #[must_use]
    pub fn describe(&self) -> String {
        let parts = [
            ("component", &self.component),
            ("table", &self.table),
            ("function", &self.function),
            ("path", &self.path),
            ("file", &self.file),
        ];
        let named = parts.into_iter().filter_map(|(noun, glob)| Some(format!("{noun} `{}`", glob.as_ref()?.as_str())));
        named.collect::<Vec<_>>().join(", ")
    }
}

fn matches(glob: Option<&Glob>, name: Option<&str>) -> bool {
    glob.is_none_or(|glob| name.is_some_and(|name| glob.matches(name)))
}
