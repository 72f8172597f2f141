//! `convex-ops bisect`: finds the commit that brought a finding in.

use super::{AppArgs, announce, options, print_notes};
use crate::cli::environment::Environment;
use crate::cli::exit::Exit;
use crate::cli::input::Input;
use crate::cli::{interrupt, output};
use crate::compat::report::render::inert;
use crate::compat::{Evidence, Options, check};
use crate::error::{Error, ErrorKind, Result};
use crate::source::{Commit, ProjectOptions, list_commits, open_surface};
use crate::surface::Surface;

/// Finds the commit that brought a finding in
#[derive(Debug, clap::Args)]
#[command(after_help = HELP, long_about = ABOUT)]
pub(in crate::cli) struct Args {
    /// The commits, such as `git:v1..main`, or `git:v1..main:apps/web` for a project in a folder
    range: String,

    /// Fingerprint of the finding, from a report that compares both ends of the range
    #[arg(long, value_name = "FINGERPRINT")]
    fingerprint: String,

    #[command(flatten)]
    apps: AppArgs,

    /// Prints only the commit
    #[arg(long, short)]
    quiet: bool,
}

const ABOUT: &str = "\
Finds the commit that brought a finding in. Compares the start of the range with commits inside it, and halves the range each \
time. Commits that cannot be bundled are skipped. Nothing is checked out in the working tree.";

const HELP: &str = "\
Examples:
  convex-ops check --baseline git:v1 --candidate git:main
  convex-ops bisect git:v1..main --fingerprint 0123456789abcdef

Exit codes: 0 the commit was found; 2 invalid input, or the finding is not in the range.";

pub(in crate::cli) fn run(args: &Args) -> Result<Exit> {
    let options = options(args.apps, &Environment::default(), &interrupt::token())?;
    let (range, folder) = parse(&args.range)?;
    let commits = list_commits(range, &options.cancel)?;
    let mut search = Search { args, options, folder, commits: &commits, baseline: None };
    let last = commits.len().saturating_sub(1);
    if !search.has_finding(last)? {
        let message = format!("no finding `{}` between the ends of the range", args.fingerprint);
        return Err(Error::new(ErrorKind::NotFound, message).help("compare both ends with `convex-ops check` first"));
    }
    let (mut before, mut after) = (0, last);
    while after - before > 1 {
        match search.closest_readable(before, after)? {
            Some((index, true)) => after = index,
            Some((index, false)) => before = index,
            None => break,
        }
    }
    let found: Vec<String> = commits.get(before + 1..=after).unwrap_or_default().iter().map(show).collect();
    if found.len() > 1 {
        announce("the commits between cannot be bundled: it is one of these", args.quiet);
    }
    output::print(&found.concat())?;
    Ok(Exit::Clean)
}

/// Splits `git:v1..main:apps/web` into the range and the folder.
fn parse(range: &str) -> Result<(&str, Option<&str>)> {
    let range = range.strip_prefix("git:").unwrap_or(range);
    match range.split_once(':') {
        Some((_, "")) => Err(Error::invalid_input(format!("invalid range `{range}`: a folder follows the colon"))),
        Some((range, folder)) => Ok((range, Some(folder))),
        None => Ok((range, None)),
    }
}

fn show(commit: &Commit) -> String {
    format!("{} {}\n", commit.id, inert(&commit.subject))
}

struct Search<'a> {
    args: &'a Args,
    options: ProjectOptions,
    folder: Option<&'a str>,
    commits: &'a [Commit],
    /// Surface of the start of the range.
    baseline: Option<Surface>,
}

impl Search<'_> {
    /// Checks if the finding is between the start of the range and a commit.
    fn has_finding(&mut self, index: usize) -> Result<bool> {
        if self.baseline.is_none() {
            self.baseline = Some(self.open(0)?);
        }
        let candidate = self.open(index)?;
        let Some(baseline) = &self.baseline else { return Ok(false) };
        let report = check(baseline, &candidate, &Evidence::default(), &Options::at(0.0));
        Ok(report.findings.iter().any(|finding| finding.fingerprint == self.args.fingerprint))
    }

    fn open(&self, index: usize) -> Result<Surface> {
        let commit = self.commits.get(index).ok_or_else(|| Error::new(ErrorKind::NotFound, "commit not found"))?;
        announce(&format!("reading {}", show(commit).trim_end()), self.args.quiet);
        let folder = self.folder.map(|folder| format!(":{folder}")).unwrap_or_default();
        let name = format!("git:{}{folder}", commit.id);
        Ok(print_notes(open_surface(&name, &self.options)?, &Input::from(name.as_str()), self.args.quiet))
    }

    /// Inspects the commit closest to the middle between two that can be read; `None` if there is none.
    fn closest_readable(&mut self, before: usize, after: usize) -> Result<Option<(usize, bool)>> {
        let middle = before + (after - before) / 2;
        let mut between: Vec<usize> = (before + 1..after).collect();
        between.sort_by_key(|index| index.abs_diff(middle));
        for index in between {
            match self.has_finding(index) {
                Ok(found) => return Ok(Some((index, found))),
                Err(error) if error.kind() == ErrorKind::Cancelled => return Err(error),
                Err(error) => announce(&format!("skipped: {}", inert(&error.to_string())), self.args.quiet),
            }
        }
        Ok(None)
    }
}
