//! Where deployments are reached: each at an origin of its own.

mod domain;
mod ports;

use std::net::SocketAddr;

use tokio::sync::mpsc::UnboundedReceiver;

pub(super) use domain::Domain;
pub(super) use ports::Opened;
use ports::Ports;

use crate::embedded::{Addresses, Platform};
use crate::error::Result;
use crate::model::Region;

/// Where deployments are reached.
pub(super) enum Origins {
    /// Each at a port of its own.
    Ports(Ports),
    /// Each at a host below a domain, all at one port.
    Domain(Domain),
}

impl Origins {
    /// Ports beside `main`, where the management API is. Whoever receives them has to serve them.
    pub(super) fn ports(main: SocketAddr, max: usize) -> (Self, UnboundedReceiver<Opened>) {
        let (ports, opened) = Ports::new(main, max);
        (Self::Ports(ports), opened)
    }

    /// Opens the ports at which deployments were reached before.
    pub(super) fn restore(&self, platform: &Platform) -> Result<()> {
        match self {
            Self::Ports(ports) => ports.restore(platform),
            Self::Domain(_) => Ok(()),
        }
    }

    /// Runs `work` on the platform, and keeps what it opened. Where it found no port free, those of deployments that are
    /// gone are closed, and it is run again: having failed, it has changed nothing.
    pub(super) fn around<T>(&self, platform: &Platform, work: impl Fn() -> Result<T>) -> Result<T> {
        match self {
            Self::Ports(ports) => ports.around(platform, work),
            Self::Domain(_) => work(),
        }
    }
}

impl Addresses for Origins {
    fn of_one(&self, name: &str, _: &Region) -> Result<String> {
        match self {
            Self::Ports(ports) => ports.of_one(name),
            Self::Domain(domain) => Ok(domain.cloud(name)),
        }
    }

    fn in_list(&self, name: &str, _: &Region) -> String {
        match self {
            Self::Ports(ports) => ports.in_list(name),
            Self::Domain(domain) => domain.cloud(name),
        }
    }

    /// As Convex's open-source backend serves them without a proxy.
    fn of_site(&self, name: &str, region: &Region) -> String {
        self.in_list(name, region) + "/http"
    }
}
