//! Facts that must hold before a step is deployed.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::compat::report::Subject;
use crate::schema::Validator;

/// A fact that must hold before a step is deployed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Precondition {
    /// Kind of the fact.
    pub kind: PreconditionKind,
    /// Table, function, route, auth provider or environment variable that it is about.
    pub subject: Subject,
    /// Number of the step whose code and clients comply; 0 if no earlier step does. What was written, built or
    /// scheduled earlier counts against the fact.
    pub since: u32,
    /// Type that every document of the table must match; only for `data`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typegen", schemars(with = "Option<serde_json::Value>"))]
    pub documents: Option<Validator>,
}

/// Kind of a precondition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum PreconditionKind {
    /// Every document of a table matches a type. A scan tells.
    Data,
    /// No client that was built before a step uses the subject. A person confirms it.
    Clients,
    /// No call that was scheduled before a step is pending. The schedule tells.
    Schedule,
    /// An environment variable is set.
    Environment,
}

impl Precondition {
    /// Describes the fact in one sentence.
    #[must_use]
    pub fn describe(&self) -> String {
        let subject = describe_subject(&self.subject);
        let since = self.since;
        match self.kind {
            PreconditionKind::Data => format!("every document of {subject} matches its new type"),
            PreconditionKind::Clients => format!("no client from before step {since} uses {subject}"),
            PreconditionKind::Schedule if since == 0 => format!("no call of {subject} is pending"),
            PreconditionKind::Schedule => format!("no call of {subject} from before step {since} is pending"),
            PreconditionKind::Environment => format!("{subject} is set"),
        }
    }
}

/// Names a subject in a sentence: `messages.js:send` in backquotes, with its component.
pub(super) fn describe_subject(subject: &Subject) -> String {
    let parts = [
        &subject.table,
        &subject.index,
        &subject.function,
        &subject.route,
        &subject.cron,
        &subject.environment_variable,
        &subject.auth_provider,
    ];
    let name = parts.into_iter().flatten().next().map_or("app", String::as_str);
    match subject.component.as_str() {
        "" => format!("`{name}`"),
        component => format!("`{name}` in component `{component}`"),
    }
}

/// Sums up preconditions in one line.
pub(super) fn wait(preconditions: &[Precondition]) -> Option<String> {
    let of = |kind| preconditions.iter().filter(move |precondition| precondition.kind == kind);
    let names = |kind| of(kind).map(|precondition| describe_subject(&precondition.subject)).collect::<Vec<_>>();
    let mut parts = Vec::new();
    let data = names(PreconditionKind::Data);
    if !data.is_empty() {
        parts.push(format!("all documents of {} match", data.join(", ")));
    }
    let since: BTreeSet<u32> = of(PreconditionKind::Clients).map(|precondition| precondition.since).collect();
    parts.extend(since.into_iter().map(|step| format!("no client from before step {step} is in use")));
    let scheduled = names(PreconditionKind::Schedule);
    if !scheduled.is_empty() {
        parts.push(format!("no earlier call of {} is pending", scheduled.join(", ")));
    }
    parts.extend(names(PreconditionKind::Environment).into_iter().map(|name| format!("{name} is set")));
    (!parts.is_empty()).then(|| parts.join("; "))
}
