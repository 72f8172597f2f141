//! The place of an unknown type in Convex's JSON.

use super::super::Validator;

impl Validator {
    /// Returns the JSON path of the first type that this version does not know, and the name of the type.
    ///
    /// ```
    /// use convex_ops::schema::Validator;
    ///
    /// let validator = Validator::parse(r#"{"type": "array", "value": {"type": "decimal"}}"#)?;
    /// assert_eq!(validator.unknown_type_in_json(), Some((".value.type".to_owned(), "decimal")));
    /// # Ok::<(), convex_ops::Error>(())
    /// ```
    #[must_use]
    pub fn unknown_type_in_json(&self) -> Option<(String, &str)> {
        match self {
            Self::Unknown(unknown) => Some((".type".to_owned(), &unknown.name)),
            Self::Array(element) => element.unknown_type_below(".value"),
            Self::Record(keys, values) => {
                keys.unknown_type_below(".keys").or_else(|| values.unknown_type_below(".values.fieldType"))
            }
            Self::Object(object) => object
                .iter()
                .find_map(|(name, field)| field.validator.unknown_type_below(&format!(".value.{name}.fieldType"))),
            Self::Union(members) => members
                .iter()
                .enumerate()
                .find_map(|(index, member)| member.unknown_type_below(&format!(".value[{index}]"))),
            _ => None,
        }
    }

    fn unknown_type_below(&self, place: &str) -> Option<(String, &str)> {
        self.unknown_type_in_json().map(|(path, name)| (format!("{place}{path}"), name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_type_is_found_at_its_place_in_json() {
        let new = r#"{"type": "decimal"}"#;
        for (json, place) in [
            (new.to_owned(), ".type"),
            (format!(r#"{{"type": "array", "value": {new}}}"#), ".value.type"),
            (
                format!(r#"{{"type": "object", "value": {{"price": {{"fieldType": {new}, "optional": true}}}}}}"#),
                ".value.price.fieldType.type",
            ),
            (format!(r#"{{"type": "union", "value": [{{"type": "null"}}, {new}]}}"#), ".value[1].type"),
            (
                format!(
                    r#"{{"type": "record", "keys": {{"type": "string"}},
                        "values": {{"fieldType": {new}, "optional": false}}}}"#
                ),
                ".values.fieldType.type",
            ),
        ] {
            let validator = Validator::parse(&json).unwrap();
            assert_eq!(validator.unknown_type_in_json(), Some((place.to_owned(), "decimal")), "{json}");
        }
        let known = Validator::parse(r#"{"type": "array", "value": {"type": "string"}}"#).unwrap();
        assert_eq!(known.unknown_type_in_json(), None);
    }
}
