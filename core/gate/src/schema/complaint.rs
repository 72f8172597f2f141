//! Convex's own message for a value that a deployment refuses.
//!
//! Unlike [`check`](super::check), which finds every mismatch, Convex names only the first, and in a union none of the
//! members'. Source: `check_value` and `ValidationError` in `crates/common/src/schemas/validator.rs` of convex-backend.

use std::fmt::Write as _;

use super::{Literal, Object, Validator};
use crate::value::{DocumentId, Fields, IdMatch, Tables, Value, is_function_handle, to_printed};

/// Returns Convex's message for a value that `validator` refuses; `None` if it accepts the value.
///
/// ```
/// use convex_ops::schema::{Validator, complaint};
/// use convex_ops::value::{Encoding, Tables, decode};
///
/// let user = Validator::parse(r#"{"type": "object", "value": {"age": {"fieldType": {"type": "number"}, "optional": false}}}"#)?;
/// let refused = |text| complaint(&user, &decode(text, Encoding::Export).unwrap(), &Tables::default());
/// assert_eq!(refused(r#"{"age": 36.0}"#), None);
/// assert_eq!(
///     refused(r#"{"age": "36"}"#).unwrap(),
///     "Value does not match validator.\nPath: .age\nValue: \"36\"\nValidator: v.float64()"
/// );
/// # Ok::<(), convex_ops::Error>(())
/// ```
#[must_use]
pub fn complaint(validator: &Validator, value: &Value, tables: &Tables) -> Option<String> {
    ComplaintSearch { tables, path: String::new() }.value(validator, value)
}

struct ComplaintSearch<'a> {
    tables: &'a Tables,
    path: String,
}

impl ComplaintSearch<'_> {
    fn value(&mut self, validator: &Validator, value: &Value) -> Option<String> {
        match (validator, value) {
            (Validator::Id(table), Value::String(text)) => self.id(validator, table, text),
            (Validator::Any | Validator::Unknown(_), _)
            | (Validator::Null, Value::Null)
            | (Validator::Float64, Value::Float64(_))
            | (Validator::Int64 | Validator::CommitTs, Value::Int64(_))
            | (Validator::Boolean, Value::Boolean(_))
            | (Validator::String, Value::String(_))
            | (Validator::Bytes, Value::Bytes(_)) => None,
            (Validator::Function(_), Value::String(text)) if is_function_handle(text) => None,
            (Validator::Literal(literal), value) => self.literal(literal, value),
            (Validator::Array(element), Value::Array(elements)) => elements
                .iter()
                .enumerate()
                .find_map(|(index, value)| self.inside(&format!("[{index}]"), |judge| judge.value(element, value))),
            (Validator::Record(keys, values), Value::Object(fields)) => fields.iter().find_map(|(key, value)| {
                let key = Value::from(key.as_str());
                self.inside(".keys()", |judge| judge.value(keys, &key))
                    .or_else(|| self.inside(".values()", |judge| judge.value(values, value)))
            }),
            (Validator::Object(object), Value::Object(fields)) => self.object(object, fields),
            (Validator::Union(members), value) => self.union(validator, members, value),
            _ => Some(self.no_match(validator, value)),
        }
    }

    fn inside(&mut self, segment: &str, judge: impl FnOnce(&mut Self) -> Option<String>) -> Option<String> {
        let len = self.path.len();
        self.path.push_str(segment);
        let complaint = judge(self);
        self.path.truncate(len);
        complaint
    }

    /// Returns the path, unless the value is the whole one.
    fn place(&self) -> String {
        if self.path.is_empty() { String::new() } else { format!("Path: {}", self.path) }
    }

    fn id(&self, validator: &Validator, table: &str, text: &str) -> Option<String> {
        match self.tables.match_id(text, table) {
            IdMatch::Same | IdMatch::Unverified => return None,
            IdMatch::OtherTable | IdMatch::NotAnId => {}
        }
        let found = DocumentId::decode(text).and_then(|id| self.tables.name(id.table));
        Some(match found {
            None => self.no_match(validator, &Value::from(text)),
            Some(system) if system.starts_with('_') => format!(
                "Found ID \"{text}\" from a system table, which does not match the table name in validator \
                 `{validator}`.{}",
                self.place()
            ),
            Some(other) => format!(
                "Found ID \"{text}\" from table `{other}`, which does not match the table name in validator \
                 `{validator}`.{}",
                self.place()
            ),
        })
    }

    fn literal(&self, literal: &Literal, value: &Value) -> Option<String> {
        (literal.value() != value).then(|| {
            format!("`{}` does not match literal validator `v.literal({literal})`.{}", to_printed(value), self.place())
        })
    }

    fn object(&mut self, object: &Object, fields: &Fields) -> Option<String> {
        for (name, field) in object.iter() {
            let complaint = match fields.get(name) {
                Some(value) => self.inside(&format!(".{name}"), |judge| judge.value(&field.validator, value)),
                None if field.optional => None,
                None => Some(self.fields(
                    &format!(
                        "Object is missing the required field `{name}`. Consider wrapping the field validator in \
                         `v.optional(...)` if this is expected."
                    ),
                    object,
                    fields,
                )),
            };
            if complaint.is_some() {
                return complaint;
            }
        }
        let extra = fields.keys().find(|name| object.get(name).is_none())?;
        let what = format!("Object contains extra field `{extra}` that is not in the validator.");
        Some(self.fields(&what, object, fields))
    }

    fn fields(&self, what: &str, object: &Object, fields: &Fields) -> String {
        let mut text = format!("{what}\n{}\nObject: ", self.place());
        let printed = to_printed(&Value::Object(fields.clone()));
        // Writing to memory cannot fail.
        let _ = write!(text, "{printed}\nValidator: {object}");
        text
    }

    fn union(&mut self, validator: &Validator, members: &[Validator], value: &Value) -> Option<String> {
        if let [only] = members {
            return self.value(only, value);
        }
        let accepted = members.iter().any(|member| self.value(member, value).is_none());
        (!accepted).then(|| self.no_match(validator, value))
    }

    fn no_match(&self, validator: &Validator, value: &Value) -> String {
        let (place, value) = (self.place(), to_printed(value));
        format!("Value does not match validator.\n{place}\nValue: {value}\nValidator: {validator}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Encoding, decode};

    fn id(table: u32) -> String {
        DocumentId { table, internal: [1; 16] }.to_string()
    }

    #[track_caller]
    fn assert_complaint(validator: &str, value: &str, expected: Option<&str>) {
        let mut tables = Tables::from_iter([("users", 10_001), ("posts", 10_002), ("_jobs", 7)]);
        tables.unnumbered("_storage");
        let validator = Validator::parse(validator).unwrap();
        let value = decode(value, Encoding::Export).unwrap();
        assert_eq!(complaint(&validator, &value, &tables).as_deref(), expected);
    }

    const USER: &str = r#"{"type": "object", "value": {
        "name": {"fieldType": {"type": "string"}, "optional": false},
        "tags": {"fieldType": {"type": "array", "value": {"type": "literal", "value": "a"}}, "optional": true}}}"#;

    #[test]
    fn first_mismatch_is_reported_with_path() {
        assert_complaint(USER, r#"{"name": "Ada", "tags": ["a"]}"#, None);
        assert_complaint(
            USER,
            r#"{"name": 1}"#,
            Some("Value does not match validator.\nPath: .name\nValue: 1\nValidator: v.string()"),
        );
        assert_complaint(
            USER,
            r#"{"name": "Ada", "tags": ["a", "b"]}"#,
            Some("`\"b\"` does not match literal validator `v.literal(\"a\")`.Path: .tags[1]"),
        );
    }

    #[test]
    fn missing_and_extra_fields_are_reported_with_object() {
        assert_complaint(
            USER,
            "{}",
            Some(
                "Object is missing the required field `name`. Consider wrapping the field validator in \
                 `v.optional(...)` if this is expected.\n\nObject: {}\nValidator: v.object({name: v.string(), tags: \
                 v.optional(v.array(v.literal(\"a\")))})",
            ),
        );
        assert_complaint(
            USER,
            r#"{"name": "Ada", "age": 1.0}"#,
            Some(
                "Object contains extra field `age` that is not in the validator.\n\nObject: {age: 1.0, name: \
                 \"Ada\"}\nValidator: v.object({name: v.string(), tags: v.optional(v.array(v.literal(\"a\")))})",
            ),
        );
    }

    #[test]
    fn ids_are_distinguished_by_table() {
        let user = r#"{"type": "id", "tableName": "users"}"#;
        assert_complaint(user, &format!("\"{}\"", id(10_001)), None);
        assert_complaint(r#"{"type": "id", "tableName": "_storage"}"#, &format!("\"{}\"", id(99)), None);
        let other = id(10_002);
        let expected = format!(
            "Found ID \"{other}\" from table `posts`, which does not match the table name in validator `v.id(\"users\")`."
        );
        assert_complaint(user, &format!("\"{other}\""), Some(&expected));
        let system = id(7);
        let expected = format!(
            "Found ID \"{system}\" from a system table, which does not match the table name in validator \
             `v.id(\"users\")`."
        );
        assert_complaint(user, &format!("\"{system}\""), Some(&expected));
        assert_complaint(
            user,
            "\"x\"",
            Some("Value does not match validator.\n\nValue: \"x\"\nValidator: v.id(\"users\")"),
        );
    }

    #[test]
    fn union_reports_only_member_or_itself() {
        assert_complaint(
            r#"{"type": "union", "value": [{"type": "literal", "value": 1}]}"#,
            "2.0",
            Some("`2.0` does not match literal validator `v.literal(1.0)`."),
        );
        assert_complaint(
            r#"{"type": "union", "value": [{"type": "null"}, {"type": "boolean"}]}"#,
            "[{\"$bytes\": \"AA==\"}]",
            Some("Value does not match validator.\n\nValue: [b\"AA==\"]\nValidator: v.union(v.null(), v.boolean())"),
        );
    }

    #[test]
    fn record_entries_are_reported_without_keys() {
        let record = r#"{"type": "record", "keys": {"type": "id", "tableName": "users"}, "values": {"fieldType": {"type": "null"}, "optional": false}}"#;
        assert_complaint(
            record,
            r#"{"a": null}"#,
            Some("Value does not match validator.\nPath: .keys()\nValue: \"a\"\nValidator: v.id(\"users\")"),
        );
        let entry = format!("{{\"{}\": true}}", id(10_001));
        assert_complaint(
            record,
            &entry,
            Some("Value does not match validator.\nPath: .values()\nValue: true\nValidator: v.null()"),
        );
    }
}
