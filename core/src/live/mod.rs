//! A live deployment as a source: its surface, its scheduled calls and environment variables, and its documents.
//!
//! [`read_live`] reads everything through a deployment's own operations. It needs `deployment:data:view` alone, and changes
//! nothing: no schema becomes pending, no job is started, no audit event is written. What a key may not read is listed in
//! [`Live::not_read`], and [`Live::note`] adds it to a report.
//!
//! ```
//! # #[cfg(feature = "embedded")]
//! # tokio::runtime::Runtime::new()?.block_on(async {
//! use convex_ops::compat::{Options, check};
//! use convex_ops::live::{DocumentOptions, read_live};
//! use convex_ops::surface::Surface;
//!
//! let convex = convex_ops::connect("embedded:")?;
//! let production = convex.team("first-team").project("todo").ensure().await?.production().ensure().await?;
//! let candidate = Surface::parse(r#"{"functions": []}"#)?;
//!
//! let connection = production.connection();
//! let live = read_live(&connection).await?;
//! let data = live.check_documents(&connection, &candidate, &DocumentOptions::default(), &mut |_| Ok(())).await?;
//! let mut report = check(&live.surface, &candidate, &live.evidence(Some(data)), &Options::at(0.0));
//! live.note(&mut report);
//! assert!(report.findings.is_empty());
//! # Ok::<(), convex_ops::Error>(()) })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Source: the queries of Convex's dashboard, `npm-packages/system-udfs/convex/_system` of convex-backend.

mod auth;
mod components;
mod crons;
mod documents;
mod environment;
mod feed;
mod json;
mod query;
mod read;
mod schedule;

pub use documents::DocumentOptions;
pub use read::{Live, read_live};
