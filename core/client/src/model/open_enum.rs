//! Enums that Convex may extend. Unknown values are kept and written back unchanged.

/// Declares an enum of strings, with the wire form of each variant, and a variant `Other` for unknown strings.
///
/// It implements `as_str`, `KNOWN` (all variants but `Other`, in declaration order), `From` strings, `Display`, serde
/// and a JSON Schema: a string, with the known values in `x-knownValues`.
macro_rules! open_enum {
    ($(#[doc = $doc:literal])* $vis:vis enum $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        $vis enum $name {
            $(
                $(#[$variant_meta])*
                #[doc = concat!("`", $text, "` on the wire.")]
                $variant,
            )+
            /// A value that this version does not know, as received.
            Other(compact_str::CompactString),
        }

        impl $name {
            /// All values that this version knows, in declaration order.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the wire form.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Other(text) => text,
                }
            }

            /// Returns `true` if this version knows the value.
            #[must_use]
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::Other(_))
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)+
                    _ => Self::Other(text.into()),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <std::borrow::Cow<'de, str>>::deserialize(deserializer).map(|text| Self::from(&*text))
            }
        }

        #[cfg(feature = "typegen")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "description": $crate::model::open_enum::description(&[$($doc),*]),
                    "type": "string",
                    "x-knownValues": [$($text),+],
                })
            }
        }
    };
}

pub(crate) use open_enum;

/// Joins the lines of a doc comment.
#[cfg(feature = "typegen")]
pub(crate) fn description(lines: &[&str]) -> String {
    lines.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    #![expect(unreachable_pub, reason = "what the macro declares is public")]

    open_enum! {
        /// A colour.
        pub enum Colour {
            Red = "red",
            DarkBlue = "dark-blue",
        }
    }

    #[test]
    fn open_enum_unknown_value_is_kept() {
        let colours: Vec<Colour> = serde_json::from_str(r#"["dark-blue", "gr\u00fcn", "Red"]"#).unwrap();
        assert_eq!(colours, [Colour::DarkBlue, Colour::Other("grün".into()), Colour::Other("Red".into())]);
        assert_eq!(serde_json::to_string(&colours).unwrap(), r#"["dark-blue","grün","Red"]"#);
        assert_eq!(colours.iter().map(Colour::is_known).collect::<Vec<_>>(), [true, false, false]);
    }

    #[test]
    fn open_enum_non_string_is_rejected() {
        assert!(serde_json::from_str::<Colour>("1").is_err());
    }

    #[test]
    fn open_enum_known_lists_all_variants() {
        assert_eq!(Colour::KNOWN.iter().map(Colour::as_str).collect::<Vec<_>>(), ["red", "dark-blue"]);
    }
}
