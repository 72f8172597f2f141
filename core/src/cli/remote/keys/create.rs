//! `convex-ops keys create`.

use std::time::Duration;

use super::preset::PresetArgs;
use crate::cli::exit::Exit;
use crate::cli::remote::shared::Change;
use crate::cli::remote::target::find;
use crate::cli::remote::times::parse_duration;
use crate::error::Result;
use crate::handles::ChangeKind;
use crate::threads::runtime;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Name of the key
    name: String,

    #[command(flatten)]
    preset: PresetArgs,

    /// Lifetime, such as 30d; at least 30m [default: it never expires]
    #[arg(long, value_name = "TIME", value_parser = parse_duration)]
    expires_in: Option<Duration>,

    #[command(flatten)]
    change: Change,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let Change { confirm, shared } = &args.change;
    let chosen = find(&shared.target, shared.output, true)?;
    let handle = confirm.on_platform(&chosen, ChangeKind::Ordinary)?;
    let mut create = handle.deploy_keys().create(&args.name, args.preset.preset());
    if let Some(time) = args.expires_in {
        create = create.expires_in(time);
    }
    let key = runtime().block_on(create.into_future())?;
    shared.output.say("the key is printed only now: store it");
    shared.output.print(&key, || format!("{}\n", key.secret.expose()))?;
    Ok(Exit::Clean)
}
