//! Rehearsals: the steps of a plan, carried out on a copy of an export.

mod report;
mod rewrite;

use std::fs::File;
use std::path::Path;

pub use report::{MigratedTable, RefusedGroup, RefusedTable, Rehearsal, RehearsedStep, Unmigrated};
use rewrite::rewrite;
use tempfile::NamedTempFile;

use super::open::open_zip;
use super::{DataOptions, DataSource, check_data};
use crate::clock;
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::plan::rehearse::{Program, TableChanges};

/// Carries out the steps of a plan on a copy of an export: checks every document against the schema of each step, and makes
/// the changes that follow it. `out` receives the migrated export, which `npx convex import` reads.
///
/// Documents are read from start to end, one table after another. Changes that follow ids keep the looked up field of a
/// table in memory.
///
/// # Errors
/// `InvalidInput` if the data is not an export zip, or if a change is invalid or names a table or step that does not exist;
/// `NotFound`, `PermissionDenied` or `Io` if a file cannot be read or written; `Cancelled` after a cancellation.
pub fn rehearse(
    plan: &Plan,
    changes: &[TableChanges],
    data: &str,
    out: Option<&Path>,
    options: &DataOptions,
) -> Result<Rehearsal> {
    let unreadable = |error| Error::io("cannot open the data", &error).in_file(data);
    let file = File::open(data).map_err(unreadable)?;
    if !file.metadata().map_err(unreadable)?.is_file() {
        let error = Error::invalid_input("cannot rehearse on a folder: the result is a zip").in_file(data);
        return Err(error.help("use the zip of `npx convex export`"));
    }
    let mut source = open_zip(file, data, options)?;
    check_names(plan, changes, &source)?;
    let temporary = || temporary_file(out, options);
    let (mut rehearsal, mut result) = (Rehearsal::default(), None);
    for step in &plan.steps {
        let start = clock::now_ms();
        let evidence = check_data(&mut source, &step.surface.schemas(), &mut |_| options.cancel.check())?;
        let mut rehearsed = RehearsedStep::of(step.number, &evidence);
        let notes = evidence.notes.into_iter().filter(|note| !rehearsal.notes.contains(note)).collect::<Vec<_>>();
        rehearsal.notes.extend(notes);
        let programs = Program::of_step(step, &plan.steps, changes)?;
        if !programs.is_empty() {
            let output = temporary()?;
            rehearsed.migrations = rewrite(&source, &programs, reopen(&output)?)?;
            source = open_zip(reopen(&output)?, data, options)?;
            result = Some(output);
        }
        rehearsed.milliseconds = (clock::now_ms() - start).max(0.0) as u64;
        rehearsal.steps.push(rehearsed);
    }
    if let Some(out) = out {
        let output = match result {
            Some(output) => output,
            None => {
                let output = temporary()?;
                rewrite(&source, &[], reopen(&output)?)?;
                output
            }
        };
        let name = out.display().to_string();
        output.persist(out).map_err(|error| Error::io("cannot write file", &error.error).in_file(name))?;
    }
    Ok(rehearsal)
}

/// Refuses changes that would silently never be made.
fn check_names(plan: &Plan, changes: &[TableChanges], source: &DataSource) -> Result<()> {
    for TableChanges { component, table, step, .. } in changes {
        if source.files.documents(component, table).is_none() {
            let error = Error::invalid_input(format!("table `{table}` of the changes not found in the export"));
            return Err(error.help("check `table`, and `component` for the table of a component"));
        }
        if let Some(step) = step.filter(|step| !plan.steps.iter().any(|known| known.number == *step)) {
            return Err(Error::invalid_input(format!("step {step} of the changes not found in the plan")));
        }
    }
    Ok(())
}

/// Creates a temporary file, in the folder of the result so that it can be renamed.
fn temporary_file(out: Option<&Path>, options: &DataOptions) -> Result<NamedTempFile> {
    let beside = out.map(|out| out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")));
    let folder = beside.map(Path::to_path_buf).or_else(|| options.temp_dir.clone()).unwrap_or_else(std::env::temp_dir);
    let name = folder.display().to_string();
    NamedTempFile::new_in(folder).map_err(|error| Error::io("cannot write a temporary file", &error).in_file(name))
}

fn reopen(file: &NamedTempFile) -> Result<File> {
    file.reopen().map_err(|error| Error::io("cannot open a temporary file", &error))
}
