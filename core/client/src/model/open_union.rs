//! Tagged unions that Convex may extend.

/// Declares an enum of objects with a tag field, and a variant `Other` that keeps objects with an unknown tag.
///
/// In its JSON Schema, the variant `Other` is marked with `x-otherKinds`.
///
/// Unlike serde's tagged enums, it keeps unknown objects. Unlike serde's untagged enums, it does so only if the tag is
/// unknown: a missing field in a known object is an error that names the field.
macro_rules! open_union {
    (
        $(#[doc = $doc:literal])*
        $vis:vis enum $name:ident by $tag:literal {
            $($(#[$variant_meta:meta])* $variant:ident($type:ty) = $text:literal,)+
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        $vis enum $name {
            $(
                $(#[$variant_meta])*
                $variant($type),
            )+
            /// An object of a kind that this version does not know, as received.
            Other(serde_json::Map<String, serde_json::Value>),
        }

        impl $name {
            #[doc = concat!("Returns the kind, as on the wire: the value of `", $tag, "`.")]
            #[must_use]
            pub fn kind(&self) -> &str {
                match self {
                    $(Self::$variant(_) => $text,)+
                    Self::Other(fields) => fields.get($tag).and_then(serde_json::Value::as_str).unwrap_or_default(),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                #[derive(serde::Serialize)]
                #[serde(tag = $tag)]
                enum Tagged<'a> {
                    $(#[serde(rename = $text)] $variant(&'a $type),)+
                }
                match self {
                    $(Self::$variant(value) => Tagged::$variant(value).serialize(serializer),)+
                    Self::Other(fields) => fields.serialize(serializer),
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut fields = <serde_json::Map<String, serde_json::Value>>::deserialize(deserializer)?;
                let tag = match fields.get($tag) {
                    Some(serde_json::Value::String(tag)) => tag.clone(),
                    _ => return Err(serde::de::Error::custom(concat!("expected a string in `", $tag, "`"))),
                };
                match tag.as_str() {
                    $($text => {
                        fields.remove($tag);
                        serde_json::from_value(serde_json::Value::Object(fields))
                            .map(Self::$variant)
                            .map_err(serde::de::Error::custom)
                    })+
                    _ => Ok(Self::Other(fields)),
                }
            }
        }

        #[cfg(feature = "typegen")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "description": $crate::model::open_enum::description(&[$($doc),*]),
                    "anyOf": [
                    $({
                        "allOf": [generator.subschema_for::<$type>()],
                        "type": "object",
                        "properties": { $tag: { "const": $text } },
                        "required": [$tag],
                    },)+
                    {
                        "type": "object",
                        "properties": { $tag: { "type": "string" } },
                        "required": [$tag],
                        "x-otherKinds": true,
                    },
                    ],
                })
            }
        }
    };
}

pub(crate) use open_union;

#[cfg(test)]
mod tests {
    #![expect(unreachable_pub, reason = "what the macro declares is public")]

    use serde::{Deserialize, Serialize};

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
    struct Circle {
        radius: u32,
    }

    open_union! {
        /// A shape.
        enum Shape by "kind" {
            /// Round.
            Circle(Circle) = "circle",
        }
    }

    #[test]
    fn open_union_unknown_kind_is_kept() {
        let text = r#"[{"kind":"circle","radius":2},{"kind":"line","length":3}]"#;
        let shapes: Vec<Shape> = serde_json::from_str(text).unwrap();
        assert_eq!(shapes[0], Shape::Circle(Circle { radius: 2 }));
        assert!(matches!(&shapes[1], Shape::Other(fields) if fields["length"] == 3));
        assert_eq!(shapes.iter().map(Shape::kind).collect::<Vec<_>>(), ["circle", "line"]);
        assert_eq!(serde_json::to_string(&shapes).unwrap(), text);
    }

    #[test]
    fn open_union_missing_field_or_tag_is_an_error() {
        let error = |text| serde_json::from_str::<Shape>(text).unwrap_err().to_string();
        assert!(error(r#"{"kind":"circle"}"#).contains("missing field `radius`"));
        assert!(error(r#"{"radius":2}"#).contains("expected a string in `kind`"));
    }
}
