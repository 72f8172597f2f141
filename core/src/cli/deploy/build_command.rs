//! `--cmd`: a command that runs before the deploy, such as the build of a web app.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::json;

use super::output::{OutputArgs, line};
use super::url_variables::UrlVariables;
use crate::cli::input::Input;
use crate::error::{Error, Result};
use crate::handles::DeploymentHandle;
use crate::os::shell;
use crate::release::read_urls;
use crate::threads::runtime;

/// Names a command to run first.
#[derive(Debug, clap::Args)]
pub(super) struct BuildArgs {
    /// Runs a command first, such as `vite build`, with the URLs of the deployment in its environment. If it fails, nothing
    /// is deployed
    #[arg(long, value_name = "COMMAND", help_heading = "Build")]
    cmd: Option<String>,

    /// Environment variable for the URL of the deployment [default: that of the framework in package.json, or CONVEX_URL]
    #[arg(long, value_name = "NAME", value_parser = variable_name, help_heading = "Build")]
    cmd_url_env_var_name: Option<String>,
}

fn variable_name(name: &str) -> Result<String, String> {
    let is_valid = !name.is_empty() && !name.contains(['=', '\0']);
    if is_valid { Ok(name.to_owned()) } else { Err("invalid name of an environment variable".to_owned()) }
}

impl BuildArgs {
    /// Checks if there is a command to run.
    pub(super) fn has_command(&self) -> bool {
        self.cmd.is_some()
    }

    /// Runs the command in the folder of the project, or describes it in a dry run. `deployment` is `None`
    /// for one that does not exist yet.
    ///
    /// # Errors
    /// `InvalidInput` with the code `CommandFailed` if the command fails. Errors of the call.
    pub(super) fn run(&self, app: &Input, deployment: Option<&DeploymentHandle>, output: BuildOutput) -> Result<()> {
        let Some(command) = &self.cmd else { return Ok(()) };
        let folder = folder_of(app);
        let mut names = UrlVariables::of_project(&folder)?;
        if let Some(name) = &self.cmd_url_env_var_name {
            names.cloud.clone_from(name);
        }
        let Some(deployment) = deployment.filter(|_| !output.is_dry_run) else {
            return output.report("would run", command, &names);
        };
        output.args.say(&format!("running `{command}` with {} and {}", names.cloud, names.site));
        let urls = runtime().block_on(read_urls(deployment))?;
        let mut process = shell(command);
        process.current_dir(&folder).env(&names.cloud, urls.cloud).env(&names.site, urls.site);
        if output.owns_stdout {
            process.stdout(Stdio::from(std::io::stderr()));
        }
        let status = process.status().map_err(|error| Error::io("cannot run the command of `--cmd`", &error))?;
        if !status.success() {
            let message = format!("cannot deploy: `{command}` failed with {status}");
            let help = "fix the command; nothing was changed on the deployment";
            return Err(Error::invalid_input(message).with_code("CommandFailed").help(help));
        }
        output.report("ran", command, &names)
    }
}

/// The output around a command.
#[derive(Clone, Copy)]
pub(super) struct BuildOutput {
    pub(super) args: OutputArgs,
    pub(super) is_dry_run: bool,
    /// `true` if standard output is read by a program: the command prints to standard error then.
    pub(super) owns_stdout: bool,
}

impl BuildOutput {
    fn report(self, verb: &str, command: &str, names: &UrlVariables) -> Result<()> {
        if self.args.json {
            let event = if self.is_dry_run { "wouldRun" } else { "ran" };
            return line(&json!({ "event": event, "command": command, "variables": [names.cloud, names.site] }));
        }
        self.args.say(&format!("{verb} `{command}` with {} and {}", names.cloud, names.site));
        Ok(())
    }
}

/// Returns the folder of the project: that of the app if it is a folder.
fn folder_of(app: &Input) -> PathBuf {
    let path = Path::new(app.as_str());
    if path.is_dir() { path.to_owned() } else { PathBuf::from(".") }
}
