//! Change of a field in an update.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Change of a field in an update: absent keeps the value, `null` resets it to the default.
///
/// Fields of this type carry `#[serde(default, skip_serializing_if = "Change::is_keep")]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Change<T> {
    /// Keeps the value.
    #[default]
    Keep,
    /// Resets the value to the default.
    Clear,
    /// Sets this value.
    Set(T),
}

impl<T> Change<T> {
    /// Returns `true` if the value is kept.
    #[must_use]
    pub fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }

    /// Converts the value.
    #[must_use]
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Change<U> {
        match self {
            Self::Keep => Change::Keep,
            Self::Clear => Change::Clear,
            Self::Set(value) => Change::Set(convert(value)),
        }
    }

    /// Returns the value after the change.
    #[must_use]
    pub fn apply(self, was: Option<T>) -> Option<T> {
        match self {
            Self::Keep => was,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }
}

/// Sets a value.
impl<T> From<T> for Change<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}

/// Sets a value, or clears it for `None`.
impl<T> From<Option<T>> for Change<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Clear, Self::Set)
    }
}

impl<T: Serialize> Serialize for Change<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Keep | Self::Clear => serializer.serialize_none(),
            Self::Set(value) => serializer.serialize_some(value),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Change<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(|value| value.map_or(Self::Clear, Self::Set))
    }
}

#[cfg(feature = "typegen")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Change<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        Option::<T>::schema_name()
    }

    /// Marks the schema with `x-nullResets`: absence and `null` differ.
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let mut schema = Option::<T>::json_schema(generator);
        schema.insert("x-nullResets".to_owned(), true.into());
        schema
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Update {
        #[serde(default, skip_serializing_if = "Change::is_keep")]
        expires_at: Change<i64>,
    }

    #[test]
    fn absent_null_and_value_roundtrip() {
        for (text, change) in
            [("{}", Change::Keep), (r#"{"expires_at":null}"#, Change::Clear), (r#"{"expires_at":7}"#, Change::Set(7))]
        {
            let update = Update { expires_at: change };
            assert_eq!(serde_json::from_str::<Update>(text).unwrap(), update);
            assert_eq!(serde_json::to_string(&update).unwrap(), text);
        }
    }

    #[test]
    fn changes_are_applied() {
        assert_eq!(Change::Keep.apply(Some(1)), Some(1));
        assert_eq!(Change::Clear.apply(Some(1)), None);
        assert_eq!(Change::Set(2).apply(Some(1)), Some(2));
    }
}
