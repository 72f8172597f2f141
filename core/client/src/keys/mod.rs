//! Deploy keys: what each kind names and may do, without ever printing its secret.
//!
//! A key is `<what it names>|<secret>`, split at the first `|`. What stands before the `|` says which [`Scope`] it has:
//!
//! | before the first `\|` | scope | kind |
//! |---|---|---|
//! | `prod:<deployment>`, `dev:…`, `custom:…` | one deployment | [`KeyKind::Prod`], [`KeyKind::Dev`], [`KeyKind::Custom`] |
//! | `preview:<deployment>` | one preview deployment | [`KeyKind::Preview`] |
//! | `preview:<team>:<project>` | the previews of a project | [`KeyKind::ProjectPreview`] |
//! | `project:<team>:<project>` | a project | [`KeyKind::Project`] |
//! | `<instance>` | a self-hosted or local deployment | [`KeyKind::Admin`] |
//! | no `\|` at all, hexadecimal | a deployment named inside the secret | [`KeyKind::Legacy`] |
//!
//! Convex's own command draws some lines elsewhere; [`cli`] has its predicates as they are.

#[cfg(feature = "embedded")]
pub mod admin;
pub mod cli;
#[cfg(feature = "embedded")]
#[doc(hidden)]
pub mod hex;
mod key;
mod kind;
mod parse;
mod redact;
mod secret;

#[cfg(test)]
mod tests;

pub use key::{DeployKey, Scope};
pub use kind::{DeploymentType, KeyKind};
pub use parse::parse_key;
pub use redact::redact;
pub use secret::{REDACTED, Secret};
