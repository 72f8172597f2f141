use serde_json::{Value as Json, json};

use super::*;

/// Returns the problems of a schema with one table, as `kind index path`.
fn of(table: &Json) -> Vec<String> {
    let mut schema = json!({"tables": [{"tableName": "t", "indexes": []}], "schemaValidation": true});
    for (name, value) in table.as_object().unwrap() {
        schema["tables"][0][name] = value.clone();
    }
    let found = problems(&Schema::parse(&schema.to_string()).unwrap());
    let words = |problem: Problem| {
        let place = [problem.index.map(|name| name.to_string()), problem.path];
        let kind = format!("{:?}", problem.kind);
        std::iter::once(kind).chain(place.into_iter().flatten()).collect::<Vec<_>>().join(" ")
    };
    found.into_iter().map(words).collect()
}

fn object(fields: &Json) -> Json {
    let fields = fields.as_object().unwrap().iter();
    let field =
        |(name, validator): (&String, &Json)| (name.clone(), json!({"fieldType": validator, "optional": false}));
    json!({"type": "object", "value": fields.map(field).collect::<serde_json::Map<_, _>>()})
}

fn indexes(indexes: &Json) -> Vec<String> {
    let list = indexes.as_array().unwrap().iter();
    let index = |(name, fields): (&Json, &Json)| json!({"indexDescriptor": name, "fields": fields});
    of(&json!({"indexes": list.map(|pair| index((&pair[0], &pair[1]))).collect::<Vec<_>>()}))
}

const NONE: [&str; 0] = [];

#[test]
fn table_names_are_checked() {
    let longest = "n".repeat(64);
    for name in ["users", "users_2", "Users", "u__", &longest] {
        assert_eq!(of(&json!({"tableName": name})), NONE, "{name}");
    }
    let too_long = "n".repeat(65);
    for name in ["", "2nd", "__", "a-b", "é", "a b", &too_long] {
        assert_eq!(of(&json!({"tableName": name})), ["Limit"], "{name}");
    }
    for name in ["_users", "_storage"] {
        assert_eq!(of(&json!({"tableName": name})), ["Reserved"], "{name}");
    }
}

#[test]
fn index_names_are_checked() {
    let longest = "n".repeat(64);
    for name in ["by_name", "by_ids", "_fivetran_id", &longest] {
        assert_eq!(indexes(&json!([[name, ["a"]]])), NONE, "{name}");
    }
    let too_long = "n".repeat(65);
    for name in ["2nd", "by-name", &too_long] {
        assert_eq!(indexes(&json!([[name, ["a"]]])), [format!("Limit {name}")]);
    }
    for name in ["_by_name", "by_id", "by_creation_time"] {
        assert_eq!(indexes(&json!([[name, ["a"]]])), [format!("Reserved {name}")]);
    }
}

#[test]
fn table_count_is_limited() {
    let schema = |count: usize| {
        let table = |number| (format!("t{number}").into(), Schema::parse(ONE_TABLE).unwrap().tables["t"].clone());
        Schema { tables: (0..count).map(table).collect(), ..Schema::default() }
    };
    assert_eq!(problems(&schema(10_000)), []);
    let found = problems(&schema(10_001));
    assert_eq!((found.len(), &found[0].table, found[0].kind), (1, &None, ProblemKind::Limit));
}

const ONE_TABLE: &str = r#"{"tables": [{"tableName": "t", "indexes": []}]}"#;

#[test]
fn index_count_includes_all_kinds_and_staged_indexes() {
    let indexes = |count: usize| {
        let index = |n| json!({"indexDescriptor": format!("i{n}"), "fields": [format!("f{n}")]});
        let database: Vec<_> = (0..count - 2).map(index).collect();
        json!({
            "stagedDbIndexes": database,
            "searchIndexes": [{"indexDescriptor": "s", "searchField": "f", "filterFields": []}],
            "stagedVectorIndexes": [{"indexDescriptor": "v", "vectorField": "f", "dimensions": 2, "filterFields": []}],
        })
    };
    assert_eq!(of(&indexes(64)), NONE);
    assert_eq!(of(&indexes(65)), ["Limit"]);
}

#[test]
fn index_field_count_includes_creation_time() {
    let fields = |count: usize| (0..count).map(|n| format!("f{n}")).collect::<Vec<_>>();
    assert_eq!(indexes(&json!([["i", fields(15)]])), NONE);
    assert_eq!(indexes(&json!([["i", fields(16)]])), ["Limit i"]);
    assert_eq!(indexes(&json!([["i", ["a"]]])), NONE);
    assert_eq!(indexes(&json!([["i", []]])), ["Limit i"]);
}

#[test]
fn filter_field_count_is_limited() {
    let search = |count: usize| {
        let filters: Vec<_> = (0..count).map(|n| format!("f{n}")).collect();
        json!({"searchIndexes": [{"indexDescriptor": "s", "searchField": "f", "filterFields": filters}]})
    };
    assert_eq!(of(&search(16)), NONE);
    assert_eq!(of(&search(17)), ["Limit s"]);
    let vector = |count: usize| {
        let filters: Vec<_> = (0..count).map(|n| format!("f{n}")).collect();
        json!({"vectorIndexes": [{"indexDescriptor": "v", "vectorField": "f", "dimensions": 2, "filterFields": filters}]})
    };
    assert_eq!(of(&vector(16)), NONE);
    assert_eq!(of(&vector(17)), ["Limit v"]);
}

#[test]
fn vector_dimensions_are_limited() {
    let vector = |dimensions: Json| {
        of(&json!({"vectorIndexes": [
            {"indexDescriptor": "v", "vectorField": "f", "dimensions": dimensions, "filterFields": []}]}))
    };
    for dimensions in [2, 4096] {
        assert_eq!(vector(json!(dimensions)), NONE);
    }
    for dimensions in [json!(0), json!(1), json!(4097), Json::Null] {
        assert_eq!(vector(dimensions), ["Limit v"]);
    }
}

#[test]
fn duplicate_indexes_are_refused() {
    assert_eq!(indexes(&json!([["i", ["a", "b"]], ["j", ["b", "a"]], ["k", ["a"]]])), NONE);
    assert_eq!(indexes(&json!([["i", ["a"]], ["i", ["b"]]])), ["Limit i"]);
    assert_eq!(indexes(&json!([["i", ["a", "b"]], ["j", ["a", ".b"]]])), ["Limit j"]);
    let staged = |fields: Json| {
        of(&json!({"indexes": [{"indexDescriptor": "i", "fields": ["a"]}],
            "stagedDbIndexes": [{"indexDescriptor": "j", "fields": fields}]}))
    };
    assert_eq!(staged(json!(["b"])), NONE);
    assert_eq!(staged(json!(["a"])), ["Limit j"]);
    let search = |filters: Json| {
        of(&json!({"searchIndexes": [{"indexDescriptor": "i", "searchField": "a", "filterFields": ["b"]},
            {"indexDescriptor": "j", "searchField": "a", "filterFields": filters}]}))
    };
    assert_eq!(search(json!(["c"])), NONE);
    assert_eq!(search(json!(["b"])), ["Limit j"]);
    let vector = |dimensions: u32| {
        of(&json!({"vectorIndexes": [
            {"indexDescriptor": "i", "vectorField": "a", "dimensions": 8, "filterFields": ["b"]},
            {"indexDescriptor": "j", "vectorField": "a", "dimensions": dimensions, "filterFields": []}]}))
    };
    assert_eq!(vector(16), NONE);
    assert_eq!(vector(8), ["Limit j"]);
}

#[test]
fn index_fields_are_checked() {
    assert_eq!(indexes(&json!([["i", ["a.b.c", ".d."]]])), NONE);
    for fields in [json!(["a", "a"]), json!(["a", "a."]), json!(["a b"]), json!([""]), json!(["a..b"])] {
        assert_eq!(indexes(&json!([["i", fields]])), ["Limit i"], "{fields}");
    }
    for field in ["_id", "_creationTime", "a._b"] {
        assert_eq!(indexes(&json!([["i", ["x", field]]])), [format!("Reserved i .{field}")]);
    }
    let filter =
        json!({"searchIndexes": [{"indexDescriptor": "s", "searchField": "a", "filterFields": ["_creationTime"]}]});
    assert_eq!(of(&filter), NONE, "search indexes may be filtered by system fields");
}

#[test]
fn document_types_are_checked() {
    let (text, empty) = (json!({"type": "string"}), object(&json!({})));
    let any = json!({"type": "any"});
    for document in [empty.clone(), any.clone(), Json::Null, json!({"type": "union", "value": [empty, empty]})] {
        assert_eq!(of(&json!({"documentType": document})), NONE, "{document}");
    }
    let record = json!({"type": "record", "keys": text, "values": {"fieldType": any, "optional": false}});
    for document in [text, record, json!({"type": "union", "value": [empty, any]})] {
        assert_eq!(of(&json!({"documentType": document})), ["Limit"], "{document}");
    }
}

#[test]
fn names_in_documents_are_checked() {
    let long = |len: usize| "n".repeat(len);
    assert_eq!(of(&json!({"documentType": object(&json!({"a": object(&json!({"_b": {"type": "null"}}))}))})), NONE);
    assert_eq!(of(&json!({"documentType": object(&json!({long(64): {"type": "null"}}))})), NONE);
    assert_eq!(
        of(&json!({"documentType": object(&json!({long(65): {"type": "null"}}))})),
        [format!("Limit .{}", long(65))]
    );
    let nested = json!({"type": "array", "value": object(&json!({"a b": {"type": "null"}}))});
    assert_eq!(of(&json!({"documentType": object(&json!({"list": nested}))})), ["Limit .list[].a b"]);
    let id = |table: &str| object(&json!({"id": {"type": "id", "tableName": table}}));
    assert_eq!(of(&json!({"documentType": id("_storage")})), NONE);
    assert_eq!(of(&json!({"documentType": id("a-b")})), ["Limit .id"]);
}

#[test]
fn record_keys_and_literals_are_checked() {
    let field = |validator: Json| of(&json!({"documentType": object(&json!({"f": validator}))}));
    let record = |keys: Json| {
        field(json!({"type": "record", "keys": keys, "values": {"fieldType": {"type": "any"}, "optional": false}}))
    };
    let (text, id) = (json!({"type": "string"}), json!({"type": "id", "tableName": "t"}));
    let literal = |value: Json| json!({"type": "literal", "value": value});
    let union = |members: Json| json!({"type": "union", "value": members});
    for keys in [text.clone(), id.clone(), union(json!([text, id])), union(json!([]))] {
        assert_eq!(record(keys.clone()), NONE, "{keys}");
    }
    for keys in
        [json!({"type": "any"}), literal(json!("a")), literal(json!(1)), union(json!([text, literal(json!("a"))]))]
    {
        assert_eq!(record(keys.clone()), ["Limit .f"], "{keys}");
    }
    assert_eq!(field(literal(json!(1.5))), NONE);
    assert_eq!(field(literal(json!({"$float": "AAAAAAAA8H8="}))), ["Limit .f"], "infinity");
}

#[test]
fn required_levels_and_fields_are_limited() {
    let nested = |levels: usize, optional: bool| {
        let mut validator = json!({"type": "null"});
        for _ in 0..levels {
            validator = json!({"type": "object", "value": {"a": {"fieldType": validator, "optional": optional}}});
        }
        of(&json!({"documentType": validator}))
    };
    assert_eq!(nested(16, false), NONE);
    assert_eq!(nested(17, false), ["Limit"]);
    assert_eq!(nested(17, true), NONE, "a document can leave the deepest out");
    let wide = |count: usize, optional: bool| {
        let field = json!({"fieldType": {"type": "null"}, "optional": optional});
        let fields: serde_json::Map<_, _> = (0..count).map(|n| (format!("f{n}"), field.clone())).collect();
        let inner = json!({"type": "object", "value": fields});
        of(&json!({"documentType": object(&json!({"o": inner}))}))
    };
    assert_eq!(wide(1024, false), NONE);
    assert_eq!(wide(1025, false), ["Limit .o"]);
    assert_eq!(wide(1025, true), NONE, "a document can leave one out");
}

#[test]
fn indexed_fields_must_be_possible_if_schema_is_enforced() {
    let table = |document: &Json, field: &str, enforced: bool| {
        let schema = json!({"tables": [{"tableName": "t", "documentType": document,
            "indexes": [{"indexDescriptor": "i", "fields": [field]}]}], "schemaValidation": enforced});
        problems(&Schema::parse(&schema.to_string()).unwrap())
            .into_iter()
            .map(|problem| problem.kind)
            .collect::<Vec<_>>()
    };
    let member = |name: &str, validator: Json| object(&json!({name: validator}));
    let inner = member("b", json!({"type": "null"}));
    let document = json!({"type": "union", "value": [
        member("a", json!({"type": "union", "value": [{"type": "null"}, inner]})),
        member("x", json!({"type": "any"})),
    ]});
    for field in ["a", "a.b", "x", "x.y.z"] {
        assert_eq!(table(&document, field, true), [], "{field}");
    }
    for field in ["b", "a.c", "a.b.c"] {
        assert_eq!(table(&document, field, true), [ProblemKind::ImpossibleIndexField], "{field}");
        assert_eq!(table(&document, field, false), [], "{field}");
        assert_eq!(table(&json!({"type": "any"}), field, true), [], "{field}");
    }
}

#[test]
fn vector_fields_must_accept_vectors() {
    let table = |validator: Json| {
        of(&json!({"documentType": object(&json!({"f": validator})), "vectorIndexes": [
            {"indexDescriptor": "v", "vectorField": "f", "dimensions": 8, "filterFields": ["nowhere"]}]}))
    };
    let array = |element: &str| json!({"type": "array", "value": {"type": element}});
    let optional = json!({"type": "union", "value": [{"type": "null"}, array("number")]});
    for validator in [array("number"), array("any"), json!({"type": "any"}), optional] {
        assert_eq!(table(validator.clone()), NONE, "{validator}");
    }
    for validator in [array("bigint"), json!({"type": "number"}), json!({"type": "union", "value": []})] {
        assert_eq!(table(validator.clone()), ["ImpossibleIndexField v .f"], "{validator}");
    }
}
