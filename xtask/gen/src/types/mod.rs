//! Generates the types of requests and answers in other languages from the core's JSON Schemas.

pub(crate) mod python;
mod read;
#[cfg(test)]
mod tests;
pub(crate) mod typescript;

use serde_json::{Map, Value};

pub(crate) use read::{body as schema_type, object, texts};

/// All types and operations.
pub(crate) struct Types {
    /// Sorted by name.
    pub(crate) declarations: Vec<Declaration>,
    /// In the core's order.
    pub(crate) operations: Vec<Operation>,
}

/// A named type.
pub(crate) struct Declaration {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) body: Type,
    /// True if it is part of requests.
    pub(crate) in_requests: bool,
    /// True if it is part of answers.
    pub(crate) in_answers: bool,
    /// True if it is declared in the module of the functions' types.
    pub(crate) is_imported: bool,
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
    /// One of these strings.
    Names(Vec<Name>),
    /// Any string. These are known.
    OpenNames(Vec<String>),
    Array(Box<Type>),
    Map(Box<Type>),
    Object(Vec<Field>),
    Union(Vec<Type>),
    /// An object whose tag is not that of another member of its union.
    OtherKind,
    /// A declared type.
    Named(String),
}

/// A string literal.
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) doc: Option<String>,
}

/// A field of an object.
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) doc: Option<String>,
    pub(crate) body: Type,
    /// True if it is always present. Optional fields are left out, and never null.
    pub(crate) required: bool,
    /// True if null resets the value and absence keeps it.
    pub(crate) null_resets: bool,
}

/// `createProject` as the name of a type: `CreateProject`.
pub(crate) fn capitalized(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

impl Types {
    /// Reads the types of the core.
    pub(crate) fn from_core() -> anyhow::Result<Self> {
        Self::read(&convex_ops::wire::typegen::bundle())
    }

    /// Reads the types of a schema bundle.
    pub(crate) fn read(bundle: &Value) -> anyhow::Result<Self> {
        read::types(bundle)
    }

    /// Reads definitions by name.
    pub(crate) fn of_definitions(definitions: &Map<String, Value>) -> anyhow::Result<Self> {
        read::definitions(definitions)
    }

    /// Marks types that another module declares.
    pub(crate) fn import(&mut self, is_imported: impl Fn(&str) -> bool) {
        for declaration in &mut self.declarations {
            declaration.is_imported = is_imported(&declaration.name);
        }
    }

    /// Iterates over the types that are declared here.
    pub(crate) fn own(&self) -> impl Iterator<Item = &Declaration> {
        self.declarations.iter().filter(|declaration| !declaration.is_imported)
    }

    /// Returns the declaration of a name.
    pub(crate) fn get(&self, name: &str) -> Option<&Declaration> {
        self.declarations.iter().find(|declaration| declaration.name == name)
    }
}
