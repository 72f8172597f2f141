//! Results of tools.

use rmcp::model::{CallToolResult, ContentBlock};
use serde::Serialize;

use crate::compat::report::render::inert;
use crate::error::{Error, ErrorKind, Result};

/// Maximum length of the text of a result. An agent pays for each word.
const MAX_TEXT: usize = 8_000;

/// A result: text for a reader, and the same as data.
pub(super) struct Answer {
    text: String,
    data: serde_json::Value,
}

impl Answer {
    /// Creates a result.
    pub(super) fn new(text: &str, data: &impl Serialize) -> Result<Self> {
        let data = serde_json::to_value(data);
        let data =
            data.map_err(|error| Error::new(ErrorKind::Internal, "cannot write the result as JSON").caused_by(error))?;
        Ok(Self { text: shorten(&lines(text)), data })
    }

    pub(super) fn into_result(self) -> CallToolResult {
        let mut result = CallToolResult::success(vec![ContentBlock::text(self.text)]);
        result.structured_content = Some(self.data);
        result
    }
}

/// Turns an error into a result that the agent can act on: the message, its causes and the help.
pub(super) fn failure(error: &Error) -> CallToolResult {
    let info = error.info();
    let causes: String = info.causes.iter().map(|cause| format!(": {cause}")).collect();
    let help = info.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    let code = info.code.as_ref().map(|code| format!(" ({code})")).unwrap_or_default();
    let file = info.location.file.as_ref().map(|_| format!("{}: ", info.location)).unwrap_or_default();
    let path = info.location.path.as_ref().map(|path| format!(" (at `{path}`)")).unwrap_or_default();
    let text = lines(&format!("error: {file}{}{path}{causes}{code}{help}", info.message));
    CallToolResult::error(vec![ContentBlock::text(shorten(&text))])
}

/// Escapes control characters, which names from an app may contain.
fn lines(text: &str) -> String {
    text.lines().map(|line| inert(line).into_owned()).collect::<Vec<_>>().join("\n")
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(MAX_TEXT) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}\n… (shortened)", text.get(..end).unwrap_or(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_shortened_at_a_character() {
        let text = shorten(&"é".repeat(MAX_TEXT + 1));
        assert!(text.ends_with("é\n… (shortened)"), "{}", text.len());
        assert_eq!(shorten("short"), "short");
    }
}
