//! Surfaces of real apps over their histories.

use crate::support::{evidence, read, recorded_surface};
use convex_ops::surface::{Component, Surface};
use serde_json::Value;
use std::fs;

#[test]
fn recorded_states_are_read_completely() {
    let Some(evidence) = evidence() else { return };
    let mut states = 0;
    for entry in fs::read_dir(evidence.join("corpus")).unwrap() {
        let file = entry.unwrap().path();
        if file.extension().is_some_and(|ending| ending == "jsonl") {
            for (index, line) in fs::read_to_string(&file).unwrap().lines().enumerate() {
                assert_complete(&recorded_surface(line), &format!("{}:{}", file.display(), index + 1));
                states += 1;
            }
        }
    }
    assert!(states > 400, "{states} states");
}

#[test]
fn sample_is_read_completely() {
    for file in ["examples/sample/baseline.json", "examples/sample/candidate.json"] {
        let surface = assert_complete(&read(file), file);
        assert!(surface.auth_providers.known().is_some() && surface.crons.known().is_some(), "{file}");
    }
}

/// Parses a surface, and compares its size with the text's.
fn assert_complete(text: &str, place: &str) -> Component {
    let json: Value = serde_json::from_str(text).unwrap();
    let surface = Surface::parse(text).unwrap_or_else(|error| panic!("{place}: {error}")).root;
    let listed = json["functions"].as_array().unwrap();
    let routes = listed.iter().filter(|entry| entry["functionType"] == "HttpAction").count();
    assert_eq!(surface.routes.known().unwrap().len(), routes, "{place}");
    assert_eq!(surface.functions.known().unwrap().len(), listed.len() - routes, "{place}");
    let tables = json["schema"]["tables"].as_array().map(Vec::len);
    assert_eq!(surface.schema.known().unwrap().as_ref().map(|schema| schema.tables.len()), tables, "{place}");
    surface
}
