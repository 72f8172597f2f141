//! `convex-ops rehearse`: the steps of a plan on a copy of the documents.

use std::path::PathBuf;

use clap::{ValueEnum, ValueHint};

use super::exit::Exit;
use super::input::Input;
use super::{interrupt, output};
use crate::error::{Error, ErrorKind, Result};
use crate::json;
use crate::plan::Plan;
use crate::plan::rehearse::TableChanges;
use crate::source::{DataOptions, rehearse};

/// Carries out the steps of a plan on a copy of the documents
#[derive(Debug, clap::Args)]
#[command(long_about = ABOUT, after_help = HELP)]
pub(super) struct Args {
    /// The plan: plan.json, as `convex-ops plan --write` or `--format json` writes it
    #[arg(value_name = "PLAN.json", value_hint = ValueHint::FilePath)]
    plan: Input,

    /// The zip of `npx convex export`
    #[arg(long, value_name = "EXPORT.zip", value_hint = ValueHint::FilePath)]
    data: Input,

    /// Changes of documents that the plan leaves to a person, as JSON
    #[arg(long, value_name = "CHANGES.json", value_hint = ValueHint::FilePath)]
    migrations: Option<Input>,

    /// Writes the migrated export, for `npx convex import --replace-all`
    #[arg(long, value_name = "MIGRATED.zip", value_hint = ValueHint::FilePath)]
    out: Option<PathBuf>,

    /// Format of the result
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ResultFormat,

    /// Folder for temporary files [default: that of --out, or TMPDIR]
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    temp_dir: Option<PathBuf>,
}

/// Format of the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ResultFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

const ABOUT: &str = "\
Carries out the steps of a plan on a copy of the documents. Each step's schema is checked against every document, as Convex does \
at the deploy, and then the step's changes are made. Shows how many documents each step changes, which of them are in the way \
and why, and how long it took.

The plan itself removes and moves fields. Values that a person chooses are declared in a file: a list of tables, each with \
changes of the kinds set, unset, rename, map, convert and retarget.";

const HELP: &str = "\
Examples:
  convex-ops plan --baseline git:main --candidate . --write plan
  npx convex export --prod --path export.zip
  convex-ops rehearse plan/plan.json --data export.zip --migrations changes.json --out migrated.zip

Changes (changes.json):
  [{\"table\": \"messages\", \"changes\": [
    {\"kind\": \"set\", \"path\": \".channel\", \"value\": \"general\"},
    {\"kind\": \"map\", \"path\": \".status\", \"values\": [{\"from\": \"new\", \"to\": \"open\"}]},
    {\"kind\": \"convert\", \"path\": \".count\", \"to\": \"int64\"},
    {\"kind\": \"retarget\", \"path\": \".author\", \"through\": \"users\", \"field\": \"account\"}]}]

Exit codes:
    0  every step can be deployed
    1  documents are in the way, or changes are missing
    2  invalid input or another error; details are on standard error
  130  interrupted by Ctrl-C";

pub(super) fn run(args: &Args) -> Result<Exit> {
    let plan: Plan = read(&args.plan)?;
    if !plan.blocked.is_empty() {
        let error = Error::invalid_input("the plan is blocked: it has no steps").in_file(args.plan.to_string());
        return Err(error.help("see the problems in the plan"));
    }
    let changes: Vec<TableChanges> = args.migrations.as_ref().map(read).transpose()?.unwrap_or_default();
    let options = DataOptions { cancel: interrupt::token(), temp_dir: args.temp_dir.clone(), ..DataOptions::default() };
    let rehearsal = rehearse(&plan, &changes, args.data.as_str(), args.out.as_deref(), &options)?;
    output::print(&match args.format {
        ResultFormat::Text => rehearsal.to_string(),
        ResultFormat::Json => {
            let text = serde_json::to_string_pretty(&rehearsal);
            let internal = |error| Error::new(ErrorKind::Internal, "cannot write the result as JSON").caused_by(error);
            text.map_err(internal)? + "\n"
        }
    })?;
    Ok(if rehearsal.passes() { Exit::Clean } else { Exit::Findings })
}

fn read<T: serde::de::DeserializeOwned>(input: &Input) -> Result<T> {
    json::from_str(&input.text()?).map_err(|error| error.in_file(input.to_string()))
}
