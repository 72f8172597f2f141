//! Inclusion question, reduced to the fields that affect its answer.

use std::borrow::Cow;

use crate::compat::Inclusion;
use crate::compat::align::align;
use crate::compat::context::Context;
use crate::compat::subset::{is_field_plainly_in, is_plainly_in, subset};
use crate::schema::check::{Checker, Reader};
use crate::schema::{Object, Validator};
use crate::value::{Fields, Name, Value};

/// The validator without values. A validator included in it has no values either.
const NOTHING: Validator = Validator::Union(Vec::new());

/// Question whether one side accepts every value of the other, reduced to the fields that differ.
///
/// A value escapes an object at one of its fields, and never at a field that is trivially accepted. Those fields are
/// set aside, and added to witnesses later.
pub(super) struct Question<'a> {
    /// Side whose values are checked.
    pub(super) allower: Cow<'a, Validator>,
    /// Side that may refuse some of them.
    pub(super) refuser: Validator,
    /// Fields that were set aside and are in every value.
    aside: Vec<(&'a Name, &'a Validator)>,
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
            return Self::of_objects(sent, accepted, reader, context);
        }
        let (allower, aside) = (Cow::Borrowed(allower), Vec::new());
        (!is_plainly_in(&allower, refuser, reader)).then(|| Self {
            allower,
            refuser: refuser.clone(),
            aside,
            reader,
            context,
        })
    }

    fn of_objects(sent: &'a Object, accepted: &'a Object, reader: Reader, context: &'a Context<'a>) -> Option<Self> {
        let (mut allower, mut refuser, mut aside) = (Object::default(), Object::default(), Vec::new());
        for (name, sent, accepted) in align(sent.iter(), accepted.iter()) {
            if is_field_plainly_in(sent, accepted, reader) {
                aside.extend(sent.filter(|sent| !sent.optional).map(|sent| (name, &sent.validator)));
            } else {
                sent.into_iter().for_each(|sent| drop(allower.insert(name.clone(), sent.clone())));
                accepted.into_iter().for_each(|accepted| drop(refuser.insert(name.clone(), accepted.clone())));
            }
        }
        let is_open = !allower.is_empty() || !refuser.is_empty();
        let (allower, refuser) = (Cow::Owned(Validator::Object(allower)), Validator::Object(refuser));
        is_open.then_some(Self { allower, refuser, aside, reader, context })
    }

    /// Checks inclusion for a given pair of sides.
    pub(super) fn ask(&self, allower: &Validator, refuser: &Validator) -> Inclusion {
        subset(allower, refuser, self.reader, self.context.tables, self.context.options.budget)
    }

    /// Returns a checker that checks values as the refuser's side does.
    pub(super) fn checker(&self) -> Checker<'a> {
        Checker::new(self.context.tables, self.reader)
    }

    /// Returns the smallest values of the fields that were set aside, as the witness of an inclusion in no values;
    /// `Yes` if one of the fields has no value.
    pub(super) fn values_aside(&self) -> Inclusion {
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
