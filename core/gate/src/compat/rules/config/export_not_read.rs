//! A file exports crons, routes or a schema, and Convex does not read it.
//!
//! # What it finds
//! A module whose default export is that of `cronJobs()`, `httpRouter()` or `defineSchema()`, in an app or component that has
//! none from the file where Convex looks for it: `crons.ts`, `http.ts` or `schema.ts` in the functions folder.
//!
//! # Why it breaks
//! The deploy succeeds, and Convex ignores the export without an error: no cron runs. Ignored crons are risky. An ignored
//! router or schema is information, as other code may use it.
//!
//! # Example
//! ```json baseline
//! {"functions": {}}
//! ```
//! ```json candidate
//! {"functions": {"cron.js": {"functions": [], "unreadExport": "crons"}}}
//! ```
//!
//! # Safe rollout
//! Move the file into the functions folder under the name that Convex reads, or import it there.

use std::collections::{BTreeMap, BTreeSet};

use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Level, Subject};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};
use crate::surface::{Component, UnreadExport};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::risky(&[Breaks::Operators], Check::Component(check)).inspects(&[PartName::Functions]);

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let Some(component) = pair.candidate else { return };
    for (module, unread) in component.unread_exports.iter().filter(|(_, unread)| has_none(component, **unread)) {
        let file = unread.file();
        let (what, level) = match unread {
            UnreadExport::Crons => ("crons", Level::Risky),
            UnreadExport::Http => ("HTTP routes", Level::Info),
            UnreadExport::Schema => ("a schema", Level::Info),
        };
        sink.push(
            Draft::new(
                Subject::module(pair.path, module),
                format!("`{module}` exports {what}, which Convex reads from `{file}` only"),
            )
            .level(level)
            .detail(file)
            .fix(format!("move `{module}` to `{file}` in the functions folder, or import it there")),
        );
    }
}

/// Checks if a component has nothing from the file that Convex reads.
fn has_none(component: &Component, unread: UnreadExport) -> bool {
    match unread {
        UnreadExport::Crons => component.crons.known().is_some_and(BTreeMap::is_empty),
        UnreadExport::Http => component.routes.known().is_some_and(BTreeSet::is_empty),
        UnreadExport::Schema => component.schema.known().is_some_and(Option::is_none),
    }
}
