//! The schemas of deployments: which one documents are held to, and which one is to come.
//!
//! A push submits a schema as pending. It becomes validated when all documents that are there match it, and active when the
//! push is finished. Meanwhile, what is written must match the active one; what doesn't match the one to come fails that
//! one. Source: `crates/database/src/bootstrap_model/schema` of convex-backend.

mod decide;
mod enforce;
mod lifecycle;
mod row;
mod validate;

pub(in crate::embedded) use decide::{Decision, decide};
pub(in crate::embedded) use enforce::Enforcer;
pub(in crate::embedded) use lifecycle::{activate, clear_active, fail, note_stop, note_valid, submit};
pub(in crate::embedded) use row::{SchemaRow, State};
pub(in crate::embedded) use validate::{Refused, Verdict, validate, validate_next};
