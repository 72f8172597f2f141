//! Functions and their names.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::schema::{PackedValidator, Validator};

/// A query, mutation or action.
///
/// ```
/// use convex_ops::schema::Validator;
/// use convex_ops::surface::{Function, FunctionKind, Visibility};
///
/// let function = Function::new(FunctionKind::Query, Visibility::Public, None, Some(&Validator::Null));
/// assert_eq!(function.args(), None);
/// assert_eq!(function.returns(), Some(&Validator::Null));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// Kind of the function.
    pub kind: FunctionKind,
    /// Visibility of the function.
    pub visibility: Visibility,
    args: Option<PackedValidator>,
    returns: Option<PackedValidator>,
}

impl Function {
    /// Creates a function with the validators of its arguments and results.
    #[must_use]
    pub fn new(
        kind: FunctionKind,
        visibility: Visibility,
        args: Option<&Validator>,
        returns: Option<&Validator>,
    ) -> Self {
        Self::packed(kind, visibility, args.map(PackedValidator::new), returns.map(PackedValidator::new))
    }

    pub(super) fn packed(
        kind: FunctionKind,
        visibility: Visibility,
        args: Option<PackedValidator>,
        returns: Option<PackedValidator>,
    ) -> Self {
        Self { kind, visibility, args, returns }
    }

    /// Returns the validator of its arguments; `None` if they are not validated.
    #[must_use]
    pub fn args(&self) -> Option<&Validator> {
        self.args.as_ref().map(PackedValidator::get)
    }

    /// Returns the validator of its results; `None` if they are not validated.
    #[must_use]
    pub fn returns(&self) -> Option<&Validator> {
        self.returns.as_ref().map(PackedValidator::get)
    }

    /// Checks if a validator may have a type that this version does not know. False is certain. Cheaper than unpacking.
    #[must_use]
    pub fn may_have_unknown_types(&self) -> bool {
        self.args.iter().chain(&self.returns).any(PackedValidator::may_be_unknown)
    }

    /// Checks if its argument validator is an object or absent, as Convex requires; without unpacking it.
    #[must_use]
    pub fn takes_an_object(&self) -> bool {
        self.args.as_ref().is_none_or(PackedValidator::may_be_object)
    }

    /// Checks if both have the same argument validator, which is cheaper than unpacking it.
    #[must_use]
    pub fn takes_the_same(&self, other: &Self) -> bool {
        self.args == other.args
    }

    /// Checks if both have the same result validator, which is cheaper than unpacking it.
    #[must_use]
    pub fn returns_the_same(&self, other: &Self) -> bool {
        self.returns == other.returns
    }
}

/// Kind of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FunctionKind {
    /// Reads data, and is rerun when the data changes.
    #[serde(alias = "query")]
    Query,
    /// Reads and writes data in a transaction.
    #[serde(alias = "mutation")]
    Mutation,
    /// Runs any code, outside of transactions.
    #[serde(alias = "action")]
    Action,
    /// Handles HTTP requests; identified by its routes.
    #[serde(alias = "httpAction")]
    HttpAction,
}

impl FunctionKind {
    /// Checks if the scheduler and crons can call it.
    #[must_use]
    pub fn is_schedulable(self) -> bool {
        matches!(self, Self::Mutation | Self::Action)
    }
}

impl fmt::Display for FunctionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Query => "query",
            Self::Mutation => "mutation",
            Self::Action => "action",
            Self::HttpAction => "HTTP action",
        })
    }
}

/// Visibility of a function.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Visibility {
    /// Callable by everyone.
    #[default]
    Public,
    /// Callable by other functions, the scheduler and crons.
    Internal,
}

/// Canonical name of a function: `dir/file.js:name`.
///
/// ```
/// use convex_ops::surface::FunctionName;
///
/// assert_eq!(FunctionName::new("messages:send").as_str(), "messages.js:send");
/// assert_eq!(FunctionName::new("admin/purge").as_str(), "admin/purge.js:default");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct FunctionName(String);

impl FunctionName {
    /// Converts any notation of a function's name to its canonical form: `dir/file:name`, `dir/file.js:name`, and
    /// without a name for the default export.
    #[must_use]
    pub fn new(written: &str) -> Self {
        let (module, name) = written.split_once(':').unwrap_or((written, "default"));
        let module = module.strip_suffix(".js").unwrap_or(module);
        Self(format!("{module}.js:{name}"))
    }

    /// Returns the canonical text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the path of the module: `dir/file.js`.
    #[must_use]
    pub fn module(&self) -> &str {
        self.0.split_once(':').map_or(&self.0, |(module, _)| module)
    }

    /// Returns the name of the export.
    #[must_use]
    pub fn export(&self) -> &str {
        self.0.split_once(':').map_or("default", |(_, export)| export)
    }
}

impl fmt::Display for FunctionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
