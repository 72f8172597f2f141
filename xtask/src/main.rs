//! The project's own tasks: `cargo xtask --help`.
#![expect(clippy::print_stdout, reason = "a task talks to the person who runs it")]

mod bench;
mod generate;
mod new_rule;
mod npm;
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
    /// Run the gate: format, lints, generated files, and the tests of every language
    Test(Selection),
    /// Run the gate and what is too slow for it: licences, benches, long fuzzing, feature combinations, packages
    Ready(Selection),
    /// Write the generated files
    Gen {
        /// Write nothing, and fail where a file differs from what would be written
        #[arg(long)]
        check: bool,
    },
    /// Make the files of a new rule of the gate, to be filled in
    NewRule(RuleName),
    /// Run the benches
    Bench {
        /// Which bench: the name of a folder in core/benches, or `build`, how long the command takes to build
        name: Option<String>,
        /// Only see that it runs: on little data, where the bench knows how; of `build`, only what follows an edit
        #[arg(long)]
        quick: bool,
    },
    /// Build the WASM package's JavaScript
    Wasm {
        /// Build for the web package: small and optimised
        #[arg(long)]
        release: bool,
    },
}

/// What a rule is called.
#[derive(Args)]
struct RuleName {
    /// The family: a folder of core/gate/src/compat/rules
    family: String,
    /// The id, in kebab-case: what was observed, so that "allow args-field-required" reads well
    id: String,
}

/// Which steps to run, and whether to install what they lack.
#[derive(Args)]
struct Selection {
    /// Install what the machine lacks
    #[arg(long)]
    install: bool,
    /// Run this step alone; may be given several times
    #[arg(long, value_name = "STEP")]
    only: Vec<String>,
    /// List the steps and what they need, and run none
    #[arg(long)]
    list: bool,
}

fn main() -> ExitCode {
    match run(Cli::parse().task) {
        Ok(true) => ExitCode::SUCCESS,
        // The summary has said why; it is the last line.
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs a task, and answers whether all of its steps passed.
fn run(task: Task) -> Result<bool> {
    match task {
        Task::Test(selection) => return runner::run(&steps::gate(), &selection),
        Task::Ready(selection) => return runner::run(&steps::all(), &selection),
        Task::Bench { name, quick } => return bench::run_benches(name.as_deref(), quick),
        Task::Gen { check } => generate::files(check)?,
        Task::NewRule(rule) => new_rule::run(&rule)?,
        Task::Wasm { release } => wasm::package(release)?,
    }
    Ok(true)
}
