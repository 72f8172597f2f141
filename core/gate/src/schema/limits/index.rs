//! Indexes that Convex refuses.

use super::{
    MAX_FIELDS_PER_INDEX, MAX_FILTER_FIELDS, MAX_VECTOR_DIMENSIONS, MIN_VECTOR_DIMENSIONS, ProblemKind, TableProblems,
    not_an_identifier,
};
use crate::schema::{Index, IndexKind, Validator};
use crate::value::Name;
use crate::value::limits::is_identifier;

impl TableProblems<'_> {
    /// Checks a single index.
    pub(super) fn index(&mut self, index: &Index) {
        self.index_name(&index.name);
        match &index.kind {
            IndexKind::Database { fields } => self.database(index, fields),
            IndexKind::Search { search_field, filter_fields } => self.check_filters(index, search_field, filter_fields),
            IndexKind::Vector { vector_field, dimensions, filter_fields } => {
                self.check_filters(index, vector_field, filter_fields);
                self.dimensions(index, *dimensions);
            }
        }
    }

    fn index_name(&mut self, name: &Name) {
        let table = self.table;
        if let Some(why) = not_an_identifier(name) {
            let message = format!("an index of `{table}` can't be named `{name}`: {why}");
            self.push(Some(name), None, ProblemKind::Limit, message);
        } else if is_reserved(name) {
            let message = format!("an index of `{table}` can't be named `{name}`: the name is Convex's own");
            self.push(Some(name), None, ProblemKind::Reserved, message);
        }
    }

    fn database(&mut self, index: &Index, fields: &[Name]) {
        if fields.is_empty() {
            self.refuse_index(index, "it has no field");
        }
        // Convex appends `_creationTime` before it counts.
        if fields.len() >= MAX_FIELDS_PER_INDEX {
            let most = MAX_FIELDS_PER_INDEX - 1;
            self.refuse_index(index, &format!("it has {} fields; an index takes {most}", fields.len()));
        }
        for (number, field) in fields.iter().enumerate() {
            if fields.iter().take(number).any(|other| trim_dots(other) == trim_dots(field)) {
                self.refuse_index(index, &format!("it has the field `{field}` twice"));
            }
            if !self.is_field_path(index, field) {
                continue;
            }
            if names(field).iter().any(|name| name.starts_with('_')) {
                let why = "indexes can't have fields that start with `_`; each ends with `_creationTime` by itself";
                let message = format!("index `{}.{}` has the field `{field}`: {why}", self.table, index.name);
                self.push(Some(&index.name), Some(place(field)), ProblemKind::Reserved, message);
            }
        }
    }

    fn check_filters(&mut self, index: &Index, field: &Name, filter_fields: &[Name]) {
        if filter_fields.len() > MAX_FILTER_FIELDS {
            let count = filter_fields.len();
            self.refuse_index(index, &format!("it has {count} filter fields; an index takes {MAX_FILTER_FIELDS}"));
        }
        for field in std::iter::once(field).chain(filter_fields) {
            self.is_field_path(index, field);
        }
    }

    fn dimensions(&mut self, index: &Index, dimensions: Option<u32>) {
        match dimensions {
            Some(MIN_VECTOR_DIMENSIONS..=MAX_VECTOR_DIMENSIONS) => {}
            Some(count) => {
                let range = format!("{MIN_VECTOR_DIMENSIONS} to {MAX_VECTOR_DIMENSIONS}");
                self.refuse_index(index, &format!("its vectors have {count} dimensions; an index takes {range}"));
            }
            None => self.refuse_index(index, "it doesn't say how many `dimensions` its vectors have"),
        }
    }

    /// Checks two indexes of a table against each other.
    pub(super) fn check_duplicate(&mut self, one: &Index, other: &Index) {
        if one.name == other.name {
            self.refuse_index(other, "the table has two indexes of this name");
        } else if indexes_the_same(&one.kind, &other.kind) {
            self.refuse_index(other, &format!("`{}` indexes the same already", one.name));
        }
    }

    /// Checks that documents can have the fields of an index.
    pub(super) fn check_possible(&mut self, index: &Index, document: &Validator) {
        let (field, filters) = match &index.kind {
            IndexKind::Database { fields } => (None, fields),
            IndexKind::Search { search_field, filter_fields } => (Some(search_field), filter_fields),
            // Convex doesn't check the filter fields of vector indexes.
            IndexKind::Vector { vector_field, .. } => {
                self.check_vector(index, vector_field, document);
                return;
            }
        };
        for field in field.into_iter().chain(filters) {
            self.check_field(index, field, document);
        }
    }

    fn check_vector(&mut self, index: &Index, field: &Name, document: &Validator) {
        if self.check_field(index, field, document) && !can_hold_vector(document, &names(field)) {
            let why = "it must be able to hold a `v.array(v.float64())`";
            let message = format!("index `{}.{}` has the field `{field}`: {why}", self.table, index.name);
            self.push(Some(&index.name), Some(place(field)), ProblemKind::ImpossibleIndexField, message);
        }
    }

    fn check_field(&mut self, index: &Index, field: &Name, document: &Validator) -> bool {
        let names = names(field);
        if names.iter().any(|name| !is_identifier(name)) {
            // Invalid paths have already been reported.
            return false;
        }
        let is_system = matches!(names.as_slice(), [name] if name.starts_with('_'));
        let possible = is_system || can_have(document, &names);
        if !possible {
            let message =
                format!("index `{}.{}` has the field `{field}`, which no document can have", self.table, index.name);
            self.push(Some(&index.name), Some(place(field)), ProblemKind::ImpossibleIndexField, message);
        }
        possible
    }

    fn is_field_path(&mut self, index: &Index, field: &Name) -> bool {
        let why = names(field).into_iter().find_map(not_an_identifier);
        if let Some(why) = &why {
            self.refuse_index(index, &format!("`{field}` is not a path of a field: {why}"));
        }
        why.is_none()
    }

    fn refuse_index(&mut self, index: &Index, why: &str) {
        let message = format!("index `{}.{}`: {why}", self.table, index.name);
        self.push(Some(&index.name), None, ProblemKind::Limit, message);
    }
}

/// Checks if an index name is reserved by Convex. Fivetran's connector may create indexes under its own prefix.
fn is_reserved(name: &str) -> bool {
    matches!(name, "by_id" | "by_creation_time") || (name.starts_with('_') && !name.starts_with("_fivetran"))
}

fn indexes_the_same(one: &IndexKind, other: &IndexKind) -> bool {
    match (one, other) {
        (IndexKind::Database { fields: a }, IndexKind::Database { fields: b }) => {
            !a.is_empty() && a.iter().map(trim_dots).eq(b.iter().map(trim_dots))
        }
        // Convex treats two vector indexes that differ only in filters as the same.
        (
            IndexKind::Vector { vector_field: a, dimensions: m, .. },
            IndexKind::Vector { vector_field: b, dimensions: n, .. },
        ) => trim_dots(a) == trim_dots(b) && m == n,
        (IndexKind::Search { .. }, IndexKind::Search { .. }) => one == other,
        _ => false,
    }
}

/// Returns a path without surrounding dots, which Convex removes.
fn trim_dots(field: &Name) -> &str {
    field.trim_matches('.')
}

/// Returns the names of the fields on a path.
fn names(field: &Name) -> Vec<&str> {
    trim_dots(field).split('.').collect()
}

fn place(field: &Name) -> String {
    format!(".{}", trim_dots(field))
}

/// Checks if a value can have a field at a path.
fn can_have(validator: &Validator, path: &[&str]) -> bool {
    let Some((name, rest)) = path.split_first() else { return true };
    match validator {
        Validator::Any | Validator::Unknown(_) => true,
        Validator::Union(members) => members.iter().any(|member| can_have(member, path)),
        Validator::Object(object) => object.get(name).is_some_and(|field| can_have(&field.validator, rest)),
        _ => false,
    }
}

/// Checks if the value at a path can be a vector. The path must exist according to [`can_have`].
fn can_hold_vector(validator: &Validator, path: &[&str]) -> bool {
    match (validator, path) {
        (Validator::Any | Validator::Unknown(_), _) => true,
        (Validator::Union(members), _) => members.iter().any(|member| can_hold_vector(member, path)),
        (Validator::Object(object), [name, rest @ ..]) => {
            object.get(name).is_none_or(|field| can_hold_vector(&field.validator, rest))
        }
        (Validator::Array(element), []) => {
            matches!(**element, Validator::Float64 | Validator::Any | Validator::Unknown(_))
        }
        _ => false,
    }
}
