//! Lossless JSON encodings: of exports, and on the wire.

/// Lossless JSON encoding of values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Encoding {
    /// Encoding of snapshot exports (`export_json`): `1` is an int64, `1.0` is a float64.
    #[default]
    Export,
    /// Encoding on the wire (`convex_encoded_json`): every plain number is a float64.
    Encoded,
}
