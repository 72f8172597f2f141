//! What one client has asked for, and what it knows. Nothing here waits or asks anybody.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::message::{
    ClientMessage, Modification, QueryId, QueryModification, ServerMessage, StateVersion, Timestamp, Token,
};
use crate::api::functions::{FunctionResult, RunFunction};
use crate::embedded::not_run;
use crate::keys::Secret;

/// How many queries a client may keep.
const MAX_QUERIES: usize = 1_000;

/// What one client has asked for, and what it knows.
#[derive(Default)]
pub(super) struct Session {
    /// The state that the client knows.
    known: StateVersion,
    /// The versions that it has asked for.
    asked: StateVersion,
    queries: BTreeMap<QueryId, Subscription>,
    /// Those that were removed since the client was last told.
    removed: BTreeSet<QueryId>,
}

/// A query that a client keeps.
struct Subscription {
    query: RunFunction,
    /// What it last gave, as the client knows it.
    told: Option<FunctionResult>,
}

/// What a message asks for.
#[derive(Debug, PartialEq)]
pub(super) enum Wish {
    /// Nothing.
    Nothing,
    /// An answer that is known already.
    Say(ServerMessage),
    /// That queries are asked, and the client is told.
    Ask,
    /// The same as somebody else; without a key, as nobody.
    AskAs(Option<Secret>),
}

/// What ends a connection: the client can do better.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Misuse(pub(super) String);

impl Session {
    /// Takes in what the client says.
    pub(super) fn hear(&mut self, message: ClientMessage) -> Result<Wish, Misuse> {
        match message {
            ClientMessage::Connect { max_observed_timestamp } => {
                // Time goes on for the client, also where another server was before.
                self.asked.ts = self.asked.ts.max(max_observed_timestamp.unwrap_or_default());
                Ok(Wish::Nothing)
            }
            ClientMessage::Authenticate { base_version, token } => {
                follows("identity", self.asked.identity, base_version)?;
                self.asked.identity = base_version.saturating_add(1);
                Ok(Wish::AskAs(match token {
                    Token::Admin { value } => Some(value),
                    Token::User {} | Token::None {} => None,
                }))
            }
            ClientMessage::ModifyQuerySet { base_version, new_version, modifications } => {
                follows("query set", self.asked.query_set, base_version)?;
                if new_version <= base_version {
                    return Err(Misuse(format!("the query set goes from version {base_version} to {new_version}")));
                }
                self.asked.query_set = new_version;
                modifications.into_iter().try_for_each(|modification| self.modify(modification))?;
                Ok(Wish::Ask)
            }
            ClientMessage::Mutation { request_id, udf_path } => Ok(Wish::Say(ServerMessage::MutationResponse {
                request_id,
                success: false,
                result: not_run(&udf_path).error_message,
                log_lines: [],
            })),
            ClientMessage::Action { request_id, udf_path } => Ok(Wish::Say(ServerMessage::ActionResponse {
                request_id,
                success: false,
                result: not_run(&udf_path).error_message,
                log_lines: [],
            })),
            ClientMessage::Event {} => Ok(Wish::Nothing),
        }
    }

    fn modify(&mut self, modification: QueryModification) -> Result<(), Misuse> {
        match modification {
            QueryModification::Add { query_id, udf_path, args, component_path } => {
                if self.queries.len() >= MAX_QUERIES {
                    return Err(Misuse(format!("a connection keeps {MAX_QUERIES} queries at most")));
                }
                let query = RunFunction { path: udf_path, args, format: None, component_path };
                if self.queries.insert(query_id, Subscription { query, told: None }).is_some() {
                    return Err(Misuse(format!("query {query_id} was added twice")));
                }
            }
            QueryModification::Remove { query_id } => {
                let removed = self.queries.remove(&query_id);
                let was_told = removed.ok_or_else(|| Misuse(format!("there is no query {query_id}")))?.told.is_some();
                if was_told {
                    self.removed.insert(query_id);
                }
            }
        }
        Ok(())
    }

    /// Whether there is anything that can change.
    pub(super) fn has_queries(&self) -> bool {
        !self.queries.is_empty()
    }

    /// All queries, to be asked.
    pub(super) fn queries(&self) -> Vec<(QueryId, RunFunction)> {
        self.queries.iter().map(|(id, subscription)| (*id, subscription.query.clone())).collect()
    }

    /// The version of who the client is that it knows.
    pub(super) fn identity(&self) -> u64 {
        self.known.identity
    }

    /// What the client is to be told, now that its queries gave `answers`; nothing where it knows all of it.
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
            if subscription.told.as_ref() != Some(&answer) {
                modifications.push(modification(query_id, &answer));
                subscription.told = Some(answer);
            }
        }
        let is_known = self.known.query_set == self.asked.query_set && self.known.identity == self.asked.identity;
        if modifications.is_empty() && is_known {
            return None;
        }
        let start_version = self.known;
        let next = self.known.ts.max(self.asked.ts).0.saturating_add(1);
        self.asked.ts = Timestamp(next.max(now_nanoseconds));
        self.known = self.asked;
        Some(ServerMessage::Transition { start_version, end_version: self.known, modifications })
    }
}

fn follows(what: &str, current: u64, base: u64) -> Result<(), Misuse> {
    if current == base {
        return Ok(());
    }
    Err(Misuse(format!("BaseVersionMismatch: the {what} is at version {current}, and was to be changed from {base}")))
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
        FunctionResult::Other(members) => {
            let error_message = Value::Object(members.clone()).to_string();
            Modification::Failed { query_id, error_message, log_lines, journal }
        }
    }
}

#[cfg(test)]
mod tests;
