//! Numbers of the tables that validators name.

use std::borrow::Cow;

use crate::schema::Validator;
use crate::value::{Name, Tables};

/// Numbers tables as a new deployment would: from 10,001, in name order.
#[must_use]
pub fn number_tables(names: impl IntoIterator<Item = Name>) -> Tables {
    add_numbers(Tables::default(), names)
}

/// Adds a number for each table that the validators name and `tables` lacks.
pub fn complete<'t, 'v>(tables: &'t Tables, validators: impl IntoIterator<Item = &'v Validator>) -> Cow<'t, Tables> {
    let mut missing: Vec<Name> = Vec::new();
    for validator in validators {
        validator.visit(&mut |part| match part {
            Validator::Id(table) if tables.number(table).is_none() => missing.push(table.clone()),
            _ => {}
        });
    }
    if missing.is_empty() { Cow::Borrowed(tables) } else { Cow::Owned(add_numbers(tables.clone(), missing)) }
}

fn add_numbers(mut tables: Tables, names: impl IntoIterator<Item = Name>) -> Tables {
    let names: std::collections::BTreeSet<Name> = names.into_iter().collect();
    let mut next = 10_001;
    for name in names {
        while tables.name(next).is_some() {
            next += 1;
        }
        tables.insert(name, next);
    }
    tables
}
