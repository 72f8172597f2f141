//! Errors in an app's code.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::module_analysis::BundledPosition;

/// An error in a module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EvaluationProblem {
    /// The path of the component's definition; empty for the app.
    pub component: String,
    /// The module.
    pub module: String,
    /// The thrown error, or the exceeded limit.
    pub message: String,
    /// The source file named by the source map, or the bundled module.
    pub file: Option<String>,
    /// The line in the file, from 1.
    pub line: Option<u32>,
    /// True if Convex refuses the push because of it; false if that is unknown.
    #[serde(default)]
    pub refused: bool,
}

impl EvaluationProblem {
    /// Returns the description without the place.
    pub(super) fn describe(&self) -> String {
        let Self { component, module, message, refused, .. } = self;
        let of = if component.is_empty() { String::new() } else { format!(" of component `{component}`") };
        let what = if *refused { "is refused" } else { "cannot be evaluated" };
        format!("`{module}`{of} {what}: {message}")
    }
}

impl fmt::Display for EvaluationProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe())?;
        match (&self.file, self.line) {
            (Some(file), Some(line)) => write!(f, " ({file}:{line})"),
            (Some(file), None) => write!(f, " ({file})"),
            _ => Ok(()),
        }
    }
}

/// Property of errors for which Convex refuses the code too.
pub(super) const REFUSED: &str = "refusedByConvex";

/// An error of the engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct JsError {
    pub(super) message: String,
    /// Its position in the bundle.
    pub(super) place: Option<BundledPosition>,
    /// True if other environment variables could help; false for exceeded limits.
    pub(super) retryable: bool,
    /// True if Convex refuses the code for the same reason.
    pub(super) refused: bool,
}

impl JsError {
    /// Creates an error thrown by the engine or the app.
    pub(super) fn new(message: impl Into<String>, stack: Option<&str>) -> Self {
        Self { message: message.into(), place: stack.and_then(first_position), retryable: true, refused: false }
    }

    /// Marks an error as one for which Convex refuses the code too.
    pub(super) fn refused(self) -> Self {
        Self { refused: true, ..self }
    }

    /// Adds the error of a second attempt, if it differs.
    pub(super) fn add(&mut self, again: &Self) {
        if again.message != self.message {
            self.message += &format!("; with a placeholder for each environment variable: {}", again.message);
        }
    }

    /// Creates an error for an exceeded limit.
    pub(super) fn limit(message: impl Into<String>) -> Self {
        Self { message: message.into(), place: None, retryable: false, refused: false }
    }
}

/// Parses the position of the first stack frame in a module: `    at name (dir/file.js:3:14)`.
pub(super) fn first_position(stack: &str) -> Option<BundledPosition> {
    stack.lines().find_map(|frame| {
        let place = frame.trim().strip_prefix("at ")?;
        let place = place.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")).map_or(place, |(_, place)| place);
        let (rest, column) = place.rsplit_once(':')?;
        let (path, line) = rest.rsplit_once(':')?;
        let known = path.ends_with(".js");
        known.then_some(BundledPosition {
            path: path.to_owned(),
            line: line.parse().ok()?,
            column: column.parse().ok()?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_frame_in_a_module_is_the_position() {
        let place = |path: &str, line, column| Some(BundledPosition { path: path.to_owned(), line, column });
        assert_eq!(
            first_position("    at f (native)\n    at g (dir/a.js:3:14)\n    at b.js:1:1\n"),
            place("dir/a.js", 3, 14)
        );
        assert_eq!(first_position("    at b.js:1:9\n"), place("b.js", 1, 9));
        assert_eq!(first_position("    at f (native)\n"), None);
    }
}
