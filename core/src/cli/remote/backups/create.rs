//! `convex-ops backups create`.

use super::list::row;
use crate::cli::exit::Exit;
use crate::cli::remote::output::table;
use crate::cli::remote::shared::Shared;
use crate::cli::remote::target::find;
use crate::error::Result;
use crate::threads::runtime;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Includes stored files
    #[arg(long)]
    include_storage: bool,

    #[command(flatten)]
    shared: Shared,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let output = args.shared.output;
    let chosen = find(&args.shared.target, output, false)?;
    let create = chosen.on_platform().backups().create().include_storage(args.include_storage);
    let backup = runtime().block_on(create.reporter(output.reporter()).into_future())?;
    output.print(&backup, || table(&[row(&backup)]))?;
    Ok(Exit::Clean)
}
