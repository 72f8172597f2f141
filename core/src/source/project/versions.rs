//! The versions of Convex's package and of Node.js that can bundle an app.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use super::programs::on_path;
use super::run::run;
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind};

/// First version of Convex's command that bundles all modules without asking a deployment.
const FIRST: Version = [1, 31, 7];

/// Major, minor and patch number.
type Version = [u32; 3];

/// The relevant parts of a `package.json`.
#[derive(Deserialize)]
struct Manifest {
    version: String,
    #[serde(default)]
    engines: Engines,
}

#[derive(Default, Deserialize)]
struct Engines {
    node: Option<String>,
}

/// Returns the error of a command in `package` that cannot bundle: it is too old, or the installed Node.js is too old for it.
pub(super) fn refusal(node: &str, package: &Path) -> Option<Error> {
    let manifest: Manifest = serde_json::from_str(&fs::read_to_string(package.join("package.json")).ok()?).ok()?;
    let version = &manifest.version;
    if numbers(version)? < FIRST {
        let message = format!("`convex` {version} cannot bundle without a deployment");
        return Some(
            Error::new(ErrorKind::Unsupported, message).help(format!("update `convex` to {} or newer", show(FIRST))),
        );
    }
    let needed = lowest(&manifest.engines.node?)?;
    let mut command = Command::new(on_path(node)?);
    command.arg("--version").env_remove("NODE_OPTIONS").current_dir(std::env::temp_dir());
    let output = run(&mut command, &Cancel::default()).ok()?;
    let installed = String::from_utf8_lossy(&output).trim().trim_start_matches('v').to_owned();
    (numbers(&installed)? < needed).then(|| {
        let message = format!("`convex` {version} needs Node.js {}, and {installed} is installed", show(needed));
        Error::new(ErrorKind::Unsupported, message).help("install a newer Node.js")
    })
}

/// Returns the lowest version in a range such as `^20.1 || >=22.0.0`.
fn lowest(range: &str) -> Option<Version> {
    range.split("||").filter_map(|part| numbers(part.trim_start_matches(|c: char| !c.is_ascii_digit()))).min()
}

/// Returns the numbers of a version; absent ones are 0.
fn numbers(version: &str) -> Option<Version> {
    let mut numbers = version.split(|c: char| !c.is_ascii_digit()).map_while(|digits| digits.parse().ok());
    let mut next = || numbers.next();
    Some([next()?, next().unwrap_or_default(), next().unwrap_or_default()])
}

fn show([major, minor, patch]: Version) -> String {
    format!("{major}.{minor}.{patch}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lowest_version_of_a_range_counts() {
        for (range, expected) in [
            (">=22.0.0", Some([22, 0, 0])),
            ("^20.19 || >=22", Some([20, 19, 0])),
            (">= 18", Some([18, 0, 0])),
            ("*", None),
            ("20.x", Some([20, 0, 0])),
        ] {
            assert_eq!(lowest(range), expected, "{range}");
        }
    }

    #[test]
    fn package_that_is_too_old_is_refused() {
        let package = tempfile::tempdir().unwrap();
        let refused = |version: &str| {
            let manifest = serde_json::json!({"version": version});
            fs::write(package.path().join("package.json"), manifest.to_string()).unwrap();
            refusal("node", package.path()).map(|error| error.to_string())
        };
        let error = refused("1.31.6").unwrap();
        assert!(error.contains("`convex` 1.31.6 cannot bundle") && error.contains("1.31.7 or newer"), "{error}");
        for usable in ["1.31.7", "1.32.0-alpha.1", "2.0.0"] {
            assert_eq!(refused(usable), None, "{usable}");
        }
    }
}
