//! A bound for types that have a JSON Schema if the feature `typegen` is on.

/// A type with a JSON Schema.
#[cfg(feature = "typegen")]
pub trait SchemaBound: schemars::JsonSchema {}

#[cfg(feature = "typegen")]
impl<T: schemars::JsonSchema> SchemaBound for T {}

/// Any type. With the feature `typegen`, a type with a JSON Schema.
#[cfg(not(feature = "typegen"))]
pub trait SchemaBound {}

#[cfg(not(feature = "typegen"))]
impl<T> SchemaBound for T {}
