//! Releases: deploys that the gate checks first, the store that remembers them, promotion and rollback.
//!
//! [`Deploying::deploy`] takes an artifact to a deployment. It reads what is live, checks the artifact against it with the
//! gate, and only then pushes: a refused artifact leaves no trace. After the push it reads what is live again, and says so
//! only if that is the artifact.
//!
//! ```
//! # #[cfg(feature = "embedded")]
//! # tokio::runtime::Runtime::new()?.block_on(async {
//! use convex_ops::artifact::{Artifact, PushRequest};
//! use convex_ops::release::{Deploying, Outcome};
//!
//! let convex = convex_ops::connect("embedded:")?;
//! let production = convex.team("first-team").project("todo").ensure().await?.production().ensure().await?;
//! let production = production.confirm_self()?;
//! let module = r#"{"path": "tasks.js", "source": "export const list = {isQuery: true, isPublic: true, _handler() {}};"}"#;
//! let request = PushRequest::parse(&format!(r#"{{"appDefinition": {{"changedModules": [{module}]}}}}"#))?;
//! let first = Artifact::from_request(request)?;
//! let released = production.deploy(&first).message("first").await?.into_release()?;
//! assert_eq!(released.artifact, first.hash()?);
//!
//! // The next version lacks the function, which clients call.
//! let next = Artifact::from_request(PushRequest::parse(r#"{"appDefinition": {}}"#)?)?;
//! let Outcome::Refused(refusal) = production.deploy(&next).await? else { panic!("not refused") };
//! assert_eq!(refusal.report.findings[0].rule, "function-removed");
//! # Ok::<(), convex_ops::Error>(()) })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod announce;
mod backup;
mod costly;
mod deploy;
mod deploying;
mod documents;
mod drift;
mod entry;
mod event;
mod gate;
mod guards;
mod message;
mod outcome;
mod promote;
mod push;
mod rights;
mod rollback;
#[cfg(all(feature = "cli", feature = "client"))]
mod seed;
mod store;
#[cfg(all(feature = "cli", feature = "client"))]
mod urls;
mod verify;

pub use announce::Announcement;
pub use backup::ReleaseBackup;
pub use costly::CostlyChange;
pub use deploy::Deploy;
pub use deploying::Deploying;
pub use documents::Documents;
pub use drift::{Difference, Drift, DriftChange};
pub use entry::{Release, ReleaseState, Source};
pub use event::{DeployEvent, PendingWork};
pub use gate::GateOptions;
pub use guards::DeployGuards;
pub use outcome::{Deployed, DryRun, GateRefusal, Outcome};
pub use promote::{Promoted, Promotion};
#[cfg(all(feature = "cli", feature = "client"))]
pub(crate) use rights::check_rights;
pub use rollback::Drifted;
#[cfg(all(feature = "cli", feature = "client"))]
pub(crate) use seed::run_function;
pub use store::ReleaseStore;
#[cfg(all(feature = "cli", feature = "client"))]
pub(crate) use urls::read_urls;
pub use verify::Proof;
