//! Arguments of a query in encoded JSON.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::error::{Error, Result};

/// Arguments of a query: an object.
pub(super) struct Arguments<'a>(Option<&'a Map<String, Value>>);

impl<'a> Arguments<'a> {
    /// Reads the arguments of a call: an object, an array with one object, or nothing.
    ///
    /// # Errors
    /// `InvalidInput` if they have another form.
    pub(super) fn of(sent: &'a Value) -> Result<Self> {
        match sent {
            Value::Null => Ok(Self(None)),
            Value::Object(members) => Ok(Self(Some(members))),
            Value::Array(items) => match items.as_slice() {
                [] => Ok(Self(None)),
                [Value::Object(members)] => Ok(Self(Some(members))),
                _ => Err(no_object()),
            },
            _ => Err(no_object()),
        }
    }

    /// Returns the argument with this name.
    ///
    /// # Errors
    /// `InvalidInput` if it is missing or has the wrong type.
    pub(super) fn get<T: DeserializeOwned>(&self, name: &str) -> Result<T> {
        let value = self.0.and_then(|members| members.get(name)).cloned().unwrap_or_default();
        serde_json::from_value(value).map_err(|error| {
            Error::invalid_input(format!("ArgumentValidationError: {error}")).at_path(format_args!(".{name}"))
        })
    }
}

fn no_object() -> Error {
    Error::invalid_input("ArgumentValidationError: the arguments must be one object")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn arguments_may_be_wrapped_in_array() {
        for sent in [json!({"name": "A"}), json!([{"name": "A"}])] {
            assert_eq!(Arguments::of(&sent).unwrap().get::<String>("name").unwrap(), "A");
        }
        for sent in [json!("A"), json!(["A"]), json!([{}, {}])] {
            assert!(Arguments::of(&sent).is_err(), "{sent}");
        }
    }

    #[test]
    fn missing_argument_is_null() {
        let nothing = Value::Null;
        let none = Arguments::of(&nothing).unwrap();
        assert_eq!(none.get::<Option<String>>("cursor").unwrap(), None);
        let error = none.get::<String>("name").unwrap_err();
        assert!(error.to_string().contains(".name"), "{error}");
    }
}
