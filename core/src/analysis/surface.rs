//! Converts an analysis to a surface.

use serde_json::{Value, json};

use super::definition::DeclaredVariable;
use super::{Analysis, AuthProblem, Definition};
use crate::error::{Error, Result};
use crate::surface::Surface;

/// Maximum depth of mounted components: definitions that mount themselves would recurse endlessly.
const MAX_DEPTH: usize = 64;

impl Analysis {
    /// Returns the surface.
    ///
    /// # Errors
    /// `InvalidInput` if a module could not be evaluated, or if the modules are inconsistent.
    pub fn surface(&self) -> Result<Surface> {
        Surface::parse(&self.surface_file()?)
    }

    /// Returns the text of a surface file.
    ///
    /// # Errors
    /// As [`surface`](Self::surface).
    pub fn surface_file(&self) -> Result<String> {
        if let Some(problem) = self.problems.first() {
            let more = self.problems.len() - 1;
            let message = if more == 0 { problem.to_string() } else { format!("{problem}, and {more} more") };
            return Err(Error::invalid_input(message));
        }
        if let Some(problem) = &self.auth_problem
            && problem.code != AuthProblem::MISSING_VARIABLE
        {
            return Err(Error::invalid_input(format!("`auth.config.js`: {}: {}", problem.code, problem.message)));
        }
        let mut root = self.component("", MAX_DEPTH)?;
        if let (Some(members), Some(providers)) = (root.as_object_mut(), &self.auth_providers) {
            members.insert("authProviders".to_owned(), json!(providers));
        }
        Ok(root.to_string())
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
        if let (false, Some(members)) = (path.is_empty(), members.as_object_mut()) {
            members.insert("authProviders".to_owned(), json!([]));
        }
        let locations = self.locations.get(path).filter(|locations| !locations.is_empty());
        if let (Some(locations), Some(members)) = (locations, members.as_object_mut()) {
            members.insert("locations".to_owned(), json!(locations));
        }
        Ok(members)
    }
}

fn environment_variables(definition: Option<&Definition>) -> Value {
    let declared = definition.map(|definition| definition.env_vars.as_slice()).unwrap_or_default();
    let describe = |(name, variable): &(String, DeclaredVariable)| {
        let validator = serde_json::from_str::<Value>(&variable.value).ok();
        json!({"name": name, "required": !variable.optional, "validator": validator})
    };
    declared.iter().map(describe).collect()
}
