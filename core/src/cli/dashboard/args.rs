//! The arguments of `convex-ops dashboard`.

use std::io::IsTerminal as _;
use std::path::PathBuf;

use clap::ValueHint;

/// Opens a page for teams, projects, deployments and checks
#[derive(Debug, clap::Args)]
#[command(after_help = HELP, long_about = ABOUT)]
pub(in crate::cli) struct Args {
    /// URL of the platform, such as https://api.convex.dev; without it, a platform runs in this process
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    pub(super) to: Option<String>,

    /// Database file of the platform in this process; without it, data is kept in memory and lost on exit
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath, conflicts_with = "to")]
    pub(super) data: Option<PathBuf>,

    /// Loopback port to listen on; 0 picks a free port
    #[arg(long, default_value_t = 0)]
    pub(super) port: u16,

    /// Opens the page in a browser, which is the default on a terminal
    #[arg(long, overrides_with = "no_open")]
    open: bool,

    /// Only prints the address
    #[arg(long)]
    no_open: bool,

    /// Folder with the built page, in place of the one in this program
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) assets: Option<PathBuf>,

    /// Prints one line of JSON, {"url", "platform"}, when ready for requests
    #[arg(long)]
    pub(super) json: bool,
}

const ABOUT: &str = "\
Opens a page for teams, projects, deployments and checks, and serves it on a loopback port until you press Ctrl-C.

With --to, the page shows that platform. Calls use the token in CONVEX_ACCESS_TOKEN, or else that of `npx convex login`. The \
browser never receives it.";

const HELP: &str = "\
Examples:
  convex-ops dashboard
  convex-ops dashboard --to https://api.convex.dev

Exit codes: 0 stopped by a signal; 2 failed to start.";

impl Args {
    pub(super) fn opens_browser(&self) -> bool {
        self.open || (!self.no_open && !self.json && std::io::stdout().is_terminal())
    }
}
