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
//! use convex_ops::release::{Deploying, Refused};
//!
//! let convex = convex_ops::connect("embedded:")?;
//! let production = convex.team("first-team").project("todo").ensure().await?.production().ensure().await?;
//! let production = production.confirm_self()?;
//! let module = r#"{"path": "tasks.js", "source": "export const list = {isQuery: true, isPublic: true, _handler() {}};"}"#;
//! let request = PushRequest::parse(&format!(r#"{{"appDefinition": {{"changedModules": [{module}]}}}}"#))?;
//! let first = Artifact::from_request(request)?;
//! let released = production.deploy(&first).message("first").await?;
//! assert_eq!(released.artifact, first.hash()?);
//!
//! // The next version lacks the function, which clients call.
//! let next = Artifact::from_request(PushRequest::parse(r#"{"appDefinition": {}}"#)?)?;
//! let error = production.deploy(&next).await.unwrap_err();
//! assert_eq!(error.refusal().unwrap().report.findings[0].rule, "function-removed");
//! assert_eq!(production.releases().list().all().await?.len(), 1);
//! # Ok::<(), convex_ops::Error>(()) })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod announce;
mod app;
mod backup;
mod blocking;
mod bundle;
mod check;
mod costly;
mod deploy;
mod deploying;
mod documents;
mod drift;
mod entry;
mod event;
mod files;
mod gate;
mod guards;
mod message;
mod outcome;
mod promote;
mod proof;
mod push;
mod releases;
mod rights;
#[cfg(all(feature = "cli", feature = "client"))]
mod seed;
mod store;
#[cfg(all(feature = "cli", feature = "client"))]
mod urls;
mod verify;

pub use announce::{Announcement, Drifted};
pub use app::{App, ReleaseChoice};
pub use backup::ReleaseBackup;
pub use bundle::{Bundle, bundle};
pub use check::{CheckApp, PlanApp};
pub use costly::CostlyChange;
pub use deploy::{Deploy, DeployDryRun};
pub use deploying::{Deploying, Promoting};
pub use documents::Documents;
pub use drift::{Drift, DriftChange, DriftedPart};
pub use entry::{Release, ReleaseId, ReleaseState, Source};
pub use event::{DeployEvent, PendingWork};
pub use gate::GateOptions;
pub use guards::DeployGuards;
pub use outcome::{DryRun, GateRefusal, Refused};
pub use promote::{Promoted, Promotion, PromotionDryRun};
pub use proof::Proof;
pub use releases::Releases;
#[cfg(all(feature = "cli", feature = "client"))]
pub(crate) use rights::check_rights;
#[cfg(all(feature = "cli", feature = "client"))]
pub(crate) use seed::run_function;
pub use store::ReleaseStore;
#[cfg(all(feature = "cli", feature = "client"))]
pub(crate) use urls::read_urls;
