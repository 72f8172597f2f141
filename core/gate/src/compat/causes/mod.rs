//! Why one side refuses what the other allows: every place, one after the other.
//!
//! A question of inclusion has one answer and one witness; a change often has several causes. Each is found by asking
//! again with the places that are known already accepting everything.

mod place;
mod question;
mod relax;

use place::place;
use question::Question;
use relax::{relax, take_away};

use super::Inclusion;
use super::context::Context;
use crate::schema::check::{Reader, Reason};
use crate::schema::{Path, Validator};
use crate::value::Value;

/// A type of a hundred independent changes is a new type; the rest of the list would help nobody.
const MAX_CAUSES: usize = 100;

/// Why one side refuses what the other allows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Causes {
    /// The places, in the order in which they were found.
    pub list: Vec<Cause>,
    /// Whether a question ran out of steps, so that there may be more.
    pub undecided: bool,
}

impl Causes {
    /// Whether nothing is refused, for certain.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.list.is_empty() && !self.undecided
    }
}

impl Causes {
    /// Whether another table in a `v.id` can be all there is to a cause.
    fn may_be_only_tables(&self, index: usize) -> bool {
        self.list.get(index).is_some_and(|cause| matches!(cause.reason, Reason::WrongTable | Reason::NoUnionMember))
    }

    /// What refuses values for the sake of one cause alone, with all tables taken for one.
    fn alone(&self, index: usize, refuser: &Validator) -> Validator {
        let mut alone = refuser.clone();
        let others = self.list.iter().enumerate().filter(|(other, _)| *other != index);
        others.for_each(|(_, cause)| relax(&mut alone, &cause.path.0, cause.reason));
        one_table(&alone)
    }
}

/// One place where one side refuses what the other allows.
#[derive(Clone, Debug, PartialEq)]
pub struct Cause {
    /// Where.
    pub path: Path,
    /// Why.
    pub reason: Reason,
    /// A whole value that one side accepts and the other refuses.
    pub witness: Value,
    /// Whether it is gone when all tables are taken for one: the only cause is another table in `v.id`.
    pub only_tables: bool,
}

impl Cause {
    /// What is refused, as the end of a sentence.
    #[must_use]
    pub fn describe(&self) -> &'static str {
        match self.reason {
            Reason::MissingField => "the field is required now",
            Reason::ExtraField => "the field is no longer known",
            Reason::WrongType => "a value of this type is refused now",
            Reason::WrongLiteral => "a value that was allowed is refused now",
            Reason::NotAnId => "a text that is no document id is refused now",
            Reason::WrongTable => "an id of this table is refused now",
            Reason::NoUnionMember => "no member of the union accepts a value that was allowed",
        }
    }

    /// The smallest change that takes the cause away.
    #[must_use]
    pub fn fix(&self) -> String {
        let place = self.path.group();
        match self.reason {
            Reason::MissingField => format!("make `{place}` optional"),
            Reason::ExtraField => format!("keep `{place}` as an optional field"),
            _ if place.is_empty() => "make the type a union with the old one".to_owned(),
            _ => format!("make the type of `{place}` a union with the old one"),
        }
    }
}

/// Every place where `refuser` refuses a value that `allower` accepts.
pub(super) fn causes(allower: &Validator, refuser: &Validator, reader: Reader, context: &Context<'_>) -> Causes {
    Question::new(allower, refuser, reader, context).map_or_else(Causes::default, |question| answer(&question))
}

/// Every place where `refuser` refuses a value that `allower` accepts, other than the places of `known`. If the steps
/// ran out when those were sought, nothing is: what belongs to whom is not known.
pub(super) fn causes_beyond(
    known: &Causes,
    allower: &Validator,
    refuser: &Validator,
    reader: Reader,
    context: &Context<'_>,
) -> Causes {
    if known.undecided {
        return Causes::default();
    }
    let Some(mut question) = Question::new(allower, refuser, reader, context) else { return Causes::default() };
    known.list.iter().for_each(|cause| relax(&mut question.refuser, &cause.path.0, cause.reason));
    answer(&question)
}

fn answer(question: &Question<'_>) -> Causes {
    let mut causes = Causes::default();
    let mut relaxed = question.refuser.clone();
    let mut aside = None;
    while causes.list.len() < MAX_CAUSES {
        let witness = match question.ask(&question.allower, &relaxed) {
            Inclusion::Yes => break,
            Inclusion::No(witness) => witness,
            Inclusion::Undecided => {
                causes.undecided = true;
                break;
            }
        };
        let aside = match aside.get_or_insert_with(|| question.values_aside()) {
            Inclusion::No(values) => values,
            // There is no value at all, so none is refused.
            Inclusion::Yes => return Causes::default(),
            Inclusion::Undecided => return Causes { list: Vec::new(), undecided: true },
        };
        let found = place(&question.checker(), &question.allower, &relaxed, &witness);
        let Some((path, reason)) = found else { break };
        take_away(&mut relaxed, &path, reason);
        causes.list.push(Cause { path, reason, witness: joined(witness, aside), only_tables: false });
    }
    let only_tables: Vec<bool> = (0..causes.list.len()).map(|index| is_only_tables(&causes, index, question)).collect();
    causes.list.iter_mut().zip(only_tables).for_each(|(cause, only_tables)| cause.only_tables = only_tables);
    causes
}

/// Whether a cause is gone when all tables are taken for one.
fn is_only_tables(causes: &Causes, index: usize, question: &Question<'_>) -> bool {
    causes.may_be_only_tables(index)
        && question.ask(&one_table(&question.allower), &causes.alone(index, &question.refuser)) == Inclusion::Yes
}

/// A witness with the fields that the question was not about.
fn joined(witness: Value, aside: &Value) -> Value {
    match (witness, aside) {
        (Value::Object(mut fields), Value::Object(aside)) => {
            fields.extend(aside.iter().map(|(name, value)| (name.clone(), value.clone())));
            Value::Object(fields)
        }
        (witness, _) => witness,
    }
}

/// The validator with all tables taken for one.
fn one_table(validator: &Validator) -> Validator {
    validator.clone().map(&|part| match part {
        Validator::Id(_) => Validator::Id("".into()),
        other => other,
    })
}
