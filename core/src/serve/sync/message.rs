//! What is said on the WebSocket, as JSON.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::keys::Secret;

/// The number by which a client knows one of its queries.
pub(super) type QueryId = u64;

/// What a client says. Members that are of no use here are passed over.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all_fields = "camelCase")]
pub(super) enum ClientMessage {
    /// The first message.
    Connect {
        /// The latest time that the client knows from an earlier connection.
        max_observed_timestamp: Option<Timestamp>,
    },
    /// Who the client is from now on.
    Authenticate {
        base_version: u64,
        #[serde(flatten)]
        token: Token,
    },
    /// Queries come and go.
    ModifyQuerySet { base_version: u64, new_version: u64, modifications: Vec<QueryModification> },
    /// A mutation is to run.
    Mutation { request_id: u64, udf_path: String },
    /// An action is to run.
    Action { request_id: u64, udf_path: String },
    /// What a client measures of itself.
    Event {},
}

/// What proves who a client is.
#[derive(Debug, Deserialize)]
#[serde(tag = "tokenType")]
pub(super) enum Token {
    /// A key of the deployment.
    Admin { value: Secret },
    /// A token of somebody who uses the app.
    User {},
    /// Nothing.
    None {},
}

/// A query comes or goes.
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

/// What the server says.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all_fields = "camelCase")]
pub(super) enum ServerMessage {
    /// From one state to the next.
    Transition { start_version: StateVersion, end_version: StateVersion, modifications: Vec<Modification> },
    /// What became of a mutation.
    MutationResponse { request_id: u64, success: bool, result: String, log_lines: [String; 0] },
    /// What became of an action.
    ActionResponse { request_id: u64, success: bool, result: String, log_lines: [String; 0] },
    /// The client is not who it says; the connection ends.
    AuthError { error: String, base_version: u64, auth_update_attempted: bool },
    /// The client said what makes no sense, and should not come again; the connection ends.
    FatalError { error: String },
    /// Nothing, so that the client knows that somebody is there.
    Ping {},
}

/// What became of one query.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all_fields = "camelCase")]
pub(super) enum Modification {
    /// It gives this now.
    #[serde(rename = "QueryUpdated")]
    Updated { query_id: QueryId, value: Value, log_lines: [String; 0], journal: Option<String> },
    /// It fails now.
    #[serde(rename = "QueryFailed")]
    Failed { query_id: QueryId, error_message: String, log_lines: [String; 0], journal: Option<String> },
    /// It is gone.
    #[serde(rename = "QueryRemoved")]
    Removed { query_id: QueryId },
}

/// What a client has asked for, and the time up to which it was answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StateVersion {
    pub(super) query_set: u64,
    pub(super) identity: u64,
    pub(super) ts: Timestamp,
}

/// A time in nanoseconds since the Unix epoch: 8 bytes, the lowest first, in base64.
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
        bytes.map(u64::from_le_bytes).map(Self).ok_or_else(|| serde::de::Error::custom("a timestamp has 8 bytes"))
    }
}
