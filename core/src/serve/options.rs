//! How the platform is served.

use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use crate::embedded;
use crate::keys::Secret;

/// How the platform is served. By default: one in memory, on a free loopback port.
#[derive(Clone)]
#[non_exhaustive]
pub struct Options {
    /// Where the platform is: `embedded:` for one in memory, `embedded:PATH` for one in a SQLite file.
    pub location: String,
    /// How it is opened: imports and exports go on in the background, as in Convex. Where deployments are reached is decided
    /// by the server.
    pub platform: embedded::Options,
    /// The address to listen on. Whoever can reach it can try tokens: think before it is another than loopback.
    pub host: IpAddr,
    /// The port to listen on; 0 for one that is free.
    pub port: u16,
    /// The domain below which deployments are reached, by their names. Without it each has a port of its own.
    pub domain: Option<String>,
    /// How many deployments have a port of their own, at most.
    pub max_ports: usize,
    /// The token of the first member, if it is known from before. One that opens nothing is replaced.
    pub token: Option<Secret>,
    /// Whether `POST /admin/…` does what Convex does outside its API, with the token of the first member.
    pub admin: bool,
    /// The origins of web pages that may call besides those on loopback; `*` for all.
    pub allow_origins: Vec<String>,
    /// After which pauses the platform attends to what is due, besides at each call.
    pub attend_every: Duration,
    /// How much a request may take.
    pub limits: Limits,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            location: "embedded:".to_owned(),
            platform: embedded::Options::default().in_background(true),
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            domain: None,
            max_ports: 1_000,
            token: None,
            admin: false,
            allow_origins: Vec::new(),
            attend_every: Duration::from_secs(60),
            limits: Limits::default(),
        }
    }
}

/// How much a request may take. Past it the request is refused, or the connection closed.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// The longest body, in bytes.
    pub body_bytes: usize,
    /// The longest body of a step of a push, in bytes, once it is unpacked.
    pub push_bytes: usize,
    /// The longest head, in bytes.
    pub head_bytes: usize,
    /// How long a head may take to arrive, and so how long a connection may be idle.
    pub head_time: Duration,
    /// How long a body may take to arrive.
    pub body_time: Duration,
    /// How long requests that are under way may take after the server was told to stop.
    pub stop_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 8 << 20,
            push_bytes: crate::artifact::MAX_BYTES,
            head_bytes: 64 << 10,
            head_time: Duration::from_secs(30),
            body_time: Duration::from_secs(30),
            stop_time: Duration::from_secs(10),
        }
    }
}
