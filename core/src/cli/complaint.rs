//! What went wrong, on standard error.

use std::io::{IsTerminal as _, Write as _};
use std::sync::Once;

use anstyle::{AnsiColor, Style};

use super::exit::Exit;
use super::output::wants_color;
use crate::compat::report::render::inert;
use crate::error::Error;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const HELP: Style = AnsiColor::Cyan.on_default().bold();

/// Ctrl-C has a thread that tells it too, if nobody else does in time.
static TOLD: Once = Once::new();

/// Tells what went wrong, where, and what to do: once, whoever comes first. Where even that can't be written, the exit
/// code still tells.
pub(super) fn tell(error: &Error) -> Exit {
    TOLD.call_once(|| {
        let color = wants_color() && std::io::stderr().is_terminal();
        let _ = std::io::stderr().write_all(describe(error, color).as_bytes());
    });
    Exit::of(error)
}

fn describe(error: &Error, color: bool) -> String {
    let info = error.info();
    let path = info.location.path.as_ref().map(|path| format!(" (at `{path}`)")).unwrap_or_default();
    let causes = info.causes.iter().map(|cause| format!(": {cause}")).collect::<String>();
    let place = if info.location.file.is_some() || info.location.line.is_some() {
        format!("{}: ", info.location)
    } else {
        String::new()
    };
    let mut text = labelled("error", ERROR, color, &format!("{place}{}{path}{causes}", info.message));
    if let Some(help) = &info.help {
        text += &labelled(" help", HELP, color, help);
    }
    text
}

/// The text comes from data: it must not act on the terminal.
fn labelled(label: &str, style: Style, color: bool, text: &str) -> String {
    let text = inert(text);
    if color { format!("{style}{label}:{style:#} {text}\n") } else { format!("{label}: {text}\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complaint_names_the_place_and_what_to_do() {
        let error = Error::invalid_input("expected a validator").in_file("a.json").at_line(3).at_path(".functions[0]");
        let expected = "error: a.json:3: expected a validator (at `.functions[0]`)\n help: quote it\n";
        assert_eq!(describe(&error.help("quote it"), false), expected);
    }

    #[test]
    fn what_data_says_does_not_act_on_the_terminal() {
        let text = describe(&Error::invalid_input("there is no `\u{1b}[2J`"), false);
        assert_eq!(text, "error: there is no `\\u{1b}[2J`\n");
        assert!(describe(&Error::invalid_input("x"), true).starts_with("\u{1b}["));
    }
}
