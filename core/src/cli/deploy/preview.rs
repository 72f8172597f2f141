//! Previews of branches: how one is created, and the function that fills a new one.

use clap::ValueEnum;
use serde_json::{Value, json};

use super::output::{OutputArgs, line};
use crate::cli::deployment::{Chosen, DeployFlags};
use crate::cli::output;
use crate::error::{Error, Result};
use crate::release::run_function;
use crate::threads::runtime;

/// Endings of source files, which Convex's command leaves out of the names of functions.
const ENDINGS: [&str; 8] = [".ts", ".js", ".tsx", ".jsx", ".mts", ".mjs", ".cts", ".cjs"];

/// Creates a preview, and runs a function there.
#[derive(Debug, clap::Args)]
pub(super) struct PreviewArgs {
    /// The preview of a branch, created newly: an existing one is deleted with its data. Needs a preview deploy key
    #[arg(long, value_name = "NAME", conflicts_with = "preview_name", help_heading = "Deployment")]
    preview_create: Option<String>,

    /// Runs a function after the deploy if the preview is new, such as one that adds data
    #[arg(long, value_name = "FUNCTION", help_heading = "Deployment")]
    preview_run: Option<String>,

    /// Checks that a build which is not for production does not deploy to production
    #[arg(long, value_name = "MODE", default_value = "enable", hide = true)]
    check_build_environment: Check,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Check {
    Enable,
    Disable,
}

impl PreviewArgs {
    /// Returns the flags that choose the deployment.
    pub(super) fn flags(&self) -> DeployFlags {
        DeployFlags {
            preview_create: self.preview_create.clone(),
            any_build_environment: self.check_build_environment == Check::Disable,
        }
    }

    /// Describes the deploy to a preview that a dry run does not create.
    pub(super) fn describe(&self, name: &str, output: OutputArgs) -> Result<()> {
        if output.json {
            return line(&json!({ "event": "wouldCreate", "preview": name, "function": self.preview_run }));
        }
        output.say(&format!("would create preview `{name}` and deploy to it"));
        if let Some(function) = &self.preview_run {
            output.say(&format!("would run `{function}` there"));
        }
        output.say("dry run: nothing was changed, and the app was not checked: the preview does not exist yet");
        Ok(())
    }

    /// Runs the function on a new preview. `prints_value` prints what it returns.
    ///
    /// # Errors
    /// `PreviewRunFailed` is the code of any error: the app is deployed nevertheless.
    pub(super) fn run_function(&self, chosen: &Chosen, output: OutputArgs, prints_value: bool) -> Result<()> {
        let Some(function) = &self.preview_run else { return Ok(()) };
        if !chosen.is_new {
            output.say(&format!("did not run `{function}`: the deployment is not a new preview"));
            return Ok(());
        }
        let path = path_of(function)?;
        let value =
            runtime().block_on(run_function(chosen.handle(), &path)).map_err(|error| failed(function, &error))?;
        if output.json {
            return line(&json!({ "event": "previewRun", "function": function, "value": value }));
        }
        output.say(&format!("ran `{function}`"));
        if prints_value && value != Value::Null {
            output::print(&format!("{value}\n"))?;
        }
        Ok(())
    }
}

/// Returns the error for a function that failed after the deploy.
fn failed(function: &str, reason: &Error) -> Error {
    let message = format!("cannot run `{function}` on the new preview: {}", reason.info().message);
    Error::new(reason.kind(), message)
        .with_code("PreviewRunFailed")
        .help("run it with `npx convex run`; the app itself is deployed")
}

/// Returns the path of a function that is named as for Convex's command: `seed:all`, `api.seed.all`, `convex/seed.ts:all`, or
/// `seed` for the default export.
fn path_of(function: &str) -> Result<String> {
    if function.starts_with("api.") || function.starts_with("internal.") {
        let parts: Vec<&str> = function.split('.').skip(1).collect();
        let [folders @ .., name] = parts.as_slice() else { return Err(too_short(function)) };
        if folders.is_empty() {
            return Err(too_short(function));
        }
        return Ok(format!("{}:{name}", folders.join("/")));
    }
    let (file, name) = function.split_once(':').unwrap_or((function, "default"));
    let file = ENDINGS.iter().find_map(|ending| file.strip_suffix(ending)).unwrap_or(file);
    Ok(format!("{}:{name}", file.strip_prefix("convex/").unwrap_or(file)))
}

fn too_short(function: &str) -> Error {
    Error::invalid_input(format!("invalid name of a function: `{}`", function.escape_debug()))
        .help("use a name such as `seed:all` or `api.seed.all`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_convex_command() {
        for (name, path) in [
            ("seed:all", "seed:all"),
            ("seed", "seed:default"),
            ("dir/seed.ts:all", "dir/seed:all"),
            ("convex/seed.js", "seed:default"),
            ("api.dir.seed.all", "dir/seed:all"),
            ("internal.seed.all", "seed:all"),
        ] {
            assert_eq!(path_of(name).unwrap(), path);
        }
        assert!(path_of("api.seed").unwrap_err().to_string().contains("`api.seed`"));
    }
}
