//! `convex-ops releases`: lists the releases of the store.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::json;

use super::store_args::StoreArgs;
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::compat::report::render::inert;
use crate::error::{Error, ErrorKind, Result};
use crate::release::{Release, ReleaseState, ReleaseStore};

/// Lists the releases of the store, or shows one of them
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    command: Option<Shown>,

    /// Name of the deployment [default: all, or the only one]
    #[arg(long, value_name = "NAME", global = true)]
    deployment: Option<String>,

    /// Prints JSON
    #[arg(long, global = true)]
    json: bool,

    #[command(flatten)]
    store: StoreArgs,
}

#[derive(Debug, clap::Subcommand)]
enum Shown {
    /// Shows one release
    Show {
        /// Number of the release
        number: u32,
    },
}

pub(in crate::cli) fn run(args: &Args) -> Result<Exit> {
    let store = args.store.open();
    let all = store.deployments()?;
    let deployments = match &args.deployment {
        Some(name) if all.contains(name) => vec![name.clone()],
        Some(name) => {
            let help = "use the full name of the deployment, or name another store with `--releases`";
            return Err(store.no_release(name).help(help));
        }
        None => all,
    };
    match args.command {
        None => list(&store, &deployments, args.json)?,
        Some(Shown::Show { number }) => show(&store.get(only(&deployments)?, number)?, args.json)?,
    }
    Ok(Exit::Clean)
}

/// Returns the only deployment with releases.
pub(super) fn only(deployments: &[String]) -> Result<&str> {
    match deployments {
        [only] => Ok(only),
        [] => Err(Error::new(ErrorKind::NotFound, "the store has no releases").help("name another with `--releases`")),
        several => {
            let message = format!("several deployments have releases: {}", several.join(", "));
            Err(Error::invalid_input(message).help("choose one with `--deployment`"))
        }
    }
}

fn list(store: &ReleaseStore, deployments: &[String], as_json: bool) -> Result<()> {
    let mut all = Vec::new();
    for deployment in deployments {
        all.extend(store.list(deployment)?);
    }
    if as_json {
        return output::print(&format!("{}\n", json!(all)));
    }
    let mut text = String::new();
    let mut live = BTreeSet::new();
    for release in &all {
        // Later releases come first.
        let is_replaced = release.state == ReleaseState::Live && !live.insert(&release.deployment);
        let state = if is_replaced { "replaced" } else { release.state.as_str() };
        let _ = writeln!(text, "{}", summary(release, state));
    }
    if all.is_empty() {
        output::say(&format!("no releases in the release store {store}"));
    }
    output::print(&text)
}

/// Describes a release in one line.
fn summary(release: &Release, state: &str) -> String {
    let short = release.artifact.get(..12).unwrap_or(&release.artifact);
    let message = release.message.as_deref().unwrap_or("-").lines().next().unwrap_or_default();
    format!(
        "{:>4}  {}  {state:<8}  {short}  {}  {}",
        release.number,
        inert(&release.deployment),
        time(release),
        inert(message)
    )
}

fn time(release: &Release) -> String {
    let millis = release.deployed.unwrap_or(release.started).as_millis();
    jiff::Timestamp::from_millisecond(millis)
        .map_or_else(|_| millis.to_string(), |time| time.strftime("%F %T").to_string())
}

fn show(release: &Release, as_json: bool) -> Result<()> {
    if as_json {
        return output::print(&format!("{}\n", json!(release)));
    }
    let mut text = format!("release {} of {}\n", release.number, inert(&release.deployment));
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(text, "{name:<10} {}", inert(&value));
        }
    };
    add("state", Some(release.state.as_str().to_owned()));
    add("time", Some(time(release)));
    add("url", Some(release.url.clone()));
    add("artifact", Some(release.artifact.clone()));
    add("message", release.message.clone());
    add("author", release.author.clone());
    add("commit", release.source.as_ref().map(ToString::to_string));
    add("verdict", Some(release.report.verdict.as_str().to_owned()));
    add("accepted", Some(release.accepted().collect::<Vec<_>>().join(", ")).filter(|all| !all.is_empty()));
    add("backup", release.backup.as_ref().map(ToString::to_string));
    add("back to", release.back_to.map(|number| number.to_string()));
    add(
        "from",
        release.promoted_from.as_ref().map(|from| format!("release {} of {}", from.number, inert(&from.deployment))),
    );
    add("proofs", Some(release.proofs.len().to_string()));
    output::print(&text)
}
