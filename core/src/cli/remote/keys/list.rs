//! `convex-ops keys list` and `delete`.

use serde_json::json;

use crate::cli::exit::Exit;
use crate::cli::remote::output::table;
use crate::cli::remote::shared::{Change, Shared};
use crate::cli::remote::target::find;
use crate::cli::remote::times::show;
use crate::error::{Error, ErrorKind, Result};
use crate::handles::{ChangeKind, DeployKey};
use crate::threads::runtime;

#[derive(Debug, clap::Args)]
pub(super) struct DeleteArgs {
    /// Name of the key
    name: String,

    #[command(flatten)]
    change: Change,
}

pub(super) fn run(args: &Shared) -> Result<Exit> {
    let chosen = find(&args.target, args.output, false)?;
    let keys = runtime().block_on(chosen.on_platform().deploy_keys().list().all())?;
    args.output.print(&keys, || table(&keys.iter().map(row).collect::<Vec<_>>()))?;
    Ok(Exit::Clean)
}

fn row(key: &DeployKey) -> Vec<String> {
    let actions = match &key.allowed_actions {
        None => "all permissions".to_owned(),
        Some(actions) => actions.iter().map(|action| action.as_str()).collect::<Vec<_>>().join(", "),
    };
    let expires = key.expires.map_or("never expires".to_owned(), |time| format!("expires {}", show(time)));
    let used = key.last_used.map_or("never used".to_owned(), |time| format!("used {}", show(time)));
    vec![key.name.clone(), format!("created {}", show(key.created)), used, expires, actions]
}

pub(super) fn delete(args: &DeleteArgs) -> Result<Exit> {
    let Change { confirm, shared } = &args.change;
    let chosen = find(&shared.target, shared.output, true)?;
    let handle = confirm.on_platform(&chosen, ChangeKind::Ordinary)?;
    if !runtime().block_on(handle.deploy_keys().delete(&args.name))? {
        let message = format!("deploy key `{}` not found in {}", args.name.escape_debug(), chosen.label());
        return Err(Error::new(ErrorKind::NotFound, message).help("list the keys with `convex-ops keys list`"));
    }
    let data = json!({ "deployment": chosen.name, "deleted": args.name });
    shared.output.print(&data, || format!("deleted key {} of {}\n", args.name, chosen.label()))?;
    Ok(Exit::Clean)
}
