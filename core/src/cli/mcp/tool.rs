//! A tool: its description, and the function that carries it out.

use std::sync::Arc;

use rmcp::model::{JsonObject, Tool, ToolAnnotations};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::answer::Answer;
use super::settings::Settings;
use crate::cancel::Cancel;
use crate::error::{Error, Result};

/// What one call of a tool has.
pub(super) struct Call {
    pub(super) settings: Settings,
    pub(super) arguments: JsonObject,
    pub(super) cancel: Cancel,
}

/// A tool of the server.
pub(super) struct ToolEntry {
    pub(super) tool: Tool,
    pub(super) run: fn(&Call) -> Result<Answer>,
}

impl Call {
    /// Reads the arguments.
    ///
    /// # Errors
    /// `InvalidInput` if one is missing, unknown or of another type.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_value(Value::Object(self.arguments.clone())).map_err(|error| {
            Error::invalid_input(format!("invalid arguments: {error}")).help("check the input schema of the tool")
        })
    }
}

impl ToolEntry {
    /// Describes a tool that only reads.
    pub(super) fn reading<I: JsonSchema, O: JsonSchema>(
        name: &'static str,
        description: &'static str,
        run: fn(&Call) -> Result<Answer>,
    ) -> Self {
        let hints = ToolAnnotations::new().read_only(true).destructive(false).idempotent(true);
        Self::new::<I, O>(name, description, hints, run)
    }

    /// Describes a tool that changes a deployment.
    pub(super) fn changing<I: JsonSchema, O: JsonSchema>(
        name: &'static str,
        description: &'static str,
        run: fn(&Call) -> Result<Answer>,
    ) -> Self {
        let hints = ToolAnnotations::new().read_only(false).destructive(true).idempotent(false);
        Self::new::<I, O>(name, description, hints, run)
    }

    fn new<I: JsonSchema, O: JsonSchema>(
        name: &'static str,
        description: &'static str,
        hints: ToolAnnotations,
        run: fn(&Call) -> Result<Answer>,
    ) -> Self {
        let tool = Tool::new(name, description, schema::<I>()).with_raw_output_schema(schema::<O>());
        Self { tool: tool.with_annotations(hints), run }
    }
}

/// Returns the JSON Schema of a type, which is an object.
fn schema<T: JsonSchema>() -> Arc<JsonObject> {
    let mut schema = schemars::schema_for!(T);
    let mut members = std::mem::take(schema.ensure_object());
    members.remove("title");
    Arc::new(members)
}
