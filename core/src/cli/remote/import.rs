//! `convex-ops import`: documents of a file into a deployment.

use std::path::PathBuf;

use clap::{ValueEnum, ValueHint};
use serde_json::json;

use super::change::ConfirmArgs;
use super::output::OutputArgs;
use super::target::find;
use crate::api::imports::{ImportFormat, ImportMode};
use crate::cli::deployment::TargetArgs;
use crate::cli::exit::Exit;
use crate::error::Result;
use crate::handles::{ChangeKind, ImportSource};
use crate::threads::runtime;

/// Imports documents into a deployment: all of a file, or none
#[derive(Debug, clap::Args)]
#[command(after_help = super::help::HELP, after_long_help = format!("{EXAMPLES}\n\n{}", super::help::HELP))]
pub(in crate::cli) struct Args {
    /// File: .zip, .csv, .jsonl or .json; `-` reads standard input
    #[arg(value_hint = ValueHint::FilePath)]
    file: PathBuf,

    /// Table of the documents; a zip names its tables
    #[arg(long, value_name = "NAME")]
    table: Option<String>,

    /// Component of the table, by its path
    #[arg(long, value_name = "PATH")]
    component: Option<String>,

    /// Format of the file [default: by its extension]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,

    /// Handling of existing documents
    #[arg(long, value_name = "MODE", default_value = "require-empty")]
    mode: Mode,

    #[command(flatten)]
    confirm: ConfirmArgs,

    #[command(flatten)]
    target: TargetArgs,

    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Comma-separated values with a header
    Csv,
    /// One document per line
    JsonLines,
    /// An array of documents
    JsonArray,
    /// An export or a backup
    Zip,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Mode {
    /// The imported tables must be empty
    RequireEmpty,
    /// Adds to the documents
    Append,
    /// Replaces the documents of the imported tables
    Replace,
    /// Replaces the documents of the imported tables, and empties all others
    ReplaceAll,
}

const EXAMPLES: &str = "\
Examples:
  # Seed data into the own development deployment
  convex-ops import seed.jsonl --table tasks --deployment dev

  # Replace the documents of the table
  convex-ops import seed.jsonl --table tasks --deployment dev --mode replace

  # All documents of an export
  convex-ops import export.zip --deployment dev --mode replace-all";

pub(super) fn run(args: &Args) -> Result<Exit> {
    let chosen = find(&args.target, args.output, true)?;
    let mode = args.mode.into();
    let change = if mode == ImportMode::ReplaceAll { ChangeKind::Sweeping } else { ChangeKind::Ordinary };
    let handle = args.confirm.handle(&chosen, change)?;
    let is_stdin = args.file.as_os_str() == "-";
    let source = if is_stdin { ImportSource::reader(std::io::stdin()) } else { args.file.clone().into() };
    let mut import = handle.import_data(source).mode(mode).reporter(args.output.reporter());
    if let Some(table) = &args.table {
        import = import.table(table);
    }
    if let Some(component) = &args.component {
        import = import.component(component);
    }
    if let Some(format) = args.format {
        import = import.format(format.into());
    }
    let documents = runtime().block_on(import.into_future())?.documents;
    let file = if is_stdin { "standard input".to_owned() } else { args.file.display().to_string() };
    let data = json!({ "deployment": chosen.name, "file": file, "documents": documents });
    let noun = if documents == 1 { "document" } else { "documents" };
    args.output.print(&data, || format!("imported {documents} {noun} from {file} to {}\n", chosen.label()))?;
    Ok(Exit::Clean)
}

impl From<Format> for ImportFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Csv => Self::Csv,
            Format::JsonLines => Self::JsonLines,
            Format::JsonArray => Self::JsonArray,
            Format::Zip => Self::Zip,
        }
    }
}

impl From<Mode> for ImportMode {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::RequireEmpty => Self::RequireEmpty,
            Mode::Append => Self::Append,
            Mode::Replace => Self::Replace,
            Mode::ReplaceAll => Self::ReplaceAll,
        }
    }
}
