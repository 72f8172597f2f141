//! The arguments of `convex-ops serve`.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::time::Duration;

use clap::ValueHint;

use super::key_file;
use crate::cli::project::evaluate;
use crate::error::{Error, Result};
use crate::serve::ServeOptions;

/// Serves Convex's platform locally, in Convex's protocol, without an account
#[derive(Debug, clap::Args)]
#[command(after_help = HELP, long_about = ABOUT)]
pub(in crate::cli) struct Args {
    /// Database file; without it, data is kept in memory and lost on exit
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath)]
    data: Option<PathBuf>,

    /// File with a key of 64 hexadecimal digits that encrypts secrets in the database: environment variables, instance
    /// secrets, settings of log streams
    #[arg(long, value_name = "FILE", requires = "data", value_hint = ValueHint::FilePath)]
    key_file: Option<PathBuf>,

    /// Syncs each write to disk, so that a power failure loses nothing
    #[arg(long, requires = "data")]
    durable: bool,

    /// Address to listen on; anyone who can reach it can try tokens
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,

    /// Port to listen on; 0 picks a free port
    #[arg(long, default_value_t = 0)]
    port: u16,

    /// Parent domain of the deployments' host names; without it, each deployment has its own port
    #[arg(long)]
    domain: Option<String>,

    /// Maximum number of deployments with their own port
    #[arg(long, value_name = "COUNT", default_value_t = 2_000, conflicts_with = "domain")]
    max_ports: usize,

    /// Maximum memory of all requests together, in mebibytes; requests beyond it are refused until others end
    #[arg(long, value_name = "MIB", default_value_t = 1_024, value_parser = clap::value_parser!(u32).range(16..))]
    max_memory: u32,

    /// Seconds that running requests may continue after a signal to stop
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    stop_time: u32,

    /// File with the first member's token: reused if still valid, otherwise overwritten
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) token_file: Option<PathBuf>,

    /// Enables `POST /admin/…` for holders of that token: plans, members, invitations, the clock
    #[arg(long)]
    admin: bool,

    /// Fixes the clock at 14 November 2023, until `POST /admin/move_clock`, and all random choices, and completes jobs
    /// before answering: for tests
    #[arg(long, requires = "admin")]
    deterministic: bool,

    /// Allows web pages of an origin to call, in addition to loopback origins; `*` allows all; repeatable
    #[arg(long, value_name = "ORIGIN")]
    allow_origin: Vec<String>,

    /// Prints one line of JSON, {"url", "token", "teamId"}, when ready for requests
    #[arg(long)]
    pub(super) json: bool,
}

/// Seed of random choices with `--deterministic`.
const SEED: u64 = 7;

/// Time of the clock with `--deterministic`, in milliseconds since the Unix epoch.
const START_MS: i64 = 1_700_000_000_000;

const ABOUT: &str = "\
Serves Convex's platform locally: the management API, the lookups of Convex's command, and the API of each deployment, \
in Convex's protocol. Convex's clients work with it unchanged, without an account and without a network.

Deployments store settings, variables, keys, documents and pushed apps. They run no functions.";

const HELP: &str = "\
Examples:
  convex-ops serve --data platform.db --token-file token
  convex-ops serve --json

Exit codes: 0 stopped by a signal; 2 failed to start.";

impl Args {
    pub(super) fn options(&self) -> Result<ServeOptions> {
        let location = match &self.data {
            None => "embedded:".to_owned(),
            Some(path) => match path.to_str() {
                Some(path) if !path.is_empty() => format!("embedded:{path}"),
                _ => return Err(Error::invalid_input("invalid value of `--data`: not a file name")),
            },
        };
        let mut defaults = ServeOptions::default();
        defaults.limits.memory_bytes = usize::try_from(u64::from(self.max_memory) << 20).unwrap_or(usize::MAX);
        defaults.limits.stop_time = Duration::from_secs(self.stop_time.into());
        let mut platform = defaults.platform.durable(self.durable).isolation(evaluate::isolation()?);
        if self.deterministic {
            platform = platform.deterministic(SEED, START_MS).in_background(false);
        }
        platform.encryption_key = self.key_file.as_deref().map(key_file::read).transpose()?;
        Ok(ServeOptions {
            location,
            platform,
            host: self.host,
            port: self.port,
            domain: self.domain.clone(),
            max_ports: self.max_ports,
            admin: self.admin,
            allow_origins: self.allow_origin.clone(),
            ..defaults
        })
    }
}
