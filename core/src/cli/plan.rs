//! `convex-ops plan`: the deploys that lead to a change safely.

use std::path::{Path, PathBuf};

use clap::{ValueEnum, ValueHint};

use super::check::{InputArgs, Inputs, read_inputs};
use super::exit::Exit;
use super::{interrupt, output};
use crate::error::{Error, ErrorKind, Result};
use crate::plan::typescript::source_files;
use crate::plan::{Plan, plan};

/// Finds the deploys that lead to a change without breaking data, clients or scheduled calls
#[derive(Debug, clap::Args)]
#[command(long_about = ABOUT, after_help = HELP, after_long_help = format!("{EXAMPLES}\n\n{HELP}"))]
pub(super) struct Args {
    #[command(flatten)]
    inputs: InputArgs,

    /// Writes the code of each step to a folder: schema.ts, functions.ts, migrations.ts, checklist.md; and plan.json
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath, help_heading = "Report")]
    write: Option<PathBuf>,

    /// Format of the plan
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Report")]
    format: PlanFormat,

    /// Writes the plan to a file instead of standard output
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Report")]
    output: Option<PathBuf>,
}

/// Format of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum PlanFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

const ABOUT: &str = "\
Finds the deploys that lead to a change without breaking data, clients or scheduled calls: at most three, and the last one \
is the candidate.

Each step says what it waits for, what it changes, what its code and its clients must do, and which documents are migrated \
after it. Each passes `convex-ops check` against the step before, once what it waits for is true, and not earlier. Takes the \
same inputs as `convex-ops check`; stored documents and scheduled calls make the plan shorter.";

const EXAMPLES: &str = "\
Examples:
  # Plan the way from the live branch to the working tree
  convex-ops plan --baseline git:main --candidate .

  # Write the intermediate schema, validators and migrations to a folder
  convex-ops plan --baseline live.json --candidate candidate.json --write plan

  # Skip what the stored documents prove to be safe
  convex-ops plan --baseline live.json --candidate candidate.json --data export.zip";

const HELP: &str = "\
Exit codes:
    0  a plan was found
    1  no plan was found; the output names the problems
    2  invalid input or another error; details are on standard error
  130  interrupted by Ctrl-C";

pub(super) fn run(args: &Args) -> Result<Exit> {
    args.inputs.validate()?;
    let inputs = read_inputs(&args.inputs, &interrupt::token())?;
    inputs.check_one_baseline()?;
    let Inputs { baseline, candidate, evidence, options, .. } = inputs;
    let plan = plan(&baseline, &candidate, &evidence, &options);
    let text = match args.format {
        PlanFormat::Text => plan.to_string(),
        PlanFormat::Json => json(&plan)?,
    };
    match &args.output {
        None => output::print(&text)?,
        Some(file) => output::save(file, &text)?,
    }
    if let Some(folder) = &args.write {
        write(&plan, folder, args.inputs.quiet)?;
    }
    Ok(if plan.blocked.is_empty() { Exit::Clean } else { Exit::Findings })
}

fn json(plan: &Plan) -> Result<String> {
    let text = serde_json::to_string_pretty(plan);
    let text =
        text.map_err(|error| Error::new(ErrorKind::Internal, "cannot write the plan as JSON").caused_by(error))?;
    Ok(text + "\n")
}

/// Writes the code of the steps and the plan itself; files of the same names are replaced.
fn write(plan: &Plan, folder: &Path, quiet: bool) -> Result<()> {
    let mut files: Vec<(String, String)> = source_files(plan).into_iter().map(|file| (file.path, file.text)).collect();
    files.push(("plan.json".to_owned(), json(plan)?));
    for (path, text) in &files {
        let file = folder.join(path);
        let unwritable = |error| Error::io("cannot create folder", &error).in_file(file.display().to_string());
        file.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(unwritable)?;
        output::save(&file, text)?;
    }
    if !quiet {
        output::say(&format!("{} files are in {}", files.len(), folder.display()));
    }
    Ok(())
}
