//! What the steps of a push do.
//!
//! Modules are evaluated outside of any transaction: it takes seconds, and others go on meanwhile. What was begun is kept
//! aside, and becomes live in the one transaction that finishes it.

mod app;
mod changes;
mod components;
mod config;
pub(super) mod environment;
mod evaluate;
mod evaluate_schema;
mod finish;
mod indexes;
mod report;
mod start;
mod valid;
mod wait;

pub(super) use app::App;
pub(super) use components::mounted;
