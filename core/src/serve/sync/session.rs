//! State of one client: its queries and the results that it has. Does no I/O.

use std::collections::{BTreeMap, BTreeSet};

use super::message::{
    ClientMessage, Modification, QueryId, QueryModification, ServerMessage, StateVersion, Timestamp, Token,
};
use crate::api::functions::{FunctionResult, RunAction, RunMutation, RunQuery};

/// Maximum number of queries of a client with a key.
const MAX_QUERIES: usize = 1_000;

/// Maximum number of queries of a client without a key. They are an app's own, which are not run.
const MAX_ANONYMOUS_QUERIES: usize = 100;

/// State of one client: its queries and the results that it has.
#[derive(Default)]
pub(super) struct Session {
    /// Versions of the last transition sent to the client.
    known: StateVersion,
    /// Versions that the client has requested.
    requested: StateVersion,
    queries: BTreeMap<QueryId, Subscription>,
    /// Set if the client presents a key.
    has_key: bool,
    /// Queries removed since the last transition.
    removed: BTreeSet<QueryId>,
}

/// A query that a client subscribes to.
struct Subscription {
    query: RunQuery,
    /// Last result sent to the client.
    sent: Option<FunctionResult>,
}

/// Action that a message requires.
#[derive(Debug, PartialEq)]
pub(super) enum Reaction {
    /// Do nothing.
    Nothing,
    /// Run a function and send its result.
    Call(FunctionCall),
    /// Run the queries and send their changes.
    Refresh,
    /// Like `Refresh`, after changing the identity.
    Authenticate(Token),
}

/// A function that a client calls, with the ID of the request.
#[derive(Debug, PartialEq)]
pub(super) enum FunctionCall {
    Mutation(u64, RunMutation),
    Action(u64, RunAction),
}

/// A violation of the protocol, which ends the connection.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ProtocolViolation(pub(super) String);

impl Session {
    /// Handles a message from the client.
    pub(super) fn receive(&mut self, message: ClientMessage) -> Result<Reaction, ProtocolViolation> {
        match message {
            ClientMessage::Connect { max_observed_timestamp } => {
                // Time must not go backwards for a client that was connected to another server.
                self.requested.ts = self.requested.ts.max(max_observed_timestamp.unwrap_or_default());
                Ok(Reaction::Nothing)
            }
            ClientMessage::Authenticate { base_version, token } => {
                check_version("identity", self.requested.identity, base_version)?;
                self.requested.identity = base_version.saturating_add(1);
                self.has_key = matches!(token, Token::Admin { .. });
                Ok(Reaction::Authenticate(token))
            }
            ClientMessage::ModifyQuerySet { base_version, new_version, modifications } => {
                check_version("query set", self.requested.query_set, base_version)?;
                if new_version <= base_version {
                    return Err(ProtocolViolation(format!(
                        "invalid version {new_version} of the query set: not after {base_version}"
                    )));
                }
                self.requested.query_set = new_version;
                modifications.into_iter().try_for_each(|modification| self.modify(modification))?;
                Ok(Reaction::Refresh)
            }
            ClientMessage::Mutation { request_id, udf_path, args } => {
                let call = RunMutation { path: udf_path, args, format: None };
                Ok(Reaction::Call(FunctionCall::Mutation(request_id, call)))
            }
            ClientMessage::Action { request_id, udf_path, args } => {
                let call = RunAction { path: udf_path, args, format: None };
                Ok(Reaction::Call(FunctionCall::Action(request_id, call)))
            }
            ClientMessage::Event {} => Ok(Reaction::Nothing),
        }
    }

    fn modify(&mut self, modification: QueryModification) -> Result<(), ProtocolViolation> {
        match modification {
            QueryModification::Add { query_id, udf_path, args, component_path } => {
                let most = if self.has_key { MAX_QUERIES } else { MAX_ANONYMOUS_QUERIES };
                if self.queries.len() >= most {
                    return Err(ProtocolViolation(format!("too many queries: this connection has at most {most}")));
                }
                let query = RunQuery { path: udf_path, args, format: None, component_path };
                if self.queries.insert(query_id, Subscription { query, sent: None }).is_some() {
                    return Err(ProtocolViolation(format!("duplicate query {query_id}")));
                }
            }
            QueryModification::Remove { query_id } => {
                let removed = self.queries.remove(&query_id);
                let was_sent =
                    removed.ok_or_else(|| ProtocolViolation(format!("query {query_id} not found")))?.sent.is_some();
                if was_sent {
                    self.removed.insert(query_id);
                }
            }
        }
        Ok(())
    }

    /// Checks if the client presents a key.
    pub(super) fn has_key(&self) -> bool {
        self.has_key
    }

    /// Checks if any query needs to run.
    pub(super) fn has_queries(&self) -> bool {
        !self.queries.is_empty()
    }

    /// Returns all queries with their IDs.
    pub(super) fn queries(&self) -> Vec<(QueryId, RunQuery)> {
        self.queries.iter().map(|(id, subscription)| (*id, subscription.query.clone())).collect()
    }

    /// Returns the version of the identity that the client knows.
    pub(super) fn identity(&self) -> u64 {
        self.known.identity
    }

    /// Returns the transition to the given results, or `None` if the client knows them all.
    pub(super) fn transition(
        &mut self,
        answers: Vec<(QueryId, FunctionResult)>,
        now_nanoseconds: u64,
    ) -> Option<ServerMessage> {
        let removed = std::mem::take(&mut self.removed);
        let mut modifications: Vec<_> =
            removed.into_iter().map(|query_id| Modification::Removed { query_id }).collect();
        for (query_id, answer) in answers {
            let Some(subscription) = self.queries.get_mut(&query_id) else { continue };
            if subscription.sent.as_ref() != Some(&answer) {
                modifications.push(modification(query_id, &answer));
                subscription.sent = Some(answer);
            }
        }
        let is_known =
            self.known.query_set == self.requested.query_set && self.known.identity == self.requested.identity;
        if modifications.is_empty() && is_known {
            return None;
        }
        let start_version = self.known;
        let next = self.known.ts.max(self.requested.ts).0.saturating_add(1);
        self.requested.ts = Timestamp(next.max(now_nanoseconds));
        self.known = self.requested;
        Some(ServerMessage::Transition { start_version, end_version: self.known, modifications })
    }
}

fn check_version(what: &str, current: u64, base: u64) -> Result<(), ProtocolViolation> {
    if current == base {
        return Ok(());
    }
    Err(ProtocolViolation(format!("BaseVersionMismatch: the {what} is at version {current}, not {base}")))
}

fn modification(query_id: QueryId, answer: &FunctionResult) -> Modification {
    let (log_lines, journal) = ([], None);
    match answer {
        FunctionResult::Success(success) => {
            Modification::Updated { query_id, value: success.value.clone(), log_lines, journal }
        }
        FunctionResult::Failure(failure) => {
            let error_message = failure.error_message.clone();
            Modification::Failed { query_id, error_message, log_lines, journal }
        }
        other => {
            let error_message = format!("unknown result `{}`", other.kind());
            Modification::Failed { query_id, error_message, log_lines, journal }
        }
    }
}

#[cfg(test)]
mod tests;
