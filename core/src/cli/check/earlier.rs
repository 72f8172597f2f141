//! Versions before the baseline whose clients may still be in use.

use clap::ValueHint;

use super::input_args::InputArgs;
use crate::cancel::Cancel;
use crate::cli::deploy::find_releases;
use crate::cli::environment::Environment;
use crate::cli::input::Input;
use crate::cli::project;
use crate::compat::report::NotChecked;
use crate::error::{ErrorKind, Result};
use crate::surface::Surface;

const DAY_IN_SECONDS: i64 = 86_400;

/// Names versions before the baseline.
#[derive(Debug, clap::Args)]
pub(super) struct EarlierArgs {
    /// An earlier version whose clients may still be in use, in the forms of --baseline; may be repeated
    #[arg(long, value_name = "APP", value_hint = ValueHint::AnyPath, help_heading = "Earlier versions")]
    earlier: Vec<Input>,

    /// Git tags of the last days, as earlier versions; tags that cannot be read are listed as not checked
    #[arg(long, value_name = "DAYS", help_heading = "Earlier versions")]
    earlier_tags: Option<u32>,
}

/// The versions before the baseline.
pub(super) struct Earlier {
    /// Names and surfaces.
    pub(super) apps: Vec<(String, Surface)>,
    /// Tags that cannot be read.
    pub(super) unread: Vec<NotChecked>,
}

/// Opens the versions that the arguments name; `now` is in milliseconds since the Unix epoch.
pub(super) fn open(args: &EarlierArgs, inputs: &InputArgs, now: f64, cancel: &Cancel) -> Result<Earlier> {
    let EarlierArgs { earlier, earlier_tags } = args;
    let open = |input: &Input| project::open_one(input, inputs.apps, &Environment::default(), inputs.quiet, cancel);
    let mut versions = Earlier { apps: Vec::new(), unread: Vec::new() };
    for input in earlier {
        let Some(releases) = find_releases(input, &inputs.store, now)? else {
            versions.apps.push((input.to_string(), open(input)?));
            continue;
        };
        for release in releases {
            versions.apps.push((release.name, open(&release.artifact)?));
        }
    }
    let Some(days) = earlier_tags else { return Ok(versions) };
    let since = (now / 1000.0) as i64 - i64::from(*days) * DAY_IN_SECONDS;
    let folder = inputs.baseline.as_ref().map(folder).unwrap_or_default();
    for tag in project::tags(since, cancel)? {
        let input = Input::from(format!("git:refs/tags/{tag}{folder}").as_str());
        match open(&input) {
            Ok(app) => versions.apps.push((tag, app)),
            Err(error) if error.kind() == ErrorKind::Cancelled => return Err(error),
            Err(error) => versions.unread.push(NotChecked {
                what: format!("the earlier version `{tag}`, which cannot be read: {error}"),
                component: String::new(),
                rules: Vec::new(),
            }),
        }
    }
    Ok(versions)
}

/// Returns the folder of the project in the revision of the baseline: `:apps/web` of `git:main:apps/web`.
fn folder(baseline: &Input) -> String {
    let revision = baseline.as_str().strip_prefix("git:");
    revision.and_then(|revision| revision.find(':').and_then(|at| revision.get(at..))).unwrap_or_default().to_owned()
}
