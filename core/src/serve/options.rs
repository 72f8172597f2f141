//! Options of the server.

use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use crate::embedded;
use crate::keys::Secret;

/// Options of the server. The default is an in-memory platform on a free loopback port.
#[derive(Clone)]
#[non_exhaustive]
pub struct ServeOptions {
    /// Location of the platform: `embedded:` for one in memory, `embedded:PATH` for one in a SQLite file.
    pub location: String,
    /// Options of the platform. Imports and exports run in the background, as in Convex. The server replaces the
    /// addresses of deployments.
    pub platform: embedded::EmbeddedOptions,
    /// Address to listen on. Anyone who can reach it can try tokens: consider the risk before using anything but
    /// loopback.
    pub host: IpAddr,
    /// Port to listen on; 0 selects a free one.
    pub port: u16,
    /// Domain below which deployments are served, by name. Without it, each deployment has its own port.
    pub domain: Option<String>,
    /// Maximum number of deployments with their own port.
    pub max_ports: usize,
    /// Token of the first member from an earlier run. An invalid one is replaced.
    pub token: Option<Secret>,
    /// Enables `POST /admin/…`: changes that Convex makes outside its API, authorized by the first member's token.
    pub admin: bool,
    /// Origins of web pages that may call the server, in addition to loopback; `*` allows all.
    pub allow_origins: Vec<String>,
    /// Interval between maintenance runs. Maintenance also runs at each call.
    pub maintenance_interval: Duration,
    /// Limits on requests.
    pub limits: ServeLimits,
}

impl Default for ServeOptions {
    fn default() -> Self {
        Self {
            location: "embedded:".to_owned(),
            platform: embedded::EmbeddedOptions::default().in_background(true),
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            domain: None,
            max_ports: 2_000,
            token: None,
            admin: false,
            allow_origins: Vec::new(),
            maintenance_interval: Duration::from_secs(60),
            limits: ServeLimits::default(),
        }
    }
}

/// Limits on requests. The server rejects a request that exceeds them, or closes the connection.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ServeLimits {
    /// Maximum length of the body of a caller whose token or key was not checked yet, or who has none, in bytes.
    pub anonymous_bytes: usize,
    /// Maximum length of a body, in bytes.
    pub body_bytes: usize,
    /// Maximum length of the unpacked body of a push request, in bytes.
    pub push_bytes: usize,
    /// Maximum length of an imported file, in bytes. It is stored as it arrives.
    pub import_bytes: usize,
    /// Maximum length of a message on a WebSocket, in bytes.
    pub message_bytes: usize,
    /// Maximum number of WebSockets without a key.
    pub anonymous_sockets: usize,
    /// Maximum number of values in the JSON of a body.
    pub json_values: usize,
    /// Maximum memory of all requests together, in bytes.
    pub memory_bytes: usize,
    /// Maximum number of pushes that evaluate modules at a time. Further ones wait, up to a limit.
    pub evaluations: usize,
    /// Maximum length of a request head, in bytes.
    pub head_bytes: usize,
    /// Maximum time to receive a request head, which also limits how long a connection may be idle.
    pub head_time: Duration,
    /// Maximum time to receive a body.
    pub body_time: Duration,
    /// Maximum time for running requests after the server starts to stop.
    pub stop_time: Duration,
}

impl Default for ServeLimits {
    fn default() -> Self {
        Self {
            anonymous_bytes: 64 << 10,
            body_bytes: 8 << 20,
            push_bytes: crate::artifact::MAX_BYTES,
            import_bytes: usize::try_from(10_u64 << 30).unwrap_or(usize::MAX),
            message_bytes: 1 << 20,
            anonymous_sockets: 256,
            json_values: 1_000_000,
            memory_bytes: 1 << 30,
            evaluations: (crate::threads::processors() / 2).max(1),
            head_bytes: 64 << 10,
            head_time: Duration::from_secs(30),
            body_time: Duration::from_secs(30),
            stop_time: Duration::from_secs(10),
        }
    }
}
