//! The fast check: one pass over the bytes of a document, against a compiled validator, without building the document.
//!
//! The engine only confirms: a document that it does not recognise as accepted goes to the plain validator, which
//! decides and explains. So it may be unsure about anything rare (escaped field names, odd numbers, more fields than
//! fit its mask), but every confirmation must be right: the line is JSON, it decodes within the limits of
//! [`value`](crate::value), and the validator accepts it.

mod any;
mod array;
mod compile;
mod id;
mod leaf;
mod node;
mod number;
mod object;
mod recogniser;
mod record;
mod refused;
mod scan;
mod special;
mod step;
mod string;
mod union;

pub(super) use compile::Engine;
pub(super) use recogniser::{Document, Recogniser};
pub(super) use refused::RefusedDocument;
use step::{Step, Stop};

#[cfg(test)]
mod tests;
