//! Converts an analysis to a surface.

use serde_json::{Value, json};

use super::app::AUTH;
use super::definition::DeclaredVariable;
use super::js_error::EvaluationProblem;
use super::{Analysis, Definition};
use crate::error::{Error, Result};
use crate::surface::Surface;

/// Maximum depth of mounted components: definitions that mount themselves would recurse endlessly.
const MAX_DEPTH: usize = 64;

impl Analysis {
    /// Returns the surface.
    ///
    /// # Errors
    /// `InvalidInput` if the modules are inconsistent. Modules that could not be evaluated, or that Convex refuses, are
    /// [problems](crate::surface::Component::problems) of the surface.
    pub fn surface(&self) -> Result<Surface> {
        Surface::parse(&self.surface_file()?)
    }

    /// Returns the text of a surface file.
    ///
    /// # Errors
    /// As [`surface`](Self::surface).
    pub fn surface_file(&self) -> Result<String> {
        let mut root = self.component("", MAX_DEPTH)?;
        if let (Some(members), Some(providers)) = (root.as_object_mut(), &self.auth_providers) {
            members.insert("authProviders".to_owned(), json!(providers));
        }
        Ok(root.to_string())
    }

    /// Returns the first problem, for callers that need the whole app.
    #[must_use]
    pub fn first_problem(&self) -> Option<String> {
        let auth = self.auth_problem.as_ref().filter(|problem| problem.refused);
        let auth = || auth.map(|problem| format!("`{AUTH}`: {}: {}", problem.code, problem.describe()));
        let first = self.problems.first().map(ToString::to_string);
        let more = self.problems.len().saturating_sub(1);
        let first = first.map(|first| if more == 0 { first } else { format!("{first}, and {more} more") });
        first.or_else(auth).or_else(|| self.mount_problems().into_iter().next())
    }

    fn component(&self, path: &str, depth: usize) -> Result<Value> {
        let unknown = || Error::invalid_input(format!("mounted component `{path}` not found"));
        let component = self.components.get(path).ok_or_else(unknown)?;
        let depth = depth
            .checked_sub(1)
            .ok_or_else(|| Error::invalid_input(format!("component `{path}` is mounted more than {MAX_DEPTH} deep")))?;
        let definition = component.definition.as_ref();
        let mut children = serde_json::Map::new();
        for child in definition.map(|definition| definition.child_components.as_slice()).unwrap_or_default() {
            children.insert(child.name.clone(), self.component(&child.path, depth)?);
        }
        let mut members = json!({
            "schema": component.schema,
            "functions": component.functions,
            "environmentVariables": if path.is_empty() { environment_variables(definition) } else { json!([]) },
            "components": children,
        });
        let problems = self.module_problems(path);
        if let Some(members) = members.as_object_mut() {
            let has_problem = |module: &str| problems.iter().any(|problem| problem["module"] == module);
            if component.schema.is_none() && has_problem("schema.js") {
                members.remove("schema");
            }
            if definition.is_none() && has_problem("convex.config.js") {
                members.remove("environmentVariables");
                members.remove("components");
            }
            if !path.is_empty() {
                members.insert("authProviders".to_owned(), json!([]));
            }
            if path.is_empty() && definition.is_some() && has_problem("convex.config.js") {
                // It could be read, so nothing is unknown.
                members.insert("modules".to_owned(), json!(["convex.config.js"]));
            }
            if path.is_empty() && !self.left_out.is_empty() {
                members.insert("leftOut".to_owned(), json!(self.left_out));
            }
            if !problems.is_empty() {
                members.insert("problems".to_owned(), json!(problems));
            }
        }
        let locations = self.locations.get(path).filter(|locations| !locations.is_empty());
        if let (Some(locations), Some(members)) = (locations, members.as_object_mut()) {
            members.insert("locations".to_owned(), json!(locations));
        }
        Ok(members)
    }
}

impl Analysis {
    /// Returns the problems of a component's modules, in the form of a surface.
    fn module_problems(&self, component: &str) -> Vec<Value> {
        let own = self.problems.iter().filter(|problem| problem.component == component);
        let mut problems: Vec<Value> = own.map(describe).collect();
        if component.is_empty() {
            let refused = |message| json!({"module": "convex.config.js", "message": message, "refused": true});
            problems.extend(self.mount_problems().into_iter().map(refused));
        }
        if let (true, Some(problem)) = (component.is_empty(), &self.auth_problem) {
            let message = format!("`{AUTH}`: {}: {}", problem.code, problem.describe());
            problems.push(json!({"module": AUTH, "message": message, "refused": problem.refused}));
        }
        problems
    }
}

fn describe(problem: &EvaluationProblem) -> Value {
    let location = problem.file.as_ref().zip(problem.line).map(|(file, line)| json!({"file": file, "line": line}));
    let mut members = serde_json::Map::new();
    members.insert("module".to_owned(), json!(problem.module));
    members.insert("message".to_owned(), json!(problem.describe()));
    members.insert("refused".to_owned(), json!(problem.refused));
    members.extend(location.map(|location| ("location".to_owned(), location)));
    Value::Object(members)
}

fn environment_variables(definition: Option<&Definition>) -> Value {
    let declared = definition.map(|definition| definition.env_vars.as_slice()).unwrap_or_default();
    let describe = |(name, variable): &(String, DeclaredVariable)| {
        let validator = serde_json::from_str::<Value>(&variable.value).ok();
        json!({"name": name, "required": !variable.optional, "validator": validator})
    };
    declared.iter().map(describe).collect()
}
