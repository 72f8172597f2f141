//! The project's own tasks: `cargo xtask --help`.
#![expect(clippy::print_stdout, reason = "tasks print to the terminal")]

mod bench;
mod dashboard;
mod generate;
mod new_rule;
mod npm;
mod package;
mod runner;
mod shell;
mod steps;
mod tools;
mod venv;
mod wasm;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "The project's own tasks",
    disable_help_subcommand = true
)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Run the test suite: format, lints, generated files, and the tests of every language
    Test(Selection),
    /// Run the test suite and the slow checks: licences, benches, long fuzzing, feature combinations, packages
    Ready(Selection),
    /// Write the generated files
    Gen {
        /// Check only: fail if a file is out of date
        #[arg(long)]
        check: bool,
    },
    /// Create the files of a new rule of the compatibility gate
    NewRule(RuleName),
    /// Run the benches
    Bench {
        /// Name of a folder in core/benches, or `build`: how long the command takes to build
        name: Option<String>,
        /// Use little data if the bench supports it, only to see that it runs; with `build`, only build after edits
        #[arg(long)]
        quick: bool,
    },
    /// Build the WASM package's JavaScript
    Wasm {
        /// Build the optimised package
        #[arg(long)]
        release: bool,
    },
    /// Build the dashboard's page, and the optimised command with the page inside
    Dashboard,
    /// Build the release packages into target/packages, and try each without the workspace
    Package,
}

/// The name of a new rule.
#[derive(Args)]
struct RuleName {
    /// Family: a folder of core/gate/src/compat/rules
    family: String,
    /// Id, in kebab-case. It names the observed change, as in "allow args-field-required"
    id: String,
}

/// The steps to run, and how.
#[derive(Args)]
struct Selection {
    /// Install missing tools
    #[arg(long)]
    install: bool,
    /// Run this step only; repeatable
    #[arg(long, value_name = "STEP")]
    only: Vec<String>,
    /// List the steps and their tools, and run none
    #[arg(long)]
    list: bool,
}

fn main() -> ExitCode {
    match run(Cli::parse().task) {
        Ok(true) => ExitCode::SUCCESS,
        // The summary, the last output, contains the reason.
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs a task and returns true if all of its steps passed.
fn run(task: Task) -> Result<bool> {
    match task {
        Task::Test(selection) => return runner::run(&steps::test_suite(), &selection),
        Task::Ready(selection) => return runner::run(&steps::all(), &selection),
        Task::Bench { name, quick } => return bench::run_benches(name.as_deref(), quick),
        Task::Gen { check } => generate::files(check)?,
        Task::NewRule(rule) => new_rule::run(&rule)?,
        Task::Wasm { release } => wasm::package(release)?,
        Task::Dashboard => dashboard::command_with_page()?,
        Task::Package => package::run()?,
    }
    Ok(true)
}
