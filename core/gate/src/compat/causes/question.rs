//! Inclusion question, reduced to the fields that affect its answer.

use super::normal::normal;
use crate::compat::Inclusion;
use crate::compat::align::align;
use crate::compat::context::Context;
use crate::compat::subset::{is_field_plainly_in, is_plainly_in, subset};
use crate::schema::check::{Checker, Reader};
use crate::schema::{Field, Object, Validator};
use crate::value::{Fields, Name, Tables, Value};

/// The validator without values. A validator included in it has no values either.
const NOTHING: Validator = Validator::Union(Vec::new());

/// Question whether one side accepts every value of the other, reduced to the fields that differ, and in normal form.
///
/// A value escapes an object at one of its fields, and never at a field that is trivially accepted. Those fields are
/// set aside, and added to witnesses later.
pub(super) struct Question<'a> {
    /// Side whose values are checked.
    pub(super) allower: Validator,
    /// Side that may refuse some of them.
    pub(super) refuser: Validator,
    /// Fields that were set aside and are in every value.
    aside: Vec<(&'a Name, &'a Validator)>,
    /// Both sides with all their fields.
    whole: (&'a Validator, &'a Validator),
    reader: Reader,
    context: &'a Context<'a>,
}

impl<'a> Question<'a> {
    /// Creates the question, unless the answer is trivially yes.
    pub(super) fn new(
        allower: &'a Validator,
        refuser: &'a Validator,
        reader: Reader,
        context: &'a Context<'a>,
    ) -> Option<Self> {
        if let (Validator::Object(sent), Validator::Object(accepted)) = (allower, refuser) {
            return Self::of_objects(sent, accepted, (allower, refuser), reader, context);
        }
        (!is_plainly_in(allower, refuser, reader)).then(|| Self {
            allower: normal(allower),
            refuser: normal(refuser),
            aside: Vec::new(),
            whole: (allower, refuser),
            reader,
            context,
        })
    }

    fn of_objects(
        sent: &'a Object,
        accepted: &'a Object,
        whole: (&'a Validator, &'a Validator),
        reader: Reader,
        context: &'a Context<'a>,
    ) -> Option<Self> {
        let (mut allower, mut refuser, mut aside) = (Object::default(), Object::default(), Vec::new());
        for (name, sent, accepted) in align(sent.iter(), accepted.iter()) {
            if is_field_plainly_in(sent, accepted, reader) {
                aside.extend(sent.filter(|sent| !sent.optional).map(|sent| (name, &sent.validator)));
            } else {
                sent.into_iter().for_each(|sent| drop(allower.insert(name.clone(), normal_field(sent))));
                accepted.into_iter().for_each(|accepted| drop(refuser.insert(name.clone(), normal_field(accepted))));
            }
        }
        let is_open = !allower.is_empty() || !refuser.is_empty();
        let (allower, refuser) = (Validator::Object(allower), Validator::Object(refuser));
        is_open.then_some(Self { allower, refuser, aside, whole, reader, context })
    }

    /// Checks inclusion for a given pair of sides.
    pub(super) fn ask(&self, allower: &Validator, refuser: &Validator) -> Inclusion {
        self.ask_within(allower, refuser, self.context.options.budget)
    }

    /// Checks inclusion for a given pair of sides, in fewer steps.
    pub(super) fn ask_within(&self, allower: &Validator, refuser: &Validator, budget: u64) -> Inclusion {
        subset(allower, refuser, self.reader, self.context.tables, budget.min(self.context.options.budget))
    }

    /// Returns both sides with all their fields.
    pub(super) fn whole(&self) -> (&'a Validator, &'a Validator) {
        self.whole
    }

    /// Returns the treatment of unknown fields.
    pub(super) fn reader(&self) -> Reader {
        self.reader
    }

    /// Returns the numbers of the tables in witnesses.
    pub(super) fn tables(&self) -> &'a Tables {
        self.context.tables
    }

    /// Returns a checker that checks values as the refuser's side does.
    pub(super) fn checker(&self) -> Checker<'a> {
        Checker::new(self.context.tables, self.reader)
    }

    /// Returns the smallest values of the fields that were set aside, as the witness of an inclusion in no values;
    /// `Yes` if one of the fields has no value.
    pub(super) fn smallest_aside_values(&self) -> Inclusion {
        let mut fields = Fields::new();
        for (name, validator) in &self.aside {
            match self.ask(validator, &NOTHING) {
                Inclusion::No(value) => drop(fields.insert((*name).clone(), value)),
                answer => return answer,
            }
        }
        Inclusion::No(Value::Object(fields))
    }
}

fn normal_field(field: &Field) -> Field {
    Field { validator: normal(&field.validator), optional: field.optional }
}
