//! Compares every small validator with every union of them: the result must agree with an enumeration of values.
//!
//! "No" is checked by its witness, and "yes" by the universe, which holds a witness if one exists (see
//! [`super::universe`]). "Undecided" is always wrong here. `CONVEX_OPS_EXHAUSTIVE=1` enlarges the families.

use super::universe::{Accepted, Entries, arrays, subsets};
use crate::build::{array, function, handle_text, id, id_text, literal, object, record, union};
use convex_ops::compat::{DEFAULT_BUDGET, Inclusion, number_tables, subset};
use convex_ops::schema::Validator;
use convex_ops::schema::check::{Checker, Reader};
use convex_ops::value::{Name, Tables, Value};

/// Asks if each of `members` is in each union of at most `most` of them, for both readers. Returns the number of
/// questions.
fn ask_all(members: &[Validator], most: usize, universe: &[Value]) -> usize {
    let tables = tables();
    let closed = Checker::new(&tables, Reader::Closed);
    let accepted = |checker: &Checker<'_>| -> Vec<Accepted> {
        members.iter().map(|member| Accepted::by(checker, member, universe)).collect()
    };
    let sent = accepted(&closed);
    let mut questions = 0;
    for reader in [Reader::Closed, Reader::Open] {
        let checker = Checker::new(&tables, reader);
        let received = accepted(&checker);
        let indexes: Vec<usize> = (0..members.len()).collect();
        for alternatives in subsets(&indexes, most) {
            let b = union_of(alternatives.iter().map(|index| members[*index].clone()));
            let nothing = Accepted::nothing(universe);
            let in_b = alternatives.iter().fold(nothing, |all, index| all.or(&received[*index]));
            for (a, in_a) in members.iter().zip(&sent) {
                questions += 1;
                match subset(a, &b, reader, &tables, DEFAULT_BUDGET) {
                    Inclusion::Yes => {
                        let missed = in_a.beyond(&in_b).map(|index| &universe[index]);
                        assert!(missed.is_none(), "{a} in {b} ({reader:?}): yes, but {missed:?}");
                    }
                    Inclusion::No(witness) => assert!(
                        closed.accepts(a, &witness) && !checker.accepts(&b, &witness),
                        "{a} in {b} ({reader:?}): {witness:?} is not a witness"
                    ),
                    Inclusion::Undecided => panic!("{a} in {b} ({reader:?}): undecided"),
                }
            }
        }
    }
    questions
}

/// A single alternative is not wrapped, so that both spellings are tested.
fn union_of(members: impl IntoIterator<Item = Validator>) -> Validator {
    let mut members: Vec<Validator> = members.into_iter().collect();
    if members.len() == 1 { members.remove(0) } else { Validator::Union(members) }
}

/// Reports the number of questions; fewer than expected mean that a family was lost.
fn report(family: &str, questions: usize, at_least: usize) {
    println!("{family}: {questions} questions of inclusion");
    assert!(questions >= at_least, "{family}: {questions} questions, expected at least {at_least}");
}

fn exhaustive() -> bool {
    std::env::var("CONVEX_OPS_EXHAUSTIVE").is_ok_and(|value| value == "1")
}

fn tables() -> Tables {
    number_tables(["a", "b"].map(Name::from))
}

fn id_of(table: &str, internal: u8) -> String {
    id_text(tables().number(table).unwrap(), internal)
}

fn texts(texts: &[&str]) -> Vec<Value> {
    texts.iter().map(|text| Value::from(*text)).collect()
}

fn leaves() -> Vec<Validator> {
    vec![
        Validator::Null,
        Validator::Boolean,
        literal(true),
        literal(false),
        Validator::Float64,
        literal(0.0),
        literal(-0.0),
        Validator::Int64,
        literal(0),
        Validator::String,
        literal("x"),
        id("a"),
        id("b"),
        literal(id_of("a", 1).as_str()),
        function(),
        literal(handle_text(1).as_str()),
        union([]),
        Validator::Any,
    ]
}

/// A value of each class that [`leaves`] distinguish; only `any` accepts the bytes.
fn scalars() -> Vec<Value> {
    let mut values = vec![Value::Null, Value::Boolean(true), Value::Boolean(false), Value::Bytes(Vec::new())];
    values.extend([0.0, -0.0, 1.0].map(Value::Float64));
    values.extend([0, 1].map(Value::Int64));
    values.extend(texts(&["x", "y", &id_of("a", 1), &id_of("a", 2), &id_of("b", 1), &handle_text(1), &handle_text(2)]));
    values
}

#[test]
fn scalars_in_unions_of_scalars() {
    let mut universe = scalars();
    universe.extend([Value::Array(Vec::new()), Value::from_iter([])]);
    let most = if exhaustive() { 5 } else { 3 };
    report("scalars", ask_all(&leaves(), most, &universe), 20_000);
}

#[test]
fn arrays_in_unions_of_arrays() {
    let leaves = [
        Validator::Null,
        Validator::Boolean,
        literal(true),
        literal("x"),
        Validator::String,
        id("a"),
        union([]),
        Validator::Any,
    ];
    let elements = subsets(&leaves, 2).into_iter().map(union_of);
    let members: Vec<Validator> = elements.map(array).collect();
    let most = if exhaustive() { 3 } else { 2 };
    let mut universe = scalars();
    universe.extend(arrays(&scalars(), most));
    report("arrays", ask_all(&members, most, &universe), 50_000);
}

/// Objects of at most the fields `x` and `y`, and records, with fields and values of `types`.
fn objects_and_records(types: &[Validator], keys: &[Validator]) -> Vec<Validator> {
    let mut fields = vec![None];
    for validator in types {
        fields.extend([Some(("", validator)), Some(("?", validator))]);
    }
    let mut members = Vec::new();
    for x in &fields {
        for y in &fields {
            let named = [("x", x), ("y", y)];
            let named = named.into_iter().filter_map(|(name, field)| {
                field.map(|(mark, validator)| (format!("{name}{mark}"), validator.clone()))
            });
            let named: Vec<(String, Validator)> = named.collect();
            members.push(object(named.iter().map(|(name, validator)| (name.as_str(), validator.clone()))));
        }
    }
    for key in keys {
        members.extend(types.iter().map(|values| record(key.clone(), values.clone())));
    }
    members
}

fn some_record_keys() -> Vec<Validator> {
    vec![Validator::String, id("a"), union([id("a"), id("b")]), literal("x"), union([literal("a"), literal("y")])]
}

/// Keys that no validator names, as many per class as alternatives, and one that only a record names.
fn other_keys(most: usize) -> Vec<Vec<String>> {
    let ids = |table: &str| (0..most).map(|number| id_of(table, number as u8)).collect();
    let free = (0..most).map(|number| format!("z{number}")).collect();
    vec![free, ids("a"), ids("b")]
}

#[test]
fn objects_and_records_in_unions_of_both() {
    let (a, b) = (literal("a"), literal("b"));
    let mut types = vec![a.clone(), union([a, b.clone()]), Validator::String];
    if exhaustive() {
        types.extend([b, union([])]);
    }
    let members = objects_and_records(&types, &some_record_keys());
    let entries =
        Entries { named: &["x", "y", "a"], others: &other_keys(2), values: &texts(&["a", "b", "c"]), most_others: 2 };
    report("objects and records", ask_all(&members, 2, &entries.objects()), 200_000);
}

#[test]
fn objects_in_unions_of_three() {
    let types = [literal("a"), union([literal("a"), literal("b")])];
    let types = if exhaustive() { types.into_iter().chain([literal("b")]).collect() } else { types.to_vec() };
    let members = objects_and_records(&types, &[Validator::String]);
    let entries =
        Entries { named: &["x", "y"], others: &other_keys(3)[..1], values: &texts(&["a", "b", "c"]), most_others: 3 };
    report("objects in three", ask_all(&members, 3, &entries.objects()), 100_000);
}

#[test]
fn containers_in_unions_of_containers() {
    let (a, b) = (literal("a"), literal("b"));
    let mut inner = vec![Validator::String, array(a.clone()), object([("x", a.clone())]), object([("x?", b.clone())])];
    if exhaustive() {
        inner.extend([
            a.clone(),
            record(Validator::String, a.clone()),
            array(union([a.clone(), b.clone()])),
            object([("x", union([a, b]))]),
        ]);
    }
    let mut members = Vec::new();
    for validator in subsets(&inner, 2).into_iter().map(union_of) {
        members.extend([array(validator.clone()), record(Validator::String, validator.clone())]);
        members.extend([object([("x", validator.clone())]), object([("x?", validator)])]);
    }
    let scalars = texts(&["a", "b", "c"]);
    let few = Entries { named: &["x"], others: &other_keys(3)[..1], values: &scalars, most_others: 3 };
    let values = [scalars.clone(), arrays(&scalars, 3), few.objects()].concat();
    let many = Entries { named: &["x"], others: &other_keys(2)[..1], values: &values, most_others: 2 };
    let universe = [values.clone(), arrays(&values, 2), many.objects()].concat();
    report("containers", ask_all(&members, 2, &universe), 80_000);
}

#[test]
fn kinds_in_all_unions_of_kinds() {
    let mut members = leaves();
    members.retain(|leaf| !matches!(leaf, Validator::Literal(_)));
    members.extend([literal(true), literal(false), Validator::CommitTs, Validator::Bytes, array(Validator::Any)]);
    members.extend([Validator::any_object(), array(Validator::Null), object([]), object([("x", Validator::Any)])]);
    if !exhaustive() {
        members.retain(|member| ![id("b"), union([]), Validator::CommitTs, Validator::Bytes].contains(member));
    }
    let mut universe = scalars();
    universe.extend(arrays(&[Value::Null, Value::Boolean(true)], 2));
    let values = [Value::Null, Value::Boolean(true)];
    universe.extend(Entries { named: &["x"], others: &other_keys(2)[..1], values: &values, most_others: 2 }.objects());
    report("kinds", ask_all(&members, members.len(), &universe), 400_000);
}
