//! A side of a comparison: a deployment or an app.

use std::collections::{BTreeMap, BTreeSet};

use crate::cancel::Cancel;
use crate::cli::deployment::{Chosen, TargetArgs, choose};
use crate::cli::environment::Environment;
use crate::cli::input::Input;
use crate::cli::project::{self, AppArgs};
use crate::deployment_selection::Command;
use crate::error::{ErrorKind, Result};
use crate::live::read_live;
use crate::model::Action;
use crate::parity::ParityPlace;
use crate::threads::runtime;

/// The deployment that the environment and its files choose, such as that of a deploy key.
const LIVE: &str = "live";

/// Checks if a text names an app and no deployment. A reference of a deployment may contain slashes.
fn is_app(text: &str) -> bool {
    let is_path = ["./", "../", "/", "git:", ".\\", "..\\"].iter().any(|start| text.starts_with(start));
    is_path || text == "." || text == ".." || text.ends_with(".json")
}

/// Reads a place: an app, or a deployment by its selector.
pub(super) fn read(text: &str, target: &TargetArgs, apps: AppArgs, cancel: &Cancel) -> Result<ParityPlace> {
    if is_app(text) {
        let surface = project::open_one(&Input::from(text), apps, &Environment::default(), true, cancel)?;
        return Ok(ParityPlace::new(text, surface));
    }
    let target = if text == LIVE { target.clone() } else { target.with_deployment(text) };
    runtime().block_on(async {
        let chosen = choose(&target, Command::Other, false).await?;
        let live = read_live(&chosen.handle().connection()).await?;
        let keys = read_keys(&chosen).await?;
        Ok(ParityPlace::new(chosen.label(), live.surface).environment_variables(live.environment_variables).keys(keys))
    })
}

/// Reads the permissions of the deploy keys. `None` if the credential may not list them.
async fn read_keys(chosen: &Chosen) -> Result<Option<BTreeMap<String, BTreeSet<String>>>> {
    let found = match chosen.on_platform().deploy_keys().list().all().await {
        Ok(found) => found,
        Err(error) if is_refusal(error.kind()) => return Ok(None),
        Err(error) => return Err(error),
    };
    let actions = |all: Option<Vec<Action>>| match all {
        None => BTreeSet::from(["all".to_owned()]),
        Some(actions) => actions.iter().map(|action| action.as_str().to_owned()).collect(),
    };
    Ok(Some(found.into_iter().map(|key| (key.name, actions(key.allowed_actions))).collect()))
}

/// Checks if an error means that the credential may not read something, and not that the call failed.
fn is_refusal(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::Unsupported | ErrorKind::PermissionDenied | ErrorKind::Unauthenticated | ErrorKind::NotFound
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_apps_and_selectors_are_deployments() {
        for app in [".", "./app", "../other", "/srv/app", "git:main", "git:main:apps/web", "app.json", "../a.json"] {
            assert!(is_app(app), "{app}");
        }
        for deployment in ["prod", "dev", "staging", "happy-otter-123", "preview/my-branch", "acme:todo:staging"] {
            assert!(!is_app(deployment), "{deployment}");
        }
    }
}
