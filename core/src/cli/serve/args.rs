//! The arguments of `convex-ops serve`.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use clap::ValueHint;

use crate::cli::project::evaluate;
use crate::error::{Error, Result};
use crate::serve::Options;

/// Serves Convex's platform from this machine, in Convex's own protocol, without an account
#[derive(Debug, clap::Args)]
#[command(after_help = HELP, long_about = ABOUT)]
pub(in crate::cli) struct Args {
    /// The file that everything is kept in; without it, memory, which the process takes with it
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath)]
    data: Option<PathBuf>,

    /// Waits for the disk with each write, so that a power failure costs nothing either
    #[arg(long, requires = "data")]
    durable: bool,

    /// The address to listen on; whoever can reach it can try tokens
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,

    /// The port to listen on; 0 for one that is free
    #[arg(long, default_value_t = 0)]
    port: u16,

    /// The domain below which deployments are reached, by their names; without it each has a port
    #[arg(long)]
    domain: Option<String>,

    /// How many deployments have a port of their own, at most
    #[arg(long, value_name = "COUNT", default_value_t = 1_000, conflicts_with = "domain")]
    max_ports: usize,

    /// A file with the first member's token: used again where it still opens the platform, else written
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) token_file: Option<PathBuf>,

    /// Offers `POST /admin/…` to whoever has that token: plans, members, invitations, the clock
    #[arg(long)]
    admin: bool,

    /// An origin whose web pages may call, besides those on loopback; `*` for all; may be given several times
    #[arg(long, value_name = "ORIGIN")]
    allow_origin: Vec<String>,

    /// Writes one line of JSON, {"url", "token", "teamId"}, once it accepts requests
    #[arg(long)]
    pub(super) json: bool,
}

const ABOUT: &str = "\
Serves Convex's platform from this machine: the management API, what Convex's command looks up, and the API of each \
deployment, in Convex's own protocol. Convex's own clients work against it unchanged, without an account and without a \
network.

There is no cloud behind it: deployments keep their settings, variables, keys, documents and the app that was pushed, and \
run no functions.";

const HELP: &str = "\
Examples:
  convex-ops serve --data platform.db --token-file token
  convex-ops serve --json

Exit codes: 0 it was stopped; 2 it could not start.";

impl Args {
    pub(super) fn options(&self) -> Result<Options> {
        let location = match &self.data {
            None => "embedded:".to_owned(),
            Some(path) => match path.to_str() {
                Some(path) if !path.is_empty() => format!("embedded:{path}"),
                _ => return Err(Error::invalid_input("`--data` names no file")),
            },
        };
        let defaults = Options::default();
        Ok(Options {
            location,
            platform: defaults.platform.durable(self.durable).isolation(evaluate::isolation()?),
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
