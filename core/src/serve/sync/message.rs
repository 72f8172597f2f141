//! Messages of the WebSocket, in JSON.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::keys::Secret;

/// Client-assigned ID of a query.
pub(super) type QueryId = u64;

/// A message from the client. Fields that are unused here are ignored.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all_fields = "camelCase")]
pub(super) enum ClientMessage {
    /// The first message.
    Connect {
        /// Latest timestamp that the client knows from an earlier connection.
        max_observed_timestamp: Option<Timestamp>,
    },
    /// Changes the client's identity.
    Authenticate {
        base_version: u64,
        #[serde(flatten)]
        token: Token,
    },
    /// Adds and removes queries.
    ModifyQuerySet { base_version: u64, new_version: u64, modifications: Vec<QueryModification> },
    /// Requests to run a mutation.
    Mutation {
        request_id: u64,
        udf_path: String,
        #[serde(default)]
        args: Value,
    },
    /// Requests to run an action.
    Action {
        request_id: u64,
        udf_path: String,
        #[serde(default)]
        args: Value,
    },
    /// Reports a client-side measurement.
    Event {},
}

/// Proof of the client's identity.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "tokenType")]
pub(super) enum Token {
    /// Key of the deployment.
    Admin { value: Secret },
    /// Token of an app's user.
    User { value: Secret },
    /// No identity.
    None {},
}

/// Adds or removes a query.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all_fields = "camelCase")]
pub(super) enum QueryModification {
    Add {
        query_id: QueryId,
        udf_path: String,
        #[serde(default)]
        args: Value,
        component_path: Option<String>,
    },
    Remove {
        query_id: QueryId,
    },
}

/// A message from the server.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all_fields = "camelCase")]
pub(super) enum ServerMessage {
    /// Moves the client from one state to the next.
    Transition { start_version: StateVersion, end_version: StateVersion, modifications: Vec<Modification> },
    /// Result of a mutation.
    MutationResponse { request_id: u64, success: bool, result: Value, log_lines: [String; 0] },
    /// Result of an action.
    ActionResponse { request_id: u64, success: bool, result: Value, log_lines: [String; 0] },
    /// The client's identity was rejected; the connection closes.
    AuthError { error: String, base_version: u64, auth_update_attempted: bool },
    /// The client violated the protocol and should not reconnect; the connection closes.
    FatalError { error: String },
    /// Heartbeat that shows that the server is alive.
    Ping {},
}

/// Change of one query's result.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all_fields = "camelCase")]
pub(super) enum Modification {
    /// The query has a new result.
    #[serde(rename = "QueryUpdated")]
    Updated { query_id: QueryId, value: Value, log_lines: [String; 0], journal: Option<String> },
    /// The query fails now.
    #[serde(rename = "QueryFailed")]
    Failed { query_id: QueryId, error_message: String, log_lines: [String; 0], journal: Option<String> },
    /// The query was removed.
    #[serde(rename = "QueryRemoved")]
    Removed { query_id: QueryId },
}

/// Versions of the client's identity and query set, and the time of their results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StateVersion {
    pub(super) query_set: u64,
    pub(super) identity: u64,
    pub(super) ts: Timestamp,
}

/// A time in nanoseconds since the Unix epoch, encoded as 8 little-endian bytes in base64.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Timestamp(pub(super) u64);

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64.encode(self.0.to_le_bytes()))
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = BASE64.decode(text).ok().and_then(|bytes| bytes.try_into().ok());
        bytes
            .map(u64::from_le_bytes)
            .map(Self)
            .ok_or_else(|| serde::de::Error::custom("invalid timestamp: expected 8 bytes"))
    }
}
