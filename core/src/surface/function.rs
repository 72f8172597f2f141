//! Functions and their names.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use crate::schema::Validator;

/// A query, mutation or action. It does not change: two functions are compared by the bytes that stand for them.
///
/// ```
/// use convex_ops::surface::{Function, FunctionKind, Signature, Visibility};
///
/// let signature = Signature { kind: FunctionKind::Query, visibility: Visibility::Public, args: None, returns: None };
/// let function = Function::new(signature.clone());
/// assert_eq!(function.kind, FunctionKind::Query);
/// assert_ne!(function, Function::new(Signature { kind: FunctionKind::Action, ..signature }));
/// ```
#[derive(Clone, Debug)]
pub struct Function {
    signature: Signature,
    // INVARIANT: stands for the signature, and for no other.
    compact: Box<[u8]>,
}

/// What callers know of a function.
#[derive(Clone, Debug, PartialEq)]
pub struct Signature {
    /// What it is.
    pub kind: FunctionKind,
    /// Who may call it.
    pub visibility: Visibility,
    /// What its arguments must be; `None` where they are not validated.
    pub args: Option<Validator>,
    /// What it promises to return; `None` where it promises nothing.
    pub returns: Option<Validator>,
}

impl Function {
    /// A function of a signature.
    #[must_use]
    pub fn new(signature: Signature) -> Self {
        let mut compact = Vec::with_capacity(512);
        compact.extend([signature.kind as u8, signature.visibility as u8]);
        for validator in [&signature.args, &signature.returns] {
            compact.push(u8::from(validator.is_some()));
            validator.iter().for_each(|validator| validator.write_compact(&mut compact));
        }
        Self { signature, compact: compact.into() }
    }
}

impl Deref for Function {
    type Target = Signature;

    fn deref(&self) -> &Signature {
        &self.signature
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.compact == other.compact
    }
}

/// What a function is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FunctionKind {
    /// Reads, and is run again when what it read changes.
    #[serde(alias = "query")]
    Query,
    /// Reads and writes in a transaction.
    #[serde(alias = "mutation")]
    Mutation,
    /// Does anything, outside of transactions.
    #[serde(alias = "action")]
    Action,
    /// Answers HTTP requests; known by its routes.
    #[serde(alias = "httpAction")]
    HttpAction,
}

impl FunctionKind {
    /// Whether the scheduler and crons can call it.
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

/// Who may call a function.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Visibility {
    /// Everybody.
    #[default]
    Public,
    /// Other functions, the scheduler and crons.
    Internal,
}

/// The canonical name of a function: `dir/file.js:name`.
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
    /// The canonical form of any way to write a function's name: `dir/file:name`, `dir/file.js:name`, and without a
    /// name for the default export.
    #[must_use]
    pub fn new(written: &str) -> Self {
        let (module, name) = written.split_once(':').unwrap_or((written, "default"));
        let module = module.strip_suffix(".js").unwrap_or(module);
        Self(format!("{module}.js:{name}"))
    }

    /// The canonical text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FunctionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
