//! The types that cross, as other languages declare them: read from the core's bundle of JSON Schemas.

pub(crate) mod python;
mod read;
#[cfg(test)]
mod tests;
pub(crate) mod typescript;

use serde_json::Value;

/// Everything that crosses.
pub(crate) struct Types {
    /// In name order.
    pub(crate) declarations: Vec<Declaration>,
    /// In the core's order.
    pub(crate) operations: Vec<Operation>,
}

/// A named type.
pub(crate) struct Declaration {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) body: Type,
    /// Whether callers build it.
    pub(crate) in_requests: bool,
    /// Whether callers receive it.
    pub(crate) in_answers: bool,
}

/// An operation with the names of its types.
pub(crate) struct Operation {
    pub(crate) name: String,
    pub(crate) request: String,
    pub(crate) answer: String,
}

/// A type.
pub(crate) enum Type {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    /// One of these texts.
    Names(Vec<Name>),
    Array(Box<Type>),
    Map(Box<Type>),
    Object(Vec<Field>),
    Union(Vec<Type>),
    /// A declared type.
    Named(String),
}

/// A text that stands for itself.
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) doc: Option<String>,
}

/// A field of an object.
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) doc: Option<String>,
    pub(crate) body: Type,
    /// Whether it is always there. One that is not is left out, and never null.
    pub(crate) required: bool,
}

impl Types {
    /// The types of the core.
    pub(crate) fn of_the_core() -> anyhow::Result<Self> {
        Self::read(&convex_ops::wire::typegen::bundle())
    }

    /// The types of a bundle.
    pub(crate) fn read(bundle: &Value) -> anyhow::Result<Self> {
        read::types(bundle)
    }

    /// The declaration of a name.
    pub(crate) fn get(&self, name: &str) -> Option<&Declaration> {
        self.declarations.iter().find(|declaration| declaration.name == name)
    }
}
