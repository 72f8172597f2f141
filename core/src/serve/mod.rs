//! Serves the embedded platform over HTTP in Convex's wire protocol: the management API at `/v1`, the look-ups of
//! Convex's command at `/api`, and the API of each deployment at its own origin.
//!
//! Convex's clients only need the address: `CONVEX_PROVISION_HOST` for the command and for `@convex-dev/platform`, and
//! the `deploymentUrl` of responses for everything else.
//!
//! Each deployment has its own origin, because Convex's clients drop the path of a deployment's URL. The origin is a
//! loopback port, bound when the deployment is first requested individually, or a host below [`ServeOptions::domain`]. Hosts
//! below `localhost` also address deployments, for clients that can resolve them.
//!
//! ```
//! use convex_ops::serve::{ServeOptions, Server};
//!
//! # tokio::runtime::Runtime::new()?.block_on(async {
//! let server = Server::start(ServeOptions::default()).await?;
//! println!("CONVEX_PROVISION_HOST={}", server.url());
//! server.stop().await;
//! # Ok::<(), convex_ops::Error>(()) })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod admin;
mod admin_key;
mod answer;
mod bad_request;
mod body;
mod connections;
mod context;
mod cors;
mod counted;
mod credentials;
mod echo;
mod evaluations;
mod file;
mod head;
mod health;
mod host;
mod json_values;
mod key_in_body;
mod logs;
mod maintenance;
mod memory;
mod operation;
mod options;
mod origins;
mod receive;
mod router;
mod server;
mod service;
mod storage;
mod sync;
mod unsupported;
mod upload;

#[cfg(feature = "client")]
pub(crate) use connections::{Connections, ServedPort};
pub use options::{ServeLimits, ServeOptions};
#[cfg(feature = "client")]
pub(crate) use router::method_filter;
pub use server::Server;
