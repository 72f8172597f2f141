//! Shapes in the form of Convex's dashboard.
//!
//! Source: `crates/common/src/shapes/dashboard.rs` of convex-backend.

use serde_json::{Value, json};

use super::shape::{Floats, Shape};

/// Returns the shape as the dashboard reads it: one type, or a union.
pub(super) fn dashboard_shape(shape: &Shape) -> Value {
    if shape.other {
        return json!({ "type": "Unknown" });
    }
    let mut shapes = Vec::new();
    let mut add = |present: bool, name: &str| shapes.extend(present.then(|| json!({ "type": name })));
    add(shape.null, "Null");
    add(shape.int64, "Int64");
    add(shape.boolean, "Boolean");
    add(shape.string, "String");
    add(shape.bytes, "Bytes");
    if let Some(floats) = shape.float64 {
        let range = json!({ "hasSpecialValues": floats == Floats::Special });
        shapes.push(json!({ "type": "Float64", "float64Range": range }));
    }
    if !shape.string {
        shapes.extend(shape.ids.iter().map(|table| json!({ "type": "Id", "tableName": table })));
    }
    if let Some(element) = &shape.array {
        shapes.push(json!({ "type": "Array", "shape": dashboard_shape(element) }));
    }
    if let Some(objects) = &shape.object {
        let fields: Vec<Value> = objects
            .fields()
            .map(|(name, shape, optional)| {
                json!({ "fieldName": name, "optional": optional, "shape": dashboard_shape(shape) })
            })
            .collect();
        shapes.push(json!({ "type": "Object", "fields": fields }));
    }
    match shapes.len() {
        0 => json!({ "type": "Never" }),
        1 => shapes.swap_remove(0),
        _ => json!({ "type": "Union", "shapes": shapes }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Encoding, Tables, decode};

    fn shape_of(values: &[&str]) -> Value {
        let mut shape = Shape::default();
        let tables = Tables::default();
        values.iter().for_each(|text| shape.add(&decode(text, Encoding::Export).unwrap(), &tables));
        dashboard_shape(&shape)
    }

    #[test]
    fn values_become_one_type_or_a_union() {
        assert_eq!(shape_of(&[]), json!({ "type": "Never" }));
        assert_eq!(shape_of(&["1"]), json!({ "type": "Int64" }));
        assert_eq!(
            shape_of(&["null", "1.5"]),
            json!({ "type": "Union", "shapes": [
                { "type": "Null" }, { "type": "Float64", "float64Range": { "hasSpecialValues": false } }] })
        );
        assert_eq!(
            shape_of(&[r#"{"a": ["x"]}"#, r#"{"a": [], "b": true}"#]),
            json!({ "type": "Object", "fields": [
                { "fieldName": "a", "optional": false, "shape": { "type": "Array", "shape": { "type": "String" } } },
                { "fieldName": "b", "optional": true, "shape": { "type": "Boolean" } }] })
        );
        assert_eq!(shape_of(&[r#"{"a b": 1}"#]), json!({ "type": "Unknown" }));
    }
}
