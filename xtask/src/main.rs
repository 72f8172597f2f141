//! The project's own tasks: `cargo xtask --help`.
#![expect(clippy::print_stdout, reason = "a task talks to the person who runs it")]

mod bench;
mod generate;
mod runner;
mod shell;
mod steps;
mod tools;
mod wasm;

use clap::{Args, Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The project's own tasks", disable_help_subcommand = true)]
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
    /// Run the benches
    Bench {
        /// Which bench: the name of a file in core/benches
        name: Option<String>,
    },
    /// Build the WASM package's JavaScript
    Wasm {
        /// Build for the web package: small and optimised
        #[arg(long)]
        release: bool,
    },
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

fn main() -> anyhow::Result<()> {
    match Cli::parse().task {
        Task::Test(selection) => runner::run(&steps::gate(), &selection),
        Task::Ready(selection) => runner::run(&steps::all(), &selection),
        Task::Gen { check } => generate::run(check),
        Task::Bench { name } => bench::run(name.as_deref()),
        Task::Wasm { release } => wasm::package(release),
    }
}
