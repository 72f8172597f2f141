//! What goes wrong in an app's code.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::described::BundledPosition;

/// What a module does wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The path of the component's definition; the app's is empty.
    pub component: String,
    /// The module.
    pub module: String,
    /// What it threw, or what it took too much of.
    pub message: String,
    /// The file that somebody wrote, as the source map names it, or the bundled module.
    pub file: Option<String>,
    /// The line in it, from 1.
    pub line: Option<u32>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { component, module, message, file, line } = self;
        write!(f, "`{module}`")?;
        if !component.is_empty() {
            write!(f, " of component `{component}`")?;
        }
        write!(f, " can't be evaluated: {message}")?;
        match (file, line) {
            (Some(file), Some(line)) => write!(f, " ({file}:{line})"),
            (Some(file), None) => write!(f, " ({file})"),
            _ => Ok(()),
        }
    }
}

/// What came out of the engine instead of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Thrown {
    pub(super) message: String,
    /// Where, in the bundle.
    pub(super) place: Option<BundledPosition>,
    /// Whether another environment could help: time and memory are used up in any.
    pub(super) retryable: bool,
}

impl Thrown {
    /// Something that the engine or the app says.
    pub(super) fn new(message: impl Into<String>, stack: Option<&str>) -> Self {
        Self { message: message.into(), place: stack.and_then(first_place), retryable: true }
    }

    /// What came of asking again, where that is something else.
    pub(super) fn add(&mut self, again: &Self) {
        if again.message != self.message {
            self.message += &format!("; with a placeholder for each environment variable: {}", again.message);
        }
    }

    /// A limit that was reached.
    pub(super) fn limit(message: impl Into<String>) -> Self {
        Self { message: message.into(), place: None, retryable: false }
    }
}

/// The first frame of a stack that is in a module: `    at name (dir/file.js:3:14)`.
fn first_place(stack: &str) -> Option<BundledPosition> {
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
    fn the_first_frame_in_a_module_is_the_place() {
        let place = |path: &str, line, column| Some(BundledPosition { path: path.to_owned(), line, column });
        assert_eq!(
            first_place("    at f (native)\n    at g (dir/a.js:3:14)\n    at b.js:1:1\n"),
            place("dir/a.js", 3, 14)
        );
        assert_eq!(first_place("    at b.js:1:9\n"), place("b.js", 1, 9));
        assert_eq!(first_place("    at f (native)\n"), None);
    }
}
