//! Subjects of findings.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Subject of a finding: a part of a component, and optionally a place inside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct Subject {
    /// Path of the component; empty for the root.
    pub component: String,
    /// Name of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// Name of an index, as `table.index`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<String>,
    /// Path of a module.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub module: Option<String>,
    /// Canonical name of a function.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function: Option<String>,
    /// HTTP route, as `GET /path`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route: Option<String>,
    /// Identifier of a cron.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cron: Option<String>,
    /// Name of an environment variable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment_variable: Option<String>,
    /// Domain of an auth provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_provider: Option<String>,
    /// Place inside it: `.items[].price`, record entries as `.*`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

impl Subject {
    /// Creates the subject of a whole component.
    #[must_use]
    pub fn component(path: &str) -> Self {
        Self { component: path.to_owned(), ..Self::default() }
    }

    /// Creates the subject of a table.
    #[must_use]
    pub fn table(component: &str, table: &str) -> Self {
        Self { table: Some(table.to_owned()), ..Self::component(component) }
    }

    /// Creates the subject of an index.
    #[must_use]
    pub fn index(component: &str, table: &str, index: &str) -> Self {
        Self { index: Some(format!("{table}.{index}")), ..Self::component(component) }
    }

    /// Creates the subject of a module.
    #[must_use]
    pub fn module(component: &str, module: &str) -> Self {
        Self { module: Some(module.to_owned()), ..Self::component(component) }
    }

    /// Creates the subject of a function.
    #[must_use]
    pub fn function(component: &str, function: impl fmt::Display) -> Self {
        Self { function: Some(function.to_string()), ..Self::component(component) }
    }

    /// Creates the subject of a route.
    #[must_use]
    pub fn route(component: &str, route: impl fmt::Display) -> Self {
        Self { route: Some(route.to_string()), ..Self::component(component) }
    }

    /// Creates the subject of a cron.
    #[must_use]
    pub fn cron(component: &str, cron: &str) -> Self {
        Self { cron: Some(cron.to_owned()), ..Self::component(component) }
    }

    /// Creates the subject of an environment variable.
    #[must_use]
    pub fn environment_variable(component: &str, name: &str) -> Self {
        Self { environment_variable: Some(name.to_owned()), ..Self::component(component) }
    }

    /// Creates the subject of an auth provider.
    #[must_use]
    pub fn auth_provider(component: &str, domain: &str) -> Self {
        Self { auth_provider: Some(domain.to_owned()), ..Self::component(component) }
    }

    /// Sets the place inside the subject; an empty path means the subject as a whole.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into()).filter(|path| !path.is_empty());
        self
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        if !self.component.is_empty() {
            write!(f, "component {}", self.component)?;
            separator = ", ";
        }
        let parts = [
            ("table", &self.table),
            ("index", &self.index),
            ("module", &self.module),
            ("function", &self.function),
            ("route", &self.route),
            ("cron", &self.cron),
            ("environment variable", &self.environment_variable),
            ("auth provider", &self.auth_provider),
        ];
        for (noun, name) in parts {
            if let Some(name) = name {
                write!(f, "{separator}{noun} {name}")?;
                separator = ", ";
            }
        }
        match &self.path {
            Some(path) => write!(f, " {path}"),
            None if separator.is_empty() => f.write_str("app"),
            None => Ok(()),
        }
    }
}
