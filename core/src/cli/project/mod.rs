//! Commands that bundle and evaluate apps.

mod bisect;
mod bundle;
mod bundler;
pub(super) mod evaluate;
mod surface;

pub(super) use bisect::{Args as BisectArgs, run as bisect};
pub(super) use bundle::{Args as BundleArgs, run as bundle};
pub(super) use bundler::AppArgs;
use bundler::BundlerArgs;
pub(super) use evaluate::{EVALUATE, RUN_NODE, RunNodeArgs, run as evaluate, run_node};
pub(super) use surface::{Args as SurfaceArgs, run as surface};

use std::io::{IsTerminal as _, Write as _};

use super::environment::Environment;
use super::input::Input;
use crate::analysis;
#[cfg(feature = "client")]
use crate::artifact::Artifact;
use crate::cancel::Cancel;
use crate::compat::report::Report;
use crate::compat::report::render::inert;
use crate::error::{Error, ErrorKind, Result};
pub(super) use crate::source::clean_up;
use crate::source::{NodeModules, Opened, ProjectOptions, list_tags, open_surface, suggest_edits};
use crate::surface::Surface;

/// Opens both sides of a check in parallel: this is most of the work.
pub(super) fn open_both(
    baseline: &Input,
    candidate: &Input,
    apps: AppArgs,
    environment: &Environment,
    quiet: bool,
    cancel: &Cancel,
) -> Result<(Surface, Surface)> {
    let options = options(apps, environment, cancel)?;
    let open = |input: &Input| open_surface(input.as_str(), &options);
    let (old, new) = std::thread::scope(|scope| {
        let old = scope.spawn(|| open(baseline));
        let new = open(candidate);
        (old.join().unwrap_or_else(|_panic| Err(bug())), new)
    });
    let (mut old, mut new) = (old?, new?);
    // A note about both sides is printed once.
    let both: Vec<String>;
    (both, old.notes) = old.notes.into_iter().partition(|note| new.notes.contains(note));
    new.notes.retain(|note| !both.contains(note));
    write_notes(&both, &format!("{baseline}, {candidate}"), quiet);
    Ok((print_notes(old, baseline, quiet), print_notes(new, candidate, quiet)))
}

/// Opens one version.
pub(super) fn open_one(
    input: &Input,
    apps: AppArgs,
    environment: &Environment,
    quiet: bool,
    cancel: &Cancel,
) -> Result<Surface> {
    Ok(print_notes(open_surface(input.as_str(), &options(apps, environment, cancel)?)?, input, quiet))
}

/// Opens the artifact to deploy.
#[cfg(feature = "client")]
pub(super) fn open_artifact(app: &Input, apps: AppArgs, quiet: bool, cancel: &Cancel) -> Result<Artifact> {
    let opened = crate::source::open_artifact(app.as_str(), &options(apps, &Environment::default(), cancel)?)?;
    Ok(print_notes(opened, app, quiet))
}

/// Returns the options for evaluating an app.
#[cfg(feature = "client")]
pub(super) fn evaluation(apps: AppArgs, cancel: &Cancel) -> analysis::EvaluationOptions {
    analysis::EvaluationOptions {
        limits: apps.limits(),
        cancel: cancel.clone(),
        ..analysis::EvaluationOptions::default()
    }
}

/// Names the git tags since a time in seconds since the Unix epoch.
pub(super) fn tags(since: i64, cancel: &Cancel) -> Result<Vec<String>> {
    list_tags(since, cancel)
}

fn bug() -> Error {
    Error::new(ErrorKind::Internal, "panic while reading the baseline: this is a bug in convex-ops")
}

/// Adds to a report the edits that would remove findings, from the sources of the candidate.
pub(super) fn suggest(report: &mut Report, candidate: &Input) {
    suggest_edits(report, candidate.as_str());
}

fn options(args: AppArgs, environment: &Environment, cancel: &Cancel) -> Result<ProjectOptions> {
    let analysis = analysis::EvaluationOptions {
        limits: args.limits(),
        environment: environment.values.clone().unwrap_or_default(),
        names: environment.names.clone(),
        ..analysis::EvaluationOptions::default()
    };
    Ok(ProjectOptions {
        bundler: args.bundler.into(),
        analysis,
        node_modules: if args.runs_node() { evaluate::node_modules()? } else { NodeModules::StandIns },
        untrusted: args.untrusted,
        isolation: evaluate::isolation()?,
        cancel: cancel.clone(),
        cache: args.cache(),
    })
}

/// Prints the notes of an opened app to standard error and returns its value.
fn print_notes<T>(opened: Opened<T>, input: &Input, quiet: bool) -> T {
    write_notes(&opened.notes, &input.to_string(), quiet);
    opened.value
}

fn write_notes(notes: &[String], inputs: &str, quiet: bool) {
    if !quiet {
        let mut stderr = std::io::stderr().lock();
        for note in notes {
            // Continue even if standard error is closed.
            let _ = writeln!(stderr, "note: {inputs}: {}", inert(note));
        }
    }
}

/// Prints the start of a slow step, if standard error is a terminal.
fn announce(step: &str, quiet: bool) {
    let mut stderr = std::io::stderr().lock();
    if !quiet && stderr.is_terminal() {
        let _ = writeln!(stderr, "{step}");
    }
}
