//! Releases as inputs of a check: `release:12`, and `clients:90d` for all that clients may still use.

use super::releases::only;
use super::store_args::StoreArgs;
use crate::cli::input::Input;
use crate::error::{Error, Result};
use crate::model::Timestamp;
use crate::release::{Release, ReleaseStore};

const DAY_IN_MILLIS: i64 = 86_400_000;

/// An artifact of the store, with a name for reports.
pub(in crate::cli) struct NamedInput {
    pub(in crate::cli) name: String,
    pub(in crate::cli) artifact: Input,
}

/// Finds the releases that an input names: `release:12` or `release:happy-otter-123:12`; `clients:90d` or
/// `clients:happy-otter-123:90d`, the latest first. Returns `None` for any other input. `now` is in milliseconds since the Unix
/// epoch.
///
/// # Errors
/// `NotFound` if the store lacks the release or its artifact, `InvalidInput` if several deployments have releases and none is
/// named. Errors of the store.
pub(in crate::cli) fn find_releases(input: &Input, store: &StoreArgs, now: f64) -> Result<Option<Vec<NamedInput>>> {
    let (kind, rest) = input.as_str().split_once(':').unwrap_or_default();
    if !matches!(kind, "release" | "clients") {
        return Ok(None);
    }
    let store = store.open();
    let (deployment, which) = match rest.rsplit_once(':') {
        Some((deployment, which)) => (deployment.to_owned(), which),
        None => (only(&store.deployments()?)?.to_owned(), rest),
    };
    let releases = if kind == "release" {
        let number = which.parse().map_err(|_| invalid(input, "number of a release", "release:12"))?;
        vec![store.get(&deployment, number)?]
    } else {
        let days = which.strip_suffix('d').and_then(|days| days.parse::<u32>().ok());
        let days = days.ok_or_else(|| invalid(input, "number of days", "clients:90d"))?;
        let since = now as i64 - i64::from(days) * DAY_IN_MILLIS;
        let found = store.in_use(&deployment, Timestamp::from_millis(since))?;
        if found.is_empty() {
            return Err(store.no_release(&deployment));
        }
        found
    };
    releases.iter().map(|release| named(release, &store)).collect::<Result<_>>().map(Some)
}

fn named(release: &Release, store: &ReleaseStore) -> Result<NamedInput> {
    let path = store.artifact_file(&release.artifact)?;
    let name = format!("release {} of {}", release.number, release.deployment);
    Ok(NamedInput { name, artifact: Input::from(&*path.to_string_lossy()) })
}

fn invalid(input: &Input, what: &str, example: &str) -> Error {
    Error::invalid_input(format!("invalid {what}: `{}`", input.as_str().escape_debug()))
        .help(format!("use a name such as `{example}`"))
}
