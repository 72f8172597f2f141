//! Schemas of deployments: active and pending.
//!
//! A push submits a pending schema. It becomes validated once all existing documents match it, and active when the push
//! is finished. Meanwhile, writes must match the active schema; a write that does not match the pending one makes that
//! schema fail. Source: `crates/database/src/bootstrap_model/schema` of convex-backend.

mod decide;
mod enforce;
mod lifecycle;
mod row;
mod validate;

pub(in crate::embedded) use decide::{Decision, decide};
pub(in crate::embedded) use enforce::Enforcer;
pub(in crate::embedded) use lifecycle::{activate, clear_active, fail, note_stop, note_valid, submit};
pub(in crate::embedded) use row::{SchemaRow, State};
pub(in crate::embedded) use validate::{RefusedDocument, Verdict, validate, validate_next};
