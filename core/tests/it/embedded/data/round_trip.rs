//! An export that is imported elsewhere is exported there as the same bytes.

use super::{Data, zipped};
use convex_ops::api::imports::{ImportFormat, ImportMode};
use convex_ops::value::{DocumentId, Encoding, Name, Value, encode};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Boolean),
        any::<i64>().prop_map(Value::Int64),
        prop_oneof![any::<f64>(), Just(-0.0), Just(f64::NAN), Just(f64::INFINITY)].prop_map(Value::Float64),
        ".{0,12}".prop_map(Value::String),
        prop::collection::vec(any::<u8>(), 0..12).prop_map(Value::Bytes),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            prop::collection::btree_map("[a-zA-Z ][ -~]{0,6}", inner, 0..5).prop_map(object),
        ]
    })
}

fn object(fields: BTreeMap<String, Value>) -> Value {
    Value::Object(fields.into_iter().map(|(name, value)| (Name::from(name), value)).collect())
}

/// Documents of a table by ID.
fn documents() -> impl Strategy<Value = BTreeMap<[u8; 16], Value>> {
    let fields = prop::collection::btree_map("[a-zA-Z][a-zA-Z0-9_]{0,6}", value(), 0..6);
    prop::collection::btree_map(any::<[u8; 16]>(), fields.prop_map(object), 0..6)
}

fn lines(table: u32, documents: &BTreeMap<[u8; 16], Value>) -> String {
    let mut lines = String::new();
    for (index, (internal, document)) in documents.iter().enumerate() {
        let Value::Object(mut fields) = document.clone() else { unreachable!() };
        let id = DocumentId { table, internal: *internal }.to_string();
        fields.insert("_id".into(), Value::String(id));
        fields.insert("_creationTime".into(), Value::Float64(index as f64 * 0.5));
        lines += &format!("{}\n", encode(&Value::Object(fields), Encoding::Export));
    }
    lines
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn documents_round_trip_through_export_and_import(a in documents(), b in documents()) {
        let (a, b) = (lines(10_050, &a), lines(10_007, &b));
        let files = [
            ("_tables/documents.jsonl", "{\"name\":\"a\",\"id\":10050}\n{\"name\":\"b\",\"id\":10007}\n"),
            ("a/documents.jsonl", a.as_str()),
            ("a/generated_schema.jsonl", "\"uniform\""),
            ("_components/c/b/documents.jsonl", b.as_str()),
            ("_components/c/b/generated_schema.jsonl", "\"uniform\""),
        ];
        let first = Data::new();
        first.import(None, ImportFormat::Zip, ImportMode::RequireEmpty, zipped(&files)).unwrap();
        let exported = first.zip();
        let unzipped = super::unzipped(&exported);
        prop_assert_eq!(&unzipped["a/documents.jsonl"], &a);
        prop_assert_eq!(&unzipped["_components/c/b/documents.jsonl"], &b);
        let second = Data::new();
        second.import(None, ImportFormat::Zip, ImportMode::ReplaceAll, &exported).unwrap();
        prop_assert_eq!(second.zip(), exported);
    }
}
