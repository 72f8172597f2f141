//! The two sides of a table.

use std::cell::OnceCell;

use super::ComponentPair;
use super::objects::objects_of;
use crate::compat::causes::{Causes, causes};
use crate::compat::report::Subject;
use crate::schema::check::Reader;
use crate::schema::{Schema, Table};
use crate::value::Name;

/// The two sides of a table.
#[derive(Debug)]
pub struct TablePair<'a> {
    /// Component of the table.
    pub component: &'a ComponentPair<'a>,
    /// Name of the table.
    pub name: &'a Name,
    /// The baseline's table.
    pub baseline: Option<&'a Table>,
    /// The candidate's table.
    pub candidate: Option<&'a Table>,
    narrowed: OnceCell<Causes>,
    widened: OnceCell<Causes>,
}

impl<'a> TablePair<'a> {
    pub(in crate::compat) fn new(
        component: &'a ComponentPair<'a>,
        name: &'a Name,
        baseline: Option<&'a Table>,
        candidate: Option<&'a Table>,
    ) -> Self {
        Self { component, name, baseline, candidate, narrowed: OnceCell::new(), widened: OnceCell::new() }
    }

    /// Returns the table as the subject of a finding.
    #[must_use]
    pub fn subject(&self) -> Subject {
        Subject::table(self.component.path, self.name)
    }

    /// Checks if both sides have the table and enforce its type.
    #[must_use]
    pub fn is_enforced_on_both_sides(&self) -> bool {
        let enforces = |schema: Option<&Schema>| schema.is_some_and(|schema| schema.validates);
        let on_both_sides = self.baseline.is_some() && self.candidate.is_some();
        on_both_sides && enforces(self.component.baseline_schema()) && enforces(self.component.candidate_schema())
    }

    /// Returns why the candidate refuses documents that the baseline accepts; both sides must have the
    /// table.
    #[must_use]
    pub fn narrowed(&self) -> &Causes {
        self.narrowed.get_or_init(|| self.documents_refused(self.baseline, self.candidate))
    }

    /// Returns why the baseline refuses documents that the candidate accepts; both sides must have the
    /// table.
    #[must_use]
    pub fn widened(&self) -> &Causes {
        self.widened.get_or_init(|| self.documents_refused(self.candidate, self.baseline))
    }

    fn documents_refused(&self, writer: Option<&Table>, reader: Option<&Table>) -> Causes {
        match (writer, reader) {
            (Some(writer), Some(reader)) if writer.document != reader.document => {
                let documents = objects_of(&writer.document);
                causes(&documents, &reader.document, Reader::Closed, self.component.context)
            }
            _ => Causes::default(),
        }
    }
}
