//! The embedded platform on a port, in Convex's own wire protocol: the management API at `/v1`, the look-ups of Convex's
//! command at `/api`, and the API of each deployment at an origin of its own.
//!
//! Convex's clients then need nothing but the address: `CONVEX_PROVISION_HOST` for its command and for
//! `@convex-dev/platform`, and the `deploymentUrl` of the answers for the rest.
//!
//! Each deployment has its own origin, since Convex's clients drop any path of a deployment's URL: a loopback port, bound
//! when the deployment is first asked for by itself, or a host below [`Options::domain`]. Hosts below `localhost` lead to
//! deployments too, for whoever can resolve them.
//!
//! ```
//! use convex_ops::serve::{Options, Server};
//!
//! # tokio::runtime::Runtime::new()?.block_on(async {
//! let server = Server::start(Options::default()).await?;
//! println!("CONVEX_PROVISION_HOST={}", server.url());
//! server.stop().await;
//! # Ok::<(), convex_ops::Error>(()) })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod admin;
mod answer;
mod attend;
mod body;
mod connections;
mod context;
mod cors;
mod credentials;
mod file;
mod health;
mod host;
mod logs;
mod operation;
mod options;
mod origins;
mod router;
mod server;
mod service;
mod sync;
mod unparsed;
mod unsupported;

pub use options::{Limits, Options};
pub use server::Server;
