//! Migrations as TypeScript for `@convex-dev/migrations`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::migration::{Migration, MigrationKind, MigrationOperation};
use super::super::step::Step;
use super::syntax::{comment, constant, member, string};
use crate::schema::Validator;

const HEAD: &str = r#"// Runs with https://www.convex.dev/components/migrations: install `@convex-dev/migrations`, and add
// `app.use(migrations)` to `convex/convex.config.ts`. Replace each `todo(…)` before you deploy this file.
import { Migrations } from "@convex-dev/migrations";
import { components } from "./_generated/api.js";
import type { DataModel } from "./_generated/dataModel.js";

export const migrations = new Migrations<DataModel>(components.migrations);
"#;

const TODO: &str = r#"
/** Stands for a value that a person chooses. */
function todo(what: string): never {
  throw new Error(`not written yet: ${what}`);
}
"#;

/// Returns the migrations of a component; `None` if it needs none. `document` gives the type of a table in the step.
pub(super) fn source<'a>(
    step: &Step,
    component: &str,
    document: &dyn Fn(&str) -> Option<&'a Validator>,
) -> Option<String> {
    let migrations: Vec<&Migration> = step.migrations.iter().filter(|of| of.component == component).collect();
    if migrations.is_empty() {
        return None;
    }
    let mut text = HEAD.to_owned();
    let mut names = Vec::new();
    for migration in migrations {
        let name = format!("{}Step{}", constant(&migration.table), step.number);
        text.push_str(&define(&name, migration, document(&migration.table)));
        names.push(name);
    }
    let list: Vec<String> = names.iter().map(|name| format!("internal.migrations.{name}")).collect();
    let _ = write!(
        text,
        "\n// npx convex run migrations:runAll\nexport const runAll = migrations.runner([{}]);\n",
        list.join(", ")
    );
    if text.contains("todo(\"") {
        text.push_str(TODO);
    }
    Some(text.replacen("import { components }", "import { components, internal }", 1))
}

fn define(name: &str, migration: &Migration, document: Option<&Validator>) -> String {
    let table = string(&migration.table);
    let body = match document {
        Some(Validator::Object(_)) => patch(migration),
        _ => whole(migration),
    };
    let mut code = body.lines().filter(|line| !line.trim_start().starts_with("//"));
    let is_used = code.any(|line| line.contains("doc.") || line.contains("doc["));
    let doc = if is_used { "doc" } else { "_doc" };
    format!(
        "\nexport const {name} = migrations.define({{\n  table: {table},\n  migrateOne: (_ctx, {doc}) => {{\n{body}  }},\n}});\n"
    )
}

/// Returns the body for documents of several types, in which a field may not exist.
fn whole(migration: &Migration) -> String {
    let mut body = String::new();
    for operation in &migration.operations {
        let _ = writeln!(body, "    {}", comment(&sentence(operation)));
    }
    body.push_str("    return todo(\"return the changed fields\");\n");
    body
}

/// Returns the body that changes fields of one type of document.
fn patch(migration: &Migration) -> String {
    let mut body = format!("    const patch: Partial<DataModel[{}][\"document\"]> = {{}};\n", string(&migration.table));
    let mut by_field: BTreeMap<&str, Vec<&MigrationOperation>> = BTreeMap::new();
    let mut fields = Vec::new();
    for operation in &migration.operations {
        let field = field_of(&operation.path);
        by_field.entry(field).or_default().push(operation);
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    for field in fields {
        let operations = by_field.get(field).map(Vec::as_slice).unwrap_or_default();
        for operation in operations {
            let _ = writeln!(body, "    {}", comment(&sentence(operation)));
        }
        body.push_str(&change(field, operations));
    }
    body.push_str("    return patch;\n");
    body
}

fn sentence(operation: &MigrationOperation) -> String {
    let text = operation.describe();
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// Returns the field of the document that contains a place.
fn field_of(path: &str) -> &str {
    let path = path.strip_prefix('.').unwrap_or(path);
    path.split(['.', '[']).next().unwrap_or(path)
}

/// Returns the statements that change one field.
fn change(field: &str, operations: &[&MigrationOperation]) -> String {
    let place = member(field);
    let plain = |path: &str| path.strip_prefix('.') == Some(field);
    let [operation] = operations else {
        let all: Vec<String> = operations.iter().map(|operation| operation.describe()).collect();
        return format!("    patch{place} = todo({});\n", string(&all.join("; ")));
    };
    if field.is_empty() {
        return format!("    Object.assign(patch, todo({}));\n", string(&operation.describe()));
    }
    match (operation.kind, &operation.from) {
        (MigrationKind::Set, _) if plain(&operation.path) => {
            let value = format!("a {}", operation.after.as_deref().unwrap_or("value"));
            format!("    if (doc{place} === undefined) patch{place} = todo({});\n", string(&value))
        }
        (MigrationKind::Unset, _) if plain(&operation.path) => {
            format!("    if (doc{place} !== undefined) patch{place} = undefined;\n")
        }
        (MigrationKind::Rename, Some(from)) => {
            let from = member(field_of(from));
            format!(
                "    if (doc{from} !== undefined) {{\n      patch{place} = doc{place} ?? doc{from};\n      patch{from} = undefined;\n    }}\n"
            )
        }
        _ => format!("    patch{place} = todo({});\n", string(&operation.describe())),
    }
}
