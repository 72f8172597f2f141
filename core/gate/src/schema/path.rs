//! Paths to places inside values.

use std::fmt::{self, Display, Formatter};

use crate::value::Name;

/// One step into a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Segment {
    /// A field of an object.
    Field(Name),
    /// An element of an array.
    Index(usize),
    /// A key of a record.
    Key,
    /// A value of a record.
    Entry,
}

/// Steps from a value to a place inside it.
///
/// Displayed in Convex's notation: `.items[0].price`, `.scores.keys()`, `.scores.values()`; [`Path::group`] returns the
/// form that is the same for all elements and entries.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path(pub Vec<Segment>);

impl Path {
    /// Returns the form that groups findings: `.items[].price`, `.scores.*`, `.scores.keys()`.
    #[must_use]
    pub fn group(&self) -> String {
        let mut text = String::new();
        self.write_group(&mut text);
        text
    }

    /// Appends the form that groups findings.
    pub fn write_group(&self, text: &mut String) {
        for segment in &self.0 {
            match segment {
                Segment::Field(name) => {
                    text.push('.');
                    text.push_str(name);
                }
                Segment::Index(_) => text.push_str("[]"),
                Segment::Key => text.push_str(".keys()"),
                Segment::Entry => text.push_str(".*"),
            }
        }
    }

    /// Returns the path without its first steps.
    #[must_use]
    pub fn below(&self, steps: usize) -> Self {
        Self(self.0.get(steps..).unwrap_or_default().to_vec())
    }
}

impl Display for Path {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|segment| match segment {
            Segment::Field(name) => write!(f, ".{name}"),
            Segment::Index(index) => write!(f, "[{index}]"),
            Segment::Key => f.write_str(".keys()"),
            Segment::Entry => f.write_str(".values()"),
        })
    }
}
