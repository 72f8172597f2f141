//! Prints errors on standard error.

use std::io::{IsTerminal as _, Write as _};
use std::sync::Once;

use anstyle::{AnsiColor, Style};

use super::exit::Exit;
use super::output::wants_color;
use crate::compat::report::render::inert;
use crate::error::Error;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const HELP: Style = AnsiColor::Cyan.on_default().bold();

/// The main thread and the Ctrl-C handler may both report; only the first does.
static PRINTED: Once = Once::new();

/// Prints an error with its location and help, at most once per process, and returns its exit code. Failures to write
/// are ignored: the exit code still reports the error.
pub(super) fn print(error: &Error) -> Exit {
    PRINTED.call_once(|| {
        let color = wants_color() && std::io::stderr().is_terminal();
        let _ = std::io::stderr().write_all(format_error(error, color).as_bytes());
    });
    Exit::of(error)
}

fn format_error(error: &Error, color: bool) -> String {
    let info = error.info();
    let path = info.location.path.as_ref().map(|path| format!(" (at `{path}`)")).unwrap_or_default();
    let causes = info.causes.iter().map(|cause| format!(": {cause}")).collect::<String>();
    let place = if info.location.file.is_some() || info.location.line.is_some() {
        format!("{}: ", info.location)
    } else {
        String::new()
    };
    let mut text = label_line("error", ERROR, color, &format!("{place}{}{path}{causes}", info.message));
    if let Some(help) = &info.help {
        text += &label_line(" help", HELP, color, help);
    }
    text
}

/// Formats one line. The text may contain user data, so control characters are escaped.
fn label_line(label: &str, style: Style, color: bool, text: &str) -> String {
    let text = inert(text);
    if color { format!("{style}{label}:{style:#} {text}\n") } else { format!("{label}: {text}\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_shows_location_and_help() {
        let error = Error::invalid_input("expected a validator").in_file("a.json").at_line(3).at_path(".functions[0]");
        let expected = "error: a.json:3: expected a validator (at `.functions[0]`)\n help: quote it\n";
        assert_eq!(format_error(&error.help("quote it"), false), expected);
    }

    #[test]
    fn control_characters_are_escaped() {
        let text = format_error(&Error::invalid_input("unknown `\u{1b}[2J`"), false);
        assert_eq!(text, "error: unknown `\\u{1b}[2J`\n");
        assert!(format_error(&Error::invalid_input("x"), true).starts_with("\u{1b}["));
    }
}
