//! Causes of refusals: every place where one side refuses values that the other allows.
//!
//! An inclusion check returns one witness, but a change often has several causes. Each is found by repeating the check
//! with the known places relaxed to accept everything.

mod canonical;
mod cause;
mod isolate;
mod normal;
mod phrase;
mod place;
mod question;
mod refused;
mod relax;
mod signatures;
mod text;
mod types;

pub(super) use canonical::{canonical, canonical_value};
pub(super) use cause::{Cause, Causes};
pub(super) use signatures::signature_changes;
pub(super) use types::{GroupType, show_type, show_type_at};

use isolate::isolated_witness;
use phrase::phrase;
use place::place;
use question::Question;
use refused::RefusedValues;
use relax::{relax, take_away};
use types::TypesAt;

use super::Inclusion;
use super::context::Context;
use crate::schema::check::{Reader, Reason};
use crate::schema::{Path, Validator};
use crate::value::Value;

/// Maximum number of causes. A type with a hundred independent changes is a new type, and a longer list helps no one.
const MAX_CAUSES: usize = 100;

/// Finds every place where `refuser` refuses a value that `allower` accepts.
pub(super) fn causes(allower: &Validator, refuser: &Validator, reader: Reader, context: &Context<'_>) -> Causes {
    Question::new(allower, refuser, reader, context).map_or_else(Causes::default, |question| answer(&question))
}

/// Finds every place where `refuser` refuses a value that `allower` accepts, other than the places of `known`. Finds
/// nothing if `known` is undecided: it is unclear which places belong to it.
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
        let aside = match aside.get_or_insert_with(|| question.smallest_aside_values()) {
            Inclusion::No(values) => values,
            // The allower has no values, so none is refused.
            Inclusion::Yes => return Causes::default(),
            Inclusion::Undecided => return Causes { list: Vec::new(), undecided: true },
        };
        let found = place(&question.checker(), &question.allower, &relaxed, &witness);
        let Some((path, reason)) = found else { break };
        take_away(&mut relaxed, &path, reason);
        causes.list.push(unexplained_cause(path, reason, join_fields(witness, aside)));
    }
    explain(&mut causes, question);
    causes
}

/// Creates a cause without its explanation, which depends on the other causes.
fn unexplained_cause(path: Path, reason: Reason, witness: Value) -> Cause {
    let (allowed, accepted, refused, detail) = (None, None, String::new(), String::new());
    Cause { path, reason, witness, only_tables: false, allowed, accepted, refused, detail, allows_any: false }
}

/// Fills in the parts that depend on all causes: witnesses, types and refused values.
fn explain(causes: &mut Causes, question: &Question<'_>) {
    if causes.list.is_empty() {
        return;
    }
    let only_tables: Vec<bool> = (0..causes.list.len()).map(|index| is_only_tables(causes, index, question)).collect();
    let witnesses: Vec<Option<Value>> = match causes.list.len() {
        1 => vec![None],
        several => (0..several).map(|index| isolated_witness(causes, index, question)).collect(),
    };
    let aside = question.smallest_aside_values();
    let refused = RefusedValues::between(&question.allower, &question.refuser, question.reader());
    let details = refused.of_causes(&causes.list);
    for (((cause, only_tables), witness), detail) in causes.list.iter_mut().zip(only_tables).zip(witnesses).zip(details)
    {
        cause.only_tables = only_tables;
        if let (Some(witness), Inclusion::No(aside)) = (witness, &aside) {
            cause.witness = join_fields(witness, aside);
        }
        let (sent, accepted) = question.whole();
        let (sent, accepted) = (TypesAt::of(sent, &cause.path), TypesAt::of(accepted, &cause.path));
        cause.refused = phrase(cause, &sent, &accepted, &question.checker(), question.tables());
        cause.allows_any = sent.members.contains(&&Validator::Any);
        cause.detail = detail.unwrap_or_else(|| types_detail(&sent, &accepted));
        (cause.allowed, cause.accepted) = (sent.show(), accepted.show());
    }
}

/// Returns the text for a place that the comparison of the types did not reach.
fn types_detail(sent: &TypesAt<'_>, accepted: &TypesAt<'_>) -> String {
    format!("{} but {}", canonical::union(&sent.members), canonical::union(&accepted.members))
}

/// Checks if a cause disappears when all tables are merged into one.
fn is_only_tables(causes: &Causes, index: usize, question: &Question<'_>) -> bool {
    causes.may_be_only_tables(index)
        && question.ask(&merge_tables(&question.allower), &merge_tables(&causes.isolate(index, &question.refuser)))
            == Inclusion::Yes
}

/// Adds the fields that the question left out to a witness.
fn join_fields(witness: Value, aside: &Value) -> Value {
    match (witness, aside) {
        (Value::Object(mut fields), Value::Object(aside)) => {
            fields.extend(aside.iter().map(|(name, value)| (name.clone(), value.clone())));
            Value::Object(fields)
        }
        (witness, _) => witness,
    }
}

/// Returns the validator with all tables merged into one.
fn merge_tables(validator: &Validator) -> Validator {
    validator.clone().map(&|part| match part {
        Validator::Id(_) => Validator::Id("".into()),
        other => other,
    })
}
