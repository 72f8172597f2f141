//! Convex's nouns as handles: `convex.team("acme").project("todo").production()`.
//!
//! A handle names something; it costs nothing and asks nobody. What it does is done by an [`Engine`]: the HTTP client, or
//! the platform embedded in this process. `ensure` finds what is there and creates what isn't, so a script that is run
//! again changes nothing.
//!
//! ```
//! use convex_ops::handles::{Convex, Engine, KeyPreset};
//!
//! /// Sets up a project with its production deployment, a preview, and a key for CI.
//! async fn provision(engine: impl Engine) -> convex_ops::Result<()> {
//!     let todo = Convex::new(engine).team("acme").project("todo");
//!     todo.ensure().await?;
//!     let production = todo.production();
//!     production.ensure().await?;
//!     let key = production.deploy_keys().create("ci", KeyPreset::Deployer).await?;
//!     todo.preview("my-branch").ensure().await?;
//!     println!("{:?}", key); // `<redacted>`; `key.expose()` is the key itself.
//!     Ok(())
//! }
//! ```

mod backups;
mod convex;
mod copy_data;
mod deploy_keys;
mod deployment;
mod engine;
mod opened;
mod parts;
mod pauses;
mod pieces;
mod progress;
mod project;
mod ready;
mod selector;
mod team;

pub use backups::Backups;
pub use convex::Convex;
pub use copy_data::{CopiedData, CopyDataOptions};
pub use deploy_keys::{DeployKeys, KeyPreset};
pub use deployment::DeploymentHandle;
pub use engine::Engine;
pub use pieces::Pieces;
pub use project::ProjectHandle;
pub use team::TeamHandle;
