//! Serves the dashboard: a page for teams, projects, deployments and checks, and the proxy through which it calls Convex.
//!
//! The page has no credential. The proxy adds the access token, and keeps the keys of deployments that the platform returns.
//! It serves loopback only, and calls need the secret of the run, which the URL contains after `#`: browsers never send that
//! part of a URL. A cookie would be sent by any page, and to every other port of this machine.
//!
//! ```no_run
//! use convex_ops::dashboard::{Assets, Dashboard, DashboardOptions};
//!
//! # async fn open(token: &str) -> convex_ops::Result<()> {
//! let assets = Assets::of_folder("examples/dashboard/dist".as_ref())?;
//! let dashboard = Dashboard::start(DashboardOptions::new("https://api.convex.dev", token, assets)).await?;
//! println!("{}", dashboard.url().expose());
//! dashboard.stop().await;
//! # Ok(()) }
//! ```

mod addresses;
mod answer;
mod assets;
mod deployment_calls;
mod forward;
mod guard;
mod headers;
mod operations;
mod options;
mod platform_calls;
mod report;
mod routes;
mod run_secret;
mod server;
mod state;

pub use assets::Assets;
pub use options::DashboardOptions;
pub use server::Dashboard;
