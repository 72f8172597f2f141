//! Plans as TypeScript that a person pastes: schemas, validators of functions, and migrations.

mod checklist;
mod functions;
mod migrations;
mod schema;
mod syntax;
mod validator;

pub use schema::schema_source;
pub use validator::validator_source;

use super::components::{schema as schema_of, table};
use super::step::Plan;

/// A file of source code.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SourceFile {
    /// Path in the folder of the plan: `step-1/schema.ts`.
    pub path: String,
    /// Text of the file.
    pub text: String,
}

/// Returns the files of each step but the last, which is the candidate's own code: `schema.ts` if the step has a schema of
/// its own, `functions.ts` with the validators of functions that differ from the candidate's, `migrations.ts` for
/// `@convex-dev/migrations`, and `checklist.md`.
///
/// A plan without steps has `blocked.md`, which says why.
///
/// Files of a component are in a folder with its path: `step-1/components/auth/schema.ts`.
#[must_use]
pub fn source_files(plan: &Plan) -> Vec<SourceFile> {
    let Some((last, steps)) = plan.steps.split_last() else {
        return vec![SourceFile { path: "blocked.md".to_owned(), text: checklist::blocked(plan) }];
    };
    let mut files = Vec::new();
    for step in steps {
        let folder = format!("step-{}", step.number);
        for (path, component) in step.surface.components() {
            let inner = if path.is_empty() { folder.clone() } else { format!("{folder}/components/{path}") };
            let mut add = |name: &str, text: Option<String>| {
                files.extend(text.map(|text| SourceFile { path: format!("{inner}/{name}"), text }));
            };
            let schema =
                schema_of(&step.surface, &path).filter(|schema| Some(*schema) != schema_of(&last.surface, &path));
            let header = checklist::comments(step, &path);
            add("schema.ts", schema.map(|schema| format!("{header}{}", schema_source(schema))));
            let candidate = last.surface.component(&path);
            add("functions.ts", functions::source(component, candidate).map(|text| format!("{header}{text}")));
            let document = |name: &str| table(&step.surface, &path, name).map(|table| &table.document);
            add("migrations.ts", migrations::source(step, &path, &document).map(|text| format!("{header}{text}")));
        }
        files.push(SourceFile { path: format!("{folder}/checklist.md"), text: checklist::markdown(step) });
    }
    files
}
