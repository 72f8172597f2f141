//! Numbers of the tables that validators name.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::schema::Validator;
use crate::value::{DocumentId, Name, Tables};

/// Numbers tables as a new deployment would: from 10,001, in name order.
#[must_use]
pub fn number_tables(names: impl IntoIterator<Item = Name>) -> Tables {
    add_numbers(Tables::default(), names, &BTreeSet::new())
}

/// Numbers tables like [`number_tables`], but gives none the number of an id that the validators contain as text.
///
/// The numbers are assumed, and a literal must not become an id by an assumption.
pub(in crate::compat) fn number_tables_beside(names: impl IntoIterator<Item = Name>, taken: &BTreeSet<u32>) -> Tables {
    add_numbers(Tables::default(), names, taken)
}

/// Adds a number for each table that the validators name and `tables` lacks. No literal is an id of such a table.
pub fn complete<'t, 'v>(tables: &'t Tables, validators: impl IntoIterator<Item = &'v Validator>) -> Cow<'t, Tables> {
    let mut missing: Vec<Name> = Vec::new();
    let mut taken = BTreeSet::new();
    for validator in validators {
        validator.visit(&mut |part| match part {
            Validator::Id(table) if tables.number(table).is_none() => missing.push(table.clone()),
            part => add_table_numbers(part, &mut taken),
        });
    }
    if missing.is_empty() { Cow::Borrowed(tables) } else { Cow::Owned(add_numbers(tables.clone(), missing, &taken)) }
}

/// Adds the table numbers of ids that a validator contains as text: its literal, and the names of its fields, which are
/// keys to a record.
pub(in crate::compat) fn add_table_numbers(validator: &Validator, numbers: &mut BTreeSet<u32>) {
    let number = |text: &str| DocumentId::decode(text).map(|id| id.table);
    match validator {
        Validator::Literal(literal) => numbers.extend(literal.value().as_str().and_then(number)),
        Validator::Object(object) => numbers.extend(object.iter().filter_map(|(name, _)| number(name))),
        _ => {}
    }
}

fn add_numbers(mut tables: Tables, names: impl IntoIterator<Item = Name>, taken: &BTreeSet<u32>) -> Tables {
    let names: BTreeSet<Name> = names.into_iter().collect();
    let mut next = 10_001;
    for name in names {
        while tables.name(next).is_some() || taken.contains(&next) {
            next += 1;
        }
        tables.insert(name, next);
    }
    tables
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compat::{DEFAULT_BUDGET, Inclusion, subset};
    use crate::schema::check::Reader;
    use crate::schema::{Field, Literal};
    use crate::value::Value;

    fn id(table: u32) -> String {
        DocumentId { table, internal: [7; 16] }.to_string()
    }

    fn literal(text: &str) -> Validator {
        Validator::Literal(Literal::new(Value::from(text)).unwrap())
    }

    fn ask(a: &Validator, b: &Validator, tables: &Tables) -> Inclusion {
        subset(a, b, Reader::Closed, tables, DEFAULT_BUDGET)
    }

    #[test]
    fn literal_is_an_id_only_with_a_table_map() {
        let users = Validator::Id("users".into());
        let map = Tables::from_iter([("users", 10_001)]);
        for table in [1, 10_001, 10_002] {
            let text = id(table);
            let expected = Inclusion::No(Value::from(text.as_str()));
            assert_eq!(ask(&literal(&text), &users, &Tables::default()), expected, "{table}");
            assert_eq!(ask(&literal(&text), &Validator::String, &Tables::default()), Inclusion::Yes);
        }
        assert_eq!(ask(&literal(&id(10_001)), &users, &map), Inclusion::Yes);
        assert!(matches!(ask(&literal(&id(10_002)), &users, &map), Inclusion::No(_)));
        let both = Validator::Union(vec![literal(&id(10_001)), users.clone()]);
        assert_eq!(ask(&both, &both, &Tables::default()), Inclusion::Yes);
        assert!(matches!(ask(&both, &users, &Tables::default()), Inclusion::No(_)));
    }

    #[test]
    fn field_name_is_an_id_only_with_a_table_map() {
        let name = id(10_001);
        let object =
            Validator::Object([(Name::from(name.as_str()), Field::required(Validator::Null))].into_iter().collect());
        let record = Validator::Record(Box::new(Validator::Id("users".into())), Box::new(Validator::Any));
        assert!(matches!(ask(&object, &record, &Tables::default()), Inclusion::No(_)));
        assert_eq!(ask(&object, &record, &Tables::from_iter([("users", 10_001)])), Inclusion::Yes);
    }
}
