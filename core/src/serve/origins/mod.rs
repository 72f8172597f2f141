//! Origins of deployments: each has its own.

mod domain;
mod ports;

use std::net::SocketAddr;

use tokio::sync::mpsc::UnboundedReceiver;

pub(super) use domain::Domain;
pub(super) use ports::OpenedPort;
use ports::Ports;

use crate::embedded::{Addresses, Platform};
use crate::error::Result;
use crate::model::Region;

/// Origins of deployments.
pub(super) enum Origins {
    /// A port for each deployment.
    Ports(Ports),
    /// A host below a domain for each deployment, all on one port.
    Domain(Domain),
}

impl Origins {
    /// Uses ports next to `main`, the port of the management API. The caller must serve the received ports.
    pub(super) fn ports(main: SocketAddr, max: usize) -> (Self, UnboundedReceiver<OpenedPort>) {
        let (ports, opened) = Ports::new(main, max);
        (Self::Ports(ports), opened)
    }

    /// Reopens the ports that deployments had before.
    pub(super) fn restore(&self, platform: &Platform) -> Result<()> {
        match self {
            Self::Ports(ports) => ports.restore(platform),
            Self::Domain(_) => Ok(()),
        }
    }

    /// Runs `work` on the platform and saves the ports that it opened. If no port was free, closes the ports of deleted
    /// deployments and runs `work` again; the failed run has changed nothing.
    pub(super) fn around<T>(&self, platform: &Platform, mut work: impl FnMut() -> Result<T>) -> Result<T> {
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

    /// Same origin as the API, as in Convex's open-source backend without a proxy.
    fn of_site(&self, name: &str, region: &Region) -> String {
        self.in_list(name, region) + "/http"
    }
}
