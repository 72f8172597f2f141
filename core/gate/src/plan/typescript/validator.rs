//! Validators as TypeScript.

use super::syntax::{key, literal, string};
use crate::schema::{Field, Object, Validator};

/// Maximum width of a line, unless one part alone is wider.
const WIDTH: usize = 100;

/// Returns a validator as TypeScript, with `v` of `convex/values`: evaluating it exports the same validator. A type that
/// this version does not know becomes `v.any()` with a comment.
///
/// ```
/// use convex_ops::plan::typescript::validator_source;
/// use convex_ops::schema::Validator;
///
/// let validator = Validator::parse(r#"{"type": "array", "value": {"type": "bigint"}}"#)?;
/// assert_eq!(validator_source(&validator), "v.array(v.int64())");
/// # Ok::<(), convex_ops::Error>(())
/// ```
#[must_use]
pub fn validator_source(validator: &Validator) -> String {
    print(validator, 0)
}

/// Prints a validator that starts in a line with this many levels of indentation.
pub(super) fn print(validator: &Validator, indent: usize) -> String {
    match validator {
        Validator::Null => "v.null()".to_owned(),
        Validator::Float64 => "v.number()".to_owned(),
        Validator::Int64 => "v.int64()".to_owned(),
        Validator::CommitTs => "v.commitTs()".to_owned(),
        Validator::Boolean => "v.boolean()".to_owned(),
        Validator::String => "v.string()".to_owned(),
        Validator::Bytes => "v.bytes()".to_owned(),
        Validator::Any => "v.any()".to_owned(),
        Validator::Literal(value) => format!("v.literal({})", literal(value)),
        Validator::Id(table) => format!("v.id({})", string(table)),
        Validator::Function(signature) => function(signature, indent),
        Validator::Array(element) => format!("v.array({})", print(element, indent)),
        Validator::Record(keys, values) => format!("v.record({}, {})", print(keys, indent), print(values, indent)),
        Validator::Object(object) => format!("v.object({})", print_fields(object, indent)),
        Validator::Union(members) => {
            format!(
                "v.union{}",
                list("(", ")", members.len(), indent, &|index, indent| {
                    members.get(index).map(|member| print(member, indent)).unwrap_or_default()
                })
            )
        }
        Validator::Unknown(unknown) => format!("v.any() /* {} */", unknown.name().replace("*/", "")),
    }
}

/// Prints the fields of an object: `{ a: v.string() }`.
pub(super) fn print_fields(object: &Object, indent: usize) -> String {
    let fields: Vec<_> = object.iter().collect();
    if fields.is_empty() {
        return "{}".to_owned();
    }
    list("{ ", " }", fields.len(), indent, &|index, indent| {
        let field = fields.get(index);
        field.map(|(name, field)| format!("{}: {}", key(name), print_field(field, indent))).unwrap_or_default()
    })
}

fn print_field(field: &Field, indent: usize) -> String {
    let validator = print(&field.validator, indent);
    if field.optional { format!("v.optional({validator})") } else { validator }
}

fn function(signature: &crate::schema::Signature, indent: usize) -> String {
    let parts = [
        signature.fn_type.as_ref().map(|kind| format!("fnType: {}", string(kind))),
        signature.args.as_ref().map(|args| format!("args: {}", print(args, indent))),
        signature.returns.as_ref().map(|returns| format!("returns: {}", print(returns, indent))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "v.function()".to_owned() } else { format!("v.function({{ {} }})", parts.join(", ")) }
}

/// Prints a list in one line if it fits, and else one entry per line.
fn list(open: &str, close: &str, count: usize, indent: usize, print: &dyn Fn(usize, usize) -> String) -> String {
    let entries: Vec<String> = (0..count).map(|index| print(index, indent)).collect();
    let line = format!("{open}{}{close}", entries.join(", "));
    if indent * 2 + line.len() <= WIDTH && !line.contains('\n') {
        return line;
    }
    let inner = "  ".repeat(indent + 1);
    let entries: String = (0..count).map(|index| format!("{inner}{},\n", print(index, indent + 1))).collect();
    format!("{}\n{entries}{}{}", open.trim_end(), "  ".repeat(indent), close.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_literals_are_escaped() {
        let object = r#"{"type": "object", "value": {
            "a b": {"fieldType": {"type": "literal", "value": "x\"y"}, "optional": false},
            "n": {"fieldType": {"type": "literal", "value": {"$integer": "AQAAAAAAAAA="}}, "optional": true},
            "z": {"fieldType": {"type": "literal", "value": {"$float": "AAAAAAAAAIA="}}, "optional": false}}}"#;
        assert_eq!(
            validator_source(&Validator::parse(object).unwrap()),
            r#"v.object({ "a b": v.literal("x\"y"), n: v.optional(v.literal(1n)), z: v.literal(-0) })"#
        );
    }

    #[test]
    fn long_lists_have_one_entry_per_line() {
        let member = r#"{"type": "literal", "value": "a rather long literal of a union"}"#;
        let members = [member; 4].join(", ");
        let union = Validator::parse(&format!(r#"{{"type": "union", "value": [{members}]}}"#)).unwrap();
        let text = validator_source(&union);
        assert_eq!(text.lines().count(), 6, "{text}");
        assert!(text.starts_with("v.union(\n  v.literal(") && text.ends_with("),\n)"), "{text}");
    }
}
