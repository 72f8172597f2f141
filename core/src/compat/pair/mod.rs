//! What rules are called with: the two sides of one thing.

mod function;
mod stored;

pub(super) use function::{Callers, FunctionPair};

use std::borrow::Cow;
use std::cell::OnceCell;

use super::causes::{Causes, causes};
use super::report::Subject;
use super::{Evidence, Options};
use crate::schema::check::Reader;
use crate::schema::{Index, Schema, Table, Validator};
use crate::surface::{Component, Function, FunctionName};
use crate::value::{Name, Tables};

/// What all pairs of one check share.
#[derive(Debug)]
pub struct Context<'a> {
    /// What the check was told.
    pub options: &'a Options,
    /// What is known of the deployment.
    pub evidence: &'a Evidence,
    /// The table numbers that witnesses use.
    pub tables: &'a Tables,
}

impl Context<'_> {
    /// The table numbers that tell whether stored values fit a validator. Ids of tables whose numbers the evidence does
    /// not hold can't be told apart, and pass.
    #[must_use]
    pub fn stored_tables(&self, component: &str, validator: &Validator) -> Tables {
        let data = self.evidence.data.as_ref().and_then(|data| data.components.get(component));
        let mut tables = data.map(|data| data.table_numbers.clone()).unwrap_or_default();
        validator.tables().into_iter().for_each(|name| tables.unnumbered(name.clone()));
        tables
    }
}

/// The two sides of a component.
#[derive(Debug)]
pub struct ComponentPair<'a> {
    /// What all pairs share.
    pub context: &'a Context<'a>,
    /// Its path; the root's is empty.
    pub path: &'a str,
    /// The baseline's side, if it is mounted there.
    pub baseline: Option<&'a Component>,
    /// The candidate's side, if it is mounted there.
    pub candidate: Option<&'a Component>,
    /// The functions that only the candidate has; none where either list is not known.
    pub added_functions: Vec<(&'a FunctionName, &'a Function)>,
}

impl<'a> ComponentPair<'a> {
    /// The baseline's schema, if it is known to have one.
    #[must_use]
    pub fn baseline_schema(&self) -> Option<&'a Schema> {
        self.baseline?.schema.known()?.as_ref()
    }

    /// The candidate's schema, if it is known to have one.
    #[must_use]
    pub fn candidate_schema(&self) -> Option<&'a Schema> {
        self.candidate?.schema.known()?.as_ref()
    }

    /// Whether this is the app itself, whose public functions anybody can call.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.path.is_empty()
    }

    /// The component as the subject of a finding.
    #[must_use]
    pub fn subject(&self) -> Subject {
        Subject::component(self.path)
    }
}

/// The two sides of a table.
#[derive(Debug)]
pub struct TablePair<'a> {
    /// Its component.
    pub component: &'a ComponentPair<'a>,
    /// Its name.
    pub name: &'a Name,
    /// The baseline's side.
    pub baseline: Option<&'a Table>,
    /// The candidate's side.
    pub candidate: Option<&'a Table>,
    narrowed: OnceCell<Causes>,
    widened: OnceCell<Causes>,
}

impl<'a> TablePair<'a> {
    pub(super) fn new(
        component: &'a ComponentPair<'a>,
        name: &'a Name,
        baseline: Option<&'a Table>,
        candidate: Option<&'a Table>,
    ) -> Self {
        Self { component, name, baseline, candidate, narrowed: OnceCell::new(), widened: OnceCell::new() }
    }

    /// The table as the subject of a finding.
    #[must_use]
    pub fn subject(&self) -> Subject {
        Subject::table(self.component.path, self.name)
    }

    /// Whether the table is on both sides, and both hold its documents to it.
    #[must_use]
    pub fn is_enforced_on_both_sides(&self) -> bool {
        let enforces = |schema: Option<&Schema>| schema.is_some_and(|schema| schema.validates);
        let on_both_sides = self.baseline.is_some() && self.candidate.is_some();
        on_both_sides && enforces(self.component.baseline_schema()) && enforces(self.component.candidate_schema())
    }

    /// Why the candidate refuses documents that the baseline accepts; the table must be on both sides.
    #[must_use]
    pub fn narrowed(&self) -> &Causes {
        self.narrowed.get_or_init(|| self.documents_refused(self.baseline, self.candidate))
    }

    /// Why the baseline refuses documents that the candidate accepts; the table must be on both sides.
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

/// The two sides of an index, of a table that both sides have.
#[derive(Debug)]
pub struct IndexPair<'a> {
    /// Its table.
    pub table: &'a TablePair<'a>,
    /// Its name.
    pub name: &'a Name,
    /// The baseline's side.
    pub baseline: Option<&'a Index>,
    /// The candidate's side.
    pub candidate: Option<&'a Index>,
}

impl IndexPair<'_> {
    /// The index as the subject of a finding.
    #[must_use]
    pub fn subject(&self) -> Subject {
        Subject::index(self.table.component.path, self.table.name, self.name)
    }
}

/// The objects of a validator: documents and arguments are objects, whatever the validator says beyond.
fn objects_of(validator: &Validator) -> Cow<'_, Validator> {
    match validator {
        Validator::Object(_) | Validator::Record(..) => Cow::Borrowed(validator),
        Validator::Any => Cow::Owned(Validator::any_object()),
        Validator::Union(members) => {
            Cow::Owned(Validator::Union(members.iter().map(|member| objects_of(member).into_owned()).collect()))
        }
        _ => Cow::Owned(Validator::Union(Vec::new())),
    }
}
