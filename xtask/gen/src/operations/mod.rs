//! Generates a typed method of each operation, and its types, in other languages.

mod flatten;
pub(crate) mod python;
mod read;
pub(crate) mod typescript;

use std::fmt::Write;

use crate::types::{Field, Type, Types, capitalized};

/// All operations and their types.
pub(crate) struct Operations {
    /// In order of declaration.
    pub(crate) list: Vec<Operation>,
    /// Types of requests and responses.
    pub(crate) types: Types,
}

/// An operation.
pub(crate) struct Operation {
    /// Name in camelCase: `createProject`.
    pub(crate) id: String,
    pub(crate) doc: String,
    /// True for an operation of a deployment, false for one of the platform.
    pub(crate) on_deployment: bool,
    pub(crate) request: Request,
    pub(crate) response: Response,
    pub(crate) errors: Vec<String>,
    pub(crate) credentials: Vec<String>,
    pub(crate) permissions: Vec<String>,
}

/// A request.
pub(crate) enum Request {
    /// The fields of an object: arguments with names.
    Fields(Vec<Field>),
    /// A union of objects, by name: one argument.
    Union(String),
}

/// A response.
pub(crate) enum Response {
    Nothing,
    /// Pages with items of a type. The request has `cursor` and `limit`.
    Pages(Type),
    /// A file, read in pieces.
    File,
    Value(Type),
}

impl Operation {
    /// Returns the name of the request's type, without a suffix: `CreateProject`.
    pub(crate) fn type_name(&self) -> String {
        capitalized(&self.id)
    }

    /// Returns the end of its docs: credentials, permissions and error codes. `newline` separates lines.
    fn access_docs(&self, newline: &str) -> String {
        let mut out = String::new();
        if !self.credentials.is_empty() {
            let _ = write!(out, "\n{newline}Credentials: {}.", self.credentials.join(", "));
        }
        if !self.permissions.is_empty() {
            let _ = write!(out, "{newline}Permissions: {}.", quote_names(&self.permissions));
        }
        if !self.errors.is_empty() {
            let _ = write!(out, "{newline}Error codes: {}.", quote_names(&self.errors));
        }
        out
    }
}

impl Operations {
    /// Reads the operations of the core.
    pub(crate) fn from_core() -> anyhow::Result<Self> {
        read::operations(&convex_ops::api::catalogue(), &convex_ops::wire::platform::verbs::types::definitions())
    }

    /// Returns the operations of the platform, or those of a deployment.
    pub(crate) fn of(&self, on_deployment: bool) -> impl Iterator<Item = &Operation> {
        self.list.iter().filter(move |operation| operation.on_deployment == on_deployment)
    }
}

/// Lists names as code: "`a`, `b`".
fn quote_names(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
