//! Which deployment a command acts on: the rules of Convex's own command, as a function of data.
//!
//! [`resolve`] reads nothing itself. It takes flags, environment variables, `.env` files and the login as [`Inputs`], and
//! returns a [`Resolution`]: what is selected, by which rule, and with which credential the platform is asked.
//! [`Resolution::authorize`] then asks for the URL and a key, with the requests that Convex's command makes.
//!
//! Source: `deploymentSelection.ts`, `deploymentSelector.ts`, `api.ts`, `envvars.ts` and `deploy.ts` of the npm package
//! `convex` 1.49.0. `conformance/deployment-selection` holds what the command itself did in each case.

mod access;
mod build_environment;
mod credential;
mod env_file;
mod inputs;
mod resolve;
mod selection;
mod selector;
mod variables;

pub use access::TargetAccess;
pub use build_environment::{BuildEnvironment, build_environment, git_branch};
pub use credential::{PlatformCredential, PlatformCredentialKind};
pub use env_file::{parse_env_file, parse_strict_env_file};
pub use inputs::{Command, EnvFile, Flags, Inputs};
pub use resolve::{Resolution, resolve};
pub use selection::{Choice, InProject, Selection, TargetProject};
pub use selector::{Selector, SelectorInProject};
