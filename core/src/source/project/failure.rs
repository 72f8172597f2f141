//! What Convex's command says when it cannot bundle an app, in the order in which it helps.

use std::fmt::Write as _;
use std::path::Path;

use crate::error::{Error, ErrorKind};

/// Maximum length of the output in an error.
const MAX_LEN: usize = 4 << 10;

/// Starts of lines that say nothing about the app: the deployment does not exist, and the advice is for those who configure
/// the bundler.
const NOISE: [&str; 8] = [
    "▌",
    "- Deploying to ",
    "- Bundling ",
    "- Preparing ",
    "You can mark the path ",
    "The package \"",
    "You can use \"platform",
    "Learn more: https://esbuild",
];

/// The folder of packages in paths.
const PACKAGES: &str = "node_modules/";

/// Starts of messages.
const ERRORS: [&str; 2] = ["✘ [ERROR] ", "✖"];
const WARNING: &str = "▲ [WARNING] ";

const INSTALL: &str = "install the project's dependencies: `npm ci`, or the equivalent of its package manager";

/// Replaces the error of a command that failed in `folder`: errors come before warnings, once each, with paths from the
/// project's folder.
pub(super) fn explain(error: Error, folder: &Path) -> Error {
    let said = error.info().causes.concat();
    if error.kind() != ErrorKind::InvalidInput || said.trim().is_empty() {
        return error;
    }
    let said = said.replace(&format!("{}/", folder.display()), "");
    let cause = arrange(&said.lines().map(from_packages).collect::<Vec<_>>().join("\n"));
    if cause.is_empty() {
        return error;
    }
    let explained = Error::invalid_input("cannot bundle the app").caused_by(&cause);
    if names_a_package(&cause) { explained.help(INSTALL) } else { explained }
}

/// Shortens a path that leads out of a copy to the packages of the working tree.
fn from_packages(line: &str) -> String {
    let text = line.trim_start();
    let indent = line.get(..line.len() - text.len()).unwrap_or_default();
    match text.strip_prefix("../").and_then(|path| path.find(PACKAGES).and_then(|start| path.get(start..))) {
        Some(path) => format!("{indent}{path}"),
        None => line.to_owned(),
    }
}

/// Sorts the messages of an output: errors first, then the rest, without repetition.
fn arrange(output: &str) -> String {
    let mut messages: Vec<String> = Vec::new();
    for line in output.lines().map(str::trim_end) {
        let is_noise = NOISE.iter().any(|noise| line.trim_start().starts_with(noise));
        let starts = ERRORS.iter().any(|start| line.starts_with(start)) || line.starts_with(WARNING);
        match messages.last_mut() {
            _ if is_noise => {}
            Some(message) if !starts => {
                let _ = write!(message, "\n{line}");
            }
            _ => messages.push(line.to_owned()),
        }
    }
    let is_error = |message: &String| ERRORS.iter().any(|start| message.starts_with(start));
    let mut sorted: Vec<String> = Vec::new();
    for message in messages.iter().filter(|message| is_error(message)).chain(messages.iter().filter(|it| !is_error(it)))
    {
        let plain = ERRORS.iter().find_map(|start| message.strip_prefix(start)).unwrap_or(message).trim();
        if !plain.is_empty() && !sorted.iter().any(|known| known == plain) {
            sorted.push(plain.to_owned());
        }
    }
    shorten(&without_blank_lines(&sorted.join("\n")))
}

fn without_blank_lines(text: &str) -> String {
    text.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(MAX_LEN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Checks if the first message is about a package that is not installed, and not about a file or a part of Node.
fn names_a_package(cause: &str) -> bool {
    let named = cause.strip_prefix("Could not resolve \"").and_then(|rest| rest.chars().next());
    named.is_some_and(|first| first != '.' && first != '/') && !cause.contains("\"use node\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PREFIX: &str =
        "▌ Deploying code to deployment:\n▌ └─ http://127.0.0.1:9\n- Deploying to http://127.0.0.1:9...\n\n";

    fn explained(output: &str) -> Error {
        explain(Error::invalid_input("`node` failed").caused_by(format!("{PREFIX}{output}")), Path::new("/tmp/copy"))
    }

    #[test]
    fn errors_come_first_and_warnings_once() {
        let warning = "▲ [WARNING] Duplicate key \"x\"\n\n    convex/w.ts:3:16:\n      3 │ x\n";
        let error = "✘ [ERROR] Could not resolve \"nope\"\n\n    /tmp/copy/convex/m.ts:1:14:\n      1 │ import\n\n  You can mark \
                     the path \"nope\" as external\n";
        let error = explained(&format!("{warning}\n{warning}\n{error}"));
        let expected = "Could not resolve \"nope\"\n    convex/m.ts:1:14:\n      1 │ import\n▲ [WARNING] Duplicate key \
                        \"x\"\n    convex/w.ts:3:16:\n      3 │ x";
        assert_eq!(
            (error.info().message.as_str(), error.info().causes.concat().as_str()),
            ("cannot bundle the app", expected)
        );
        assert_eq!(error.info().help.as_deref(), Some(INSTALL));
    }

    #[test]
    fn paths_lead_from_the_project() {
        let error = explained("✘ [ERROR] No\n\n    ../home/a/node_modules/b/c.js:1:2:\n    ../shared/d.ts:3:4:");
        assert_eq!(error.info().causes.concat(), "No\n    node_modules/b/c.js:1:2:\n    ../shared/d.ts:3:4:");
    }

    #[test]
    fn help_to_install_is_given_for_packages_only() {
        for output in [
            "✘ [ERROR] Could not resolve \"./gone\"",
            "✘ [ERROR] Could not resolve \"fs\"\n\n✖ \nadd the \"use node\" directive",
            "✘ [ERROR] Expected identifier",
        ] {
            assert_eq!(explained(output).info().help, None, "{output}");
        }
        assert!(explained("✘ [ERROR] Could not resolve \"@a/b\"").info().help.is_some());
    }

    #[test]
    fn unknown_output_is_kept_and_other_errors_are_unchanged() {
        assert_eq!(
            explained("Your Node version is too old.\nMore").info().causes.concat(),
            "Your Node version is too old.\nMore"
        );
        for other in [Error::new(ErrorKind::NotFound, "x").caused_by("y"), Error::invalid_input("`node` failed")] {
            assert_eq!(explain(other.clone(), Path::new("/tmp")), other);
        }
    }
}
