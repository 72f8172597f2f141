//! One place where one side refuses values that the other allows.

use super::relax::relax;
use crate::schema::check::Reason;
use crate::schema::{Path, Validator};
use crate::value::Value;

/// Reasons why one side refuses values that the other allows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Causes {
    /// Causes, in the order of discovery.
    pub list: Vec<Cause>,
    /// True if a question ran out of steps, so that more causes may exist.
    pub undecided: bool,
}

impl Causes {
    /// Checks if it is certain that nothing is refused.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.list.is_empty() && !self.undecided
    }
}

impl Causes {
    /// Checks if a cause may consist only of another table in a `v.id`.
    pub(super) fn may_be_only_tables(&self, index: usize) -> bool {
        self.list.get(index).is_some_and(|cause| matches!(cause.reason, Reason::WrongTable | Reason::NoUnionMember))
    }

    /// Returns the refuser reduced to one cause.
    pub(super) fn isolate(&self, index: usize, refuser: &Validator) -> Validator {
        let mut isolated = refuser.clone();
        let others = self.list.iter().enumerate().filter(|(other, _)| *other != index);
        others.for_each(|(_, cause)| relax(&mut isolated, &cause.path.0, cause.reason));
        isolated
    }
}

/// One place where one side refuses values that the other allows.
#[derive(Clone, Debug, PartialEq)]
pub struct Cause {
    /// Path of the place.
    pub path: Path,
    /// Reason of the refusal.
    pub reason: Reason,
    /// A whole value that one side accepts and the other refuses, at this place alone if possible.
    pub witness: Value,
    /// True if the cause disappears when all tables are merged into one: it is only another table in a `v.id`.
    pub only_tables: bool,
    /// Type of the side that allows the value, at the place; `None` if that side does not know the place.
    pub allowed: Option<String>,
    /// Type of the side that refuses the value, at the place; `None` if that side does not know the place.
    pub accepted: Option<String>,
    /// The value that is refused, as the subject of a sentence: "an id of `users`".
    pub refused: String,
    /// All values that are refused at the place, as a text for the fingerprint.
    pub(in crate::compat) detail: String,
    /// True if the side that allows the value allows any value there.
    pub(super) allows_any: bool,
}

impl Cause {
    /// Describes the refusal, as the end of a sentence.
    #[must_use]
    pub fn describe(&self) -> String {
        match self.reason {
            Reason::MissingField => "the field is now required".to_owned(),
            Reason::ExtraField => "the field is no longer declared".to_owned(),
            _ => format!("{} is now refused", self.refused),
        }
    }

    /// Returns the smallest change that removes the cause.
    #[must_use]
    pub fn fix(&self) -> String {
        let place = self.path.group();
        let of_place = if place.is_empty() { String::new() } else { format!(" of `{place}`") };
        match self.reason {
            Reason::MissingField => format!("make `{place}` optional"),
            Reason::ExtraField => format!("keep `{place}` as an optional field"),
            _ if self.allows_any => format!("keep `v.any()` as the type{of_place}"),
            _ => format!("make the type{of_place} a union with the old one"),
        }
    }
}
