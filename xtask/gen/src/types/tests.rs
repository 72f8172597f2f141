use serde_json::{Value, json};

use super::{Types, python, typescript};

fn bundle(defs: &Value, requests: &[&str], answers: &[&str]) -> Types {
    let bundle = json!({ "$defs": defs, "requests": requests, "answers": answers, "operations": {} });
    Types::read(&bundle).unwrap()
}

#[test]
fn optional_fields_are_left_out_and_never_null() {
    let defs = json!({ "Answer": {
        "description": "An answer.", "type": "object", "required": ["teamSlug"],
        "properties": {
            "teamSlug": { "type": ["string", "null"] },
            "projectSlug": { "type": ["string", "null"], "description": "Perhaps." },
        },
    }});
    let types = bundle(&defs, &[], &["Answer"]);
    let typescript = typescript::print(&types);
    assert!(typescript.contains("  teamSlug: string | null;\n"), "{typescript}");
    assert!(typescript.contains("  /** Perhaps. */\n  projectSlug?: string;\n"), "{typescript}");
    let python = python::print(&types).unwrap();
    assert!(python.contains("    team_slug: str | None\n"), "{python}");
    assert!(python.contains("    project_slug: str | None = None\n"), "{python}");
    assert!(python.contains(r#""project_slug": ("projectSlug", None),"#), "{python}");
}

#[test]
fn union_of_objects_has_a_class_per_member() {
    let defs = json!({ "Shape": { "description": "A shape.", "oneOf": [
        { "type": "object", "required": ["type"], "properties": { "type": { "const": "dot" } } },
        { "type": "object", "required": ["path"], "properties": { "path": { "type": "string" } } },
    ]}});
    let types = bundle(&defs, &["Shape"], &[]);
    let python = python::print(&types).unwrap();
    assert!(python.contains("class ShapeDot(TypedDict):"), "{python}");
    assert!(python.contains("Shape: TypeAlias = \"ShapeDot | ShapePath\""), "{python}");
    assert!(typescript::print(&types).contains("\n  | {\n      path: string;\n    }"));
}

#[test]
fn ambiguous_union_in_python_is_refused() {
    let object = json!({ "description": "One.", "type": "object", "properties": {} });
    let answer = json!({ "description": "Either.", "type": "object", "required": ["one"], "properties": {
        "one": { "anyOf": [{ "$ref": "#/$defs/A" }, { "$ref": "#/$defs/B" }] },
    }});
    let types = bundle(&json!({ "A": object, "B": object, "C": answer }), &[], &["A", "B", "C"]);
    assert!(python::print(&types).is_err());
    let both = bundle(&json!({ "A": object }), &["A"], &["A"]);
    assert!(python::print(&both).is_err());
}

#[test]
fn unsupported_schema_is_refused() {
    for schema in [json!({ "type": "object", "properties": {} }), json!({ "description": "x", "not": {} })] {
        let bundle = json!({ "$defs": { "A": schema }, "requests": [], "answers": [], "operations": {} });
        assert!(Types::read(&bundle).is_err(), "{schema}");
    }
}
