//! Why one side refuses what the other allows: every place, one after the other.
//!
//! A question of inclusion has one answer and one witness; a change often has several causes. Each is found by asking
//! again with the places that are known already accepting everything.

use super::pair::Context;
use super::{Inclusion, subset};
use crate::schema::check::{Checker, Mismatch, Reader, Reason};
use crate::schema::{Field, Path, Segment, Validator};
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
    let mut relaxed = refuser.clone();
    known.list.iter().for_each(|cause| relax(&mut relaxed, &cause.path.0, cause.reason));
    causes(allower, &relaxed, reader, context)
}

/// Every place where `refuser` refuses a value that `allower` accepts.
pub(super) fn causes(allower: &Validator, refuser: &Validator, reader: Reader, context: &Context<'_>) -> Causes {
    let ask = |a: &Validator, b: &Validator| subset(a, b, reader, context.tables, context.options.budget);
    let checker = Checker::new(context.tables, reader);
    let mut causes = Causes::default();
    let mut relaxed = refuser.clone();
    while causes.list.len() < MAX_CAUSES {
        let witness = match ask(allower, &relaxed) {
            Inclusion::Yes => break,
            Inclusion::No(witness) => witness,
            Inclusion::Undecided => {
                causes.undecided = true;
                break;
            }
        };
        let Some(mismatch) = checker.check(&relaxed, &witness).into_iter().next() else { break };
        let (path, reason) = place(allower, mismatch);
        relax(&mut relaxed, &path.0, reason);
        causes.list.push(Cause { path, reason, witness, only_tables: false });
    }
    let any_table = one_table(allower);
    for index in 0..causes.list.len() {
        let mut alone = refuser.clone();
        for (other, cause) in causes.list.iter().enumerate() {
            if other != index {
                relax(&mut alone, &cause.path.0, cause.reason);
            }
        }
        if let Some(cause) = causes.list.get_mut(index) {
            cause.only_tables = ask(&any_table, &one_table(&alone)) == Inclusion::Yes;
        }
    }
    causes
}

/// The place of a mismatch that the allower knows too. Fields that a witness makes up, as for a record that became an
/// object, are no places of their own: what is refused is the record.
fn place(allower: &Validator, mismatch: Mismatch) -> (Path, Reason) {
    let Mismatch { mut path, reason, .. } = mismatch;
    let known = known_steps(allower, &path.0);
    if known == path.0.len() {
        return (path, reason);
    }
    path.0.truncate(known);
    (path, Reason::WrongType)
}

/// How many steps of a path a validator describes.
fn known_steps(validator: &Validator, path: &[Segment]) -> usize {
    let Some((step, rest)) = path.split_first() else { return 0 };
    match (validator, step) {
        (Validator::Union(members), _) => members.iter().map(|member| known_steps(member, path)).max().unwrap_or(0),
        // An object says of every field whether it is there.
        (Validator::Object(_), Segment::Field(_)) if rest.is_empty() => 1,
        (Validator::Object(object), Segment::Field(name)) => {
            object.get(name).map_or(0, |field| 1 + known_steps(&field.validator, rest))
        }
        (Validator::Object(object), Segment::Key | Segment::Entry) => {
            1 + object.iter().map(|(_, field)| known_steps(&field.validator, rest)).max().unwrap_or(0)
        }
        (Validator::Array(element), Segment::Index(_)) => 1 + known_steps(element, rest),
        (Validator::Record(..), Segment::Key) => 1,
        (Validator::Record(_, values), Segment::Entry) => 1 + known_steps(values, rest),
        _ => 0,
    }
}

/// The validator with all tables taken for one.
fn one_table(validator: &Validator) -> Validator {
    validator.clone().map(&|part| match part {
        Validator::Id(_) => Validator::Id("".into()),
        other => other,
    })
}

/// Makes a validator accept everything at a path that its own check reported.
fn relax(validator: &mut Validator, path: &[Segment], reason: Reason) {
    match (validator, path) {
        (Validator::Object(object), [Segment::Field(name)]) if reason == Reason::MissingField => {
            if let Some(field) = object.get_mut(name) {
                field.optional = true;
            }
        }
        (Validator::Object(object), [Segment::Field(name)]) if reason == Reason::ExtraField => {
            object.insert(name.clone(), Field::optional(Validator::Any));
        }
        (Validator::Object(object), [Segment::Field(name), rest @ ..]) => {
            if let Some(field) = object.get_mut(name) {
                relax(&mut field.validator, rest, reason);
            }
        }
        (Validator::Array(element), [Segment::Index(_), rest @ ..]) => relax(element, rest, reason),
        (Validator::Record(keys, _), [Segment::Key, ..]) => **keys = Validator::String,
        (Validator::Record(_, values), [Segment::Entry, rest @ ..]) => relax(values, rest, reason),
        // A union of one member reports as that member.
        (Validator::Union(members), path) if members.len() == 1 => {
            members.iter_mut().for_each(|member| relax(member, path, reason));
        }
        (validator, _) => *validator = Validator::Any,
    }
}
