//! Deploy keys: their kinds and scopes. Secrets are never printed.
//!
//! A key is `<scope>|<secret>`, split at the first `|`. The text before the `|` determines the [`Scope`]:
//!
//! | before the first `\|` | scope | kind |
//! |---|---|---|
//! | `prod:<deployment>`, `dev:…`, `custom:…` | one deployment | [`KeyKind::Prod`], [`KeyKind::Dev`], [`KeyKind::Custom`] |
//! | `preview:<deployment>` | one preview deployment | [`KeyKind::Preview`] |
//! | `preview:<team>:<project>` | the previews of a project | [`KeyKind::ProjectPreview`] |
//! | `project:<team>:<project>` | a project | [`KeyKind::Project`] |
//! | `<instance>` | a self-hosted or local deployment | [`KeyKind::Admin`] |
//! | no `\|`, hexadecimal | a deployment named inside the secret | [`KeyKind::Legacy`] |
//!
//! Convex's CLI classifies some keys differently; [`cli`] reproduces its predicates.

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

pub use key::{ParsedKey, Scope};
pub use kind::{KeyKind, TypePrefix};
pub use parse::parse_key;
pub use redact::redact;
pub use secret::{REDACTED, Secret};
