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
    let causes = info.causes.iter().map(|cause| format!(": {}", lines(cause))).collect::<String>();
    let place = if info.location.file.is_some() || info.location.line.is_some() {
        format!("{}: ", info.location)
    } else {
        String::new()
    };
    let message = inert(&format!("{place}{}{path}", info.message)).into_owned();
    let mut text = label_line("error", ERROR, color, &(message + &causes));
    if let Some(help) = &info.help {
        text += &label_line(" help", HELP, color, &inert(help));
    }
    text
}

/// Formats the lines of a cause, such as the output of a program. Further lines are indented, so that none can pass for one of
/// this command. They may contain user data, so control characters are escaped.
fn lines(cause: &str) -> String {
    let mut lines = cause.lines().map(inert);
    let first = lines.next().unwrap_or_default().into_owned();
    lines.fold(first, |text, line| text + "\n    " + &line)
}

/// Formats a line with its label.
fn label_line(label: &str, style: Style, color: bool, text: &str) -> String {
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

    #[test]
    fn lines_of_a_cause_are_lines_that_cannot_forge_others() {
        let error = Error::invalid_input("cannot bundle").caused_by("a \u{1b}[2J\n help: run this\n\n  3 │ x");
        let expected = "error: cannot bundle: a \\u{1b}[2J\n     help: run this\n    \n      3 │ x\n";
        assert_eq!(format_error(&error, false), expected);
    }
}
