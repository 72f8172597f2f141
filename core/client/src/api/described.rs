//! Types that can say what they look like, where the feature `typegen` asks for it.

/// A type with a JSON Schema.
#[cfg(feature = "typegen")]
pub trait Described: schemars::JsonSchema {}

#[cfg(feature = "typegen")]
impl<T: schemars::JsonSchema> Described for T {}

/// Any type; with the feature `typegen`, one with a JSON Schema.
#[cfg(not(feature = "typegen"))]
pub trait Described {}

#[cfg(not(feature = "typegen"))]
impl<T> Described for T {}
